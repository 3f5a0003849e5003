import { SohoaError } from '../../domain/errors.ts';
import { contentOperators } from './content.ts';
import type { ReaderLimits } from './limits.ts';
import type { PdfRevision } from './model.ts';
import {
  isArray,
  isDict,
  isName,
  isStream,
  isString,
  type PdfDict,
  type PdfObject,
  type PdfStream,
} from './objects.ts';
import { isKeyword, SyntaxReader } from './syntax.ts';
import { textOf } from './text-string.ts';

/**
 * The text that a form XObject shows, in the order of its content, without regard to places; nested forms included.
 * Null when it cannot be told: a composite font without ToUnicode, an image, damaged content.
 */
export function shownText(revision: PdfRevision, form: PdfStream, limits: ReaderLimits, depth = 0): string | null {
  if (depth > 5) return null;
  try {
    const resources = revision.getDict(form.dict, 'Resources');
    const fonts = resources === null ? null : revision.getDict(resources, 'Font');
    const objects = resources === null ? null : revision.getDict(resources, 'XObject');
    let decode: Decoder = simpleText;
    let out = '';
    for (const { operator, operands } of contentOperators(revision.decode(form).bytes, limits)) {
      const last = operands.at(-1) ?? null;
      if (operator === 'Tf') decode = decoderOf(revision, fonts, operands[0] ?? null, limits);
      else if (operator === 'BI') return null;
      else if (operator === 'Do') {
        const target = isName(last) && objects !== null ? revision.get(objects, last.name) : null;
        if (!isStream(target) || !isName(revision.get(target.dict, 'Subtype'), 'Form')) return null;
        const inner = shownText(revision, target, limits, depth + 1);
        if (inner === null) return null;
        out += inner;
      } else if (operator === 'Tj' || operator === "'" || operator === '"' || operator === 'TJ') {
        for (const piece of isArray(last) ? last.items : [last]) {
          if (!isString(piece)) continue;
          const text = decode(piece.bytes);
          if (text === null) return null;
          out += text;
        }
      }
    }
    return out;
  } catch (thrown) {
    if (thrown instanceof SohoaError) return null;
    throw thrown;
  }
}

type Decoder = (bytes: Uint8Array) => string | null;

const simpleText: Decoder = (bytes) => textOf({ kind: 'string', bytes, hex: false, start: -1, end: -1 });

function decoderOf(revision: PdfRevision, fonts: PdfDict | null, name: PdfObject, limits: ReaderLimits): Decoder {
  const font = fonts !== null && isName(name) ? revision.get(fonts, name.name) : null;
  if (!isDict(font)) return simpleText;
  const map = revision.get(font, 'ToUnicode');
  const composite = isName(revision.get(font, 'Subtype'), 'Type0');
  if (isStream(map)) return mappedText(toUnicode(revision.decode(map).bytes, limits), composite ? 2 : 1);
  // differences may rename any glyph: without a map the bytes say nothing
  if (composite || isDict(revision.get(font, 'Encoding'))) return () => null;
  return simpleText;
}

function mappedText(map: ReadonlyMap<number, string>, width: number): Decoder {
  return (bytes) => {
    let out = '';
    for (let at = 0; at + width <= bytes.length; at += width) {
      const code = width === 2 ? ((bytes[at] as number) << 8) | (bytes[at + 1] as number) : (bytes[at] as number);
      const text = map.get(code);
      if (text === undefined) return null;
      out += text;
    }
    return out;
  };
}

/** `bfchar` and `bfrange` of a ToUnicode CMap (9.10.3). */
function toUnicode(cmap: Uint8Array, limits: ReaderLimits): ReadonlyMap<number, string> {
  const map = new Map<number, string>();
  const reader = new SyntaxReader(cmap, 0, { limits, inFile: false, references: false });
  let operands: PdfObject[] = [];
  for (;;) {
    const token = reader.token();
    if (token === undefined || map.size > 65_536) return map;
    if (!isKeyword(token)) {
      operands.push(token);
      continue;
    }
    if (token.word === 'endbfchar') for (let at = 0; at + 1 < operands.length; at += 2) mapOne(map, operands, at);
    if (token.word === 'endbfrange') for (let at = 0; at + 2 < operands.length; at += 3) mapRange(map, operands, at);
    operands = [];
  }
}

const codeOf = (object: PdfObject | undefined): number | null =>
  isString(object) && object.bytes.length <= 2 ? object.bytes.reduce((sum, byte) => sum * 256 + byte, 0) : null;

const unicodeOf = (object: PdfObject | undefined): string | null =>
  isString(object) ? new TextDecoder('utf-16be').decode(object.bytes) : null;

function mapOne(map: Map<number, string>, operands: readonly PdfObject[], at: number): void {
  const code = codeOf(operands[at]);
  const text = unicodeOf(operands[at + 1]);
  if (code !== null && text !== null) map.set(code, text);
}

function mapRange(map: Map<number, string>, operands: readonly PdfObject[], at: number): void {
  const first = codeOf(operands[at]);
  const last = codeOf(operands[at + 1]);
  const target = operands[at + 2];
  if (first === null || last === null || last - first > 65_535) return;
  for (let code = first; code <= last; code++) {
    const step = code - first;
    if (isArray(target)) {
      const text = unicodeOf(target.items[step]);
      if (text !== null) map.set(code, text);
    } else {
      const start = unicodeOf(target);
      if (start === null || start === '') return;
      const point = start.codePointAt(start.length - 1) as number;
      map.set(code, start.slice(0, -1) + String.fromCodePoint(Math.min(point + step, 0x10ffff)));
    }
  }
}
