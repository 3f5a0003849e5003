import sharp from 'sharp';
import type { StampOrder } from '../../src/signing/request.ts';

const hand = (stroke: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="260"><path d="M20 200 C 90 20 150 20 165 170 S 235 235 270 120 S 330 40 370 160 S 455 225 620 70" fill="none" stroke="${stroke}" stroke-width="10"/></svg>`;
const seal =
  '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600" fill="none" stroke="#d8101c"><circle cx="300" cy="300" r="290" stroke-width="12"/><circle cx="300" cy="300" r="200" stroke-width="6"/><polygon points="300,190 326,268 408,268 342,316 367,394 300,346 233,394 258,316 192,268 274,268" fill="#d8101c"/></svg>';

/** An SVG drawing as an agency registers an image: a PNG with its real width in mm. */
export async function stampOf(svg: string, widthMm: number): Promise<StampOrder> {
  const png = new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer());
  return { png, widthMm, validFrom: null, validTo: null };
}

/** A blue handwritten signature, 40 mm wide. */
export const handwriting = (): Promise<StampOrder> => stampOf(hand('#1530b8'), 40);
/** The same in washed-out ink: half transparent all over. */
export const faintHandwriting = (): Promise<StampOrder> => stampOf(hand('rgba(21,48,184,0.5)'), 40);
/** A red round seal, 36 mm in diameter: two rings and a star. */
export const agencySeal = (): Promise<StampOrder> => stampOf(seal, 36);
