import type { FastifyError } from 'fastify';
import { asSohoaError, SohoaError } from '../domain/errors.ts';
import type { Language } from '../domain/text.ts';
import type { Api } from './api.ts';

/** Every error leaves as `{code, message, vi, en}` with the status of the one table; a fault of ours shows no inside. */
export function addErrors(server: Api, language: Language): void {
  server.setErrorHandler((thrown: FastifyError, request, reply) => {
    const error = translate(thrown);
    if (error.row.httpStatus >= 500) request.log.error(thrown);
    const text = error.code === 'INTERNAL' ? new SohoaError('INTERNAL', { reason: request.id }).text : error.text;
    if (error.row.retryable) reply.header('retry-after', '30');
    return reply.status(error.row.httpStatus).send({ code: error.code, message: text[language], ...text });
  });
  server.setNotFoundHandler((request, reply) => {
    const { text, code } = new SohoaError('NOT_FOUND', { what: `${request.method} ${request.url.split('?')[0]}` });
    return reply.status(404).send({ code, message: text[language], ...text });
  });
}

/** Faults that the framework finds in a request are the caller's: they become USAGE or FILE_TOO_LARGE. */
export function translate(thrown: FastifyError): SohoaError {
  if (thrown instanceof SohoaError) return thrown;
  if (thrown.code === 'FST_REQ_FILE_TOO_LARGE' || thrown.statusCode === 413)
    return new SohoaError('FILE_TOO_LARGE', { size_bytes: '?', limit_bytes: '?' });
  if (thrown.validation !== undefined || (thrown.statusCode !== undefined && thrown.statusCode < 500))
    return new SohoaError('USAGE', { reason: thrown.message });
  return asSohoaError(thrown);
}
