import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditFiles } from '../../src/adapters/blobs/audit-files.ts';
import { fileBlobs } from '../../src/adapters/blobs/file-blobs.ts';
import { openEmbedded, openPostgres, type SqlEngine } from '../../src/adapters/database/sql-engine.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { checkpointAudit, verifyAudit } from '../../src/pipeline/audit.ts';
import type { Database } from '../../src/pipeline/ports/records.ts';
import { newDossier } from '../support/records.ts';
import { isMissing, type Service, startPostgres, startRedis } from '../support/services.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { keyLog, stageNames } from './stages.ts';
import type { WorkerOrder } from './worker.ts';

const workerFile = join(import.meta.dirname, 'worker.ts');
const goodCount = 14;
const badCount = 2;

/** Every point at which a stage may be cut off: before and after each commit, around the key, before the queue knows. */
const failPoints = [
  ...stageNames.flatMap((stage) => {
    const around = [`after-blob ${stage}`, `after-commit ${stage}`];
    return stage === 'sign' ? ['intent-stored', 'key-used', ...around] : around;
  }),
  'before-acknowledge',
];
const randomKills = 6;

export interface Backend {
  readonly name: string;
  readonly postgres: boolean;
  readonly redis: boolean;
}

/** A receiver as the outside sees one: it takes each key once, and now and then its answer is lost on the way. */
function startReceiver() {
  const taken = new Map<string, string>();
  let calls = 0;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const key = String(request.headers['idempotency-key']);
      if (++calls % 5 === 1) return void response.writeHead(500).end();
      taken.set(key, JSON.parse(Buffer.concat(chunks).toString()).component);
      if (calls % 3 === 0) return void request.socket.destroy();
      response.writeHead(200).end('{}');
    });
  });
  return { server, taken };
}

