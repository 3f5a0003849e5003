import { SohoaError } from '../../domain/errors.ts';
import { sameBytes } from '../reader/equality.ts';
import type { FormField } from '../reader/form.ts';
import { limitError } from '../reader/limits.ts';
import type { PdfRevision } from '../reader/model.ts';
import { isArray, isDict, isRef, isStream, type PdfDict, type PdfObject, refKey } from '../reader/objects.ts';
import { type ChangeCode, type ChangePlace, change, type RevisionChange } from './changes.ts';
import { crossKeys, type ObjectGraph, type PageTree, refOf } from './object-graph.ts';
import { printed } from './printed.ts';

/** Where in the document a rule stands: what a generic difference there is called, and whom it concerns. */
export interface Scope {
  /** Part of the memo key: an object is looked at once per scope. */
  readonly id: string;
  readonly code: ChangeCode;
  readonly pageIndex?: number | null;
  readonly fieldName?: string | null;
  readonly subtype?: string | null;
  readonly boxPt?: ChangePlace['boxPt'];
  /** Of the annotation or field, told where the difference itself stands in no object of its own. */
  readonly objectNumber?: number | null;
}

/** What one revision knows of itself, computed once and shared by all comparisons of the file. */
export interface RevisionView {
  readonly revision: PdfRevision;
  readonly tree: PageTree;
  /** Form fields by the reference of the field and of each widget. */
  readonly fieldsByRef: ReadonlyMap<string, FormField>;
  readonly fields: readonly FormField[];
}

const maxChanges = 500;
/** Values inside values, references followed, before the rest has to wait. */
const deepest = 200;
const lengthKey: ReadonlySet<string> = new Set(['Length']);

/**
 * One comparison of an older revision with a later one: the two views, what changed, and what has been explained so far.
 * Rules call `pair` to step down, `generic` where nothing but equality is allowed, `added`/`removed` for whole subtrees.
 */
export class Comparison {
  readonly from: PdfRevision;
  readonly to: PdfRevision;
  readonly before: RevisionView;
  readonly after: RevisionView;
  readonly changes: RevisionChange[] = [];
  /** Changed objects that a rule compared, old side against new side. */
  readonly visited = new Set<number>();
  /** Changed objects that belong to an addition which a rule reported. */
  readonly absorbed = new Set<number>();
  readonly changed: ReadonlySet<number>;
  readonly #dirty: ReadonlySet<number>;
  readonly graph: ObjectGraph;
  readonly #memo = new Set<string>();
  readonly #allowed: number;
  readonly #waiting: { scope: Scope; path: string; a: PdfObject | undefined; b: PdfObject | undefined }[] = [];
  #depth = 0;
  #steps = 0;

  constructor(
    before: RevisionView,
    after: RevisionView,
    graph: ObjectGraph,
    changed: ReadonlySet<number>,
    dirty: ReadonlySet<number>,
    comparedObjects: number,
  ) {
    this.before = before;
    this.after = after;
    this.from = before.revision;
    this.to = after.revision;
    this.changed = changed;
    this.graph = graph;
    this.#dirty = dirty;
    this.#allowed = comparedObjects;
  }

  report(code: ChangeCode, place: ChangePlace): void {
    if (this.changes.length > maxChanges) return;
    if (this.changes.length === maxChanges) {
      this.changes.push(change('too-many-changes', this.to.index, { path: '', after: String(maxChanges) }));
      return;
    }
    this.changes.push(change(code, this.to.index, place));
  }

  /** True when both references name the same object and nothing below it changed. */
  untouched(a: PdfObject | undefined, b: PdfObject | undefined): boolean {
    return isRef(a) && isRef(b) && a.number === b.number && a.generation === b.generation && !this.#dirty.has(a.number);
  }

  /**
   * Steps to the values of both sides. Null when nothing can differ below, or when this pair was looked at in this scope.
   * A value that cannot be read is reported and gives null.
   */
  pair(scopeId: string, path: string, a: PdfObject | undefined, b: PdfObject | undefined): Pair | null {
    this.#step();
    if (this.untouched(a, b)) return null;
    if (isRef(a) || isRef(b)) {
      const key = `${scopeId}|${isRef(a) ? refKey(a) : path}|${isRef(b) ? refKey(b) : path}`;
      if (this.#memo.has(key)) return null;
      this.#memo.add(key);
      this.#visit(a);
      this.#visit(b);
    }
    try {
      return { a: this.from.resolve(a), b: this.to.resolve(b) };
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) throw thrown;
      this.report('object-unreadable', { path, after: thrown.text.en, doubtful: true });
      return null;
    }
  }

