import { type Text, text } from '../domain/text.ts';
import type { FieldOutcomeCount } from '../pipeline/ports/fields.ts';
import type { App } from './app.ts';
import { typeName } from './review/tasks.ts';

/** How one field of one type fared: what the machine made of it, and what officers then found. */
export interface FieldQuality {
  readonly documentType: string;
  readonly typeName: Text;
  readonly field: string;
  readonly label: Text;
  /** Papers of this type on which the field was looked for. */
  readonly papers: number;
  /** Taken without a hand · put before a person · not found. */
  readonly accepted: number;
  readonly review: number;
  readonly notFound: number;
  /** Last decisions of officers. */
  readonly confirmed: number;
  readonly corrected: number;
  readonly entered: number;
  readonly absent: number;
  /** Accepted without a hand, and found to be wrong by an officer who looked at it all the same. */
  readonly acceptedWrong: number;
}

/** One tenth of the confidence: what was promised, and what officers found. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  /** Values of this confidence that an officer decided. */
  readonly decided: number;
  /** Mean confidence of all values in it; null when there are none. */
  readonly promised: number | null;
  /** Share of the decided ones that stood as they were read. */
  readonly right: number | null;
}

export interface QualityReport {
  readonly from: string | null;
  readonly to: string | null;
  readonly papersByType: readonly { readonly documentType: string; readonly typeName: Text; readonly papers: number }[];
  readonly total: Omit<FieldQuality, 'documentType' | 'typeName' | 'field' | 'label' | 'papers'> & {
    readonly fields: number;
    /** Share of found values taken without a hand. */
    readonly acceptance: number | null;
    /** Share of decided values that had to be corrected, entered or taken out. */
    readonly correction: number | null;
  };
  /** Worst first: most corrections and entries. */
  readonly fields: readonly FieldQuality[];
  readonly reliability: readonly ReliabilityBin[];
  /** Tasks that wait, by kind. */
  readonly open: Readonly<Record<string, number>>;
}

/** Corrections as measurements: which fields of which types fail, and whether confidence means what it says. */
export async function qualityReport(
  app: App,
  period: { readonly from?: Date; readonly to?: Date },
): Promise<QualityReport> {
  const outcomes = await app.database.fields.outcomes(period);
  const fields = [...Map.groupBy(outcomes, (row) => `${row.documentType} ${row.field}`).values()]
    .map((rows) => fieldQuality(app, rows))
    .toSorted((a, b) => failures(b) - failures(a) || b.review - a.review || b.papers - a.papers);
  const sum = (pick: (row: FieldQuality) => number): number => fields.reduce((total, row) => total + pick(row), 0);
  const total = {
    fields: sum((row) => row.papers),
    accepted: sum((row) => row.accepted),
    review: sum((row) => row.review),
    notFound: sum((row) => row.notFound),
    confirmed: sum((row) => row.confirmed),
    corrected: sum((row) => row.corrected),
    entered: sum((row) => row.entered),
    absent: sum((row) => row.absent),
    acceptedWrong: sum((row) => row.acceptedWrong),
  };
  const decided = total.confirmed + total.corrected + total.entered + total.absent;
  const types = new Map<string, number>();
  for (const { documentType, papers } of fields)
    types.set(documentType, Math.max(types.get(documentType) ?? 0, papers));
  return {
    from: period.from?.toISOString() ?? null,
    to: period.to?.toISOString() ?? null,
    papersByType: [...types].map(([documentType, papers]) => ({
      documentType,
      typeName: typeName(app, documentType),
      papers,
    })),
    total: {
      ...total,
      acceptance: share(total.accepted, total.accepted + total.review),
      correction: share(decided - total.confirmed, decided),
    },
    fields,
    reliability: reliability(outcomes),
    open: await app.database.reviews.countOpen(),
  };
}

const failures = (row: FieldQuality): number => row.corrected + row.entered + row.acceptedWrong;

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

function fieldQuality(app: App, rows: readonly FieldOutcomeCount[]): FieldQuality {
  const [first] = rows;
  const documentType = first?.documentType ?? 'unknown';
  const field = first?.field ?? '';
  const label = app.techniques.documentTypes.get(documentType)?.fields.find(({ name }) => name === field)?.label;
  const count = (is: (row: FieldOutcomeCount) => boolean): number =>
    rows.filter(is).reduce((total, row) => total + row.count, 0);
  return {
    documentType,
    typeName: typeName(app, documentType),
    field,
    label: label === undefined ? text(field, field) : text(label.vi, label.en),
    papers: count(() => true),
    accepted: count(({ status }) => status === 'accepted'),
    review: count(({ status }) => status === 'review'),
    notFound: count(({ status }) => status === 'not_found'),
    confirmed: count(({ action }) => action === 'confirmed'),
    corrected: count(({ action }) => action === 'corrected'),
    entered: count(({ action }) => action === 'entered'),
    absent: count(({ action }) => action === 'absent'),
    acceptedWrong: count(({ status, asRead }) => status === 'accepted' && asRead === false),
  };
}

/** Over values that were read (not the missing ones), in tenths of confidence. */
function reliability(outcomes: readonly FieldOutcomeCount[]): readonly ReliabilityBin[] {
  return Array.from({ length: 10 }, (_, bin) => {
    const rows = outcomes.filter((row) => row.bin === bin && row.status !== 'not_found');
    const all = rows.reduce((total, row) => total + row.count, 0);
    const decided = rows.filter(({ action }) => action !== null).reduce((total, row) => total + row.count, 0);
    const right = rows.filter(({ asRead }) => asRead === true).reduce((total, row) => total + row.count, 0);
    const confidence = rows.reduce((total, row) => total + row.confidenceSum, 0);
    return {
      from: bin / 10,
      to: (bin + 1) / 10,
      decided,
      promised: share(confidence, all),
      right: share(right, decided),
    };
  });
}
