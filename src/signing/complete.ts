import { readSignedData } from '../pki/cms-read.ts';
import {
  assembleSignedData,
  type PreparedSignature as PreparedCms,
  prepareSignature as prepareCms,
} from '../pki/cms-sign.ts';
import { verifySignedData } from '../pki/cms-verify.ts';
import { worstFinding } from '../pki/finding.ts';
import { hashLength } from '../pki/hashes.ts';
import { type SigningKey, schemeHash } from '../pki/keys/signing-key.ts';
import { verifySignature } from '../pki/signature-algorithm.ts';
import { fillContents, type PreparedSignature } from './prepared.ts';
import { refusal } from './refusal.ts';

/**
 * Second phase: touches the key once. What comes back is the CMS of level B-B; the value is checked with the certificate of
 * the intent, so that a key that does not match its certificate never leaves this room.
 * Errors: SIGN_REFUSED (key-mismatch), and those of `SigningKey.sign`.
 */
export async function signPrepared(prepared: PreparedSignature, key: SigningKey): Promise<Uint8Array> {
  const cms = cmsOf(prepared, key);
  return assemble(cms, await key.sign(cms.scheme, cms.toBeSigned));
}

/** The same for many prepared documents under one authorisation of the key's holder; answers in the order asked. */
export async function signPreparedBatch(
  batch: readonly PreparedSignature[],
  key: SigningKey,
): Promise<readonly Uint8Array[]> {
  const all = batch.map((prepared) => cmsOf(prepared, key));
  const signed = new Map<(typeof all)[number], Uint8Array>();
  for (const scheme of new Set(all.map((cms) => cms.scheme))) {
    const part = all.filter((cms) => cms.scheme === scheme);
    const values = await key.signBatch(
      scheme,
      part.map((cms) => cms.toBeSigned),
    );
    for (const [index, cms] of part.entries()) signed.set(cms, assemble(cms, values[index] ?? new Uint8Array()));
  }
  return all.map((cms) => signed.get(cms) as Uint8Array);
}

function cmsOf({ intent }: PreparedSignature, key: SigningKey): PreparedCms {
  const scheme = intent.scheme ?? key.schemes[0];
  const fits = intent.certificateSha256 === key.certificate.sha256 && scheme !== undefined;
  if (!fits || !key.schemes.includes(scheme)) throw refusal('key-mismatch');
  const messageDigest = Buffer.from(intent.digest, 'hex');
  return prepareCms({ messageDigest, scheme, certificate: key.certificate, chain: key.chain });
}

function assemble(cms: PreparedCms, value: Uint8Array): Uint8Array {
  const hash = schemeHash(cms.scheme);
  const family = cms.scheme.startsWith('ecdsa') ? 'ecdsa' : cms.scheme.startsWith('rsa-pss') ? 'rsa-pss' : 'rsa-pkcs1';
  const pss = family === 'rsa-pss' ? { maskHash: hash, saltLength: hashLength(hash), trailerField: 1 } : null;
  const algorithm = { oid: '', family, hash, pss } as const;
  if (verifySignature(algorithm, cms.certificate.publicKey, cms.toBeSigned, value) !== 'valid')
    throw refusal('key-mismatch');
  return assembleSignedData(cms, value);
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
