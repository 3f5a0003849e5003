import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';
import { administrative } from './wordings/administrative.ts';
import { business } from './wordings/business.ts';
import { cards } from './wordings/cards.ts';
import { civilStatus } from './wordings/civil-status.ts';
import { civilStatusOffices } from './wordings/civil-status-offices.ts';
import { forms } from './wordings/forms.ts';
import { land } from './wordings/land.ts';
import type { Wording } from './wordings/wording.ts';

const types = loadDocumentTypes();
const wordings: readonly Wording[] = [
  ...civilStatus,
  ...civilStatusOffices,
  ...business,
  ...land,
  ...cards,
  ...administrative,
  ...forms,
];

/** The values that were read; fields that hold nothing are left out. */
function valuesOf({ pages }: Wording): { type: string; fields: Record<string, string> } {
  const { documentType, fields } = extractFromReadings(
    pages.map((lines) => pageOfText(lines)),
    [],
    { types, today: '2026-11-22' },
  );
  const read = Object.entries(fields).flatMap(([name, { value }]) => (value === null ? [] : [[name, value] as const]));
  return { type: documentType, fields: Object.fromEntries(read) };
}

describe.each([...new Set(wordings.map((wording) => wording.type))])('wordings of %s', (type) => {
  it.each(wordings.filter((wording) => wording.type === type))('reads every value printed on $name', (wording) => {
    expect(valuesOf(wording)).toEqual({ type, fields: wording.fields });
  });
});
