import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPublicAddress, parseAllowList } from '../../../src/adapters/http/address-policy.ts';
import { createGuardedTransport } from '../../../src/adapters/http/guarded-transport.ts';
import { SohoaError } from '../../../src/domain/errors.ts';
import type { HttpRequest } from '../../../src/pki/http-transport.ts';

const server = createServer((request, response) => {
  const seen = { host: request.headers.host, url: request.url, redirected: false };
  if (request.url === '/redirect') response.writeHead(302, { location: '/target' }).end();
  else if (request.url === '/large') response.end(Buffer.alloc(100_000));
  else if (request.url === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
  else if (request.url === '/silent') request.socket.unref();
  else if (request.url === '/cut') {
    response.writeHead(200, { 'content-length': 1000 });
    response.write('half', () => response.socket?.destroy());
  } else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(seen));
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  url,
  method: 'GET',
  maxBytes: 10_000,
  timeoutMs: 5_000,
  ...more,
});
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'answered',
    (thrown: unknown) => (thrown instanceof SohoaError ? thrown.code : String(thrown)),
  );
const pinned = () => createGuardedTransport({ allowHosts: [`ocsp.congvu.example=127.0.0.1:${port}`] });

describe('the guarded transport', () => {
  test('goes to the pinned address and still asks for the host by its name', async () => {
    const answer = await pinned().request(get('http://ocsp.congvu.example/ca?x=1'));
    expect(answer.status).toBe(200);
    expect(JSON.parse(Buffer.from(answer.body).toString())).toMatchObject({
      host: 'ocsp.congvu.example',
      url: '/ca?x=1',
    });
  });

  test('does not follow a redirect', async () => {
    expect((await pinned().request(get('http://ocsp.congvu.example/redirect'))).status).toBe(302);
  });

  test.each([
    ['/large', 'a body above the limit'],
    ['/gzip', 'a compressed answer'],
    ['/cut', 'an answer that was cut off'],
  ])('calls %s unavailable: %s', async (path) => {
    expect(await codeOf(pinned().request(get(`http://ocsp.congvu.example${path}`)))).toBe('NETWORK_UNAVAILABLE');
  });

  test('gives up on a server that accepts and says nothing', async () => {
    const silent = pinned().request(get('http://ocsp.congvu.example/silent', { timeoutMs: 100 }));
    expect(await codeOf(silent)).toBe('NETWORK_UNAVAILABLE');
  });

  test('the look-up of the name counts against the time limit', async () => {
    const transport = createGuardedTransport({ allowHosts: [], resolve: () => new Promise(() => undefined) });
    expect(await codeOf(transport.request(get('http://slow.example/', { timeoutMs: 50 })))).toBe('NETWORK_UNAVAILABLE');
  });

  test.each([
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://192.168.1.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'file:///etc/passwd',
    'ftp://ocsp.congvu.example/',
    'http://user:secret@ocsp.congvu.example/',
    'http://public.example:8080/',
    'not a url',
    `http://public.example/${'a'.repeat(3000)}`,
  ])('refuses %s', async (url) => {
    const transport = createGuardedTransport({ allowHosts: [], resolve: async () => ['203.0.114.1'] });
    expect(await codeOf(transport.request(get(url)))).toBe('NETWORK_REFUSED');
  });

  test('refuses a public name as soon as one of its addresses is private', async () => {
    const transport = createGuardedTransport({ allowHosts: [], resolve: async () => ['8.8.8.8', '10.1.2.3'] });
    expect(await codeOf(transport.request(get('http://rebind.example/')))).toBe('NETWORK_REFUSED');
  });

  test('with onlyAllowed, refuses what is not listed even when it is public', async () => {
    const transport = createGuardedTransport({ allowHosts: [], onlyAllowed: true, resolve: async () => ['8.8.8.8'] });
    expect(await codeOf(transport.request(get('http://public.example/')))).toBe('NETWORK_REFUSED');
  });

  test('a listed name may resolve to a private address', async () => {
    const transport = createGuardedTransport({
      allowHosts: ['tsa.noi-bo.example'],
      resolve: async () => ['127.0.0.1'],
    });
    const answer = await transport.request(get(`http://tsa.noi-bo.example:${port}/`));
    expect(answer.status).toBe(200);
  });

  test('an unknown name is unavailable, not refused', async () => {
    const resolve = () => Promise.reject(new Error('ENOTFOUND'));
    expect(
      await codeOf(createGuardedTransport({ allowHosts: [], resolve }).request(get('http://nowhere.example/'))),
    ).toBe('NETWORK_UNAVAILABLE');
  });
});

test('only global unicast addresses are public', () => {
  expect(['8.8.8.8', '2606:4700::1111'].every(isPublicAddress)).toBe(true);
  expect(
    ['0.0.0.0', '100.64.0.1', '224.0.0.1', '255.255.255.255', 'fc00::1', 'fe80::1', '::'].some(isPublicAddress),
  ).toBe(false);
});

test('an allow-list entry that is neither form is a configuration error', () => {
  expect(() => parseAllowList(['host=1.2.3.4'])).toThrow(SohoaError);
  expect(() => parseAllowList(['host=1.2.3.400:80'])).toThrow(SohoaError);
  expect(parseAllowList(['A.example', 'b.example=[::1]:80'])).toEqual([
    { host: 'a.example', pinned: null },
    { host: 'b.example', pinned: { address: '::1', port: 80 } },
  ]);
});
