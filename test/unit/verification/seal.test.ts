import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import type { TrustStoreName } from '../../../src/domain/signature-report.ts';
import { validateCertificate } from '../../../src/pki/certificate-validation.ts';
import { memoryStatusCache, networkStatusSource } from '../../../src/pki/status-source.ts';
import {
  type EvidenceBundle,
  evidenceBundle,
  keptEvidence,
  stampedBytes,
  verifyAndKeep,
  withStamp,
} from '../../../src/verification/evidence.ts';
import { noEvidence, type VerificationDeps } from '../../../src/verification/request.ts';
import { verifyDocument } from '../../../src/verification/verify-document.ts';
import { plainPdf, sign, token } from '../../support/signed-pdf.ts';
import { rowOf, signedAt, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});
const randomness = { bytes: (length: number) => new Uint8Array(length).fill(3), uuid: () => 'x' };
const authorities = { cong_vu: 'cv-tsa', cong_cong: 'cc-tsa' } as const;

/** Signed and judged at the bench's moment, and its evidence kept. `tsa`: null for a signature without a time stamp. */
async function kept(signer: string, tsa: TrustStoreName | null = 'cong_cong') {
  const bench = verificationBench(pki);
  const pdf = await sign(bench.signing, plainPdf(), { signer, tsa });
  const deps = { stores: pki.stores, clock: bench.clock, randomness, transport: bench.signing.transport };
  const { bundle } = await verifyAndKeep('a.pdf', pdf, { slot: 'ANY' }, deps, null);
  return { bench, pdf, bundle };
}
type Kept = Awaited<ReturnType<typeof kept>>;

/** The bundle stamped as an office does it, with the status of the authority. */
async function sealed({ bench, bundle }: Kept, tsa: TrustStoreName = 'cong_cong'): Promise<EvidenceBundle> {
  const now = bench.clock.now();
  const der = await token(bench.signing, stampedBytes(bundle), tsa);
  const { material } = await validateCertificate({
    certificate: pki.certificate(authorities[tsa]),
    purpose: 'timestamping',
    controlTime: now,
    proven: true,
    now,
    accepted: ['cong_vu', 'cong_cong'],
    stores: pki.stores,
    candidates: [],
    evidence: [],
    freshness: { mode: 'window', ocspLifetimeMs: 30 * 60_000 },
    clockSkewMs: 0,
    statusSource: networkStatusSource({
      transport: bench.signing.transport,
      randomness,
      cache: memoryStatusCache(),
    }),
    issuerSource: null,
  });
  return withStamp(bundle, der, material);
}

const judged = (pdf: Uint8Array, bundle: EvidenceBundle, at: string, more: Partial<VerificationDeps> = {}) =>
  verifyDocument(
    pdf,
    { slot: 'ANY', at: new Date(at) },
    {
      stores: pki.stores,
      clock: verificationBench(pki).clock,
      randomness,
      transport: null,
      evidence: keptEvidence(JSON.parse(JSON.stringify(bundle))),
      ...more,
    },
  );

// leader-g1 ends in 2028, its CA and responder in 2030; the time-stamp authorities of the tests in 2045
const afterTheSigner = '2031-06-01T00:00:00Z';
const afterTheAuthority = '2046-06-01T00:00:00Z';

