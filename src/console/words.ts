import { type Text, text } from '../domain/text.ts';

/** Words of the officers' pages. */
export const words = {
  tasks: text('Việc chờ xem', 'Tasks'),
  quality: text('Chất lượng bóc tách', 'Extraction quality'),
  none: text('Không có việc nào chờ.', 'No task waits.'),
  officer: text('Mã cán bộ', 'Officer id'),
  save: text('Ghi quyết định', 'Record the decision'),
  required: text('bắt buộc', 'required'),
  asRead: text('Đúng như đọc', 'Right as read'),
  perhaps: text('Gợi ý', 'Candidate'),
  other: text('Giá trị khác', 'Another value'),
  absent: text('Không có trên giấy', 'Not on the paper'),
  keep: text('Giữ như đã quyết định', 'Keep as decided'),
  later: text('Để sau', 'Later'),
  nothingRead: text('Không đọc được', 'Nothing was read'),
  wholePages: text('Cả trang', 'Whole pages'),
  page: text('Trang', 'Page'),
  enlarge: text('bấm để xem lớn', 'click to enlarge'),
  picture: text('ảnh cắt trên giấy tờ', 'picture from the paper'),
  unitsToday: text('Đơn vị hành chính hiện nay (gợi ý)', 'Units of today (suggestion)'),
  chooseType: text('Loại giấy tờ', 'Type of the paper'),
  keepType: text('Giữ nguyên loại', 'Keep the type'),
  pickType: text('Hãy chọn loại giấy tờ…', 'Choose the type of the paper…'),
  noType: text('Không loại nào trong danh sách (lưu là không rõ loại)', 'None of the list (kept as of unknown type)'),
  typeTask: text('Chọn loại giấy tờ', 'Choose the type'),
  others: text('Các trường khác', 'Other fields'),
  othersAbout: text(
    'Đã nhận không cần người xem, hoặc không bắt buộc và không thấy trên giấy. Chỉ gõ vào trường cần sửa hoặc bổ sung.',
    'Taken without a hand, or not required and not found. Type only what is to be corrected or added.',
  ),
  notFound: text('không thấy', 'not found'),
  right: text('Giá trị đúng', 'The right value'),
  history: text('Ai đã quyết định gì', 'Who decided what'),
  secret: text('Giấy tờ có dấu mật', 'The paper bears a secrecy mark'),
  secretSure: text(
    'Tôi chắc chắn; mọi ảnh và dữ liệu của giấy tờ này sẽ bị xóa ngay, không lấy lại được.',
    'I am sure; every image and datum of this paper is removed at once and cannot be restored.',
  ),
  secretDo: text('Dừng và xóa', 'Stop and erase'),
  asSuggested: text('Tách theo gợi ý', 'Separate as suggested'),
  keepWhole: text('Giữ nguyên một giấy tờ', 'Keep as one paper'),
  cut: text('Tách như nhập', 'Separate as written'),
  note: text('Ghi chú', 'Note'),
  boundaries: text('Các trang của từng giấy tờ, ví dụ 1-2,3', 'Pages of each paper, for example 1-2,3'),
  pair: text('Hai mặt của một thẻ?', 'Two sides of one card?'),
  front: text('Mặt trước', 'Front'),
  back: text('Mặt sau', 'Back'),
  look: text('Xem hai mặt và quyết định', 'See both sides and decide'),
  isPair: text('Đúng, một thẻ', 'Yes, one card'),
  isNoPair: text('Không phải một thẻ', 'Not one card'),
  pairAbout: text(
    'Nhận thì hai tệp vẫn là hai tài liệu; trường của mặt kia không bị hỏi ở mặt này nữa.',
    'Taken, the two stay two documents; what stands on the other side is no longer asked of this one.',
  ),
  keys: text(
    'Phím: 1–9 chọn · Enter đúng như đọc, sang trường sau · Esc bỏ chọn · Ctrl+Enter ghi',
    'Keys: 1–9 choose · Enter right as read, next field · Esc take back · Ctrl+Enter record',
  ),
  sending: text('Đang ghi…', 'Recording…'),
  away: text(
    'Máy chủ chưa trả lời. Những gì đã chọn và nhập vẫn còn ở đây và sẽ tự gửi lại; xin đừng đóng trang.',
    'The server does not answer. What was chosen and typed is still here and is sent again by itself; keep this page open.',
  ),
  failed: text('Chưa ghi được.', 'Not recorded.'),
  again: text('Mở lại việc này', 'Open the task again'),
} as const;

export const actionWords: Readonly<Record<string, Text>> = {
  confirmed: text('đã xác nhận', 'confirmed'),
  corrected: text('đã sửa', 'corrected'),
  entered: text('đã nhập', 'entered'),
  absent: text('không có trên giấy', 'not on the paper'),
};

export const pairStates: Readonly<Record<string, Text>> = {
  accepted: text('một thẻ', 'one card'),
  refused: text('không phải một thẻ', 'not one card'),
};
