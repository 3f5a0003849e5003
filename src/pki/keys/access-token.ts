import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import { asSohoaError, SohoaError } from '../../domain/errors.ts';
import type { HttpTransport } from '../http-transport.ts';

/** A client of a remote signing service that fetches its own access token (OAuth 2 client credentials, CSC API v2 §8.3). */
export interface TokenClient {
  readonly url: string;
  readonly clientId: string;
  /** Read anew for every exchange, kept nowhere. */
  readonly secret: () => string;
  readonly timeoutMs: number;
}

const answer = z.object({
  access_token: z.string().min(1).max(100_000),
  expires_in: z.number().positive().optional(),
});
const marginMs = 30_000;
const usualLifeMs = 300_000;

/**
 * A source of access tokens: one is used until shortly before it ends.
 * @throws SohoaError KEY_UNAVAILABLE; the secret is in no message
 */
export function accessTokens(
  client: TokenClient,
  deps: { readonly transport: HttpTransport; readonly clock: Clock },
): () => Promise<string> {
  let kept: { readonly token: string; readonly until: number } | null = null;
  return async () => {
    const now = deps.clock.now().getTime();
    if (kept !== null && now < kept.until) return kept.token;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.secret(),
    });
    const { status, body } = await exchange(client, deps.transport, Buffer.from(form.toString()));
    const parsed = answer.safeParse(status === 200 ? jsonOf(body) : null);
    if (!parsed.success) throw unavailable(`HTTP ${status}`);
    const { access_token: token, expires_in: seconds } = parsed.data;
    kept = { token, until: now + Math.max(0, (seconds === undefined ? usualLifeMs : seconds * 1000) - marginMs) };
    return token;
  };
}

async function exchange(client: TokenClient, transport: HttpTransport, body: Uint8Array) {
  try {
    return await transport.request({
      url: client.url,
      method: 'POST',
      body,
      contentType: 'application/x-www-form-urlencoded',
      accept: 'application/json',
      maxBytes: 1024 * 1024,
      timeoutMs: client.timeoutMs,
    });
  } catch (thrown) {
    const error = asSohoaError(thrown);
    if (error.code !== 'NETWORK_UNAVAILABLE') throw thrown;
    throw unavailable(String(error.details.reason));
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

const unavailable = (reason: string): SohoaError =>
  new SohoaError('KEY_UNAVAILABLE', { reason: `access token: ${reason}` });
