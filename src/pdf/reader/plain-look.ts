import { SohoaError } from '../../domain/errors.ts';
import { contentOperators } from './content.ts';
import { defaultLimits } from './limits.ts';
import type { PdfRevision, RectPt } from './model.ts';
import { isArray, isDict, isName, isStream, type PdfDict, type PdfObject, type PdfStream } from './objects.ts';
import { appearanceInk } from './page-ink.ts';
import { readRect } from './pages.ts';

/** Share of the width of the box that a background, a border or the bar of a selected row fills. */
const wide = 0.8;
/** Share of the height of the box that the divider of a comb fills. */
const tall = 0.6;

/**
 * Does the normal appearance of a field show text and nothing else that could be read: letters in a visible mode, inside
 * the box, over a background, border or comb as viewers draw them, in fonts whose shapes are not new? What an appearance
 * says by `shownText` is what a reader sees only then.
 * @param isOldFont the font was there before; takes the entry of /Font unresolved
 */
export function isPlainLook(
  revision: PdfRevision,
  appearance: PdfObject | undefined,
  isOldFont: (font: PdfObject) => boolean,
): boolean {
  try {
    const dict = revision.resolve(appearance);
    const normal = isDict(dict) ? revision.get(dict, 'N') : null;
    return isStream(normal) && isPlain(revision, normal, isOldFont, 0) && isInside(revision, normal);
  } catch (thrown) {
    if (thrown instanceof SohoaError) return false;
    throw thrown;
  }
}

function isInside(revision: PdfRevision, form: PdfStream): boolean {
  const box = readRect(revision, form.dict.entries.get('BBox'));
  if (box === null) return false;
  const place: RectPt = [0, 0, box[2] - box[0], box[3] - box[1]];
  return appearanceInk(revision, form, place, defaultLimits).every(
    ({ kind, boxPt: [x0, y0, x1, y1] }) => kind !== 'text' || (x0 < place[2] && x1 > 0 && y0 < place[3] && y1 > 0),
  );
}

type Segment = readonly [number, number];

function isPlain(
  revision: PdfRevision,
  form: PdfStream,
  isOldFont: (font: PdfObject) => boolean,
  depth: number,
): boolean {
  if (depth > 5) return false;
  const box = readRect(revision, form.dict.entries.get('BBox'));
  if (box === null) return false;
  const [width, height] = [box[2] - box[0], box[3] - box[1]];
  const resources = revision.getDict(form.dict, 'Resources');
  const fonts = resources === null ? null : revision.getDict(resources, 'Font');
  const objects = resources === null ? null : revision.getDict(resources, 'XObject');
  let point: Segment | null = null;
  let odd = false;
  let scaled = false;
  let mode = 0;
  let white = false;
  let written = false;
  const stack: { readonly mode: number; readonly white: boolean; readonly scaled: boolean }[] = [];
  for (const { operator, operands } of contentOperators(revision.decode(form).bytes, defaultLimits)) {
    const n = (index: number): number => {
      const value = operands[index];
      return typeof value === 'number' ? value : 0;
    };
    switch (operator) {
      case 'q':
        if (stack.length < 100) stack.push({ mode, white, scaled });
        break;
      case 'Q':
        ({ mode, white, scaled } = stack.pop() ?? { mode, white, scaled });
        break;
      case 'cm':
        scaled ||= n(0) !== 1 || n(1) !== 0 || n(2) !== 0 || n(3) !== 1;
        break;
      case 'g':
        white = n(0) >= 1;
        break;
      case 'rg':
        white = n(0) >= 1 && n(1) >= 1 && n(2) >= 1;
        break;
      case 'k':
        white = n(0) + n(1) + n(2) + n(3) === 0;
        break;
      case 'sc':
      case 'scn':
      case 'sh':
      case 'BI':
      case 'gs':
        return false;
      case 're':
        odd ||= Math.abs(n(2)) < wide * width || Math.abs(n(3)) > 1.1 * height;
        break;
      case 'm':
        point = [n(0), n(1)];
        break;
      case 'l':
        odd ||= point === null || point[0] !== n(0) || Math.abs(point[1] - n(1)) < tall * height;
        break;
      case 'c':
      case 'v':
      case 'y':
        odd = true;
        break;
      case 'f':
      case 'F':
      case 'f*':
      case 'B':
      case 'B*':
      case 'b':
      case 'b*':
        // filled over the letters it would hide them
        if (odd || scaled || written) return false;
        break;
      case 'S':
      case 's':
        if (odd || scaled) return false;
        break;
      case 'n':
        odd = false;
        break;
      case 'Tr':
        mode = n(0);
        break;
      case 'Tf':
        if (!isKnownFont(revision, fonts, operands[0], isOldFont)) return false;
        break;
      case 'Tj':
      case 'TJ':
      case "'":
      case '"':
        if (mode > 2 || white) return false;
        written = true;
        break;
      case 'Do': {
        const key = operands[0];
        const target = isName(key) && objects !== null ? revision.get(objects, key.name) : null;
        if (!isStream(target) || scaled || !isPlain(revision, target, isOldFont, depth + 1)) return false;
        written = true;
        break;
      }
    }
  }
  return true;
}

/** Fonts of the viewer are what their name says; an embedded program draws whatever its maker wants. */
function isKnownFont(
  revision: PdfRevision,
  fonts: PdfDict | null,
  key: PdfObject | undefined,
  isOldFont: (font: PdfObject) => boolean,
): boolean {
  const entry = fonts !== null && isName(key) ? (fonts.entries.get(key.name) ?? null) : null;
  if (entry === null || isOldFont(entry)) return true;
  const font = revision.resolve(entry);
  if (!isDict(font)) return true;
  if (isName(revision.get(font, 'Subtype'), 'Type3')) return false;
  const descendants = revision.get(font, 'DescendantFonts');
  const all = [font, ...(isArray(descendants) ? descendants.items.map((item) => revision.resolve(item)) : [])];
  return all.every((one) => {
    const descriptor = isDict(one) ? revision.getDict(one, 'FontDescriptor') : null;
    return descriptor === null || !['FontFile', 'FontFile2', 'FontFile3'].some((file) => descriptor.entries.has(file));
  });
}
