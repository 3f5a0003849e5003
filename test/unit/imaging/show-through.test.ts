import { describe, expect, it } from 'vitest';
import { blankGray, type GrayImage } from '../../../src/imaging/raster.ts';
import { withoutShowThrough } from '../../../src/imaging/show-through.ts';

const [W, H] = [900, 700];
const DPI = 200;
type Seen = (x: number, y: number) => boolean;

/** Lines of letters like h and E: a stem at the left, arms to the right, a dot over every third. */
const letters: Seen = (x, y) => {
  const [line, inLine] = [Math.floor(y / 50), y % 50];
  const [letter, inLetter] = [Math.floor(x / 20), x % 20];
  if (line < 1 || line > 12 || letter < 3 || letter > 41 || (letter + line) % 6 === 0) return false;
  if (inLine >= 8 && inLine < 11) return (letter + line) % 3 === 0 && inLetter >= 3 && inLetter < 7;
  if (inLine < 14 || inLine >= 34 || inLetter >= 13) return false;
  return inLetter < 4 || (inLine >= 22 && inLine < 25) || (letter % 2 === 0 && inLine >= 31);
};
/** The other side, lying a little lower. */
const mirrored: Seen = (x, y) => letters(W - 1 - x, y - 22);

/** `seen` in ink of `level` on white, over what is there already. */
function print(image: GrayImage, seen: Seen, level: number): GrayImage {
  const pixels = image.pixels.map((value, i) =>
    seen(i % W, Math.floor(i / W)) ? Math.round((value * level) / 255) : value,
  );
  return { ...image, pixels };
}

function soft({ pixels }: GrayImage, reach: number): GrayImage {
  const once = (values: ArrayLike<number>, step: number): Float32Array =>
    Float32Array.from(values, (_, i) => {
      let sum = 0;
      for (let k = -reach; k <= reach; k++) sum += values[i + k * step] ?? 255;
      return sum / (2 * reach + 1);
    });
  return { pixels: Uint8Array.from(once(once(pixels, 1), W)), widthPx: W, heightPx: H };
}

const paper = blankGray(W, H);
const withDpi = (image: GrayImage) => ({ ...image, dpi: DPI });
const inkOf = ({ pixels }: GrayImage, seen: Seen, below: number): number =>
  pixels.reduce((sum, value, i) => sum + Number(seen(i % W, Math.floor(i / W)) && value < below), 0);
/** Farther than the soft edge from any px of the front. */
const farFromFront: Seen = (() => {
  const near = new Uint8Array(W * H);
  for (let y = 4; y < H - 4; y++)
    for (let x = 4; x < W - 4; x++)
      if (letters(x, y)) for (let dy = -4; dy <= 4; dy++) near.fill(1, (y + dy) * W + x - 4, (y + dy) * W + x + 5);
  return (x, y) => near[y * W + x] === 0;
})();

describe('show-through', () => {
  it('goes white between the lines, and every dot of the front that touches it stays', () => {
    const ghosts = soft(print(paper, mirrored, 190), 2);
    const page = print(ghosts, letters, 30);
    const cleaned = withoutShowThrough(withDpi(page));
    expect(inkOf(page, farFromFront, 235)).toBeGreaterThan(10_000);
    expect(inkOf(cleaned, farFromFront, 235)).toBe(0);
    expect(inkOf(cleaned, letters, 40)).toBe(inkOf(page, letters, 40));
  });

  it('goes where the front is faint too, which then can be made dark', () => {
    const page = print(soft(print(paper, mirrored, 205), 2), letters, 120);
    const cleaned = withoutShowThrough(withDpi(page));
    expect(inkOf(cleaned, farFromFront, 235)).toBe(0);
    expect(inkOf(cleaned, letters, 130)).toBe(inkOf(page, letters, 130));
  });

  it('is told by its mirrored letters even when its edges are sharp, on a page turned any way', () => {
    const page = print(print(paper, mirrored, 190), letters, 30);
    expect(inkOf(withoutShowThrough(withDpi(page)), farFromFront, 235)).toBe(0);
    const turned = { pixels: page.pixels.slice().reverse(), widthPx: W, heightPx: H };
    expect(withoutShowThrough(withDpi(turned))).not.toBe(turned);
    expect(inkOf(withoutShowThrough(withDpi(turned)), (x, y) => farFromFront(W - 1 - x, H - 1 - y), 235)).toBe(0);
  });

  it('is not seen in light print of the same side', () => {
    const light: Seen = (x, y) => letters(x, y - 22) && y > 400;
    const dark: Seen = (x, y) => letters(x, y) && y <= 400;
    const page = withDpi(print(print(paper, light, 190), dark, 30));
    expect(withoutShowThrough(page)).toBe(page);
  });

  it('is not seen on a faint page, a blurred page and an empty one', () => {
    for (const page of [print(paper, letters, 150), soft(print(paper, letters, 30), 2), paper].map(withDpi))
      expect(withoutShowThrough(page)).toBe(page);
  });
});
