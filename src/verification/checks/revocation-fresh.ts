import { vietnamTime } from '../../domain/clock.ts';
import { text } from '../../domain/text.ts';
import { defineCheck, passed, unknown } from '../check.ts';

/** RFC_NUP, RFC_IRIF: good news must be new enough for the control time (signatures.md 2.11). */
export const revocationFresh = defineCheck({
  id: 'revocation-fresh',
  dss: ['RFC_NUP', 'RFC_IRIF'],
  group: 'revocation',
  question: text('Dữ liệu trạng thái chứng thư có đủ mới không?', 'Is the status information new enough?'),
  answers: {
    fresh: passed('Dữ liệu trạng thái chứng thư đủ mới.', 'The status information is new enough.'),
    stale: unknown(
      'TRY_LATER',
      'Dữ liệu trạng thái của {who} quá cũ ({time}); sẽ kiểm tra lại.',
      'The status information of {who} is too old ({time}); it will be checked again.',
    ),
  },
  async ask(facts) {
    if (facts.cms().certificate === null) return null;
    const { outcome, status } = await facts.trust();
    if (outcome.kind !== 'trusted' && outcome.kind !== 'doubtful') return null;
    const good = status.filter((one) => one.status === 'good');
    if (good.length === 0) return null;
    const stale = good.find((one) => !one.fresh);
    if (stale === undefined) return { answer: 'fresh' };
    const { printed } = stale.certificate.subject;
    return { answer: 'stale', values: { who: printed, time: stale.thisUpdate ? vietnamTime(stale.thisUpdate) : '-' } };
  },
});
