import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];
// registered when a test file imports this, so it runs after everything that file does
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder that is removed when the tests of the file are over, however they end. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `sohoa-${name}-`));
  made.push(folder);
  return folder;
}
