import type { Clock, Randomness } from '../domain/clock.ts';
import type { Waiting } from '../domain/component.ts';
import { asSohoaError, errorTable, exitCodes, SohoaError } from '../domain/errors.ts';
import type { SlotId } from '../domain/five-steps.ts';
import { canonicalJson, sha256Hex } from './canonical-json.ts';
import { bytesOf, condemn, eraseDue } from './erase.ts';
import type { BlobStore } from './ports/blobs.ts';
import type { Claim, ComponentRecord, ComponentStanding } from './ports/components.ts';
import type { Database, Records } from './ports/records.ts';
import type { AnyStage, Stage, StageTask } from './stage.ts';

/** Points where a crash test ends the process. */
export type FailPoint = 'after-blob' | 'after-commit' | 'before-acknowledge';

export interface EngineOptions<Outputs> {
  readonly stages: readonly AnyStage<Outputs>[];
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** Name of this worker in leases and the audit log. */
  readonly worker: string;
  /** How long a claim lasts without a sign of life, ms. */
  readonly leaseMs?: number;
  readonly retry?: Partial<RetryPolicy>;
  /**
   * Asked before each stage, with the component as it stands: true when an officer ended its way; throws SECRET_PAPER
   * when he found a secrecy mark.
   */
  readonly ended?: (component: ComponentRecord) => boolean;
  /** Called at each point of each stage (`before-acknowledge` with the stage name `''`). */
  readonly failPoint?: (point: FailPoint, stage: string) => void | Promise<void>;
}

export interface RetryPolicy {
  /** First pause after a retryable error, ms; doubles with each attempt. */
  readonly baseMs: number;
  /** Longest pause, ms. */
  readonly maxMs: number;
  /**
   * A waiting stage that names no time is looked at again after this, ms, and then after as long as it has waited: each
   * pause is about twice the one before …
   */
  readonly waitMs: number;
  /** … up to this, ms. Whoever changes what it waits for wakes it. */
  readonly longestWaitMs: number;
  /** Faults of ours (INTERNAL) are tried this often before the component fails. */
  readonly faultAttempts: number;
  /** A component whose worker died this often in one stage fails: it would take the next worker down too. */
  readonly crashAttempts: number;
}

const defaultRetry: RetryPolicy = {
  baseMs: 5_000,
  maxMs: 600_000,
  waitMs: 60_000,
  longestWaitMs: 4 * 3_600_000,
  faultAttempts: 3,
  crashAttempts: 10,
};
const defaultLeaseMs = 30_000;

/** `idle`: nothing to do (settled, not due, or held by another worker) · `stale`: another worker took it over. */
export type Advance = 'done' | 'waiting' | 'retrying' | 'failed' | 'refused' | 'idle' | 'stale';

export interface Engine {
  /** Takes the component as far as it goes now. Throws only when the records cannot be reached. */
  advance(componentId: string): Promise<Advance>;
  /** Aborts the signal of running stages; their claims run out or are taken over. */
  stop(): void;
}

/**
 * The job engine. A component travels an ordered table of stages; each stage is keyed by (component, stage, input
 * digests, parameter version) and is done when its output blob is on disk and its row is committed. Work happens at
 * least once, effects exactly once: everything a stage writes to the records is one transaction under the fence of the
 * claim, and a twin that comes late is refused (STALE_WORKER). A component that fails takes no other with it.
 */
