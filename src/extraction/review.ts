import type { DocumentType } from '../domain/document-types/document-type.ts';
import type { ExtractedField, Extraction, FieldDecision } from '../domain/field.ts';
import type { BoxPx } from '../domain/geometry.ts';
import { type Text, text } from '../domain/text.ts';

/** One doubtful field put before a person: what was read, what else it may be, why, and where to look. */
export interface ReviewTask {
  readonly field: string;
  readonly label: Text;
  readonly required: boolean;
  readonly value: string | null;
  readonly raw: string | null;
  readonly confidence: number;
  /** Best first; offered, never applied. */
  readonly candidates: readonly string[];
  readonly reasons: readonly Text[];
  /** An address in the units since 01/07/2025: a suggestion beside the value as printed; null when there is none. */
  readonly successor: string | null;
  /** 1-based page and the part of it to show; null when the field was not found: the whole paper is shown. */
  readonly page: number | null;
  readonly cropPx: BoxPx | null;
}

const lowConfidence = text('Đọc chưa chắc chắn.', 'Read without certainty.');
const missing = text(
  'Không tìm thấy trên giấy tờ; hãy nhập nếu có.',
  'Not found on the paper; enter it if it is there.',
);

/** Paper around the value that a person needs to read it: its label to the left and a line above and below. */
function cropAround(box: BoxPx, page: { readonly widthPx: number; readonly heightPx: number }): BoxPx {
  const height = box.y1 - box.y0;
  return {
    x0: Math.max(0, Math.round(box.x0 - 12 * height)),
    y0: Math.max(0, Math.round(box.y0 - 1.5 * height)),
    x1: Math.min(page.widthPx, Math.round(box.x1 + 4 * height)),
    y1: Math.min(page.heightPx, Math.round(box.y1 + 1.5 * height)),
  };
}

/**
 * Tasks of one extraction, required fields first, then by confidence from low to high. Fields that were not found are
 * asked for only when the type requires them.
 */
export function reviewTasks(
  extraction: Extraction,
  type: DocumentType,
  pages: readonly { readonly widthPx: number; readonly heightPx: number }[],
): ReviewTask[] {
  const tasks: ReviewTask[] = [];
  for (const spec of type.fields) {
    const field = extraction.fields[spec.name];
    if (field === undefined || field.status === 'accepted') continue;
    if (field.status === 'not_found' && !spec.required) continue;
    const page = field.page === null ? undefined : pages[field.page - 1];
    tasks.push({
      field: spec.name,
      label: spec.label,
      required: spec.required,
      value: field.value,
      raw: field.raw,
      confidence: field.confidence,
      candidates: field.candidates,
      reasons: reasonsOf(field),
      successor: field.successor ?? null,
      page: field.page,
      cropPx: field.boxPx === null || page === undefined ? null : cropAround(field.boxPx, page),
    });
  }
  return tasks.sort((a, b) => Number(b.required) - Number(a.required) || a.confidence - b.confidence);
}

function reasonsOf(field: ExtractedField): readonly Text[] {
  if (field.status === 'not_found') return [missing];
  if (field.remarks.length > 0) return field.remarks.map((remark) => text(remark.vi, remark.en));
  return [lowConfidence];
}

/** The action that a given answer means. */
export function decisionOf(
  field: string,
  before: ExtractedField | undefined,
  after: string | null,
  officer: { readonly by: string; readonly at: string },
): FieldDecision {
  const was = before?.value ?? null;
  const value = after === null ? null : after.normalize('NFC').trim();
  const action =
    value === null || value === '' ? 'absent' : was === null ? 'entered' : was === value ? 'confirmed' : 'corrected';
  return { field, action, ...officer, before: was, after: action === 'absent' ? null : value };
}

/** The extraction after officers decided: decided fields are accepted with source `manual` (confirmed ones keep theirs). */
export function applyDecisions(extraction: Extraction, decisions: readonly FieldDecision[]): Extraction {
  const fields: Record<string, ExtractedField> = { ...extraction.fields };
  for (const decision of decisions) {
    const field = fields[decision.field];
    if (field === undefined) continue;
    // Another address has other units: what was suggested for the one that was read says nothing of it.
    const { successor, ...read } = field;
    fields[decision.field] = {
      ...read,
      ...(successor !== undefined && decision.after === field.value ? { successor } : {}),
      value: decision.after,
      confidence: 1,
      source: decision.action === 'confirmed' ? field.source : 'manual',
      status: decision.action === 'absent' ? 'not_found' : 'accepted',
    };
  }
  return { ...extraction, fields };
}
