import { beforeEach, describe, expect, test } from 'vitest';
import type { TsaFault } from '../../../certs-test/faults.ts';
import { SohoaError } from '../../../src/domain/errors.ts';
import { certificatePem } from '../../../src/pki/certificate.ts';
import { readSignedData } from '../../../src/pki/cms-read.ts';
import { addSignatureTimestamp, buildSignedData } from '../../../src/pki/cms-sign.ts';
import { contentOf, verifySignedData } from '../../../src/pki/cms-verify.ts';
import { worstFinding } from '../../../src/pki/finding.ts';
import { digest, type HashName } from '../../../src/pki/hashes.ts';
import {
  requestTimestamp,
  requestTimestampFromAny,
  signatureTimestamps,
  type TimestampAuthority,
  verifyTimestamp,
} from '../../../src/pki/timestamp.ts';
import { seededRandomness, start, usePki } from './fixture.ts';
import { hasOpenssl, openssl, opensslFile } from './openssl.ts';

const fixture = usePki();
const data = Buffer.from('giá trị chữ ký');
const deps = () => ({ transport: fixture.transport, clock: fixture.clock, randomness: seededRandomness() });
const authority = (
  store: 'cong_vu' | 'cong_cong' = 'cong_vu',
  more: Partial<TimestampAuthority> = {},
): TimestampAuthority => ({
  url: fixture.servers.tsaUrls[store],
  policy: null,
  timeoutMs: 5_000,
  ...more,
});
const expectation = (bytes: Uint8Array) => ({
  imprintOf: (hash: HashName) => digest(hash, bytes),
  now: fixture.clock.now(),
  clockSkewMs: 60_000,
});

beforeEach(() => {
  fixture.servers.faults.clear();
  fixture.clock.set(start);
});

describe('a time stamp that was asked for', () => {
  test.each(['cong_vu', 'cong_cong'] as const)(
    'from the authority of %s is sound and carries its time',
    async (store) => {
      const token = await requestTimestamp(data, authority(store), deps());
      expect(token.info.genTime).toEqual(start);
      expect(token.info.accuracyMs).toBe(1000);
      const verified = verifyTimestamp(token.der, expectation(data));
      expect(worstFinding(verified.findings)).toBeNull();
      expect(verified.sound).toBe(true);
    },
  );

  test.skipIf(!hasOpenssl)('openssl ts -verify agrees', async () => {
    const token = await requestTimestamp(data, authority(), deps());
    const files = {
      'token.der': token.der,
      'data.bin': data,
      'root.pem': certificatePem(fixture.pki.certificate('cv-root-g2')),
      'sub.pem': certificatePem(fixture.pki.certificate('cv-ca-g2')),
    };
    const args = [
      'ts',
      '-verify',
      '-in',
      'token.der',
      '-token_in',
      '-data',
      'data.bin',
      '-CAfile',
      'root.pem',
      '-untrusted',
      'sub.pem',
    ];
    expect(openssl(args, files).output).toContain('Verification: OK');
  });

  test.skipIf(!hasOpenssl)('our reader agrees with a token that openssl ts made', async () => {
    const config = [
      '[tsa]',
      'default_tsa = t',
      '[t]',
      'serial = serial',
      'signer_cert = tsa.pem',
      'signer_key = tsa.key',
      'signer_digest = sha256',
      'default_policy = 1.2.3.4.1',
      'digests = sha256',
      'accuracy = secs:1',
      'ess_cert_id_alg = sha256',
      'crypto_device = builtin',
      '',
    ].join('\n');
    const key = await fixture.pki.privateKey('cv-tsa');
    const files = {
      'ts.cnf': config,
      serial: '01\n',
      'tsa.pem': certificatePem(fixture.pki.certificate('cv-tsa')),
      'tsa.key': key.export({ type: 'pkcs8', format: 'pem' }),
      'data.bin': data,
    };
    const request = opensslFile(
      ['ts', '-query', '-data', 'data.bin', '-sha256', '-cert', '-out', 'q.tsq'],
      files,
      'q.tsq',
    );
    const token = opensslFile(
      ['ts', '-reply', '-config', 'ts.cnf', '-queryfile', 'q.tsq', '-token_out', '-out', 'r.der'],
      { ...files, 'q.tsq': request },
      'r.der',
    );
    // openssl stamps with the clock of this machine: the expectation must not call that the future
    const verified = verifyTimestamp(token, { ...expectation(data), now: new Date('2100-01-01T00:00:00Z') });
    expect(verified.findings.filter(({ status }) => status !== 'PASSED').map(({ code }) => code)).toEqual([]);
    expect(verified.info?.policy).toBe('1.2.3.4.1');
  });

  test('asks for the policy that is configured, and gets it', async () => {
    const token = await requestTimestamp(data, authority('cong_vu', { policy: '1.3.6.1.4.1.99999.1.5' }), deps());
    expect(token.info.policy).toBe('1.3.6.1.4.1.99999.1.5');
  });

  test('an authority that takes two minutes is waited for', async () => {
    fixture.servers.faults.set('tsa', { kind: 'delay', ms: 131_000 });
    const token = await requestTimestamp(data, authority(), deps());
    expect(token.info.genTime.getTime() - start.getTime()).toBe(131_000);
  });
});

