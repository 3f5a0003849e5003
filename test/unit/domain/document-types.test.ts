import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDocumentType } from '../../../src/domain/document-types/faults.ts';
import { loadDocumentTypes, parseDocumentType, shippedFolder } from '../../../src/domain/document-types/registry.ts';
import { folded } from '../../../src/domain/identifiers/vietnamese-letters.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const types = loadDocumentTypes();

const twin = { id: 'mother', anchors: ['MẸ'] };

const newType = {
  id: 'library_card',
  version: 1,
  name: { vi: 'Thẻ thư viện', en: 'Library card' },
  legalBasis: ['Quy chế thư viện'],
  status: 'unverified',
  effectiveFrom: null,
  effectiveTo: null,
  layout: 'certificate',
  titles: ['THẺ THƯ VIỆN'],
  aliases: [],
  hints: ['Mã bạn đọc', 'Thư viện'],
  antiHints: [],
  pages: { min: 1, max: 1 },
  sensitivity: 'personal',
  paperTypeCode: null,
  fields: [
    {
      name: 'reader_code',
      kind: 'text',
      required: true,
      label: { vi: 'Mã bạn đọc', en: 'Reader code' },
      labels: ['Mã bạn đọc'],
    },
    {
      name: 'full_name',
      kind: 'person_name',
      required: true,
      label: { vi: 'Họ tên', en: 'Name' },
      labels: ['Họ và tên'],
    },
  ],
};

