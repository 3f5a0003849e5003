import { text } from '../../domain/text.ts';
import { defineCheck, passed, unknown } from '../check.ts';

/**
 * PSV_*, PCV_IVTSC: status data whose own signer has expired since prove nothing by themselves; they count when a time
 * stamp from before that end covers them (EN 319 102-1 5.6.2).
 */
export const pastValidation = defineCheck({
  id: 'past-validation',
  dss: ['PSV_IPCVA', 'PSV_IPSVC', 'PCV_IVTSC'],
  group: 'validity',
  question: text(
    'Dữ liệu xác minh có bằng chứng đã tồn tại khi còn giá trị không?',
    'Is the validation data proven to have existed while it was good?',
  ),
  answers: {
    proven: passed(
      'Dữ liệu xác minh còn giá trị hoặc đã được dấu thời gian bảo vệ.',
      'The validation data are current or covered by a time stamp.',
    ),
    unproven: unknown(
      'REVOCATION_OUT_OF_BOUNDS_NO_POE',
      'Dữ liệu trạng thái của {who} do chứng thư nay đã hết hạn ký và không có dấu thời gian bảo vệ.',
      'The status data of {who} were signed by a certificate that has expired, and no time stamp covers them.',
    ),
  },
  async ask(facts) {
    if (facts.cms().certificate === null) return null;
    const { outcome, status } = await facts.trust();
    if (outcome.kind !== 'trusted' && outcome.kind !== 'doubtful') return null;
    const used = status.filter((one) => one.status !== 'unknown');
    if (used.length === 0) return null;
    const unproven = used.find((one) => !one.proven);
    return unproven === undefined
      ? { answer: 'proven' }
      : { answer: 'unproven', values: { who: unproven.certificate.subject.printed } };
  },
});
