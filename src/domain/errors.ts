import { fill, type Text, text } from './text.ts';

/**
 * Exit codes of every command (README "Exit codes"); the verdict codes belong to `verify`.
 * 0 done · 1 unexpected fault · 2 usage · 3 bad input · 4 refused by a rule · 5 waits for something outside ·
 * 6 configuration · 7 integrity · 10 no signature · 11 CHƯA XÁC ĐỊNH · 12 KHÔNG HỢP LỆ. Higher is worse for a script.
 */
export const exitCodes = {
  done: 0,
  fault: 1,
  usage: 2,
  input: 3,
  refused: 4,
  waiting: 5,
  configuration: 6,
  integrity: 7,
  verdictNoSignature: 10,
  verdictUndetermined: 11,
  verdictInvalid: 12,
} as const;

export interface ErrorRow {
  readonly httpStatus: number;
  readonly exitCode: number;
  /** True when the same call may succeed later without anyone changing anything. */
  readonly retryable: boolean;
  /** What happened and what to do next; `{name}` is filled from the error's details. */
  readonly message: Text;
}

const row = (httpStatus: number, exitCode: number, retryable: boolean, vi: string, en: string): ErrorRow => ({
  httpStatus,
  exitCode,
  retryable,
  message: text(vi, en),
});
const badInput = (vi: string, en: string): ErrorRow => row(422, exitCodes.input, false, vi, en);
const refused = (vi: string, en: string): ErrorRow => row(409, exitCodes.refused, false, vi, en);
const waiting = (vi: string, en: string): ErrorRow => row(503, exitCodes.waiting, true, vi, en);

