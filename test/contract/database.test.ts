import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../src/adapters/database/sql-engine.ts';
import type { Waiting } from '../../src/domain/component.ts';
import { linkAudit } from '../../src/pipeline/audit-chain.ts';
import type { Claim } from '../../src/pipeline/ports/components.ts';
import type { Database } from '../../src/pipeline/ports/records.ts';
import type { WarehouseDocument } from '../../src/pipeline/ports/warehouse.ts';
import { describeOnEachEngine } from '../support/each-engine.ts';
import { newDossier, submissionTime, submitDossier } from '../support/records.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const leaseMs = 30_000;
const at = (ms: number): Date => new Date(submissionTime.getTime() + ms);
const digest = (letter: string): string => letter.repeat(64);
const waiting: Waiting = { kind: 'signature', slot: 'OPERATOR_SCAN', reason: { vi: 'chưa có khóa', en: 'no key' } };

describeOnEachEngine('records', (records) => {
  let database: Database;
  beforeAll(() => {
    database = records();
  });

  async function claimOne(): Promise<Claim & { readonly id: string }> {
    const { components } = await submitDossier(database, 1);
    const id = components[0]!.id;
    const claim = await database.components.claim(id, 'worker', at(0), leaseMs);
    if (claim === null) throw new Error('a new component could not be claimed');
    return { ...claim, id };
  }

  describe('dossiers', () => {
    it('keep what was submitted, Vietnamese text and nested details included', async () => {
      const dossier = newDossier({
        ownerName: 'Nguyễn Thị Thúy Hằng',
        details: { TaiLieuNop: [{ MaThanhPhanHoSo: 'TP-H05.000001' }], DuocSoHoa: 1, trống: null },
      });
      await database.dossiers.submit(dossier);
      expect(await database.dossiers.get(dossier.id)).toEqual(dossier);
    });

    it('submitted twice under one code are one dossier', async () => {
      const first = await database.dossiers.submit(newDossier({ code: 'H62.12-230105-0001' }));
      const second = await database.dossiers.submit(newDossier({ code: 'H62.12-230105-0001' }));
      expect(second.id).toBe(first.id);
    });

    it('submitted by many at once, with the same id too, are one dossier', async () => {
      const dossier = newDossier({ code: 'H62.12-230105-0002' });
      const kept = await Promise.all(Array.from({ length: 16 }, () => database.dossiers.submit(dossier)));
      expect(new Set(kept.map(({ id }) => id))).toEqual(new Set([dossier.id]));
    });

    it('of two agencies may bear the same code', async () => {
      const first = await database.dossiers.submit(newDossier({ code: 'same', agency: 'H62.01' }));
      const second = await database.dossiers.submit(newDossier({ code: 'same', agency: 'H62.02' }));
      expect(second.id).not.toBe(first.id);
      expect((await database.dossiers.findByCode('H62.02', 'same'))?.id).toBe(second.id);
    });
  });

  describe('claims', () => {
    it('give a component to one of many workers that ask at once', async () => {
      const { components } = await submitDossier(database, 1);
      const id = components[0]!.id;
      const claims = await Promise.all(
        Array.from({ length: 8 }, (_, n) => database.components.claim(id, `worker-${n}`, at(0), leaseMs)),
      );
      expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
    });

    it('pass to another worker with a higher fence only after the lease ran out', async () => {
      const { id, fence } = await claimOne();
      expect(await database.components.claim(id, 'other', at(leaseMs - 1), leaseMs)).toBeNull();
      const taken = await database.components.claim(id, 'other', at(leaseMs), leaseMs);
      expect(taken?.fence).toBe(fence + 1);
      expect(taken?.component.crashes).toBe(1);
    });

    it('live on while they are renewed, and a worker that lost its claim is told', async () => {
      const { id, fence } = await claimOne();
      expect(await database.components.renew(id, fence, at(leaseMs - 1), leaseMs)).toBe(true);
      expect(await database.components.claim(id, 'other', at(leaseMs + 1), leaseMs)).toBeNull();
      expect(await database.components.claim(id, 'other', at(3 * leaseMs), leaseMs)).not.toBeNull();
      expect(await database.components.renew(id, fence, at(3 * leaseMs), leaseMs)).toBe(false);
    });

    it('that were lost write nothing more: STALE_WORKER', async () => {
      const { id, fence } = await claimOne();
      await database.components.claim(id, 'other', at(leaseMs), leaseMs);
      const stale = expect.objectContaining({ code: 'STALE_WORKER' });
      const late = { state: 'done', stage: null } as const;
      await expect(database.components.settle(id, fence, late, at(leaseMs))).rejects.toEqual(stale);
      await expect(database.components.describe(id, fence, { summary: { a: 1 } })).rejects.toEqual(stale);
      await expect(database.components.requireFence(id, fence)).rejects.toEqual(stale);
      const intent = { componentId: id, slot: 'OPERATOR_SCAN', base: 'b', intent: 'i', details: {} } as const;
      await expect(database.signatureSlots.prepare(fence, intent, at(leaseMs))).rejects.toEqual(stale);
      expect((await database.components.get(id))?.state).toBe('running');
      expect(await database.signatureSlots.ofComponent(id)).toEqual([]);
    });

    it('are not given for a component that is settled, or not yet due', async () => {
      const { id, fence } = await claimOne();
      await database.components.settle(id, fence, { state: 'waiting', stage: 's', waiting, retryAt: at(500) }, at(1));
      expect(await database.components.claim(id, 'worker', at(499), leaseMs)).toBeNull();
      const again = await database.components.claim(id, 'worker', at(500), leaseMs);
      await database.components.settle(id, again!.fence, { state: 'done', stage: null }, at(501));
      expect(await database.components.claim(id, 'worker', at(10 * leaseMs), leaseMs)).toBeNull();
    });
  });

  describe('waiting components', () => {
    it('say what they wait for, go on when woken, and forget why they waited', async () => {
      const { id, fence } = await claimOne();
      await database.components.settle(id, fence, { state: 'waiting', stage: 's', waiting, retryAt: at(9e9) }, at(1));
      expect(await database.components.get(id)).toMatchObject({ state: 'waiting', waiting, stage: 's' });
      expect(await database.components.wake({ waitingFor: 'timestamp' }, at(2))).not.toContain(id);
      expect(await database.components.wake({ waitingFor: 'signature' }, at(2))).toContain(id);
      const again = await database.components.claim(id, 'worker', at(2), leaseMs);
      await database.components.settle(id, again!.fence, { state: 'done', stage: null }, at(3));
      expect(await database.components.get(id)).toMatchObject({ state: 'done', waiting: null, error: null });
    });

    it('woken while they still run are due as soon as they wait', async () => {
      const { id, fence } = await claimOne();
      await database.components.wake({ ids: [id] }, at(1));
      await database.components.settle(id, fence, { state: 'waiting', stage: 's', waiting, retryAt: at(9e9) }, at(2));
      expect(await database.components.claim(id, 'worker', at(2), leaseMs)).not.toBeNull();
    });

    it('are not the settled ones: waking leaves those alone, reopening queues them', async () => {
      const { id, fence } = await claimOne();
      const error = { code: 'FILE_EMPTY', details: {} } as const;
      await database.components.settle(id, fence, { state: 'failed', stage: 's', error }, at(1));
      expect(await database.components.wake({ ids: [id] }, at(2))).toEqual([]);
      expect(await database.components.reopen([id], at(2))).toEqual([id]);
      expect(await database.components.get(id)).toMatchObject({ state: 'queued', error: null });
    });
  });

  describe('what is due', () => {
    const take = async (now: Date, agencies: readonly string[], limit: number, weights?: Record<string, number>) => {
      const jobs = await database.components.takeDue(now, {
        limit,
        resendAfterMs: 60_000,
        ...(weights && { weights }),
      });
      const components = await Promise.all(jobs.map(({ id }) => database.components.get(id)));
      return components.map((component) => component!.agency).filter((agency) => agencies.includes(agency));
    };
    const settleAll = async () => {
      for (const { id } of await database.components.takeDue(at(0), { limit: 1000, resendAfterMs: 0 })) {
        const claim = await database.components.claim(id, 'sweeper', at(0), leaseMs);
        if (claim) await database.components.settle(id, claim.fence, { state: 'done', stage: null }, at(0));
      }
    };

    it('is handed out by turns, so that a large agency does not shut out a small one', async () => {
      await settleAll();
      await submitDossier(database, 6, { agency: 'large' });
      await submitDossier(database, 2, { agency: 'small' });
      expect((await take(at(0), ['large', 'small'], 4)).toSorted()).toEqual(['large', 'large', 'small', 'small']);
    });

    it('follows the weights of the agencies', async () => {
      await settleAll();
      await submitDossier(database, 9, { agency: 'heavy' });
      await submitDossier(database, 9, { agency: 'light' });
      const taken = await take(at(0), ['heavy', 'light'], 6, { heavy: 2 });
      expect(taken.filter((agency) => agency === 'heavy')).toHaveLength(4);
    });

    it('is handed out once, and again when the queue seems to have lost it', async () => {
      await settleAll();
      await submitDossier(database, 2, { agency: 'once' });
      expect(await take(at(0), ['once'], 10)).toHaveLength(2);
      expect(await take(at(59_999), ['once'], 10)).toHaveLength(0);
      expect(await take(at(60_000), ['once'], 10)).toHaveLength(2);
    });

    it('includes work whose worker died, under a new turn', async () => {
      await settleAll();
      const { components } = await submitDossier(database, 1);
      const id = components[0]!.id;
      const before = await database.components.takeDue(at(0), { limit: 10, resendAfterMs: 1e9 });
      await database.components.claim(id, 'worker', at(1), leaseMs);
      expect(await database.components.takeDue(at(leaseMs), { limit: 10, resendAfterMs: 1e9 })).toEqual([]);
      const after = await database.components.takeDue(at(leaseMs + 1), { limit: 10, resendAfterMs: 1e9 });
      expect(after.map((job) => job.id)).toEqual([id]);
      expect(after[0]!.turn).toBeGreaterThan(before[0]!.turn);
    });
  });

  describe('stage runs', () => {
    it('are done once: a second finish of the same key reports that its effects are there already', async () => {
      const { id, fence } = await claimOne();
      const run = { componentId: id, stage: 'prepare', key: digest('a'), fence };
      await database.stageRuns.begin(run, at(0));
      expect(await database.stageRuns.finish(run, digest('b'), at(5), 5)).toBe(true);
      expect(await database.stageRuns.finish(run, digest('c'), at(6), 6)).toBe(false);
      await database.stageRuns.begin(run, at(7));
      expect(await database.stageRuns.find(id, 'prepare', digest('a'))).toMatchObject({
        state: 'done',
        output: digest('b'),
        ms: 5,
        attempts: 1,
      });
    });

    it('count their attempts and keep the order in which they began', async () => {
      const { id, fence } = await claimOne();
      const first = { componentId: id, stage: 'one', key: digest('1'), fence };
      const second = { componentId: id, stage: 'two', key: digest('2'), fence };
      await database.stageRuns.begin(first, at(0));
      await database.stageRuns.begin(second, at(10));
      await database.stageRuns.interrupt(first, 'failed', { code: 'INTERNAL', details: { reason: 'x' } }, at(20));
      await database.stageRuns.begin(first, at(30));
      const runs = await database.stageRuns.ofComponent(id);
      expect(runs.map(({ stage, attempts }) => [stage, attempts])).toEqual([
        ['one', 2],
        ['two', 1],
      ]);
    });
  });

  describe('signature slots', () => {
    const intent = (componentId: string, base: string, bytes: string) =>
      ({
        componentId,
        slot: 'OPERATOR_SCAN',
        base: digest(base),
        intent: digest(bytes),
        details: { a: [1] },
      }) as const;

    it('keep the first intent over a base: a worker that comes again signs those bytes and no others', async () => {
      const { id, fence } = await claimOne();
      await database.signatureSlots.prepare(fence, intent(id, 'a', 'b'), at(0));
      const again = await database.signatureSlots.prepare(fence, intent(id, 'a', 'c'), at(1));
      expect(again).toMatchObject({ intent: digest('b'), state: 'prepared', details: { a: [1] } });
    });

    it('let an unsigned intent give way to one over other bytes, but never a signature', async () => {
      const { id, fence } = await claimOne();
      await database.signatureSlots.prepare(fence, intent(id, 'a', 'b'), at(0));
      const moved = await database.signatureSlots.prepare(fence, intent(id, 'd', 'e'), at(1));
      expect(moved.intent).toBe(digest('e'));
      await database.signatureSlots.complete(fence, id, 'OPERATOR_SCAN', digest('f'), at(2));
      const refused = expect.objectContaining({ code: 'SIGN_REFUSED' });
      await expect(database.signatureSlots.prepare(fence, intent(id, 'a', 'b'), at(3))).rejects.toEqual(refused);
    });

    it('are signed once: the same document again is harmless, another one is refused', async () => {
      const { id, fence } = await claimOne();
      await database.signatureSlots.prepare(fence, intent(id, 'a', 'b'), at(0));
      const sign = (document: string) =>
        database.signatureSlots.complete(fence, id, 'OPERATOR_SCAN', digest(document), at(2));
      await sign('c');
      await sign('c');
      await expect(sign('d')).rejects.toMatchObject({ code: 'SIGN_REFUSED' });
      expect(await database.signatureSlots.get(id, 'OPERATOR_SCAN')).toMatchObject({
        state: 'signed',
        signed: digest('c'),
      });
    });
  });

  describe('codes', () => {
    it('are numbered without a gap or a double when many workers ask at once', async () => {
      const prefix = randomUUID();
      const numbers = await Promise.all(
        Array.from({ length: 120 }, (_, holder) => database.codes.next(prefix, `${holder}`)),
      );
      expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1));
    });

    it('stay with their holder when it asks again', async () => {
      const prefix = randomUUID();
      const first = await database.codes.next(prefix, 'a');
      await database.codes.next(prefix, 'b');
      expect(await database.codes.next(prefix, 'a')).toBe(first);
    });

    it('that no document bears are told with the state of their component', async () => {
      const prefix = `${randomUUID()}.`;
      const { dossier, components } = await submitDossier(database, 2);
      const [stored, waits] = components.map(({ id }) => id);
      for (const id of [stored!, waits!]) await database.codes.next(prefix, id);
      await database.warehouse.store({
        id: randomUUID(),
        code: `${prefix}01`,
        codeParts: { owner: '', type: 't', symbol: '', number: 1 },
        componentId: stored!,
        dossierId: dossier.id,
        agency: dossier.agency,
        ownerId: null,
        documentType: 't',
        sha256: digest('a'),
        sizeBytes: 1,
        metadata: {},
        validUntil: null,
        storedAt: at(0),
      });
      const gaps = (await database.codes.gaps(10_000)).filter((gap) => gap.prefix === prefix);
      expect(gaps).toEqual([{ prefix, number: 2, componentId: waits, state: 'queued', errorCode: null }]);
    });

    it('in the middle of a code, as a template may have it, are no gaps when the document is there', async () => {
      const [before, after] = [`${randomUUID()}.`, '.QD'];
      const { dossier, components } = await submitDossier(database, 2);
      for (const [index, { id }] of components.entries()) {
        const number = await database.codes.next(before + after, id);
        if (index > 0) continue;
        await database.warehouse.store({
          id: randomUUID(),
          code: `${before}01${after}`,
          codeParts: { owner: '', type: 't', symbol: '', number },
          componentId: id,
          dossierId: dossier.id,
          agency: dossier.agency,
          ownerId: null,
          documentType: 't',
          sha256: digest('a'),
          sizeBytes: 1,
          metadata: {},
          validUntil: null,
          storedAt: at(0),
        });
      }
      const gaps = (await database.codes.gaps(10_000)).filter(({ prefix }) => prefix === before + after);
      expect(gaps.map(({ number }) => number)).toEqual([2]);
    });

    it('of a transaction that fails are not used up', async () => {
      const prefix = randomUUID();
      const failing = database.transaction(async (records) => {
        await records.codes.next(prefix, 'a');
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await database.codes.next(prefix, 'b')).toBe(1);
    });
  });

  describe('the warehouse', () => {
    const document = async (more: Partial<WarehouseDocument> = {}): Promise<Omit<WarehouseDocument, 'version'>> => {
      const { dossier, components } = await submitDossier(database, 1);
      return {
        id: randomUUID(),
        code: randomUUID(),
        codeParts: { owner: '001090000001', type: 'GT.01', symbol: '123/QĐ-UBND', number: 1 },
        componentId: components[0]!.id,
        dossierId: dossier.id,
        agency: dossier.agency,
        ownerId: null,
        documentType: 'birth-certificate',
        sha256: digest('a'),
        sizeBytes: 3_000_000_000,
        metadata: { TenGiayTo: 'Giấy khai sinh', SoTrang: 2 },
        validUntil: null,
        storedAt: at(0),
        ...more,
      };
    };

    it('keeps one row per version, and the same bytes twice are one version', async () => {
      const first = await document();
      expect((await database.warehouse.store(first)).version).toBe(1);
      expect((await database.warehouse.store({ ...first, sha256: digest('b') })).version).toBe(2);
      expect((await database.warehouse.store(first)).version).toBe(1);
      expect((await database.warehouse.latest(first.id))?.sha256).toBe(digest('b'));
      expect(await database.warehouse.versions(first.id)).toEqual([
        { ...first, version: 1 },
        { ...first, version: 2, sha256: digest('b') },
      ]);
    });

    it('gives versions out one at a time to workers that store at once', async () => {
      const base = await document();
      const stored = await Promise.all(
        [...'0123456789abcdef'].map((letter) => database.warehouse.store({ ...base, sha256: digest(letter) })),
      );
      expect(stored.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 16 }, (_, n) => n + 1),
      );
    });

    it('never lets two documents bear one code', async () => {
      const first = await document();
      await database.warehouse.store(first);
      await expect(database.warehouse.store(await document({ code: first.code }))).rejects.toThrow();
    });

    it('finds what an owner has that is still valid on a day, its latest version only', async () => {
      const ownerId = randomUUID();
      const open = await document({ ownerId, storedAt: at(1) });
      const expired = await document({ ownerId, validUntil: '2026-11-21', storedAt: at(2) });
      const lastDay = await document({ ownerId, validUntil: '2026-11-22', documentType: 'other', storedAt: at(3) });
      for (const each of [open, expired, lastDay, await document({ ownerId: randomUUID() })]) {
        await database.warehouse.store(each);
      }
      await database.warehouse.store({ ...open, sha256: digest('b') });
      const found = await database.warehouse.findReusable(ownerId, null, '2026-11-22');
      expect(found.map(({ id, version }) => [id, version])).toEqual([
        [lastDay.id, 1],
        [open.id, 2],
      ]);
      const typed = await database.warehouse.findReusable(ownerId, 'birth-certificate', '2026-11-22');
      expect(typed.map(({ id }) => id)).toEqual([open.id]);
    });
  });

  describe('the outbox', () => {
    const add = async (idempotencyKey: string = randomUUID(), destination = 'kho') => {
      const { components } = await submitDossier(database, 1);
      const id = randomUUID();
      const componentId = components[0]!.id;
      await database.outbox.add({ id, destination, idempotencyKey, componentId, payload: { a: [1] } }, at(0));
      return { id, componentId };
    };
    const due = async (now: Date, ids: readonly string[]) =>
      (await database.outbox.takeDue(now, { limit: 1000, holdMs: 1_000 })).filter(({ id }) => ids.includes(id));

    it('takes a key once per destination', async () => {
      const key = randomUUID();
      const first = await add(key);
      const twice = await add(key);
      const elsewhere = await add(key, 'dvcqg');
      expect(await database.outbox.get(first.id)).toMatchObject({ state: 'chua_gui', payload: { a: [1] } });
      expect(await database.outbox.get(twice.id)).toBeNull();
      expect(await database.outbox.get(elsewhere.id)).not.toBeNull();
    });

    it('hands a delivery to one of two dispatchers, and to another when the first one died', async () => {
      const { id } = await add();
      const taken = await Promise.all([due(at(0), [id]), due(at(0), [id])]);
      expect(taken.flat()).toHaveLength(1);
      expect(await due(at(999), [id])).toHaveLength(0);
      const [again] = await due(at(1_000), [id]);
      expect(again?.attempts).toBe(2);
    });

    it('ends at a receipt, and a late failure does not undo it', async () => {
      const { id } = await add();
      await due(at(0), [id]);
      await database.outbox.record(id, { state: 'da_nhan', receipt: 'r-1' }, at(1));
      await database.outbox.record(id, { state: 'chua_gui', error: 'late', nextAttemptAt: at(2) }, at(2));
      expect(await database.outbox.get(id)).toMatchObject({ state: 'da_nhan', receipt: 'r-1', nextAttemptAt: null });
      expect(await due(at(9e9), [id])).toHaveLength(0);
    });

    it('keeps dead letters until somebody puts them back', async () => {
      const { id } = await add();
      await database.outbox.record(id, { state: 'loi', error: 'HTTP 500' }, at(1));
      expect(await due(at(9e9), [id])).toHaveLength(0);
      await database.outbox.retry([id], at(2));
      expect(await due(at(2), [id])).toHaveLength(1);
    });
  });

  describe('reviews', () => {
    it('are opened once per component and kind, and resolved once', async () => {
      const { components } = await submitDossier(database, 1);
      const task = { id: randomUUID(), componentId: components[0]!.id, kind: 'fields', payload: { fields: ['so'] } };
      await database.reviews.open(task, at(0));
      await database.reviews.open({ ...task, id: randomUUID() }, at(1));
      const open = await database.reviews.list({ componentId: task.componentId, state: 'open', limit: 10 });
      expect(open.map(({ id }) => id)).toEqual([task.id]);
      expect(await database.reviews.resolve(task.id, 'officer-7', { so: '12' }, at(2))).toBe(true);
      expect(await database.reviews.resolve(task.id, 'officer-8', { so: '13' }, at(3))).toBe(false);
      expect(await database.reviews.get(task.id)).toMatchObject({
        resolvedBy: 'officer-7',
        resolution: { so: '12' },
      });
    });
  });

  describe('decisions of officers', () => {
    const task = async () => {
      const { components } = await submitDossier(database, 1);
      const componentId = components[0]!.id;
      const id = randomUUID();
      await database.reviews.open({ id, componentId, kind: 'fields', payload: { doubtful: ['so'] } }, at(0));
      return { id, componentId };
    };
    const decide = (id: string, version: number, by: string) =>
      database.reviews.decide(id, version, { state: 'open', resolution: { by }, by }, at(1));

    it('over the version that was seen are written once, whoever else decides at the same moment', async () => {
      const { id } = await task();
      const versions = await Promise.all(Array.from({ length: 8 }, (_, n) => decide(id, 1, `officer-${n}`)));
      expect(versions.filter((version) => version !== null)).toEqual([2]);
      expect(await decide(id, 1, 'late')).toBeNull();
      expect(await decide(id, 2, 'next')).toBe(3);
    });

    it('end when something else is asked: the task is open again under a new version', async () => {
      const { id, componentId } = await task();
      await database.reviews.decide(id, 1, { state: 'done', resolution: {}, by: 'officer' }, at(1));
      const again = { id: randomUUID(), componentId, kind: 'fields' };
      await database.reviews.open({ ...again, payload: { doubtful: ['so'] } }, at(2));
      expect(await database.reviews.get(id)).toMatchObject({ state: 'done', version: 2 });
      await database.reviews.open({ ...again, payload: { doubtful: ['ngay'] } }, at(3));
      expect(await database.reviews.get(id)).toMatchObject({ state: 'open', version: 3, resolvedBy: null });
    });

    it('are counted with what the machine had made of the field, the last one only', async () => {
      const type = randomUUID();
      const { componentId } = await task();
      const { componentId: other } = await task();
      const reading = { status: 'review', confidence: 0.87, source: 'ocr' } as const;
      const by = { documentType: type, typeVersion: 3, reader: 'model 1' };
      for (const id of [componentId, other]) await database.fields.read(id, by, [{ field: 'so', ...reading }], at(0));
      const decision = { componentId, documentType: type, field: 'so', by: 'a', at: '2026-11-22T10:00:00+07:00' };
      const values = { before: '1', after: '2' };
      await database.fields.decide([{ ...decision, ...values, version: 2, action: 'corrected', asRead: false }]);
      await database.fields.decide([{ ...decision, ...values, version: 3, action: 'confirmed', asRead: true }]);
      const cube = (await database.fields.outcomes({})).filter(({ documentType }) => documentType === type);
      expect(cube.map(({ bin, action, asRead, count }) => [bin, action, asRead, count]).toSorted()).toEqual([
        [8, null, null, 1],
        [8, 'confirmed', true, 1],
      ]);
      expect(cube[0]).toMatchObject({ typeVersion: 3, reader: 'model 1', since: at(0) });
      const later = await database.fields.outcomes({ from: at(1) });
      expect(later.filter(({ documentType }) => documentType === type)).toEqual([]);
      expect(await database.fields.decisionsOf(componentId)).toHaveLength(2);
    });
  });

  describe('erasure', () => {
    it('lists what is to go until it is gone, and knows what another component brought too', async () => {
      const sha256 = randomUUID().replaceAll('-', '').repeat(2);
      const { dossier, components } = await submitDossier(database, 1);
      const id = components[0]!.id;
      await database.erasures.add(id, [sha256, sha256]);
      const mine = async () => (await database.erasures.due(1000)).filter((row) => row.componentId === id);
      expect(await mine()).toEqual([{ componentId: id, sha256 }]);
      expect(await database.erasures.isShared(sha256, id)).toBe(false);
      const source = { name: 'a.jpg', sha256, sizeBytes: 1 };
      await database.components.add(
        { ...components[0]!, id: randomUUID(), dossierId: dossier.id, sources: [source] },
        at(0),
      );
      expect(await database.erasures.isShared(sha256, id)).toBe(true);
      await database.erasures.done(id, sha256);
      expect(await mine()).toEqual([]);
    });

    it('leaves the row of the component, without name and files', async () => {
      const { components } = await submitDossier(database, 1);
      const id = components[0]!.id;
      await database.components.scrub(id, 'x', { erased: true });
      await database.erasures.forget(id);
      expect(await database.components.get(id)).toMatchObject({
        name: 'x',
        sources: [],
        details: {},
        summary: { erased: true },
      });
    });
  });

  describe('a component woken while it runs to its end', () => {
    it('is queued once more: what an officer decided meanwhile is not lost', async () => {
      const { id, fence } = await claimOne();
      await database.components.note(id, { decisions: 'a' });
      await database.components.wake({ ids: [id] }, at(1));
      await database.components.settle(id, fence, { state: 'done', stage: null }, at(2));
      expect(await database.components.get(id)).toMatchObject({ state: 'queued', summary: { decisions: 'a' } });
      const again = await database.components.claim(id, 'worker', at(3), leaseMs);
      await database.components.settle(id, again!.fence, { state: 'done', stage: null }, at(4));
      expect((await database.components.get(id))?.state).toBe('done');
    });
  });

  describe('events', () => {
    it('are numbered in the order in which they become visible: a follower misses none', async () => {
      const { dossier } = await submitDossier(database, 1);
      const seen: number[] = [];
      let last = 0;
      const follow = async () => {
        const fresh = await database.events.after(last, { dossierId: dossier.id, limit: 1000 });
        seen.push(...fresh.map(({ id }) => id));
        last = seen.at(-1) ?? last;
      };
      const writers = Array.from({ length: 40 }, (_, n) =>
        database.transaction(async (records) => {
          await records.events.append({
            dossierId: dossier.id,
            componentId: null,
            kind: 'k',
            data: { n },
            at: at(n),
          });
          if (n % 3 === 0) await records.audit.head();
        }),
      );
      const followers = Array.from({ length: 20 }, follow);
      await Promise.all([...writers, ...followers]);
      await follow();
      const all = await database.events.after(0, { dossierId: dossier.id, limit: 1000 });
      expect(new Set(seen)).toEqual(new Set(all.map(({ id }) => id)));
      expect(all).toHaveLength(40);
    });
  });

  describe('the audit log', () => {
    const act = (subject: string) => ({
      at: at(7),
      actor: 'worker:w',
      action: 'a',
      subject,
      details: { b: 1, a: 'ế' },
    });

    it('is one chain, whoever appends at once', async () => {
      const before = await database.audit.head();
      await Promise.all(Array.from({ length: 30 }, (_, n) => database.audit.append(act(`${n}`))));
      const entries = await database.audit.after(before.sequence, 1000);
      let head = before;
      for (const entry of entries) {
        expect(entry).toEqual(linkAudit(head, { ...act(entry.subject) }));
        head = entry;
      }
      expect(entries).toHaveLength(30);
      expect(await database.audit.head()).toEqual({ sequence: head.sequence, hash: head.hash });
    });

    it('forgets what a failed transaction appended', async () => {
      const before = await database.audit.head();
      const failing = database.transaction(async (records) => {
        await records.audit.append(act('gone'));
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await database.audit.head()).toEqual(before);
    });

    it('keeps checkpoints, and a token that came later', async () => {
      const head = await database.audit.append(act('head'));
      const checkpoint = { sequence: head.sequence, hash: head.hash, at: at(8), token: null };
      await database.audit.addCheckpoint(checkpoint);
      await database.audit.addCheckpoint({ ...checkpoint, token: new Uint8Array([1, 2, 255]) });
      const kept = (await database.audit.checkpoints()).find(({ sequence }) => sequence === head.sequence);
      expect([...(kept?.token ?? [])]).toEqual([1, 2, 255]);
    });
  });

  describe('a transaction', () => {
    it('is all or nothing over several records', async () => {
      const dossier = newDossier();
      const failing = database.transaction(async (records) => {
        await records.dossiers.submit(dossier);
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await database.dossiers.get(dossier.id)).toBeNull();
    });

    it('that reaches for records from outside of it is an error at once, not a wait without end', async () => {
      const open = 'a transaction is open: use the records it handed out';
      await expect(database.transaction(() => database.transaction(async () => undefined))).rejects.toThrow(open);
      await expect(database.transaction(() => database.audit.head())).rejects.toThrow(open);
      await expect(database.transaction(() => database.codes.next('p', 'h'))).rejects.toThrow(open);
    });

    it('does not see or hold up statements of others half-way', async () => {
      const dossier = newDossier();
      const inside = database.transaction(async (records) => {
        await records.dossiers.submit(dossier);
        return records.dossiers.get(dossier.id);
      });
      const outside = database.dossiers.get(dossier.id);
      expect((await inside)?.id).toBe(dossier.id);
      expect([null, dossier.id]).toContain((await outside)?.id ?? null);
    });
  });
});

describe('the embedded engine', () => {
  it('refuses a folder that another process has: STORE_BUSY, and takes it over when that process is dead', async () => {
    const folder = temporaryFolder('lock');
    const first = await openEmbedded(folder);
    await expect(openEmbedded(folder)).rejects.toMatchObject({ code: 'STORE_BUSY', details: { pid: process.pid } });
    await first.close();
    const second = await openEmbedded(folder);
    await second.close();
  });
});
