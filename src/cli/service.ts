import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildApi } from '../api/server.ts';
import { composeApp } from '../app/compose.ts';
import type { Config } from '../app/config.ts';
import { runUntilQuiet } from '../app/run-dossier.ts';
import { type ErrorCode, SohoaError } from '../domain/errors.ts';
import type { Text } from '../domain/text.ts';

/**
 * The service as commands see it: the one that runs on the data folder, over HTTP; else its routes in this process. So a
 * command says and does the same beside a running service, which alone may open the embedded database.
 */
export interface Service {
  get<T>(path: string): Promise<T>;
  bytes(path: string): Promise<Uint8Array>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** One PDF as the whole body. */
  upload<T>(path: string, pdf: Uint8Array): Promise<T>;
  /** Without a service beside it, this process takes the dossier on until it settles or waits. */
  goOn(dossierId: string): Promise<void>;
}

/** Where a running service says how it is reached. */
export const serviceFile = (config: Config): string => join(config.dataDir, 'service.json');

export async function withService<T>(config: Config, work: (service: Service) => Promise<T>): Promise<T> {
  const url = await runningService(config);
  if (url !== null) {
    const send = async (method: string, path: string, body?: unknown): Promise<Answer> => {
      const response = await fetch(new URL(path, url), {
        method,
        headers: { ...access(config), ...typeOf(body) },
        ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
      });
      return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
    };
    return work(serviceOver(send, async () => undefined));
  }
  const app = await composeApp(config);
  const api = await buildApi(app);
  try {
    const send = async (method: string, path: string, body?: unknown): Promise<Answer> => {
      const response = await api.inject({
        method: method as 'GET' | 'POST',
        url: path,
        headers: { ...access(config), ...typeOf(body) },
        ...(body === undefined ? {} : { payload: body instanceof Uint8Array ? Buffer.from(body) : (body as object) }),
      });
      return { status: response.statusCode, bytes: response.rawPayload };
    };
    return await work(
      serviceOver(send, async (dossierId) => {
        await app.start();
        await runUntilQuiet(app, [dossierId], { patienceMs: 5_000 });
      }),
    );
  } finally {
    await api.close();
    await app.close();
  }
}

interface Answer {
  readonly status: number;
  readonly bytes: Uint8Array;
}

function serviceOver(
  send: (method: string, path: string, body?: unknown) => Promise<Answer>,
  goOn: Service['goOn'],
): Service {
  const checked = async (method: string, path: string, body?: unknown): Promise<Uint8Array> => {
    const { status, bytes } = await send(method, path, body);
    if (status >= 400) throw faultOf(bytes);
    return bytes;
  };
  const json = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes));
  return {
    get: async (path) => json(await checked('GET', path)),
    bytes: (path) => checked('GET', path),
    post: async (path, body) => json(await checked('POST', path, body)),
    upload: async (path, pdf) => json(await checked('POST', path, pdf)),
    goOn,
  };
}

const typeOf = (body: unknown): Record<string, string> =>
  body === undefined ? {} : { 'content-type': body instanceof Uint8Array ? 'application/pdf' : 'application/json' };

const access = (config: Config): Record<string, string> => {
  const [token] = config.apiTokens;
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
};

async function runningService(config: Config): Promise<string | null> {
  try {
    const { url } = JSON.parse(await readFile(serviceFile(config), 'utf8')) as { readonly url: string };
    const alive = await fetch(new URL('/healthz', url), { signal: AbortSignal.timeout(3_000) });
    return alive.ok ? url : null;
  } catch {
    return null; // no service, or one that was killed and left its note
  }
}

/** The service's own words, so that they are said once and alike. */
class ServiceError extends SohoaError {
  readonly #said: Text;

  constructor(code: ErrorCode, said: Text) {
    super(code);
    this.#said = said;
  }

  override get text(): Text {
    return this.#said;
  }
}

function faultOf(bytes: Uint8Array): SohoaError {
  try {
    const { code, vi, en } = JSON.parse(new TextDecoder().decode(bytes));
    return new ServiceError(code, { vi, en });
  } catch {
    return new SohoaError('INTERNAL', { reason: 'the service answered something unreadable' });
  }
}
