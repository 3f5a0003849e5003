import type { DocumentType, Locator } from '../domain/document-types/document-type.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { astray } from './bounds.ts';
import { wholeNames } from './cut-names.ts';
import { distance } from './distance.ts';
import { findLabels } from './fuzzy.ts';
import { AGENCY, agencies, isUnitOverOthers, withPartedWords } from './letterhead.ts';
import { nameSyllables } from './lexicon/names.ts';
import {
  foldedOf,
  isCapitals,
  type Layout,
  lettersOf,
  type Row,
  segments,
  type Token,
  textOf,
  tokensIn,
  union,
} from './page-layout.ts';
import { readDateField } from './readers/dates.ts';
import { type Reading, reading, trimmed, warning } from './readers/reading.ts';
import { readText } from './readers/words.ts';
import { misreadTitle, onOneAxis, SIGNER_TITLE, signatureBlock, titleWithItsMarks } from './signature-block.ts';
import { withoutOrder, withoutOrderFolded } from './signing-authority.ts';

/** A reading found by its place in the layout (NĐ 30/2020 Phụ lục I: ô 2, 3, 4, 5, 7), with its page. */
export interface PlacedReading {
  readonly reading: Reading;
  readonly page: number;
  /** What the words read can only be a part of, when that is known. */
  readonly whole?: string | null;
}

interface Dateline {
  readonly place: readonly Token[];
  readonly date: Reading;
  readonly page: number;
}

/** `<địa danh>, ngày … tháng … năm …`: first of the document in administrative layout, else the last one. */
function dateline(layout: Layout, type: DocumentType): Dateline | null {
  const found: Dateline[] = [];
  for (const row of layout.rows)
    for (const segment of segments(row, 3)) {
      const tokens = tokensIn(segment);
      tokens.forEach((token, at) => {
        // "19 tháng/month 06 …": the words before the figure may be lost
        const figure =
          type.layout === 'card' && /^\d{1,2}$/.test(token.text) && tokens[at + 1]?.folded === 'thangmonth';
        if (figure && tokens[at - 1]?.folded !== 'ngaydate') {
          const date = readDateField(tokens.slice(at, at + 6));
          if (date !== null && date.value.length === 10) found.push({ place: [], date, page: row.page });
        }
        if (distance(token.folded.replace(/date$/, ''), 'ngay', 1) > 1) return;
        const behindPlace = at === 0 || /[,.]$/.test(tokens[at - 1]?.text ?? '');
        const apart = !behindPlace && type.layout === 'card' && isApart(row, tokens, at);
        if (!behindPlace && !apart) return;
        // "Ngày sinh", "Ngày, tháng, năm đăng ký" are labels
        const next = tokens.slice(at + 1).find(({ folded: word }) => word !== '' && word !== 'date');
        if (!/^[\dOoQDIlSsZzB|!]{1,2}(?!\p{L})/u.test(next?.text ?? '')) return;
        const place = apart ? [] : trimmed(tokens.slice(0, at));
        if (place.length > 8 || !isPlaceName(place)) return;
        const date = readDateField(tokens.slice(at, at + 8));
        if (date !== null && date.value.length === 10) found.push({ place, date, page: row.page });
      });
    }
  const placed = found.filter((one) => one.place.length > 0);
  const choice = placed.length > 0 ? placed : found;
  return (type.layout === 'administrative' ? choice[0] : choice.at(-1)) ?? null;
}

/** A gap between words of one line is narrower than so many letter heights. */
const WORD_GAP = 1.2;

/** Whether a card's dateline begins here though words of a column beside it stand close: by a gap, or "ngày/date", which no sentence says. */
const isApart = (row: Row, tokens: readonly Token[], at: number): boolean =>
  (tokens[at]?.box.x0 ?? 0) - (tokens[at - 1]?.box.x1 ?? 0) > WORD_GAP * row.heightPx ||
  /^ngay\/?date$/.test(tokens[at]?.folded ?? '');

