import { constants, createPrivateKey, sign, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPinGuard } from '../../../../src/pki/keys/pin-guard.ts';
import { loadPkcs11 } from '../../../../src/pki/keys/pkcs11.ts';
import type { SignatureScheme, SigningKey } from '../../../../src/pki/keys/signing-key.ts';
import { type Token, TokenError, type TokenMechanism } from '../../../../src/pki/keys/token.ts';
import { openTokenKey } from '../../../../src/pki/keys/token-key.ts';
import { hasSoftHsm, openSoftHsm, type SoftHsm } from '../../../support/soft-hsm.ts';
import { usePki } from '../fixture.ts';

const fixture = usePki();
const data = Buffer.from('bản sao y');

function verifies(key: SigningKey, scheme: SignatureScheme, value: Uint8Array): boolean {
  const { publicKey } = key.certificate;
  if (publicKey === null) return false;
  const hash = scheme.slice(scheme.lastIndexOf('-') + 1);
  if (!scheme.startsWith('rsa-pss-')) return verify(hash, data, publicKey, value);
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
  return verify(hash, data, { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, value);
}

/** A device whose every mood can be chosen. */
interface Moods {
  pin: string;
  gone: boolean;
  tries: number;
  state: ReturnType<Token['pinState']>;
}

async function fakeToken(mechanisms: readonly TokenMechanism[], moods: Moods): Promise<Token> {
  const privateKey = await fixture.pki.privateKey('agency');
  const raw = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  let loggedIn = false;
  return {
    name: 'Thiết bị mẫu',
    serial: '0001',
    mechanisms: new Set(mechanisms),
    pinState: () => moods.state,
    login: (pin) => {
      moods.tries++;
      if (pin !== moods.pin) throw new TokenError('pin-incorrect', 'CKR_PIN_INCORRECT');
      loggedIn = true;
    },
    certificates: () => [{ id: 'a1', label: 'agency', der: fixture.pki.certificate('agency').der }],
    privateKeys: () => [{ id: 'a1', label: 'agency' }],
    sign: async (_key, mechanism, hash, input) => {
      if (moods.gone || !loggedIn) throw new TokenError('gone', 'CKR_DEVICE_REMOVED');
      if (mechanism === 'rsa-pkcs1') {
        // raw RSA over the DigestInfo, as CKM_RSA_PKCS does it
        const { privateEncrypt } = await import('node:crypto');
        return new Uint8Array(privateEncrypt({ key: raw, padding: constants.RSA_PKCS1_PADDING }, input));
      }
      return new Uint8Array(sign(hash, input, raw));
    },
    close: () => undefined,
  };
}

const moods = (more: Partial<Moods> = {}): Moods => ({ pin: '1234', gone: false, tries: 0, state: 'ok', ...more });

describe('a device behind the key interface', () => {
  test('that knows only PKCS#1 v1.5 offers only that, and signs with it', async () => {
    const key = openTokenKey(await fakeToken(['rsa-pkcs1'], moods()), { pin: '1234', guard: createPinGuard() });
    expect(key.schemes).toEqual(['rsa-pkcs1-sha256', 'rsa-pkcs1-sha384', 'rsa-pkcs1-sha512']);
    for (const scheme of key.schemes) expect(verifies(key, scheme, await key.sign(scheme, data))).toBe(true);
    await expect(key.sign('rsa-pss-sha256', data)).rejects.toMatchObject({ code: 'SIGN_REFUSED' });
  });

  test('one PIN entry serves a whole batch', async () => {
    const mood = moods();
    const key = openTokenKey(await fakeToken(['rsa-pkcs1'], mood), { pin: '1234', guard: createPinGuard() });
    const values = await key.signBatch(
      'rsa-pkcs1-sha256',
      Array.from({ length: 20 }, () => data),
    );
    expect(values.every((value) => verifies(key, 'rsa-pkcs1-sha256', value))).toBe(true);
    expect(mood.tries).toBe(1);
  });

  test('wrong PINs are counted and the third is never sent to the device', async () => {
    const mood = moods();
    const guard = createPinGuard({ maxFailures: 2 });
    const codes: string[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      const token = await fakeToken(['rsa-pkcs1'], mood);
      try {
        openTokenKey(token, { pin: 'sai', guard });
      } catch (thrown) {
        codes.push((thrown as { code: string }).code);
      }
    }
    expect(codes).toEqual(['KEY_PASSWORD_WRONG', 'KEY_PASSWORD_WRONG', 'KEY_LOCKED', 'KEY_LOCKED', 'KEY_LOCKED']);
    expect(mood.tries).toBe(2);
    guard.release({ serial: '0001' });
    expect(() => openTokenKey({ ...throwaway, serial: '0001' }, { pin: '1234', guard })).not.toThrow('KEY_LOCKED');
  });

  test.each(['last-try', 'locked'] as const)('whose PIN is at "%s" is left alone', async (state) => {
    const mood = moods({ state });
    const token = await fakeToken(['rsa-pkcs1'], mood);
    expect(() => openTokenKey(token, { pin: '1234', guard: createPinGuard() })).toThrow('KEY_LOCKED');
    expect(mood.tries).toBe(0);
  });

  test('pulled out in the middle of a batch: the work waits', async () => {
    const mood = moods();
    const key = openTokenKey(await fakeToken(['rsa-pkcs1'], mood), { pin: '1234', guard: createPinGuard() });
    await key.sign('rsa-pkcs1-sha256', data);
    mood.gone = true;
    await expect(key.sign('rsa-pkcs1-sha256', data)).rejects.toMatchObject({
      code: 'KEY_UNAVAILABLE',
      row: { retryable: true },
    });
  });

  test('plugged in again it goes on, with one log-in', async () => {
    const mood = moods();
    const again = moods();
    const key = openTokenKey(await fakeToken(['rsa-pkcs1'], mood), {
      pin: '1234',
      guard: createPinGuard(),
      reopen: () => fakeToken(['rsa-pkcs1'], again),
    });
    mood.gone = true;
    expect(verifies(key, 'rsa-pkcs1-sha256', await key.sign('rsa-pkcs1-sha256', data))).toBe(true);
    expect(again.tries).toBe(1);
  });

  const throwaway: Token = {
    name: 'trống',
    serial: '',
    mechanisms: new Set(),
    pinState: () => 'ok',
    login: () => undefined,
    certificates: () => [],
    privateKeys: () => [],
    sign: () => Promise.reject(new TokenError('failed', '')),
    close: () => undefined,
  };
});

describe.skipIf(!hasSoftHsm)('SoftHSM', () => {
  let hsm: SoftHsm;

  beforeAll(async () => {
    hsm = await openSoftHsm(fixture.pki, ['agency', 'leader-p256']);
  });
  afterAll(() => hsm?.close());

  test('lists its token', () => {
    expect(hsm.module.tokens().map((token) => token.label)).toContain(hsm.label);
  });

  test('signs with RSA, PKCS#1 v1.5 and PSS, and with ECDSA; every value verifies in software', async () => {
    for (const id of ['agency', 'leader-p256']) {
      const key = hsm.key(id);
      expect(key.schemes.length).toBeGreaterThan(0);
      for (const scheme of key.schemes)
        expect(`${scheme} ${verifies(key, scheme, await key.sign(scheme, data))}`).toBe(`${scheme} true`);
      await key.close();
    }
  });

  test('many signatures at once wait for the few sessions', async () => {
    const key = hsm.key('agency');
    const values = await Promise.all(Array.from({ length: 40 }, () => key.sign('rsa-pkcs1-sha256', data)));
    expect(values.every((value) => verifies(key, 'rsa-pkcs1-sha256', value))).toBe(true);
    await key.close();
  });

  test('a wrong PIN is named as such', () => {
    const wrong = () => openTokenKey(hsm.token(), { pin: '000000', guard: createPinGuard(), key: 'agency' });
    expect(wrong).toThrow('KEY_PASSWORD_WRONG');
  });

  test('an unknown key or token is not available, with its name', () => {
    expect(() => hsm.module.open('khong-co')).toThrow('KEY_UNAVAILABLE');
    expect(() => openTokenKey(hsm.token(), { pin: hsm.pin, guard: createPinGuard(), key: 'khong-co' })).toThrow(
      'KEY_UNAVAILABLE',
    );
  });
});

test('a library that cannot be loaded leaves everything else working', async () => {
  await expect(loadPkcs11('/khong/co.so')).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
});
