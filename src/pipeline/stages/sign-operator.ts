import { SohoaError } from '../../domain/errors.ts';
import type { StageOf } from '../outputs.ts';
import { signSlot } from './sign-slot.ts';

/** The capturer's personal signature, top-left of page 1, before anything is extracted (TT 01/2023 Đ8.1). */
export const signOperator: StageOf<'sign_operator'> = (techniques) => ({
  name: 'sign_operator',
  version: '1',
  needs: ['intake', 'digitize'],
  applies: ({ outputs }) => outputs.intake?.origin === 'paper',
  async run(context) {
    const base = context.outputs.digitize?.document;
    if (base === undefined) throw new SohoaError('INTERNAL', { reason: 'no archived document to sign' });
    return signSlot(techniques, context, 'OPERATOR_SCAN', base);
  },
  async record(_records, _output, { component }) {
    return { summary: { signedSlots: [...slotsOf(component.summary), 'OPERATOR_SCAN'] } };
  },
});

/** Slots signed so far, from the component's summary. */
export function slotsOf(summary: Readonly<Record<string, unknown>>): readonly string[] {
  return Array.isArray(summary.signedSlots) ? summary.signedSlots.map(String) : [];
}
