import { limitError, type ReaderLimits } from './limits.ts';
import type { PdfPage, PdfRevision, RectPt } from './model.ts';
import { isArray, isDict, isName, isRef, type PdfDict, type PdfObject, refKey } from './objects.ts';
import { unreadable } from './syntax.ts';

const letter: RectPt = [0, 0, 612, 792];

interface Inherited {
  readonly mediaBox: RectPt | null;
  readonly cropBox: RectPt | null;
  readonly rotate: number;
  readonly resources: PdfDict | null;
}

/** Walks the page tree of a revision. A node met twice is an error, not a loop. */
export function listPages(revision: PdfRevision, limits: ReaderLimits): readonly PdfPage[] {
  const root = revision.catalog.entries.get('Pages') ?? null;
  const pages: PdfPage[] = [];
  const visited = new Set<string>();
  const walk = (object: PdfObject, inherited: Inherited, depth: number): void => {
    if (depth > limits.nesting) throw limitError('nesting', limits.nesting);
    const reference = isRef(object) ? object : null;
    if (reference !== null) {
      const key = refKey(reference);
      if (visited.has(key)) throw unreadable(`page tree node ${key} is met twice`);
      visited.add(key);
    }
    const node = revision.resolve(object);
    if (!isDict(node)) throw unreadable('a page tree node is no dictionary');
    const own = inherit(revision, node, inherited);
    const kids = revision.get(node, 'Kids');
    if (isArray(kids) && !isName(revision.get(node, 'Type'), 'Page')) {
      for (const kid of kids.items) walk(kid, own, depth + 1);
      return;
    }
    if (pages.length >= limits.pages) throw limitError('pages', limits.pages);
    const mediaBox = own.mediaBox ?? letter;
    const annots = revision.get(node, 'Annots');
    pages.push({
      index: pages.length,
      ref: reference,
      dict: node,
      mediaBox,
      cropBox: intersect(own.cropBox ?? mediaBox, mediaBox),
      rotate: own.rotate,
      resources: own.resources,
      annots: isArray(annots) ? annots.items : [],
    });
  };
  walk(root, { mediaBox: null, cropBox: null, rotate: 0, resources: null }, 0);
  return pages;
}

function inherit(revision: PdfRevision, node: PdfDict, from: Inherited): Inherited {
  const rotate = revision.get(node, 'Rotate');
  return {
    mediaBox: readRect(revision, node.entries.get('MediaBox')) ?? from.mediaBox,
    cropBox: readRect(revision, node.entries.get('CropBox')) ?? from.cropBox,
    rotate: typeof rotate === 'number' && rotate % 90 === 0 ? ((rotate % 360) + 360) % 360 : from.rotate,
    resources: revision.getDict(node, 'Resources') ?? from.resources,
  };
}

/** A rectangle of four numbers in any corner order, normalised; null when it is none. */
export function readRect(revision: PdfRevision, object: PdfObject | undefined): RectPt | null {
  const value = revision.resolve(object);
  if (!isArray(value) || value.items.length !== 4) return null;
  const [a, b, c, d] = value.items.map((item) => revision.resolve(item));
  if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number' || typeof d !== 'number') return null;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

function intersect(box: RectPt, bounds: RectPt): RectPt {
  const cut: RectPt = [
    Math.max(box[0], bounds[0]),
    Math.max(box[1], bounds[1]),
    Math.min(box[2], bounds[2]),
    Math.min(box[3], bounds[3]),
  ];
  return cut[0] < cut[2] && cut[1] < cut[3] ? cut : bounds;
}
