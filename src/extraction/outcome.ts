import type { FieldKind, FieldSpec } from '../domain/document-types/document-type.ts';
import type { ExtractedField, FieldRemark } from '../domain/field.ts';
import { astray, isAstray, isShortName } from './bounds.ts';
import {
  type AcceptancePolicy,
  type Evidence,
  groupOf,
  nameCandidates,
  probability,
  thresholdOf,
  unknownNameWords,
  wordConfidence,
} from './confidence.ts';
import { distance } from './distance.ts';
import type { Found, Unread } from './found.ts';
import { HANDWRITING_BELOW, isWritten } from './handwriting.ts';
import { phraseCorrections, settledPhrases } from './lexicon/phrases.ts';
import { placeCorrections, settledProvinceEnd, settledProvinceWord } from './lexicon/places.ts';
import { brokenWords, impossibleWords, tonelessWords } from './lexicon/syllable.ts';
import type { CodeValue } from './machine-values.ts';
import { type Token, textOf, union } from './page-layout.ts';
import { comparedAddress } from './printed-address.ts';
import { isConfirmedName } from './rare-names.ts';
import { type Reading, warning } from './readers/reading.ts';

export const notFound: ExtractedField = {
  value: null,
  raw: null,
  confidence: 0,
  source: 'ocr',
  page: null,
  boxPx: null,
  status: 'not_found',
  remarks: [],
  candidates: [],
};

const handwritten = warning(
  'HANDWRITTEN',
  'Phần viết tay không được đọc tự động; hãy đọc trên ảnh và nhập.',
  'Handwriting is not read; read it on the image and enter it.',
);
const unreadable = warning(
  'UNREADABLE',
  'Có nhãn nhưng không đọc được giá trị; hãy nhập nếu có.',
  'The label is there but its value could not be read; enter it if there is one.',
);

const unusualName = warning(
  'NAME_UNUSUAL',
  'Họ tên có âm tiết ít gặp hoặc đọc sai dấu; hãy đối chiếu.',
  'The name has an unusual syllable or a misread mark; compare it.',
);
const impossibleWord = warning(
  'WORD_IMPOSSIBLE',
  'Có từ không thể là tiếng Việt, có thể đọc sai; hãy đối chiếu.',
  'A word cannot be Vietnamese, perhaps misread; compare it.',
);
const unsureNumber = warning(
  'NUMBER_UNSURE',
  'Số không có chữ số kiểm tra, chỉ đọc được một lần và có chữ số không rõ; hãy đối chiếu.',
  'A number without a check digit that was read once only, with a digit that is not clear; compare it.',
);
const repaired = warning(
  'WORD_REPAIRED',
  'Có chữ được sửa theo những chỗ khác trên trang; hãy đối chiếu với ảnh.',
  'A word was put right by what stands elsewhere on the page; compare it with the image.',
);
export const misspelledPlace = warning(
  'PLACE_MISSPELLED',
  'Tên đơn vị hành chính hoặc một cụm từ thường gặp gần giống nhưng không đúng; hãy đối chiếu.',
  'The name of a province or its unit, or a common phrase, is nearly, but not exactly, as it is written; compare it.',
);

/** A value without a reading goes to a person with its place; an empty line only when the field is required. */
export function notRead(field: FieldSpec, unread: Unread | undefined): ExtractedField {
  if (unread === undefined || (unread.tokens.length === 0 && !field.required)) return notFound;
  return {
    ...notFound,
    raw: unread.tokens.length === 0 ? null : textOf(unread.tokens),
    page: unread.page + 1,
    boxPx: unread.boxPx,
    status: 'review',
    remarks: [field.handwriting ? handwritten : unreadable],
  };
}

const plain = (value: string): string =>
  value
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s,.–-]+/g, '');

/** Print and code say the same up to misread letters: less than a quarter of them differ. */
function alike(print: string, code: string): boolean {
  const [a, b] = [plain(print), plain(code)];
  const limit = Math.floor(Math.max(a.length, b.length) * 0.25);
  return distance(a, b, limit) <= limit;
}

