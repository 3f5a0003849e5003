import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { startTestPkiServers, type TestPkiServers } from '../../../certs-test/servers.ts';
import { createVerifierProcess } from '../../../src/app/verify-process.ts';
import { fixedClock } from '../../../src/domain/clock.ts';
import { plainPdf, sign } from '../../support/signed-pdf.ts';
import { signedAt, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
let servers: TestPkiServers;
let folder: string;
const clock = fixedClock(signedAt);
beforeAll(async () => {
  pki = await loadTestPki();
  servers = await startTestPkiServers(pki, { clock });
  folder = await mkdtemp(join(tmpdir(), 'verify-process-'));
});
afterAll(async () => {
  await servers.close();
  await rm(folder, { recursive: true, force: true });
});

describe('verification in a process that can be killed', () => {
  it('gives the same answer as at home, from bytes or a path, over the guarded network, by the clock of the caller', async () => {
    const { signing } = verificationBench(pki);
    const pdf = await sign(signing, plainPdf(), { signer: 'citizen', tsa: 'cong_cong' });
    const path = join(folder, 'signed.pdf');
    await writeFile(path, pdf);
    const setup = { trustFolder: pki.trustFolder, allowHosts: servers.allowList, offline: false };
    const verifier = createVerifierProcess({ setup, clock, processes: 1, timeoutMs: 50_000, heapMb: 512 });
    try {
      const fromBytes = await verifier.verify(pdf, { slot: 'CITIZEN' });
      expect(fromBytes.verdict).toBe('HOP_LE');
      expect(fromBytes.verifiedAt).toBe('2026-11-22T10:15:30+07:00');
      expect((await verifier.verifyFile(path, { slot: 'AGENCY_ISSUED' })).verdict).toBe('KHONG_HOP_LE');
      await expect(verifier.verifyFile(join(folder, 'absent.pdf'), { slot: 'ANY' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    } finally {
      await verifier.close();
    }
  });

  it('calls a file that hangs or eats memory CHƯA XÁC ĐỊNH with the limit, and goes on with the next', async () => {
    const verifier = createVerifierProcess({
      setup: { trustFolder: '', allowHosts: [], offline: true },
      clock,
      processes: 1,
      timeoutMs: 3_000,
      heapMb: 64,
      entry: new URL('../../support/stubborn-verifier.ts', import.meta.url),
    });
    try {
      const hung = await verifier.verify(Buffer.from('hang'), { slot: 'ANY' });
      expect(hung).toMatchObject({ verdict: 'CHUA_XAC_DINH', contains: 'unreadable', problem: { code: 'LIMIT_TIME' } });
      const grown = await verifier.verify(Buffer.from('grow'), { slot: 'ANY' });
      expect(grown.verdict).toBe('CHUA_XAC_DINH');
      expect(['LIMIT_MEMORY', 'LIMIT_TIME']).toContain(grown.problem?.code);
      expect(await verifier.verify(Buffer.from('fine'), { slot: 'ANY' })).toMatchObject({ order: 'fine' });
    } finally {
      await verifier.close();
    }
  });
});
