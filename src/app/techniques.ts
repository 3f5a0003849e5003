import { join } from 'node:path';
import { type AuditSpool, auditSpool } from '../adapters/blobs/audit-spool.ts';
import { createGuardedTransport } from '../adapters/http/guarded-transport.ts';
import { createWorkerProcess } from '../adapters/processes/worker-process.ts';
import type { Clock, Randomness } from '../domain/clock.ts';
import { loadDocumentTypes, typeFolders } from '../domain/document-types/registry.ts';
import { SohoaError } from '../domain/errors.ts';
import { loadUnits } from '../domain/identifiers/units.ts';
import { vietnamDay } from '../domain/rules/rule-profile.ts';
import { verificationPolicyAt } from '../domain/rules/verification-policy.ts';
import type { FileReport } from '../domain/signature-report.ts';
import { defaultImageLimits, type ImageLimits } from '../imaging/limits.ts';
import type { SignatureOrder, Techniques, VerifyRequest } from '../pipeline/techniques.ts';
import type { HttpTransport } from '../pki/http-transport.ts';
import { networkIssuerSource } from '../pki/issuer-source.ts';
import { memoryStatusCache, networkStatusSource } from '../pki/status-source.ts';
import { loadTrustStores, trustStoreNames } from '../pki/trust-store.ts';
import { createCertificateJudge } from '../signing/certificate-judge.ts';
import { type AuditStamps, createAuditStamps } from './audit-stamps.ts';
import { type CommandJournal, commandJournal } from './command-journal.ts';
import type { Config } from './config.ts';
import type { CpuTasks } from './cpu-tasks.ts';
import { createKeyDesk, type KeyDesk } from './key-desk.ts';
import { createKeyring } from './keyring.ts';
import { readerName } from './reader-name.ts';
import { createSigner, stampSource } from './signer.ts';
import { trustFolder } from './trust-folder.ts';
import { createVerificationDesk, type VerificationDesk } from './verification-desk.ts';
import { createVerifierProcess } from './verify-process.ts';

/** The techniques and what they hold open. */
export interface OwnedTechniques extends Techniques {
  readonly transport: HttpTransport;
  readonly keys: KeyDesk;
  readonly auditStamps: AuditStamps;
  /** Where commands without records leave their acts for the chain. */
  readonly auditSpool: AuditSpool;
  /** Where one signature of a command stands. */
  journal(document: Uint8Array, order: SignatureOrder): CommandJournal;
  readonly verification: VerificationDesk;
  /** As `verify`, of a file that only the verifying process reads. Errors: NOT_FOUND. */
  verifyFile(path: string, request: VerifyRequest): Promise<FileReport>;
  close(): Promise<void>;
}

export interface TechniqueDeps {
  readonly clock: Clock;
  readonly random: Randomness;
  /** No network at all: what cannot be known offline is CHƯA XÁC ĐỊNH. */
  readonly offline?: boolean;
}

/** Time for what is quick on any sane file, ms. */
const quickMs = 60_000;

