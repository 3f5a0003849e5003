import type { DocumentType } from '../../domain/document-types/document-type.ts';
import type { Extraction, FieldDecision } from '../../domain/field.ts';
import { text } from '../../domain/text.ts';
import { applyDecisions } from '../../extraction/review.ts';
import type { Outputs, StageOf } from '../outputs.ts';
import { readJson, writeJson } from '../outputs.ts';
import type { StageSettings } from '../techniques.ts';

/** Decisions of officers as the stages see them: a blob, named in the component's summary (`decisions`). */
export interface DecidedFields {
  readonly revision: number;
  readonly documentType: string;
  readonly decisions: readonly FieldDecision[];
}

/**
 * The data as they are used from here on: what was read surely, and what officers decided. A doubtful required field
 * keeps the paper from its code and the warehouse until somebody confirmed, corrected or entered it (rules.md C step 5);
 * a later decision runs this stage again and corrects the record of the stored version.
 */
export const confirm: StageOf<'confirm'> = (techniques) => ({
  name: 'confirm',
  version: '1',
  needs: ['extract'],
  applies: ({ outputs }) => outputs.extract !== undefined,
  parameters: ({ component }) => ({
    gate: techniques.settings.reviewGate,
    decisions: component.summary.decisions ?? null,
  }),
  async run({ component, outputs, blobs }) {
    const read = outputs.extract;
    if (read === undefined) throw new Error('confirm runs after extract');
    const digest = component.summary.decisions;
    const decided =
      typeof digest === 'string' ? await readJson<DecidedFields>(blobs, digest) : { revision: 0, ...nothingDecided };
    const decisions = decided.documentType === read.documentType ? decided.decisions : [];
    const type = techniques.documentTypes.get(read.documentType);

    const open = openFields(read, decisions, techniques.settings.reviewGate);
    const typeOpen = type === undefined && component.summary.paperType === undefined;
    if (techniques.settings.reviewGate !== 'none' && (typeOpen || open.length > 0))
      return { wait: { kind: 'review', slot: null, reason: reasonOf(typeOpen, open, type) } };

    const extraction = applyDecisions(await readJson<Extraction>(blobs, read.extraction), decisions);
    const fields = Object.values(extraction.fields);
    const count = (status: string): number => fields.filter((field) => field.status === status).length;
    return {
      output: {
        extraction: await writeJson(blobs, extraction),
        documentType: read.documentType,
        typeCode: type?.paperTypeCode ?? read.documentType,
        accepted: count('accepted'),
        review: count('review'),
        notFound: count('not_found'),
        symbol: printedNumber(extraction),
        validUntil: dateOrNull(extraction),
        revision: decided.revision,
      },
    };
  },
  async record(_records, output) {
    return {
      summary: {
        fields: { accepted: output.accepted, review: output.review, notFound: output.notFound },
        extraction: output.extraction,
      },
    };
  },
});

const nothingDecided = { documentType: '', decisions: [] };

/** Doubtful fields that keep the gate closed and that nobody decided yet. */
function openFields(
  read: Outputs['extract'],
  decisions: readonly FieldDecision[],
  gate: StageSettings['reviewGate'],
): readonly string[] {
  const done = new Set(decisions.map(({ field }) => field));
  return read.doubtful
    .filter(({ field, required }) => (gate === 'all' || required) && !done.has(field))
    .map(({ field }) => field);
}

function reasonOf(typeOpen: boolean, open: readonly string[], type: DocumentType | undefined) {
  if (typeOpen) return text('chưa rõ loại giấy tờ', 'the type of the paper is not known');
  const labels = open.map((field) => type?.fields.find(({ name }) => name === field)?.label ?? text(field, field));
  const shown = labels.slice(0, 4);
  const more = labels.length - shown.length;
  return text(
    `cần xác nhận ${shown.map(({ vi }) => vi).join(', ')}${more > 0 ? ` và ${more} trường khác` : ''}`,
    `to confirm: ${shown.map(({ en }) => en).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  );
}

/** Số, ký hiệu by the names the document types use. */
const printedNumber = ({ fields }: Extraction): string =>
  ['number', 'enterprise_code', 'business_code', 'serial_number']
    .map((name) => fields[name]?.value ?? null)
    .find((value) => value !== null) ?? '';

function dateOrNull(extraction: Extraction): string | null {
  const value = extraction.fields.expiry_date?.value ?? null;
  return value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null;
}
