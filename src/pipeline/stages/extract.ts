import { createHash } from 'node:crypto';
import { SohoaError } from '../../domain/errors.ts';
import { reviewTasks } from '../../extraction/review.ts';
import type { PageText } from '../../ocr/page-text.ts';
import { type Outputs, readJson, type StageOf, writeJson } from '../outputs.ts';
import type { StageContext } from '../stage.ts';
import type { Techniques } from '../techniques.ts';

/** Fields, kept outside the signed bytes; what is not sure goes to a person (rules.md C step 5, R1.5). */
export const extract: StageOf<'extract'> = (techniques) => ({
  name: 'extract',
  version: '2',
  needs: ['intake', 'digitize', 'verify_input'],
  applies: ({ outputs }) => outputs.intake?.origin != null,
  /** The type that an officer chose, where classification did not know or was wrong. */
  parameters: ({ component }) => ({ paperType: component.summary.paperType ?? null }),
  async run(context) {
    const { component, dossier, blobs } = context;
    const { view, texts } = await readPages(techniques, context);
    const chosen = component.summary.paperType ?? component.details.paperType;
    const extraction = await techniques.extract({
      texts,
      pdf: await blobs.get(view),
      paperType: typeof chosen === 'string' ? chosen : null,
      at: new Date(dossier.receivedAt),
    });
    if (extraction.secrecyMark !== null) throw new SohoaError('SECRET_PAPER', {});
    const pages = texts.map(({ widthPx, heightPx }) => ({ widthPx, heightPx }));
    const type = techniques.documentTypes.get(extraction.documentType);
    const tasks = type === undefined ? [] : reviewTasks(extraction, type, pages);
    const fields = Object.values(extraction.fields);
    const count = (status: string): number => fields.filter((field) => field.status === status).length;
    return {
      output: {
        extraction: await writeJson(blobs, extraction),
        documentType: extraction.documentType,
        typeVersion: type?.version ?? null,
        typeConfidence: extraction.typeConfidence,
        accepted: count('accepted'),
        review: count('review'),
        notFound: count('not_found'),
        doubtful: tasks.map(({ field, required }) => ({ field, required })),
        view,
        pages,
        readings: Object.entries(extraction.fields).map(([field, { status, confidence, source }]) => ({
          field,
          status,
          confidence,
          source,
        })),
        side: extraction.side ?? null,
      },
    };
  },
  async record(records, output, { component }) {
    const { extraction, documentType, typeVersion, view, pages, doubtful } = output;
    const by = { documentType, typeVersion, reader: techniques.settings.reader };
    await records.fields.read(component.id, by, output.readings, component.updatedAt);
    if (doubtful.length > 0 || (documentType === 'unknown' && component.summary.paperType === undefined))
      await records.reviews.open(
        {
          id: fieldsReviewId(component.id),
          componentId: component.id,
          kind: 'fields',
          payload: { extraction, documentType, view, pages, doubtful },
        },
        component.updatedAt,
      );
    return {
      summary: {
        documentType,
        fields: { accepted: output.accepted, review: output.review, notFound: output.notFound },
        extraction,
        side: output.side,
      },
    };
  },
});

/**
 * The pages of the paper as text, and the PDF that their boxes lie on. A born-digital file without text of its own (a
 * signed scan) is read like paper, for its data only: the file itself is never rendered anew.
 */
async function readPages(
  techniques: Techniques,
  { component, dossier, outputs, blobs, signal }: StageContext<Outputs>,
): Promise<{ readonly view: string; readonly texts: readonly PageText[] }> {
  if (outputs.digitize !== undefined)
    return { view: outputs.digitize.document, texts: await readJson(blobs, outputs.digitize.texts) };
  const [source] = component.sources;
  if (source === undefined) throw new SohoaError('PAPER_MISSING', { paper: component.name });
  const bytes = await blobs.get(source.sha256);
  const texts = await techniques.readText(bytes);
  if (texts.some(({ lines }) => lines.length > 0)) return { view: source.sha256, texts };
  const read = await techniques.digitize([{ name: source.name, bytes }], {
    title: component.name,
    createdAt: new Date(dossier.receivedAt),
    signal,
    onPage: () => undefined,
  });
  return { view: await blobs.put(read.pdf), texts: read.texts };
}

export const fieldsReviewId = (componentId: string): string =>
  createHash('sha256').update(`fields:${componentId}`).digest('hex').slice(0, 32);
