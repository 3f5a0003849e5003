import type { Run, Sheet, Style } from '../../sheet.ts';
import { type Cell, type Filling, row } from '../common.ts';

/** A column of text that is written from top to bottom. */
export class Column {
  y: number;
  readonly sheet: Sheet;
  readonly x: number;
  readonly width: number;
  readonly style: Style;
  readonly filling: Filling;

  constructor(sheet: Sheet, x: number, y: number, width: number, style: Style, filling: Filling = {}) {
    this.sheet = sheet;
    this.x = x;
    this.y = y;
    this.width = width;
    this.style = style;
    this.filling = filling;
  }

  /** A row of labels with their values. */
  put(...cells: readonly Cell[]): void {
    this.y = row(this.sheet, this.x, this.y, this.width, cells, this.style, this.filling);
  }

  /** A paragraph of its own block, `before` mm below what stands above. */
  say(content: string | readonly Run[], options: Parameters<Sheet['paragraph']>[5] = {}, before = 0): void {
    this.sheet.block();
    this.y = this.sheet.paragraph(this.x, this.y + before, this.width, content, this.style, options);
    this.sheet.block();
  }

  head(text: string, before = 1): void {
    this.say([{ text, bold: true }], {}, before);
  }

  centre(content: readonly Run[], before = 0): void {
    this.say(content, { align: 'center' }, before);
  }
}

/** A ruled table; cells wrap, the first row is the head. @returns the y below its last rule, mm. */
export function table(
  sheet: Sheet,
  x: number,
  top: number,
  widths: readonly number[],
  rows: readonly (readonly (string | Run)[])[],
  style: Style,
): number {
  const edges = [x];
  for (const width of widths) edges.push(edges.at(-1)! + width);
  const right = edges.at(-1)!;
  sheet.rule(x, top, right, top, 0.2);
  let bottom = top;
  for (const [index, cells] of rows.entries()) {
    const baseline = bottom + 1.1 + sheet.step(style) * 0.8;
    let deepest = baseline;
    for (const [column, cell] of cells.entries()) {
      sheet.block();
      const run = typeof cell === 'string' ? { text: cell } : cell;
      if (run.text === '') continue;
      const end = sheet.paragraph(
        edges[column]! + 1.2,
        baseline,
        widths[column]! - 2.4,
        [{ ...run, ...(index === 0 ? { bold: true } : {}) }],
        style,
        { align: index === 0 ? 'center' : 'left' },
      );
      deepest = Math.max(deepest, end - sheet.step(style));
    }
    bottom = deepest + 2;
    sheet.rule(x, bottom, right, bottom, 0.2);
  }
  for (const edge of edges) sheet.rule(edge, top, edge, bottom, 0.2);
  return bottom;
}
