import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageImage, PageSources } from '../../../src/imaging/page-image.ts';
import { preparationSteps } from '../../../src/imaging/preparation-steps.ts';
import type { OcrEngine } from '../../../src/ocr/engine.ts';
import { assemblePdfA } from '../../../src/pdf/archive/assemble.ts';
import { type ArchiveProfile, digitizePage } from '../../../src/pipeline/digitize-page.ts';

/** Side of the pictures that are compared, px: small enough that resampling does not matter, fine enough for a wrong plane. */
const SIDE_PX = 64;
const LARGE_PX = 2000;
const SRGB = fileURLToPath(new URL('../../../src/pdf/archive/assets/srgb.icc', import.meta.url));

const noEngine: OcrEngine = {
  name: 'tesseract',
  version: 'none',
  recognise: async () => ({ lines: [] }),
  close: async () => {},
};

/**
 * Mean difference (0 to 255) between a page as Poppler draws its archived form, neither turned nor straightened, and the
 * same page of the input as another program shows it: ImageMagick (colours by the embedded profile), for a PDF Poppler.
 * `null` when the other program cannot read the input.
 */
export async function pictureDifference(
  path: string,
  type: PageSources['type'],
  index: number,
  page: PageImage,
  profile: ArchiveProfile,
): Promise<number | null> {
  const preparation = { without: preparationSteps };
  const { archive } = await digitizePage(page, noEngine, { preparation, profile, secondLook: false });
  const sizePx = [Math.round(archive.widthPx), Math.round(archive.heightPx)] as const;
  const ours = byPoppler(await assemblePdfA([archive], { title: 'page' }), 0, sizePx);
  const theirs = type === 'pdf' ? byPoppler(readFileSync(path), index, sizePx) : byImageMagick(path, index, type);
  if (ours === null) throw new Error('Poppler draws nothing');
  if (theirs === null) return null;
  let sum = 0;
  for (let i = 0; i < ours.length; i++) sum += Math.abs(ours[i]! - theirs[i]!);
  return sum / ours.length;
}

/** Drawn at a whole multiple of the page's size: Poppler lets an image reach up to a pixel too far. */
function byPoppler(pdf: Uint8Array, index: number, [widthPx, heightPx]: readonly [number, number]): Buffer | null {
  const folder = mkdtempSync(join(tmpdir(), 'sohoa-picture-'));
  try {
    const path = join(folder, 'page.pdf');
    writeFileSync(path, pdf);
    const page = String(index + 1);
    const times = Math.max(1, Math.round(LARGE_PX / Math.max(widthPx, heightPx)));
    const size = ['-scale-to-x', String(widthPx * times), '-scale-to-y', String(heightPx * times)];
    const options = ['-f', page, '-l', page, '-singlefile', ...size, path, join(folder, 'page')];
    execFileSync('pdftoppm', options, { stdio: 'pipe', timeout: 60_000 });
    return small(join(folder, 'page.ppm'), []);
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function byImageMagick(path: string, index: number, type: string): Buffer | null {
  try {
    const input = `${type}:${path}[${index}]`;
    const profile = execFileSync('identify', ['-quiet', '-format', '%[profile:icc]', input], {
      stdio: 'pipe',
      timeout: 60_000,
    });
    const colours = profile.length === 0 ? [] : ['-profile', SRGB];
    return small(input, ['-auto-orient', ...colours, '-background', 'white', '-alpha', 'remove']);
  } catch {
    return null;
  }
}

const small = (input: string, options: readonly string[]): Buffer =>
  execFileSync(
    'convert',
    [
      '-quiet',
      input,
      ...options,
      '-colorspace',
      'sRGB',
      '-type',
      'TrueColor',
      '-scale',
      `${SIDE_PX}x${SIDE_PX}!`,
      '-depth',
      '8',
      'rgb:-',
    ],
    { maxBuffer: 1e7, stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 },
  );
