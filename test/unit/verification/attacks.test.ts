import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeToken } from '../../../certs-test/lib/time-stamp.ts';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { readSignedData } from '../../../src/pki/cms-read.ts';
import { addSignatureTimestamp } from '../../../src/pki/cms-sign.ts';
import { type Forgery, forgeCms } from '../../support/forged-cms.ts';
import { append, flate } from '../../support/pdf-builder.ts';
import { documentTimestamp, plainPdf, sign, stampCms } from '../../support/signed-pdf.ts';
import { deciding, rowOf, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});
const victim = Buffer.from('nội dung mà nạn nhân đã ký ở chỗ khác');

describe('a CMS that does not prove this document (signatures.md 2.7, 3.4)', () => {
  const forged = async (forgery: Partial<Forgery>) => {
    const bench = verificationBench(pki);
    const pdf = await sign(bench.signing, plainPdf(), {
      signer: 'citizen',
      cms: (content) => forgeCms(pki, content, { signer: 'citizen', ...forgery }),
    });
    return (await bench.verify(pdf)).signatures[0];
  };

  it('has an honest twin that is HỢP LỆ', async () => {
    expect(deciding(await forged({}))).toEqual([]);
  });

  it.each<[string, Partial<Forgery>, string]>([
    ['carries the content of somebody else', { attached: victim, about: victim }, 'no-econtent FAILED'],
    ['speaks of another content', { about: victim }, 'message-digest FAILED'],
    ['has two signers', { signers: 2 }, 'one-signer-info FAILED'],
    ['names another content type', { attributeContentType: '1.2.840.113549.1.9.16.1.4' }, 'cms-shape FAILED'],
    ['signs attributes that are not in DER order', { unsorted: true }, 'signature-intact FAILED'],
    ['holds an attribute twice', { twice: true }, 'cms-shape FAILED'],
    ['is bound to another certificate', { ess: 'agency' }, 'signing-certificate FAILED'],
    ['shows the certificate of somebody else', { named: 'company' }, 'signature-intact FAILED'],
    ['encloses no certificate', { enclosed: [] }, 'signing-certificate UNKNOWN'],
    ['names another digest in its unsigned header', { header: 'sha512' }, 'cms-shape FAILED'],
    ['has PSS parameters that disagree', { pssMismatch: true }, 'cms-shape FAILED'],
    ['has a broken value', { breakValue: true }, 'signature-intact FAILED'],
  ])('%s', async (_what, forgery, check) => {
    const signature = await forged(forgery);
    expect(signature?.indication).not.toBe('TOTAL_PASSED');
    expect(deciding(signature)).toContain(check);
  });

  it('is refused when bytes other than 00 follow it', async () => {
    const { signing, verify } = verificationBench(pki);
    const pdf = await sign(signing, plainPdf(), {
      signer: 'citizen',
      cms: async (_content, honest) => Buffer.concat([await honest(), Buffer.from([0, 0, 0x41])]),
    });
    expect(deciding((await verify(pdf)).signatures[0])).toContain('byterange-valid FAILED');
  });

  it('that cannot be parsed is a failed signature, never "no signature"', async () => {
    const { signing, verify } = verificationBench(pki);
    for (const junk of [Buffer.from([0]), Buffer.from('3003020101', 'hex'), Buffer.alloc(500, 0x41)]) {
      const report = await verify(await sign(signing, plainPdf(), { signer: 'citizen', cms: async () => junk }));
      expect(report.signatures).toHaveLength(1);
      expect(report.verdict).toBe('KHONG_HOP_LE');
      expect(deciding(report.signatures[0])).toContain('cms-shape FAILED');
    }
  });

  it('copied into a second field with the same range is ambiguous in both', async () => {
    const { signing, verify } = verificationBench(pki);
    const signed = await sign(signing, plainPdf(), { signer: 'citizen' });
    const text = Buffer.from(signed).toString('latin1');
    const dictionary = /<<\/Type \/Sig.*?>>>/s.exec(text)?.[0] ?? '';
    expect(dictionary).toContain('/ByteRange');
    const copy = append(signed, {
      objects: {
        90: dictionary,
        91: '<< /FT /Sig /T (Ban sao) /V 90 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /F 132 /P 10 0 R >>',
        1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [91 0 R] /SigFlags 3 >> >>',
      },
    });
    const report = await verify(copy);
    expect(report.verdict).toBe('KHONG_HOP_LE');
    expect(report.signatures.map((one) => rowOf(one, 'not-ambiguous')?.status)).toEqual(['FAILED', 'FAILED']);
  });
});

