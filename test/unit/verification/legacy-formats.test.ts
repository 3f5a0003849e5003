import { createHash, sign as signRaw } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { array, string } from '../../../src/pdf/reader/objects.ts';
import { encode, octetString } from '../../../src/pki/asn1-write.ts';
import { forgeCms } from '../../support/forged-cms.ts';
import { plainPdf, sign } from '../../support/signed-pdf.ts';
import { rowOf, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});

const changed = (pdf: Uint8Array): Uint8Array => {
  const copy = Uint8Array.from(pdf);
  copy[Buffer.from(pdf).indexOf('/MediaBox') + 11] = 0x31;
  return copy;
};

describe('adbe.x509.rsa_sha1: a bare RSA value over the bytes, the certificate in /Cert', () => {
  const bare = async (hash: string, by = 'citizen', shown = ['citizen']) => {
    const bench = verificationBench(pki);
    const key = await pki.privateKey(by);
    const certificates = shown.map((id) => string(pki.certificate(id).der, true));
    const pdf = await sign(bench.signing, plainPdf(), {
      signer: 'citizen',
      subFilter: 'adbe.x509.rsa_sha1',
      dictionary: { Cert: certificates.length === 1 ? (certificates[0] ?? null) : array(certificates) },
      cms: async (content) => encode(octetString(new Uint8Array(signRaw(hash, content, key)))),
    });
    return { ...bench, pdf };
  };

  it.each(['sha1', 'sha256'])('is computed with %s, and says too little: CHƯA XÁC ĐỊNH, legacy', async (hash) => {
    const { verify, pdf } = await bare(hash);
    const [signature] = (await verify(pdf)).signatures;
    expect(signature).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'SIG_CONSTRAINTS_FAILURE',
      level: 'PKCS7',
      integrity: { byteRange: true, digest: true, signature: true },
      signer: { commonName: 'Nguyễn Văn Mẫu', trustStore: 'cong_cong' },
    });
    expect(rowOf(signature, 'format-expected')?.message.vi).toContain('Định dạng cũ');
    expect(rowOf(signature, 'chain')?.status).toBe('PASSED');
  });

  it('finds the signer first among several certificates', async () => {
    const { verify, pdf } = await bare('sha1', 'citizen', ['citizen', 'cc-ca-g3']);
    expect((await verify(pdf)).signatures[0]?.integrity.signature).toBe(true);
  });

  it('over changed bytes, or by another key, is KHÔNG HỢP LỆ', async () => {
    const { verify, pdf } = await bare('sha1');
    const [signature] = (await verify(changed(pdf))).signatures;
    expect(signature).toMatchObject({ indication: 'TOTAL_FAILED', integrity: { digest: false, signature: false } });
    const other = await bare('sha1', 'company');
    expect((await other.verify(other.pdf)).verdict).toBe('KHONG_HOP_LE');
  });

  it('without a certificate cannot be computed, and a value that is no OCTET STRING is a failed signature', async () => {
    const { verify, pdf } = await bare('sha1', 'citizen', []);
    expect((await verify(pdf)).verdict).toBe('CHUA_XAC_DINH');
    const bench = verificationBench(pki);
    const junk = await sign(bench.signing, plainPdf(), {
      signer: 'citizen',
      subFilter: 'adbe.x509.rsa_sha1',
      cms: async () => Buffer.from('3003020101', 'hex'),
    });
    expect((await bench.verify(junk)).verdict).toBe('KHONG_HOP_LE');
  });
});

describe('adbe.pkcs7.sha1: a CMS around the SHA-1 of the bytes', () => {
  const digestInside = async (digestOf: (content: Uint8Array) => Uint8Array) => {
    const bench = verificationBench(pki);
    const pdf = await sign(bench.signing, plainPdf(), {
      signer: 'citizen',
      subFilter: 'adbe.pkcs7.sha1',
      cms: (content) => {
        const inside = digestOf(content);
        return forgeCms(pki, content, { signer: 'citizen', attached: inside, about: inside });
      },
    });
    return { ...bench, pdf };
  };
  const sha1 = (content: Uint8Array): Uint8Array => new Uint8Array(createHash('sha1').update(content).digest());

  it('is computed, and says too little: CHƯA XÁC ĐỊNH, legacy, SHA-1 named', async () => {
    const { verify, pdf } = await digestInside(sha1);
    const [signature] = (await verify(pdf)).signatures;
    expect(signature).toMatchObject({
      indication: 'INDETERMINATE',
      integrity: { byteRange: true, digest: true, signature: true },
    });
    expect(rowOf(signature, 'format-expected')?.status).toBe('UNKNOWN');
    expect(rowOf(signature, 'algorithms')?.message.vi).toContain('SHA-1');
  });

  it('over changed bytes, or around another digest, is KHÔNG HỢP LỆ', async () => {
    const { verify, pdf } = await digestInside(sha1);
    expect((await verify(changed(pdf))).verdict).toBe('KHONG_HOP_LE');
    const other = await digestInside(() => sha1(Buffer.from('khác')));
    expect((await other.verify(other.pdf)).verdict).toBe('KHONG_HOP_LE');
  });
});
