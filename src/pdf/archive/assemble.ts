import { readFileSync } from 'node:fs';
import { type Affine, compose } from '../../imaging/affine.ts';
import type { ArchiveMetadata, ArchivePage } from './archive-page.ts';
import { writeGlyphlessFont } from './glyphless-font.ts';
import { profileObjects, writeImage } from './image-xobject.ts';
import { type ByteSink, bufferSink, ObjectWriter, pdfNumber } from './object-writer.ts';
import { textLayer } from './text-layer.ts';
import { xmpPacket } from './xmp.ts';

const PRODUCER = 'sohoa';

/** A PDF/A file in the making. Pages go to the sink as they come; memory does not grow with them. */
export interface PdfAWriter {
  addPage(page: ArchivePage): Promise<void>;
  /** Writes the rest and returns the length of the file in bytes. */
  finish(): Promise<number>;
}

/**
 * Starts a PDF/A-2u file (2b when no page carries a text layer; pdfa.md section 9) on the sink. Scans are laid on the
 * page as they are: quarter turns and deskew stand in the matrix. The same pages and metadata give the same bytes.
 */
export async function startPdfA(sink: ByteSink, metadata: ArchiveMetadata): Promise<PdfAWriter> {
  const writer = new ObjectWriter(sink);
  await writer.begin();
  const catalog = writer.reserve();
  const tree = writer.reserve();
  const font = writer.reserve();
  const kids: number[] = [];
  const used = new Set<number>();
  const profiles = profileObjects(writer);
  let hasText = false;

  return {
    addPage: async (page) => {
      const number = writer.reserve();
      const content = writer.reserve();
      kids.push(number);
      const images = page.layers.map(() => writer.reserve());
      let operators = page.layers.map((layer, index) => paint(page, layer, `Im${index}`)).join('');
      if (page.text !== null) {
        hasText = true;
        operators += textLayer(page.text, 'F0', used);
      }
      const scale = 72 / page.dpi;
      const box = `[0 0 ${pdfNumber(page.widthPx * scale)} ${pdfNumber(page.heightPx * scale)}]`;
      const xobjects = images.map((image, index) => `/Im${index} ${image} 0 R`).join(' ');
      const fonts = page.text === null ? '' : ` /Font << /F0 ${font} 0 R >>`;
      await writer.object(
        number,
        `<< /Type /Page /Parent ${tree} 0 R /MediaBox ${box} /Resources << /XObject << ${xobjects} >>${fonts} >> /Contents ${content} 0 R >>`,
      );
      await writer.deflated(content, '', Buffer.from(operators, 'latin1'));
      for (const [index, layer] of page.layers.entries()) await writeImage(writer, images[index]!, layer, profiles);
    },
    finish: async () => {
      const [xmp, intent, profile] = Array.from({ length: 3 }, () => writer.reserve());
      if (!hasText) used.add(0x20);
      await writeGlyphlessFont(writer, font, used);
      const icc = readFileSync(new URL('assets/srgb.icc', import.meta.url));
      await writer.deflated(profile!, '/N 3', icc);
      await writer.object(
        intent!,
        `<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) /DestOutputProfile ${profile} 0 R >>`,
      );
      await writer.stream(xmp!, '/Type /Metadata /Subtype /XML', xmpPacket(metadata, hasText ? 'U' : 'B', PRODUCER));
      await writer.object(
        tree,
        `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`,
      );
      await writer.object(
        catalog,
        `<< /Type /Catalog /Pages ${tree} 0 R /Metadata ${xmp} 0 R /OutputIntents [${intent} 0 R] /Lang (${(metadata.language ?? 'vi').replace(/[^A-Za-z0-9-]/g, '')}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
      );
      return writer.finish(catalog);
    },
  };
}

/** The whole file in memory. */
export async function assemblePdfA(
  pages: Iterable<ArchivePage> | AsyncIterable<ArchivePage>,
  metadata: ArchiveMetadata,
): Promise<Uint8Array> {
  const sink = bufferSink();
  const writer = await startPdfA(sink, metadata);
  for await (const page of pages) await writer.addPage(page);
  await writer.finish();
  return sink.bytes();
}

/** Paints one layer: unit square → image px → upright page px → pt. */
function paint(page: ArchivePage, layer: ArchivePage['layers'][number], name: string): string {
  const scale = 72 / page.dpi;
  const { widthPx, heightPx } = layer.image;
  const unitToImage: Affine = [widthPx, 0, 0, -heightPx, 0, heightPx];
  const pageToPt: Affine = [scale, 0, 0, -scale, 0, page.heightPx * scale];
  const matrix = compose(compose(unitToImage, layer.toPage), pageToPt);
  const colour = layer.ink === undefined ? '' : `${layer.ink.map((value) => pdfNumber(value / 255)).join(' ')} rg `;
  return `q ${colour}${matrix.map((value) => pdfNumber(value, 6)).join(' ')} cm /${name} Do Q\n`;
}
