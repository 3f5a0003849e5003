import { describe, expect, it } from 'vitest';
import { measureQuality, type PageQuality } from '../../../src/imaging/quality.ts';
import { blankGray, type GrayImage } from '../../../src/imaging/raster.ts';
import { type JudgedPage, judgeCount, judgePage } from '../../../src/pipeline/page-findings.ts';
import { linedPage } from '../../support/pages.ts';

const W = 1654;
const H = 2339;
const measure = (image: GrayImage, raw: GrayImage = image): PageQuality => measureQuality({ ...image, dpi: 200 }, raw);
const good = measure(linedPage(W, H));
const page = (over: Partial<JudgedPage> = {}): JudgedPage => ({
  page: 1,
  dpi: 300,
  dpiSource: 'metadata',
  quality: good,
  characters: 900,
  confidence: 94,
  text: 'một trang giấy có nhiều chữ khác nhau',
  ...over,
});
const codes = (judged: JudgedPage, earlier: readonly JudgedPage[] = []): readonly string[] =>
  judgePage(judged, earlier).map(({ code }) => code);

/** Each row smeared over `width` px. */
function smeared(image: GrayImage, width: number): GrayImage {
  const out = blankGray(image.widthPx, image.heightPx);
  for (let y = 0; y < image.heightPx; y++)
    for (let x = 0; x + width <= image.widthPx; x++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += image.pixels[y * image.widthPx + x + k]!;
      out.pixels[y * image.widthPx + x] = sum / width;
    }
  return out;
}

describe('findings about a page', () => {
  it('are none for a sharp, bright page of text at 300 dpi', () => {
    expect(codes(page())).toEqual([]);
  });

  it('name a blank page, dust and all', () => {
    const dusty = blankGray(W, H);
    for (let i = 0; i < 300; i++) dusty.pixels[(i * 7919) % dusty.pixels.length] = 0;
    expect(codes(page({ quality: measure(dusty), characters: 0, confidence: 0, text: '' }))).toEqual(['BLANK_PAGE']);
  });

  it('name a blurred page', () => {
    expect(codes(page({ quality: measure(smeared(linedPage(W, H), 9)) }))).toEqual(['BLURRED_PAGE']);
  });

  it('name a page that was too dark before it was flattened', () => {
    expect(codes(page({ quality: measure(linedPage(W, H), blankGray(W, H, 70)) }))).toEqual(['DARK_PAGE']);
  });

  it('name letters cut by the edge of the picture', () => {
    const cut = linedPage(W, H);
    for (let line = 0; line < 8; line++)
      for (let y = 0; y < 24; y++) cut.pixels.fill(10, (300 + line * 60 + y) * W, (300 + line * 60 + y) * W + 14);
    expect(codes(page({ quality: measure(cut) }))).toEqual(['CUT_EDGE']);
  });

  it('name a resolution below 200 dpi and a photograph, but not 199.9 dpi of a rounded page size', () => {
    expect(codes(page({ dpi: 150 }))).toEqual(['LOW_RESOLUTION']);
    expect(codes(page({ dpiSource: 'photo', dpi: 260 }))).toEqual(['PHOTOGRAPH']);
    expect(codes(page({ dpi: 199.9 }))).toEqual([]);
  });

  it('name the same page twice, but not two forms with other words', () => {
    const second = page({ page: 2 });
    expect(codes(second, [page()])).toEqual(['DUPLICATE_PAGE']);
    expect(codes({ ...second, text: 'cùng mẫu đơn nhưng của người hoàn toàn khác' }, [page()])).toEqual([]);
  });

  it('speak both languages and name the page', () => {
    const [finding] = judgePage(page({ page: 7, dpi: 96 }), []);
    expect(finding?.text.vi).toContain('Trang 7 chỉ đạt 96 dpi');
    expect(finding?.text.en).toContain('Page 7 has only 96 dpi');
  });
});

describe('a note on a page', () => {
  const noted = (over: Partial<JudgedPage> = {}): JudgedPage => page({ quality: { ...good, notes: 1 }, ...over });

  it('is named, so that the sheet is captured without it as well', () => {
    expect(codes(noted())).toEqual(['NOTE_PAGE']);
  });
  it('and the sheet without it are told as a pair, in either order', () => {
    const bare = page({ page: 2 });
    expect(codes(bare, [noted()])).toEqual(['NOTE_PAIR']);
    expect(codes(noted({ page: 2 }), [page()])).toEqual(['NOTE_PAIR']);
    expect(codes({ ...bare, text: 'một tờ giấy khác hẳn không liên quan' }, [noted()])).toEqual([]);
  });
});

describe('the declared number of pages', () => {
  const three = [page(), page({ page: 2 }), page({ page: 3 })];
  it('is a finding when another number came', () => {
    expect(judgeCount(4, three)).toMatchObject({ code: 'PAGE_COUNT', page: null });
    expect(judgeCount(3, three)).toBeNull();
    expect(judgeCount(undefined, three)).toBeNull();
  });
  it('counts a sheet captured with and without its note once', () => {
    const noted = page({ page: 2, quality: { ...good, notes: 1 } });
    expect(judgeCount(1, [page(), noted])).toBeNull();
    expect(judgeCount(2, [page(), noted])).toMatchObject({ code: 'PAGE_COUNT' });
  });
});