describe('the time stamp of an evidence bundle proves what the bundle keeps', () => {
  it.each(['cong_cong', 'cong_vu'] as const)(
    'a B-T signature whose certificates have ended is HỢP LỆ offline, and the row says by what (%s)',
    async (tsa) => {
      const made = await kept('leader-g1');
      const report = await judged(made.pdf, await sealed(made, tsa), afterTheSigner);
      expect(report.verdict).toBe('HOP_LE');
      const [signature] = report.signatures;
      expect(rowOf(signature, 'past-validation')?.message.vi).toContain('Dấu thời gian của gói bằng chứng');
      expect(signature?.timestamps.map(({ kind, status }) => [kind, status])).toContainEqual([
        'evidence-time-stamp',
        'PASSED',
      ]);
      // what stands beside the file raises nothing that the file itself reaches
      expect(signature?.level).toBe('B-T');
      expect(signature?.bestSignatureTime).toBe('2026-11-22T10:15:30+07:00');
    },
  );

  it('a signature without any time stamp existed when the bundle was stamped, and is no more than B-B', async () => {
    const made = await kept('leader-g1', null);
    const bundle = await sealed(made);
    const [signature] = (await judged(made.pdf, bundle, '2027-06-01T00:00:00Z')).signatures;
    expect(signature).toMatchObject({ indication: 'TOTAL_PASSED', level: 'B-B' });
    expect(rowOf(signature, 'timestamp')?.status).toBe('UNKNOWN');
  });

  it('proves nothing once the certificate of its authority has ended', async () => {
    const made = await kept('leader-g1');
    const report = await judged(made.pdf, await sealed(made), afterTheAuthority);
    expect(report.verdict).toBe('CHUA_XAC_DINH');
    const stamp = report.signatures[0]?.timestamps.find(({ kind }) => kind === 'evidence-time-stamp');
    expect(stamp?.status).toBe('UNKNOWN');
  });

  it('proves nothing once the anchor above its authority has ended', async () => {
    const made = await kept('leader-g1');
    const bundle = await sealed(made, 'cong_vu');
    const ended = pki.stores.cong_vu.tsaAnchors.map((anchor) => ({
      ...anchor,
      certificate: { ...anchor.certificate, notAfter: new Date('2030-01-01T00:00:00Z') },
    }));
    const stores = { ...pki.stores, cong_vu: { ...pki.stores.cong_vu, tsaAnchors: ended } };
    expect((await judged(made.pdf, bundle, '2029-06-01T00:00:00Z', { stores })).verdict).toBe('HOP_LE');
    expect((await judged(made.pdf, bundle, afterTheSigner, { stores })).verdict).toBe('CHUA_XAC_DINH');
  });

  it('proves nothing when nothing was kept about the status of its authority', async () => {
    const made = await kept('leader-g1', 'cong_cong');
    const { stamp_status: _, ...bare } = await sealed(made, 'cong_vu');
    expect((await judged(made.pdf, bare, afterTheSigner)).verdict).toBe('CHUA_XAC_DINH');
  });

  it('proves nothing when the network tells that its authority was revoked since', async () => {
    const made = await kept('leader-g1');
    const bundle = await sealed(made, 'cong_vu');
    const online = (entities: TestPki['entities']) => {
      const { transport } = verificationBench({ ...pki, entities }, new Date(afterTheSigner)).signing;
      return judged(made.pdf, bundle, afterTheSigner, { transport });
    };
    expect((await online(pki.entities)).verdict).toBe('HOP_LE');
    const revoked = { at: '2029-01-01T00:00:00Z', reason: 'keyCompromise' } as const;
    const report = await online(pki.entities.map((one) => (one.id === 'cv-tsa' ? { ...one, revoked } : one)));
    expect(report.verdict).toBe('CHUA_XAC_DINH');
  });

  it.each([
    ['days', '2026-12-01T00:00:00Z'],
    ['seconds', '2026-11-22T03:15:50Z'],
  ])('proves nothing before its own time, not by %s', async (_what, stampedAt) => {
    const made = await kept('leader-g1');
    made.bench.clock.set(new Date(stampedAt));
    const [signature] = (await judged(made.pdf, await sealed(made), signedAt.toISOString())).signatures;
    expect(signature?.timestamps.some(({ kind }) => kind === 'evidence-time-stamp')).toBe(false);
  });
});

