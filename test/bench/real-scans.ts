/**
 * Any folder of pictures and PDFs through the whole way of a paper, one line a file:
 * `node test/bench/real-scans.ts FOLDER… [--engine auto|tesseract|tesseract.js] [--profile faithful|compact] [--turns]
 * [--pictures-only] [--output FOLDER]`.
 *
 * Each page must become a valid PDF/A (own structural checks, `qpdf --check`) that shows what another program shows, or
 * end in a clear error. `--turns` gives every file three times more, turned by 90, 180 and 270 degrees, and counts the
 * turns that were found otherwise than on the file as it is. `--pictures-only` reads no text: pixels and colours of many files in little time.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { asSohoaError, SohoaError } from '../../src/domain/errors.ts';
import { inputType } from '../../src/imaging/file-type.ts';
import { defaultImageLimits } from '../../src/imaging/limits.ts';
import { openPageSources } from '../../src/imaging/page-source.ts';
import { createOcrEngine, type EngineChoice } from '../../src/ocr/choose-engine.ts';
import type { OcrEngine } from '../../src/ocr/engine.ts';
import { checkPdfA } from '../../src/pdf/archive/structural-checks.ts';
import { type DigitizedDocument, digitizeDocument } from '../../src/pipeline/digitize-document.ts';
import type { ArchiveProfile } from '../../src/pipeline/digitize-page.ts';
import { pictureDifference } from './recognition/second-picture.ts';

/** Pictures that differ more (mean, 0 to 255) than resampling and JPEG explain are marked. */
const PICTURE_TOLERANCE = 3;
const PAGE_TIMEOUT_MS = 60_000;
/** Pages of one file whose picture is compared. */
const MOST_PICTURES = 5;

const { values, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', default: 'auto' },
    profile: { type: 'string', default: 'faithful' },
    turns: { type: 'boolean', default: false },
    'pictures-only': { type: 'boolean', default: false },
    output: { type: 'string' },
  },
});
if (folders.length === 0) throw new Error('name a folder or a file');
const profile = values.profile as ArchiveProfile;
if (values.output !== undefined) mkdirSync(values.output, { recursive: true });

/** What became of one file. */
interface Outcome {
  readonly error: SohoaError | null;
  readonly marks: readonly string[];
  readonly cells: readonly (string | number)[];
}

const filesOf = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesOf(join(path, name)))
    : [path];

/** Everything of the types that are read, and what is refused by a name of its own. */
function isInput(path: string): boolean {
  try {
    inputType(readFileSync(path), defaultImageLimits);
    return true;
  } catch (error) {
    return error instanceof SohoaError && error.code !== 'FILE_TYPE_UNKNOWN' && error.code !== 'FILE_EMPTY';
  }
}

const failure = (thrown: unknown): Outcome => {
  const error = asSohoaError(thrown);
  return { error, marks: error.code.startsWith('INTERNAL') ? ['NOT A CLEAR ERROR'] : [], cells: [] };
};

async function picturesOf(path: string): Promise<{ readonly pages: number; readonly worst: number | null }> {
  const sources = await openPageSources(readFileSync(path));
  try {
    let worst: number | null = null;
    for (let index = 0; index < Math.min(sources.count, MOST_PICTURES); index++) {
      const difference = await pictureDifference(path, sources.type, index, await sources.page(index).load(), profile);
      if (difference !== null) worst = Math.max(worst ?? 0, difference);
    }
    return { pages: sources.count, worst };
  } finally {
    sources.close();
  }
}

const digitize = (bytes: Uint8Array, engine: OcrEngine): Promise<DigitizedDocument> =>
  digitizeDocument([bytes], { metadata: { title: 'page' }, profile, timeoutMs: PAGE_TIMEOUT_MS }, engine);

