import type { Dossier } from '../../domain/dossier.ts';
import { SohoaError } from '../../domain/errors.ts';
import type { VerificationSlot } from '../../domain/rules/verification-policy.ts';
import type { ExpectedSigner } from '../../verification/identity.ts';
import type { StageOf, VerificationOutput } from '../outputs.ts';
import { knownDoubt, reasonsOf, reportFacts, storeReport } from '../verification-report.ts';

/**
 * A born-digital paper is verified first and never re-rendered. KHÔNG HỢP LỆ refuses the component with the reason;
 * CHƯA XÁC ĐỊNH waits for the certificate status and looks again by itself (rules.md R4.10), unless an officer has
 * acknowledged it by name (five-steps.md 1, step 2); a result goes on to the agency's seal only when its leader's
 * signature is HỢP LỆ, and CHƯA XÁC ĐỊNH is not enough for that.
 */
export const verifyInput: StageOf<'verify_input'> = (techniques) => ({
  name: 'verify_input',
  version: '1',
  needs: ['intake'],
  applies: ({ outputs }) => outputs.intake?.origin === 'born_digital',
  async run({ component, dossier, blobs, records, fence }) {
    const isResult = component.treatment === 'result';
    const isApplicants = component.treatment === 'none' || component.treatment === 'certified-copy';
    const slot: VerificationSlot = isResult ? 'PERSON_COMPETENT' : isApplicants ? 'CITIZEN' : 'ANY';
    const source = component.sources[0];
    if (source === undefined) throw new SohoaError('PAPER_MISSING', { paper: component.name });
    const report = await techniques.verify(await blobs.get(source.sha256), {
      slot,
      ...(isApplicants ? { applicant: applicantOf(dossier) } : {}),
    });
    const { verdict } = report;
    const reason = reasonsOf(report);
    const wait = { kind: 'revocation', slot: slot === 'ANY' ? null : slot, reason } as const;
    const undecided = verdict === 'CHUA_XAC_DINH' && !(await acknowledged(component.id));
    if (undecided && knownDoubt(component, 'verify_input', reason)) return { wait };
    const output = await storeReport(report, blobs);
    // nobody is to take note of a doubt that is no more
    if (verdict !== 'CHUA_XAC_DINH')
      await records.reviews.resolve(acknowledgement(component.id), byItself, { verdict }, component.updatedAt);
    const gate = isResult ? 'leader_signature_valid' : 'no_component_invalid';
    const describe = (closedGates: readonly unknown[]) =>
      records.components.describe(component.id, fence, { summary: { ...reportFacts(output), closedGates } });

    const unsignedResult = isResult && verdict === 'KHONG_CO_CHU_KY';
    if (verdict === 'KHONG_HOP_LE' || unsignedResult) {
      await describe([{ gate, reason }]);
      throw new SohoaError('SIGNATURE_INVALID', { reason_vi: reason.vi, reason_en: reason.en });
    }
    if (undecided) {
      await describe([{ gate: isResult ? gate : 'undetermined_acknowledged', reason }]);
      if (!isResult)
        await records.reviews.open(
          {
            id: acknowledgement(component.id),
            componentId: component.id,
            kind: 'undetermined',
            payload: { report: output.report },
          },
          component.updatedAt,
        );
      return { wait };
    }
    return { output };

    async function acknowledged(id: string): Promise<boolean> {
      if (isResult) return false;
      const task = await records.reviews.get(acknowledgement(id));
      return task?.state === 'done' && task.resolvedBy !== byItself;
    }
  },
  async record(_records, output: VerificationOutput) {
    return { summary: { ...reportFacts(output), closedGates: [] } };
  },
});

const acknowledgement = (componentId: string): string => `ack-${componentId}`;
/** Closes an acknowledgement that a later look made needless; no name of an officer. */
const byItself = 'sohoa';

function applicantOf({ ownerId, ownerName }: Dossier): ExpectedSigner {
  return {
    label: `chủ hồ sơ${ownerName === null ? '' : ` ${ownerName}`}`,
    ...(ownerId === null ? {} : { idNumbers: [ownerId] }),
    ...(ownerName === null ? {} : { name: ownerName }),
  };
}
