import { folded, marked } from '../domain/identifiers/vietnamese-letters.ts';
import { distance } from './distance.ts';

/** A unit with its name, as one field names it. */
interface Unit {
  readonly field: string;
  readonly kind: string;
  readonly name: string;
}

/** A field that names a unit otherwise than another one does, and how that one writes it. */
export interface UnitDoubt {
  readonly field: string;
  readonly other: string;
}

const UNIT =
  /(?<!\p{L})([Xx]ã|XÃ|[Pp]hường|PHƯỜNG|[Tt]hị (?:trấn|xã)|THỊ (?:TRẤN|XÃ)|[Hh]uyện|HUYỆN|[Qq]uận|QUẬN|[Tt]hành phố|THÀNH PHỐ|[Tt]ỉnh|TỈNH)\s+((?!(?:XÃ|PHƯỜNG|THỊ|HUYỆN|QUẬN|THÀNH|TỈNH)\s)\p{Lu}\p{L}*(?:\s+\p{Lu}\p{L}*){0,3})(?=[,;.]|$)/gu;
/** Names with fewer letters differ in one from another unit's as often as not. */
const LEAST_LETTERS = 6;

/**
 * Names of units that a paper writes in two ways, with a mark or one letter another: one of them is misread, and
 * hardly that which stands more often. A name of few letters, or a unit that stands once, says nothing.
 */
export function unitDoubts(values: ReadonlyMap<string, string>): readonly UnitDoubt[] {
  const units = [...values].flatMap(([field, value]): Unit[] =>
    [...value.normalize('NFC').matchAll(UNIT)].map(([, kind = '', name = '']) => ({
      field,
      kind: kind.toLowerCase(),
      name: name.toLowerCase().replace(/\s+/g, ' '),
    })),
  );
  const times = (unit: Unit): number =>
    units.filter(({ kind, name }) => kind === unit.kind && marked(name) === marked(unit.name)).length;
  return units.flatMap((unit) => {
    const other = units.find((one) => one.field !== unit.field && one.kind === unit.kind && isMisread(one, unit));
    return other === undefined || times(unit) > times(other) ? [] : [{ field: unit.field, other: other.name }];
  });
}

function isMisread({ name: a }: Unit, { name: b }: Unit): boolean {
  if (marked(a) === marked(b)) return false;
  const [x, y] = [folded(a), folded(b)];
  return x === y || (Math.min(x.length, y.length) >= LEAST_LETTERS && distance(x, y, 1) <= 1);
}