export const noExpiryPerhaps = warning(
  'MRZ_EXPIRY_LAST_DAY',
  'Vùng MRZ ghi ngày 31/12: thẻ có thể không thời hạn; hãy xem phần in.',
  'The zone holds 31 December: the card may have no expiry; look at the print.',
);

export const contradicts: FieldRemark = {
  code: 'CODE_DIFFERS_FROM_PRINT',
  severity: 'error',
  vi: 'Mã trên giấy tờ khác phần in; hãy đối chiếu.',
  en: 'The code on the paper differs from what is printed; compare them.',
};

/** What only a code of unpublished form says is a proposal. */
export const codeAlone = warning(
  'CODE_ALONE',
  'Không đọc được phần in; giá trị lấy từ mã trên giấy tờ, hãy đối chiếu.',
  'The print could not be read; the value is from the code on the paper, compare it.',
);

export function fromCode(
  field: FieldSpec,
  code: CodeValue,
  found: Found | undefined,
  remarks: readonly FieldRemark[],
  policy: AcceptancePolicy,
): ExtractedField {
  const print = found?.reading.value;
  const place = print === undefined || field.kind !== 'address' ? null : comparedAddress(print, code.value);
  const agrees =
    print !== undefined && (plain(print) === plain(code.value) || (place?.same === true && !place.lettersOfCode));
  const differs = print !== undefined && !agrees && place?.same !== true && !alike(print, code.value);
  // an address is kept as printed, and which words of units were printed is not known of one that was read otherwise
  const unsaid = place?.same === false && !agrees && !place.asManyWords;
  // A name is kept as printed: cards print it in capitals, their QR does not.
  const capitals = print !== undefined && field.kind === 'person_name' && print === print.toUpperCase();
  const all = [...code.remarks, ...remarks, ...(differs ? [contradicts] : [])];
  const alone = all.includes(codeAlone);
  const unsure = alone || unsaid;
  const confidence = all.some((remark) => remark.severity === 'error') ? 0.5 : unsure ? 0.9 : agrees ? 0.9995 : 0.998;
  const atPrint = found !== undefined && !differs;
  const printed = place?.same === true && print !== undefined && place.asPrinted !== code.value;
  return {
    value: printed ? place.asPrinted : capitals ? code.value.toUpperCase() : code.value,
    raw: printed && !place.lettersOfCode ? print : code.value,
    confidence,
    // the code confirms what the print says, or puts its letters right
    source: printed && !place.lettersOfCode ? 'ocr' : code.source,
    page: 1 + (atPrint ? found.page : code.page),
    boxPx: atPrint ? union(found.reading.tokens.map((token) => token.box)) : code.boxPx,
    status: all.length === 0 && confidence >= thresholdOf(field, policy) ? 'accepted' : 'review',
    remarks: all,
    candidates: printed ? [code.value] : print !== undefined && !agrees ? [print] : [],
  };
}

/** Names of provinces and phrases of every day that are nearly as they are written. */
const correctionsOf = (text: string): string[] => [...placeCorrections(text), ...phraseCorrections(text)];

/** What speaks for a reading; `agrees` is what the rest of the paper says of it. */
export function evidenceOf(field: FieldSpec, found: Found, agrees = 0, disagrees = false): Evidence {
  const { reading: value } = found;
  const words = wordConfidence(value.tokens);
  const isText = field.kind === 'text' || field.kind === 'address' || field.kind === 'authority';
  return {
    kind: field.kind,
    worstWord: words.worst,
    meanWord: words.mean,
    label: found.label,
    quality: value.quality,
    agrees,
    disagrees,
    unknownWords:
      field.kind === 'person_name' ? unknownNameWords(value.value) : isText ? impossibleWords(value.value) : 0,
    misnamed: isText && correctionsOf(value.value).length > 0,
    detached: found.detached,
    words: value.tokens.length,
    same: found.again?.same ?? 0,
    other: found.again?.others.length ?? 0,
    pageDoubt: found.pageDoubt ?? 0,
  };
}

