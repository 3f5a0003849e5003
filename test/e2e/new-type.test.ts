import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRasteriser } from '../../samples/lib/raster.ts';
import { type DemoPki, startDemoPki } from '../../src/cli/demo/pki.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { drawHealthCertificate, type HealthCertificate } from '../support/health-certificate.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runCli } from './run-cli.ts';

const typeFile = new URL('../support/health-certificate.json', import.meta.url);

/** What an office does for a paper that nobody described: one file in its own folder, and the commands as they are. */
describe('a document type of the office’s own', () => {
  const folder = temporaryFolder('new-type');
  const types = join(folder, 'types');
  const papers: { readonly file: string; readonly truth: HealthCertificate['truth'] }[] = [];
  let pki: DemoPki;
  let environment: Record<string, string>;

  beforeAll(async () => {
    mkdirSync(types);
    copyFileSync(typeFile, join(types, 'health-certificate.json'));
    const rasteriser = await openRasteriser();
    for (const seed of ['1', '2']) {
      const { scan, truth } = await drawHealthCertificate(seed, rasteriser);
      const file = join(folder, `kham-suc-khoe-${seed}.jpg`);
      writeFileSync(file, scan);
      papers.push({ file, truth });
    }
    pki = await startDemoPki(systemClock, folder);
    environment = {
      SOHOA_DATA_DIR: join(folder, 'data'),
      SOHOA_TYPES_DIR: types,
      SOHOA_TRUST_DIR: String(pki.settings.trustDir),
      SOHOA_ALLOW_HOSTS: pki.allowHosts.join(','),
      SOHOA_TSA_URLS: String(pki.settings.tsaUrls),
      SOHOA_KEYS: JSON.stringify(pki.settings.keys),
      SOHOA_REVIEW_GATE: 'all',
    };
  }, 120_000);
  afterAll(() => pki?.close());

  it('is checked, listed beside the shipped ones, and shown as a file to copy', async () => {
    const check = await runCli(['types', 'check'], environment);
    expect(check).toMatchObject({ exitCode: 0, stdout: '✓ health-certificate.json: Giấy khám sức khỏe\n' });
    const list = await runCli(['types', 'list', '--json'], environment);
    expect(list.objects()).toContainEqual(expect.objectContaining({ id: 'health_certificate', origin: 'own' }));
    const shown = await runCli(['types', 'show', 'health_certificate', '--json'], environment);
    expect(JSON.parse(shown.stdout)).toEqual(JSON.parse(readFileSync(typeFile, 'utf8')));
  });

  it('is recognised and its fields are extracted: what is accepted is what the paper says', async () => {
    const run = await runCli(['extract', ...papers.map(({ file }) => file), '--json'], environment);
    const results = run.objects() as unknown as {
      document_type: string;
      fields: Record<string, { value: string | null; status: string }>;
    }[];
    expect(results.map((result) => result.document_type)).toEqual(['health_certificate', 'health_certificate']);
    for (const [index, { truth }] of papers.entries()) {
      const accepted = Object.entries(results[index]?.fields ?? {}).filter(([, { status }]) => status === 'accepted');
      expect(accepted.length).toBeGreaterThanOrEqual(7);
      for (const [name, { value }] of accepted) expect(value, name).toBe(truth[name]);
    }
  }, 120_000);

  it('is reviewed by an officer, stored, and reported by type and field under its version', async () => {
    const place = ['--agency', 'H62.12', '--dossier', 'H62.12-261122-0031', '--procedure', '1.001612'];
    const files = papers.map(({ file }) => file);
    const run = await runCli(['process', ...files, ...place, '--owner', '001090000001'], environment);
    expect(run.exitCode, run.stdout + run.stderr).toBe(5);

    const tasks = (await runCli(['review', 'list', '--json'], environment)).objects() as unknown as { id: string }[];
    expect(tasks).toHaveLength(2);
    for (const { id } of tasks) {
      const shown = await runCli(['review', 'show', id], environment);
      expect(shown.stdout).toContain('Giấy khám sức khỏe');
      expect(shown.stdout).toContain('Người kết luận');
      const decided = await runCli(['review', 'decide', id, '--officer', 'cb-07', '--confirm-all'], environment);
      expect(decided.exitCode, decided.stderr).toBe(0);
    }
    const quality = await runCli(['report', 'quality', '--json'], environment);
    const [report] = quality.objects() as unknown as {
      papersByType: { documentType: string; papers: number }[];
      fields: { documentType: string; field: string; confirmed: number }[];
    }[];
    expect(report?.papersByType).toEqual([expect.objectContaining({ documentType: 'health_certificate', papers: 2 })]);
    expect(report?.fields).toContainEqual(
      expect.objectContaining({ documentType: 'health_certificate', field: 'doctor', confirmed: 2 }),
    );
    const offers = await runCli(
      ['lookup', '--owner', '001090000001', '--type', 'health_certificate', '--json'],
      environment,
    );
    expect(offers.objects()).toHaveLength(2);
  }, 300_000);

  it('with a fault stops every command that needs it with one sentence: file, place, remedy', async () => {
    const faulty = join(folder, 'faulty');
    mkdirSync(faulty);
    const whole = readFileSync(typeFile, 'utf8');
    writeFileSync(join(faulty, 'giay-kham.json'), whole.replace('"kind": "gender"', '"kind": "sex"'));
    for (const command of [
      ['extract', papers[0]?.file ?? ''],
      ['review', 'list'],
      ['types', 'list'],
    ]) {
      const run = await runCli(command, { ...environment, SOHOA_TYPES_DIR: faulty });
      expect(run.exitCode).toBe(6);
      expect(run.stderr).toMatch(
        /^Lỗi CONFIG_INVALID: .*giay-kham\.json: fields\[4\] \(gender\)\.kind: "sex" không có/,
      );
      expect(run.stderr.trim().split('\n')).toHaveLength(1);
    }
    const check = await runCli(['types', 'check', '--lang', 'en'], { ...environment, SOHOA_TYPES_DIR: faulty });
    expect(check.exitCode).toBe(6);
    expect(check.stdout).toMatch(/✗ giay-kham\.json\n {4}✗ fields\[4\] \(gender\)\.kind: "sex" is unknown/);
  });
});
