import type { DocumentType } from '../domain/document-types/document-type.ts';
import type { Found } from './found.ts';
import { foldedOf, type Token } from './page-layout.ts';
import { kindRules } from './readers/by-kind.ts';
import { warning } from './readers/reading.ts';
import { inRegion, type Region } from './sections.ts';
import type { ValueContext } from './value-area.ts';
import { untilBreak } from './value-end.ts';

/** A label that asks for a way to reach somebody, in its words or its note: "Địa chỉ liên hệ (điện thoại, fax, email...):". */
const ASKS = /dienthoai|lienhe|lienlac|sdt/;
/** The beginning of a telephone number that is no part of another number. */
const NUMBER = /^[(+]*(?:0|84)\d/;

const severalNumbers = warning(
  'CONTACT_UNSURE',
  'Sau nhãn có nhiều số; có thể là số fax hoặc số khác, hãy đối chiếu.',
  'Several numbers stand behind the label; it may be a fax or another one, compare it.',
);

/** Telephone numbers that stand behind a label of all contacts of somebody, where none has a label of its own. */
export function contactsIn(
  context: ValueContext,
  type: DocumentType,
  regions: ReadonlyMap<string, Region>,
  out: ReadonlyMap<string, Found>,
): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  for (const { name, kind, section } of type.fields) {
    const region = regions.get(section ?? '');
    if (kind !== 'phone' || out.has(name) || region === undefined) continue;
    for (const match of context.labels) {
      const { row, from, to, colon, score, owner, label } = match;
      const asks = colon && (ASKS.test(foldedOf(row.tokens.slice(from, to))) || /điện thoại/iu.test(label));
      if (!asks || owner !== undefined || !inRegion(match, region)) continue;
      const tokens = untilBreak(context, row, row.tokens.slice(to), true);
      const numbers = tokens.flatMap((token, at) => (isNumber(tokens, token, at) ? [at] : []));
      const reading = numbers[0] === undefined ? null : kindRules.phone.read(tokens.slice(numbers[0]));
      if (reading === null) continue;
      const remarks = numbers.length > 1 ? [...reading.remarks, severalNumbers] : reading.remarks;
      found.set(name, { reading: { ...reading, remarks }, page: row.page, label: score, detached: false });
      break;
    }
  }
  return found;
}

/** Whether a number begins here: groups of digits go on with the one before them. */
const isNumber = (tokens: readonly Token[], { text }: Token, at: number): boolean => {
  const before = tokens[at - 1]?.text ?? '';
  return NUMBER.test(text) && !/^[\d().+-]*\d$/.test(before);
};
