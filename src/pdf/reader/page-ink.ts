import { SohoaError } from '../../domain/errors.ts';
import { type ContentBudget, contentOperators } from './content.ts';
import { type FontWidths, readFontWidths } from './font-widths.ts';
import type { ReaderLimits } from './limits.ts';
import { boxOf, identity, type Matrix, multiply, readMatrix } from './matrix.ts';
import type { PdfPage, PdfRevision, RectPt } from './model.ts';
import { isArray, isName, isStream, isString, type PdfDict, type PdfObject, type PdfStream } from './objects.ts';

/** Something that a page or an appearance paints. Boxes are in pt of the default user space, generous rather than tight. */
export interface Ink {
  /** `white`: a filled area in white, told only when it is asked for, since it matters only to what lies below it. */
  readonly kind: 'text' | 'graphics' | 'image' | 'white';
  readonly boxPt: RectPt;
  /** Hides what lies below: an image or a filled area without transparency. */
  readonly opaque: boolean;
}

/**
 * What a page paints at one revision in the order of painting, annotations left out; invisible text (rendering mode 3) and,
 * unless asked for, white areas are not ink.
 * Content that cannot be read counts as one opaque box over the whole page: a doubt never hides an overlap.
 */
export function pageInk(
  revision: PdfRevision,
  page: PdfPage,
  limits: ReaderLimits,
  options: { readonly white?: boolean } = {},
): readonly Ink[] {
  const ink: Ink[] = [];
  try {
    const budget: ContentBudget = { operatorsLeft: limits.contentOperators };
    const painter = new Painter(revision, limits, budget, ink);
    painter.run(contentOf(revision, page.dict), page.resources, identity, 0);
  } catch (thrown) {
    if (!(thrown instanceof SohoaError)) throw thrown;
    return [{ kind: 'graphics', boxPt: page.mediaBox, opaque: true }];
  }
  return options.white === true ? ink : ink.filter((one) => one.kind !== 'white');
}

/** What an appearance stream paints, placed into `rect` (12.5.5). */
export function appearanceInk(
  revision: PdfRevision,
  form: PdfStream,
  rect: RectPt,
  limits: ReaderLimits,
): readonly Ink[] {
  const ink: Ink[] = [];
  try {
    const matrix = readMatrix(revision.get(form.dict, 'Matrix'));
    const bbox = readBox(revision, form.dict) ?? [0, 0, 1, 1];
    const [x0, y0, x1, y1] = boxOf(matrix, bbox);
    const scaleX = x1 > x0 ? (rect[2] - rect[0]) / (x1 - x0) : 1;
    const scaleY = y1 > y0 ? (rect[3] - rect[1]) / (y1 - y0) : 1;
    const place: Matrix = [scaleX, 0, 0, scaleY, rect[0] - x0 * scaleX, rect[1] - y0 * scaleY];
    const painter = new Painter(revision, limits, { operatorsLeft: limits.contentOperators }, ink);
    const resources = revision.getDict(form.dict, 'Resources');
    painter.run(revision.decode(form).bytes, resources, multiply(matrix, place), 0);
  } catch (thrown) {
    if (!(thrown instanceof SohoaError)) throw thrown;
    return [{ kind: 'graphics', boxPt: rect, opaque: true }];
  }
  return ink;
}

