import { describe, expect, test } from 'vitest';
import { worstFinding } from '../../../../src/pki/finding.ts';
import { networkIssuerSource } from '../../../../src/pki/issuer-source.ts';
import { checkKey, testSign } from '../../../../src/pki/keys/check-key.ts';
import { memoryStatusCache, networkStatusSource } from '../../../../src/pki/status-source.ts';
import { seededRandomness, start, usePki } from '../fixture.ts';

const fixture = usePki();
async function check(id: string) {
  const { transport, pki } = fixture;
  const { state, store, findings } = await checkKey(await pki.key(id), {
    now: start,
    accepted: ['cong_vu'],
    stores: pki.stores,
    freshness: { mode: 'window', ocspLifetimeMs: 1_800_000 },
    clockSkewMs: 60_000,
    statusSource: networkStatusSource({ transport, randomness: seededRandomness(), cache: memoryStatusCache() }),
    issuerSource: networkIssuerSource(transport),
  });
  return { state, store, reason: worstFinding(findings)?.code ?? null };
}

describe('a key before it is used', () => {
  test.each([
    ['agency', 'valid', 'cong_vu', null],
    ['leader-p256', 'valid', 'cong_vu', null],
    ['leader-revoked', 'invalid', 'cong_vu', 'REVOKED'],
    ['leader-expired', 'invalid', 'cong_vu', 'EXPIRED'],
    ['leader-not-yet', 'invalid', 'cong_vu', 'NOT_YET_VALID'],
    ['leader-weak-key', 'invalid', 'cong_vu', 'ALGORITHM_REFUSED'],
    ['leader-sha1', 'invalid', 'cong_vu', 'ALGORITHM_REFUSED'],
    ['leader-wrong-usage', 'invalid', 'cong_vu', 'KEY_USAGE_REFUSED'],
    ['leader-unreachable', 'undetermined', 'cong_vu', 'STATUS_UNAVAILABLE'],
    ['agency-wrong-store', 'invalid', 'cong_cong', 'CHAIN_UNTRUSTED'],
  ] as const)('%s is %s', async (id, state, store, reason) => {
    expect(await check(id)).toEqual({ state, store, reason });
  });

  test('a test signature proves that key and certificate belong together', async () => {
    expect(await testSign(await fixture.pki.key('agency'), seededRandomness().bytes(16))).toBe(true);
    const key = await fixture.pki.key('agency');
    const stranger = { ...key, certificate: fixture.pki.certificate('leader') };
    expect(await testSign(stranger, seededRandomness().bytes(16))).toBe(false);
  });
});
