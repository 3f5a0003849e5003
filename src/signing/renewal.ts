import { judgeAlgorithm } from '../domain/rules/algorithms.ts';
import { type Text, text } from '../domain/text.ts';
import { openPdf } from '../pdf/reader/pdf-file.ts';
import { listSignatures } from '../pdf/reader/signature-fields.ts';
import { readSignedData } from '../pki/cms-read.ts';
import { contentOf, verifySignedData } from '../pki/cms-verify.ts';
import { digestUse } from '../pki/signature-algorithm.ts';
import { readTimestampToken, signatureTimestamps } from '../pki/timestamp.ts';

/** Why the newest proof of a document must be renewed. */
export interface RenewalReason {
  /** `no-stamp`: signed, but nothing proves when. */
  readonly kind: 'no-stamp' | 'certificate-ends' | 'algorithm-fades';
  readonly text: Text;
}

/**
 * Asked by the scheduled job over the whole store: does the newest time stamp of this file still prove something at `at`
 * plus the margin? Null: nothing to do, or no signature at all. Renewal itself is `extendDocument(…, 'B-LTA', …)`: validation data
 * of the previous stamp, then a new one, without a gap (signatures.md 1.5).
 */
export function renewalReason(bytes: Uint8Array, at: Date, marginDays: number): RenewalReason | null {
  const signatures = listSignatures(openPdf(bytes));
  if (signatures.length === 0) return null;
  const token = newestToken(signatures);
  if (token === null) return { kind: 'no-stamp', text: text('Chưa có dấu thời gian.', 'There is no time stamp yet.') };
  const horizon = new Date(at.getTime() + marginDays * 86_400_000);
  const { signedData, info } = readTimestampToken(token);
  const unreadable: RenewalReason = {
    kind: 'no-stamp',
    text: text('Không đọc được dấu thời gian cuối.', 'The last time stamp cannot be read.'),
  };
  if (signedData === null || info === null) return unreadable;
  const content = contentOf(signedData.content ?? new Uint8Array());
  const { certificate, uses } = verifySignedData({ signedData, shape: 'timestamp', content });
  if (certificate === null) return unreadable;
  if (certificate.notAfter <= horizon) {
    const day = certificate.notAfter.toISOString().slice(0, 10);
    return {
      kind: 'certificate-ends',
      text: text(`Chứng thư dấu thời gian hết hạn ngày ${day}.`, `The time-stamp certificate ends on ${day}.`),
    };
  }
  const all = info.imprintHash === null ? uses : [...uses, digestUse(info.imprintHash)];
  const weak = all.find((use) => judgeAlgorithm(use, horizon).state !== 'accepted');
  if (weak === undefined) return null;
  return {
    kind: 'algorithm-fades',
    text: text(
      `Thuật toán ${weak.name} sắp hết được chấp nhận.`,
      `Algorithm ${weak.name} will not be accepted any more.`,
    ),
  };
}

/**
 * Until when the newest time stamp of the file proves by itself: the end of its authority's certificate. Null: no stamp that
 * can be read. Says when `renewalReason` need be asked again.
 */
export function proofEnds(bytes: Uint8Array): Date | null {
  const token = newestToken(listSignatures(openPdf(bytes)));
  const { signedData } = token === null ? { signedData: null } : readTimestampToken(token);
  if (signedData === null) return null;
  const content = contentOf(signedData.content ?? new Uint8Array());
  return verifySignedData({ signedData, shape: 'timestamp', content }).certificate?.notAfter ?? null;
}

/** The last document timestamp; without one, the stamp inside the last signature. */
function newestToken(signatures: ReturnType<typeof listSignatures>): Uint8Array | null {
  const stamp = signatures.findLast((one) => one.kind === 'document-timestamp' && one.contents !== null);
  if (stamp !== undefined) return stamp.contents;
  const { signedData } = readSignedData(signatures.at(-1)?.contents ?? new Uint8Array());
  return signedData === null ? null : (signatureTimestamps(signedData).at(-1) ?? null);
}
