import { rgb } from 'pdf-lib';
import type { Chance } from '../random.ts';
import type { Sheet, Style } from '../sheet.ts';

/** Titles and serials. */
export const red = rgb(0.76, 0.1, 0.12);
const origins = [
  'Nhà nước giao đất có thu tiền sử dụng đất',
  'Công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng đất',
  'Nhận chuyển nhượng đất được Công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng đất',
  'Nhận tặng cho đất được Nhà nước giao đất không thu tiền sử dụng đất',
];

/** `1.250,5` as printed. */
export const decimal = (value: number): string => {
  const [whole, part] = value.toFixed(1).split('.');
  return `${whole!.replace(/\B(?=(\d{3})+$)/g, '.')}${part === '0' ? '' : `,${part}`}`;
};

/** Outline of a parcel with its corners and side lengths. */
export function parcelSketch(sheet: Sheet, x: number, y: number, width: number, random: Chance, style: Style): void {
  const corners = [
    [x + width * random.real(0, 0.2), y],
    [x + width * random.real(0.75, 1), y + random.real(0, 12)],
    [x + width * random.real(0.8, 1), y + random.real(58, 70)],
    [x + width * random.real(0, 0.15), y + random.real(60, 72)],
  ] as const;
  sheet.path(`${corners.map(([cx, cy], index) => `${index === 0 ? 'M' : 'L'} ${cx} ${cy}`).join(' ')} Z`, {
    widthMm: 0.4,
    colour: rgb(0.1, 0.1, 0.1),
  });
  for (const [index, [cx, cy]] of corners.entries()) {
    const [nx, ny] = corners[(index + 1) % 4]!;
    sheet.line(
      (cx + nx) / 2 - 4,
      (cy + ny) / 2 - 1,
      [{ text: (Math.hypot(nx - cx, ny - cy) / 6).toFixed(2).replace('.', ','), sizePt: 9 }],
      style,
    );
    sheet.line(cx - 3, cy - 1.5, [{ text: String(index + 1), sizePt: 9, bold: true }], style);
  }
}

/** A parcel with invented numbers. */
export const parcelFacts = (random: Chance) => ({
  parcel: String(random.int(1, 980)),
  map: String(random.int(1, 120)),
  area: random.int(450, 9800) / 10,
  type: random.pick(['Đất ở tại nông thôn', 'Đất ở tại đô thị', 'Đất trồng cây lâu năm', 'Đất chuyên trồng lúa nước']),
  origin: random.pick(origins),
  term: random.pick(['Lâu dài', 'Lâu dài', 'Đến ngày 15/10/2063']),
  form: random.pick(['Sử dụng riêng', 'Riêng']),
});
