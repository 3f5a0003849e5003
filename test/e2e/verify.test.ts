import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki } from '../../certs-test/pki.ts';
import { startTestPkiServers, type TestPkiServers } from '../../certs-test/servers.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { openPdf } from '../../src/pdf/reader/pdf-file.ts';
import { plainPdf, sign } from '../support/signed-pdf.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { hasTool } from '../support/tools.ts';
import { verificationBench } from '../support/verification-bench.ts';
import { runCli } from './run-cli.ts';

interface Told {
  readonly verdict: string;
  readonly error?: { readonly code: string; readonly vi: string };
  readonly evidence?: { readonly verdict_then: string; readonly agrees: boolean; readonly stamped: boolean };
  readonly kept_evidence?: string;
  readonly printed_report?: { readonly path: string; readonly level: string | null };
  readonly signatures: readonly { readonly field: string; readonly level: string; readonly indication: string }[];
}

/** `sohoa verify` with everything around a verdict, against the test PKI served by this process. */
describe('verify: report and evidence', () => {
  const folder = temporaryFolder('verify');
  const signed = join(folder, 'quyết định.pdf');
  const other = join(folder, 'other.pdf');
  let servers: TestPkiServers;
  let environment: Record<string, string>;
  let keyed: Record<string, string>;
  const told = (run: Awaited<ReturnType<typeof runCli>>): Told => run.objects()[0] as unknown as Told;

  beforeAll(async () => {
    const pki = await loadTestPki();
    servers = await startTestPkiServers(pki, { clock: systemClock });
    const { signing } = verificationBench(pki, systemClock.now());
    const bytes = await sign(signing, plainPdf(), { signer: 'leader', tsa: 'cong_vu' });
    writeFileSync(signed, bytes);
    writeFileSync(other, await sign(signing, plainPdf({ pages: 2 }), { signer: 'agency', tsa: 'cong_vu' }));
    const passwordFile = join(folder, 'password.txt');
    writeFileSync(passwordFile, pki.password);
    environment = {
      SOHOA_TRUST_DIR: pki.trustFolder,
      SOHOA_ALLOW_HOSTS: servers.allowList.join(','),
      SOHOA_TSA_URLS: servers.tsaUrls.cong_vu,
      SOHOA_AGENCY_NAME: 'Ủy ban nhân dân xã Mẫu',
    };
    const key = {
      id: 'clerk',
      slots: ['VERIFICATION_REPORT'],
      kind: 'pkcs12',
      file: pki.pkcs12Path('agency'),
      passwordFile,
    };
    keyed = { ...environment, SOHOA_KEYS: JSON.stringify([key]) };
  });
  afterAll(async () => {
    await servers.close();
    rmSync(folder, { recursive: true });
  });

  it('writes a one-page report that is itself signed, and whose own signature verifies', async () => {
    const report = join(folder, 'report.pdf');
    const run = await runCli(['verify', signed, '--report', report, '--json'], keyed);
    expect(run.stderr).not.toContain('[');
    expect(run.exitCode).toBe(0);
    expect(told(run).printed_report).toEqual({ path: report, level: 'B-LTA' });
    expect(openPdf(readFileSync(report)).latest.pages()).toHaveLength(1);
    const check = await runCli(['verify', report, '--json'], environment);
    expect(told(check)).toMatchObject({
      verdict: 'HOP_LE',
      signatures: [{ field: 'VERIFICATION_REPORT_1', level: 'B-LTA' }, {}],
    });
    if (hasTool('pdftotext')) {
      const text = execFileSync('pdftotext', ['-layout', report, '-'], { encoding: 'utf8' }).normalize('NFC');
      expect(text).toContain('Kết luận: HỢP LỆ');
      expect(text).not.toContain('CHƯA ĐƯỢC KÝ SỐ');
    }
    if (hasTool('pdfsig'))
      expect(execFileSync('pdfsig', ['-nocert', report], { encoding: 'utf8' })).toContain('Signature is Valid');
    if (hasTool('qpdf')) execFileSync('qpdf', ['--check', report]);
  }, 150_000);

  it('makes no unsigned report unless it is asked for, and then the page says so', async () => {
    const report = join(folder, 'unsigned.pdf');
    const refused = await runCli(['verify', signed, '--report', report], environment);
    expect(refused.exitCode).toBe(4);
    expect(refused.stderr).toContain('REPORT_NOT_SIGNED');
    const run = await runCli(
      ['--lang', 'en', 'verify', signed, '--report', report, '--unsigned-report', '--json'],
      environment,
    );
    expect(told(run).printed_report).toEqual({ path: report, level: null });
    expect(run.exitCode).toBe(0);
    if (hasTool('pdftotext')) {
      const text = execFileSync('pdftotext', ['-layout', report, '-'], { encoding: 'utf8' });
      expect(text).toContain('THIS COPY IS NOT SIGNED');
      expect(text).toContain('Conclusion: VALID');
    }
  }, 150_000);

  it('keeps what a verdict rests on, and gives the same verdict from it years later without a network', async () => {
    const kept = join(folder, 'evidence');
    const run = await runCli(['verify', signed, other, '--keep-evidence', kept, '--json'], environment);
    expect(run.exitCode).toBe(0);
    expect(readdirSync(kept)).toHaveLength(2);
    const nothing = { SOHOA_TRUST_DIR: environment.SOHOA_TRUST_DIR ?? '' };
    const alone = await runCli(['verify', signed, '--offline', '--json'], nothing);
    expect(told(alone).verdict).toBe('CHUA_XAC_DINH');
    const again = await runCli(['verify', signed, '--evidence', kept, '--json'], nothing);
    expect(told(again)).toMatchObject({
      verdict: 'HOP_LE',
      evidence: { verdict_then: 'HOP_LE', agrees: true, stamped: true },
    });
    expect(again.exitCode).toBe(0);
    // the time stamp of the bundle proves what it keeps as long as its authority's certificate lasts (until 2044)
    const by = async (at: string, evidence: string) =>
      told(await runCli(['verify', signed, '--evidence', evidence, '--at', at, '--json'], nothing));
    const agreed = { verdict_then: 'HOP_LE', agrees: true };
    expect(await by('2035-01-01', kept)).toMatchObject({ verdict: 'HOP_LE', evidence: agreed });
    expect(await by('2045-01-01', kept)).toMatchObject({ verdict: 'CHUA_XAC_DINH', evidence: agreed });
    // without that stamp a B-T signature alone is not enough for a later day
    const bundle = JSON.parse(readFileSync(told(run).kept_evidence ?? '', 'utf8'));
    const bare = join(folder, 'bare.json');
    writeFileSync(bare, JSON.stringify({ ...bundle, stamp: null }));
    expect(await by('2035-01-01', bare)).toMatchObject({ verdict: 'CHUA_XAC_DINH', evidence: agreed });
  }, 150_000);

  it('refuses and names a bundle that was changed, is of another file, or stands in a broken chain', async () => {
    const bundle = join(folder, 'bundle.json');
    const kept = await runCli(['verify', signed, '--keep-evidence', bundle, '--json'], environment);
    expect(told(kept).kept_evidence).toBe(bundle);
    const whole = readFileSync(bundle, 'utf8');
    const wrongFile = await runCli(['verify', other, '--evidence', bundle, '--json'], environment);
    expect(told(wrongFile)).toMatchObject({ verdict: 'CHUA_XAC_DINH', error: { code: 'EVIDENCE_UNUSABLE' } });

    writeFileSync(bundle, whole.replace('"HOP_LE"', '"KHONG_HOP_LE"'));
    const changed = await runCli(['verify', signed, '--evidence', bundle, '--json'], environment);
    expect(told(changed)).toMatchObject({ verdict: 'CHUA_XAC_DINH', error: { code: 'EVIDENCE_UNUSABLE' } });
    expect(told(changed).error?.vi).toContain('bundle.json: đã bị sửa (digest)');

    // whoever writes the digest anew cannot write the time stamp anew
    const { stamp, ...body } = JSON.parse(whole);
    writeFileSync(
      bundle,
      JSON.stringify({ ...body, stamp: stamp.replace(/^.{400}/, (start: string) => `${start.slice(0, -4)}AAAA`) }),
    );
    const restamped = await runCli(['verify', signed, '--evidence', bundle, '--json'], environment);
    expect(told(restamped).error?.vi).toContain('dấu thời gian của gói không đúng');

    const chain = join(folder, 'chain');
    await runCli(['verify', signed, other, '--keep-evidence', chain], environment);
    const [first = ''] = readdirSync(chain).sort();
    rmSync(join(chain, first));
    const broken = await runCli(['verify', other, '--evidence', chain, '--json'], environment);
    expect(told(broken).error?.vi).toContain('chuỗi bằng chứng đứt tại đây');
  }, 200_000);

  it('goes over a folder, goes on after an interruption, and writes one table', async () => {
    const many = join(folder, 'many');
    mkdirSync(join(many, 'inside'), { recursive: true });
    for (let index = 0; index < 6; index++)
      writeFileSync(
        join(many, index % 2 ? 'inside' : '', `f${index}.pdf`),
        index === 3 ? 'no pdf' : readFileSync(signed),
      );
    const summary = join(folder, 'summary');
    const arguments_ = ['verify', many, '--recursive', '--summary', summary, '--json'];
    const run = await runCli(arguments_, environment);
    expect(run.objects()[0]).toMatchObject({ files: 6, resumed: 0, verdicts: { HOP_LE: 5, CHUA_XAC_DINH: 1 } });
    expect(run.exitCode).toBe(11);
    expect(readFileSync(join(summary, 'summary.csv'), 'utf8').trim().split('\r\n')).toHaveLength(7);
    const again = await runCli(arguments_, environment);
    expect(again.objects()[0]).toMatchObject({ files: 6, resumed: 5 });
  }, 150_000);
});

describe.skipIf(!hasTool('qpdf'))('verify: encrypted files', () => {
  it('opens one with the password from a file or the environment, never from the command line', async () => {
    const folder = temporaryFolder('password');
    try {
      const [plain, locked, secret] = [join(folder, 'a.pdf'), join(folder, 'b.pdf'), join(folder, 'secret')];
      writeFileSync(plain, plainPdf());
      writeFileSync(secret, 'mở ra\n');
      execFileSync('qpdf', ['--encrypt', 'mở ra', 'chủ', '256', '--', plain, locked]);
      const run = (...more: readonly string[]) =>
        runCli(['verify', locked, '--offline', '--json', ...more], { KHOA: 'mở ra', SAI: 'sai' });
      expect(told((await run('--password-file', secret)).objects())).toBe('KHONG_CO_CHU_KY');
      expect(told((await run('--password-env', 'KHOA')).objects())).toBe('KHONG_CO_CHU_KY');
      expect((await run('--password-env', 'ABSENT')).exitCode).toBe(2);
      expect((await run('--help')).stdout).not.toMatch(/--password(?!-)/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 150_000);
  const told = (objects: readonly Record<string, unknown>[]): unknown => objects[0]?.verdict;
});
