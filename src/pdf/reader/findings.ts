import { fill, type Text, text } from '../../domain/text.ts';

/**
 * What the reader tolerated or could not accept. `failed` makes the signatures it concerns KHÔNG HỢP LỆ, `undetermined`
 * CHƯA XÁC ĐỊNH at best, `warning` is shown only (signatures.md 2.0, 2.2).
 */
export type FindingSeverity = 'failed' | 'undetermined' | 'warning';

export interface ReaderFinding {
  readonly id: FindingId;
  readonly severity: FindingSeverity;
  /** Offset in the file, -1 when there is no single place. */
  readonly offset: number;
  /** 0-based revision where it stands; null when it concerns the file as a whole. */
  readonly revision: number | null;
  readonly objectNumber: number | null;
  readonly text: Text;
}

const rows = {
  'junk-before-header': [
    'warning',
    'Có {count} byte trước dòng đầu %PDF-.',
    '{count} bytes stand before the %PDF- header.',
  ],
  'header-malformed': ['warning', 'Dòng đầu tệp không đúng mẫu %PDF-n.m.', 'The header is not of the form %PDF-n.m.'],
  'second-header': [
    'undetermined',
    'Có thêm một dòng đầu %PDF- ở byte {offset}.',
    'A second %PDF- header stands at byte {offset}.',
  ],
  'bytes-after-end': [
    'failed',
    'Có {count} byte sau phần cập nhật cuối cùng, không thuộc bản nào của tệp.',
    '{count} bytes follow the last revision and belong to none.',
  ],
  'padding-after-end': [
    'warning',
    'Có {count} byte trắng hoặc NUL sau %%EOF cuối cùng.',
    '{count} bytes of white space or NUL follow the last %%EOF.',
  ],
  'eof-line-ending': [
    'warning',
    'Sau %%EOF là CR đơn (không phải LF hay CRLF).',
    'A lone CR (not LF or CRLF) follows %%EOF.',
  ],
  'startxref-mismatch': [
    'failed',
    'startxref ở byte {offset} không chỉ tới bảng tham chiếu đứng ngay trước nó.',
    'The startxref at byte {offset} does not name the section before it.',
  ],
  'section-end-missing': [
    'failed',
    'Sau bảng tham chiếu ở byte {offset} không có startxref và %%EOF.',
    'No startxref and %%EOF follow the section at byte {offset}.',
  ],
  'extra-end-marker': [
    'failed',
    'Có %%EOF ở byte {offset} mà không bảng tham chiếu nào dẫn tới.',
    'The %%EOF at byte {offset} belongs to no cross-reference section of the chain.',
  ],
  'unaccounted-bytes': [
    'failed',
    '{count} byte từ byte {offset} không thuộc đối tượng, bảng tham chiếu hay chú thích nào.',
    '{count} bytes from byte {offset} are no object, section or comment.',
  ],
  'unlisted-object': [
    'failed',
    'Đối tượng {object} ở byte {offset} không có trong bảng tham chiếu của bản này.',
    'Object {object} at byte {offset} is not listed by the section of its revision.',
  ],
  'overlapping-objects': [
    'failed',
    'Đối tượng {object} ở byte {offset} nằm chồng lên phần khác của tệp.',
    'Object {object} at byte {offset} overlaps another part of the file.',
  ],
  'points-into-older-bytes': [
    'failed',
    'Bảng tham chiếu của bản cập nhật đưa đối tượng {object} về byte {offset} thuộc bản cũ hơn.',
    'The section of the update points object {object} at byte {offset} of an older revision.',
  ],
  'points-into-newer-bytes': [
    'failed',
    'Bảng tham chiếu đưa đối tượng {object} tới byte {offset} nằm sau bản của nó.',
    'The section points object {object} at byte {offset}, behind its own revision.',
  ],
  'object-unreadable': [
    'failed',
    'Không đọc được đối tượng {object} ở byte {offset}: {reason}.',
    'Object {object} at byte {offset} cannot be read: {reason}.',
  ],
  'entry-offset-zero': [
    'warning',
    'Mục {object} đang dùng có vị trí 0; coi là trống.',
    'Entry {object} is in use at offset 0; treated as free.',
  ],
  'entry-line-form': [
    'warning',
    'Mục trong bảng tham chiếu ở byte {offset} không đúng 20 byte.',
    'The table entry at byte {offset} is not 20 bytes.',
  ],
  'entry-before-object': [
    'warning',
    'Vị trí của đối tượng {object} chỉ vào khoảng trắng trước nó.',
    'The offset of object {object} points at white space before it.',
  ],
  'size-too-small': [
    'warning',
    '/Size là {size} nhưng có đối tượng số {object}.',
    '/Size is {size}, yet there is an object {object}.',
  ],
  'endobj-missing': ['warning', 'Sau đối tượng {object} không có endobj.', 'No endobj follows object {object}.'],
  'stream-line-ending': [
    'warning',
    'Sau từ khóa stream ở byte {offset} là CR đơn.',
    'A lone CR follows the keyword stream at byte {offset}.',
  ],
  'duplicate-key': [
    'failed',
    'Khóa {key} xuất hiện hai lần trong đối tượng {object}; các phần mềm đọc khác nhau.',
    'Key {key} stands twice in object {object}; readers disagree on its value.',
  ],
  'hybrid-file': ['warning', 'Tệp dùng bảng tham chiếu kép (hybrid).', 'The file has hybrid cross-references.'],
  'hybrid-views-differ': [
    'failed',
    'Hai bảng tham chiếu của tệp hybrid cho đối tượng {object} khác nhau.',
    'The two views of the hybrid file give different objects {object}.',
  ],
  'object-stream-replaced': [
    'failed',
    'Bản cập nhật thay luồng đối tượng {object}, làm đổi các đối tượng bên trong.',
    'The update replaces object stream {object}, which changes the objects inside.',
  ],
  'encryption-changed': [
    'failed',
    'Thông tin mã hóa (/Encrypt) khác nhau giữa các bản của tệp.',
    '/Encrypt differs between the revisions.',
  ],
} as const satisfies Record<string, readonly [FindingSeverity, string, string]>;

export type FindingId = keyof typeof rows;

export interface FindingPlace {
  readonly offset?: number;
  readonly revision?: number | null;
  readonly object?: number;
  readonly count?: number;
  readonly key?: string;
  readonly size?: number;
  readonly reason?: string;
}

/** A finding of the table above, its text filled from the place. */
export function finding(id: FindingId, place: FindingPlace = {}): ReaderFinding {
  const [severity, vi, en] = rows[id];
  const values: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(place)) if (value !== null && value !== undefined) values[key] = value;
  return {
    id,
    severity,
    offset: place.offset ?? -1,
    revision: place.revision ?? null,
    objectNumber: place.object ?? null,
    text: fill(text(vi, en), values),
  };
}
