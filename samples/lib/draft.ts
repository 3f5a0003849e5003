import { PDFDocument } from 'pdf-lib';
import { embedFamilies, type Family, type FontSet } from './fonts.ts';
import { type BoxMm, type FieldRecorder, PT_PER_MM, Sheet, type TruthField, union } from './sheet.ts';

interface OpenField {
  printed: string[];
  page: number;
  box: BoxMm;
  handwritten: boolean;
}

/**
 * A paper being drawn, with its ground truth.
 *
 * It has two layers of the same page size: `print` (what a press or printer put down, and all there is of a
 * born-digital document) and `ink` (pen, seals, signatures), so that a scan can wear them differently.
 */
export class Draft implements FieldRecorder {
  readonly print: PDFDocument;
  readonly ink: PDFDocument;
  readonly sheets: Sheet[] = [];
  readonly #fonts: { readonly print: FontSet; readonly ink: FontSet };
  readonly #fields = new Map<string, OpenField>();
  readonly #values = new Map<string, string>();

  private constructor(print: PDFDocument, ink: PDFDocument, fonts: { readonly print: FontSet; readonly ink: FontSet }) {
    this.print = print;
    this.ink = ink;
    this.#fonts = fonts;
  }

  /** @param families fonts of the print layer; the ink layer always has `hand`, `sans` and `arial`. */
  static async begin(families: readonly Family[]): Promise<Draft> {
    const print = await PDFDocument.create({ updateMetadata: false });
    const ink = await PDFDocument.create({ updateMetadata: false });
    return new Draft(print, ink, {
      print: await embedFamilies(print, families),
      ink: await embedFamilies(ink, ['hand', 'sans', 'arial']),
    });
  }

  sheet(widthMm = 210, heightMm = 297): Sheet {
    const size: [number, number] = [widthMm * PT_PER_MM, heightMm * PT_PER_MM];
    const sheet = new Sheet(
      this,
      this.print.addPage(size),
      this.ink.addPage(size),
      this.#fonts,
      this.sheets.length + 1,
      {
        widthMm,
        heightMm,
      },
    );
    this.sheets.push(sheet);
    return sheet;
  }

  /** The normalised value of a field, where it is not simply what is printed. */
  value(field: string, normalised: string): void {
    this.#values.set(field, normalised.normalize('NFC'));
  }

  record(field: string, text: string, page: number, box: BoxMm, handwritten: boolean, glued: boolean): void {
    const open = this.#fields.get(field);
    if (open === undefined) {
      this.#fields.set(field, { printed: [text], page, box, handwritten });
      return;
    }
    if (glued) open.printed[open.printed.length - 1] += text;
    else open.printed.push(text);
    if (open.page === page) open.box = union(open.box, box);
    open.handwritten ||= handwritten;
  }

  /** A field that only a machine-readable code carries; `box` is the code's. */
  machine(field: string, value: string, page: number, box: BoxMm): void {
    this.record(field, value.normalize('NFC'), page, box, false, false);
  }

  fields(): Readonly<Record<string, TruthField>> {
    const all: Record<string, TruthField> = {};
    for (const [name, open] of this.#fields) {
      const printed = open.printed.join(' ').normalize('NFC');
      all[name] = { value: this.#values.get(name) ?? printed, ...open, printed };
    }
    return all;
  }
}
