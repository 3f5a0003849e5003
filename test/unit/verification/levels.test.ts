import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import type { FileReport } from '../../../src/domain/signature-report.ts';
import { documentTimestamp, longTermData, plainPdf, sign } from '../../support/signed-pdf.ts';
import { deciding, rowOf, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});
const levels = (report: FileReport) =>
  report.signatures.map(({ kind, level }) => (kind === 'signature' ? level : 'stamp'));

async function longTermFile(kind: 'table' | 'stream' = 'table') {
  const bench = verificationBench(pki);
  const { signing } = bench;
  const signed = await sign(signing, plainPdf({ kind }), { signer: 'citizen', tsa: 'cong_cong' });
  const withData = await longTermData(signing, signed, [
    ['citizen', 'signing'],
    ['cc-tsa', 'timestamping'],
    ['cv-tsa', 'timestamping'],
  ]);
  const sealed = await documentTimestamp(signing, withData, 'cong_vu');
  return { ...bench, signed, withData, sealed };
}

describe('the level is told as the bytes reach it (EN 319 142-1)', () => {
  it.each(['table', 'stream'] as const)('B-T, B-LT, B-LTA grow in one file with %s cross-references', async (kind) => {
    const { verify, signed, withData, sealed } = await longTermFile(kind);
    expect(levels(await verify(signed))).toEqual(['B-T']);
    expect(levels(await verify(withData))).toEqual(['B-LT']);
    const report = await verify(sealed);
    expect(levels(report)).toEqual(['B-LTA', 'stamp']);
    expect(report.signatures.flatMap(deciding)).toEqual([]);
    expect(report.verdict).toBe('HOP_LE');
    expect(report.signatures[0]?.laterChanges).toBe('LTV');
  });

  it('B-LT and B-LTA need no network, B-T does', async () => {
    const { verify, signed, withData, sealed } = await longTermFile();
    expect((await verify(signed, {}, 'offline')).verdict).toBe('CHUA_XAC_DINH');
    expect((await verify(withData, {}, 'offline')).verdict).toBe('HOP_LE');
    expect((await verify(sealed, {}, 'offline')).verdict).toBe('HOP_LE');
  });

  it('is PKCS7 without the signing-certificate attribute or under the old SubFilter, and can be HỢP LỆ', async () => {
    const { signing, verify } = verificationBench(pki);
    const pdf = await sign(signing, plainPdf(), { signer: 'citizen', subFilter: 'adbe.pkcs7.detached' });
    const report = await verify(pdf);
    expect(levels(report)).toEqual(['PKCS7']);
    expect(report.verdict).toBe('HOP_LE');
  });
});

describe('years later', () => {
  it('a revocation after the stamp leaves the signature standing, with a warning', async () => {
    const { signing, verify, clock, faults } = verificationBench(pki);
    const pdf = await sign(signing, plainPdf(), { signer: 'citizen', tsa: 'cong_cong' });
    clock.set(new Date('2027-06-01T00:00:00Z'));
    faults.ocsp = { kind: 'revoked', at: new Date('2027-03-01T00:00:00Z') };
    const report = await verify(pdf);
    expect(rowOf(report.signatures[0], 'revocation')?.status).not.toBe('FAILED');
    expect(report.signatures[0]?.subIndication).not.toBe('REVOKED');
  });

  it('the long-term file is judged as of its time with --at, offline, and today it still stands', async () => {
    const { verify, sealed, clock } = await longTermFile();
    const then = clock.now();
    clock.set(new Date('2031-11-22T00:00:00Z'));
    expect((await verify(sealed, { at: then }, 'offline')).verdict).toBe('HOP_LE');
    const now = await verify(sealed, {}, 'offline');
    expect(now.signatures[0]?.bestSignatureTime).toBeDefined();
    expect(now.verdict).toBe('CHUA_XAC_DINH');
    expect((await verify(sealed, {}, 'online')).verdict).toBe('HOP_LE');
  });
});
