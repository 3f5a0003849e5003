import type { FieldRemark } from '../../domain/field.ts';
import { type Check, digitsFromLookalikes } from '../../domain/identifiers/check.ts';
import { checkPersonalId } from '../../domain/identifiers/personal-id.ts';
import { checkTaxCode } from '../../domain/identifiers/tax-code.ts';
import { withoutTones } from '../../domain/identifiers/vietnamese-letters.ts';
import type { Token } from '../page-layout.ts';
import { find, type Reader, type Reading, reading, trimmed } from './reading.ts';

/** Leading tokens that could be parts of one number: digits, what looks like digits, and hyphens or dots between. */
function numberTokens(tokens: readonly Token[], longest: number): readonly Token[] {
  const out: Token[] = [];
  let length = 0;
  for (const token of trimmed(tokens)) {
    const digits = digitsFromLookalikes(token.text.replace(/[.,;:\-–\s]/g, ''));
    const real = token.text.replace(/\D/g, '').length;
    if (digits !== '' && (!/^\d+$/.test(digits) || real * 2 < digits.length)) break;
    if (length > 0 && length + digits.length > longest) break;
    out.push(token);
    length += digits.length;
    if (length >= longest || /[,;]$/.test(token.text)) break;
  }
  return trimmed(out);
}

const compact = (tokens: readonly Token[]): string =>
  tokens.map((token) => token.text.replace(/[\s.,;:]/g, '')).join('');

/** Readings with one letter or digit taken for its look-alike, kept when the check is satisfied. */
function confusions(written: string, passes: (candidate: string) => boolean): string[] {
  const swaps: Readonly<Record<string, string>> = {
    0: '689',
    1: '74',
    2: '7',
    3: '8',
    4: '1',
    5: '6',
    6: '508',
    7: '12',
    8: '0369',
    9: '08',
  };
  const out: string[] = [];
  for (let i = 0; i < written.length; i++)
    for (const digit of swaps[written[i] ?? ''] ?? '') {
      const candidate = written.slice(0, i) + digit + written.slice(i + 1);
      if (passes(candidate)) out.push(candidate);
    }
  return out.slice(0, MOST_OFFERED);
}

/** More than a check digit leaves of nearly every number (one reading in ten or eleven passes it). */
const MOST_OFFERED = 8;

const checkedNumber =
  (
    longest: number,
    check: (text: string) => Check<unknown>,
    canonical: (text: string) => string = (text) => text,
  ): Reader =>
  (tokens) => {
    const used = numberTokens(tokens, longest);
    if (used.length === 0) return null;
    const written = compact(used);
    const outcome = check(written);
    const offered = outcome.suggestion === null ? [] : [outcome.suggestion];
    return reading(canonical(written), used, outcome.status === 'ok' ? 1 : outcome.status === 'warning' ? 0.7 : 0.2, {
      remarks: outcome.remarks,
      candidates: offered,
    });
  };

/**
 * What a personal number was before its first figure was misread: numbers begin with a province or a country, of which none
 * begins with 6, 8 or 9, and of typewriters a nought with a stroke or a dot in it is read so. What was read is offered too.
 */
function withNought(outcome: Reading): Reading {
  const other = outcome.value.replace(/^[689](?=\d{11}$)/, '0');
  const isNumber = other !== outcome.value && checkPersonalId(other).status === 'ok';
  return isNumber ? { ...outcome, value: other, candidates: [outcome.value, ...outcome.candidates] } : outcome;
}

const readTwelve = checkedNumber(12, checkPersonalId);
/** A digit or two are the number of a row, or what is left of one. */
export const readPersonalId: Reader = (tokens) => {
  const outcome = readTwelve(tokens);
  return outcome !== null && outcome.value.length > 2 ? withNought(outcome) : null;
};

export const readTaxCode: Reader = (tokens) => {
  const used = numberTokens(tokens, 13);
  if (used.length === 0) return null;
  const written = compact(used);
  const outcome = checkTaxCode(written);
  const candidates =
    outcome.status === 'error' && /^\d{10}$/.test(written)
      ? confusions(written, (candidate) => checkTaxCode(candidate).status === 'ok')
      : outcome.suggestion === null
        ? []
        : [outcome.suggestion];
  const code = outcome.parts?.code ?? written;
  return reading(code, used, outcome.status === 'ok' ? 1 : 0.3, { remarks: outcome.remarks, candidates });
};

const lengths =
  (longest: number, allowed: readonly number[]): Reader =>
  (tokens) => {
    const used = numberTokens(tokens, longest);
    if (used.length === 0) return null;
    const written = compact(used);
    const clean = /^\d+$/.test(written) && allowed.includes(written.length);
    const repaired = digitsFromLookalikes(written);
    return reading(written, used, clean ? 0.8 : 0.2, {
      remarks: clean
        ? []
        : [
            {
              code: 'NUMBER_LENGTH',
              severity: 'error',
              vi: `Số phải có ${allowed.join(' hoặc ')} chữ số.`,
              en: `The number must have ${allowed.join(' or ')} digits.`,
            },
          ],
      candidates: repaired !== written && allowed.includes(repaired.length) ? [repaired] : [],
    });
  };

export const readOldId: Reader = lengths(12, [9, 12]);
export const readTwelveDigits: Reader = lengths(12, [12]);

