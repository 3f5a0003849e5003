import type { FieldRemark } from '../../domain/field.ts';
import { withoutTones } from '../../domain/identifiers/vietnamese-letters.ts';
import { distance } from '../distance.ts';
import { ethnicities, nationalities } from '../lexicon/lists.ts';
import { endsWithProvince } from '../lexicon/places.ts';
import { type Token, textOf } from '../page-layout.ts';
import { NOTHING, type Reader, reading, trimmed } from './reading.ts';

const warning = (code: string, vi: string, en: string): FieldRemark => ({ code, severity: 'warning', vi, en });
const notListed = warning('NOT_LISTED', 'Không có trong danh mục; hãy đối chiếu.', 'Not in the list; compare it.');
const remnant = warning(
  'TEXT_REMNANT',
  'Có thể còn sót nhãn in hoặc dấu chấm thừa; hãy đối chiếu.',
  'Part of a label or a stray full stop may be left in it; compare it.',
);
const openAddress = warning(
  'ADDRESS_OPEN',
  'Địa chỉ không kết thúc bằng tên tỉnh, thành phố; có thể thiếu phần sau.',
  'The address does not end with a province; its last part may be missing.',
);

const HONORIFIC = /^\(?(ong|ba|hoong|hoba|ongba|chi|anh)\)?$/;

