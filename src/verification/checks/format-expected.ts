import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** FC_IEFF. Formats of ISO 32000-2 12.8 and ETSI EN 319 142-1; the two of 2008 and before are read and called weak. */
export const formatExpected = defineCheck({
  id: 'format-expected',
  dss: ['FC_IEFF'],
  group: 'integrity',
  question: text('Định dạng chữ ký có được chấp nhận không?', 'Is the format of the signature an expected one?'),
  answers: {
    expected: passed('Định dạng {subfilter} được chấp nhận.', 'The format {subfilter} is accepted.'),
    legacy: unknown(
      'SIG_CONSTRAINTS_FAILURE',
      'Định dạng cũ {subfilter} dùng thuật toán yếu, không đủ căn cứ kết luận.',
      'The legacy format {subfilter} relies on weak algorithms; no conclusion.',
    ),
    unknown: failed(
      'FORMAT_FAILURE',
      'Định dạng chữ ký {subfilter} không phải chữ ký PDF được công nhận.',
      'The format {subfilter} is no recognised PDF signature.',
    ),
    mismatch: failed(
      'FORMAT_FAILURE',
      'Định dạng {subfilter} không hợp với loại {type} của từ điển chữ ký.',
      'The format {subfilter} does not fit the dictionary type {type}.',
    ),
    odd: warning(
      'Định dạng {subfilter} được chấp nhận, nhưng khác lệ thường:',
      'The format {subfilter} is accepted, but unusual:',
    ),
    wrong: failed('FORMAT_FAILURE', 'Định dạng chữ ký sai:', 'The format of the signature is wrong:'),
    typeless: warning(
      'Từ điển chữ ký không ghi /Type; định dạng {subfilter}.',
      'No /Type is written; format {subfilter}.',
    ),
  },
  ask({ placed, kind }) {
    if (placed === null) return null;
    const subfilter = placed.subFilter ?? '(không có)';
    const type = placed.dictionaryType ?? '(không ghi)';
    const found = worstOf(placed.findings('format-expected'));
    if (found && found.answer !== 'warning') return { answer: 'wrong', detail: found.detail };
    if (kind === 'document-timestamp')
      return placed.subFilter === 'ETSI.RFC3161'
        ? { answer: 'expected', values: { subfilter } }
        : { answer: 'mismatch', values: { subfilter, type } };
    if (placed.subFilter === 'adbe.pkcs7.sha1' || placed.subFilter === 'adbe.x509.rsa_sha1')
      return { answer: 'legacy', values: { subfilter } };
    if (placed.subFilter !== 'ETSI.CAdES.detached' && placed.subFilter !== 'adbe.pkcs7.detached')
      return { answer: 'unknown', values: { subfilter } };
    if (placed.dictionaryType === null) return { answer: 'typeless', values: { subfilter } };
    if (placed.dictionaryType !== 'Sig') return { answer: 'mismatch', values: { subfilter, type } };
    return found
      ? { answer: 'odd', values: { subfilter }, detail: found.detail }
      : { answer: 'expected', values: { subfilter } };
  },
});