/**
 * "XÃ BAO NINH" over "Bảo Ninh, ngày …": capitals lose their marks over the line above, small letters do not. The name with
 * the marks of the date's place when it is the same name and has more of them; what was read is kept.
 */
function asInDateline(agency: readonly Token[], place: readonly Token[]): readonly Token[] {
  const names = place.filter((token) => token.folded !== '');
  const from = agency.length - names.length;
  if (names.length < 2 || from < 1 || !names.every((name, at) => name.folded === agency[from + at]?.folded))
    return agency;
  return agency.map((token, at) => {
    const text = names[at - from]?.text.replace(/[,.]$/, '').toUpperCase();
    return text === undefined || marks(text) <= marks(token.text) ? token : { ...token, text, read: token.text };
  });
}

const marks = (word: string): number => word.normalize('NFD').replace(/\P{M}/gu, '').length;

/** Words of a place name begin with a capital; the word of the unit ("xã", "phường") may not. */
const isPlaceName = (tokens: readonly Token[]): boolean =>
  tokens.every((token, index) => !/\d/.test(token.text) || isNumbered(token, tokens[index - 1])) &&
  tokens.filter((token) => /^\p{Lu}/u.test(token.text)).length * 2 >= tokens.length;

/** "Phường 12", "Quận 3,". */
const isNumbered = (token: Token, before: Token | undefined): boolean =>
  /^\d{1,2},?$/.test(token.text) && /^(?:phuong|quan|xa|p|q)$/.test(before?.folded ?? '');

interface TitleSpan {
  readonly from: number;
  readonly to: number;
  readonly tokens: readonly Token[];
  readonly page: number;
}

/** The printed title: the first line that begins with one, and the lines of capitals right below it. */
function titleSpan(layout: Layout, type: DocumentType): TitleSpan | null {
  for (const row of layout.rows)
    for (const segment of segments(row, 2.5)) {
      const tokens = tokensIn(segment);
      const text = foldedOf(tokens);
      if (!isCapitals(textOf(tokens)) || !type.titles.some((title) => text.startsWith(folded(title)))) continue;
      const all = [...tokens];
      let to = row.index + 1;
      for (; to < row.index + 4; to++) {
        const next = layout.rows[to];
        const above = layout.rows[to - 1];
        if (next === undefined || above === undefined || next.page !== row.page) break;
        if (!isCapitals(textOf(next.tokens)) || next.box.y0 - above.box.y1 > 1.2 * row.heightPx) break;
        if (type.layout !== 'form') break;
        all.push(...next.tokens);
      }
      return { from: row.index, to, tokens: all, page: row.page };
    }
  return null;
}

/** Lines of a subject are centred between the margins; a paragraph begins at one, or is indented from it. */
function isCentred({ box: { x0, x1 }, left, right }: Row): boolean {
  const width = right - left;
  const off = (x0 - left - (right - x1)) / 2;
  return x0 > left + 0.03 * width && Math.abs(off) < 0.025 * width;
}

/** On a page that leans away the margins run askew: a shorter line in the middle below another is centred with it. */
const isBelowMiddle = (line: Row, above: Row): boolean =>
  line.box.x0 > above.box.x0 &&
  line.box.x1 < above.box.x1 &&
  Math.abs(line.box.x0 + line.box.x1 - above.box.x0 - above.box.x1) < line.heightPx;

/** The longest part of a row: what stands far off is a mark at the margin. */
const widest = (row: Row): readonly Token[] =>
  segments(row, 3)
    .map(tokensIn)
    .reduce((best, part) => (textOf(part).length > textOf(best).length ? part : best), []);

/** "V/v" however its stroke was read. */
const ABOUT = /^V(?:[/Il|1í]?[vV]|[vV]?W)$/u;

function aboutRow(layout: Layout): Row | undefined {
  const exact = findLabels(layout, ['V/v', 'Về việc']).find((match) => match.leads && match.score > 0.85);
  if (exact !== undefined) return exact.row;
  return layout.rows
    .slice(0, 12)
    .find((row) => ABOUT.test(row.tokens.find((token) => token.folded !== '')?.text ?? ''));
}

