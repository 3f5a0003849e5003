import { SohoaError } from '../../../domain/errors.ts';
import { contentOperators } from '../../reader/content.ts';
import type { PdfPage } from '../../reader/model.ts';
import {
  isArray,
  isDict,
  isName,
  isStream,
  isString,
  type PdfDict,
  type PdfObject,
  type PdfStream,
} from '../../reader/objects.ts';
import { type CheckContext, objectsInForce } from './context.ts';
import { checkFonts, type FontUse } from './fonts.ts';

/** Deepest nesting of q (6.1.13-8) and of forms that this check follows. */
const DEEPEST_SAVE = 28;
const DEEPEST_FORM = 12;

/** Rows 4 (boxes, q), 8 and 12 by walking everything that pages and appearances show; rows 9 to 11 from what was shown. */
export function checkContents(context: CheckContext): void {
  const { latest, add } = context;
  const fonts = new Map<PdfDict, FontUse>();
  const seen = new Set<PdfStream>();
  for (const page of latest.pages()) {
    const where = `page ${page.index + 1}`;
    checkBoxes(context, page, where);
    const contents = latest.get(page.dict, 'Contents');
    const own = latest.getDict(page.dict, 'Resources');
    if (own === null && contents !== null) add(12, '6.2.2-2', where, 'the page has no /Resources of its own');
    if (context.flavour === '1b' && page.dict.entries.has('Group')) add(8, '6.4-3', where, 'a transparency group');
    walk(context, contentOf(context, contents), own ?? page.resources, where, fonts, seen, 0);
    for (const item of page.annots) {
      const annotation = latest.resolve(item);
      const appearances = isDict(annotation) ? latest.getDict(annotation, 'AP') : null;
      if (appearances !== null)
        for (const form of appearanceStreams(context, appearances))
          walkForm(context, form, `${where} appearance`, fonts, seen, 0);
    }
  }
  checkImagesAndStates(context);
  checkFonts(context, fonts.values());
}

function* appearanceStreams({ latest }: CheckContext, appearances: PdfDict): Generator<PdfStream> {
  for (const value of appearances.entries.values()) {
    const state = latest.resolve(value);
    if (isStream(state)) yield state;
    else if (isDict(state))
      for (const inner of state.entries.values()) {
        const form = latest.resolve(inner);
        if (isStream(form)) yield form;
      }
  }
}

function checkBoxes({ add }: CheckContext, page: PdfPage, where: string): void {
  for (const box of [page.mediaBox, page.cropBox]) {
    const [width, height] = [box[2] - box[0], box[3] - box[1]];
    if (Math.min(width, height) < 3 || Math.max(width, height) > 14_400)
      add(4, '6.1.13-11', where, `a page box of ${width} × ${height} units`);
  }
}

function contentOf({ latest }: CheckContext, contents: PdfObject): Uint8Array {
  if (isStream(contents)) return latest.decode(contents).bytes;
  const parts = isArray(contents) ? contents.items.map((item) => latest.resolve(item)).filter(isStream) : [];
  return Buffer.concat(parts.flatMap((part) => [Buffer.from(latest.decode(part).bytes), Buffer.from('\n')]));
}

/** Operator → kind of resource its last name operand needs. */
const resourceOf: Readonly<Record<string, string>> = {
  Tf: 'Font',
  Do: 'XObject',
  gs: 'ExtGState',
  cs: 'ColorSpace',
  CS: 'ColorSpace',
  sh: 'Shading',
  scn: 'Pattern',
  SCN: 'Pattern',
};
const deviceSpaces = ['DeviceGray', 'DeviceRGB', 'DeviceCMYK', 'Pattern'];

function walk(
  context: CheckContext,
  content: Uint8Array,
  resources: PdfDict | null,
  where: string,
  fonts: Map<PdfDict, FontUse>,
  seen: Set<PdfStream>,
  depth: number,
): void {
  const { latest, file, add } = context;
  const find = (kind: string, name: string): PdfObject => {
    const group = resources === null ? null : latest.getDict(resources, kind);
    return group === null ? null : latest.get(group, name);
  };
  let font: FontUse | null = null;
  let mode = 0;
  let saves = 0;
  const saved: { font: FontUse | null; mode: number }[] = [];
  for (const { operator, operands } of contentOperators(content, file.limits)) {
    const last = operands.at(-1) ?? null;
    const name = operator === 'Tf' ? operands[0] : last;
    const kind = resourceOf[operator];
    let found: PdfObject = null;
    if (kind !== undefined && isName(name) && !(kind === 'ColorSpace' && deviceSpaces.includes(name.name))) {
      found = find(kind, name.name);
      if (found === null) add(12, '6.2.2-2', where, `/${name.name} is not in the /${kind} resources`);
    }
    if (operator === 'q') {
      saved.push({ font, mode });
      if (++saves > DEEPEST_SAVE) add(4, '6.1.13-8', where, `q nested ${saves} deep`);
    } else if (operator === 'Q') {
      saves--;
      ({ font, mode } = saved.pop() ?? { font, mode });
    } else if (operator === 'Tf')
      font = isDict(found) ? useOf(context, fonts, found, isName(name) ? name.name : '') : null;
    else if (operator === 'Tr' && typeof last === 'number') mode = last;
    else if (['Tj', 'TJ', "'", '"'].includes(operator)) show(context, font, mode, last);
    else if (operator === 'k' || operator === 'K') add(8, '6.2.4.3-3', where, 'DeviceCMYK under an RGB output intent');
    else if ((operator === 'cs' || operator === 'CS') && isName(last, 'DeviceCMYK'))
      add(8, '6.2.4.3-3', where, 'DeviceCMYK under an RGB output intent');
    else if (operator === 'Do' && isStream(found) && isName(latest.get(found.dict, 'Subtype'), 'Form')) {
      if (depth < DEEPEST_FORM)
        walkForm(context, found, `${where} /${isName(name) ? name.name : ''}`, fonts, seen, depth + 1);
    }
  }
}

