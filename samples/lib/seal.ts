import type { Color } from 'pdf-lib';
import type { Chance } from './random.ts';
import { PT_PER_MM, penBlue, type Sheet, type Style, sealRed } from './sheet.ts';

/** A round seal: two rings, a star, the agency's name on arcs (upper and lower) and its short name in the middle. */
export interface Seal {
  readonly diameterMm: number;
  readonly upper: string;
  readonly lower: string;
  readonly centre?: readonly string[];
}

/** Draws a seal on the ink layer, centred at (x, y) mm, turned by `turn` degrees. Its text is truth of kind `stamp`. */
export function drawSeal(sheet: Sheet, x: number, y: number, seal: Seal, turn: number): void {
  const radius = seal.diameterMm / 2;
  const circle = (r: number) => `M ${x - r} ${y} a ${r} ${r} 0 1 0 ${2 * r} 0 a ${r} ${r} 0 1 0 ${-2 * r} 0 Z`;
  sheet.path(circle(radius * 0.98), { widthMm: radius * 0.039, colour: sealRed, layer: 'ink' });
  sheet.path(circle(radius * 0.925), { widthMm: radius * 0.014, colour: sealRed, layer: 'ink' });
  sheet.path(circle(radius * 0.58), { widthMm: radius * 0.017, colour: sealRed, layer: 'ink' });
  const star: string[] = [];
  for (let corner = 0; corner < 10; corner++) {
    const r = radius * (corner % 2 === 0 ? 0.3 : 0.12);
    const angle = ((corner * 36 - 90 - turn) * Math.PI) / 180;
    star.push(`${corner === 0 ? 'M' : 'L'} ${x + r * Math.cos(angle)} ${y + r * Math.sin(angle)}`);
  }
  const raised = seal.centre === undefined ? 0 : radius * 0.18;
  sheet.path(`${star.join(' ')} Z`, { fill: sealRed, layer: 'ink' });
  const style: Style = { family: 'arial', bold: true, sizePt: radius * 0.235 * PT_PER_MM, colour: sealRed };
  const upper = fitted(sheet, seal.upper, style, radius * 0.68, 225);
  const lower = fitted(sheet, seal.lower, style, radius * 0.68, 105);
  arc(sheet, x, y, radius * 0.765 - capHeight(upper) / 2, seal.upper, upper, 90 + turn, true);
  arc(sheet, x, y, radius * 0.765 + capHeight(lower) / 2, seal.lower, lower, -90 + turn, false);
  const small: Style = { ...style, sizePt: style.sizePt * 0.8 };
  for (const [index, text] of (seal.centre ?? []).entries()) {
    const width = sheet.font({ family: 'arial', bold: true }, 'ink').widthOfTextAtSize(text, small.sizePt) / PT_PER_MM;
    const down = raised + radius * (0.22 + index * 0.19);
    const sin = Math.sin((-turn * Math.PI) / 180);
    const cos = Math.cos((-turn * Math.PI) / 180);
    sheet.turned(text, x + (-width / 2) * cos - down * sin, y + (-width / 2) * sin + down * cos, turn, small);
  }
  const box = { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
  for (const text of [seal.upper, seal.lower, ...(seal.centre ?? [])]) sheet.addTruth({ text, box, kind: 'stamp' });
}

/** The style, smaller where the text would take more than `degrees` of a circle of radius `r`. */
function fitted(sheet: Sheet, text: string, style: Style, r: number, degrees: number): Style {
  const width =
    (sheet.font({ family: style.family, bold: style.bold }, 'ink').widthOfTextAtSize(text, style.sizePt) / PT_PER_MM) *
    1.06;
  const room = (r * degrees * Math.PI) / 180;
  return width <= room ? style : { ...style, sizePt: (style.sizePt * room) / width };
}

const capHeight = (style: Style): number => (0.72 * style.sizePt) / PT_PER_MM;

/** Text along a circle, glyph by glyph; `middle` is the angle of its centre in degrees (90 = top). */
function arc(
  sheet: Sheet,
  x: number,
  y: number,
  r: number,
  text: string,
  style: Style,
  middle: number,
  over: boolean,
): void {
  const font = sheet.font({ family: style.family, bold: style.bold }, 'ink');
  const spread = 1.06;
  const widths = [...text].map((letter) => (font.widthOfTextAtSize(letter, style.sizePt) / PT_PER_MM) * spread);
  const total = widths.reduce((sum, width) => sum + width, 0);
  let along = -total / 2;
  for (const [index, letter] of [...text].entries()) {
    const centre = along + widths[index]! / 2;
    along += widths[index]!;
    const angle = middle + ((over ? -1 : 1) * ((centre / r) * 180)) / Math.PI;
    const radians = (angle * Math.PI) / 180;
    const turn = over ? angle - 90 : angle + 90;
    const half = widths[index]! / spread / 2;
    const tangent = (turn * Math.PI) / 180;
    sheet.turned(
      letter,
      x + r * Math.cos(radians) - half * Math.cos(tangent),
      y - r * Math.sin(radians) + half * Math.sin(tangent),
      turn,
      style,
    );
  }
}

/** A rectangular ink stamp (`ĐẾN`, `MẬT`, `SAO Y BẢN CHÍNH` …), one to three lines, frame turned slightly by hand. */
export function drawBoxStamp(
  sheet: Sheet,
  x: number,
  y: number,
  texts: readonly string[],
  sizePt: number,
  turn: number,
  colour: Color = sealRed,
): void {
  const style: Style = { family: 'arial', bold: true, sizePt, colour };
  const font = sheet.font({ family: 'arial', bold: true }, 'ink');
  const step = (1.35 * sizePt) / PT_PER_MM;
  const width = Math.max(...texts.map((text) => font.widthOfTextAtSize(text, sizePt) / PT_PER_MM)) + 5;
  const height = step * texts.length + 2.5;
  const radians = (-turn * Math.PI) / 180;
  const at = (dx: number, dy: number): [number, number] => [
    x + dx * Math.cos(radians) - dy * Math.sin(radians),
    y + dx * Math.sin(radians) + dy * Math.cos(radians),
  ];
  const corners = [at(0, 0), at(width, 0), at(width, height), at(0, height)];
  sheet.path(`${corners.map(([cx, cy], index) => `${index === 0 ? 'M' : 'L'} ${cx} ${cy}`).join(' ')} Z`, {
    widthMm: 0.5,
    colour,
    layer: 'ink',
  });
  for (const [index, text] of texts.entries()) {
    const own = font.widthOfTextAtSize(text, sizePt) / PT_PER_MM;
    const [tx, ty] = at((width - own) / 2, step * (index + 0.85) + 0.9);
    sheet.turned(text, tx, ty, turn, style);
    sheet.addTruth({ text, box: { x, y, width, height }, kind: 'stamp' });
  }
}

/** SVG path (mm) of a handwritten signature about `width` wide, drawn from (x, y) on its baseline. */
export function signaturePath(random: Chance, x: number, y: number, width: number): string {
  const loops = random.int(5, 8);
  const step = width / (loops + 1);
  let d = `M ${x} ${y - random.real(1, 4)}`;
  let cx = x;
  for (let loop = 0; loop < loops; loop++) {
    const tall = Math.min(1, width / 30);
    const up = random.real(3, 9) * tall * (loop === 0 ? 1.5 : 1);
    const down = random.real(0, 3.5) * tall;
    cx += step * random.real(0.6, 1.25);
    d += ` C ${cx - step} ${y - up}, ${cx + step * random.real(-0.9, 0.5)} ${y - up}, ${cx - step * 0.2} ${y - random.real(0, 2)}`;
    d += ` S ${cx + step * 0.1} ${y + down}, ${cx + step * 0.35} ${y - random.real(1, 3)}`;
  }
  d += ` C ${x + width} ${y - 8}, ${x + width * 1.1} ${y + 5}, ${x + width * 0.35} ${y + random.real(1, 3.5)}`;
  d += ` S ${x + width * 0.9} ${y - 2}, ${x + width * 1.15} ${y - random.real(3, 6)}`;
  return d;
}

/** A pen signature on the ink layer. */
export function drawSignature(sheet: Sheet, random: Chance, x: number, y: number, width: number): void {
  const d = signaturePath(random, x, y, width);
  sheet.path(d, { widthMm: width < 25 ? 0.25 : 0.42, colour: penBlue, layer: 'ink' });
}
