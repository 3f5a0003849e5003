import { BlendMode, type Color, degrees, type PDFPage, rgb } from 'pdf-lib';
import type { Face, Family, FontSet } from './fonts.ts';

/** 1 mm in pt (rules.md F). */
export const PT_PER_MM = 72 / 25.4;

export interface BoxMm {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How the ink of a line came to the paper; only `print` and `machine` are to be read by recognition. */
export type TruthKind = 'print' | 'handwriting' | 'stamp' | 'machine';

export interface TruthLine {
  readonly text: string;
  /** mm of the upright page as drawn, origin top left. */
  readonly box: BoxMm;
  /** Paragraph, column or table cell; ascending in reading order. */
  readonly block: number;
  readonly kind: TruthKind;
  /** Where the words of the text stand along the line; absent for ink that is not drawn as lines. */
  readonly words?: readonly TruthWord[];
}

/** mm of the upright page as drawn. */
export interface TruthWord {
  readonly text: string;
  readonly x: number;
  readonly width: number;
}

export interface TruthField {
  /** Normalised: dates ISO 8601, identifiers and amounts as digits, names and addresses as printed. NFC. */
  readonly value: string;
  /** As it stands on the paper; several printed lines are joined by a space. */
  readonly printed: string;
  /** 1-based. */
  readonly page: number;
  readonly box: BoxMm;
  readonly handwritten: boolean;
}

export interface PageTruth {
  readonly widthMm: number;
  readonly heightMm: number;
  /** In reading order. Dotted leaders are ornament and not part of a line's text. */
  readonly lines: readonly TruthLine[];
}

/** A piece of a line. `field` marks the value of a field; `gap` leaves that many mm before it. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly sizePt?: number;
  readonly family?: Family;
  readonly colour?: Color;
  readonly field?: string;
  readonly hand?: boolean;
  readonly kind?: TruthKind;
  readonly gap?: number;
}

export interface Style {
  readonly family: Family;
  readonly sizePt: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly colour?: Color;
  /** Line height as a multiple of the font size. */
  readonly leading?: number;
}

export type Align = 'left' | 'center' | 'right' | 'justify';

export const black = rgb(0.07, 0.07, 0.08);
/** Pen colours of handwriting and signatures. */
export const penBlue = rgb(0.08, 0.16, 0.55);
/** Ink of seals. */
export const sealRed = rgb(0.83, 0.1, 0.12);

interface Word {
  readonly text: string;
  readonly run: Run;
  readonly widthMm: number;
  /** White space between the word before and this one, mm; 0 inside a word made of two runs. */
  readonly spaceMm: number;
}

export const union = (a: BoxMm, b: BoxMm): BoxMm => {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
};

/** Who keeps the fields of a paper while its sheets are drawn. */
export interface FieldRecorder {
  /** One drawn piece of a field's value; `glued`: no space between it and the piece before. */
  record(field: string, text: string, page: number, box: BoxMm, handwritten: boolean, glued: boolean): void;
}

/** One page of a draft. All positions are mm from the top left corner; `y` of text is its baseline. */
export class Sheet {
  readonly number: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly lines: TruthLine[] = [];
  readonly printPage: PDFPage;
  readonly inkPage: PDFPage;
  readonly #recorder: FieldRecorder;
  readonly #fonts: { readonly print: FontSet; readonly ink: FontSet };
  #block = 0;
  /** x after the last glyph of the line drawn last, mm. */
  endX = 0;

  constructor(
    recorder: FieldRecorder,
    printPage: PDFPage,
    inkPage: PDFPage,
    fonts: { readonly print: FontSet; readonly ink: FontSet },
    number: number,
    size: { readonly widthMm: number; readonly heightMm: number },
  ) {
    this.#recorder = recorder;
    this.printPage = printPage;
    this.inkPage = inkPage;
    this.#fonts = fonts;
    this.number = number;
    this.widthMm = size.widthMm;
    this.heightMm = size.heightMm;
  }

