import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** FC_IOSIP (signatures.md 2.7 point 3). */
export const oneSignerInfo = defineCheck({
  id: 'one-signer-info',
  dss: ['FC_IOSIP'],
  group: 'integrity',
  question: text('CMS có đúng một người ký không?', 'Does the CMS hold exactly one signer?'),
  answers: {
    one: passed('CMS có đúng một người ký.', 'The CMS holds one signer.'),
    warning: warning('CMS khác lệ thường:', 'The CMS is unusual:'),
    undetermined: unknown('GENERIC', 'Không đếm được người ký trong CMS:', 'The signers of the CMS cannot be counted:'),
    failed: failed('FORMAT_FAILURE', 'CMS không có đúng một người ký:', 'The CMS does not hold one signer:'),
  },
  ask(facts) {
    return worstOf(facts.cms().findings('one-signer-info')) ?? { answer: 'one' };
  },
});
