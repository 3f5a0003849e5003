import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PDFHexString, PDFName, PDFString } from 'pdf-lib';
import { xmpPacket } from '../../src/pdf/archive/xmp.ts';
import type { Draft } from './draft.ts';

const srgb = new URL('../../src/pdf/archive/assets/srgb.icc', import.meta.url);

/** The print layer as a document that never was paper: PDF/A-2u marks, embedded fonts, fixed dates, no Info dictionary. */
export async function bornDigitalPdf(
  draft: Draft,
  metadata: { readonly title: string; readonly creators: readonly string[]; readonly created: Date },
): Promise<Uint8Array> {
  const { context, catalog } = draft.print;
  const profile = context.register(context.flateStream(new Uint8Array(await readFile(srgb)), { N: 3 }));
  const intent = context.obj({ Type: 'OutputIntent', S: 'GTS_PDFA1', DestOutputProfile: profile });
  intent.set(PDFName.of('OutputConditionIdentifier'), PDFString.of('sRGB'));
  const packet = context.stream(xmpPacket(metadata, 'U', 'Hệ thống quản lý văn bản (mẫu)'), {
    Type: 'Metadata',
    Subtype: 'XML',
  });
  catalog.set(PDFName.of('Metadata'), context.register(packet));
  catalog.set(PDFName.of('OutputIntents'), context.obj([context.register(intent)]));
  catalog.set(PDFName.of('Lang'), PDFString.of('vi'));
  catalog.set(PDFName.of('ViewerPreferences'), context.obj({ DisplayDocTitle: true }));
  const id = createHash('md5')
    .update(`${metadata.title}\n${metadata.created.toISOString()}`)
    .digest('hex')
    .toUpperCase();
  context.trailerInfo.ID = context.obj([PDFHexString.of(id), PDFHexString.of(id)]);
  return draft.print.save({ useObjectStreams: false });
}
