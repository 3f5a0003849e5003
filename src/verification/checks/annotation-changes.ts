import { text } from '../../domain/text.ts';
import { defineCheck, passed, unknown, warning } from '../check.ts';
import { sentences } from '../sentences.ts';

/** FC_DSCNACMDM: annotations that are no widgets, added, changed or removed after signing; each is named to the reader. */
export const annotationChanges = defineCheck({
  id: 'annotation-changes',
  dss: ['FC_DSCNACMDM'],
  group: 'later-changes',
  question: text('Có chú giải được thêm hay sửa sau khi ký không?', 'Were annotations added or changed after signing?'),
  answers: {
    none: passed('Không có chú giải mới sau khi ký.', 'No annotation was changed after signing.'),
    listed: warning(
      'Chú giải thay đổi sau khi ký (không thuộc nội dung đã ký):',
      'Annotations changed after signing (they are not signed):',
    ),
    doubtful: unknown(
      'GENERIC',
      'Chú giải thay đổi sau khi ký, cần người xem xét:',
      'Annotations changed after signing; a person must look:',
    ),
  },
  ask({ placed, rules }) {
    if (placed === null) return null;
    const annotations = placed.changes().changes.filter((one) => one.level === 'ANNOTATIONS');
    if (annotations.length === 0) return { answer: 'none' };
    return {
      answer: rules.laterAnnotations === 'allowed' ? 'listed' : 'doubtful',
      detail: sentences(annotations.map((one) => one.text)),
    };
  },
});
