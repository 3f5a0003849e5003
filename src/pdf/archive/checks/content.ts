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
import { readRect } from '../../reader/pages.ts';
import { type ColourRule, colourRule, intentComponents } from './colour.ts';
import { type CheckContext, dictionariesOf, objectsInForce } from './context.ts';
import { checkFonts, type FontUse } from './fonts.ts';
import { checkSyntaxLimits } from './limits.ts';

/** Deepest nesting of q (6.1.13-8) and of forms that this check follows. */
const DEEPEST_SAVE = 28;
const DEEPEST_FORM = 12;

/** What a walk over all content carries with it. */
interface Walk {
  readonly context: CheckContext;
  readonly colours: ColourRule;
  readonly fonts: Map<PdfDict, FontUse>;
  readonly seen: Set<PdfStream>;
}

/** Rows 4 (boxes, q), 8 and 12 by walking everything that pages and appearances show; rows 9 to 11 from what was shown. */
export function checkContents(context: CheckContext): void {
  const { latest, add } = context;
  const colours = colourRule(context, intentComponents(context));
  const state: Walk = { context, colours, fonts: new Map(), seen: new Set() };
  for (const page of latest.pages()) {
    const where = `page ${page.index + 1}`;
    checkBoxes(context, page, where);
    const contents = latest.get(page.dict, 'Contents');
    const own = latest.getDict(page.dict, 'Resources');
    if (own === null && contents !== null) add(12, '6.2.2-2', where, 'the page has no /Resources of its own');
    if (context.flavour === '1b' && page.dict.entries.has('Group')) add(8, '6.4-3', where, 'a transparency group');
    walk(state, contentOf(context, contents), own ?? page.resources, where, 0);
    for (const item of page.annots) {
      const annotation = latest.resolve(item);
      const appearances = isDict(annotation) ? latest.getDict(annotation, 'AP') : null;
      if (appearances !== null)
        for (const form of appearanceStreams(context, appearances)) walkForm(state, form, `${where} appearance`, 0);
    }
  }
  checkImagesAndStates(context, colours);
  checkFonts(context, state.fonts.values());
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

function checkBoxes({ latest, add }: CheckContext, page: PdfPage, where: string): void {
  const others = ['TrimBox', 'BleedBox', 'ArtBox'].map((key) => readRect(latest, latest.get(page.dict, key)));
  for (const box of [page.mediaBox, page.cropBox, ...others]) {
    if (box === null) continue;
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
  BDC: 'Properties',
  DP: 'Properties',
};

/** Operators of ISO 32000-1 annex A; others are not allowed, not even between BX and EX (6.2.2-1). */
const operatorsKnown = new Set(
  (
    'b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i J j K k l M m MP n q Q re ' +
    'RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "'
  ).split(' '),
);
const renderingIntents = ['RelativeColorimetric', 'AbsoluteColorimetric', 'Perceptual', 'Saturation'];
/** Colour operators by the device components they set. */
const deviceOperators: Readonly<Record<string, 1 | 3 | 4>> = { g: 1, G: 1, rg: 3, RG: 3, k: 4, K: 4 };
const deviceSpaces = ['DeviceGray', 'DeviceRGB', 'DeviceCMYK', 'Pattern'];

function walk(state: Walk, content: Uint8Array, resources: PdfDict | null, where: string, depth: number): void {
  const { context, colours, fonts } = state;
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
    for (const operand of operands) checkSyntaxLimits(context, operand, where, content);
    if (!operatorsKnown.has(operator)) add(12, '6.2.2-1', where, `the operator ${operator} is not of ISO 32000-1`);
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
    else if (operator in deviceOperators) colours.used(deviceOperators[operator]!, where);
    else if (operator === 'cs' || operator === 'CS') colours.space(found ?? last, where);
    else if (operator === 'ri' && isName(last) && !renderingIntents.includes(last.name))
      add(8, '6.2.6-1', where, `rendering intent ${last.name}`);
    else if (operator === 'BI') checkInlineImage(state, operands, resources, where);
    else if (operator === 'Do' && isStream(found) && isName(latest.get(found.dict, 'Subtype'), 'Form')) {
      if (depth < DEEPEST_FORM) walkForm(state, found, `${where} /${isName(name) ? name.name : ''}`, depth + 1);
    }
  }
}

function walkForm(state: Walk, form: PdfStream, where: string, depth: number): void {
  const { context, seen } = state;
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
  if (form.dict.entries.has('OPI')) add(8, '6.2.9-1', where, 'a form with OPI');
  if (form.dict.entries.has('PS') || isName(latest.get(form.dict, 'Subtype2'), 'PS'))
    add(8, '6.2.9-1', where, 'a form with PostScript');
  if (form.dict.entries.has('Ref')) add(8, '6.2.9-2', where, 'a reference XObject');
  walk(state, content, resources, where, depth);
}

/** Keys of an inline image, short or long (ISO 32000-1 table 93). */
function checkInlineImage(
  { context, colours }: Walk,
  operands: readonly PdfObject[],
  resources: PdfDict | null,
  where: string,
): void {
  const { latest, add } = context;
  for (let i = 0; i + 1 < operands.length; i += 2) {
    const key = operands[i];
    const value = operands[i + 1] ?? null;
    if (isName(key, 'I') || isName(key, 'Interpolate')) {
      if (value === true) add(8, '6.2.8-3', where, 'an interpolated image');
    } else if (isName(key, 'F') || isName(key, 'Filter')) {
      for (const filter of isArray(value) ? value.items : [value])
        if (isName(filter, 'LZW') || isName(filter, 'LZWDecode') || isName(filter, 'Crypt'))
          add(5, '6.1.10-1', where, `an inline image with ${filter.name}`);
    } else if (isName(key, 'CS') || isName(key, 'ColorSpace')) {
      const group = resources === null ? null : latest.getDict(resources, 'ColorSpace');
      const named = isName(value) && group !== null ? latest.get(group, value.name) : null;
      colours.space(named ?? value, where);
    }
  }
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
/** Blend modes of ISO 32000-1 tables 136 and 137, and the old name of Normal. */
const blendModes = new Set(
  (
    'Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference ' +
    'Exclusion Hue Saturation Color Luminosity'
  ).split(' '),
);

function checkImagesAndStates({ latest, flavour, add }: CheckContext, colours: ColourRule): void {
  for (const { number, object } of objectsInForce(latest)) {
    const where = `${number} 0`;
    if (isStream(object) && isName(latest.get(object.dict, 'Subtype'), 'Image')) {
      const bits = latest.get(object.dict, 'BitsPerComponent');
      if (latest.get(object.dict, 'Interpolate') === true) add(8, '6.2.8-3', where, 'an interpolated image');
      if (typeof bits === 'number' && ![1, 2, 4, 8, 16].includes(bits)) add(8, '6.2.8', where, `${bits} bits`);
      if (object.dict.entries.has('Alternates') || object.dict.entries.has('OPI'))
        add(8, '6.2.8-1', where, 'alternate images or OPI');
      colours.space(latest.get(object.dict, 'ColorSpace'), where);
      const intent = latest.get(object.dict, 'Intent');
      if (isName(intent) && !renderingIntents.includes(intent.name))
        add(8, '6.2.6-1', where, `rendering intent ${intent.name}`);
      if (flavour === '1b' && object.dict.entries.has('SMask')) add(8, '6.4-1', where, 'a soft mask');
    }
    for (const dict of dictionariesOf(object)) {
      if (dict.entries.has('ShadingType')) colours.space(latest.get(dict, 'ColorSpace'), where);
      const isState = isName(latest.get(dict, 'Type'), 'ExtGState');
      if (isState) for (const key of ['TR', 'HTP']) if (dict.entries.has(key)) add(8, '6.2.5-1', where, `/${key}`);
      const blend = latest.get(dict, 'BM');
      for (const mode of isArray(blend) ? blend.items : [blend]) {
        if (!isName(mode)) continue;
        if (!blendModes.has(mode.name)) add(8, '6.2.10-1', where, `blend mode ${mode.name}`);
        if (flavour === '1b' && mode.name !== 'Normal' && mode.name !== 'Compatible') add(8, '6.4-4', where, mode.name);
      }
      if (flavour !== '1b') continue;
      // of a graphics state, which need not name its type, and CA of an annotation
      for (const key of ['ca', 'CA']) {
        const alpha = latest.get(dict, key);
        if (typeof alpha === 'number' && alpha !== 1) add(8, '6.4-5', where, `/${key} ${alpha}`);
      }
      if (isState && dict.entries.has('SMask') && !isName(latest.get(dict, 'SMask'), 'None'))
        add(8, '6.4-2', where, 'a soft mask');
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
