import type { DocumentType } from '../../domain/document-types/document-type.ts';
import { notFound } from '../../domain/errors.ts';
import type { Extraction } from '../../domain/field.ts';
import { type Text, text } from '../../domain/text.ts';
import { type ReviewTask as DoubtfulField, reviewTasks } from '../../extraction/review.ts';
import { type NotePairDecision, notePairsOf } from '../../pipeline/note-pairs.ts';
import { readJson, type SuggestedPaper } from '../../pipeline/outputs.ts';
import type { ComponentRecord } from '../../pipeline/ports/components.ts';
import type { DossierRecord } from '../../pipeline/ports/dossiers.ts';
import type { KeptDecision } from '../../pipeline/ports/fields.ts';
import type { ReviewTask } from '../../pipeline/ports/reviews.ts';
import type { PictureRequest } from '../../pipeline/techniques.ts';
import type { App } from '../app.ts';
import { stageOutput } from '../page-picture.ts';

/** What is asked of an officer, by kind. */
export const reviewKinds: Readonly<Record<string, Text>> = {
  fields: text('Xác nhận dữ liệu', 'Confirm data'),
  split: text('Tách giấy tờ', 'Separate papers'),
  undetermined: text('Ghi nhận CHƯA XÁC ĐỊNH', 'Acknowledge UNDETERMINED'),
};

const chooseType = text('Chọn loại giấy tờ', 'Choose the type');

/** What a task asks: of a paper of unknown type there are no fields to confirm, its type is asked. */
export const taskName = ({ task, open }: Pick<ReviewRow, 'task' | 'open'>): Text =>
  task.kind === 'fields' && open === 0 && task.payload.documentType === 'unknown'
    ? chooseType
    : (reviewKinds[task.kind] ?? text(task.kind, task.kind));

/** A row of the task list: no value of any field, so that a list shows nobody's data (rules.md R5.3). */
export interface ReviewRow {
  readonly task: ReviewTask;
  readonly component: ComponentRecord;
  readonly dossier: DossierRecord;
  readonly typeName: Text;
  /** Doubtful fields that nobody decided yet, and how many of them are required. */
  readonly open: number;
  readonly openRequired: number;
}

/** One doubtful field with what was decided of it so far. */
export interface ReviewField extends DoubtfulField {
  readonly decided: KeptDecision | null;
}

export interface ReviewDetail extends ReviewRow {
  /** Doubtful fields, the undecided and required ones first. Empty for other kinds. */
  readonly fields: readonly ReviewField[];
  /** What nobody is asked about: accepted, or neither found nor required. To be looked at and, if wrong, corrected. */
  readonly others: readonly OtherField[];
  /** Papers that the file seems to hold (kind `split`). */
  readonly papers: readonly (SuggestedPaper & { readonly typeName: Text })[];
  readonly history: readonly KeptDecision[];
  readonly pages: number;
  /** What the pages look like to whoever scanned them: blurred, cut, a note on it … */
  readonly remarks: readonly PageRemark[];
}

export interface OtherField {
  readonly field: string;
  readonly label: Text;
  readonly status: 'accepted' | 'not_found';
  readonly value: string | null;
  readonly decided: KeptDecision | null;
}

export interface PageRemark extends Text {
  readonly page: number;
  readonly code: string;
  /** What an officer said of it (NOTE_PAIR); null while nobody did. */
  readonly decision: NotePairDecision | null;
}

interface FieldsPayload {
  readonly extraction: string;
  readonly documentType: string;
  readonly view: string;
  readonly pages: readonly { readonly widthPx: number; readonly heightPx: number }[];
  readonly doubtful: readonly { readonly field: string; readonly required: boolean }[];
}

const unknownType = text('không rõ loại', 'unknown type');

export const typeName = (app: App, id: string): Text => {
  const name = app.techniques.documentTypes.get(id)?.name;
  return name === undefined ? unknownType : text(name.vi, name.en);
};

/** Oldest first. */
export async function listReviews(
  app: App,
  filter: {
    readonly state: 'open' | 'done';
    readonly kind?: string;
    readonly componentId?: string;
    readonly limit: number;
  },
): Promise<readonly ReviewRow[]> {
  const tasks = await app.database.reviews.list(filter);
  return Promise.all(tasks.map((task) => rowOf(app, task)));
}

/** Throws NOT_FOUND. */
export async function reviewTask(app: App, id: string): Promise<ReviewTask> {
  const task = await app.database.reviews.get(id);
  if (task === null) throw notFound('review', id);
  return task;
}

