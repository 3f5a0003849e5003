import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed } from '../check.ts';

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
    attached: failed(
      'FORMAT_FAILURE',
      'CMS mang theo nội dung riêng, không chứng minh được tài liệu này.',
      'The CMS carries content of its own and proves nothing of this document.',
    ),
  },
  ask(facts) {
    if (facts.kind !== 'signature') return null;
    return { answer: facts.cms().encapsulated ? 'attached' : 'detached' };
  },
});
