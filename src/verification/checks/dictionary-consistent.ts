import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** FC_ISDC: the dictionary that was signed is the one that a reader of the last revision sees (signatures.md 2.4). */
export const dictionaryConsistent = defineCheck({
  id: 'dictionary-consistent',
  dss: ['FC_ISDC'],
  group: 'integrity',
  question: text(
    'Từ điển chữ ký có giữ nguyên từ khi ký không?',
    'Is the signature dictionary the same as when it was signed?',
  ),
  answers: {
    same: passed('Từ điển chữ ký giữ nguyên từ khi ký.', 'The signature dictionary is as it was signed.'),
    warning: warning('Từ điển chữ ký được viết lại:', 'The signature dictionary was written again:'),
    undetermined: unknown(
      'GENERIC',
      'Không so sánh được từ điển chữ ký:',
      'The signature dictionary cannot be compared:',
    ),
    failed: failed(
      'FORMAT_FAILURE',
      'Thông tin chữ ký bị sửa sau khi ký:',
      'The signature dictionary was changed after signing:',
    ),
  },
  ask({ placed }) {
    return placed && (worstOf(placed.findings('dictionary-consistent')) ?? { answer: 'same' });
  },
});
