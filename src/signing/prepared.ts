import { createHash } from 'node:crypto';
import type { SignatureProfileId } from '../domain/rules/signature-profiles.ts';
import type { BoxMm } from '../pdf/appearance/page-view.ts';
import type { SignatureScheme } from '../pki/keys/signing-key.ts';
import type { SigningRemark } from './placement.ts';
import { refusal } from './refusal.ts';
import type { PadesLevel } from './request.ts';

/** Plain JSON: what will be signed, decided once and stored before the key is touched (architecture, promise 2). */
export interface SigningIntent {
  readonly version: 1;
  readonly kind: 'signature' | 'document-timestamp';
  /** Null for a document timestamp. */
  readonly profile: SignatureProfileId | null;
  /** Id of the dated rule profile. */
  readonly ruleProfile: string | null;
  readonly field: string;
  /** 1-based; null when invisible. */
  readonly page: number | null;
  readonly box: BoxMm | null;
  /** Claimed time in `/M` and in the block, ISO 8601 `+07:00`; null for a document timestamp. */
  readonly signedAt: string | null;
  readonly level: PadesLevel;
  readonly certificateSha256: string | null;
  readonly scheme: SignatureScheme | null;
  /** PostScript name of the block's font. */
  readonly font: string | null;
  readonly remarks: readonly SigningRemark[];
  readonly baseLength: number;
  readonly baseSha256: string;
  readonly byteRange: readonly [0, number, number, number];
  readonly digestAlgorithm: 'sha256' | 'sha384' | 'sha512';
  /** Of the byte range, hex: the value of the message-digest attribute or the imprint. */
  readonly digest: string;
}

/** A document with a signature's hole in it. Base and appended bytes stay apart: large files are not copied. */
export interface PreparedSignature {
  readonly base: Uint8Array;
  readonly appended: Uint8Array;
  readonly intent: SigningIntent;
}

/** The prepared document as it is stored. */
export const preparedBytes = (prepared: PreparedSignature): Uint8Array =>
  Buffer.concat([prepared.base, prepared.appended]);

/**
 * The same from storage; every byte is checked against the intent. SohoaError SIGN_REFUSED (prepared-changed) when the
 * bytes are not the ones that were prepared.
 */
export function restorePrepared(bytes: Uint8Array, intent: SigningIntent): PreparedSignature {
  const prepared = {
    base: bytes.subarray(0, intent.baseLength),
    appended: bytes.subarray(intent.baseLength),
    intent,
  };
  const digests = digestPrepared(prepared.base, prepared.appended, intent.byteRange, intent.digestAlgorithm);
  if (digests.base !== intent.baseSha256 || digests.range !== intent.digest) throw refusal('prepared-changed');
  return prepared;
}

/** SHA-256 of the base and the digest of the byte range, reading the base once when both use the same algorithm. */
export function digestPrepared(
  base: Uint8Array,
  appended: Uint8Array,
  byteRange: readonly [0, number, number, number],
  algorithm: SigningIntent['digestAlgorithm'],
): { readonly base: string; readonly range: string } {
  const whole = createHash(algorithm).update(base);
  const ofBase = algorithm === 'sha256' ? whole.copy() : createHash('sha256').update(base);
  const [, gapStart, gapEnd] = byteRange;
  whole.update(appended.subarray(0, gapStart - base.length)).update(appended.subarray(gapEnd - base.length));
  return { base: ofBase.digest('hex'), range: whole.digest('hex') };
}

/** Bytes that `/Contents` can hold. */
export const roomOf = ({ intent: { byteRange } }: PreparedSignature): number => (byteRange[2] - byteRange[1]) / 2 - 1;

/**
 * The appended bytes with the CMS or token in its place: base and these together are the document, so that a large file
 * need not be copied to be signed. SohoaError SIGN_REFUSED (cms-too-large) when it does not fit: the prepared document must
 * then be made again with more room, never cut.
 */
export function fillAppended(prepared: PreparedSignature, cms: Uint8Array): Uint8Array {
  const room = roomOf(prepared);
  if (cms.length > room) throw refusal('cms-too-large', { size: cms.length, room });
  const out = Buffer.from(prepared.appended);
  const hex = Buffer.from(cms.buffer, cms.byteOffset, cms.byteLength).toString('hex');
  out.write(hex, prepared.intent.byteRange[1] + 1 - prepared.base.length, 'latin1');
  return out;
}

/** The whole document with the CMS or token in its place. Errors as `fillAppended`. */
export const fillContents = (prepared: PreparedSignature, cms: Uint8Array): Uint8Array =>
  Buffer.concat([prepared.base, fillAppended(prepared, cms)]);
