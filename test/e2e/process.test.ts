import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanPaper } from '../../samples/lib/capture.ts';
import { toJpeg } from '../../samples/lib/encode.ts';
import { drawBirthCertificate } from '../../samples/lib/papers/birth-certificate.ts';
import { inventPerson } from '../../samples/lib/people.ts';
import { chance } from '../../samples/lib/random.ts';
import { openRasteriser } from '../../samples/lib/raster.ts';
import { cleanScan } from '../../samples/lib/scan.ts';
import { type DemoPki, startDemoPki } from '../../src/cli/demo/pki.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runCli } from './run-cli.ts';

/**
 * A clean scan of a paper that contradicts itself: the number of a man born in 1990 for a child of 2026 (rules.md J.1). However
 * surely its words are read, the personal number and the date of birth cannot both be right.
 */
async function contradictoryBirthCertificate(): Promise<Uint8Array> {
  const random = chance('e2e/contradictory birth certificate');
  const given = {
    mother: inventPerson(random, { male: false, bornFrom: 1990, bornTo: 1996 }),
    registered: { year: 2026, month: 3, day: 18 },
    personalId: '001090000001',
  };
  const paper = await drawBirthCertificate(random, { family: 'serif', template: 0, inked: true }, given);
  const [page] = await scanPaper(paper, await openRasteriser(), 300, () => cleanScan, random.branch('scan'));
  return toJpeg(page!.pixels, { quality: 80, dpi: 300 });
}

