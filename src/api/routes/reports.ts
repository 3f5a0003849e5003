import { z } from 'zod';
import type { App } from '../../app/app.ts';
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
}
