import { readSignedData } from '../pki/cms-read.ts';
import { assembleSignedData, buildSignedData, prepareSignature as prepareCms } from '../pki/cms-sign.ts';
import { verifySignedData } from '../pki/cms-verify.ts';
import { worstFinding } from '../pki/finding.ts';
import type { SigningKey } from '../pki/keys/signing-key.ts';
import { fillContents, type PreparedSignature } from './prepared.ts';
import { refusal } from './refusal.ts';

/**
 * Second phase: touches the key once. What comes back is the CMS of level B-B, checked against the prepared document and
 * the certificate of the intent, so that a key that does not match its certificate never leaves this room.
 * Errors: SIGN_REFUSED (key-mismatch, cms-mismatch), and those of `SigningKey.sign`.
 */
export async function signPrepared(prepared: PreparedSignature, key: SigningKey): Promise<Uint8Array> {
  const { intent } = prepared;
  if (intent.certificateSha256 !== key.certificate.sha256) throw refusal('key-mismatch');
  const scheme = intent.scheme ?? key.schemes[0];
  if (scheme === undefined || !key.schemes.includes(scheme)) throw refusal('key-mismatch');
  const cms = await buildSignedData({ messageDigest: Buffer.from(intent.digest, 'hex'), key, scheme });
  checkCms(prepared, cms);
  return cms;
}

/** Signs many prepared documents of one dossier under one authorisation of the key's holder. */
export async function signPreparedBatch(
  batch: readonly PreparedSignature[],
  key: SigningKey,
): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  const plans = batch.map((prepared) => {
    const scheme = prepared.intent.scheme ?? key.schemes[0];
    if (prepared.intent.certificateSha256 !== key.certificate.sha256 || scheme === undefined)
      throw refusal('key-mismatch');
    const messageDigest = Buffer.from(prepared.intent.digest, 'hex');
    return { prepared, cms: prepareCms({ messageDigest, scheme, certificate: key.certificate, chain: key.chain }) };
  });
  for (const scheme of new Set(plans.map(({ cms }) => cms.scheme))) {
    const part = plans.filter(({ cms }) => cms.scheme === scheme);
    const values = await key.signBatch(
      scheme,
      part.map(({ cms }) => cms.toBeSigned),
    );
    for (const [index, { prepared, cms }] of part.entries()) {
      const der = assembleSignedData(cms, values[index] as Uint8Array);
      checkCms(prepared, der);
      all[batch.indexOf(prepared)] = der;
    }
  }
  return all;
}

/**
 * Third phase: the document with its signature. The CMS may come from our key, a remote service or another tool; it is
 * accepted only when it signs exactly the prepared bytes with the intended certificate.
 */
export function completeSignature(prepared: PreparedSignature, cms: Uint8Array): Uint8Array {
  checkCms(prepared, cms);
  return fillContents(prepared, cms);
}

/** SohoaError SIGN_REFUSED (cms-mismatch) with the first fault found. */
function checkCms(prepared: PreparedSignature, cms: Uint8Array): void {
  const { intent } = prepared;
  const mismatch = (vi: string, en: string) => refusal('cms-mismatch', { why_vi: vi, why_en: en });
  const { signedData, findings } = readSignedData(cms);
  if (signedData === null) throw mismatch('không đọc được CMS', findings.at(-1)?.text.en ?? 'unreadable CMS');
  const digest = Buffer.from(intent.digest, 'hex');
  const result = verifySignedData({
    signedData,
    shape: 'detached',
    content: {
      digest: (hash) => (hash === intent.digestAlgorithm ? digest : new Uint8Array()),
      bytes: () => new Uint8Array(),
    },
  });
  const worst = worstFinding(result.findings);
  if (worst !== null) throw mismatch(worst.text.vi, worst.text.en);
  if (!result.digestMatches) throw mismatch('mã băm khác', 'another digest');
  if (!result.signatureIntact || !result.signingCertificateBound) throw refusal('key-mismatch');
  if (result.certificate?.sha256 !== intent.certificateSha256)
    throw mismatch('chứng thư khác', 'another certificate than intended');
}