describe('time stamps that prove nothing (signatures.md 2.8)', () => {
  const stampedWith = async (
    make: (value: Uint8Array) => Promise<{ authority: string; imprint: Uint8Array; genTime?: Date; essFor?: string }>,
  ) => {
    const bench = verificationBench(pki);
    const pdf = await sign(bench.signing, plainPdf(), {
      signer: 'citizen',
      cms: async (_content, honest) => {
        const cms = await honest();
        const value = readSignedData(cms).signedData?.signers[0]?.signature ?? new Uint8Array();
        const { authority, imprint, genTime, essFor } = await make(value);
        const token = encodeToken({
          imprintHash: 'sha256',
          imprint,
          policy: '1.2.3',
          serial: Uint8Array.of(7),
          genTime: genTime ?? bench.clock.now(),
          nonce: null,
          certificate: pki.certificate(authority),
          key: await pki.privateKey(authority),
          ...(essFor === undefined ? {} : { essFor: pki.certificate(essFor) }),
        });
        return addSignatureTimestamp(cms, token);
      },
    });
    return (await bench.verify(pdf)).signatures[0];
  };
  const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();

  it('has an honest twin that counts', async () => {
    const signature = await stampedWith(async (value) => ({ authority: 'cc-tsa', imprint: sha256(value) }));
    expect(signature).toMatchObject({ indication: 'TOTAL_PASSED', level: 'B-T' });
    expect(rowOf(signature, 'timestamp')?.status).toBe('PASSED');
  });

  it.each<[string, Parameters<typeof stampedWith>[0]]>([
    ['over another signature', async () => ({ authority: 'cc-tsa', imprint: sha256(victim) })],
    ['by an authority without the usage', async (v) => ({ authority: 'cv-tsa-no-usage', imprint: sha256(v) })],
    ['by one whose usage is not critical', async (v) => ({ authority: 'cv-tsa-noncritical', imprint: sha256(v) })],
    ['by one that had expired', async (v) => ({ authority: 'cv-tsa-expired', imprint: sha256(v) })],
    ['by an ordinary signer', async (v) => ({ authority: 'citizen', imprint: sha256(v) })],
    ['bound to another certificate', async (v) => ({ authority: 'cc-tsa', imprint: sha256(v), essFor: 'agency' })],
    [
      'from the future',
      async (v) => ({ authority: 'cc-tsa', imprint: sha256(v), genTime: new Date('2026-12-01T00:00:00Z') }),
    ],
  ])('%s: the stamp fails, the signature falls back a level and stands', async (_what, make) => {
    const signature = await stampedWith(make);
    expect(rowOf(signature, 'timestamp')?.status).toBe('FAILED');
    expect(signature?.level).toBe('B-B');
    expect(signature?.timestamps[0]?.status).toBe('FAILED');
    expect(rowOf(signature, 'validity')?.message.vi).toContain('xét tại thời điểm kiểm tra');
    expect(deciding(signature)).toEqual([]);
  });

  it('a document timestamp copied from another file fails by its imprint and proves nothing', async () => {
    const { signing, verify } = verificationBench(pki);
    const signed = await sign(signing, plainPdf(), { signer: 'citizen' });
    const stamped = await documentTimestamp(signing, signed, 'cong_vu', async () =>
      encodeToken({
        imprintHash: 'sha256',
        imprint: sha256(victim),
        policy: '1.2.3',
        serial: Uint8Array.of(9),
        genTime: signing.clock.now(),
        nonce: null,
        certificate: pki.certificate('cv-tsa'),
        key: await pki.privateKey('cv-tsa'),
      }),
    );
    const [signature, stamp] = (await verify(stamped)).signatures;
    expect(stamp?.indication).toBe('TOTAL_FAILED');
    expect(deciding(stamp)).toContain('message-digest FAILED');
    expect(signature?.level).toBe('B-B');
    expect(signature?.timestamps[0]).toMatchObject({ kind: 'document-timestamp', status: 'FAILED' });
  });

  it.each([
    [3_600 * 7, 'WARNING', 'TOTAL_PASSED'],
    [3_600, 'UNKNOWN', 'INDETERMINATE'],
    [-3_600, 'PASSED', 'TOTAL_PASSED'],
  ] as const)('a signing-time %i s after the stamp is %s (rules.md H.4)', async (seconds, status, indication) => {
    const { signing, verify, clock } = verificationBench(pki);
    const signingTime = new Date(clock.now().getTime() + seconds * 1000);
    const pdf = await sign(signing, plainPdf(), {
      signer: 'citizen',
      cms: async (content) =>
        stampCms(signing, await forgeCms(pki, content, { signer: 'citizen', signingTime }), 'cong_cong'),
    });
    const [signature] = (await verify(pdf)).signatures;
    expect(rowOf(signature, 'claimed-time')?.status).toBe(status);
    expect(signature?.indication).toBe(indication);
    expect(signature?.bestSignatureTime).toBe('2026-11-22T10:15:30+07:00');
  });
});

