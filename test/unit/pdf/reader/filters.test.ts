import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeStream } from '../../../../src/pdf/reader/filters.ts';
import { defaultLimits } from '../../../../src/pdf/reader/limits.ts';
import { array, dict, name, type PdfObject, stream } from '../../../../src/pdf/reader/objects.ts';
import { latin } from '../../../support/pdf-builder.ts';

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const decode = (data: Uint8Array, entries: Record<string, PdfObject>, limits = defaultLimits): number[] => [
  ...decodeStream(stream(dict(entries), data), (object) => object, limits).bytes,
];
const flate = (data: Uint8Array, parms: Record<string, PdfObject>): number[] =>
  decode(Uint8Array.from(deflateSync(data)), { Filter: name('FlateDecode'), DecodeParms: dict(parms) });

describe('filters', () => {
  it('LZW decodes the example of ISO 32000-1 7.4.4.2', () => {
    const encoded = bytes(0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01);
    expect(decode(encoded, { Filter: name('LZWDecode') })).toEqual([45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
  });

  it('ASCII85, ASCIIHex and run lengths decode known text', () => {
    expect(decode(latin('9jqo^BlbD-BleB1DJ+*+F(f,q~>'), { Filter: name('ASCII85Decode') })).toEqual([
      ...latin('Man is distinguished'),
    ]);
    expect(decode(latin('zz~>'), { Filter: name('A85') })).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(decode(latin('48 69 7>'), { Filter: name('ASCIIHexDecode') })).toEqual([0x48, 0x69, 0x70]);
    expect(decode(bytes(2, 1, 2, 3, 254, 9, 128, 7), { Filter: name('RunLengthDecode') })).toEqual([1, 2, 3, 9, 9, 9]);
  });

  it('PNG predictors are undone row by row', () => {
    const rows = bytes(0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 2, 2, 2, 4, 1, 1, 1);
    expect(flate(rows, { Predictor: 15, Columns: 3 })).toEqual([1, 2, 3, 1, 2, 3, 2, 3, 4, 3, 5, 6, 4, 6, 7]);
  });

  it('the TIFF predictor adds up samples of 8, 16 and 4 bits', () => {
    expect(flate(bytes(1, 1, 1, 5, 1, 1), { Predictor: 2, Columns: 3 })).toEqual([1, 2, 3, 5, 6, 7]);
    expect(flate(bytes(0, 255, 0, 1), { Predictor: 2, Columns: 2, BitsPerComponent: 16 })).toEqual([0, 255, 1, 0]);
    expect(flate(bytes(0x1f), { Predictor: 2, Columns: 2, BitsPerComponent: 4 })).toEqual([0x10]);
  });

  it('chains run in order and stop before an image', () => {
    const chain = array([name('ASCIIHexDecode'), name('DCTDecode')]);
    const decoded = decodeStream(stream(dict({ Filter: chain }), latin('ffd8>')), (object) => object, defaultLimits);
    expect(decoded).toMatchObject({ bytes: bytes(0xff, 0xd8), pendingFilters: ['DCTDecode'] });
  });

  it('every bound is named', () => {
    const bomb = Uint8Array.from(deflateSync(Buffer.alloc(8_000_000)));
    const entries = { Filter: name('FlateDecode') };
    expect(() => decode(bomb, entries, { ...defaultLimits, inflatedBytes: 100_000 })).toThrow(/inflatedBytes /);
    expect(() => decode(bomb, entries, { ...defaultLimits, inflatedBytesTotal: 100_000 })).toThrow(
      /inflatedBytesTotal/,
    );
    expect(() => decode(bomb, entries, { ...defaultLimits, inflateRatio: 500 })).toThrow(/inflateRatio/);
    expect(() =>
      decode(bytes(129, 0).slice(0, 2), { Filter: name('RunLengthDecode') }, { ...defaultLimits, inflatedBytes: 10 }),
    ).toThrow(/inflatedBytes/);
    const nine = array(Array.from({ length: 9 }, () => name('ASCIIHexDecode')));
    expect(() => decode(bytes(), { Filter: nine })).toThrow(/filtersPerStream/);
  });

  it('damaged data and foreign filters are errors, not guesses', () => {
    expect(() => decode(latin('not deflate'), { Filter: name('FlateDecode') })).toThrow(/PDF_UNREADABLE/);
    expect(() =>
      decode(Uint8Array.from(deflateSync(latin('abc'))).subarray(0, 6), { Filter: name('FlateDecode') }),
    ).toThrow(/PDF_UNREADABLE/);
    expect(() => decode(latin('zzvv'), { Filter: name('ASCIIHexDecode') })).toThrow(/PDF_UNREADABLE/);
    expect(() => decode(bytes(), { Filter: name('Foo') })).toThrow(/PDF_UNREADABLE/);
    expect(() => decode(bytes(0xff, 0xff, 0xff), { Filter: name('LZWDecode') })).toThrow(/PDF_UNREADABLE/);
  });
});
