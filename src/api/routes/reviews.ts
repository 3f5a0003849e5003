import { z } from 'zod';
import type { App } from '../../app/app.ts';
import { resolveReview } from '../../app/resolve-review.ts';
import { SohoaError } from '../../domain/errors.ts';
import type { Api } from '../api.ts';

/** What a person has to look at: doubtful fields, undetermined verdicts. */
export function addReviewRoutes(api: Api, app: App): void {
  api.get(
    '/v1/reviews',
    {
      schema: {
        tags: ['reviews'],
        summary: 'Việc chờ người xem · Tasks for a person',
        querystring: z.object({
          component: z.string().max(64).optional(),
          state: z.enum(['open', 'done']).default('open'),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
      },
    },
    async (request) => {
      const { component, state, limit } = request.query;
      return app.database.reviews.list({
        ...(component === undefined ? {} : { componentId: component }),
        state,
        limit,
      });
    },
  );

  api.post(
    '/v1/reviews/:id',
    {
      schema: {
        tags: ['reviews'],
        summary: 'Xác nhận hoặc sửa · Confirm or correct',
        params: z.object({ id: z.string().min(1).max(64) }),
        body: z.object({
          officer: z.string().trim().min(1).max(200),
          /** Field name → confirmed or corrected value. */
          fields: z.record(z.string(), z.string().max(5000)).optional(),
          note: z.string().max(2000).optional(),
        }),
      },
    },
    async (request) => {
      const task = await app.database.reviews.get(request.params.id);
      if (task === null) throw new SohoaError('NOT_FOUND', { what: `review ${request.params.id}` });
      return resolveReview(app, task, request.body);
    },
  );
}
