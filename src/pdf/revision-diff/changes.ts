import { type LaterChange, type LaterChanges, laterChangeLevels } from '../../domain/signature-report.ts';
import { fill, type Text, text } from '../../domain/text.ts';
import type { RectPt } from '../reader/model.ts';

/** One difference between a revision and a later one, explained by a rule of signatures.md 2.5 or by none. */
export interface RevisionChange extends LaterChange {
  readonly code: ChangeCode;
  /** 1-based revision in which the change is first seen. */
  readonly revision: number;
  readonly operation: 'added' | 'changed' | 'removed';
  /** Fully qualified name of the form field it touches. */
  readonly fieldName: string | null;
  readonly objectNumber: number | null;
  /** Subtype of the annotation that it touches, without the solidus. */
  readonly subtype: string | null;
  /** Short printed values; null on the side where there is none. */
  readonly before: string | null;
  readonly after: string | null;
  /**
   * This change makes CHƯA XÁC ĐỊNH where its class alone would pass or fail: an addition that nothing signed reaches and
   * that shows or runs nothing (2.6), or an appearance whose text could not be compared with the value.
   */
  readonly doubtful: boolean;
}

type Level = Exclude<LaterChanges, 'NONE'>;

/** What can be said of a change, its class, and the sentence. */
const rows = {
  // extension
  'security-store': [
    'LTV',
    'Dữ liệu xác minh dài hạn (DSS) được bổ sung.',
    'Long-term validation data (DSS) were added.',
  ],
  'security-store-changed': [
    'OTHER',
    'Dữ liệu xác minh dài hạn (DSS) có sẵn bị đổi hoặc gỡ.',
    'Existing long-term validation data (DSS) were changed or removed.',
  ],
  'extension-added': ['LTV', 'Khai báo phần mở rộng được bổ sung.', 'A developer extension was declared.'],
  'version-raised': ['LTV', 'Phiên bản PDF được nâng lên.', 'The PDF version was raised.'],
  'version-lowered': ['OTHER', 'Phiên bản PDF bị hạ hoặc gỡ.', 'The PDF version was lowered or removed.'],
  'metadata-updated': ['LTV', 'Siêu dữ liệu XMP được cập nhật.', 'The XMP metadata were updated.'],
  'metadata-malformed': [
    'OTHER',
    'Siêu dữ liệu XMP bị gỡ hoặc thay bằng dữ liệu không hợp lệ.',
    'The XMP metadata were removed or replaced by something that is no sound XMP.',
  ],
  'information-updated': ['LTV', 'Thông tin tài liệu (/Info) được cập nhật.', 'The document information was updated.'],
  'timestamp-field-added': [
    'LTV',
    'Dấu thời gian tài liệu được thêm (trường {field}).',
    'A document timestamp was added (field {field}).',
  ],
  // signing and filling
  'signature-added': ['FORM_AND_SIGNATURES', 'Chữ ký mới: trường {field}.', 'A new signature: field {field}.'],
  'signature-field-added': [
    'FORM_AND_SIGNATURES',
    'Thêm ô chữ ký chưa ký: {field}.',
    'An unsigned signature field was added: {field}.',
  ],
  'widget-placed': [
    'FORM_AND_SIGNATURES',
    'Ô của trường mới {field} nằm trên trang {page}.',
    'A widget of the new field {field} stands on page {page}.',
  ],
  'signature-field-signed': [
    'FORM_AND_SIGNATURES',
    'Ô chữ ký có sẵn được ký: {field}.',
    'The existing signature field {field} was signed.',
  ],
  'field-filled': ['FORM_AND_SIGNATURES', 'Trường {field} được điền hoặc sửa.', 'Field {field} was filled or changed.'],
  'appearance-unverified': [
    'FORM_AND_SIGNATURES',
    'Không so được chữ hiển thị của trường {field} với giá trị của nó.',
    'The text that field {field} shows could not be compared with its value.',
  ],
  'form-upkeep': [
    'FORM_AND_SIGNATURES',
    'Thuộc tính biểu mẫu được cập nhật khi ký hoặc điền.',
    'Form attributes were updated by signing or filling.',
  ],
  'permissions-added': [
    'FORM_AND_SIGNATURES',
    'Quyền chứng nhận (/Perms /DocMDP) được đặt cùng chữ ký đầu tiên.',
    'Certification permissions were set with the first signature.',
  ],
  'structure-upkeep': [
    'FORM_AND_SIGNATURES',
    'Cấu trúc gắn thẻ được bổ sung cho trường mới.',
    'The structure tree gained the upkeep of a new field.',
  ],
  // annotations
  'annotation-added': ['ANNOTATIONS', 'Thêm chú giải loại {subtype}.', 'An annotation was added: {subtype}.'],
  'annotation-changed': ['ANNOTATIONS', 'Sửa chú giải loại {subtype}.', 'An annotation was changed: {subtype}.'],
  'annotation-removed': ['ANNOTATIONS', 'Xóa chú giải loại {subtype}.', 'An annotation was removed: {subtype}.'],
  // undefined
  'annotation-forbidden': [
    'OTHER',
    'Chú giải loại {subtype} có hành động, nội dung nhúng hoặc kiểu lạ.',
    'An annotation ({subtype}) carries an action, embedded content or an unknown type.',
  ],
  'annotation-order': ['OTHER', 'Thứ tự chồng của chú giải bị đổi.', 'The stacking order of annotations was changed.'],
  'document-root': [
    'OTHER',
    'Gốc tài liệu (/Root) trỏ sang đối tượng khác.',
    'The document root now is another object.',
  ],
  'catalog-changed': ['OTHER', 'Danh mục tài liệu bị đổi tại {path}.', 'The catalog was changed at {path}.'],
  'page-tree': ['OTHER', 'Cây trang bị đổi.', 'The page tree was changed.'],
  'page-count': ['OTHER', 'Số trang thay đổi: {before} → {after}.', 'The number of pages changed: {before} → {after}.'],
  'page-content': ['OTHER', 'Nội dung trang {page} bị đổi.', 'The content of page {page} was changed.'],
  'page-resources': [
    'OTHER',
    'Tài nguyên của trang {page} (phông chữ, hình, đối tượng) bị đổi.',
    'Resources of page {page} (fonts, images, objects) were changed.',
  ],
  'page-geometry': ['OTHER', 'Khổ hoặc hướng trang {page} bị đổi.', 'The box or rotation of page {page} was changed.'],
  'page-changed': ['OTHER', 'Thuộc tính trang {page} bị đổi tại {path}.', 'Page {page} was changed at {path}.'],
  'optional-content': [
    'OTHER',
    'Lớp ẩn/hiện (optional content) bị đổi.',
    'Optional content (what is shown or hidden) was changed.',
  ],
  'names-changed': [
    'OTHER',
    'Cây tên (tệp đính kèm, mã lệnh, đích) bị đổi.',
    'The name trees (files, scripts, destinations) were changed.',
  ],
  'action-changed': ['OTHER', 'Hành động hoặc mã lệnh bị đổi.', 'An action or script was changed.'],
  'outlines-changed': ['OTHER', 'Mục lục (outline) bị đổi.', 'The outlines were changed.'],
  'structure-changed': ['OTHER', 'Cấu trúc gắn thẻ bị đổi.', 'The structure tree was changed.'],
  'output-intent': ['OTHER', 'Ý định đầu ra (màu) bị đổi.', 'The output intents were changed.'],
  'permissions-changed': ['OTHER', 'Quyền (/Perms) bị đổi hoặc gỡ.', 'The permissions were changed or removed.'],
  'form-removed': ['OTHER', 'Biểu mẫu bị gỡ.', 'The form was removed.'],
  'form-changed': ['OTHER', 'Biểu mẫu bị đổi tại {path}.', 'The form was changed at {path}.'],
  'field-removed': ['OTHER', 'Trường {field} bị gỡ.', 'Field {field} was removed.'],
  'field-added': ['OTHER', 'Thêm trường {field} không phải chữ ký.', 'Field {field}, no signature, was added.'],
  'field-changed': [
    'OTHER',
    'Trường {field} bị đổi tại {path} ngoài việc điền giá trị.',
    'Field {field} was changed at {path} beyond its value.',
  ],
  'field-moved': ['OTHER', 'Trường {field} bị dời, ẩn hoặc hiện.', 'Field {field} was moved, hidden or shown.'],
  'appearance-only': [
    'OTHER',
    'Hình hiển thị của trường {field} bị đổi mà giá trị không đổi.',
    'The appearance of field {field} was changed without its value.',
  ],
  'appearance-differs': [
    'OTHER',
    'Trường {field} hiển thị khác với giá trị của nó.',
    'Field {field} shows something else than its value.',
  ],
  'signed-field-changed': [
    'OTHER',
    'Trường chữ ký đã ký {field} bị đổi tại {path}.',
    'The signed field {field} was changed at {path}.',
  ],
  'loose-widget': [
    'OTHER',
    'Ô biểu mẫu mới trên trang {page} không thuộc biểu mẫu nào.',
    'A new widget on page {page} belongs to no field of the form.',
  ],
  'encryption-changed': ['OTHER', 'Mã hóa (/Encrypt) bị đổi.', 'The encryption was changed.'],
  'trailer-changed': ['OTHER', 'Phần cuối tệp (trailer) bị đổi tại {path}.', 'The trailer was changed at {path}.'],
  'object-unreadable': [
    'OTHER',
    'Không đọc được nội dung tại {path}: {after}.',
    'The content at {path} cannot be read: {after}.',
  ],
  'object-changed': [
    'OTHER',
    'Đối tượng {object} mà bản đã ký dùng tới bị đổi.',
    'Object {object}, which the signed revision uses, was changed.',
  ],
  'object-orphan': [
    'OTHER',
    'Đối tượng {object} được thêm mà không nơi nào dùng tới.',
    'Object {object} was added and nothing uses it.',
  ],
  'too-many-changes': ['OTHER', 'Có hơn {after} thay đổi.', 'There are more than {after} changes.'],
} as const satisfies Record<string, readonly [Level, string, string]>;

