import type { DocumentType, FieldKind, FieldSpec } from '../domain/document-types/document-type.ts';
import { astray } from './bounds.ts';
import type { Found } from './found.ts';
import type { LabelMatch } from './fuzzy.ts';
import type { Layout } from './page-layout.ts';
import type { Region } from './sections.ts';
import { isShared } from './sections.ts';

/** Two persons of one paper have no such value in common: the same one twice is one cell read for both. */
const OWN: ReadonlySet<FieldKind> = new Set([
  'person_name',
  'date',
  'personal_id',
  'identity_number',
  'old_id',
  'digits12',
]);
/** Words with more letter heights between them stand in two cells. */
const CELL_GAP = 1.3;

/**
 * Values of two persons side by side ("label | VỢ | CHỒNG") whose columns cannot be told apart on their row: one took words of
 * the other, one has none beside a label that stands for both, both say what no two persons share, or the other person has no
 * column at all and something stands beside the value. Which of them is whose is then for a person to say.
 */
export function columnDoubts(
  layout: Layout,
  labels: readonly LabelMatch[],
  type: DocumentType,
  regions: ReadonlyMap<string, Region>,
  printed: ReadonlyMap<string, Found>,
): Map<string, Found> {
  const out = new Map<string, Found>();
  for (const [field, other] of pairsOf(type)) {
    const [found, beside] = [printed.get(field.name), printed.get(other.name)];
    if (found === undefined) continue;
    const [own, next] = [regions.get(field.section ?? ''), regions.get(other.section ?? '')];
    const mixed =
      (beside !== undefined && sharesWords(found, beside)) ||
      (beside !== undefined && OWN.has(field.kind) && beside.reading.value === found.reading.value) ||
      (beside === undefined && own?.cells !== undefined && isOfBoth(labels, found, own)) ||
      (next?.cells === undefined && own?.cells === undefined && hasNeighbour(layout, labels, found));
    if (mixed) out.set(field.name, doubted(found));
  }
  return out;
}

/** Fields that ask the same of two persons whose sections may stand side by side, either way round. */
function pairsOf({ fields, sections = [] }: DocumentType): readonly (readonly [FieldSpec, FieldSpec])[] {
  const columns = new Set(sections.filter(({ column }) => column === 'auto').map(({ id }) => id));
  return fields.flatMap((field) =>
    fields
      .filter(
        (other) =>
          other.section !== field.section &&
          columns.has(field.section ?? '') &&
          columns.has(other.section ?? '') &&
          other.kind === field.kind &&
          other.labels[0] === field.labels[0],
      )
      .map((other) => [field, other] as const),
  );
}

const sharesWords = (a: Found, b: Found): boolean =>
  a.reading.tokens.some(({ box }) => b.reading.tokens.some((token) => token.box === box));

/** Whether the row of a value begins with a label left of all columns, which stands for each of them. */
const isOfBoth = (labels: readonly LabelMatch[], { reading: { tokens } }: Found, region: Region): boolean =>
  labels.some((label) => isShared(label, region) && label.row.tokens.some((token) => token.box === tokens[0]?.box));

/** Whether words in a cell of their own, which no label explains, stand to the right of a value. */
function hasNeighbour(layout: Layout, labels: readonly LabelMatch[], { reading: { tokens } }: Found): boolean {
  const mine = new Set(tokens.map(({ box }) => box));
  const row = layout.rows.find((one) => one.tokens.some(({ box }) => mine.has(box)));
  if (row === undefined) return false;
  const last = row.tokens.findLastIndex(({ box }) => mine.has(box));
  const [end, next] = [row.tokens[last], row.tokens.slice(last + 1).find((token) => token.folded.length > 1)];
  if (end === undefined || next === undefined) return false;
  const at = row.tokens.indexOf(next);
  const explained = labels.some((label) => label.row === row && label.to > last + 1 && label.from <= at);
  return !explained && next.box.x0 - end.box.x1 > CELL_GAP * row.heightPx;
}

const doubted = (found: Found): Found => ({
  ...found,
  reading: {
    ...found.reading,
    quality: Math.min(found.reading.quality, 0.4),
    remarks: [...new Set([...found.reading.remarks, astray])],
  },
});
