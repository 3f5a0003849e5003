import { vietnamTime } from '../domain/clock.ts';
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

/** How the values of one type, or of one month, fared. */
interface Fared {
  /** Values taken without a hand · put before a person. */
  readonly accepted: number;
  readonly review: number;
  /** Decided by officers, and of these what did not stand as read: corrected, entered, or taken out. */
  readonly decided: number;
  readonly changed: number;
  readonly acceptedWrong: number;
}

export interface TypeQuality extends Fared {
  readonly documentType: string;
  readonly typeName: Text;
}

/** One version of a type, read by one reader: a change of either is seen as a row of its own. */
export interface VersionQuality extends Fared {
  readonly documentType: string;
  readonly typeName: Text;
  /** Null where it was read before versions were kept. */
  readonly typeVersion: number | null;
  readonly reader: string | null;
  /** Day of the first reading (`2026-11-22`, Vietnam). */
  readonly since: string;
  readonly papers: number;
}

export interface MonthQuality extends Fared {
  /** `2026-11`, in Vietnam. */
  readonly month: string;
}

export interface QualityReport {
  readonly from: string | null;
  readonly to: string | null;
  readonly papersByType: readonly (TypeQuality & { readonly papers: number })[];
  /** Of types whose version or reader changed in the time: each by itself. */
  readonly versions: readonly VersionQuality[];
  /** The last six months that have something, oldest first; within the period when one is given. */
  readonly months: readonly MonthQuality[];
  readonly total: Omit<FieldQuality, 'documentType' | 'typeName' | 'field' | 'label' | 'papers'> & {
    readonly fields: number;
    /** Decided values that did not stand as read. */
    readonly changed: number;
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
    changed: fared(outcomes).changed,
  };
  const decided = total.confirmed + total.corrected + total.entered + total.absent;
  return {
    from: period.from?.toISOString() ?? null,
    to: period.to?.toISOString() ?? null,
    papersByType: [...Map.groupBy(fields, (row) => row.documentType)]
      .map(([documentType, rows]) => ({
        documentType,
        typeName: typeName(app, documentType),
        papers: Math.max(...rows.map((row) => row.papers)),
        ...fared(outcomes.filter((row) => row.documentType === documentType)),
      }))
      .toSorted((a, b) => b.changed + b.acceptedWrong - (a.changed + a.acceptedWrong) || b.papers - a.papers),
    versions: versions(app, outcomes),
    months: await months(app, period),
    total: {
      ...total,
      acceptance: share(total.accepted, total.accepted + total.review),
      correction: share(total.changed, decided),
    },
    fields,
    reliability: reliability(outcomes),
    open: await app.database.reviews.countOpen(),
  };
}

/** Types of which more than one version, or more than one reader, is in the time, oldest first: did the change help? */
function versions(app: App, outcomes: readonly FieldOutcomeCount[]): readonly VersionQuality[] {
  const groups = [
    ...Map.groupBy(outcomes, ({ documentType, typeVersion, reader }) =>
      JSON.stringify([documentType, typeVersion, reader]),
    ).values(),
  ].map((rows): VersionQuality => {
    const [first] = rows;
    const { documentType = 'unknown', typeVersion = null, reader = null } = first ?? {};
    const papers = [...Map.groupBy(rows, ({ field }) => field).values()].map((some) =>
      some.reduce((sum, { count }) => sum + count, 0),
    );
    const since = new Date(Math.min(...rows.map((row) => row.since.getTime())));
    return {
      documentType,
      typeName: typeName(app, documentType),
      typeVersion,
      reader,
      since: vietnamTime(since).slice(0, 10),
      papers: Math.max(...papers),
      ...fared(rows),
    };
  });
  const several = Map.groupBy(groups, ({ documentType }) => documentType);
  return groups
    .filter(({ documentType }) => (several.get(documentType)?.length ?? 0) > 1)
    .toSorted((a, b) => a.documentType.localeCompare(b.documentType) || a.since.localeCompare(b.since));
}

const MONTHS = 6;
const VIETNAM = '+07:00';

/** Month by month, up to the end of the period or now. */
async function months(
  app: App,
  { from, to }: { readonly from?: Date; readonly to?: Date },
): Promise<readonly MonthQuality[]> {
  const last = vietnamTime(to === undefined ? app.clock.now() : new Date(to.getTime() - 1));
  const [year, month] = [Number(last.slice(0, 4)), Number(last.slice(5, 7))];
  const nameOf = (back: number): string => {
    const at = year * 12 + month - 1 - back;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  };
  const startOf = (name: string): Date => new Date(`${name}-01T00:00:00${VIETNAM}`);
  const rows: MonthQuality[] = [];
  for (let back = MONTHS - 1; back >= 0; back--) {
    const name = nameOf(back);
    const [start, end] = [startOf(name), startOf(nameOf(back - 1))];
    const within = {
      from: from !== undefined && from > start ? from : start,
      to: to !== undefined && to < end ? to : end,
    };
    if (within.from >= within.to) continue;
    const outcomes = await app.database.fields.outcomes(within);
    if (outcomes.length > 0) rows.push({ month: name, ...fared(outcomes) });
  }
  return rows;
}

function fared(rows: readonly FieldOutcomeCount[]): Fared {
  const count = (is: (row: FieldOutcomeCount) => boolean): number =>
    rows.filter(is).reduce((total, row) => total + row.count, 0);
  return {
    accepted: count(({ status }) => status === 'accepted'),
    review: count(({ status }) => status === 'review'),
    decided: count(({ action }) => action !== null),
    changed: count(({ asRead }) => asRead === false),
    acceptedWrong: count(({ status, asRead }) => status === 'accepted' && asRead === false),
  };
}

/** Of fewer, a share in percent would say more than is known. */
export const FEW = 30;

/** A share as people should read it: `84.2 %`, of few `5 / 7`, of none `—`. */
export const shareText = (part: number, whole: number): string =>
  whole === 0 ? '—' : whole < FEW ? `${part} / ${whole}` : `${((100 * part) / whole).toFixed(1)} %`;

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
