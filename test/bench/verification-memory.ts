/**
 * Memory of one verification by the size of the file: `node test/bench/verification-memory.ts`. Each file is judged in a
 * process of its own, from its path, as batches do; peak resident memory (MiB) beside that of the smallest file.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTestPki } from '../../certs-test/pki.ts';
import { verifyTasks } from '../../src/app/verify-tasks.ts';
import { newPdf } from '../support/pdf-builder.ts';
import { documentTimestamp, sign } from '../support/signed-pdf.ts';
import { signedAt, verificationBench } from '../support/verification-bench.ts';

/** MiB; the kernel's figure of this process alone, since ru_maxrss starts with that of the parent. */
function peakMemory(): number {
  const own = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(own ?? process.resourceUsage().maxRSS) / 1024;
}

const mebibyte = 1024 * 1024;
const pki = await loadTestPki();

const [, , file] = process.argv;
if (file !== undefined) {
  const setup = { trustFolder: pki.trustFolder, allowHosts: [], offline: true };
  const began = performance.now();
  const report = await verifyTasks().verify({ setup, pdf: file, request: { slot: 'ANY' }, now: signedAt });
  const intact = report.signatures.every(({ integrity }) => integrity.digest && integrity.signature);
  const peak = peakMemory();
  console.log(JSON.stringify({ ms: Math.round(performance.now() - began), peak, intact }));
} else {
  const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'));
  const { signing } = verificationBench(pki);
  let least: number | undefined;
  console.log('file MiB | peak MiB | over the smallest, in file sizes | ms | digests right');
  for (const size of [0, 1, 10, 100]) {
    const path = join(folder, `${size}.pdf`);
    const scan = newPdf({
      objects: {
        1: '<< /Type /Catalog /Pages 2 0 R >>',
        2: '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
        3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>',
        4: { entries: '', data: 'q 595 0 0 842 0 0 cm /I Do Q' },
        5: {
          entries:
            '/Type /XObject /Subtype /Image /Width 1000 /Height 1000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode',
          data: randomBytes(Math.max(1_000, size * mebibyte)),
        },
      },
    });
    let pdf = await sign(signing, scan, { signer: 'operator', tsa: 'cong_vu' });
    pdf = await sign(signing, pdf, { signer: 'agency', tsa: 'cong_vu' });
    writeFileSync(path, await documentTimestamp(signing, pdf, 'cong_vu'));
    const said = execFileSync(process.execPath, [fileURLToPath(import.meta.url), path], { encoding: 'utf8' });
    const { ms, peak, intact } = JSON.parse(said.trim().split('\n').at(-1) ?? '') as {
      ms: number;
      peak: number;
      intact: boolean;
    };
    least ??= peak;
    const over = size === 0 ? '-' : ((peak - least) / size).toFixed(2);
    console.log(
      `${String(size).padStart(8)} | ${peak.toFixed(0).padStart(8)} | ${over.padStart(32)} | ${ms} | ${intact}`,
    );
  }
  rmSync(folder, { recursive: true });
}
