import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fontkit, { type Font } from '@cantoo/fontkit';
import type { PDFDocument, PDFFont } from 'pdf-lib';

type Fontkit = Parameters<PDFDocument['registerFontkit']>[0];

/** Open fonts from npm, all with every Vietnamese letter (U+1EA0–U+1EF9); none is taken from the system. */
const packages = {
  serif: ['tinos', 'Tinos'],
  sans: ['noto-sans', 'NotoSans'],
  arial: ['arimo', 'Arimo'],
  modern: ['be-vietnam-pro', 'BeVietnamPro'],
  mono: ['cousine', 'Cousine'],
  hand: ['patrick-hand', 'PatrickHand'],
  // met in fresh papers only
  book: ['source-serif-4', 'SourceSerif4'],
  screen: ['roboto', 'Roboto'],
} as const;

export type Family = keyof typeof packages;
export interface Face {
  readonly family: Family;
  readonly bold?: boolean | undefined;
  readonly italic?: boolean | undefined;
}

const styles = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'] as const;
const require = createRequire(import.meta.url);
const files = new Map<string, Uint8Array>();
const parsed = new WeakMap<Uint8Array, Font>();

/** Bytes of one style of a family (TrueType). */
export function fontBytes(family: Family, style: (typeof styles)[number]): Uint8Array {
  const [packageName, fileName] = packages[family];
  const key = `${packageName}/${style}`;
  let bytes = files.get(key);
  if (bytes === undefined) {
    const folder = dirname(require.resolve(`@expo-google-fonts/${packageName}/package.json`));
    bytes = new Uint8Array(readFileSync(join(folder, style, `${fileName}_${style}.ttf`)));
    files.set(key, bytes);
  }
  return bytes;
}

const lettersUsed = [
  [0x20, 0x7e],
  [0xa0, 0x1b0],
  [0x1ea0, 0x1ef9],
  [0x2010, 0x2026],
] as const;

/** Parsing a font costs more than drawing a page, so every document shares the parsed ones. */
const sharedFontkit: Fontkit = {
  create: (bytes) => {
    let font = parsed.get(bytes);
    if (font === undefined) {
      font = fontkit.create(bytes) as Font;
      // A glyph remembers the letter it was first asked for. Subsetting ế asks for the bare e without a letter, and a later
      // document would then lose its e in ToUnicode; so every letter is asked for once, by name.
      for (const [first, last] of lettersUsed)
        for (let letter = first; letter <= last; letter++) font.glyphForCodePoint(letter);
      parsed.set(bytes, font);
    }
    return font;
  },
};

export type FontSet = (face: Face) => PDFFont;

/** `ABCDEF+Name`: a subset's name begins with six letters, different for every subset of a document (ISO 32000-1, 9.6.4). */
function subsetName(family: Family, style: (typeof styles)[number]): string {
  const order = Object.keys(packages).indexOf(family) * styles.length + styles.indexOf(style);
  const tag = `SOHO${String.fromCharCode(65 + Math.floor(order / 26), 65 + (order % 26))}`;
  return `${tag}+${packages[family][1]}-${style.slice(3).replace('Regular_Italic', 'Italic').replace('_', '')}`;
}

/** Embeds the families into a document (subsets of the letters drawn). Handwriting has one style. */
export async function embedFamilies(document: PDFDocument, families: readonly Family[]): Promise<FontSet> {
  document.registerFontkit(sharedFontkit);
  const fonts = new Map<string, PDFFont>();
  for (const family of families)
    for (const style of family === 'hand' ? styles.slice(0, 1) : styles)
      fonts.set(
        `${family}/${style}`,
        await document.embedFont(fontBytes(family, style), {
          subset: true,
          features: { liga: false },
          customName: subsetName(family, style),
        }),
      );
  return ({ family, bold, italic }) => {
    const style = family === 'hand' ? styles[0] : styles[(bold ? 2 : 0) + (italic ? 1 : 0)]!;
    const font = fonts.get(`${family}/${style}`);
    if (font === undefined) throw new Error(`family ${family} was not embedded in this draft`);
    return font;
  };
}
