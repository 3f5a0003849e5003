import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { lookUp } from '../../../src/app/lookup.ts';
import { qualityReport } from '../../../src/app/quality-report.ts';
import { decideReview, reportSecret } from '../../../src/app/review/decide.ts';
import { checkEntry } from '../../../src/app/review/entry.ts';
import { listReviews, reviewDetail, reviewPicture, taskName } from '../../../src/app/review/tasks.ts';
import type { Extraction } from '../../../src/domain/field.ts';
import { readJson } from '../../../src/pipeline/outputs.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { createPaperApp, type PaperApp } from '../../support/paper-app.ts';

/** A decision whose date does not exist and whose signer is missing: two required fields for an officer. */
const doubtfulOrder = [
  'ỦY BAN NHÂN DÂN XÃ MẪU                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Số: 123/QĐ-UBND                               Ví Dụ, ngày 31 tháng 02 năm 2023',
  '                                 QUYẾT ĐỊNH',
  '                  Về việc công nhận tổ hòa giải',
  'Căn cứ Luật Tổ chức chính quyền địa phương;',
  'Điều 1. Công nhận tổ hòa giải.',
];

describe('review of doubtful fields', () => {
  const stores = useEmbeddedStores();
  let paper: PaperApp;
  beforeAll(() => {
    paper = createPaperApp(stores());
  });

  async function waitingOrder(more: Parameters<PaperApp['submit']>[2] = {}) {
    const dossier = await paper.submit([{ name: `Quyết định ${randomUUID()}` }], [[doubtfulOrder]], more);
    await paper.run(dossier);
    const [component] = await paper.app.database.components.ofDossier(dossier.id);
    const [task] = await paper.app.database.reviews.ofComponent(component!.id);
    const { fields } = await reviewDetail(paper.app, task!.id);
    // What is doubtful beside the two faults of the sample is right as read.
    const others = fields.filter(({ field }) => field !== 'signer_name' && field !== 'issue_date');
    const rest = Object.fromEntries(others.map(({ field, value }) => [field, value]));
    return { dossier, component: component!, task: task!, fields, rest };
  }
  const componentOf = (id: string) => paper.app.database.components.get(id);

  it('keeps the paper from its code and the warehouse while a required field is doubtful, and says which', async () => {
    const { component, task, fields } = await waitingOrder();
    expect(component).toMatchObject({ state: 'waiting', stage: 'confirm', waiting: { kind: 'review' } });
    expect(component.waiting?.reason.vi).toContain('Người ký');
    expect(component.summary.code).toBeUndefined();
    expect(await paper.app.database.warehouse.ofComponent(component.id)).toEqual([]);
    const rows = await listReviews(paper.app, { state: 'open', componentId: component.id, limit: 10 });
    expect(rows.map((row) => [row.task.id, row.openRequired])).toEqual([
      [task.id, fields.filter(({ required }) => required).length],
    ]);
    expect(JSON.stringify(rows.map(({ task: { payload } }) => payload))).not.toContain('123/QĐ-UBND');
  });

  it('shows what was read, why it is doubted and the picture of its place', async () => {
    const { task } = await waitingOrder();
    const { fields } = await reviewDetail(paper.app, task.id);
    const date = fields.find(({ field }) => field === 'issue_date');
    expect(date).toMatchObject({ value: '2023-02-31', required: true, page: 1 });
    expect(date?.reasons[0]?.vi).not.toBe('');
    const picture = new TextDecoder().decode(await reviewPicture(paper.app, task.id, 'issue_date'));
    expect(picture).toBe(`picture 1 ${JSON.stringify(date?.cropPx)}`);
    expect(new TextDecoder().decode(await reviewPicture(paper.app, task.id, 'page-1'))).toBe('picture 1 null');
    await expect(reviewPicture(paper.app, task.id, 'page-2')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(reviewPicture(paper.app, task.id, 'no_such')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('goes on by itself when the required fields are decided; data, metadata and audit log follow', async () => {
    const { dossier, component, task, rest } = await waitingOrder();
    const first = await decideReview(paper.app, task.id, {
      officer: 'cb-07',
      version: 1,
      fields: { ...rest, issue_date: '28/02/2023' },
    });
    expect(first.task).toMatchObject({ state: 'open', version: 2 });
    await paper.run(dossier);
    expect((await componentOf(component.id))?.state).toBe('waiting');

    await decideReview(paper.app, task.id, { officer: 'cb-09', version: 2, fields: { signer_name: 'Lê Quang Hải' } });
    await paper.run(dossier);
    const after = await componentOf(component.id);
    expect(after?.state).toBe('done');
    const [document] = await paper.app.database.warehouse.ofComponent(component.id);
    expect(document?.metadata).toMatchObject({
      SoKyHieu: '123/QĐ-UBND',
      NgayCap: '2023-02-28',
      NguoiKy: 'Lê Quang Hải',
    });
    const data = await readJson<Extraction>(paper.app.blobs, String(after?.summary.extraction));
    expect(data.fields.issue_date).toMatchObject({ value: '2023-02-28', source: 'manual', status: 'accepted' });
    const kept = await paper.app.database.fields.decisionsOf(component.id);
    const changed = kept.filter(({ action }) => action === 'corrected' || action === 'entered');
    expect(changed.map(({ field, action, by, before, after: value }) => [field, action, by, before, value])).toEqual([
      ['issue_date', 'corrected', 'cb-07', '2023-02-31', '2023-02-28'],
      ['signer_name', 'entered', 'cb-09', null, 'Lê Quang Hải'],
    ]);
    const log = await auditOf(component.id);
    expect(log.filter(({ action }) => action === 'review.decided').map(({ actor }) => actor)).toEqual([
      'officer:cb-07',
      'officer:cb-09',
    ]);
    expect(JSON.stringify(log)).not.toContain('Lê Quang Hải');
  });

  it('loses no update when two officers decide at once: the second is told who was first and writes nothing', async () => {
    const { component, task } = await waitingOrder();
    const decide = (officer: string, value: string) =>
      decideReview(paper.app, task.id, { officer, version: 1, fields: { signer_name: value } });
    const outcomes = await Promise.allSettled([decide('cb-01', 'Lê Quang Hải'), decide('cb-02', 'Lê Quang Hai')]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    const kept = await paper.app.database.fields.decisionsOf(component.id);
    expect(kept).toHaveLength(1);
    expect(refused?.reason).toMatchObject({ code: 'REVIEW_CHANGED', details: { by: kept[0]?.by, version: 2 } });
    expect(await paper.app.database.reviews.get(task.id)).toMatchObject({ version: 2, state: 'open' });
  });

  it('takes a correction after the paper was stored: same bytes and version, new data, the change is kept', async () => {
    const { dossier, component, task, rest } = await waitingOrder();
    const right = { ...rest, issue_date: '2023-02-28', signer_name: 'Lê Quang Hải' };
    await decideReview(paper.app, task.id, { officer: 'cb-07', version: 1, fields: right });
    await paper.run(dossier);
    const stored = await paper.app.database.warehouse.ofComponent(component.id);
    await decideReview(paper.app, task.id, { officer: 'cb-08', version: 2, fields: { number: '124/QĐ-UBND' } });
    await paper.run(dossier);
    const corrected = await paper.app.database.warehouse.ofComponent(component.id);
    expect(corrected.map(({ version, sha256 }) => [version, sha256])).toEqual(
      stored.map(({ version, sha256 }) => [version, sha256]),
    );
    expect(corrected.every(({ metadata }) => metadata.SoKyHieu === '124/QĐ-UBND')).toBe(true);
    expect(
      corrected.every(({ metadata }, index) => metadata.ThoiGianSoHoa === stored[index]?.metadata.ThoiGianSoHoa),
    ).toBe(true);
    expect(corrected[0]?.code).toContain('124-QĐ-UBND');
  });

  it('refuses a decision about nothing, an unknown field and an unknown type', async () => {
    const { task } = await waitingOrder();
    const decide = (more: object) => decideReview(paper.app, task.id, { officer: 'cb-01', version: 1, ...more });
    await expect(decide({})).rejects.toMatchObject({ code: 'USAGE' });
    for (const field of ['no_such', 'constructor', 'toString'])
      await expect(decide({ fields: { [field]: 'x' } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(reviewPicture(paper.app, task.id, 'constructor')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(decide({ documentType: 'no_such' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('asks for the type where it is not known, and reads the paper by the type that an officer chose', async () => {
    const note = ['Kính gửi các đơn vị,', 'Số: 45/QĐ-UBND', 'Ngày mai trời nắng và có gió nhẹ ở vùng núi phía bắc.'];
    const dossier = await paper.submit([{ name: 'Giấy lạ' }], [[note]]);
    await paper.run(dossier);
    const [component] = await paper.app.database.components.ofDossier(dossier.id);
    expect(component?.waiting?.reason.vi).toContain('chưa rõ loại');
    const [task] = await paper.app.database.reviews.ofComponent(component!.id);
    await decideReview(paper.app, task!.id, { officer: 'cb-01', version: 1, documentType: 'decision' });
    await paper.run(dossier);
    const after = await componentOf(component!.id);
    expect(after?.summary.documentType).toBe('decision');
    const again = await reviewDetail(paper.app, task!.id);
    expect(again.task).toMatchObject({ state: 'open' });
    expect(again.fields.length).toBeGreaterThan(0);
  });

  it('counts what officers found: which fields fail, and whether confidence keeps its word', async () => {
    const report = await qualityReport(paper.app, {});
    const row = (field: string) => report.fields.find((one) => one.documentType === 'decision' && one.field === field);
    expect(row('signer_name')).toMatchObject({ entered: 3, confirmed: 0 });
    expect(row('issue_date')).toMatchObject({ corrected: 2 });
    // Accepted without a hand, corrected afterwards: the measure of wrong acceptance.
    expect(row('number')).toMatchObject({ corrected: 1, acceptedWrong: 1 });
    expect(report.total.acceptedWrong).toBe(1);
    const { total } = report;
    expect(total.changed).toBe(total.corrected + total.entered);
    expect(total.correction).toBe(total.changed / (total.confirmed + total.corrected + total.entered + total.absent));
    expect(report.fields[0]?.field).toBe('signer_name');
    expect(report.reliability.every(({ right }) => right === null || (right >= 0 && right <= 1))).toBe(true);
    const later = await qualityReport(paper.app, { from: new Date('2027-01-01T00:00:00Z') });
    expect(later.total.fields).toBe(0);
  });

  it('keeps an identifier that cannot be, as the officer typed it, and warns', async () => {
    const { dossier, component, task, rest } = await waitingOrder();
    const fields = { ...rest, issue_date: '31/02/2023', signer_name: 'Lê Quang Hải', number: 'không số' };
    const { warnings, task: after } = await decideReview(paper.app, task.id, { officer: 'cb-07', version: 1, fields });
    expect(warnings.map(({ field }) => field).toSorted()).toEqual(['issue_date', 'number']);
    expect(after.state).toBe('done');
    await paper.run(dossier);
    const [document] = await paper.app.database.warehouse.ofComponent(component.id);
    expect(document?.metadata.SoKyHieu).toBe('không số');
  });

  it('of an unknown type that is none of the list, the paper gets on without fields when an officer says so', async () => {
    const note = ['Kính gửi các đơn vị,', 'Ngày mai trời nắng và có gió nhẹ ở vùng núi phía nam.'];
    const dossier = await paper.submit([{ name: 'Giấy lạ khác' }], [[note]]);
    await paper.run(dossier);
    const [component] = await paper.app.database.components.ofDossier(dossier.id);
    const [row] = await listReviews(paper.app, { state: 'open', componentId: component!.id, limit: 1 });
    expect(taskName(row!).vi).toBe('Chọn loại giấy tờ');
    await decideReview(paper.app, row!.task.id, { officer: 'cb-01', version: 1, documentType: 'unknown' });
    await paper.run(dossier);
    expect(await componentOf(component!.id)).toMatchObject({ state: 'done' });
    expect(await paper.app.database.warehouse.ofComponent(component!.id)).not.toEqual([]);
  });

  it('erases a paper that an officer reports as secret, even after it was stored', async () => {
    const { dossier, component, task, rest } = await waitingOrder();
    const right = { ...rest, issue_date: '2023-02-28', signer_name: 'Phạm Bí Mật' };
    await decideReview(paper.app, task.id, { officer: 'cb-07', version: 1, fields: right });
    await paper.run(dossier);
    const stored = await paper.app.database.warehouse.ofComponent(component.id);
    expect(stored.length).toBeGreaterThan(0);
    await reportSecret(paper.app, component.id, 'cb-07');
    await paper.run(dossier);
    expect(await componentOf(component.id)).toMatchObject({
      state: 'refused',
      error: { code: 'SECRET_PAPER' },
      sources: [],
    });
    expect(await paper.app.database.warehouse.ofComponent(component.id)).toEqual([]);
    expect(await paper.app.database.fields.decisionsOf(component.id)).toEqual([]);
    for (const { sha256 } of stored) expect(await paper.app.blobs.has(sha256)).toBe(false);
    expect((await auditOf(component.id)).map(({ action }) => action)).toContain('component.erased');
  });

  async function auditOf(subject: string) {
    return (await paper.app.database.audit.after(0, 100_000)).filter((entry) => entry.subject === subject);
  }
});

describe('what an officer types', () => {
  it.each([
    ['date', '05/01/2023', '2023-01-05'],
    ['date', '2023-01-05', '2023-01-05'],
    ['personal_id', '001 090 000 001', '001090000001'],
    ['person_name', '  Nguyễn  Văn   Mẫu ', 'Nguyễn Văn Mẫu'],
    ['address', 'Số 1 Đường Mẫu', 'Số 1 Đường Mẫu'],
  ] as const)('as %s, %s is kept as %s', (kind, typed, kept) => {
    expect(checkEntry(kind, typed).value).toBe(kept);
  });

  it('warns of what does not fit its kind, and keeps it all the same', () => {
    const odd = checkEntry('date', 'khoảng năm 1960');
    expect(odd.value).toBe('khoảng năm 1960');
    expect(odd.remarks.map(({ severity }) => severity)).toEqual(['warning']);
    expect(checkEntry('personal_id', '00109000000').remarks.length).toBeGreaterThan(0);
  });

  it('is kept in NFC', () => {
    expect(checkEntry('person_name', 'Nguyễn'.normalize('NFD')).value).toBe('Nguyễn'.normalize('NFC'));
  });
});

describe('look-up before capture', () => {
  const stores = useEmbeddedStores();
  it('offers what is still valid with its reason, shows the rest, and matches the printed number', async () => {
    const paper = createPaperApp(stores(), { reviewGate: 'none' });
    const dossier = await paper.submit([{ name: 'Quyết định' }], [[doubtfulOrder]], { ownerId: '079199000002' });
    await paper.run(dossier);
    const owner = '079 199 000 002';
    const [offer] = await lookUp(paper.app, { owner });
    expect(offer).toMatchObject({ usable: true, document: { documentType: 'decision' } });
    expect(offer?.reason.vi).toContain('còn dùng được');
    expect(await lookUp(paper.app, { owner, number: '123/qđ-ubnd' })).toHaveLength(1);
    expect(await lookUp(paper.app, { owner, number: '999/QĐ-UBND' })).toEqual([]);
    expect(await lookUp(paper.app, { owner, documentType: 'birth_certificate' })).toEqual([]);
    expect(await lookUp(paper.app, { owner: '001090000009' })).toEqual([]);

    const { id, version, metadata, code, codeParts, documentType } = offer!.document;
    await paper.app.database.warehouse.amend(id, version, {
      code,
      codeParts,
      documentType,
      metadata,
      validUntil: '2026-11-21',
    });
    const [expired] = await lookUp(paper.app, { owner });
    expect(expired).toMatchObject({ usable: false });
    expect(expired?.reason.vi).toContain('21/11/2026');
    expect((await lookUp(paper.app, { owner, day: '2026-11-21' }))[0]?.usable).toBe(true);
  });
});
