import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** Every byte belongs to a revision that the strict reader resolved (signatures.md 2.2); no peer asks this. */
export const noUnaccountedBytes = defineCheck({
  id: 'no-unaccounted-bytes',
  dss: [],
  group: 'coverage',
  question: text(
    'Mọi byte của tệp có thuộc một phiên bản đọc được không?',
    'Does every byte belong to a readable revision?',
  ),
  answers: {
    accounted: passed('Mọi byte của tệp đều thuộc một phiên bản.', 'Every byte belongs to a revision.'),
    warning: warning('Cấu trúc tệp có điểm khác lệ thường:', 'The structure of the file is unusual:'),
    undetermined: unknown('GENERIC', 'Cấu trúc tệp không đọc được chặt chẽ:', 'The structure cannot be read strictly:'),
    failed: failed(
      'FORMAT_FAILURE',
      'Có phần của tệp nằm ngoài mọi phiên bản hoặc mâu thuẫn với cấu trúc:',
      'Parts of the file belong to no revision or contradict its structure:',
    ),
  },
  ask({ placed }) {
    return placed && (worstOf(placed.findings('no-unaccounted-bytes')) ?? { answer: 'accounted' });
  },
});
