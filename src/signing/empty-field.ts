import type { PdfFile, RectPt } from '../pdf/reader/model.ts';
import {
  array,
  dict,
  isArray,
  isDict,
  isName,
  isRef,
  isString,
  name,
  type PdfArray,
  type PdfDict,
  type PdfObject,
  type PdfRef,
} from '../pdf/reader/objects.ts';
import { listUnsignedSignatureFields } from '../pdf/reader/signature-fields.ts';
import { refusal } from './refusal.ts';

/** An existing signature field that is to be filled. */
export interface EmptyField {
  readonly name: string;
  readonly field: PdfRef;
  /** The field itself, or its only kid. */
  readonly widget: PdfRef;
  readonly pageIndex: number;
  /** Null when it has no area. */
  readonly rect: RectPt | null;
  /** `/Reference` that carries out the field's `/Lock` (ISO 32000-1 12.7.4.5, 12.8.2.4); undefined without one. */
  readonly fieldMdp: PdfArray | undefined;
}

/** SohoaError SIGN_REFUSED when the field is not there, is signed, has no single widget, or its seed values cannot be met. */
export function emptyField(file: PdfFile, wanted: string): EmptyField {
  const unsuitable = (why_vi: string, why_en: string) => refusal('field-unsuitable', { field: wanted, why_vi, why_en });
  const found = listUnsignedSignatureFields(file).find((field) => field.fieldName === wanted);
  if (found === undefined) throw unsuitable('không có hoặc đã ký', 'it is not there, or signed already');
  if (found.fieldRef === null) throw unsuitable('không phải đối tượng gián tiếp', 'it is not an indirect object');
  if (found.pageIndex === null) throw unsuitable('không nằm trên trang nào', 'no page shows it');
  const kids = file.latest.getArray(found.field, 'Kids');
  if (kids !== null && kids.items.length !== 1) throw unsuitable('có nhiều vị trí hiển thị', 'it has several widgets');
  const kid = kids?.items[0];
  const widget = kid === undefined ? found.fieldRef : kid;
  if (!isRef(widget)) throw unsuitable('không phải đối tượng gián tiếp', 'its widget is not an indirect object');
  checkSeedValue(file, found.field, wanted);
  const lock = file.latest.getDict(found.field, 'Lock');
  return {
    name: wanted,
    field: found.fieldRef,
    widget,
    pageIndex: found.pageIndex,
    rect:
      found.rectPt !== null && found.rectPt[2] > found.rectPt[0] && found.rectPt[3] > found.rectPt[1]
        ? found.rectPt
        : null,
    fieldMdp: lock === null ? undefined : fieldMdp(file, lock),
  };
}

/** Table 234: bit n of `/Ff` makes a constraint binding. What we cannot meet for certain is refused. */
function checkSeedValue(file: PdfFile, field: PdfDict, fieldName: string): void {
  const seed = file.latest.getDict(field, 'SV');
  if (seed === null) return;
  const flags = file.latest.get(seed, 'Ff');
  const binding = (bit: number): boolean => typeof flags === 'number' && (flags & (1 << (bit - 1))) !== 0;
  const fail = (what: string) => refusal('seed-value', { field: fieldName, why: what });
  const lists = (key: string, accepts: (value: PdfObject) => boolean): boolean => {
    const list = file.latest.getArray(seed, key);
    return list === null || list.items.some((item) => accepts(file.latest.resolve(item)));
  };
  const filter = file.latest.get(seed, 'Filter');
  if (binding(1) && filter !== null && !isName(filter, 'Adobe.PPKLite')) throw fail('Filter');
  if (binding(2) && !lists('SubFilter', (value) => isName(value, 'ETSI.CAdES.detached'))) throw fail('SubFilter');
  const isSha256 = (value: PdfObject): boolean => isString(value) && Buffer.from(value.bytes).toString() === 'SHA256';
  if (binding(7) && !lists('DigestMethod', isSha256)) throw fail('DigestMethod');
  const mdp = file.latest.getDict(seed, 'MDP');
  const permission = mdp === null ? 0 : file.latest.get(mdp, 'P');
  if (typeof permission === 'number' && permission !== 0) throw fail('MDP');
  for (const [bit, key] of [
    [4, 'Reasons'],
    [5, 'LegalAttestation'],
    [6, 'AddRevInfo'],
  ] as const)
    if (binding(bit) && seed.entries.has(key)) throw fail(key);
  if (seed.entries.has('Cert')) throw fail('Cert');
}

function fieldMdp(file: PdfFile, lock: PdfDict): PdfArray {
  const parameters: Record<string, PdfObject> = { Type: name('TransformParams'), V: name('1.2') };
  for (const key of ['Action', 'Fields']) {
    const value = file.latest.get(lock, key);
    if (value !== null) parameters[key] = plain(file, value);
  }
  const root = file.latest.trailer.entries.get('Root') ?? null;
  const reference = dict({
    Type: name('SigRef'),
    TransformMethod: name('FieldMDP'),
    TransformParams: dict(parameters),
    Data: root,
  });
  return array([reference]);
}

/** A copy whose parts are all direct: the signed dictionary must not change when a shared object does. */
function plain(file: PdfFile, object: PdfObject): PdfObject {
  const value = file.latest.resolve(object);
  if (isArray(value)) return array(value.items.map((item) => plain(file, item)));
  return isDict(value) ? null : value;
}
