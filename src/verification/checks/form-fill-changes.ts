import { text } from '../../domain/text.ts';
import { defineCheck, passed, unknown, warning } from '../check.ts';
import { sentences } from '../sentences.ts';

/** FC_DSCNFFSM: form values entered after signing are listed; new signatures are judged by themselves. */
export const formFillChanges = defineCheck({
  id: 'form-fill-changes',
  dss: ['FC_DSCNFFSM'],
  group: 'later-changes',
  question: text('Có điền biểu mẫu sau khi ký không?', 'Was the form filled in after signing?'),
  answers: {
    none: passed('Không điền biểu mẫu sau khi ký.', 'The form was not filled in after signing.'),
    listed: warning('Biểu mẫu được điền sau khi ký:', 'The form was filled in after signing:'),
    doubtful: unknown(
      'GENERIC',
      'Biểu mẫu được điền sau khi ký, cần người xem xét:',
      'The form was filled in after signing; a person must look:',
    ),
  },
  ask({ placed, rules }) {
    if (placed === null) return null;
    const filled = placed.changes().changes.filter((one) => one.code === 'field-filled');
    if (filled.length === 0) return { answer: 'none' };
    return {
      answer: rules.laterFormValues === 'allowed' ? 'listed' : 'doubtful',
      detail: sentences(filled.map((one) => one.text)),
    };
  },
});
