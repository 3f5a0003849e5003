import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { SohoaError } from '../domain/errors.ts';
import type { TrustStoreName } from '../domain/signature-report.ts';
import { type Certificate, readCertificates } from './certificate.ts';

/** One pinned hierarchy (rules.md R4.1): what is not in here is not trusted, whoever signed it. */
export interface TrustStore {
  readonly name: TrustStoreName;
  /** Roots of signers, both generations. */
  readonly anchors: readonly TrustAnchor[];
  /** Roots of time-stamp authorities. */
  readonly tsaAnchors: readonly TrustAnchor[];
  /** Bundled CA certificates: real signatures often embed the leaf only. Candidates for a path, not trust. */
  readonly intermediates: readonly Certificate[];
  /** SHA-256 of the bundled intermediates that stand in `pins.txt` too: a person compared their fingerprints. */
  readonly pinnedIntermediates: ReadonlySet<string>;
}

export interface TrustAnchor {
  readonly certificate: Certificate;
  /** The anchor proves nothing after this moment; null = until its own end. */
  readonly trustedUntil: Date | null;
}

export type TrustStores = Readonly<Record<TrustStoreName, TrustStore>>;

export const trustStoreNames: readonly TrustStoreName[] = ['cong_vu', 'cong_cong'];

/**
 * Reads `<folder>/<cong_vu|cong_cong>/{anchors,tsa-anchors,intermediates}/*.pem`. A missing folder is an empty list.
 * An anchor's file may carry `# trusted-until: 2030-12-31T00:00:00Z`; the SHA-256 of every anchor must stand in
 * `<folder>/<store>/pins.txt` (`<64 hex digits>  <name>` a line): a file that slipped in is refused, not trusted.
 * An intermediate may stand there as well; then the algorithm of the signature over it no longer matters.
 * @throws SohoaError TRUST_STORE_INVALID
 */
export async function loadTrustStores(folder: string): Promise<TrustStores> {
  const [government, publicStore] = await Promise.all([loadStore(folder, 'cong_vu'), loadStore(folder, 'cong_cong')]);
  return { cong_vu: government, cong_cong: publicStore };
}

async function loadStore(folder: string, name: TrustStoreName): Promise<TrustStore> {
  const root = path.join(folder, name);
  const pins = await readPins(path.join(root, 'pins.txt'));
  const anchorsOf = async (kind: string): Promise<readonly TrustAnchor[]> => {
    const files = await readPemFiles(path.join(root, kind));
    return files.flatMap(({ file, bytes, certificates }) =>
      certificates.map((certificate) => {
        if (!pins.has(certificate.sha256)) {
          throw invalid(`${file}: ${certificate.sha256} is not pinned in ${name}/pins.txt`);
        }
        return { certificate, trustedUntil: endOfTrust(bytes, file) };
      }),
    );
  };
  const [anchors, tsaAnchors, bundled] = await Promise.all([
    anchorsOf('anchors'),
    anchorsOf('tsa-anchors'),
    readPemFiles(path.join(root, 'intermediates')),
  ]);
  const intermediates = bundled.flatMap(({ certificates }) => certificates);
  const pinnedIntermediates = new Set(intermediates.map(({ sha256 }) => sha256).filter((sha256) => pins.has(sha256)));
  return { name, anchors, tsaAnchors, intermediates, pinnedIntermediates };
}

const invalid = (reason: string, cause?: unknown): SohoaError =>
  new SohoaError('TRUST_STORE_INVALID', { reason }, { cause });

async function readPins(file: string): Promise<ReadonlySet<string>> {
  const written = await readIfPresent(file);
  if (written === null) return new Set();
  const lines = Buffer.from(written).toString('utf8').split('\n');
  return new Set(lines.flatMap((line) => /^([0-9a-fA-F]{64})\b/.exec(line)?.[1]?.toLowerCase() ?? []));
}

interface PemFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly certificates: readonly Certificate[];
}

async function readPemFiles(folder: string): Promise<readonly PemFile[]> {
  let names: string[];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith('.pem')).sort();
  } catch (thrown) {
    if (isMissing(thrown)) return [];
    throw invalid(`${folder} cannot be read`, thrown);
  }
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const bytes = new Uint8Array(await readFile(file));
      try {
        return { file, bytes, certificates: readCertificates(bytes) };
      } catch (thrown) {
        throw invalid(`${file} holds no readable certificate`, thrown);
      }
    }),
  );
}

function endOfTrust(bytes: Uint8Array, file: string): Date | null {
  const written = /^# trusted-until: (.+)$/m.exec(Buffer.from(bytes).toString('utf8'))?.[1];
  if (written === undefined) return null;
  const moment = new Date(written);
  if (Number.isNaN(moment.getTime())) throw invalid(`${file}: trusted-until ${written} is not a time`);
  return moment;
}

async function readIfPresent(file: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    throw invalid(`${file} cannot be read`, thrown);
  }
}

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');
