import { z } from 'zod';
import type { App } from '../../app/app.ts';
import { cardPairs } from '../../app/card-pairs.ts';
import { type ComponentView, componentView, type DossierView, dossierView } from '../../app/dossier-view.ts';
import { pagePicture, stageOutput } from '../../app/page-picture.ts';
import { dossierSubmission, type SubmittedFile } from '../../app/submit-dossier.ts';
import { vietnamTime } from '../../domain/clock.ts';
import { notFound, SohoaError } from '../../domain/errors.ts';
import type { Outputs } from '../../pipeline/outputs.ts';
import type { Api } from '../api.ts';

const id = z.object({ id: z.string().min(1).max(64) });

/** Submit a dossier, see where it stands, follow it. */
export function addDossierRoutes(api: Api, app: App): void {
  api.post(
    '/v1/dossiers',
    {
      schema: {
        tags: ['dossiers'],
        summary: 'Nộp hồ sơ · Submit a dossier',
        description:
          'multipart/form-data: first the field `dossier` (JSON), then the files; each file part is named `files[N]`, N = index of its component. Submitting the same dossier again changes nothing.',
        consumes: ['multipart/form-data'],
      },
    },
    async (request, reply) => {
      let submission: unknown;
      const files: SubmittedFile[] = [];
      for await (const part of request.parts()) {
        if (part.type === 'field' && part.fieldname === 'dossier') submission = parseJson(String(part.value));
        if (part.type === 'file') {
          const component = /^files\[(\d{1,3})\]$/.exec(part.fieldname)?.[1];
          if (component === undefined)
            throw new SohoaError('USAGE', {
              reason_vi: `phần ${part.fieldname}: tệp phải mang tên files[N]`,
              reason_en: `part ${part.fieldname}: files are named files[N]`,
            });
          files.push({ component: Number(component), name: part.filename, bytes: await part.toBuffer() });
        }
      }
      const parsed = dossierSubmission.safeParse(submission);
      if (!parsed.success) throw new SohoaError('USAGE', { reason: z.prettifyError(parsed.error) });
      const dossier = await app.submit(parsed.data, files);
      return reply
        .status(202)
        .header('location', `/v1/dossiers/${dossier.id}`)
        .send({ id: dossier.id, code: dossier.code });
    },
  );

  api.get(
    '/v1/dossiers',
    {
      schema: {
        tags: ['dossiers'],
        summary: 'Danh sách hồ sơ · List dossiers',
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
      },
    },
    async (request) => {
      const dossiers = await app.database.dossiers.list({ limit: request.query.limit });
      return dossiers.map(({ id: dossierId, code, agency, procedure, receivedAt }) => ({
        id: dossierId,
        code,
        agency,
        procedure,
        receivedAt,
      }));
    },
  );

  api.get(
    '/v1/dossiers/:id',
    { schema: { tags: ['dossiers'], summary: 'Hồ sơ đang ở đâu · Where a dossier stands', params: id } },
    async (request) => {
      const view = await dossierView(app.database, request.params.id);
      return dossierJson(
        view,
        await cardPairs(
          view.components.map(({ record }) => record),
          app.blobs,
        ),
      );
    },
  );

  api.get(
    '/v1/components/:id',
    { schema: { tags: ['dossiers'], summary: 'Một thành phần · One component', params: id } },
    async (request) => componentJson(await componentView(app.database, await component(app, request.params.id))),
  );

  api.get(
    '/v1/components/:id/fields',
    { schema: { tags: ['dossiers'], summary: 'Dữ liệu bóc tách · Extracted fields', params: id } },
    async (request) => blobJson(app, await component(app, request.params.id), 'extraction'),
  );

  api.get(
    '/v1/components/:id/report',
    { schema: { tags: ['dossiers'], summary: 'Báo cáo kiểm tra chữ ký · Verification report', params: id } },
    async (request) => blobJson(app, await component(app, request.params.id), 'report'),
  );

  api.get(
    '/v1/components/:id/pages',
    {
      schema: {
        tags: ['dossiers'],
        summary: 'Các trang đã số hóa, điều cần xem lại và ảnh nhỏ · Digitized pages, remarks and thumbnails',
        params: id,
      },
    },
    async (request) => {
      const record = await component(app, request.params.id);
      const pages = await digitizedPages(app, record.id);
      return pages.map(({ thumbnail, ...page }) => ({
        ...page,
        thumbnail: thumbnail === undefined ? null : `/v1/components/${record.id}/pages/${page.page}/thumbnail`,
        picture: `/v1/components/${record.id}/pages/${page.page}/picture`,
      }));
    },
  );

  api.get(
    '/v1/components/:id/pages/:page/thumbnail',
    {
      schema: {
        tags: ['dossiers'],
        summary: 'Ảnh nhỏ của trang cần xem lại · Thumbnail of a page with remarks',
        params: id.extend({ page: z.coerce.number().int().min(1) }),
        produces: ['image/jpeg'],
      },
    },
    async (request, reply) => {
      const record = await component(app, request.params.id);
      const page = (await digitizedPages(app, record.id)).find((one) => one.page === request.params.page);
      if (page?.thumbnail === undefined)
        throw new SohoaError('NOT_FOUND', { what: `thumbnail of page ${request.params.page}` });
      return reply.type('image/jpeg').send(Buffer.from(await app.blobs.get(page.thumbnail)));
    },
  );

  api.get(
    '/v1/components/:id/pages/:page/picture',
    {
      schema: {
        tags: ['dossiers'],
        summary: 'Ảnh của một trang đã đọc · Picture of a page that was read',
        params: id.extend({ page: z.coerce.number().int().min(1).max(20_000) }),
        produces: ['image/png'],
      },
    },
    async ({ params }, reply) => {
      const record = await component(app, params.id);
      const png = await pagePicture(app, record.id, params.page);
      return reply.type('image/png').header('cache-control', 'private, no-store').send(Buffer.from(png));
    },
  );

  api.get(
    '/v1/dossiers/:id/events',
    {
      schema: {
        tags: ['dossiers'],
        summary: 'Diễn biến · Progress events after an id',
        params: id,
        querystring: z.object({
          after: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(1000).default(200),
        }),
      },
    },
    async (request) =>
      app.database.events.after(request.query.after, { dossierId: request.params.id, limit: request.query.limit }),
  );
}

