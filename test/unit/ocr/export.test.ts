import { describe, expect, it } from 'vitest';
import { exportText } from '../../../src/ocr/export.ts';
import { parseHocr } from '../../../src/ocr/hocr.ts';
import type { PageText, TextLine } from '../../../src/ocr/page-text.ts';

const line = (y: number, block: number, ...texts: string[]): TextLine => ({
  block,
  rowHeightPx: 32,
  box: { x0: 100, y0: y, x1: 100 + texts.length * 120 - 20, y1: y + 30 },
  words: texts.map((text, i) => ({
    text,
    confidence: 90,
    box: { x0: 100 + i * 120, y0: y, x1: 200 + i * 120, y1: y + 30 },
  })),
});
const page: PageText = {
  widthPx: 1654,
  heightPx: 2339,
  dpi: 200,
  lines: [line(100, 0, 'Cộng', 'hòa'), line(150, 0, '<Độc', 'lập>&"'), line(400, 1, "d'Ỷ")],
};

describe('hOCR', () => {
  it('keeps words, boxes, confidences and blocks through our own reader', () => {
    // the reader knows Tesseract's quoting: one kind of quote for classes
    const read = parseHocr(exportText('hocr', [page]).replaceAll(/class="(\w+)"/g, "class='$1'"));
    expect(read).toEqual(page.lines);
  });
});

describe('ALTO', () => {
  const alto = exportText('alto', [page, page]);
  it('has a block for each block, a line for each line, a space between words, on every page', () => {
    const count = (tag: string): number => alto.split(`<${tag} `).length - 1;
    expect([count('TextBlock'), count('TextLine'), count('String'), count('SP')]).toEqual([4, 6, 10, 4]);
  });
  it('gives places in px and escapes what XML reserves', () => {
    expect(alto).toContain('<String CONTENT="&lt;Độc" HPOS="100" VPOS="150" WIDTH="100" HEIGHT="30" WC="0.90"/>');
    expect(alto).toContain('CONTENT="lập&gt;&amp;&quot;"');
  });
  it('tells which way a turned line stands, counterclockwise, as hOCR does', () => {
    // clockwise by one quarter: it reads downwards
    const down = { ...page, lines: [{ ...line(100, 0, 'Ghi', 'chú'), quarterTurns: 1 } as const] };
    expect(exportText('alto', [down])).toContain(' ROTATION="270" LANG="vi">');
    expect(exportText('hocr', [down])).toContain('; textangle 270">');
    expect(alto + exportText('hocr', [page])).not.toMatch(/ROTATION|textangle/);
  });
  it('leaves out what no XML document holds, in both formats', () => {
    const odd = { ...page, lines: [line(100, 0, 'a\u0002b\uFFFFc\uD800d')] };
    for (const format of ['alto', 'hocr'] as const) expect(exportText(format, [odd])).toMatch(/["|>]abcd["|<]/);
  });
  it('is well-formed and gives no ID twice', () => {
    const ids = [...alto.matchAll(/ ID="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const open: string[] = [];
    for (const [, closing, name, empty] of alto.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
      if (closing === '/') expect(open.pop()).toBe(name);
      else if (empty === '') open.push(name!);
    }
    expect(open).toEqual([]);
  });
});

describe('plain text', () => {
  it('has the lines of a page, blocks apart, and a form feed after each page', () => {
    const once = 'Cộng hòa\n<Độc lập>&"\n\nd\'Ỷ\n\f';
    expect(exportText('txt', [page, page])).toBe(once + once);
  });
});
