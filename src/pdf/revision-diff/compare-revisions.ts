import { SohoaError } from '../../domain/errors.ts';
import type { LaterChanges } from '../../domain/signature-report.ts';
import { type FormField, listFormFields } from '../reader/form.ts';
import { limitError } from '../reader/limits.ts';
import type { PdfFile, PdfRevision } from '../reader/model.ts';
import { isDict, isName, isStream, refKey } from '../reader/objects.ts';
import { compareCatalogs, compareTrailers } from './catalog-rules.ts';
import { change, type RevisionChange, worstLevel } from './changes.ts';
import { Comparison, type RevisionView } from './comparison.ts';
import { dirtyNumbers, ObjectGraph, pageTreeOf, type Reachable, refOf } from './object-graph.ts';

export interface RevisionDifference {
  /** The worst class of all changes. */
  readonly level: LaterChanges;
  readonly changes: readonly RevisionChange[];
}

/** Views and graphs of one file, so that many signatures cost one pass. */
interface FileViews {
  readonly graph: ObjectGraph;
  readonly views: Map<number, RevisionView>;
  readonly reachable: Map<number, Reachable>;
  comparisonsLeft: number;
}

const viewsOf = new WeakMap<PdfFile, FileViews>();

/**
 * What a later revision changed against an older one, each difference explained by a rule of signatures.md 2.5 or
 * reported as OTHER. Indexes are 0-based. What cannot be read is a doubtful change of class OTHER, never an exception;
 * errors: PDF_LIMIT, and PDF_ENCRYPTED for a locked file.
 */
export function compareRevisions(file: PdfFile, fromIndex: number, toIndex: number): RevisionDifference {
  if (toIndex <= fromIndex) return { level: 'NONE', changes: [] };
  // stored bytes of encrypted objects say nothing about what they mean
  if (file.encryption === 'locked') throw new SohoaError('PDF_ENCRYPTED');
  const from = file.revisions[fromIndex] as PdfRevision;
  const to = file.revisions[toIndex] as PdfRevision;
  try {
    const shared = sharedOf(file);
    shared.comparisonsLeft--;
    if (shared.comparisonsLeft < 0) throw limitError('comparisons', file.limits.comparisons);
    const changed = shared.graph.changedNumbers(from, to);
    const before = viewOf(shared, from, file);
    const after = viewOf(shared, to, file);
    const reachable = reachableOf(shared, before);
    const dirty = dirtyNumbers(changed, reachable);
    const comparison = new Comparison(before, after, shared.graph, changed, dirty, file.limits.comparedObjects);
    compareTrailers(comparison);
    compareCatalogs(comparison);
    comparison.finish();
    reportUnexplained(comparison, reachable, (index) =>
      reachableOf(shared, viewOf(shared, file.revisions[index] as PdfRevision, file)),
    );
    return { level: worstLevel(comparison.changes), changes: comparison.changes };
  } catch (thrown) {
    if (!(thrown instanceof SohoaError) || thrown.code === 'PDF_LIMIT') throw thrown;
    const changes = [change('object-unreadable', toIndex, { path: 'Root', after: thrown.text.en, doubtful: true })];
    return { level: 'OTHER', changes };
  }
}

/**
 * The changes of every later revision against `fromIndex`, each named once with the revision that first shows it:
 * a change that is taken back later, or that grows in small steps, is not lost (2.5).
 */
export function compareWithLater(file: PdfFile, fromIndex: number): RevisionDifference {
  const changes = new Map<string, RevisionChange>();
  for (let index = fromIndex + 1; index < file.revisions.length; index++) {
    for (const one of compareRevisions(file, fromIndex, index).changes) {
      const key = `${one.code}|${one.path}|${one.operation}|${one.after}|${one.fieldName}`;
      if (!changes.has(key)) changes.set(key, one);
    }
  }
  const list = [...changes.values()];
  return { level: worstLevel(list), changes: list };
}

function sharedOf(file: PdfFile): FileViews {
  const known = viewsOf.get(file);
  if (known !== undefined) return known;
  const made: FileViews = {
    graph: new ObjectGraph(file),
    views: new Map(),
    reachable: new Map(),
    comparisonsLeft: file.limits.comparisons,
  };
  viewsOf.set(file, made);
  return made;
}

function viewOf(shared: FileViews, revision: PdfRevision, file: PdfFile): RevisionView {
  const known = shared.views.get(revision.index);
  if (known !== undefined) return known;
  const fields = listFormFields(revision, file.limits);
  const fieldsByRef = new Map<string, FormField>();
  for (const field of fields) {
    if (field.ref !== null) fieldsByRef.set(refKey(field.ref), field);
    for (const widget of field.widgets) {
      if (widget.ref !== null && !fieldsByRef.has(refKey(widget.ref))) fieldsByRef.set(refKey(widget.ref), field);
    }
  }
  const view = { revision, tree: pageTreeOf(revision), fields, fieldsByRef };
  shared.views.set(revision.index, view);
  return view;
}

function reachableOf(shared: FileViews, view: RevisionView): Reachable {
  const known = shared.reachable.get(view.revision.index);
  if (known !== undefined) return known;
  const made = shared.graph.reachable(view.revision, view.tree);
  shared.reachable.set(view.revision.index, made);
  return made;
}

/** The safety net: changed objects that no rule met, although the older revision uses them; and what nothing uses. */
function reportUnexplained(c: Comparison, reachable: Reachable, reachableAt: (revision: number) => Reachable): void {
  for (const number of c.changed) {
    if (c.visited.has(number)) continue;
    if (reachable.numbers.has(number)) {
      if (isSameValue(c, number)) continue;
      c.report('object-changed', { path: `object ${number}`, objectNumber: number });
    } else if (!c.absorbed.has(number) && isContent(c, number)) {
      // used by the revision that wrote it and dropped since: judged when that revision was compared
      const written = c.to.entryOf(number)?.revision ?? c.to.index;
      if (written < c.to.index && reachableAt(written).numbers.has(number)) continue;
      c.report('object-orphan', { path: `object ${number}`, objectNumber: number, operation: 'added', doubtful: true });
    }
  }
}

function isSameValue(c: Comparison, number: number): boolean {
  const old = c.from.resolve(refOf(c.from, number));
  const now = c.to.resolve(refOf(c.to, number));
  if (old === null && now === null) return true;
  return c.same(old, now);
}

/** Cross-reference and object streams carry structure only; a freed object carries nothing. */
function isContent(c: Comparison, number: number): boolean {
  const object = c.to.resolve(refOf(c.to, number));
  if (object === null) return false;
  const type = isStream(object) ? c.to.get(object.dict, 'Type') : null;
  if (isName(type, 'XRef') || isName(type, 'ObjStm')) return false;
  return !(isDict(object) && object.entries.size === 0);
}
