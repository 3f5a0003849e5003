import { beforeEach, describe, expect, test } from 'vitest';
import type { CrlFault, OcspFault } from '../../../certs-test/faults.ts';
import type { TrustStoreName } from '../../../src/domain/signature-report.ts';
import {
  type CertificateValidation,
  type ValidationRequest,
  validateCertificate,
} from '../../../src/pki/certificate-validation.ts';
import { worstFinding } from '../../../src/pki/finding.ts';
import { networkIssuerSource } from '../../../src/pki/issuer-source.ts';
import { memoryStatusCache, networkStatusSource } from '../../../src/pki/status-source.ts';
import { seededRandomness, start, usePki } from './fixture.ts';

const fixture = usePki();
const storeOf = (id: string): TrustStoreName =>
  fixture.pki.entity(id).store === 'cong_cong' ? 'cong_cong' : 'cong_vu';

beforeEach(() => {
  fixture.servers.faults.clear();
  fixture.clock.set(start);
});

function validate(id: string, more: Partial<ValidationRequest> = {}): Promise<CertificateValidation> {
  const { transport } = fixture;
  const now = fixture.clock.now();
  return validateCertificate({
    certificate: fixture.pki.certificate(id),
    purpose: 'signing',
    controlTime: now,
    proven: true,
    now,
    accepted: [storeOf(id)],
    stores: fixture.pki.stores,
    candidates: [],
    evidence: [],
    freshness: { mode: 'window', ocspLifetimeMs: 30 * 60_000 },
    clockSkewMs: 60_000,
    statusSource: networkStatusSource({ transport, randomness: seededRandomness(), cache: memoryStatusCache() }),
    issuerSource: networkIssuerSource(transport),
    ...more,
  });
}

const reason = (validation: CertificateValidation): string => {
  const worst = worstFinding(validation.findings);
  return worst === null ? validation.state : `${validation.state} ${worst.code} ${worst.subIndication}`;
};

describe('a certificate that may be used', () => {
  test.each([
    'agency',
    'agency-province',
    'agency-pss',
    'agency-merged',
    'leader',
    'leader-g1',
    'leader-p256',
    'leader-sha1',
    'leader-weak-key',
    'operator',
    'citizen',
    'citizen-nfd',
    'citizen-p384',
    'citizen-p521',
    'citizen-ed25519',
    'company',
    'operator-postal',
  ])('%s reaches an anchor of its store and is not revoked', async (id) => {
    const validation = await validate(id);
    expect(reason(validation)).toBe('valid');
    expect(validation.trust).toMatchObject({ kind: 'trusted', store: storeOf(id) });
    expect(validation.path.at(-1)?.selfIssued).toBe(true);
    expect(validation.statuses.map(({ status }) => status)).toEqual(['good', 'good']);
  });

  test('under a generation of its own: the path ends at the first root for old tokens', async () => {
    const { trust } = await validate('agency-merged');
    expect(trust.kind === 'trusted' && trust.anchor.sha256).toBe(fixture.pki.certificate('cv-root-g1').sha256);
  });

  test('the material holds what a security store needs: path, responders, one OCSP response each', async () => {
    const { material } = await validate('agency');
    const names = material.certificates.length;
    expect(names).toBe(4);
    expect(material.ocsps).toHaveLength(2);
    expect(material.crls).toHaveLength(0);
  });

  test('a weak key and a SHA-1 signature are named among the algorithms in use', async () => {
    const uses = (await validate('leader-sha1')).uses.map(({ use }) => use);
    expect(uses).toContainEqual({ family: 'digest', name: 'SHA-1', bits: 0 });
  });
});