describe('document types', () => {
  it('ships at least the papers that the one-stop shop meets', () => {
    for (const id of [
      'citizen_id_2021',
      'citizen_id_2024',
      'identity_card_9',
      'birth_certificate',
      'birth_certificate_extract',
      'death_certificate_extract',
      'marriage_certificate',
      'marital_status_confirmation',
      'enterprise_registration',
      'household_business_registration',
      'land_use_right_old',
      'land_use_right_new',
      'driving_licence',
      'criminal_record',
      'decision',
      'official_letter',
      'notice',
      'declaration',
      'application',
    ])
      expect(types.has(id), id).toBe(true);
  });

  it('every type requires something, and every label has letters that can be looked for', () => {
    for (const type of types.values()) {
      expect(
        type.fields.some((field) => field.required),
        type.id,
      ).toBe(true);
      for (const label of type.fields.flatMap((field) => field.labels)) expect(folded(label), label).not.toBe('');
    }
  });

  it('no two fields of a type have one name for people, in either language', () => {
    for (const { id, fields } of types.values())
      for (const language of ['vi', 'en'] as const) {
        const labels = fields.map(({ label }) => label[language]);
        expect(labels, id).toEqual([...new Set(labels)]);
      }
  });

  it('a type is added by one file, without touching code', () => {
    const folder = temporaryFolder('types');
    writeFileSync(join(folder, 'library-card.json'), JSON.stringify(newType));
    const extended = loadDocumentTypes([shippedFolder, folder]);
    const page = pageOfText(['', '        THẺ THƯ VIỆN', '', 'Mã bạn đọc: TV-0042', 'Họ và tên: Trần Thị Lan']);
    const extraction = extractFromReadings([page], [], { types: extended, today: '2026-11-22' });
    expect(extraction.documentType).toBe('library_card');
    expect(extraction.fields.reader_code?.value).toBe('TV-0042');
    expect(extraction.fields.full_name?.value).toBe('Trần Thị Lan');
  });

  it('a field names the wordings of a label that papers of many kinds share', () => {
    const data = { ...newType, fields: [{ ...newType.fields[1], labels: ['Người đọc', '@full_name'] }] };
    const [field] = parseDocumentType(data, 'x.json').fields;
    expect(field?.labels).toEqual(expect.arrayContaining(['Người đọc', 'Họ và tên', 'Họ, chữ đệm, tên khai sinh']));
  });

  it('a type of the operator replaces a shipped one only with the same or a higher version', () => {
    const folder = temporaryFolder('types');
    const shipped = types.get('decision');
    writeFileSync(join(folder, 'decision.json'), JSON.stringify({ ...shipped, version: 1, aliases: ['của tôi'] }));
    expect(loadDocumentTypes([shippedFolder, folder]).get('decision')?.aliases).toEqual(['của tôi']);
    const newer = temporaryFolder('types');
    writeFileSync(join(newer, 'decision.json'), JSON.stringify({ ...shipped, version: 2 }));
    expect(loadDocumentTypes([newer, folder]).get('decision')?.version).toBe(2);
  });

  it.each([
    [{ ...newType, titles: 'x' }, 'titles'],
    [{ ...newType, colour: 'red' }, 'colour'],
    [{ ...newType, fields: [...newType.fields, newType.fields[0]] }, 'twice'],
    [{ ...newType, fields: [{ ...newType.fields[0], section: 'nowhere' }] }, 'section'],
    [{ ...newType, fields: [{ ...newType.fields[0], labels: ['@nowhere'] }] }, '@nowhere'],
    [{ ...newType, sections: [{ id: 'reader' }] }, 'neither anchors nor of'],
    [{ ...newType, fields: [{ ...newType.fields[0], labels: [] }] }, 'no label'],
    [{ ...newType, fields: [{ ...newType.fields[0], locate: 'pattern', pattern: '(' }] }, 'regular expression'],
    [{ ...newType, machineReadable: { qr: { nothing: 'text' } } }, 'unknown field'],
    [{ ...newType, machineReadable: { mrz_td1: { full_name: 'name' } } }, 'machineReadable.mrz_td1.full_name'],
    [null, 'x.json'],
    [
      { ...newType, fields: [{ ...newType.fields[0], kind: 'date_of' }] },
      /fields\[0\] \(reader_code\)\.kind.*date_in_words/,
    ],
    [{ ...newType, fields: [{ ...newType.fields[0], validators: ['x'] }] }, /“validators”: checks go with the kind/],
    [{ ...newType, fields: [{ ...newType.fields[0], locate: 'pattern' }] }, 'needs a pattern'],
    [{ ...newType, fields: [{ ...newType.fields[0], locate: 'machine' }] }, 'machineReadable names none'],
    [{ ...newType, fields: [{ ...newType.fields[0], side: 'back' }] }, 'unknown side “back”'],
    [{ ...newType, effectiveFrom: '2025-02-31' }, 'effectiveFrom: a real day'],
    [{ ...newType, effectiveFrom: '2025-07-01', effectiveTo: '2024-07-01' }, 'before it begins'],
    [{ ...newType, pages: { min: 4, max: 2 } }, 'max is less than min'],
    [{ ...newType, sections: [twin, twin] }, 'sections[1] (mother): this id is taken'],
    [{ ...newType, name: { vi: 'Thẻ' } }, 'name.en: missing; add a text in quotes'],
  ])('a faulty file is refused with its name, the place and the remedy (%#)', (data, reason) => {
    expect(() => parseDocumentType(data, 'x.json')).toThrow(/CONFIG_INVALID.*x\.json/);
    expect(() => parseDocumentType(data, 'x.json')).toThrow(reason);
  });

  it('every fault is told, in both languages and in the order of the file', () => {
    const { faults } = checkDocumentType({ ...newType, version: 0, layout: 'sheet', fields: [] });
    expect(faults.map(({ at }) => at)).toEqual(['version', 'layout', 'fields']);
    for (const { vi, en } of faults) expect(vi).not.toBe(en);
  });

  it('a folder with one id in two files is refused, and both are named', () => {
    const folder = temporaryFolder('types');
    for (const file of ['mot.json', 'hai.json']) writeFileSync(join(folder, file), JSON.stringify(newType));
    expect(() => loadDocumentTypes([shippedFolder, folder])).toThrow(/mot\.json: id “library_card” is in hai\.json/);
  });

  it('a file that is no JSON is refused with line and column; a byte order mark before it is none of its faults', () => {
    const folder = temporaryFolder('types');
    writeFileSync(join(folder, 'the.json'), '{\n  "id": "x",\n  "version" 1\n}');
    expect(() => loadDocumentTypes([folder])).toThrow(/the\.json: no JSON \(line 3, column \d+\)/);
    writeFileSync(join(folder, 'the.json'), `\uFEFF${JSON.stringify(newType)}`);
    expect([...loadDocumentTypes([folder]).keys()]).toEqual(['library_card']);
    expect(() => loadDocumentTypes([join(folder, 'none')])).toThrow(/SOHOA_TYPES_DIR/);
  });
});
