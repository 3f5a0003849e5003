import type { PdfPage, PdfRevision, RectPt } from '../reader/model.ts';

/** A rectangle in mm of the page as it is shown: after /Rotate, inside the crop box, origin top left. */
export interface BoxMm {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a page is shown, and the way between what a reader sees (mm) and default user space (pt). */
export interface PageView {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Clockwise. */
  readonly rotate: number;
  /** Real pt (1/72 inch) of one unit of user space (`/UserUnit`). */
  readonly userUnit: number;
  toUserSpace(box: BoxMm): RectPt;
  fromUserSpace(rect: RectPt): BoxMm;
}

export const ptPerMm = 72 / 25.4;

export function pageView(revision: PdfRevision, page: PdfPage): PageView {
  const [x0, y0, x1, y1] = page.cropBox;
  const unit = revision.get(page.dict, 'UserUnit');
  const userUnit = typeof unit === 'number' && unit > 0 && Number.isFinite(unit) ? unit : 1;
  const turned = page.rotate === 90 || page.rotate === 270;
  const perMm = ptPerMm / userUnit;
  /** Shown offset from the top left corner, in user space units, to a point of user space. */
  const point = (dx: number, dy: number): readonly [number, number] => {
    if (page.rotate === 90) return [x0 + dy, y0 + dx];
    if (page.rotate === 180) return [x1 - dx, y0 + dy];
    if (page.rotate === 270) return [x1 - dy, y1 - dx];
    return [x0 + dx, y1 - dy];
  };
  const shown = (x: number, y: number): readonly [number, number] => {
    if (page.rotate === 90) return [y - y0, x - x0];
    if (page.rotate === 180) return [x1 - x, y - y0];
    if (page.rotate === 270) return [y1 - y, x1 - x];
    return [x - x0, y1 - y];
  };
  return {
    widthMm: (turned ? y1 - y0 : x1 - x0) / perMm,
    heightMm: (turned ? x1 - x0 : y1 - y0) / perMm,
    rotate: page.rotate,
    userUnit,
    toUserSpace: (box) => {
      const [ax, ay] = point(box.x * perMm, box.y * perMm);
      const [bx, by] = point((box.x + box.width) * perMm, (box.y + box.height) * perMm);
      return [round(Math.min(ax, bx)), round(Math.min(ay, by)), round(Math.max(ax, bx)), round(Math.max(ay, by))];
    },
    fromUserSpace: (rect) => {
      const [ax, ay] = shown(rect[0], rect[1]);
      const [bx, by] = shown(rect[2], rect[3]);
      return {
        x: Math.min(ax, bx) / perMm,
        y: Math.min(ay, by) / perMm,
        width: Math.abs(bx - ax) / perMm,
        height: Math.abs(by - ay) / perMm,
      };
    },
  };
}

/** Thousandths of a unit: no printer shows more, and the numbers stay short. */
const round = (value: number): number => Math.round(value * 1000) / 1000;
