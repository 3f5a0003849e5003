import { maxContentsBytes } from '../pdf/writer/signature-field.ts';
import type { Certificate } from '../pki/certificate.ts';
import { refusal } from './refusal.ts';
import { atLeast, type PadesLevel } from './request.ts';

/** Room that is enough in almost every case (rules.md R4.9). */
const usualBytes = 16 * 1024;
/** Everything of the CMS but certificates and token: attributes, names, the signature value of an RSA-4096 key. */
const frameBytes = 2048;
/** A token whose authority sends its whole chain; 12,465 bytes have been met in all (signatures.md 1.1). */
const tokenBytes = 9 * 1024;

/**
 * Bytes to reserve in `/Contents` for a signature with this chain. `lastTokenBytes`: size of the last token of the
 * authority that will be asked. SohoaError SIGN_REFUSED (cms-too-large) before any key is used when PDF/A's limit for strings is passed.
 */
export function contentsBytes(
  chain: readonly Pick<Certificate, 'der'>[],
  level: PadesLevel,
  lastTokenBytes: number | null,
): number {
  const certificates = chain.reduce((sum, certificate) => sum + certificate.der.length, 0);
  const token = atLeast(level, 'B-T') ? Math.max(tokenBytes, Math.ceil((lastTokenBytes ?? 0) * 1.25)) : 0;
  const needed = frameBytes + certificates + token;
  if (needed > maxContentsBytes) throw refusal('cms-too-large', { size: needed, room: maxContentsBytes });
  return Math.max(usualBytes, needed);
}
