import { SohoaError } from '../../domain/errors.ts';
import { hexValue, isDigit, isRegular, isWhite, latin1, skipWhite, startsWith } from './characters.ts';
import { limitError, type ReaderLimits } from './limits.ts';
import type { PdfDict, PdfObject } from './objects.ts';

/** A bare word: `obj`, `stream`, or an operator of a content stream. */
export interface Keyword {
  readonly kind: 'keyword';
  readonly word: string;
}

export type Token = PdfObject | Keyword;

export const isKeyword = (token: Token | undefined, word?: string): token is Keyword =>
  typeof token === 'object' &&
  token !== null &&
  token.kind === 'keyword' &&
  (word === undefined || token.word === word);

/** PDF_UNREADABLE with a short technical reason. */
export function unreadable(reason: string, offset?: number): SohoaError {
  return new SohoaError('PDF_UNREADABLE', { reason: offset === undefined ? reason : `${reason} at byte ${offset}` });
}

export interface SyntaxOptions {
  readonly limits: ReaderLimits;
  /** First byte after the readable range; the whole array by default. */
  readonly end?: number;
  /** True when `bytes` are those of the file, so that offsets are recorded in the objects. */
  readonly inFile: boolean;
  /** False inside content streams, where `1 0 R` cannot occur. */
  readonly references?: boolean;
}

/**
 * Reads objects one after another from bytes (ISO 32000-1 7.2, 7.3). Strict: what is no object is an error, never a guess.
 * Errors: PDF_UNREADABLE with the offset, PDF_LIMIT with the bound.
 */
export class SyntaxReader {
  position: number;
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly #limits: ReaderLimits;
  readonly #inFile: boolean;
  readonly #references: boolean;
  #depth = 0;

  constructor(bytes: Uint8Array, position: number, options: SyntaxOptions) {
    this.bytes = bytes;
    this.position = position;
    this.end = Math.min(options.end ?? bytes.length, bytes.length);
    this.#limits = options.limits;
    this.#inFile = options.inFile;
    this.#references = options.references ?? true;
  }

  skipWhite(): void {
    this.position = skipWhite(this.bytes, this.position, this.end);
  }

  /** The next object; an error when there is none. */
  object(): PdfObject {
    const start = this.position;
    const token = this.token();
    if (token === undefined) throw unreadable('an object is missing', start);
    if (isKeyword(token)) throw unreadable(`unexpected word "${printable(token.word)}"`, start);
    return token;
  }

  /** The next object or bare word; undefined at the end of the range. */
  token(): Token | undefined {
    this.skipWhite();
    if (this.position >= this.end) return undefined;
    const byte = this.bytes[this.position] as number;
    if (isDigit(byte)) return this.#numberOrReference();
    switch (byte) {
      case 0x2b: // +
      case 0x2d: // -
      case 0x2e: // .
        return this.#number();
      case 0x2f:
        return { kind: 'name', name: this.#name() };
      case 0x28:
        return this.#literalString();
      case 0x5b:
        return this.#array();
      case 0x3c:
        return this.bytes[this.position + 1] === 0x3c ? this.#dict() : this.#hexString();
    }
    if (!isRegular(byte)) throw unreadable(`unexpected "${printable(String.fromCharCode(byte))}"`, this.position);
    return this.#word();
  }

  /** Takes the word if it is the next one. */
  takeWord(word: string): boolean {
    this.skipWhite();
    if (!startsWith(this.bytes, word, this.position) || this.position + word.length > this.end) return false;
    if (this.position + word.length < this.end && isRegular(this.bytes[this.position + word.length])) return false;
    this.position += word.length;
    return true;
  }

  /** A run of decimal digits that fits a safe integer, or null; stays where it is when there is none. */
  takeInteger(): number | null {
    this.skipWhite();
    let at = this.position;
    let value = 0;
    while (at < this.end && isDigit(this.bytes[at])) {
      value = value * 10 + ((this.bytes[at] as number) - 0x30);
      at++;
      if (value > Number.MAX_SAFE_INTEGER) throw unreadable('an integer is too large', this.position);
    }
    if (at === this.position || (at < this.end && isRegular(this.bytes[at]))) return null;
    this.position = at;
    return value;
  }

  #word(): Token {
    const start = this.position;
    while (this.position < this.end && isRegular(this.bytes[this.position])) this.position++;
    const word = latin1(this.bytes, start, Math.min(this.position, start + 128));
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    return { kind: 'keyword', word };
  }

