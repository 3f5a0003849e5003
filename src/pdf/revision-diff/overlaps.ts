import { listFormFields } from '../reader/form.ts';
import type { PdfFile, PdfPage, PdfRevision, RectPt } from '../reader/model.ts';
import { isArray, isDict, isName, isRef, type PdfDict, type PdfObject, refKey } from '../reader/objects.ts';
import { type Ink, pageInk } from '../reader/page-ink.ts';
import { readRect } from '../reader/pages.ts';
import type { ChangeCode, RevisionChange } from './changes.ts';
import { looksOf, widgetsAt } from './widget-looks.ts';

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
  'widget-placed',
  'loose-widget',
  'field-moved',
]);
/** Codes of changes that give a field that stood there another look. */
const redrawing: ReadonlySet<ChangeCode> = new Set(['field-filled', 'appearance-unverified', 'signature-field-signed']);

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
    if (page === undefined) continue;
    const known = inkOf.get(page.index);
    const ink = known ?? (concerns(change) ? pageInk(revision, page, file.limits) : []);
    if (concerns(change)) inkOf.set(page.index, ink);
    for (const redrawn of redrawnOverlaps(file, fromIndex, change, page, ink)) {
      const key = `${page.index} ${redrawn.boxPt.join(' ')} ${change.fieldName} ${redrawn.uncovers} redrawn`;
      if (!seen.has(key)) overlaps.push({ ...redrawn, ...signatureOf(file, change) });
      seen.add(key);
    }
    if (!(placing.has(change.code) || change.code === 'annotation-removed')) continue;
    for (const spot of spotsOf(file, fromIndex, change, page)) {
      const key = `${page.index} ${spot.boxPt.join(' ')} ${change.fieldName} ${spot.uncovers}`;
      if (isEmpty(spot.boxPt) || seen.has(key)) continue;
      seen.add(key);
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

const concerns = ({ code }: RevisionChange): boolean =>
  placing.has(code) || redrawing.has(code) || code === 'annotation-removed';

/** How much more, or less, of what lies below a widget must be hidden to be told. */
const noticedShare = 0.1;

/**
 * A field that kept its place and got another look: what lay below and could be seen is hidden now, or the reverse
 * (3.2, replace and hide by a form). A field that was opaque before it was filled hides nothing new.
 */
function redrawnOverlaps(
  file: PdfFile,
  fromIndex: number,
  change: RevisionChange,
  page: PdfPage,
  ink: readonly Ink[],
): Omit<Overlap, 'fieldName' | 'signed'>[] {
  const { fieldName, boxPt } = change;
  if (!redrawing.has(change.code) || fieldName === null || boxPt === null) return [];
  const box: RectPt = [boxPt[0] ?? 0, boxPt[1] ?? 0, boxPt[2] ?? 0, boxPt[3] ?? 0];
  const from = file.revisions[fromIndex] as PdfRevision;
  const to = file.revisions[change.revision - 1] as PdfRevision;
  const opaqueIn = (revision: PdfRevision): RectPt[] =>
    widgetsAt(file, revision, fieldName, page.index, box).flatMap((dict) =>
      looksOf(file, revision, dict, box, false).flatMap((one) => (one.opaque ? [one.boxPt] : [])),
    );
  const [old, now] = [opaqueIn(from), opaqueIn(to)];
  if (old.length === 0 && now.length === 0) return [];
  const hidden = new Set<Kind>();
  const shown = new Set<Kind>();
  for (const one of ink) {
    const region = common(one.boxPt, box);
    if (region === null || !crosses(one.boxPt, box)) continue;
    // many small pieces may hide together; that they did is believed only of one piece
    if (sum(now, region) - most(old, region) > noticedShare) hidden.add(kindOf(one, page));
    if (sum(old, region) - most(now, region) > noticedShare) shown.add(kindOf(one, page));
  }
  const overlap = (covers: Set<Kind>, uncovers: boolean) =>
    covers.size === 0
      ? []
      : [{ change, page: page.index + 1, boxPt: box, uncovers, covers: [...covers], opaque: true } as const];
  return [...overlap(hidden, false), ...overlap(shown, true)];
}

function common(a: RectPt, b: RectPt): RectPt | null {
  const box: RectPt = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  return box[2] < box[0] || box[3] < box[1] ? null : box;
}

/** Share of the region that a box hides, 0 to 1; a hair line counts as one of 0.1 pt. */
function share(box: RectPt, region: RectPt): number {
  const part = common(box, region);
  if (part === null) return 0;
  const side = (low: number, high: number): number => Math.max(0.1, high - low);
  return (side(part[0], part[2]) * side(part[1], part[3])) / (side(region[0], region[2]) * side(region[1], region[3]));
}
const most = (boxes: readonly RectPt[], region: RectPt): number =>
  Math.max(0, ...boxes.map((box) => share(box, region)));
const sum = (boxes: readonly RectPt[], region: RectPt): number =>
  Math.min(
    1,
    boxes.reduce((total, box) => total + share(box, region), 0),
  );

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
  const target = annotationAt(to, change, page);
  const gone = change.operation === 'removed' && change.code === 'annotation-removed';
  const now = gone || box === null ? null : target === null ? box : extent(to, target.dict, box, page);
  const spots: Spot[] = [];
  if (now !== null) spots.push({ boxPt: now, uncovers: false, target, revision: to });
  if (change.operation === 'added') return spots;
  const old = annotationAt(from, change, page);
  const oldRect = old === null ? null : readRect(from, old.dict.entries.get('Rect'));
  const oldBox = old === null || oldRect === null ? null : extent(from, old.dict, oldRect, page);
  const moved =
    oldBox !== null && isSeen(from, old) && (now === null || oldBox.some((value, index) => value !== now[index]));
  if (moved) spots.push({ boxPt: oldBox, uncovers: true, target: old, revision: from });
  return spots;
}

