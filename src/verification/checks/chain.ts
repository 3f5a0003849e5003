import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown } from '../check.ts';

const accepted = { cong_vu: 'công vụ', cong_cong: 'công cộng' } as const;

/** XCV_CCCBB and its kin: a path, by keys, to a pinned anchor of the store that this slot requires (rules.md R4.1, R4.2). */
export const chain = defineCheck({
  id: 'chain',
  dss: ['XCV_CCCBB', 'XCV_ICSI', 'XCV_ICAC', 'XCV_ICPDV', 'XCV_ICPTV', 'XCV_DCSBSINC', 'XCV_DCCUCE'],
  group: 'chain',
  question: text(
    'Chứng thư có đường dẫn tin cậy tới gốc được chấp nhận cho vị trí ký này không?',
    'Does a trust path reach a root that this slot accepts?',
  ),
  answers: {
    trusted: passed('Đường dẫn tin cậy tới {anchor}.', 'The trust path reaches {anchor}.'),
    wrongStore: failed(
      'CHAIN_CONSTRAINTS_FAILURE',
      'Chứng thư không thuộc đường dẫn tin cậy được chấp nhận cho vị trí ký này (gốc {anchor}, kho {store}).',
      'The certificate is not under a trust path that this slot accepts (root {anchor}, store {store}).',
    ),
    untrusted: failed(
      'CHAIN_CONSTRAINTS_FAILURE',
      'Chứng thư không thuộc đường dẫn tin cậy được chấp nhận cho vị trí ký này.',
      'The certificate is not under a trust path that this slot accepts.',
    ),
    doubtful: unknown(
      'CERTIFICATE_CHAIN_GENERAL_FAILURE',
      'Chưa kết luận được về đường dẫn tin cậy.',
      'The trust path leaves a doubt.',
    ),
    incomplete: unknown(
      'NO_CERTIFICATE_CHAIN_FOUND',
      'Thiếu chứng thư trung gian, chưa dựng được đường dẫn tin cậy.',
      'An intermediate certificate is missing; no trust path could be built.',
    ),
  },
  async ask(facts) {
    if (facts.cms().certificate === null) return null;
    const { outcome } = await facts.trust();
    switch (outcome.kind) {
      case 'trusted':
        return { answer: 'trusted', values: { anchor: outcome.anchor } };
      case 'wrong-store':
        return { answer: 'wrongStore', values: { anchor: outcome.anchor, store: accepted[outcome.store] } };
      case 'untrusted':
        return { answer: 'untrusted', detail: outcome.reason };
      case 'doubtful':
        return { answer: 'doubtful', detail: outcome.reason };
      case 'incomplete':
        return { answer: 'incomplete' };
    }
  },
});
