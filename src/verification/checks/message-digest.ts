import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown } from '../check.ts';

/** CV_IRDOI, CV_TSP_IRDOI for tokens: digest of the signed bytes against the message digest or the imprint. */
export const messageDigest = defineCheck({
  id: 'message-digest',
  dss: ['CV_IRDOI', 'CV_TSP_IRDOI'],
  group: 'integrity',
  question: text(
    'Mã băm của nội dung có khớp với chữ ký không?',
    'Does the digest of the content match the signature?',
  ),
  answers: {
    match: passed('Mã băm của nội dung khớp với chữ ký.', 'The digest of the content matches.'),
    mismatch: failed('HASH_FAILURE', 'Nội dung đã bị thay đổi sau khi ký.', 'The content was changed after signing.'),
    unsupported: unknown(
      'GENERIC',
      'Không xét được mã băm của nội dung.',
      'The digest of the content cannot be judged.',
    ),
  },
  ask(facts) {
    const { digestMatches } = facts.cms();
    if (digestMatches === null) return { answer: 'unsupported' };
    return { answer: digestMatches ? 'match' : 'mismatch' };
  },
});
