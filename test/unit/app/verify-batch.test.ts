import { appendFile, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { verifyBatch } from '../../../src/app/verify-batch.ts';
import { SohoaError } from '../../../src/domain/errors.ts';
import type { Verdict } from '../../../src/domain/signature-report.ts';
import { reportJson, type VerifyJson } from '../../../src/verification/report-json.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder = '';
beforeEach(async () => {
  folder = temporaryFolder('batch');
});

const report = (file: string, verdict: Verdict): VerifyJson =>
  reportJson(file, {
    verdict,
    signatures: [],
    verifiedAt: '2026-11-22T10:15:30+07:00',
    policy: 'P',
    contains: 'nothing',
    unsignedFields: [],
    sha256: '00'.repeat(32),
    sizeBytes: 1,
    problem: null,
    remarks: [],
    tool: 't',
  });

async function files(names: readonly string[]): Promise<string[]> {
  const paths = names.map((name) => join(folder, name));
  for (const path of paths) await writeFile(path, path);
  return paths;
}
const settings = { slot: 'ANY', at: null };

describe('verification of many files', () => {
  it('answers every file, in the order given, also when one cannot be judged', async () => {
    const list = await files(['c.pdf', 'a.pdf', 'b.pdf']);
    const summary = await verifyBatch({
      files: list,
      outDir: join(folder, 'out'),
      workers: 2,
      settings,
      verify: async (file) => {
        if (file.endsWith('a.pdf')) throw new SohoaError('LIMIT_TIME', { limit_ms: 5 });
        return report(file, 'KHONG_CO_CHU_KY');
      },
    });
    expect(summary.verdicts).toEqual({ HOP_LE: 0, KHONG_HOP_LE: 0, CHUA_XAC_DINH: 1, KHONG_CO_CHU_KY: 2 });
    const written = JSON.parse(await readFile(summary.summaryJson, 'utf8'));
    expect(written.reports.map((one: { file: string }) => one.file)).toEqual(list);
    expect(written.reports[1].error.code).toBe('LIMIT_TIME');
  });

  it('goes on after an interruption: answered files are not verified again, changed and failed ones are', async () => {
    const list = await files(['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf']);
    const outDir = join(folder, 'out');
    const asked: string[] = [];
    const verify = async (file: string): Promise<VerifyJson> => {
      asked.push(file);
      if (file.endsWith('d.pdf') && asked.length <= 4) throw new SohoaError('LIMIT_TIME', { limit_ms: 5 });
      return report(file, 'HOP_LE');
    };
    await verifyBatch({ files: list, outDir, workers: 1, settings, verify });
    await appendFile(join(outDir, 'journal.jsonl'), '{"file": "cut off by a ki');
    await utimes(list[1] as string, 1, 1);
    asked.length = 4;
    const again = await verifyBatch({ files: list, outDir, workers: 1, settings, verify });
    expect(asked.slice(4)).toEqual([list[1], list[3]]);
    expect(again).toMatchObject({ files: 4, resumed: 2 });
    expect(again.verdicts.HOP_LE).toBe(4);
  });

  it('begins afresh when the moment or the slot is another', async () => {
    const list = await files(['a.pdf']);
    let asked = 0;
    const verify = async (file: string): Promise<VerifyJson> => {
      asked++;
      return report(file, 'HOP_LE');
    };
    const outDir = join(folder, 'out');
    await verifyBatch({ files: list, outDir, workers: 1, settings, verify });
    await verifyBatch({ files: list, outDir, workers: 1, settings: { ...settings, slot: 'CITIZEN' }, verify });
    expect(asked).toBe(2);
  });

  it('writes a table that a spreadsheet shows in Vietnamese and does not run', async () => {
    const list = await files(['=1+1, "quyết định".pdf']);
    const { summaryCsv } = await verifyBatch({
      files: ['=1+1, "quyết định".pdf'],
      outDir: join(folder, 'out'),
      workers: 1,
      settings,
      verify: async (file) => report(file, 'HOP_LE'),
    });
    expect(list).toHaveLength(1);
    const csv = await readFile(summaryCsv, 'utf8');
    expect(csv.startsWith('\ufefffile,verdict')).toBe(true);
    expect(csv.split('\r\n')[1]).toMatch(/^"'=1\+1, ""quyết định""\.pdf",HOP_LE,0,0,/);
  });
});
