import { limitError, type ReaderLimits } from './limits.ts';
import type { PdfRevision } from './model.ts';
import {
  isArray,
  isDict,
  isName,
  isRef,
  isString,
  type PdfDict,
  type PdfObject,
  type PdfRef,
  refKey,
} from './objects.ts';
import { textOf } from './text-string.ts';

export interface FormWidget {
  readonly ref: PdfRef | null;
  readonly dict: PdfDict;
  /** 0-based page whose /Annots holds the widget; null when none does. */
  readonly pageIndex: number | null;
}

/** A terminal field of the interactive form, as one revision has it. */
export interface FormField {
  /** Fully qualified, dots between the partial names. */
  readonly name: string;
  readonly ref: PdfRef | null;
  readonly dict: PdfDict;
  /** Own or inherited /FT. */
  readonly type: string | null;
  /** Own or inherited /V, unresolved; null when absent. */
  readonly value: PdfObject;
  readonly widgets: readonly FormWidget[];
  /** Reached from /AcroForm /Fields. */
  readonly inForm: boolean;
  /** Reached from the /Annots of a page. */
  readonly inAnnotations: boolean;
}

interface Building {
  readonly name: string;
  readonly ref: PdfRef | null;
  readonly dict: PdfDict;
  readonly type: string | null;
  readonly value: PdfObject;
  readonly widgets: FormWidget[];
  readonly inForm: boolean;
  inAnnotations: boolean;
}

/** A count of form nodes and annotations that may still be visited; shared by the revisions of one file. */
export interface FormBudget {
  nodesLeft: number;
}

/**
 * All terminal fields of a revision, from the form tree and from the /Annots of all pages: an attacker may hang a widget
 * into only one of them. Fields of the tree first, in tree order. Cycles end. Errors: PDF_LIMIT (formNodes), and those of reading.
 */
export function listFormFields(
  revision: PdfRevision,
  limits: ReaderLimits,
  budget: FormBudget = { nodesLeft: limits.formNodes },
): readonly FormField[] {
  const places = widgetPlaces(revision, limits, budget);
  const fields: Building[] = [];
  const byNode = new Map<string, Building>();
  const visited = new Set<string>();

  const walk = (object: PdfObject, path: Path, depth: number): void => {
    if (depth > limits.nesting) throw limitError('nesting', limits.nesting);
    spend(budget, limits);
    const reference = isRef(object) ? object : null;
    if (reference !== null) {
      if (visited.has(refKey(reference))) return;
      visited.add(refKey(reference));
    }
    const node = revision.resolve(object);
    if (!isDict(node)) return;
    const own = extend(revision, node, path);
    const kids = childrenOf(revision, node);
    if (kids.some((kid) => isFieldNode(revision, kid))) {
      for (const kid of kids) walk(kid, own, depth + 1);
      return;
    }
    const field: Building = { ...own, ref: reference, dict: node, widgets: [], inForm: true, inAnnotations: false };
    fields.push(field);
    if (reference !== null) byNode.set(refKey(reference), field);
    for (const kid of kids.length === 0 ? [object] : kids) {
      const dict = revision.resolve(kid);
      if (!isDict(dict)) continue;
      const key = isRef(kid) ? refKey(kid) : null;
      if (key !== null) byNode.set(key, field);
      const pageIndex = key === null ? null : (places.get(key)?.pageIndex ?? null);
      if (pageIndex !== null) field.inAnnotations = true;
      field.widgets.push({ ref: isRef(kid) ? kid : null, dict, pageIndex });
    }
  };
  const form = revision.getDict(revision.catalog, 'AcroForm');
  const roots = form === null ? null : revision.getArray(form, 'Fields');
  for (const root of roots?.items ?? []) walk(root, { name: '', type: null, value: null }, 0);

  for (const [key, place] of places) {
    if (byNode.has(key)) continue;
    const field = fieldOfLooseWidget(revision, place, limits, budget);
    const home = field.ref === null ? undefined : byNode.get(refKey(field.ref));
    if (home !== undefined) {
      // a widget that names a field which does not name it back
      home.widgets.push({ ref: place.ref, dict: place.dict, pageIndex: place.pageIndex });
      home.inAnnotations = true;
    } else {
      fields.push(field);
      if (field.ref !== null) byNode.set(refKey(field.ref), field);
      byNode.set(key, field);
    }
  }
  return fields;
}

