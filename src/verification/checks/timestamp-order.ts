import { vietnamTime } from '../../domain/clock.ts';
import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed } from '../check.ts';

/** TSV_ASTPTCT: a stamp of the signature is not younger than the document timestamp that covers it, and none lies ahead of now. */
export const timestampOrder = defineCheck({
  id: 'timestamp-order',
  dss: ['TSV_ASTPTCT'],
  group: 'timestamp',
  question: text('Các dấu thời gian có đúng thứ tự không?', 'Are the time stamps in order?'),
  answers: {
    ordered: passed('Các dấu thời gian đúng thứ tự.', 'The time stamps are in order.'),
    reversed: failed(
      'TIMESTAMP_ORDER_FAILURE',
      'Dấu thời gian của chữ ký ({inner}) muộn hơn dấu thời gian bao trùm nó ({outer}).',
      'The stamp of the signature ({inner}) is younger than the stamp that covers it ({outer}).',
    ),
    ahead: failed(
      'TIMESTAMP_ORDER_FAILURE',
      'Dấu thời gian {genTime} nằm sau thời điểm kiểm tra.',
      'The stamp {genTime} lies after the moment of verification.',
    ),
  },
  async ask(facts) {
    if (facts.kind !== 'signature') {
      const { genTime } = facts.cms();
      if (genTime === null) return null;
      if (genTime.getTime() > facts.now.getTime() + facts.rules.clockSkewMs)
        return { answer: 'ahead', values: { genTime: vietnamTime(genTime) } };
      const { best, basis } = await facts.time();
      return basis !== 'now' && genTime.getTime() > best.getTime() + facts.rules.clockSkewMs
        ? { answer: 'reversed', values: { inner: vietnamTime(genTime), outer: vietnamTime(best) } }
        : { answer: 'ordered' };
    }
    const { stamps } = await facts.time();
    const times = (kind: string): number[] =>
      stamps.flatMap((one) =>
        one.kind === kind && one.genTime !== null && one.status === 'PASSED' ? [one.genTime.getTime()] : [],
      );
    const inner = Math.max(...times('signature-time-stamp'));
    const outer = Math.min(...times('document-timestamp'));
    if (!Number.isFinite(inner)) return null;
    return inner > outer + facts.rules.clockSkewMs
      ? { answer: 'reversed', values: { inner: vietnamTime(new Date(inner)), outer: vietnamTime(new Date(outer)) } }
      : { answer: 'ordered' };
  },
});
