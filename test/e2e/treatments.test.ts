import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../support/office.ts';

const draft = 'dossier-2/quyet-dinh-chua-ky.pdf';
const signing = {
  documentNumber: 'Số 12/2026/QĐ-UBND',
  certification: 'Chứng thực bản sao đúng với bản chính',
  registerNumber: 'Số chứng thực: 15/2026',
};

/** Every signature that a component may ask for, from its submission to the warehouse. */
describe('what a dossier asks of the agency', () => {
  let office: Office;

  beforeAll(async () => {
    office = await openOffice((key) => [
      key('operator', ['OPERATOR_SCAN']),
      key('leader', ['PERSON_COMPETENT', 'CERTIFIED_COPY']),
      key('agency', [
        'COPY_SAO_Y',
        'COPY_SAO_LUC',
        'COPY_TRICH_SAO',
        'ATTACHMENT',
        'ARCHIVE_TT02',
        'AGENCY_ISSUED',
        'CERTIFIED_COPY_SEAL',
      ]),
    ]);
  });
  afterAll(() => office.close());

  const fieldsOf = (
    component: { readonly record: { readonly summary: Readonly<Record<string, unknown>> } } | undefined,
  ) =>
    ((component?.record.summary.signatures ?? []) as { field: string; level: string }[])
      .filter(({ field }) => !field.startsWith('DocTimeStamp'))
      .map(({ field, level }) => `${field} ${level}`);

  it('an attachment, an extract, a certified e-copy and a result for the leader get their signatures at B-LTA', async () => {
    const view = await office.process([
      { name: 'Phụ lục', treatment: 'attachment', file: draft, signing },
      { name: 'Trích sao', treatment: 'extract-copy', file: draft },
      { name: 'Chứng thực', treatment: 'certified-e-copy', file: draft, signing },
      { name: 'Kết quả', treatment: 'result-to-sign', file: draft },
    ]);
    expect(view.components.map(({ name, state, verdict }) => [name, state, verdict])).toEqual([
      ['Phụ lục', 'done', 'HOP_LE'],
      ['Trích sao', 'done', 'HOP_LE'],
      ['Chứng thực', 'done', 'HOP_LE'],
      ['Kết quả', 'done', 'HOP_LE'],
    ]);
    expect(view.components.map(fieldsOf)).toEqual([
      ['ATTACHMENT_1 B-LTA'],
      ['COPY_TRICH_SAO_1 B-LTA'],
      ['CERTIFIED_COPY_1 B-LTA', 'CERTIFIED_COPY_SEAL_1 B-LTA'],
      ['PERSON_COMPETENT_1 B-LTA', 'AGENCY_ISSUED_1 B-LTA'],
    ]);
    expect(view.components[3]?.signedSlots).toEqual(['PERSON_COMPETENT', 'AGENCY_ISSUED']);
  });

  it('a sao lục is made of a sao y, and of nothing else', async () => {
    const first = await office.process([
      { name: 'Giấy khai sinh', treatment: 'certified-copy', file: 'dossier-1/giay-khai-sinh.jpg' },
    ]);
    expect(fieldsOf(first.components[0])).toEqual(['OPERATOR_SCAN_1 B-LTA', 'COPY_SAO_Y_1 B-LTA']);
    const [stored] = (await office.app.database.warehouse.ofComponent(first.components[0]?.id ?? '')).slice(-1);
    const saoY = await office.app.blobs.get(stored?.sha256 ?? '');
    const view = await office.process([
      { name: 'Sao lục', treatment: 'copy-of-copy', file: saoY },
      { name: 'Không phải sao y', treatment: 'copy-of-copy', file: draft },
    ]);
    expect(fieldsOf(view.components[0])).toEqual([
      'OPERATOR_SCAN_1 B-LTA',
      'COPY_SAO_Y_1 B-LTA',
      'COPY_SAO_LUC_1 B-LTA',
    ]);
    expect(view.components[1]).toMatchObject({
      state: 'refused',
      error: { code: 'SIGN_REFUSED', text: { vi: expect.stringContaining('sao lục chỉ thực hiện từ bản sao y') } },
    });
  }, 180_000);

  it('a dossier keeps the profile of its reception day: before the rule was in force nothing is signed by it', async () => {
    const submit = (receivedAt: string, code: string) =>
      office.app.submit(
        {
          agency: 'H62.12',
          code,
          procedure: '1.001612',
          receivedAt,
          components: [{ name: 'Phụ lục', treatment: 'attachment', signing }],
        },
        [{ component: 0, name: 'phu-luc.pdf', bytes: new Uint8Array(readFileSync(`samples/${draft}`)) }],
      );
    const old = await office.goOn((await submit('2020-01-10T08:00:00+07:00', 'H62.12-200110-1')).id);
    expect(old.components[0]).toMatchObject({
      state: 'refused',
      error: { text: { en: expect.stringContaining('not in force on 2020-01-10') } },
    });
    const later = await office.goOn((await submit('2020-06-10T08:00:00+07:00', 'H62.12-200610-1')).id);
    const { id = '' } = later.components[0] ?? {};
    const [slot] = await office.app.database.signatureSlots.ofComponent(id);
    expect(slot?.details.ruleProfile).toBe('NĐ30-2020/ATTACHMENT');
  });

  it('a submission that lacks what a block must show is turned away at once', async () => {
    await expect(office.process([{ name: 'Phụ lục', treatment: 'attachment', file: draft }])).rejects.toMatchObject({
      code: 'USAGE',
      details: { reason_en: expect.stringContaining('signing.documentNumber') },
    });
  });
});
