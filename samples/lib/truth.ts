import { writeFile } from 'node:fs/promises';
import type { Paper } from './papers/common.ts';
import type { BoxMm, TruthKind } from './sheet.ts';
import type { Corner } from './warp.ts';

/** Ground truth of one file as written to JSON. */
export interface FileTruth {
  readonly document_type: string;
  /** `type/index`; `setOf` of the catalogue tells what it is for. */
  readonly template: string;
  readonly files: readonly string[];
  readonly pages: readonly PageRecord[];
  /** Names and value forms of `src/domain/document-types`. */
  readonly fields: Readonly<Record<string, FieldRecord>>;
  readonly barcodes: readonly string[];
}

export interface FieldRecord {
  /** Normalised value. */
  readonly value: string;
  readonly printed: string;
  readonly page: number;
  readonly box_mm: BoxMm;
  readonly handwritten: boolean;
}

export interface PageRecord {
  readonly page: number;
  /** File that holds it and its place there (1-based). */
  readonly file: string;
  readonly page_in_file: number;
  readonly width_mm: number;
  readonly height_mm: number;
  readonly width_px: number;
  readonly height_px: number;
  readonly dpi: number | null;
  readonly mode: 'colour' | 'gray' | 'bilevel' | 'born-digital';
  readonly capture: 'scan' | 'photo' | 'born-digital';
  /** Clockwise degrees by which the image, its EXIF orientation applied, must be turned to stand upright. */
  readonly rotation_deg: 0 | 90 | 180 | 270;
  /** Clockwise skew of the page within the upright image, degrees. */
  readonly skew_deg: number;
  /** Corners of the page in the upright image, px, top left then clockwise; photographs and skewed scans. */
  readonly corners_px: readonly Corner[] | null;
  /** In reading order; recognition is judged on kinds `print` and `machine`. */
  readonly lines: readonly {
    readonly text: string;
    readonly kind: TruthKind;
    readonly block: number;
    readonly box_mm: BoxMm;
  }[];
}

const round = (value: number): number => Math.round(value * 100) / 100;
const roundBox = (box: BoxMm): BoxMm => ({
  x: round(box.x),
  y: round(box.y),
  width: round(box.width),
  height: round(box.height),
});

/** The part of a page's record that the drawing knows. */
export function drawnPages(paper: Paper): Pick<PageRecord, 'page' | 'width_mm' | 'height_mm' | 'lines'>[] {
  return paper.draft.sheets.map((sheet) => ({
    page: sheet.number,
    width_mm: sheet.widthMm,
    height_mm: sheet.heightMm,
    lines: sheet.lines.map(({ text, kind, block, box }) => ({
      text: text.normalize('NFC'),
      kind,
      block,
      box_mm: roundBox(box),
    })),
  }));
}

export const fieldRecords = (paper: Paper): Readonly<Record<string, FieldRecord>> =>
  Object.fromEntries(
    Object.entries(paper.draft.fields()).map(([name, { value, printed, page, box, handwritten }]) => [
      name,
      { value, printed, page, box_mm: roundBox(box), handwritten },
    ]),
  );

export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 1)}\n`);
}
