import { deflateSync } from 'node:zlib';
import { array, dict, name, type PdfObject, type PdfRef, stream } from '../reader/objects.ts';
import { numberText } from '../writer/serialise.ts';
import type { ArchiveClaim } from './archive-claim.ts';
import type { BlockFont } from './font.ts';
import { fontObjects } from './font-objects.ts';
import type { StampImage } from './stamp-image.ts';

/** Text set in lines no wider than asked. All in pt; origin of `lines` bottom left of the text's own box. */
export interface TextLayout {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly sizePt: number;
  readonly lines: readonly { readonly text: string; readonly xPt: number; readonly baselinePt: number }[];
}

/** A block as it will be drawn, in pt; origin bottom left, upright. */
export interface BlockLayout {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly text: { readonly layout: TextLayout; readonly xPt: number; readonly yPt: number } | null;
  readonly image: {
    readonly xPt: number;
    readonly yPt: number;
    readonly widthPt: number;
    readonly heightPt: number;
  } | null;
  /** A white ground, for legibility on a photograph's dark surround. */
  readonly plate: boolean;
}

/** Room left of and right of the text, for overhanging glyphs. */
const sidePt = 1;

/**
 * Breaks lines at spaces to fit `maxWidthPt`; a word longer than that is broken between letters. `minHeightPt` adds
 * equal room above and below.
 */
export function layoutText(
  texts: readonly string[],
  font: BlockFont,
  options: {
    readonly sizePt: number;
    readonly leadingPt: number;
    readonly maxWidthPt: number;
    readonly minHeightPt?: number;
  },
): TextLayout {
  const room = options.maxWidthPt - 2 * sidePt;
  const rows = texts.flatMap((text) => wrap(text.normalize('NFC'), font, options.sizePt, room));
  const textHeight = rows.length * options.leadingPt;
  const heightPt = Math.max(textHeight, options.minHeightPt ?? 0);
  const top = heightPt - (heightPt - textHeight) / 2;
  const glyphHeight = ((font.ascent - font.descent) * options.sizePt) / 1000;
  const baseline = (options.leadingPt - glyphHeight) / 2 + (font.ascent * options.sizePt) / 1000;
  return {
    widthPt: Math.max(0, ...rows.map((row) => font.widthPt(row, options.sizePt))) + 2 * sidePt,
    heightPt,
    sizePt: options.sizePt,
    lines: rows.map((text, index) => ({
      text,
      xPt: sidePt,
      baselinePt: top - index * options.leadingPt - baseline,
    })),
  };
}

function wrap(text: string, font: BlockFont, sizePt: number, room: number): readonly string[] {
  const fits = (candidate: string): boolean => font.widthPt(candidate, sizePt) <= room;
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (row !== '' && fits(`${row} ${word}`)) {
      row += ` ${word}`;
      continue;
    }
    if (row !== '') rows.push(row);
    row = '';
    for (const letter of word) {
      if (row !== '' && !fits(row + letter)) {
        rows.push(row);
        row = '';
      }
      row += letter;
    }
  }
  if (row !== '') rows.push(row);
  return rows;
}

/**
 * Writes the appearance stream of a block (form XObject) with everything it uses, clean for the flavour that the file
 * claims (pdfa.md 4, 5, 7). `rotate`: of the page, clockwise; the block stands upright for the reader.
 */
