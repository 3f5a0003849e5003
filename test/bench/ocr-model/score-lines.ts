/**
 * `lstmeval … --verbosity 2 2>&1 | node test/bench/ocr-model/score-lines.ts`: wrong letters of a hundred, in all and by what forms stand on:
 * digits, dates, names in capitals, "a" read as "o", marks alone read wrongly.
 */
import { readFileSync } from 'node:fs';

type Pair = readonly [string | null, string | null];

/** The letters of both, side by side at least cost. */
function aligned(truth: readonly string[], read: readonly string[]): Pair[] {
  const width = read.length + 1;
  const cost = new Uint32Array((truth.length + 1) * width);
  for (let i = 0; i <= truth.length; i++)
    for (let j = 0; j <= read.length; j++)
      cost[i * width + j] =
        i === 0
          ? j
          : j === 0
            ? i
            : Math.min(
                cost[(i - 1) * width + j - 1]! + (truth[i - 1] === read[j - 1] ? 0 : 1),
                cost[(i - 1) * width + j]! + 1,
                cost[i * width + j - 1]! + 1,
              );
  const pairs: Pair[] = [];
  for (let i = truth.length, j = read.length; i > 0 || j > 0; ) {
    const here = cost[i * width + j]!;
    if (i > 0 && j > 0 && here === cost[(i - 1) * width + j - 1]! + (truth[i - 1] === read[j - 1] ? 0 : 1))
      pairs.push([truth[--i]!, read[--j]!]);
    else if (i > 0 && here === cost[(i - 1) * width + j]! + 1) pairs.push([truth[--i]!, null]);
    else pairs.push([null, read[--j]!]);
  }
  return pairs.reverse();
}

const bare = (letter: string): string => letter.normalize('NFD').charAt(0);
const lines: { truth: string; read: string }[] = [];
let truth: string | null = null;
for (const row of readFileSync(0, 'utf8').split('\n')) {
  if (row.startsWith('Truth:')) truth = row.slice(6).normalize('NFC');
  else if (row.startsWith('OCR  :') && truth !== null) {
    lines.push({ truth, read: row.slice(6).normalize('NFC') });
    truth = null;
  }
}

const sums = new Map<string, { of: number; wrong: number }>();
function count(name: string, of: number, wrong: number): void {
  const sum = sums.get(name) ?? { of: 0, wrong: 0 };
  sum.of += of;
  sum.wrong += wrong;
  sums.set(name, sum);
}
for (const line of lines) {
  const pairs = aligned([...line.truth], [...line.read]);
  count('letters', [...line.truth].length, pairs.filter(([a, b]) => a !== b).length);
  const letters = (name: string, pattern: RegExp, wrong = (a: string, b: string | null) => a !== b): void => {
    const those = pairs.filter(([a]) => a !== null && pattern.test(a));
    count(name, those.length, those.filter(([a, b]) => wrong(a!, b)).length);
  };
  letters('digits', /\d/);
  letters('capitals', /\p{Lu}/u);
  letters('Đ đ', /[Đđ]/);
  letters('a read as o', /^[aàáảãạăằắẳẵặâầấẩẫậ]$/, (_, b) => b !== null && bare(b).toLowerCase() === 'o');
  letters('o read as a', /^[oòóỏõọôồốổỗộơờớởỡợ]$/, (_, b) => b !== null && bare(b).toLowerCase() === 'a');
  letters('ừ ứ ử ữ ự', /[ừứửữự]/);
  letters('only the marks', /\p{L}/u, (a, b) => b !== null && a !== b && bare(a) === bare(b));
  for (const [name, pattern] of [
    ['numbers of 9 to 12 digits', /(?<!\d)\d{9,12}(?!\d)/g],
    ['dates', /\d{2}[/.-]\d{2}[/.-]\d{4}/g],
    ['signs of documents', /\d+(?:\/\d{4})?\/[A-ZĐ]+-[A-ZĐ]+/g],
  ] as const)
    for (const [value] of line.truth.matchAll(pattern)) count(name, 1, line.read.includes(value) ? 0 : 1);
}
for (const [name, { of, wrong }] of sums)
  console.log(`${name}: ${wrong} of ${of} (${((100 * wrong) / of).toFixed(2)} %)`);
