import type { SignatureLevel } from '../domain/signature-report.ts';
import type { SignatureFacts } from './facts.ts';

/**
 * The level that the bytes in the file reach (EN 319 142-1 clause 6), told apart from validity: nothing that failed counts,
 * and long-term data count when the file itself holds them for every certificate below the anchors.
 * Null when no CMS can be read, and for time stamps, which have no level.
 */
export async function signatureLevel(facts: SignatureFacts): Promise<SignatureLevel | null> {
  if (facts.kind !== 'signature' || facts.placed === null) return null;
  const cms = facts.cms();
  if (cms.certificate === null) return null;
  if (!cms.bound || facts.placed.subFilter !== 'ETSI.CAdES.detached') return 'PKCS7';
  const stamps = (await facts.time()).stamps.filter(
    ({ kind, sound, status }) => kind !== 'evidence-time-stamp' && sound && status !== 'FAILED',
  );
  if (stamps.length === 0) return 'B-B';
  const trust = await facts.trust();
  const inner = stamps.filter((stamp) => stamp.kind === 'signature-time-stamp');
  const longTerm =
    trust.embedded.complete && (inner.length > 0 ? inner : stamps.slice(0, 1)).some((stamp) => stamp.embeddedComplete);
  if (!longTerm) return 'B-T';
  const sealed = stamps.some(
    (stamp) =>
      stamp.kind === 'document-timestamp' && stamp.revision !== null && stamp.revision >= trust.embedded.revision,
  );
  return sealed ? 'B-LTA' : 'B-LT';
}
