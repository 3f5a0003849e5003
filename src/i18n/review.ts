import { type Text, text } from '../domain/text.ts';

/** What an officer's decision on a field was. */
export const actionWords: Readonly<Record<string, Text>> = {
  confirmed: text('đã xác nhận', 'confirmed'),
  corrected: text('đã sửa', 'corrected'),
  entered: text('đã nhập', 'entered'),
  absent: text('không có trên giấy', 'not on the paper'),
};

/** What an officer said of two captures that may be one sheet, with its note and without. */
export const noteStates: Readonly<Record<string, Text>> = {
  accepted: text('một tờ', 'one sheet'),
  refused: text('hai tờ khác nhau', 'two sheets'),
};

/** What an officer said of two papers that may be the sides of one card. */
export const pairStates: Readonly<Record<string, Text>> = {
  accepted: text('một thẻ', 'one card'),
  refused: text('không phải một thẻ', 'not one card'),
};