function validity(pdf: Uint8Array, name: string): { readonly marks: string[]; readonly words: number } {
  const path = join(values.output!, `${name}.pdf`);
  writeFileSync(path, pdf);
  const findings = checkPdfA(pdf);
  const qpdf = spawnSync('qpdf', ['--check', path]);
  const text = execFileSync('pdftotext', [path, '-'], { maxBuffer: 1e8 }).toString('utf8');
  const marks = findings.slice(0, 1).map(({ clause, message }) => `PDF/A ${clause} ${message}`);
  if (qpdf.status !== 0) marks.push(`qpdf ${qpdf.status}`);
  return { marks, words: text.split(/\s+/).filter((word) => word !== '').length };
}

/** The first page of the file turned clockwise, as PNG. */
async function turned(bytes: Uint8Array, degrees: number): Promise<Uint8Array> {
  const { density } = await sharp(bytes).metadata();
  const upright = await sharp(bytes).autoOrient().png({ compressionLevel: 1 }).toBuffer();
  const image = sharp(upright).rotate(degrees).png({ compressionLevel: 1 });
  return (density === undefined ? image : image.withMetadata({ density })).toBuffer();
}

async function judge(path: string, engine: OcrEngine | null): Promise<Outcome> {
  try {
    const { pages, worst } = await picturesOf(path);
    const marks = worst !== null && worst > PICTURE_TOLERANCE ? ['PICTURE'] : [];
    const shown = worst === null ? '–' : worst.toFixed(1);
    if (engine === null) return { error: null, marks, cells: [pages, shown] };
    const bytes = readFileSync(path);
    const document = await digitize(bytes, engine);
    const valid = validity(document.pdf, path.replace(/[^A-Za-z0-9.]+/g, '_').slice(-80));
    const first = document.pages[0]!;
    const turns: string[] = [];
    for (const degrees of values.turns && !path.endsWith('.pdf') ? [90, 180, 270] : []) {
      const again = (await digitize(await turned(bytes, degrees), engine)).pages[0]!;
      const expected = (first.rotationDeg - degrees + 360) % 360;
      if (again.rotationDeg !== expected)
        turns.push(`TURN ${degrees}: ${again.rotationDeg} not ${expected} (${again.meanConfidence})`);
    }
    const confidence = document.pages.reduce((sum, page) => sum + page.meanConfidence, 0) / document.pages.length;
    return {
      error: null,
      marks: [...marks, ...valid.marks, ...turns],
      cells: [
        pages,
        shown,
        document.pages.map(({ rotationDeg }) => rotationDeg).join(' '),
        document.pages.map(({ skewDeg }) => skewDeg.toFixed(1)).join(' '),
        valid.words,
        confidence.toFixed(0),
        (document.ms / 1000).toFixed(1),
        (document.bytesOut / document.bytesIn).toFixed(2),
        [...new Set(document.pages.flatMap(({ findings }) => findings.map(({ code }) => code)))].join(' '),
      ],
    };
  } catch (thrown) {
    return failure(thrown);
  }
}

values.output ??= join(process.env.TMPDIR ?? '/tmp', 'sohoa-real-scans');
mkdirSync(values.output, { recursive: true });
const engine = values['pictures-only'] ? null : await createOcrEngine(values.engine as EngineChoice, { workers: 2 });
console.log(
  `file | pages | picture | ${engine === null ? '' : 'turned | skew | words | confidence | s | out/in | findings | '}marks`,
);
const counts = { files: 0, valid: 0, refused: 0, marked: 0 };
for (const path of folders.flatMap(filesOf).filter(isInput)) {
  const outcome = await judge(path, engine);
  counts.files++;
  if (outcome.marks.length > 0) counts.marked++;
  if (outcome.error === null) counts.valid++;
  else counts.refused++;
  const said =
    outcome.error === null ? outcome.cells : [`${outcome.error.code} ${JSON.stringify(outcome.error.details)}`];
  console.log([basename(path), ...said, ...outcome.marks].join(' | '));
}
await engine?.close();
console.log(`${counts.files} files: ${counts.valid} read, ${counts.refused} refused, ${counts.marked} marked`);
if (counts.marked > 0) process.exitCode = 1;
