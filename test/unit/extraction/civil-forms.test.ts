import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';
import { civilTypes, drawForm } from './civil-forms/papers.ts';

const types = loadDocumentTypes();
const SEEDS = Array.from({ length: 40 }, (_, index) => `form-${index}`);

/** What differs from the truth, with whether it was accepted. */
function mistakes(type: string, seed: string): { required: string[]; accepted: string[]; type: string } {
  const form = drawForm(type, seed);
  const { documentType, fields } = extractFromReadings([pageOfText(form.lines)], [], { types, today: '2027-02-01' });
  const wrong = (types.get(type)?.fields ?? []).filter(
    ({ name }) => (fields[name]?.value ?? null) !== (form.fields[name] ?? null),
  );
  const shown = (name: string): string =>
    `${seed} ${name}: ${form.fields[name] ?? null} | ${fields[name]?.value ?? null}`;
  return {
    type: documentType,
    required: wrong.filter((field) => field.required).map(({ name }) => shown(name)),
    accepted: wrong.filter(({ name }) => fields[name]?.status === 'accepted').map(({ name }) => shown(name)),
  };
}

// Labels, their order and numbers, second languages, tables, columns and blocks drawn at random: no form is described.
describe.each(civilTypes)('forms of %s that nobody has described', (type) => {
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
