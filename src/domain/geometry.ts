/** A rectangle in px of the upright page (see `ocr/page-text.ts`); origin top left, x1/y1 exclusive. */
export interface BoxPx {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}
