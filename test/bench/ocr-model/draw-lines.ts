/**
 * `node test/bench/ocr-model/draw-lines.ts --fonts FOLDER --texts FOLDER --words FILE --unicharset FILE --set training|choosing|judging
 * --lines N --seed SEED --out FOLDER`: lines for `lstmtraining` (`.lstmf`, a file per page), worn as scans, faxes and photographs are,
 * in the form in which a prepared page shows them: gray, 200 dpi, paper white. Same arguments, same bytes.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fontkit from '@cantoo/fontkit';
import { PDFDocument, rgb } from 'pdf-lib';
import sharp from 'sharp';
import { addNoise } from '../../../samples/lib/pixels.ts';
import { type Chance, chance } from '../../../samples/lib/random.ts';
import { openRasteriser, type Pixels, type Rasteriser } from '../../../samples/lib/raster.ts';
import { choosingFaces, judgingFaces, type TrainingFace, trainingFaces } from './faces.ts';
import { inventLine, type Vocabulary } from './lines.ts';
import { type TrainingLine, trainingFile } from './training-file.ts';

const { values } = parseArgs({
  options: {
    fonts: { type: 'string' },
    texts: { type: 'string' },
    words: { type: 'string' },
    unicharset: { type: 'string' },
    set: { type: 'string', default: 'training' },
    lines: { type: 'string', default: '1000' },
    seed: { type: 'string', default: 'sohoa-ocr-model-1' },
    out: { type: 'string' },
  },
});
if (!values.fonts || !values.texts || !values.words || !values.unicharset || !values.out)
  throw new Error('--fonts, --texts, --words, --unicharset and --out are needed');

const letters = new Set(
  readFileSync(values.unicharset, 'utf8')
    .split('\n')
    .slice(1)
    .map((row) => row.split(' ')[0]!),
);
letters.add(' ');
const readable = (text: string): boolean => [...text.normalize('NFC')].every((letter) => letters.has(letter));

/** Every string of the JSON and JavaScript files, as far as the model knows its letters. */
function phrasesOf(folder: string): string[] {
  const phrases = new Set<string>();
  for (const file of readdirSync(folder).sort())
    for (const [, text] of readFileSync(join(folder, file), 'utf8').matchAll(/["']((?:[^"'\\\n]|\\.)+)["']/g)) {
      const phrase = text!
        .replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
        .normalize('NFC')
        .trim();
      if (/[ăâđêôơư\u1ea0-\u1ef9]/iu.test(phrase) && !/[{}<>\\_=]/.test(phrase) && readable(phrase))
        phrases.add(phrase);
    }
  return [...phrases];
}

const vocabulary: Vocabulary = {
  words: readFileSync(values.words, 'utf8')
    .split('\n')
    .filter((word) => word !== '' && readable(word)),
  phrases: phrasesOf(values.texts),
};
const faces =
  { training: trainingFaces, choosing: choosingFaces, judging: judgingFaces }[values.set as 'training'] ?? [];

function fontFile({ name }: TrainingFace, style: string): Buffer {
  const folder = join(values.fonts!, '@expo-google-fonts', name, style);
  return readFileSync(join(folder, readdirSync(folder).find((file) => file.endsWith('.ttf'))!));
}

const LINES_A_PAGE = 44;
const PAGE_MM = { widthMm: 210, heightMm: 297 };
const PT = 72 / 25.4;
/** The rendering that lines are cut from; worn and made smaller afterwards. */
const DRAWN_DPI = 300;
const COPY_DPI = 200;

interface Drawn {
  readonly text: string;
  /** pt of the page, from its top. */
  readonly baseline: number;
  readonly x: number;
  readonly width: number;
  readonly size: number;
}

/** Fills a page with lines of one face, in one size, and gives it as gray pixels. */
async function drawPage(
  random: Chance,
  bytes: Buffer,
  rasteriser: Rasteriser,
): Promise<{ page: Pixels; lines: Drawn[] }> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.registerFontkit(fontkit as unknown as Parameters<PDFDocument['registerFontkit']>[0]);
  const font = await document.embedFont(bytes, { subset: true, features: { liga: false } });
  const page = document.addPage([PAGE_MM.widthMm * PT, PAGE_MM.heightMm * PT]);
  const lines: Drawn[] = [];
  const size = random.maybe(0.75) ? random.real(10.5, 14) : random.real(8, 17);
  const leading = size * random.real(1.15, 1.6);
  const ink = random.maybe(0.8) ? 0.07 : random.real(0, 0.35);
  let y = 30 + size;
  while (lines.length < LINES_A_PAGE && y < PAGE_MM.heightMm * PT - 25) {
    let x = random.real(25, 60);
    while (x < 400) {
      const room = PAGE_MM.widthMm * PT - x - 25;
      const text = inventLine(random, vocabulary, Math.max(8, Math.floor(room / (size * 0.55))));
      const width = font.widthOfTextAtSize(text, size);
      if (width > room || width < 4 || !readable(text)) {
        if (random.maybe(0.3)) break;
        continue;
      }
      page.drawText(text, { x, y: page.getHeight() - y, size, font, color: rgb(ink, ink, ink) });
      lines.push({ text, baseline: y, x, width, size });
      x += width + random.real(30, 60);
    }
    y += leading;
  }
  const { width, height, data } = await rasteriser.render(await document.save(), 0, PAGE_MM, DRAWN_DPI);
  const gray = new Uint8Array(width * height);
  for (let i = 0; i < gray.length; i++) gray[i] = data[3 * i]!;
  return { page: { width, height, channels: 1, data: gray }, lines };
}