function summary(layout: Layout, type: DocumentType): PlacedReading | null {
  const about = aboutRow(layout);
  const title = titleSpan(layout, type);
  const start = title !== null ? layout.rows[title.to] : about;
  if (start === undefined || (title === null && about === undefined)) return null;
  const page = layout.pages[start.page];
  const left =
    title === null && about ? { x0: 0, x1: 0.55 * (page?.widthPx ?? 0) } : { x0: 0, x1: Number.POSITIVE_INFINITY };
  const all: Token[] = [];
  let above: Row | undefined;
  for (const row of layout.rows.slice(start.index, start.index + 8)) {
    const tokens = widest(row).filter((token) => token.box.x0 >= left.x0 && token.box.x0 < left.x1);
    const text = textOf(tokens);
    if (row.page !== start.page) break;
    if (tokens.length === 0) continue;
    const line = { ...row, box: union(tokens.map((token) => token.box)) };
    const goesOn = above === undefined ? /^(?:về việc|v\/v)(?!\p{L})/iu.test(text) : isBelowMiddle(line, above);
    if (title !== null && !isCentred(line) && !goesOn) break;
    if (above && row.box.y0 - above.box.y1 > 1.4 * start.heightPx) break;
    if (
      /^(căn cứ|kính gửi|nơi nhận|điều \d|số:|theo đề nghị)/iu.test(text) ||
      (isCapitals(text) && lettersOf(text).length > 3)
    )
      break;
    all.push(...tokens);
    above = line;
  }
  const outcome = readText(all);
  if (outcome === null) return null;
  const [first = '', ...words] = outcome.value.split(' ');
  const value = ABOUT.test(first.replace(/:$/, '')) || /^v\/v:?$/iu.test(first) ? words.join(' ') : outcome.value;
  return { reading: { ...outcome, value }, page: start.page };
}

const deputyUnread = warning(
  'SIGNER_DEPUTY_UNREAD',
  'Ký thay (KT.): dòng chức danh cấp phó không đọc được; hãy đối chiếu.',
  'Signed by proxy (KT.): the line of the deputy could not be read; compare it.',
);

const titleUnread = warning(
  'SIGNER_TITLE_UNREAD',
  'Dòng chức danh người ký đọc không rõ; hãy đối chiếu.',
  'The line of the signer’s title was not read clearly; compare it.',
);

const nameCut = warning(
  'SIGNER_NAME_CUT',
  'Phần đầu họ tên người ký không đọc được (có thể nằm dưới con dấu, chữ ký); hãy đối chiếu.',
  'The first part of the signer’s name could not be read (perhaps under a seal or a signature); compare it.',
);

/**
 * Who signs. "KT. CHỦ TỊCH" says for whom, the line below it who, and that is always the deputy: when its line was not read,
 * or its first word was not, the deputy is offered and no more.
 */
function signerTitle(layout: Layout, type: DocumentType): PlacedReading | null {
  const titles = (signatureBlock(layout)?.titles ?? []).filter(
    (title) => type.layout === 'form' || isCapitals(textOf(tokensIn(title))),
  );
  const title = titles.at(-1);
  if (title === undefined) return null;
  const found = placed(tokensIn(title), title.row.page);
  if (found === null) return null;
  const written = found.reading.value;
  const [, represented] =
    titles
      .map((line) => /(?:^|\P{L})(?:KT(?!\p{L})\.?|[KT]\.) ?(.+)$/u.exec(textOf(tokensIn(line))))
      .findLast(Boolean) ?? [];
  // of "KT." a letter may be lost
  const stands = /^\P{L}*(?:TM|KT|TL|TUQ|[KT]\.)(?!\p{L})/u.test(written);
  const deputy =
    represented !== undefined && !/^(?:PH[OÓ]|TH[UỨ])(?!\p{L})/u.test(written) ? [deputyOf(represented)] : [];
  const known = type.layout === 'form' || SIGNER_TITLE.test(folded(written));
  const respelled = titleWithItsMarks(written);
  const whole = !stands && deputy.length === 0 && known && respelled === null;
  // what cannot be read of a deputy's line says less than that it is the deputy's; "KT. …" is nobody's title
  const cut = written !== represented && folded(deputy[0] ?? '').endsWith(folded(written));
  const ofDeputy = !known || stands || cut;
  const likely = known ? respelled : misreadTitle(written);
  const [value = likely ?? written] = ofDeputy ? deputy : [];
  return {
    ...found,
    reading: {
      ...found.reading,
      value,
      quality: whole ? 0.7 : 0.1,
      remarks: whole ? [] : known && (respelled === null || deputy.length > 0) ? [deputyUnread] : [titleUnread],
      candidates: [...deputy, written],
    },
  };
}

