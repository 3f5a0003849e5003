import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Certificate } from '../src/pki/certificate.ts';
import { readCertificates } from '../src/pki/certificate.ts';
import { openPkcs12, readPkcs12 } from '../src/pki/keys/pkcs12.ts';
import type { SigningKey } from '../src/pki/keys/signing-key.ts';
import { loadTrustStores, type TrustStores } from '../src/pki/trust-store.ts';
import { type Entity, recipe, testPassword } from './recipe.ts';

/** The committed test PKI, read lazily. TEST ONLY. */
export interface TestPki {
  /** Folder of the two test trust stores, for configuration (`loadTrustStores`). */
  readonly trustFolder: string;
  readonly stores: TrustStores;
  readonly password: string;
  readonly entities: readonly Entity[];
  entity(id: string): Entity;
  certificate(id: string): Certificate;
  /** Path of the PKCS#12 file, for configuration and the command line. */
  pkcs12Path(id: string): string;
  /** A signing key of the product, opened from the PKCS#12 file. */
  key(id: string): Promise<SigningKey>;
  /** The bare private key, for the authorities and for building attacks. */
  privateKey(id: string): Promise<KeyObject>;
}

const out = path.join(import.meta.dirname, 'out');

export async function loadTestPki(): Promise<TestPki> {
  const entities = new Map(recipe.map((entity) => [entity.id, entity]));
  const entity = (id: string): Entity => {
    const found = entities.get(id);
    if (found === undefined) throw new Error(`the test PKI has no ${id}`);
    return found;
  };
  const fileOf = (id: string, kind: 'pem' | 'p12'): string => path.join(out, entity(id).store, `${id}.${kind}`);
  const certificates = new Map(
    await Promise.all(
      recipe.map(async ({ id }): Promise<readonly [string, Certificate]> => {
        const [certificate] = readCertificates(await readFile(fileOf(id, 'pem')));
        if (certificate === undefined) throw new Error(`${id}.pem is empty`);
        return [id, certificate];
      }),
    ),
  );
  const trustFolder = path.join(out, 'trust');
  const privateKeys = new Map<string, Promise<KeyObject>>();
  const readPrivateKey = async (id: string): Promise<KeyObject> => {
    const { privateKeys: keys } = readPkcs12(await readFile(fileOf(id, 'p12')), testPassword);
    if (keys[0] === undefined) throw new Error(`${id}.p12 has no key`);
    return keys[0];
  };
  return {
    trustFolder,
    stores: await loadTrustStores(trustFolder),
    password: testPassword,
    entities: recipe,
    entity,
    certificate: (id) => certificates.get(entity(id).id) as Certificate,
    pkcs12Path: (id) => fileOf(id, 'p12'),
    key: async (id) => openPkcs12(await readFile(fileOf(id, 'p12')), testPassword, id),
    privateKey: (id) => {
      const key = privateKeys.get(id) ?? readPrivateKey(id);
      privateKeys.set(id, key);
      return key;
    },
  };
}
