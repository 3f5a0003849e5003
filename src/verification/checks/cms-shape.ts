import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, warning } from '../check.ts';
import { sentences } from '../sentences.ts';
import { Unanswerable } from '../unanswerable.ts';

/** SAV_ISSV: the shape of the CMS (signatures.md 2.7). What cannot be parsed is a failed signature, never "no signature". */
export const cmsShape = defineCheck({
  id: 'cms-shape',
  dss: ['SAV_ISSV'],
  group: 'integrity',
  question: text('Cấu trúc CMS có đúng chuẩn không?', 'Is the CMS well-formed?'),
  answers: {
    sound: passed('Cấu trúc CMS đúng chuẩn.', 'The CMS is well-formed.'),
    odd: warning('Cấu trúc CMS khác lệ thường:', 'The CMS is unusual:'),
    wrong: failed('FORMAT_FAILURE', 'Cấu trúc CMS sai:', 'The CMS is wrong:'),
    unreadable: failed(
      'FORMAT_FAILURE',
      'Không đọc được cấu trúc chữ ký.',
      'The structure of the signature cannot be read.',
    ),
  },
  ask(facts) {
    try {
      const { shapeFaults, shapeRemarks } = facts.cms();
      if (shapeFaults.length > 0) return { answer: 'wrong', detail: sentences(shapeFaults) };
      return shapeRemarks.length > 0 ? { answer: 'odd', detail: sentences(shapeRemarks) } : { answer: 'sound' };
    } catch (thrown) {
      if (thrown instanceof Unanswerable) return { answer: 'unreadable', detail: thrown.reason };
      throw thrown;
    }
  },
});
