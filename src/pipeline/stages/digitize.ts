import type { StageOf } from '../outputs.ts';
import { expectPages, pagesOf } from './intake.ts';

/** Prepare, recognise, archive: pages of paper become one PDF/A-2u with an invisible text layer. */
export const digitize: StageOf<'digitize'> = (techniques) => ({
  name: 'digitize',
  version: '1',
  needs: ['intake'],
  applies: ({ outputs }) => outputs.intake?.origin === 'paper',
  parameters: () => techniques.settings.recognition,
  async run({ component, dossier, blobs, signal, progress }) {
    const pages = pagesOf(component.details);
    const files = await Promise.all(
      component.sources.map(async ({ name, sha256 }) => ({ name, bytes: await blobs.get(sha256) })),
    );
    const paper = await techniques.digitize(files, {
      title: component.name,
      createdAt: new Date(dossier.receivedAt),
      signal,
      ...(pages === undefined ? {} : { pages }),
      onPage: (done, total) => void progress({ done, total }).catch(() => undefined),
    });
    const notePairs = paper.pages.filter(({ remarks }) => remarks?.some(({ code }) => code === 'NOTE_PAIR')).length;
    expectPages(component.details, paper.pages.length - notePairs);
    const document = await blobs.put(paper.pdf);
    const texts = await blobs.put(new TextEncoder().encode(JSON.stringify(paper.texts)));
    const bytesIn = files.reduce((sum, file) => sum + file.bytes.length, 0);
    const report = await Promise.all(
      paper.pages.map(async ({ text: _, thumbnail, ...page }) =>
        thumbnail === undefined ? page : { ...page, thumbnail: await blobs.put(thumbnail) },
      ),
    );
    return { output: { document, texts, pages: report, bytesIn, bytesOut: paper.pdf.length } };
  },
});
