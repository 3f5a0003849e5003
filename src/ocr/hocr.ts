import type { BoxPx } from '../domain/geometry.ts';
import type { TextLine, TextWord } from './page-text.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'" };

const decodeEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|apos);/g, (_, name: string) => ENTITIES[name]!);

/**
 * Lines of Tesseract's own hOCR (the one output that carries words, confidences, row heights and blocks, and that the
 * program and its WebAssembly build write alike). Not a reader for foreign hOCR.
 */
export function parseHocr(hocr: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  let block = -1;
  let line: (Omit<TextLine, 'block' | 'words'> & { words: TextWord[] }) | null = null;
  const endLine = (): void => {
    if (line !== null && line.words.length > 0) lines.push({ ...line, block, ...turnOf(line.words) });
    line = null;
  };
  const element =
    /<(?:div|p|span) class='(ocr_carea|ocr_par|ocr_line|ocr_caption|ocr_header|ocr_textfloat|ocrx_word)'[^>]*? title=["']([^"']*)["'][^>]*>([\s\S]*?)(?=<(?:div|p|span) class='|$)/g;
  for (const [, kind, title, body] of hocr.matchAll(element)) {
    const box = boxOf(title!);
    if (box === null) continue;
    if (kind === 'ocr_par') {
      endLine();
      block++;
    } else if (kind === 'ocrx_word') {
      const text = decodeEntities(body!.replace(/<[^>]*>/g, ''))
        .replace(/\s+/g, '')
        .normalize('NFC');
      if (line !== null && text !== '') line.words.push({ text, box, confidence: numberOf(title!, 'x_wconf') ?? 0 });
    } else if (kind !== 'ocr_carea') {
      endLine();
      line = { words: [], box, rowHeightPx: numberOf(title!, 'x_size') ?? box.y1 - box.y0 };
    }
  }
  endLine();
  return lines;
}

/**
 * Turned lines are known by the way their words go on: Tesseract's WebAssembly build leaves `textangle` out.
 * A word alone is turned when it has several letters and stands higher than wide.
 */
function turnOf(words: readonly TextWord[]): Pick<TextLine, 'quarterTurns'> {
  const first = words[0]!;
  const last = words[words.length - 1]!;
  if (words.length === 1) {
    const { x0, y0, x1, y1 } = first.box;
    return first.text.length > 2 && y1 - y0 > 1.5 * (x1 - x0) ? { quarterTurns: 1 } : {};
  }
  const right = (last.box.x0 + last.box.x1 - first.box.x0 - first.box.x1) / 2;
  const down = (last.box.y0 + last.box.y1 - first.box.y0 - first.box.y1) / 2;
  if (Math.abs(down) > Math.abs(right)) return { quarterTurns: down > 0 ? 1 : 3 };
  return right < 0 ? { quarterTurns: 2 } : {};
}

function boxOf(title: string): BoxPx | null {
  const match = /bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)/.exec(title);
  if (match === null) return null;
  const [x0, y0, x1, y1] = match.slice(1).map(Number);
  return { x0: x0!, y0: y0!, x1: x1!, y1: y1! };
}

function numberOf(title: string, name: string): number | null {
  const match = new RegExp(`${name} (-?[\\d.]+)`).exec(title);
  return match === null ? null : Number(match[1]);
}
