import type { BoxPx } from '../domain/geometry.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { unknownNameWords } from './confidence.ts';
import { distance } from './distance.ts';
import { surnames } from './lexicon/names.ts';
import {
  foldedOf,
  isCapitals,
  type Layout,
  type Row,
  type Segment,
  segments,
  spanOf,
  type Token,
  textOf,
  tokensIn,
} from './page-layout.ts';

export const SIGNER_TITLE = new RegExp(
  // of `KT.` and `TM.` a letter is often lost
  `^(?:tm|kt|tl|tuq|q|quyen|[kt])?\\.?(?:${[
    // offices, with their deputies
    // of "PHÓ" the first letters may be lost ("HÓ GIÁM ĐỐC")
    '(?:pho|h?o|tong|photong|phu)?(?:chutich|giamdoc|cuctruong|truong(?:phong|congan|ban|tram|doan|khoa|chicuc)|chanh(?:vanphong|thanhtra|an)|vientruong|hieutruong|botruong)',
    'bithu|phobithu|chanhan|phochanhan|thutruong|tongcuctruong|vutruong|phovutruong|doitruong|phodoitruong|hattruong|phohattruong|phutrach|thamphan|chaphanhvien|daidien|chuho',
    'phochicuctruong|chicuctruong|thutruong|congchuc|congchungvien|canbotuphap|uyban|chuhokinhdoanh|kyghiro|daidienhokinhdoanh',
    // the person who hands in a form
    'nguoi(?:ky|thuchien|khai|kekhai|lamdon|vietdon|dungdon|yeucau|denghi|nopdon|camdoan|uyquyen)',
  ].join('|')})`,
);

/** Titles of those who sign most papers, as they are printed. */
const TITLES = [
  'CHỦ TỊCH',
  'GIÁM ĐỐC',
  'TỔNG GIÁM ĐỐC',
  'TRƯỞNG PHÒNG',
  'CHÁNH VĂN PHÒNG',
  'CỤC TRƯỞNG',
  'CHI CỤC TRƯỞNG',
  'HIỆU TRƯỞNG',
  'VIỆN TRƯỞNG',
  'TRƯỞNG CÔNG AN',
  'TRƯỞNG BAN',
  'CHÁNH ÁN',
  'ĐỘI TRƯỞNG',
].flatMap((title) => [title, `PHÓ ${title}`]);
/** Titles without deputies. */
const SINGLE_TITLES = ['THẨM PHÁN', 'CHẤP HÀNH VIÊN', 'CÔNG CHỨNG VIÊN', 'THƯ KÝ', 'BỘ TRƯỞNG', 'THỨ TRƯỞNG', 'BÍ THƯ'];
const foldedTitles = TITLES.map((title) => ({ title, letters: folded(title) }));
/** Letters that must be left of a title, at least. */
const LEAST_OF_TITLE = 5;

/** The title that a line of capitals is, with letters misread ("PHO GIAM ĐC") or its beginning lost ("ƯỞNG PHÒNG"). */
export function misreadTitle(text: string): string | null {
  const letters = folded(text);
  if (letters.length < LEAST_OF_TITLE || !isCapitals(text)) return null;
  const whole = foldedTitles
    .map(({ title, letters: meant }) => ({
      title,
      errors: distance(letters, meant, Math.floor(meant.length / 5)) / meant.length,
    }))
    .filter(({ errors }) => errors <= 0.2)
    .sort((a, b) => a.errors - b.errors)[0];
  return whole?.title ?? foldedTitles.find(({ letters: meant }) => meant.endsWith(letters))?.title ?? null;
}

/** How a title is written whose letters are right and whose marks are not ("THẤM PHÁN"); null when it is written so, or unknown. */
export function titleWithItsMarks(text: string): string | null {
  const meant = [...TITLES, ...SINGLE_TITLES].find((title) => folded(title) === folded(text));
  return meant === undefined || meant === text.normalize('NFC').toUpperCase() ? null : meant;
}

/** "TRƯỞNG …" with its mark: without it a school ("TRƯỜNG …") reads the same. */
const HEAD_OF = /^\P{L}*(?:(?:KT|TL|TUQ|TM|Q|QUYỀN)[., ]+)?(?:PHÓ )?TRƯỞNG(?!\p{L})/u;