  /** Reports every difference under a place where nothing may change. */
  generic(scope: Scope, path: string, a: PdfObject | undefined, b: PdfObject | undefined): void {
    if (this.#isPageOfBoth(a, b)) return;
    if (this.#depth >= deepest) {
      this.#waiting.push({ scope, path, a, b });
      return;
    }
    this.#depth++;
    this.#compareValues(scope, path, a, b);
    this.#depth--;
  }

  /** Compares what lay too deep for the call stack (chains of outline items): call it when all rules have run. */
  finish(): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      this.generic(next.scope, next.path, next.a, next.b);
    }
  }

  #compareValues(scope: Scope, path: string, a: PdfObject | undefined, b: PdfObject | undefined): void {
    const pair = this.pair(scope.id, path, a, b);
    if (pair === null) return;
    const { a: left, b: right } = pair;
    if (left === null && right === null) return;
    if (isDict(left) && isDict(right)) this.genericDict(scope, path, left, right);
    else if (isArray(left) && isArray(right)) {
      if (left.items.length !== right.items.length) this.differs(scope, path, left, right);
      else {
        for (const [index, item] of left.items.entries()) {
          this.generic(scope, `${path}[${index}]`, item, right.items[index]);
        }
      }
    } else if (isStream(left) && isStream(right)) {
      if (!sameBytes(left.raw, right.raw)) this.differs(scope, path, left, right, isRef(b) ? b.number : null);
      // the length follows from the data; where another object holds it, that object is explained with them
      for (const side of [left, right]) this.#visit(side.dict.entries.get('Length'));
      this.genericDict(scope, path, left.dict, right.dict, lengthKey);
    } else if (!sameLeaf(left, right)) this.differs(scope, path, left, right);
  }

  /** Key by key; `handled` keys are the business of the caller. */
  genericDict(scope: Scope, path: string, a: PdfDict, b: PdfDict, handled?: ReadonlySet<string>): void {
    for (const key of unionOfKeys(a, b)) {
      if (handled?.has(key)) continue;
      this.genericKey(scope, path, a, b, key);
    }
  }

  genericKey(scope: Scope, path: string, a: PdfDict, b: PdfDict, key: string): void {
    const left = a.entries.get(key);
    const right = b.entries.get(key);
    if (crossKeys.has(key) && sameReference(left, right)) return;
    this.generic(scope, path === '' ? key : `${path}.${key}`, left, right);
  }

  /** A page is judged by its place in the page tree, not by whoever names it. */
  #isPageOfBoth(a: PdfObject | undefined, b: PdfObject | undefined): boolean {
    return (
      sameReference(a, b) && isRef(a) && (this.before.tree.pages.has(a.number) || this.before.tree.root === a.number)
    );
  }

  /** True when nothing differs below; what was compared on the way counts as visited then. Reports nothing. */
  same(a: PdfObject | undefined, b: PdfObject | undefined): boolean {
    const probe = new Comparison(this.before, this.after, this.graph, this.changed, this.#dirty, this.#allowed);
    probe.#steps = this.#steps;
    probe.generic({ id: 'same', code: 'object-changed' }, '', a, b);
    probe.finish();
    this.#steps = probe.#steps;
    if (probe.changes.length > 0) return false;
    for (const number of probe.visited) this.visited.add(number);
    return true;
  }

  #visit(object: PdfObject | undefined): void {
    if (isRef(object)) this.visited.add(object.number);
  }

  differs(scope: Scope, path: string, a: PdfObject, b: PdfObject, objectNumber: number | null = null): void {
    const operation = a === null ? 'added' : b === null ? 'removed' : 'changed';
    this.report(scope.code, {
      path,
      operation,
      pageIndex: scope.pageIndex ?? null,
      fieldName: scope.fieldName ?? null,
      subtype: scope.subtype ?? null,
      boxPt: scope.boxPt ?? null,
      objectNumber: objectNumber ?? scope.objectNumber ?? null,
      before: a === null ? null : printed(a),
      after: b === null ? null : printed(b),
    });
    this.settle(a);
    this.absorb(b);
  }

  /** Marks the changed objects below a reported addition as explained by it. */
  absorb(b: PdfObject | undefined): void {
    this.#follow(b ?? null, this.to, (number) => {
      if (!this.changed.has(number) || this.absorbed.has(number)) return false;
      this.absorbed.add(number);
      return true;
    });
  }

  /** Marks the changed objects below a reported removal as looked at. */
  settle(a: PdfObject | undefined): void {
    const seen = new Set<number>();
    this.#follow(a ?? null, this.from, (number) => {
      if (!this.#dirty.has(number) || seen.has(number)) return false;
      seen.add(number);
      this.visited.add(number);
      return true;
    });
  }

  #follow(root: PdfObject, revision: PdfRevision, enter: (number: number) => boolean): void {
    const stack: number[] = [...this.graph.edgesOfValue(root)];
    while (stack.length > 0) {
      this.#step();
      const number = stack.pop() as number;
      if (enter(number)) stack.push(...this.graph.edges(number, revision).down);
    }
  }

  #step(): void {
    this.#steps++;
    if (this.#steps > this.#allowed) throw limitError('comparedObjects', this.#allowed);
  }

  /** True when the object is stored anew (or for the first time) in the later revision. */
  isNew(object: PdfObject | undefined): boolean {
    return (
      isRef(object) && this.changed.has(object.number) && this.from.resolve(refOf(this.from, object.number)) === null
    );
  }
}

export interface Pair {
  readonly a: PdfObject;
  readonly b: PdfObject;
}

export function unionOfKeys(a: PdfDict, b: PdfDict): ReadonlySet<string> {
  return new Set([...a.entries.keys(), ...b.entries.keys()]);
}

export function sameReference(a: PdfObject | undefined, b: PdfObject | undefined): boolean {
  return isRef(a) && isRef(b) && a.number === b.number && a.generation === b.generation;
}

function sameLeaf(a: PdfObject, b: PdfObject): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a.kind === 'name') return b.kind === 'name' && a.name === b.name;
  if (a.kind === 'string') return b.kind === 'string' && sameBytes(a.bytes, b.bytes);
  return false;
}
