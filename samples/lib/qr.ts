import qrcode from 'qrcode';
import { black, type Sheet } from './sheet.ts';

/** Draws a QR code as vector squares on the print layer; `sizeMm` is its side without the quiet zone. */
export function drawQr(sheet: Sheet, text: string, x: number, y: number, sizeMm: number, level: 'L' | 'M' = 'L'): void {
  const { modules } = qrcode.create([{ data: new TextEncoder().encode(text), mode: 'byte' }], {
    errorCorrectionLevel: level,
  });
  const cell = sizeMm / modules.size;
  let d = '';
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; ) {
      if (!modules.get(row, column)) {
        column += 1;
        continue;
      }
      let end = column;
      while (end < modules.size && modules.get(row, end)) end += 1;
      d += `M ${x + column * cell} ${y + row * cell} h ${(end - column) * cell} v ${cell} h ${(column - end) * cell} Z `;
      column = end;
    }
  sheet.path(d, { fill: black });
}
