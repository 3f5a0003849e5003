import { Client } from 'undici';
import { SohoaError } from '../../domain/errors.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from '../../pki/http-transport.ts';
import { parseAllowList, type Resolve, systemResolve, type Target, targetOf, unavailable } from './address-policy.ts';

export interface GuardedTransportOptions {
  /** `host` or `host=address:port`; these may be private. */
  readonly allowHosts: readonly string[];
  /** Default false: public addresses are open without being listed. */
  readonly onlyAllowed?: boolean;
  readonly resolve?: Resolve;
}

/**
 * HTTP for URLs that nobody here chose (AIA, CRL, OCSP, TSA, webhooks): resolve, judge, connect to the judged address,
 * no redirects, no compression, bounds on size and on the whole time.
 */
export function createGuardedTransport(options: GuardedTransportOptions): HttpTransport {
  const policy = { allowed: parseAllowList(options.allowHosts), onlyAllowed: options.onlyAllowed ?? false };
  const resolve = options.resolve ?? systemResolve;
  return {
    async request(request) {
      const url = parseUrl(request.url);
      const deadline = AbortSignal.timeout(request.timeoutMs);
      try {
        const target = await beforeDeadline(targetOf(url, policy, resolve), deadline);
        return await exchange(url, target, request, deadline);
      } catch (thrown) {
        if (thrown instanceof SohoaError) throw thrown;
        throw unavailable(
          url,
          deadline.aborted ? `no answer within ${request.timeoutMs} ms` : reasonOf(thrown),
          thrown,
        );
      }
    },
  };
}

function parseUrl(written: string): URL {
  try {
    return new URL(written);
  } catch (thrown) {
    throw new SohoaError('NETWORK_REFUSED', { url: written.slice(0, 200) }, { cause: thrown });
  }
}

async function exchange(url: URL, target: Target, request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
  const host = target.address.includes(':') ? `[${target.address}]` : target.address;
  const client = new Client(`${url.protocol}//${host}:${target.port}`, {
    // the certificate of the server must be for the name that was asked for, not for the address
    connect: { servername: url.hostname },
    maxHeaderSize: 16_384,
    pipelining: 0,
  });
  try {
    const response = await client.request({
      method: request.method,
      path: url.pathname + url.search,
      signal,
      body: request.body ?? null,
      headers: {
        ...request.headers,
        host: url.host,
        'accept-encoding': 'identity',
        'user-agent': 'sohoa',
        ...(request.accept === undefined ? {} : { accept: request.accept }),
        ...(request.contentType === undefined ? {} : { 'content-type': request.contentType }),
      },
      // the deadline covers everything; these only keep undici from being stricter
      headersTimeout: request.timeoutMs,
      bodyTimeout: request.timeoutMs,
    });
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    );
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw unavailable(url, 'compressed answer');
    return { status: response.statusCode, headers, body: await readBounded(response.body, url, request.maxBytes) };
  } finally {
    await client.destroy();
  }
}

async function readBounded(body: AsyncIterable<unknown>, url: URL, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > maxBytes) throw unavailable(url, `answer larger than ${maxBytes} bytes`);
    chunks.push(bytes);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** A name server may be slow as well: the look-up is part of the time that the caller grants. */
function beforeDeadline<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'failed';
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.message;
}
