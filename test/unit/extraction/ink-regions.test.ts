import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { extractFields } from '../../../src/extraction/extract.ts';
import { inkRegions } from '../../../src/imaging/ink-regions.ts';
import type { RgbImage } from '../../../src/imaging/raster.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const DPI = 200;
const mm = DPI / 25.4;

/** A white A4 page with rectangles' outlines in ink, in mm. */
function page(
  ...marks: readonly { x: number; y: number; w: number; h: number; ink: readonly [number, number, number] }[]
): RgbImage {
  const [widthPx, heightPx] = [Math.round(210 * mm), Math.round(297 * mm)];
  const pixels = new Uint8Array(widthPx * heightPx * 3).fill(250);
  const dot = (x: number, y: number, ink: readonly [number, number, number]): void =>
    pixels.set(ink, (Math.round(y) * widthPx + Math.round(x)) * 3);
  for (const { x, y, w, h, ink } of marks)
    for (let line = 0; line < 4; line++) {
      for (let at = x * mm; at < (x + w) * mm; at++) {
        dot(at, y * mm + line, ink);
        dot(at, (y + h) * mm - line, ink);
      }
      for (let at = y * mm; at < (y + h) * mm; at++) {
        dot(x * mm + line, at, ink);
        dot((x + w) * mm - line, at, ink);
      }
    }
  return { pixels, widthPx, heightPx };
}

const red = [205, 40, 45] as const;
const blue = [30, 50, 150] as const;
const black = [25, 25, 28] as const;

describe('coloured ink on a page', () => {
  it('finds a red stamp and blue writing where they are, and no black print', () => {
    const found = inkRegions(
      page(
        { x: 30, y: 40, w: 30, h: 10, ink: red },
        { x: 120, y: 220, w: 40, h: 15, ink: blue },
        { x: 20, y: 100, w: 60, h: 20, ink: black },
      ),
      DPI,
    );
    expect(found.map(({ kind }) => kind)).toEqual(['stamp', 'handwriting']);
    expect(Math.abs(found[0]!.box.x0 / mm - 30)).toBeLessThan(2);
    expect(Math.abs(found[0]!.box.y1 / mm - 50)).toBeLessThan(2);
  });

  it('is noted in the extraction', async () => {
    const types = loadDocumentTypes();
    const inks = inkRegions(page({ x: 30, y: 40, w: 30, h: 10, ink: red }), DPI);
    const text = { ...pageOfText(['Bạn thân mến,', 'hôm nay trời đẹp.']), dpi: DPI, inks };
    const noted = await extractFields([{ text }], { types, today: '2026-11-22' });
    expect(noted.unreadRegions).toEqual([{ kind: 'stamp', page: 1, boxPx: inks[0]!.box }]);
  });
});
