import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TemplateSet } from '../../../samples/lib/papers/common.ts';
import { type Barcode, codesOf, type GrayPixels } from '../../../src/extraction/machine-readable.ts';
import { type ReadRegion, regionReader, type UprightPixels } from '../../../src/extraction/region-reader.ts';
import { openPdfium } from '../../../src/imaging/pdfium.ts';
import { toGray } from '../../../src/imaging/raster.ts';
import type { OcrEngine } from '../../../src/ocr/engine.ts';
import type { PageText, TextLine } from '../../../src/ocr/page-text.ts';
import { digitizeDocument } from '../../../src/pipeline/digitize-document.ts';
import type { CaptureClass } from '../corpus/captures.ts';
import { type ExtractionPaper, type ExtractionTruth, generateExtractionCorpus } from '../corpus/extraction.ts';

/** A paper of the corpus after recognition: what extraction gets, and what is true. */
export interface ReadPaper {
  readonly id: string;
  readonly truth: ExtractionTruth;
  readonly texts: readonly PageText[];
  readonly codes: readonly Barcode[];
  /** Wall time of the decoder over all pages, ms. */
  readonly codesMs: number;
}

export interface ReadOptions {
  readonly seed: string;
  readonly perType: number;
  readonly captures?: readonly CaptureClass[];
  readonly sets: readonly TemplateSet[];
  readonly engine: () => Promise<OcrEngine>;
}

/**
 * Draws and reads papers of one type. Each paper's reading is kept in `folder/read`, so that a run that was broken off
 * goes on where it stopped; delete `read` after a change to the generator, the imaging or the recognition.
 */
export async function readPapers(folder: string, type: string, options: ReadOptions): Promise<ReadPaper[]> {
  const { seed, perType, captures, sets } = options;
  const place = join(folder, 'read', seed);
  await mkdir(place, { recursive: true });
  const fileOf = (id: string, kind: string): string => join(place, `${id}.${kind}`);
  const kept: string[] = [];
  const papers = await generateExtractionCorpus(join(folder, seed), {
    seed,
    types: [type],
    perType,
    ...(captures === undefined ? {} : { captures }),
    sets,
    without: (id) => existsSync(fileOf(id, 'json')) && kept.push(id) > 0,
  });
  const out: ReadPaper[] = [];
  for (const id of kept) out.push(JSON.parse(await readFile(fileOf(id, 'json'), 'utf8')));
  for (const paper of papers) {
    const read = await readPaper(paper, await options.engine(), fileOf(paper.id, 'pdf'));
    await writeFile(fileOf(paper.id, 'json'), JSON.stringify(read));
    out.push(read);
  }
  return out.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** As production does it: the paper becomes an archive file; codes and doubtful lines are read on its rendered pages. */
async function readPaper(paper: ExtractionPaper, engine: OcrEngine, pdf: string): Promise<ReadPaper> {
  const files = await Promise.all(paper.files.map(async (file) => new Uint8Array(await readFile(file))));
  const document = await digitizeDocument(
    files,
    { metadata: { title: paper.id, created: new Date(0) }, jobs: 1 },
    engine,
  );
  await writeFile(pdf, document.pdf);
  const texts = document.pages.map((page) => page.pageText);
  const grays: GrayPixels[] = [];
  for (const { rgb } of await uprightPixels(pdf, texts)) grays.push(toGray(await rgb()));
  const started = performance.now();
  const codes = await codesOf(grays.map((gray) => async () => gray));
  const codesMs = performance.now() - started;
  return { id: paper.id, truth: paper.truth, texts, codes, codesMs };
}

/** The pages of an archive file at the size of their text's boxes, rendered when asked for. */
async function uprightPixels(pdf: string, texts: readonly PageText[]): Promise<UprightPixels[]> {
  const bytes = new Uint8Array(await readFile(pdf));
  return texts.map(({ widthPx, heightPx, dpi }, index) => ({
    dpi,
    rgb: async () => {
      const document = await openPdfium(bytes);
      try {
        return { pixels: document.withPage(index, (page) => page.render(widthPx, heightPx)), widthPx, heightPx };
      } finally {
        document.close();
      }
    },
  }));
}

/** Lines of a paper read again; what was read again once is kept beside its reading. */
export async function keptReader(
  folder: string,
  seed: string,
  paper: ReadPaper,
  engine: () => Promise<OcrEngine>,
): Promise<{ readonly read: ReadRegion; readonly save: () => Promise<void> }> {
  const place = join(folder, 'read', seed, `${paper.id}-again.json`);
  const kept: Record<string, readonly TextLine[]> = existsSync(place) ? JSON.parse(await readFile(place, 'utf8')) : {};
  let live: ReadRegion | null = null;
  let changed = false;
  return {
    read: async (page, line, look) => {
      const key = `${page} ${line.x0} ${line.y0} ${line.x1} ${line.y1} ${look.ink} ${look.shape}`;
      const before = kept[key];
      if (before !== undefined) return before;
      live ??= regionReader(
        await uprightPixels(join(folder, 'read', seed, `${paper.id}.pdf`), paper.texts),
        await engine(),
      );
      const lines = await live(page, line, look);
      kept[key] = lines;
      changed = true;
      return lines;
    },
    save: async () => {
      if (changed) await writeFile(place, JSON.stringify(kept));
    },
  };
}
