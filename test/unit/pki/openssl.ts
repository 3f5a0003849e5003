import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The command that nobody here wrote. In CI it must be there. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0 || process.env.CI === 'true';

/** Runs openssl in a folder of its own with these files; returns stdout and stderr together, never throws. */
export function openssl(
  args: readonly string[],
  files: Readonly<Record<string, Uint8Array | string>>,
): { ok: boolean; output: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'sohoa-openssl-'));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes);
    const run = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    return { ok: run.status === 0, output: `${run.stdout}${run.stderr}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Like `openssl`, for commands that write a file. */
export function opensslFile(
  args: readonly string[],
  files: Readonly<Record<string, Uint8Array | string>>,
  output: string,
): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), 'sohoa-openssl-'));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes);
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    return new Uint8Array(execFileSync('cat', [path.join(folder, output)], { maxBuffer: 64 * 1024 * 1024 }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
