import type { Clock } from '../domain/clock.ts';
import { SohoaError } from '../domain/errors.ts';
import { openPdf } from '../pdf/reader/pdf-file.ts';
import { listSignatures, type SignatureField } from '../pdf/reader/signature-fields.ts';
import { beginUpdate } from '../pdf/writer/incremental-update.ts';
import { addToSecurityStore, type SignatureMaterial, type ValidationMaterial } from '../pdf/writer/security-store.ts';
import type { Certificate } from '../pki/certificate.ts';
import { readSignedData } from '../pki/cms-read.ts';
import { contentOf, verifySignedData } from '../pki/cms-verify.ts';
import { worstFinding } from '../pki/finding.ts';
import { readTimestampToken, signatureTimestamps } from '../pki/timestamp.ts';
import { addDocumentTimestamp } from './document-timestamp.ts';
import { checkFile } from './file-gate.ts';
import type { CertificateJudge } from './ports.ts';
import { refusal } from './refusal.ts';
import { atLeast, type PadesLevel } from './request.ts';
import type { StampSource } from './stamp-source.ts';

export interface LongTermDeps {
  readonly clock: Clock;
  readonly judge: CertificateJudge;
}

/**
 * Raises every signature of the file to the level (signatures.md 1.3-1.5), each step its own revision: a time stamp for
 * signatures without one (a document timestamp: their `/Contents` may be covered already, R1.3b), validation data, and for B-LTA a
 * document timestamp over all of it. Errors: TSA_UNAVAILABLE, REVOCATION_UNAVAILABLE, SIGN_REFUSED.
 */
export async function extendDocument(
  base: Uint8Array,
  level: PadesLevel,
  stamps: StampSource,
  deps: LongTermDeps,
): Promise<Uint8Array> {
  let bytes = base;
  if (atLeast(level, 'B-T') && !allStamped(bytes)) bytes = await addDocumentTimestamp(bytes, stamps);
  if (atLeast(level, 'B-LT')) bytes = await addLongTermData(bytes, deps);
  if (atLeast(level, 'B-LTA')) bytes = await addDocumentTimestamp(bytes, stamps);
  return bytes;
}

/** True when every signature carries a time stamp or lies under a document timestamp. */
function allStamped(bytes: Uint8Array): boolean {
  const signatures = listSignatures(openPdf(bytes));
  const lastStamp = Math.max(-1, ...signatures.filter(isDocumentStamp).map((one) => one.revisionIndex));
  return signatures
    .filter((one) => !isDocumentStamp(one))
    .every((one) => one.revisionIndex < lastStamp || stampsInside(one).length > 0);
}

const isDocumentStamp = (one: SignatureField): boolean => one.kind === 'document-timestamp';

function stampsInside(signature: SignatureField): readonly Uint8Array[] {
  const { signedData } = readSignedData(signature.contents ?? new Uint8Array());
  return signedData === null ? [] : signatureTimestamps(signedData);
}

/**
 * Adds certificates, CRLs and OCSP responses for every signature and time stamp of the file to `/DSS`, with `/VRI`. Data
 * gathered before are kept; when nothing is new the file comes back as it is.
 * Errors: REVOCATION_UNAVAILABLE when a status cannot be had now, SIGN_REFUSED when a path is broken or the file forbids it.
 */
export async function addLongTermData(base: Uint8Array, deps: LongTermDeps): Promise<Uint8Array> {
  const file = openPdf(base);
  const signatures = listSignatures(file);
  checkFile(file, signatures, 'DSS');
  const at = deps.clock.now();
  const materials: SignatureMaterial[] = [];
  for (const signature of signatures)
    if (signature.contents !== null)
      materials.push({ contents: signature.contents, material: await materialOf(signature, deps.judge, at) });
  const update = beginUpdate(file);
  if (!addToSecurityStore(file, update, materials, at)) return base;
  return Buffer.concat([base, update.finish()]);
}

async function materialOf(signature: SignatureField, judge: CertificateJudge, at: Date): Promise<ValidationMaterial> {
  const contents = signature.contents ?? new Uint8Array();
  const parts: ValidationMaterial[] = [];
  if (isDocumentStamp(signature)) parts.push(await materialOfStamp(contents, judge, at));
  else {
    const signer = signerOf(contents);
    parts.push(await need(judge, signer.certificate, signer.candidates, 'signing', at));
    for (const token of stampsInside(signature)) parts.push(await materialOfStamp(token, judge, at));
  }
  return {
    certificates: parts.flatMap((part) => part.certificates),
    crls: parts.flatMap((part) => part.crls),
    ocsps: parts.flatMap((part) => part.ocsps),
  };
}

interface Named {
  readonly certificate: Certificate;
  readonly candidates: readonly Certificate[];
}

const unreadable = () =>
  refusal('file-unsuitable', { why_vi: 'không đọc được chữ ký', why_en: 'a signature is unreadable' });

/** The signer's certificate as sid and ESS name it; the digest is not at stake here. */
function signerOf(contents: Uint8Array): Named {
  const { signedData } = readSignedData(contents);
  if (signedData === null) throw unreadable();
  const { certificate } = verifySignedData({ signedData, shape: 'detached', content: contentOf(new Uint8Array()) });
  if (certificate === null) throw unreadable();
  return { certificate, candidates: signedData.certificates };
}

async function materialOfStamp(token: Uint8Array, judge: CertificateJudge, at: Date): Promise<ValidationMaterial> {
  const { signedData } = readTimestampToken(token);
  if (signedData === null) throw unreadable();
  const content = contentOf(signedData.content ?? new Uint8Array());
  const { certificate } = verifySignedData({ signedData, shape: 'timestamp', content });
  if (certificate === null) throw unreadable();
  return need(judge, certificate, signedData.certificates, 'timestamping', at);
}

async function need(
  judge: CertificateJudge,
  certificate: Certificate,
  candidates: readonly Certificate[],
  purpose: 'signing' | 'timestamping',
  at: Date,
): Promise<ValidationMaterial> {
  const judgement = await judge.judge(certificate, { purpose, at, candidates });
  const worst = worstFinding(judgement.findings);
  const reason = { reason_vi: worst?.text.vi ?? '', reason_en: worst?.text.en ?? '' };
  if (judgement.state === 'undetermined') throw new SohoaError('REVOCATION_UNAVAILABLE', reason);
  if (judgement.state === 'invalid')
    throw refusal('certificate-not-valid', { why_vi: reason.reason_vi, why_en: reason.reason_en });
  return judgement.material;
}
