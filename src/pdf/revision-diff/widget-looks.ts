import { listFormFields } from '../reader/form.ts';
import type { PdfFile, PdfRevision, RectPt } from '../reader/model.ts';
import { isArray, isDict, isName, isStream, type PdfDict } from '../reader/objects.ts';
import { appearanceInk, type Ink } from '../reader/page-ink.ts';
import { readRect } from '../reader/pages.ts';
import type { ChangeCode, RevisionChange } from './changes.ts';

/**
 * What an annotation paints at its place: of several appearance states the one in force, or all of them when `anyState`.
 * A field without an appearance is given its background colour by the viewer (/MK /BG, 12.5.6.19).
 */
export function looksOf(
  file: PdfFile,
  revision: PdfRevision,
  dict: PdfDict,
  box: RectPt,
  anyState: boolean,
): readonly Ink[] {
  const appearance = revision.getDict(dict, 'AP');
  const normal = appearance === null ? null : revision.get(appearance, 'N');
  if (normal === null) return hasBackground(revision, dict) ? [{ kind: 'white', boxPt: box, opaque: true }] : [];
  if (isStream(normal)) return appearanceInk(revision, normal, box, file.limits);
  if (!isDict(normal)) return [];
  const state = revision.get(dict, 'AS');
  const shown = [...normal.entries].filter(([key]) => anyState || !isName(state) || state.name === key);
  return shown.flatMap(([, value]) => {
    const stream = revision.resolve(value);
    return isStream(stream) ? appearanceInk(revision, stream, box, file.limits) : [];
  });
}

function hasBackground(revision: PdfRevision, dict: PdfDict): boolean {
  const characteristics = revision.getDict(dict, 'MK');
  const background = characteristics === null ? null : revision.get(characteristics, 'BG');
  return isArray(background) && background.items.length > 0;
}

/** Widgets of a field on one page that stand in this box. */
export function widgetsAt(
  file: PdfFile,
  revision: PdfRevision,
  fieldName: string,
  pageIndex: number,
  box: RectPt,
): readonly PdfDict[] {
  const annotations = new Set(revision.pages()[pageIndex]?.annots.map((item) => revision.resolve(item)));
  return listFormFields(revision, file.limits)
    .filter(({ name }) => name === fieldName)
    .flatMap(({ widgets }) => widgets.map(({ dict }) => dict))
    .filter((dict) => annotations.has(dict))
    .filter((dict) => readRect(revision, dict.entries.get('Rect'))?.every((value, index) => value === box[index]));
}

const placed: ReadonlySet<ChangeCode> = new Set(['signature-field-added', 'widget-placed']);

/**
 * Names of signature fields that came after signing, hold no signature in the last revision, and yet paint something: an
 * empty place for the next signer shows nothing.
 */
export function paintedUnsigned(file: PdfFile, changes: readonly RevisionChange[]): readonly string[] {
  const names = new Set(changes.flatMap((one) => (placed.has(one.code) && one.fieldName ? [one.fieldName] : [])));
  if (names.size === 0) return [];
  const { latest } = file;
  const painted = listFormFields(latest, file.limits).filter(
    ({ name, type, value, widgets }) =>
      names.has(name) &&
      type === 'Sig' &&
      latest.resolve(value) === null &&
      widgets.some(({ dict }) => {
        const box = readRect(latest, dict.entries.get('Rect'));
        return box !== null && looksOf(file, latest, dict, box, true).length > 0;
      }),
  );
  return [...new Set(painted.map(({ name }) => name))];
}
