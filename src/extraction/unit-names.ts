import type { FieldKind } from '../domain/document-types/document-type.ts';
import type { ExtractedField } from '../domain/field.ts';
import {
  type NamedUnit,
  namedUnit,
  successorUnit,
  type UnitCatalogue,
  type UnitNames,
  unitIndex,
} from '../domain/identifiers/units.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { distance } from './distance.ts';
import { successorAddress } from './lexicon/places.ts';
import { misspelledPlace } from './outcome.ts';

/** Names with fewer letters differ in one from another unit's as often as not. */
const LEAST_LETTERS = 6;
/** What stands below a commune: "Thôn 3", "Tổ dân phố 5", "Số 12 đường Thí Dụ". */
const BELOW_COMMUNE =
  /^(?:số|thôn|xóm|ấp|bản|buôn|làng|khóm|khu|khối|tổ|phố|đường|ngõ|ngách|hẻm|căn|phòng|tầng|tòa|lô|cụm)(?!\p{L})|^[\d/]/iu;

/**
 * An address or an office beside the catalogue: a printed name that it writes otherwise goes to a person with what it
 * writes, and an address from before 01/07/2025 gets the unit, else the province, that took over, beside its value.
 */
export function besideUnits(field: ExtractedField, kind: FieldKind, units: UnitCatalogue): ExtractedField {
  if (field.value === null || (kind !== 'address' && kind !== 'authority')) return field;
  const corrections = field.source === 'ocr' ? unitCorrections(field.value, units) : [];
  const doubted: ExtractedField =
    corrections.length === 0
      ? field
      : {
          ...field,
          status: 'review',
          remarks: [...field.remarks.filter(({ code }) => code !== misspelledPlace.code), misspelledPlace],
          candidates: [...new Set([...corrections, ...field.candidates])],
        };
  const successor = kind === 'address' ? (successorUnit(field.value, units) ?? successorAddress(field.value)) : null;
  return successor === null ? doubted : { ...doubted, successor };
}

/**
 * An address or an office whose district or commune the catalogue writes with other marks, or another letter, under the
 * units above it: the text as the catalogue has it, to be offered. A name that resembles none there says nothing: no
 * catalogue has them all.
 */
export function unitCorrections(text: string, units: UnitCatalogue): string[] {
  const index = unitIndex(units);
  const parts = text.normalize('NFC').split(',');
  const last = parts.length - (/^\s*việt nam\s*\.?$/iu.test(parts.at(-1) ?? '') ? 2 : 1);
  const province = unitIn(parts[last]);
  const [above, below] = [unitIn(parts[last - 1]), unitIn(parts[last - 2])];
  if (province === null || above === null) return [];
  const replaced = (at: number, named: string, names: readonly string[]): string[] =>
    names.map((name) => parts.with(at, (parts[at] ?? '').replace(named, writtenLike(named, name))).join(','));

  const districts = index.districts.get(province.key);
  if (districts?.has(above.key)) {
    const communes = index.communes.get(`${province.key},${above.key}`);
    if (below === null || communes === undefined) return [];
    return replaced(last - 2, below.name, resembling(below, communes, LEAST_LETTERS));
  }
  const today = index.communesToday.get(province.key);
  if (today?.has(above.key)) return [];
  const near = [
    ...(districts === undefined ? [] : resembling(above, districts, LEAST_LETTERS)),
    // a province has hundreds of communes: there only other marks tell
    ...(today === undefined ? [] : resembling(above, today, Number.POSITIVE_INFINITY)),
  ];
  return replaced(last - 1, above.name, [...new Set(near)]);
}

const OFFICE = /^.*\p{L}\s+(?=(?:xã|phường|thị trấn|thị xã|quận|huyện|thành phố|tỉnh|đặc khu)\s)/iu;

/** The unit that a part names at its end; null where it names something below a commune. */
function unitIn(part: string | undefined): NamedUnit | null {
  const text = part?.trim().replace(OFFICE, '') ?? '';
  if (text === '' || BELOW_COMMUNE.test(text)) return null;
  const unit = namedUnit(text);
  return /\d/.test(unit.name) ? null : unit;
}

/** Names of the catalogue that are not this one but in a mark, or in a letter when it has `least` of them. */
function resembling({ name, key }: NamedUnit, names: UnitNames, least: number): string[] {
  if (names.has(key)) return [];
  const wanted = folded(name);
  return [...names.values()]
    .map((known) => namedUnit(known).name)
    .filter((known) => {
      const letters = folded(known);
      return letters === wanted || (wanted.length >= least && !/\d/.test(known) && distance(letters, wanted, 1) <= 1);
    });
}

const writtenLike = (pattern: string, name: string): string =>
  pattern === pattern.toUpperCase() ? name.toUpperCase() : name;
