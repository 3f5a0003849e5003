import { vietnamTime } from '../../domain/clock.ts';
import { text } from '../../domain/text.ts';
import { defineCheck, passed, unknown } from '../check.ts';
import type { TimeFacts, TrustFacts } from '../facts.ts';

/**
 * PSV_*, PCV_IVTSC (EN 319 102-1 5.6.2): when something of the path has expired, was revoked or has faded since, time stamps
 * must prove that signature, certificates and status data are older than that; likewise status data whose own signer has
 * expired since.
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
    slid: passed(
      'Dấu thời gian chứng minh chữ ký, chứng thư và dữ liệu trạng thái đã có khi đường dẫn còn giá trị (đến {time}).',
      'Time stamps prove signature, certificates and status data to date from when the path was good (until {time}).',
    ),
    kept: passed(
      'Dấu thời gian của gói bằng chứng (đóng lúc {sealed}) cùng các dấu trong tệp chứng minh chữ ký, chứng thư và dữ liệu trạng thái đã có khi đường dẫn còn giá trị (đến {time}).',
      'The time stamp of the evidence bundle (closed at {sealed}) and those in the file prove signature, certificates and status data to date from when the path was good (until {time}).',
    ),
    expired: unknown(
      'OUT_OF_BOUNDS_NO_POE',
      'Chứng thư trên đường dẫn nay đã hết hạn; không đủ dấu thời gian chứng minh dữ liệu có từ trước đó.',
      'A certificate of the path has expired; the time stamps do not prove that all data are older.',
    ),
    revoked: unknown(
      'REVOKED_NO_POE',
      'Chứng thư nay đã bị thu hồi hoặc tạm dừng; không đủ dấu thời gian chứng minh dữ liệu có từ trước đó.',
      'The certificate has been revoked or put on hold; the time stamps do not prove that all data are older.',
    ),
    'ca-revoked': unknown(
      'REVOKED_CA_NO_POE',
      'Chứng thư CA nay đã bị thu hồi; không đủ dấu thời gian chứng minh dữ liệu có từ trước đó.',
      'A CA has been revoked; the time stamps do not prove that all data are older.',
    ),
    unproven: unknown(
      'REVOCATION_OUT_OF_BOUNDS_NO_POE',
      'Dữ liệu trạng thái của {who} do chứng thư nay đã hết hạn ký và không có dấu thời gian bảo vệ.',
      'The status data of {who} were signed by a certificate that has expired, and no time stamp covers them.',
    ),
  },
  async ask(facts) {
    if (facts.cms().certificate === null) return null;
    const trust = await facts.trust();
    const { outcome, status, past } = trust;
    if (outcome.kind !== 'trusted' && outcome.kind !== 'doubtful') return null;
    const used = status.filter((one) => one.status !== 'unknown');
    if (used.length === 0) return null;
    // what cannot be told of the present, or failed at the control time, has been told by its own check
    const time = await facts.time();
    if (past !== null && past.cause !== 'algorithm' && soundThen(trust, time)) {
      if (past.state === 'undetermined') return { answer: past.cause };
      const until = { time: past.controlTime === null ? '-' : vietnamTime(past.controlTime) };
      const sealed = time.stamps.find(({ kind, status }) => kind === 'evidence-time-stamp' && status === 'PASSED');
      return sealed?.genTime
        ? { answer: 'kept', values: { ...until, sealed: vietnamTime(sealed.genTime) } }
        : { answer: 'slid', values: until };
    }
    const unproven = used.find((one) => !one.proven);
    return unproven === undefined
      ? { answer: 'proven' }
      : { answer: 'unproven', values: { who: unproven.certificate.subject.printed } };
  },
});

/** At the control time everything on the path was valid, known, and not revoked. */
function soundThen({ status, path }: TrustFacts, { best }: TimeFacts): boolean {
  const good = status.every((one) =>
    one.status === 'good' ? one.fresh : one.status !== 'unknown' && one.revokedAt !== null && one.revokedAt > best,
  );
  return good && path.every(({ notBefore, notAfter }) => notBefore <= best && best <= notAfter);
}
