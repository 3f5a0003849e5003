import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown } from '../check.ts';
import { sentences } from '../sentences.ts';

/** FC_DSCNUOM (signatures.md 2.5, 2.6). Speaks for the group thay_đổi_sau_ký with the texts of rules.md R4.3. */
export const undefinedChanges = defineCheck({
  id: 'undefined-changes',
  dss: ['FC_DSCNUOM'],
  group: 'later-changes',
  question: text(
    'Mọi thay đổi sau khi ký có được quy tắc cho phép giải thích không?',
    'Is every later change explained by a rule?',
  ),
  answers: {
    none: passed('Không có thay đổi nào sau khi ký.', 'Nothing was changed after signing.'),
    extended: passed(
      'Sau khi ký chỉ có thêm chữ ký hoặc dấu thời gian.',
      'After signing only signatures or time stamps were added.',
    ),
    explained: passed(
      'Mọi thay đổi sau khi ký đều được quy tắc giải thích.',
      'Every later change is explained by a rule.',
    ),
    additions: unknown(
      'GENERIC',
      'Có phần bổ sung chưa phân loại được.',
      'There are additions that no rule could classify.',
    ),
    changed: failed('FORMAT_FAILURE', 'Có sửa đổi nội dung sau khi ký.', 'The content was changed after signing.'),
  },
  ask({ placed }) {
    if (placed === null) return null;
    const { level, changes } = placed.changes();
    const undefinedOnes = changes.filter((one) => one.level === 'OTHER' && !one.doubtful);
    if (undefinedOnes.length > 0) return { answer: 'changed', detail: sentences(undefinedOnes.map((one) => one.text)) };
    const doubtful = changes.filter((one) => one.doubtful);
    if (doubtful.length > 0) return { answer: 'additions', detail: sentences(doubtful.map((one) => one.text)) };
    if (level === 'NONE') return { answer: 'none' };
    const onlySigned = changes.every(
      (one) => one.level === 'LTV' || (one.level === 'FORM_AND_SIGNATURES' && one.code !== 'field-filled'),
    );
    return { answer: onlySigned ? 'extended' : 'explained' };
  },
});
