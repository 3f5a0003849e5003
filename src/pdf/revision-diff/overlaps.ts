import { listFormFields } from '../reader/form.ts';
import type { PdfFile, PdfPage, PdfRevision, RectPt } from '../reader/model.ts';
import { isDict, isName, isRef, isStream, type PdfDict, type PdfObject, refKey } from '../reader/objects.ts';
import { appearanceInk, type Ink, pageInk } from '../reader/page-ink.ts';
import { readRect } from '../reader/pages.ts';
import type { ChangeCode, RevisionChange } from './changes.ts';

/** What lies under an annotation that came, moved, changed or went after signing. */
export interface Overlap {
  readonly change: RevisionChange;
  /** 1-based. */
  readonly page: number;
  /** Where it is now; where it was, when it was taken away or moved off. */
  readonly boxPt: RectPt;
  /** It covered this place when it was signed and does so no more: what lay below now shows (3.2, hide). */
  readonly uncovers: boolean;
  /**
   * `text` and `graphics` of the page, an `image` of part of it, a `scan` (an image over nearly the whole page, whose
   * paper cannot be told from its ink here), or another `annotation` that the signed revision had.
   */
  readonly covers: readonly ('text' | 'graphics' | 'image' | 'scan' | 'annotation')[];
  /** Its appearance hides what is below, rather than adding strokes or letters to it. */
  readonly opaque: boolean;
  /** Fully qualified name of the signature field whose widget it is; null for other annotations. */
  readonly fieldName: string | null;
  /** That field holds a signature value in the later revision: whether it is a good one is for the verifier to say. */
  readonly signed: boolean;
}

/** Codes of changes that put something new in front of a reader. */
const placing: ReadonlySet<ChangeCode> = new Set([
  'annotation-added',
  'annotation-changed',
  'annotation-forbidden',
  'signature-added',
  'signature-field-added',
  'signature-field-signed',
  'loose-widget',
  'field-moved',
]);

/** Share of the page that an image must fill to be taken for a scan. */
const scanShare = 0.7;
/** Boxes that touch by less than this on a side do not overlap. */
const touchPt = 1;

/**
 * Annotations of `changes` that lie over what the page or its annotations showed in the signed revision `fromIndex`
 * (0-based): the data behind `annotation-overlap` and signatures.md 3.3.
 */
export function annotationOverlaps(
  file: PdfFile,
  fromIndex: number,
  changes: readonly RevisionChange[],
): readonly Overlap[] {
  const revision = file.revisions[fromIndex] as PdfRevision;
  const inkOf = new Map<number, readonly Ink[]>();
  const overlaps: Overlap[] = [];
  const seen = new Set<string>();
  for (const change of changes) {
    const page = change.page === null ? undefined : revision.pages()[change.page - 1];
    if (page === undefined || !(placing.has(change.code) || change.code === 'annotation-removed')) continue;
    for (const spot of spotsOf(file, fromIndex, change, page)) {
      const key = `${page.index} ${spot.boxPt.join(' ')} ${change.fieldName} ${spot.uncovers}`;
      if (isEmpty(spot.boxPt) || seen.has(key)) continue;
      seen.add(key);
      const ink = inkOf.get(page.index) ?? pageInk(revision, page, file.limits);
      inkOf.set(page.index, ink);
      const covers = new Set(ink.filter((one) => crosses(one.boxPt, spot.boxPt)).map((one) => kindOf(one, page)));
      const others = annotationBoxes(revision, page, spot.target);
      if (others.some((other) => crosses(other, spot.boxPt))) covers.add('annotation');
      if (covers.size === 0) continue;
      const opaque = spot.target === null || hides(file, spot.revision, spot.target.dict, spot.boxPt);
      const { boxPt, uncovers } = spot;
      overlaps.push({
        change,
        page: page.index + 1,
        boxPt,
        uncovers,
        covers: [...covers],
        opaque,
        ...signatureOf(file, change),
      });
    }
  }
  return overlaps;
}

type Kind = Overlap['covers'][number];

