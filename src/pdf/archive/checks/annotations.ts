import { isDict, isName, isStream, type PdfDict } from '../../reader/objects.ts';
import { readRect } from '../../reader/pages.ts';
import type { CheckContext } from './context.ts';

/** Annotation flags of ISO 32000-1 table 165. */
const INVISIBLE = 1;
const HIDDEN = 2;
const PRINT = 4;
const NO_VIEW = 32;
const TOGGLE_NO_VIEW = 256;

const common = [
  ...['Text', 'Link', 'FreeText', 'Line', 'Square', 'Circle', 'Highlight', 'Underline', 'Squiggly', 'StrikeOut'],
  ...['Stamp', 'Ink', 'Popup', 'Widget', 'PrinterMark', 'TrapNet'],
];
const since2 = ['Polygon', 'PolyLine', 'Caret', 'FileAttachment', 'Watermark', 'Redact'];

/** Row 13: types, flags, appearances. */
export function checkAnnotations(context: CheckContext): void {
  const { latest, flavour, add } = context;
  const allowed = flavour === '1b' ? common : [...common, ...since2];
  for (const page of latest.pages())
    for (const [index, item] of page.annots.entries()) {
      const annotation = latest.resolve(item);
      if (!isDict(annotation)) continue;
      const where = `page ${page.index + 1} annotation ${index + 1}`;
      const subtype = latest.get(annotation, 'Subtype');
      const kind = isName(subtype) ? subtype.name : '?';
      if (!allowed.includes(kind)) add(13, '6.3.1-1', where, `type ${kind}`);
      if (kind === 'Popup') continue;
      const flags = latest.get(annotation, 'F');
      if (typeof flags !== 'number') add(13, '6.3.2-1', where, 'no /F');
      else if ((flags & PRINT) === 0 || (flags & (INVISIBLE | HIDDEN | NO_VIEW | TOGGLE_NO_VIEW)) !== 0)
        add(13, '6.3.2-2', where, `/F ${flags}`);
      checkAppearance(context, annotation, kind, where);
    }
}

function checkAppearance(context: CheckContext, annotation: PdfDict, kind: string, where: string): void {
  const { latest, flavour, add } = context;
  const appearances = latest.getDict(annotation, 'AP');
  if (appearances === null) {
    const rect = readRect(latest, latest.get(annotation, 'Rect'));
    const isEmpty = rect === null || rect[0] === rect[2] || rect[1] === rect[3];
    if (kind !== 'Link' && (!isEmpty || (flavour === '1b' && kind === 'Widget'))) add(13, '6.3.3-1', where, 'no /AP');
    return;
  }
  for (const key of appearances.entries.keys()) if (key !== 'N') add(13, '6.3.3-2', where, `/AP holds ${key}`);
  const normal = latest.get(appearances, 'N');
  const isButton = kind === 'Widget' && isName(latest.get(annotation, 'FT'), 'Btn');
  if (isButton ? !isDict(normal) : !isStream(normal))
    add(13, isButton ? '6.3.3-3' : '6.3.3-4', where, 'the form of /AP /N');
}