/** Cuts a line out with what stands around it, at drawn resolution. */
function cut({ data, width, height }: Pixels, left: number, top: number, w: number, h: number): Pixels {
  const out = new Uint8Array(w * h).fill(255);
  for (let y = Math.max(0, -top); y < h && top + y < height; y++)
    for (let x = Math.max(0, -left); x < w && left + x < width; x++)
      out[y * w + x] = data[(top + y) * width + left + x]!;
  return { data: out, width: w, height: h, channels: 1 };
}

/** Rows of the line's own ink, from clean pixels, between the two given; the neighbours' ink stays out by the start at the baseline. */
function inkRows({ data, width }: Pixels, baseline: number, from: number, to: number): [number, number] {
  const dark = (y: number): boolean => {
    for (let x = 0; x < width; x++) if (data[y * width + x]! < 150) return true;
    return false;
  };
  let [top, bottom] = [baseline, baseline];
  for (let y = baseline, gap = 0; y >= from && gap < 5; y--)
    if (dark(y)) [top, gap] = [y, 0];
    else gap++;
  for (let y = baseline, gap = 0; y < to && gap < 5; y++)
    if (dark(y)) [bottom, gap] = [y, 0];
    else gap++;
  return [top, bottom];
}

const raw = ({ data, width, height }: Pixels) => sharp(data, { raw: { width, height, channels: 1 } });

/** What paper, toner, optics and coding do to a line; the result has `dpi`. */
async function wear(line: Pixels, random: Chance): Promise<{ pixels: Pixels; dpi: number }> {
  const kind = random.next();
  const dpi = kind > 0.9 ? random.pick([110, 130, 150]) : random.pick([200, 200, 300]);
  const scale = dpi / DRAWN_DPI;
  let image = raw(line);
  if (random.maybe(0.25))
    image = image
      .affine([1, random.real(-0.03, 0.03) * 0.1, random.real(-0.004, 0.004), 1], {
        background: '#fff',
        idx: random.real(-0.5, 0.5),
      })
      .resize(line.width, line.height, { fit: 'fill' });
  const blur = random.real(0.25, kind > 0.85 ? 1.3 : 0.9);
  const width = Math.max(8, Math.round(line.width * scale));
  const height = Math.max(8, Math.round(line.height * scale));
  image = sharp(
    await image.resize(width, height, { fit: 'fill', kernel: 'cubic' }).toColourspace('b-w').raw().toBuffer(),
    { raw: { width, height, channels: 1 } },
  );
  if (blur > 0.3) image = image.blur(blur);
  const pixels: Pixels = {
    width,
    height,
    channels: 1,
    data: new Uint8Array(await image.toColourspace('b-w').raw().toBuffer()),
  };
  const { data } = pixels;
  // dry toner: patches of the ink are lighter
  if (random.maybe(0.3)) {
    const strength = random.real(0.1, 0.45);
    const [a, b, c] = [random.real(0.02, 0.3), random.real(0.02, 0.3), random.real(0, 6)];
    for (let i = 0; i < data.length; i++) {
      const patch = 0.5 + 0.5 * Math.sin(a * (i % width) + c) * Math.cos(b * Math.floor(i / width) + c);
      data[i] = 255 - (255 - data[i]!) * (1 - strength * patch);
    }
  }
  const faint = random.maybe(0.12) ? random.real(0.3, 0.6) : random.real(0.75, 1);
  for (let i = 0; i < data.length; i++) data[i] = 250 - (255 - data[i]!) * faint;
  if (random.maybe(0.15))
    for (let speck = random.int(1, 8); speck > 0; speck--) data[random.int(0, data.length - 1)] = random.int(20, 130);
  addNoise(pixels, kind < 0.25 ? random.real(4, 10) : random.real(0.5, 6), random);
  if (kind < 0.22) {
    const threshold = 250 - 250 * faint * random.real(0.35, 0.55);
    for (let i = 0; i < data.length; i++) data[i] = data[i]! < threshold ? 0 : 255;
  } else if (kind < 0.8) {
    const jpeg = await raw(pixels)
      .jpeg({ quality: random.int(55, 85) })
      .toBuffer();
    data.set(await sharp(jpeg).toColourspace('b-w').raw().toBuffer());
  }
  return { pixels, dpi };
}