/** The commands that sign, against the test PKI served by this process. */
describe('commands that sign', () => {
  const folder = temporaryFolder('process');
  let pki: DemoPki;
  let environment: Record<string, string>;

  beforeAll(async () => {
    pki = await startDemoPki(systemClock, folder);
    const { trustDir, tsaUrls, keys } = pki.settings;
    environment = {
      SOHOA_DATA_DIR: join(folder, 'data'),
      SOHOA_TRUST_DIR: String(trustDir),
      SOHOA_ALLOW_HOSTS: pki.allowHosts.join(','),
      SOHOA_TSA_URLS: String(tsaUrls),
      SOHOA_AGENCY_NAME: 'Ủy ban nhân dân xã Mẫu',
      SOHOA_REVIEW_GATE: 'none',
      SOHOA_KEYS: JSON.stringify(keys),
    };
  });
  afterAll(() => pki?.close());

  it('process makes one scan a certified copy at B-LTA and verify agrees', async () => {
    const out = join(folder, 'out');
    const file = 'samples/dossier-1/giay-khai-sinh.jpg';
    const place = ['--agency', 'H62.12', '--dossier', 'H62.12-261122-0007', '--procedure', '1.001612'];
    const run = await runCli(
      ['process', file, ...place, '--as', 'certified-copy', '--owner', '001090000001', '-o', out, '--json'],
      environment,
    );
    const [result] = run.objects() as unknown as {
      file: string;
      output: string;
      state: string;
      verdict: string;
      document_type: string;
      signatures: { field: string; level: string | null }[];
    }[];
    expect(result).toMatchObject({ file, state: 'done', verdict: 'HOP_LE', document_type: 'birth_certificate' });
    expect(result?.signatures.filter(({ level }) => level === 'B-LTA').map(({ field }) => field)).toEqual([
      'OPERATOR_SCAN_1',
      'COPY_SAO_Y_1',
    ]);
    expect(run.exitCode).toBe(0);

    const verified = await runCli(['verify', result?.output ?? '', '--json'], environment);
    expect(verified.exitCode).toBe(0);
    const offline = await runCli(['verify', result?.output ?? '', '--offline', '--json'], environment);
    const [report] = offline.objects() as unknown as { signatures: { kind: string; indication: string }[] }[];
    // long-term data stand in for the network; only the newest timestamp's own status is not in the file yet
    for (const signature of report?.signatures ?? [])
      if (signature.kind === 'signature') expect(signature.indication).toBe('TOTAL_PASSED');
  }, 300_000);

  it('a doubtful paper waits for an officer, who sees pictures and decides by commands; then it goes on', async () => {
    const file = join(folder, 'khai-sinh-mau-thuan.jpg');
    writeFileSync(file, await contradictoryBirthCertificate());
    const data = join(folder, 'data-review');
    const careful = { ...environment, SOHOA_DATA_DIR: data, SOHOA_REVIEW_GATE: 'all' };
    const place = ['--agency', 'H62.12', '--dossier', 'H62.12-261122-0011', '--procedure', '1.001612'];
    const run = await runCli(['process', file, ...place, '--owner', '001090000001'], careful);
    expect(run.exitCode).toBe(5);
    expect(run.stdout).toContain('chờ cán bộ xem');
    expect(run.stdout).toContain('sohoa review');

    const list = await runCli(['review', 'list', '--json'], careful);
    const [task] = list.objects() as unknown as { id: string; open: number }[];
    expect(task?.open).toBeGreaterThan(0);
    const pictures = join(folder, 'pictures');
    const shown = await runCli(['review', 'show', task?.id.slice(0, 8) ?? '', '-o', pictures], careful);
    expect(shown.stdout).toMatch(/đọc được .* %, trang 1/);
    const png = readdirSync(pictures).filter((name) => name.endsWith('.png'));
    expect(png.length).toBeGreaterThan(1);
    for (const name of png) expect(readFileSync(join(pictures, name)).subarray(1, 4).toString('latin1')).toBe('PNG');

    const stale = await runCli(
      ['review', 'decide', task?.id ?? '', '--officer', 'cb-01', '--confirm-all', '--seen', '9'],
      careful,
    );
    expect(stale.exitCode).toBe(4);
    expect(stale.stderr).toContain('REVIEW_CHANGED');
    const decided = await runCli(['review', 'decide', task?.id ?? '', '--officer', 'cb-01', '--confirm-all'], careful);
    expect(decided.exitCode).toBe(0);
    const quality = await runCli(['report', 'quality', '--json'], careful);
    const [report] = quality.objects() as unknown as { total: { confirmed: number; corrected: number } }[];
    expect(report?.total).toMatchObject({ confirmed: task?.open, corrected: 0 });
    const offers = await runCli(['lookup', '--owner', '001090000001', '--json'], careful);
    expect(offers.objects()).toMatchObject([{ usable: true, documentType: 'birth_certificate' }]);
  }, 300_000);

  it('process says what a paper waits for when the agency has no key, and exits with 5', async () => {
    const run = await runCli(
      [
        'process',
        'samples/dossier-1/can-cuoc-cong-dan.tif',
        ...['--agency', 'H62.12', '--dossier', 'H62.12-261122-0008', '--procedure', '1.001612'],
      ],
      { ...environment, SOHOA_DATA_DIR: join(folder, 'data-no-key'), SOHOA_KEYS: '[]' },
    );
    expect(run.exitCode).toBe(5);
    expect(run.stdout).toContain('chờ ký');
    expect(run.stdout).toContain('OPERATOR_SCAN');
  }, 300_000);

  it('sign makes what was asked or refuses with the reason', async () => {
    const scan = join(folder, 'scan.pdf');
    await runCli(['digitize', 'samples/dossier-1/giay-khai-sinh.jpg', '-o', scan]);
    const signed = join(folder, 'signed.pdf');
    const made = await runCli(
      ['sign', scan, '--profile', 'OPERATOR_SCAN', '--level', 'B-B', '-o', signed, '--json'],
      environment,
    );
    expect(made.exitCode).toBe(0);
    expect(made.objects()[0]).toMatchObject({ profile: 'OPERATOR_SCAN', level: 'B-B' });

    const refused = await runCli(
      ['sign', 'samples/dossier-2/quyet-dinh-chua-ky.pdf', '--profile', 'COPY_SAO_Y'],
      environment,
    );
    expect(refused.exitCode).toBe(4);
    expect(refused.stderr).toContain('SIGN_REFUSED');
  }, 300_000);
});
