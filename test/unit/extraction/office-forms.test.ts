import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';
import { drawForm, officeTypes } from './office-forms/papers.ts';

const types = loadDocumentTypes();
const SEEDS = Array.from({ length: 25 }, (_, index) => `office-${index}`);

/** What differs from the truth, with whether it was accepted. */
function mistakes(type: string, seed: string): { required: string[]; accepted: string[]; type: string } {
  const form = drawForm(type, seed);
  const { documentType, fields } = extractFromReadings([pageOfText(form.lines)], [], { types, today: '2027-02-01' });
  // rows that the draws put between hold them as well
  const others = new Set(['phone', 'email']);
  const wrong = (types.get(type)?.fields ?? []).filter(
    ({ name }) => !others.has(name) && (fields[name]?.value ?? null) !== (form.fields[name] ?? null),
  );
  const shown = (name: string): string =>
    `${seed} ${name}: ${form.fields[name] ?? null} | ${fields[name]?.value ?? null}`;
  return {
    type: documentType,
    required: wrong.filter((field) => field.required).map(({ name }) => shown(name)),
    accepted: wrong.filter(({ name }) => fields[name]?.status === 'accepted').map(({ name }) => shown(name)),
  };
}

// Labels in any wording, with numbers, notes, leaders and foreign rows between them, drawn at random: no form is described.
describe.each(officeTypes)('papers of %s that nobody has described', (type) => {
  const found = SEEDS.map((seed) => mistakes(type, seed));

  it('are known for what they are', () => {
    expect(found.map((one) => one.type).filter((one) => one !== type)).toEqual([]);
  });

  it('have every required value read exactly', () => {
    expect(found.flatMap(({ required }) => required)).toEqual([]);
  });

  it('have no value accepted that is wrong', () => {
    expect(found.flatMap(({ accepted }) => accepted)).toEqual([]);
  });
});
