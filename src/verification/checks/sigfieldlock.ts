import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** signatures.md 2.6: the strictest permission in force decides; the comparison of revisions applies it. */
export const sigFieldLock = defineCheck({
  id: 'sigfieldlock',
  dss: ['FC_ISVASFLD'],
  group: 'later-changes',
  question: text(
    'Các trường bị khóa bởi ô ký (Lock) có giữ nguyên không?',
    'Are the fields locked by a signature field unchanged?',
  ),
  answers: {
    kept: passed('Không trường bị khóa nào (Lock) thay đổi.', 'No locked field was changed.'),
    warning: warning('Cần lưu ý về quyền sửa đổi:', 'To be noted about permissions:'),
    undetermined: unknown('GENERIC', 'Chưa kết luận được về quyền sửa đổi:', 'The permission leaves a doubt:'),
    failed: failed('FORMAT_FAILURE', 'Trường bị khóa (Lock) đã thay đổi:', 'A locked field was changed:'),
  },
  ask({ placed }) {
    if (placed === null) return null;
    const own = placed.changes().permissions.filter(({ check }) => check === 'sigfieldlock');
    return worstOf(own) ?? { answer: 'kept' };
  },
});
