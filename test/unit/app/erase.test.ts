import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PglitePool } from '../../../src/adapters/database/pglite-pool.ts';
import { sha256Hex } from '../../../src/pipeline/canonical-json.ts';
import { eraseDue } from '../../../src/pipeline/erase.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { createPaperApp, type PaperApp } from '../../support/paper-app.ts';
import { submissionTime } from '../../support/records.ts';

const clock = { now: () => submissionTime };
const bytes = (lines: readonly string[]) => sha256Hex(new TextEncoder().encode(lines.join('\n')));

/** Words that stand nowhere else: whatever of the paper is kept would hold one of them. */
const secret = (mark: string, word: string): readonly string[] => [
  'ỦY BAN NHÂN DÂN XÃ MẪU                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Số: 7/BC-UBND                                 Ví Dụ, ngày 05 tháng 01 năm 2026',
  `${mark}                           BÁO CÁO`,
  `Nội dung kín ${word} về công trình.`,
];

describe('a paper with a secrecy mark', () => {
  const stores = useEmbeddedStores();
  let paper: PaperApp;
  beforeAll(() => {
    paper = createPaperApp(stores());
  });
  const only = async (dossierId: string) => (await paper.app.database.components.ofDossier(dossierId))[0]!;

  /** Everything that stands in the data folder's blobs, and every row of every table, as text. */
  async function everything(): Promise<string> {
    const { folder, sql } = stores();
    const files = await readdir(join(folder, 'blobs'), { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'utf8')),
    );
    const pool = (await sql.queuePool()) as PglitePool;
    const { rows: tables } = await pool.query<{ schemaname: string; tablename: string }>(
      "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('sohoa', 'bullmq')",
    );
    for (const { schemaname, tablename } of tables) {
      const { rows } = await pool.query(`SELECT * FROM ${schemaname}."${tablename}"`);
      texts.push(JSON.stringify(rows));
    }
    return texts.join('\n');
  }

  it.each(['MẬT', 'TỐI MẬT', 'TUYỆT MẬT'])(
    '%s is refused; of its bytes and words nothing is left but the fact',
    async (mark) => {
      const word = `Hoàngsa${mark.length}`;
      const scan = secret(mark, word);
      const dossier = await paper.submit([{ name: `Báo cáo ${word}` }], [[scan]]);
      expect(await paper.app.blobs.has(bytes(scan))).toBe(true);
      await paper.run(dossier);
      const component = await only(dossier.id);
      expect(component).toMatchObject({
        state: 'refused',
        error: { code: 'SECRET_PAPER' },
        sources: [],
        details: {},
        summary: {
          erased: true,
          scope: { class: 'mat', action: 'stop', profile: 'TT03-2025', article: 'TT 03/2025 Đ5' },
        },
      });
      const left = await everything();
      expect(left).not.toContain(word);
      expect(left).toContain(component.id);
    },
  );

  it('is found in a born-digital file too, before anything else is done with it', async () => {
    const scan = secret('TỐI MẬT', 'Trườngsa');
    const digital = [`text: ${scan[0]}`, ...scan.slice(1)];
    const dossier = await paper.submit([{ name: 'Văn bản' }], [[digital]]);
    await paper.run(dossier);
    expect(await only(dossier.id)).toMatchObject({ state: 'refused', stage: 'intake' });
    expect(await everything()).not.toContain('Trườngsa');
  });

  it('brought once more is not kept either', async () => {
    const scan = secret('MẬT', 'Lặplại');
    const submission = [{ name: 'Báo cáo' }];
    const code = { code: 'H62.12-261122-0901' };
    const dossier = await paper.submit(submission, [[scan]], code);
    await paper.run(dossier);
    await paper.submit(submission, [[scan]], code);
    await paper.app.sweep();
    expect(await everything()).not.toContain('Lặplại');
  });

  it('declared by the counter is not taken in at all', async () => {
    const scan = secret('', 'Khôngnhận');
    const dossier = await paper.submit([{ name: 'Báo cáo', secret: true }], [[scan]]);
    expect(await paper.app.blobs.has(bytes(scan))).toBe(false);
    await paper.run(dossier);
    expect(await only(dossier.id)).toMatchObject({ state: 'refused', error: { code: 'SECRET_PAPER' } });
  });

  it('whose removal was cut off is removed at the next start', async () => {
    const scan = secret('MẬT', 'Dởdang');
    const dossier = await paper.submit([{ name: 'Báo cáo' }], [[scan]]);
    // As a kill right after the refusal was committed leaves it: the list stands, the file too.
    const { id } = await only(dossier.id);
    await paper.app.database.erasures.add(id, [bytes(scan)]);
    await paper.app.database.components.scrub(id, 'x', {});
    expect(await paper.app.blobs.has(bytes(scan))).toBe(true);
    expect(await eraseDue(paper.app.database, paper.app.blobs, clock)).toBe(1);
    expect(await paper.app.blobs.has(bytes(scan))).toBe(false);
    expect(await eraseDue(paper.app.database, paper.app.blobs, clock)).toBe(0);
  });

  it('takes no other paper with it: bytes that somebody else brought too stay', async () => {
    const shared = ['Một trang chung của hai người nộp'];
    const first = await paper.submit([{ name: 'Trang' }], [[shared]]);
    await paper.submit([{ name: 'Trang' }], [[shared]], { ownerId: '079199000002' });
    const { id } = await only(first.id);
    await paper.app.database.erasures.add(id, [bytes(shared)]);
    await paper.app.database.components.scrub(id, 'x', {});
    await paper.app.sweep();
    expect(await paper.app.blobs.has(bytes(shared))).toBe(true);
  });
});

