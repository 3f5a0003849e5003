import { BlendMode, degrees, rgb } from 'pdf-lib';
import { Draft } from '../../../samples/lib/draft.ts';
import type { Look, Paper } from '../../../samples/lib/papers/common.ts';
import { motto } from '../../../samples/lib/papers/common.ts';
import { inventPerson, type Person } from '../../../samples/lib/people.ts';
import type { Chance } from '../../../samples/lib/random.ts';
import { headings, sentences } from '../../../samples/lib/sentences.ts';
import { PT_PER_MM, type Sheet, type Style } from '../../../samples/lib/sheet.ts';

/** Papers each of which is hard at one step of the preparation. */
const asPaper = (draft: Draft): Paper => ({ type: 'none', draft, format: 'A4' });
const LEFT = 24;
const RIGHT = 188;

const styleOf = (look: Look, sizePt = 12.5): Style => ({
  family: look.family,
  sizePt: look.family === 'serif' ? sizePt : sizePt * 0.86,
  leading: 1.35,
});

function title(sheet: Sheet, text: string, style: Style): number {
  const bottom = motto(sheet, 105, 20, style.family, 12);
  sheet.block();
  sheet.line(0, bottom + 13, [{ text, bold: true, sizePt: style.sizePt + 2 }], style, { align: 'center', width: 210 });
  return bottom + 24;
}

/** Answers of one person, label and value. */
const answers = (person: Person, random: Chance): readonly (readonly [string, string])[] => [
  ['Họ, chữ đệm, tên:', person.name],
  ['Ngày, tháng, năm sinh:', `${person.born.day}/${person.born.month}/${person.born.year}`],
  ['Dân tộc:', person.ethnicity],
  ['Số giấy tờ tùy thân:', person.personalId],
  ['Nơi thường trú:', person.address],
  ['Quê quán:', person.address.split(', ').slice(-2).join(', ')],
  ['Điện thoại liên hệ:', `0${random.digits(9)}`],
];

/** As many of the words as stand on `widthMm`. */
function fitting(sheet: Sheet, text: string, style: Style, widthMm: number): string {
  const words = text.split(' ');
  while (words.length > 1 && sheet.widthOf(words.join(' '), style) > widthMm) words.pop();
  return words.join(' ');
}

/** A narrow table into whose cells another machine printed: words touch and cross its rulings. */
export async function drawTouchedTable(random: Chance, look: Look): Promise<Paper> {
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style = styleOf(look, 11.5);
  const top = title(sheet, 'SỔ THEO DÕI HỒ SƠ', style);
  const shares = [0.08, 0.3, 0.24, 0.38];
  const height = 5.2;
  const rows = 26;
  const edges = [0, ...shares.map((_, i) => shares.slice(0, i + 1).reduce((a, b) => a + b, 0))];
  for (let row = 0; row < rows; row++) {
    const person = inventPerson(random);
    const dy = random.real(-1, 0.5);
    const dx = random.real(-0.8, 0.4);
    const cells = [String(row + 1), person.name, person.personalId, person.address.split(', ').slice(0, 2).join(', ')];
    for (const [column, text] of cells.entries()) {
      sheet.block();
      const x = LEFT + edges[column]! * (RIGHT - LEFT) + 1 + dx;
      const words = fitting(sheet, text, style, shares[column]! * (RIGHT - LEFT) - 0.6);
      sheet.line(x, top + (row + 1) * height - 0.9 + dy, words, style);
    }
  }
  for (let row = 0; row <= rows; row++) sheet.rule(LEFT, top + row * height, RIGHT, top + row * height, 0.22);
  for (const edge of edges) {
    const x = LEFT + edge * (RIGHT - LEFT);
    sheet.rule(x, top, x, top + rows * height, 0.22);
  }
  return asPaper(draft);
}

/** Numbers that stand in boxes, one digit in each. Such lines are of kind `machine` and judged without spaces. */
export async function drawBoxedDigits(random: Chance, look: Look): Promise<Paper> {
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style = styleOf(look);
  let y = title(sheet, 'TỜ KHAI ĐĂNG KÝ THUẾ', style);
  const joined = look.template % 2 === 0;
  for (let block = 0; block < 9; block++) {
    const person = inventPerson(random);
    sheet.block();
    sheet.line(LEFT, y, `${block + 1}. Họ và tên người nộp thuế: ${person.name}`, style);
    y += 9;
    sheet.block();
    const end = sheet.line(LEFT, y, 'Số định danh cá nhân:', style);
    const side = 5.6;
    const step = joined ? side : side + 1.2;
    sheet.block();
    for (const [index, digit] of [...person.personalId].entries()) {
      const x = end + 4 + index * step;
      sheet.box({ x, y: y - 4.4, width: side, height: 6 }, { widthMm: 0.22 });
      const half = sheet.widthOf(digit, style) / 2;
      sheet.line(x + side / 2 - half + random.real(-0.6, 0.6), y + random.real(-0.5, 0.5), digit, style);
    }
    const digits = sheet.lines.splice(-person.personalId.length);
    sheet.addTruth({ text: person.personalId, kind: 'machine', box: digits[0]!.box });
    y += 12;
  }
  return asPaper(draft);
}

