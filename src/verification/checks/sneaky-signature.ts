import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown } from '../check.ts';

/**
 * The attack of signatures.md 3.3: a new visible signature field that nobody signed, or whose signature no reader can rely
 * on, shows what the signer never saw. In a certified file every such field counts, elsewhere one that paints something: an
 * empty place for the next signer is honest there.
 */
export const sneakySignature = defineCheck({
  id: 'sneaky-signature',
  dss: [],
  group: 'later-changes',
  question: text(
    'Các ô ký hiển thị thêm sau khi ký có chữ ký hợp lệ không?',
    'Do visible signature fields added after signing hold valid signatures?',
  ),
  answers: {
    none: passed(
      'Không có ô ký hiển thị đáng ngờ thêm sau khi ký.',
      'No suspicious visible field was added after signing.',
    ),
    unsigned: failed(
      'FORMAT_FAILURE',
      'Sau chứng nhận có thêm ô ký hiển thị nhưng không ai ký: {fields}.',
      'A visible signature field that nobody signed follows the certification: {fields}.',
    ),
    painted: unknown(
      'GENERIC',
      'Sau khi ký có thêm ô ký có hình hiển thị nhưng không ai ký: {fields}.',
      'A signature field that shows something and that nobody signed was added after signing: {fields}.',
    ),
    unreliable: unknown(
      'GENERIC',
      'Sau chứng nhận có thêm chữ ký hiển thị không hợp lệ: {fields}.',
      'A visible signature that is not valid follows the certification: {fields}.',
    ),
  },
  ask({ placed }) {
    if (placed === null) return null;
    const { certified, changes, isValid, painted } = placed.changes();
    if (!certified) return painted.length > 0 ? { answer: 'painted', values: { fields: painted.join(', ') } } : null;
    const visible = changes.filter(({ boxPt }) => boxPt !== null && boxPt[2] > boxPt[0] && boxPt[3] > boxPt[1]);
    const fieldsOf = (...codes: readonly string[]): readonly string[] => [
      ...new Set(
        visible.flatMap(({ code, fieldName }) => (codes.includes(code) && fieldName !== null ? [fieldName] : [])),
      ),
    ];
    const signed = fieldsOf('signature-added', 'signature-field-signed');
    const empty = fieldsOf('signature-field-added', 'widget-placed').filter((name) => !signed.includes(name));
    const unsigned = [...new Set([...empty, ...painted])];
    if (unsigned.length > 0) return { answer: 'unsigned', values: { fields: unsigned.join(', ') } };
    const bad = signed.filter((name) => !isValid(name));
    return bad.length > 0 ? { answer: 'unreliable', values: { fields: bad.join(', ') } } : { answer: 'none' };
  },
});
