import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Barcode, barcodesOf } from '../../../src/extraction/machine-readable.ts';
import { openPageSources } from '../../../src/imaging/page-source.ts';
import { toGray, turnGray } from '../../../src/imaging/raster.ts';
import type { OcrEngine } from '../../../src/ocr/engine.ts';
import type { PageText } from '../../../src/ocr/page-text.ts';
import { digitizePage } from '../../../src/pipeline/digitize-page.ts';
import { type ExtractionTruth, generateExtractionCorpus } from '../corpus/extraction.ts';

/** A paper of the corpus after recognition: what extraction gets, and what is true. */
export interface ReadPaper {
  readonly id: string;
  readonly truth: ExtractionTruth;
  readonly texts: readonly PageText[];
  readonly codes: readonly Barcode[];
  /** Wall time of the decoder over all pages, ms. */
  readonly codesMs: number;
}

/** Draws and reads papers of one type, or takes what an earlier run left in `folder`: recognition is the slow part. */
export async function readPapers(
  folder: string,
  type: string,
  options: { readonly seed: string; readonly perType: number; readonly engine: () => Promise<OcrEngine> },
): Promise<ReadPaper[]> {
  const kept = join(folder, 'read', `${options.seed}-${type}-${options.perType}.json`);
  if (existsSync(kept)) return JSON.parse(await readFile(kept, 'utf8'));
  const papers = await generateExtractionCorpus(join(folder, options.seed), {
    seed: options.seed,
    types: [type],
    perType: options.perType,
  });
  const engine = await options.engine();
  const out: ReadPaper[] = [];
  for (const paper of papers) {
    const texts: PageText[] = [];
    const codes: Barcode[] = [];
    let codesMs = 0;
    for (const file of paper.files) {
      const sources = await openPageSources(new Uint8Array(await readFile(file)));
      for (let index = 0; index < sources.count; index++) {
        const image = await sources.page(index).load();
        const page = await digitizePage(image, engine);
        const upright = turnGray(toGray(await image.decode(image.widthPx, image.heightPx)), page.rotationDeg / 90);
        const started = performance.now();
        codes.push(...(await barcodesOf(upright, texts.length)));
        codesMs += performance.now() - started;
        texts.push(page.text);
      }
      sources.close();
    }
    out.push({ id: paper.id, truth: paper.truth, texts, codes, codesMs });
  }
  await mkdir(join(folder, 'read'), { recursive: true });
  await writeFile(kept, JSON.stringify(out));
  return out;
}
