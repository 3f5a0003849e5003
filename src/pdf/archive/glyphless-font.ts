import { readFileSync } from 'node:fs';
import { toUnicodeMap } from '../writer/to-unicode-map.ts';
import type { ObjectWriter } from './object-writer.ts';
import { DESCENT_EM } from './text-layer.ts';

/**
 * The font of the invisible text (pdfa.md section 7): Type0, Identity-H, an embedded TrueType font whose glyph 1 has no
 * outline, every CID on glyph 1. Code = UTF-16 code unit, so one font serves all pages; ToUnicode names the codes shown.
 */
export async function writeGlyphlessFont(
  writer: ObjectWriter,
  number: number,
  used: ReadonlySet<number>,
): Promise<void> {
  const file = readFileSync(new URL('assets/glyphless.ttf', import.meta.url));
  const [descendant, descriptor, fontFile, cidToGid, toUnicode] = Array.from({ length: 5 }, () => writer.reserve());
  const name = '/GlyphLessFont';
  await writer.object(
    number,
    `<< /Type /Font /Subtype /Type0 /BaseFont ${name} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] /ToUnicode ${toUnicode} 0 R >>`,
  );
  await writer.object(
    descendant!,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont ${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} 0 R /CIDToGIDMap ${cidToGid} 0 R /DW 500 >>`,
  );
  await writer.object(
    descriptor!,
    `<< /Type /FontDescriptor /FontName ${name} /Flags 4 /FontBBox [0 ${-1000 * DESCENT_EM} 500 ${1000 * (1 - DESCENT_EM)}] /ItalicAngle 0 /Ascent ${1000 * (1 - DESCENT_EM)} /Descent ${-1000 * DESCENT_EM} /CapHeight 700 /StemV 80 /FontFile2 ${fontFile} 0 R >>`,
  );
  await writer.deflated(fontFile!, `/Length1 ${file.length}`, file);
  const map = new Uint8Array(65_536 * 2);
  for (let i = 1; i < map.length; i += 2) map[i] = 1;
  await writer.deflated(cidToGid!, '', map);
  await writer.deflated(toUnicode!, '', Buffer.from(unicodeOf(used), 'latin1'));
}

/** Codes are their characters (UTF-16). */
const unicodeOf = (used: ReadonlySet<number>): string =>
  toUnicodeMap([...used].sort((a, b) => a - b).map((code) => ({ code, text: String.fromCharCode(code) })));
