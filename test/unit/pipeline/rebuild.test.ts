import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditFiles } from '../../../src/adapters/blobs/audit-files.ts';
import { openEmbedded, type SqlEngine } from '../../../src/adapters/database/sql-engine.ts';
import { decideReview } from '../../../src/app/review/decide.ts';
import { reviewDetail } from '../../../src/app/review/tasks.ts';
import { archiveAudit, verifyAudit } from '../../../src/pipeline/audit.ts';
import type { AuditArchive } from '../../../src/pipeline/ports/audit.ts';
import type { WarehouseDocument } from '../../../src/pipeline/ports/warehouse.ts';
import { type RebuildReport, rebuildRecords } from '../../../src/pipeline/rebuild.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { createPaperApp, type PaperApp } from '../../support/paper-app.ts';
import { submissionTime } from '../../support/records.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const clock = { now: () => submissionTime };
const order = (number: number): readonly string[] => [
  'ỦY BAN NHÂN DÂN XÃ MẪU                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  `Số: ${number}/QĐ-UBND                               Ví Dụ, ngày 05 tháng 01 năm 2023`,
  '                                 QUYẾT ĐỊNH',
  '                  Về việc công nhận tổ hòa giải',
];

describe('records made again from files', () => {
  const stores = useEmbeddedStores();
  let archive: AuditArchive;
  let paper: PaperApp;
  let before: readonly WarehouseDocument[];
  let folder: string;
  let fresh: SqlEngine;
  let report: RebuildReport;

  beforeAll(async () => {
    archive = auditFiles(join(stores().folder, 'audit'));
    paper = createPaperApp(stores());
    // One decided by an officer and then corrected, one that still waits, one erased.
    const dossier = await paper.submit([{ name: 'Quyết định', treatment: 'certified-copy' }], [[order(7)]]);
    await paper.run(dossier);
    const [component] = await paper.app.database.components.ofDossier(dossier.id);
    const [task] = await paper.app.database.reviews.ofComponent(component!.id);
    const { fields } = await reviewDetail(paper.app, task!.id);
    const answers = Object.fromEntries(fields.map(({ field, value }) => [field, value ?? 'Lê Quang Hải']));
    await decideReview(paper.app, task!.id, { officer: 'cb-01', version: 1, fields: answers });
    await paper.run(dossier);
    await decideReview(paper.app, task!.id, { officer: 'cb-02', version: 2, fields: { number: '8/QĐ-UBND' } });
    await paper.run(dossier);
    await paper.run(await paper.submit([{ name: 'Chờ xem' }], [[order(9)]]));
    await paper.run(await paper.submit([{ name: 'Báo cáo' }], [[['MẬT', 'Nội dung']]]));
    // Proofs renewed years later: a version that no stage made.
    const { version: _, ...latest } = (await paper.app.database.warehouse.ofComponent(component!.id)).at(-1)!;
    const sha256 = await stores().blobs.put(new TextEncoder().encode('renewed'));
    const metadata = { ...latest.metadata, sha256, DungLuong: 7 };
    await paper.app.database.warehouse.store({ ...latest, sha256, sizeBytes: 7, metadata, storedAt: submissionTime });
    await paper.app.database.audit.append({
      at: submissionTime,
      actor: 'renewal',
      action: 'document.renewed',
      subject: latest.id,
      details: { sha256 },
    });
    before = await paper.app.database.warehouse.ofComponent(component!.id);
    await archiveAudit(paper.app.database, archive);

    folder = temporaryFolder('rebuild');
    fresh = await openEmbedded(folder);
    report = await rebuildRecords(fresh.database, archive, stores().blobs, clock);
  });
  afterAll(async () => {
    await fresh?.close();
  });

  it('give the warehouse back, every version with its corrected data', async () => {
    expect(before.length).toBeGreaterThan(2);
    expect(await fresh.database.warehouse.ofComponent(before[0]!.componentId)).toEqual(before);
    expect(report).toMatchObject({ dossiers: 1, documents: 1, versions: before.length });
  });

  it('give the decisions of officers back, and name what files cannot tell', async () => {
    const kept = await fresh.database.fields.decisionsOf(before[0]!.componentId);
    expect(kept.find(({ field }) => field === 'number')).toMatchObject({ by: 'cb-02', after: '8/QĐ-UBND' });
    expect(report.lost.map(({ reason }) => reason).toSorted()).toEqual(['erased', 'not_stored']);
  });

  it('continue the audit chain and the counters where they stood', async () => {
    const audit = await verifyAudit(fresh.database, archive);
    expect(audit.entries).toBe(report.entries + 1);
    const { code, codeParts } = before.at(-1)!;
    const prefix = code.slice(0, -2);
    expect(await fresh.database.codes.next(prefix, 'a new paper')).toBe(codeParts.number + 1);
    expect(await fresh.database.codes.next(prefix, before[0]!.componentId)).toBe(codeParts.number);
  });

  it('are never mixed with records that are there', async () => {
    await expect(rebuildRecords(fresh.database, archive, stores().blobs, clock)).rejects.toMatchObject({
      code: 'REBUILD_REFUSED',
    });
  });
});
