import type { Run, Sheet, Style } from '../../sheet.ts';
import { type Day, longDate } from '../../words.ts';
import { agency, type Look, motto } from '../common.ts';

/** One line in the middle of a column of the sheet. */
export function centred(
  sheet: Sheet,
  y: number,
  content: string | readonly Run[],
  style: Style,
  x = 0,
  width = sheet.widthMm,
): number {
  sheet.block();
  return sheet.line(x, y, content, style, { align: 'center', width });
}

export interface Head {
  readonly parent: readonly string[];
  readonly own: readonly string[];
  /** What stands below the agency. */
  readonly number: readonly Run[];
  readonly place: string;
  readonly on: Day;
  readonly fields?: {
    readonly parent?: string;
    readonly own?: string;
    readonly place?: string;
    readonly date?: string;
  };
  readonly sizePt?: number;
  /** Where the agency stands in the middle, mm. */
  readonly left?: number;
}

/** Agency at the left, motto at the right, number and date below in one line (NĐ 30/2020, Phụ lục I). @returns the baseline of the number. */
export function heading(sheet: Sheet, look: Look, of: Head, style: Style, top = 21): number {
  const size = of.sizePt ?? (look.family === 'serif' ? 12.4 : 11.2);
  const left = of.left ?? 60;
  const bottom = agency(sheet, left, top, 82, of.parent, of.own, look.family, size, {
    ...(of.fields?.parent === undefined ? {} : { parent: of.fields.parent }),
    ...(of.fields?.own === undefined ? {} : { own: of.fields.own }),
  });
  const mottoY = motto(sheet, 149, top, look.family, size);
  const y = Math.max(bottom, mottoY) + 8;
  centred(sheet, y, of.number, style, left - 41, 82);
  centred(
    sheet,
    y,
    [
      { text: of.place, italic: true, ...(of.fields?.place === undefined ? {} : { field: of.fields.place }) },
      { text: ', ', italic: true },
      {
        text: longDate(of.on),
        italic: true,
        ...(of.fields?.date === undefined ? {} : { field: of.fields.date }),
      },
    ],
    style,
    99,
    100,
  );
  return y;
}

/** Cells of equal width whose values all begin `tab` mm behind their labels, as a table without rules has them. @returns the next baseline. */
export function tabbed(
  sheet: Sheet,
  x: number,
  y: number,
  width: number,
  cells: readonly (readonly [label: string, value: string, field: string])[],
  style: Style,
  tab = 6,
): number {
  for (const [index, [label, text, field]] of cells.entries()) {
    sheet.block();
    sheet.line(x + (index * width) / cells.length, y, [{ text: label }, { text, field, gap: tab }], style);
  }
  return y + sheet.step(style);
}
