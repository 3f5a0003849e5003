import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { Draft } from './draft.ts';
import type { Chance } from './random.ts';
import type { Pixels, Rasteriser } from './raster.ts';
import { drawSeal, drawSignature } from './seal.ts';

const DPI = 600;

/** Ink on nothing: the darkness of a pixel becomes its opacity, its colour the pure ink (straight alpha). */
async function transparentPng(pixels: Pixels, ink: readonly [number, number, number]): Promise<Uint8Array> {
  const data = new Uint8Array(pixels.width * pixels.height * 4);
  const darkest = 255 - Math.min(...ink);
  for (let from = 0, to = 0; to < data.length; from += 3, to += 4) {
    const dark = 255 - Math.min(pixels.data[from]!, pixels.data[from + 1]!, pixels.data[from + 2]!);
    data.set(ink, to);
    data[to + 3] = Math.min(255, Math.round((dark * 255) / darkest));
  }
  return sharp(data, { raw: { width: pixels.width, height: pixels.height, channels: 4 } })
    .withMetadata({ density: DPI })
    .png({ compressionLevel: 9, palette: false })
    .toBuffer();
}

/** The agency's seal (red, actual size) and its leader's signature (blue), as transparent PNG (rules.md F). */
export async function writeAgencyInk(folder: string, rasteriser: Rasteriser, random: Chance) {
  const diameterMm = 36;
  const seal = await Draft.begin([]);
  const sealSheet = seal.sheet(diameterMm + 1, diameterMm + 1);
  drawSeal(
    sealSheet,
    (diameterMm + 1) / 2,
    (diameterMm + 1) / 2,
    { diameterMm, upper: 'ỦY BAN NHÂN DÂN XÃ MẪU', lower: 'TỈNH VÍ DỤ' },
    0,
  );
  const signature = await Draft.begin([]);
  const signatureSheet = signature.sheet(46, 24);
  drawSignature(signatureSheet, random, 4, 14, 34);
  for (const [draft, sheet, file, ink] of [
    [seal, sealSheet, 'con-dau.png', [212, 26, 31]],
    [signature, signatureSheet, 'chu-ky.png', [20, 41, 140]],
  ] as const)
    await writeFile(
      join(folder, file),
      await transparentPng(await rasteriser.render(await draft.ink.save(), 0, sheet, DPI), ink),
    );
  return {
    name: 'Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ',
    seal: { file: 'agency/con-dau.png', diameter_mm: diameterMm, image_mm: diameterMm + 1 },
    signature: { file: 'agency/chu-ky.png', width_mm: 46, height_mm: 24 },
  };
}