/** Joins the techniques to the rooms: hostile bytes go to a process that can be killed, keys stay in this one. */
export async function createTechniques(config: Config, deps: TechniqueDeps): Promise<OwnedTechniques> {
  const cpu = createWorkerProcess<CpuTasks>({
    entry: new URL('../../workers/cpu.ts', import.meta.url),
    heapMb: 2048,
    callsPerProcess: 400,
  });
  const limits = imageLimits(config);
  const catalogues = { typesDir: config.typesDir, unitsFile: config.unitsFile };
  if (config.unitsFile !== undefined) loadUnits(config.unitsFile);
  const { clock, random } = deps;
  const transport =
    deps.offline === true ? offlineTransport : createGuardedTransport({ allowHosts: config.allowHosts });
  const stores = await loadTrustStores(trustFolder(config));
  const cache = memoryStatusCache();
  const keyring = createKeyring(config, { transport, clock });
  const sources = {
    stores,
    freshness: verificationPolicyAt(clock.now()).value.ANY.freshness,
    statusSource: networkStatusSource({ transport, randomness: random, cache }),
    issuerSource: networkIssuerSource(transport),
  };
  const judge = createCertificateJudge({ ...sources, clock });
  const spool = auditSpool(join(config.dataDir, 'audit', 'spool'), () => random.uuid());
  const verifier = createVerifierProcess({
    setup: { trustFolder: trustFolder(config), allowHosts: config.allowHosts, offline: deps.offline === true },
    clock,
    processes: config.workers,
    timeoutMs: config.verifyTimeoutMs,
    heapMb: 1024,
  });
  const stamps = stampSource(config, { clock, random, transport, judge });
  const digestStamps = createAuditStamps(stamps, judge, clock);
  return {
    settings: {
      recognition: {
        engine: config.ocrEngine,
        layer: config.ocrLayer,
        ...(config.preparationWithout.length === 0 ? {} : { without: config.preparationWithout }),
      },
      signatureLevel: config.signatureLevel,
      codeTemplate: config.codeTemplate,
      resultCodeForm: config.resultCodeForm,
      reviewGate: config.reviewGate,
      reader: readerName(),
      destinations: destinationsOf(config.shareUrls),
    },
    inspect: (file) => cpu.call('inspect', { bytes: file.bytes, limits }, { timeoutMs: quickMs }),
    digitize: (files, options) =>
      cpu.call(
        'digitize',
        {
          files: files.map((file) => file.bytes),
          metadata: { title: options.title, created: options.createdAt },
          limits,
          engine: config.ocrEngine,
          jobs: config.workers,
          pageTimeoutMs: config.pageTimeoutMs,
          preparation: { without: config.preparationWithout },
          textLayer: config.ocrLayer === 'trong_ban_chup',
          profile: options.profile ?? 'faithful',
          ...(options.pages === undefined ? {} : { pages: options.pages }),
        },
        {
          timeoutMs: config.pageTimeoutMs * config.maxPages,
          signal: options.signal,
          onProgress: (done) => options.onPage(Number(done), 0),
        },
      ),
    readText: (bytes) => cpu.call('readText', { bytes, limits }, { timeoutMs: quickMs }),
    extract: ({ texts, pdf, paperType, at }) =>
      cpu.call(
        'extract',
        {
          texts,
          pdf,
          documentType: paperType,
          today: vietnamDay(at),
          engine: config.ocrEngine,
          jobs: config.workers,
          catalogues,
        },
        { timeoutMs: quickMs + config.pageTimeoutMs * texts.length },
      ),
    papers: (texts) => cpu.call('papers', { texts, catalogues }, { timeoutMs: quickMs + 1_000 * texts.length }),
    picture: (request) => cpu.call('picture', request, { timeoutMs: quickMs }),
    documentTypes: loadDocumentTypes(typeFolders(config.typesDir)),
    verify: (pdf, request) => verifier.verify(pdf, request),
    verifyFile: (path, request) => verifier.verifyFile(path, request),
    signer: createSigner(config, { clock, random, transport, keyring, judge, verifier, stamps }),
    keys: createKeyDesk({
      keyring,
      random,
      surroundings: () => ({ ...sources, now: clock.now(), accepted: trustStoreNames, clockSkewMs: 60_000 }),
    }),
    auditSpool: spool,
    journal: (document, order) => commandJournal(config, document, order, { clock, spool }),
    auditStamps: digestStamps,
    verification: createVerificationDesk(config, {
      clock,
      offline: deps.offline === true,
      keyring,
      judge,
      verifier,
      stamps,
      digestStamps,
    }),
    transport,
    close: async () => {
      await cpu.close();
      await verifier.close();
      await keyring.close();
    },
  };
}

/** For commands told to stay off the network: every request fails the way an unplugged cable would. */
const offlineTransport: HttpTransport = {
  request: async ({ url }) => {
    throw new SohoaError('NETWORK_UNAVAILABLE', { url, reason: 'offline' });
  },
};

const imageLimits = (config: Config): ImageLimits => ({
  ...defaultImageLimits,
  maxFileBytes: config.maxFileBytes,
  maxPages: config.maxPages,
  maxPixels: config.maxPixels,
});

/** `name=URL` entries; CONFIG_INVALID names one that is not. */
function destinationsOf(entries: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entries.map((entry) => {
      const [, name, url] = /^([\w-]+)=(https?:\/\/.+)$/.exec(entry) ?? [];
      if (name === undefined || url === undefined)
        throw new SohoaError('CONFIG_INVALID', { reason: `SOHOA_SHARE_URLS: ${entry} is not name=URL` });
      return [name, url];
    }),
  );
}
