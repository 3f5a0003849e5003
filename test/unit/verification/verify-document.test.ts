import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { documentTimestamp, plainPdf, sign } from '../../support/signed-pdf.ts';
import { deciding, rowOf, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});
const bench = () => verificationBench(pki);

describe('a citizen signs', () => {
  it('with a time stamp: HỢP LỆ, B-T, the stamp is the best signature time', async () => {
    const { signing, verify, clock } = bench();
    const pdf = await sign(signing, plainPdf(), { signer: 'citizen', tsa: 'cong_cong' });
    clock.set(new Date('2026-11-22T05:00:00Z'));
    const report = await verify(pdf);
    const [signature] = report.signatures;
    expect(deciding(signature)).toEqual([]);
    expect(report.verdict).toBe('HOP_LE');
    expect(signature).toMatchObject({
      indication: 'TOTAL_PASSED',
      subIndication: null,
      level: 'B-T',
      coverage: 'WHOLE_FILE',
      laterChanges: 'NONE',
      bestSignatureTime: '2026-11-22T10:15:30+07:00',
      integrity: { byteRange: true, digest: true, signature: true },
      signer: { commonName: 'Nguyễn Văn Mẫu', idKind: 'CCCD', idNumber: '001090000001', trustStore: 'cong_cong' },
    });
  });

  it('without a time stamp: judged at the moment of verification and said so', async () => {
    const { signing, verify } = bench();
    const report = await verify(await sign(signing, plainPdf(), { signer: 'citizen' }));
    expect(report.verdict).toBe('HOP_LE');
    expect(report.signatures[0]?.level).toBe('B-B');
    expect(rowOf(report.signatures[0], 'validity')?.message.vi).toContain('xét tại thời điểm kiểm tra');
    expect(rowOf(report.signatures[0], 'timestamp')).toMatchObject({ status: 'UNKNOWN', required: false });
  });

  it('and one byte of the page is changed afterwards: KHÔNG HỢP LỆ by the digest', async () => {
    const { signing, verify } = bench();
    const pdf = await sign(signing, plainPdf(), { signer: 'citizen', tsa: 'cong_cong' });
    const at = Buffer.from(pdf).indexOf('/MediaBox');
    pdf[at + 11] = 0x31;
    const report = await verify(pdf);
    expect(report.verdict).toBe('KHONG_HOP_LE');
    expect(report.signatures[0]).toMatchObject({
      subIndication: 'HASH_FAILURE',
      integrity: { digest: false, signature: true },
    });
    expect(rowOf(report.signatures[0], 'message-digest')?.status).toBe('FAILED');
  });

  it('with a certificate revoked before: KHÔNG HỢP LỆ, REVOKED', async () => {
    const { signing, verify } = bench();
    const report = await verify(await sign(signing, plainPdf(), { signer: 'citizen-revoked', tsa: 'cong_cong' }));
    expect(report.verdict).toBe('KHONG_HOP_LE');
    expect(deciding(report.signatures[0])).toEqual(['revocation FAILED']);
    expect(report.signatures[0]?.subIndication).toBe('REVOKED');
  });

  it('with a certificate revoked and no trusted time: CHƯA XÁC ĐỊNH, REVOKED_NO_POE', async () => {
    const { signing, verify } = bench();
    const report = await verify(await sign(signing, plainPdf(), { signer: 'citizen-revoked' }));
    expect(report.signatures[0]).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'REVOKED_NO_POE' });
  });

  it('with a certificate whose status cannot be reached: CHƯA XÁC ĐỊNH, TRY_LATER', async () => {
    const { signing, verify } = bench();
    const report = await verify(await sign(signing, plainPdf(), { signer: 'citizen-unreachable', tsa: 'cong_cong' }));
    expect(report.verdict).toBe('CHUA_XAC_DINH');
    expect(report.signatures[0]?.subIndication).toBe('TRY_LATER');
    expect(rowOf(report.signatures[0], 'revocation')?.message.vi).toContain('sẽ kiểm tra lại');
  });

  it('and the network is gone: CHƯA XÁC ĐỊNH, never HỢP LỆ', async () => {
    const { signing, verify, faults } = bench();
    const pdf = await sign(signing, plainPdf(), { signer: 'citizen', tsa: 'cong_cong' });
    faults.offline = true;
    expect((await verify(pdf)).verdict).toBe('CHUA_XAC_DINH');
    expect((await verify(pdf, {}, 'offline')).verdict).toBe('CHUA_XAC_DINH');
  });

  it('with an expired certificate and a stamp: EXPIRED; without a stamp: no proof', async () => {
    const { signing, verify } = bench();
    const stamped = await verify(await sign(signing, plainPdf(), { signer: 'citizen-expired', tsa: 'cong_cong' }));
    expect(stamped.signatures[0]).toMatchObject({ indication: 'TOTAL_FAILED', subIndication: 'EXPIRED' });
    const bare = await verify(await sign(signing, plainPdf(), { signer: 'citizen-expired' }));
    expect(bare.signatures[0]).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'OUT_OF_BOUNDS_NO_POE' });
  });
});

