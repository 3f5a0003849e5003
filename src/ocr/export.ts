import type { BoxPx } from '../domain/geometry.ts';
import { type PageText, plainText, type TextLine } from './page-text.ts';

/** Pages as other programs take them, one after the other. Boxes are whole px of the upright page. */

export const exportFormats = ['txt', 'hocr', 'alto'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A text file that grows page by page, so that a document of any length is written in flat memory. */
export interface TextExport {
  /** Ending of the file's name, with its dot. */
  readonly extension: string;
  readonly begin: string;
  /** One page; `index` is 0-based. */
  page(page: PageText, index: number): string;
  readonly end: string;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Characters that no XML 1.0 document holds (section 2.2); a PDF's own text may bring them. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const xml = (text: string): string =>
  text.replace(NOT_XML, '').replace(/[&<>"']/g, (character) => entities[character]!);

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

/** Counterclockwise degrees in which a line stands on the page, as hOCR and ALTO count them. */
const angleOf = ({ quarterTurns }: TextLine): number => ((4 - (quarterTurns ?? 0)) % 4) * 90;

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

/** Lines in reading order, a form feed after each page, as `pdftotext` writes them. */
const plain: TextExport = {
  extension: '.txt',
  begin: '',
  page: (page) => `${plainText(page)}\n\f`,
  end: '',
};

const turned = (line: TextLine): string => (angleOf(line) === 0 ? '' : `; textangle ${angleOf(line)}`);

/** hOCR 1.2 (XHTML, UTF-8). */
const hocr: TextExport = {
  extension: '.hocr',
  begin: `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="vi" lang="vi">
 <head>
  <title></title>
  <meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
  <meta name="ocr-system" content="sohoa"/>
  <meta name="ocr-capabilities" content="ocr_page ocr_par ocr_line ocrx_word"/>
 </head>
 <body>
`,
  page: (page, index) => {
    const blocks = blocksOf(page).map((lines, block) => {
      const rows = lines.map((line, row) => {
        const words = line.words
          .map(
            (word, at) =>
              `<span class="ocrx_word" id="word_${index + 1}_${block + 1}_${row + 1}_${at + 1}" title="bbox ${rounded(word.box).join(' ')}; x_wconf ${Math.round(word.confidence)}">${xml(word.text)}</span>`,
          )
          .join(' ');
        return `    <span class="ocr_line" id="line_${index + 1}_${block + 1}_${row + 1}" title="bbox ${rounded(line.box).join(' ')}; x_size ${line.rowHeightPx.toFixed(1)}${turned(line)}">${words}</span>`;
      });
      return `   <p class="ocr_par" lang="vi" id="par_${index + 1}_${block + 1}" title="bbox ${rounded(union(lines)).join(' ')}">\n${rows.join('\n')}\n   </p>\n`;
    });
    const size = `bbox 0 0 ${page.widthPx} ${page.heightPx}; ppageno ${index}; scan_res ${Math.round(page.dpi)} ${Math.round(page.dpi)}`;
    return `  <div class="ocr_page" id="page_${index + 1}" title="${size}">\n${blocks.join('')}  </div>\n`;
  },
  end: ' </body>\n</html>\n',
};

/** ALTO 4.2 (Library of Congress); each page in px of its own. */
const alto: TextExport = {
  extension: '.alto.xml',
  begin: `<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" SCHEMAVERSION="4.2">
 <Description>
  <MeasurementUnit>pixel</MeasurementUnit>
 </Description>
 <Layout>
`,
  page: (page, index) => {
    const place = (box: BoxPx): string => {
      const [x0, y0, x1, y1] = rounded(box);
      return `HPOS="${x0}" VPOS="${y0}" WIDTH="${x1 - x0}" HEIGHT="${y1 - y0}"`;
    };
    const blocks = blocksOf(page).map((lines, block) => {
      const rows = lines.map((line) => {
        const words = line.words.map((word, at) => {
          const next = line.words[at + 1];
          const text = `        <String CONTENT="${xml(word.text)}" ${place(word.box)} WC="${(word.confidence / 100).toFixed(2)}"/>\n`;
          if (next === undefined) return text;
          const width = Math.max(0, Math.round(next.box.x0 - word.box.x1));
          return `${text}        <SP HPOS="${Math.round(word.box.x1)}" VPOS="${Math.round(word.box.y0)}" WIDTH="${width}"/>\n`;
        });
        return `       <TextLine ${place(line.box)}>\n${words.join('')}       </TextLine>\n`;
      });
      const angle = angleOf(lines[0]!);
      // the schema turns blocks only
      const rotation = angle !== 0 && lines.every((line) => angleOf(line) === angle) ? ` ROTATION="${angle}"` : '';
      return `      <TextBlock ID="block_${index + 1}_${block + 1}" ${place(union(lines))}${rotation} LANG="vi">\n${rows.join('')}      </TextBlock>\n`;
    });
    const size = `WIDTH="${page.widthPx}" HEIGHT="${page.heightPx}"`;
    return `  <Page ID="page_${index + 1}" PHYSICAL_IMG_NR="${index + 1}" ${size}>
   <PrintSpace HPOS="0" VPOS="0" ${size}>
${blocks.join('')}   </PrintSpace>
  </Page>
`;
  },
  end: ' </Layout>\n</alto>\n',
};

export const textExports: Readonly<Record<ExportFormat, TextExport>> = { txt: plain, hocr, alto };

/** A whole export in memory. */
export function exportText(format: ExportFormat, pages: readonly PageText[]): string {
  const form = textExports[format];
  return form.begin + pages.map((page, index) => form.page(page, index)).join('') + form.end;
}
