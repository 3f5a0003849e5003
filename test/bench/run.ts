import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * `npm run bench [NAME…]`: all measurements one after the other, each against its peer in the same run. The long ones
 * (recognition, extraction) draw their pages first; name the others to leave them out.
 */
const benches = [
  'reading',
  'signing',
  'verification',
  'verification-memory',
  'flow',
  'page-findings',
  'recognition',
  'recognition-start',
  'preparation',
  'extraction',
  'extraction-split',
  'secrecy',
] as const;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !benches.some((bench) => bench === name));
if (unknown.length > 0) {
  process.stderr.write(`no bench named ${unknown.join(', ')}; there are ${benches.join(', ')}\n`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : benches) {
  process.stdout.write(`\n== ${name}\n`);
  const script = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
