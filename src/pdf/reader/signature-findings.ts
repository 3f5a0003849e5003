import { fill, type Text, text } from '../../domain/text.ts';
import type { FindingSeverity } from './findings.ts';

/** The checks of signatures.md 2.1 that structure alone can answer. */
export type StructuralCheck =
  | 'format-expected'
  | 'not-ambiguous'
  | 'byterange-valid'
  | 'byterange-no-overlap'
  | 'coverage'
  | 'dictionary-consistent';

export interface SignatureFinding {
  readonly id: SignatureFindingId;
  readonly check: StructuralCheck;
  readonly severity: FindingSeverity;
  readonly text: Text;
}

const rows = {
  'value-missing': [
    'byterange-valid',
    'failed',
    'Trường chữ ký có /V nhưng không dẫn tới từ điển chữ ký.',
    'The field has a /V that leads to no signature dictionary.',
  ],
  'value-direct': [
    'format-expected',
    'warning',
    'Từ điển chữ ký nằm trực tiếp trong trường.',
    'The signature dictionary stands directly in its field.',
  ],
  'field-type': [
    'format-expected',
    'failed',
    'Trường mang chữ ký không khai kiểu /Sig.',
    'The field that holds the signature is not of type /Sig.',
  ],
  'shared-dictionary': [
    'not-ambiguous',
    'warning',
    'Một chữ ký được nhiều trường trỏ tới: {names}.',
    'Several fields lead to this one signature: {names}.',
  ],
  'not-in-form': [
    'not-ambiguous',
    'undetermined',
    'Trường chữ ký nằm trên trang nhưng không có trong biểu mẫu.',
    'The signature field stands on a page but not in the form.',
  ],
  'not-on-page': [
    'not-ambiguous',
    'warning',
    'Trường chữ ký có trong biểu mẫu nhưng không nằm trên trang nào.',
    'The signature field is in the form but on no page.',
  ],
  'duplicate-key': [
    'not-ambiguous',
    'failed',
    'Khóa {key} xuất hiện hai lần trong từ điển chữ ký.',
    'Key {key} stands twice in the signature dictionary.',
  ],
  'range-malformed': [
    'byterange-valid',
    'failed',
    '/ByteRange không phải đúng bốn số nguyên không âm.',
    '/ByteRange is not exactly four non-negative integers.',
  ],
  'range-indirect': [
    'byterange-valid',
    'warning',
    '/ByteRange là tham chiếu gián tiếp.',
    '/ByteRange is an indirect reference.',
  ],
  'range-start': [
    'byterange-valid',
    'failed',
    '/ByteRange không bắt đầu từ byte 0.',
    '/ByteRange does not start at 0.',
  ],
  'range-bounds': [
    'byterange-valid',
    'failed',
    '/ByteRange vượt ra ngoài tệp hoặc hai đoạn chồng nhau.',
    '/ByteRange leaves the file or its parts overlap.',
  ],
  'contents-missing': [
    'byterange-valid',
    'failed',
    '/Contents không có, rỗng hoặc không phải chuỗi.',
    '/Contents is missing, empty or no string.',
  ],
  'contents-indirect': [
    'byterange-valid',
    'failed',
    '/Contents là tham chiếu gián tiếp.',
    '/Contents is an indirect reference.',
  ],
  'contents-form': [
    'byterange-valid',
    'failed',
    '/Contents không phải đúng một chuỗi thập lục <…> gồm số chẵn chữ số.',
    '/Contents is not one hexadecimal string of an even number of digits.',
  ],
  'gap-mismatch': [
    'byterange-valid',
    'failed',
    'Khoảng trống của /ByteRange ({gap}) không trùng với /Contents ({contents}).',
    'The gap of /ByteRange ({gap}) is not the /Contents of this dictionary ({contents}).',
  ],
  'contents-padding': [
    'byterange-valid',
    'failed',
    'Sau chữ ký trong /Contents có byte khác 00.',
    'Bytes other than 00 follow the signature inside /Contents.',
  ],
  'range-ends-elsewhere': [
    'coverage',
    'failed',
    '/ByteRange không kết thúc ở cuối bản ghi chữ ký này ({end}).',
    '/ByteRange does not end where the revision of this signature ends ({end}).',
  ],
  'range-covers-padding': [
    'coverage',
    'warning',
    '/ByteRange gồm thêm {count} byte trắng sau %%EOF.',
    '/ByteRange takes in {count} bytes of white space behind %%EOF.',
  ],
  'section-uncovered': [
    'coverage',
    'failed',
    'Bảng tham chiếu ở byte {offset} không nằm trong phần được ký.',
    'The cross-reference section at byte {offset} is not signed.',
  ],
  'range-crosses': [
    'byterange-no-overlap',
    'failed',
    'Phạm vi ký chồng chéo với phạm vi của chữ ký khác.',
    'The byte range crosses that of another signature.',
  ],
  'range-shared': [
    'not-ambiguous',
    'failed',
    'Hai từ điển chữ ký có cùng /ByteRange.',
    'Two signature dictionaries have the same /ByteRange.',
  ],
  'cms-shared': [
    'not-ambiguous',
    'failed',
    'Cùng một chữ ký (CMS) nằm trong hai từ điển.',
    'The same signature (CMS) stands in two dictionaries.',
  ],
  'dictionary-changed': [
    'dictionary-consistent',
    'failed',
    'Khóa {key} của từ điển chữ ký bị đổi ở bản {revision}.',
    'Key {key} of the signature dictionary changed in revision {revision}.',
  ],
  'field-changed': [
    'dictionary-consistent',
    'failed',
    'Khóa {key} của trường chữ ký bị đổi ở bản {revision}.',
    'Key {key} of the signature field changed in revision {revision}.',
  ],
  'field-removed': [
    'dictionary-consistent',
    'failed',
    'Trường chữ ký không còn ở bản {revision}.',
    'The signature field is gone in revision {revision}.',
  ],
  'permission-changed': [
    'dictionary-consistent',
    'failed',
    '/Perms /DocMDP bị đổi hoặc gỡ ở bản {revision}.',
    '/Perms /DocMDP changed or was removed in revision {revision}.',
  ],
} as const satisfies Record<string, readonly [StructuralCheck, FindingSeverity, string, string]>;

export type SignatureFindingId = keyof typeof rows;

export function signatureFinding(
  id: SignatureFindingId,
  values: Readonly<Record<string, string | number>> = {},
): SignatureFinding {
  const [check, severity, vi, en] = rows[id];
  return { id, check, severity, text: fill(text(vi, en), values) };
}
