import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { identity } from '../../../src/imaging/affine.ts';
import type { EncodedImage } from '../../../src/imaging/encoded-image.ts';
import { usableProfile } from '../../../src/imaging/icc-profile.ts';
import { openPageSources } from '../../../src/imaging/page-source.ts';
import { assemblePdfA } from '../../../src/pdf/archive/assemble.ts';
import { checkPdfA } from '../../../src/pdf/archive/structural-checks.ts';
import { byPoppler } from '../../support/renderers.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { hasTool } from '../../support/tools.ts';

const SIDE = 96;
const srgb = readFileSync(new URL('../../../src/pdf/archive/assets/srgb.icc', import.meta.url));

/** sRGB with red and blue exchanged: whoever leaves the profile out shows blue for red. */
function exchanged(): Buffer {
  const icc = Buffer.from(srgb);
  for (let i = 0; i < icc.readUInt32BE(128); i++) {
    const at = 132 + i * 12;
    const name = icc.toString('latin1', at, at + 4);
    if (/^[rb](XYZ|TRC)$/.test(name)) icc.write(name[0] === 'r' ? 'b' : 'r', at, 'latin1');
  }
  return icc;
}

/** A gray input profile of version 2 whose curve is a power of `gamma` (ICC.1 6.5.3, 8.2). */
function grayProfile(gamma: number): Buffer {
  const icc = Buffer.alloc(128 + 4 + 2 * 12 + 20 + 16);
  icc.writeUInt32BE(icc.length, 0);
  icc[8] = 2;
  icc.write('mntrGRAYXYZ ', 12, 'latin1');
  icc.write('acsp', 36, 'latin1');
  const white = [0.9642, 1, 0.8249].map((value) => Math.round(value * 65_536));
  for (const [i, value] of white.entries()) icc.writeInt32BE(value, 68 + i * 4);
  icc.writeUInt32BE(2, 128);
  const entries = [
    ['wtpt', 156, 20],
    ['kTRC', 176, 14],
  ] as const;
  for (const [i, [name, at, length]] of entries.entries()) {
    icc.write(name, 132 + i * 12, 'latin1');
    icc.writeUInt32BE(at, 136 + i * 12);
    icc.writeUInt32BE(length, 140 + i * 12);
  }
  icc.write('XYZ ', 156, 'latin1');
  for (const [i, value] of white.entries()) icc.writeInt32BE(value, 164 + i * 4);
  icc.write('curv', 176, 'latin1');
  icc.writeUInt32BE(1, 184);
  icc.writeUInt16BE(Math.round(gamma * 256), 188);
  return icc;
}

let folder: string;
const stored = (name: string, icc: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, icc);
  return path;
};
beforeAll(() => {
  folder = temporaryFolder('icc');
});

const plain = (red: number, green: number, blue: number) =>
  sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: { r: red, g: green, b: blue } } });
const encodedOf = async (bytes: Uint8Array): Promise<EncodedImage> =>
  (await (await openPageSources(bytes)).page(0).load()).encoded();
const archived = (...images: readonly EncodedImage[]): Promise<Uint8Array> =>
  assemblePdfA(
    images.map((image) => ({
      widthPx: SIDE,
      heightPx: SIDE,
      dpi: 72,
      layers: [{ image, toPage: identity }],
      text: null,
    })),
    { title: 'màu' },
  );
const colourOf = async (picture: Uint8Array): Promise<readonly number[]> => {
  const { channels } = await sharp(picture).stats();
  return channels.map(({ mean }) => Math.round(mean));
};
const near = (colour: readonly number[], wanted: readonly number[]): boolean =>
  wanted.every((value, i) => Math.abs(value - colour[i]!) <= 4);

