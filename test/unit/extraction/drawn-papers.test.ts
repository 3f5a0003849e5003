import { describe, expect, it } from 'vitest';
import { paperMakers } from '../../../samples/lib/papers/catalogue.ts';
import { chance } from '../../../samples/lib/random.ts';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { comparable, normalised } from '../../bench/extraction/score.ts';
import { pageOfTruth } from '../../support/page-of-truth.ts';

const types = loadDocumentTypes();

/** Drawn papers read without an error: what is lost here is lost by extraction, not by recognition. */
describe('papers as they are drawn, read perfectly', () => {
  it.each(paperMakers.map((maker) => [maker.type, maker] as const))(
    '%s is recognised and its required fields are exactly right',
    async (name, maker) => {
      const type = types.get(name)!;
      const random = chance(`unit/${name}`);
      const paper = await maker.draw(random, { family: 'serif', template: 0, inked: true });
      const texts = paper.draft.sheets.map((sheet, index) => pageOfTruth(sheet, `unit/${name}/${index}`));
      const extraction = extractFromReadings(texts, [], { types, today: '2026-11-22' });
      expect(extraction.documentType).toBe(name);
      for (const [field, truth] of Object.entries(paper.draft.fields())) {
        const spec = type.fields.find((one) => one.name === field);
        if (!spec?.required || truth.handwritten) continue;
        expect
          .soft(comparable(extraction.fields[field]?.value ?? null, spec.kind), field)
          .toBe(comparable(normalised(truth.value, spec.kind), spec.kind));
      }
    },
  );
});
