import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** A CMS that carries its own content proves that content, not this document (signatures.md 2.7 point 2). */
export const noEContent = defineCheck({
  id: 'no-econtent',
  dss: ['SAV_ISSV'],
  group: 'integrity',
  question: text(
    'CMS có tách rời nội dung, chỉ ký tài liệu này không?',
    'Is the CMS detached, signing this document only?',
  ),
  answers: {
    detached: passed('CMS tách rời, chỉ ký tài liệu này.', 'The CMS is detached.'),
    warning: warning('Nội dung trong CMS khác lệ thường:', 'The content inside the CMS is unusual:'),
    undetermined: unknown(
      'GENERIC',
      'Không xét được nội dung trong CMS:',
      'The content inside the CMS cannot be judged:',
    ),
    failed: failed(
      'FORMAT_FAILURE',
      'CMS mang theo nội dung riêng, không chứng minh được tài liệu này:',
      'The CMS carries content of its own and proves nothing of this document:',
    ),
  },
  ask(facts) {
    return worstOf(facts.cms().findings('no-econtent')) ?? { answer: 'detached' };
  },
});
