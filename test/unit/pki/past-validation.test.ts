import { describe, expect, test } from 'vitest';
import { type PastValidationRequest, validatePast } from '../../../src/pki/past-validation.ts';
import type { CertificateStatus } from '../../../src/pki/revocation.ts';
import { ca, cn, leafUsage, type Party, party } from './small-pki.ts';

const root = party(cn('Gốc'), null, ca());
const issuer = party(cn('CA'), root, ca(), { to: '2030-01-01T00:00:00Z' });
const leaf = party(cn('Người ký'), issuer, leafUsage, { from: '2024-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' });
const day = (written: string): Date => new Date(`${written}T00:00:00Z`);

const status = (of: Party, by: Party, more: Partial<CertificateStatus>): CertificateStatus => ({
  certificate: of.certificate,
  issuer: by.certificate,
  status: 'good',
  fresh: true,
  source: 'CRL',
  origin: 'dss',
  thisUpdate: day('2026-06-02'),
  nextUpdate: day('2026-06-09'),
  revokedAt: null,
  reason: null,
  invalidSince: null,
  proven: true,
  evidence: [],
  atHand: [],
  signers: [],
  uses: [],
  ignored: [],
  recheckAfter: null,
  ...more,
});

/** Signed and stamped on 01/06/2026; status collected on 02/06 and stamped on 03/06; now it is 2036. */
function past(
  more: Partial<Omit<PastValidationRequest, 'proofs'>> & { signature?: Date | null; evidence?: Date | null } = {},
) {
  const { signature = day('2026-06-01'), evidence = day('2026-06-03'), ...rest } = more;
  return validatePast({
    path: [leaf.certificate, issuer.certificate, root.certificate],
    statuses: [status(leaf, issuer, {}), status(issuer, root, {})],
    proofs: { certificate: () => evidence, evidence: () => evidence, signature },
    now: day('2036-01-01'),
    freshness: { mode: 'window', ocspLifetimeMs: 1_800_000 },
    algorithmSunset: () => null,
    ...rest,
  });
}

describe('ten years later, with everything stamped in its time', () => {
  test('the signature is valid: the control time slides back to the end of what the status vouches for', () => {
    expect(past()).toMatchObject({ state: 'passed', controlTime: day('2026-06-09') });
  });
  test('without a stamp over the signature nothing proves its age', () => {
    expect(past({ signature: null })).toMatchObject({ state: 'undetermined', finding: { subIndication: 'NO_POE' } });
  });
  test('a stamp that is younger than the control time proves nothing', () => {
    expect(past({ signature: day('2026-06-10') }).state).toBe('undetermined');
  });
  test('evidence that is only proven from after the certificates ended proves nothing', () => {
    expect(past({ evidence: day('2031-01-01') }).state).toBe('undetermined');
  });
  test('revoked after the signature it stands, revoked before it does not', () => {
    const revoked = (at: Date) => [
      status(leaf, issuer, { status: 'revoked', revokedAt: at, reason: 'superseded' }),
      status(issuer, root, {}),
    ];
    expect(past({ statuses: revoked(day('2026-06-02')) })).toMatchObject({
      state: 'passed',
      controlTime: day('2026-06-02'),
    });
    expect(past({ statuses: revoked(day('2026-05-30')) }).state).toBe('undetermined');
  });
  test('a CA that was revoked later takes only what has no proof from before', () => {
    const revoked = (at: Date) => [
      status(leaf, issuer, {}),
      status(issuer, root, { status: 'revoked', revokedAt: at, thisUpdate: day('2026-06-02') }),
    ];
    expect(past({ statuses: revoked(day('2026-06-02')), evidence: day('2026-06-01') }).state).toBe('passed');
    expect(past({ statuses: revoked(day('2026-05-01')), evidence: day('2026-04-30') }).state).toBe('undetermined');
  });
  test('an algorithm that faded takes what is not proven from before its end', () => {
    expect(past({ algorithmSunset: () => day('2026-06-01') }).state).toBe('undetermined');
    expect(past({ algorithmSunset: () => day('2026-06-03') }).state).toBe('passed');
  });
  test.each(['unavailable', 'unknown', 'on-hold'] as const)('a CA whose status is %s leaves it open', (unknown) => {
    expect(
      past({ statuses: [status(leaf, issuer, {}), status(issuer, root, { status: unknown, thisUpdate: null })] }).state,
    ).toBe('undetermined');
  });
});

describe('what is only known today proves nothing of the past', () => {
  test('status data of the signer that nothing dates do not outlive the revocation of the CA', () => {
    const statuses = [
      status(leaf, issuer, {}),
      status(issuer, root, { status: 'revoked', revokedAt: day('2027-01-01'), thisUpdate: day('2036-01-01') }),
    ];
    const proofs = {
      certificate: () => day('2026-06-01'),
      evidence: ({ certificate }: CertificateStatus) => (certificate === leaf.certificate ? null : day('2026-06-03')),
      signature: day('2026-06-01'),
    };
    const request = {
      path: [leaf.certificate, issuer.certificate, root.certificate],
      statuses,
      now: day('2036-01-01'),
      freshness: { mode: 'window', ocspLifetimeMs: 1_800_000 },
      algorithmSunset: () => null,
    } as const;
    expect(validatePast({ ...request, proofs }).state).toBe('undetermined');
    expect(validatePast({ ...request, proofs: { ...proofs, evidence: () => day('2026-06-03') } }).state).toBe('passed');
  });
});
