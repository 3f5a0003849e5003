import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown } from '../check.ts';

/**
 * The attack of signatures.md 3.3 on certified files: a new visible signature field that nobody signed, or whose signature no
 * reader can rely on, shows what the certifier never saw.
 */
export const sneakySignature = defineCheck({
  id: 'sneaky-signature',
  dss: [],
  group: 'later-changes',
  question: text(
    'Các ô ký hiển thị thêm sau chứng nhận có chữ ký hợp lệ không?',
    'Do visible signature fields added after certification hold valid signatures?',
  ),
  answers: {
    none: passed(
      'Không có ô ký hiển thị đáng ngờ thêm sau chứng nhận.',
      'No suspicious visible field follows the certification.',
    ),
    unsigned: failed(
      'FORMAT_FAILURE',
      'Sau chứng nhận có thêm ô ký hiển thị nhưng không ai ký: {fields}.',
      'A visible signature field that nobody signed follows the certification: {fields}.',
    ),
    unreliable: unknown(
      'GENERIC',
      'Sau chứng nhận có thêm chữ ký hiển thị không hợp lệ: {fields}.',
      'A visible signature that is not valid follows the certification: {fields}.',
    ),
  },
  ask({ placed }) {
    if (placed === null) return null;
    const { certified, changes, isValid } = placed.changes();
    if (!certified) return null;
    const visible = changes.filter(({ boxPt }) => boxPt !== null && boxPt[2] > boxPt[0] && boxPt[3] > boxPt[1]);
    const fieldsOf = (...codes: readonly string[]): readonly string[] => [
      ...new Set(
        visible.flatMap(({ code, fieldName }) => (codes.includes(code) && fieldName !== null ? [fieldName] : [])),
      ),
    ];
    const signed = fieldsOf('signature-added', 'signature-field-signed');
    const unsigned = fieldsOf('signature-field-added').filter((name) => !signed.includes(name));
    if (unsigned.length > 0) return { answer: 'unsigned', values: { fields: unsigned.join(', ') } };
    const bad = signed.filter((name) => !isValid(name));
    return bad.length > 0 ? { answer: 'unreliable', values: { fields: bad.join(', ') } } : { answer: 'none' };
  },
});
