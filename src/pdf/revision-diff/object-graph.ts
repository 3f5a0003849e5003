import type { PdfFile, PdfRevision } from '../reader/model.ts';
import { isArray, isDict, isRef, type PdfObject, type PdfRef } from '../reader/objects.ts';
import type { XrefEntry } from '../reader/xref.ts';

/**
 * Keys that name an object which is reached from above as well (page tree, /Annots, /Fields), so that it is judged there.
 * A changed object that ONLY such keys reach is reported all the same (`object-changed`).
 */
export const crossKeys: ReadonlySet<string> = new Set(['Parent', 'P', 'Pg', 'Data', 'Obj', 'Popup', 'IRT', 'CO']);

export interface Edges {
  /** Object numbers reached by keys that lead down. */
  readonly down: readonly number[];
  /** Object numbers reached by `crossKeys`. */
  readonly cross: readonly number[];
}

const noEdges: Edges = { down: [], cross: [] };

/** Which objects name which, per stored object, so that revisions share what they have in common. */
export class ObjectGraph {
  readonly #file: PdfFile;
  readonly #edges = new Map<string, Edges>();

  constructor(file: PdfFile) {
    this.#file = file;
  }

  /** Direct references of object `number` as `revision` sees it; none when it is free, missing or unreadable. */
  edges(number: number, revision: PdfRevision): Edges {
    const place = placeOf(revision, number);
    if (place === null) return noEdges;
    const known = this.#edges.get(place);
    if (known !== undefined) return known;
    let edges = noEdges;
    try {
      edges = collect(revision.resolve(refOf(revision, number)));
    } catch {
      // what cannot be read names nothing; the walk that needs it reports it
    }
    this.#edges.set(place, edges);
    return edges;
  }

  /** Object numbers that a value names by downward keys. */
  edgesOfValue(value: PdfObject): readonly number[] {
    return collect(value).down;
  }

  /** Numbers whose stored object differs between two revisions: other place, freed, new, or in a replaced container. */
  changedNumbers(from: PdfRevision, to: PdfRevision): Set<number> {
    const changed = new Set<number>();
    for (let index = from.index + 1; index <= to.index; index++) {
      for (const [number] of (this.#file.revisions[index] as PdfRevision).entries()) {
        if (placeOf(from, number) !== placeOf(to, number)) changed.add(number);
      }
    }
    if (changed.size > 0) this.#addMembers(changed, from, to);
    return changed;
  }

  /** Objects inside an object stream whose own number was given away change with it. */
  #addMembers(changed: Set<number>, from: PdfRevision, to: PdfRevision): void {
    const containers = this.#containers();
    const members = [...changed].flatMap((number) => [...(containers.get(number) ?? [])]);
    for (const number of members) if (placeOf(from, number) !== placeOf(to, number)) changed.add(number);
  }

  #containerIndex: Map<number, Set<number>> | undefined;
  #containers(): Map<number, Set<number>> {
    if (this.#containerIndex === undefined) {
      this.#containerIndex = new Map();
      for (const revision of this.#file.revisions) {
        for (const [number, entry] of revision.entries()) {
          if (entry.kind !== 'compressed') continue;
          const members = this.#containerIndex.get(entry.streamNumber);
          if (members === undefined) this.#containerIndex.set(entry.streamNumber, new Set([number]));
          else members.add(number);
        }
      }
    }
    return this.#containerIndex;
  }

  /**
   * Everything that the trailer of `revision` reaches, and who names it by a downward key. A page counts as named by its
   * tree node only, the catalog by nobody: destinations and structure name pages without owning them.
   */
  reachable(revision: PdfRevision, tree: PageTree): Reachable {
    const namedBy = new Map<number, number[]>();
    const numbers = new Set<number>();
    const stack = [...collect(revision.trailer).down];
    for (const number of stack) numbers.add(number);
    while (stack.length > 0) {
      const number = stack.pop() as number;
      const { down, cross } = this.edges(number, revision);
      for (const target of down) {
        if (tree.root === target || (tree.pages.has(target) && !tree.nodes.has(number))) continue;
        const list = namedBy.get(target);
        if (list === undefined) namedBy.set(target, [number]);
        else list.push(number);
      }
      for (const target of [...down, ...cross]) {
        if (numbers.has(target)) continue;
        numbers.add(target);
        stack.push(target);
      }
    }
    return { numbers, namedBy };
  }
}

/** Object numbers of the catalog, the intermediate nodes and the pages of one revision. */
export interface PageTree {
  readonly root: number | null;
  readonly nodes: ReadonlySet<number>;
  readonly pages: ReadonlySet<number>;
}

/** The page tree of a revision, each node once, cycles ended. */
export function pageTreeOf(revision: PdfRevision): PageTree {
  const nodes = new Set<number>();
  const pages = new Set<number>();
  const stack: PdfObject[] = [revision.catalog.entries.get('Pages') ?? null];
  while (stack.length > 0) {
    const object = stack.pop() as PdfObject;
    const node = revision.resolve(object);
    const number = isRef(object) ? object.number : null;
    if (!isDict(node) || (number !== null && (nodes.has(number) || pages.has(number)))) continue;
    const kids = revision.get(node, 'Kids');
    if (number !== null) (isArray(kids) ? nodes : pages).add(number);
    if (isArray(kids)) stack.push(...kids.items);
  }
  const root = revision.trailer.entries.get('Root');
  return { root: isRef(root) ? root.number : null, nodes, pages };
}

export interface Reachable {
  readonly numbers: ReadonlySet<number>;
  readonly namedBy: ReadonlyMap<number, readonly number[]>;
}

/** The changed objects and all objects of the older revision from which a changed one is reached. */
export function dirtyNumbers(changed: ReadonlySet<number>, reachable: Reachable): Set<number> {
  const dirty = new Set(changed);
  const stack = [...changed];
  while (stack.length > 0) {
    for (const parent of reachable.namedBy.get(stack.pop() as number) ?? []) {
      if (dirty.has(parent)) continue;
      dirty.add(parent);
      stack.push(parent);
    }
  }
  return dirty;
}

/** Where the object in force is stored; equal places are equal bytes. Null when it is free or missing. */
export function placeOf(revision: PdfRevision, number: number): string | null {
  const entry = revision.entryOf(number)?.entry;
  if (entry === undefined || entry.kind === 'free') return null;
  if (entry.kind === 'offset') return `${entry.offset} ${entry.generation}`;
  const container = revision.entryOf(entry.streamNumber)?.entry;
  return `${container?.kind === 'offset' ? container.offset : '?'} # ${entry.index}`;
}

/** The reference under which an object number is in force. */
export function refOf(revision: PdfRevision, number: number): PdfRef {
  const entry: XrefEntry | undefined = revision.entryOf(number)?.entry;
  return { kind: 'ref', number, generation: entry?.kind === 'offset' ? entry.generation : 0 };
}

function collect(root: PdfObject): Edges {
  const down: number[] = [];
  const cross: number[] = [];
  const visit = (object: PdfObject, into: number[]): void => {
    if (typeof object !== 'object' || object === null) return;
    if (object.kind === 'ref') into.push(object.number);
    else if (object.kind === 'array') for (const item of object.items) visit(item, into);
    else if (object.kind === 'dict') {
      for (const [key, value] of object.entries) visit(value, crossKeys.has(key) ? cross : into);
    } else if (object.kind === 'stream') visit(object.dict, into);
  };
  visit(root, down);
  return { down, cross };
}
