import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** FC_DBTOOST: the ranges of two signatures are nested, never crossing. */
export const byteRangeNoOverlap = defineCheck({
  id: 'byterange-no-overlap',
  dss: ['FC_DBTOOST'],
  group: 'coverage',
  question: text('Phạm vi các chữ ký có lồng nhau đúng thứ tự không?', 'Are the ranges of the signatures nested?'),
  answers: {
    nested: passed('Phạm vi các chữ ký lồng nhau đúng thứ tự.', 'The ranges are nested.'),
    warning: warning('Phạm vi các chữ ký khác lệ thường:', 'The ranges are unusual:'),
    undetermined: unknown(
      'GENERIC',
      'Không xác định được quan hệ giữa các phạm vi:',
      'The relation of the ranges is not clear:',
    ),
    failed: failed(
      'FORMAT_FAILURE',
      'Phạm vi chữ ký cắt chéo chữ ký khác:',
      'The range crosses that of another signature:',
    ),
  },
  ask({ placed }) {
    return placed && (worstOf(placed.findings('byterange-no-overlap')) ?? { answer: 'nested' });
  },
});