export function createEngine<Outputs>(options: EngineOptions<Outputs>): Engine {
  const { database, clock } = options;
  const leaseMs = options.leaseMs ?? defaultLeaseMs;
  const retry = { ...defaultRetry, ...options.retry };
  const stopping = new AbortController();

  const advance = async (componentId: string): Promise<Advance> => {
    if (stopping.signal.aborted) return 'idle';
    const claim = await database.components.claim(componentId, options.worker, clock.now(), leaseMs);
    if (claim === null) return 'idle';
    const lost = new AbortController();
    const heartbeat = setInterval(() => {
      database.components.renew(componentId, claim.fence, clock.now(), leaseMs).then(
        (alive) => alive || lost.abort(),
        () => undefined, // the records are away: the lease decides when somebody else may go on
      );
    }, leaseMs / 3);
    heartbeat.unref();
    try {
      if (claim.component.crashes >= retry.crashAttempts) {
        throw new SohoaError('WORKER_CRASHED', { times: claim.component.crashes });
      }
      return await travel(claim, AbortSignal.any([lost.signal, stopping.signal]));
    } catch (thrown) {
      const error = asSohoaError(thrown);
      if (error.code === 'STALE_WORKER') return 'stale';
      return await settleError(claim, error).catch((late) => {
        if (asSohoaError(late).code === 'STALE_WORKER') return 'stale';
        throw late;
      });
    } finally {
      clearInterval(heartbeat);
    }
  };

  const travel = async (claim: Claim, signal: AbortSignal): Promise<Advance> => {
    const { fence } = claim;
    const dossier = await database.dossiers.get(claim.component.dossierId);
    if (dossier === null) throw new Error(`component ${claim.component.id} has no dossier`);
    let component = claim.component;
    const outputs: Partial<Outputs> = {};
    const digests: Record<string, string> = {};

    for (const stage of options.stages as readonly Stage<Outputs>[]) {
      if (options.ended?.(component) === true) break;
      const task: StageTask<Outputs> = { dossier, component, outputs: { ...outputs }, fence };
      if (stage.applies?.(task) === false) continue;
      const key = stageKey(stage, task, digests);
      const run = { componentId: component.id, stage: stage.name, key, fence };
      const before = await database.stageRuns.find(component.id, stage.name, key);
      let digest = before?.state === 'done' ? before.output : null;
      if (digest === null) {
        const result = await runStage(stage, task, run, signal);
        if ('wait' in result) {
          await settleWait(claim, run, result.wait, result.retryAt);
          return 'waiting';
        }
        digest = result.digest;
        component = (await database.components.get(component.id)) ?? component;
      }
      digests[stage.name] = digest;
      outputs[stage.name] = JSON.parse(new TextDecoder().decode(await options.blobs.get(digest)));
    }
    await settle(claim, { state: 'done', stage: null, attempts: 0 }, 'component.done', {});
    await options.failPoint?.('before-acknowledge', '');
    return 'done';
  };

  const runStage = async (
    stage: Stage<Outputs>,
    task: StageTask<Outputs>,
    run: { readonly componentId: string; readonly stage: string; readonly key: string; readonly fence: number },
    signal: AbortSignal,
  ): Promise<{ readonly digest: string } | { readonly wait: Waiting; readonly retryAt?: Date }> => {
    const { fence } = run;
    const startedAt = clock.now();
    const tell = (records: Records, kind: string, data: Readonly<Record<string, unknown>>) =>
      records.events.append({
        dossierId: task.dossier.id,
        componentId: task.component.id,
        kind,
        data: { stage: stage.name, ...data },
        at: clock.now(),
      });
    await database.transaction(async (records) => {
      await records.components.settle(run.componentId, fence, { state: 'running', stage: stage.name }, startedAt);
      await records.stageRuns.begin(run, startedAt);
      await tell(records, 'stage.started', {});
    });
    const result = await stage.run({
      ...task,
      blobs: options.blobs,
      records: database,
      clock,
      randomness: options.randomness,
      signal,
      progress: (data) => tell(database, 'stage.progress', data),
    });
    if ('wait' in result) return result;
    const digest = await options.blobs.put(new TextEncoder().encode(canonicalJson(result.output)));
    await options.failPoint?.('after-blob', stage.name);
    const finishedAt = clock.now();
    const ms = finishedAt.getTime() - startedAt.getTime();
    await database.transaction(async (records) => {
      const standing = { state: 'running', stage: stage.name, attempts: 0 } as const;
      await records.components.settle(run.componentId, fence, standing, finishedAt);
      if (!(await records.stageRuns.finish(run, digest, finishedAt, ms))) return;
      const facts = await stage.record?.(records, result.output, task);
      if (facts) await records.components.describe(run.componentId, fence, facts);
      await tell(records, 'stage.done', { ms });
      await records.audit.append({
        at: finishedAt,
        actor: `worker:${options.worker}`,
        action: 'stage.done',
        subject: run.componentId,
        details: { stage: stage.name, key: run.key, output: digest },
      });
    });
    await options.failPoint?.('after-commit', stage.name);
    return { digest };
  };

  /** One transaction: where the component stands, and the event and the audit entry that say so. */
  const settle = async (
    { component, fence }: Claim,
    standing: ComponentStanding,
    kind: string,
    data: Readonly<Record<string, unknown>>,
    more?: (records: Records) => Promise<void>,
  ): Promise<void> => {
    const at = clock.now();
    await database.transaction(async (records) => {
      await records.components.settle(component.id, fence, standing, at);
      await more?.(records);
      await records.events.append({ dossierId: component.dossierId, componentId: component.id, kind, data, at });
      await records.audit.append({
        at,
        actor: `worker:${options.worker}`,
        action: kind,
        subject: component.id,
        details: data,
      });
    });
  };

  const settleWait = (
    claim: Claim,
    run: { readonly componentId: string; readonly stage: string; readonly key: string; readonly fence: number },
    waiting: Waiting,
    retryAt: Date | undefined,
  ): Promise<void> => {
    const at = clock.now();
    const { component } = claim;
    const goesOn = component.stage === run.stage && component.waiting?.kind === waiting.kind;
    const since = (goesOn ? component.waiting?.since : undefined) ?? at.toISOString();
    const waited = at.getTime() - Date.parse(since);
    const pause = Math.min(Math.max(waited, retry.waitMs), retry.longestWaitMs);
    const again = retryAt ?? new Date(at.getTime() + Math.round(pause * spread(options.randomness)));
    return settle(
      claim,
      { state: 'waiting', stage: run.stage, waiting: { ...waiting, since }, retryAt: again, attempts: 0 },
      'component.waiting',
      { stage: run.stage, kind: waiting.kind, slot: waiting.slot },
      (records) => records.stageRuns.interrupt(run, 'waiting', null, at),
    );
  };

  /** A retryable error waits in the state its code names, or backs off; any other ends this component, and only this. */
  const settleError = async (claim: Claim, error: SohoaError): Promise<Advance> => {
    const now = clock.now();
    const current = await database.components.get(claim.component.id);
    const stage = current?.stage ?? null;
    const attempts = (current?.attempts ?? 0) + 1;
    const recorded = { code: error.code, details: error.details };
    const data = { stage, code: error.code };
    const waiting = waitOf(error);
    const giveUp = !error.row.retryable || (error.code === 'INTERNAL' && attempts >= retry.faultAttempts);
    const retryAt = new Date(now.getTime() + Math.min(retry.maxMs, retry.baseMs * 2 ** Math.min(attempts - 1, 20)));
    if (stopping.signal.aborted) {
      await settle(claim, { state: 'queued', stage }, 'component.released', { stage });
      return 'retrying';
    }
    if (error.code === 'SECRET_PAPER' && current !== null) {
      const digests = await bytesOf(current, database, options.blobs);
      const dossier = await database.dossiers.get(current.dossierId);
      if (dossier === null) throw new Error(`component ${current.id} has no dossier`);
      const standing = { state: 'refused', stage, error: recorded, attempts } as const;
      await settle(claim, standing, 'component.refused', data, (records) =>
        condemn(records, current, dossier, digests),
      );
      await eraseDue(database, options.blobs, clock);
      return 'refused';
    }
    if (giveUp) {
      const state = errorTable[error.code].exitCode === exitCodes.refused ? 'refused' : 'failed';
      await settle(claim, { state, stage, error: recorded, attempts }, `component.${state}`, data);
      return state;
    }
    if (waiting !== null) {
      const standing: ComponentStanding = { state: 'waiting', stage, waiting, retryAt, error: recorded, attempts };
      await settle(claim, standing, 'component.waiting', { ...data, kind: waiting.kind, slot: waiting.slot });
      return 'waiting';
    }
    await settle(claim, { state: 'queued', stage, retryAt, error: recorded, attempts }, 'component.retrying', data);
    return 'retrying';
  };

  return { advance, stop: () => stopping.abort() };
}

