import type { Layout } from './page-layout.ts';
import { segments, textOf, tokensIn } from './page-layout.ts';

const MARKS: readonly (readonly [RegExp, string])[] = [
  [/^(?:độ mật\s*:?\s*)?tuy[eêệẹ]t m[aâậạ]t$/u, 'TUYỆT MẬT'],
  [/^(?:độ mật\s*:?\s*)?t[oôốó]i m[aâậạ]t$/u, 'TỐI MẬT'],
  // Alone and without its dot below, MAT could be anything: "MẬT" needs its marks.
  [/^(?:độ mật\s*:?\s*)?m[ậẬạặ]t$/u, 'MẬT'],
];

/**
 * A secrecy stamp (MẬT, TỐI MẬT, TUYỆT MẬT) standing by itself in capitals, anywhere on the page (rules.md B, R1.1);
 * null when there is none. The words inside a sentence are no stamp.
 */
export function secrecyMark(layout: Layout): string | null {
  for (const row of layout.rows)
    for (const segment of segments(row, 1.2)) {
      const text = textOf(tokensIn(segment))
        .replace(/[^\p{L}:\s]/gu, '')
        .trim();
      const word = text.replace(/^[^:]*:\s*/, '');
      if (word === '' || word !== word.toUpperCase()) continue;
      const mark = MARKS.find(([pattern]) => pattern.test(text.toLowerCase().normalize('NFC')));
      if (mark !== undefined) return mark[1];
    }
  return null;
}