/** Identifiers in which no digit checks the others. */
const UNCHECKED: ReadonlySet<FieldKind> = new Set([
  'personal_id',
  'identity_number',
  'old_id',
  'digits12',
  'land_serial',
]);
/** Word confidence from which all digits are clear: of 109 numbers above none was wrong, below one of 4. */
const CLEAR_DIGITS = 0.9;

/** A number without a check digit whose digits nothing confirms as a whole: no second place, no second reading of its line. */
const isUnsureNumber = ({ kind, agrees, worstWord, same, other }: Evidence): boolean =>
  UNCHECKED.has(kind) && agrees < 1 && worstWord < CLEAR_DIGITS && (same === 0 || other > 0);

const LETTERS = /\p{L}+/u;

/** What recognition itself read, and what else the page's misreadings leave open, for a value made of words. */
function otherWords({ value, tokens }: Reading): string[] {
  const changed = (word: (token: Token) => string | undefined): string =>
    tokens.reduce((text, token) => {
      const [other, core] = [LETTERS.exec(word(token) ?? ''), LETTERS.exec(token.text)];
      return other === null || core === null ? text : text.replace(core[0], other[0]);
    }, value);
  return [changed((token) => token.perhaps), changed((token) => token.read)].filter((text) => text !== value);
}

export function fromPrint(
  field: FieldSpec,
  found: Found,
  agrees: number,
  objections: readonly FieldRemark[],
  policy: AcceptancePolicy,
  onEvidence: ((field: string, evidence: Evidence) => void) | undefined,
  inPrint = false,
): ExtractedField {
  const { reading: value, page } = found;
  const words = wordConfidence(value.tokens);
  const boxPx = union(value.tokens.map((token) => token.box));
  if (field.handwriting && isWritten(value.tokens) && !inPrint)
    return {
      ...notFound,
      raw: value.raw,
      page: page + 1,
      boxPx,
      status: 'review',
      remarks: [handwritten],
      candidates: [value.value],
    };
  const isName = field.kind === 'person_name';
  const isText = field.kind === 'text' || field.kind === 'address' || field.kind === 'authority';
  const isPlace = field.kind === 'address' || field.kind === 'authority';
  const corrections = isText ? correctionsOf(value.value) : [];
  const settled = isText ? settledPhrases(settledProvinceEnd(settledProvinceWord(value.value))) : value.value;
  const isWords = isText || isName || groupOf(field.kind) === 'list';
  const cut = isAstray(field, { ...found, reading: { ...value, value: settled } });
  const doubts = cut || (agrees === 0 && isShortName(field, found)) ? [astray] : [];
  const evidence = evidenceOf(field, found, agrees, objections.length + doubts.length > 0);
  onEvidence?.(field.name, evidence);
  const confidence = probability(evidence);
  const remarks = [
    ...value.remarks,
    ...objections,
    ...doubts,
    ...(isName && evidence.unknownWords > 0 && !isConfirmedName(value.value, evidence) ? [unusualName] : []),
    ...((isPlace && evidence.unknownWords > 0) ||
    (isText && tonelessWords(settled).length + brokenWords(settled).length > 0)
      ? [impossibleWord]
      : []),
    ...(isUnsureNumber(evidence) ? [unsureNumber] : []),
    ...(corrections.length > 0 ? [misspelledPlace] : []),
    ...(isWords && value.tokens.some((token) => token.read !== undefined) ? [repaired] : []),
  ];
  const leastWord = field.handwriting ? Math.max(HANDWRITING_BELOW, policy.leastWord) : policy.leastWord;
  const sure = remarks.length === 0 && confidence >= thresholdOf(field, policy) && words.worst >= leastWord;
  return {
    value: settled,
    raw: textOf(value.tokens.map((token) => ({ ...token, text: token.read ?? token.text }))),
    confidence,
    source: 'ocr',
    page: page + 1,
    boxPx,
    status: sure ? 'accepted' : 'review',
    remarks,
    candidates: [
      ...new Set([
        ...(found.again?.others ?? []),
        ...value.candidates,
        ...(isWords ? otherWords(value) : []),
        ...(isName ? nameCandidates(value.value) : corrections),
        value.value,
      ]),
    ].filter((candidate) => candidate !== settled),
  };
}