async function component(app: App, componentId: string) {
  const record = await app.database.components.get(componentId);
  if (record === null) throw notFound('component', componentId);
  return record;
}

/** Page rows of the archived scan; none for a component that is not digitized (yet). */
const digitizedPages = async (app: App, componentId: string): Promise<Outputs['digitize']['pages']> =>
  (await stageOutput(app, componentId, 'digitize'))?.pages ?? [];

async function blobJson(app: App, record: Awaited<ReturnType<typeof component>>, fact: 'extraction' | 'report') {
  const sha256 = record.summary[fact];
  if (typeof sha256 !== 'string') throw new SohoaError('NOT_FOUND', { what: `${fact} of component ${record.id}` });
  return JSON.parse(new TextDecoder().decode(await app.blobs.get(sha256)));
}

const dossierJson = (
  { dossier, state, components, settled }: DossierView,
  pairs: Awaited<ReturnType<typeof cardPairs>>,
) => ({
  id: dossier.id,
  code: dossier.code,
  agency: dossier.agency,
  procedure: dossier.procedure,
  receivedAt: dossier.receivedAt,
  settled,
  current: state.current,
  steps: state.steps,
  waits: state.waits,
  components: components.map(componentJson),
  /** Front and back of one card that came as two components: a suggestion. */
  cardPairs: pairs,
});

const componentJson = (view: ComponentView) => ({
  id: view.id,
  dossier: view.record.dossierId,
  name: view.name,
  origin: view.origin,
  treatment: view.treatment,
  state: view.state,
  stage: view.record.stage,
  waiting: view.waiting,
  retryAt: view.record.retryAt === null ? null : vietnamTime(view.record.retryAt),
  error: view.error,
  verdict: view.verdict,
  signedSlots: view.signedSlots,
  /** The document that is, or was, with the signer's own software. */
  handOff: view.record.summary.handOff ?? null,
  closedGates: view.closedGates,
  documentId: view.record.summary.documentId ?? null,
  documentType: view.record.summary.documentType ?? null,
  code: view.record.summary.code ?? null,
  fields: view.record.summary.fields ?? null,
  /** Class of the scope gate, what was done and why (rules.md B). */
  scope: view.record.summary.scope ?? null,
  /** Papers that the file seems to hold, and the components that an officer made of them. */
  papers: papersOf(view),
  splitInto: view.record.summary.splitInto ?? null,
  /** Valid papers of this type that the warehouse held already when this one was brought. */
  held: view.record.summary.held ?? [],
  reviews: view.reviews.map(({ id: review, kind, state, version }) => ({ id: review, kind, state, version })),
  stages: view.stages.map(({ stage, state, attempts, ms }) => ({ stage, state, attempts, ms })),
  deliveries: view.deliveries.map(({ destination, state, attempts, lastError }) => ({
    destination,
    state,
    attempts,
    lastError,
  })),
});

const papersOf = ({ reviews, record }: ComponentView): unknown =>
  reviews.find(({ kind }) => kind === 'split')?.payload.papers ?? record.summary.papers ?? [];

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw new SohoaError('USAGE', {
      reason_vi: 'phần dossier không phải JSON',
      reason_en: 'field dossier is not JSON',
    });
  }
}
