import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTypeFiles, listTypes } from '../../../src/app/type-files.ts';
import type { DocumentType, FieldSpec } from '../../../src/domain/document-types/document-type.ts';
import { shippedFolder } from '../../../src/domain/document-types/registry.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const shipped = (file: string): DocumentType => JSON.parse(readFileSync(join(shippedFolder, file), 'utf8'));

describe('files of document types, before they are used', () => {
  const folder = temporaryFolder('type-files');
  const write = (file: string, data: unknown): string => {
    const path = join(folder, file);
    writeFileSync(path, JSON.stringify(data));
    return path;
  };

  it('are each told all their faults, and one faulty file does not hide the next', () => {
    const notice = shipped('notice.json');
    const [one, two] = checkTypeFiles([
      write('mot.json', { ...notice, id: 'Notice 2', status: 'sure' }),
      write('hai.json', { ...notice, id: 'notice_2' }),
    ]);
    expect(one?.faults.map(({ at }) => at)).toEqual(['id', 'status']);
    expect(two).toMatchObject({ file: 'hai.json', faults: [], type: { id: 'notice_2' } });
  });

  it('get advice where they would not do what their author thinks', () => {
    const card = shipped('driving-licence.json');
    const [, first, second] = card.fields as readonly [FieldSpec, FieldSpec, FieldSpec];
    const [label = ''] = first.labels;
    const advice = (data: unknown): string[] =>
      checkTypeFiles([write('the.json', data)]).flatMap((one) => one.advice.map(({ at, en }) => `${at}: ${en}`));
    expect(advice({ ...card, id: 'my_card' })).toEqual([
      expect.stringContaining('“Driving licence” (driving_licence) has this title too'),
    ]);
    expect(advice({ ...card, version: 7 })).toEqual(['version: replaces the shipped type of this id']);
    expect(
      advice({
        ...card,
        id: 'my_card',
        titles: [],
        hints: ['Hạng'],
        fields: [first, { ...second, labels: [label] }].map((field) => ({ ...field, required: false })),
        machineReadable: undefined,
      }),
    ).toEqual([
      expect.stringContaining('fewer than 3 hints'),
      expect.stringContaining('no field is required'),
      expect.stringContaining(`the label “${label}” belongs to several fields`),
    ]);
  });

  it('of the product give no cause for advice but that they are there already', () => {
    const files = ['birth-certificate.json', 'land-use-right-new.json', 'citizen-id-2024.json', 'application.json'];
    for (const { faults, advice } of checkTypeFiles(files.map((file) => join(shippedFolder, file)))) {
      expect(faults).toEqual([]);
      expect(advice.map(({ at }) => at)).toEqual(['version']);
    }
  });

  it('are listed with the one of two versions that is used', () => {
    const own = temporaryFolder('type-files-own');
    writeFileSync(join(own, 'qd.json'), JSON.stringify({ ...shipped('decision.json'), version: 2 }));
    const rows = listTypes(own).filter(({ type }) => type.id === 'decision');
    expect(rows.map(({ origin, used, type }) => [origin, type.version, used])).toEqual([
      ['shipped', 1, false],
      ['own', 2, true],
    ]);
  });
});
