import { readSignedData } from '../pki/cms-read.ts';
import { addSignatureTimestamp } from '../pki/cms-sign.ts';
import { digest } from '../pki/hashes.ts';
import { refusal } from './refusal.ts';
import type { StampSource } from './stamp-source.ts';

/**
 * The CMS with a time stamp over its signature value (level B-T, EN 319 122-1 5.3). Everything signed stays as it is.
 * Errors: TSA_UNAVAILABLE; the signature itself is not lost and can be stamped later.
 */
export async function stampSignature(cms: Uint8Array, stamps: StampSource): Promise<Uint8Array> {
  const signature = readSignedData(cms).signedData?.signers[0]?.signature;
  if (signature === undefined)
    throw refusal('cms-mismatch', { why_vi: 'không đọc được CMS', why_en: 'unreadable CMS' });
  const token = await stamps.request((hash) => digest(hash, signature));
  return addSignatureTimestamp(cms, token.der);
}
