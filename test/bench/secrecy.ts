/**
 * Secrecy marks stamped on papers, in the colours, places and captures in which they are hard to see: how many are missed,
 * how many papers without one are stopped, and what looking costs a page.
 *
 *   node test/bench/secrecy.ts [--papers=48] [--seed=…] [--split=tune|holdout|all] [--folder=…] [--keep]
 *
 * Improve on `--split=tune` only, with seeds of your own: every third paper is kept for judging. With `--keep` the pages
 * are kept in the folder as PNG with what was read; they are drawn anew otherwise.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rgb } from 'pdf-lib';
import { rasterisePaper } from '../../samples/lib/capture.ts';
import { toJpeg, toPng } from '../../samples/lib/encode.ts';
import { paperMakers } from '../../samples/lib/papers/catalogue.ts';
import type { Paper } from '../../samples/lib/papers/common.ts';
import { type Chance, chance } from '../../samples/lib/random.ts';
import { openRasteriser, type Rasteriser } from '../../samples/lib/raster.ts';
import { drawBoxStamp } from '../../samples/lib/seal.ts';
import { penBlue, type Style, sealRed } from '../../samples/lib/sheet.ts';
import { SohoaError } from '../../src/domain/errors.ts';
import { secrecyGate } from '../../src/extraction/secrecy-stamps.ts';
import { createTesseractJs } from '../../src/ocr/tesseract-js.ts';
import { digitizeDocument } from '../../src/pipeline/digitize-document.ts';
import { type Capture, captureAll, captures } from './corpus/captures.ts';

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '48' },
    seed: { type: 'string', default: 'secrecy-1' },
    split: { type: 'string', default: 'all' },
    folder: { type: 'string', default: join(tmpdir(), 'sohoa-bench-secrecy') },
    keep: { type: 'boolean', default: false },
  },
});

const black = rgb(0.1, 0.1, 0.11);
const faded = rgb(0.45, 0.43, 0.45);
const inks = { black, red: sealRed, blue: penBlue, faded } as const;
const marks = ['MẬT', 'TỐI MẬT', 'TUYỆT MẬT'] as const;
/** Stamps of every office that are no secrecy marks. */
const others: readonly (readonly string[])[] = [
  ['SAO Y BẢN CHÍNH'],
  ['ĐÃ KIỂM TRA', 'BỘ PHẬN MỘT CỬA'],
  ['CÔNG VĂN ĐẾN', 'Số: 412', 'Ngày 12/10/2026'],
  ['HỎA TỐC'],
  ['KHẨN'],
  ['ĐÃ THU TIỀN'],
  ['BẢN SAO'],
];
/** Words of papers that are not secret. */
const harmless = [
  'DANH MỤC BÍ MẬT NHÀ NƯỚC',
  'Phân loại: BẢO MẬT THÔNG TIN CÁ NHÂN',
  'MẬT ĐỘ XÂY DỰNG: 60 %',
  'Cam kết giữ bí mật, không tiết lộ thông tin mật.',
  'Mật ong nguyên chất, mật độ dân cư',
];
const places = ['clear', 'edge', 'over', 'over', 'overlapping'] as const;
const asked: readonly Capture['name'][] = [
  'scan-300-colour',
  'scan-200-gray',
  'photo',
  'scan-300-bilevel',
  'scan-300-turned',
  'scan-300-gray',
  'scan-300-worn',
];

function place(kind: (typeof places)[number], random: Chance): readonly [number, number] {
  if (kind === 'clear') return [random.real(30, 44), random.real(41, 47)];
  if (kind === 'edge') return [random.real(8, 150), random.pick([random.real(3, 7), random.real(276, 281)])];
  return [random.real(30, 130), random.real(60, 215)];
}

interface Example {
  readonly id: string;
  readonly mark: string | null;
  readonly about: string;
  readonly bytes: Uint8Array;
}

