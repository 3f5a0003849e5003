import { SohoaError } from '../domain/errors.ts';
import { fill, type Text, text } from '../domain/text.ts';

/** Why a signature is refused: the rule's id for programs, a sentence for people. */
const rules = {
  'no-room': text(
    'trang không còn chỗ trống cho khối chữ ký ở {place}; hãy chỉ định vị trí.',
    'the page has no free room for the block at {place}; give its place.',
  ),
  'value-missing': text(
    'thiếu thông tin hiển thị “{name}”; hãy cung cấp khi gửi ký.',
    'the value "{name}" to be shown is missing; give it with the request.',
  ),
  'font-lacks': text(
    'phông chữ thiếu ký tự {characters}; hãy dùng phông khác.',
    'the font has no glyph for {characters}; use another font.',
  ),
  'image-missing': text(
    'hồ sơ chữ ký {profile} cần ảnh chữ ký hoặc ảnh dấu; hãy cấu hình ảnh PNG nền trong.',
    'profile {profile} needs the image of the signature or seal; configure a transparent PNG.',
  ),
  'image-unsuitable': text('ảnh không dùng được: {why}.', 'the image cannot be used: {why}.'),
  'seal-place': text(
    'không đặt được dấu đúng kích thước thật tại vị trí quy định: {why}.',
    'the seal does not fit its place at its real size: {why}.',
  ),
  'profile-not-in-force': text(
    'hồ sơ chữ ký {profile} không có hiệu lực ngày {day}; hãy kiểm tra ngày tiếp nhận.',
    'profile {profile} was not in force on {day}; check the reception day.',
  ),
  'field-unsuitable': text(
    'trường chữ ký “{field}” không dùng được: {why}.',
    'signature field "{field}" cannot be used: {why}.',
  ),
  'file-unsuitable': text(
    'tệp không ký được: {why}. Hãy số hóa lại hoặc xin tệp khác từ nơi gửi.',
    'the file cannot be signed: {why}. Digitize it again, or ask its sender for another file.',
  ),
  'needs-a-person': text(
    'tệp có chỗ cần người xem trước khi ký: {why}. Sau khi xem, ký lại với --reviewed.',
    'a person must look at the file before it is signed: {why}. After that, sign with --reviewed.',
  ),
  'page-missing': text('tệp không có trang {page}.', 'the file has no page {page}.'),
  'locked-by-certification': text(
    'chữ ký chứng nhận {field} không cho phép thêm chữ ký (DocMDP mức 1). Hãy xin bản không khóa từ người ký.',
    'certification {field} allows no further signature (DocMDP P=1). Ask its signer for a file that is not locked.',
  ),
  'locked-field': text(
    'chữ ký {field} đã khóa trường “{locked}”; hãy dùng trường khác.',
    'signature {field} locks the field "{locked}"; use another field.',
  ),
  'seed-value': text(
    'trường chữ ký “{field}” bắt buộc điều kiện không đáp ứng được: {why}.',
    'signature field "{field}" demands what cannot be met: {why}.',
  ),
  'earlier-signature-invalid': text(
    'chữ ký trước ({field}) KHÔNG HỢP LỆ: {why}. Hãy xin lại tệp nguyên vẹn từ người ký.',
    'an earlier signature ({field}) is INVALID: {why}. Ask its signer for an intact file.',
  ),
  'input-signed': text(
    'tệp đã có chữ ký {field}; hồ sơ {profile} chỉ ký trên tệp chưa ký.',
    'the file bears signature {field} already; {profile} signs unsigned files only.',
  ),
  'not-a-scan': text(
    'sao y chỉ thực hiện từ văn bản giấy: {why}. Bản điện tử gốc được dùng ngay, không sao y; từ bản sao y thì làm sao lục.',
    'a certified copy (sao y) is made from paper only: {why}. An electronic original is used as it is; of a sao y a sao lục is made.',
  ),
  'no-sao-y': text(
    'sao lục chỉ thực hiện từ bản sao y: {why}. Hãy sao y từ bản giấy trước.',
    'sao lục is made from a bản sao y only: {why}. Make the sao y from the paper first.',
  ),
  'leader-not-valid': text(
    'chữ ký của người có thẩm quyền chưa HỢP LỆ: {why}. Cơ quan chỉ ký sau khi chữ ký đó HỢP LỆ.',
    "the competent person's signature is not VALID: {why}. The agency signs only after it is.",
  ),
  'certificate-not-valid': text(
    'chứng thư của khóa ký không dùng được: {why}. Xem `sohoa keys check`.',
    'the signing certificate cannot be used: {why}. See `sohoa keys check`.',
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
  'hand-off': text(
    'tệp trả về không nhận được: {why}. Hãy tải lại tài liệu gốc và ký lại.',
    'the returned file is not accepted: {why}. Fetch the document again and sign that.',
  ),
} as const satisfies Record<string, Text>;

export type RefusalRule = keyof typeof rules;

/** A sentence that becomes part of another loses its stop. */
const clause = (value: string | number): string | number =>
  typeof value === 'string' ? value.replace(/\.$/, '') : value;

/** SIGN_REFUSED with the rule's id in its details; values may come in both languages (`why_vi`, `why_en`). */
export function refusal(rule: RefusalRule, values: Readonly<Record<string, string | number>> = {}): SohoaError {
  const reason = fill(
    rules[rule],
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, clause(value)])),
  );
  return new SohoaError('SIGN_REFUSED', { rule, reason_vi: reason.vi, reason_en: reason.en });
}
