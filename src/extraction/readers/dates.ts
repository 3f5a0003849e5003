import type { FieldRemark } from '../../domain/field.ts';
import { isRealDate, readDate, readDateInWords } from '../../domain/identifiers/vietnamese-date.ts';
import { withoutTones } from '../../domain/identifiers/vietnamese-letters.ts';
import { daysWithNoughts } from '../noughts.ts';
import { type Token, textOf } from '../page-layout.ts';
import { type Reader, reading, trimmed } from './reading.ts';

const impossible = (day: string): FieldRemark => ({
  code: 'DATE_IMPOSSIBLE',
  severity: 'error',
  vi: `Ngày ${day} không tồn tại.`,
  en: `The day ${day} does not exist.`,
});

/** No paper of an office in use bears a date before this year; born earlier is nobody who lives. */
const EARLIEST_YEAR = 1900;
/** Nor any after this one, however long it is valid. */
const LATEST_YEAR = 2199;
const early = (day: string): FieldRemark => ({
  code: 'DATE_TOO_EARLY',
  severity: 'error',
  vi: `Ngày ${day} quá xa trong quá khứ, có thể đọc sai năm.`,
  en: `The day ${day} lies too far in the past; its year may be misread.`,
});

const partial: FieldRemark = {
  code: 'DATE_PARTIAL',
  severity: 'warning',
  vi: 'Chỉ đọc được một phần của ngày, tháng, năm.',
  en: 'Only a part of the date was read.',
};

const guessed: FieldRemark = {
  code: 'DATE_GUESSED',
  severity: 'warning',
  vi: 'Chữ số hoặc dấu gạch chéo của ngày đọc không rõ; hãy đối chiếu.',
  en: 'Figures or strokes of the date were not read clearly; compare it.',
};

/** What speaks against a date, `YYYY-MM-DD` or the part of it that was read. */
const faults = (iso: string): readonly FieldRemark[] => [
  ...(iso.length === 10 && !isRealDate(iso) ? [impossible(iso)] : []),
  ...(Number(iso.slice(0, 4)) < EARLIEST_YEAR ? [early(iso)] : []),
];

/**
 * The day that an impossible one is when the first figure of its day or month is a nought that a stroke or the dots below it
 * made another of ("96-97-1955"), or that of its year a one ("4983"), and those that it is when nines are noughts: offered.
 */
function meantDays(iso: string): readonly string[] {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso) ?? [];
  if (year === '') return [];
  const meant = [
    Number(year) > LATEST_YEAR ? `1${year.slice(1)}` : year,
    Number(month) > 12 ? `0${month.slice(1)}` : month,
    Number(day) > 31 ? `0${day.slice(1)}` : day,
  ].join('-');
  const first = meant !== iso && isRealDate(meant) && faults(meant).length === 0 ? [meant] : [];
  return [...new Set([...first, ...daysWithNoughts(iso)])];
}

/** The shortest run of tokens from the start that holds the same date as all of them. */
function dateTokens(tokens: readonly Token[], iso: string): readonly Token[] {
  for (let to = 1; to <= tokens.length; to++)
    if (readDate(textOf(tokens.slice(0, to)))?.iso === iso) {
      let from = 0;
      while (from < to - 1 && readDate(textOf(tokens.slice(from + 1, to)))?.iso === iso) from += 1;
      return tokens.slice(from, to);
    }
  return tokens;
}

const figures = (text: string): number => text.replace(/\D/g, '').length;

export const readDateField: Reader = (tokens) => {
  const source = trimmed(tokens).slice(0, 16);
  const date = readDate(textOf(source));
  if (date === null) return null;
  const full = date.iso.length === 10;
  const known = full ? faults(date.iso) : [partial, ...faults(date.iso)];
  const remarks = date.clean || known.length > 0 ? known : [guessed];
  const used = dateTokens(source, date.iso);
  // "1991.:2944": of what else stands there nobody knows what it was
  const scraps = !full && figures(textOf(used)) > figures(date.iso);
  const quality = scraps ? 0.1 : date.clean ? (full ? 1 : 0.5) : 0.2;
  return reading(date.iso, used, quality, { remarks, candidates: meantDays(date.iso) });
};

export const readExpiryDate: Reader = (tokens) => {
  const source = trimmed(tokens).slice(0, 8);
  if (/khong (xac dinh )?thoi han/i.test(withoutTones(textOf(source))))
    return reading('không thời hạn', source.slice(0, 3), 1);
  return readDateField(tokens);
};

/** Year only, also from a full date. */
export const readYear: Reader = (tokens) => {
  const outcome = readDateField(tokens);
  return outcome === null
    ? null
    : {
        ...outcome,
        value: outcome.value.slice(0, 4),
        quality: outcome.quality >= 0.5 ? 1 : 0.2,
        remarks: outcome.quality >= 0.5 ? [] : outcome.remarks,
        candidates: [...new Set(outcome.candidates.map((day) => day.slice(0, 4)))],
      };
};

export const readDateWords: Reader = (tokens) => {
  const source = trimmed(tokens);
  for (let to = source.length; to >= 4; to--) {
    const value = readDateInWords(textOf(source.slice(0, to)));
    if (value !== null) return reading(value, source.slice(0, to), 1);
  }
  return null;
};

/** `05 giờ 30 phút, ngày 10 tháng 03 năm 2025` → `2025-03-10T05:30`. */
export const readDateTime: Reader = (tokens) => {
  const source = trimmed(tokens).slice(0, 20);
  const text = withoutTones(textOf(source));
  const date = readDate(textOf(source));
  if (date === null) return null;
  const time = /(\d{1,2})\s*(?:gio|h|:)\s*(\d{1,2})?/i.exec(text.split(/ngay/i)[0] ?? '');
  const remarks = faults(date.iso);
  const [hours, minutes] = [Number(time?.[1] ?? 0), Number(time?.[2] ?? 0)];
  const timed = time !== null && hours < 24 && minutes < 60;
  // a time is printed, but could not be read
  const lost = !timed && /\b(?:gio|phut)\b/i.test(text);
  const value = timed ? `${date.iso}T${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` : date.iso;
  return reading(value, source, date.clean && (timed || time === null) && !lost ? 0.9 : 0.3, {
    remarks: lost ? [...remarks, partial] : remarks,
    candidates: meantDays(date.iso).map((day) => day + value.slice(date.iso.length)),
  });
};