const deputyOf = (title: string): string => (title === 'BỘ TRƯỞNG' ? 'THỨ TRƯỞNG' : `PHÓ ${title}`);

/** Values found by where they stand, not by a label. */
export function readPlace(layout: Layout, type: DocumentType, locator: Locator): PlacedReading | null {
  switch (locator) {
    case 'agency_header':
    case 'parent_agency_header': {
      const found = agencies(layout, type);
      const agency = locator === 'agency_header' ? found.at(-1) : found.at(-2);
      const read = placed(
        agency && asInDateline(withPartedWords(agency.tokens), dateline(layout, type)?.place ?? []),
        agency?.page,
      );
      if (read === null || locator !== 'agency_header' || !isUnitOverOthers(read.reading.value)) return read;
      return { ...read, reading: { ...read.reading, quality: 0.3, remarks: [astray] } };
    }
    case 'dateline': {
      const line = dateline(layout, type);
      return line === null ? null : { reading: line.date, page: line.page };
    }
    case 'dateline_place': {
      const line = dateline(layout, type);
      return placed(line?.place, line?.page);
    }
    case 'title': {
      const title = titleSpan(layout, type);
      return placed(title?.tokens, title?.page);
    }
    case 'summary':
      return summary(layout, type);
    case 'signer_name': {
      const name = signatureBlock(layout)?.name;
      if (!name) return null;
      const found = placed(name.tokens, name.page, name.clean ? 0.9 : name.cut ? 0.1 : 0.4);
      const cut = found !== null && (name.cut || mayBeCut(found.reading.value));
      if (!cut) return found;
      const { only, offered } = wholeNames(layout, name.tokens, found.reading.value);
      return { ...found, reading: { ...found.reading, candidates: offered, remarks: [nameCut] }, whole: only };
    }
    case 'signer_title':
      return signerTitle(layout, type);
    case 'signing_authority': {
      const titles = signatureBlock(layout)?.titles ?? [];
      const authority = titles.find((segment) => AGENCY.test(withoutOrderFolded(segment)));
      if (authority === undefined) return null;
      const lines = titles.slice(titles.indexOf(authority));
      const end = lines.findIndex(
        (segment, index) => index > 0 && SIGNER_TITLE.test(folded(textOf(tokensIn(segment)))),
      );
      const tokens = withoutOrder(
        lines.slice(0, end === -1 ? lines.length : end).flatMap((segment) => tokensIn(segment)),
      );
      const below = titles.at(-1);
      const whole = below === undefined || below === authority || onOneAxis(tokensIn(authority), below);
      return placed(tokens, authority.row.page, whole ? 0.7 : 0.3);
    }
    default:
      return null;
  }
}

/** "Hoàng Phúc": a whole name, or the last two words of one whose family name lies under the seal. */
function mayBeCut(name: string): boolean {
  const [first = '', ...others] = name.split(/\s+/);
  return others.length === 1 && nameSyllables.has(first);
}

function placed(tokens: readonly Token[] | undefined, page: number | undefined, quality = 0.7): PlacedReading | null {
  if (tokens === undefined || page === undefined || tokens.length === 0) return null;
  const outcome = readText(tokens);
  return outcome === null ? null : { reading: reading(outcome.value, outcome.tokens, quality), page };
}
