import type { DocumentType } from '../domain/document-types/document-type.ts';
import type { Found } from './found.ts';
import { type Layout, onOneLeaf, type Token } from './page-layout.ts';
import { kindRules } from './readers/by-kind.ts';

/** Words between a number and the bracket behind it ("đồng", "đồng chẵn", "m²"), at most. */
const UNIT = 3;
/** Words of a number in brackets, at most. */
const MOST_WORDS = 30;

/** "300.000.000 đồng (Ba trăm triệu đồng)": what is said again in words, in brackets behind the digits, without a label of its own. */
export function wordsInBrackets(
  layout: Layout,
  { fields }: DocumentType,
  found: ReadonlyMap<string, Found>,
): ReadonlyMap<string, Found> {
  const out = new Map<string, Found>();
  for (const field of fields) {
    const digits = found.get(field.name.replace(/_in_words$/, ''));
    const isNumber = field.kind === 'money_in_words' || field.kind === 'number_in_words';
    if (!isNumber || found.has(field.name) || digits === undefined) continue;
    const last = digits.reading.tokens.at(-1);
    const words = last === undefined ? [] : bracketBehind(layout, last);
    const reading = kindRules[field.kind].read(words);
    if (reading !== null) out.set(field.name, { ...digits, reading, label: 0.9, detached: false });
  }
  return out;
}

/** What stands in the bracket behind a word, which may end on the next line; nothing when none does. */
function bracketBehind(layout: Layout, last: Token): readonly Token[] {
  const row = layout.rows.find(({ tokens }) => tokens.some(({ box }) => box === last.box));
  if (row === undefined) return [];
  const next = layout.rows[row.index + 1];
  const at = row.tokens.findIndex(({ box }) => box === last.box) + 1;
  const tokens = [...row.tokens.slice(at), ...(next !== undefined && onOneLeaf(next, row) ? next.tokens : [])];
  const from = tokens.slice(0, UNIT + 1).findIndex(({ text }) => /^\(\p{L}/u.test(text));
  const to = tokens.findIndex(({ text }, index) => index >= from && /\)[.;,]?$/u.test(text));
  if (from === -1 || to === -1 || to - from > MOST_WORDS) return [];
  const inside = tokens.slice(from, to + 1);
  return inside.map((token) => ({ ...token, text: token.text.replace(/^\(|\)[.;,]?$/gu, '') }));
}
