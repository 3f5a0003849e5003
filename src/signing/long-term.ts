import type { Clock } from '../domain/clock.ts';
import { SohoaError } from '../domain/errors.ts';
import { openPdf } from '../pdf/reader/pdf-file.ts';
import { listSignatures, type SignatureField } from '../pdf/reader/signature-fields.ts';
import { beginUpdate } from '../pdf/writer/incremental-update.ts';
import {
  addToSecurityStore,
  readSecurityStore,
  type SignatureMaterial,
  type ValidationMaterial,
} from '../pdf/writer/security-store.ts';
import { type Certificate, parseCertificate } from '../pki/certificate.ts';
import { readSignedData } from '../pki/cms-read.ts';
import { contentOf, verifySignedData } from '../pki/cms-verify.ts';
import { worstFinding } from '../pki/finding.ts';
import type { StatusEvidence } from '../pki/status-evidence.ts';
import { readTimestampToken, signatureTimestamps } from '../pki/timestamp.ts';
import { addDocumentTimestamp } from './document-timestamp.ts';
import { checkFile } from './file-gate.ts';
import { checkExtended } from './own-output.ts';
import type { CertificateJudge, SignatureVerifier } from './ports.ts';
import { refusal } from './refusal.ts';
import { atLeast, type PadesLevel } from './request.ts';
import type { StampSource } from './stamp-source.ts';

export interface LongTermDeps {
  readonly clock: Clock;
  readonly judge: CertificateJudge;
}

/**
 * Raises every signature of a signed file to the level and checks the outcome; also how a file is renewed (`renewal.ts`).
 * Errors: TSA_UNAVAILABLE, REVOCATION_UNAVAILABLE, SIGN_REFUSED, OUTPUT_NOT_VALID.
 */
export async function extendDocument(
  base: Uint8Array,
  level: PadesLevel,
  stamps: StampSource,
  deps: LongTermDeps & { readonly verifier: SignatureVerifier },
): Promise<Uint8Array> {
  const bytes = await raise(base, level, stamps, deps);
  await checkExtended(base, bytes, level, deps.verifier);
  return bytes;
}

/**
 * The revisions that raise every signature (signatures.md 1.3-1.5), each step its own: a document timestamp for signatures
 * without any (their `/Contents` may be covered already, R1.3b), validation data, and for B-LTA a document timestamp over
 * all of it. What comes out is not checked here.
 */
export async function raise(
  base: Uint8Array,
  level: PadesLevel,
  stamps: StampSource,
  deps: LongTermDeps,
): Promise<Uint8Array> {
  let bytes = base;
  // not left to the stamp at the end of B-LTA: the data for a stamp must lie under a later one
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
 * gathered before are used and kept; when nothing is new the file comes back as it is.
 * Errors: REVOCATION_UNAVAILABLE when a status cannot be had now, SIGN_REFUSED when a path is broken or the file forbids it.
 */
export async function addLongTermData(base: Uint8Array, deps: LongTermDeps): Promise<Uint8Array> {
  const file = openPdf(base);
  const signatures = listSignatures(file);
  checkFile(file, signatures, null);
  const store = readSecurityStore(file.latest);
  const known: Known = {
    judge: deps.judge,
    now: deps.clock.now(),
    certificates: store.certificates.flatMap((der) => readable(der)),
    evidence: [
      ...store.ocsps.map((der): StatusEvidence => ({ kind: 'ocsp', der, origin: 'dss', provenAt: null })),
      ...store.crls.map((der): StatusEvidence => ({ kind: 'crl', der, origin: 'dss', provenAt: null })),
    ],
  };
  const materials: SignatureMaterial[] = [];
  for (const signature of signatures)
    if (signature.contents !== null)
      materials.push({ contents: signature.contents, material: await materialOf(signature, signatures, known) });
  const update = beginUpdate(file);
  if (!addToSecurityStore(file, update, materials, known.now)) return base;
  return Buffer.concat([base, update.finish()]);
}

interface Known {
  readonly judge: CertificateJudge;
  readonly now: Date;
  /** Of the store: candidates for paths. */
  readonly certificates: readonly Certificate[];
  readonly evidence: readonly StatusEvidence[];
}

function readable(der: Uint8Array): readonly Certificate[] {
  try {
    return [parseCertificate(der)];
  } catch {
    return [];
  }
}

/** Of the signer and of every stamp inside, each judged at the time that is proven for it. */
async function materialOf(
  signature: SignatureField,
  all: readonly SignatureField[],
  known: Known,
): Promise<ValidationMaterial> {
  const contents = signature.contents ?? new Uint8Array();
  const later = all.filter((one) => isDocumentStamp(one) && one.revisionIndex > signature.revisionIndex);
  const covering = later.flatMap((one) => genTimeOf(one.contents ?? new Uint8Array()));
  if (isDocumentStamp(signature)) return materialOfStamp(contents, covering, known);
  const { signedData } = readSignedData(contents);
  if (signedData === null) throw unreadable();
  // the digest of the file is not at stake here, only whose certificate sid and ESS name
  const { certificate } = verifySignedData({ signedData, shape: 'detached', content: contentOf(new Uint8Array()) });
  if (certificate === null) throw unreadable();
  const stamps = signatureTimestamps(signedData);
  const proofs = [...covering, ...stamps.flatMap(genTimeOf)];
  const parts = [await need(certificate, signedData.certificates, 'signing', proofs, known)];
  for (const token of stamps) parts.push(await materialOfStamp(token, covering, known));
  return {
    certificates: parts.flatMap((part) => part.certificates),
    crls: parts.flatMap((part) => part.crls),
    ocsps: parts.flatMap((part) => part.ocsps),
  };
}

const genTimeOf = (token: Uint8Array): readonly Date[] => {
  const { info } = readTimestampToken(token);
  return info === null ? [] : [info.genTime];
};

const unreadable = () =>
  refusal('file-unsuitable', { why_vi: 'không đọc được chữ ký', why_en: 'a signature is unreadable' });

async function materialOfStamp(
  token: Uint8Array,
  covering: readonly Date[],
  known: Known,
): Promise<ValidationMaterial> {
  const { signedData } = readTimestampToken(token);
  if (signedData === null) throw unreadable();
  const content = contentOf(signedData.content ?? new Uint8Array());
  const { certificate } = verifySignedData({ signedData, shape: 'timestamp', content });
  if (certificate === null) throw unreadable();
  return need(certificate, signedData.certificates, 'timestamping', covering, known);
}

/** Judged at the earliest proven time; without a proof, as of now. */
async function need(
  certificate: Certificate,
  carried: readonly Certificate[],
  purpose: 'signing' | 'timestamping',
  proofs: readonly Date[],
  known: Known,
): Promise<ValidationMaterial> {
  const earliest = new Date(Math.min(known.now.getTime(), ...proofs.map((one) => one.getTime())));
  const judgement = await known.judge.judge(certificate, {
    purpose,
    controlTime: earliest,
    proven: proofs.length > 0,
    candidates: [...carried, ...known.certificates],
    evidence: known.evidence,
  });
  const worst = worstFinding(judgement.findings);
  const [vi, en] = [worst?.text.vi ?? '', worst?.text.en ?? ''];
  if (judgement.state === 'undetermined')
    throw new SohoaError('REVOCATION_UNAVAILABLE', { reason_vi: vi, reason_en: en });
  if (judgement.state === 'invalid') throw refusal('certificate-not-valid', { why_vi: vi, why_en: en });
  return judgement.material;
}