/** CMND 9, personal number 12, or a passport. */
export const readIdentityNumber: Reader = (tokens) => {
  const passport = find(trimmed(tokens).slice(0, 2), /^[A-Z]\d{7,8}\b/, '');
  if (passport !== null) return reading(passport.match[0], passport.tokens, 0.7);
  const outcome = readOldId(tokens);
  if (outcome === null || outcome.value.length !== 12 || outcome.remarks.length > 0) return outcome;
  const check = checkPersonalId(outcome.value);
  return withNought({ ...outcome, remarks: check.remarks, quality: check.status === 'ok' ? 1 : 0.4 });
};

const readPersonalOrTax: Reader = (tokens) =>
  (digitsFromLookalikes(compact(tokens)).length === 12 ? readPersonalId : readTaxCode)(tokens);

export const readBusinessCode: Reader = (tokens) => {
  const digits = numberTokens(tokens, 13);
  const written = compact(digits);
  if (/^\d{12}$/.test(written)) return readPersonalId(tokens);
  if (/^\d{10}(-?\d{3})?$/.test(written)) return readTaxCode(tokens);
  // letters that look like digits: a code that has its check only once they are put right is offered, not taken
  if (/^(?:\d{10}|\d{12})$/.test(digitsFromLookalikes(written))) return readPersonalOrTax(digits);
  const code = find(trimmed(tokens), /^[0-9A-Z][0-9A-Z./-]{6,18}/);
  return code === null ? null : reading(code.match[0].replace(/[./-]+$/, ''), code.tokens, 0.6);
};

export const readPhone: Reader = (tokens) => {
  const found = find(trimmed(tokens).slice(0, 5), /^\+?\(?\d[\d\s.()-]{7,16}\d/);
  if (found === null) return null;
  const value = found.match[0].replace(/[^\d+]/g, '');
  // Mobile 03, 05, 07, 08, 09 with ten digits, landline 02 with eleven; service numbers are not printed on papers.
  const plausible = /^(?:0|\+84)(?:[35789]\d{8}|2\d{9})$/.test(value);
  return reading(value, found.tokens, plausible ? 1 : 0.4, { remarks: plausible ? [] : [phoneForm] });
};

const phoneForm: FieldRemark = {
  code: 'PHONE_FORM',
  severity: 'warning',
  vi: 'Số điện thoại không đúng dạng hiện hành.',
  en: 'The telephone number has none of the forms in use.',
};

const lostDot: FieldRemark = {
  code: 'EMAIL_REPAIRED',
  severity: 'warning',
  vi: 'Dấu chấm trong địa chỉ thư điện tử không đọc được, đã được thêm; hãy đối chiếu.',
  en: 'A dot of the address was not read and has been put in; compare it.',
};

export const readEmail: Reader = (tokens) => {
  const found = find(trimmed(tokens).slice(0, 3), /^[\w.+-]+@[\w-]+(\.[\w-]+)+/, '');
  if (found !== null) return reading(found.match[0].toLowerCase(), found.tokens, 0.8);
  const parted = find(trimmed(tokens).slice(0, 3), /^([\w.+-]+@[\w-]+(?:\.[\w-]+)*) ([a-z]{2,10})$/u, ' ');
  return parted === null
    ? null
    : reading(`${parted.match[1]}.${parted.match[2]}`.toLowerCase(), parted.tokens, 0.4, { remarks: [lostDot] });
};

export const LICENCE_CLASS = /^(A1|A2|A3|A4|A|B1|B2|BE|B|C1E|C1|CE|C|D1E|D2E|DE|D1|D2|D|E|FB2|FC|FD|FE)$/;

/** A class with a letter or figure taken for its look-alike (`G1`, `CT`, `Â`); none when it is no class then either. */
function likeLicenceClass(text: string): string | null {
  const plain = withoutTones(text.toUpperCase())
    .replace(/[^\p{L}\p{N}|€]/gu, '')
    .replace(/^[G€]/, 'C')
    .replace(/^8/, 'B')
    .replace(/^[0O]/, 'D')
    .replace(/(?<=^[A-D])[ILT|]/, '1');
  return LICENCE_CLASS.test(plain) ? plain : null;
}

export const readLicenceClass: Reader = (tokens) => {
  const source = trimmed(tokens);
  const used: Token[] = [];
  for (const token of source) {
    if (
      !token.text
        .split(/[,;]/)
        .filter(Boolean)
        .every((part) => LICENCE_CLASS.test(part))
    )
      break;
    used.push(token);
  }
  if (used.length === 0) {
    const [first] = source;
    const like = first === undefined ? null : likeLicenceClass(first.text);
    return first === undefined || like === null ? null : reading(like, [first], 0.3, { candidates: [first.text] });
  }
  const classes = used.flatMap((token) => token.text.split(/[,;]/).filter(Boolean));
  return reading(classes.join(','), used, 0.9);
};

export const readLandSerial: Reader = (tokens) => {
  const found = find(trimmed(tokens).slice(0, 4), /\b([A-Z]{1,2})[.,]? ?(\d{8}|\d{6})\b/);
  return found === null ? null : reading(`${found.match[1]} ${found.match[2]}`, found.tokens, 1);
};
