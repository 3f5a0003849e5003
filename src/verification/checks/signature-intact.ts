import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown } from '../check.ts';

/** CV_ISI, CV_ISIT. Speaks for the group toàn_vẹn (rules.md R4.3). */
export const signatureIntact = defineCheck({
  id: 'signature-intact',
  dss: ['CV_ISI', 'CV_ISIT'],
  group: 'integrity',
  question: text(
    'Giá trị chữ ký có đúng với khóa của người ký không?',
    'Does the signature verify with the key of the signer?',
  ),
  answers: {
    intact: passed(
      'Giá trị chữ ký đúng với khóa của người ký; phần đã ký còn nguyên vẹn.',
      'The value verifies with the key of the signer; what was signed is intact.',
    ),
    valueOnly: passed(
      'Giá trị chữ ký đúng với chứng thư của người ký.',
      'The value verifies with the certificate of the signer.',
    ),
    broken: failed(
      'SIG_CRYPTO_FAILURE',
      'Giá trị chữ ký không đúng với chứng thư của người ký.',
      'The signature does not verify with the certificate of the signer.',
    ),
    unsupported: unknown(
      'GENERIC',
      'Không nhận dạng được thuật toán ký {scheme}.',
      'The signature algorithm {scheme} is not recognised.',
    ),
    noCertificate: unknown(
      'NO_SIGNING_CERTIFICATE_FOUND',
      'Không có chứng thư của người ký để kiểm tra.',
      'There is no certificate of the signer to check with.',
    ),
  },
  ask(facts) {
    const { signatureIntact, certificate, scheme, digestMatches } = facts.cms();
    if (certificate === null) return { answer: 'noCertificate' };
    if (signatureIntact === null) return { answer: 'unsupported', values: { scheme: scheme ?? '-' } };
    // the value may be intact over attributes that name another content: the group's sentence must not say so
    if (!signatureIntact) return { answer: 'broken' };
    return digestMatches === false ? { answer: 'valueOnly' } : { answer: 'intact' };
  },
});