/** The one table: code → HTTP status, exit code, retryable, what happened and what to do next. Sorted by room. */
export const errorTable = {
  INTERNAL: row(
    500,
    exitCodes.fault,
    true,
    'Lỗi nội bộ ({reason}). Hãy thử lại; nếu còn lỗi, gửi mã này cho bộ phận kỹ thuật.',
    'Internal fault ({reason}). Try again; if it persists, send this code to support.',
  ),
  USAGE: row(
    400,
    exitCodes.usage,
    false,
    'Lệnh hoặc tham số không đúng: {reason}. Xem trợ giúp với --help.',
    'Wrong command or parameter: {reason}. See --help.',
  ),
  ACCESS_DENIED: row(
    401,
    exitCodes.refused,
    false,
    'Chưa được phép truy cập. Hãy gửi kèm mã truy cập (Authorization: Bearer …) do quản trị cấp.',
    'Access denied. Send the token the administrator issued (Authorization: Bearer …).',
  ),
  NOT_FOUND: row(
    404,
    exitCodes.input,
    false,
    'Không tìm thấy {what}. Hãy kiểm tra lại mã hoặc đường dẫn.',
    'Not found: {what}. Check the code or the path.',
  ),
  CONFIG_INVALID: row(
    500,
    exitCodes.configuration,
    false,
    'Cấu hình sai: {reason}. Hãy sửa biến môi trường hoặc tệp cấu hình rồi chạy lại.',
    'Invalid configuration: {reason}. Correct the environment variable or the file and run again.',
  ),
  LIMIT_TIME: badInput(
    'Xử lý quá thời gian cho phép ({limit_ms} ms). Hãy tách tệp hoặc giảm kích thước rồi nộp lại.',
    'Processing exceeded the time limit ({limit_ms} ms). Split or shrink the file and submit it again.',
  ),
  LIMIT_MEMORY: badInput(
    'Xử lý vượt quá bộ nhớ cho phép ({limit_mb} MiB). Hãy tách tệp hoặc quét ở độ phân giải thấp hơn.',
    'Processing exceeded the memory limit ({limit_mb} MiB). Split the file or scan at a lower resolution.',
  ),
  // input
  FILE_EMPTY: badInput(
    'Tệp rỗng. Hãy quét hoặc tải lại giấy tờ này.',
    'The file is empty. Scan or upload this paper again.',
  ),
  FILE_TYPE_UNKNOWN: badInput(
    'Không nhận ra loại tệp. Chỉ nhận JPEG, PNG, TIFF, WebP, PDF; hãy lưu lại đúng định dạng.',
    'Unknown file type. Only JPEG, PNG, TIFF, WebP and PDF are accepted; save it in one of these.',
  ),
  FILE_TOO_LARGE: badInput(
    'Tệp quá lớn ({size_bytes} byte, tối đa {limit_bytes}). Hãy tách tệp hoặc quét ở độ phân giải thấp hơn.',
    'The file is too large ({size_bytes} bytes, at most {limit_bytes}). Split it or scan at a lower resolution.',
  ),
  IMAGE_UNREADABLE: badInput(
    'Không đọc được ảnh (tệp hỏng hoặc thiếu dữ liệu): {reason}. Hãy quét lại trang này.',
    'The image cannot be read (damaged or truncated): {reason}. Scan this page again.',
  ),
  IMAGE_TOO_MANY_PIXELS: badInput(
    'Ảnh quá lớn ({width_px} × {height_px} điểm ảnh, tối đa {limit_px}). Hãy quét ở 300 dpi.',
    'The image is too large ({width_px} × {height_px} px, at most {limit_px}). Scan at 300 dpi.',
  ),
  IMAGE_HEIF: badInput(
    'Ảnh HEIC/HEIF/AVIF chưa đọc được. Hãy chuyển sang JPEG (trên iPhone: Cài đặt › Camera › Định dạng › Tương thích nhất).',
    'HEIC, HEIF and AVIF images cannot be read. Convert to JPEG (on an iPhone: Settings › Camera › Formats › Most Compatible).',
  ),
  PDF_SIGNED: refused(
    'Tệp PDF đã có chữ ký số: không số hóa lại, vì sẽ làm mất chữ ký. Hãy nộp nguyên tệp để kiểm tra chữ ký.',
    'The PDF is signed: it is not digitized again, that would destroy the signature. Submit it as it is to be verified.',
  ),
  OCR_FAILED: row(
    500,
    exitCodes.fault,
    true,
    'Nhận dạng chữ không chạy được ({reason}). Hãy thử lại; kiểm tra bộ nhận dạng bằng lệnh doctor.',
    'Text recognition failed ({reason}). Try again; check the engine with doctor.',
  ),
  PDF_UNREADABLE: badInput(
    'Không đọc được tệp PDF (cấu trúc hỏng): {reason}. Hãy xuất lại tệp từ phần mềm gốc.',
    'The PDF cannot be read (broken structure): {reason}. Export it again from its source.',
  ),
  PDF_ENCRYPTED: badInput(
    'Tệp PDF được đặt mật khẩu. Hãy bỏ mật khẩu rồi nộp lại.',
    'The PDF is encrypted. Remove the password and submit it again.',
  ),
  PDF_LIMIT: badInput(
    'Tệp PDF vượt giới hạn an toàn {limit} (tối đa {allowed}). Hãy tách hoặc xuất lại tệp từ phần mềm gốc.',
    'The PDF passes the safety limit {limit} (at most {allowed}). Split it or export it again from its source.',
  ),
  PDF_TOO_MANY_PAGES: badInput(
    'Tệp PDF có {pages} trang, tối đa {limit}. Hãy tách tệp.',
    'The PDF has {pages} pages, at most {limit}. Split it.',
  ),
  PAGE_UNREADABLE: badInput(
    'Trang {page} không đọc được: {reason}. Hãy quét lại trang này.',
    'Page {page} cannot be read: {reason}. Scan this page again.',
  ),
  MERGE_STOPPED: badInput(
    'Chưa tạo tệp gộp vì có tệp khác trong danh sách không đọc được. Hãy bỏ hoặc thay tệp lỗi rồi chạy lại.',
    'The merged file was not made because another file of the list cannot be read. Remove or replace it and run again.',
  ),
  // scope
  PAPER_MISSING: badInput(
    'Chưa có tệp cho “{paper}” và Kho chưa có bản số hóa nào còn dùng được của chủ hồ sơ. Hãy quét giấy tờ này.',
    'There is no file for “{paper}” and the warehouse holds no usable digitized copy for this owner. Scan this paper.',
  ),
  PAGE_COUNT_DIFFERS: badInput(
    'Số trang đã quét ({captured}) khác số trang khai ({declared}). Hãy kiểm đếm và quét lại cho đủ.',
    'Captured pages ({captured}) differ from declared pages ({declared}). Count the sheets and scan again.',
  ),
  COMPONENT_TYPE_UNKNOWN: badInput(
    'Không xác định được loại giấy tờ. Hãy chọn loại giấy tờ cho thành phần này.',
    'The paper type could not be determined. Choose the type of this component.',
  ),
  SECRET_PAPER: refused(
    'Giấy tờ có dấu mật: hệ thống không dùng cho bí mật nhà nước, ảnh không được lưu. Hãy xử lý bằng đường riêng.',
    'The paper bears a secrecy mark: this system is not for state secrets and the image was not kept. Use the separate channel.',
  ),
  // signing
  SIGNATURE_INVALID: refused(
    'Chữ ký số trong tệp KHÔNG HỢP LỆ: {reason} Hãy yêu cầu người nộp gửi lại tệp gốc đã ký.',
    'A signature in the file is INVALID: {reason} Ask for the original signed file again.',
  ),
  SIGN_REFUSED: refused('Từ chối ký: {reason}', 'Signing refused: {reason}'),
  OUTPUT_NOT_VALID: row(
    500,
    exitCodes.integrity,
    false,
    'Tài liệu vừa ký không đạt khi tự kiểm tra: {reason} Tài liệu chưa được dùng; hãy báo bộ phận kỹ thuật.',
    'The document just signed failed its own verification: {reason} It was not put to use; tell support.',
  ),
  REPORT_NOT_SIGNED: refused(
    'Báo cáo kiểm tra phải được ký số nhưng chưa có khóa cho VERIFICATION_REPORT. Hãy thêm khóa vào SOHOA_KEYS hoặc dùng --report-key; --unsigned-report lập bản không ký và ghi rõ điều đó trên bản in.',
    'A verification report must be signed, and no key is configured for VERIFICATION_REPORT. Add one to SOHOA_KEYS or use --report-key; --unsigned-report makes one that says on its face that it is not signed.',
  ),
  EVIDENCE_UNUSABLE: row(
    422,
    exitCodes.integrity,
    false,
    'Không dùng được gói bằng chứng {file}: {reason_vi}. Hãy dùng bản lưu khác của gói.',
    'The evidence bundle {file} cannot be used: {reason_en}. Use another copy of it.',
  ),
  KEY_UNAVAILABLE: waiting(
    'Chưa có khóa ký ({reason}). Tài liệu chờ ký; hãy cắm thiết bị hoặc cấu hình chứng thư.',
    'No signing key yet ({reason}). The document waits to be signed; connect the device or configure the certificate.',
  ),
  KEY_PASSWORD_WRONG: row(
    401,
    exitCodes.refused,
    false,
    'Sai mật khẩu hoặc PIN của khóa ký. Hãy kiểm tra, không thử lại nhiều lần để tránh khóa thiết bị.',
    'Wrong password or PIN of the signing key. Check it; repeated attempts may lock the device.',
  ),
  PKI_UNREADABLE: badInput(
    'Không đọc được {what}: {reason}. Hãy lấy lại tệp từ nơi cấp.',
    'Cannot read the {what}: {reason}. Get the file again from its issuer.',
  ),
  KEY_FILE_UNREADABLE: badInput(
    'Không mở được tệp khóa ký: {reason}. Hãy xuất lại tệp PKCS#12 (.p12, .pfx) có cả khóa và chứng thư.',
    'Cannot open the signing key file: {reason}. Export the PKCS#12 file (.p12, .pfx) again with key and certificate.',
  ),
  KEY_LOCKED: refused(
    'Dừng dùng thiết bị ký để tránh bị khóa: đã sai PIN {failures} lần. Hãy xác nhận đúng PIN rồi mở lại bằng tay.',
    'The signing device is no longer used, so that it is not locked: the PIN was wrong {failures} times. Confirm the PIN and release it by hand.',
  ),
  KEY_AUTHORISATION_REFUSED: refused(
    'Người giữ khóa đã từ chối hoặc để hết hạn yêu cầu ký: {reason}. Hãy gửi lại yêu cầu khi người ký sẵn sàng.',
    'The key holder refused the signing request or let it expire: {reason}. Send it again when the signer is ready.',
  ),
  KEY_AUTHORISATION_PENDING: waiting(
    'Chờ người giữ khóa xác nhận trên thiết bị của họ ({reason}). Tài liệu chờ ký và sẽ tự làm tiếp.',
    'Waiting for the key holder to confirm on their device ({reason}). The document waits and goes on by itself.',
  ),
  LINK_EXPIRED: row(
    410,
    exitCodes.refused,
    false,
    'Liên kết tải tài liệu đã dùng hoặc hết hạn. Hãy lấy liên kết mới cho việc ký này.',
    'The link was used already or is too old. Ask for a new link for this document.',
  ),
  TRUST_STORE_INVALID: row(
    500,
    exitCodes.configuration,
    false,
    'Kho chứng thư tin cậy không dùng được: {reason}. Hãy nạp lại từ bản đã đối chiếu dấu vân tay.',
    'The trust store cannot be used: {reason}. Load it again from the copy whose fingerprints were checked.',
  ),
  TSA_UNAVAILABLE: waiting(
    'Chưa lấy được dấu thời gian ({reason}). Tài liệu chờ dấu thời gian và sẽ tự làm tiếp.',
    'No timestamp yet ({reason}). The document waits for it and goes on by itself.',
  ),
  REVOCATION_UNAVAILABLE: waiting(
    'Chưa lấy được trạng thái chứng thư ({reason}). Sẽ tự kiểm tra lại.',
    'No certificate status yet ({reason}). It will be checked again by itself.',
  ),
  // network, storage
  NETWORK_REFUSED: row(
    502,
    exitCodes.refused,
    false,
    'Địa chỉ {url} không được phép theo cấu hình mạng. Hãy thêm máy chủ vào danh sách cho phép nếu đúng là nơi cần tới.',
    'The address {url} is not allowed by the network policy. Add the host to the allow-list if it is meant to be reached.',
  ),
  NETWORK_UNAVAILABLE: waiting(
    'Không kết nối được {url} ({reason}). Sẽ tự thử lại.',
    'Cannot reach {url} ({reason}). It will be tried again.',
  ),
  STORE_BUSY: row(
    503,
    exitCodes.waiting,
    true,
    'Thư mục dữ liệu {folder} đang được tiến trình khác dùng (PID {pid}). Hãy dừng tiến trình đó hoặc dùng thư mục khác.',
    'The data folder {folder} is in use by another process (PID {pid}). Stop it or use another folder.',
  ),
  STORE_FULL: waiting(
    'Hết chỗ lưu trữ ({reason}). Hãy giải phóng chỗ; tài liệu chờ và sẽ tự làm tiếp.',
    'No space left to store ({reason}). Free some; the document waits and goes on by itself.',
  ),
  STORE_CORRUPT: row(
    500,
    exitCodes.integrity,
    false,
    'Dữ liệu lưu trữ không khớp mã băm: {what}. Hãy khôi phục từ bản sao lưu.',
    'Stored data do not match their digest: {what}. Restore them from the backup.',
  ),
  REVIEW_CHANGED: row(
    412,
    exitCodes.refused,
    false,
    'Việc này đã được người khác ({by}) quyết định trong lúc bạn xem (nay là bản {version}). Hãy mở lại, xem giá trị mới rồi quyết định.',
    'Somebody else ({by}) decided this while you looked (it is at version {version} now). Open it again, see the new values, then decide.',
  ),
  STALE_WORKER: row(
    409,
    exitCodes.refused,
    false,
    'Một tiến trình khác đã nhận việc này; kết quả đến muộn bị bỏ.',
    'Another worker took this job over; the late result was dropped.',
  ),
  WORKER_CRASHED: row(
    500,
    exitCodes.fault,
    false,
    'Tiến trình xử lý đã dừng đột ngột {times} lần ở thành phần này. Hãy kiểm tra tệp nguồn và bộ nhớ, rồi mở lại thành phần.',
    'The worker died {times} times on this component. Check the source file and the memory, then reopen the component.',
  ),
  REBUILD_REFUSED: refused(
    'Không dựng lại: cơ sở dữ liệu đã có bản ghi ({records}). Chỉ dựng lại vào cơ sở dữ liệu trống; hãy chuyển thư mục database đi chỗ khác trước.',
    'Not rebuilt: the database holds records already ({records}). Rebuild into an empty one; move the database folder away first.',
  ),
  AUDIT_BROKEN: row(
    500,
    exitCodes.integrity,
    false,
    'Nhật ký kiểm toán bị đứt chuỗi tại bản ghi {sequence}: {reason}.',
    'The audit chain is broken at record {sequence}: {reason}.',
  ),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

/** Every expected failure of the product. Anything else that is thrown is a fault of ours and becomes INTERNAL. */
export class SohoaError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: ErrorCode, details: Readonly<Record<string, string | number>> = {}, options?: ErrorOptions) {
    super(`${code}: ${fill(errorTable[code].message, details).en}`, options);
    this.name = 'SohoaError';
    this.code = code;
    this.details = details;
  }

  get row(): ErrorRow {
    return errorTable[this.code];
  }

  /** What happened and what to do next, in both languages. */
  get text(): Text {
    return fill(errorTable[this.code].message, this.details);
  }
}

const nouns = {
  component: text('thành phần', 'component'),
  dossier: text('hồ sơ', 'dossier'),
  review: text('việc', 'review'),
  document: text('tài liệu', 'document'),
  type: text('loại giấy tờ', 'document type'),
  field: text('trường', 'field'),
  page: text('trang', 'page'),
  pair: text('cặp mặt thẻ', 'card pair'),
  handOff: text('phiếu chuyển ký', 'hand-off'),
  key: text('khóa', 'key'),
} as const;

/** NOT_FOUND that names what was looked for in both languages. */
export const notFound = (noun: keyof typeof nouns, id: string | number): SohoaError =>
  new SohoaError('NOT_FOUND', { what_vi: `${nouns[noun].vi} ${id}`, what_en: `${nouns[noun].en} ${id}` });

/** An expected failure as it is, any other as INTERNAL with its message as the reason (the stack stays in the cause). */
export function asSohoaError(thrown: unknown): SohoaError {
  if (thrown instanceof SohoaError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const code = isFull(thrown) ? 'STORE_FULL' : 'INTERNAL';
  return new SohoaError(code, { reason }, { cause: thrown });
}

/** No space or quota left, wherever in a store it was noticed. */
const isFull = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT');
