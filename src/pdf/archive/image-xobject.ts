import { deflateSync } from 'node:zlib';
import type { EncodedImage } from '../../imaging/encoded-image.ts';
import type { ImageLayer } from './archive-page.ts';
import type { ObjectWriter } from './object-writer.ts';

/** Writes the image as an XObject, its data byte for byte as they are. */
export async function writeImage(writer: ObjectWriter, number: number, layer: ImageLayer): Promise<void> {
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
  const { entries, palette } = form(image);
  if (palette === undefined) {
    await writer.stream(number, `${size} ${entries}`, image.bytes);
    return;
  }
  const table = writer.reserve();
  await writer.stream(
    number,
    `${size} /ColorSpace [/Indexed /DeviceRGB ${palette.length / 3 - 1} ${table} 0 R] ${entries}`,
    image.bytes,
  );
  await writer.stream(table, '/Filter /FlateDecode', deflateSync(palette));
}

function form(image: EncodedImage): { readonly entries: string; readonly palette?: Uint8Array } {
  switch (image.kind) {
    case 'jpeg':
      return { entries: `${deviceColour(image.components)} /BitsPerComponent 8 /Filter /DCTDecode` };
    case 'g4':
      return { entries: `/ColorSpace /DeviceGray /BitsPerComponent 1 ${g4Filter(image)}` };
    case 'jbig2':
      return { entries: jbig2 };
    case 'jpx':
      return { entries: '/Filter /JPXDecode' };
    case 'flate': {
      const predictor = `/DecodeParms << /Predictor 15 /Colors ${image.components} /BitsPerComponent ${image.bits} /Columns ${image.widthPx} >>`;
      const entries = `/BitsPerComponent ${image.bits} /Filter /FlateDecode ${predictor}`;
      return image.palette === undefined
        ? { entries: `${deviceColour(image.components)} ${entries}` }
        : { entries, palette: image.palette };
    }
  }
}

const jbig2 = '/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode';

const deviceColour = (components: 1 | 3): string => `/ColorSpace /Device${components === 1 ? 'Gray' : 'RGB'}`;

const g4Filter = (image: { readonly widthPx: number; readonly heightPx: number; readonly blackIs1: boolean }): string =>
  `/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns ${image.widthPx} /Rows ${image.heightPx} /BlackIs1 ${image.blackIs1} >>`;
