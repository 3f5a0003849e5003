import { SohoaError } from '../domain/errors.ts';
import { type Text, text } from '../domain/text.ts';
import type { CodeGap } from '../pipeline/ports/codes.ts';
import type { App } from './app.ts';

export interface ExplainedGap {
  /** The code without its number; personal numbers show their last four digits (rules.md R5.3). */
  readonly prefix: string;
  readonly number: number;
  readonly component: string;
  readonly reason: Text;
}

/** Numbers of codes that no document of the warehouse bears, each with the reason. */
export async function codeGaps(app: App, limit: number): Promise<readonly ExplainedGap[]> {
  return (await app.database.codes.gaps(limit)).map((gap) => ({
    prefix: gap.prefix.replace(/\d{5,}(?=\d{4}(?!\d))/g, '••••'),
    number: gap.number,
    component: gap.componentId,
    reason: reasonOf(gap),
  }));
}

function reasonOf({ state, errorCode }: CodeGap): Text {
  if (errorCode === 'SECRET_PAPER') return text('Giấy tờ có dấu mật, đã xóa.', 'A secrecy mark: the paper was erased.');
  switch (state) {
    case null:
      return text('Không còn thành phần nào giữ số này.', 'No component holds it any more.');
    case 'done':
      return text(
        'Mã đổi theo dữ liệu được sửa sau khi cấp.',
        'The code changed with data corrected after it was issued.',
      );
    case 'failed':
    case 'refused': {
      const why = errorCode === null ? null : new SohoaError(errorCode).code;
      return text(
        `Dừng sau khi cấp mã${why === null ? '' : ` (${why})`}.`,
        `Stopped after the code was issued${why === null ? '' : ` (${why})`}.`,
      );
    }
    default:
      return text('Đang đi tiếp, chưa lưu Kho.', 'On its way, not stored yet.');
  }
}
