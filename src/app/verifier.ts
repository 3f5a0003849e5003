import { openPdf } from '../pdf/reader/pdf-file.ts';
import { listSignatures } from '../pdf/reader/signature-fields.ts';
import type { VerifyRequest } from '../pipeline/techniques.ts';
import { slotsByName } from '../signing/gates.ts';
import type { SignatureVerifier } from '../signing/ports.ts';
import type { VerificationDeps } from '../verification/request.ts';
import { verifyDocument } from '../verification/verify-document.ts';

export interface Verifier extends SignatureVerifier {
  verify(pdf: Uint8Array, request: VerifyRequest): ReturnType<SignatureVerifier['verify']>;
}

/** The verification room for this office: its stores, its network, and slots by field name where we made the field. */
export function createVerifier(deps: VerificationDeps): Verifier {
  return {
    verify: (pdf, { slot, slots, applicant, at }: VerifyRequest) =>
      verifyDocument(
        pdf,
        {
          slot,
          ...(slots === undefined ? (slot === 'ANY' ? { slots: ownSlots(pdf) } : {}) : { slots }),
          ...(applicant === undefined ? {} : { applicant }),
          ...(at === undefined ? {} : { at }),
        },
        deps,
      ),
  };
}

/** A field that one of our profiles named is judged by the rules of that slot; a foreign one by the slot asked for. */
function ownSlots(pdf: Uint8Array): NonNullable<VerifyRequest['slots']> {
  try {
    return slotsByName(listSignatures(openPdf(pdf)).map((signature) => signature.fieldName));
  } catch {
    return {}; // what cannot be read is the verification room's to report
  }
}
