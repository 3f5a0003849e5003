import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../src/domain/clock.ts';
import { SohoaError } from '../../../src/domain/errors.ts';
import { createEngine, type EngineOptions } from '../../../src/pipeline/engine.ts';
import type { AnyStage, StageContext } from '../../../src/pipeline/stage.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { submissionTime, submitDossier, testRandomness } from '../../support/records.ts';

interface Outputs {
  first: { readonly text: string };
  second: { readonly length: number };
  third: { readonly doubled: number };
}

const leaseMs = 30_000;

describe('the engine', () => {
  const stores = useEmbeddedStores();
  let clock: ReturnType<typeof fixedClock>;
  let ran: string[];
  let recorded: string[];

  beforeEach(() => {
    clock = fixedClock(submissionTime);
    ran = [];
    recorded = [];
  });
  const later = (ms: number): void => clock.set(new Date(clock.now().getTime() + ms));

  type Run = (context: StageContext<Outputs>) => Promise<void>;

  /** Three stages, each reading the one before; `during` is what a stage does before its output. */
  function table(during: Partial<Record<keyof Outputs, Run>> = {}, settings = { first: 'a' }): AnyStage<Outputs>[] {
    const enter = async (name: keyof Outputs, context: StageContext<Outputs>): Promise<void> => {
      ran.push(name);
      await during[name]?.(context);
    };
    return [
      {
        name: 'first',
        version: '1',
        needs: [],
        parameters: () => settings.first,
        run: async (context) => {
          await enter('first', context);
          return { output: { text: settings.first } };
        },
      },
      {
        name: 'second',
        version: '1',
        needs: ['first'],
        run: async (context) => {
          await enter('second', context);
          return { output: { length: context.outputs.first!.text.length } };
        },
        record: async (_records, output) => {
          recorded.push('second');
          return { origin: 'paper', summary: { length: output.length } };
        },
      },
      {
        name: 'third',
        version: '1',
        needs: ['second'],
        run: async (context) => {
          await enter('third', context);
          return { output: { doubled: context.outputs.second!.length * 2 } };
        },
      },
    ];
  }

  const engineOf = (stages: readonly AnyStage<Outputs>[], more: Partial<EngineOptions<Outputs>> = {}) =>
    createEngine<Outputs>({
      stages,
      database: stores().database,
      blobs: stores().blobs,
      clock,
      randomness: testRandomness,
      worker: 'test',
      leaseMs,
      ...more,
    });
  const newComponent = async (): Promise<string> => (await submitDossier(stores().database, 1)).components[0]!.id;
  const component = async (id: string) => (await stores().database.components.get(id))!;
  const auditOf = async (id: string) =>
    (await stores().database.audit.after(0, 10_000))
      .filter(({ subject }) => subject === id)
      .map(({ action, details }) => (action === 'stage.done' ? `${details.stage} done` : action));

  describe('takes a component through the table', () => {
    it('in order, each stage reading what the earlier ones left', async () => {
      const id = await newComponent();
      expect(await engineOf(table()).advance(id)).toBe('done');
      expect(ran).toEqual(['first', 'second', 'third']);
      const runs = await stores().database.stageRuns.ofComponent(id);
      const last = runs.find(({ stage }) => stage === 'third');
      expect(new TextDecoder().decode(await stores().blobs.get(last!.output!))).toBe('{"doubled":2}');
      expect(await component(id)).toMatchObject({ state: 'done', origin: 'paper', summary: { length: 1 } });
    });

    it('and writes each stage and the end into the audit log, with what it made', async () => {
      const id = await newComponent();
      await engineOf(table()).advance(id);
      expect(await auditOf(id)).toEqual(['first done', 'second done', 'third done', 'component.done']);
    });

    it('and tells followers when stages start, progress and end', async () => {
      const id = await newComponent();
      await engineOf(table({ first: (context) => context.progress({ page: 1 }) })).advance(id);
      const { dossierId } = await component(id);
      const events = await stores().database.events.after(0, { dossierId, limit: 100 });
      expect(events.slice(0, 4).map(({ kind, data }) => [kind, data.stage, data.page])).toEqual([
        ['stage.started', 'first', undefined],
        ['stage.progress', 'first', 1],
        ['stage.done', 'first', undefined],
        ['stage.started', 'second', undefined],
      ]);
    });

    it('and passes over a stage that does not concern it', async () => {
      const stages = table().map((stage) =>
        stage.name === 'third' ? { ...stage, applies: () => false } : stage,
      ) as AnyStage<Outputs>[];
      const id = await newComponent();
      expect(await engineOf(stages).advance(id)).toBe('done');
      expect(ran).toEqual(['first', 'second']);
    });

    it('once: a settled component is left alone', async () => {
      const id = await newComponent();
      await engineOf(table()).advance(id);
      expect(await engineOf(table()).advance(id)).toBe('idle');
      expect(ran).toHaveLength(3);
    });
  });

  describe('re-processing', () => {
    it('does nothing anew when inputs and parameters are the same', async () => {
      const id = await newComponent();
      await engineOf(table()).advance(id);
      await stores().database.components.reopen([id], clock.now());
      expect(await engineOf(table()).advance(id)).toBe('done');
      expect(ran).toHaveLength(3);
      expect(recorded).toEqual(['second']);
    });

    it('runs a stage whose parameters changed, and later ones only as far as outputs differ', async () => {
      const id = await newComponent();
      await engineOf(table()).advance(id);
      await stores().database.components.reopen([id], clock.now());
      ran = [];
      // 'b' is as long as 'a': the second stage reads another text, but leaves the same length to the third.
      await engineOf(table({}, { first: 'b' })).advance(id);
      expect(ran).toEqual(['first', 'second']);
    });
  });

  describe('a component that fails', () => {
    const failing = (error: unknown): AnyStage<Outputs>[] =>
      table({
        second: async () => {
          throw error;
        },
      });

    it('keeps the code and what to do next, and takes no other component with it', async () => {
      const { components } = await submitDossier(stores().database, 2);
      const [bad, good] = components.map(({ id }) => id);
      const stages = table({
        second: async ({ component: { id } }) => {
          if (id === bad) throw new SohoaError('PAGE_UNREADABLE', { page: 2, reason: 'blank' });
        },
      });
      const engine = engineOf(stages);
      expect(await Promise.all([engine.advance(bad!), engine.advance(good!)])).toEqual(['failed', 'done']);
      expect(await component(bad!)).toMatchObject({
        state: 'failed',
        stage: 'second',
        error: { code: 'PAGE_UNREADABLE', details: { page: 2, reason: 'blank' } },
      });
    });

    it('is refused, not failed, when a rule refuses it', async () => {
      const id = await newComponent();
      expect(await engineOf(failing(new SohoaError('SECRET_PAPER'))).advance(id)).toBe('refused');
      expect((await component(id)).state).toBe('refused');
    });

    it('by a fault of ours is tried three times with growing pauses', async () => {
      const id = await newComponent();
      const engine = engineOf(failing(new TypeError('x is not a function')), { retry: { baseMs: 1_000 } });
      expect(await engine.advance(id)).toBe('retrying');
      expect(await engine.advance(id)).toBe('idle');
      later(1_000);
      expect(await engine.advance(id)).toBe('retrying');
      later(1_999);
      expect(await engine.advance(id)).toBe('idle');
      later(1);
      expect(await engine.advance(id)).toBe('failed');
      expect((await component(id)).error).toMatchObject({
        code: 'INTERNAL',
        details: { reason: 'x is not a function' },
      });
      expect(ran.filter((stage) => stage === 'first')).toHaveLength(1);
    });

    it('goes on where it failed when it is opened again after a repair', async () => {
      const id = await newComponent();
      await engineOf(failing(new SohoaError('FILE_EMPTY'))).advance(id);
      await stores().database.components.reopen([id], clock.now());
      ran = [];
      expect(await engineOf(table()).advance(id)).toBe('done');
      expect(ran).toEqual(['second', 'third']);
    });
  });

  describe('a component that waits', () => {
    const reason = { vi: 'chưa có khóa', en: 'no key yet' };

    it('does so in a named state with the reason, and looks again by itself', async () => {
      const id = await newComponent();
      const stages = table();
      const waitingStage = {
        ...stages[1]!,
        run: async () => ({ wait: { kind: 'signature', slot: 'OPERATOR_SCAN', reason } }),
      } as AnyStage<Outputs>;
      const engine = engineOf([stages[0]!, waitingStage, stages[2]!], { retry: { waitMs: 60_000 } });
      expect(await engine.advance(id)).toBe('waiting');
      expect(await component(id)).toMatchObject({
        state: 'waiting',
        stage: 'second',
        waiting: { kind: 'signature', slot: 'OPERATOR_SCAN', reason },
      });
      expect(await engineOf(stages).advance(id)).toBe('idle');
      later(66_000); // a minute, give or take a tenth
      expect(await engineOf(stages).advance(id)).toBe('done');
      expect((await component(id)).waiting).toBeNull();
    });

    it.each([
      ['KEY_UNAVAILABLE', 'signature'],
      ['TSA_UNAVAILABLE', 'timestamp'],
      ['REVOCATION_UNAVAILABLE', 'revocation'],
    ] as const)('after %s is chờ %s, for as long as it takes', async (code, kind) => {
      const id = await newComponent();
      let away = true;
      const stages = table({
        second: async () => {
          if (away) throw new SohoaError(code, { reason: 'away', slot: 'COPY_SAO_Y' });
        },
      });
      const engine = engineOf(stages, { retry: { baseMs: 1_000, maxMs: 4_000 } });
      for (let attempt = 0; attempt < 6; attempt++) {
        expect(await engine.advance(id)).toBe('waiting');
        later(4_000);
      }
      expect(await component(id)).toMatchObject({ state: 'waiting', waiting: { kind, slot: 'COPY_SAO_Y' } });
      away = false;
      expect(await engine.advance(id)).toBe('done');
      expect(await component(id)).toMatchObject({ attempts: 0, error: null });
    });
  });

  describe('a twin', () => {
    it('that comes while the first one lives finds nothing to do', async () => {
      const id = await newComponent();
      const entered = Promise.withResolvers<void>();
      const mayEnd = Promise.withResolvers<void>();
      const first = engineOf(
        table({
          first: async () => {
            entered.resolve();
            await mayEnd.promise;
          },
        }),
      ).advance(id);
      await entered.promise;
      expect(await engineOf(table()).advance(id)).toBe('idle');
      mayEnd.resolve();
      expect(await first).toBe('done');
    });

    it('that took over makes the late one stale: its result is dropped, effects are there once', async () => {
      const id = await newComponent();
      const entered = Promise.withResolvers<void>();
      const mayEnd = Promise.withResolvers<void>();
      const stages = table({
        second: async () => {
          entered.resolve();
          await mayEnd.promise;
        },
      });
      const late = engineOf(stages, { worker: 'late' }).advance(id);
      await entered.promise;
      later(leaseMs);
      expect(await engineOf(table(), { worker: 'quick' }).advance(id)).toBe('done');
      mayEnd.resolve();
      expect(await late).toBe('stale');
      expect(recorded).toEqual(['second']);
      expect(await auditOf(id)).toEqual(['first done', 'second done', 'third done', 'component.done']);
      expect((await component(id)).state).toBe('done');
    });

    it('that took over aborts the work of the late one at its next heartbeat', async () => {
      const id = await newComponent();
      const entered = Promise.withResolvers<void>();
      const stages = table({
        first: async ({ signal }) => {
          entered.resolve();
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        },
      });
      const late = engineOf(stages, { leaseMs: 30 }).advance(id);
      await entered.promise;
      // Taken over as if the late worker's lease had run out.
      await stores().database.components.claim(id, 'quick', new Date(clock.now().getTime() + leaseMs), leaseMs);
      expect(await late).toBe('stale');
    });

    it('that fails late does not fail the component', async () => {
      const id = await newComponent();
      const entered = Promise.withResolvers<void>();
      const mayEnd = Promise.withResolvers<void>();
      const stages = table({
        second: async () => {
          entered.resolve();
          await mayEnd.promise;
          throw new SohoaError('FILE_EMPTY');
        },
      });
      const late = engineOf(stages).advance(id);
      await entered.promise;
      later(leaseMs);
      await engineOf(table()).advance(id);
      mayEnd.resolve();
      expect(await late).toBe('stale');
      expect((await component(id)).state).toBe('done');
    });
  });

  it('that is stopped lets its components go at once, without counting an attempt', async () => {
    const id = await newComponent();
    const entered = Promise.withResolvers<void>();
    const stages = table({
      first: async ({ signal }) => {
        entered.resolve();
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        signal.throwIfAborted();
      },
    });
    const engine = engineOf(stages);
    const running = engine.advance(id);
    await entered.promise;
    engine.stop();
    expect(await running).toBe('retrying');
    expect(await component(id)).toMatchObject({ state: 'queued', attempts: 0, error: null });
    expect(await engineOf(table()).advance(id)).toBe('done');
  });

  it('gives up a component whose worker dies again and again, with a code that says so', async () => {
    const id = await newComponent();
    for (let death = 0; death <= 10; death++) {
      await stores().database.components.claim(id, `dies-${death}`, clock.now(), leaseMs);
      later(leaseMs);
    }
    expect(await engineOf(table()).advance(id)).toBe('failed');
    expect((await component(id)).error?.code).toBe('WORKER_CRASHED');
    expect(ran).toEqual([]);
  });
});
