import { createHash } from 'node:crypto';
import { SohoaError } from '../../domain/errors.ts';
import type { Extraction } from '../../domain/field.ts';
import type { PageText } from '../../ocr/page-text.ts';
import type { StageOf } from '../outputs.ts';

/** Fields, kept outside the signed bytes; what is not sure goes to a person (rules.md C step 5, R1.5). */
export const extract: StageOf<'extract'> = (techniques) => ({
  name: 'extract',
  version: '1',
  needs: ['intake', 'digitize', 'verify_input'],
  applies: ({ outputs }) => outputs.intake?.origin != null,
  async run({ component, dossier, blobs, outputs }) {
    const sha256 = outputs.digitize?.document ?? component.sources[0]?.sha256;
    if (sha256 === undefined) throw new SohoaError('PAPER_MISSING', { paper: component.name });
    const pdf = await blobs.get(sha256);
    const texts: readonly PageText[] =
      outputs.digitize === undefined
        ? await techniques.readText(pdf)
        : JSON.parse(new TextDecoder().decode(await blobs.get(outputs.digitize.texts)));
    const declared = component.details.paperType;
    const extraction = await techniques.extract({
      texts,
      pdf,
      paperType: typeof declared === 'string' ? declared : null,
      at: new Date(dossier.receivedAt),
    });
    if (extraction.secrecyMark !== null) throw new SohoaError('SECRET_PAPER', {});
    const fields = Object.values(extraction.fields);
    const count = (status: string): number => fields.filter((field) => field.status === status).length;
    return {
      output: {
        extraction: await blobs.put(new TextEncoder().encode(JSON.stringify(extraction))),
        documentType: extraction.documentType,
        typeConfidence: extraction.typeConfidence,
        accepted: count('accepted'),
        review: count('review'),
        notFound: count('not_found'),
        symbol: printedNumber(extraction),
        validUntil: dateOrNull(extraction),
      },
    };
  },
  async record(records, output, { component }) {
    if (output.review > 0 || output.documentType === 'unknown')
      await records.reviews.open(
        {
          id: reviewId(component.id),
          componentId: component.id,
          kind: 'fields',
          payload: { extraction: output.extraction, documentType: output.documentType },
        },
        component.updatedAt,
      );
    return {
      summary: {
        documentType: output.documentType,
        fields: { accepted: output.accepted, review: output.review, notFound: output.notFound },
        extraction: output.extraction,
      },
    };
  },
});

const reviewId = (componentId: string): string =>
  createHash('sha256').update(`fields:${componentId}`).digest('hex').slice(0, 32);

/** Số, ký hiệu by the names the document types use. */
const printedNumber = ({ fields }: Extraction): string =>
  ['number', 'enterprise_code', 'business_code', 'serial_number']
    .map((name) => fields[name]?.value ?? null)
    .find((value) => value !== null) ?? '';

function dateOrNull(extraction: Extraction): string | null {
  const value = extraction.fields.expiry_date?.value ?? null;
  return value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null;
}
