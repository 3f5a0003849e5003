import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTesseractJs } from '../../../src/ocr/tesseract-js.ts';
import { checkPdfA } from '../../../src/pdf/archive/structural-checks.ts';
import { type DigitizedDocument, digitizeDocument } from '../../../src/pipeline/digitize-document.ts';
import { nearestStretch, normalise } from '../../bench/recognition/score.ts';
import { hasTool } from '../../support/tools.ts';

/** Files of other people (test/fixtures/real-scans), and what an eye reads on them. The model is Vietnamese: a letter in seven may be wrong. */
const scans = [
  ['lucasta.150.jpg', 0, ['generous', 'several elegies written', 'Kentish Petition']],
  ['pancrazi.15.jpg', 90, ['OPERA DEL PADRE', 'IN NAPOLI', 'ALESSIO']],
  ['patent.png', 0, ['United States Patent', 'Welland (CA)', 'The invention is directed to']],
  ['words.44.tif', 0, ['penetrabile concipit', 'ambit et electos uocat']],
] as const;

let folder: string;
let document: DigitizedDocument;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sohoa-real-'));
  const engine = createTesseractJs({ workers: 2 });
  const files = scans.map(([name]) => readFileSync(new URL(`../../fixtures/real-scans/${name}`, import.meta.url)));
  document = await digitizeDocument(files, { metadata: { title: 'scans' } }, engine);
  await engine.close();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('real scans', () => {
  it.each(scans)('%s is turned the right way up', (name, turn) => {
    expect(document.pages[scans.findIndex(([each]) => each === name)]!.rotationDeg).toBe(turn);
  });

  it.each(scans)('%s is read', (name, _turn, phrases) => {
    const { text } = document.pages[scans.findIndex(([each]) => each === name)]!;
    for (const phrase of phrases) {
      const { errors } = nearestStretch([...phrase], [...normalise(text)]);
      expect(errors, phrase).toBeLessThanOrEqual(phrase.length * 0.15);
    }
  });

  it('become a valid PDF/A, nothing of a JPEG lost', () => {
    expect(checkPdfA(document.pdf)).toEqual([]);
    const jpeg = readFileSync(new URL('../../fixtures/real-scans/lucasta.150.jpg', import.meta.url));
    expect(Buffer.from(document.pdf).includes(jpeg)).toBe(true);
  });

  it.skipIf(!hasTool('qpdf'))('pass qpdf --check', () => {
    const path = join(folder, 'scans.pdf');
    writeFileSync(path, document.pdf);
    expect(spawnSync('qpdf', ['--check', path]).status).toBe(0);
  });
});
