import { text } from '../domain/text.ts';
import type { PdfFile, PdfRevision } from '../pdf/reader/model.ts';
import { isArray, isString, type PdfObject } from '../pdf/reader/objects.ts';
import type { SignatureField } from '../pdf/reader/signature-fields.ts';
import { decode, octets } from '../pki/asn1.ts';
import type { Certificate } from '../pki/certificate.ts';
import type { SignedContent } from '../pki/cms-verify.ts';
import { digestUse, keyUse, verifyRsaOverAny } from '../pki/signature-algorithm.ts';
import type { ReadCms } from './cms-facts.ts';
import { readCertificate } from './material.ts';
import { signerIdentity } from './signer-identity.ts';
import { Unanswerable } from './unanswerable.ts';

const maxCertificates = 20;

/**
 * `adbe.x509.rsa_sha1` (ISO 32000-1 12.8.3.2): /Contents is an OCTET STRING with an RSA PKCS#1 v1.5 value over the bytes of
 * the range themselves, /Cert the certificate of the signer, or several with the signer's first. Nothing is signed but the
 * bytes: no time, no certificate. It can be computed, and stays a legacy format that proves too little.
 * @throws Unanswerable when there is no value to compute
 */
export function readBareRsa(
  file: PdfFile,
  field: SignatureField,
  contents: Uint8Array,
  content: SignedContent,
): ReadCms {
  const value = rsaValueOf(contents);
  const certificates = certificatesOf(file, field);
  const certificate = certificates[0] ?? null;
  const hash = certificate === null ? null : verifyRsaOverAny(certificate.publicKey, content.bytes(), value);
  const intact = certificate === null ? null : hash !== null;
  return {
    signedData: null,
    certificates,
    facts: {
      // one value covers both: it is over the content and nothing else
      digestMatches: intact,
      signatureIntact: intact,
      certificate,
      bound: false,
      identity: certificate && signerIdentity(certificate),
      signingTime: null,
      scheme: hash === null ? 'RSASSA-PKCS1-v1_5' : `RSASSA-PKCS1-v1_5, ${digestUse(hash).name}`,
      uses: [digestUse(hash ?? 'sha1'), ...(certificate === null ? [] : [keyUse(certificate.publicKey)])],
      genTime: null,
      findings: () => [],
    },
  };
}

function rsaValueOf(contents: Uint8Array): Uint8Array {
  try {
    return octets(decode(contents, 'signature value'), 'signature value');
  } catch {
    throw new Unanswerable(
      text('Giá trị chữ ký RSA không đọc được.', 'The RSA signature value cannot be read.'),
      'FORMAT_FAILURE',
    );
  }
}

function certificatesOf(file: PdfFile, field: SignatureField): readonly Certificate[] {
  const revision = file.revisions[field.revisionIndex] as PdfRevision;
  const value = field.dict === null ? null : revision.get(field.dict, 'Cert');
  const items: readonly PdfObject[] = isArray(value) ? value.items.slice(0, maxCertificates) : [value];
  return items.flatMap((item) => {
    const held = revision.resolve(item);
    return isString(held) ? (readCertificate(held.bytes) ?? []) : [];
  });
}
