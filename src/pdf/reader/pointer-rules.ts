import { finding, type ReaderFinding } from './findings.ts';
import type { PdfFile, PdfRevision } from './model.ts';
import type { XrefEntry } from './xref.ts';

/**
 * The section of an update may point only into its own bytes; an entry that repeats an unchanged object at its unchanged
 * offset is what writers of full tables leave (signatures.md 2.2). Any other pointer is hide-and-replace.
 */
export function checkPointers(file: PdfFile, revision: PdfRevision): readonly ReaderFinding[] {
  const findings: ReaderFinding[] = [];
  const older = file.revisions[revision.index - 1];
  const note = (id: 'points-into-older-bytes' | 'points-into-newer-bytes', object: number, offset: number): void => {
    findings.push(finding(id, { object, offset, revision: revision.index }));
  };
  for (const [number, entry] of revision.entries()) {
    if (entry.kind === 'free') continue;
    const own = offsetOf(revision, entry);
    if (own === null || (own >= revision.start && own < revision.end)) continue;
    const before = older?.entryOf(number)?.entry;
    const repeated =
      older !== undefined && before !== undefined && isSame(entry, before) && own === offsetOf(older, before);
    if (repeated) continue;
    note(own >= revision.end ? 'points-into-newer-bytes' : 'points-into-older-bytes', number, own);
  }
  if (older !== undefined) findings.push(...replacedContainers(file, older, revision));
  return findings;
}

/** Where the bytes of an entry lie: those of its container when it is compressed. */
function offsetOf(revision: PdfRevision, entry: XrefEntry): number | null {
  if (entry.kind === 'offset') return entry.offset;
  if (entry.kind === 'free') return null;
  const container = revision.entryOf(entry.streamNumber)?.entry;
  return container?.kind === 'offset' ? container.offset : null;
}

function isSame(a: XrefEntry, b: XrefEntry): boolean {
  if (a.kind === 'offset') return b.kind === 'offset' && a.offset === b.offset && a.generation === b.generation;
  if (a.kind === 'compressed') {
    return b.kind === 'compressed' && a.streamNumber === b.streamNumber && a.index === b.index;
  }
  return b.kind === 'free';
}

/** An object stream whose number is given to another object takes the objects inside with it. */
function replacedContainers(file: PdfFile, older: PdfRevision, revision: PdfRevision): ReaderFinding[] {
  const containers = new Set<number>();
  for (const earlier of file.revisions.slice(0, revision.index)) {
    for (const [number, entry] of earlier.entries()) {
      if (entry.kind !== 'compressed' || !revision.entries().has(entry.streamNumber)) continue;
      const now = revision.entryOf(number)?.entry;
      if (now === undefined || !isSame(entry, now)) continue;
      if (offsetOf(revision, now) !== offsetOf(older, entry)) containers.add(entry.streamNumber);
    }
  }
  return [...containers].map((object) => finding('object-stream-replaced', { object, revision: revision.index }));
}
