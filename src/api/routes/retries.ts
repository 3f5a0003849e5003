import { z } from 'zod';
import type { App } from '../../app/app.ts';
import { retryComponent } from '../../app/retry-component.ts';
import type { Api } from '../api.ts';

/** What was refused or failed is taken up again after its cause was put right; what waits is looked at now. */
export function addRetryRoutes(api: Api, app: App): void {
  api.post(
    '/v1/components/:id/retry',
    {
      schema: {
        tags: ['dossiers'],
        summary:
          'Làm lại một thành phần đã bị từ chối, lỗi hoặc đang chờ · Take up a refused, failed or waiting component again',
        params: z.object({ id: z.string().min(1).max(64) }),
        body: z.object({ officer: z.string().trim().min(1).max(200) }),
      },
    },
    async (request, reply) => {
      await retryComponent(app, request.params.id, request.body.officer);
      return reply.status(202).send({ id: request.params.id });
    },
  );
}
