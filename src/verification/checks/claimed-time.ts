import { vietnamTime } from '../../domain/clock.ts';
import { text } from '../../domain/text.ts';
import { defineCheck, passed, unknown, warning } from '../check.ts';
import { readClaimedTime } from '../claimed-time.ts';

/** What the signer claims against what the stamp proves (rules.md H.4). */
export const claimedTime = defineCheck({
  id: 'claimed-time',
  dss: ['SAV_ISQPSTP'],
  group: 'timestamp',
  question: text(
    'Thời điểm người ký tự khai có hợp với dấu thời gian không?',
    'Does the claimed time agree with the time stamp?',
  ),
  answers: {
    agrees: passed('Thời điểm tự khai phù hợp với dấu thời gian.', 'The claimed time agrees with the time stamp.'),
    local: warning(
      'Phần mềm ký ghi nhầm giờ địa phương thành giờ quốc tế ({claimed}); lấy theo dấu thời gian {genTime}.',
      'The signing software wrote local time as UTC ({claimed}); the time stamp {genTime} counts.',
    ),
    implausible: unknown(
      'TIMESTAMP_ORDER_FAILURE',
      'Thời điểm tự khai {claimed} muộn hơn dấu thời gian {genTime}; cần người xem xét.',
      'The claimed time {claimed} is later than the time stamp {genTime}; a person must look.',
    ),
  },
  async ask(facts) {
    if (facts.kind !== 'signature') return null;
    const { signingTime } = facts.cms();
    if (signingTime === null) return null;
    const { best, basis } = await facts.time();
    if (basis === 'now') return null;
    const values = { claimed: vietnamTime(signingTime), genTime: vietnamTime(best) };
    const reading = readClaimedTime(signingTime, best, facts.rules.clockSkewMs);
    if (reading === 'normal') return { answer: 'agrees' };
    return { answer: reading === 'local-time-as-utc' ? 'local' : 'implausible', values };
  },
});
