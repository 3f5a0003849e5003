import type { LabelMatch } from './fuzzy.ts';
import { onOneLeaf } from './page-layout.ts';
import { columnTokens, type Region } from './sections.ts';
import type { ValueContext } from './value-area.ts';
import { rightOf } from './value-end.ts';

/** Words of a label on its second line, at most. */
const SECOND_LINE = 6;

/**
 * A label that goes on to its colon on the next line ("… quản lý doanh nghiệp, hợp tác | xã(7): …"): where it ends there.
 * Its words are small letters on both lines; a value begins with a capital or a digit, or behind a colon.
 */
export function overLines(context: ValueContext, label: LabelMatch, region: Region): LabelMatch {
  const entered = overEntry(context, label, region);
  if (entered !== null) return entered;
  const { row } = label;
  const next = context.layout.rows[row.index + 1];
  if (context.card || label.colon || next === undefined || next.index >= region.toRow || !onOneLeaf(next, row))
    return label;
  const behind = columnTokens(row, region).filter((token) => row.tokens.indexOf(token) >= label.to);
  const end = row.tokens[label.to - 1];
  const alone = behind[0] === undefined || behind[0].box.x0 - (end?.box.x1 ?? 0) > 2.5 * row.heightPx;
  const rest = alone ? [] : behind;
  const last = rest.at(-1) ?? end;
  const right = Math.min(row.right, rightOf(context, row, region));
  const full = (last?.box.x1 ?? 0) >= right - 0.2 * (right - row.left);
  if (rest.some((token) => !LABEL_WORD.test(token.text)) || !(full || alone)) return label;
  const own = columnTokens(next, region);
  const [first] = own;
  if (first === undefined || next.box.y0 - row.box.y1 > 1.1 * row.heightPx) return label;
  if (first.box.x0 > (row.tokens[label.from]?.box.x0 ?? 0) + row.heightPx) return label;
  const colon = own.findIndex((token) => token.text.endsWith(':'));
  const words = own.slice(0, colon + 1);
  if (colon === -1 || !/^\p{Ll}/u.test(first.text)) return label;
  // a longer line, or one with names in it, is the rest of the label when nothing but its colon ends it
  const short = words.length <= SECOND_LINE && words.every((token) => LABEL_WORD.test(token.text));
  if (!short && !(words.length === own.length && words.every((token) => !/[\d;]/.test(token.text)))) return label;
  if (context.labels.some((match) => match.row === next && next.tokens[match.from] === first)) return label;
  const from = next.tokens.indexOf(first);
  return { ...label, row: next, from, to: from + words.length, colon: true };
}

/** Lines of "Vào sổ cấp giấy chứng nhận | quyền sử dụng đất | Số:", at most. */
const ENTRY_LINES = 3;

/** Where an entry in a register, which goes on over lines of small letters, comes to its number; null when it does not. */
function overEntry(context: ValueContext, label: LabelMatch, region: Region): LabelMatch | null {
  const { row } = label;
  const [end, beside] = [row.tokens[label.to - 1], row.tokens[label.to]];
  // another column may stand beside it
  const whole = beside === undefined || beside.box.x0 - (end?.box.x1 ?? 0) > 2.5 * row.heightPx;
  if (!/^vào sổ/iu.test(label.label) || label.colon || !whole) return null;
  let above = row;
  for (const next of context.layout.rows.slice(row.index + 1, Math.min(row.index + ENTRY_LINES, region.toRow))) {
    const own = columnTokens(next, region);
    if (!onOneLeaf(next, row) || next.box.y0 - above.box.y1 > 1.1 * row.heightPx) return null;
    const at = own.findIndex(
      ({ text }, index) => /^số:?$/iu.test(text) && (text.endsWith(':') || /\d/.test(own[index + 1]?.text ?? '')),
    );
    if (own.slice(0, at === -1 ? undefined : at).some(({ text }) => !LABEL_WORD.test(text))) return null;
    if (at !== -1) {
      const from = next.tokens.indexOf(own[0]!);
      return { ...label, row: next, from, to: from + at + 1, colon: true };
    }
    above = next;
  }
  return null;
}

/** A word inside a label: small letters, also behind a bracket or a stroke, or a note ("(7)"). */
const LABEL_WORD = /^[(/,]*(?:\p{Ll}|\d{1,2}\))/u;