/** The one suite, a file for each backend so that they run beside each other. */
export function describeCrashes({ name, postgres, redis }: Backend): void {
  const missing = (postgres && isMissing('postgres')) || (redis && isMissing('redis-server'));
  describe.skipIf(missing)(`a worker that is killed, on ${name}, leaves nothing half-done`, () => {
    let folder: string;
    let services: Service[];
    let receiver: ReturnType<typeof startReceiver>;
    let order: WorkerOrder;
    let child: ChildProcess | undefined;

    beforeEach(async () => {
      folder = temporaryFolder('crash');
      receiver = startReceiver();
      receiver.server.listen(0, '127.0.0.1');
      await once(receiver.server, 'listening');
      services = [];
      if (postgres) services.push(await startPostgres());
      if (redis) services.push(await startRedis());
      const { port } = receiver.server.address() as AddressInfo;
      order = {
        folder,
        receiverUrl: `http://127.0.0.1:${port}/`,
        ...(postgres ? { databaseUrl: services[0]!.url } : {}),
        ...(redis ? { redisUrl: services.at(-1)!.url } : {}),
      };
      await withDatabase(submit);
    });
    afterEach(async () => {
      child?.kill('SIGKILL');
      receiver.server.closeAllConnections();
      receiver.server.close();
      for (const service of services) await service.stop();
    });

    const open = (): Promise<SqlEngine> => (postgres ? openPostgres(order.databaseUrl!) : openEmbedded(folder));
    async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
      const sql = await open();
      try {
        return await work(sql.database);
      } finally {
        await sql.close();
      }
    }

    async function submit(database: Database): Promise<void> {
      const dossier = await database.dossiers.submit(newDossier());
      for (let ordinal = 0; ordinal < goodCount + badCount; ordinal++) {
        const fate = ordinal < goodCount ? 'good' : 'bad';
        const component = {
          id: `${fate}-${ordinal}`,
          dossierId: dossier.id,
          ordinal,
          name: fate,
          treatment: 'none',
        } as const;
        await database.components.add({ ...component, sources: [], details: { fate } }, dossier.createdAt);
      }
    }

    /** Starts the worker; `ended` tells how it went. */
    function startWorker(more: Partial<WorkerOrder> = {}) {
      const started = spawn(process.execPath, [workerFile, JSON.stringify({ ...order, ...more })], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      let said = '';
      const working = Promise.withResolvers<void>();
      for (const stream of [started.stdout, started.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          if (said.includes('working')) working.resolve();
        });
      }
      const ended = once(started, 'exit').then(([code, signal]) => {
        working.resolve();
        return { code: code as number | null, signal: signal as string | null, said };
      });
      return { process: started, working: working.promise, ended };
    }

    async function finish(): Promise<void> {
      const last = await startWorker().ended;
      expect(last).toMatchObject({ code: 0, said: expect.stringContaining('settled') });
    }

    /** What must hold however often and wherever the worker died. */
    async function expectWholeness(): Promise<void> {
      await withDatabase(async (database) => {
        const blobs = fileBlobs(join(folder, 'blobs'));
        const [dossier] = await database.dossiers.list({ limit: 1 });
        const components = await database.components.ofDossier(dossier!.id);
        const good = components.filter(({ name }) => name === 'good');
        const entries = await database.audit.after(0, 100_000);
        const events = await database.events.after(0, { limit: 100_000 });

        // Each component is done, or failed with its reason.
        expect(good.map(({ state, error }) => [state, error])).toEqual(Array(goodCount).fill(['done', null]));
        expect(components.filter(({ name }) => name === 'bad').map(({ state, error }) => [state, error?.code])).toEqual(
          Array(badCount).fill(['failed', 'FILE_EMPTY']),
        );
        const signedBy = readFileSync(keyLog(folder), 'utf8').trim().split('\n');
        for (const { id } of good) {
          // Each stage is done once, and said so once, in both logs.
          const ofStage = (stage: string) => ({
            audit: entries.filter(
              ({ subject, action, details }) => subject === id && action === 'stage.done' && details.stage === stage,
            ).length,
            events: events.filter(
              ({ componentId, kind, data }) => componentId === id && kind === 'stage.done' && data.stage === stage,
            ).length,
          });
          for (const stage of stageNames)
            expect([id, stage, ofStage(stage)]).toEqual([id, stage, { audit: 1, events: 1 }]);
          const runs = await database.stageRuns.ofComponent(id);
          expect(runs.map(({ stage, state }) => [stage, state]).toSorted()).toEqual(
            stageNames.map((stage) => [stage, 'done']).toSorted(),
          );
          // However often the key was used, it was used on the same bytes; one signed document came of it.
          const intents = new Set(signedBy.filter((line) => line.startsWith(`${id} `)));
          const slot = await database.signatureSlots.get(id, 'OPERATOR_SCAN');
          expect([...intents]).toEqual([`${id} ${slot!.intent}`]);
          expect(new TextDecoder().decode(await blobs.get(slot!.signed!))).toBe(`signed ${slot!.intent}`);
          // One version in the warehouse, which is that document.
          const versions = await database.warehouse.ofComponent(id);
          expect(versions.map(({ version, sha256 }) => [version, sha256])).toEqual([[1, slot!.signed]]);
          expect((await database.outbox.ofComponent(id)).map(({ state }) => state)).toEqual(['da_nhan']);
        }
        // Codes are numbered 1 to n: no gap, no double.
        const documents = await database.warehouse.list({ limit: 1_000 });
        const numbers = documents.map(({ codeParts }) => codeParts.number).toSorted((a, b) => a - b);
        expect(numbers).toEqual(Array.from({ length: goodCount }, (_, n) => n + 1));
        // The receiver has each record once.
        expect([...receiver.taken.values()].toSorted()).toEqual(good.map(({ id }) => id).toSorted());
        const archive = auditFiles(join(folder, 'audit'));
        await checkpointAudit(database, archive, systemClock, null);
        expect(await verifyAudit(database, archive)).toMatchObject({
          entries: entries.length,
          archived: entries.length,
        });
      });
    }

    it('at every fail-point of every stage', { timeout: 300_000 }, async () => {
      for (const dieAt of failPoints) {
        const { signal, said } = await startWorker({ dieAt }).ended;
        expect([dieAt, signal, said]).toEqual([dieAt, 'SIGKILL', 'working\n']);
      }
      await finish();
      await expectWholeness();
    });

    it('at random moments', { timeout: 300_000 }, async () => {
      for (let kill = 0; kill < randomKills; kill++) {
        const worker = startWorker();
        await worker.working;
        const timer = setTimeout(() => worker.process.kill('SIGKILL'), Math.random() * 250);
        const { code, signal } = await worker.ended;
        clearTimeout(timer);
        expect(signal === 'SIGKILL' || code === 0).toBe(true);
      }
      await finish();
      await expectWholeness();
    });

    if (postgres) {
      it('while a second worker goes on beside it', { timeout: 300_000 }, async () => {
        const survivor = startWorker();
        for (const dieAt of ['after-blob archive', 'key-used', 'after-commit store']) {
          await Promise.race([startWorker({ dieAt }).ended, survivor.ended]);
        }
        expect(await survivor.ended).toEqual({ code: 0, signal: null, said: 'working\nsettled\n' });
        await finish();
        await expectWholeness();
      });
    }

    if (postgres && !redis) {
      it('nor when PostgreSQL is killed under it and comes back', { timeout: 300_000 }, async () => {
        const worker = startWorker();
        await worker.working;
        for (let kill = 0; kill < 3; kill++) await services[0]!.restart();
        expect(await worker.ended).toEqual({ code: 0, signal: null, said: 'working\nsettled\n' });
        await expectWholeness();
      });
    }

    if (redis) {
      it('nor when Redis is killed and comes back empty: SQL knows what is to be done', {
        timeout: 300_000,
      }, async () => {
        const broker = services.at(-1)!;
        await startWorker({ dieAt: 'after-commit sign' }).ended;
        await broker.stop();
        services.pop();
        const empty = await startRedis();
        services.push(empty);
        order = { ...order, redisUrl: empty.url };
        const worker = startWorker();
        await worker.working;
        await empty.restart();
        await worker.ended;
        await finish();
        await expectWholeness();
      });
    }
  });
}
