import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../../src/pdf/reader/limits.ts';
import { array, dict, name, type PdfObject, ref, string } from '../../../../src/pdf/reader/objects.ts';
import { SyntaxReader } from '../../../../src/pdf/reader/syntax.ts';
import { textOf } from '../../../../src/pdf/reader/text-string.ts';
import { latin } from '../../../support/pdf-builder.ts';

const read = (text: string | Uint8Array): PdfObject =>
  new SyntaxReader(typeof text === 'string' ? latin(text) : text, 0, { limits: defaultLimits, inFile: false }).object();
const shown = (object: PdfObject): string => {
  if (object === null || typeof object !== 'object' || object.kind !== 'string') throw new Error('no string');
  return Buffer.from(object.bytes).toString('latin1');
};

/** An independent writer: every byte that may be special is escaped in one of the allowed ways. */
const write = (object: PdfObject): string => {
  if (object === null || typeof object !== 'object') return String(object);
  switch (object.kind) {
    case 'name':
      return `/${[...object.name].map((one) => (/[A-Za-z0-9_]/.test(one) ? one : `#${one.charCodeAt(0).toString(16).padStart(2, '0')}`)).join('')}`;
    case 'string':
      return object.hex
        ? `<${Buffer.from(object.bytes).toString('hex')}>`
        : `(${[...object.bytes].map((byte) => (byte >= 0x61 && byte <= 0x7a ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`)).join('')})`;
    case 'array':
      return `[${object.items.map(write).join(' ')}]`;
    case 'dict':
      return `<<${[...object.entries].map(([key, value]) => `${write(name(key))} ${write(value)}`).join('\n')}>>`;
    case 'ref':
      return `${object.number} ${object.generation} R`;
    case 'stream':
      throw new Error('streams stand in files');
  }
};

const byteName = fc.uint8Array({ minLength: 1, maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
const { value: anyObject } = fc.letrec<{ value: PdfObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<PdfObject>(null, true, false),
    fc.integer(),
    byteName.map(name),
    fc.tuple(fc.uint8Array({ maxLength: 20 }), fc.boolean()).map(([bytes, hex]) => string(bytes, hex)),
    fc.tuple(fc.nat(9_999_999), fc.nat(65_535)).map(([number, generation]) => ref(number, generation)),
    fc.array(tie('value'), { maxLength: 5 }).map((items) => array(items)),
    fc
      .dictionary(
        byteName.filter((key) => key !== '__proto__'),
        tie('value'),
        { maxKeys: 5, noNullPrototype: true },
      )
      .map((entries) => dict(entries)),
  ),
}));

describe('objects', () => {
  it('are read back as they were written, whatever their bytes', () => {
    fc.assert(
      fc.property(anyObject, (object) => {
        expect(read(write(object))).toEqual(object);
      }),
      { numRuns: 300 },
    );
  });

  it('random bytes give an object or a typed error, never another exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          read(bytes);
        } catch (thrown) {
          expect(thrown).toHaveProperty('code', 'PDF_UNREADABLE');
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['(a\\nb\\\\\\(\\)\\101\\53)', 'a\nb\\()A+'],
    ['(balanced (parentheses) stay)', 'balanced (parentheses) stay'],
    ['(line \\\ngoes on)', 'line goes on'],
    ['(CR\rand CRLF\r\nare LF)', 'CR\nand CRLF\nare LF'],
    ['(\\0053)', '\u00053'],
    ['< 48 6 9 7 >', 'Hip'],
  ])('the string %s is read by 7.3.4', (source, value) => {
    expect(shown(read(source))).toBe(value);
  });

  it.each([
    ['+17', 17],
    ['-.002', -0.002],
    ['4.', 4],
    ['0012', 12],
  ])('the number %s is %d', (source, value) => {
    expect(read(source)).toBe(value);
  });

  it.each(['1e5', '--1', '0x10', '<<', '[1', '(open', '<0g>', '<< /A >>', '<< 1 2 >>', '>>', ')', 'true1', ''])(
    '%j is no object',
    (source) => {
      expect(() => read(source)).toThrow(/PDF_UNREADABLE/);
    },
  );

  it('a reference needs plain digits: a real in its place is a number', () => {
    expect(read('[1.0 0 R]'.replace(' R', ''))).toMatchObject({ items: [1, 0] });
    expect(() => read('[1.0 0 R]')).toThrow(/PDF_UNREADABLE/);
    expect(read('[12 0 R 7 0 R]')).toMatchObject({ items: [ref(12), ref(7)] });
  });

  it('a key that stands twice is kept in mind', () => {
    expect(read('<< /A 1 /B 2 /A 3 >>')).toMatchObject({ duplicates: ['A'] });
    expect(read('<< /A 1 /#41 3 >>')).toMatchObject({ duplicates: ['A'] });
  });

  it('nesting ends at its limit, with its name', () => {
    expect(() => read('['.repeat(101))).toThrow(/nesting/);
    expect(() => read('<</A'.repeat(5_000))).toThrow(/nesting/);
  });

  it('text strings are read by their byte order mark', () => {
    const bytes = (hex: string) => string(Uint8Array.from(Buffer.from(hex, 'hex')));
    expect(textOf(bytes('feff00530061006f00200079002000621ea3006e'))).toBe('Sao y bản');
    expect(textOf(bytes('efbbbf62e1baa36e'))).toBe('bản');
    expect(textOf(bytes('80a0'))).toBe('•€');
  });
});
