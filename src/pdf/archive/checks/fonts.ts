import { readFontWidths } from '../../reader/font-widths.ts';
import { isDict, isName, isStream, type PdfDict, type PdfObject } from '../../reader/objects.ts';
import type { CheckContext } from './context.ts';
import { trueTypeMetrics } from './truetype.ts';

/** What the content streams of a file did with one font. */
export interface FontUse {
  readonly font: PdfDict;
  readonly name: string;
  /** Codes shown, and the text rendering modes they were shown in. */
  readonly codes: Set<number>;
  readonly modes: Set<number>;
}

const INVISIBLE = 3;

/** Rows 9 to 11 for every font that is shown. */
export function checkFonts(context: CheckContext, uses: Iterable<FontUse>): void {
  for (const use of uses) {
    if (use.codes.size === 0) continue;
    const { add, latest, flavour } = context;
    const where = `font ${use.name}`;
    if (use.modes.has(INVISIBLE) && use.modes.size > 1)
      add(9, '6.2.11.4.1', where, 'shown invisibly and visibly: the font of the text layer is for that alone');
    const composite = isName(latest.get(use.font, 'Subtype'), 'Type0');
    const descendant = composite ? firstDescendant(context, use.font) : use.font;
    const descriptor = descendant === null ? null : latest.getDict(descendant, 'FontDescriptor');
    const file = descriptor === null ? null : fontFile(context, descriptor);
    if (!isName(latest.get(use.font, 'Subtype'), 'Type3') && file === null)
      add(9, '6.2.11.4.1-1', where, 'not embedded');
    if (composite && descendant !== null && isName(latest.get(descendant, 'Subtype'), 'CIDFontType2') && file !== null)
      checkGlyphs(context, use, descendant, file);
    if (flavour === '2u') checkUnicode(context, use, composite);
  }
}

function firstDescendant({ latest }: CheckContext, font: PdfDict): PdfDict | null {
  const first = latest.resolve(latest.getArray(font, 'DescendantFonts')?.items[0]);
  return isDict(first) ? first : null;
}

function fontFile({ latest }: CheckContext, descriptor: PdfDict): Uint8Array | null {
  for (const key of ['FontFile', 'FontFile2', 'FontFile3']) {
    const file = latest.get(descriptor, key);
    if (isStream(file)) return latest.decode(file).bytes;
  }
  return null;
}

function checkGlyphs({ latest, add }: CheckContext, use: FontUse, descendant: PdfDict, file: Uint8Array): void {
  const where = `font ${use.name}`;
  const map = latest.get(descendant, 'CIDToGIDMap');
  if (map === null) {
    add(10, '6.2.11.3.2-1', where, 'no CIDToGIDMap');
    return;
  }
  const table = isStream(map) ? latest.decode(map).bytes : null;
  const metrics = trueTypeMetrics(file);
  const widths = readFontWidths(latest, use.font);
  const isVisible = [...use.modes].some((mode) => mode !== INVISIBLE);
  for (const code of use.codes) {
    const glyph = table === null ? code : (table[code * 2] ?? 0) * 256 + (table[code * 2 + 1] ?? 0);
    if (code === 0 || glyph === 0) add(10, '6.2.11.8-1', where, `code ${code} is .notdef`);
    else if (metrics !== null && glyph >= metrics.glyphs)
      add(10, '6.2.11.8-1', where, `code ${code} leads to glyph ${glyph} of ${metrics.glyphs}`);
    else if (isVisible && metrics !== null && Math.abs(widths.width(code) - metrics.advance(glyph)) > 1)
      add(
        10,
        '6.2.11.5-1',
        where,
        `width of code ${code} is ${widths.width(code)}, in the font ${metrics.advance(glyph)}`,
      );
  }
}

function checkUnicode({ latest, add }: CheckContext, use: FontUse, composite: boolean): void {
  const where = `font ${use.name}`;
  const map = latest.get(use.font, 'ToUnicode');
  if (!isStream(map)) {
    const encoding = latest.get(use.font, 'Encoding');
    if (!composite && isNamedEncoding(encoding)) return;
    add(11, '6.2.11.7.2-1', where, 'no ToUnicode');
    return;
  }
  const values = readToUnicode(Buffer.from(latest.decode(map).bytes).toString('latin1'));
  for (const code of use.codes) {
    const value = values(code);
    if (value === null) add(11, '6.2.11.7.2-1', where, `code ${code} has no Unicode value`);
    else if ([...value].some((unit) => ['\u0000', '\uFEFF', '\uFFFE'].includes(unit)))
      add(11, '6.2.11.7.2-2', where, `code ${code} maps to U+0000, U+FEFF or U+FFFE`);
  }
}

const isNamedEncoding = (encoding: PdfObject): boolean =>
  isName(encoding) && ['WinAnsiEncoding', 'MacRomanEncoding', 'MacExpertEncoding'].includes(encoding.name);

/** bfchar and bfrange entries of a ToUnicode CMap (ISO 32000-1 9.10.3). */
function readToUnicode(cmap: string): (code: number) => string | null {
  const single = new Map<number, string>();
  const ranges: { from: number; to: number; value: string }[] = [];
  const text = (hex: string): string =>
    (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
  for (const [, body] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code, value] of body!.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>/g))
      single.set(Number.parseInt(code!, 16), text(value!));
  for (const [, body] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from, to, value, list] of body!.matchAll(
      /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])/g,
    )) {
      const start = Number.parseInt(from!, 16);
      if (value !== undefined) ranges.push({ from: start, to: Number.parseInt(to!, 16), value: text(value) });
      else {
        const items = [...(list ?? '').matchAll(/<([0-9A-Fa-f]+)>/g)];
        for (const [i, [, item]] of items.entries()) single.set(start + i, text(item!));
      }
    }
  return (code) => {
    const known = single.get(code);
    if (known !== undefined) return known === '' ? null : known;
    const range = ranges.find(({ from, to }) => code >= from && code <= to);
    if (range === undefined || range.value === '') return null;
    const last = range.value.length - 1;
    return range.value.slice(0, last) + String.fromCharCode(range.value.charCodeAt(last) + code - range.from);
  };
}
