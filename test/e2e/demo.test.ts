import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { hasTool } from '../support/tools.ts';
import { type CliRun, runCli } from './run-cli.ts';

interface Row {
  component: string;
  type: string;
  signatures: string;
  verdict: string;
  file: string | null;
}

describe('the demo', () => {
  const folder = join(temporaryFolder('demo'), 'out');
  let first: CliRun;
  let rows: Row[];
  const row = (component: string): Row | undefined => rows.find((one) => one.component.startsWith(component));

  beforeAll(async () => {
    first = await runCli(['demo', '--output', folder, '--json']);
    rows = first.objects().filter((one) => 'component' in one) as unknown as Row[];
  }, 600_000);

  it('ends well and names where the results are', () => {
    expect(first.stderr).toBe('');
    expect(first.exitCode).toBe(0);
    expect(first.objects().at(-1)).toHaveProperty('folder', folder);
  });

  it('makes certified copies at B-LTA of the four papers', () => {
    for (const name of ['Giấy khai sinh', 'Căn cước công dân', 'Tờ khai', 'Giấy chứng nhận đăng ký hộ kinh doanh']) {
      expect(row(name)?.verdict).toBe('HỢP LỆ');
      expect(row(name)?.signatures).toMatch(/^OPERATOR_SCAN B-LTA, COPY_SAO_Y B-LTA/);
    }
    expect(row('Giấy khai sinh')?.type).toBe('birth_certificate');
    expect(row('Căn cước công dân')?.type).toBe('citizen_id_2021');
  });

  it('seals the result whose leader signature verifies and refuses the broken one', () => {
    expect(row('Quyết định đã ký')?.signatures).toMatch(/^PERSON_COMPETENT B-LTA, AGENCY_ISSUED B-LTA/);
    expect(row('Quyết định có chữ ký lãnh đạo bị hỏng')?.verdict).toBe('KHÔNG HỢP LỆ · từ chối');
    expect(row('Quyết định có chữ ký lãnh đạo bị hỏng')?.signatures).not.toContain('AGENCY');
  });

  it('gives the citizens’ files the verdicts that they deserve', () => {
    expect(row('Đơn đã ký số')?.verdict).toBe('HỢP LỆ');
    expect(row('Đơn bị sửa')?.verdict).toContain('KHÔNG HỢP LỆ');
    expect(row('Đơn ký bằng chứng thư đã thu hồi')?.verdict).toContain('KHÔNG HỢP LỆ');
    expect(row('Đơn có chứng thư không tra được')?.verdict).toContain('CHƯA XÁC ĐỊNH');
  });

  it('never re-renders what a citizen signed', () => {
    const source = readFileSync(new URL('../../samples/dossier-3/don-hop-le.pdf', import.meta.url));
    expect(readFileSync(row('Đơn đã ký số')?.file ?? '').equals(source)).toBe(true);
  });

  it('uses the digitized paper again for the next dossier', () => {
    expect(rows.at(-1)?.type).toBe('(dùng lại)');
  });

  it.skipIf(!hasTool('pdftotext'))('pdftotext finds Vietnamese words in a certified copy', () => {
    const text = execFileSync('pdftotext', [row('Giấy khai sinh')?.file ?? '', '-'], { encoding: 'utf8' });
    expect(text).toContain('Nơi đăng ký khai sinh');
    expect(text).toContain('Sao y');
  });

  it.skipIf(!hasTool('qpdf'))('qpdf finds nothing wrong in any output that was signed here', () => {
    for (const { file, verdict } of rows)
      if (verdict === 'HỢP LỆ')
        expect(execFileSync('qpdf', ['--check', file ?? ''], { encoding: 'utf8' })).toContain(
          'No syntax or stream encoding errors',
        );
  });

  it.skipIf(!hasTool('pdfsig'))('pdfsig finds each signature valid', () => {
    const said = execFileSync('pdfsig', ['-nocert', row('Quyết định đã ký')?.file ?? ''], { encoding: 'utf8' });
    expect(said.match(/Signature is Valid/g)?.length).toBe(2);
  });

  it('run again it doubles nothing', async () => {
    const before = readdirSync(folder).sort();
    const second = await runCli(['demo', '--output', folder, '--json']);
    const again = second.objects().filter((one) => 'component' in one) as unknown as Row[];
    expect(second.exitCode).toBe(0);
    expect(again.map(({ component, signatures, verdict }) => [component, signatures, verdict])).toEqual(
      rows.map(({ component, signatures, verdict }) => [component, signatures, verdict]),
    );
    expect(readdirSync(folder).sort()).toEqual(before);
    for (const { file } of again) expect(readFileSync(file ?? '').length).toBeGreaterThan(0);
  }, 300_000);

  it('leaves an audit chain that does not verify against authorities nobody pinned', async () => {
    const run = await runCli(['audit', 'verify', '--data', join(folder, 'data')]);
    expect(run.exitCode).toBe(7);
    expect(run.stderr).toContain('AUDIT_BROKEN');
  });

  it('leaves an audit chain whose stamped checkpoints verify', async () => {
    const run = await runCli(['audit', 'verify', '--data', join(folder, 'data'), '--json'], {
      SOHOA_TRUST_DIR: 'certs-test/out/trust',
    });
    expect(run.exitCode).toBe(0);
    const [report] = run.objects() as unknown as { checkpoints: number; stamped: number }[];
    expect(report?.checkpoints).toBeGreaterThan(0);
    expect(report?.stamped).toBe(report?.checkpoints);
  });
});