export type ChangeCode = keyof typeof rows;

export interface ChangePlace {
  readonly path: string;
  readonly operation?: RevisionChange['operation'];
  /** 0-based. */
  readonly pageIndex?: number | null;
  readonly boxPt?: RectPt | null;
  readonly fieldName?: string | null;
  readonly objectNumber?: number | null;
  readonly subtype?: string | null;
  readonly before?: string | null;
  readonly after?: string | null;
  readonly doubtful?: boolean;
}

/** `revision` is 0-based here, as the reader counts; 1-based in the result, as people do. Pages likewise. */
export function change(code: ChangeCode, revision: number, place: ChangePlace): RevisionChange {
  const [level, vi, en] = rows[code];
  const path = shortPath(place.path);
  const page = place.pageIndex == null ? null : place.pageIndex + 1;
  const words: Record<string, string | number> = {
    path,
    page: page ?? '?',
    field: place.fieldName ?? '?',
    subtype: place.subtype ?? '?',
    object: place.objectNumber ?? '?',
    before: place.before ?? '—',
    after: place.after ?? '—',
  };
  return {
    code,
    revision: revision + 1,
    level,
    path,
    page,
    boxPt: place.boxPt ?? null,
    text: fill(text(vi, en), words),
    operation: place.operation ?? 'changed',
    fieldName: place.fieldName ?? null,
    objectNumber: place.objectNumber ?? null,
    subtype: place.subtype ?? null,
    before: place.before ?? null,
    after: place.after ?? null,
    doubtful: place.doubtful ?? false,
  };
}

const longestPath = 300;

/** A path through a long chain of objects keeps its beginning and its end. */
function shortPath(path: string): string {
  if (path.length <= longestPath) return path;
  const half = longestPath / 2;
  return `${path.slice(0, half)}…${path.slice(-half)}`;
}

/** The worst class of a list of changes. */
export function worstLevel(changes: readonly LaterChange[]): LaterChanges {
  const rank = Math.max(0, ...changes.map((one) => laterChangeLevels.indexOf(one.level)));
  return laterChangeLevels[rank] as LaterChanges;
}

export type { Text };
