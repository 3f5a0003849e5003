import { isArray, isDict, isName, isStream, isString, type PdfObject } from '../../reader/objects.ts';
import type { CheckContext, Flavour } from './context.ts';

/** Limits of the syntax (19005-2 clause 6.1.13, 19005-1 clause 6.1.12) that are the same for every value. */
interface SyntaxLimits {
  readonly stringBytes: number;
  readonly real: number;
  readonly arrayItems: number;
  readonly dictEntries: number;
}

const NAME_BYTES = 127;
const INTEGER = 2_147_483_647;

const limitsOf = (flavour: Flavour): SyntaxLimits =>
  flavour === '1b'
    ? { stringBytes: 65_535, real: 32_767, arrayItems: 8_191, dictEntries: 4_095 }
    : {
        stringBytes: 32_767,
        real: 3.403e38,
        arrayItems: Number.POSITIVE_INFINITY,
        dictEntries: Number.POSITIVE_INFINITY,
      };

/**
 * Row 4 for a value and everything below it, references not followed. `source` are the bytes in which the value's
 * places lie (the file, or a decoded content stream).
 */
export function checkSyntaxLimits(
  { flavour, add }: CheckContext,
  root: PdfObject,
  where: string,
  source: Uint8Array,
): void {
  const limits = limitsOf(flavour);
  const stack: PdfObject[] = [root];
  for (let object = stack.pop(); object !== undefined; object = stack.pop()) {
    if (isStream(object)) stack.push(object.dict);
    else if (isArray(object)) {
      if (object.items.length > limits.arrayItems)
        add(4, '6.1.12-8', where, `an array of ${object.items.length} elements`);
      for (const item of object.items) stack.push(item);
    } else if (isDict(object)) {
      if (object.entries.size > limits.dictEntries)
        add(4, '6.1.12-9', where, `a dictionary of ${object.entries.size} entries`);
      for (const [key, value] of object.entries) {
        if (key.length > NAME_BYTES) add(4, '6.1.13-4', where, 'a name of more than 127 bytes');
        stack.push(value);
      }
    } else if (isName(object)) {
      if (object.name.length > NAME_BYTES) add(4, '6.1.13-4', where, 'a name of more than 127 bytes');
    } else if (isString(object)) {
      if (object.bytes.length > limits.stringBytes)
        add(4, '6.1.13-3', where, `a string of ${object.bytes.length} bytes`);
      if (object.hex && object.start >= 0) checkHex(source, object.start, object.end, where, add);
    } else if (typeof object === 'number') {
      if (Number.isInteger(object)) {
        if (Math.abs(object) > INTEGER) add(4, '6.1.13-1', where, `an integer beyond 32 bits: ${object}`);
      } else if (Math.abs(object) > limits.real) add(4, '6.1.13-2', where, `a real number beyond the range: ${object}`);
    }
  }
}

function checkHex(source: Uint8Array, start: number, end: number, where: string, add: CheckContext['add']): void {
  const text = Buffer.from(source.buffer, source.byteOffset + start, end - start).toString('latin1');
  const digits = text.replace(/[<>\s\0]/g, '');
  if (/[^0-9A-Fa-f]/.test(digits)) add(4, '6.1.6-2', where, 'a hexadecimal string with other characters');
  else if (digits.length % 2 === 1) add(4, '6.1.6-1', where, 'an odd number of hexadecimal digits');
}
