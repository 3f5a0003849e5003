import type { PdfRevision } from './model.ts';
import { isArray, isDict, isName, type PdfDict } from './objects.ts';

/** Glyph widths of a font, in thousandths of the font size. */
export interface FontWidths {
  /** 2 for composite fonts (every encoding is taken for a two-byte one), else 1. */
  readonly codeBytes: 1 | 2;
  width(code: number): number;
}

/** Width taken where a font tells none: that of an average letter. */
const unknownWidth = 600;

export function readFontWidths(revision: PdfRevision, font: PdfDict): FontWidths {
  return isName(revision.get(font, 'Subtype'), 'Type0') ? composite(revision, font) : simple(revision, font);
}

function simple(revision: PdfRevision, font: PdfDict): FontWidths {
  const first = revision.get(font, 'FirstChar');
  const widths = revision.getArray(font, 'Widths')?.items.map((item) => revision.resolve(item)) ?? [];
  const from = typeof first === 'number' ? first : 0;
  // Type 3 widths are in glyph space; the box stays roughly right for the common matrix of 0.001
  return {
    codeBytes: 1,
    width: (code) => {
      const width = widths[code - from];
      return typeof width === 'number' && width > 0 ? width : unknownWidth;
    },
  };
}

function composite(revision: PdfRevision, font: PdfDict): FontWidths {
  const descendants = revision.getArray(font, 'DescendantFonts');
  const descendant = revision.resolve(descendants?.items[0]);
  const dict = isDict(descendant) ? descendant : null;
  const fallback = dict === null ? null : revision.get(dict, 'DW');
  const widths = new Map<number, number>();
  const items =
    (dict === null ? null : revision.getArray(dict, 'W'))?.items.map((item) => revision.resolve(item)) ?? [];
  for (let at = 0; at + 1 < items.length && widths.size < 70_000; ) {
    const first = items[at];
    const second = items[at + 1] ?? null;
    if (typeof first !== 'number') break;
    if (isArray(second)) {
      for (const [index, item] of second.items.entries()) {
        const width = revision.resolve(item);
        if (typeof width === 'number') widths.set(first + index, width);
      }
      at += 2;
      continue;
    }
    const width = items[at + 2];
    if (typeof second !== 'number' || typeof width !== 'number') break;
    for (let code = first; code <= Math.min(second, first + 65_535); code++) widths.set(code, width);
    at += 3;
  }
  const other = typeof fallback === 'number' ? fallback : 1000;
  return { codeBytes: 2, width: (code) => widths.get(code) ?? other };
}
