import { vietnamTime } from '../../domain/clock.ts';
import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown } from '../check.ts';
import { worstOf } from '../sentences.ts';

/**
 * CV_TSP_*, TAV_* over the stamps of this signature (signatures.md 2.8): each token is judged by the same checks as a
 * signature. A broken stamp does not break the signature; it drops the level and the proof of time.
 */
export const timestamp = defineCheck({
  id: 'timestamp',
  dss: ['CV_TSP_IRDOI', 'CV_ISIT', 'SAV_DMICTSTMCMI', 'TAV_IPTA'],
  group: 'timestamp',
  question: text('Có dấu thời gian tin cậy không?', 'Is there a trusted time stamp?'),
  answers: {
    valid: passed('Dấu thời gian hợp lệ: {genTime}.', 'The time stamp is valid: {genTime}.'),
    broken: failed(
      'SIG_CONSTRAINTS_FAILURE',
      'Dấu thời gian không khớp hoặc không tin cậy.',
      'The time stamp does not match or is not trusted.',
    ),
    undetermined: unknown('TRY_LATER', 'Chưa xác định được dấu thời gian.', 'The time stamp could not be judged yet.'),
    none: unknown('NO_POE', 'Chưa có dấu thời gian.', 'There is no time stamp yet.'),
  },
  async ask(facts) {
    if (facts.kind !== 'signature') {
      const worst = worstOf(facts.cms().findings('timestamp'));
      if (worst === null) return null;
      return { answer: worst.answer === 'failed' ? 'broken' : 'undetermined', detail: worst.detail };
    }
    // a stamp over a bundle of evidence stands beside the file, and is none of the signature's
    const stamps = (await facts.time()).stamps.filter(({ kind }) => kind !== 'evidence-time-stamp');
    const broken = stamps.find((stamp) => stamp.status === 'FAILED');
    const best = stamps.filter((stamp) => stamp.status === 'PASSED' && stamp.genTime !== null);
    const earliest = best.map((stamp) => stamp.genTime as Date).sort((a, b) => a.getTime() - b.getTime())[0];
    if (broken) return { answer: 'broken', detail: broken.message };
    if (earliest) return { answer: 'valid', values: { genTime: vietnamTime(earliest) } };
    const open = stamps.find((stamp) => stamp.status === 'UNKNOWN');
    return open ? { answer: 'undetermined', detail: open.message } : { answer: 'none' };
  },
});
