import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../../../src/domain/clock.ts';
import { SohoaError } from '../../../../src/domain/errors.ts';
import type { HttpRequest, HttpTransport } from '../../../../src/pki/http-transport.ts';
import { accessTokens } from '../../../../src/pki/keys/access-token.ts';

const start = new Date('2026-11-22T03:00:00Z');

function source(answer: (request: HttpRequest) => { readonly status: number; readonly body: unknown }) {
  const requests: HttpRequest[] = [];
  const clock = fixedClock(start);
  const transport: HttpTransport = {
    request: async (request) => {
      requests.push(request);
      const { status, body } = answer(request);
      return { status, headers: {}, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) };
    },
  };
  const client = {
    url: 'https://ky.vidu.example/oauth2/token',
    clientId: 'mot-cua',
    secret: () => 'bí&mật',
    timeoutMs: 1,
  };
  return { requests, clock, token: accessTokens(client, { transport, clock }) };
}

describe('access tokens of a remote signing service', () => {
  it('are asked for as RFC 6749 4.4 says, and used until shortly before they end', async () => {
    let count = 0;
    const { requests, clock, token } = source(() => ({
      status: 200,
      body: { access_token: `t${++count}`, token_type: 'Bearer', expires_in: 600 },
    }));
    expect([await token(), await token()]).toEqual(['t1', 't1']);
    const [first] = requests;
    expect(first).toMatchObject({ method: 'POST', contentType: 'application/x-www-form-urlencoded' });
    const form = new URLSearchParams(Buffer.from(first?.body ?? []).toString());
    expect(Object.fromEntries(form)).toEqual({
      grant_type: 'client_credentials',
      client_id: 'mot-cua',
      client_secret: 'bí&mật',
    });
    clock.set(new Date(start.getTime() + 569_000));
    expect(await token()).toBe('t1');
    clock.set(new Date(start.getTime() + 571_000));
    expect(await token()).toBe('t2');
  });

  it.each([
    ['a refusal', 401, { error: 'invalid_client' }],
    ['no JSON', 200, '<html>'],
    ['no token', 200, {}],
  ])('%s lets the document wait, and the secret is in no message', async (_, status, body) => {
    const { token } = source(() => ({ status, body }));
    const error: SohoaError = await token().then(
      () => new SohoaError('INTERNAL'),
      (thrown) => thrown,
    );
    expect(error.code).toBe('KEY_UNAVAILABLE');
    expect(JSON.stringify([error.text, error.details, String(error.stack)])).not.toContain('bí&mật');
  });
});
