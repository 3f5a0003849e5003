import { type FieldResult, type Rates, rates, reliability } from './score.ts';

/** One paper as it was classified. */
export interface PaperResult {
  /** `secret` for a paper with a secrecy mark, otherwise the true type. */
  readonly truth: string;
  /** Type found, `unknown`, or `secret` when a secrecy mark was seen. */
  readonly got: string;
  /** The paper says the words of secrecy without a mark. */
  readonly saysSecrecy: boolean;
}

/** Papers that lie in one file. */
export interface BundleResult {
  readonly papers: number;
  /** Found with exactly their pages. */
  readonly whole: number;
  /** And with their type. */
  readonly typed: number;
}

export interface Measured {
  readonly split: string;
  readonly fields: readonly FieldResult[];
  readonly papers: readonly PaperResult[];
  readonly bundles: readonly BundleResult[];
  readonly pages: number;
  /** After recognition, a page: type, fields and checks; decoding of codes; lines read again and their time. */
  readonly msAPage: number;
  readonly codesMsAPage: number;
  readonly linesAgainAPage: number;
  readonly againMsAPage: number;
}

/** `Rates`, and how many of the accepted values are right. */
export interface Row extends Rates {
  readonly acceptedRight: number;
}

export const identifierKinds: readonly string[] = [
  'personal_id',
  'identity_number',
  'tax_code',
  'business_code',
  'old_id',
  'digits12',
];

const at300 = (result: FieldResult): boolean => result.capture.startsWith('scan-300');

export function rowOf(results: readonly FieldResult[]): Row {
  const found = rates(results);
  const accepted = results.filter((result) => result.status === 'accepted').length;
  return { ...found, acceptedRight: accepted === 0 ? 1 : 1 - found.wrongAccepted / accepted };
}

function grouped(results: readonly FieldResult[], key: (result: FieldResult) => string): Readonly<Record<string, Row>> {
  const names = [...new Set(results.map(key))].sort();
  return Object.fromEntries(names.map((name) => [name, rowOf(results.filter((result) => key(result) === name))]));
}

/** How often each type was taken for which: `{ truth: { got: count } }`. */
function confusion(papers: readonly PaperResult[]): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const out: Record<string, Record<string, number>> = {};
  for (const { truth, got } of papers) {
    out[truth] ??= {};
    out[truth][got] = (out[truth][got] ?? 0) + 1;
  }
  return out;
}

/** All that the bench tells, as data; it names no single paper. */
export function summarise(measured: Measured) {
  const { fields, papers, bundles } = measured;
  const scans = fields.filter(at300);
  const identifiers = fields.filter((result) => identifierKinds.includes(result.kind));
  const all = rowOf(fields);
  const plain = papers.filter(({ truth }) => truth !== 'secret');
  const sum = (pick: (bundle: BundleResult) => number): number => bundles.reduce((total, one) => total + pick(one), 0);
  return {
    split: measured.split,
    papers: papers.length,
    pages: measured.pages,
    aims: {
      requiredExactAt300Dpi: { value: rowOf(scans).requiredExact, of: rowOf(scans).required, aim: 0.97 },
      acceptedRight: { value: all.acceptedRight, wrong: all.wrongAccepted, aim: 0.995 },
      acceptedRightAt300Dpi: { value: rowOf(scans).acceptedRight, wrong: rowOf(scans).wrongAccepted, aim: 0.995 },
      identifiersAcceptedWrong: { value: rowOf(identifiers).wrongAccepted, aim: 0 },
      msAPage: { value: measured.msAPage, aim: 50 },
    },
    classification: {
      right: papers.filter(({ truth, got }) => truth === got).length,
      of: papers.length,
      confusion: confusion(papers),
    },
    secrecy: {
      marks: papers.length - plain.length,
      missed: papers.filter(({ truth, got }) => truth === 'secret' && got !== 'secret').length,
      falseAlarms: plain.filter(({ got }) => got === 'secret').length,
      falseAlarmsOnPapersThatSayTheWords: plain.filter(({ got, saysSecrecy }) => saysSecrecy && got === 'secret')
        .length,
    },
    bundles: {
      files: bundles.length,
      papers: sum((one) => one.papers),
      pagesRight: sum((one) => one.whole),
      pagesAndTypeRight: sum((one) => one.typed),
    },
    codesMsAPage: measured.codesMsAPage,
    linesAgainAPage: measured.linesAgainAPage,
    againMsAPage: measured.againMsAPage,
    all,
    byCapture: grouped(fields, (result) => result.capture),
    byFont: grouped(fields, (result) => result.font),
    byType: grouped(fields, (result) => result.type),
    byTypeAt300Dpi: grouped(scans, (result) => result.type),
    byKind: grouped(fields, (result) => result.kind),
    byField: grouped(fields, (result) => `${result.type}.${result.field}`),
    reliability: reliability(fields),
  };
}