const isTitle = (segment: Segment): boolean =>
  SIGNER_TITLE.test(foldedText(segment)) ||
  HEAD_OF.test(textOf(tokensIn(segment))) ||
  misreadTitle(textOf(tokensIn(segment))) !== null;

export interface SignatureBlock {
  readonly titles: readonly Segment[];
  readonly name: SignerName | null;
}

interface SignerName {
  readonly tokens: readonly Token[];
  readonly page: number;
  /** Nothing but the name stands there, in the middle below the title: no trace of a signature or a seal, no word lost. */
  readonly clean: boolean;
  /** Its first words were not read. */
  readonly cut?: boolean;
}

/** Signer's titles in the lower part, in reading order. */
function signerTitles(layout: Layout): Segment[] {
  const starts: Segment[] = [];
  // The letterhead bears agencies and offices too: a signature stands in the lower part.
  for (const row of layout.rows.slice(Math.floor(0.4 * layout.rows.length)))
    for (const segment of segments(row, 2.5))
      for (let from = segment.from; from < segment.to; from++) {
        const [before, token] = [row.tokens[from - 1], row.tokens[from]];
        const apart = from === segment.from || !before || !token || token.box.x0 - before.box.x1 > 0.7 * row.heightPx;
        const title = { ...segment, from };
        // "- Chủ tịch, các Phó Chủ tịch;": who receives a copy
        if (/^[-–+*•]/.test(token?.text ?? '') || row.tokens[segment.to - 1]?.text.endsWith(';')) break;
        if (!apart || !isTitle(title) || foldedText(title).length >= 60) continue;
        starts.push(title);
        break;
      }
  const own = starts.filter((start) => !isOfCertification(layout, start));
  return own.length > 0 ? own : starts;
}

/** What a copy is certified with: another signs that. */
const CERTIFICATION =
  /^(?:chungthuc(?:bansao|nay)?dung|chungthucbansao|sochungthuc|bansaodungvoibanchinh|saoydungbanchinh)/;

/** Whether a title stands below the words that certify a copy, in their column. */
function isOfCertification(layout: Layout, start: Segment): boolean {
  const { x0, x1 } = spanOf(tokensIn(start));
  return layout.rows.slice(0, start.row.index).some(
    (row) =>
      row.page === start.row.page &&
      segments(row, 2.5).some((segment) => {
        const words = spanOf(tokensIn(segment));
        const middle = (x0 + x1) / 2;
        return middle > words.x0 && middle < words.x1 && CERTIFICATION.test(foldedText(segment));
      }),
  );
}

/** The last block of signer's titles with a name below it; of several side by side the right-most. */
export function signatureBlock(layout: Layout): SignatureBlock | null {
  // "(Ký, ghi rõ họ tên)" stands below husband, wife and whoever hands in a form as well: first what is a title
  const starts = signerTitles(layout).reverse();
  for (const start of [...starts.filter((one) => !isNote(one)), ...starts.filter(isNote)]) {
    const block = blockBelow(layout, start);
    if (block.name !== null) return block;
  }
  const last = signerTitles(layout).at(-1);
  const name = nameAlone(layout, last) ?? restOfName(layout);
  const titles = last === undefined ? titlesAbove(layout, name) : blockBelow(layout, last).titles;
  return name === null && titles.length === 0 ? null : { titles, name };
}

const isNote = (start: Segment): boolean => /^kyghiro/.test(foldedText(start));

/** Lines of capitals over a name: what somebody is called who signs seldom. */
function titlesAbove(layout: Layout, name: SignerName | null): readonly Segment[] {
  if (name === null) return [];
  const { x0, x1 } = spanOf(name.tokens);
  const index = layout.rows.findIndex((row) => row.tokens.includes(name.tokens[0] as Token));
  const titles: Segment[] = [];
  for (const row of layout.rows.slice(Math.max(0, index - 10), index).reverse()) {
    const line = near(row, name.page, (x0 + x1) / 2);
    if (line === null) continue;
    const capitals = isCapitals(textOf(tokensIn(line)));
    if (titles.length > 0 && !capitals) break;
    if (capitals) titles.unshift(line);
  }
  return titles;
}

