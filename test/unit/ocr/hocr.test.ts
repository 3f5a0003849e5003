import { describe, expect, it } from 'vitest';
import { parseHocr } from '../../../src/ocr/hocr.ts';
import { meanConfidence, plainText } from '../../../src/ocr/page-text.ts';

const hocr = `<div class='ocr_page' id='page_1' title='image "unknown"; bbox 0 0 800 600; ppageno 0; scan_res 200 200'>
 <div class='ocr_carea' id='block_1_1' title="bbox 10 10 300 90">
  <p class='ocr_par' id='par_1_1' lang='vie' title="bbox 10 10 300 90">
   <span class='ocr_line' id='line_1_1' title="bbox 10 10 300 40; baseline 0.01 -8; x_size 32.5; x_descenders 7; x_ascenders 8">
    <span class='ocrx_word' id='word_1_1' title='bbox 10 10 120 40; x_wconf 95'>Cộng</span>
    <span class='ocrx_word' id='word_1_2' title='bbox 130 10 300 40; x_wconf 71'>A&amp;B&lt;&#39;</span>
   </span>
   <span class='ocr_header' id='line_1_2' title="bbox 10 50 300 90; baseline 0 0; x_size 30">
    <span class='ocrx_word' id='word_1_3' title='bbox 10 50 300 90; x_wconf 80'><strong>hòa</strong></span>
   </span>
  </p>
  <p class='ocr_par' id='par_1_2' lang='vie' title="bbox 700 10 730 500">
   <span class='ocr_line' id='line_1_3' title="bbox 700 10 730 500; baseline 80 -60; x_size 20">
    <span class='ocrx_word' id='word_1_4' title='bbox 700 10 730 200; x_wconf 90'>Mẫu</span>
    <span class='ocrx_word' id='word_1_5' title='bbox 700 220 730 500; x_wconf 90'>số</span>
   </span>
   <span class='ocr_line' id='line_1_4' title="bbox 0 0 5 5"> <span class='ocrx_word' id='w' title='bbox 0 0 5 5; x_wconf 1'> </span></span>
  </p>
 </div>
</div>`;

describe("Tesseract's hOCR", () => {
  const lines = parseHocr(hocr);

  it('becomes lines of words with boxes, confidences and row heights, in order', () => {
    expect(lines[0]).toEqual({
      box: { x0: 10, y0: 10, x1: 300, y1: 40 },
      rowHeightPx: 32.5,
      block: 0,
      words: [
        { text: 'Cộng', box: { x0: 10, y0: 10, x1: 120, y1: 40 }, confidence: 95 },
        { text: "A&B<'", box: { x0: 130, y0: 10, x1: 300, y1: 40 }, confidence: 71 },
      ],
    });
    expect(lines[1]?.words[0]?.text).toBe('hòa');
  });

  it('keeps paragraphs apart as blocks and leaves out lines without words', () => {
    expect(lines.map((line) => line.block)).toEqual([0, 0, 1]);
    expect(plainText({ widthPx: 800, heightPx: 600, dpi: 200, lines })).toBe("Cộng A&B<'\nhòa\n\nMẫu số");
  });

  it('marks a line whose words go down the page as turned clockwise', () => {
    expect(lines[2]?.quarterTurns).toBe(1);
    expect(lines[0]?.quarterTurns).toBeUndefined();
  });

  it('gives a mean confidence weighted by characters', () => {
    const page = { widthPx: 1, heightPx: 1, dpi: 1, lines: lines.slice(0, 1) };
    expect(meanConfidence(page)).toBeCloseTo((95 * 4 + 71 * 5) / 9);
  });
});
