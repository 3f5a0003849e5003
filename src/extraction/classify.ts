import type { DocumentType } from '../domain/document-types/document-type.ts';
import type { DocumentTypes } from '../domain/document-types/registry.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { distance } from './distance.ts';
import { findLabels } from './fuzzy.ts';
import { foldedOf, type Layout, segments, tokensIn } from './page-layout.ts';
import { shortLabels } from './short-labels.ts';

export const UNKNOWN_TYPE = 'unknown';

export interface TypeScore {
  readonly type: string;
  readonly score: number;
  /** How well a title of the type is printed, 0 to 1. */
  readonly title: number;
}

export interface Classification {
  /** Id of the type, or `unknown` (`không_rõ`). */
  readonly type: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Best first. */
  readonly scores: readonly TypeScore[];
}

/**
 * Least score of an accepted type, and how far the second must stay behind; a paper whose title is lost under a seal is
 * accepted with less when no other type comes near. Chosen on the tuning papers of the bench.
 */
export const classificationPolicy = { least: 0.5, margin: 0.1, alone: { least: 0.42, margin: 0.25 } } as const;

/** A line that may be a title: mostly capitals, or in the upper half of its page. */
interface Line {
  readonly folded: string;
  readonly bracketed: boolean;
  /** Its first word. */
  readonly first: string;
  readonly capitals: boolean;
  readonly depth: number;
}

