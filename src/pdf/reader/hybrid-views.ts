import { finding, type ReaderFinding } from './findings.ts';
import type { PdfFile, PdfRevision } from './model.ts';
import { isDict, isStream, type PdfObject } from './objects.ts';
import type { XrefEntry } from './xref.ts';

/** What a page shows without: structure and metadata may be hidden from readers that know tables only (7.5.8.4). */
const dispensable: ReadonlySet<string> = new Set([
  'Parent',
  'P',
  'StructParents',
  'StructTreeRoot',
  'Metadata',
  'PieceInfo',
]);

/**
 * Readers that know only tables must see the same pages and the same form as readers that follow /XRefStm. An object that
 * both list at different places, or that pages or form need and only the stream lists, is a difference.
 */
export function checkHybridViews(file: PdfFile, revision: PdfRevision): readonly ReaderFinding[] {
  const hidden = new Set<number>();
  const differing = new Set<number>();
  const tables = new Map<number, XrefEntry>();
  for (const one of file.revisions.slice(0, revision.index + 1)) {
    for (const [number, entry] of one.hybridViews?.table ?? one.entries()) tables.set(number, entry);
  }
  for (const one of file.revisions.slice(0, revision.index + 1)) {
    for (const [number, entry] of one.hybridViews?.stream ?? []) {
      if (entry.kind === 'free' || revision.entryOf(number)?.revision !== one.index) continue;
      const table = tables.get(number);
      if (table === undefined || table.kind === 'free') hidden.add(number);
      else if (entry.kind !== 'offset' || table.kind !== 'offset' || entry.offset !== table.offset)
        differing.add(number);
    }
  }
  if (hidden.size > 0) for (const number of neededBy(revision, hidden)) differing.add(number);
  return [...differing].map((object) => finding('hybrid-views-differ', { object, revision: revision.index }));
}

/** The hidden objects that pages or form reach. */
function neededBy(revision: PdfRevision, hidden: ReadonlySet<number>): Set<number> {
  const needed = new Set<number>();
  const visited = new Set<number>();
  const { catalog } = revision;
  const root = revision.trailer.entries.get('Root') ?? null;
  const stack: PdfObject[] = [root, catalog.entries.get('Pages') ?? null, catalog.entries.get('AcroForm') ?? null];
  for (let first = true; stack.length > 0; ) {
    const object = stack.pop() as PdfObject;
    if (object === null || typeof object !== 'object') continue;
    if (object.kind === 'ref') {
      if (visited.has(object.number)) continue;
      visited.add(object.number);
      if (hidden.has(object.number)) needed.add(object.number);
      // of the catalog only whether it is hidden itself
      if (first || object !== root) stack.push(revision.resolve(object));
      first = false;
    } else if (object.kind === 'array') stack.push(...object.items);
    else if (isDict(object) || isStream(object)) {
      const { entries } = isDict(object) ? object : object.dict;
      for (const [key, value] of entries) if (!dispensable.has(key)) stack.push(value);
    }
  }
  return needed;
}
