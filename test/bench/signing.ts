/**
 * Signatures a second and core beside @libpdf/core, in one process: level B-B, software RSA-2048, a PDF/A-sized file of
 * 150 KB; then the cost by file size. Run: `node test/bench/signing.ts [--json]`. Never asserted in tests.
 */
import { constants, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PDF, type Signer } from '@libpdf/core';
import { loadTestPki } from '../../certs-test/pki.ts';
import { fixedClock } from '../../src/domain/clock.ts';
import { openBlockFont } from '../../src/pdf/appearance/font.ts';
import { openPageRenderer } from '../../src/pdf/appearance/page-ink.ts';
import { memoryJournal } from '../../src/signing/ports.ts';
import { type PrepareDeps, prepareSignature } from '../../src/signing/prepare.ts';
import { byProfile, type IntendedSigner, type SignatureRequest } from '../../src/signing/request.ts';
import { signBaseline } from '../../src/signing/sign-document.ts';
import { header, newPdf } from '../support/pdf-builder.ts';

const pki = await loadTestPki();
const key = await pki.key('agency');
const bareKey = await pki.privateKey('agency');
const certificate = pki.certificate('agency');
const scheme = 'rsa-pkcs1-sha256' as const;
const signer: IntendedSigner = { certificate, chain: key.chain, scheme };
const tinos = join(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'), '..');
const deps: PrepareDeps = {
  clock: fixedClock(new Date('2026-11-22T03:15:30Z')),
  font: openBlockFont(readFileSync(join(tinos, '400Regular/Tinos_400Regular.ttf'))),
  renderer: await openPageRenderer(),
};
const invisible: SignatureRequest = {
  profile: 'INVISIBLE',
  receptionDay: '2026-11-20',
  level: 'B-B',
  values: { agency: 'Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ' },
  capturedAt: null,
  image: null,
  place: byProfile,
  location: null,
};
const visible: SignatureRequest = { ...invisible, profile: 'COPY_SAO_Y' };

/** One page with an incompressible image of that many bytes: what a scan is to a signer. */
function scanOf(bytes: number): Uint8Array {
  const side = Math.floor(Math.sqrt(bytes));
  return newPdf(
    {
      objects: {
        1: '<< /Type /Catalog /Pages 2 0 R >>',
        2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>',
        4: { entries: '', data: 'q 595 0 0 742 0 0 cm /I Do Q' },
        5: {
          entries: `/Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceGray /BitsPerComponent 8`,
          data: new Uint8Array(randomBytes(side * side)),
        },
      },
    },
    header,
  );
}

async function ours(bytes: Uint8Array, request: SignatureRequest): Promise<Uint8Array> {
  const prepared = await prepareSignature(bytes, request, signer, deps);
  return signBaseline(prepared, null, { key, stamps: null, journal: memoryJournal() });
}

const peerSigner: Signer = {
  certificate: certificate.der,
  certificateChain: key.chain.map(({ der }) => der),
  keyType: 'RSA',
  signatureAlgorithm: 'RSASSA-PKCS1-v1_5',
  sign: async (data) => new Uint8Array(sign('sha256', data, { key: bareKey, padding: constants.RSA_PKCS1_PADDING })),
};

async function peer(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDF.load(bytes);
  return (await document.sign({ signer: peerSigner, level: 'B-B', subFilter: 'ETSI.CAdES.detached' })).bytes;
}

/** Milliseconds of wall time and of processor time for one call, after a warm-up. */
async function measure(
  work: () => Promise<unknown>,
  seconds: number,
): Promise<{ readonly wallMs: number; readonly cpuMs: number }> {
  for (let round = 0; round < 3; round++) await work();
  const cpu = process.cpuUsage();
  const start = performance.now();
  let count = 0;
  while (count < 3 || performance.now() - start < seconds * 1000) {
    await work();
    count++;
  }
  const wall = performance.now() - start;
  const used = process.cpuUsage(cpu);
  return { wallMs: wall / count, cpuMs: (used.user + used.system) / 1000 / count };
}

const rows: Record<string, string | number>[] = [];
async function row(what: string, bytes: Uint8Array, work: () => Promise<unknown>, seconds = 3): Promise<void> {
  const { wallMs, cpuMs } = await measure(work, seconds);
  rows.push({
    what,
    mb: Number((bytes.length / 1e6).toFixed(2)),
    'ms wall': Number(wallMs.toFixed(2)),
    'ms cpu': Number(cpuMs.toFixed(2)),
    'per second and core': Number((1000 / cpuMs).toFixed(1)),
  });
}

const small = scanOf(150_000);
await row('key alone (RSA-2048)', small, async () => sign('sha256', small.subarray(0, 200), bareKey), 1);
// alternately, so that a busy machine slows both
await row('sohoa B-B invisible', small, () => ours(small, invisible));
await row('@libpdf/core B-B', small, () => peer(small));
await row('sohoa B-B invisible (again)', small, () => ours(small, invisible));
await row('@libpdf/core B-B (again)', small, () => peer(small));
await row('sohoa B-B visible, placed by ink', small, () => ours(small, visible));
for (const megabytes of [1, 10, 100]) {
  const bytes = scanOf(megabytes * 1_000_000);
  await row(`sohoa B-B invisible`, bytes, () => ours(bytes, invisible), 2);
  const { createHash } = await import('node:crypto');
  await row(`  SHA-256 of the file alone`, bytes, async () => createHash('sha256').update(bytes).digest(), 1);
  await row(`  copy of the file alone`, bytes, async () => Buffer.concat([bytes]), 1);
  await row(`@libpdf/core B-B`, bytes, () => peer(bytes), 2);
}
deps.renderer.close();
if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else console.table(rows);
