import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '../../app/app.ts';
import { bundleFrom } from '../../app/evidence-folder.ts';
import { SohoaError } from '../../domain/errors.ts';
import type { VerifyRequest } from '../../pipeline/techniques.ts';
import type { Api } from '../api.ts';

const slot = z
  .enum(['CITIZEN', 'OPERATOR_SCAN', 'PERSON_COMPETENT', 'AGENCY_ISSUED', 'COPY_SAO_Y', 'ANY'])
  .default('ANY');

/** Verify one file without a dossier, and again years later by its evidence. */
export function addVerifyRoutes(api: Api, app: App): void {
  api.post(
    '/v1/verify',
    {
      schema: {
        tags: ['verify'],
        summary: 'Kiểm tra chữ ký của một tệp · Verify the signatures of a file',
        description:
          'multipart/form-data with one file part `file`, and a field `password` when it is encrypted. `as=report` answers with the signed one-page PDF/A report (unsigned only with `unsigned=true`), `as=evidence` with the evidence bundle.',
        consumes: ['multipart/form-data'],
        querystring: z.object({
          slot,
          as: z.enum(['json', 'report', 'evidence']).default('json'),
          unsigned: z.stringbool().default(false),
          language: z.enum(['vi', 'en']).default(app.config.language),
        }),
      },
    },
    async (request, reply) => {
      const { verification, verify } = app.techniques;
      const { as, unsigned, language } = request.query;
      const { parts, name, password } = await readParts(request);
      const file = part(parts, 'file');
      const asked: VerifyRequest = { slot: request.query.slot, ...(password === undefined ? {} : { password }) };
      if (as === 'json') return verify(file, asked);
      const judged = await verification.judge(file, { ...asked, at: app.clock.now() });
      if (as === 'evidence') return verification.keep(judged, { file: name, request: asked, previous: null });
      const printed = await verification.report(judged.report, { file: name, language, sign: !unsigned });
      return reply.type('application/pdf').send(Buffer.from(printed.bytes));
    },
  );
  api.post(
    '/v1/verify/evidence',
    {
      schema: {
        tags: ['verify'],
        summary: 'Kiểm tra lại theo gói bằng chứng · Verify again by an evidence bundle',
        description:
          'multipart/form-data with the file parts `file` and `evidence`, and a field `password` when the file is encrypted. A bundle that was changed or speaks of another file is refused and named.',
        consumes: ['multipart/form-data'],
        querystring: z.object({ at: z.iso.datetime({ offset: true }).optional() }),
      },
    },
    async (request) => {
      const { parts, password } = await readParts(request);
      const { at } = request.query;
      const { report, check, stamped } = await app.techniques.verification.recheck(
        part(parts, 'file'),
        bundleFrom('evidence', Buffer.from(part(parts, 'evidence')).toString('utf8')),
        {
          name: 'evidence',
          ...(at === undefined ? {} : { at: new Date(at) }),
          ...(password === undefined ? {} : { password }),
        },
      );
      return { report, verdict_then: check.verdictThen, agrees: check.agrees, stamped };
    },
  );
}

/** File parts by field name, the name of `file`, and the password. */
async function readParts(request: FastifyRequest) {
  const parts = new Map<string, Uint8Array>();
  let name = 'file.pdf';
  let password: string | undefined;
  for await (const one of request.parts()) {
    if (one.type === 'file') {
      parts.set(one.fieldname, await one.toBuffer());
      if (one.fieldname === 'file') name = one.filename;
    } else if (one.fieldname === 'password') password = String(one.value);
  }
  return { parts, name, password };
}

function part(parts: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = parts.get(name);
  if (bytes === undefined)
    throw new SohoaError('USAGE', { reason_vi: `thiếu phần ${name}`, reason_en: `file part ${name} is missing` });
  return bytes;
}
