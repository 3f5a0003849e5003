import { createHash, timingSafeEqual } from 'node:crypto';
import { SohoaError } from '../domain/errors.ts';
import type { Api } from './api.ts';

const open = /^\/(docs|healthz|readyz)(\/|$|\?)/;
/** These addresses carry their own one-time secret, which the hand-off checks. */
const withSecret = /^\/v1\/hand-offs\/[\w-]+\/(file|signed)\?token=[\w-]+$/;

/** Bearer tokens when any is configured; else only this machine may call. Pages of the documentation stay readable. */
export function addAccess(server: Api, tokens: readonly string[]): void {
  const digests = tokens.map(digest);
  server.addHook('onRequest', async (request) => {
    if (open.test(request.url) || withSecret.test(request.url)) return;
    if (digests.length === 0) {
      if (!isLoopback(request.socket.remoteAddress)) throw new SohoaError('ACCESS_DENIED');
      return;
    }
    const given = digest(tokenOf(request.headers.authorization ?? ''));
    if (!digests.some((known) => timingSafeEqual(known, given))) throw new SohoaError('ACCESS_DENIED');
  });
}

/** `Bearer <token>` of a system, or the password of a browser that signed in (`Basic`, any name). */
function tokenOf(authorization: string): string {
  const [, scheme, value = ''] = /^(Bearer|Basic) (.+)$/i.exec(authorization) ?? [];
  if (scheme?.toLowerCase() !== 'basic') return value;
  const said = Buffer.from(value, 'base64').toString('utf8');
  return said.slice(said.indexOf(':') + 1);
}

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

const isLoopback = (address: string | undefined): boolean =>
  address === '::1' || address?.replace('::ffff:', '').startsWith('127.') === true;
