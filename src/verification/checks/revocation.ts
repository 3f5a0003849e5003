import { vietnamTime } from '../../domain/clock.ts';
import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import type { StatusFacts } from '../facts.ts';

/** XCV_IRDPFC, ISCR, ISCOH, ISCUKN, IRDC (signatures.md 2.10, 2.11): the signer and every CA below the anchor. */
export const revocation = defineCheck({
  id: 'revocation',
  dss: ['XCV_IRDPFC', 'XCV_IARDPFC', 'XCV_ISCR', 'XCV_ISCOH', 'XCV_ISCUKN', 'XCV_IRDC'],
  group: 'revocation',
  question: text(
    'Chứng thư của người ký và các CA có bị thu hồi không?',
    'Was the certificate of the signer, or of a CA, revoked?',
  ),
  answers: {
    good: passed(
      'Chứng thư không bị thu hồi tại thời điểm ký (nguồn {source}, {time}).',
      'The certificate was not revoked at the time of signing (source {source}, {time}).',
    ),
    later: warning(
      'Chứng thư {who} bị thu hồi từ {time}, sau thời điểm ký; chữ ký vẫn có giá trị.',
      'The certificate {who} was revoked from {time}, after signing; the signature stands.',
    ),
    revoked: failed(
      'REVOKED',
      'Chứng thư {who} đã bị thu hồi từ {time}, trước thời điểm ký.',
      'The certificate {who} was revoked from {time}, before signing.',
    ),
    revokedNow: unknown(
      'REVOKED_NO_POE',
      'Chứng thư {who} nay đã bị thu hồi (từ {time}) và chưa có thời điểm ký tin cậy.',
      'The certificate {who} is revoked (from {time}) and there is no trusted time of signing.',
    ),
    revokedCaNow: unknown(
      'REVOKED_CA_NO_POE',
      'Chứng thư CA {who} nay đã bị thu hồi (từ {time}) và chưa có thời điểm ký tin cậy.',
      'The CA certificate {who} is revoked (from {time}) and there is no trusted time of signing.',
    ),
    suspected: unknown(
      'REVOKED_NO_POE',
      'Chứng thư {who} bị thu hồi từ {time}; nơi cấp báo khóa có thể đã lộ từ {since}, trước thời điểm ký.',
      'The certificate {who} was revoked from {time}; its key may have been compromised since {since}, before signing.',
    ),
    held: unknown(
      'TRY_LATER',
      'Chứng thư {who} đang bị tạm dừng (từ {time}); sẽ kiểm tra lại.',
      'The certificate {who} is on hold (from {time}); it will be checked again.',
    ),
    heldLater: warning(
      'Chứng thư {who} bị tạm dừng từ {time}, sau thời điểm ký; chữ ký vẫn có giá trị.',
      'The certificate {who} was put on hold from {time}, after signing; the signature stands.',
    ),
    notPublished: unknown(
      'CERTIFICATE_CHAIN_GENERAL_FAILURE',
      'Chứng thư {who} không ghi nơi tra trạng thái và không có dữ liệu trạng thái kèm theo; không thể kết luận.',
      'The certificate {who} names no place for its status and no status data came with it; no conclusion.',
    ),
    unavailable: unknown(
      'TRY_LATER',
      'Không kết nối được nguồn trạng thái chứng thư; sẽ kiểm tra lại ({who}).',
      'The status of the certificate could not be obtained; it will be checked again ({who}).',
    ),
    unusable: unknown(
      'TRY_LATER',
      'Dữ liệu trạng thái nhận được về chứng thư {who} không dùng được; sẽ kiểm tra lại.',
      'The status data received for the certificate {who} cannot be used; it will be checked again.',
    ),
    none: passed(
      'Chứng thư là gốc tin cậy, không cần trạng thái.',
      'The certificate is itself an anchor; no status is needed.',
    ),
  },
  async ask(facts) {
    if (facts.cms().certificate === null) return null;
    const { outcome, status } = await facts.trust();
    if (outcome.kind !== 'trusted' && outcome.kind !== 'doubtful') return null;
    const { best, basis } = await facts.time();
    const revoked = status.filter((one) => one.status === 'revoked');
    const before = revoked.find((one) => one.revokedAt === null || one.revokedAt <= best);
    if (before) {
      // a bundle is closed long after one signs: that it is younger than the revocation says nothing of the signature
      const dated = basis !== 'now' && basis !== 'evidence-time-stamp';
      if (dated) return { answer: 'revoked', values: about(before) };
      return { answer: before.isSigner ? 'revokedNow' : 'revokedCaNow', values: about(before) };
    }
    const suspected = revoked.find(({ invalidSince }) => invalidSince !== null && invalidSince <= best);
    if (suspected) return { answer: 'suspected', values: about(suspected) };
    const onHold = status.filter((one) => one.status === 'on-hold');
    const held = onHold.find((one) => basis === 'now' || one.revokedAt === null || one.revokedAt <= best);
    if (held) return { answer: 'held', values: about(held) };
    const missing = status.find((one) => one.status === 'unknown');
    if (missing)
      return {
        answer: !missing.published ? 'notPublished' : missing.reached ? 'unusable' : 'unavailable',
        values: about(missing),
        ...(missing.problem && missing.published && { detail: missing.problem }),
      };
    const after = revoked[0];
    if (after) return { answer: 'later', values: about(after) };
    const heldLater = onHold[0];
    if (heldLater) return { answer: 'heldLater', values: about(heldLater) };
    const signer = status[0];
    if (signer === undefined) return { answer: 'none' };
    return {
      answer: 'good',
      values: { source: signer.source ?? '-', time: signer.thisUpdate ? vietnamTime(signer.thisUpdate) : '-' },
    };
  },
});

const about = (one: StatusFacts): { who: string; time: string; since: string } => ({
  who: one.certificate.subject.printed,
  time: one.revokedAt ? vietnamTime(one.revokedAt) : '-',
  since: one.invalidSince ? vietnamTime(one.invalidSince) : '-',
});