function readBox(revision: PdfRevision, dict: PdfDict): RectPt | null {
  const value = revision.getArray(dict, 'BBox')?.items.map((item) => revision.resolve(item)) ?? [];
  const [a, b, c, d] = value;
  if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number' || typeof d !== 'number') return null;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

/** The streams of /Contents with white space between them. */
function contentOf(revision: PdfRevision, page: PdfDict): Uint8Array {
  const contents = revision.get(page, 'Contents');
  const streams = isArray(contents) ? contents.items.map((item) => revision.resolve(item)) : [contents];
  const parts = streams.flatMap((stream) => (isStream(stream) ? [revision.decode(stream).bytes, newline] : []));
  return parts.length === 2 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
}

const newline = Uint8Array.of(0x0a);
const mostInk = 100_000;
const deepest = 12;

interface State {
  readonly matrix: Matrix;
  readonly white: boolean;
  readonly translucent: boolean;
  readonly fontSize: number;
  readonly font: FontWidths | null;
  readonly leading: number;
  readonly rise: number;
  readonly charSpace: number;
  readonly wordSpace: number;
  readonly scale: number;
  readonly mode: number;
  readonly lineWidth: number;
}

class Painter {
  readonly #revision: PdfRevision;
  readonly #limits: ReaderLimits;
  readonly #budget: ContentBudget;
  readonly #ink: Ink[];
  readonly #fonts = new Map<PdfDict, FontWidths>();

  constructor(revision: PdfRevision, limits: ReaderLimits, budget: ContentBudget, ink: Ink[]) {
    this.#revision = revision;
    this.#limits = limits;
    this.#budget = budget;
    this.#ink = ink;
  }

  run(content: Uint8Array, resources: PdfDict | null, base: Matrix, depth: number): void {
    let state: State = { ...start, matrix: base };
    const stack: State[] = [];
    let path: RectPt | null = null;
    let line: Matrix = identity;
    let text: Matrix = identity;
    const grow = (x: number, y: number): void => {
      path =
        path === null
          ? [x, y, x, y]
          : [Math.min(path[0], x), Math.min(path[1], y), Math.max(path[2], x), Math.max(path[3], y)];
    };
    const paint = (filled: boolean, stroked: boolean): void => {
      if (path !== null) {
        const half = stroked ? state.lineWidth / 2 : 0;
        const [x0, y0, x1, y1]: RectPt = path;
        this.#add(
          state.white && !stroked ? 'white' : 'graphics',
          boxOf(state.matrix, [x0 - half, y0 - half, x1 + half, y1 + half]),
          filled && !state.translucent,
        );
      }
      path = null;
    };
    const moveLine = (x: number, y: number): void => {
      line = multiply([1, 0, 0, 1, x, y], line);
      text = line;
    };
    const show = (pieces: readonly PdfObject[]): void => {
      let advance = 0;
      for (const piece of pieces) {
        if (typeof piece === 'number') advance -= (piece / 1000) * state.fontSize * state.scale;
        else if (isString(piece)) advance += widthOf(piece.bytes, state);
      }
      const box: RectPt = [
        Math.min(0, advance),
        state.rise - 0.25 * state.fontSize,
        Math.max(0, advance),
        state.rise + state.fontSize,
      ];
      // modes 3 and 7 paint nothing: the invisible layer of a recognised scan
      if (state.mode !== 3 && state.mode !== 7 && !state.white && advance !== 0) {
        this.#add('text', boxOf(multiply(text, state.matrix), box), false);
      }
      text = multiply([1, 0, 0, 1, advance, 0], text);
    };
    for (const { operator, operands } of contentOperators(content, this.#limits, this.#budget)) {
      const n = (index: number): number => {
        const value = operands[index];
        return typeof value === 'number' ? value : 0;
      };
      switch (operator) {
        case 'q':
          if (stack.length < 1_000) stack.push(state);
          break;
        case 'Q':
          state = stack.pop() ?? state;
          break;
        case 'cm':
          state = { ...state, matrix: multiply([n(0), n(1), n(2), n(3), n(4), n(5)], state.matrix) };
          break;
        case 'w':
          state = { ...state, lineWidth: n(0) };
          break;
        case 'gs':
          state = this.#withGraphicsState(state, resources, operands[0]);
          break;
        case 'g':
          state = { ...state, white: n(0) >= 1 };
          break;
        case 'rg':
          state = { ...state, white: n(0) >= 1 && n(1) >= 1 && n(2) >= 1 };
          break;
        case 'k':
          state = { ...state, white: n(0) + n(1) + n(2) + n(3) === 0 };
          break;
        case 'cs':
        case 'sc':
        case 'scn':
          state = { ...state, white: false };
          break;
        case 'm':
        case 'l':
          grow(n(0), n(1));
          break;
        case 'c':
          grow(n(0), n(1));
          grow(n(2), n(3));
          grow(n(4), n(5));
          break;
        case 'v':
        case 'y':
          grow(n(0), n(1));
          grow(n(2), n(3));
          break;
        case 're':
          grow(n(0), n(1));
          grow(n(0) + n(2), n(1) + n(3));
          break;
        case 'f':
        case 'F':
        case 'f*':
          paint(true, false);
          break;
        case 'B':
        case 'B*':
        case 'b':
        case 'b*':
          paint(true, true);
          break;
        case 'S':
        case 's':
          paint(false, true);
          break;
        case 'n':
          path = null;
          break;
        case 'sh':
          this.#add('graphics', boxOf(state.matrix, hugeBox), !state.translucent);
          break;
        case 'BI':
          this.#add('image', boxOf(state.matrix, unitBox), !state.translucent);
          break;
        case 'Do':
          this.#object(operands[0], resources, state, depth);
          break;
        case 'BT':
          line = identity;
          text = identity;
          break;
        case 'Tf':
          state = { ...state, font: this.#font(resources, operands[0]), fontSize: n(1) };
          break;
        case 'Tc':
          state = { ...state, charSpace: n(0) };
          break;
        case 'Tw':
          state = { ...state, wordSpace: n(0) };
          break;
        case 'Tz':
          state = { ...state, scale: n(0) / 100 };
          break;
        case 'TL':
          state = { ...state, leading: n(0) };
          break;
        case 'Ts':
          state = { ...state, rise: n(0) };
          break;
        case 'Tr':
          state = { ...state, mode: n(0) };
          break;
        case 'Td':
          moveLine(n(0), n(1));
          break;
        case 'TD':
          state = { ...state, leading: -n(1) };
          moveLine(n(0), n(1));
          break;
        case 'Tm':
          line = [n(0), n(1), n(2), n(3), n(4), n(5)];
          text = line;
          break;
        case 'T*':
          moveLine(0, -state.leading);
          break;
        case 'Tj':
          show(operands);
          break;
        case 'TJ':
          show(isArray(operands[0]) ? operands[0].items : []);
          break;
        case "'":
          moveLine(0, -state.leading);
          show(operands);
          break;
        case '"':
          state = { ...state, wordSpace: n(0), charSpace: n(1) };
          moveLine(0, -state.leading);
          show(operands.slice(2));
          break;
      }
    }
  }

  #add(kind: Ink['kind'], boxPt: RectPt, opaque: boolean): void {
    if (!boxPt.every(Number.isFinite)) return;
    if (this.#ink.length < mostInk) this.#ink.push({ kind, boxPt, opaque });
  }

  #withGraphicsState(state: State, resources: PdfDict | null, name: PdfObject | undefined): State {
    const states = resources === null ? null : this.#revision.getDict(resources, 'ExtGState');
    const dict = states !== null && isName(name) ? this.#revision.getDict(states, name.name) : null;
    if (dict === null) return state;
    const alpha = this.#revision.get(dict, 'ca');
    const blend = this.#revision.get(dict, 'BM');
    const mask = this.#revision.get(dict, 'SMask');
    const solid =
      (alpha === null || alpha === 1) &&
      (blend === null || isName(blend, 'Normal') || isName(blend, 'Compatible')) &&
      (mask === null || isName(mask, 'None'));
    return { ...state, translucent: !solid };
  }

  #font(resources: PdfDict | null, name: PdfObject | undefined): FontWidths | null {
    const fonts = resources === null ? null : this.#revision.getDict(resources, 'Font');
    const dict = fonts !== null && isName(name) ? this.#revision.getDict(fonts, name.name) : null;
    if (dict === null) return null;
    const known = this.#fonts.get(dict);
    if (known !== undefined) return known;
    const read = readFontWidths(this.#revision, dict);
    this.#fonts.set(dict, read);
    return read;
  }

  #object(name: PdfObject | undefined, resources: PdfDict | null, state: State, depth: number): void {
    const objects = resources === null ? null : this.#revision.getDict(resources, 'XObject');
    const target = objects !== null && isName(name) ? this.#revision.get(objects, name.name) : null;
    if (!isStream(target)) return;
    const subtype = this.#revision.get(target.dict, 'Subtype');
    if (isName(subtype, 'Image')) {
      const masked =
        this.#revision.get(target.dict, 'SMask') !== null || this.#revision.get(target.dict, 'Mask') !== null;
      this.#add('image', boxOf(state.matrix, unitBox), !masked && !state.translucent);
    } else if (isName(subtype, 'Form') && depth < deepest) {
      const matrix = multiply(readMatrix(this.#revision.get(target.dict, 'Matrix')), state.matrix);
      const own = this.#revision.getDict(target.dict, 'Resources') ?? resources;
      this.run(this.#revision.decode(target).bytes, own, matrix, depth + 1);
    }
  }
}

const unitBox: RectPt = [0, 0, 1, 1];
const hugeBox: RectPt = [-14_400, -14_400, 14_400, 14_400];
const start: State = {
  matrix: identity,
  white: false,
  translucent: false,
  fontSize: 0,
  font: null,
  leading: 0,
  rise: 0,
  charSpace: 0,
  wordSpace: 0,
  scale: 1,
  mode: 0,
  lineWidth: 1,
};

/** Advance of a string in text space units. */
function widthOf(bytes: Uint8Array, state: State): number {
  const step = state.font?.codeBytes ?? 1;
  let width = 0;
  for (let at = 0; at + step <= bytes.length; at += step) {
    const code = step === 2 ? ((bytes[at] as number) << 8) | (bytes[at + 1] as number) : (bytes[at] as number);
    const glyph = (state.font?.width(code) ?? averageWidth) / 1000;
    const space = step === 1 && code === 0x20 ? state.wordSpace : 0;
    width += (glyph * state.fontSize + state.charSpace + space) * state.scale;
  }
  return width;
}

const averageWidth = 600;