/** Answers typed onto solid lines: the line runs through tails and dots below. */
export async function drawWrittenOnLines(random: Chance, look: Look): Promise<Paper> {
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style = styleOf(look);
  let y = title(sheet, 'PHIẾU THÔNG TIN', style);
  for (let block = 0; block < 4; block++) {
    const person = inventPerson(random);
    for (const [label, value] of answers(person, random)) {
      sheet.block();
      const end = sheet.line(LEFT, y, label, style);
      sheet.line(end + 2, y, fitting(sheet, value, style, RIGHT - end - 3), style);
      const line = y + random.real(0.1, 0.9);
      sheet.rule(end + 1, line, RIGHT, line, 0.2);
      y += 8;
    }
    y += 3;
  }
  return asPaper(draft);
}

/** Headings and whole passages underlined. */
export async function drawUnderlined(random: Chance, look: Look): Promise<Paper> {
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style = styleOf(look);
  let y = title(sheet, 'THÔNG BÁO', style);
  for (const heading of random.shuffled(headings)) {
    sheet.block();
    y = sheet.paragraph(LEFT, y + 2, RIGHT - LEFT, [{ text: heading, bold: true, underline: true }], style);
    sheet.block();
    y = sheet.paragraph(
      LEFT,
      y,
      RIGHT - LEFT,
      [{ text: random.pick(sentences) }, { text: ` ${random.pick(sentences)}`, underline: true }],
      style,
    );
    if (y > 250) break;
  }
  return asPaper(draft);
}

export type LeaderKind = 'dots' | 'dashes' | 'underscores';
const leaderText = { dots: '.', dashes: '- ', underscores: '_' } as const;

/** A form with leaders all along; answers stand on them, printed after the form. */
export const drawLeaders =
  (kind: LeaderKind) =>
  async (random: Chance, look: Look): Promise<Paper> => {
    const draft = await Draft.begin([look.family]);
    const sheet = draft.sheet();
    const style = styleOf(look);
    let y = title(sheet, 'ĐƠN ĐỀ NGHỊ', style);
    for (let block = 0; block < 4; block++) {
      const person = inventPerson(random);
      for (const [index, [label, value]] of answers(person, random).entries()) {
        sheet.block();
        const end = sheet.line(LEFT, y, label, style);
        const step = sheet.widthOf(leaderText[kind], style);
        const before = sheet.lines.length;
        sheet.line(end + 1, y, leaderText[kind].repeat(Math.floor((RIGHT - end - 2) / step)).trim(), style);
        sheet.lines.length = before;
        // every other answer stands on the leader, the others a little above it
        const answer = fitting(sheet, value, style, RIGHT - end - 7);
        sheet.line(end + 5, y - (index % 2 === 0 ? 0 : 0.7), answer, style);
        y += 8;
      }
      y += 3;
    }
    return asPaper(draft);
  };

/** Prose in print of `sizePt`, as conditions on the back of forms. */
export const drawPrint =
  (sizePt: number) =>
  async (random: Chance, look: Look): Promise<Paper> => {
    const draft = await Draft.begin([look.family]);
    const sheet = draft.sheet();
    const style: Style = { family: look.family, sizePt, leading: 1.25 };
    let y = 24;
    const count = Math.max(1, Math.round(40 / sizePt));
    for (let paragraph = 0; paragraph < 9; paragraph++) {
      const text = random.shuffled(sentences).slice(0, count).join(' ');
      const lines = (sheet.widthOf(text, style) * 1.1) / (RIGHT - LEFT) + 1;
      if (y + lines * sheet.step(style) > 285) break;
      sheet.block();
      y = sheet.paragraph(LEFT, y + 1, RIGHT - LEFT, text, style, { align: 'justify', indent: 6 });
    }
    return asPaper(draft);
  };

/** A letter with a word across the page in a light gray. */
export async function drawWatermark(random: Chance, look: Look): Promise<Paper> {
  const paper = await drawPrint(12)(random, look);
  const sheet = paper.draft.sheets[0]!;
  const gray = random.pick([0.72, 0.8]);
  sheet.printPage.drawText('BẢN SAO', {
    x: 30 * PT_PER_MM,
    y: 70 * PT_PER_MM,
    size: 130,
    rotate: degrees(48),
    font: sheet.font({ family: look.family, bold: true }),
    color: rgb(gray, gray, gray),
    blendMode: BlendMode.Multiply,
  });
  return paper;
}

/** A table with shaded heads and every second row shaded. */
export async function drawShadedTable(random: Chance, look: Look): Promise<Paper> {
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style = styleOf(look, 11.5);
  const top = title(sheet, 'BẢNG TỔNG HỢP', style);
  const shares = [0.1, 0.34, 0.24, 0.32];
  const names = ['STT', 'Họ và tên', 'Số định danh', 'Quê quán'];
  const edges = [0, ...shares.map((_, i) => shares.slice(0, i + 1).reduce((a, b) => a + b, 0))];
  const shade = (level: number) => rgb(level, level, level * 0.98);
  for (let row = 0; row < 20; row++) {
    const y = top + row * 8;
    const person = inventPerson(random);
    const level = row === 0 ? random.pick([0.55, 0.65]) : row % 2 === 0 ? 0.82 : null;
    if (level !== null) sheet.box({ x: LEFT, y, width: RIGHT - LEFT, height: 8 }, { fill: shade(level) });
    sheet.rule(LEFT, y, RIGHT, y, 0.2);
    const cells =
      row === 0
        ? names
        : [String(row), person.name, person.personalId, person.address.split(', ').slice(-2).join(', ')];
    for (const [column, text] of cells.entries()) {
      sheet.block();
      sheet.line(LEFT + edges[column]! * (RIGHT - LEFT) + 1.5, y + 5.6, [{ text, bold: row === 0 }], style);
    }
  }
  return asPaper(draft);
}
