import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { App } from '../app/app.ts';
import { addConsole } from '../console/console.ts';
import { addAccess } from './access.ts';
import type { Api } from './api.ts';
import { addErrors } from './errors.ts';
import { addDocumentRoutes } from './routes/documents.ts';
import { addDossierRoutes } from './routes/dossiers.ts';
import { addHandOffRoutes } from './routes/hand-offs.ts';
import { addHealthRoutes } from './routes/health.ts';
import { addRenewalRoutes } from './routes/renewals.ts';
import { addReportRoutes } from './routes/reports.ts';
import { addRetryRoutes } from './routes/retries.ts';
import { addReviewRoutes } from './routes/reviews.ts';
import { addVerifyRoutes } from './routes/verify.ts';

/** What the log says of a request: no header, no secret of a one-time address. */
const requestLog = ({ method, url, ip }: { readonly method: string; readonly url: string; readonly ip: string }) => ({
  method,
  url: url.replace(/([?&]token=)[^&]*/g, '$1…'),
  remoteAddress: ip,
});

/** The HTTP face as a plugin that tests inject into; only `serve` listens. OpenAPI page at /docs, its JSON at /docs/json. */
export async function buildApi(app: App, options: { readonly logger?: boolean } = {}): Promise<Api> {
  const server: Api = fastify({
    logger: options.logger === true ? { level: 'info', serializers: { req: requestLog } } : false,
    genReqId: () => app.random.uuid(),
    bodyLimit: 1024 * 1024,
    requestTimeout: 300_000,
  }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  addErrors(server, app.config.language);
  addAccess(server, app.config.apiTokens);
  await server.register(multipart, {
    limits: { fileSize: app.config.maxFileBytes, files: 500, fields: 20, fieldSize: 1024 * 1024 },
  });
  await server.register(swagger, {
    openapi: {
      info: {
        title: 'sohoa',
        version: '1',
        description:
          'Số hóa, ký số và kiểm tra giấy tờ hồ sơ TTHC · Digitizes, signs and verifies the papers of dossiers',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await server.register(swaggerUi, { routePrefix: '/docs' });
  await server.register(async (routes) => {
    const api = routes as Api;
    addDossierRoutes(api, app);
    addDocumentRoutes(api, app);
    addReviewRoutes(api, app);
    addReportRoutes(api, app);
    addHandOffRoutes(api, app);
    addRenewalRoutes(api, app);
    addRetryRoutes(api, app);
    addVerifyRoutes(api, app);
    addHealthRoutes(api, app);
    addConsole(api, app);
  });
  return server;
}