/** The copy that is read: 200 dpi, paper white, faint ink darkened (`src/imaging/flatten.ts`). */
async function prepared({ pixels, dpi }: { pixels: Pixels; dpi: number }, random: Chance): Promise<Pixels> {
  const scale = COPY_DPI / dpi;
  const width = Math.max(8, Math.round(pixels.width * scale));
  const height = Math.max(8, Math.round(pixels.height * scale));
  let image = raw(pixels);
  if (scale !== 1) image = image.resize(width, height, { fit: 'fill', kernel: random.pick(['lanczos3', 'cubic']) });
  if (random.maybe(0.3))
    image = sharp(await image.toColourspace('b-w').raw().toBuffer(), { raw: { width, height, channels: 1 } }).blur(
      random.real(0.31, 0.5),
    );
  const data = new Uint8Array(await image.toColourspace('b-w').raw().toBuffer());
  const histogram = new Uint32Array(256);
  for (const level of data) histogram[level]!++;
  let ink = 0;
  for (let sum = histogram[0]!; sum < data.length * 0.01 && ink < 255; sum += histogram[++ink]!);
  const darker = ink > 60 ? 225 / (255 - Math.min(ink, 170)) : 1;
  for (let i = 0; i < data.length; i++) data[i] = Math.max(0, 255 - Math.max(0, 255 - data[i]! * 1.02) * darker);
  return { width, height, channels: 1, data };
}

async function lineOf(drawn: Drawn, page: Pixels, random: Chance): Promise<TrainingLine> {
  const px = DRAWN_DPI / 72;
  const margin = 14;
  const above = Math.ceil(drawn.size * 1.25 * px);
  const below = Math.ceil(drawn.size * 0.5 * px);
  const baseline = Math.round(drawn.baseline * px);
  const clean = cut(
    page,
    Math.round(drawn.x * px) - margin,
    baseline - above,
    Math.ceil(drawn.width * px) + 2 * margin,
    above + below,
  );
  const [inkTop, inkBottom] = inkRows(clean, above - Math.round(drawn.size * 0.2 * px), 0, clean.height);
  const copy = await prepared(await wear(clean, random), random);
  const scale = COPY_DPI / DRAWN_DPI;
  const slack = (): number => random.real(-0.04, 0.05) * drawn.size * px;
  // Tesseract cuts at the ink or at the row's ascenders and descenders, whichever is further out, and four pixels more
  const top = Math.min(inkTop, above - 0.72 * drawn.size * px + slack());
  const bottom = Math.max(inkBottom, above + 0.21 * drawn.size * px + slack());
  const y0 = Math.max(0, Math.floor(top * scale) - 4);
  const y1 = Math.min(copy.height, Math.ceil(bottom * scale) + 4);
  const x0 = Math.max(0, Math.round(margin * scale) - random.int(3, 8));
  const x1 = Math.min(copy.width, copy.width - Math.round(margin * scale) + random.int(3, 8));
  const image = cut(copy, x0, y0, x1 - x0, y1 - y0);
  return {
    text: drawn.text,
    png: await raw(image).png({ compressionLevel: 1 }).toBuffer(),
    widthPx: image.width,
    heightPx: image.height,
  };
}

const random = chance(`${values.seed}/${values.set}`);
const rasteriser = await openRasteriser();
mkdirSync(values.out, { recursive: true });
const pools = ([1, 2] as const).map((storeys) =>
  faces.filter((face) => face.storeys === storeys).flatMap((face) => Array<TrainingFace>(face.share).fill(face)),
);
const files: string[] = [];
for (let total = 0, number = 0; total < Number(values.lines); number++) {
  const branch = random.branch(`page ${number}`);
  const pool = values.set === 'training' ? pools[branch.maybe(0.45) ? 0 : 1]! : faces;
  const face = values.set === 'training' ? branch.pick(pool) : pool[number % pool.length]!;
  const { page, lines } = await drawPage(branch, fontFile(face, branch.pick(face.styles)), rasteriser);
  const worn: TrainingLine[] = [];
  for (const line of lines) worn.push(await lineOf(line, page, branch));
  total += worn.length;
  const file = join(values.out, `${face.storeys}-${face.name}-${String(number).padStart(4, '0')}.lstmf`);
  writeFileSync(file, trainingFile(worn));
  files.push(file);
}
rasteriser.close();
writeFileSync(join(values.out, 'list.txt'), `${files.join('\n')}\n`);