/** Everything an officer needs to decide one task. Throws NOT_FOUND. */
export async function reviewDetail(app: App, id: string): Promise<ReviewDetail> {
  const task = await reviewTask(app, id);
  const row = await rowOf(app, task);
  const history = await app.database.fields.decisionsOf(task.componentId);
  const digitized = (await stageOutput(app, task.componentId, 'digitize'))?.pages ?? [];
  const notes = notePairsOf(row.component);
  const remarks = digitized.flatMap(({ page, remarks: said = [] }) =>
    said.map((one) => ({ page, ...one, decision: one.code === 'NOTE_PAIR' ? (notes[page] ?? null) : null })),
  );
  const none = { fields: [], others: [], papers: [], history, remarks, pages: 0 };
  if (task.kind === 'split') {
    const papers = (task.payload.papers as readonly SuggestedPaper[]).map((paper) => ({
      ...paper,
      typeName: typeName(app, paper.documentType),
    }));
    const pages = papers.reduce((sum, paper) => sum + paper.pages.length, 0);
    return { ...row, ...none, papers, pages };
  }
  if (task.kind !== 'fields') return { ...row, ...none };
  const { extraction, type, payload } = await fieldsOf(app, task);
  const doubtful = type === undefined ? [] : reviewTasks(extraction, type, payload.pages);
  const last = lastDecisions(history, payload.documentType);
  const fields = doubtful.map((field) => ({ ...field, decided: last.get(field.field) ?? null }));
  const asked = new Set(doubtful.map(({ field }) => field));
  const others = (type?.fields ?? []).flatMap(({ name, label }): readonly OtherField[] => {
    const read = extraction.fields[name];
    if (read === undefined || asked.has(name)) return [];
    const decided = last.get(name) ?? null;
    const status = read.status === 'not_found' ? 'not_found' : 'accepted';
    const value = decided === null ? read.value : decided.after;
    return [{ field: name, label: text(label.vi, label.en), status, value, decided }];
  });
  return {
    ...row,
    ...none,
    fields: fields.toSorted((a, b) => Number(a.decided !== null) - Number(b.decided !== null)),
    others,
    pages: payload.pages.length,
  };
}

/**
 * The picture of a doubtful field, or of a whole page (`page-2`), as PNG.
 * Throws NOT_FOUND for a task, field or page that is not there.
 */
export async function reviewPicture(app: App, id: string, what: string): Promise<Uint8Array> {
  const task = await reviewTask(app, id);
  const place = await placeOf(app, task, what);
  return app.techniques.picture({ ...place, pdf: await app.blobs.get(place.view) });
}

/** What to show, of the page in blob `view`. */
type Place = Omit<PictureRequest, 'pdf'> & { readonly view: string };

const pageWidthPx = 1000;
const cropWidthPx = 1400;

async function placeOf(app: App, task: ReviewTask, what: string): Promise<Place> {
  const missing = notFound('field', `${what} (${task.id})`);
  const page = Number(/^page-(\d{1,5})$/.exec(what)?.[1] ?? 0);
  if (task.kind === 'split') {
    if (page === 0) throw missing;
    const size = (task.payload as Partial<FieldsPayload>).pages?.[page - 1];
    if (size === undefined) throw missing;
    const whole = { cropPx: null, markPx: null, maxWidthPx: pageWidthPx };
    return { view: String(task.payload.view), page, ...size, ...whole };
  }
  if (task.kind !== 'fields') throw missing;
  const { extraction, type, payload } = await fieldsOf(app, task);
  const field = Object.hasOwn(extraction.fields, what) ? extraction.fields[what] : undefined;
  const size = payload.pages[(page || (field?.page ?? 1)) - 1];
  if (size === undefined || (page === 0 && field === undefined)) throw missing;
  const doubtful = type === undefined ? [] : reviewTasks(extraction, type, payload.pages);
  const cropPx = page === 0 ? (doubtful.find((one) => one.field === what)?.cropPx ?? field?.boxPx ?? null) : null;
  return {
    view: payload.view,
    page: page || (field?.page ?? 1),
    ...size,
    cropPx,
    markPx: page === 0 ? (field?.boxPx ?? null) : null,
    maxWidthPx: cropPx === null ? pageWidthPx : cropWidthPx,
  };
}

export async function fieldsOf(
  app: App,
  task: ReviewTask,
): Promise<{
  readonly extraction: Extraction;
  readonly type: DocumentType | undefined;
  readonly payload: FieldsPayload;
}> {
  const payload = task.payload as unknown as FieldsPayload;
  const extraction = await readJson<Extraction>(app.blobs, payload.extraction);
  return { extraction, type: app.techniques.documentTypes.get(payload.documentType), payload };
}

/** The newest decision on each field of this type. */
export const lastDecisions = (
  history: readonly KeptDecision[],
  documentType: string,
): ReadonlyMap<string, KeptDecision> =>
  new Map(history.filter((one) => one.documentType === documentType).map((one) => [one.field, one]));

async function rowOf(app: App, task: ReviewTask): Promise<ReviewRow> {
  const component = await app.database.components.get(task.componentId);
  const dossier = component === null ? null : await app.database.dossiers.get(component.dossierId);
  if (component === null || dossier === null) throw notFound('component', task.componentId);
  const { documentType = 'unknown', doubtful = [] } = task.payload as Partial<FieldsPayload>;
  const done = lastDecisions(await app.database.fields.decisionsOf(task.componentId), documentType);
  const open = task.state === 'done' ? [] : doubtful.filter(({ field }) => !done.has(field));
  return {
    task,
    component,
    dossier,
    typeName: typeName(app, documentType),
    open: open.length,
    openRequired: open.filter(({ required }) => required).length,
  };
}
