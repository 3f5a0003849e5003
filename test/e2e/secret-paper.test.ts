import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { scanPaper } from '../../samples/lib/capture.ts';
import { toJpeg, toScannedPdf } from '../../samples/lib/encode.ts';
import { drawApplication } from '../../samples/lib/papers/application.ts';
import { chance } from '../../samples/lib/random.ts';
import { openRasteriser } from '../../samples/lib/raster.ts';
import { cleanScan } from '../../samples/lib/scan.ts';
import { drawBoxStamp } from '../../samples/lib/seal.ts';
import { black } from '../../samples/lib/sheet.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runCli } from './run-cli.ts';

const folder = temporaryFolder('secret');
const secret = join(folder, 'cong-van.pdf');
const plain = join(folder, 'don.jpg');

/** Two scanned pages, the second with a mark stamped in black over its text; and a page without one. */
beforeAll(async () => {
  const rasteriser = await openRasteriser();
  const page = async (stamp: string | null): Promise<Uint8Array> => {
    const paper = await drawApplication(chance('plain command'), { family: 'serif', template: 0, inked: false });
    if (stamp !== null) drawBoxStamp(paper.draft.sheets[0]!, 60, 92, [stamp], 18, 4, black);
    const [shot] = await scanPaper(paper, rasteriser, 200, () => cleanScan, chance('plain command/scan'), 1);
    return toJpeg(shot!.pixels, { quality: 85, dpi: 200 });
  };
  const [first, second] = [await page(null), await page('MẬT')];
  rasteriser.close();
  writeFileSync(plain, first);
  writeFileSync(
    secret,
    await toScannedPdf(
      [first, second].map((jpeg) => ({ jpeg, dpi: 200 })),
      new Date('2026-11-02T01:30:00Z'),
    ),
  );
});

interface Result {
  readonly file: string;
  readonly output: string | null;
  readonly pages: readonly unknown[];
  readonly error?: { readonly code: string };
}

it('a paper with a secrecy mark on any page leaves nothing, not even its pages before; the paper beside it goes on', async () => {
  const out = join(folder, 'out');
  const run = await runCli(['digitize', secret, plain, '-o', out, '--export', 'txt', '--json']);
  const [first, second] = run.objects() as unknown as Result[];
  expect(first).toMatchObject({ file: secret, output: null, pages: [], error: { code: 'SECRET_PAPER' } });
  expect(second?.error).toBeUndefined();
  expect(readdirSync(out).sort()).toEqual(['don.pdf', 'don.txt']);
  expect(run.exitCode).toBe(4);
}, 120_000);

it('a merged output is not made, and it is said which input bears the mark', async () => {
  const target = join(folder, 'merged.pdf');
  const run = await runCli(['digitize', plain, secret, '-o', target, '--json']);
  const results = run.objects() as unknown as Result[];
  expect(results.map(({ error }) => error?.code)).toEqual(['MERGE_STOPPED', 'SECRET_PAPER']);
  expect(existsSync(target)).toBe(false);
  expect(existsSync(`${target}.pages`)).toBe(false);
  expect(run.exitCode).toBe(4);
}, 120_000);
