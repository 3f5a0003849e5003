import type { Layout, Row, Token } from './row.ts';

/** The marks (Luật Bảo vệ bí mật nhà nước), the longest first; vowels and their marks are often misread in a stamp. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/^TUY[ÊEÉÈẾỆỀỂỄẸ]?TM[ẬAÂẠẤẦÀÁĂẶ]T/u, 'TUYỆT MẬT'],
  [/^T[ỐÔOÓỒÒƠỚ][I1L]M[ẬAÂẠẤẦÀÁĂẶ]T/u, 'TỐI MẬT'],
  // alone and without its dot below, MAT could be anything
  [/^M[ẬẠẶ]T(?!\p{L})/u, 'MẬT'],
];

const isCapitals = (text: string): boolean => /\p{Lu}/u.test(text) && text === text.toUpperCase();
const letters = (text: string): string => text.normalize('NFC').replace(/[^\p{L}1]/gu, '');

/**
 * A secrecy mark (MẬT, TỐI MẬT, TUYỆT MẬT) printed or stamped anywhere on the page (rules.md B, R1.1); null when there is
 * none. It stands in capitals and apart from other capitals: "BẢO MẬT THÔNG TIN", "MẬT ĐỘ" and "bí mật" are no marks.
 */
export function secrecyMark(layout: Layout): string | null {
  for (const row of layout.rows)
    for (const [at, token] of row.tokens.entries()) {
      if (!/^[MT]/u.test(letters(token.text)) || !apart(row, at, -1)) continue;
      const mark = markFrom(row, at);
      if (mark !== null) return mark;
    }
  return null;
}

/** Up to four tokens from `at` that read as a mark: stamped letters may be read apart, or with a letter of the line below. */
function markFrom(row: Row, at: number): string | null {
  let text = '';
  for (let to = at; to < Math.min(row.tokens.length, at + 4); to++) {
    const token = row.tokens[to];
    if (token === undefined) break;
    text += letters(token.text);
    const mark = MARKS.find(([pattern]) => pattern.test(text));
    if (mark === undefined) continue;
    const matched = mark[0].exec(text)?.[0] ?? '';
    const rest = text.slice(matched.length);
    if (!isCapitals(matched) || /^\p{Lu}/u.test(rest)) return null;
    return apart(row, to, 1) ? mark[1] : null;
  }
  return null;
}

/** No capitals belong to the mark on that side: nothing, a wide gap, the frame of a stamp, "Độ mật:", or small letters. */
function apart(row: Row, at: number, side: -1 | 1): boolean {
  const own = row.tokens[at];
  const other: Token | undefined = row.tokens[at + side];
  if (own === undefined || other === undefined) return true;
  if (letters(other.text) === '') return /[|[\]()¦I:]/.test(other.text) || apart(row, at + side, side);
  const gap = side === 1 ? other.box.x0 - own.box.x1 : own.box.x0 - other.box.x1;
  if (gap > 0.9 * row.heightPx || other.text.endsWith(':')) return true;
  return !isCapitals(letters(other.text)) && !(side === -1 && /^(?:bí|bảo|độ|cơ|tuyệt)$/iu.test(other.text));
}
