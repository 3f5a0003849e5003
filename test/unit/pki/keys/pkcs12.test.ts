import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { writePkcs12 } from '../../../../certs-test/lib/pkcs12-write.ts';
import { SohoaError } from '../../../../src/domain/errors.ts';
import { certificatePem } from '../../../../src/pki/certificate.ts';
import { openPkcs12 } from '../../../../src/pki/keys/pkcs12.ts';
import { usePki } from '../fixture.ts';
import { hasOpenssl, openssl, opensslFile } from '../openssl.ts';

const fixture = usePki();
const fileOf = (id: string): Uint8Array => readFileSync(fixture.pki.pkcs12Path(id));
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'opened';
  } catch (thrown) {
    return thrown instanceof SohoaError ? thrown.code : String(thrown);
  }
};

describe('a PKCS#12 file', () => {
  test('opens with its password: key, certificate and chain belong together', async () => {
    const key = openPkcs12(fileOf('agency'), fixture.pki.password, 'agency');
    expect(key.id).toBe('pkcs12:agency');
    expect(key.certificate.sha256).toBe(fixture.pki.certificate('agency').sha256);
    expect(key.chain.map(({ sha256 }) => sha256)).toEqual([fixture.pki.certificate('cv-ca-g2').sha256]);
    const value = await key.sign('rsa-pkcs1-sha256', Buffer.from('dữ liệu'));
    const publicKey = createPublicKey(certificatePem(key.certificate));
    expect(verify('sha256', Buffer.from('dữ liệu'), publicKey, value)).toBe(true);
  });

  test('in the old encryption (RC2-40, 3DES, SHA-1 MAC) opens as well', () => {
    const key = openPkcs12(fileOf('citizen-legacy-p12'), fixture.pki.password);
    expect(key.certificate.sha256).toBe(fixture.pki.certificate('citizen-legacy-p12').sha256);
  });

  test('offers PSS first for RSA, and what the curve asks for in ECDSA', () => {
    expect(openPkcs12(fileOf('agency'), fixture.pki.password).schemes[0]).toBe('rsa-pss-sha256');
    expect(openPkcs12(fileOf('citizen-p384'), fixture.pki.password).schemes).toEqual(['ecdsa-sha384']);
  });

  test.each(['agency', 'citizen-legacy-p12'])('%s with a wrong password says so', (id) => {
    expect(codeOf(() => openPkcs12(fileOf(id), 'sai'))).toBe('KEY_PASSWORD_WRONG');
  });

  test('changed by one byte is noticed by its MAC', () => {
    const bytes = new Uint8Array(fileOf('agency'));
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    expect(codeOf(() => openPkcs12(bytes, fixture.pki.password))).not.toBe('opened');
  });

  test.each([
    ['empty', ''],
    ['text', Buffer.from('-----BEGIN').toString('hex')],
    ['truncated', '3082'],
    ['another structure', '3003020101'],
  ])('that is %s cannot be opened, with a sentence', (_, hex) => {
    expect(codeOf(() => openPkcs12(Buffer.from(hex, 'hex'), 'x'))).toBe('KEY_FILE_UNREADABLE');
  });

  test('with a key that belongs to no certificate of it is refused', async () => {
    const other = writePkcs12(await fixture.pki.privateKey('leader'), [fixture.pki.certificate('agency')], 'x');
    expect(codeOf(() => openPkcs12(other, 'x'))).toBe('KEY_FILE_UNREADABLE');
  });

  test('asking for minutes of key derivation is refused', async () => {
    const bytes = Buffer.from(
      writePkcs12(await fixture.pki.privateKey('agency'), [fixture.pki.certificate('agency')], 'x'),
    );
    const mac = bytes.lastIndexOf(Buffer.from('02020800', 'hex'));
    const patched = Buffer.from(bytes);
    patched.set(Buffer.from('02027fff', 'hex'), mac);
    expect(codeOf(() => openPkcs12(patched, 'x'))).toBe('KEY_PASSWORD_WRONG');
  });

  test('a closed key signs no more', async () => {
    const key = openPkcs12(fileOf('agency'), fixture.pki.password);
    await key.close();
    await expect(key.sign('rsa-pkcs1-sha256', Buffer.from('x'))).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
  });
});

describe.skipIf(!hasOpenssl)('files that openssl made', () => {
  const files = async (id: string) => ({
    'cert.pem': certificatePem(fixture.pki.certificate(id)),
    'key.pem': (await fixture.pki.privateKey(id)).export({ type: 'pkcs8', format: 'pem' }),
  });
  const forms: readonly (readonly [string, readonly string[]])[] = [
    ['AES-256, SHA-256', []],
    ['AES-128, SHA-512 MAC', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha512']],
    ['3DES in PKCS#12 form', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
    ['certificates not encrypted', ['-certpbe', 'NONE']],
    ['without MAC', ['-nomac']],
    ['many rounds', ['-iter', '100000']],
  ];
  test.each(forms)('%s', async (_, options) => {
    for (const id of ['agency', 'citizen-p384']) {
      const args = [
        'pkcs12',
        '-export',
        '-inkey',
        'key.pem',
        '-in',
        'cert.pem',
        '-passout',
        'pass:mật khẩu',
        ...options,
        '-out',
        'out.p12',
      ];
      const bytes = opensslFile(args, await files(id), 'out.p12');
      expect(openPkcs12(bytes, 'mật khẩu').certificate.sha256).toBe(fixture.pki.certificate(id).sha256);
      expect(codeOf(() => openPkcs12(bytes, 'sai'))).toBe('KEY_PASSWORD_WRONG');
    }
  });

  // of 2,000 wrong passwords some eight leave a padding that fits; without a MAC only the noise behind it tells
  test('without MAC, a wrong password whose padding happens to fit is still a wrong password', async () => {
    const args = ['pkcs12', '-export', '-inkey', 'key.pem', '-in', 'cert.pem', '-passout', 'pass:x'];
    const bytes = opensslFile(
      [...args, '-iter', '1', '-nomac', '-out', 'out.p12'],
      await files('citizen-p384'),
      'out.p12',
    );
    const codes = Array.from({ length: 2000 }, (_, turn) => codeOf(() => openPkcs12(bytes, `sai ${turn}`)));
    expect(new Set(codes)).toEqual(new Set(['KEY_PASSWORD_WRONG']));
  });

  test('and openssl opens ours', () => {
    const run = openssl(['pkcs12', '-in', 'a.p12', '-passin', `pass:${fixture.pki.password}`, '-noout', '-info'], {
      'a.p12': fileOf('agency'),
    });
    expect(run.output).toContain('PBES2');
    expect(run.ok).toBe(true);
  });
});
