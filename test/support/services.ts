import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * Outside services for tests, each started on a free port in its own temporary folder. Where a program is missing a
 * suite is skipped by name; with CI=true nothing may be skipped, so that it fails when it tries to start it.
 */
export interface Service {
  readonly url: string;
  /** Ends it at once without any shutdown work, as a power cut would; its clients are cut off. */
  kill(): Promise<void>;
  /** Starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export const inCi = process.env.CI === 'true';

/** True when a suite that needs this program is skipped on this machine. */
export const isMissing = (program: 'postgres' | 'redis-server'): boolean => !inCi && find(program) === null;

function find(program: string): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file)) ?? null;
}

function require(program: string): string {
  const file = find(program);
  if (file === null) throw new Error(`${program} is not installed`);
  return file;
}

export async function startRedis(): Promise<Service> {
  const program = require('redis-server');
  const folder = await mkdtemp(join(tmpdir(), 'sohoa-redis-'));
  const port = await freePort();
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
  return service(`redis://127.0.0.1:${port}`, folder, () => start(program, settings, /Ready to accept connections/));
}

/** PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`. */
export async function startPostgres(): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'sohoa-postgres-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const asUser = await lendTo(folder);
  const [initdb = '', ...initArguments] = [
    ...asUser,
    require('initdb'),
    '-D',
    data,
    '-U',
    'sohoa',
    '-A',
    'trust',
    '-N',
  ];
  const made = spawnSync(initdb, [...initArguments, '-E', 'UTF8', '--locale=C'], { encoding: 'utf8', cwd: folder });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const settings = ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', folder, '-c', 'fsync=off'];
  const [program = '', ...rest] = [...asUser, require('postgres'), ...settings];
  // SIGQUIT is its "immediate shutdown": no checkpoint, recovery at the next start. After SIGKILL its orphans would hold
  // the shared memory for a while and keep the next one from starting.
  const launch = () => start(program, rest, /ready to accept connections/, folder);
  return service(`postgres://sohoa@127.0.0.1:${port}/postgres`, folder, launch, 'SIGQUIT');
}

/** The command that runs another as an ordinary user, when we are root; the folder is handed over to that user. */
async function lendTo(folder: string): Promise<readonly string[]> {
  if (process.getuid?.() !== 0) return [];
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout.trim());
    if (!uid || !gid) continue;
    await chown(folder, Number(uid), Number(gid));
    await chmod(folder, 0o700);
    return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--'];
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no user to run it as');
}

async function service(
  url: string,
  folder: string,
  launch: () => Promise<ChildProcess>,
  death: NodeJS.Signals = 'SIGKILL',
): Promise<Service> {
  let child = await launch();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  return {
    url,
    kill: () => end(death),
    restart: async () => {
      await end(death);
      child = await launch();
    },
    stop: async () => {
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function start(program: string, settings: readonly string[], ready: RegExp, cwd?: string): Promise<ChildProcess> {
  const child = spawn(program, settings, { stdio: ['ignore', 'pipe', 'pipe'], ...(cwd ? { cwd } : {}) });
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      if (ready.test(said)) resolve(child);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${program} ended (${code}): ${said}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