interface Path {
  readonly name: string;
  readonly type: string | null;
  readonly value: PdfObject;
}

function spend(budget: FormBudget, limits: ReaderLimits): void {
  budget.nodesLeft--;
  if (budget.nodesLeft < 0) throw limitError('formNodes', limits.formNodes);
}

function extend(revision: PdfRevision, node: PdfDict, path: Path): Path {
  const partial = revision.get(node, 'T');
  const type = revision.get(node, 'FT');
  return {
    name: isString(partial) ? (path.name === '' ? textOf(partial) : `${path.name}.${textOf(partial)}`) : path.name,
    type: isName(type) ? type.name : path.type,
    value: node.entries.get('V') ?? path.value,
  };
}

function childrenOf(revision: PdfRevision, node: PdfDict): readonly PdfObject[] {
  const kids = revision.get(node, 'Kids');
  return isArray(kids) ? kids.items : [];
}

/** A kid with a partial name is a field, one without is a widget of its parent (12.7.3.1). */
function isFieldNode(revision: PdfRevision, kid: PdfObject): boolean {
  const dict = revision.resolve(kid);
  return isDict(dict) && (isString(revision.get(dict, 'T')) || revision.getArray(dict, 'Kids') !== null);
}

interface WidgetPlace {
  readonly ref: PdfRef | null;
  readonly dict: PdfDict;
  readonly pageIndex: number;
}

function widgetPlaces(revision: PdfRevision, limits: ReaderLimits, budget: FormBudget): Map<string, WidgetPlace> {
  const places = new Map<string, WidgetPlace>();
  for (const page of revision.pages()) {
    spend(budget, limits);
    for (const [index, annotation] of page.annots.entries()) {
      spend(budget, limits);
      const dict = revision.resolve(annotation);
      if (!isDict(dict)) continue;
      const isWidget = isName(revision.get(dict, 'Subtype'), 'Widget') || dict.entries.has('FT');
      if (!isWidget) continue;
      const reference = isRef(annotation) ? annotation : null;
      const key = reference === null ? `direct ${page.index} ${index}` : refKey(reference);
      if (!places.has(key)) places.set(key, { ref: reference, dict, pageIndex: page.index });
    }
  }
  return places;
}

/** The field of a widget that the form tree does not reach, by climbing /Parent. */
function fieldOfLooseWidget(
  revision: PdfRevision,
  place: WidgetPlace,
  limits: ReaderLimits,
  budget: FormBudget,
): Building {
  const chain: { ref: PdfRef | null; dict: PdfDict }[] = [{ ref: place.ref, dict: place.dict }];
  const visited = new Set<string>();
  for (let node = place.dict; ; ) {
    spend(budget, limits);
    const up = node.entries.get('Parent') ?? null;
    const parent = revision.resolve(up);
    if (!isDict(parent) || (isRef(up) && visited.has(refKey(up)))) break;
    if (isRef(up)) visited.add(refKey(up));
    chain.push({ ref: isRef(up) ? up : null, dict: parent });
    node = parent;
    if (chain.length > limits.nesting) break;
  }
  let path: Path = { name: '', type: null, value: null };
  for (const step of chain.toReversed()) path = extend(revision, step.dict, path);
  const named = chain.find((step) => isString(revision.get(step.dict, 'T'))) ?? chain[0];
  return {
    ...path,
    ref: named?.ref ?? null,
    dict: named?.dict ?? place.dict,
    widgets: [{ ref: place.ref, dict: place.dict, pageIndex: place.pageIndex }],
    inForm: false,
    inAnnotations: true,
  };
}
