import { SohoaError } from '../domain/errors.ts';
import { fill, type Text, text } from '../domain/text.ts';

/** Why a signature is refused: the rule's id for programs, a sentence for people. */
const rules = {
  'no-room': text(
    'trang không còn chỗ trống cho khối chữ ký ở {place}; hãy chỉ định vị trí.',
    'the page has no free room for the block at {place}; give its place.',
  ),
  'value-missing': text('thiếu thông tin hiển thị “{name}”.', 'the value "{name}" to be shown is missing.'),
  'font-lacks': text(
    'phông chữ thiếu ký tự {characters}; hãy dùng phông khác.',
    'the font has no glyph for {characters}; use another font.',
  ),
  'image-missing': text(
    'hồ sơ chữ ký {profile} cần ảnh chữ ký hoặc ảnh dấu.',
    'profile {profile} needs the image of the signature or seal.',
  ),
  'image-unsuitable': text('ảnh không dùng được: {why}.', 'the image cannot be used: {why}.'),
  'seal-place': text(
    'không đặt được dấu đúng kích thước thật tại vị trí quy định: {why}.',
    'the seal does not fit its place at its real size: {why}.',
  ),
  'profile-not-in-force': text(
    'hồ sơ chữ ký {profile} không có hiệu lực ngày {day}.',
    'profile {profile} was not in force on {day}.',
  ),
  'field-unsuitable': text(
    'trường chữ ký “{field}” không dùng được: {why}.',
    'signature field "{field}" cannot be used: {why}.',
  ),
  'file-unsuitable': text('tệp không ký được: {why}.', 'the file cannot be signed: {why}.'),
  'needs-a-person': text(
    'tệp có chỗ cần người xem trước khi ký: {why}',
    'a person must look at the file before it is signed: {why}',
  ),
  'page-missing': text('tệp không có trang {page}.', 'the file has no page {page}.'),
  'locked-by-certification': text(
    'chữ ký chứng nhận {field} không cho phép thêm chữ ký (DocMDP mức 1).',
    'certification {field} allows no further signature (DocMDP P=1).',
  ),
  'locked-field': text('chữ ký {field} đã khóa trường “{locked}”.', 'signature {field} locks the field "{locked}".'),
  'seed-value': text(
    'trường chữ ký “{field}” bắt buộc điều kiện không đáp ứng được: {why}.',
    'signature field "{field}" demands what cannot be met: {why}.',
  ),
  'earlier-signature-invalid': text(
    'chữ ký trước ({field}) KHÔNG HỢP LỆ: {why}.',
    'an earlier signature ({field}) is INVALID: {why}.',
  ),
  'input-signed': text(
    'tệp đã có chữ ký {field}; hồ sơ {profile} chỉ ký trên tệp chưa ký.',
    'the file bears signature {field} already; {profile} signs unsigned files only.',
  ),
  'not-a-scan': text(
    'sao y chỉ thực hiện từ văn bản giấy: {why}.',
    'a certified copy (sao y) is made from paper only: {why}.',
  ),
  'no-sao-y': text('sao lục chỉ thực hiện từ bản sao y: {why}.', 'sao lục is made from a bản sao y only: {why}.'),
  'leader-not-valid': text(
    'chữ ký của người có thẩm quyền chưa HỢP LỆ: {why}.',
    "the competent person's signature is not VALID: {why}.",
  ),
  'certificate-not-valid': text(
    'chứng thư của khóa ký không dùng được: {why}.',
    'the signing certificate cannot be used: {why}.',
  ),
  'wrong-store': text(
    'chứng thư thuộc hệ thống {found}, vị trí ký này yêu cầu {wanted}.',
    'the certificate belongs to {found}; this slot requires {wanted}.',
  ),
  'key-mismatch': text('khóa ký không khớp chứng thư.', 'the key does not match its certificate.'),
  'cms-mismatch': text(
    'chữ ký trả về không thuộc tài liệu đã gửi: {why}.',
    'the signature does not belong to the document: {why}.',
  ),
  'cms-too-large': text(
    'chữ ký dài {size} byte, chỗ dành sẵn {room} byte.',
    'the signature takes {size} bytes, {room} are reserved.',
  ),
  'prepared-changed': text('tài liệu chuẩn bị ký đã bị thay đổi.', 'the prepared document was changed.'),
  'hand-off': text('tệp trả về không nhận được: {why}.', 'the returned file is not accepted: {why}.'),
} as const satisfies Record<string, Text>;

export type RefusalRule = keyof typeof rules;

/** SIGN_REFUSED with the rule's id in its details; values may come in both languages (`why_vi`, `why_en`). */
export function refusal(rule: RefusalRule, values: Readonly<Record<string, string | number>> = {}): SohoaError {
  const reason = fill(rules[rule], values);
  return new SohoaError('SIGN_REFUSED', { rule, reason_vi: reason.vi, reason_en: reason.en });
}
