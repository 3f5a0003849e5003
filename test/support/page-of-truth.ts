import { type Chance, chance } from '../../samples/lib/random.ts';
import type { TruthLine } from '../../samples/lib/sheet.ts';
import type { PageText, TextLine } from '../../src/ocr/page-text.ts';

export interface DrawnPage {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly lines: readonly TruthLine[];
}

/** Letters that recognition mistakes for each other in print with Vietnamese marks. */
const MISTAKES: Readonly<Record<string, string>> = {
  ă: 'à',
  â: 'ã',
  ấ: 'á',
  ầ: 'à',
  ễ: 'ê',
  ệ: 'ê',
  ế: 'é',
  ộ: 'ô',
  ổ: 'ố',
  ờ: 'ở',
  ư: 'u',
  ữ: 'ừ',
  ỹ: 'ỳ',
  ị: 'i',
  ạ: 'a',
  ả: 'á',
  đ: 'd',
  l: 'i',
  '0': 'O',
  '1': 'l',
  '5': '6',
  '8': '3',
  '9': '0',
  n: 'u',
  c: 'e',
  ',': '.',
  Ấ: 'Á',
  Ệ: 'Ê',
  Ữ: 'Ứ',
};

/**
 * The page as a good recognition would have read it, without recognising anything: the drawn lines at 300 dpi, words
 * shared out by characters, `errorRate` of the words misread (with lower confidence), handwriting as unsure scraps.
 */
export function pageOfTruth(page: DrawnPage, seed: string, errorRate = 0): PageText {
  const random = chance(seed);
  const px = (mm: number): number => Math.round((mm / 25.4) * 300);
  const lines: TextLine[] = [];
  for (const line of page.lines) {
    if (line.kind === 'stamp') continue;
    const source = line.text.normalize('NFC');
    const unit = line.box.width / Math.max(1, source.length);
    const [y0, y1] = [px(line.box.y), px(line.box.y + line.box.height)];
    const words = [...source.matchAll(/\S+/g)].map((match) => {
      const hand = line.kind === 'handwriting';
      const misread = hand || random.maybe(errorRate);
      return {
        text: hand ? scrap(match[0], random) : misread ? mistaken(match[0], random) : match[0],
        box: {
          x0: px(line.box.x + unit * match.index),
          y0,
          x1: px(line.box.x + unit * (match.index + match[0].length)),
          y1,
        },
        confidence: hand ? random.int(10, 60) : misread ? random.int(40, 93) : random.int(88, 97),
      };
    });
    const [first, last] = [words[0], words.at(-1)];
    if (first === undefined || last === undefined) continue;
    lines.push({ words, box: { x0: first.box.x0, y0, x1: last.box.x1, y1 }, block: line.block, rowHeightPx: y1 - y0 });
  }
  return { widthPx: px(page.widthMm), heightPx: px(page.heightMm), dpi: 300, lines };
}

function mistaken(word: string, random: Chance): string {
  const places = [...word].map((letter, index) => ({ letter, index })).filter(({ letter }) => MISTAKES[letter]);
  if (places.length === 0) return word;
  const { index } = random.pick(places);
  return [...word].map((letter, at) => (at === index ? (MISTAKES[letter] ?? letter) : letter)).join('');
}

const scrap = (word: string, random: Chance): string =>
  [...word].map((letter) => (random.maybe(0.5) ? random.pick(['~', 'u', 'l', '/', 'n']) : letter)).join('');
