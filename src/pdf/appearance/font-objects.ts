import { deflateSync } from 'node:zlib';
import { array, dict, name, type PdfObject, type PdfRef, stream, string } from '../reader/objects.ts';
import { toUnicodeMap } from '../writer/to-unicode-map.ts';
import type { FontSubset } from './font.ts';

/**
 * The objects of an embedded subset as Type0 / Identity-H / CIDFontType2 (pdfa.md 7): `/W` equal to hmtx, `/CIDToGIDMap
 * /Identity`, `/ToUnicode`. `cidSet` adds the exact CIDSet that PDF/A-1 wants of subset fonts.
 */
export function fontObjects(
  subset: FontSubset,
  add: (object: PdfObject) => PdfRef,
  options: { readonly cidSet: boolean },
): PdfRef {
  const baseFont = name(subset.baseFont);
  const program = add(stream(dict({ Length1: subset.programLength, Filter: name('FlateDecode') }), subset.program));
  const descriptor = add(
    dict({
      Type: name('FontDescriptor'),
      FontName: baseFont,
      // serif, symbolic: the subset has no standard Latin encoding
      Flags: 6,
      FontBBox: array(subset.bbox),
      ItalicAngle: 0,
      Ascent: subset.ascent,
      Descent: subset.descent,
      CapHeight: subset.capHeight,
      StemV: 80,
      FontFile2: program,
      ...(options.cidSet ? { CIDSet: add(stream(dict({}), cidSet(subset.glyphCount))) } : {}),
    }),
  );
  const descendant = add(
    dict({
      Type: name('Font'),
      Subtype: name('CIDFontType2'),
      BaseFont: baseFont,
      CIDSystemInfo: dict({ Registry: string(ascii('Adobe')), Ordering: string(ascii('Identity')), Supplement: 0 }),
      FontDescriptor: descriptor,
      DW: 1000,
      W: array([1, array(subset.widths)]),
      CIDToGIDMap: name('Identity'),
    }),
  );
  const toUnicode = deflateSync(ascii(unicodeOf(subset)), { level: 9 });
  return add(
    dict({
      Type: name('Font'),
      Subtype: name('Type0'),
      BaseFont: baseFont,
      Encoding: name('Identity-H'),
      DescendantFonts: array([descendant]),
      ToUnicode: add(stream(dict({ Filter: name('FlateDecode') }), toUnicode)),
    }),
  );
}

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

/** One bit a glyph, highest bit first, glyph 0 included. */
function cidSet(glyphCount: number): Uint8Array {
  const bits = Buffer.alloc(Math.ceil(glyphCount / 8));
  for (let glyph = 0; glyph < glyphCount; glyph++) bits[glyph >> 3] = (bits[glyph >> 3] ?? 0) | (0x80 >> (glyph & 7));
  return bits;
}

/** Codes are glyph numbers, from 1; glyphs that stand for no character have none. */
const unicodeOf = ({ characters }: FontSubset): string =>
  toUnicodeMap(
    characters.flatMap((character, index) => (character === null ? [] : [{ code: index + 1, text: character }])),
  );
