import type { DocumentType } from '../domain/document-types/document-type.ts';
import type { Found } from './found.ts';
import { warning } from './readers/reading.ts';

const severalParcels = warning(
  'SEVERAL_PARCELS',
  'Giấy ghi nhiều thửa đất; đây là giá trị của thửa đầu tiên, hãy chọn hoặc nhập cho đúng thửa.',
  'The paper lists several parcels; this is the value of the first one, choose or enter the parcel that is meant.',
);

/**
 * The fields that a paper of several parcels prints once for each of them, in the rows of a table or one parcel below the
 * other: before a person, with what is printed of the other parcels. What is printed once for all stays as it is; a parcel
 * named twice is one.
 */
export function ofSeveralParcels(type: DocumentType, out: ReadonlyMap<string, Found>): ReadonlyMap<string, Found> {
  const several = new Set(
    type.fields
      .filter(({ kind, name }) => kind === 'parcel_number' && isSeveral(out.get(name)))
      .map(({ section }) => section),
  );
  return new Map(
    type.fields.flatMap(({ name, section }) => {
      const found = out.get(name);
      if (found === undefined || !several.has(section) || (found.others ?? []).length === 0) return [];
      const { reading } = found;
      const remarks = [...reading.remarks, severalParcels];
      return [
        [
          name,
          { ...found, reading: { ...reading, remarks, candidates: [...(found.others ?? []), ...reading.candidates] } },
        ],
      ];
    }),
  );
}

const isSeveral = (found: Found | undefined): boolean =>
  found?.others?.some((other) => other !== found.reading.value) === true;
