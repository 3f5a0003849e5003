import type { CheckStatus, SubIndication } from '../domain/signature-report.ts';
import { fill, type Text, text } from '../domain/text.ts';

/**
 * One answer of this room: what was asked (`check`, an id of signatures.md 2.1), how it went and why.
 * The verification room turns findings into report rows; nothing here prints.
 */
export interface Finding {
  readonly check: CheckId;
  readonly code: FindingCode;
  readonly status: CheckStatus;
  /** Set when the status is FAILED or UNKNOWN. */
  readonly subIndication: SubIndication | null;
  readonly text: Text;
}

export type CheckId =
  | 'cms-shape'
  | 'one-signer-info'
  | 'no-econtent'
  | 'message-digest'
  | 'signature-intact'
  | 'signing-certificate'
  | 'chain'
  | 'key-usage'
  | 'validity'
  | 'revocation'
  | 'revocation-fresh'
  | 'timestamp'
  | 'algorithms'
  | 'past-validation';

type Row = readonly [check: CheckId, status: CheckStatus, subIndication: SubIndication | null, message: Text];

const row = (check: CheckId, status: CheckStatus, sub: SubIndication | null, vi: string, en: string): Row => [
  check,
  status,
  sub,
  text(vi, en),
];

/** The one table of answers: code → check, status, ETSI sub-indication, sentence (`{name}` is filled from the details). */
const table = {
  // shape (signatures.md 2.7)
  CMS_UNREADABLE: row(
    'cms-shape',
    'FAILED',
    'FORMAT_FAILURE',
    'Không đọc được cấu trúc chữ ký: {reason}.',
    'The signature structure cannot be read: {reason}.',
  ),
  CMS_TRAILING_BYTES: row(
    'cms-shape',
    'FAILED',
    'FORMAT_FAILURE',
    'Sau cấu trúc chữ ký còn dữ liệu lạ.',
    'Foreign data follow the signature structure.',
  ),
  CMS_NOT_DER: row(
    'cms-shape',
    'WARNING',
    null,
    'Cấu trúc chữ ký mã hóa BER, không phải DER.',
    'The signature structure is BER, not DER.',
  ),
  CMS_CONSTRUCTED_NULL: row(
    'cms-shape',
    'WARNING',
    null,
    'Có {count} giá trị NULL mã hóa sai kiểu (thường gặp ở công cụ ký cũ).',
    '{count} NULL values are wrongly encoded (met in older signing tools).',
  ),
  CMS_OTHER_CERTIFICATE: row(
    'cms-shape',
    'WARNING',
    null,
    'Chữ ký kèm chứng thư thuộc tính, không được xét.',
    'The signature carries an attribute certificate, which is not considered.',
  ),
  CMS_CERTIFICATE_UNREADABLE: row(
    'cms-shape',
    'WARNING',
    null,
    'Một chứng thư kèm theo không đọc được, bị bỏ qua.',
    'An enclosed certificate is unreadable and was ignored.',
  ),
  CMS_CONTENT_TYPE: row(
    'cms-shape',
    'FAILED',
    'FORMAT_FAILURE',
    'Kiểu nội dung của chữ ký không đúng ({found}).',
    'Wrong content type of the signature ({found}).',
  ),
  CMS_CONTENT_TYPE_ATTRIBUTE: row(
    'cms-shape',
    'FAILED',
    'FORMAT_FAILURE',
    'Thuộc tính content-type thiếu hoặc không khớp.',
    'The content-type attribute is missing or does not match.',
  ),
  CMS_ATTRIBUTE_TWICE: row(
    'cms-shape',
    'FAILED',
    'FORMAT_FAILURE',
    'Thuộc tính {oid} xuất hiện nhiều lần.',
    'Attribute {oid} occurs more than once.',
  ),
  CMS_ATTRIBUTES_NOT_DER: row(
    'cms-shape',
    'FAILED',
    'FORMAT_FAILURE',
    'Các thuộc tính được ký không mã hóa theo DER.',
    'The signed attributes are not encoded in DER.',
  ),
  CMS_ATTRIBUTES_MISSING: row(
    'cms-shape',
    'FAILED',
    'FORMAT_FAILURE',
    'Dấu thời gian không có thuộc tính được ký.',
    'The time stamp has no signed attributes.',
  ),
  CMS_NO_SIGNED_ATTRIBUTES: row(
    'cms-shape',
    'WARNING',
    null,
    'Chữ ký không có thuộc tính được ký (kiểu PKCS#7 cũ).',
    'The signature has no signed attributes (old PKCS#7 form).',
  ),
  CMS_ALGORITHM_PROTECTION: row(
    'cms-shape',
    'FAILED',
    'FORMAT_FAILURE',
    'Thuật toán trong phần đầu khác thuật toán được bảo vệ.',
    'The algorithms in the header differ from the protected ones.',
  ),
  CMS_COUNTER_SIGNATURE: row(
    'cms-shape',
    'WARNING',
    null,
    'Có chữ ký xác nhận kèm theo, không được xét.',
    'A counter-signature is present and not considered.',
  ),
  CMS_DIGEST_NOT_LISTED: row(
    'cms-shape',
    'FAILED',
    'FORMAT_FAILURE',
    'Thuật toán băm của người ký không có trong danh sách của chữ ký.',
    "The signer's digest algorithm is not listed by the signature.",
  ),
  CMS_DIGEST_DIFFERS: row(
    'cms-shape',
    'FAILED',
    'FORMAT_FAILURE',
    'Thuật toán băm không nhất quán ({header}, {signature}).',
    'Inconsistent digest algorithms ({header}, {signature}).',
  ),
  CMS_PSS_PARAMETERS: row(
    'cms-shape',
    'FAILED',
    'FORMAT_FAILURE',
    'Tham số RSASSA-PSS không nhất quán.',
    'Inconsistent RSASSA-PSS parameters.',
  ),
  CMS_ONE_SIGNER: row(
    'one-signer-info',
    'PASSED',
    null,
    'Có đúng một người ký trong cấu trúc chữ ký.',
    'Exactly one signer in the signature structure.',
  ),
  CMS_SIGNER_COUNT: row(
    'one-signer-info',
    'FAILED',
    'FORMAT_FAILURE',
    'Cấu trúc chữ ký có {count} người ký, phải là một.',
    'The signature structure has {count} signers, one is required.',
  ),
  CMS_CONTENT_ABSENT: row(
    'no-econtent',
    'PASSED',
    null,
    'Chữ ký tách rời khỏi nội dung.',
    'The signature is detached.',
  ),
  CMS_CONTENT_UNEXPECTED: row(
    'no-econtent',
    'FAILED',
    'FORMAT_FAILURE',
    'Chữ ký mang nội dung riêng, không phải nội dung của tệp này.',
    'The signature carries content of its own, not that of this file.',
  ),
  CMS_CONTENT_MISSING: row(
    'no-econtent',
    'FAILED',
    'FORMAT_FAILURE',
    'Thiếu nội dung bên trong cấu trúc.',
    'The content inside the structure is missing.',
  ),
  // cryptography
  DIGEST_MATCHES: row(
    'message-digest',
    'PASSED',
    null,
    'Nội dung không bị thay đổi kể từ khi ký.',
    'The content has not changed since it was signed.',
  ),
  DIGEST_MISMATCH: row(
    'message-digest',
    'FAILED',
    'HASH_FAILURE',
    'Nội dung đã bị thay đổi sau khi ký.',
    'The content was changed after it was signed.',
  ),
  CMS_DIGEST_ATTRIBUTE: row(
    'message-digest',
    'FAILED',
    'FORMAT_FAILURE',
    'Thuộc tính message-digest thiếu hoặc lặp.',
    'The message-digest attribute is missing or repeated.',
  ),
  SIGNATURE_INTACT: row(
    'signature-intact',
    'PASSED',
    null,
    'Giá trị chữ ký đúng với khóa của chứng thư ({scheme}).',
    "The signature value fits the certificate's key ({scheme}).",
  ),
  SIGNATURE_BROKEN: row(
    'signature-intact',
    'FAILED',
    'SIG_CRYPTO_FAILURE',
    'Giá trị chữ ký không đúng với khóa của chứng thư.',
    "The signature value does not fit the certificate's key.",
  ),
  SIGNATURE_NOT_CHECKED: row(
    'signature-intact',
    'UNKNOWN',
    'NO_SIGNING_CERTIFICATE_FOUND',
    'Chưa kiểm tra được giá trị chữ ký vì thiếu chứng thư người ký.',
    "The signature value cannot be checked without the signer's certificate.",
  ),
  ALGORITHM_UNKNOWN: row(
    'algorithms',
    'UNKNOWN',
    'GENERIC',
    'Không nhận dạng được thuật toán ({name}).',
    'Unknown algorithm ({name}).',
  ),
  ALGORITHM_WEAK: row(
    'algorithms',
    'UNKNOWN',
    'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    'Thuật toán yếu ({name}), không có bằng chứng ký trước {until}.',
    'Weak algorithm ({name}), no proof of a signature before {until}.',
  ),
  ALGORITHM_REFUSED: row(
    'algorithms',
    'FAILED',
    'CRYPTO_CONSTRAINTS_FAILURE',
    'Thuật toán yếu ({name}) không được chấp nhận cho chữ ký mới.',
    'Weak algorithm ({name}) not accepted for new signatures.',
  ),
  // signing certificate
  SIGNING_CERTIFICATE_BOUND: row(
    'signing-certificate',
    'PASSED',
    null,
    'Chứng thư người ký được chỉ định và gắn với chữ ký.',
    "The signer's certificate is named by and bound to the signature.",
  ),
  SIGNING_CERTIFICATE_UNBOUND: row(
    'signing-certificate',
    'WARNING',
    null,
    'Chữ ký không gắn với chứng thư (thiếu signing-certificate): mức PKCS7.',
    'The signature is not bound to its certificate (no signing-certificate attribute): level PKCS7.',
  ),
  SIGNING_CERTIFICATE_MISMATCH: row(
    'signing-certificate',
    'FAILED',
    'SIG_CRYPTO_FAILURE',
    'Chứng thư không phải chứng thư mà chữ ký đã gắn.',
    'The certificate is not the one that the signature is bound to.',
  ),
  SIGNING_CERTIFICATE_NOT_FOUND: row(
    'signing-certificate',
    'UNKNOWN',
    'NO_SIGNING_CERTIFICATE_FOUND',
    'Không tìm thấy chứng thư người ký ({signer}).',
    "The signer's certificate was not found ({signer}).",
  ),
  ESS_UNREADABLE: row(
    'signing-certificate',
    'FAILED',
    'FORMAT_FAILURE',
    'Thuộc tính signing-certificate sai cấu trúc hoặc bị lặp.',
    'The signing-certificate attribute is malformed or repeated.',
  ),
  // path (RFC 5280 6)
  CHAIN_TRUSTED: row('chain', 'PASSED', null, 'Đường dẫn tin cậy tới {anchor}.', 'Trusted path to {anchor}.'),
  CHAIN_NOT_FOUND: row(
    'chain',
    'UNKNOWN',
    'NO_CERTIFICATE_CHAIN_FOUND',
    'Thiếu chứng thư trung gian, chưa dựng được đường dẫn tin cậy từ {subject}.',
    'An intermediate certificate is missing; no path from {subject} could be built.',
  ),
  CHAIN_UNTRUSTED: row(
    'chain',
    'FAILED',
    'CHAIN_CONSTRAINTS_FAILURE',
    'Chứng thư không thuộc đường dẫn tin cậy được chấp nhận cho vị trí ký này (gốc: {root}).',
    'The certificate does not belong to a path that is accepted for this slot (root: {root}).',
  ),
  CHAIN_NOT_CA: row(
    'chain',
    'FAILED',
    'CHAIN_CONSTRAINTS_FAILURE',
    '{subject} không phải chứng thư CA.',
    '{subject} is not a CA certificate.',
  ),
  CHAIN_PATH_LENGTH: row(
    'chain',
    'FAILED',
    'CHAIN_CONSTRAINTS_FAILURE',
    '{subject} vượt độ dài đường dẫn cho phép.',
    '{subject} exceeds the permitted path length.',
  ),
  CHAIN_NO_CERT_SIGN: row(
    'chain',
    'FAILED',
    'CHAIN_CONSTRAINTS_FAILURE',
    '{subject} không được phép cấp chứng thư.',
    '{subject} may not issue certificates.',
  ),
  CHAIN_NAME_CONSTRAINT: row(
    'chain',
    'FAILED',
    'CHAIN_CONSTRAINTS_FAILURE',
    'Tên {subject} nằm ngoài phạm vi mà CA được cấp.',
    'The name {subject} is outside what its CA may issue.',
  ),
  CHAIN_POLICY: row(
    'chain',
    'FAILED',
    'CHAIN_CONSTRAINTS_FAILURE',
    'Đường dẫn không có chính sách chứng thư mà nó đòi hỏi.',
    'The path lacks a certificate policy that it requires.',
  ),
  CHAIN_UNKNOWN_EXTENSION: row(
    'chain',
    'FAILED',
    'CHAIN_CONSTRAINTS_FAILURE',
    '{subject} có phần mở rộng quan trọng không hiểu được ({oid}).',
    '{subject} has an unknown critical extension ({oid}).',
  ),
  CHAIN_ANCHOR_ENDED: row(
    'chain',
    'UNKNOWN',
    'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    'Gốc {anchor} chỉ được tin cậy đến {until}.',
    'The anchor {anchor} is trusted until {until} only.',
  ),
  CHAIN_LIMIT: row(
    'chain',
    'UNKNOWN',
    'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    'Quá {limit} đường dẫn đã thử; dừng để bảo đảm an toàn.',
    'More than {limit} paths tried; stopped for safety.',
  ),
  // usage
  KEY_USAGE_SIGNING: row('key-usage', 'PASSED', null, 'Chứng thư được phép ký số.', 'The certificate may sign.'),
  KEY_USAGE_ABSENT: row(
    'key-usage',
    'UNKNOWN',
    'SIG_CONSTRAINTS_FAILURE',
    'Chứng thư không ghi mục đích sử dụng.',
    'The certificate does not state its purpose.',
  ),
  KEY_USAGE_REFUSED: row(
    'key-usage',
    'FAILED',
    'SIG_CONSTRAINTS_FAILURE',
    'Chứng thư không được cấp quyền ký.',
    'The certificate has no right to sign.',
  ),
  TSA_USAGE: row(
    'key-usage',
    'FAILED',
    'SIG_CONSTRAINTS_FAILURE',
    'Chứng thư dấu thời gian không có mục đích duy nhất và bắt buộc timeStamping.',
    'The TSA certificate lacks the sole, critical purpose timeStamping.',
  ),
  // validity
  VALID_AT: row(
    'validity',
    'PASSED',
    null,
    'Chứng thư {subject} còn hiệu lực tại thời điểm xét.',
    'The certificate {subject} is within its validity at the control time.',
  ),
  NOT_YET_VALID: row(
    'validity',
    'FAILED',
    'NOT_YET_VALID',
    'Chứng thư {subject} chưa có hiệu lực tại thời điểm ký.',
    'The certificate {subject} was not yet valid at the signing time.',
  ),
  EXPIRED: row(
    'validity',
    'FAILED',
    'EXPIRED',
    'Chứng thư {subject} đã hết hạn trước thời điểm ký.',
    'The certificate {subject} had expired before the signing time.',
  ),
  EXPIRED_NO_POE: row(
    'validity',
    'UNKNOWN',
    'OUT_OF_BOUNDS_NO_POE',
    'Chứng thư {subject} nay đã hết hạn và chưa có thời điểm ký tin cậy.',
    'The certificate {subject} has expired and there is no trusted signing time.',
  ),
  // revocation
  NOT_REVOKED: row(
    'revocation',
    'PASSED',
    null,
    'Chứng thư {subject} không bị thu hồi tại thời điểm xét (nguồn {source}, {time}).',
    'The certificate {subject} was not revoked at the control time (source {source}, {time}).',
  ),
  REVOKED: row(
    'revocation',
    'FAILED',
    'REVOKED',
    'Chứng thư {subject} đã bị thu hồi từ {time}, trước thời điểm ký.',
    'The certificate {subject} was revoked on {time}, before the signing time.',
  ),
  REVOKED_LATER: row(
    'revocation',
    'WARNING',
    null,
    'Chứng thư {subject} bị thu hồi ngày {time}, sau thời điểm ký đã được chứng minh.',
    'The certificate {subject} was revoked on {time}, after the proven signing time.',
  ),
  REVOKED_NO_POE: row(
    'revocation',
    'UNKNOWN',
    'REVOKED_NO_POE',
    'Chứng thư {subject} nay đã bị thu hồi ({time}) và chưa có thời điểm ký tin cậy.',
    'The certificate {subject} is revoked ({time}) and there is no trusted signing time.',
  ),
  REVOKED_CA_NO_POE: row(
    'revocation',
    'UNKNOWN',
    'REVOKED_CA_NO_POE',
    'CA {subject} đã bị thu hồi ({time}) và không có bằng chứng ký trước đó.',
    'The CA {subject} is revoked ({time}) and nothing proves a signature before that.',
  ),
  ON_HOLD: row(
    'revocation',
    'UNKNOWN',
    'TRY_LATER',
    'Chứng thư {subject} đang bị tạm dừng.',
    'The certificate {subject} is on hold.',
  ),
  STATUS_UNKNOWN: row(
    'revocation',
    'UNKNOWN',
    'TRY_LATER',
    'Nơi cấp không biết trạng thái của chứng thư {subject}.',
    'The issuer does not know the status of {subject}.',
  ),
  STATUS_UNAVAILABLE: row(
    'revocation',
    'UNKNOWN',
    'TRY_LATER',
    'Không kết nối được nguồn trạng thái chứng thư {subject}; sẽ kiểm tra lại.',
    'No source for the status of {subject} can be reached; it will be checked again.',
  ),
  STATUS_NOT_PUBLISHED: row(
    'revocation',
    'UNKNOWN',
    'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    'Chứng thư {subject} không ghi nơi tra trạng thái và không có dữ liệu kèm theo.',
    'The certificate {subject} names no source for its status and no data came with it.',
  ),
  STATUS_NOT_NEEDED: row(
    'revocation',
    'PASSED',
    null,
    'Chứng thư {subject} không cần tra trạng thái (ocsp-nocheck).',
    'The certificate {subject} needs no status (ocsp-nocheck).',
  ),
  STATUS_IGNORED: row(
    'revocation',
    'WARNING',
    null,
    'Một dữ liệu trạng thái bị bỏ qua: {reason}.',
    'One piece of status information was ignored: {reason}.',
  ),
  STATUS_FRESH: row(
    'revocation-fresh',
    'PASSED',
    null,
    'Dữ liệu trạng thái đủ mới ({time}).',
    'The status information is fresh ({time}).',
  ),
  STATUS_STALE: row(
    'revocation-fresh',
    'UNKNOWN',
    'TRY_LATER',
    'Dữ liệu trạng thái của {subject} không đủ mới ({time}); sẽ kiểm tra lại sau {next}.',
    'The status information on {subject} is not fresh ({time}); it will be checked again after {next}.',
  ),
  // time stamps (signatures.md 2.8)
  TIMESTAMP_VALID: row('timestamp', 'PASSED', null, 'Dấu thời gian hợp lệ: {time}.', 'Valid time stamp: {time}.'),
  TIMESTAMP_UNREADABLE: row(
    'timestamp',
    'FAILED',
    'FORMAT_FAILURE',
    'Không đọc được dấu thời gian: {reason}.',
    'The time stamp cannot be read: {reason}.',
  ),
  TIMESTAMP_IMPRINT: row(
    'timestamp',
    'FAILED',
    'HASH_FAILURE',
    'Dấu thời gian không thuộc về dữ liệu này.',
    'The time stamp does not belong to these data.',
  ),
  TIMESTAMP_NONCE: row(
    'timestamp',
    'FAILED',
    'FORMAT_FAILURE',
    'Dấu thời gian không phải câu trả lời cho yêu cầu đã gửi (nonce khác).',
    'The time stamp does not answer the request that was sent (other nonce).',
  ),
  TIMESTAMP_POLICY: row(
    'timestamp',
    'FAILED',
    'FORMAT_FAILURE',
    'Dấu thời gian theo chính sách khác ({found}).',
    'The time stamp follows another policy ({found}).',
  ),
  TIMESTAMP_VERSION: row(
    'timestamp',
    'FAILED',
    'FORMAT_FAILURE',
    'Phiên bản dấu thời gian không đúng.',
    'Wrong version of the time stamp.',
  ),
  TIMESTAMP_FUTURE: row(
    'timestamp',
    'FAILED',
    'TIMESTAMP_ORDER_FAILURE',
    'Dấu thời gian {time} nằm ở tương lai.',
    'The time stamp {time} lies in the future.',
  ),
  TIMESTAMP_BROKEN: row(
    'timestamp',
    'FAILED',
    'SIG_CRYPTO_FAILURE',
    'Chữ ký của dấu thời gian không đúng.',
    'The signature of the time stamp is broken.',
  ),
  // past validation
  PAST_VALID: row(
    'past-validation',
    'PASSED',
    null,
    'Chứng minh được chữ ký đã có trước {time}.',
    'The signature is proven to have existed before {time}.',
  ),
  PAST_NO_POE: row(
    'past-validation',
    'UNKNOWN',
    'NO_POE',
    'Không có bằng chứng chữ ký đã tồn tại trước {time}.',
    'Nothing proves that the signature existed before {time}.',
  ),
} as const satisfies Record<string, Row>;

export type FindingCode = keyof typeof table;

export function finding(code: FindingCode, details: Readonly<Record<string, string | number>> = {}): Finding {
  const [check, status, subIndication, message] = table[code];
  return { check, code, status, subIndication, text: fill(message, details) };
}

/** Failed before unknown before the rest: the finding that decides a group. */
export function worstFinding(findings: readonly Finding[]): Finding | null {
  return (
    findings.find(({ status }) => status === 'FAILED') ?? findings.find(({ status }) => status === 'UNKNOWN') ?? null
  );
}
