import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '../../../src/adapters/database/folder-lock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const module = resolve(import.meta.dirname, '../../../src/adapters/database/folder-lock.ts');
let folder: string;
let file: string;

beforeEach(async () => {
  folder = temporaryFolder('lock');
  file = join(folder, 'lock.json');
});

/** A process that takes the lock, says so, and stays. */
async function holder() {
  const script = `import { lockFolder } from ${JSON.stringify(module)};
    try { lockFolder(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1000); }
    catch (error) { console.log(error.code); }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const kill = async (): Promise<void> => {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  return { said: said.toString().trim(), pid: child.pid, kill };
}

describe('the lock of a data folder', () => {
  it('shuts other processes out and names who has it', async () => {
    const other = await holder();
    expect(() => lockFolder(folder)).toThrow(
      expect.objectContaining({ code: 'STORE_BUSY', details: { folder, pid: other.pid } }),
    );
    await other.kill();
  });

  it('of a process that was killed is taken over', async () => {
    const other = await holder();
    await other.kill();
    expect(existsSync(file)).toBe(true);
    const lock = lockFolder(folder);
    expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid);
    lock.release();
    expect(existsSync(file)).toBe(false);
  });

  it('left behind by a killed process is taken over by one of many that start at once', async () => {
    await (await holder()).kill();
    const starters = await Promise.all(Array.from({ length: 6 }, holder));
    expect(starters.filter(({ said }) => said === 'locked')).toHaveLength(1);
    await Promise.all(starters.map((starter) => (starter.said === 'locked' ? starter.kill() : undefined)));
  });

  it('does not take a process that re-uses the pid for the holder', () => {
    const lock = lockFolder(folder);
    const stolen = { ...JSON.parse(readFileSync(file, 'utf8')), started: '1' };
    lock.release();
    writeFileSync(file, JSON.stringify(stolen));
    lockFolder(folder).release();
  });

  it('of another machine holds while it shows signs of life, and falls after silence', () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: 'another-machine', started: null }));
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: 'STORE_BUSY' }));
    const before = new Date(Date.now() - 60_000);
    utimesSync(file, before, before);
    lockFolder(folder).release();
  });

  it('is not given up by who lost it', () => {
    const lock = lockFolder(folder);
    writeFileSync(file, JSON.stringify({ pid: 1, host: 'another-machine', started: null }));
    lock.release();
    expect(existsSync(file)).toBe(true);
  });
});