  /** Starts a new block of the reading order (paragraph, column, cell). */
  block(): this {
    this.#block += 1;
    return this;
  }

  truth(): PageTruth {
    return { widthMm: this.widthMm, heightMm: this.heightMm, lines: this.lines };
  }

  font(face: Face, layer: 'print' | 'ink' = 'print') {
    return this.#fonts[layer](face);
  }

  widthOf(text: string, style: Style, run: Partial<Run> = {}): number {
    const { font, sizePt } = this.#face(style, { text, ...run });
    return font.widthOfTextAtSize(text, sizePt) / PT_PER_MM;
  }

  /**
   * One line of text made of runs; words are split at spaces and may be stretched (`justify`).
   * @returns the x after its last glyph, mm.
   */
  line(
    x: number,
    y: number,
    content: string | readonly Run[],
    style: Style,
    options: { readonly align?: Align; readonly width?: number } = {},
  ): number {
    const words = this.#words(content, style);
    return this.#drawWords(words, x, y, style, options.align ?? 'left', options.width ?? 0);
  }

  /**
   * A paragraph filled to `width`, first line indented.
   * @returns the baseline of the next line, mm.
   */
  paragraph(
    x: number,
    y: number,
    width: number,
    content: string | readonly Run[],
    style: Style,
    options: { readonly align?: Align; readonly indent?: number } = {},
  ): number {
    const align = options.align ?? 'left';
    const step = this.step(style);
    let rest = this.#words(content, style);
    let baseline = y;
    let indent = options.indent ?? 0;
    while (rest.length > 0) {
      let used = rest[0]!.widthMm;
      let count = 1;
      while (count < rest.length && used + rest[count]!.spaceMm + rest[count]!.widthMm <= width - indent) {
        used += rest[count]!.spaceMm + rest[count]!.widthMm;
        count += 1;
      }
      while (count < rest.length && count > 1 && rest[count]!.spaceMm === 0) count -= 1;
      const last = count === rest.length;
      this.#drawWords(
        rest.slice(0, count),
        x + indent,
        baseline,
        style,
        last && align === 'justify' ? 'left' : align,
        width - indent,
      );
      rest = rest.slice(count);
      baseline += step;
      indent = 0;
    }
    return baseline;
  }

  /** Line height of a style, mm. */
  step(style: Style): number {
    return ((style.leading ?? 1.3) * style.sizePt) / PT_PER_MM;
  }

  /** Dots from x0 to x1 on a baseline, as word processors fill a leader tab. Ornament: not in the truth. */
  leader(x0: number, x1: number, y: number, style: Style): void {
    const { font } = this.#face(style, { text: '.' });
    const dot = font.widthOfTextAtSize('.', style.sizePt) / PT_PER_MM;
    const count = Math.floor((x1 - x0) / dot);
    if (count > 0) this.#glyphs('.'.repeat(count), x1 - count * dot, y, { text: '.' }, style);
  }

  /** Straight line on the print layer. */
  rule(x0: number, y0: number, x1: number, y1: number, widthMm = 0.2, colour: Color = black): void {
    this.printPage.drawLine({
      start: { x: x0 * PT_PER_MM, y: (this.heightMm - y0) * PT_PER_MM },
      end: { x: x1 * PT_PER_MM, y: (this.heightMm - y1) * PT_PER_MM },
      thickness: widthMm * PT_PER_MM,
      color: colour,
    });
  }

  box(
    area: BoxMm,
    options: {
      readonly widthMm?: number;
      readonly colour?: Color;
      readonly fill?: Color;
      readonly layer?: 'print' | 'ink';
    } = {},
  ): void {
    (options.layer === 'ink' ? this.inkPage : this.printPage).drawRectangle({
      x: area.x * PT_PER_MM,
      y: (this.heightMm - area.y - area.height) * PT_PER_MM,
      width: area.width * PT_PER_MM,
      height: area.height * PT_PER_MM,
      ...(options.fill === undefined ? {} : { color: options.fill }),
      ...(options.fill !== undefined && options.widthMm === undefined
        ? {}
        : { borderColor: options.colour ?? black, borderWidth: (options.widthMm ?? 0.2) * PT_PER_MM }),
    });
  }

  /** An SVG path in mm (origin top left of the sheet), stroked or filled. */
  path(
    d: string,
    options: {
      readonly widthMm?: number;
      readonly colour?: Color;
      readonly fill?: Color;
      readonly layer?: 'print' | 'ink';
    },
  ): void {
    (options.layer === 'ink' ? this.inkPage : this.printPage).drawSvgPath(d, {
      x: 0,
      y: this.heightMm * PT_PER_MM,
      scale: PT_PER_MM,
      ...(options.fill === undefined ? {} : { color: options.fill }),
      ...(options.widthMm === undefined ? {} : { borderColor: options.colour ?? black, borderWidth: options.widthMm }),
    });
  }

  /** One string turned about its baseline start by `turn` degrees (counter-clockwise), ink layer, multiplied onto what lies below. */
  turned(text: string, x: number, y: number, turn: number, style: Style, layer: 'print' | 'ink' = 'ink'): void {
    (layer === 'ink' ? this.inkPage : this.printPage).drawText(text, {
      x: x * PT_PER_MM,
      y: (this.heightMm - y) * PT_PER_MM,
      size: style.sizePt,
      font: this.#fonts[layer]({ family: style.family, bold: style.bold, italic: style.italic }),
      color: style.colour ?? black,
      rotate: degrees(turn),
      blendMode: BlendMode.Multiply,
    });
  }

  /** Truth of ink that was not drawn by `line` (a seal's text, for example). */
  addTruth(line: Omit<TruthLine, 'block'>): void {
    this.lines.push({ ...line, block: this.#block });
  }

  #face(style: Style, run: Run) {
    const family = run.hand ? 'hand' : (run.family ?? style.family);
    const sizePt = (run.sizePt ?? style.sizePt) * (run.hand ? 1.12 : 1);
    const font = this.#fonts[run.hand ? 'ink' : 'print']({
      family,
      bold: run.bold ?? style.bold,
      italic: run.italic ?? style.italic,
    });
    return { font, sizePt };
  }

  #words(content: string | readonly Run[], style: Style): Word[] {
    const runs = typeof content === 'string' ? [{ text: content }] : content;
    const words: Word[] = [];
    let pendingSpace = false;
    for (const run of runs) {
      const { font, sizePt } = this.#face(style, run);
      const space = font.widthOfTextAtSize(' ', sizePt) / PT_PER_MM;
      const pieces = run.text.normalize('NFC').split(/( +)/);
      let gap = run.gap ?? 0;
      for (const piece of pieces) {
        if (piece === '') continue;
        if (/^ +$/.test(piece)) {
          pendingSpace = true;
          continue;
        }
        words.push({
          text: piece,
          run,
          widthMm: font.widthOfTextAtSize(piece, sizePt) / PT_PER_MM,
          spaceMm: gap > 0 ? gap : pendingSpace ? space : 0,
        });
        pendingSpace = false;
        gap = 0;
      }
    }
    return words;
  }

  #drawWords(words: readonly Word[], x: number, y: number, style: Style, align: Align, width: number): number {
    if (words.length === 0) return x;
    const natural = words.reduce((sum, word, index) => sum + word.widthMm + (index === 0 ? 0 : word.spaceMm), 0);
    const spaces = words.filter((word, index) => index > 0 && word.spaceMm > 0).length;
    const stretch = align === 'justify' && spaces > 0 ? Math.max(0, (width - natural) / spaces) : 0;
    let cursor = x;
    if (align === 'center') cursor += (width - natural) / 2;
    if (align === 'right') cursor += width - natural;
    // Words of one run stay one string while nothing is stretched, so that the PDF carries real spaces.
    let pending: { text: string; x: number; run: Run; widthMm: number } | null = null;
    const groups: { text: string; x: number; run: Run; widthMm: number; space: boolean }[] = [];
    const placed: (TruthWord & { readonly kind: TruthKind; readonly isGlued: boolean })[] = [];
    for (const [index, word] of words.entries()) {
      const space = index === 0 ? 0 : word.spaceMm + (word.spaceMm > 0 ? stretch : 0);
      const joins = pending !== null && pending.run === word.run && stretch === 0 && word.spaceMm < 4;
      if (joins && pending !== null) {
        pending.text += (space > 0 ? ' ' : '') + word.text;
        pending.widthMm += space + word.widthMm;
      } else {
        pending = { text: word.text, x: cursor + space, run: word.run, widthMm: word.widthMm };
        groups.push(Object.assign(pending, { space: space > 0 }));
      }
      const at = { text: word.text, x: cursor + space, width: word.widthMm };
      placed.push({ ...at, kind: kindOf(word.run), isGlued: index > 0 && space === 0 });
      cursor += space + word.widthMm;
    }
    const pieces: { text: string; box: BoxMm; kind: TruthKind; space: boolean }[] = [];
    for (const [index, group] of groups.entries()) {
      const { sizePt } = this.#face(style, group.run);
      this.#glyphs(group.text, group.x, y, group.run, style);
      if (group.run.underline) this.rule(group.x, y + 0.6, group.x + group.widthMm, y + 0.6, 0.18);
      const ascent = (0.75 * sizePt) / PT_PER_MM;
      const box = { x: group.x, y: y - ascent, width: group.widthMm, height: (1.0 * sizePt) / PT_PER_MM };
      pieces.push({
        text: group.text,
        box,
        kind: kindOf(group.run),
        space: group.space,
      });
      if (group.run.field !== undefined)
        this.#recorder.record(
          group.run.field,
          group.text,
          this.number,
          box,
          group.run.hand === true,
          index > 0 && !group.space,
        );
    }
    // A line of several kinds (a printed label, a written answer) becomes one truth line a kind.
    for (const kind of ['print', 'machine', 'handwriting', 'stamp'] as const) {
      const own = pieces.filter((piece) => piece.kind === kind);
      if (own.length === 0) continue;
      const text = own.map((piece, index) => (index > 0 && piece.space ? ' ' : '') + piece.text).join('');
      const words = joinGlued(placed.filter((word) => word.kind === kind));
      this.lines.push({ text, box: own.map((piece) => piece.box).reduce(union), block: this.#block, kind, words });
    }
    this.endX = cursor;
    return cursor;
  }

  #glyphs(text: string, x: number, y: number, run: Run, style: Style): void {
    const { font, sizePt } = this.#face(style, run);
    (run.hand ? this.inkPage : this.printPage).drawText(text, {
      x: x * PT_PER_MM,
      y: (this.heightMm - y) * PT_PER_MM,
      size: sizePt,
      font,
      color: run.colour ?? (run.hand ? penBlue : (style.colour ?? black)),
    });
  }
}

const kindOf = (run: Run): TruthKind => run.kind ?? (run.hand ? 'handwriting' : 'print');

/** Pieces without a space between them (a label and its colon) are one word. */
function joinGlued(pieces: readonly (TruthWord & { readonly isGlued: boolean })[]): readonly TruthWord[] {
  const words: TruthWord[] = [];
  for (const { text, x, width, isGlued } of pieces) {
    const before = words.at(-1);
    if (!isGlued || before === undefined) words.push({ text: text.normalize('NFC'), x, width });
    else
      words[words.length - 1] = { text: before.text + text.normalize('NFC'), x: before.x, width: x + width - before.x };
  }
  return words;
}
