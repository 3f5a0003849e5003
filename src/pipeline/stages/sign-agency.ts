import { treatmentSlots } from '../../domain/component.ts';
import { SohoaError } from '../../domain/errors.ts';
import { currentDocument, type SignedOutput, type StageOf } from '../outputs.ts';
import { slotsOf } from './sign-operator.ts';
import { signSlot } from './sign-slot.ts';

/**
 * The signatures that the treatment asks for, one after the other, each over the one before: sao y on a scan of paper, the
 * seal on an issued result, the two signatures of a certified e-copy … A result comes here only after its leader's
 * signature verified HỢP LỆ (stage `verify_input`); the signing room checks that once more on the bytes.
 */
export const signAgency: StageOf<'sign_agency'> = (techniques) => ({
  name: 'sign_agency',
  version: '1',
  needs: ['intake', 'verify_input', 'sign_operator'],
  applies: ({ component, outputs }) => outputs.intake?.origin != null && component.treatment !== 'none',
  async run(context) {
    const { component, outputs } = context;
    let base = currentDocument(outputs) ?? component.sources[0]?.sha256;
    if (base === undefined) throw new SohoaError('PAPER_MISSING', { paper: component.name });
    let output: SignedOutput | null = null;
    for (const slot of treatmentSlots[component.treatment]) {
      const result = await signSlot(techniques, context, slot, base);
      if ('wait' in result) return result;
      output = result.output;
      base = output.document;
    }
    if (output === null) throw new SohoaError('INTERNAL', { reason: `no slot for ${component.treatment}` });
    return { output };
  },
  async record(_records, _output, { component }) {
    const slots = new Set([...slotsOf(component.summary), ...treatmentSlots[component.treatment]]);
    return { summary: { signedSlots: [...slots] } };
  },
});
