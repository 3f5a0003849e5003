import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { fixedClock } from '../../../src/domain/clock.ts';
import {
  brokenLink,
  type EvidenceBundle,
  recheckEvidence,
  tombstone,
  verifyAndKeep,
} from '../../../src/verification/evidence.ts';
import { plainPdf, sign } from '../../support/signed-pdf.ts';
import { signedAt, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});
const randomness = { bytes: (length: number) => new Uint8Array(length).fill(3), uuid: () => 'x' };

async function kept(signer: string, previous: string | null = null) {
  const { signing, clock } = verificationBench(pki);
  const pdf = await sign(signing, plainPdf(), { signer, tsa: 'cong_cong' });
  const deps = { stores: pki.stores, clock, randomness, transport: signing.transport };
  const { report, bundle } = await verifyAndKeep('a.pdf', pdf, { slot: 'CITIZEN' }, deps, previous);
  return { pdf, report, bundle };
}
const later = () => ({ stores: pki.stores, clock: fixedClock(new Date('2040-01-01T00:00:00Z')), randomness });
const stored = (bundle: EvidenceBundle): EvidenceBundle => JSON.parse(JSON.stringify(bundle, null, 2));

describe('the evidence of a verdict (rules.md R4.6)', () => {
  it('verifies a B-T signature again fourteen years later, offline, as of its moment', async () => {
    const { pdf, report, bundle } = await kept('citizen');
    expect(report.verdict).toBe('HOP_LE');
    expect(bundle.tokens).toHaveLength(1);
    // of the signer, its CA, and the authority (whose issuer is the anchor)
    expect(bundle.ocsps.length + bundle.crls.length).toBe(3);
    expect(bundle.request.at).toBe(signedAt.toISOString());
    const check = await recheckEvidence(pdf, stored(bundle), later());
    expect(check).toMatchObject({ intact: true, sameDocument: true, verdictThen: 'HOP_LE', agrees: true });
    expect(check.reportNow.verdict).toBe('HOP_LE');
  });

  it('keeps a refusal as well: the revocation is in the bundle', async () => {
    const { pdf, bundle } = await kept('citizen-revoked');
    const check = await recheckEvidence(pdf, stored(bundle), later());
    expect(check).toMatchObject({ verdictThen: 'KHONG_HOP_LE', agrees: true });
  });

  it('does not agree when the bundle was touched, or the document is another', async () => {
    const { pdf, bundle } = await kept('citizen');
    const touched = stored({ ...bundle, report: { ...bundle.report, verdict: 'KHONG_HOP_LE' } });
    expect(await recheckEvidence(pdf, touched, later())).toMatchObject({ intact: false, agrees: false });
    const withoutStatus = stored({ ...bundle, ocsps: [], crls: [] });
    expect((await recheckEvidence(pdf, withoutStatus, later())).reportNow.verdict).toBe('CHUA_XAC_DINH');
    const other = plainPdf({ pages: 3 });
    expect(await recheckEvidence(other, stored(bundle), later())).toMatchObject({ sameDocument: false, agrees: false });
  });

  it('is chained: a bundle that was changed, dropped or put in between is found, a deletion by policy is not one', async () => {
    const first = (await kept('citizen')).bundle;
    const second = (await kept('citizen-revoked', first.digest)).bundle;
    const third = (await kept('citizen', second.digest)).bundle;
    expect(brokenLink([first, second, third])).toBeNull();
    expect(brokenLink([first, third])).toBe(1);
    expect(brokenLink([first, { ...second, tool: 'khác' }, third])).toBe(1);
    const grave = tombstone(second, new Date('2036-01-01T00:00:00Z'), 'hết thời hạn lưu');
    expect(brokenLink([first, grave, third])).toBeNull();
    expect(JSON.stringify(grave)).not.toContain('Nguyễn');
  });
});
