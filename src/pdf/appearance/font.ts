import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import fontkit, { type Font } from '@cantoo/fontkit';
import { SohoaError } from '../../domain/errors.ts';

/** A TrueType font that visible signature blocks are set in. Parsed once, used for many blocks. */
export interface BlockFont {
  /** PostScript name, recorded with every signature (rules.md R2.3). */
  readonly name: string;
  /** Of one em, in thousandths. */
  readonly ascent: number;
  readonly descent: number;
  /** Width of NFC text in pt at `sizePt`; no kerning, no ligatures: what is measured is what is drawn. */
  widthPt(text: string, sizePt: number): number;
  /** Characters of the text that the font has no glyph for. An empty list: the block can be set. */
  missing(text: string): readonly string[];
  /** Only the glyphs of these texts, renumbered from 1. */
  subset(texts: readonly string[]): FontSubset;
}

export interface FontSubset {
  /** `ABCDEF+Name`; the tag is derived from the glyphs, so equal texts give equal bytes. */
  readonly baseFont: string;
  /** The font program (sfnt), deflated, and its length before that. */
  readonly program: Uint8Array;
  readonly programLength: number;
  readonly glyphCount: number;
  /** Advance in thousandths of an em of glyph 1, 2, … */
  readonly widths: readonly number[];
  /** Character of glyph 1, 2, …; components of accented letters have none. */
  readonly characters: readonly (string | null)[];
  readonly bbox: readonly [number, number, number, number];
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  /** Two bytes a character, for Identity-H. */
  encode(text: string): Uint8Array;
}

/** fsType of OS/2: restricted licence embedding. */
const restricted = 0x0002;

/**
 * Opens a TrueType font (glyf outlines). SohoaError CONFIG_INVALID when it is another kind, damaged, lacks Vietnamese
 * letters, or its licence bits forbid embedding.
 */
export function openBlockFont(bytes: Uint8Array): BlockFont {
  const font = parse(bytes);
  const scale = 1000 / font.unitsPerEm;
  const missing = (text: string): readonly string[] => [
    ...new Set([...normalise(text)].filter((character) => glyphId(font, character) === 0)),
  ];
  probe(font, missing);
  const cache = new Map<string, FontSubset>();

  return {
    name: fontName(font),
    ascent: font.ascent * scale,
    descent: font.descent * scale,
    widthPt: (text, sizePt) => {
      let units = 0;
      for (const character of normalise(text)) units += advance(font, glyphId(font, character));
      return (units * sizePt) / font.unitsPerEm;
    },
    missing,
    subset: (texts) => {
      const characters = [...new Set([...normalise(texts.join(''))])].sort();
      const key = characters.join('');
      const known = cache.get(key);
      if (known !== undefined) return known;
      const made = makeSubset(font, characters);
      if (cache.size >= 64) cache.clear();
      cache.set(key, made);
      return made;
    },
  };
}

/** Reads every table that a block will need, so that a damaged font is found now and not in the middle of a signature. */
function probe(font: Font, missing: (text: string) => readonly string[]): void {
  let lacking: readonly string[];
  try {
    lacking = missing(vietnameseLetters);
    if (lacking.length === 0) makeSubset(font, [...new Set(vietnameseLetters)]);
  } catch (thrown) {
    throw invalid(thrown instanceof Error ? thrown.message : String(thrown));
  }
  if (lacking.length > 0) throw invalid(`no glyph for ${lacking.slice(0, 8).join(' ')}`);
}

/** What is drawn: NFC, no-break spaces as spaces. */
const normalise = (text: string): string => text.normalize('NFC').replaceAll('\u00a0', ' ');

const fontName = (font: Font): string => (font.postscriptName ?? 'Unnamed').replace(/[^\w-]/g, '');

/** 0 (.notdef) when the font has none. */
const glyphId = (font: Font, character: string): number =>
  font.glyphForCodePoint(character.codePointAt(0) as number)?.id ?? 0;
const advance = (font: Font, glyph: number): number => font.getGlyph(glyph)?.advanceWidth ?? 0;

function parse(bytes: Uint8Array): Font {
  const magic = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  if (magic !== '\0\x01\0\0' && magic !== 'true') throw invalid('not a TrueType font');
  try {
    const font = fontkit.create(bytes) as Font;
    const os2 = (font as Font & { 'OS/2'?: { fsType?: Record<string, boolean> | number } })['OS/2'];
    const fsType = os2?.fsType;
    if (typeof fsType === 'number' ? (fsType & restricted) !== 0 : fsType?.noEmbedding === true)
      throw invalid('its licence forbids embedding');
    return font;
  } catch (thrown) {
    if (thrown instanceof SohoaError) throw thrown;
    throw invalid(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

const invalid = (reason: string): SohoaError => new SohoaError('CONFIG_INVALID', { reason: `font: ${reason}` });

function makeSubset(font: Font, characters: readonly string[]): FontSubset {
  const subset = font.createSubset();
  const codes = new Map<string, number>();
  for (const character of characters) {
    const glyph = glyphId(font, character);
    if (glyph === 0) throw new SohoaError('SIGN_REFUSED', { reason: `font has no glyph for ${character}` });
    codes.set(character, subset.includeGlyph(glyph));
  }
  const program = subset.encode();
  // `glyphs` lists the old numbers in the new order; encoding has added the components of accented letters to it
  const glyphs = (subset as typeof subset & { readonly glyphs: readonly number[] }).glyphs;
  const byCode = new Map([...codes].map(([character, code]) => [code, character]));
  const scale = 1000 / font.unitsPerEm;
  const tag = createHash('sha256').update(program).digest();
  const prefix = String.fromCharCode(...tag.subarray(0, 6).map((byte) => 0x41 + (byte % 26)));
  return {
    baseFont: `${prefix}+${fontName(font)}`,
    program: deflateSync(program, { level: 9 }),
    programLength: program.length,
    glyphCount: glyphs.length,
    widths: glyphs.slice(1).map((id) => Math.round(advance(font, id) * scale * 1000) / 1000),
    characters: glyphs.slice(1).map((_, index) => byCode.get(index + 1) ?? null),
    bbox: [font.bbox.minX, font.bbox.minY, font.bbox.maxX, font.bbox.maxY].map((value) =>
      Math.round(value * scale),
    ) as [number, number, number, number],
    ascent: Math.round(font.ascent * scale),
    descent: Math.round(font.descent * scale),
    capHeight: Math.round(font.capHeight * scale),
    encode: (text) => {
      const characters = [...normalise(text)];
      const out = Buffer.alloc(characters.length * 2);
      for (const [index, character] of characters.entries())
        out.writeUInt16BE(codes.get(character) as number, index * 2);
      return out;
    },
  };
}

/** Every letter of the alphabet with every tone, both cases: a font for signatures must have them all. */
const vietnameseLetters = [
  'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵfjwz',
  '0123456789:-+.,/()',
]
  .flatMap((letters) => [letters, letters.toUpperCase()])
  .join('');
