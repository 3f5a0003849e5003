import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeDurably } from '../../../src/adapters/blobs/durable-file.ts';
import { fileBlobs } from '../../../src/adapters/blobs/file-blobs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** FIPS 180-4, example "abc". */
const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const bytes = new TextEncoder().encode('abc');
let folder: string;

beforeEach(async () => {
  folder = temporaryFolder('blobs');
});

describe('the blob store', () => {
  it('names bytes by their sha256 and gives them back', async () => {
    const blobs = fileBlobs(folder);
    expect(await blobs.put(bytes)).toBe(abc);
    expect(Buffer.from(await blobs.get(abc)).toString()).toBe('abc');
    expect(await blobs.has(abc)).toBe(true);
    expect(await blobs.has('0'.repeat(64))).toBe(false);
  });

  it('keeps the same bytes once, also when they come many times at once', async () => {
    const blobs = fileBlobs(folder);
    await Promise.all(Array.from({ length: 20 }, () => blobs.put(bytes)));
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(files.filter((file) => file.isFile()).map(({ name }) => name)).toEqual([abc.slice(2)]);
  });

  it('keeps empty bytes and parts of a larger buffer as what they are', async () => {
    const blobs = fileBlobs(folder);
    const part = new Uint8Array([9, ...bytes, 9]).subarray(1, 4);
    expect(await blobs.put(part)).toBe(abc);
    expect((await blobs.get(await blobs.put(new Uint8Array()))).length).toBe(0);
  });

  it('does not give out what is not there, or a path outside of itself', async () => {
    const blobs = fileBlobs(folder);
    await expect(blobs.get('0'.repeat(64))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(blobs.get('../../etc/passwd')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('notices damaged bytes, and takes the right ones again', async () => {
    const blobs = fileBlobs(folder);
    await blobs.put(bytes);
    await chmod(blobs.path(abc), 0o600);
    await writeFile(blobs.path(abc), 'abd');
    await expect(blobs.get(abc)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    await blobs.put(bytes);
    expect(Buffer.from(await blobs.get(abc)).toString()).toBe('abc');
  });

  it('clears away what a killed process left half-written, and nothing of a living one', async () => {
    const via = join(folder, 'tmp');
    await mkdir(via);
    const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
    const ofDead = `x.${hostname()}.${dead}.1.tmp`;
    const ofLiving = `x.${hostname()}.${process.pid}.9.tmp`;
    const ofElsewhere = `x.another-machine.${dead}.1.tmp`;
    for (const name of [ofDead, ofLiving, ofElsewhere]) await writeFile(join(via, name), 'half');
    await fileBlobs(folder).put(bytes);
    expect((await readdir(via)).toSorted()).toEqual([ofElsewhere, ofLiving].toSorted());
  });

  it('lets nobody else on the machine read', async () => {
    const blobs = fileBlobs(folder);
    await blobs.put(bytes);
    expect((await stat(blobs.path(abc))).mode & 0o077).toBe(0);
  });
});

describe('a durable file', () => {
  it('written exclusively stays as the first writer made it, and leaves nothing else behind', async () => {
    const file = join(folder, 'a.json');
    const made = await Promise.all(
      ['1', '2', '3'].map((text) => writeDurably(file, new TextEncoder().encode(text), { exclusive: true })),
    );
    expect(made.filter((first) => first)).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['a.json']);
  });
});
