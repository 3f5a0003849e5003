import type { DocumentType } from '../domain/document-types/document-type.ts';
import type { Found } from './found.ts';
import { kindRules } from './readers/by-kind.ts';

/** "Bà NGUYỄN THỊ MẪU; CCCD số 001…", "Ông: …": a person is named, and not a body. */
const PERSON = /^(?:Ông|Bà|ÔNG|BÀ):?$/u;

/**
 * Names that may be a body's or a person's, by field name: of a person that is named with an honorific the name alone, what
 * the line goes on with being said of him.
 */
export function ofPersonsOrBodies(
  { fields }: DocumentType,
  printed: ReadonlyMap<string, Found>,
): ReadonlyMap<string, Found> {
  const out = new Map<string, Found>();
  for (const { name, kind } of fields) {
    const found = printed.get(name);
    const [first, ...rest] = found?.reading.tokens ?? [];
    if (found === undefined || kind !== 'text' || !name.endsWith('_name') || !PERSON.test(first?.text ?? '')) continue;
    const reading = kindRules.person_name.read(rest);
    if (reading !== null && reading.tokens.length > 1) out.set(name, { ...found, reading });
  }
  return out;
}
