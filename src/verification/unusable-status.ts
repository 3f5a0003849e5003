import { type Text, text } from '../domain/text.ts';

/** What the pki room says of status data that it read and cannot use, in the words of the reader. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/from after the certificate expired/, 'phát hành sau khi chứng thư hết hạn nên không nói gì về chứng thư'],
  [/from the future/, 'mang thời điểm trong tương lai'],
  [/signed by nobody known/, 'không rõ do ai ký'],
  [/whose own status is not good/, 'do chứng thư không còn tốt ký'],
  [/is about another certificate|is not for this certificate|of another distribution point/, 'nói về chứng thư khác'],
  [/unknown critical extension/, 'có phần mở rộng bắt buộc không nhận dạng được'],
  [/nextUpdate before thisUpdate/, 'ghi thời hạn mâu thuẫn'],
  [/nonce differs/, 'không đáp đúng câu hỏi đã gửi'],
  [/vouches for itself/, 'do chính chứng thư này tự xác nhận'],
  [/responder of another CA/, 'do nơi trả lời của CA khác ký'],
  [/OCSPSigning usage|may not sign/, 'do chứng thư không được phép trả lời trạng thái ký'],
  [/was not valid when it answered/, 'do chứng thư không còn hiệu lực khi trả lời ký'],
  [
    /not marked indirect|for attribute|for end entities|for CA certificates|for some reasons/,
    'không thuộc phạm vi của chứng thư',
  ],
  [/delta CRL without its base/, 'là bản cập nhật, thiếu danh sách gốc'],
];

/** One source in vain: an address with what went wrong there, or data that were there and are of no use. */
export function unusableStatus(reason: string): Text {
  const address = /^https?:\S+?(?=:? )/.exec(reason)?.[0];
  if (address !== undefined) return text(address, reason);
  const kind = /^(OCSP|CRL|delta CRL)/.exec(reason)?.[0] ?? 'OCSP/CRL';
  const phrase = phrases.find(([pattern]) => pattern.test(reason))?.[1] ?? 'không đọc được';
  return text(`${kind} ${phrase}`, reason);
}

/** True when something answered, though nothing that it said can be used. */
export const wasReached = (ignored: readonly string[]): boolean =>
  ignored.length > 0 && ignored.every((reason) => !/^https?:/.test(reason));