interface Placed extends Line {
  /** Index of its row. */
  readonly row: number;
  /** Of its letters, px. */
  readonly height: number;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

function linesOf(layout: Layout): Line[] {
  const lines = layout.rows.flatMap((row) => {
    const page = layout.pages[row.page];
    return segments(row, 2.5).map((segment) => {
      const tokens = tokensIn(segment);
      const letters = tokens
        .map((token) => token.text)
        .join('')
        .replace(/[^\p{L}]/gu, '');
      const upper = letters.replace(/[^\p{Lu}]/gu, '').length;
      return {
        folded: foldedOf(tokens),
        bracketed: tokens.some((token) => /[()]/.test(token.text)),
        first: tokens.find((token) => token.folded !== '')?.folded ?? '',
        capitals: letters.length >= 2 && upper / letters.length > 0.7,
        height: Math.max(0, ...tokens.map(({ box }) => box.y1 - box.y0)),
        y0: row.box.y0,
        y1: row.box.y1,
        depth: row.box.y0 / Math.max(1, page?.heightPx ?? 1),
        row: row.index,
        x0: tokens[0]?.box.x0 ?? 0,
        x1: tokens.at(-1)?.box.x1 ?? 0,
      };
    });
  });
  const printed = lines.filter((line) => line.capitals && line.folded !== '');
  // what says that this is the original leaves no copy but the one that a stamp makes of it
  const original = lines.some(({ folded: text }) => ORIGINAL.test(text));
  const capitals = original ? printed.filter((line) => !STAMP_OF_COPY.test(line.folded) || line.bracketed) : printed;
  // A title may run over two or three lines: join capitals that stand one under the other.
  const joined = capitals.flatMap((line, index) => {
    const out: Line[] = [];
    let text = line.folded;
    let last = line;
    let taken = 0;
    for (const next of capitals.slice(index + 1, index + 1 + CAPITALS_NEAR)) {
      if (taken === LINES_BELOW || next.row === last.row || next.x0 > last.x1 || next.x1 < last.x0) continue;
      // notes, specks and a second language stand between in lines of their own; some titles end with the note
      if (isBetween(next, line)) {
        if (!OF_ORIGINAL.test(next.folded)) out.push({ ...line, folded: text + next.folded });
        continue;
      }
      // a stamp stands where there was room, a title's own words over each other
      if (STAMP_OF_COPY.test(line.folded) && (line.x0 + line.x1 < 2 * next.x0 || line.x0 + line.x1 > 2 * next.x1))
        break;
      if (next.row - last.row > 1 && !goesOnBelow(last, next)) break;
      text += next.folded;
      last = next;
      taken += 1;
      out.push({ ...line, folded: text });
    }
    return out;
  });
  const small = lines.filter(
    (line) => !line.capitals && line.depth < SMALL_LETTERS_ABOVE && line.folded.length >= LEAST_OF_SMALL,
  );
  return [...[...capitals, ...joined].flatMap(withoutNote), ...small];
}

/** Share of a page above which a line in small letters may be a title, and letters that it has at least. */
const SMALL_LETTERS_ABOVE = 0.4;
const LEAST_OF_SMALL = 10;

/** "BẢN SAO TRÍCH LỤC KHAI SINH", "GIẤY KHAI SINH (BẢN CHÍNH)": also without the note, which is a part of some titles at their end. */
function withoutNote(line: Line): Line[] {
  const title = line.folded.replace(/bansao(?=\p{L})/u, '').replace(OF_ORIGINAL_BEHIND, '');
  return title === line.folded ? [line] : [line, { ...line, folded: title }];
}

/** The note of an original, alone and behind its title. */
const OF_ORIGINAL = /^(?:banchinh|dangkylai|caplai)/;
const OF_ORIGINAL_BEHIND = /(?<=\p{L}{8})(?:banchinh)?(?:dangkylai|caplai|banchinh)$/u;
/** What is printed on originals, or stamped on them by who certifies that a copy is true. */
const ORIGINAL =
  /^banchinh$|(?:giaykhaisinh|kethon)banchinh|chungthucbansao|dungvoibanchinh|saoybanchinh|sochungthuc|^saoy$/;
const STAMP_OF_COPY = /^(?:bansao|saoy|bansaoy)$/;

/** Lines below its first one that a title runs over, at most; capitals among which they are looked for. */
const LINES_BELOW = 5;
const CAPITALS_NEAR = 8;
/** Rows, and heights of its letters, within which a title goes on below lines that are none of it. */
const ROWS_BETWEEN = 3;
const HEIGHTS_BETWEEN = 3.5;
/** What is printed between the lines of a title: what kind of copy it is, and what for. */
const NOTE_OF_TITLE = /^(?:bansao|bansotrich|banchinh|dangkylai|caplai|banin|banphu|trichluctu|dungcho)/;
/** Specks of a seal or an ornament, much smaller than the title. */
const SMALL = 0.55;

const isBetween = (line: Placed, above: Placed): boolean =>
  NOTE_OF_TITLE.test(line.folded) || (line.folded.length < 6 && line.height < SMALL * above.height);

const goesOnBelow = (line: Placed, next: Placed): boolean =>
  next.row - line.row <= ROWS_BETWEEN && next.y0 - line.y1 < HEIGHTS_BETWEEN * line.height;

/** How well a title is printed: likeness × share of its line; forms go on after their title ("TỜ KHAI ĐĂNG KÝ …"). */
function titleScore(lines: readonly Line[], type: DocumentType, layout: Layout): number {
  let best = 0;
  const confirmed = (): boolean =>
    share(
      layout,
      type.hints.filter((hint) => !type.titles.includes(hint)),
    ) > 0;
  for (const title of type.titles) {
    const wanted = folded(title);
    // a short title differs from another in two letters: GIẤY CHỨNG TỬ, GIẤY CHỨNG NHẬN
    const limit = Math.floor(wanted.length * (wanted.length < 15 ? 0.13 : 0.2));
    for (const line of lines) {
      if (line.folded.length < wanted.length - limit) continue;
      // ĐƠN is a title, ĐỒNG NAI is a province
      if (wanted.length < SHORT_TITLE && (line.first !== wanted || !(line.folded === wanted || confirmed()))) continue;
      const head = line.folded.slice(0, wanted.length);
      const errors = Math.min(
        limit + 1,
        // in small letters a title is all that its line says
        ...(line.capitals ? [line.folded, head] : [line.folded])
          .filter((text) => endsAlike(text, wanted))
          .map((text) => distance(text, wanted, limit)),
      );
      if (errors > limit) continue;
      const coverage = Math.min(1, wanted.length / line.folded.length);
      const likeness = 1 - errors / wanted.length;
      const goesOn = type.layout === 'form' ? 1 : 0.25 + 0.75 * coverage;
      // Longer titles say more than their own beginnings.
      best = Math.max(
        best,
        likeness * goesOn * (0.9 + 0.1 * Math.min(1, wanted.length / 20)) * (line.depth < 0.6 ? 1 : 0.6),
      );
    }
  }
  return best;
}

/** "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH" is no marriage's, though most of its letters are: what tells papers apart comes last. */
const LAST_LETTERS = 6;
const endsAlike = (text: string, wanted: string): boolean =>
  distance(text.slice(-LAST_LETTERS), wanted.slice(-LAST_LETTERS), LAST_LETTERS) <=
  // "(BẢN CHÍNH)" is the contrary of "(BẢN SAO)"
  (wanted.endsWith('bansao') ? LAST_LETTERS / 3 : LAST_LETTERS / 2);

/** What somebody declares is a form: no certificate and no letter holds these words. */
const DECLARED = ['Tôi cam đoan', 'Tôi xin cam đoan', 'Chúng tôi cam đoan', 'Chúng tôi xin cam đoan', 'Người làm đơn'];
/** Titles of papers of other kinds, whose labels may be those of a known one ("HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT"). */
const OTHER_PAPER =
  /^(?:hopdong|giayuyquyen|bienban|vanban|dichuc|totrinh|baocao|kehoach|trichlucbando|trichdo|phieu(?!lylich)|giaybaotu|giaychungsinh|giaymoi|bancamket|giaybiennhan|giaytiepnhan|danhsach|donxin|dondenghi|dondangky|tokhai|camket)/;

/** Rows of a page among which its number stands. */
const HEAD_ROWS = 12;
const isSymbol = (hint: string): boolean => hint.startsWith('/');
const bears = (layout: Layout, symbol: string): boolean =>
  layout.rows.slice(0, HEAD_ROWS).some((row) => row.tokens.some((token) => token.text.includes(symbol)));

/** "^VỢ": a heading in capitals with nothing beside it, as over a column. */
const isHeading = (hint: string): boolean => hint.startsWith('^');
const heads = (layout: Layout, heading: string): boolean =>
  layout.rows.some((row) =>
    segments(row, 2.5).some(
      (part) =>
        tokensIn(part)
          .map((token) => token.text.replace(/[^\p{L}]/gu, ''))
          .join('') === heading.slice(1).replaceAll(' ', ''),
    ),
  );

/** Share of the hints that are printed ("/TLKS" is the symbol of a number, "^VỢ" the heading of a column); of a hint with several wordings ("Họ, chữ đệm, tên vợ | Họ và tên vợ") any of them. */
function share(layout: Layout, hints: readonly string[]): number {
  if (hints.length === 0) return 0;
  const wordings = hints.map((hint) => hint.split(' | '));
  const found = new Map<string, number>();
  for (const match of findLabels(
    layout,
    wordings.flat().filter((wording) => !isHeading(wording)),
  ))
    if (match.score > 0.75) found.set(match.label, Math.max(found.get(match.label) ?? 0, match.score));
  for (const { label } of shortLabels(layout, wordings.flat())) found.set(label, 1);
  for (const symbol of wordings.flat().filter(isSymbol)) if (bears(layout, symbol)) found.set(symbol, 1);
  for (const heading of wordings.flat().filter(isHeading)) if (heads(layout, heading)) found.set(heading, 1);
  const best = wordings.map((same) => Math.max(...same.map((wording) => found.get(wording) ?? 0)));
  return best.reduce((sum, score) => sum + score, 0) / hints.length;
}

/** A title of one short word begins other lines as well ("ĐƠN GIẢN HÓA THỦ TỤC …"): it needs another of the paper's words beside it. */
const SHORT_TITLE = 6;

/** A title so well printed is not lost: the labels of another type say nothing against it. */
const SURE_TITLE = 0.8;

/** Likeness of the paper to each type: title, printed words for it and against it. */
export function scoreTypes(layout: Layout, types: DocumentTypes): TypeScore[] {
  const lines = linesOf(layout);
  const declared = findLabels(layout, DECLARED).some(({ score }) => score > 0.85);
  const other = lines.some(({ folded: text, depth }) => depth < 0.5 && OTHER_PAPER.test(text));
  const titles = new Map([...types.values()].map((type) => [type, titleScore(lines, type, layout)]));
  const best = Math.max(0, ...titles.values());
  return [...titles]
    .map(([type, title]) => {
      const hints = Math.min(1, share(layout, type.hints) * 1.25);
      const side = Math.max(0, ...(type.sides ?? []).map((one) => share(layout, one.hints)));
      // the symbol of another kind of paper in its number leaves no doubt
      const foreign = type.antiHints.some((hint) => isSymbol(hint) && bears(layout, hint));
      const words = type.antiHints.filter((hint) => !isSymbol(hint));
      const elsewhere = (declared && type.layout !== 'form') || (other && title < 0.5 && type.titles.length > 0);
      const against = foreign || elsewhere ? 1 : share(layout, words);
      // A title may be lost with the stamp that covers it: nearly all of the printed words speak for the type as well.
      const lost = !other && (best < SURE_TITLE || title === best);
      const alone = type.titles.length === 0 ? 1 : hints >= 0.9 && lost ? 0.66 : 0.4;
      const positive = Math.max(0.6 * title + 0.4 * hints, alone * hints, 0.75 * side + 0.1 * hints);
      return { type: type.id, score: Math.max(0, positive - 0.35 * against), title };
    })
    .sort((a, b) => b.score - a.score);
}

/** The type of a paper, or `unknown` rather than a guess. */
export function classify(layout: Layout, types: DocumentTypes): Classification {
  const scores = scoreTypes(layout, types);
  const [first, second] = scores;
  const top = first?.score ?? 0;
  const margin = top - (second?.score ?? 0);
  const confidence = 1 / (1 + Math.exp(-(-5 + 7 * top + 12 * margin)));
  const { least, margin: ahead, alone } = classificationPolicy;
  const sure = (top >= least && margin >= ahead) || (top >= alone.least && margin >= alone.margin);
  return {
    type: sure && first ? first.type : UNKNOWN_TYPE,
    confidence: sure ? confidence : Math.min(confidence, 0.49),
    scores,
  };
}
