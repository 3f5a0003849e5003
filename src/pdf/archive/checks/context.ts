import type { PdfFile, PdfRevision } from '../../reader/model.ts';
import { isArray, isDict, isStream, type PdfDict, type PdfObject, type PdfStream } from '../../reader/objects.ts';

export type Flavour = '1b' | '2b' | '2u' | '3b';

/** One violation of ISO 19005, or of the project's stricter reading of it. */
export interface PdfAFinding {
  /** Row of the table in pdfa.md section 10. */
  readonly check: number;
  /** Clause of ISO 19005-2 (19005-1 and -3 where they say the same). */
  readonly clause: string;
  /** `12 0` of the object concerned, `trailer`, `file` or a page. */
  readonly where: string;
  readonly message: string;
}

export interface CheckContext {
  readonly file: PdfFile;
  readonly latest: PdfRevision;
  readonly flavour: Flavour;
  add(check: number, clause: string, where: string, message: string): void;
}

/** Every dictionary and stream below an object, references not followed, with the object's number. */
export function* dictionariesOf(object: PdfObject): Generator<PdfDict> {
  const stack: PdfObject[] = [object];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (isStream(next)) stack.push(next.dict);
    else if (isDict(next)) {
      yield next;
      stack.push(...next.entries.values());
    } else if (isArray(next)) stack.push(...next.items);
  }
}

/** Objects in force in the latest revision, by number. */
export function* objectsInForce(
  latest: PdfRevision,
): Generator<{ readonly number: number; readonly object: PdfObject }> {
  for (let number = 1; number <= latest.maxObjectNumber; number++) {
    const known = latest.entryOf(number);
    if (known === null || known.entry.kind === 'free') continue;
    const generation = known.entry.kind === 'offset' ? known.entry.generation : 0;
    yield { number, object: latest.resolve({ kind: 'ref', number, generation }) };
  }
}

export const streamOf = (object: PdfObject): PdfStream | null => (isStream(object) ? object : null);
