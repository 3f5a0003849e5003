import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { deleteEvidence, findEvidence, openEvidenceFolder } from '../../../src/app/evidence-folder.ts';
import { brokenLink, type EvidenceBundle, evidenceBundle } from '../../../src/verification/evidence.ts';
import { noEvidence } from '../../../src/verification/request.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder = '';
beforeEach(async () => {
  folder = temporaryFolder('evidence');
});

const bundleOf =
  (sha256: string) =>
  async (previous: string | null): Promise<EvidenceBundle> =>
    evidenceBundle({
      file: 'a.pdf',
      request: { slot: 'ANY' },
      at: new Date('2026-11-22T03:15:30Z'),
      report: {
        verdict: 'HOP_LE',
        signatures: [],
        verifiedAt: '2026-11-22T10:15:30+07:00',
        policy: 'P',
        contains: 'nothing',
        unsignedFields: [],
        sha256,
        sizeBytes: 1,
        problem: null,
        remarks: [],
        tool: 't',
      },
      evidence: noEvidence,
      previous,
    });
const [one, two] = ['11'.repeat(32), '22'.repeat(32)] as const;
const chainIn = async (): Promise<EvidenceBundle[]> =>
  Promise.all(
    (await readdir(folder)).sort().map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))),
  );

describe('a folder of evidence', () => {
  it('stays one chain when two writers write at the same time', async () => {
    const [first, second] = [await openEvidenceFolder(folder), await openEvidenceFolder(folder)];
    await Promise.all([
      first.add(bundleOf(one)),
      second.add(bundleOf(one)),
      first.add(bundleOf(two)),
      second.add(bundleOf(two)),
    ]);
    const chain = await chainIn();
    expect(chain).toHaveLength(4);
    expect(brokenLink(chain)).toBeNull();
  });

  it('gives the newest bundle of a document, and tells of one that policy deleted', async () => {
    const { add } = await openEvidenceFolder(folder);
    await add(bundleOf(one));
    const newest = await add(bundleOf(one));
    const other = await add(bundleOf(two));
    expect((await findEvidence(folder, one)).path).toBe(newest);
    await deleteEvidence(other, new Date('2036-01-01T00:00:00Z'), 'hết thời hạn lưu');
    expect(brokenLink(await chainIn())).toBeNull();
    expect(await readFile(other, 'utf8')).toContain('2036-01-01T00:00:00.000Z');
    await expect(findEvidence(folder, two)).rejects.toMatchObject({ code: 'EVIDENCE_UNUSABLE' });
    await expect(findEvidence(other, two)).rejects.toMatchObject({
      details: { reason_vi: 'đã được xóa theo quy định (hết thời hạn lưu)' },
    });
    expect((await findEvidence(folder, one)).path).toBe(newest);
  });

  it('does not delete a bundle that was changed, nor one twice, nor what is no bundle', async () => {
    const { add } = await openEvidenceFolder(folder);
    const changed = await add(bundleOf(one));
    const forged = (await readFile(changed, 'utf8')).replace('HOP_LE', 'KHONG_HOP_LE');
    await writeFile(changed, forged);
    const at = new Date('2036-01-01T00:00:00Z');
    await expect(deleteEvidence(changed, at, 'x')).rejects.toMatchObject({ code: 'EVIDENCE_UNUSABLE' });
    expect(await readFile(changed, 'utf8')).toBe(forged);
    const whole = await add(bundleOf(two));
    await deleteEvidence(whole, at, 'x');
    await expect(deleteEvidence(whole, at, 'x')).rejects.toMatchObject({ code: 'EVIDENCE_UNUSABLE' });
    await expect(deleteEvidence(folder, at, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('names the file at which its chain is broken, and what is no bundle', async () => {
    const { add } = await openEvidenceFolder(folder);
    await add(bundleOf(one));
    await add(bundleOf(two));
    await rm(join(folder, '000001.json'));
    await expect(findEvidence(folder, two)).rejects.toMatchObject({ details: { file: '000002.json' } });
    await writeFile(join(folder, '000001.json'), '[]');
    await expect(findEvidence(folder, two)).rejects.toMatchObject({ details: { file: '000001.json' } });
    await expect(findEvidence(join(folder, 'absent'), two)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
