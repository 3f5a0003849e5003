import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CscFault, type CscServer, startCscServer } from '../../../../certs-test/csc-server.ts';
import { createGuardedTransport } from '../../../../src/adapters/http/guarded-transport.ts';
import { fixedClock } from '../../../../src/domain/clock.ts';
import { listRemoteKeys, openRemoteKey, type RemoteSigningService } from '../../../../src/pki/keys/remote-csc.ts';
import { algorithmOfScheme } from '../../../../src/pki/keys/scheme-algorithm.ts';
import type { SignatureScheme, SigningKey } from '../../../../src/pki/keys/signing-key.ts';
import { verifySignature } from '../../../../src/pki/signature-algorithm.ts';
import { usePki } from '../fixture.ts';
import { hasOpenssl } from '../openssl.ts';

const fixture = usePki();
let server: CscServer;
const waits: number[] = [];
const batch = Array.from({ length: 7 }, (_, index) => Buffer.from(`tài liệu ${index}`));

beforeAll(async () => {
  server = await startCscServer(fixture.pki, { credentials: ['agency', 'leader-p256'], pin: '2468', multisign: 5 });
});
afterAll(() => server.close());
beforeEach(() => {
  server.fault = null;
  server.confirmAfter = 0;
  server.authorisations = 0;
  waits.length = 0;
});

const clock = fixedClock(new Date('2026-11-22T03:00:00Z'));
const deps = () => ({
  clock,
  transport: createGuardedTransport({ allowHosts: [server.allow] }),
  wait: async (ms: number) => {
    waits.push(ms);
  },
});
const service = (more: Partial<RemoteSigningService> = {}): RemoteSigningService => ({
  url: server.url,
  accessToken: async () => server.token,
  authorisation: { PIN: '2468' },
  timeoutMs: 5_000,
  polling: { everyMs: 3_000, atMost: 5 },
  confirmMs: 300_000,
  ...more,
});
const open = (id = 'agency', more: Partial<RemoteSigningService> = {}): Promise<SigningKey> =>
  openRemoteKey(id, service(more), deps());
const good = (key: SigningKey, scheme: SignatureScheme, data: Uint8Array, value: Uint8Array): boolean =>
  verifySignature(algorithmOfScheme(scheme), key.certificate.publicKey, data, value) === 'valid';

describe('a remote key', () => {
  test('is listed, and opens with its certificate and chain', async () => {
    expect(await listRemoteKeys(service(), deps())).toEqual(['agency', 'leader-p256']);
    const key = await open();
    expect(key.certificate.sha256).toBe(fixture.pki.certificate('agency').sha256);
    expect(key.chain).toHaveLength(1);
    expect(server.authorisations).toBe(0);
  });

  test('signs a batch under as few authorisations as the service allows', async () => {
    const key = await open();
    const values = await key.signBatch('rsa-pkcs1-sha256', batch);
    expect(values.map((value, index) => good(key, 'rsa-pkcs1-sha256', batch[index] ?? Buffer.alloc(0), value))).toEqual(
      batch.map(() => true),
    );
    expect(server.authorisations).toBe(2);
  });

  test.skipIf(!hasOpenssl).each([
    ['agency', 'rsa-pss-sha256'],
    ['agency', 'rsa-pss-sha512'],
    ['leader-p256', 'ecdsa-sha256'],
  ] as const)('%s with %s', async (id, scheme) => {
    const key = await open(id);
    const [data = Buffer.alloc(0)] = batch;
    expect(good(key, scheme, data, await key.sign(scheme, data))).toBe(true);
  });

  test('waits for the confirmation on the phone', async () => {
    server.confirmAfter = 3;
    const key = await open();
    const [data = Buffer.alloc(0)] = batch;
    expect(good(key, 'rsa-pkcs1-sha256', data, await key.sign('rsa-pkcs1-sha256', data))).toBe(true);
    expect(waits).toEqual([3_000, 3_000, 3_000]);
  });

  test('asks the holder once: later looks ask the service how the same request stands', async () => {
    server.confirmAfter = 12;
    const key = await open();
    const sign = () => key.signBatch('rsa-pkcs1-sha256', batch.slice(0, 2));
    await expect(sign()).rejects.toMatchObject({ code: 'KEY_AUTHORISATION_PENDING' });
    await expect(sign()).rejects.toMatchObject({ code: 'KEY_AUTHORISATION_PENDING' });
    expect(await sign()).toHaveLength(2);
    expect(server.authorisations).toBe(1);
  });

  test('a request that nobody confirms in time has expired; the next one is a new request', async () => {
    server.confirmAfter = 100;
    const key = await open();
    const sign = () => key.sign('rsa-pkcs1-sha256', Buffer.from('x'));
    await expect(sign()).rejects.toMatchObject({ code: 'KEY_AUTHORISATION_PENDING' });
    clock.set(new Date('2026-11-22T03:05:00Z'));
    await expect(sign()).rejects.toMatchObject({ code: 'KEY_AUTHORISATION_REFUSED' });
    expect(server.authorisations).toBe(1);
    await expect(sign()).rejects.toMatchObject({ code: 'KEY_AUTHORISATION_PENDING' });
    expect(server.authorisations).toBe(2);
  });

  test('a wrong PIN is sent once, whatever else is to be signed', async () => {
    server.fault = 'wrong-pin';
    const key = await open();
    for (const data of batch.slice(0, 3))
      await expect(key.sign('rsa-pkcs1-sha256', data)).rejects.toMatchObject({ code: 'KEY_PASSWORD_WRONG' });
    expect(server.authorisations).toBe(1);
  });

  test('a reply in another order is put right by the signatures themselves', async () => {
    server.fault = 'reordered';
    const key = await open();
    const values = await key.signBatch('rsa-pkcs1-sha256', batch.slice(0, 5));
    expect(values.every((value, index) => good(key, 'rsa-pkcs1-sha256', batch[index] ?? Buffer.alloc(0), value))).toBe(
      true,
    );
  });

  const faults: readonly (readonly [CscFault, string])[] = [
    ['refused', 'KEY_AUTHORISATION_REFUSED'],
    ['wrong-pin', 'KEY_PASSWORD_WRONG'],
    ['sad-expired', 'KEY_AUTHORISATION_REFUSED'],
    ['down', 'KEY_UNAVAILABLE'],
    ['other-key', 'KEY_UNAVAILABLE'],
    ['too-few', 'KEY_UNAVAILABLE'],
    ['not-json', 'KEY_UNAVAILABLE'],
  ];
  test.each(faults)('the service answers %s: %s', async (fault, code) => {
    const key = await open();
    server.fault = fault;
    await expect(key.signBatch('rsa-pkcs1-sha256', batch.slice(0, 2))).rejects.toMatchObject({ code });
  });

  test('a disabled key does not open', async () => {
    server.fault = 'disabled';
    await expect(open()).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
  });

  test('without a valid access token nothing opens', async () => {
    await expect(open('agency', { accessToken: async () => 'sai' })).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
  });
});
