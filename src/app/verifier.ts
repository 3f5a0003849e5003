import type { FileReport } from '../domain/signature-report.ts';
import type { VerifyRequest } from '../pipeline/techniques.ts';
import { slotsByName } from '../signing/gates.ts';
import type { SignatureVerifier } from '../signing/ports.ts';
import type { GatheredEvidence, VerificationDeps, VerificationRequest } from '../verification/request.ts';
import { verifyWithEvidence } from '../verification/verify-document.ts';

export interface Verifier extends SignatureVerifier {
  verify(pdf: Uint8Array, request: VerifyRequest): Promise<FileReport>;
}

/** As `Verifier`, with what the verdict rests on. */
export interface EvidenceVerifier {
  verify(pdf: Uint8Array, request: VerifyRequest): Promise<JudgedFile>;
}

export interface JudgedFile {
  readonly report: FileReport;
  readonly evidence: GatheredEvidence;
}

/** The verification room for this office: its stores, its network, and slots by field name where we made the field. */
export function createVerifier(deps: VerificationDeps): EvidenceVerifier {
  return { verify: (pdf, request) => verifyWithEvidence(pdf, byOurSlots(request), deps) };
}

/** Without a slot asked for, a field that one of our profiles named is judged by the rules of that slot. */
export const byOurSlots = (request: VerifyRequest): VerificationRequest =>
  request.slot === 'ANY' && request.slots === undefined
    ? { ...request, slotOf: (fieldName) => slotsByName([fieldName])[fieldName] }
    : request;