describe('changes after signing are found end to end', () => {
  const signed = async () => {
    const bench = verificationBench(pki);
    const pdf = await sign(bench.signing, plainPdf({ pages: 2 }), { signer: 'citizen', tsa: 'cong_cong' });
    expect((await bench.verify(pdf)).verdict).toBe('HOP_LE');
    return { ...bench, pdf };
  };

  it.each<[string, Parameters<typeof append>[1], string]>([
    [
      'the content of a page is replaced',
      { objects: { 11: flate('BT /F1 12 Tf 72 700 Td (So tien phai tra: 9000 dong) Tj ET') } },
      'undefined-changes',
    ],
    ['a page is taken away', { objects: { 2: '<< /Type /Pages /Count 1 /Kids [10 0 R] >>' } }, 'page-count'],
    [
      'a font that signed text uses is redefined',
      { objects: { 3: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>' } },
      'undefined-changes',
    ],
    [
      'a stamp is laid over the text',
      {
        objects: {
          10: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R /Resources << /Font << /F1 3 0 R >> >> /Annots [80 0 R] >>',
          80: '<< /Type /Annot /Subtype /Stamp /Rect [60 690 300 720] /F 4 /AP << /N 81 0 R >> >>',
          81: flate('1 g 0 0 240 30 re f', '/Type /XObject /Subtype /Form /BBox [0 0 240 30]'),
        },
      },
      'annotation-overlap',
    ],
  ])('%s', async (_what, update, check) => {
    const { verify, pdf } = await signed();
    // the signed revision's own objects: the catalog keeps its form
    const report = await verify(append(pdf, update));
    expect(report.verdict).toBe('KHONG_HOP_LE');
    expect(rowOf(report.signatures[0], check)?.status).toBe('FAILED');
    expect(report.signatures[0]?.integrity).toEqual({ byteRange: true, digest: true, signature: true });
  });

  it('bytes that no section leads to are appended', async () => {
    const { verify, pdf } = await signed();
    const report = await verify(Buffer.concat([pdf, Buffer.from('90 0 obj\n<< /Doc (khac) >>\nendobj\n')]));
    expect(report.verdict).toBe('KHONG_HOP_LE');
    expect(rowOf(report.signatures[0], 'no-unaccounted-bytes')?.status).toBe('FAILED');
  });

  it('a certified file (P=2) takes a second signature, and refuses a comment', async () => {
    const { signing, verify } = verificationBench(pki);
    const certified = await sign(signing, plainPdf(), { signer: 'agency', certify: 2 });
    const second = await sign(signing, certified, { signer: 'leader' });
    expect((await verify(second)).signatures.flatMap(deciding)).toEqual([]);
    const comment = append(second, {
      objects: {
        10: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R /Resources << /Font << /F1 3 0 R >> >> /Annots [80 0 R] >>',
        80: '<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (ghi chu) >>',
      },
    });
    const report = await verify(comment);
    expect(report.verdict).toBe('KHONG_HOP_LE');
    expect(rowOf(report.signatures[0], 'docmdp')?.status).toBe('FAILED');
  });

  it("the agency's seal over the leader's block is a warning when it is valid, a doubt when it is not", async () => {
    const { signing, verify } = verificationBench(pki);
    const leader = await sign(signing, plainPdf(), { signer: 'leader', rect: [300, 100, 400, 160], tsa: 'cong_vu' });
    const sealed = await sign(signing, leader, { signer: 'agency', rect: [270, 100, 333, 160], tsa: 'cong_vu' });
    const report = await verify(sealed);
    expect(report.verdict).toBe('HOP_LE');
    expect(rowOf(report.signatures[0], 'annotation-overlap')?.status).toBe('WARNING');
    const rogue = await sign(signing, leader, { signer: 'rogue-agency', rect: [270, 100, 333, 160] });
    const [first] = (await verify(rogue)).signatures;
    expect(rowOf(first, 'annotation-overlap')?.status).toBe('UNKNOWN');
    expect(first?.indication).toBe('INDETERMINATE');
  });
});
