import type { FileReport } from '../domain/signature-report.ts';
import { type Text, text } from '../domain/text.ts';
import type { VerificationOutput } from './outputs.ts';
import type { BlobStore } from './ports/blobs.ts';
import type { ComponentRecord } from './ports/components.ts';

/** Keeps the whole report as evidence and returns what the flow needs of it. */
export async function storeReport(report: FileReport, blobs: BlobStore): Promise<VerificationOutput> {
  return {
    report: await blobs.put(new TextEncoder().encode(JSON.stringify(report))),
    verdict: report.verdict,
    signatures: report.signatures.map(({ field, kind, level, signer }) => ({
      field,
      kind,
      level,
      signer: signer?.commonName ?? null,
    })),
  };
}

/**
 * Whether the component waits in this stage for the very same doubt already: the report that told it first is kept then,
 * and no copy of it for each look.
 */
export const knownDoubt = (component: ComponentRecord, stage: string, reason: Text): boolean =>
  component.stage === stage &&
  component.waiting?.reason.vi === reason.vi &&
  typeof component.summary.report === 'string';

export const reportFacts = (output: VerificationOutput): Readonly<Record<string, unknown>> => ({
  verdict: output.verdict,
  report: output.report,
  signatures: output.signatures,
});

/** Why the verdict is not HỢP LỆ: the sentences of the required checks that decided it. */
export function reasonsOf(report: FileReport): Text {
  if (report.verdict === 'KHONG_CO_CHU_KY') return text('Tệp không có chữ ký số.', 'The file bears no signature.');
  const deciding = report.verdict === 'KHONG_HOP_LE' ? 'FAILED' : 'UNKNOWN';
  const messages = report.signatures
    .filter((signature) => signature.indication === (deciding === 'FAILED' ? 'TOTAL_FAILED' : 'INDETERMINATE'))
    .flatMap((signature) => signature.checks)
    .filter((check) => check.required && check.status === deciding)
    .map((check) => check.message);
  const unique = [...new Map(messages.map((message) => [message.vi, message])).values()];
  return text(unique.map((message) => message.vi).join(' '), unique.map((message) => message.en).join(' '));
}