async function draw(index: number, rasteriser: Rasteriser): Promise<Example> {
  const random = chance(`${values.seed}/${index}`);
  const types = ['decision', 'official_letter', 'notice', 'application', 'declaration', 'marital_status_confirmation'];
  const wanted = random.pick(types);
  const maker = paperMakers.find(({ type }) => type === wanted)!;
  const template = random.pick(maker.templates.flatMap(({ set }, at) => (set === 'build' ? [at] : [])));
  const family = random.pick(['serif', 'serif', 'arial'] as const);
  const paper: Paper = await maker.draw(random.branch('paper'), {
    family,
    template,
    inked: true,
  });
  const sheet = paper.draft.sheets[0]!;
  const secret = index % 2 === 0;
  const ink = random.pick(['black', 'black', 'black', 'red', 'blue', 'faded'] as const);
  const kind = random.pick(places);
  const size = random.pick([13, 15, 18]);
  const turn = random.real(-10, 10);
  const [x, y] = place(kind, random);
  const text = secret ? [random.pick(marks)] : random.pick(others);
  drawBoxStamp(sheet, x, y, text, secret ? size : Math.min(size, 14), turn, inks[ink]);
  if (kind === 'overlapping')
    drawBoxStamp(
      sheet,
      x + random.real(8, 16),
      y + random.real(5, 8),
      ['CÔNG VĂN ĐẾN', 'Số: 412'],
      12,
      random.real(-5, 5),
      sealRed,
    );
  if (!secret) {
    const style: Style = { family, sizePt: 13, leading: 1.3 };
    sheet.line(30, 283, [{ text: random.pick(harmless), bold: random.maybe(0.5) }], style);
  }
  const name = random.pick(asked);
  const capture = captures.find((one) => one.name === name)!;
  const layers = await rasterisePaper(paper, rasteriser, capture.dpi ?? 300, 1);
  const [shot] = await captureAll(layers, capture, false, random.real(-1.6, 1.6), random.branch('capture'));
  return {
    id: `${index}`,
    mark: secret ? text[0]! : null,
    about: `${text.join('/')} ${ink} ${kind} ${size} pt ${turn.toFixed(1)}° ${maker.type} ${name}`,
    bytes: await toJpeg(shot!.pixels, { quality: 80, dpi: capture.dpi ?? null }),
  };
}

const rasteriser = await openRasteriser();
const engine = createTesseractJs({ workers: 1 });
let [missed, secretPapers, stopped, plainPapers, gateMs, readMs] = [0, 0, 0, 0, 0, 0];
for (let index = 0; index < Number(values.papers); index++) {
  const isHoldout = Math.floor(index / 2) % 3 === 2;
  if (values.split !== 'all' && (values.split === 'holdout') !== isHoldout) continue;
  const { id, mark, about, bytes } = await draw(index, rasteriser);
  const started = performance.now();
  let own = 0;
  let seen = '';
  const outcome = await digitizeDocument(
    [bytes],
    {
      metadata: { title: id },
      jobs: 1,
      gate: (number) => {
        const gate = secrecyGate(engine)(number);
        const read = Promise.withResolvers<void>();
        return {
          print: (text) => {
            seen = `${text.frames?.length ?? 0} frames, ${text.inks?.length ?? 0} inks`;
            if (values.keep) {
              mkdirSync(values.folder, { recursive: true });
              writeFileSync(join(values.folder, `${id}.json`), JSON.stringify({ about, text }));
            }
            read.resolve();
            gate.print(text);
          },
          // after the reading, beside which it would take no time of its own
          stamps: async (page) => {
            const { pixels, widthPx, heightPx } = await page.rgb();
            await read.promise;
            if (values.keep) {
              const pixelsOfPage = { data: pixels, width: widthPx, height: heightPx, channels: 3 as const };
              writeFileSync(join(values.folder, `${id}.png`), await toPng(pixelsOfPage, 200));
            }
            const before = performance.now();
            try {
              await gate.stamps(page);
            } finally {
              own = performance.now() - before;
            }
          },
        };
      },
    },
    engine,
  ).then(
    () => false,
    (error: unknown) => {
      if (error instanceof SohoaError && error.code === 'SECRET_PAPER') return true;
      throw error;
    },
  );
  readMs += performance.now() - started - own;
  gateMs += own;
  if (mark === null) plainPapers++;
  else secretPapers++;
  if (mark !== null && !outcome) missed++;
  if (mark === null && outcome) stopped++;
  const word = (mark !== null) === outcome ? 'right' : mark === null ? 'FALSE ALARM' : 'MISSED';
  console.log(`${id.padStart(4)}${isHoldout ? ' holdout' : ''} ${word}: ${about} (${seen}, ${own.toFixed(0)} ms)`);
}
const papers = secretPapers + plainPapers;
console.log(
  `${secretPapers} papers with a secrecy mark, missed ${missed}; ${plainPapers} without, stopped ${stopped}; ${(gateMs / papers).toFixed(0)} ms a page for looking, ${(readMs / papers).toFixed(0)} ms for everything else`,
);
await engine.close();
rasteriser.close();
