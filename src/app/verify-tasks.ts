import { readFile } from 'node:fs/promises';
import { createGuardedTransport } from '../adapters/http/guarded-transport.ts';
import { systemClock } from '../domain/clock.ts';
import { SohoaError } from '../domain/errors.ts';
import type { FileReport } from '../domain/signature-report.ts';
import type { VerifyRequest } from '../pipeline/techniques.ts';
import { memoryStatusCache } from '../pki/status-source.ts';
import { loadTrustStores } from '../pki/trust-store.ts';
import type { VerificationDeps } from '../verification/request.ts';
import { systemRandomness } from './system-randomness.ts';
import { createVerifier, type JudgedFile } from './verifier.ts';

/** What the process needs to verify as this office does; plain data, since it crosses a process border. */
export interface VerifierSetup {
  /** Folder of the two stores. */
  readonly trustFolder: string;
  readonly allowHosts: readonly string[];
  readonly offline: boolean;
}

export interface VerifyTask {
  readonly setup: VerifierSetup;
  /** The file itself, or its path: a large file is read where it is parsed. */
  readonly pdf: Uint8Array | string;
  readonly request: VerifyRequest;
  /** The clock of the caller. */
  readonly now: Date;
  /** Kept from an earlier verification. */
  readonly kept?: VerificationDeps['evidence'];
}

/** Tasks of the verifying process: it parses hostile bytes and asks for certificate status, and holds no key. */
export function verifyTasks() {
  const offices = new Map<string, Promise<VerificationDeps>>();
  const judge = async ({ setup, pdf, request, now, kept }: VerifyTask): Promise<JudgedFile> => {
    const key = JSON.stringify(setup);
    const office = offices.get(key) ?? openOffice(setup);
    offices.set(key, office);
    const bytes = typeof pdf === 'string' ? await readInput(pdf) : pdf;
    const deps = { ...(await office), ...(kept === undefined ? {} : { evidence: kept }) };
    return createVerifier(deps).verify(bytes, { ...request, at: request.at ?? now });
  };
  return {
    judge,
    /** Without the evidence, which may be large. */
    verify: async (task: VerifyTask): Promise<FileReport> => (await judge(task)).report,
  };
}

async function openOffice({ trustFolder, allowHosts, offline }: VerifierSetup): Promise<VerificationDeps> {
  return {
    stores: await loadTrustStores(trustFolder),
    clock: systemClock,
    randomness: systemRandomness,
    cache: memoryStatusCache(),
    transport: offline ? null : createGuardedTransport({ allowHosts }),
  };
}

async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (thrown) {
    throw new SohoaError('NOT_FOUND', { what: path }, { cause: thrown });
  }
}

export type VerifyTasks = ReturnType<typeof verifyTasks>;
