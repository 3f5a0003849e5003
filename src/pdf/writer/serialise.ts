import type { PdfDict, PdfName, PdfObject, PdfString } from '../reader/objects.ts';

/**
 * Bytes of a value as ISO 32000-1 7.3 writes it, within the stricter bounds of PDF/A (pdfa.md 3): names escaped, even
 * number of hex digits, `stream` followed by LF, exact `/Length`, LF before `endstream`.
 * RangeError for what no reader could read back (a number that is not finite, an encrypted stream).
 */
export function serialise(object: PdfObject): Uint8Array {
  const chunks: Uint8Array[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') chunks.push(Buffer.from(text, 'latin1'));
    text = '';
  };
  const write = (value: PdfObject): void => {
    if (value === null || typeof value === 'boolean') {
      text += String(value);
    } else if (typeof value === 'number') {
      text += numberText(value);
    } else if (value.kind === 'name') {
      text += nameText(value);
    } else if (value.kind === 'string') {
      text += stringText(value);
    } else if (value.kind === 'ref') {
      text += `${value.number} ${value.generation} R`;
    } else if (value.kind === 'array') {
      text += '[';
      value.items.forEach((item, index) => {
        if (index > 0) text += ' ';
        write(item);
      });
      text += ']';
    } else if (value.kind === 'dict') {
      writeDict(value, null);
    } else {
      if (value.decrypt !== null) throw new RangeError('an encrypted stream cannot be copied');
      writeDict(value.dict, value.raw.length);
      text += '\nstream\n';
      flush();
      chunks.push(value.raw);
      text += '\nendstream';
    }
  };
  const writeDict = (value: PdfDict, streamLength: number | null): void => {
    text += '<<';
    for (const [key, entry] of value.entries) {
      if (streamLength !== null && key === 'Length') continue;
      text += `${nameText({ kind: 'name', name: key })} `;
      write(entry);
      text += '\n';
    }
    if (streamLength !== null) text += `/Length ${streamLength}`;
    text += '>>';
  };
  write(object);
  flush();
  return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
}

/**
 * Decimal without exponent that reads back as the same number: a page that is written again to take a signature must not
 * have another box by a millionth, which verifiers rightly call a change of the page.
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('not a finite number');
  if (Number.isInteger(value)) return BigInt(value).toString();
  const shortest = String(value);
  if (!shortest.includes('e')) return shortest;
  return value
    .toFixed(20)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');
}

function nameText(value: PdfName): string {
  return `/${value.name.replace(/[^!-~]|[#()<>[\]{}/%]/g, (character) => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;
}

/** Printable ASCII as a literal string, anything else as hex digits. */
function stringText(value: PdfString): string {
  const bytes = Buffer.from(value.bytes.buffer, value.bytes.byteOffset, value.bytes.byteLength);
  const literal = !value.hex && bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  if (literal) return `(${bytes.toString('latin1').replace(/[\\()]/g, '\\$&')})`;
  return `<${bytes.toString('hex').toUpperCase()}>`;
}
