import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** signatures.md 2.6: the strictest permission in force decides; the comparison of revisions applies it. */
export const fieldMdp = defineCheck({
  id: 'fieldmdp',
  dss: ['FC_ISVAFMDPD'],
  group: 'later-changes',
  question: text('Các trường bị khóa (FieldMDP) có giữ nguyên không?', 'Are the fields locked by FieldMDP unchanged?'),
  answers: {
    kept: passed('Không trường bị khóa nào (FieldMDP) thay đổi.', 'No field locked by FieldMDP was changed.'),
    warning: warning('Cần lưu ý về quyền sửa đổi:', 'To be noted about permissions:'),
    undetermined: unknown('GENERIC', 'Chưa kết luận được về quyền sửa đổi:', 'The permission leaves a doubt:'),
    failed: failed(
      'FORMAT_FAILURE',
      'Trường bị khóa (FieldMDP) đã thay đổi:',
      'A field locked by FieldMDP was changed:',
    ),
  },
  ask({ placed }) {
    if (placed === null) return null;
    const own = placed.changes().permissions.filter(({ check }) => check === 'fieldmdp');
    return worstOf(own) ?? { answer: 'kept' };
  },
});