  #numberOrReference(): PdfObject {
    const start = this.position;
    const value = this.#number();
    const back = this.position;
    // only plain digits followed by white space begin a reference
    if (!this.#references || !isWhite(this.bytes[back]) || this.bytes.subarray(start, back).includes(0x2e))
      return value;
    this.skipWhite();
    if (!isDigit(this.bytes[this.position])) {
      this.position = back;
      return value;
    }
    let generation = 0;
    let digits = 0;
    while (this.position < this.end && isDigit(this.bytes[this.position]) && digits < 6) {
      generation = generation * 10 + ((this.bytes[this.position] as number) - 0x30);
      this.position++;
      digits++;
    }
    if (isWhite(this.bytes[this.position])) {
      this.skipWhite();
      if (this.bytes[this.position] === 0x52 && this.position < this.end && !isRegular(this.bytes[this.position + 1])) {
        this.position++;
        return { kind: 'ref', number: value, generation };
      }
    }
    this.position = back;
    return value;
  }

  #number(): number {
    const start = this.position;
    let at = start;
    const sign = this.bytes[at];
    if (sign === 0x2b || sign === 0x2d) at++;
    let value = 0;
    let digits = 0;
    while (at < this.end && isDigit(this.bytes[at])) {
      value = value * 10 + ((this.bytes[at] as number) - 0x30);
      at++;
      digits++;
    }
    if (at < this.end && this.bytes[at] === 0x2e) {
      at++;
      let scale = 1;
      while (at < this.end && isDigit(this.bytes[at])) {
        value = value * 10 + ((this.bytes[at] as number) - 0x30);
        scale *= 10;
        at++;
        digits++;
      }
      value /= scale;
    }
    if (digits === 0 || (at < this.end && isRegular(this.bytes[at]))) throw unreadable('not a number', start);
    if (!Number.isFinite(value)) throw unreadable('a number is too large', start);
    this.position = at;
    return sign === 0x2d && value !== 0 ? -value : value;
  }

  #name(): string {
    this.position++;
    const start = this.position;
    let escaped = false;
    while (this.position < this.end && isRegular(this.bytes[this.position])) {
      if (this.bytes[this.position] === 0x23) escaped = true;
      this.position++;
    }
    const raw = latin1(this.bytes, start, this.position);
    if (!escaped) return raw;
    return raw.replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }

  #literalString(): PdfObject {
    const start = this.position;
    let at = start + 1;
    let depth = 1;
    let plain = true;
    // first pass: find the end, and whether a copy is needed at all
    while (at < this.end) {
      const byte = this.bytes[at] as number;
      if (byte === 0x5c) {
        plain = false;
        at++;
      } else if (byte === 0x28) depth++;
      else if (byte === 0x29) {
        depth--;
        if (depth === 0) break;
      } else if (byte === 0x0d) plain = false;
      at++;
    }
    if (at >= this.end) throw unreadable('a string does not end', start);
    if (at - start > this.#limits.stringBytes) throw limitError('stringBytes', this.#limits.stringBytes);
    this.position = at + 1;
    const body = this.bytes.subarray(start + 1, at);
    return { kind: 'string', bytes: plain ? body : unescaped(body), hex: false, ...this.#place(start) };
  }

  #hexString(): PdfObject {
    const start = this.position;
    let at = start + 1;
    let digits = 0;
    while (at < this.end && this.bytes[at] !== 0x3e) {
      if (hexValue(this.bytes[at]) >= 0) digits++;
      else if (!isWhite(this.bytes[at])) throw unreadable('a hexadecimal string has a foreign byte', at);
      at++;
    }
    if (at >= this.end) throw unreadable('a hexadecimal string does not end', start);
    if (digits > 2 * this.#limits.stringBytes) throw limitError('stringBytes', this.#limits.stringBytes);
    const bytes = new Uint8Array((digits + 1) >> 1);
    let nibble = 0;
    for (let index = start + 1; index < at; index++) {
      const value = hexValue(this.bytes[index]);
      if (value < 0) continue;
      const slot = nibble >> 1;
      bytes[slot] = nibble % 2 === 0 ? value << 4 : (bytes[slot] as number) | value;
      nibble++;
    }
    this.position = at + 1;
    return { kind: 'string', bytes, hex: true, ...this.#place(start) };
  }

  #array(): PdfObject {
    const start = this.position;
    this.#enter();
    this.position++;
    const items: PdfObject[] = [];
    for (;;) {
      this.skipWhite();
      if (this.position >= this.end) throw unreadable('an array does not end', start);
      if (this.bytes[this.position] === 0x5d) break;
      items.push(this.object());
      if (items.length > this.#limits.arrayElements) throw limitError('arrayElements', this.#limits.arrayElements);
    }
    this.position++;
    this.#depth--;
    return { kind: 'array', items, ...this.#place(start) };
  }

  #dict(): PdfDict {
    const start = this.position;
    this.#enter();
    this.position += 2;
    const entries = new Map<string, PdfObject>();
    const duplicates: string[] = [];
    for (;;) {
      this.skipWhite();
      const byte = this.bytes[this.position];
      if (this.position >= this.end || byte === undefined) throw unreadable('a dictionary does not end', start);
      if (byte === 0x3e && this.bytes[this.position + 1] === 0x3e) break;
      if (byte !== 0x2f) throw unreadable('a dictionary key is no name', this.position);
      const key = this.#name();
      this.skipWhite();
      // `/Key >>` and `/Key ]` are errors of `object`
      const value = this.object();
      if (entries.has(key)) duplicates.push(key);
      entries.set(key, value);
      if (entries.size > this.#limits.dictionaryKeys) throw limitError('dictionaryKeys', this.#limits.dictionaryKeys);
      if (duplicates.length > this.#limits.dictionaryKeys) {
        throw limitError('dictionaryKeys', this.#limits.dictionaryKeys);
      }
    }
    this.position += 2;
    this.#depth--;
    return { kind: 'dict', entries, duplicates, ...this.#place(start) };
  }

  #enter(): void {
    this.#depth++;
    if (this.#depth > this.#limits.nesting) throw limitError('nesting', this.#limits.nesting);
  }

  #place(start: number): { start: number; end: number } {
    return this.#inFile ? { start, end: this.position } : { start: -1, end: -1 };
  }
}

/** Undoes the escapes of a literal string; an end of line becomes LF (7.3.4.2). */
function unescaped(body: Uint8Array): Uint8Array {
  const out = new Uint8Array(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] as number;
    if (byte === 0x0d) {
      if (body[at + 1] === 0x0a) at++;
      out[length++] = 0x0a;
      continue;
    }
    if (byte !== 0x5c) {
      out[length++] = byte;
      continue;
    }
    at++;
    const code = body[at];
    if (code === undefined) break;
    const simple = simpleEscapes.get(code);
    if (simple !== undefined) out[length++] = simple;
    else if (code >= 0x30 && code <= 0x37) {
      let value = 0;
      let digits = 0;
      while (digits < 3 && (body[at] as number) >= 0x30 && (body[at] as number) <= 0x37) {
        value = value * 8 + ((body[at] as number) - 0x30);
        at++;
        digits++;
      }
      at--;
      out[length++] = value & 0xff;
    } else if (code === 0x0d) {
      if (body[at + 1] === 0x0a) at++;
    } else if (code !== 0x0a) out[length++] = code;
  }
  return out.subarray(0, length);
}

const simpleEscapes: ReadonlyMap<number, number> = new Map([
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
  [0x62, 0x08],
  [0x66, 0x0c],
]);

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '.').slice(0, 40);
}
