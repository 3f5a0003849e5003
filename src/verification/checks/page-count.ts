import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed } from '../check.ts';

/** FC_DSFREAP. */
export const pageCount = defineCheck({
  id: 'page-count',
  dss: ['FC_DSFREAP'],
  group: 'later-changes',
  question: text('Số trang có giữ nguyên từ khi ký không?', 'Is the number of pages the same as when it was signed?'),
  answers: {
    same: passed('Số trang giữ nguyên ({signed}).', 'The number of pages is unchanged ({signed}).'),
    changed: failed(
      'FORMAT_FAILURE',
      'Số trang đã đổi từ {signed} thành {now} sau khi ký.',
      'The number of pages changed from {signed} to {now} after signing.',
    ),
  },
  ask({ placed }) {
    if (placed === null) return null;
    const { pagesSigned: signed, pagesNow: now } = placed.changes();
    return { answer: signed === now ? 'same' : 'changed', values: { signed, now } };
  },
});
