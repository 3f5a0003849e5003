import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SohoaError } from '../errors.ts';

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

/** Old units below the province and what took them over (rules.md R8.1): the operator's list; none is shipped. */
export type UnitCatalogue = z.infer<typeof Catalogue>;

/**
 * Reads the operator's catalogue of units.
 * @throws SohoaError CONFIG_INVALID naming the file and the first fault.
 */
export function loadUnits(file: string): UnitCatalogue {
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

const plain = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

/**
 * An address as printed → the same address in the unit that took over, by the catalogue; null when the catalogue does not
 * know the unit, or knows several of that name under what the address says.
 */
export function successorUnit(address: string, units: UnitCatalogue): string | null {
  const parts = address.normalize('NFC').split(',');
  const printed = parts.map(plain);
  const found = units.filter(
    ({ name, parents }) => printed.includes(plain(name)) && parents.every((parent) => printed.includes(plain(parent))),
  );
  const [unit] = found;
  if (unit === undefined || found.length > 1) return null;
  const before = parts.slice(0, printed.indexOf(plain(unit.name))).map((part) => part.trim());
  return [...before, unit.successor].join(', ');
}
