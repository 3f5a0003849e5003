import { z } from 'zod';
import type { App } from '../../app/app.ts';
import { lookUp } from '../../app/lookup.ts';
import { vietnamTime } from '../../domain/clock.ts';
import { notFound } from '../../domain/errors.ts';
import type { WarehouseDocument } from '../../pipeline/ports/warehouse.ts';
import type { Api } from '../api.ts';

/** The warehouse: metadata, versions, files, and the look-up by owner. Every file read is in the audit log. */
export function addDocumentRoutes(api: Api, app: App): void {
  api.get(
    '/v1/documents/:id',
    {
      schema: {
        tags: ['documents'],
        summary: 'Siêu dữ liệu và các phiên bản · Metadata and versions',
        params: z.object({ id: z.string().min(1).max(64) }),
      },
    },
    async (request) => {
      const versions = await app.database.warehouse.versions(request.params.id);
      if (versions.length === 0) throw notFound('document', request.params.id);
      return { id: request.params.id, versions: versions.map(documentJson) };
    },
  );

  api.get(
    '/v1/documents/:id/file',
    {
      schema: {
        tags: ['documents'],
        summary: 'Tệp PDF · The PDF file',
        params: z.object({ id: z.string().min(1).max(64) }),
        querystring: z.object({ version: z.coerce.number().int().min(1).optional() }),
        produces: ['application/pdf'],
      },
    },
    async (request, reply) => {
      const versions = await app.database.warehouse.versions(request.params.id);
      const wanted = request.query.version;
      const document =
        versions.find((version) => version.version === wanted) ?? (wanted === undefined ? versions.at(-1) : undefined);
      if (document === undefined) throw notFound('document', request.params.id);
      await app.database.audit.append({
        at: app.clock.now(),
        actor: 'api',
        action: 'document.read',
        subject: document.id,
        details: { version: document.version, sha256: document.sha256 },
      });
      return reply
        .type('application/pdf')
        .header('etag', `"${document.sha256}"`)
        .header('content-disposition', `attachment; filename="${document.id}-v${document.version}.pdf"`)
        .send(Buffer.from(await app.blobs.get(document.sha256)));
    },
  );

  api.get(
    '/v1/lookup',
    {
      schema: {
        tags: ['documents'],
        summary: 'Trước khi quét: Kho đã có giấy tờ này chưa? · Before capture: does the warehouse hold this paper?',
        description:
          'Giấy tờ còn dùng được đứng trước; giấy tờ không dùng được kèm lý do. · Usable papers first; the others with the reason.',
        querystring: z.object({
          owner: z.string().min(1).max(50).describe('Số định danh, mã số thuế, mã cơ quan của chủ giấy tờ'),
          type: z.string().max(100).optional(),
          number: z.string().max(100).optional().describe('Số, ký hiệu ghi trên giấy tờ'),
          day: z.iso.date().optional().describe('Ngày dùng giấy tờ; mặc định hôm nay'),
        }),
      },
    },
    async ({ query: { owner, type, number, day } }) => {
      const offers = await lookUp(app, { owner, documentType: type, number, day });
      return offers.map(({ document, typeName, usable, reason }) => ({
        usable,
        reason,
        typeName,
        ...documentJson(document),
      }));
    },
  );
}

const documentJson = (document: WarehouseDocument) => ({
  id: document.id,
  version: document.version,
  code: document.code,
  documentType: document.documentType,
  sha256: document.sha256,
  sizeBytes: document.sizeBytes,
  validUntil: document.validUntil,
  storedAt: vietnamTime(document.storedAt),
  metadata: document.metadata,
});