/** Words that begin with a capital, up to the first that does not; honorifics in front are left out. */
export const readPersonName: Reader = (tokens) => {
  const source = [...trimmed(tokens)];
  while (source.length > 1 && (HONORIFIC.test(source[0]?.folded ?? '') || /^h[oộ]$/iu.test(source[0]?.text ?? '')))
    source.shift();
  const used: Token[] = [];
  const capitals = isCapitals(source[0]?.text ?? '');
  for (const token of source) {
    const word = token.text.replace(/[,;.]+$/, '');
    if (!/^\p{Lu}[\p{L}'’-]*$/u.test(word) || (capitals && !isCapitals(word))) break;
    used.push(word === token.text ? token : { ...token, text: word });
    if (word !== token.text || used.length === 8) break;
  }
  if (used.length === 0) return null;
  return reading(textOf(used), used, used.length >= 2 && used.length <= 6 ? 0.9 : 0.3);
};

const isCapitals = (word: string): boolean => word.length > 1 && word === word.toUpperCase();

export const readGender: Reader = (tokens) => {
  for (const token of trimmed(tokens).slice(0, 4)) {
    if (token.folded === 'nam') return reading('Nam', [token], token.text === 'Nam' || token.text === 'NAM' ? 1 : 0.8);
    if (token.folded === 'nu') return reading('Nữ', [token], /^nữ/iu.test(token.text) ? 1 : 0.8);
  }
  return null;
};

const letters = (text: string): string =>
  withoutTones(text)
    .toLowerCase()
    .replace(/[^a-z]/g, '');

/** A closed list: an entry that differs in marks only is taken, one that differs in a letter is offered. */
const ofList =
  (entries: readonly string[]): Reader =>
  (tokens) => {
    const source = trimmed(tokens).slice(0, 4);
    for (let to = source.length; to > 0; to--) {
      const used = source.slice(0, to);
      const text = textOf(used).replace(/[,;.]+$/, '');
      const exact = entries.find((entry) => entry.toLowerCase() === text.toLowerCase());
      if (exact !== undefined) return reading(text === text.toUpperCase() ? text : exact, used, 1);
      // one or two letters are too little to leave their marks out of account ("y" is not "Ý")
      const alike = letters(text).length < 3 ? [] : entries.filter((entry) => letters(entry) === letters(text));
      // two ways of writing one name (Ê Đê, Ê-đê) are one entry
      if (alike[0] !== undefined)
        return reading(text === text.toUpperCase() ? alike[0].toUpperCase() : alike[0], used, 0.85);
    }
    // what is left of a misread label may stand before it
    for (let from = 1; from < Math.min(tokens.length, 6); from++) {
      const used = tokens.slice(from, from + 2);
      const text = textOf(used);
      const exact = entries.find((entry) => entry.includes(' ') && entry.toLowerCase() === text.toLowerCase());
      if (exact !== undefined) return reading(text === text.toUpperCase() ? text : exact, used, 0.85);
    }
    const first = source.slice(0, 2);
    const text = letters(textOf(first));
    const near = entries.filter((entry) => entry.length > 3 && distance(letters(entry), text, 1) <= 1);
    const printed = textOf(source.slice(0, 1));
    // an entry that is not of the list is a word at least
    return near.length === 0 && !/^\p{Lu}\p{L}+[,;.]?$/u.test(printed)
      ? null
      : reading(printed.replace(/[,;.]+$/, ''), source.slice(0, 1), 0.2, { candidates: near, remarks: [notListed] });
  };

export const readEthnicity: Reader = ofList(ethnicities);
export const readNationality: Reader = ofList(nationalities);

/** What specks, folds and the edges of letters are read as: no word and no sign that a value has between two words. */
const SPECK = /^(?:['"`´‘’“”„|~ˆ^_°*·•‹›«»¦]+|[-–—]{2,}|[=—]+)$/u;

/** Strokes of dates and symbols taken for letters, where digits on both sides leave no other reading: `23I07I2017`, `38I2021IHNGĐ`. */
const withStrokes = (text: string): string =>
  text
    .replace(/(?<!\d)(\d{1,2})[Il|!/](\d{1,2})[Il|!/]((?:19|20)\d{2})(?!\d)/gu, '$1/$2/$3')
    .replace(/(?<![\p{L}\d])(\d{1,5})[Il|!/]((?:19|20)\d{2})[Il|!/](?=\p{Lu}{2})/gu, '$1/$2/')
    .replace(/(?<![\p{L}\d])(\d{1,5})[l|!](?=\p{Lu}{2})/gu, '$1/');
const strokes = warning(
  'STROKES_MISREAD',
  'Dấu gạch chéo bị đọc thành chữ, đã được sửa; hãy đối chiếu.',
  'Strokes were read as letters and put right; compare them.',
);

/** The number of an identity card inside a text has nine digits or twelve. */
const CARD_NUMBER = /(?:CCCD|CMND|[Cc]ăn cước(?: công dân)?|định danh(?: cá nhân)?)\P{N}{0,8}?(\d{7,15})(?!\d)/u;
const cardLength = warning(
  'NUMBER_LENGTH',
  'Số giấy tờ tùy thân phải có 9 hoặc 12 chữ số.',
  'The number of an identity card has 9 or 12 digits.',
);

/** Everything as printed, without leaders and closing punctuation. */
export const readText: Reader = (tokens) => {
  const used = trimmed(tokens);
  const none = used.length === 0 ? tokens.find((token) => NOTHING.test(token.text)) : undefined;
  if (none !== undefined) return reading('-/-', [none], 0.7);
  const written = textOf(used.filter((token) => !SPECK.test(token.text)));
  const value = withStrokes(written)
    .replace(/^[-–:;,.\s]+/, '')
    .replace(/[\s.;:,–-]+$/, '');
  if (value === '') return null;
  // a colon after one of the first words, a stop or a hyphen between two words
  const spoilt =
    /^\S+:\s/u.test(value) ||
    /(?<![\p{L}-])\p{Ll}+-\p{Ll}+(?![\p{L}-])/u.test(value) ||
    /^\p{Lu}{1,3}\.\d+$/u.test(value) ||
    /^\p{Ll}\S*\s\S+:\s/u.test(value) ||
    /\p{L}{2}\.\p{Lu}\p{L}/u.test(value) ||
    /\p{Ll}{2}[.;] \p{Lu}/u.test(value);
  const digits = CARD_NUMBER.exec(value)?.[1]?.length ?? 12;
  const remarks = [
    ...(spoilt ? [remnant] : []),
    ...(withStrokes(written) === written ? [] : [strokes]),
    ...(digits === 9 || digits === 12 ? [] : [cardLength]),
  ];
  return reading(value, used, remarks.length > 0 ? 0.4 : 0.7, { remarks });
};

/** A name that was cut off: the word of a unit is there, what it is called is not. */
const OPEN =
  /(?:^|[\s,])(?:[Cc]ông an|CÔNG AN|thành phố|THÀNH PHỐ|tỉnh|TỈNH|huyện|HUYỆN|quận|QUẬN|xã|XÃ|phường|PHƯỜNG|và|VÀ)$/u;
const openName = warning(
  'NAME_OPEN',
  'Tên cơ quan có thể thiếu phần sau; hãy đối chiếu.',
  'The last part of the name may be missing; compare it.',
);

/** An agency's name as printed. */
export const readAuthority: Reader = (tokens) => {
  const text = readText(tokens);
  if (text === null || !OPEN.test(text.value)) return text;
  return { ...text, quality: Math.min(text.quality, 0.4), remarks: [...text.remarks, openName] };
};

/** An address; one that goes on to no province was perhaps cut off at the end of a line. */
export const readAddress: Reader = (tokens) => {
  const text = readText(tokens);
  if (text === null || endsWithProvince(text.value)) return text;
  return { ...text, quality: Math.min(text.quality, 0.5), remarks: [...text.remarks, openAddress] };
};

/** Name, code, and the rest of a name that went on below its code in the table. */
const BUSINESS_LINE =
  /(?:^|\s)(?:\d{1,2}[.)]?|[-+•])?\s*(\p{L}.*?)[\s;,:(-]+(?:mã(?: ngành)?:?\s*)?(\d{4})\)?((?:\s+\p{Ll}[\p{L},()]*)*)(?=\s|$|[.;,(])/gu;

/** `Bán lẻ tạp hóa (4711); …` from the rows of a table or list: name and code of each line of business. */
export const readBusinessLines: Reader = (tokens) => {
  const source = trimmed(tokens);
  const text = textOf(source).replace(/^.*?(?:Mã ngành|Ghi chú)\s+(?=\d{1,2}\s)/u, '');
  const lines = [...text.matchAll(BUSINESS_LINE)].map(([, name = '', code, rest = '']) => {
    const whole = `${name}${rest}`.replace(/\s*\(chính\)/giu, '').replace(/[\s(:;,-]+$/, '');
    return `${whole} (${code})`;
  });
  return lines.length === 0 ? readText(tokens) : reading(lines.join('; '), source, 0.6);
};
