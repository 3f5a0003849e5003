import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import type { AlgorithmUse } from '../../../src/domain/rules/algorithms.ts';
import { askCheck } from '../../../src/verification/check.ts';
import { algorithms } from '../../../src/verification/checks/algorithms.ts';
import { revocation } from '../../../src/verification/checks/revocation.ts';
import type { SignatureFacts } from '../../../src/verification/facts.ts';
import { plainPdf, sign } from '../../support/signed-pdf.ts';
import { deciding, rowOf, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});
const day = (written: string): Date => new Date(`${written}T00:00:00Z`);
const sha1: AlgorithmUse = { family: 'digest', name: 'SHA-1', bits: 0 };
const sha256: AlgorithmUse = { family: 'digest', name: 'SHA-256', bits: 0 };
const tiny: AlgorithmUse = { family: 'RSA', name: 'RSA', bits: 512 };

/** Facts of which only algorithms and times are told: SHA-1 ended on 31/07/2012 in the table. */
const facts = (told: {
  readonly own?: readonly AlgorithmUse[];
  readonly path?: readonly { readonly use: AlgorithmUse; readonly provenAt: Date | null }[];
  readonly best?: Date;
  readonly proven?: boolean;
}): SignatureFacts =>
  ({
    now: day('2026-11-22'),
    cms: () => ({ uses: told.own ?? [sha256], certificate: {}, findings: () => [] }),
    time: async () => ({
      best: told.best ?? day('2026-11-22'),
      basis: told.proven === true ? 'document-timestamp' : 'now',
      stamps: [],
    }),
    trust: async () => ({ uses: told.path ?? [], past: null }),
  }) as unknown as SignatureFacts;
const judged = async (told: Parameters<typeof facts>[0]) => {
  const row = await askCheck(algorithms, facts(told), true);
  return `${row?.status} ${row?.subIndication ?? ''}`.trim();
};

describe('an algorithm is judged when its use is proven, not when somebody looks', () => {
  it.each([
    ['SHA-1 in a signature proven to be of 2011', { own: [sha1], best: day('2011-05-01'), proven: true }, 'WARNING'],
    [
      'SHA-1 in a signature proven to be of 2013',
      { own: [sha1], best: day('2013-05-01'), proven: true },
      'FAILED CRYPTO_CONSTRAINTS_FAILURE',
    ],
    ['SHA-1 in a signature of unknown age', { own: [sha1] }, 'UNKNOWN CRYPTO_CONSTRAINTS_FAILURE_NO_POE'],
    [
      'SHA-1 over a CA certificate that a stamp of 2011 covers',
      { path: [{ use: sha1, provenAt: day('2011-05-01') }], best: day('2011-05-01'), proven: true },
      'WARNING',
    ],
    [
      'SHA-1 over a CA certificate that nothing covers, though the signature is of 2011',
      { path: [{ use: sha1, provenAt: null }], best: day('2011-05-01'), proven: true },
      'UNKNOWN CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    ],
    [
      'SHA-1 over a CRL that was fetched today',
      { path: [{ use: sha1, provenAt: null }] },
      'UNKNOWN CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    ],
    [
      'a key that was never acceptable',
      { own: [tiny], best: day('2000-01-01'), proven: true },
      'FAILED CRYPTO_CONSTRAINTS_FAILURE',
    ],
    [
      'an algorithm that the table does not know',
      { own: [{ family: 'digest', name: '1.2.3', bits: 0 }] },
      'UNKNOWN CRYPTO_CONSTRAINTS_FAILURE',
    ],
    ['SHA-256 everywhere', { path: [{ use: sha256, provenAt: null }] }, 'PASSED'],
  ] as const)('%s: %s', async (_what, told, expected) => {
    expect(await judged(told)).toBe(expected);
  });

  it('a certificate signed with SHA-1, or with a key of 1024 bits, is not HỢP LỆ today', async () => {
    for (const signer of ['leader-sha1', 'leader-weak-key']) {
      const { signing, verify } = verificationBench(pki);
      const [signature] = (await verify(await sign(signing, plainPdf(), { signer, tsa: 'cong_cong' }))).signatures;
      expect(signature?.indication).not.toBe('TOTAL_PASSED');
      expect(deciding(signature).map((row) => row.split(' ')[0])).toContain('algorithms');
      expect(rowOf(signature, 'signature-intact')?.status).toBe('PASSED');
    }
  });
});

describe('a key that the issuer calls unsafe since before the signature', () => {
  const status = (invalidSince: Date | null) => ({
    certificate: { subject: { printed: 'CN=Người ký' } },
    isSigner: true,
    status: 'revoked',
    revokedAt: day('2026-11-25'),
    invalidSince,
  });
  const ask = async (invalidSince: Date | null) => {
    const told = {
      cms: () => ({ certificate: {} }),
      time: async () => ({ best: day('2026-11-22'), basis: 'signature-time-stamp', stamps: [] }),
      trust: async () => ({ outcome: { kind: 'trusted' }, status: [status(invalidSince)] }),
    } as unknown as SignatureFacts;
    return askCheck(revocation, told, true);
  };

  it('leaves it open; without such a date a later revocation is a warning', async () => {
    expect(await ask(day('2026-11-20'))).toMatchObject({ status: 'UNKNOWN', subIndication: 'REVOKED_NO_POE' });
    expect(await ask(day('2026-11-23'))).toMatchObject({ status: 'WARNING' });
    expect(await ask(null)).toMatchObject({ status: 'WARNING' });
  });
});
