import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { qualityReport, shareText } from '../../../src/app/quality-report.ts';
import type { FieldReading } from '../../../src/pipeline/ports/fields.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { createPaperApp } from '../../support/paper-app.ts';
import { submitDossier } from '../../support/records.ts';

it('a share of few values is told as the count it is', () => {
  expect([shareText(0, 0), shareText(5, 7), shareText(29, 29), shareText(15, 30)]).toEqual([
    '—',
    '5 / 7',
    '29 / 29',
    '50.0 %',
  ]);
});

describe('the quality report', () => {
  const stores = useEmbeddedStores();
  let app: App;
  const reading = (field: string, status: FieldReading['status']): FieldReading =>
    ({
      field,
      status,
      confidence: status === 'accepted' ? 0.98 : 0.6,
      source: 'ocr',
    }) as FieldReading;

  const by = (documentType: string, typeVersion: number) => ({ documentType, typeVersion, reader: 'model 1' });

  beforeAll(async () => {
    ({ app } = createPaperApp(stores()));
    const { database } = stores();
    const { components } = await submitDossier(database, 3);
    const [spring, lastNight, today] = components.map(({ id }) => id);
    const both = [reading('full_name', 'accepted'), reading('gender', 'review')];
    await database.fields.read(spring!, by('birth_certificate', 1), both, new Date('2026-09-15T05:00:00Z'));
    // half past midnight of the first of November in Vietnam
    await database.fields.read(lastNight!, by('birth_certificate', 2), both, new Date('2026-10-31T17:30:00Z'));
    await database.fields.read(
      today!,
      by('decision', 1),
      [reading('issue_date', 'review')],
      new Date('2026-11-21T05:00:00Z'),
    );
    await database.fields.decide([
      {
        componentId: lastNight!,
        version: 2,
        documentType: 'birth_certificate',
        field: 'gender',
        action: 'corrected',
        by: 'cb-07',
        at: '2026-11-02T09:00:00+07:00',
        before: 'Nam',
        after: 'Nữ',
        asRead: false,
      },
    ]);
  });

  it('tells how months fared, by the calendar of Vietnam, those without papers left out', async () => {
    const { months } = await qualityReport(app, {});
    expect(months).toEqual([
      { month: '2026-09', accepted: 1, review: 1, decided: 0, changed: 0, acceptedWrong: 0 },
      { month: '2026-11', accepted: 1, review: 2, decided: 1, changed: 1, acceptedWrong: 0 },
    ]);
    const november = { from: new Date('2026-11-01T00:00:00+07:00'), to: new Date('2026-11-21T00:00:00+07:00') };
    expect((await qualityReport(app, november)).months.map(({ month, review }) => [month, review])).toEqual([
      ['2026-11', 1],
    ]);
  });

  it('sets a type before its change beside the type after it, and leaves out types that did not change', async () => {
    const { versions } = await qualityReport(app, {});
    const shown = versions.map(({ documentType, typeVersion, since, papers, changed }) => [
      documentType,
      typeVersion,
      since,
      papers,
      changed,
    ]);
    expect(shown).toEqual([
      ['birth_certificate', 1, '2026-09-15', 1, 0],
      ['birth_certificate', 2, '2026-11-01', 1, 1],
    ]);
  });

  it('puts the type first whose values had to be changed', async () => {
    const { papersByType } = await qualityReport(app, {});
    expect(papersByType.map(({ documentType, papers, changed }) => [documentType, papers, changed])).toEqual([
      ['birth_certificate', 2, 1],
      ['decision', 1, 0],
    ]);
  });
});
