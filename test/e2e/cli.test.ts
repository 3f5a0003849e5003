import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runCli } from './run-cli.ts';

const manifest: {
  hostile: { file: string; expect: string }[];
  dossiers: { id: string; components: { id: string; files: string[]; expect?: { verdict: string } }[] }[];
} = JSON.parse(readFileSync(new URL('../../samples/manifest.json', import.meta.url), 'utf8'));
const sample = (file: string): string => `samples/${file}`;

it('help is Vietnamese by default and English when asked', async () => {
  const [vietnamese, english] = await Promise.all([runCli(['--help']), runCli(['--lang', 'en', 'verify', '--help'])]);
  expect(vietnamese.stdout).toContain('Cách dùng:');
  expect(vietnamese.stdout).toContain('kiểm tra chữ ký số');
  expect(english.stdout).toContain('Usage:');
  expect(english.stdout).not.toMatch(/[ạảầấậẩẫăằắặẳẵđ]/u);
});

it('a wrong command or option exits with 2 and one sentence', async () => {
  const run = await runCli(['verify', '--no-such-option', 'x.pdf']);
  expect(run.exitCode).toBe(2);
  expect(run.stderr).not.toContain('    at ');
});

it('every hostile input ends with its code and leaves nothing; the good file beside it goes on', async () => {
  const out = temporaryFolder('e2e');
  const good = sample('dossier-1/giay-khai-sinh.jpg');
  const files = [...manifest.hostile.map(({ file }) => sample(file)), good];
  const run = await runCli(['digitize', ...files, '-o', out, '--json']);
  const results = run.objects() as unknown as {
    file: string;
    output: string | null;
    error?: { code: string; vi: string };
  }[];
  expect(results.map(({ file }) => file)).toEqual(files);
  expect(results.slice(0, -1).map(({ error }) => error?.code)).toEqual(manifest.hostile.map((one) => one.expect));
  for (const { error } of results.slice(0, -1)) expect(error?.vi).toMatch(/hãy /i);
  expect(results.at(-1)?.error).toBeUndefined();
  expect(readdirSync(out)).toEqual(['giay-khai-sinh.pdf']);
  expect(run.exitCode).toBe(3);
  expect(run.stderr).not.toContain('    at ');
});

it('digitize --json tells of each page what the contract says', async () => {
  const out = temporaryFolder('e2e');
  const target = join(out, 'to-khai.pdf');
  const run = await runCli(['digitize', sample('dossier-1/to-khai.pdf'), '-o', target, '--json']);
  expect(run.exitCode).toBe(0);
  const [result] = run.objects() as unknown as {
    output: string;
    pages: { page: number; rotation_deg: number; text: string; mean_confidence: number }[];
    bytes_in: number;
  }[];
  expect(result?.output).toBe(target);
  expect(existsSync(target)).toBe(true);
  expect(result?.pages.map(({ page }) => page)).toEqual([1, 2]);
  // the sample's two pages were laid sideways on the glass, one each way
  expect(result?.pages.map(({ rotation_deg }) => rotation_deg).sort()).toEqual([270, 90]);
  for (const name of ['width_px', 'height_px', 'dpi', 'skew_deg', 'mean_confidence', 'text', 'ms'])
    expect(result?.pages[0]).toHaveProperty(name);
  expect(result?.pages[0]?.text).toContain('TỜ KHAI');
});

it('verify --json without a network: damage is found, what needs the network is CHƯA XÁC ĐỊNH, the exit code is the worst', async () => {
  const signed = manifest.dossiers.flatMap(({ components }) => components).filter((one) => one.expect !== undefined);
  const files = signed.flatMap(({ files: names }) => names.map(sample));
  const run = await runCli(['verify', ...files, '--offline', '--json'], {
    SOHOA_TRUST_DIR: 'certs-test/out/trust',
  });
  const results = run.objects() as unknown as { file: string; verdict: string; signatures: { checks: unknown[] }[] }[];
  expect(results.map(({ file }) => file)).toEqual(files);
  for (const [index, result] of results.entries()) {
    // revocation cannot be known offline: never HỢP LỆ
    expect(result.verdict).not.toBe('HOP_LE');
    if (signed[index]?.id === 'don-bi-sua-sau-ky' || signed[index]?.id === 'quyet-dinh-chu-ky-hong')
      expect(result.verdict).toBe('KHONG_HOP_LE');
    expect(result.signatures.length).toBe(1);
    expect(result.signatures[0]?.checks.length).toBeGreaterThan(10);
  }
  expect(run.exitCode).toBe(12);
});

it('verify says of a file without a signature that it has none, with its own exit code', async () => {
  const run = await runCli(['verify', sample('dossier-2/quyet-dinh-chua-ky.pdf'), '--offline', '--json']);
  const [result] = run.objects() as unknown as { verdict: string }[];
  expect(result?.verdict).toBe('KHONG_CO_CHU_KY');
  expect(run.exitCode).toBe(10);
});
