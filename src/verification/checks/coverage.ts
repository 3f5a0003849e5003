import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { sentences } from '../sentences.ts';

/** FC_ICFD (signatures.md 2.3 rules 6, 7, 9). The texts are those of rules.md R4.3. */
export const coverage = defineCheck({
  id: 'coverage',
  dss: ['FC_ICFD'],
  group: 'coverage',
  question: text(
    'Chữ ký có bao trùm toàn bộ phiên bản đã ký không?',
    'Does the signature cover the whole of its revision?',
  ),
  answers: {
    WHOLE_FILE: passed(
      'Chữ ký bao trùm toàn bộ phiên bản đã ký (toàn bộ tệp).',
      'The signature covers the whole signed revision (the whole file).',
    ),
    WHOLE_REVISION: passed(
      'Chữ ký bao trùm toàn bộ phiên bản đã ký.',
      'The signature covers the whole signed revision.',
    ),
    partial: failed(
      'FORMAT_FAILURE',
      'Chữ ký không bao trùm toàn bộ phiên bản (ByteRange bất thường).',
      'The signature does not cover the whole revision (abnormal byte range).',
    ),
  },
  ask({ placed }) {
    if (placed === null) return null;
    const found = placed.findings('coverage');
    if (found.length > 0) return { answer: 'partial', detail: sentences(found.map((one) => one.text)) };
    return {
      answer: placed.coverage === 'WHOLE_FILE' || placed.coverage === 'WHOLE_REVISION' ? placed.coverage : 'partial',
    };
  },
});
