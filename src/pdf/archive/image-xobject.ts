import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { EncodedImage } from '../../imaging/encoded-image.ts';
import type { ImageLayer } from './archive-page.ts';
import type { ObjectWriter } from './object-writer.ts';

/** Writes an ICC profile once, however many images name it, and tells its object. */
export type ProfileObjects = (profile: Uint8Array, components: 1 | 3) => Promise<number>;

export function profileObjects(writer: ObjectWriter): ProfileObjects {
  const known = new Map<string, number>();
  return async (profile, components) => {
    const digest = createHash('sha256').update(profile).digest('hex');
    let number = known.get(digest);
    if (number === undefined) {
      number = writer.reserve();
      known.set(digest, number);
      await writer.deflated(number, `/N ${components} ${alternate[components]}`, profile);
    }
    return number;
  };
}

/** Writes the image as an XObject, its data byte for byte as they are. */
export async function writeImage(
  writer: ObjectWriter,
  number: number,
  layer: ImageLayer,
  profiles: ProfileObjects,
): Promise<void> {
  const { image } = layer;
  const size = `/Type /XObject /Subtype /Image /Width ${image.widthPx} /Height ${image.heightPx}`;
  if (layer.ink !== undefined) {
    if (image.kind !== 'g4') throw new TypeError('only a bilevel image can be painted as ink');
    // a stencil paints where the sample is 0 (ISO 32000-1 8.9.6.2): samples of the G4 data are 0 for black by default
    await writer.stream(number, `${size} /ImageMask true /BitsPerComponent 1 ${g4Filter(image)}`, image.bytes);
    return;
  }
  if (image.kind === 'jbig2' && image.globals !== null) {
    const globals = writer.reserve();
    await writer.stream(number, `${size} ${jbig2} /DecodeParms << /JBIG2Globals ${globals} 0 R >>`, image.bytes);
    await writer.stream(globals, '', image.globals);
    return;
  }
  if (image.kind !== 'jpeg' && image.kind !== 'flate') {
    await writer.stream(number, `${size} ${form(image)}`, image.bytes);
    return;
  }
  const palette = image.kind === 'flate' ? image.palette : undefined;
  const components = palette === undefined ? image.components : 3;
  const colours =
    image.profile === undefined
      ? deviceColour[components]
      : `[/ICCBased ${await profiles(image.profile, components)} 0 R]`;
  if (palette === undefined) {
    await writer.stream(number, `${size} /ColorSpace ${colours} ${form(image)}`, image.bytes);
    return;
  }
  const table = writer.reserve();
  await writer.stream(
    number,
    `${size} /ColorSpace [/Indexed ${colours} ${palette.length / 3 - 1} ${table} 0 R] ${form(image)}`,
    image.bytes,
  );
  await writer.stream(table, '/Filter /FlateDecode', deflateSync(palette));
}

/** Entries of the image dictionary beside size and colours. */
function form(image: EncodedImage): string {
  switch (image.kind) {
    case 'jpeg':
      return '/BitsPerComponent 8 /Filter /DCTDecode';
    case 'g4':
      return `/ColorSpace /DeviceGray /BitsPerComponent 1 ${g4Filter(image)}`;
    case 'jbig2':
      return jbig2;
    case 'jpx':
      return '/Filter /JPXDecode';
    case 'flate':
      return `/BitsPerComponent ${image.bits} /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors ${image.components} /BitsPerComponent ${image.bits} /Columns ${image.widthPx} >>`;
  }
}

const jbig2 = '/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode';

const deviceColour = { 1: '/DeviceGray', 3: '/DeviceRGB' } as const;
/** For readers without colour management (ISO 32000-1 table 66). */
const alternate = { 1: '/Alternate /DeviceGray', 3: '/Alternate /DeviceRGB' } as const;

const g4Filter = (image: { readonly widthPx: number; readonly heightPx: number; readonly blackIs1: boolean }): string =>
  `/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns ${image.widthPx} /Rows ${image.heightPx} /BlackIs1 ${image.blackIs1} >>`;
