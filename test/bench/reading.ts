/**
 * Strict reading and full comparison of revisions, without cryptography, beside `pdfsig -nocert` in the same run: files with
 * many signatures, many pages, and one of 100 MB. Run: `node test/bench/reading.ts`. Never asserted in tests.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPdf } from '../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../src/pdf/reader/signature-fields.ts';
import { findingsAgainst } from '../../src/pdf/reader/structure-findings.ts';
import { compareWithLater } from '../../src/pdf/revision-diff/compare-revisions.ts';
import { annotationOverlaps } from '../../src/pdf/revision-diff/overlaps.ts';
import { judgePermissions } from '../../src/pdf/revision-diff/permissions.ts';
import { type ObjectBody, signSimple, simpleDocument } from '../support/pdf-builder.ts';

function signed(signatures: number, pages: number, imageMegabytes = 0): Uint8Array {
  const objects: Record<number, ObjectBody> = {};
  for (let index = 0; index < imageMegabytes / 5; index++) {
    objects[500 + index] = {
      entries: '/Type /XObject /Subtype /Image /Width 2500 /Height 2000 /ColorSpace /DeviceGray /BitsPerComponent 8',
      data: new Uint8Array(randomBytes(5_000_000)),
    };
  }
  let bytes = simpleDocument({ pages, objects });
  const fields = ['5 0 R'];
  for (let index = 0; index < signatures; index++) {
    const first = 1_000 + 10 * index;
    bytes = signSimple(bytes, { first, name: `Signature ${index}`, fields, contentsBytes: 8_192 });
    fields.push(`${first + 1} 0 R`);
  }
  return bytes;
}

/** Everything that a verifier asks of this room. */
function judge(bytes: Uint8Array): number {
  const file = openPdf(bytes);
  const signatures = listSignatures(file);
  let changes = 0;
  for (const signature of signatures) {
    findingsAgainst(file, signature.revisionIndex);
    const difference = compareWithLater(file, signature.revisionIndex);
    judgePermissions(file, signatures, signature, difference.changes);
    annotationOverlaps(file, signature.revisionIndex, difference.changes);
    changes += difference.changes.length;
  }
  return changes;
}

function median(run: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  });
  return times.toSorted((a, b) => a - b)[2] as number;
}

const folder = mkdtempSync(join(tmpdir(), 'reading-'));
try {
  for (const [label, bytes] of [
    ['1 signature, 1 page', signed(1, 1)],
    ['3 signatures, 20 pages', signed(3, 20)],
    ['25 signatures, 1 page', signed(25, 1)],
    ['51 signatures, 200 pages', signed(51, 200)],
    ['2 signatures, 100 MB', signed(2, 20, 100)],
  ] as const) {
    const path = join(folder, 'file.pdf');
    writeFileSync(path, bytes);
    const ours = median(() => judge(bytes));
    const before = process.memoryUsage().heapUsed;
    judge(bytes);
    const heapMegabytes = Math.max(0, (process.memoryUsage().heapUsed - before) / 1e6);
    const theirs = median(() => spawnSync('pdfsig', ['-nocert', path], { stdio: 'ignore' }));
    const figures = {
      file: label,
      bytes: bytes.length,
      ours_ms: Number(ours.toFixed(1)),
      pdfsig_process_ms: Number(theirs.toFixed(1)),
      ratio: Number((ours / theirs).toFixed(2)),
      heap_mb: Number(heapMegabytes.toFixed(1)),
    };
    console.log(JSON.stringify(figures));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
