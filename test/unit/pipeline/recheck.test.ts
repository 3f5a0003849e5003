import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import type { Randomness } from '../../../src/domain/clock.ts';
import { dispatchDue } from '../../../src/pipeline/dispatch.ts';
import { createEngine } from '../../../src/pipeline/engine.ts';
import type { JobQueue } from '../../../src/pipeline/ports/queue.ts';
import { createStages } from '../../../src/pipeline/stages.ts';
import type { Techniques } from '../../../src/pipeline/techniques.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { newDossier } from '../../support/records.ts';
import { plainPdf, sign } from '../../support/signed-pdf.ts';
import { verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});

/** In the middle of everything: pauses are as long as they are meant to be. */
const evenRandomness: Randomness = { bytes: (length) => new Uint8Array(length).fill(0x80), uuid: () => randomUUID() };

/** The product's stages up to the verdict over what came in, with real verification against the test authorities. */
describe('a citizen sends a signed file while the status of certificates cannot be had', () => {
  const stores = useEmbeddedStores();

  async function submitted(signer: string) {
    const { database, blobs } = stores();
    const { clock, signing, verify, faults } = verificationBench(pki);
    const sha256 = await blobs.put(await sign(signing, plainPdf(), { signer, tsa: 'cong_cong' }));
    const dossier = await database.dossiers.submit(newDossier());
    const id = randomUUID();
    const source = { name: 'don.pdf', sha256, sizeBytes: 1 };
    await database.components.add(
      { id, dossierId: dossier.id, ordinal: 0, name: 'Đơn', treatment: 'none', sources: [source], details: {} },
      clock.now(),
    );
    const techniques = {
      inspect: async () => ({ kind: 'pdf', pages: 1, signed: true, text: true }),
      verify,
    } as Partial<Techniques> as Techniques;
    const stages = createStages(techniques).filter(({ name }) => name === 'intake' || name === 'verify_input');
    const engine = createEngine({ stages, database, blobs, clock, randomness: evenRandomness, worker: 'test' });
    /** What the sweep hands to the queue is advanced at once; how often that was this component. */
    const sweep = async (): Promise<number> => {
      const handed: string[] = [];
      const queue: Pick<JobQueue, 'counts' | 'enqueue'> = {
        counts: async () => ({ waiting: 0, active: 0 }),
        enqueue: async (_name, jobs) => void handed.push(...jobs.map((job) => job.id)),
      };
      await dispatchDue(database, queue as JobQueue, clock);
      const own = handed.filter((one) => one === id);
      for (const one of own) await engine.advance(one);
      return own.length;
    };
    return {
      faults,
      sweep,
      pass: (ms: number) => clock.set(new Date(clock.now().getTime() + ms)),
      now: async () => (await database.components.get(id))!,
      task: async () => (await database.reviews.ofComponent(id))[0],
      wake: () => database.components.wake({ ids: [id] }, clock.now()),
      /** Moves the clock to the next look and takes it; how long the pause was, s. */
      next: async (): Promise<number> => {
        const at = (await database.components.get(id))!.retryAt!;
        const pause = (at.getTime() - clock.now().getTime()) / 1000;
        clock.set(at);
        expect(await sweep()).toBe(1);
        return Math.round(pause / 60) * 60;
      },
    };
  }

  it('CHƯA XÁC ĐỊNH is looked at again by itself, and is HỢP LỆ when the network is back', async () => {
    const { faults, sweep, pass, now, task } = await submitted('citizen');
    faults.offline = true;
    expect(await sweep()).toBe(1);
    expect(await now()).toMatchObject({ state: 'waiting', waiting: { kind: 'revocation', slot: 'CITIZEN' } });
    expect(await task()).toMatchObject({ kind: 'undetermined', state: 'open' });

    // nobody touches it: before its time it rests, then it is tried again, and waits on while nothing has changed
    pass(30_000);
    expect(await sweep()).toBe(0);
    pass(40_000);
    expect(await sweep()).toBe(1);
    expect((await now()).state).toBe('waiting');

    faults.offline = false;
    pass(80_000);
    expect(await sweep()).toBe(1);
    expect(await now()).toMatchObject({ state: 'done', summary: { verdict: 'HOP_LE', closedGates: [] } });
    // no officer is left with a doubt that is no more
    expect(await task()).toMatchObject({ state: 'done', resolvedBy: 'sohoa' });
  });

  it('and is refused by itself when the news is that the certificate was revoked', async () => {
    const { faults, sweep, pass, now, task } = await submitted('citizen-revoked');
    faults.offline = true;
    await sweep();
    expect((await now()).state).toBe('waiting');
    faults.offline = false;
    pass(70_000);
    await sweep();
    expect(await now()).toMatchObject({ state: 'refused', error: { code: 'SIGNATURE_INVALID' } });
    expect(await task()).toMatchObject({ state: 'done', resolvedBy: 'sohoa' });
  });

  it('is looked at the rarer the longer it waits, up to every four hours, and often again once somebody asks', async () => {
    const { faults, sweep, next, now, wake } = await submitted('citizen');
    faults.offline = true;
    await sweep();
    const first = (await now()).summary.report;
    const pauses: number[] = [];
    for (let look = 0; look < 11; look++) pauses.push((await next()) / 60);
    expect(pauses).toEqual([1, 1, 2, 4, 8, 16, 32, 64, 128, 240, 240]);
    // every look found the same doubt: the report that told it first is the only one kept
    expect((await now()).summary.report).toBe(first);

    await wake();
    expect(await sweep()).toBe(1);
    expect([await next(), await next(), await next()]).toEqual([60, 60, 120]);
  });

  it('is not looked at together with what began to wait together', async () => {
    const { database, blobs } = stores();
    const retryAt = async (byte: number): Promise<number> => {
      const { clock } = verificationBench(pki);
      const dossier = await database.dossiers.submit(newDossier());
      const id = randomUUID();
      await database.components.add(
        { id, dossierId: dossier.id, ordinal: 0, name: 'Đơn', treatment: 'none', sources: [], details: {} },
        clock.now(),
      );
      const randomness: Randomness = { ...evenRandomness, bytes: (length) => new Uint8Array(length).fill(byte) };
      const wait = { kind: 'revocation', slot: null, reason: { vi: 'chờ', en: 'waiting' } } as const;
      const stages = [{ name: 'wait', version: '1', needs: [], run: async () => ({ wait }) }] as const;
      await createEngine<{ wait: null }>({ stages, database, blobs, clock, randomness, worker: 'test' }).advance(id);
      return (await database.components.get(id))!.retryAt!.getTime() - clock.now().getTime();
    };
    expect([await retryAt(0), await retryAt(0xff)]).toEqual([54_000, 66_000]);
  });
});
