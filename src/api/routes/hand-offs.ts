import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '../../app/app.ts';
import type { Access, HandOffView } from '../../app/hand-offs.ts';
import { vietnamTime } from '../../domain/clock.ts';
import { SohoaError } from '../../domain/errors.ts';
import type { Api } from '../api.ts';

const params = z.object({ id: z.string().min(1).max(64) });
const secret = z.object({ token: z.string().min(1).max(200).optional() });
const person = z.string().trim().min(1).max(200);

/**
 * Documents on their way to the signers' own software and back (rules.md H.3). A one-stop-shop system uses its own
 * access; for software that only takes addresses (`FileName`, `FileUploadHandler`) `link` gives a pair with one-time secrets.
 */
export function addHandOffRoutes(api: Api, app: App): void {
  const desk = app.handOffs;
  const limit = { bodyLimit: app.config.maxFileBytes };
  api.addContentTypeParser('application/pdf', { parseAs: 'buffer', ...limit }, (_request, body, done) =>
    done(null, body),
  );

  api.get(
    '/v1/hand-offs',
    {
      schema: {
        tags: ['signing'],
        summary: 'Tài liệu chờ ký bằng phần mềm của người ký · Documents for the signers’ own software',
        querystring: z.object({
          state: z.enum(['open', 'all']).default('open'),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
      },
    },
    async ({ query }) => (await desk.list({ open: query.state === 'open', limit: query.limit })).map(handOffJson),
  );

  api.get(
    '/v1/hand-offs/:id',
    { schema: { tags: ['signing'], summary: 'Một tài liệu chờ ký · One of them', params } },
    async (request) => handOffJson(await desk.get(request.params.id)),
  );

  api.post(
    '/v1/hand-offs/:id/link',
    {
      schema: {
        tags: ['signing'],
        summary: 'Cặp địa chỉ dùng một lần để tải về và gửi lại · A pair of one-time addresses',
        description: 'The download works once, the upload until a signed file was accepted; both for 15 minutes.',
        params,
      },
    },
    async (request) => {
      const { id } = request.params;
      const { download, upload, until } = await desk.link(id, 'api');
      return {
        download: `/v1/hand-offs/${id}/file?token=${download}`,
        upload: `/v1/hand-offs/${id}/signed?token=${upload}`,
        until: vietnamTime(new Date(until)),
      };
    },
  );

  api.get(
    '/v1/hand-offs/:id/file',
    {
      schema: {
        tags: ['signing'],
        summary: 'Tài liệu để ký · The document to be signed',
        params,
        querystring: secret,
        produces: ['application/pdf'],
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const bytes = await desk.take(id, accessOf(request.query));
      return reply
        .type('application/pdf')
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${id}.pdf"`)
        .send(Buffer.from(bytes));
    },
  );

  api.post(
    '/v1/hand-offs/:id/signed',
    {
      ...limit,
      schema: {
        tags: ['signing'],
        summary: 'Gửi lại tệp đã ký · The signed file comes back',
        description:
          'multipart/form-data with one file part, or the PDF itself as the body. Checked before it counts: the same base bytes, one new signature, the right certificate, profile and place. The same file twice is one answer.',
        consumes: ['multipart/form-data', 'application/pdf'],
        params,
        querystring: secret,
      },
    },
    async (request) => {
      const { name, bytes } = await fileOf(request);
      const done = await desk.giveBack(request.params.id, bytes, accessOf(request.query));
      // Status, Message, FileName, FileServer: what the plug-in of rules.md H.3 reads; others read the rest.
      return { ...handOffJson(done), Status: 0, Message: '', FileName: name, FileServer: '' };
    },
  );

  api.post(
    '/v1/hand-offs/:id/refuse',
    {
      schema: {
        tags: ['signing'],
        summary: 'Từ chối ký · Refuse to sign',
        params,
        body: z.object({ officer: person, reason: z.string().trim().min(1).max(2000) }),
      },
    },
    async (request) => {
      const { officer, reason } = request.body;
      return handOffJson(await desk.refuse(request.params.id, reason, `officer:${officer}`));
    },
  );

  api.post(
    '/v1/hand-offs/:id/renew',
    {
      schema: {
        tags: ['signing'],
        summary: 'Chuyển ký lại sau khi từ chối hoặc hết hạn · Offer again after a refusal or expiry',
        params,
        body: z.object({ officer: person }),
      },
    },
    async (request) => handOffJson(await desk.renew(request.params.id, `officer:${request.body.officer}`)),
  );
}

async function fileOf(request: FastifyRequest): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  if (request.body instanceof Uint8Array) return { name: '', bytes: request.body };
  const file = request.isMultipart() ? await request.file() : undefined;
  if (file === undefined)
    throw new SohoaError('USAGE', { reason_vi: 'thiếu phần file', reason_en: 'file part is missing' });
  return { name: file.filename, bytes: await file.toBuffer() };
}

const accessOf = ({ token }: { readonly token?: string | undefined }): Access =>
  token === undefined ? { actor: 'api' } : { token };

const handOffJson = (one: HandOffView) => ({
  id: one.id,
  state: one.state,
  slot: one.slot,
  dossier: one.dossierId,
  component: one.componentId,
  paper: one.paper,
  receptionDay: one.receptionDay,
  sha256: one.baseSha256,
  sizeBytes: one.baseLength,
  certificate: one.certificateSha256,
  createdAt: vietnamTime(new Date(one.createdAt)),
  expiresAt: vietnamTime(new Date(one.expiresAt)),
  returned: one.returnedSha256,
  level: one.level,
  reason: one.reason,
});
