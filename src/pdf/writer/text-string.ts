import { type PdfString, string } from '../reader/objects.ts';

/** A text string (ISO 32000-1 7.9.2.2) of NFC text: ASCII as it is, everything else UTF-16BE with its byte order mark. */
export function textString(value: string): PdfString {
  const text = value.normalize('NFC');
  if (/^[\x20-\x7e]*$/.test(text)) return string(Buffer.from(text, 'latin1'));
  return string(Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), true);
}

/** `D:20261122101530+07'00'`: the moment in Vietnam's zone (signatures.md 1.1; the workstation's zone never shows). */
export function dateString(moment: Date): PdfString {
  const local = new Date(moment.getTime() + 7 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
  return string(Buffer.from(`D:${local}+07'00'`, 'latin1'));
}
