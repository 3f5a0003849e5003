import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** FC_ISD: one dictionary, one meaning, one signature. */
export const notAmbiguous = defineCheck({
  id: 'not-ambiguous',
  dss: ['FC_ISD'],
  group: 'integrity',
  question: text('Từ điển chữ ký có rõ nghĩa không?', 'Is the signature dictionary unambiguous?'),
  answers: {
    clear: passed('Từ điển chữ ký rõ nghĩa.', 'The signature dictionary is unambiguous.'),
    warning: warning(
      'Chữ ký đọc được một nghĩa, nhưng khác lệ thường:',
      'The signature has one reading, but is unusual:',
    ),
    undetermined: unknown(
      'GENERIC',
      'Chữ ký có thể được đọc khác nhau:',
      'Readers may see this signature differently:',
    ),
    failed: failed('FORMAT_FAILURE', 'Từ điển chữ ký không rõ nghĩa:', 'The signature dictionary is ambiguous:'),
  },
  ask({ placed }) {
    return placed && (worstOf(placed.findings('not-ambiguous')) ?? { answer: 'clear' });
  },
});
