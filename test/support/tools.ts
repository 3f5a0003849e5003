import { spawnSync } from 'node:child_process';

/** True when the command can be started; in CI a missing tool is a fault, so that nothing is skipped there unseen. */
export function hasTool(command: string): boolean {
  const found = spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
  if (!found && process.env.CI === 'true') throw new Error(`${command} is missing in CI`);
  return found;
}
