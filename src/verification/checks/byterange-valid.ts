import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** FC_IBRV, FC_DASTHVBR: rules 1 to 5 of signatures.md 2.3. */
export const byteRangeValid = defineCheck({
  id: 'byterange-valid',
  dss: ['FC_IBRV', 'FC_DASTHVBR'],
  group: 'coverage',
  question: text('ByteRange có đúng quy tắc không?', 'Does the byte range keep every rule?'),
  answers: {
    valid: passed('ByteRange đúng quy tắc.', 'The byte range keeps every rule.'),
    warning: warning('ByteRange dùng được nhưng khác lệ thường:', 'The byte range is usable but unusual:'),
    undetermined: unknown('GENERIC', 'Không xác định được phạm vi chữ ký:', 'The range of the signature is not clear:'),
    failed: failed('FORMAT_FAILURE', 'ByteRange bất thường:', 'The byte range is not sound:'),
  },
  ask({ placed }) {
    return placed && (worstOf(placed.findings('byterange-valid')) ?? { answer: 'valid' });
  },
});
