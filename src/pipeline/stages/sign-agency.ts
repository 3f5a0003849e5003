import type { Treatment } from '../../domain/component.ts';
import { SohoaError } from '../../domain/errors.ts';
import type { SlotId } from '../../domain/five-steps.ts';
import { currentDocument, type StageOf } from '../outputs.ts';
import { slotsOf } from './sign-operator.ts';
import { signSlot } from './sign-slot.ts';

/**
 * The agency's signature: sao y on a scan of paper, or the seal on an issued result. A result comes here only after its
 * leader's signature verified HỢP LỆ (stage `verify_input`); the signing room checks that once more on the bytes.
 */
export const signAgency: StageOf<'sign_agency'> = (techniques) => ({
  name: 'sign_agency',
  version: '1',
  needs: ['intake', 'verify_input', 'sign_operator'],
  applies: ({ component, outputs }) => outputs.intake?.origin != null && component.treatment !== 'none',
  async run(context) {
    const { component, outputs } = context;
    const base = currentDocument(outputs) ?? component.sources[0]?.sha256;
    if (base === undefined) throw new SohoaError('PAPER_MISSING', { paper: component.name });
    return { output: await signSlot(techniques, context, slotFor(component.treatment), base) };
  },
  async record(_records, _output, { component }) {
    return { summary: { signedSlots: [...slotsOf(component.summary), slotFor(component.treatment)] } };
  },
});

const slotFor = (treatment: Treatment): SlotId => (treatment === 'result' ? 'AGENCY_ISSUED' : 'COPY_SAO_Y');
