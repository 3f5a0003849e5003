import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { SohoaError } from '../../../src/domain/errors.ts';
import { defaultImageLimits } from '../../../src/imaging/limits.ts';
import { openPageSources } from '../../../src/imaging/page-source.ts';
import { buildPng } from '../../support/png-builder.ts';
import { buildTiff, pageTags, type TiffTag } from '../../support/tiff-builder.ts';

const W = 37; // rows that do not end on a byte
const H = 20;

/** A slope over the whole range, other in each channel. */
const sampleAt = (x: number, y: number, channel: number, bits: number): number =>
  (x * (channel + 1) + y * 3) % 2 ** bits;

/** Samples one after the other, highest bit first, each row from a new byte (TIFF 6.0 section 7). */
function packed(bits: number, channels: number): Buffer {
  const rows: Buffer[] = [];
  for (let y = 0; y < H; y++) {
    let row = '';
    for (let x = 0; x < W; x++)
      for (let c = 0; c < channels; c++) row += sampleAt(x, y, c, bits).toString(2).padStart(bits, '0');
    row = row.padEnd(Math.ceil(row.length / 8) * 8, '0');
    rows.push(Buffer.from(row.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2))));
  }
  return Buffer.concat(rows);
}

interface Options {
  readonly bits: number;
  readonly channels?: 1 | 3;
  readonly photometric?: number;
  readonly compression?: 1 | 8;
  readonly big?: boolean;
  readonly height?: number;
}

function tiff({
  bits,
  channels = 1,
  photometric = channels === 3 ? 2 : 1,
  compression = 1,
  big = false,
  height = H,
}: Options) {
  const depth = Buffer.alloc(channels * 2);
  for (let i = 0; i < channels; i++) {
    if (big) depth.writeUInt16BE(bits, i * 2);
    else depth.writeUInt16LE(bits, i * 2);
  }
  const page = { widthPx: W, heightPx: height, bits, compression, photometric, samples: channels };
  const tags: TiffTag[] = pageTags(page).map((each) =>
    each.tag === 258 && channels === 3 ? { tag: 258, type: 'short', value: depth, count: channels } : each,
  );
  const data = packed(bits, channels);
  return buildTiff([{ tags, strip: compression === 8 ? deflateSync(data) : data }], { big });
}
const load = async (bytes: Uint8Array) => (await openPageSources(bytes)).page(0).load();

describe('a TIFF of', () => {
  it.each([
    ['12-bit gray', { bits: 12 }],
    ['12-bit gray where 0 is white', { bits: 12, photometric: 0 }],
    ['10-bit gray, high byte first', { bits: 10, big: true }],
    ['14-bit gray, deflated', { bits: 14, compression: 8 }],
    ['6-bit gray', { bits: 6 }],
    ['4-bit gray', { bits: 4 }],
    ['4-bit gray where 0 is white', { bits: 4, photometric: 0 }],
    ['2-bit gray where 0 is white', { bits: 2, photometric: 0, big: true }],
    ['8-bit gray where 0 is white', { bits: 8, photometric: 0 }],
    ['12-bit colour', { bits: 12, channels: 3 }],
    ['4-bit colour', { bits: 4, channels: 3 }],
    ['2-bit colour, high byte first', { bits: 2, channels: 3, big: true }],
    ['1-bit colour', { bits: 1, channels: 3 }],
  ] as const)('%s has the pixels of its samples', async (_, options: Options) => {
    const { bits, channels = 1, photometric = 1 } = options;
    const image = await load(tiff(options));
    expect([image.widthPx, image.heightPx]).toEqual([W, H]);
    const { pixels } = await image.decode(W, H);
    const top = 2 ** bits - 1;
    const differences: number[] = [];
    for (let y = 0; y < H; y++)
      for (let x = 0; x < W; x++)
        for (let c = 0; c < 3; c++) {
          const sample = sampleAt(x, y, channels === 3 ? c : 0, bits);
          const level = ((photometric === 0 ? top - sample : sample) * 255) / top;
          differences.push(Math.abs(pixels[(y * W + x) * 3 + c]! - level));
        }
    expect(Math.max(...differences)).toBeLessThan(1.5);
    expect(await image.encoded()).toMatchObject({ kind: 'flate', components: channels, bits: bits > 8 ? 16 : 8 });
  });

  it.each([
    ['32-bit gray', 1, (level: number, out: Buffer) => out.writeUInt32LE(level * (2 ** 32 - 1))],
    ['gray fractions', 3, (level: number, out: Buffer) => out.writeFloatLE(level)],
  ] as const)('%s is as light as its samples say', async (_, format, write) => {
    const samples = Array.from({ length: W * H }, (_, i) => (i % W) / (W - 1));
    const strip = Buffer.concat(
      samples.map((level) => {
        const out = Buffer.alloc(4);
        write(level, out);
        return out;
      }),
    );
    const page = { widthPx: W, heightPx: H, bits: 32, compression: 1, photometric: 1 };
    const image = await load(
      buildTiff([{ tags: [...pageTags(page), { tag: 339, type: 'short', value: format }], strip }]),
    );
    const { pixels } = await image.decode(W, H);
    const off = samples.map((level, i) => Math.abs(pixels[i * 3]! - level * 255));
    expect(Math.max(...off)).toBeLessThan(1.5);
    expect(await image.encoded()).toMatchObject({ kind: 'flate', components: 1 });
  });

  it('16-bit gray keeps all its bits in the archive', async () => {
    const strip = Buffer.alloc(W * H * 2);
    for (let i = 0; i < W * H; i++) strip.writeUInt16LE((i * 89) % 65_536, i * 2);
    const page = { widthPx: W, heightPx: H, bits: 16, compression: 1, photometric: 1 };
    const encoded = await (await load(buildTiff([{ tags: pageTags(page), strip }]))).encoded();
    if (encoded.kind !== 'flate') throw new Error(encoded.kind);
    expect(encoded).toMatchObject({ components: 1, bits: 16 });
    const samples = await sharp(buildPng({ ...encoded, colour: 0, data: encoded.bytes }))
      .toColourspace('grey16')
      .raw({ depth: 'ushort' })
      .toBuffer();
    expect(Buffer.compare(samples, strip)).toBe(0);
  });

  it('12 bits whose size is a lie is refused on its header, or when its data end', async () => {
    await expect(load(tiff({ bits: 12, height: 60_000 }))).rejects.toMatchObject({ code: 'IMAGE_TOO_MANY_PIXELS' });
    const short = await load(tiff({ bits: 12, height: 400 }));
    await expect(short.decode(W, 400)).rejects.toBeInstanceOf(SohoaError);
    const limits = { ...defaultImageLimits, maxPixels: (W * H) / 2 };
    await expect(openPageSources(tiff({ bits: 12 }), limits)).rejects.toMatchObject({ code: 'IMAGE_TOO_MANY_PIXELS' });
  });
});
