import { z } from 'zod';
import type { App } from '../../app/app.ts';
import type { Api } from '../api.ts';

/** The sweep that keeps proofs alive, asked for by hand; it runs every day by itself. */
export function addRenewalRoutes(api: Api, app: App): void {
  api.post(
    '/v1/renewals',
    {
      schema: {
        tags: ['signing'],
        summary: 'Gia hạn dấu thời gian của tài liệu lưu kho · Renew the timestamps of stored documents',
        body: z.object({
          dryRun: z.boolean().default(false),
          limit: z.number().int().min(1).max(1_000_000).default(1_000),
        }),
      },
    },
    ({ body }) => app.renew(body),
  );
}