/** Links and note windows show nothing of their own that could be missed. */
function isSeen(revision: PdfRevision, target: Target | null): boolean {
  const subtype = target === null ? null : revision.get(target.dict, 'Subtype');
  return !isName(subtype, 'Link') && !isName(subtype, 'Popup');
}

/** Keys by which viewers draw a markup annotation, wherever its /Rect is (12.5.6). */
const coordinateKeys = ['L', 'CL', 'Vertices', 'QuadPoints', 'InkList'] as const;
/** Side of the icon that viewers draw for a note, whatever its /Rect; it hangs from the upper left corner. */
const iconPt = 24;
/** NoZoom and NoRotate: drawn upright from the upper left corner, however the page is turned (12.5.3). */
const upright = 0b1_1000;

/** Where an annotation is seen: its rectangle, and as far as a viewer draws it. */
function extent(revision: PdfRevision, dict: PdfDict, rect: RectPt, page: PdfPage): RectPt {
  const numbers: number[] = [];
  const collect = (object: PdfObject, depth: number): void => {
    const value = revision.resolve(object);
    if (typeof value === 'number') numbers.push(value);
    else if (isArray(value) && depth < 3) for (const item of value.items) collect(item, depth + 1);
  };
  for (const key of coordinateKeys) collect(dict.entries.get(key) ?? null, 0);
  const half = Math.max(1, lineWidth(revision, dict) / 2);
  let [x0, y0, x1, y1] = rect;
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    const [x, y] = [numbers[at] as number, numbers[at + 1] as number];
    [x0, y0, x1, y1] = [Math.min(x0, x - half), Math.min(y0, y - half), Math.max(x1, x + half), Math.max(y1, y + half)];
  }
  if (isName(revision.get(dict, 'Subtype'), 'Text') && revision.getDict(dict, 'AP') === null) {
    [x1, y0] = [Math.max(x1, x0 + iconPt), Math.min(y0, y1 - iconPt)];
  }
  const flags = revision.get(dict, 'F');
  if (page.rotate === 0 || typeof flags !== 'number' || (flags & upright) === 0) return [x0, y0, x1, y1];
  const side = Math.max(x1 - x0, y1 - y0);
  return [x0 - side, y1 - side, x0 + side, y1 + side];
}

function lineWidth(revision: PdfRevision, dict: PdfDict): number {
  const style = revision.getDict(dict, 'BS');
  const width = style === null ? revision.getArray(dict, 'Border')?.items[2] : revision.get(style, 'W');
  const value = revision.resolve(width);
  return typeof value === 'number' ? value : 1;
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

const hides = (file: PdfFile, revision: PdfRevision, dict: PdfDict, box: RectPt): boolean =>
  looksOf(file, revision, dict, box, true).some(({ opaque }) => opaque);
