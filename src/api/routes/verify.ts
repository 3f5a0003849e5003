import { z } from 'zod';
import type { App } from '../../app/app.ts';
import { SohoaError } from '../../domain/errors.ts';
import type { Api } from '../api.ts';

/** Verify one file without a dossier. */
export function addVerifyRoutes(api: Api, app: App): void {
  api.post(
    '/v1/verify',
    {
      schema: {
        tags: ['verify'],
        summary: 'Kiểm tra chữ ký của một tệp · Verify the signatures of a file',
        description: 'multipart/form-data with one file part `file`.',
        consumes: ['multipart/form-data'],
        querystring: z.object({
          slot: z
            .enum(['CITIZEN', 'OPERATOR_SCAN', 'PERSON_COMPETENT', 'AGENCY_ISSUED', 'COPY_SAO_Y', 'ANY'])
            .default('ANY'),
        }),
      },
    },
    async (request) => {
      const file = await request.file();
      if (file === undefined) throw new SohoaError('USAGE', { reason: 'file part is missing' });
      return app.techniques.verify(await file.toBuffer(), { slot: request.query.slot });
    },
  );
}
