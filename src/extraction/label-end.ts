import type { Row, Token } from './page-layout.ts';

/** Words of a bracket that speaks of how to fill in, not of the value: "(ghi bằng chữ in hoa)". */
const NOTE = /^(?:ghi|viet|neu|bang|ky|in|theo|doi|va)$/;
/** The mark of a footnote, at a word or by itself. */
const FOOTNOTE = /\(\d{1,2}\)/g;
/** Between the cells of a table there is a gap as wide at least, in letter heights; between words of a line there is not. */
export const CELL_GAP = 1.4;
/** A longer note, or a longer end of a label, is none. */
const MOST_WORDS = 10;

/**
 * Where the words of a label end, when only its beginning was known: after a note in brackets ("(1)", "(Full name)", "(ghi
 * bằng chữ in hoa)") and after words that go on up to a colon ("Nơi thường trú/tạm trú:", "Quan hệ với người được cấp …:").
 * A value begins with a capital, a digit or behind a gap, so it is never taken for such words. Index of the first token
 * that is no label; `to` when the label is all there is.
 */
export function labelEnd(row: Row, to: number): number {
  const { tokens } = row;
  if (ends(tokens[to - 1])) return footnoteEnd(tokens, to);
  if (begins(tokens[to])) return tokens[to]?.text === ':' ? footnoteEnd(tokens, to + 1) : to;
  if (SHORT.test(tokens[to]?.text ?? '')) return to + 1;
  // two notes may follow: "Nơi cư trú (Residence) (3):"
  const afterNote = noteEnd(row, noteEnd(row, to));
  if (afterNote > to && tokens[afterNote]?.text === ':') return afterNote + 1;
  if (afterNote > to && (ends(tokens[afterNote - 1]) || begins(tokens[afterNote]))) return afterNote;
  const colon = smallWordsToColon(row, afterNote) ?? englishToColon(row, to);
  if (colon !== null) return footnoteEnd(tokens, colon);
  for (let at = afterNote; at < Math.min(afterNote + MOST_WORDS, tokens.length); at++) {
    const [before, token] = [tokens[at - 1], tokens[at]];
    if (token === undefined || before === undefined) break;
    const gap = (token.box.x0 - before.box.x1) / row.heightPx;
    // the cell of a table ends it as a colon does
    if (gap > CELL_GAP && at > afterNote) return at;
    if (gap > 1.2) break;
    if (
      (at === afterNote && !beginsRest(token, tokens[at + 1])) ||
      /[\d,;.]/.test(token.text.replace(FOOTNOTE, '').replace(/\.:$/, ':'))
    )
      break;
    if (ends(token)) return footnoteEnd(tokens, at + 1);
  }
  return afterNote;
}

/** Small words of a long label up to its colon, commas between them: no value is written so. */
const LONGEST = 24;

/** "Quan hệ với người được thay đổi, cải chính, bổ sung thông tin hộ tịch:": index behind its colon; null when a value comes first. */
function smallWordsToColon({ tokens, heightPx }: Row, from: number): number | null {
  for (let at = from; at < Math.min(from + LONGEST, tokens.length); at++) {
    const [before, token] = [tokens[at - 1], tokens[at]];
    if (token === undefined || (before && token.box.x0 - before.box.x1 > 1.2 * heightPx)) return null;
    if (!/^\p{Ll}[\p{L}/]*[,:]?$/u.test(token.text)) return null;
    // a sentence that goes on to whose data follow: "Đề nghị cơ quan … cho người có tên dưới đây:"
    if (token.folded === 'nguoi' && before?.folded === 'cho') return null;
    if (ends(token)) return at + 1;
  }
  return null;
}

/** "Số CCCD/ID No.:": index behind the colon of the second language, which has none of our marks; null without one. */
function englishToColon({ tokens }: Row, to: number): number | null {
  if (!/\/\p{L}+$/u.test(tokens[to - 1]?.text ?? '')) return null;
  const words = tokens.slice(to, to + MOST_WORDS);
  const at = words.findIndex(({ text }) => !/^[A-Za-z'.]+$/.test(text));
  return at !== -1 && /^[A-Za-z'.]+:$/.test(words[at]?.text ?? '') ? to + at + 1 : null;
}

/** What a label goes on with: small letters, or a name of a paper ("… cấp bản sao Trích lục hộ tịch:"), which no value is. */
const beginsRest = (token: Token, next: Token | undefined): boolean =>
  /^\p{Ll}/u.test(token.text) ||
  (/^\p{Lu}\p{Ll}+$/u.test(token.text) &&
    /^\p{Ll}+$/u.test(next?.text ?? '') &&
    /^(?:giay|trich|ban|to|so)$/.test(token.folded));

/** "Nơi cư trú: (2) Thôn 3": the footnote's mark behind the colon, unless it is the first of a list. */
const footnoteEnd = (tokens: readonly Token[], to: number): number =>
  /^\(\d{1,2}\)[:.]?$/.test(tokens[to]?.text ?? '') && !tokens.slice(to + 1).some(({ text }) => /^\(\d/.test(text))
    ? to + 1
    : to;

/** The mark of a footnote behind a note, before the colon. */
const FOOTNOTE_NEXT = /^\(\d{1,2}\):?$/;

/** What a label goes on to in capitals: "Số phát hành GCN:". */
const SHORT = /^\p{Lu}{2,6}:$/u;

const ends = (token: Token | undefined): boolean => token?.text.endsWith(':') === true;
const begins = (token: Token | undefined): boolean => token?.text.startsWith(':') === true;

/** Index behind a bracket that stands right after the label and is a part of it; `from` when there is none. */
function noteEnd({ tokens, heightPx }: Row, from: number): number {
  if (!tokens[from]?.text.startsWith('(')) return from;
  for (let at = from; at < Math.min(from + MOST_WORDS, tokens.length); at++) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    const apart = next !== undefined && next.box.x0 - (token?.box.x1 ?? 0) > CELL_GAP * heightPx;
    // a note that goes on below in its cell
    if (apart && !token?.text.includes(')') && NOTE.test(tokens[from]?.folded ?? '')) return at + 1;
    if (!token?.text.includes(')')) continue;
    const inside = tokens.slice(from, at + 1);
    const closed = ends(tokens[at]) || begins(tokens[at + 1]) || FOOTNOTE_NEXT.test(tokens[at + 1]?.text ?? '');
    const footnote = inside.every((token) => /^[\d*]*$/.test(token.folded));
    return closed || apart || footnote || NOTE.test(tokens[from]?.folded ?? '') ? at + 1 : from;
  }
  return from;
}