describe('the store that a slot requires (rules.md R4.2)', () => {
  it.each([
    ['citizen', 'CITIZEN', 'HOP_LE'],
    ['citizen', 'AGENCY_ISSUED', 'KHONG_HOP_LE'],
    ['agency', 'AGENCY_ISSUED', 'HOP_LE'],
    ['agency', 'COPY_SAO_Y', 'HOP_LE'],
    ['leader', 'PERSON_COMPETENT', 'HOP_LE'],
    ['leader', 'CITIZEN', 'KHONG_HOP_LE'],
    ['operator', 'OPERATOR_SCAN', 'HOP_LE'],
    ['operator-postal', 'OPERATOR_SCAN', 'HOP_LE'],
    ['citizen', 'ANY', 'HOP_LE'],
    ['agency', 'ANY', 'HOP_LE'],
    ['agency-wrong-store', 'AGENCY_ISSUED', 'KHONG_HOP_LE'],
  ] as const)('a signature by %s for %s is %s', async (signer, slot, verdict) => {
    const { signing, verify } = bench();
    const report = await verify(await sign(signing, plainPdf(), { signer, tsa: 'cong_vu' }), { slot });
    if (verdict === 'HOP_LE') expect(deciding(report.signatures[0])).toEqual([]);
    else expect(deciding(report.signatures[0])).toContain('chain FAILED');
    expect(report.verdict).toBe(verdict);
  });

  it('refuses a chain to an unknown root, and does not know while the root is out of reach', async () => {
    const { signing, verify } = bench();
    const pdf = await sign(signing, plainPdf(), { signer: 'rogue-agency' });
    expect(deciding((await verify(pdf, { slot: 'ANY' })).signatures[0])).toContain('chain FAILED');
    expect(deciding((await verify(pdf, { slot: 'ANY' }, 'offline')).signatures[0])).toEqual(['chain UNKNOWN']);
  });

  it('may differ by field: leader and agency in one file, the operator beside the copy', async () => {
    const { signing, verify } = bench();
    const first = await sign(signing, plainPdf(), { signer: 'operator-postal', fieldName: 'Quet', tsa: 'cong_cong' });
    const both = await sign(signing, first, { signer: 'agency', fieldName: 'SaoY', tsa: 'cong_vu' });
    const slots = { Quet: 'OPERATOR_SCAN', SaoY: 'COPY_SAO_Y' } as const;
    expect((await verify(both, { slot: 'ANY', slots })).verdict).toBe('HOP_LE');
    const strict = await verify(both, { slot: 'COPY_SAO_Y' });
    expect(strict.signatures.map(({ indication }) => indication)).toEqual(['TOTAL_FAILED', 'TOTAL_PASSED']);
  });
});

describe('who signed', () => {
  it('warns and does not fail when the signer is not the applicant', async () => {
    const { signing, verify } = bench();
    const pdf = await sign(signing, plainPdf(), { signer: 'citizen', tsa: 'cong_cong' });
    const other = { label: 'người nộp hồ sơ', idNumbers: ['001090000099'], name: 'Trần Văn Khác' };
    const report = await verify(pdf, { applicant: other });
    expect(report.verdict).toBe('HOP_LE');
    expect(rowOf(report.signatures[0], 'identity')).toMatchObject({
      status: 'WARNING',
      message: { vi: 'Người ký không khớp với người nộp hồ sơ.' },
    });
    const same = await verify(pdf, { applicant: { ...other, idNumbers: ['001090000001'] } });
    expect(rowOf(same.signatures[0], 'identity')?.status).toBe('PASSED');
  });
});

describe('what a file contains is told apart', () => {
  it('nothing, a timestamp only, an unreadable file', async () => {
    const { signing, verify } = bench();
    expect(await verify(plainPdf())).toMatchObject({ verdict: 'KHONG_CO_CHU_KY', contains: 'nothing' });
    const stamped = await documentTimestamp(signing, plainPdf(), 'cong_vu');
    expect(await verify(stamped)).toMatchObject({ verdict: 'KHONG_CO_CHU_KY', contains: 'timestamps-only' });
    const text = await verify(Buffer.from('đây không phải PDF'));
    expect(text).toMatchObject({
      verdict: 'CHUA_XAC_DINH',
      contains: 'unreadable',
      problem: { code: 'PDF_UNREADABLE' },
    });
    expect(await verify(new Uint8Array())).toMatchObject({ verdict: 'CHUA_XAC_DINH', problem: { code: 'FILE_EMPTY' } });
  });
});
