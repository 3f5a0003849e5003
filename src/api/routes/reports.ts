import { z } from 'zod';
import type { App } from '../../app/app.ts';
import { codeGaps } from '../../app/code-gaps.ts';
import { qualityReport } from '../../app/quality-report.ts';
import type { Api } from '../api.ts';

/** Measurements over what the service did. */
export function addReportRoutes(api: Api, app: App): void {
  api.get(
    '/v1/reports/quality',
    {
      schema: {
        tags: ['reports'],
        summary: 'Chất lượng bóc tách: trường nào, loại nào hay sai · Extraction quality: which fields and types fail',
        querystring: z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
      },
    },
    async ({ query: { from, to } }) =>
      qualityReport(app, {
        ...(from === undefined ? {} : { from: new Date(`${from}T00:00:00+07:00`) }),
        ...(to === undefined ? {} : { to: new Date(Date.parse(`${to}T00:00:00+07:00`) + 86_400_000) }),
      }),
  );

  api.get(
    '/v1/reports/codes',
    {
      schema: {
        tags: ['reports'],
        summary: 'Số đã cấp mà Kho không có giấy tờ, và vì sao · Numbers without a document, and why',
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(10_000).default(1000) }),
      },
    },
    async ({ query }) => codeGaps(app, query.limit),
  );
}