describe('a bundle that is not the one that was stamped lends no proof', () => {
  const cases: readonly (readonly [string, (bundle: EvidenceBundle, other: EvidenceBundle) => EvidenceBundle])[] = [
    ['it bears no stamp', ({ stamp: _, ...bundle }) => ({ ...bundle, stamp: null })],
    ['an item was added', (bundle, { ocsps }) => ({ ...bundle, ocsps: [...bundle.ocsps, ...ocsps] })],
    ['an item was taken away', (bundle) => ({ ...bundle, tokens: [] })],
    ['an item was exchanged', (bundle, { ocsps, crls }) => ({ ...bundle, ocsps, crls })],
    ['the report was changed', (bundle) => ({ ...bundle, report: { ...bundle.report, verdict: 'KHONG_HOP_LE' } })],
    ['it was closed again over other content', (bundle, other) => ({ ...other, stamp: bundle.stamp })],
    ['the stamp is of another bundle', (bundle, { stamp }) => ({ ...bundle, stamp })],
    ['the stamp is no token', (bundle) => ({ ...bundle, stamp: 'AAAA' })],
  ];
  it.each(cases)('%s', async (_what, forge) => {
    const made = await kept('leader-g1');
    const genuine = await sealed(made);
    // another verdict over the same file, a moment later: a bundle of its own, with its own stamp
    made.bench.clock.set(new Date(signedAt.getTime() + 5_000));
    const deps = { stores: pki.stores, clock: made.bench.clock, randomness, transport: made.bench.signing.transport };
    const { bundle } = await verifyAndKeep('b.pdf', made.pdf, { slot: 'ANY' }, deps, null);
    const forged = forge(genuine, await sealed({ ...made, bundle }));
    const report = await judged(made.pdf, forged, afterTheSigner);
    expect(report.verdict).toBe('CHUA_XAC_DINH');
    for (const { timestamps } of report.signatures)
      expect(timestamps.some(({ kind, status }) => kind === 'evidence-time-stamp' && status === 'PASSED')).toBe(false);
  });

  it('a stamped bundle of one file proves nothing of another', async () => {
    const bundle = await sealed(await kept('leader-g1'));
    const { signing } = verificationBench(pki);
    const other = await sign(signing, plainPdf({ pages: 2 }), { signer: 'leader-g1', tsa: 'cong_cong' });
    expect((await judged(other, bundle, afterTheSigner)).verdict).toBe('CHUA_XAC_DINH');
  });

  it('status data that came beside the stamp are not covered by it', async () => {
    const made = await kept('leader-g1');
    const genuine = await sealed(made);
    // the very same data, moved out of what was stamped: a whole bundle of the same file over the rest, stamped genuinely
    const { signing, clock } = made.bench;
    const request = { slot: 'ANY' } as const;
    const deps = { stores: pki.stores, clock, randomness, transport: signing.transport };
    const report = await verifyDocument(made.pdf, request, deps);
    const at = clock.now();
    const rest = evidenceBundle({ file: 'a.pdf', request, at, report, evidence: noEvidence, previous: null });
    const stripped = await sealed({ ...made, bundle: rest });
    const beside = {
      ...stripped,
      stamp_status: { certificates: genuine.certificates, crls: genuine.crls, ocsps: genuine.ocsps },
    };
    expect((await judged(made.pdf, beside, afterTheSigner)).verdict).toBe('CHUA_XAC_DINH');
  });
});

describe('revocation beside a proven time', () => {
  it('before the signature: KHÔNG HỢP LỆ, as the bundle has always said', async () => {
    const made = await kept('leader-revoked');
    const report = await judged(made.pdf, await sealed(made), '2030-06-01T00:00:00Z');
    expect(report.verdict).toBe('KHONG_HOP_LE');
  });

  it.each([
    ['after the stamp of the signature: it stands', 'cong_cong', 'TOTAL_PASSED'],
    ['and nothing but the later bundle proves the signature: nobody knows', null, 'INDETERMINATE'],
  ] as const)('%s', async (_what, tsa, indication) => {
    const { pdf } = await kept('leader', tsa);
    const entities = pki.entities.map((entity) =>
      entity.id === 'leader'
        ? { ...entity, revoked: { at: '2026-11-25T00:00:00Z', reason: 'keyCompromise' as const } }
        : entity,
    );
    const bench = verificationBench({ ...pki, entities }, new Date('2026-12-01T00:00:00Z'));
    const deps = { stores: pki.stores, clock: bench.clock, randomness, transport: bench.signing.transport };
    const { bundle } = await verifyAndKeep('a.pdf', pdf, { slot: 'ANY' }, deps, null);
    const report = await judged(pdf, await sealed({ bench, pdf, bundle }), '2030-06-01T00:00:00Z');
    expect(report.signatures[0]?.indication).toBe(indication);
  });
});