export function drawBlock(
  block: BlockLayout,
  parts: { readonly font: BlockFont; readonly image: StampImage | null; readonly rotate: number },
  claim: ArchiveClaim,
  add: (object: PdfObject) => PdfRef,
): PdfRef {
  const fonts: Record<string, PdfObject> = {};
  const images: Record<string, PdfObject> = {};
  const colourSpaces: Record<string, PdfObject> = {};
  const content: string[] = [];
  const black = claim.deviceGray ? '0 g' : '/CS0 cs 0 sc';
  if (!claim.deviceGray) colourSpaces.CS0 = calGray;
  if (block.plate) {
    const white = claim.deviceGray ? '1 g' : '/CS0 cs 1 sc';
    content.push(`q ${white} 0 0 ${pt(block.widthPt)} ${pt(block.heightPt)} re f Q`);
  }
  if (block.image !== null && parts.image !== null) {
    images.Im0 = imageObject(parts.image, claim, add);
    const { widthPt, heightPt, xPt, yPt } = block.image;
    content.push(`q ${pt(widthPt)} 0 0 ${pt(heightPt)} ${pt(xPt)} ${pt(yPt)} cm /Im0 Do Q`);
  }
  if (block.text !== null && block.text.layout.lines.length > 0) {
    const { layout, xPt, yPt } = block.text;
    const subset = parts.font.subset(layout.lines.map((line) => line.text));
    fonts.F0 = fontObjects(subset, add, { cidSet: claim.part === 1 });
    content.push(`q BT ${black} /F0 ${pt(layout.sizePt)} Tf`);
    for (const line of layout.lines) {
      const codes = Buffer.from(subset.encode(line.text)).toString('hex');
      content.push(`1 0 0 1 ${pt(xPt + line.xPt)} ${pt(yPt + line.baselinePt)} Tm <${codes}> Tj`);
    }
    content.push('ET Q');
  }
  const resources: Record<string, PdfObject> = {};
  for (const [key, entries] of [
    ['ColorSpace', colourSpaces],
    ['Font', fonts],
    ['XObject', images],
  ] as const)
    if (Object.keys(entries).length > 0) resources[key] = dict(entries);
  return add(
    stream(
      dict({
        Type: name('XObject'),
        Subtype: name('Form'),
        BBox: array([0, 0, block.widthPt, block.heightPt]),
        ...(parts.rotate === 0 ? {} : { Matrix: array(uprightMatrix(block, parts.rotate)) }),
        Resources: dict(resources),
        Filter: name('FlateDecode'),
      }),
      deflateSync(Buffer.from(`${content.join('\n')}\n`, 'latin1'), { level: 9 }),
    ),
  );
}

/** An appearance that shows nothing, for invisible widgets: every flavour of PDF/A accepts it (pdfa.md 9.4). */
export function emptyAppearance(add: (object: PdfObject) => PdfRef): PdfRef {
  return add(
    stream(
      dict({ Type: name('XObject'), Subtype: name('Form'), BBox: array([0, 0, 0, 0]), Resources: dict({}) }),
      new Uint8Array(0),
    ),
  );
}

const pt = (value: number): string => numberText(Math.round(value * 1000) / 1000);

/** Turns the block against the page's own turn. */
function uprightMatrix(block: BlockLayout, rotate: number): readonly number[] {
  if (rotate === 90) return [0, 1, -1, 0, block.heightPt, 0];
  if (rotate === 180) return [-1, 0, 0, -1, block.widthPt, block.heightPt];
  return [0, -1, 1, 0, 0, block.widthPt];
}

/** D65, gamma 2.2: near enough to sRGB for one black and one white. */
const whitePoint = array([0.9505, 1, 1.089]);
const calGray = array([name('CalGray'), dict({ WhitePoint: whitePoint, Gamma: 2.2 })]);
/** sRGB primaries. */
const calRgb = array([
  name('CalRGB'),
  dict({
    WhitePoint: whitePoint,
    Gamma: array([2.2, 2.2, 2.2]),
    Matrix: array([0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505]),
  }),
]);

function imageObject(image: StampImage, claim: ArchiveClaim, add: (object: PdfObject) => PdfRef): PdfRef {
  const common = {
    Type: name('XObject'),
    Subtype: name('Image'),
    Width: image.widthPx,
    Height: image.heightPx,
    Filter: name('FlateDecode'),
  };
  return add(
    stream(
      dict({
        ...common,
        BitsPerComponent: 8,
        ColorSpace: claim.deviceRgb ? name('DeviceRGB') : calRgb,
        ...maskOf(image, claim, (entries, data) => add(stream(dict({ ...common, ...entries }), data))),
      }),
      image.colour,
    ),
  );
}

/** A soft mask where the flavour allows transparency, else a stencil: its hard edges hide nothing beside the ink either. */
function maskOf(
  image: StampImage,
  claim: ArchiveClaim,
  put: (entries: Record<string, PdfObject>, data: Uint8Array) => PdfRef,
): Record<string, PdfObject> {
  if (image.alpha === null) return {};
  if (claim.transparency) return { SMask: put({ BitsPerComponent: 8, ColorSpace: name('DeviceGray') }, image.alpha) };
  if (image.stencil === null) throw new RangeError('this image has no stencil');
  return { Mask: put({ BitsPerComponent: 1, ImageMask: true }, image.stencil) };
}