/** What a seal or a pen left of a name ("n Phúc Bảo Thạch"): two words of a name at least, below the last title. */
function restOfName(layout: Layout): SignerName | null {
  for (const start of signerTitles(layout).reverse()) {
    const around = spanOf(tokensIn(start));
    for (const row of layout.rows.slice(start.row.index + 1, start.row.index + 12)) {
      const below = near(row, start.row.page, (around.x0 + around.x1) / 2);
      const tokens = below === null ? [] : tokensIn(below).filter((token) => token.folded !== '');
      const rest = tokens.slice(1 + tokens.findLastIndex((token) => !NAME_WORD.test(token.text)));
      const [first = '', second = ''] = rest.map(({ text }) => text.toLowerCase());
      // "Thị Thanh Yến" lost its family name, "Thị xã" and "Thị trấn" are units
      const word = UNIT_WORDS.has(first) && (first !== 'thị' || /^(?:xã|trấn)$/u.test(second));
      if (rest.length >= 2 && rest.length <= 5 && tokens.length - rest.length <= 2 && !word)
        return { tokens: rest, page: row.page, clean: false, cut: true };
    }
  }
  return null;
}

const NAME_WORD = /^\p{Lu}\p{Ll}+$/u;

/** No title was read above it, or none with a name below: a name standing by itself in the lower right of a page. */
function nameAlone(layout: Layout, title: Segment | undefined): SignerName | null {
  const from = Math.max(Math.floor(0.6 * layout.rows.length), (title?.row.index ?? -1) + 1);
  for (const row of layout.rows.slice(from).reverse()) {
    const page = layout.pages[row.page];
    for (const segment of segments(row, 2.5)) {
      const tokens = tokensIn(segment);
      const right = (spanOf(tokens).x0 + spanOf(tokens).x1) / 2 > 0.5 * (page?.widthPx ?? 0);
      if (right && isName(tokens)) return { tokens, page: row.page, clean: false };
    }
  }
  return null;
}

/**
 * Where a signer's name must stand: 50 mm below the last signer's title, 50 mm to both sides of its middle; in the lower
 * right quarter when no title was read. Seals and signatures lie over it.
 */
export function signatureRegion(
  layout: Layout,
  dpi: (page: number) => number,
): { readonly page: number; readonly box: BoxPx } | null {
  const mm = (page: number): number => dpi(page) / 25.4;
  const starts = signerTitles(layout);
  const last = starts.at(-1);
  const page = last?.row.page ?? layout.rows.at(-1)?.page;
  const size = page === undefined ? undefined : layout.pages[page];
  if (page === undefined || size === undefined) return null;
  const reach = 50 * mm(page);
  if (last !== undefined) {
    const { x0, x1 } = spanOf(tokensIn(last));
    const top = last.row.box.y1 - 0.2 * last.row.heightPx;
    const centre = (x0 + x1) / 2;
    return { page, box: inside(size, { x0: centre - reach, y0: top, x1: centre + reach, y1: top + reach }) };
  }
  const body = layout.rows.filter(
    (row) => row.page === page && row.box.x1 - row.box.x0 > 0.6 * (size.right - size.left),
  );
  const top = body.at(-1)?.box.y1 ?? 0.5 * size.heightPx;
  return { page, box: inside(size, { x0: 0.45 * size.widthPx, y0: top, x1: size.right, y1: top + 1.8 * reach }) };
}

const inside = (size: { readonly widthPx: number; readonly heightPx: number }, one: BoxPx): BoxPx => ({
  x0: Math.round(Math.max(0, one.x0)),
  y0: Math.round(Math.max(0, one.y0)),
  x1: Math.round(Math.min(size.widthPx, one.x1)),
  y1: Math.round(Math.min(size.heightPx, one.y1)),
});

function blockBelow(layout: Layout, start: Segment): SignatureBlock {
  const around = spanOf(tokensIn(start));
  const centre = (around.x0 + around.x1) / 2;
  const titles: Segment[] = [start];
  // Titles above: TM. ỦY BAN NHÂN DÂN over CHỦ TỊCH.
  for (let index = start.row.index - 1; index >= start.row.index - 3; index--) {
    const above = near(layout.rows[index], start.row.page, centre);
    // a line of who receives a copy may stand between two of them, in a row of its own
    if (above === null) continue;
    const below = titles[0] ?? start;
    const apart = below.row.box.y0 - above.row.box.y1 > 2.5 * below.row.heightPx;
    if (apart || !isCapitals(textOf(tokensIn(above)))) break;
    titles.unshift(above);
  }
  for (const row of layout.rows.slice(start.row.index + 1, start.row.index + 12)) {
    const segment = near(row, start.row.page, centre);
    if (segment === null) continue;
    if (titles.at(-1) === start && isMisreadTitle(segment, start)) {
      titles.push(segment);
      continue;
    }
    const name = nameIn(tokensIn(segment));
    const above = titles.at(-1) ?? start;
    if (name !== null)
      return { titles, name: { ...name, clean: name.clean && onOneAxis(name.tokens, above), page: row.page } };
  }
  return { titles, name: null };
}