describe('an image with an ICC profile', () => {
  it.each(['jpeg', 'png', 'tiff'] as const)('in %s keeps its samples and is told by its profile', async (format) => {
    const icc = exchanged();
    const bytes = await plain(220, 30, 30)
      .withIccProfile(stored('exchanged.icc', icc))
      .toFormat(format, format === 'jpeg' ? { quality: 95, chromaSubsampling: '4:4:4' } : {})
      .toBuffer();
    const encoded = await encodedOf(bytes);
    expect(encoded).toMatchObject({ components: 3 });
    if (encoded.kind !== 'jpeg' && encoded.kind !== 'flate') throw new Error(encoded.kind);
    expect(Buffer.compare(encoded.profile!, icc)).toBe(0);
    if (format === 'jpeg') expect(Buffer.compare(encoded.bytes, bytes)).toBe(0);
    expect(checkPdfA(await archived(encoded))).toEqual([]);
  });

  it.skipIf(!hasTool('pdftoppm'))('is drawn by another program in the colours that the profile means', async () => {
    const bytes = await plain(220, 30, 30).withIccProfile(stored('drawn.icc', exchanged())).png().toBuffer();
    const encoded = await encodedOf(bytes);
    if (encoded.kind !== 'flate') throw new Error(encoded.kind);
    expect(near(await colourOf(byPoppler(await archived(encoded), 72)), [220, 30, 30])).toBe(true);
    // the same samples without the profile are blue: the profile was what made them red
    const { profile: _, ...bare } = encoded;
    expect(near(await colourOf(byPoppler(await archived(bare), 72)), [30, 30, 220])).toBe(true);
  });

  it('of gray is told by its curve', async () => {
    const icc = grayProfile(4);
    const bytes = await sharp(Buffer.alloc(SIDE * SIDE, 150), { raw: { width: SIDE, height: SIDE, channels: 1 } })
      .toColourspace('b-w')
      .withIccProfile(stored('gray.icc', icc))
      .png()
      .toBuffer();
    const encoded = await encodedOf(bytes);
    expect(encoded).toMatchObject({ kind: 'flate', components: 1 });
    if (encoded.kind !== 'flate') throw new Error(encoded.kind);
    expect(Buffer.compare(encoded.profile!, icc)).toBe(0);
    expect(checkPdfA(await archived(encoded))).toEqual([]);
  });

  it('in a PDF of one image goes on with the image', async () => {
    const bytes = await plain(220, 30, 30).withIccProfile(stored('again.icc', exchanged())).jpeg().toBuffer();
    const first = await encodedOf(bytes);
    const again = await encodedOf(await archived(first));
    if (first.kind !== 'jpeg' || again.kind !== 'jpeg') throw new Error(again.kind);
    expect(Buffer.compare(again.bytes, first.bytes)).toBe(0);
    expect(Buffer.compare(again.profile!, first.profile!)).toBe(0);
  });

  it('is written once for all pages of a document', async () => {
    const bytes = await plain(10, 120, 60).withIccProfile(stored('once.icc', exchanged())).jpeg().toBuffer();
    const image = await encodedOf(bytes);
    const pdf = Buffer.from(await archived(image, image, image)).toString('latin1');
    expect(new Set(pdf.match(/\/ICCBased \d+ 0 R/g)).size).toBe(1);
    expect(pdf.match(/\/Alternate \/DeviceRGB/g)).toHaveLength(1);
  });
});

describe('the structural checks', () => {
  it('name an image whose profile PDF/A does not allow, or has another number of channels', async () => {
    const image = await encodedOf(await plain(1, 2, 3).png().toBuffer());
    const found = async (profile: Uint8Array) => {
      if (image.kind !== 'flate') throw new Error(image.kind);
      return checkPdfA(await archived({ ...image, profile })).map(({ clause }) => clause);
    };
    const young = exchanged();
    young[8] = 5;
    expect(await found(young)).toEqual(['6.2.4.2-1']);
    expect(await found(grayProfile(2))).toEqual(['6.2.4.2-2']);
    expect(await found(Buffer.alloc(200))).toEqual(['6.2.4.2-1']);
  });
});

describe('a profile', () => {
  const broken = (change: (icc: Buffer) => void): Buffer => {
    const icc = exchanged();
    change(icc);
    return icc;
  };
  it.each([
    ['of version 5, which PDF/A-2 does not know', broken((icc) => icc.writeUInt8(5, 8))],
    ['without its signature', broken((icc) => icc.write('nope', 36, 'latin1'))],
    ['of a press', broken((icc) => icc.write('CMYK', 16, 'latin1'))],
    ['of a device link', broken((icc) => icc.write('link', 12, 'latin1'))],
    ['longer than its bytes', broken((icc) => icc.writeUInt32BE(icc.length + 1, 0))],
    ['whose tag lies outside', broken((icc) => icc.writeUInt32BE(icc.length, 136))],
    ['with a lying number of tags', broken((icc) => icc.writeUInt32BE(0xffff_ffff, 128))],
    ['without its curves', broken((icc) => icc.writeUInt32BE(0, 128))],
    ['of gray', grayProfile(2)],
    ['of no bytes', Buffer.alloc(0)],
  ])('%s is not used for a colour image', (_, icc) => {
    expect(usableProfile(icc, 3)).toBeNull();
  });

  it('of its kind is used, padding cut off', () => {
    expect(usableProfile(srgb, 3)).toHaveLength(srgb.length);
    expect(usableProfile(grayProfile(2), 1)).not.toBeNull();
    expect(usableProfile(Buffer.concat([srgb, Buffer.alloc(3)]), 3)).toHaveLength(srgb.length);
  });
});
