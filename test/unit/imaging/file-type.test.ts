import { describe, expect, it } from 'vitest';
import { inputType } from '../../../src/imaging/file-type.ts';

const limits = { maxFileBytes: 1000 };
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('the type of an input', () => {
  it.each([
    ['jpeg', '\xff\xd8\xff\xe0....'],
    ['png', '\x89PNG\r\n\x1a\n....'],
    ['tiff', 'II*\0....'],
    ['tiff', 'MM\0*....'],
    ['webp', 'RIFF....WEBPVP8 '],
    ['pdf', '%PDF-1.4\n'],
    ['pdf', 'a few bytes of a mail header\n%PDF-1.4\n'],
  ])('is %s by its first bytes', (type, text) => {
    expect(inputType(bytes(text), limits)).toBe(type);
  });

  it.each([
    ['FILE_EMPTY', ''],
    ['FILE_TYPE_UNKNOWN', 'plain words in a file called .jpg'],
    ['FILE_TYPE_UNKNOWN', 'GIF89a....'],
    ['IMAGE_HEIF', '\0\0\0\x18ftypheic'],
    ['FILE_TOO_LARGE', '%PDF-1.4\n'.padEnd(1001)],
  ])('is refused with %s when it is none of ours', (code, text) => {
    expect(() => inputType(bytes(text), limits)).toThrow(expect.objectContaining({ code }));
  });
});
