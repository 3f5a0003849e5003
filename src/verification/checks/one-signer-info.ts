import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed } from '../check.ts';

/** FC_IOSIP (signatures.md 2.7 point 3). */
export const oneSignerInfo = defineCheck({
  id: 'one-signer-info',
  dss: ['FC_IOSIP'],
  group: 'integrity',
  question: text('CMS có đúng một người ký không?', 'Does the CMS hold exactly one signer?'),
  answers: {
    one: passed('CMS có đúng một người ký.', 'The CMS holds one signer.'),
    other: failed(
      'FORMAT_FAILURE',
      'CMS có {count} người ký, phải là một.',
      'The CMS holds {count} signers instead of one.',
    ),
  },
  ask(facts) {
    const { signerInfos } = facts.cms();
    return signerInfos === 1 ? { answer: 'one' } : { answer: 'other', values: { count: signerInfos } };
  },
});
