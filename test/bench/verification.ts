/**
 * Verification beside pdfsig in the same run: `node test/bench/verification.ts`. Offline, one warm process here, one process
 * a file there (as a shell would call it). Prints medians in ms, their ratio, and the file with 25 signatures. CPU time is
 * compared, since wall time on a shared machine says little.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTestPki } from '../../certs-test/pki.ts';
import { documentTimestamp, longTermData, plainPdf, sign } from '../support/signed-pdf.ts';
import { verificationBench } from '../support/verification-bench.ts';

const rounds = 15;
const pki = await loadTestPki();
const { signing, verify } = verificationBench(pki);

async function sample(kind: 'table' | 'stream', pages: number, signers: readonly string[], lta: boolean) {
  let pdf = plainPdf({ kind, pages });
  for (const signer of signers) pdf = await sign(signing, pdf, { signer, tsa: 'cong_vu' });
  if (!lta) return pdf;
  const ids = [...new Set(signers)].map((id) => [id, 'signing'] as const);
  return documentTimestamp(signing, await longTermData(signing, pdf, [...ids, ['cv-tsa', 'timestamping']]), 'cong_vu');
}

const mixed: readonly (readonly [string, Uint8Array])[] = [
  ['one signature, B-T', await sample('table', 1, ['citizen'], false)],
  ['one signature, B-T, 40 pages, xref streams', await sample('stream', 40, ['citizen'], false)],
  ['operator and copy, B-T', await sample('table', 3, ['operator', 'agency'], false)],
  ['leader and agency, B-LTA', await sample('table', 2, ['leader', 'agency'], true)],
  ['three signers, B-LTA, xref streams', await sample('stream', 5, ['operator', 'leader', 'agency'], true)],
];
const many = await sample(
  'table',
  2,
  Array.from({ length: 25 }, () => 'agency'),
  true,
);

const folder = mkdtempSync(join(tmpdir(), 'bench-verification-'));
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function own(bytes: Uint8Array): Promise<{ cpu: number; wall: number }> {
  const cpu: number[] = [];
  const wall: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    const used = process.cpuUsage();
    await verify(bytes, {}, 'offline');
    const { user, system } = process.cpuUsage(used);
    cpu.push((user + system) / 1_000);
    wall.push(performance.now() - began);
  }
  return { cpu: median(cpu), wall: median(wall) };
}

/** CPU of the child through the shell's `times`, which counts its children. */
function pdfsig(bytes: Uint8Array): { cpu: number; wall: number } | null {
  const path = join(folder, 'sample.pdf');
  writeFileSync(path, bytes);
  if (spawnSync('pdfsig', ['-v']).error) return null;
  const began = performance.now();
  const loop = `for i in $(seq ${rounds}); do pdfsig -nocert "$1" >/dev/null 2>&1; done; times`;
  const said = execFileSync('bash', ['-c', loop, 'bash', path], { encoding: 'utf8' });
  const children = said.trim().split('\n').at(-1) ?? '';
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => Number(m) * 60 + Number(s));
  const cpu = seconds.reduce((sum, one) => sum + one, 0);
  return { cpu: (cpu * 1_000) / rounds, wall: (performance.now() - began) / rounds };
}

const ms = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(1).padStart(7));
for (const [, bytes] of mixed) for (let warm = 0; warm < 10; warm++) await verify(bytes, {}, 'offline');
console.log('cpu ms  | wall ms | pdfsig cpu | pdfsig wall | file');
const ours: number[] = [];
const theirs: number[] = [];
for (const [what, bytes] of mixed) {
  const mine = await own(bytes);
  const peer = pdfsig(bytes);
  ours.push(mine.cpu);
  if (peer) theirs.push(peer.cpu);
  console.log(`${ms(mine.cpu)} | ${ms(mine.wall)} |    ${ms(peer?.cpu)} |     ${ms(peer?.wall)} | ${what}`);
}
const ratio = median(ours) / median(theirs);
console.log(`median cpu: ${ms(median(ours))} ms; pdfsig ${ms(median(theirs))} ms; ratio ${ratio.toFixed(2)}`);
const large = await own(many);
console.log(`25 signatures and B-LTA in one file: ${ms(large.cpu)} ms cpu, ${ms(large.wall)} ms wall`);
rmSync(folder, { recursive: true });
