import type { Coverage } from '../../domain/signature-report.ts';
import { hexValue, isDigit, isWhite } from './characters.ts';
import type { PdfFile, PdfRevision } from './model.ts';
import { isArray, isRef, isString, type PdfArray, type PdfDict } from './objects.ts';
import { type SignatureFinding, type SignatureFindingId, signatureFinding } from './signature-findings.ts';

export interface ByteRangeReading {
  readonly byteRange: readonly number[] | null;
  readonly contents: Uint8Array | null;
  readonly cmsLength: number | null;
  readonly contentsStart: number;
  readonly contentsEnd: number;
  readonly coverage: Coverage;
  /** 0-based revision whose end is the end of the range; null when it is none. */
  readonly revisionIndex: number | null;
  readonly findings: readonly SignatureFinding[];
}

/**
 * Rules 1 to 7 and 9 of signatures.md 2.3 for one signature dictionary.
 * `written` is the 0-based revision that wrote the dictionary. Says everything that is wrong, not only the first fault.
 */
export function readByteRange(file: PdfFile, dict: PdfDict | null, written: number): ByteRangeReading {
  const findings: SignatureFinding[] = [];
  const note = (id: SignatureFindingId, values?: Readonly<Record<string, string | number>>): void => {
    findings.push(signatureFinding(id, values));
  };
  if (dict === null) {
    return { ...emptyReading, findings };
  }
  const revision = file.revisions[written] as PdfRevision;
  for (const key of new Set(dict.duplicates)) note('duplicate-key', { key: `/${key}` });

  const contentsValue = dict.entries.get('Contents') ?? null;
  const contents = revision.resolve(contentsValue);
  const token = isString(contents) && !isRef(contentsValue) ? contents : null;
  if (!isString(contents) || contents.bytes.length === 0) note('contents-missing');
  else if (token === null) note('contents-indirect');
  else if (!isPlainHex(file.bytes, token.start, token.end)) note('contents-form');
  const cmsLength = isString(contents) ? derLength(contents.bytes) : null;
  if (isString(contents) && cmsLength !== null && !onlyZeros(contents.bytes, cmsLength)) note('contents-padding');

  const rangeValue = dict.entries.get('ByteRange') ?? null;
  if (isRef(rangeValue)) note('range-indirect');
  const range = revision.resolve(rangeValue);
  const byteRange = isArray(range) ? numbersOf(revision, range) : null;
  const four = isArray(range) && byteRange !== null && isFourIntegers(file.bytes, range, byteRange) ? byteRange : null;
  if (four === null) note('range-malformed');
  const [start = 0, a = 0, b = 0, c = 0] = four ?? [];
  const sound = four !== null && start === 0 && a > 0 && b >= a + 2 && b + c <= file.bytes.length;
  if (four !== null && start !== 0) note('range-start');
  else if (four !== null && !sound) note('range-bounds');

  const gapFits = sound && token !== null && token.start === a && token.end === b;
  if (sound && token !== null && !gapFits) {
    note('gap-mismatch', { gap: `${a}–${b}`, contents: token.start < 0 ? '—' : `${token.start}–${token.end}` });
  }

  const place = {
    byteRange,
    contents: isString(contents) ? contents.bytes : null,
    cmsLength,
    contentsStart: token?.start ?? -1,
    contentsEnd: token?.end ?? -1,
  };
  const shape = !findings.some((one) => one.severity === 'failed' && one.check === 'byterange-valid');
  if (!sound) return { ...place, coverage: 'INVALID', revisionIndex: null, findings };
  const end = b + c;
  const covered = file.revisions.find((one) => end >= one.marker + 5 && isPadding(file.bytes, one.end, end));
  if (covered !== undefined && end > covered.end) note('range-covers-padding', { count: end - covered.end });
  const whole = covered !== undefined && covered.index === written;
  if (!whole) note('range-ends-elsewhere', { end });
  const open = uncoveredSection(file, covered?.index ?? written, a, b, end);
  if (open !== null) note('section-uncovered', { offset: open });
  const complete = shape && whole && open === null;
  return {
    ...place,
    coverage: !shape ? 'INVALID' : !complete ? 'PARTIAL' : end >= lastByte(file) ? 'WHOLE_FILE' : 'WHOLE_REVISION',
    revisionIndex: covered?.index ?? null,
    findings,
  };
}

const emptyReading = {
  byteRange: null,
  contents: null,
  cmsLength: null,
  contentsStart: -1,
  contentsEnd: -1,
  coverage: 'INVALID',
  revisionIndex: null,
} as const;

/** The end of the file, one end of line after the last %%EOF not counted. */
function lastByte(file: PdfFile): number {
  return file.latest.end === file.bytes.length ? file.latest.marker + 5 : file.bytes.length;
}

function numbersOf(revision: PdfRevision, range: PdfArray): readonly number[] | null {
  const values = range.items.map((item) => revision.resolve(item));
  return values.every((value) => typeof value === 'number') ? values : null;
}

/** Rule 1 on the bytes as written: digits only, so that no reader can see another number in them. */
function isFourIntegers(bytes: Uint8Array, range: PdfArray, values: readonly number[]): boolean {
  if (values.length !== 4 || values.some((value) => !Number.isSafeInteger(value) || value < 0)) return false;
  if (range.items.some((item) => typeof item !== 'number')) return false;
  if (range.start < 0) return true;
  for (let at = range.start + 1; at < range.end - 1; at++) {
    if (!isDigit(bytes[at]) && !isWhite(bytes[at])) return false;
  }
  return true;
}

/** Rule 2: `<`, an even number of hexadecimal digits, `>`; nothing else, not even white space. */
function isPlainHex(bytes: Uint8Array, start: number, end: number): boolean {
  if (start < 0 || (end - start) % 2 !== 0 || bytes[start] !== 0x3c || bytes[end - 1] !== 0x3e) return false;
  for (let at = start + 1; at < end - 1; at++) if (hexValue(bytes[at]) < 0) return false;
  return true;
}

/** Whole length of the SEQUENCE (a CMS) or OCTET STRING (a bare value) at the start, header included; null when cut off. */
function derLength(bytes: Uint8Array): number | null {
  const first = bytes[1];
  if ((bytes[0] !== 0x30 && bytes[0] !== 0x04) || first === undefined || first === 0x80) return null;
  if (first < 0x80) return 2 + first <= bytes.length ? 2 + first : null;
  const count = first & 0x7f;
  if (count > 4) return null;
  let length = 0;
  for (let index = 0; index < count; index++) length = length * 256 + (bytes[2 + index] ?? 0);
  const whole = 2 + count + length;
  return whole <= bytes.length ? whole : null;
}

function onlyZeros(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length; at++) if (bytes[at] !== 0) return false;
  return true;
}

/** Nothing but white space from `from` to `to`; true as well when `to` comes first. */
function isPadding(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isWhite(bytes[at])) return false;
  return true;
}

/** Rule 7: offset of a section of a revision up to `last` that touches the gap or leaves the range, else null. */
function uncoveredSection(file: PdfFile, last: number, gapStart: number, gapEnd: number, end: number): number | null {
  for (const revision of file.revisions.slice(0, last + 1)) {
    for (const section of revision.sections) {
      const inGap = section.start < gapEnd && section.end > gapStart;
      if (inGap || section.end > end) return section.start;
    }
  }
  return null;
}