describe('a certificate that may not be used', () => {
  test.each([
    ['leader-revoked', 'invalid REVOKED REVOKED'],
    ['leader-compromised', 'invalid REVOKED REVOKED'],
    ['citizen-revoked', 'invalid REVOKED REVOKED'],
    ['leader-under-revoked-ca', 'invalid REVOKED REVOKED'],
    ['leader-on-hold', 'undetermined ON_HOLD TRY_LATER'],
    ['leader-expired', 'invalid EXPIRED EXPIRED'],
    ['leader-not-yet', 'invalid NOT_YET_VALID NOT_YET_VALID'],
    ['leader-wrong-usage', 'invalid KEY_USAGE_REFUSED SIG_CONSTRAINTS_FAILURE'],
    ['leader-no-usage', 'undetermined KEY_USAGE_ABSENT SIG_CONSTRAINTS_FAILURE'],
    ['leader-unreachable', 'undetermined STATUS_UNAVAILABLE TRY_LATER'],
    ['leader-silent', 'undetermined STATUS_NOT_PUBLISHED CERTIFICATE_CHAIN_GENERAL_FAILURE'],
    ['citizen-unreachable', 'undetermined STATUS_UNAVAILABLE TRY_LATER'],
    ['cv-tsa', 'invalid KEY_USAGE_REFUSED SIG_CONSTRAINTS_FAILURE'],
  ])('%s: %s', async (id, expected) => {
    expect(reason(await validate(id))).toBe(expected);
  });

  test('the name of the agency under the public hierarchy is the wrong store, whoever issued it', async () => {
    const validation = await validate('agency-wrong-store', { accepted: ['cong_vu'] });
    expect(validation.trust).toMatchObject({ kind: 'wrong-store', store: 'cong_cong' });
    expect(validation.state).toBe('invalid');
  });

  test('look-alike names with other keys never reach the anchor: untrusted with their root, incomplete without', async () => {
    const rogue = ['rogue-ca', 'rogue-root'].map((id) => fixture.pki.certificate(id));
    expect((await validate('rogue-agency', { candidates: rogue })).trust.kind).toBe('untrusted');
    expect((await validate('rogue-agency', { issuerSource: null })).trust.kind).toBe('incomplete');
  });

  test('expired or revoked without a proven time is undetermined, not failed', async () => {
    expect(reason(await validate('leader-revoked', { proven: false }))).toBe(
      'undetermined REVOKED_NO_POE REVOKED_NO_POE',
    );
    expect(reason(await validate('leader-expired', { proven: false }))).toBe(
      'undetermined EXPIRED_NO_POE OUT_OF_BOUNDS_NO_POE',
    );
    expect(reason(await validate('leader-under-revoked-ca', { proven: false }))).toBe(
      'undetermined REVOKED_CA_NO_POE REVOKED_CA_NO_POE',
    );
  });

  test('revoked after the proven time of signing, the signature stands', async () => {
    const validation = await validate('leader-revoked', { controlTime: new Date('2026-01-14T23:59:59Z') });
    expect(reason(validation)).toBe('valid');
    expect(validation.findings.map(({ code }) => code)).toContain('REVOKED_LATER');
  });

  test('revoked in the very second of signing, it does not', async () => {
    const at = new Date('2026-01-15T00:00:00Z');
    expect(reason(await validate('leader-revoked', { controlTime: at }))).toBe('invalid REVOKED REVOKED');
  });
});

describe('the certificate of a time-stamp authority', () => {
  const tsa = (id: string, store: TrustStoreName) => validate(id, { purpose: 'timestamping', accepted: [store] });
  test('ends at a time-stamp anchor of its store', async () => {
    expect(reason(await tsa('cv-tsa', 'cong_vu'))).toBe('valid');
    expect(reason(await tsa('cc-tsa', 'cong_cong'))).toBe('valid');
  });
  test('a root for time stamps is no root for signers', async () => {
    const validation = await validate('cc-tsa', { accepted: ['cong_cong'] });
    expect(validation.trust.kind).not.toBe('trusted');
  });
  test.each(['cv-tsa-noncritical', 'cv-tsa-no-usage'])('%s lacks the sole critical purpose', async (id) => {
    expect(reason(await tsa(id, 'cong_vu'))).toBe('invalid TSA_USAGE SIG_CONSTRAINTS_FAILURE');
  });
});

describe('a path built with what is missing from the file', () => {
  const bare = () => {
    const { cong_vu, cong_cong } = fixture.pki.stores;
    const without = { intermediates: [] };
    return { cong_vu: { ...cong_vu, ...without }, cong_cong: { ...cong_cong, ...without } };
  };
  test('fetches the issuer from the address in the certificate', async () => {
    expect(reason(await validate('agency', { stores: bare() }))).toBe('valid');
  });
  test('reads a bundle at that address', async () => {
    fixture.servers.faults.set('ca', { kind: 'bundle' });
    expect(reason(await validate('agency', { stores: bare() }))).toBe('valid');
  });
  test.each(['missing', 'other-key', 'loop'] as const)('stays incomplete when the address gives %s', async (kind) => {
    fixture.servers.faults.set('ca', { kind });
    const validation = await validate('agency', { stores: bare() });
    expect(validation.trust.kind).toBe('incomplete');
    expect(validation.state).toBe('undetermined');
  });
  test('offline it is incomplete, never valid', async () => {
    const validation = await validate('agency', { stores: bare(), issuerSource: null, statusSource: null });
    expect(reason(validation)).toBe('undetermined CHAIN_NOT_FOUND NO_CERTIFICATE_CHAIN_FOUND');
  });
});

