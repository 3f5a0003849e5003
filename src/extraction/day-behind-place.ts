import type { DocumentType } from '../domain/document-types/document-type.ts';
import type { Found } from './found.ts';
import { type Layout, onOneLeaf, type Token } from './page-layout.ts';
import { readDateField } from './readers/dates.ts';

/** Words of a day in a sentence, at most: "vào ngày 25 tháng 6 năm 2026". */
const MOST_WORDS = 8;
/** What stands between a place and its day. */
const BETWEEN = /^(?:vao|hom)$/;

/**
 * "Đăng ký kết hôn tại: Ủy ban nhân dân xã Mẫu, ngày 25 tháng 6 | năm 2026.": the day of what a section tells, right behind its
 * place in one sentence, where no label of its own was found for it.
 */
export function daysBehindPlaces(
  layout: Layout,
  type: DocumentType,
  printed: ReadonlyMap<string, Found>,
): Map<string, Found> {
  const out = new Map<string, Found>();
  for (const field of type.fields) {
    const section = type.sections?.find(({ id }) => id === field.section);
    if (field.kind !== 'date' || printed.has(field.name) || section === undefined || section.of !== undefined) continue;
    if (type.fields.some((other) => other !== field && other.kind === 'date' && other.section === field.section))
      continue;
    const place = type.fields.find(({ kind, section: of }) => kind === 'authority' && of === field.section);
    const found = printed.get(place?.name ?? '');
    if (found === undefined) continue;
    const tokens = behind(layout, found.reading.tokens);
    const start = tokens.findIndex(({ folded }) => folded !== '' && !BETWEEN.test(folded));
    if (tokens[start]?.folded !== 'ngay') continue;
    const reading = readDateField(tokens.slice(start, start + MOST_WORDS));
    if (reading?.value.length === 10) out.set(field.name, { ...found, reading, detached: false });
  }
  return out;
}

/** The words right behind a value, on its line and on the next one. */
function behind(layout: Layout, tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1)?.box;
  const row = layout.rows.find((one) => one.tokens.some(({ box }) => box === last));
  if (row === undefined) return [];
  const at = row.tokens.findIndex(({ box }) => box === last);
  const next = layout.rows[row.index + 1];
  const goesOn = next !== undefined && onOneLeaf(next, row) && next.box.y0 - row.box.y1 < 1.3 * row.heightPx;
  return [...row.tokens.slice(at + 1), ...(goesOn ? next.tokens : [])].slice(0, MOST_WORDS + 2);
}