describe('a paper out of scope', () => {
  const stores = useEmbeddedStores();
  let paper: PaperApp;
  beforeAll(() => {
    paper = createPaperApp(stores());
  });
  const order = [
    'ỦY BAN NHÂN DÂN XÃ MẪU                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Số: 12/QĐ-UBND                                Ví Dụ, ngày 05 tháng 01 năm 2023',
    '                                 QUYẾT ĐỊNH',
  ];

  it.each([
    ['only shown', { presentedOnly: true }, '2026-11-22', 'chi_xuat_trinh', 'record', 'TT03-2025'],
    ['only shown, before TT 03/2025', { presentedOnly: true }, '2025-01-10', 'chi_xuat_trinh', 'record', 'TT01-2023'],
    ['a plain copy, before TT 03/2025', { copy: 'plain' }, '2025-01-10', 'ban_sao_khong_so_hoa', 'skip', 'TT01-2023'],
    ['a certified paper copy now', { copy: 'certified' }, '2026-11-22', 'ban_sao_khong_so_hoa', 'ask', 'TT01-2023'],
    ['an opinion now', { opinion: true }, '2026-11-22', 'y_kien_tham_dinh', 'skip', 'TT03-2025'],
  ] as const)('%s keeps no image, only the decision with its article', async (_, facts, day, kind, action, profile) => {
    const scan = [...order, `${kind} ${day} ${JSON.stringify(facts)}`];
    const dossier = await paper.submit([{ name: 'Giấy tờ', ...facts }], [[scan]], {
      receivedAt: `${day}T09:00:00+07:00`,
    });
    await paper.run(dossier);
    await paper.app.sweep();
    const [component] = await paper.app.database.components.ofDossier(dossier.id);
    expect(component).toMatchObject({ state: 'done', summary: { scope: { class: kind, action, profile } } });
    const { article, vi } = component!.summary.scope as { article: string; vi: string };
    expect(article).toMatch(/TT 0[13]\/202[35] Đ[45]/);
    expect(vi).not.toBe('');
    expect(await paper.app.blobs.has(bytes(scan))).toBe(false);
  });

  it.each([
    ['an opinion before TT 03/2025', { opinion: true }, '2025-01-10'],
    ['an opinion that sector law wants digitized', { opinion: true, requiredBySector: true }, '2026-11-22'],
    ['a copy that the applicant asks for', { copy: 'certified', requestedByApplicant: true }, '2026-11-22'],
  ] as const)('%s is captured', async (_, facts, day) => {
    const dossier = await paper.submit([{ name: 'Giấy tờ', ...facts }], [[order]], {
      receivedAt: `${day}T09:00:00+07:00`,
    });
    await paper.run(dossier);
    const [component] = await paper.app.database.components.ofDossier(dossier.id);
    expect(component?.origin).toBe('paper');
    expect(component?.summary.scope).toMatchObject({ action: 'capture' });
  });

  it('of which the warehouse holds a valid one is not scanned; brought all the same, the offer is noted', async () => {
    const owner = { ownerId: '079199000002' };
    const open = createPaperApp(stores(), { reviewGate: 'none' });
    const first = await open.submit([{ name: 'Quyết định' }], [[order]], owner);
    await open.run(first);
    const [stored] = await open.app.database.components.ofDossier(first.id);
    const paperType = String(stored?.summary.documentType);
    const second = await open.submit([{ name: 'Quyết định', paperType }], [], owner);
    await open.run(second);
    const [reused] = await open.app.database.components.ofDossier(second.id);
    expect(reused).toMatchObject({ state: 'done', summary: { scope: { class: 'da_co_du_lieu', action: 'reuse' } } });
    expect(reused?.summary.reuse).toMatchObject({ documentId: stored?.summary.documentId });
    const third = await open.submit([{ name: 'Quyết định', paperType }], [[[...order, 'bản khác']]], owner);
    await open.run(third);
    const [again] = await open.app.database.components.ofDossier(third.id);
    expect(again?.summary.held).toEqual([stored?.summary.documentId]);
  });
});
