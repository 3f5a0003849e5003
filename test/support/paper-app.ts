import { randomUUID } from 'node:crypto';
import type { App } from '../../src/app/app.ts';
import { refuseSecret } from '../../src/app/cpu-review-tasks.ts';
import { endedByOfficer } from '../../src/app/review/ended.ts';
import { type DossierSubmission, submitDossier } from '../../src/app/submit-dossier.ts';
import { loadDocumentTypes } from '../../src/domain/document-types/registry.ts';
import { vietnamDay } from '../../src/domain/rules/rule-profile.ts';
import type { FileReport } from '../../src/domain/signature-report.ts';
import { extractFromReadings } from '../../src/extraction/extract.ts';
import { suggestPapers } from '../../src/extraction/split.ts';
import type { PageText } from '../../src/ocr/page-text.ts';
import { createEngine } from '../../src/pipeline/engine.ts';
import { eraseDue } from '../../src/pipeline/erase.ts';
import type { DossierRecord } from '../../src/pipeline/ports/dossiers.ts';
import { createStages } from '../../src/pipeline/stages.ts';
import type { SignatureOrder, StageSettings, Techniques } from '../../src/pipeline/techniques.ts';
import type { SigningJournal } from '../../src/signing/ports.ts';
import type { SigningIntent } from '../../src/signing/prepared.ts';
import type { EmbeddedStores } from './embedded.ts';
import { pageOfText } from './page-of-text.ts';
import { submissionTime, testRandomness } from './records.ts';

/**
 * The product's stages, records and use cases with techniques that need no tool and no key: a "scan" is the text of its
 * pages (form feed between them), "digitizing" reads it, "signing" appends the name of the slot. `text: ` in front makes
 * a born-digital file. What the stages decide of it is the product's own.
 */
export interface PaperApp {
  readonly app: App;
  readonly submit: (
    components: DossierSubmission['components'],
    pages: readonly (readonly string[])[][],
    more?: Partial<DossierSubmission>,
  ) => Promise<DossierRecord>;
  /** Takes every component as far as it goes now. */
  readonly run: (dossier: DossierRecord) => Promise<void>;
}

const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
const read = (value: Uint8Array): string => new TextDecoder().decode(value);

const pagesOf = (scan: string): readonly PageText[] =>
  scan
    .replace(/^text: /, '')
    .replace(/ %signed.*$/s, '')
    .split('\f')
    .map((page) => pageOfText(page.split('\n')));

const valid = { verdict: 'HOP_LE', signatures: [] } as unknown as FileReport;

export function createPaperApp(stores: EmbeddedStores, settings: Partial<StageSettings> = {}): PaperApp {
  const { database, blobs } = stores;
  const clock = { now: () => submissionTime };
  const types = loadDocumentTypes();
  const sign = async (document: Uint8Array, slot: string) => ({
    bytes: bytes(`${read(document)} %signed ${slot}`),
    level: 'B-LTA' as const,
  });
  const techniques = {
    settings: {
      recognition: {},
      signatureLevel: 'B-LTA',
      codeTemplate: '{chu}.{loai}.{kyhieu}.{nn}',
      destinations: {},
      resultCodeForm: 'KQ(n)',
      reviewGate: 'required',
      reader: 'test',
      ...settings,
    },
    documentTypes: types,
    inspect: async (file) => {
      const text = read(file.bytes).startsWith('text: ');
      const pages = pagesOf(read(file.bytes));
      if (text) refuseSecret(pages);
      return { kind: text ? 'pdf' : 'image', pages: pages.length, signed: false, text };
    },
    digitize: async (files, options) => {
      const all = files.flatMap((file) => pagesOf(read(file.bytes)));
      const texts = options.pages === undefined ? all : options.pages.map((page) => all[page - 1]!);
      refuseSecret(texts);
      return {
        pdf: bytes(`archived ${options.title} ${JSON.stringify(texts)}`),
        texts,
        pages: texts.map((_, index) => ({
          page: index + 1,
          width_px: 1,
          height_px: 1,
          dpi: 300,
          rotation_deg: 0,
          skew_deg: 0,
          mean_confidence: 95,
          text: '',
          ms: 1,
        })),
      };
    },
    readText: async (pdf) => pagesOf(read(pdf)),
    extract: async ({ texts, paperType, at }) =>
      extractFromReadings(texts, [], {
        types,
        today: vietnamDay(at),
        ...(paperType === null ? {} : { documentType: paperType }),
      }),
    papers: async (texts) => suggestPapers(texts, types),
    picture: async ({ page, cropPx }) => bytes(`picture ${page} ${JSON.stringify(cropPx)}`),
    verify: async () => valid,
    signer: {
      sign: async (document: Uint8Array, { slot }: SignatureOrder, journal: SigningJournal) => {
        const intent = { level: 'B-LTA' } as unknown as SigningIntent;
        await journal.prepared({ base: document, appended: new Uint8Array(0), intent });
        return sign(document, slot);
      },
      extend: (document: Uint8Array) => sign(document, 'long term'),
      handOffTerms: async () => null,
      gathers: () => false,
    } as unknown as Techniques['signer'],
  } as Partial<Techniques> as Techniques;
  const engine = createEngine({
    stages: createStages(techniques),
    database,
    blobs,
    clock,
    randomness: testRandomness,
    worker: 'test',
    ended: endedByOfficer,
  });
  const sweep = async (): Promise<void> => {
    await eraseDue(database, blobs, clock);
  };
  const app = { clock, random: testRandomness, blobs, database, techniques, sweep } as unknown as App;
  return {
    app,
    submit: (components, pages, more = {}) =>
      submitDossier(
        {
          agency: 'H62.12',
          code: `H62.12-261122-${randomUUID()}`,
          procedure: '1.001612',
          ownerId: '001090000001',
          receivedAt: '2026-11-22T09:00:00+07:00',
          components,
          ...more,
        },
        pages.flatMap((files, component) =>
          files.map((lines, index) => ({ component, name: `trang-${index + 1}.jpg`, bytes: bytes(lines.join('\n')) })),
        ),
        { blobs, database, clock, random: testRandomness, maxFileBytes: 1e6 },
      ),
    run: async (dossier) => {
      for (const { id } of await database.components.ofDossier(dossier.id)) {
        for (let round = 0; round < 4; round++) {
          const component = await database.components.get(id);
          if (component?.state !== 'queued' && component?.state !== 'waiting') break;
          if (component.state === 'waiting') await database.components.wake({ ids: [id] }, clock.now());
          if ((await engine.advance(id)) !== 'done') break;
        }
      }
    },
  };
}