/** 0.9 to 1.1: what began to wait together is not looked at together for ever. */
const spread = (randomness: Randomness): number => {
  const [high = 0, low = 0] = randomness.bytes(2);
  return 0.9 + (0.2 * (high * 256 + low)) / 65_535;
};

/** Same component, same inputs, same parameters: same key, and the work is not done again. */
function stageKey<Outputs>(
  stage: Stage<Outputs>,
  task: StageTask<Outputs>,
  digests: Readonly<Record<string, string>>,
): string {
  return sha256Hex(
    canonicalJson({
      component: task.component.id,
      stage: stage.name,
      inputs: [
        ...task.component.sources.map((source) => source.sha256),
        ...stage.needs.map((name) => digests[name] ?? null),
      ],
      parameters: { version: stage.version, settings: stage.parameters?.(task) ?? null },
    }),
  );
}

function waitOf(error: SohoaError): Waiting | null {
  const slot = typeof error.details.slot === 'string' ? (error.details.slot as SlotId) : null;
  switch (error.code) {
    case 'KEY_UNAVAILABLE':
    case 'KEY_AUTHORISATION_PENDING':
      return { kind: 'signature', slot, reason: error.text };
    case 'TSA_UNAVAILABLE':
      return { kind: 'timestamp', slot, reason: error.text };
    case 'REVOCATION_UNAVAILABLE':
      return { kind: 'revocation', slot, reason: error.text };
    default:
      return null;
  }
}
