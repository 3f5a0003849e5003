import type { PdfString } from './objects.ts';

/** PDFDocEncoding where it differs from Latin-1 (ISO 32000-1 D.2); 0 is undefined. */
const docEncoding: ReadonlyMap<number, number> = new Map([
  [0x18, 0x02d8],
  [0x19, 0x02c7],
  [0x1a, 0x02c6],
  [0x1b, 0x02d9],
  [0x1c, 0x02dd],
  [0x1d, 0x02db],
  [0x1e, 0x02da],
  [0x1f, 0x02dc],
  ...[
    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203a, 0x2212, 0x2030, 0x201e, 0x201c,
    0x201d, 0x2018, 0x2019, 0x201a, 0x2122, 0xfb01, 0xfb02, 0x0141, 0x0152, 0x0160, 0x0178, 0x017d, 0x0131, 0x0142,
    0x0153, 0x0161, 0x017e, 0xfffd, 0x20ac,
  ].map((code, index): [number, number] => [0x80 + index, code]),
]);

/**
 * A text string (7.9.2.2) as it is: UTF-16 or UTF-8 by its byte order mark, else PDFDocEncoding. Not normalised; language
 * escapes (U+001B) are removed.
 */
export function textOf(string: PdfString): string {
  const { bytes } = string;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return withoutLanguage(new TextDecoder('utf-16be').decode(bytes));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return withoutLanguage(new TextDecoder('utf-16le').decode(bytes));
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder('utf-8').decode(bytes);
  let out = '';
  for (const byte of bytes) out += String.fromCharCode(docEncoding.get(byte) ?? byte);
  return out;
}

function withoutLanguage(value: string): string {
  return value.replace(/\u001b[^\u001b]{0,8}\u001b/g, '');
}
