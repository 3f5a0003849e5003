/**
 * Signatures a second and core beside @libpdf/core, in one process: level B-B, software RSA-2048, a PDF/A-sized file of
 * 150 KB; the cost by file size; a token (SoftHSM, where it is installed) asked directly and through the product.
 * Run: `npm run bench signing` or `node test/bench/signing.ts [--json]`. Never asserted in tests.
 */
import { constants, createHash, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PDF, type Signer } from '@libpdf/core';
import pkcs11js from 'pkcs11js';
import { loadTestPki } from '../../certs-test/pki.ts';
import { fixedClock } from '../../src/domain/clock.ts';
import { openBlockFont } from '../../src/pdf/appearance/font.ts';
import { openPageRenderer } from '../../src/pdf/appearance/page-ink.ts';
import { signPrepared } from '../../src/signing/complete.ts';
import { memoryJournal } from '../../src/signing/ports.ts';
import { type PrepareDeps, prepareSignature } from '../../src/signing/prepare.ts';
import { fillAppended, fillContents } from '../../src/signing/prepared.ts';
import { byProfile, type IntendedSigner, type SignatureRequest } from '../../src/signing/request.ts';
import { signBaseline } from '../../src/signing/sign-document.ts';
import { header, newPdf } from '../support/pdf-builder.ts';
import { hasSoftHsm, openSoftHsm, type SoftHsm, softHsmLibrary } from '../support/soft-hsm.ts';

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

/** What is appended to the file, which stays where it is. */
async function oursAppended(bytes: Uint8Array, request: SignatureRequest): Promise<Uint8Array> {
  const prepared = await prepareSignature(bytes, request, signer, deps);
  return fillAppended(prepared, await signPrepared(prepared, key));
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
async function row(
  what: string,
  bytes: Uint8Array,
  work: () => Promise<unknown>,
  seconds = 3,
  perCall = 1,
): Promise<void> {
  const { wallMs, cpuMs } = await measure(work, seconds);
  rows.push({
    what,
    mb: Number((bytes.length / 1e6).toFixed(2)),
    'ms wall': Number((wallMs / perCall).toFixed(2)),
    'ms cpu': Number((cpuMs / perCall).toFixed(2)),
    'per second': Number(((1000 * perCall) / wallMs).toFixed(1)),
    'per second and core': Number(((1000 * perCall) / cpuMs).toFixed(1)),
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
  await row('sohoa B-B invisible, bytes to append', bytes, () => oursAppended(bytes, invisible), 2);
  await row('  SHA-256 of the file alone', bytes, async () => createHash('sha256').update(bytes).digest(), 2);
  await row('sohoa B-B invisible, whole document', bytes, () => ours(bytes, invisible), 2);
  await row('  copy of the file alone', bytes, async () => Buffer.concat([bytes]), 1);
  await row('@libpdf/core B-B', bytes, () => peer(bytes), 2);
}
if (hasSoftHsm) await measureToken();
deps.renderer.close();
if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else console.table(rows);

/** The driver's calls and nothing else, on this thread: what the token can do. */
function rawSigner({ pin }: SoftHsm, input: Buffer): () => Promise<unknown> {
  const library = new pkcs11js.PKCS11();
  library.load(softHsmLibrary);
  const [slot] = library.C_GetSlotList(true);
  if (slot === undefined) throw new Error('no slot');
  const session = library.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION);
  try {
    library.C_Login(session, pkcs11js.CKU_USER, pin);
  } catch {
    // the token is logged in already, for every session of the process
  }
  library.C_FindObjectsInit(session, [{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY }]);
  const object = library.C_FindObjects(session);
  library.C_FindObjectsFinal(session);
  if (object === null) throw new Error('no key');
  return async () => {
    library.C_SignInit(session, { mechanism: pkcs11js.CKM_RSA_PKCS }, object);
    return library.C_Sign(session, input, Buffer.alloc(256));
  };
}

/** The token's own rate beside ours: one at a time, a batch, whole signatures. */
async function measureToken(): Promise<void> {
  const hsm = await openSoftHsm(pki, ['agency']);
  const token = hsm.token();
  const tokenKey = hsm.key('agency', token);
  const [object] = token.privateKeys();
  if (object === undefined) throw new Error('the token holds no key');
  const digestInfo = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), randomBytes(32)]);
  const data = small.subarray(0, 200);
  const perCall = 20;
  const twenty = <T>(one: () => Promise<T>): Promise<readonly T[]> => Promise.all(Array.from({ length: perCall }, one));
  await row('SoftHSM raw, C_SignInit and C_Sign', small, rawSigner(hsm, digestInfo), 2);
  await row('our token, one at a time', small, () => token.sign(object, 'rsa-pkcs1', 'sha256', digestInfo), 2);
  await row('  through the key', small, () => tokenKey.sign(scheme, data), 2);
  const directly = () => twenty(() => token.sign(object, 'rsa-pkcs1', 'sha256', digestInfo));
  await row('our token, 20 at once', small, directly, 2, perCall);
  await row('  through the key, 20 at once', small, () => twenty(() => tokenKey.sign(scheme, data)), 2, perCall);
  const batch = Array.from({ length: perCall }, () => data);
  await row('  through the key, a batch of 20', small, () => tokenKey.signBatch(scheme, batch), 2, perCall);
  const whole = async (): Promise<Uint8Array> => {
    const prepared = await prepareSignature(small, invisible, signer, deps);
    return fillContents(prepared, await signPrepared(prepared, tokenKey));
  };
  await row('sohoa B-B invisible by token, one at a time', small, whole, 2);
  await row('sohoa B-B invisible by token, 20 at once', small, () => twenty(whole), 2, perCall);
  await tokenKey.close();
  await hsm.close();
}
