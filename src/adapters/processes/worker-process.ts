import { type ChildProcess, fork } from 'node:child_process';
import { flushCompileCache, getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { asSohoaError, type ErrorCode, SohoaError } from '../../domain/errors.ts';

/** What a worker process can do: a name, one argument that can be cloned, a result that can be cloned. */
export type Tasks = Readonly<Record<string, (argument: never, tell: (progress: unknown) => void) => Promise<unknown>>>;
type Argument<Task> = Task extends (argument: infer A, ...rest: never[]) => unknown ? A : never;
type Result<Task> = Task extends (...all: never[]) => Promise<infer R> ? R : never;

export interface CallOptions {
  /** The process is killed when a call takes longer, ms. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /**
   * A process that hears nothing for so long while the call runs (its one thread is held by a decoder that does not end)
   * is killed, ms: its calls are run again, and end with LIMIT_TIME when it happens twice. Absent: the time of the call.
   */
  readonly deafMs?: number;
  readonly onProgress?: (progress: unknown) => void;
}

export interface WorkerProcess<Known extends Tasks> {
  /** Starts the process before the first call, which would start it else. */
  warm(): void;
  /**
   * Runs one task in the process, several at a time. A call over its time kills the process and ends with LIMIT_TIME;
   * calls that were beside it are run again in a fresh one. A call during which the process dies by itself twice ends
   * with LIMIT_MEMORY, or with INTERNAL when it never came up (a module that cannot be loaded): that is no file's fault.
   */
  call<Name extends keyof Known & string>(
    name: Name,
    argument: Argument<Known[Name]>,
    options: CallOptions,
  ): Promise<Result<Known[Name]>>;
  close(): Promise<void>;
}

export interface WorkerProcessOptions {
  readonly entry: URL;
  /** JavaScript heap limit, MiB. */
  readonly heapMb: number;
  /** Calls after which the process is replaced when it is idle: heaps of image and text engines never shrink. */
  readonly callsPerProcess: number;
}

interface Pending {
  readonly name: string;
  readonly argument: unknown;
  readonly options: CallOptions;
  deaths: number;
  settle(outcome: { readonly value: unknown } | { readonly error: SohoaError }): void;
}

/**
 * glibc gives large buffers back to the system instead of keeping them in pieces: over 400 pages of 1,654 × 2,339 px
 * the process stayed at 263 to 341 MB where it had grown from 295 to 438, for about 2 % more time. Unknown elsewhere.
 */
const roomyMalloc = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: String(256 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(1024 * 1024),
};

/** How often a working process says that it hears, ms. */
const PULSE_MS = 2_000;

/** Compiled code is shared with the parent; the folder as the parent was given it (Node's own is one a version below). */
const compileCache = (): string | undefined => {
  const folder = getCompileCacheDir();
  return folder === undefined ? undefined : dirname(folder);
};

type Reply =
  | { readonly pulse: true }
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly code: ErrorCode; readonly details: Readonly<Record<string, string | number>> };

