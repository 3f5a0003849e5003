import { asSohoaError, type SohoaError } from '../domain/errors.ts';
import type { ExtractedField, Extraction } from '../domain/field.ts';
import type { NamedBytes, Techniques } from '../pipeline/techniques.ts';
import { type CardHalf, cardNumber, pairHalves } from './card-pairs.ts';

/** What `extract --json` says of one field (fixed contract). */
interface ReadField
  extends Pick<
    ExtractedField,
    'value' | 'raw' | 'confidence' | 'source' | 'page' | 'status' | 'remarks' | 'candidates'
  > {
  /** x0, y0, x1, y1 */
  readonly box_px: readonly number[] | null;
  readonly successor?: string;
}

/** What `extract --json` says of one input file (fixed contract). */
export interface ExtractedFile {
  readonly file: string;
  readonly document_type: string | null;
  readonly type_confidence: number;
  readonly fields: Readonly<Record<string, ReadField>>;
  /** Of a card that shows one side: which, and the input that seems to show the other (a suggestion). */
  readonly side?: string;
  readonly other_side?: string;
  /** Stamps and pens, noted and not read as text. */
  readonly unread_regions?: readonly unknown[];
  readonly error?: SohoaError;
}

/** Reads each file (its own text when born digital, else by recognition) and extracts the fields of the paper. */
export async function extractFiles(
  inputs: readonly NamedBytes[],
  techniques: Techniques,
  options: { readonly paperType: string | null; readonly at: Date; readonly onFile?: () => void },
): Promise<readonly ExtractedFile[]> {
  const results: ExtractedFile[] = [];
  const halves: CardHalf[] = [];
  for (const input of inputs) {
    try {
      const extraction = await extractOne(input, techniques, options);
      results.push(toJson(input.name, extraction));
      const { side, documentType, fields } = extraction;
      if (side != null) halves.push({ id: input.name, type: documentType, side, number: cardNumber(fields) });
    } catch (thrown) {
      const error = asSohoaError(thrown);
      results.push({ file: input.name, document_type: null, type_confidence: 0, fields: {}, error });
    }
    options.onFile?.();
  }
  const others = new Map(
    pairHalves(halves).flatMap(
      ({ front, back }) =>
        [
          [front, back],
          [back, front],
        ] as const,
    ),
  );
  return results.map((result) => {
    const other = others.get(result.file);
    return other === undefined ? result : { ...result, other_side: other };
  });
}

async function extractOne(
  input: NamedBytes,
  techniques: Techniques,
  { paperType, at }: { readonly paperType: string | null; readonly at: Date },
): Promise<Extraction> {
  const nature = await techniques.inspect(input);
  if (nature.kind === 'pdf' && nature.text)
    return techniques.extract({ texts: await techniques.readText(input.bytes), pdf: input.bytes, paperType, at });
  const { texts, pdf } = await techniques.digitize([input], {
    title: input.name,
    createdAt: at,
    signal: new AbortController().signal,
    onPage: () => undefined,
  });
  return techniques.extract({ texts, pdf, paperType, at });
}

function toJson(file: string, extraction: Extraction): ExtractedFile {
  const fields = Object.fromEntries(
    Object.entries(extraction.fields).map(([name, field]) => [
      name,
      {
        value: field.value,
        raw: field.raw,
        confidence: Math.round(field.confidence * 1000) / 1000,
        source: field.source,
        page: field.page,
        box_px: field.boxPx === null ? null : [field.boxPx.x0, field.boxPx.y0, field.boxPx.x1, field.boxPx.y1],
        status: field.status,
        remarks: field.remarks,
        candidates: field.candidates,
        ...(field.successor === undefined ? {} : { successor: field.successor }),
      },
    ]),
  );
  const regions = extraction.unreadRegions?.map(({ kind, page, boxPx }) => ({
    kind,
    page,
    box_px: [boxPx.x0, boxPx.y0, boxPx.x1, boxPx.y1],
  }));
  return {
    file,
    document_type: extraction.documentType,
    type_confidence: extraction.typeConfidence,
    fields,
    ...(extraction.side == null ? {} : { side: extraction.side }),
    ...(regions === undefined ? {} : { unread_regions: regions }),
  };
}
