import type { BlockFont } from '../pdf/appearance/font.ts';

/** Colours of DeviceRGB, 0 to 1. */
export type Rgb = readonly [number, number, number];
export type Weight = 'regular' | 'bold';
export type ReportFonts = Readonly<Record<Weight, BlockFont>>;

/** What stands on the page, in pt from its bottom left; later marks lie over earlier ones. */
export type Mark =
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly sizePt: number;
      readonly weight: Weight;
      readonly rgb: Rgb;
    }
  | { readonly kind: 'rule'; readonly x: number; readonly y: number; readonly width: number; readonly rgb: Rgb }
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: Rgb | null;
      readonly stroke: Rgb | null;
    };

export interface Words {
  readonly text: string;
  readonly sizePt: number;
  readonly weight?: Weight;
  readonly rgb?: Rgb;
}

/** A column of the page: left edge and width, pt. */
export interface Column {
  readonly x: number;
  readonly width: number;
  readonly align?: 'left' | 'centre' | 'right';
}

export const black: Rgb = [0, 0, 0];
const leading = 1.27;

/** A page that is written from the top down; `y` is the lower edge of what was written last, in pt from the bottom. */
export interface Sheet {
  readonly y: number;
  readonly marks: readonly Mark[];
  down(pt: number): void;
  /** Words side by side, each wrapped in its column; the highest one decides how far down it goes. */
  row(...cells: readonly (readonly [Column, Words])[]): void;
  rule(column: Column, rgb: Rgb): void;
  /** A frame around everything that `inside` writes, behind it. */
  frame(column: Column, paddingPt: number, look: { fill: Rgb | null; stroke: Rgb | null }, inside: () => void): void;
}

export function createSheet(topPt: number, fonts: ReportFonts): Sheet {
  const marks: Mark[] = [];
  let y = topPt;
  return {
    get y() {
      return y;
    },
    marks,
    down: (pt) => {
      y -= pt;
    },
    row: (...cells) => {
      const start = y;
      let lowest = y;
      for (const [column, { text, sizePt, weight = 'regular', rgb = black }] of cells) {
        const font = fonts[weight];
        let line = start;
        for (const part of wrapped(text, column.width, sizePt, font)) {
          line -= sizePt * leading;
          const spare = column.width - font.widthPt(part, sizePt);
          const shift = column.align === 'centre' ? spare / 2 : column.align === 'right' ? spare : 0;
          // the base line stands above the lower edge of the line by what letters reach below it
          marks.push({ kind: 'text', x: column.x + shift, y: line + sizePt * 0.28, text: part, sizePt, weight, rgb });
        }
        lowest = Math.min(lowest, line);
      }
      y = lowest;
    },
    rule: ({ x, width }, rgb) => {
      marks.push({ kind: 'rule', x, y, width, rgb });
    },
    frame: ({ x, width }, paddingPt, { fill, stroke }, inside) => {
      const [top, at] = [y, marks.length];
      y -= paddingPt;
      inside();
      y -= paddingPt;
      marks.splice(at, 0, { kind: 'box', x, y, width, height: top - y, fill, stroke });
    },
  };
}

/** Lines of at most this width: broken at spaces, long words anywhere; what the font lacks becomes a question mark. */
function wrapped(text: string, widthPt: number, sizePt: number, font: BlockFont): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of drawable(text, font)
    .split(' ')
    .flatMap((one) => pieces(one, widthPt, sizePt, font))) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (font.widthPt(longer, sizePt) <= widthPt) row = longer;
    else {
      if (row !== '') rows.push(row);
      row = word;
    }
  }
  return [...rows, row];
}

function drawable(written: string, font: BlockFont): string {
  const clean = written.normalize('NFC').replace(/\p{C}/gu, ' ');
  const lacking = new Set(font.missing(clean));
  return lacking.size === 0 ? clean : [...clean].map((one) => (lacking.has(one) ? '?' : one)).join('');
}

function pieces(word: string, widthPt: number, sizePt: number, font: BlockFont): string[] {
  if (font.widthPt(word, sizePt) <= widthPt) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (font.widthPt(part + character, sizePt) > widthPt) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}
