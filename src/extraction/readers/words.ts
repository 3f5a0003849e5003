import { withoutTones } from '../../domain/identifiers/vietnamese-letters.ts';
import { distance } from '../distance.ts';
import { ethnicities, nationalities } from '../lexicon/lists.ts';
import { endsWithProvince } from '../lexicon/places.ts';
import { type Token, textOf } from '../page-layout.ts';
import { withoutLeaderDots } from './leader-dots.ts';
import { NOTHING, type Reader, type Reading, reading, trimmed, warning } from './reading.ts';

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

/** A closed list, its entries in the list's own spelling ("VIỆT NAM" is `Việt Nam`): one that differs in marks only is taken, one that differs in a letter is offered. */
const ofList =
  (entries: readonly string[]): Reader =>
  (tokens) => {
    const source = trimmed(tokens).slice(0, 4);
    for (let to = source.length; to > 0; to--) {
      const used = source.slice(0, to);
      const text = textOf(used).replace(/[,;.]+$/, '');
      const exact = entries.find((entry) => entry.toLowerCase() === text.toLowerCase());
      if (exact !== undefined) return reading(exact, used, 1);
      // one or two letters are too little to leave their marks out of account ("y" is not "Ý")
      const alike = letters(text).length < 3 ? [] : entries.filter((entry) => letters(entry) === letters(text));
      // two ways of writing one name (Ê Đê, Ê-đê) are one entry
      if (alike[0] !== undefined) return reading(alike[0], used, 0.85);
    }
    // what is left of a misread label may stand before it
    for (let from = 1; from < Math.min(tokens.length, 6); from++) {
      const used = tokens.slice(from, from + 2);
      const text = textOf(used);
      const exact = entries.find((entry) => entry.includes(' ') && entry.toLowerCase() === text.toLowerCase());
      if (exact !== undefined) return reading(exact, used, 0.85);
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
    .replace(/(?<![\p{L}\d])(\d{1,5})[l|!]I?(?=\p{Lu}{2})/gu, '$1/');
/** A raised 2 is small: behind a number, or where there is none of the area, only a unit of area can stand. */
const withSquares = (text: string): string => {
  const raised = text.replace(/(?<=\d\s?|[Kk]hông )m(?:2?[?ˆ^”"'’°*]+|[²])(?=[\s;,.)]|$)/gu, 'm²');
  // one value is written in one way
  return raised.includes('m²') ? raised.replace(/(?<=\d )m2(?=[\s;,.)]|$)/gu, 'm²') : raised;
};

const strokes = warning(
  'STROKES_MISREAD',
  'Dấu gạch chéo bị đọc thành chữ, đã được sửa; hãy đối chiếu.',
  'Strokes were read as letters and put right; compare them.',
);

/** A text that was cut off: its last word asks for another, or it is the short name of a card and no more. */
const CUT = /^(?:[CG]{3}D|[CG]MT?N?D)$|\s(?:cấp|ngày|tại|số|do|của|và|thuộc|từ ngày|đến ngày)$/u;
/** Words that end so and are whole. */
const WHOLE = /(?:trợ|cung|đẳng|trung|hằng|hàng|mỗi|dân|chữ|một) (?:cấp|ngày|số)$|trực thuộc$/u;
const cutText = warning(
  'TEXT_OPEN',
  'Nội dung dừng ở từ còn phải có phần sau (ngày, tại, số…); có thể thiếu dòng tiếp theo.',
  'The text ends with a word that wants more; its next line may be missing.',
);

/** A text whose first words were lost: it begins with a word that wants another before it ("hoặc dị hình", "cấp ngày 11/08/2013"). */
const LATE = /^(?:(?:hoặc|hay|và|của|theo|với|do|thuộc)(?!\p{L})|cấp ngày)/iu;
const lateText = warning(
  'TEXT_BEGINS_LATE',
  'Nội dung bắt đầu giữa câu; có thể thiếu dòng trước hoặc là phần còn lại của nhãn.',
  'The text begins amid a sentence; the line before may be missing, or it is the rest of a label.',
);
const leaderDots = warning(
  'LEADERS_READ',
  'Dấu chấm của dòng kẻ lẫn vào chữ, đã được bỏ; hãy đối chiếu.',
  'Dots of the line were read with the words and taken out; compare it.',
);

/** The number of an identity card inside a text has nine digits or twelve. */
const CARD_NUMBER = /(?:CCCD|CMND|[Cc]ăn cước(?: công dân)?|định danh(?: cá nhân)?)\P{N}{0,8}?(\d{7,15})(?!\d)/u;
const cardLength = warning(
  'NUMBER_LENGTH',
  'Số giấy tờ tùy thân phải có 9 hoặc 12 chữ số.',
  'The number of an identity card has 9 or 12 digits.',
);

/** Figures with a blank between them that is none of their groups: of a number by itself, or behind what a card is called. */
const PARTED_NUMBER =
  /(?:^|(?<=(?:CCCD|CMND|[Cc]ăn cước(?: công dân)?|định danh(?: cá nhân)?)(?: số)?:? ))(\d+(?: \d+)+)(?!\d)/u;
const partedNumber = warning(
  'NUMBER_PARTED',
  'Số giấy tờ tùy thân bị tách bởi khoảng trắng, đã được ghép lại; hãy đối chiếu.',
  'A blank parted the figures of an identity card’s number; they were joined, compare them.',
);

/** "214397 790": one number of nine or twelve figures. Groups of one length are printed so. */
const withWholeNumber = (text: string): string =>
  text.replace(PARTED_NUMBER, (whole) => {
    const groups = whole.split(' ');
    const figures = groups.join('');
    const even = groups.every(({ length }) => length === groups[0]?.length && (length === 3 || length === 4));
    return !even && (figures.length === 9 || figures.length === 12) ? figures : whole;
  });

/** How a parcel is used, with the area of each: the only text that begins with a word and a colon. */
const SHARES = /^(?:riêng|chung|sử dụng riêng|sử dụng chung): /iu;

/** One answer for each of several things: `Đất ở: Lâu dài; Đất trồng cây lâu năm: đến ngày 15/10/2043`. */
const PARTS = /^\p{Lu}[^:;.]*: [^:;]+(?:; \p{Lu}[^:;.]*: [^:;]+)+$/u;

/** "(2) Thôn 3, xã Mẫu": the mark of a footnote, unless it is the first of a list. */
const withoutFootnote = (text: string): string =>
  /\(\d{1,2}\).*\(\d/u.test(text) ? text : text.replace(/^\(\d{1,2}\)\s/u, '');

/** Everything as printed, without leaders and closing punctuation. */
export const readText: Reader = (tokens) => {
  const words = trimmed(tokens);
  // the number of the next row of a form
  if (words.length === 1 && /^\d{1,2}[.)]$/u.test(words[0]!.text)) return null;
  // the hyphen of a list's first item is as much a part of it as those of the others
  const isList = /^[-–]$/.test(tokens[0]?.text ?? '') && /; [-–] /.test(textOf(words));
  const used = isList ? tokens.slice(0, tokens.indexOf(words.at(-1) as Token) + 1) : words;
  const none = used.length === 0 ? tokens.find((token) => NOTHING.test(token.text)) : undefined;
  if (none !== undefined) return reading('-/-', [none], 0.7);
  const written = textOf(used.filter((token) => !SPECK.test(token.text)));
  const undotted = withoutLeaderDots(withSquares(withStrokes(written)));
  const joined = withWholeNumber(undotted);
  const value = withoutFootnote(joined)
    .replace(/^[-–:;,.\s]+/, isList ? '- ' : '')
    // specks at the end of a line, before the day on the next
    .replace(/(?<=(?:^|\s)ngày) [-–.,:;] (?=\d{1,2}[/-])/gu, ' ')
    // a stroke that stands by one word stands by the other
    .replace(/(?<=\p{Ll}\/) (?=\p{Ll})/gu, '')
    .replace(/[\s.;:,–-]+$/, '');
  if (value === '') return null;
  // a colon after one of the first words, a stop or a hyphen between two words
  const spoilt =
    (/^\S+:\s/u.test(value) && !SHARES.test(value)) ||
    /(?<![\p{L}-])\p{Ll}+-\p{Ll}+(?![\p{L}-])/u.test(value) ||
    /^\p{Lu}{1,3}\.\d+$/u.test(value) ||
    /^\p{Ll}\S*\s\S+:\s/u.test(value) ||
    /\p{L}{2}\.\p{Lu}\p{L}/u.test(value) ||
    (/\p{Ll}{2}[.;] \p{Lu}/u.test(value) && !PARTS.test(value));
  const digits = CARD_NUMBER.exec(value)?.[1]?.length ?? 12;
  const remarks = [
    ...(spoilt ? [remnant] : []),
    ...(CUT.test(value) && !WHOLE.test(value) ? [cutText] : []),
    ...(LATE.test(value) ? [lateText] : []),
    ...(withStrokes(written) === written ? [] : [strokes]),
    ...(withSquares(withStrokes(written)) === undotted ? [] : [leaderDots]),
    ...(digits === 9 || digits === 12 ? [] : [cardLength]),
    ...(joined === undotted ? [] : [partedNumber]),
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

/** Without a card's dateline, "ngày/date 20 tháng/month 11 năm/year 2025", which the column beside the name has on the same row. */
function withoutDateline(tokens: readonly Token[]): readonly Token[] {
  const from = tokens.findIndex(({ folded }) => folded === 'ngaydate');
  const to = tokens.findIndex(({ folded }, at) => at > from && folded === 'namyear') + 2;
  return from < 1 || to < from + 2 ? tokens : [...tokens.slice(0, from), ...tokens.slice(to)];
}

/** An agency's name as printed. */
export const readAuthority: Reader = (source) => {
  const tokens = withoutDateline(source);
  if (tokens.length < source.length) {
    const text = withCommas(readText(tokens));
    return text && { ...text, quality: Math.min(text.quality, 0.4), remarks: [...text.remarks, remnant] };
  }
  // "… tại Ủy ban nhân dân xã Mẫu ngày 05 tháng 6 năm 2021": the day is no part of the name
  const word = tokens.findIndex(
    ({ folded }, at) => at > 1 && folded === 'ngay' && /^\d/.test(tokens[at + 1]?.text ?? ''),
  );
  const day = tokens[word - 1]?.text === 'vào' ? word - 1 : word;
  const text = withCommas(readText(day === -1 ? tokens : tokens.slice(0, day)));
  if (text === null || !OPEN.test(text.value)) return text;
  return { ...text, quality: Math.min(text.quality, 0.4), remarks: [...text.remarks, openName] };
};

const repairedPlace = warning(
  'PLACE_REPAIRED',
  'Chữ đầu địa danh "Ia" bị đọc thành "la", đã được sửa; hãy đối chiếu.',
  'The first word of a place, "Ia", was read as "la" and put right; compare it.',
);

/** "xã la Rsươm": a small "la" before a capital, where the name of a place begins, is "Ia". */
const withHighlandNames = (tokens: readonly Token[]): readonly Token[] =>
  tokens.map((token, index) =>
    /^l[aA]$/.test(token.text) && /^\p{Lu}/u.test(tokens[index + 1]?.text ?? '') ? { ...token, text: 'Ia' } : token,
  );

/** Words of units and streets, which the parts of an address begin with. */
const PART_WORD = '(?:thôn|xóm|ấp|khu|tổ|xã|phường|thị|huyện|quận|thành|tỉnh|đường|phố|ngõ|hẻm)';
const MISREAD_COMMA = new RegExp(`;(?= ${PART_WORD}\\s)`, 'giu');
/** "xã An Thuận. huyện Vĩnh Thủy": a full stop, or a low quotation mark, before the small letter of a unit's word. */
const MISREAD_STOP = new RegExp(`(?<=[\\p{L}\\d]{2}|\\s\\d)(?:\\.|,?„)(?= ${PART_WORD}\\s)`, 'gu');
/** "xã, Đại Đồng": between the word of a unit and its name nothing stands. */
const COMMA_INSIDE =
  /(?<=(?:^|[\s,])(?:thôn|xóm|ấp|xã|phường|thị xã|thị trấn|huyện|quận|thành phố|tỉnh))[,.;:] (?=\p{Lu})/gu;

/**
 * The parts of an address are parted by commas, and nothing parts a unit's word from its name: a semicolon or a full stop before the
 * word of a unit is a comma misread, a comma behind it a speck. Both were read otherwise, and go to a person.
 */
function withCommas(text: Reading | null): Reading | null {
  const value = text?.value.replace(MISREAD_COMMA, ',').replace(MISREAD_STOP, ',').replace(COMMA_INSIDE, ' ');
  if (text === null || value === undefined || value === text.value) return text;
  return { ...text, value, quality: Math.min(text.quality, 0.4), candidates: [text.value, ...text.candidates] };
}

/** An address; one that goes on to no province was perhaps cut off at the end of a line. */
export const readAddress: Reader = (tokens) => {
  // the stroke for nothing, read as a letter or a figure, and the number of the next row
  if (/^[\p{L}\d][-–.)]*$/u.test(textOf(trimmed(tokens)))) return null;
  const mended = withHighlandNames(tokens);
  const text = withCommas(readText(mended));
  if (text === null) return null;
  const remarks = [
    ...text.remarks,
    ...(mended.some((token, index) => token !== tokens[index]) ? [repairedPlace] : []),
    ...(endsWithProvince(text.value) ? [] : [openAddress]),
  ];
  return { ...text, quality: endsWithProvince(text.value) ? text.quality : Math.min(text.quality, 0.5), remarks };
};
