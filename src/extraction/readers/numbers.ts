import type { FieldRemark } from '../../domain/field.ts';
import { type Check, digitsFromLookalikes } from '../../domain/identifiers/check.ts';
import { checkDocumentNumber } from '../../domain/identifiers/document-number.ts';
import { checkPersonalId } from '../../domain/identifiers/personal-id.ts';
import { checkTaxCode } from '../../domain/identifiers/tax-code.ts';
import { withoutTones } from '../../domain/identifiers/vietnamese-letters.ts';
import { numberFromWords } from '../../domain/identifiers/vietnamese-number.ts';
import { type Token, textOf } from '../page-layout.ts';
import { find, type Reader, reading, trimmed } from './reading.ts';

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
  return out.slice(0, 5);
}

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

const readTwelve = checkedNumber(12, checkPersonalId);
/** A digit or two are the number of a row, or what is left of one. */
export const readPersonalId: Reader = (tokens) => {
  const outcome = readTwelve(tokens);
  return outcome !== null && outcome.value.length > 2 ? outcome : null;
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
  return { ...outcome, remarks: check.remarks, quality: check.status === 'ok' ? 1 : 0.4 };
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

/** A symbol of one letter, or one that ends with a letter twice (`QĐĐ`): parts of it were lost or read double. */
const ODD_SYMBOL = /\/\p{Lu}$|\/\p{Lu}+(\p{Lu})\1(?:-|$)/u;
const oddSymbol: FieldRemark = {
  code: 'DOCUMENT_SYMBOL_ODD',
  severity: 'warning',
  vi: 'Ký hiệu văn bản khác thường, có thể đọc thiếu hoặc thừa chữ; hãy đối chiếu.',
  en: 'The symbol is unusual, perhaps a letter was lost or read twice; compare it.',
};

/** Parts of symbols that papers of offices bear: kinds of papers, agencies, departments. */
const SYMBOLS = new Set(
  'QĐ TB CV TTr KH BC BB GM GP GCN GXN NQ CT HD UBND HĐND VP VPĐK VPUBND CN STP SNV STC SYT SXD SCT SNN SGDĐT STNMT SNNMT SKHĐT SKHCN CAT CATP CAP CAX BCA BTP BTC BNV BYT BXD LLTP TTLLTPQG TLKS TLKT TLKH XNTTHN BS TP TPHT KT KTHT TCKH PTC PTP PNV ĐKKD HKD HTKT HTQTCT TTPVHCC TTHCC TCT CTLDO CCT SLĐTBXH SVHTT TA TAND VKS THADS'.split(
    ' ',
  ),
);
/** Capitals that are taken for each other. */
const ALIKE: readonly string[] = ['CG', 'OQ', 'DĐ', 'OD', 'SB', 'UV', 'IL', 'ÐĐ', 'HN', 'NM', 'PF', 'TI'];

/** A part of the symbol that is none of these, but would be with one letter taken for its look-alike; the symbol put right. */
function likelySymbol(written: string): string | null {
  const [number = '', ...rest] = written.split('/');
  const symbol = rest.at(-1) ?? '';
  const parts = symbol.split('-');
  for (const [index, part] of parts.entries()) {
    if (SYMBOLS.has(part) || !/^\p{Lu}{2,}$/u.test(part)) continue;
    for (const [at, letter] of [...part].entries())
      for (const pair of ALIKE.filter((one) => one.includes(letter))) {
        const other = [...part].map((one, place) => (place === at ? pair.replace(letter, '') : one)).join('');
        if (!SYMBOLS.has(other)) continue;
        const whole = parts.map((one, place) => (place === index ? other : one)).join('-');
        return [number, ...rest.slice(0, -1), whole].join('/');
      }
  }
  return null;
}

const strokeLost: FieldRemark = {
  code: 'STROKE_LOST',
  severity: 'warning',
  vi: 'Số liền với năm: dấu gạch chéo có thể bị đọc thành chữ số; hãy đối chiếu.',
  en: 'A number that runs into a year: its stroke may have been read as a figure; compare it.',
};

/** "1305 BHXH": right behind a number a symbol in capitals, whose stroke was not read. */
function symbolBehind(number: Token | undefined, next: Token | undefined): string | null {
  if (number === undefined || next === undefined || !/^\d{1,5}$/.test(number.text)) return null;
  const close = next.box.x0 - number.box.x1 < number.box.y1 - number.box.y0;
  return close && /^\p{Lu}{2,}(?:-\p{Lu}+)*$/u.test(next.text) ? next.text : null;
}

const strokeUnread: FieldRemark = {
  code: 'STROKE_LOST',
  severity: 'warning',
  vi: 'Giữa số và ký hiệu không đọc được dấu gạch chéo; hãy đối chiếu.',
  en: 'No stroke was read between the number and its symbol; compare it.',
};

export const readDocumentNumber: Reader = (tokens) => {
  const source = trimmed(tokens).slice(0, 8);
  let written = '';
  let count = 0;
  for (const token of source) {
    if (count > 0 && !/[/-]$/.test(written) && !/^[/-]/.test(token.text)) break;
    written += token.text;
    count += 1;
  }
  const used = source.slice(0, count);
  written = written.replace(/[.,;:]+$/, '').replace(/[–—]/g, '-');
  if (!/\d/.test(written) || used.length === 0) return null;
  const symbol = count === 1 ? symbolBehind(source[0], source[1]) : null;
  if (symbol !== null)
    return reading(`${written}/${symbol}`, source.slice(0, 2), 0.3, {
      remarks: [strokeUnread],
      candidates: [written],
    });
  // no number of a paper has a lone I between two digits: it is a slash (`209I2026`); put before a person all the same
  const slashed = written.replace(/^(\d{1,5})[Il|](?=(?:19|20)\d{2}(?:\/|$))/u, '$1/');
  if (slashed !== written && checkDocumentNumber(slashed).status === 'ok')
    return reading(slashed, used, 0.3, { remarks: checkDocumentNumber(written).remarks, candidates: [written] });
  // "56/2022" whose stroke was read as a figure: digits alone that end with a year
  const [, serial, year] = /^(\d{1,4})[17]((?:19|20)\d{2})$/u.exec(written) ?? [];
  if (serial !== undefined && year !== undefined)
    return reading(written, used, 0.3, { remarks: [strokeLost], candidates: [`${serial}/${year}`] });
  const outcome = checkDocumentNumber(written);
  if (outcome.status === 'ok') {
    const likely = likelySymbol(written);
    const odd = likely !== null || ODD_SYMBOL.test(written);
    const quality = odd ? 0.4 : outcome.parts?.symbol || outcome.parts?.year ? 1 : 0.7;
    return reading(written, used, quality, {
      remarks: odd ? [oddSymbol] : [],
      candidates: likely === null ? [] : [likely],
    });
  }
  const leading = digitsFromLookalikes(written.split('/')[0] ?? '');
  const repaired = [leading, ...written.split('/').slice(1)].join('/');
  return reading(written, used, 0.2, {
    remarks: outcome.remarks,
    candidates: checkDocumentNumber(repaired).status === 'ok' ? [repaired] : [],
  });
};

export const readInteger: Reader = (tokens) => {
  const found = find(trimmed(tokens), /\d+/);
  return found === null ? null : reading(String(Number(found.match[0])), found.tokens, 0.9);
};

export const readParcelNumber: Reader = (tokens) => {
  const found = find(trimmed(tokens).slice(0, 2), /^\d{1,5}(?!\d)/);
  return found === null ? null : reading(String(Number(found.match[0])), found.tokens, 0.9);
};

/** `1.234,5` and `1,234.5` → 1234.5: the last separator is the decimal one unless exactly three digits follow it. */
export function plainNumber(written: string): string | null {
  const text = written.replace(/\s/g, '');
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const kinds = new Set(text.replace(/\d/g, ''));
  const fraction = last === -1 ? '' : text.slice(last + 1);
  const grouping = last === -1 || (fraction.length === 3 && kinds.size === 1);
  const number = grouping ? text.replace(/[.,]/g, '') : `${text.slice(0, last).replace(/[.,]/g, '')}.${fraction}`;
  return /^\d+(\.\d+)?$/.test(number) ? String(Number(number)) : null;
}

export const readArea: Reader = (tokens) => {
  const found = find(trimmed(tokens), /\d[\d.,]*/);
  if (found === null) return null;
  const value = plainNumber(found.match[0].replace(/[.,]+$/, ''));
  return value === null ? null : reading(value, found.tokens, 0.9);
};

export const readMoney: Reader = (tokens) => {
  const found = find(trimmed(tokens), /\d[\d.,]*(?: \d{3}\b[\d.,]*)*/);
  if (found === null) return null;
  const written = found.match[0].replace(/[.,]+$/, '');
  const grouped = /^\d{1,3}([., ]\d{3})*$/.test(written) || /^\d+$/.test(written);
  return reading(written.replace(/\D/g, ''), found.tokens, grouped ? 1 : 0.3);
};

/** Words of a number, decimals after `phẩy` included, up to the first that is none (`đồng`, `mét vuông`). */
export const readNumberInWords: Reader = (tokens) => {
  const source = trimmed(tokens);
  const comma = source.findIndex((token) => token.folded === 'phay');
  const whole = leadingNumber(comma === -1 ? source : source.slice(0, comma));
  if (whole === null) return null;
  const decimals = comma === -1 || whole.used !== comma ? null : leadingNumber(source.slice(comma + 1));
  const used = decimals === null ? whole.used : comma + 1 + decimals.used;
  const next = source[used]?.folded ?? '';
  const value = decimals === null ? String(whole.value) : `${whole.value}.${decimals.value}`;
  return reading(value, source.slice(0, used), /^(dong|met|$)/.test(next) ? 1 : 0.5);
};

/** The longest run of words from the start that is a number. */
function leadingNumber(tokens: readonly Token[]): { readonly value: number; readonly used: number } | null {
  for (let used = Math.min(tokens.length, 30); used > 0; used--) {
    const value = numberFromWords(textOf(tokens.slice(0, used)));
    if (value !== null) return { value, used };
  }
  return null;
}

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
