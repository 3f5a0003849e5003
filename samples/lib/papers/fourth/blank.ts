import type { Sheet, Style } from '../../sheet.ts';
import type { Cell } from '../common.ts';

/** A row of a blank that was printed with its dots; a typist set the values a little above them, long ones over two rows. */
export function blankRow(
  sheet: Sheet,
  x: number,
  y: number,
  width: number,
  cells: readonly Cell[],
  style: Style,
  typed: Style = { ...style, bold: true },
): number {
  let next = y;
  for (const [index, cell] of cells.entries()) {
    const from = x + (cell.at ?? 0) * width;
    const to = x + (cells[index + 1]?.at ?? 1) * width - (index + 1 < cells.length ? 1.5 : 0);
    sheet.block();
    const start = cell.label === '' ? from : sheet.line(from, y, cell.label, style) + 1.4;
    const end = sheet.paragraph(
      from,
      y - 0.5,
      to - from,
      [{ text: cell.value, ...(cell.field === undefined ? {} : { field: cell.field }) }],
      { ...typed, leading: sheet.step(style) / sheet.step({ ...typed, leading: 1 }) },
      { indent: start - from },
    );
    for (let line = y; line < end - 0.1; line += sheet.step(style))
      sheet.leader(line === y ? start - 0.6 : from, to, line + 0.7, style);
    next = Math.max(next, end + 0.5);
  }
  return next;
}
