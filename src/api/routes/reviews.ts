import { z } from 'zod';
import type { App } from '../../app/app.ts';
import { decideCardPair, listCardPairs, type PairRow } from '../../app/card-pairs.ts';
import { decideNotePair } from '../../app/note-pairs.ts';
import { decideReview, reportSecret } from '../../app/review/decide.ts';
import {
  listReviews,
  type OtherField,
  type ReviewDetail,
  type ReviewRow,
  reviewDetail,
  reviewPicture,
  taskName,
} from '../../app/review/tasks.ts';
import { vietnamTime } from '../../domain/clock.ts';
import { SohoaError } from '../../domain/errors.ts';
import { text } from '../../domain/text.ts';
import type { Api } from '../api.ts';

const id = z.object({ id: z.string().min(1).max(64) });
const officer = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .describe('Mã cán bộ, được giữ cùng mỗi quyết định · Id of the officer, kept with every decision');

/** What a person has to look at: doubtful fields with the picture of their place, papers to separate, verdicts. */
export function addReviewRoutes(api: Api, app: App): void {
  const tags = ['reviews'];
  api.get(
    '/v1/reviews',
    {
      schema: {
        tags,
        summary: 'Việc chờ cán bộ xem · Tasks for an officer',
        description: 'Cũ nhất trước; không chứa giá trị nào của giấy tờ. · Oldest first; holds no value of any paper.',
        querystring: z.object({
          state: z.enum(['open', 'done']).default('open'),
          kind: z.enum(['fields', 'split', 'undetermined']).optional(),
          component: z.string().max(64).optional(),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
      },
    },
    async ({ query }) => {
      const rows = await listReviews(app, {
        state: query.state,
        limit: query.limit,
        ...(query.kind === undefined ? {} : { kind: query.kind }),
        ...(query.component === undefined ? {} : { componentId: query.component }),
      });
      return rows.map(rowJson);
    },
  );

  api.get(
    '/v1/reviews/:id',
    {
      schema: {
        tags,
        summary: 'Một việc: trường, giá trị gợi ý, lý do, vị trí · One task: fields, candidates, reasons, places',
        description: 'ETag là bản của việc; gửi lại trong If-Match khi quyết định. · Send the ETag back as If-Match.',
        params: id,
      },
    },
    async ({ params }, reply) => {
      const detail = await reviewDetail(app, params.id);
      await app.database.audit.append({
        at: app.clock.now(),
        actor: 'api',
        action: 'review.read',
        subject: detail.component.id,
        details: { review: detail.task.id },
      });
      return reply
        .header('etag', `"${detail.task.version}"`)
        .header('cache-control', 'no-store')
        .send(detailJson(detail));
    },
  );

  api.get(
    '/v1/reviews/:id/pictures/:what',
    {
      schema: {
        tags,
        summary: 'Ảnh cắt của một trường (tên trường), hoặc cả trang (page-1) · Crop of a field, or a whole page',
        params: id.extend({ what: z.string().regex(/^(page-\d{1,5}|[a-z][a-z0-9_]*)$/) }),
        produces: ['image/png'],
      },
    },
    async ({ params }, reply) => {
      const png = await reviewPicture(app, params.id, params.what);
      return reply.type('image/png').header('cache-control', 'private, no-store').send(Buffer.from(png));
    },
  );

  api.post(
    '/v1/reviews/:id',
    {
      schema: {
        tags,
        summary: 'Xác nhận, sửa hoặc nhập · Confirm, correct or enter',
        description:
          'Bản đã xem: `version` hoặc If-Match. Người khác đã quyết định trước thì trả 412 và không ghi gì. · The version seen: `version` or If-Match; 412 and nothing is written when somebody decided before.',
        params: id,
        headers: z.object({ 'if-match': z.string().max(40).optional() }).loose(),
        body: z.object({
          officer,
          version: z.number().int().min(1).optional(),
          fields: z
            .record(z.string().max(100), z.string().max(5000).nullable())
            .optional()
            .describe(
              'Trường → giá trị trên giấy; null: không có trên giấy · Field → value on the paper; null: not there',
            ),
          documentType: z.string().max(100).optional(),
          papers: z
            .union([
              z.enum(['as_suggested', 'one']),
              z
                .array(z.array(z.number().int().min(1).max(20_000)).min(1).max(20_000))
                .min(1)
                .max(500),
            ])
            .optional()
            .describe(
              'Tách giấy tờ: theo gợi ý, giữ nguyên, hoặc các trang của từng giấy tờ · How to separate the file',
            ),
          note: z.string().max(2000).optional(),
        }),
      },
    },
    async ({ params, headers, body }, reply) => {
      const { version: given, ...decision } = body;
      const version = given ?? versionOf(headers['if-match']);
      const outcome = await decideReview(app, params.id, { ...decision, version });
      const { task, warnings, components } = outcome;
      return reply.header('etag', `"${task.version}"`).send({
        id: task.id,
        state: task.state,
        version: task.version,
        resolution: task.resolution,
        warnings,
        components,
      });
    },
  );

  api.post(
    '/v1/components/:id/secret',
    {
      schema: {
        tags,
        summary: 'Báo giấy tờ có dấu mật: dừng và xóa ngay · Report a secrecy mark: stop and erase at once',
        params: id,
        body: z.object({ officer }),
      },
    },
    async ({ params, body }, reply) => {
      await reportSecret(app, params.id, body.officer);
      return reply.status(202).send({ id: params.id });
    },
  );

  api.get(
    '/v1/card-pairs',
    {
      schema: {
        tags,
        summary: 'Gợi ý hai mặt của một thẻ · Suggested fronts and backs of one card',
        description:
          'Của một hồ sơ (cả đã quyết định), hoặc gợi ý đang chờ của các hồ sơ mới nhất. · Of one dossier (decided ones too), or those that wait in the newest dossiers.',
        querystring: z.object({ dossier: z.string().max(64).optional() }),
      },
    },
    async ({ query }) => (await listCardPairs(app, query.dossier)).map(pairJson),
  );

  api.post(
    '/v1/dossiers/:id/card-pairs',
    {
      schema: {
        tags,
        summary: 'Nhận hoặc bỏ một gợi ý hai mặt của thẻ · Take a suggested pair or turn it down',
        params: id,
        body: z.object({
          officer,
          front: z.string().min(1).max(64),
          back: z.string().min(1).max(64),
          accept: z.boolean(),
          seen: z
            .enum(['accepted', 'refused'])
            .nullable()
            .default(null)
            .describe('Quyết định đã thấy; đã khác thì trả 412 · The decision seen; 412 when it is another by now'),
        }),
      },
    },
    async ({ params, body }) => decideCardPair(app, params.id, body),
  );

  api.post(
    '/v1/components/:id/note-pairs',
    {
      schema: {
        tags,
        summary:
          'Hai ảnh của một tờ, có và không có ghi chú: đúng hay không · One sheet with and without its note, or not',
        description:
          'Của trang mang nhận xét NOTE_PAIR. Đúng thì tính là một trang; cả hai ảnh vẫn giữ. · Of a page with the remark NOTE_PAIR. Taken, they count as one page; both images stay.',
        params: id,
        body: z.object({
          officer,
          page: z.number().int().min(1).max(20_000),
          accept: z.boolean(),
          seen: z.enum(['accepted', 'refused']).nullable().default(null),
        }),
      },
    },
    async ({ params, body }) => decideNotePair(app, params.id, body),
  );

  api.get('/v1/document-types', { schema: { tags, summary: 'Các loại giấy tờ · Paper types' } }, async () =>
    [...app.techniques.documentTypes.values()].map(({ id: type, name, fields }) => ({
      id: type,
      name: text(name.vi, name.en),
      fields: fields.map(({ name: field, label, required, kind }) => ({
        field,
        label: text(label.vi, label.en),
        required,
        kind,
      })),
    })),
  );
}

function versionOf(ifMatch: string | undefined): number {
  const version = Number(/^(?:W\/)?"(\d+)"$/.exec(ifMatch ?? '')?.[1] ?? Number.NaN);
  if (Number.isNaN(version))
    throw new SohoaError('USAGE', {
      reason_vi: 'thiếu version, hoặc If-Match với ETag của việc',
      reason_en: 'version, or If-Match with the ETag of the task, is missing',
    });
  return version;
}

const pairJson = ({ dossier, ...pair }: PairRow) => ({
  ...pair,
  dossier: { id: dossier.id, code: dossier.code },
  pictures: {
    front: `/v1/components/${pair.front}/pages/1/picture`,
    back: `/v1/components/${pair.back}/pages/1/picture`,
  },
});

const rowJson = ({ task, component, dossier, typeName, open, openRequired }: ReviewRow) => ({
  id: task.id,
  kind: task.kind,
  what: taskName({ task, open }),
  state: task.state,
  version: task.version,
  dossier: { id: dossier.id, code: dossier.code, agency: dossier.agency },
  component: { id: component.id, name: component.name, state: component.state },
  documentType: task.payload.documentType ?? null,
  typeName,
  open,
  openRequired,
  createdAt: vietnamTime(task.createdAt),
  resolvedBy: task.resolvedBy,
});

const otherJson = ({ field, label, value }: OtherField) => ({ field, label, value });

const detailJson = (detail: ReviewDetail) => ({
  ...rowJson(detail),
  pages: detail.pages,
  fields: detail.fields.map(({ decided, cropPx, ...field }) => ({
    ...field,
    cropPx,
    picture: cropPx === null ? null : `/v1/reviews/${detail.task.id}/pictures/${field.field}`,
    decided: decided === null ? null : { action: decided.action, by: decided.by, at: decided.at, value: decided.after },
  })),
  accepted: detail.others.filter(({ status }) => status === 'accepted').map(otherJson),
  notFound: detail.others.filter(({ status }) => status === 'not_found').map(otherJson),
  remarks: detail.remarks,
  papers: detail.papers,
  history: detail.history.map(({ componentId: _, ...decision }) => decision),
  note: detail.task.resolution?.note ?? null,
});
