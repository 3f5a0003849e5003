import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { separateLayers } from '../../../src/imaging/mixed-raster.ts';
import { openPageSources } from '../../../src/imaging/page-source.ts';

const W = 800;
const H = 600;

/** A page at 200 dpi: black print above, below it thin lines of the colour (or none). */
async function page(colour: string | null): Promise<Uint8Array> {
  const print = [80, 120, 160].map((y) => `<rect x="60" y="${y}" width="600" height="14" fill="#111"/>`).join('');
  const lines = Array.from({ length: 12 }, (_, i) =>
    colour === null ? '' : `<rect x="60" y="${260 + i * 24}" width="600" height="2" fill="${colour}"/>`,
  ).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${W}" height="${H}"><rect width="100%" height="100%" fill="#f4f1e8"/>${print}${lines}</svg>`;
  return sharp(Buffer.from(svg))
    .removeAlpha()
    .withMetadata({ density: 200 })
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
    .toBuffer();
}
const load = async (bytes: Uint8Array) => (await openPageSources(bytes)).page(0).load();

/** Mean of green less mean of red along a line of the page. */
async function greenness(picture: Uint8Array, y: number): Promise<number> {
  const { data } = await sharp(picture)
    .resize(W, H, { fit: 'fill', kernel: 'nearest' })
    .extract({ left: 100, top: y, width: 400, height: 2 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  let sum = 0;
  for (let i = 0; i < data.length; i += 3) sum += data[i + 1]! - data[i]!;
  return sum / (data.length / 3);
}

describe('a page in layers', () => {
  it('has thin coloured lines as fine as the bytes allow, and in their colour', async () => {
    const bytes = await page('#1f9d55');
    const image = await load(bytes);
    const wanted = await greenness(bytes, 284);
    const rich = await separateLayers(image, bytes.length);
    expect(rich.backgroundStep).toBe(1);
    expect(await greenness(rich.background.bytes, 284)).toBeGreaterThan(0.8 * wanted);
    const poor = await separateLayers(image, rich.bytes / 2);
    expect(poor.backgroundStep).toBe(2);
    expect(poor.bytes).toBeLessThan(rich.bytes);
    expect(await greenness(poor.background.bytes, 284)).toBeGreaterThan(0.3 * wanted);
  });

  it('spends no bytes on the paper of a page without coloured ink', async () => {
    const bytes = await page(null);
    expect((await separateLayers(await load(bytes), bytes.length)).backgroundStep).toBe(2);
  });
});
