import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface CliRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The objects of `--json`. */
  objects(): Record<string, never>[];
}

/** Runs the command line as a user does, in the repository's folder, with nothing of this process's settings. */
export function runCli(
  arguments_: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  const { PATH, TMPDIR } = process.env;
  const child = spawn(process.execPath, ['src/cli/bin.js', ...arguments_], {
    cwd: root,
    env: { PATH, TMPDIR, HOME: '/nonexistent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  return new Promise((resolve) => {
    child.on('close', (exitCode) =>
      resolve({
        exitCode,
        stdout,
        stderr,
        objects: () =>
          stdout
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line)),
      }),
    );
  });
}
