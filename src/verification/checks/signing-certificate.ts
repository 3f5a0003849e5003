import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** ICS_ISCI, ICS_ISASCP, ICS_ICDVV, ICS_AIDNASNE: the certificate is the one that the signed attribute names (RFC 5035). */
export const signingCertificate = defineCheck({
  id: 'signing-certificate',
  dss: ['ICS_ISCI', 'ICS_ISASCP', 'ICS_ISASCPU', 'ICS_ICDVV', 'ICS_AIDNASNE'],
  group: 'signer',
  question: text(
    'Chứng thư có đúng là chứng thư mà chữ ký ràng buộc không?',
    'Is the certificate the one that the signature is bound to?',
  ),
  answers: {
    bound: passed('Chữ ký ràng buộc với đúng chứng thư này.', 'The signature is bound to this certificate.'),
    unbound: warning(
      'Chữ ký không ràng buộc chứng thư (thiếu thuộc tính signing-certificate); mức PKCS7.',
      'The signature is not bound to its certificate (no signing-certificate attribute); level PKCS7.',
    ),
    mismatch: failed(
      'SIG_CRYPTO_FAILURE',
      'Chữ ký ràng buộc với một chứng thư khác.',
      'The signature is bound to another certificate.',
    ),
    missing: unknown(
      'NO_SIGNING_CERTIFICATE_FOUND',
      'Không tìm thấy chứng thư của người ký.',
      'The certificate of the signer was not found.',
    ),
  },
  ask(facts) {
    const { certificate, bound, findings } = facts.cms();
    if (bound) return { answer: 'bound' };
    const worst = worstOf(findings('signing-certificate'));
    if (worst?.answer === 'failed') return { answer: 'mismatch', detail: worst.detail };
    return { answer: certificate === null ? 'missing' : 'unbound' };
  },
});
