import { setOf } from '../../../samples/lib/papers/catalogue.ts';
import type { TemplateSet } from '../../../samples/lib/papers/common.ts';
import type { DocumentType } from '../../../src/domain/document-types/document-type.ts';
import type { ExtractedField, Extraction } from '../../../src/domain/field.ts';
import { ethnicities, nationalities } from '../../../src/extraction/lexicon/lists.ts';
import type { ReadPaper } from './read-papers.ts';

/** One field of one paper, judged. */
export interface FieldResult {
  readonly paper: string;
  readonly type: string;
  readonly capture: string;
  readonly font: string;
  readonly set: TemplateSet;
  readonly field: string;
  readonly kind: string;
  readonly required: boolean;
  readonly source: string;
  readonly expected: string | null;
  readonly got: string | null;
  readonly confidence: number;
  readonly status: ExtractedField['status'];
  readonly right: boolean;
  readonly remarks: readonly string[];
}

/** Closing punctuation, the form of an apostrophe, the dash in a people's name and the case of names are no errors (docs/document-types.md); everything else is. */
export function comparable(value: string | null, kind: string): string | null {
  if (value === null) return null;
  const text = value
    .normalize('NFC')
    .replace(/[’‘ʼ]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/^TM\. /, '')
    .replace(/: /g, ':')
    .replace(/[\s.;:,]+$/, '');
  if (kind === 'ethnicity') return text.replace(/\s*[-–]\s*/g, ' ');
  return kind === 'person_name' ? text.toLocaleUpperCase('vi') : text;
}

/** What is printed as a value has it (docs/document-types.md): papers drawn earlier have entries of lists in capitals as their truth. */
export function normalised(truth: string, kind: string): string {
  const list = kind === 'ethnicity' ? ethnicities : kind === 'nationality' ? nationalities : [];
  return list.find((entry) => entry.toLowerCase() === truth.normalize('NFC').toLowerCase()) ?? truth;
}

/**
 * Fields of a paper against its truth. Handwritten values are left out (they are reported, not read); a field that is
 * not on the paper counts only when something was read for it.
 */
export function judge(paper: ReadPaper, extraction: Extraction, type: DocumentType): FieldResult[] {
  const out: FieldResult[] = [];
  for (const spec of type.fields) {
    const truth = paper.truth.fields[spec.name];
    const field = extraction.documentType === type.id ? extraction.fields[spec.name] : undefined;
    if (truth?.handwritten) continue;
    const expected = truth === undefined ? null : normalised(truth.value, spec.kind);
    const got = field?.value ?? null;
    if (expected === null && got === null) continue;
    out.push({
      paper: paper.id,
      type: type.id,
      capture: paper.truth.capture,
      font: paper.truth.font,
      set: setOf(paper.truth.template),
      field: spec.name,
      kind: spec.kind,
      required: spec.required,
      source: field?.source ?? 'ocr',
      expected,
      got,
      confidence: field?.confidence ?? 0,
      status: field?.status ?? 'not_found',
      right: comparable(expected, spec.kind) === comparable(got, spec.kind),
      remarks: field?.remarks.map((remark) => remark.code) ?? [],
    });
  }
  return out;
}

export interface Rates {
  readonly fields: number;
  /** Exactly right among all that are printed. */
  readonly exact: number;
  readonly required: number;
  readonly requiredExact: number;
  readonly accepted: number;
  /** Wrong among the accepted. */
  readonly wrongAccepted: number;
  /** Put before a person among what was found. */
  readonly review: number;
  readonly notFound: number;
}

export function rates(results: readonly FieldResult[]): Rates {
  const printed = results.filter((result) => result.expected !== null);
  const required = printed.filter((result) => result.required);
  const accepted = results.filter((result) => result.status === 'accepted');
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
  return {
    fields: printed.length,
    exact: share(printed.filter((result) => result.right).length, printed.length),
    required: required.length,
    requiredExact: share(required.filter((result) => result.right).length, required.length),
    accepted: share(accepted.length, results.length),
    wrongAccepted: accepted.filter((result) => !result.right).length,
    review: share(results.filter((result) => result.status === 'review').length, results.length),
    notFound: printed.filter((result) => result.status === 'not_found').length,
  };
}

/** Ten bins of confidence: how often the values of a bin are right. */
export function reliability(results: readonly FieldResult[]): readonly {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly confidence: number;
  readonly right: number;
}[] {
  const edges = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0001];
  return edges.slice(0, -1).map((from, index) => {
    const to = edges[index + 1] ?? 1;
    const bin = results.filter((result) => result.got !== null && result.confidence >= from && result.confidence < to);
    const mean = (pick: (result: FieldResult) => number): number =>
      bin.length === 0 ? 0 : bin.reduce((sum, result) => sum + pick(result), 0) / bin.length;
    return {
      from,
      to: Math.min(to, 1),
      count: bin.length,
      confidence: mean((result) => result.confidence),
      right: mean((result) => (result.right ? 1 : 0)),
    };
  });
}