function kindOf(ink: Ink, page: PdfPage): Kind {
  if (ink.kind !== 'image') return ink.kind === 'text' ? 'text' : 'graphics';
  const area = (box: RectPt): number => (box[2] - box[0]) * (box[3] - box[1]);
  return area(ink.boxPt) >= scanShare * area(page.cropBox) ? 'scan' : 'image';
}

const isEmpty = (box: RectPt): boolean => box[2] - box[0] <= touchPt || box[3] - box[1] <= touchPt;

function crosses(a: RectPt, b: RectPt): boolean {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  // hair lines have no thickness of their own, so only the annotation's side counts
  return width > Math.min(touchPt, (a[2] - a[0]) / 2) && height > Math.min(touchPt, (a[3] - a[1]) / 2);
}

interface Target {
  readonly key: string | null;
  readonly dict: PdfDict;
}

interface Spot {
  readonly boxPt: RectPt;
  readonly uncovers: boolean;
  readonly target: Target | null;
  readonly revision: PdfRevision;
}

/** The places that a change touches: where the annotation is, and where it was before it moved or went. */
function spotsOf(file: PdfFile, fromIndex: number, change: RevisionChange, page: PdfPage): Spot[] {
  const from = file.revisions[fromIndex] as PdfRevision;
  const to = file.revisions[change.revision - 1] as PdfRevision;
  const box: RectPt | null = change.boxPt === null ? null : [...change.boxPt];
  const now = change.operation === 'removed' && change.code === 'annotation-removed' ? null : box;
  const spots: Spot[] = [];
  if (now !== null) spots.push({ boxPt: now, uncovers: false, target: annotationAt(to, change, page), revision: to });
  if (change.operation === 'added') return spots;
  const old = annotationAt(from, change, page);
  const oldBox = old === null ? null : readRect(from, old.dict.entries.get('Rect'));
  const moved = oldBox !== null && (now === null || oldBox.some((value, index) => value !== now[index]));
  if (moved) spots.push({ boxPt: oldBox, uncovers: true, target: old, revision: from });
  return spots;
}

/** The annotation that a change speaks of, as one revision has it: by its object, else by page and box. */
function annotationAt(revision: PdfRevision, change: RevisionChange, page: PdfPage): Target | null {
  for (const item of revision.pages()[page.index]?.annots ?? []) {
    const dict = revision.resolve(item);
    if (!isDict(dict)) continue;
    const rect = readRect(revision, dict.entries.get('Rect'));
    const same =
      rect !== null && change.boxPt !== null && rect.every((value, index) => value === change.boxPt?.[index]);
    const named = isRef(item) && item.number === change.objectNumber;
    if (named || same) return { key: isRef(item) ? refKey(item) : null, dict };
  }
  return null;
}

/** Boxes of the annotations of the signed page, the one that changed and those without a look of their own left out. */
function annotationBoxes(revision: PdfRevision, page: PdfPage, target: Target | null): RectPt[] {
  return page.annots.flatMap((item) => {
    const dict = revision.resolve(item);
    if (!isDict(dict) || (isRef(item) && refKey(item) === target?.key)) return [];
    const subtype = revision.get(dict, 'Subtype');
    if (isName(subtype, 'Popup') || isName(subtype, 'Link')) return [];
    const rect = readRect(revision, dict.entries.get('Rect'));
    return rect === null || isEmpty(rect) ? [] : [rect];
  });
}

function signatureOf(file: PdfFile, change: RevisionChange): { fieldName: string | null; signed: boolean } {
  if (change.fieldName === null) return { fieldName: null, signed: false };
  const field = listFormFields(file.latest, file.limits).find((one) => one.name === change.fieldName);
  return { fieldName: change.fieldName, signed: field?.type === 'Sig' && field.value !== null };
}

function hides(file: PdfFile, revision: PdfRevision, dict: PdfDict, box: RectPt): boolean {
  const appearance = revision.getDict(dict, 'AP');
  if (appearance === null) return false;
  const normal = revision.get(appearance, 'N');
  const streams: PdfObject[] = isDict(normal)
    ? [...normal.entries.values()].map((one) => revision.resolve(one))
    : [normal];
  return streams.some(
    (stream) => isStream(stream) && appearanceInk(revision, stream, box, file.limits).some((one) => one.opaque),
  );
}