/** "TUQ. CHỦ TỊCH" over "XNÒNG VĂN HÓA": capitals right below a line that says for whom somebody signs are who does, however read. */
function isMisreadTitle(segment: Segment, above: Segment): boolean {
  const tokens = tokensIn(segment);
  const close = segment.row.box.y0 - above.row.box.y1 < above.row.heightPx;
  return close && STANDS.test(foldedText(above)) && tokens.length >= 2 && isCapitals(textOf(tokens)) && !isName(tokens);
}

/** For whom somebody signs: by order, by proxy, by authority; of `KT.` a letter may be lost. */
const STANDS = /^(?:kt|tl|tuq|[kt](?=chutich|giamdoc|cuctruong|truong))/;

/**
 * Lines of a signature block stand on one axis: on drawn papers 98 of 100 whole names within a twentieth of a letter's height
 * of their title's, all that had lost a word farther than six tenths.
 */
const OFF_AXIS = 0.6;
export function onOneAxis(tokens: readonly Token[], line: Segment): boolean {
  const [a, b] = [spanOf(tokens), spanOf(tokensIn(line))];
  return Math.abs((a.x0 + a.x1) / 2 - (b.x0 + b.x1) / 2) < OFF_AXIS * line.row.heightPx;
}

/** The words that are a name, though traces of a seal or a signature stand before or after them. */
function nameIn(tokens: readonly Token[]): Omit<SignerName, 'page'> | null {
  if (isName(tokens)) return { tokens, clean: true };
  for (let from = 0; from < tokens.length - 1; from++)
    for (let to = tokens.length; to >= from + 2; to--) {
      const part = tokens.slice(from, to);
      if (part.length < 2 || !isName(part) || isCapitals(textOf(part))) continue;
      // "n Phúc Bảo Thạch": a word of a name before what may be a family name is the name's, whose beginning is lost
      let start = from;
      while (start > 0 && isNameWord(tokens[start - 1])) start -= 1;
      return { tokens: tokens.slice(start, to), clean: false, ...(start < from && { cut: true }) };
    }
  return null;
}

const isNameWord = (token: Token | undefined): boolean =>
  token !== undefined &&
  NAME_WORD.test(token.text) &&
  token.folded.length > 1 &&
  unknownNameWords(`Nguyễn ${token.text}`) === 0;

function near(row: Row | undefined, page: number, centre: number): Segment | null {
  if (row === undefined || row.page !== page) return null;
  return (
    segments(row, 2.5).find((segment) => {
      const { x0, x1 } = spanOf(tokensIn(segment));
      return Math.abs((x0 + x1) / 2 - centre) < Math.max(0.5 * (x1 - x0), 8 * row.heightPx);
    }) ?? null
  );
}

const foldedText = (segment: Segment): string =>
  tokensIn(segment)
    .map((token) => token.folded)
    .join('');

const foldedSurnames = new Set(surnames.map(folded));

/** First words of units, with their marks: "PHƯỜNG HÒA LỢI" is nobody's name, "PHƯƠNG" could be. */
const UNIT_WORDS = new Set('xã phường tỉnh huyện quận thị thành đặc phố phòng tư trưởng chủ sở đông tây'.split(' '));

function isName(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => token.folded !== '');
  return (
    words.length >= 2 &&
    words.length <= 6 &&
    words.every((token) => /^\p{Lu}[\p{L}'’-]*[,.]?$/u.test(token.text)) &&
    foldedSurnames.has(words[0]?.folded ?? '') &&
    !UNIT_WORDS.has(words[0]?.text.toLowerCase() ?? '') &&
    !SIGNER_TITLE.test(foldedOf(words)) &&
    misreadTitle(textOf(words)) === null
  );
}