describe('an answer that is not a time stamp of these data', () => {
  const faults: readonly TsaFault['kind'][] = [
    'wrong-nonce',
    'no-nonce',
    'wrong-imprint',
    'rejection',
    'waiting',
    'no-certificate',
    'no-usage',
    'usage-not-critical',
    'other-ess',
  ];
  test.each(faults)('%s: refused, and the document waits', async (kind) => {
    fixture.servers.faults.set('tsa', { kind } as TsaFault);
    await expect(requestTimestamp(data, authority(), deps())).rejects.toMatchObject({ code: 'TSA_UNAVAILABLE' });
  });
  test('another policy than asked for', async () => {
    fixture.servers.faults.set('tsa', { kind: 'other-policy' });
    const asked = authority('cong_vu', { policy: '1.3.6.1.4.1.99999.1.5' });
    await expect(requestTimestamp(data, asked, deps())).rejects.toMatchObject({ code: 'TSA_UNAVAILABLE' });
  });
  test('a time in the future', async () => {
    fixture.servers.faults.set('tsa', { kind: 'time-shift', ms: 3_600_000 });
    await expect(requestTimestamp(data, authority(), deps())).rejects.toMatchObject({ code: 'TSA_UNAVAILABLE' });
  });
  test.each(['html', 'refuse', 'cut-off', 'endless'] as const)('a server that is %s', async (kind) => {
    fixture.servers.faults.set('tsa', { kind });
    await expect(requestTimestamp(data, authority(), deps())).rejects.toBeInstanceOf(SohoaError);
  });
});

describe('several authorities', () => {
  test('the second is asked when the first does not answer', async () => {
    fixture.servers.faults.once('tsa', { kind: 'status', status: 500 });
    const token = await requestTimestampFromAny(data, [authority('cong_vu'), authority('cong_cong')], deps());
    expect(token.authority).toBe(fixture.servers.tsaUrls.cong_cong);
  });
  test('when none answers, the failure names the last and can be retried', async () => {
    fixture.servers.faults.set('tsa', { kind: 'status', status: 500 });
    const all = requestTimestampFromAny(data, [authority('cong_vu'), authority('cong_cong')], deps());
    await expect(all).rejects.toMatchObject({ code: 'TSA_UNAVAILABLE', row: { retryable: true } });
  });
});

describe('a stamp inside a signature', () => {
  const signed = async () => {
    const key = await fixture.pki.key('agency');
    return buildSignedData({ messageDigest: digest('sha256', data), key, scheme: 'rsa-pkcs1-sha256' });
  };
  const signatureValue = (cms: Uint8Array): Uint8Array =>
    readSignedData(cms).signedData?.signers[0]?.signature ?? new Uint8Array();

  test('is found again, belongs to the signature value, and leaves the signature intact', async () => {
    const cms = await signed();
    const token = await requestTimestamp(signatureValue(cms), authority(), deps());
    const stamped = addSignatureTimestamp(cms, token.der);
    const { signedData, findings } = readSignedData(stamped);
    if (signedData === null) throw new Error('unreadable');
    expect(signatureTimestamps(signedData)).toHaveLength(1);
    const verification = verifySignedData({ signedData, shape: 'detached', content: contentOf(data) });
    expect(worstFinding([...findings, ...verification.findings])).toBeNull();
    const [inside] = signatureTimestamps(signedData);
    expect(verifyTimestamp(inside ?? new Uint8Array(), expectation(signatureValue(cms))).sound).toBe(true);
  });

  test('a second stamp is added beside the first', async () => {
    const cms = await signed();
    const token = await requestTimestamp(signatureValue(cms), authority(), deps());
    const other = await requestTimestamp(signatureValue(cms), authority('cong_cong'), deps());
    const { signedData } = readSignedData(addSignatureTimestamp(addSignatureTimestamp(cms, token.der), other.der));
    expect(signedData === null ? 0 : signatureTimestamps(signedData).length).toBe(2);
  });

  test('copied from another signature it does not count', async () => {
    const token = await requestTimestamp(Buffer.from('chữ ký khác'), authority(), deps());
    const verified = verifyTimestamp(token.der, expectation(signatureValue(await signed())));
    expect(verified.sound).toBe(false);
    expect(worstFinding(verified.findings)?.code).toBe('TIMESTAMP_IMPRINT');
  });

  test('a signature is no time stamp', async () => {
    const verified = verifyTimestamp(await signed(), expectation(data));
    expect(verified).toMatchObject({ sound: false, info: null });
  });
});
