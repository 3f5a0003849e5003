import { maxContentsBytes } from '../pdf/writer/signature-field.ts';
import { estimateSignedDataSize } from '../pki/cms-sign.ts';
import { refusal } from './refusal.ts';
import { atLeast, type IntendedSigner, type PadesLevel } from './request.ts';

/** Room that is enough in almost every case (rules.md R4.9). */
const usualBytes = 16 * 1024;
/** A token whose authority sends its whole chain; 12,465 bytes of `/Contents` have been met in all (signatures.md 1.1). */
const usualTokenBytes = 9 * 1024;

/**
 * Bytes to reserve in `/Contents`. `lastTokenBytes`: size of the last token of the authority that will be asked.
 * SohoaError SIGN_REFUSED (cms-too-large) before any key is used when PDF/A's limit for strings would be passed.
 */
export function contentsBytes(
  signer: Pick<IntendedSigner, 'certificate' | 'chain'>,
  level: PadesLevel,
  lastTokenBytes: number | null,
): number {
  const token = atLeast(level, 'B-T') ? Math.max(usualTokenBytes, Math.ceil((lastTokenBytes ?? 0) * 1.25)) : 0;
  return roomFor(estimateSignedDataSize(signer.certificate, signer.chain, token));
}

/** The same for a document timestamp, whose `/Contents` is the token alone. */
export const tokenContentsBytes = (lastTokenBytes: number | null): number =>
  roomFor(Math.ceil((lastTokenBytes ?? 0) * 1.25));

function roomFor(needed: number): number {
  if (needed > maxContentsBytes) throw refusal('cms-too-large', { size: needed, room: maxContentsBytes });
  return Math.max(usualBytes, needed);
}
