import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rounds } from '../../../samples/lib/papers/common.ts';
import { writeJson } from '../../../samples/lib/truth.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** SHA-256 over everything that decides how a page looks: the drawing library, the plans of the corpora, the versions of packages. */
async function generatorDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [
    'samples/lib',
    'samples/lib/papers',
    ...rounds.map((round) => `samples/lib/papers/${round}`),
    'test/bench/corpus',
  ]) {
    const files = (await readdir(join(root, folder))).filter((file) => file.endsWith('.ts')).sort();
    for (const file of files) hash.update(`${folder}/${file}\n`).update(await readFile(join(root, folder, file)));
  }
  return hash.update(await readFile(join(root, 'package-lock.json'))).digest('hex');
}

/**
 * Makes the folder ready: what an earlier run drew with the same seed and the same generator stays and is not drawn again,
 * anything else is taken away (drawing the whole extraction corpus takes minutes).
 */
export async function openCorpusFolder(folder: string, seed: string): Promise<void> {
  const mark = join(folder, 'generator.json');
  const now = { seed, digest: await generatorDigest() };
  const before: unknown = existsSync(mark) ? JSON.parse(await readFile(mark, 'utf8')) : null;
  if (JSON.stringify(before) !== JSON.stringify(now)) await rm(join(folder, 'truth'), { recursive: true, force: true });
  await mkdir(join(folder, 'truth'), { recursive: true });
  await writeJson(mark, now);
}

/** The truth of a paper that is already drawn, files and all; null when it must be drawn. */
export async function drawnBefore<T>(truthPath: string, filesOf: (truth: T) => readonly string[]): Promise<T | null> {
  if (!existsSync(truthPath)) return null;
  const truth = JSON.parse(await readFile(truthPath, 'utf8')) as T;
  return filesOf(truth).every((file) => existsSync(join(truthPath, '..', '..', file))) ? truth : null;
}