/** Starts with the first call; restarts when it was killed. The process inherits no environment but what Node needs. */
export function createWorkerProcess<Known extends Tasks>(options: WorkerProcessOptions): WorkerProcess<Known> {
  let child: ChildProcess | undefined;
  let served = 0;
  /** Whether the process has come up: it says so before its first answer. */
  let up = false;
  let nextId = 1;
  let lastHeard = 0;
  let watch: NodeJS.Timeout | undefined;
  let closed = false;
  const running = new Map<number, Pending>();

  const start = (): ChildProcess => {
    const { PATH, LANG, TMPDIR, SystemRoot } = process.env;
    const started = fork(options.entry, {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${options.heapMb}`],
      env: { PATH, LANG, TMPDIR, SystemRoot, NODE_COMPILE_CACHE: compileCache(), ...roomyMalloc },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    started.on('message', (reply: Reply) => onReply(reply));
    started.once('exit', (code) =>
      onExit(
        started,
        up ? undefined : new SohoaError('INTERNAL', { reason: `worker did not start, exit code ${code}` }),
      ),
    );
    started.on('error', () => undefined); // 'exit' follows
    started.unref();
    started.channel?.unref();
    served = 0;
    up = false;
    return started;
  };

  /** Looks after a working process; ends with the last call. */
  const watchOver = (): void => {
    if (running.size === 0) lastHeard = performance.now();
    if (watch !== undefined) return;
    watch = setInterval(() => {
      const deafMs = Math.min(
        ...[...running.values()].map(({ options }) => options.deafMs ?? Number.POSITIVE_INFINITY),
      );
      if (running.size === 0) {
        clearInterval(watch);
        watch = undefined;
      } else if (performance.now() - lastHeard > deafMs && child !== undefined) {
        lastHeard = performance.now();
        const victim = child;
        victim.kill('SIGKILL');
        onExit(victim, new SohoaError('LIMIT_TIME', { limit_ms: deafMs }));
      }
    }, PULSE_MS);
    watch.unref();
  };

  const send = (pending: Pending): void => {
    child ??= start();
    watchOver();
    const id = nextId++;
    running.set(id, pending);
    child.channel?.ref();
    child.send({ id, name: pending.name, argument: pending.argument });
  };

  const onReply = (reply: Reply): void => {
    lastHeard = performance.now();
    up = true;
    if ('pulse' in reply) return;
    const pending = running.get(reply.id);
    if (pending === undefined) return;
    if ('progress' in reply) {
      pending.options.onProgress?.(reply.progress);
      return;
    }
    running.delete(reply.id);
    served++;
    if (running.size === 0) {
      child?.channel?.unref();
      if (served >= options.callsPerProcess) kill();
    }
    pending.settle('value' in reply ? { value: reply.value } : { error: new SohoaError(reply.code, reply.details) });
  };

  const onExit = (which: ChildProcess, reason?: SohoaError): void => {
    if (which !== child) return;
    child = undefined;
    const orphans = [...running.values()];
    running.clear();
    for (const pending of orphans) {
      pending.deaths++;
      if (closed) pending.settle({ error: new SohoaError('INTERNAL', { reason: 'worker closed' }) });
      else if (pending.deaths > 1)
        pending.settle({ error: reason ?? new SohoaError('LIMIT_MEMORY', { limit_mb: options.heapMb }) });
      else send(pending);
    }
  };

  /** Ends the process; calls that still run are innocent and run again. */
  const kill = (): void => {
    const victim = child;
    child = undefined;
    victim?.kill('SIGKILL');
    const innocents = [...running.values()];
    running.clear();
    for (const pending of innocents) send(pending);
  };

  return {
    warm: () => {
      child ??= start();
    },
    call: (name, argument, callOptions) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new SohoaError('INTERNAL', { reason: 'worker closed' }));
        const giveUp = (error: SohoaError): void => {
          for (const [id, known] of running) if (known === pending) running.delete(id);
          pending.settle({ error });
          kill();
        };
        const timer = setTimeout(
          () => giveUp(new SohoaError('LIMIT_TIME', { limit_ms: callOptions.timeoutMs })),
          callOptions.timeoutMs,
        );
        const onAbort = (): void => giveUp(asSohoaError(new Error('aborted')));
        const pending: Pending = {
          name,
          argument,
          options: callOptions,
          deaths: 0,
          settle: (outcome) => {
            clearTimeout(timer);
            callOptions.signal?.removeEventListener('abort', onAbort);
            if ('value' in outcome) resolve(outcome.value as never);
            else reject(outcome.error);
          },
        };
        callOptions.signal?.addEventListener('abort', onAbort, { once: true });
        send(pending);
      }),
    close: async () => {
      closed = true;
      clearInterval(watch);
      const victim = child;
      if (victim === undefined) return;
      const gone = new Promise<void>((resolve) => victim.once('exit', () => resolve()));
      victim.ref();
      victim.kill('SIGKILL');
      await gone;
    },
  };
}

/** The other side: answers calls of the parent with these tasks, and ends when the parent goes. */
export function serveTasks(tasks: Tasks): void {
  // a worker is killed, not ended: what it compiled at its start is kept now
  flushCompileCache();
  process.on('disconnect', () => process.exit(0));
  const pulse = (): void => void process.send?.({ pulse: true } satisfies Reply);
  pulse();
  let working = 0;
  setInterval(() => {
    if (working > 0) pulse();
  }, PULSE_MS).unref();
  process.on('message', async ({ id, name, argument }: { id: number; name: string; argument: unknown }) => {
    const reply = (message: Reply): void => void process.send?.(message);
    working++;
    try {
      const task = tasks[name];
      if (task === undefined) throw new SohoaError('INTERNAL', { reason: `no task ${name}` });
      reply({ id, value: await task(argument as never, (progress) => reply({ id, progress })) });
    } catch (thrown) {
      const { code, details } = asSohoaError(thrown);
      reply({ id, code, details });
    } finally {
      working--;
    }
  });
}
