import { contentOperators } from '../reader/content.ts';
import { boxOf, identity, type Matrix, multiply, readMatrix } from '../reader/matrix.ts';
import type { PdfFile, RectPt } from '../reader/model.ts';
import { array, isDict, isName, isStream, type PdfDict, type PdfObject } from '../reader/objects.ts';
import { readRect } from '../reader/pages.ts';

/**
 * Where the one image of a widget's appearance stands: shares of the appearance's box from its bottom left, in the
 * order of a rectangle. Null when it draws no image by itself, or several: then the whole block is its picture.
 */
export function drawnImage(file: PdfFile, widget: PdfDict): RectPt | null {
  const revision = file.latest;
  const appearances = revision.getDict(widget, 'AP');
  const form = appearances === null ? null : revision.get(appearances, 'N');
  if (!isStream(form)) return null;
  const box = readRect(revision, form.dict.entries.get('BBox'));
  const resources = revision.getDict(form.dict, 'Resources');
  const objects = resources === null ? null : revision.getDict(resources, 'XObject');
  if (box === null || objects === null) return null;
  const isImage = (operand: PdfObject | undefined): boolean => {
    const object = isName(operand) ? revision.get(objects, operand.name) : null;
    return isStream(object) && isName(revision.get(object.dict, 'Subtype'), 'Image');
  };
  const drawn: RectPt[] = [];
  const stack: Matrix[] = [];
  let matrix = identity;
  for (const { operator, operands } of contentOperators(revision.decode(form).bytes, file.limits)) {
    if (operator === 'q') stack.push(matrix);
    else if (operator === 'Q') matrix = stack.pop() ?? identity;
    else if (operator === 'cm') matrix = multiply(readMatrix(array(operands)), matrix);
    else if (operator === 'Do' && isImage(operands[0])) drawn.push(boxOf(matrix, [0, 0, 1, 1]));
  }
  const [image, another] = drawn;
  if (image === undefined || another !== undefined) return null;
  const [width, height] = [box[2] - box[0], box[3] - box[1]];
  if (width <= 0 || height <= 0) return null;
  const share = (value: number, from: number, whole: number): number =>
    Math.max(0, Math.min(1, (value - from) / whole));
  return [
    share(image[0], box[0], width),
    share(image[1], box[1], height),
    share(image[2], box[0], width),
    share(image[3], box[1], height),
  ];
}

/** The dictionary that shows a field: itself, or its only kid. */
export function widgetOf(file: PdfFile, field: PdfDict): PdfDict {
  const kid = file.latest.resolve(file.latest.getArray(field, 'Kids')?.items[0]);
  return field.entries.has('AP') || !isDict(kid) ? field : kid;
}
