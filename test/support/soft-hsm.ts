import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestPki } from '../../certs-test/pki.ts';
import { createPinGuard } from '../../src/pki/keys/pin-guard.ts';
import { loadPkcs11, type Pkcs11Module } from '../../src/pki/keys/pkcs11.ts';
import type { SigningKey } from '../../src/pki/keys/signing-key.ts';
import type { Token } from '../../src/pki/keys/token.ts';
import { openTokenKey } from '../../src/pki/keys/token-key.ts';

const libraries = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'];
export const softHsmLibrary = libraries.find(existsSync) ?? libraries[0]!;

/** In CI it must be there: nothing is skipped unseen. */
export const hasSoftHsm =
  process.env.CI === 'true' || (existsSync(softHsmLibrary) && spawnSync('softhsm2-util', ['--version']).status === 0);

/** A software token in a folder of its own, holding keys of the test PKI. */
export interface SoftHsm {
  readonly module: Pkcs11Module;
  readonly label: string;
  readonly pin: string;
  token(): Token;
  /** The key of this entity, through the product's own interface. */
  key(id: string, token?: Token, reopen?: () => Promise<Token>): SigningKey;
  close(): Promise<void>;
}

/** A software token on disk, found by whoever loads the library in this process until `remove`. */
export interface SoftToken {
  readonly label: string;
  readonly pin: string;
  remove(): Promise<void>;
}

/** @param ids entities whose keys it gets, under their ids. One at a time in a process: SoftHSM reads its settings when it is loaded. */
export async function createSoftToken(pki: TestPki, ids: readonly string[]): Promise<SoftToken> {
  const [label, pin] = ['xa-mau', '987654'];
  const folder = await mkdtemp(join(tmpdir(), 'sohoa-hsm-'));
  await mkdir(join(folder, 'tokens'));
  const config = join(folder, 'softhsm2.conf');
  await writeFile(config, `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\n`);
  const before = process.env.SOFTHSM2_CONF;
  process.env.SOFTHSM2_CONF = config;
  const util = (...options: readonly string[]): void => {
    const run = spawnSync('softhsm2-util', options, { encoding: 'utf8', env: process.env });
    if (run.status !== 0) throw new Error(run.stderr);
  };
  util('--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', '111111');
  for (const [index, id] of ids.entries()) {
    const file = join(folder, `${id}.pem`);
    await writeFile(file, (await pki.privateKey(id)).export({ type: 'pkcs8', format: 'pem' }));
    util('--import', file, '--token', label, '--label', id, '--id', (0xa1 + index).toString(16), '--pin', pin);
  }
  return {
    label,
    pin,
    remove: async () => {
      if (before === undefined) delete process.env.SOFTHSM2_CONF;
      else process.env.SOFTHSM2_CONF = before;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The token opened. */
export async function openSoftHsm(pki: TestPki, ids: readonly string[]): Promise<SoftHsm> {
  const { label, pin, remove } = await createSoftToken(pki, ids);
  const module = await loadPkcs11(softHsmLibrary);
  return {
    module,
    label,
    pin,
    token: () => module.open(label),
    key: (id, token = module.open(label), reopen) =>
      openTokenKey(token, {
        pin,
        guard: createPinGuard(),
        key: id,
        certificate: pki.certificate(id),
        ...(reopen === undefined ? {} : { reopen }),
      }),
    close: async () => {
      module.close();
      await remove();
    },
  };
}
