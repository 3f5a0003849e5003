import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** signatures.md 2.6: the strictest permission in force decides; the comparison of revisions applies it. */
export const certificationFirst = defineCheck({
  id: 'certification-first',
  dss: [],
  group: 'later-changes',
  question: text(
    'Chữ ký chứng nhận có duy nhất và đứng đầu không?',
    'Is the certification signature the only one, and the first?',
  ),
  answers: {
    kept: passed(
      'Chữ ký chứng nhận (nếu có) duy nhất và đứng đầu.',
      'The certification signature, if any, is the only one and the first.',
    ),
    warning: warning('Cần lưu ý về quyền sửa đổi:', 'To be noted about permissions:'),
    undetermined: unknown('GENERIC', 'Chưa kết luận được về quyền sửa đổi:', 'The permission leaves a doubt:'),
    failed: failed('FORMAT_FAILURE', 'Chữ ký chứng nhận sai quy tắc:', 'The certification signature breaks a rule:'),
  },
  ask({ placed }) {
    if (placed === null) return null;
    const own = placed.changes().permissions.filter(({ check }) => check === 'certification-first');
    return worstOf(own) ?? { answer: 'kept' };
  },
});