function walkForm(
  context: CheckContext,
  form: PdfStream,
  where: string,
  fonts: Map<PdfDict, FontUse>,
  seen: Set<PdfStream>,
  depth: number,
): void {
  if (seen.has(form)) return;
  seen.add(form);
  const { latest, add } = context;
  const content = latest.decode(form).bytes;
  const resources = latest.getDict(form.dict, 'Resources');
  if (resources === null && content.length > 0) {
    const uses = usesResources(context, content);
    if (uses) add(12, '6.2.2-2', where, 'the form has no /Resources of its own');
  }
  if (context.flavour === '1b' && form.dict.entries.has('Group')) add(8, '6.4-3', where, 'a transparency group');
  walk(context, content, resources, where, fonts, seen, depth);
}

function usesResources({ file }: CheckContext, content: Uint8Array): boolean {
  for (const { operator } of contentOperators(content, file.limits)) if (operator in resourceOf) return true;
  return false;
}

function useOf({ latest }: CheckContext, fonts: Map<PdfDict, FontUse>, font: PdfDict, resource: string): FontUse {
  const known = fonts.get(font);
  if (known !== undefined) return known;
  const base = latest.get(font, 'BaseFont');
  const use = { font, name: isName(base) ? base.name : resource, codes: new Set<number>(), modes: new Set<number>() };
  fonts.set(font, use);
  return use;
}

function show({ latest }: CheckContext, use: FontUse | null, mode: number, operand: PdfObject): void {
  if (use === null) return;
  const step = isName(latest.get(use.font, 'Subtype'), 'Type0') ? 2 : 1;
  for (const piece of isArray(operand) ? operand.items : [operand]) {
    if (!isString(piece)) continue;
    for (let at = 0; at + step <= piece.bytes.length; at += step)
      use.codes.add(step === 1 ? piece.bytes[at]! : piece.bytes[at]! * 256 + piece.bytes[at + 1]!);
    if (piece.bytes.length > 0) use.modes.add(mode);
  }
}

/** Row 8 for images and graphics states wherever they stand. */
function checkImagesAndStates({ latest, flavour, add }: CheckContext): void {
  for (const { number, object } of objectsInForce(latest)) {
    const where = `${number} 0`;
    if (isStream(object) && isName(latest.get(object.dict, 'Subtype'), 'Image')) {
      const bits = latest.get(object.dict, 'BitsPerComponent');
      if (latest.get(object.dict, 'Interpolate') === true) add(8, '6.2.8-3', where, 'an interpolated image');
      if (typeof bits === 'number' && ![1, 2, 4, 8, 16].includes(bits)) add(8, '6.2.8', where, `${bits} bits`);
      if (object.dict.entries.has('Alternates') || object.dict.entries.has('OPI'))
        add(8, '6.2.8-1', where, 'alternate images or OPI');
      if (isName(latest.get(object.dict, 'ColorSpace'), 'DeviceCMYK'))
        add(8, '6.2.4.3-3', where, 'a CMYK image under an RGB output intent');
      if (flavour === '1b' && object.dict.entries.has('SMask')) add(8, '6.4-1', where, 'a soft mask');
    }
    if (isDict(object) && isName(latest.get(object, 'Type'), 'ExtGState')) {
      for (const key of ['TR', 'HTP']) if (object.entries.has(key)) add(8, '6.2.5-1', where, `/${key}`);
      if (flavour !== '1b') continue;
      for (const key of ['ca', 'CA']) {
        const alpha = latest.get(object, key);
        if (typeof alpha === 'number' && alpha !== 1) add(8, '6.4-5', where, `/${key} ${alpha}`);
      }
      const blend = latest.get(object, 'BM');
      if (isName(blend) && blend.name !== 'Normal' && blend.name !== 'Compatible') add(8, '6.4-4', where, blend.name);
    }
  }
}

/** Content that cannot be read is a finding, not a crash. */
export function guarded(context: CheckContext, check: number, clause: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof SohoaError)) throw error;
    context.add(check, clause, 'file', error.message);
  }
}
