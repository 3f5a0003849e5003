import type { Sheet, Style } from '../../sheet.ts';
import type { Cell } from '../common.ts';

/** How a printer filled a blank that came from a press: another face, not quite on the dots. */
export interface Overprint {
  readonly value: Style;
  /** Values stand this much above the dotted line, mm. */
  readonly lift: number;
  /** Extra space between rows, mm. */
  readonly between: number;
}

/** Rows of a pressed blank (labels and dots) with the values printed onto it afterwards. */
export class Blank {
  y: number;
  readonly #sheet: Sheet;
  readonly #x: number;
  readonly #width: number;
  readonly #label: Style;
  readonly #overprint: Overprint;

  constructor(sheet: Sheet, x: number, y: number, width: number, label: Style, overprint: Overprint) {
    this.#sheet = sheet;
    this.#x = x;
    this.y = y;
    this.#width = width;
    this.#label = label;
    this.#overprint = overprint;
  }

  /** `lines`: how many dotted lines the blank has for a single cell. */
  put(cells: readonly Cell[], lines = 1): void {
    const sheet = this.#sheet;
    const step = sheet.step(this.#label);
    const { value, lift, between } = this.#overprint;
    const onLine: Style = { ...value, leading: (step * 72) / 25.4 / value.sizePt };
    let last = this.y + (lines - 1) * step;
    sheet.block();
    for (const [index, cell] of cells.entries()) {
      const from = this.#x + (cell.at ?? 0) * this.#width;
      const to = this.#x + (cells[index + 1]?.at ?? 1) * this.#width - (index + 1 < cells.length ? 2 : 0);
      const behind = sheet.line(from, this.y, cell.label, this.#label) + 1;
      const text = [{ text: cell.value, ...(cell.field === undefined ? {} : { field: cell.field }) }];
      const indent = behind + 1.2 - from;
      const end =
        cell.value === ''
          ? this.y
          : sheet.paragraph(from, this.y - lift, to - from, text, onLine, { indent }) + lift - step;
      last = Math.max(last, end);
      for (let y = this.y; y <= last + 0.1; y += step) sheet.leader(y === this.y ? behind : from, to, y, this.#label);
    }
    this.y = last + step + between;
  }
}