describe('status information', () => {
  test('offline nothing is known of the status, and that is not good', async () => {
    expect(reason(await validate('agency', { statusSource: null }))).toBe('undetermined STATUS_UNAVAILABLE TRY_LATER');
  });

  test.each([
    'unknown',
    'try-later',
    'unauthorized',
    'other-serial',
    'stale',
    'future',
    'wrong-responder',
    'responder-expired',
    'responder-no-usage',
    'wrong-nonce',
  ] as const)('when OCSP answers %s, the CRL decides', async (kind) => {
    fixture.servers.faults.set('ocsp', { kind } satisfies OcspFault);
    const good = await validate('agency');
    expect(reason(good)).toBe('valid');
    expect(good.statuses[0]?.source).toBe('CRL');
    expect(reason(await validate('leader-revoked'))).toBe('invalid REVOKED REVOKED');
  });

  test.each(['unknown', 'try-later', 'other-serial', 'stale', 'future', 'wrong-responder', 'wrong-nonce'] as const)(
    'OCSP %s alone is never good',
    async (kind) => {
      fixture.servers.faults.set('ocsp', { kind });
      fixture.servers.faults.set('crl', { kind: 'status', status: 500 });
      expect((await validate('agency')).state).toBe('undetermined');
    },
  );

  test.each(['stale', 'future', 'wrong-signer', 'scope-ca', 'unknown-critical', 'delta'] as const)(
    'a CRL that is %s is never good',
    async (kind) => {
      fixture.servers.faults.set('ocsp', { kind: 'refuse' });
      fixture.servers.faults.set('crl', { kind } satisfies CrlFault);
      expect((await validate('agency')).state).toBe('undetermined');
    },
  );

  test.each([{ kind: 'pem' }, { kind: 'indirect' }] as const)('a CRL in the form $kind is read', async (fault) => {
    fixture.servers.faults.set('ocsp', { kind: 'html' });
    fixture.servers.faults.set('crl', fault);
    expect(reason(await validate('agency'))).toBe('valid');
    expect(reason(await validate('leader-revoked'))).toBe('invalid REVOKED REVOKED');
  });

  test('a CRL for end entities says nothing about a CA', async () => {
    fixture.servers.faults.set('ocsp', { kind: 'refuse' });
    fixture.servers.faults.set('crl', { kind: 'scope-user' });
    const { statuses } = await validate('agency');
    expect(statuses.map(({ status }) => status)).toEqual(['good', 'unavailable']);
  });

  test.each(['no-nonce', 'no-next-update'] as const)(
    'an OCSP answer with %s is accepted while it is fresh',
    async (kind) => {
      fixture.servers.faults.set('ocsp', { kind });
      const validation = await validate('agency');
      expect(reason(validation)).toBe('valid');
      expect(validation.statuses[0]?.source).toBe('OCSP');
    },
  );

  test('revoked in one source beats good in the other', async () => {
    fixture.servers.faults.set('ocsp', { kind: 'revoked', at: new Date('2026-05-01T00:00:00Z') });
    expect(reason(await validate('agency'))).toBe('invalid REVOKED REVOKED');
  });

  test('on hold in an old list and good in a newer answer is good again', async () => {
    const held = await validate('leader-on-hold', { statusSource: crlOnly() });
    const [status] = held.statuses;
    expect(status?.status).toBe('on-hold');
  });

  test('under the rule "after the signature" only news from after the control time counts', async () => {
    const freshness = { mode: 'after-signature' } as const;
    const sameSecond = await validate('agency', { freshness });
    expect(reason(sameSecond)).toBe('undetermined STATUS_STALE TRY_LATER');
    expect(sameSecond.recheckAfter).not.toBeNull();
    const later = await validate('agency', { freshness, controlTime: new Date(start.getTime() - 1000) });
    expect(reason(later)).toBe('valid');
  });

  test('a cached answer is used again until it ends, then asked anew', async () => {
    const source = networkStatusSource({
      transport: fixture.transport,
      randomness: seededRandomness(),
      cache: memoryStatusCache(),
    });
    const before = fixture.servers.requests.ocsp;
    await validate('agency', { statusSource: source });
    await validate('agency', { statusSource: source });
    expect(fixture.servers.requests.ocsp - before).toBe(2);
    fixture.clock.set(new Date(start.getTime() + 2 * 86_400_000));
    await validate('agency', { statusSource: source });
    expect(fixture.servers.requests.ocsp - before).toBe(4);
  });

  test('a forged answer is not kept: the next good one counts', async () => {
    const source = networkStatusSource({
      transport: fixture.transport,
      randomness: seededRandomness(),
      cache: memoryStatusCache(),
    });
    fixture.servers.faults.set('ocsp', { kind: 'wrong-responder' });
    fixture.servers.faults.set('crl', { kind: 'wrong-signer' });
    expect((await validate('agency', { statusSource: source })).state).toBe('undetermined');
    fixture.servers.faults.clear();
    expect((await validate('agency', { statusSource: source })).state).toBe('valid');
  });

  test.each(['slow', 'endless', 'cut-off', 'refuse', 'html'] as const)(
    'a server that is %s leaves the status open',
    async (kind) => {
      fixture.servers.faults.set('ocsp', { kind });
      fixture.servers.faults.set('crl', { kind: 'refuse' });
      const { transport } = fixture;
      const options = { transport, randomness: seededRandomness(), cache: memoryStatusCache(), timeoutMs: 200 };
      expect((await validate('agency', { statusSource: networkStatusSource(options) })).state).toBe('undetermined');
    },
  );

  function crlOnly() {
    fixture.servers.faults.set('ocsp', { kind: 'refuse' });
    return networkStatusSource({
      transport: fixture.transport,
      randomness: seededRandomness(),
      cache: memoryStatusCache(),
    });
  }
});
