import type { BoxPx } from '../domain/geometry.ts';
import type { PageText, TextLine } from './page-text.ts';

/** Pages as other programs take them. Boxes are whole px of the upright page. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const xml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);

const rounded = ({ x0, y0, x1, y1 }: BoxPx): readonly [number, number, number, number] => [
  Math.round(x0),
  Math.round(y0),
  Math.round(x1),
  Math.round(y1),
];

const union = (lines: readonly TextLine[]): BoxPx => ({
  x0: Math.min(...lines.map(({ box }) => box.x0)),
  y0: Math.min(...lines.map(({ box }) => box.y0)),
  x1: Math.max(...lines.map(({ box }) => box.x1)),
  y1: Math.max(...lines.map(({ box }) => box.y1)),
});

/** Lines of each block, in reading order. */
function blocksOf(page: PageText): readonly (readonly TextLine[])[] {
  const blocks: TextLine[][] = [];
  let previous: TextLine | undefined;
  for (const line of page.lines) {
    if (previous !== undefined && previous.block === line.block) blocks.at(-1)!.push(line);
    else blocks.push([line]);
    previous = line;
  }
  return blocks;
}

/** hOCR 1.2 (XHTML, UTF-8). */
export function toHocr(pages: readonly PageText[]): string {
  const body = pages.map((page, index) => {
    const blocks = blocksOf(page).map((lines, block) => {
      const rows = lines.map((line, row) => {
        const words = line.words
          .map(
            (word, at) =>
              `<span class="ocrx_word" id="word_${index + 1}_${block + 1}_${row + 1}_${at + 1}" title="bbox ${rounded(word.box).join(' ')}; x_wconf ${Math.round(word.confidence)}">${xml(word.text)}</span>`,
          )
          .join(' ');
        return `    <span class="ocr_line" id="line_${index + 1}_${block + 1}_${row + 1}" title="bbox ${rounded(line.box).join(' ')}; x_size ${line.rowHeightPx.toFixed(1)}">${words}</span>`;
      });
      return `   <p class="ocr_par" lang="vi" id="par_${index + 1}_${block + 1}" title="bbox ${rounded(union(lines)).join(' ')}">\n${rows.join('\n')}\n   </p>`;
    });
    const size = `bbox 0 0 ${page.widthPx} ${page.heightPx}; ppageno ${index}; scan_res ${Math.round(page.dpi)} ${Math.round(page.dpi)}`;
    return `  <div class="ocr_page" id="page_${index + 1}" title="${size}">\n${blocks.join('\n')}\n  </div>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="vi" lang="vi">
 <head>
  <title></title>
  <meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
  <meta name="ocr-system" content="sohoa"/>
  <meta name="ocr-capabilities" content="ocr_page ocr_par ocr_line ocrx_word"/>
 </head>
 <body>
${body.join('\n')}
 </body>
</html>
`;
}

/** ALTO 4.2 (Library of Congress), one page a call as the standard advises. */
export function toAlto(page: PageText): string {
  const place = (box: BoxPx): string => {
    const [x0, y0, x1, y1] = rounded(box);
    return `HPOS="${x0}" VPOS="${y0}" WIDTH="${x1 - x0}" HEIGHT="${y1 - y0}"`;
  };
  const blocks = blocksOf(page).map((lines, block) => {
    const rows = lines.map((line) => {
      const words = line.words.map((word, at) => {
        const next = line.words[at + 1];
        const text = `        <String CONTENT="${xml(word.text)}" ${place(word.box)} WC="${(word.confidence / 100).toFixed(2)}"/>`;
        if (next === undefined) return text;
        const width = Math.max(0, Math.round(next.box.x0 - word.box.x1));
        return `${text}\n        <SP HPOS="${Math.round(word.box.x1)}" VPOS="${Math.round(word.box.y0)}" WIDTH="${width}"/>`;
      });
      return `       <TextLine ${place(line.box)}>\n${words.join('\n')}\n       </TextLine>`;
    });
    return `      <TextBlock ID="block_${block + 1}" ${place(union(lines))} LANG="vi">\n${rows.join('\n')}\n      </TextBlock>`;
  });
  const size = `WIDTH="${page.widthPx}" HEIGHT="${page.heightPx}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">
 <Description>
  <MeasurementUnit>pixel</MeasurementUnit>
 </Description>
 <Layout>
  <Page ID="page_1" PHYSICAL_IMG_NR="1" ${size}>
   <PrintSpace HPOS="0" VPOS="0" ${size}>
${blocks.join('\n')}
   </PrintSpace>
  </Page>
 </Layout>
</alto>
`;
}
