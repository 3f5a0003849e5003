import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { loadTestPki, type TestPki } from '../../certs-test/pki.ts';
import { startTestPkiServers, type TestPkiServers } from '../../certs-test/servers.ts';
import { createGuardedTransport } from '../../src/adapters/http/guarded-transport.ts';
import { fixedClock, type Randomness } from '../../src/domain/clock.ts';
import { type BlockFont, openBlockFont } from '../../src/pdf/appearance/font.ts';
import { openPageRenderer, type PageRenderer } from '../../src/pdf/appearance/page-ink.ts';
import type { HttpTransport } from '../../src/pki/http-transport.ts';
import { networkIssuerSource } from '../../src/pki/issuer-source.ts';
import { memoryStatusCache, networkStatusSource } from '../../src/pki/status-source.ts';
import { createCertificateJudge, stampJudge } from '../../src/signing/certificate-judge.ts';
import { memoryJournal, type SignatureVerifier, type SigningJournal } from '../../src/signing/ports.ts';
import { byProfile, type SignatureRequest } from '../../src/signing/request.ts';
import { type SignedDocument, type SigningDeps, signDocument } from '../../src/signing/sign-document.ts';
import { createStampSource, type StampSource } from '../../src/signing/stamp-source.ts';
import { verifyDocument } from '../../src/verification/verify-document.ts';

/** Bytes that look random and repeat from run to run. */
export function seededRandomness(seed: string): Randomness {
  let count = 0;
  const bytes = (length: number): Uint8Array =>
    new Uint8Array(createHash('shake256', { outputLength: length }).update(`${seed} ${count++}`).digest());
  return { bytes, uuid: () => Buffer.from(bytes(16)).toString('hex') };
}

export function tinos(): BlockFont {
  const folder = join(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'), '..');
  return openBlockFont(readFileSync(join(folder, '400Regular/Tinos_400Regular.ttf')));
}

/** The whole signing room over the test PKI, with the verification room as its judge. */
export interface SigningKit {
  readonly pki: TestPki;
  readonly servers: TestPkiServers;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly transport: HttpTransport;
  readonly verifier: SignatureVerifier;
  readonly stamps: StampSource;
  readonly font: BlockFont;
  readonly renderer: PageRenderer;
  /** Everything `signDocument` needs, for the key of this entity of the test PKI. */
  deps(who: string, journal?: SigningJournal): Promise<SigningDeps>;
  sign(bytes: Uint8Array, who: string, request: Partial<SignatureRequest>): Promise<SignedDocument>;
  close(): Promise<void>;
}

export const anyRequest: SignatureRequest = {
  profile: 'INVISIBLE',
  receptionDay: '2026-11-20',
  level: 'B-B',
  values: {
    capturer: 'Hoàng Văn Quét',
    agency: 'Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ',
    person: 'Trần Thị Thí Dụ',
    documentNumber: 'Số 12/2026/QĐ-UBND',
    certification: 'Chứng thực bản sao đúng với bản chính',
    registerNumber: 'Số chứng thực: 15/2026',
  },
  capturedAt: new Date('2026-11-22T03:10:00Z'),
  image: null,
  place: byProfile,
  location: null,
};

export async function openSigningKit(start = new Date('2026-11-22T03:15:30Z')): Promise<SigningKit> {
  const pki = await loadTestPki();
  const clock = fixedClock(start);
  const servers = await startTestPkiServers(pki, { clock });
  const transport = createGuardedTransport({ allowHosts: servers.allowList, onlyAllowed: true });
  const randomness = seededRandomness('signing');
  const judge = createCertificateJudge({
    stores: pki.stores,
    clock,
    freshness: { mode: 'window', ocspLifetimeMs: 30 * 60_000 },
    statusSource: networkStatusSource({ transport, randomness, cache: memoryStatusCache(), timeoutMs: 2_000 }),
    issuerSource: networkIssuerSource(transport, 2_000),
  });
  const stamps = createStampSource(
    {
      authorities: [{ url: servers.tsaUrls.cong_vu, policy: null, timeoutMs: 2_000 }],
      judge: stampJudge(judge),
      parallel: 4,
      breaker: { failures: 1_000, pauseMs: 1 },
    },
    { transport, clock, randomness },
  );
  const verifier: SignatureVerifier = {
    verify: (bytes, request) => verifyDocument(bytes, request, { stores: pki.stores, clock, transport, randomness }),
  };
  const font = tinos();
  const renderer = await openPageRenderer();
  const deps = async (who: string, journal = memoryJournal()): Promise<SigningDeps> => ({
    clock,
    font,
    renderer,
    key: await pki.key(who),
    judge,
    stamps,
    journal,
    input: { verifier, origin: null },
  });
  return {
    pki,
    servers,
    clock,
    transport,
    verifier,
    stamps,
    font,
    renderer,
    deps,
    sign: async (bytes, who, request) => signDocument(bytes, { ...anyRequest, ...request }, await deps(who)),
    close: async () => {
      renderer.close();
      await servers.close();
    },
  };
}
