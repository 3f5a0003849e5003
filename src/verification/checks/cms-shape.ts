import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { sentences, worstOf } from '../sentences.ts';
import { Unanswerable } from '../unanswerable.ts';

/** SAV_ISSV: the shape of the CMS (signatures.md 2.7). What cannot be parsed is a failed signature, never "no signature". */
export const cmsShape = defineCheck({
  id: 'cms-shape',
  dss: ['SAV_ISSV'],
  group: 'integrity',
  question: text('Cấu trúc CMS có đúng chuẩn không?', 'Is the CMS well-formed?'),
  answers: {
    sound: passed('Cấu trúc CMS đúng chuẩn.', 'The CMS is well-formed.'),
    warning: warning('Cấu trúc CMS khác lệ thường:', 'The CMS is unusual:'),
    undetermined: unknown('GENERIC', 'Không xét được cấu trúc CMS:', 'The CMS cannot be judged:'),
    failed: failed('FORMAT_FAILURE', 'Cấu trúc CMS sai:', 'The CMS is wrong:'),
    unreadable: failed(
      'FORMAT_FAILURE',
      'Không đọc được cấu trúc chữ ký.',
      'The structure of the signature cannot be read.',
    ),
  },
  ask(facts) {
    try {
      return worstOf(facts.cms().findings('cms-shape')) ?? { answer: 'sound' };
    } catch (thrown) {
      if (!(thrown instanceof Unanswerable)) throw thrown;
      return { answer: 'unreadable', detail: sentences([thrown.reason]) };
    }
  },
});
