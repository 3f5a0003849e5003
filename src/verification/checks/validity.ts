import { vietnamTime } from '../../domain/clock.ts';
import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown } from '../check.ts';

/** XCV_ICTIVRSC, TSV_ISCNVABST (signatures.md 2.11): the certificate at the best signature time. */
export const validity = defineCheck({
  id: 'validity',
  dss: ['XCV_ICTIVRSC', 'TSV_ISCNVABST'],
  group: 'validity',
  question: text('Chứng thư có hiệu lực tại thời điểm ký không?', 'Was the certificate valid at the time of signing?'),
  answers: {
    valid: passed('Chứng thư còn hiệu lực tại thời điểm ký.', 'The certificate was valid at the time of signing.'),
    validNow: passed(
      'Chứng thư còn hiệu lực (xét tại thời điểm kiểm tra).',
      'The certificate is valid (judged at the moment of verification).',
    ),
    early: failed(
      'NOT_YET_VALID',
      'Chứng thư hết hạn hoặc chưa có hiệu lực tại thời điểm ký: có hiệu lực từ {from}.',
      'The certificate was not valid at the time of signing: it begins at {from}.',
    ),
    expired: failed(
      'EXPIRED',
      'Chứng thư hết hạn hoặc chưa có hiệu lực tại thời điểm ký: hết hạn {to}.',
      'The certificate was not valid at the time of signing: it ended at {to}.',
    ),
    caExpired: unknown(
      'OUT_OF_BOUNDS_NO_POE',
      'Chứng thư CA {who} không còn hiệu lực tại thời điểm xét.',
      'The CA certificate {who} was outside its validity at the control time.',
    ),
    expiredNow: unknown(
      'OUT_OF_BOUNDS_NO_POE',
      'Chứng thư nay đã hết hạn và chưa có thời điểm ký tin cậy (hết hạn {to}).',
      'The certificate has expired and there is no trusted time of signing (ended {to}).',
    ),
  },
  async ask(facts) {
    const { certificate, genTime } = facts.cms();
    if (certificate === null) return null;
    const { best, basis } = await facts.time();
    const values = { from: vietnamTime(certificate.notBefore), to: vietnamTime(certificate.notAfter) };
    if (best < certificate.notBefore || (genTime !== null && genTime < certificate.notBefore))
      return { answer: 'early', values };
    if (genTime !== null && genTime > certificate.notAfter) return { answer: 'expired', values };
    if (best <= certificate.notAfter) {
      const { expiredCa } = await facts.trust();
      if (expiredCa !== null) return { answer: 'caExpired', values: { who: expiredCa.subject.printed } };
      return { answer: basis === 'now' ? 'validNow' : 'valid' };
    }
    // a stamp over the signature value is taken when one signs; a later document timestamp only proves "not after"
    return { answer: basis === 'signature-time-stamp' ? 'expired' : 'expiredNow', values };
  },
});
