import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** signatures.md 2.6: the strictest permission in force decides; the comparison of revisions applies it. */
export const docMdp = defineCheck({
  id: 'docmdp',
  dss: ['FC_ISVADMDPD'],
  group: 'later-changes',
  question: text(
    'Thay đổi sau khi ký có trong quyền chứng nhận (DocMDP) không?',
    'Do later changes keep the certification level (DocMDP)?',
  ),
  answers: {
    kept: passed('Không vi phạm quyền chứng nhận (DocMDP).', 'The certification level is kept.'),
    warning: warning('Cần lưu ý về quyền sửa đổi:', 'To be noted about permissions:'),
    undetermined: unknown('GENERIC', 'Chưa kết luận được về quyền sửa đổi:', 'The permission leaves a doubt:'),
    failed: failed('FORMAT_FAILURE', 'Vi phạm quyền chứng nhận (DocMDP):', 'The certification level is violated:'),
  },
  ask({ placed }) {
    if (placed === null) return null;
    const own = placed.changes().permissions.filter(({ check }) => check === 'docmdp');
    return worstOf(own) ?? { answer: 'kept' };
  },
});
