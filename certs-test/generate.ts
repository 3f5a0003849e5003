import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Certificate, certificatePem, extendedKeyUsageOid } from '../src/pki/certificate.ts';
import { readPkcs12 } from '../src/pki/keys/pkcs12.ts';
import {
  extension,
  generateKey,
  type Issuer,
  issueCertificate,
  schemeFor,
  serialOf,
  type TestExtension,
  type TestScheme,
} from './lib/issue.ts';
import { writePkcs12 } from './lib/pkcs12-write.ts';
import { type Entity, hosts, recipe, testPassword } from './recipe.ts';

/*
 * Makes `certs-test/out` from the recipe: `npm run certs-test` adds what is missing, `-- --fresh` makes everything anew.
 * TEST ONLY: the keys are public, nothing may ever trust them.
 */

const out = path.join(import.meta.dirname, 'out');

interface Issued {
  readonly entity: Entity;
  readonly key: KeyObject;
  readonly certificate: Certificate;
}

export const fileOf = (entity: Entity, kind: 'pem' | 'p12'): string =>
  path.join(out, entity.store, `${entity.id}.${kind}`);

async function generate(fresh: boolean): Promise<void> {
  const issued = new Map<string, Issued>();
  for (const entity of recipe) {
    const existing = fresh ? null : readExisting(entity);
    const made = existing ?? issue(entity, issued);
    issued.set(entity.id, made);
    if (existing === null) await write(made, chainOf(entity, issued));
  }
  await writeStores(issued);
  process.stdout.write(`${issued.size} certificates in ${out} (TEST ONLY)\n`);
}

function readExisting(entity: Entity): Issued | null {
  const file = fileOf(entity, 'p12');
  if (!existsSync(file)) return null;
  const { privateKeys, certificates } = readPkcs12(readFileSync(file), testPassword);
  const [key] = privateKeys;
  const [certificate] = certificates;
  return key === undefined || certificate === undefined ? null : { entity, key, certificate };
}

function issue(entity: Entity, issued: ReadonlyMap<string, Issued>): Issued {
  const key = generateKey(entity.key);
  const issuer = entity.issuer === entity.id ? { entity, key } : issued.get(entity.issuer);
  if (issuer === undefined) throw new Error(`${entity.id}: issuer ${entity.issuer} stands later in the recipe`);
  const by: Issuer = { subject: issuer.entity.subject, privateKey: issuer.key, scheme: schemeOf(entity, issuer.key) };
  const certificate = issueCertificate(
    {
      subject: entity.subject,
      serial: serialOf(entity.id),
      notBefore: new Date(entity.from),
      notAfter: new Date(entity.to),
      publicKey: key,
      extensions: extensionsOf(entity, key, issuer.key),
    },
    by,
  );
  return { entity, key, certificate };
}

function schemeOf(entity: Entity, key: KeyObject): TestScheme {
  if (entity.signedWith === 'pss') return { kind: 'rsa-pss', hash: 'sha256' };
  return schemeFor(key, entity.signedWith ?? 'sha256');
}

function extensionsOf(entity: Entity, key: KeyObject, issuerKey: KeyObject): readonly TestExtension[] {
  const common = [
    extension.subjectKeyId(key),
    ...(entity.role === 'root' ? [] : [extension.authorityKeyId(issuerKey)]),
  ];
  const addresses = addressesOf(entity);
  switch (entity.role) {
    case 'root':
      return [...common, extension.basicConstraints(true), extension.keyUsage('keyCertSign', 'cRLSign')];
    case 'ca':
      return [
        ...common,
        extension.basicConstraints(true, entity.pathLength),
        extension.keyUsage('keyCertSign', 'cRLSign'),
        ...addresses,
      ];
    case 'ocsp':
      return [
        ...common,
        extension.keyUsage('digitalSignature'),
        extension.extendedKeyUsage([extendedKeyUsageOid.ocspSigning]),
        extension.ocspNoCheck(),
      ];
    case 'tsa':
      return [
        ...common,
        extension.keyUsage('digitalSignature'),
        extension.extendedKeyUsage([extendedKeyUsageOid.timeStamping], entity.id !== 'cv-tsa-noncritical'),
        ...addresses,
      ];
    case 'signer':
      return [
        ...common,
        ...(entity.keyUsage === null ? [] : [extension.keyUsage(...(entity.keyUsage ?? []))]),
        ...(entity.extendedKeyUsage === undefined ? [] : [extension.extendedKeyUsage(entity.extendedKeyUsage)]),
        ...addresses,
      ];
  }
}

/** One CA certificate, one CRL and one OCSP address per issuer: `http://<host>/<issuer id>`. */
function addressesOf(entity: Entity): readonly TestExtension[] {
  if (entity.silent === true) return [];
  const own = hosts[entity.store];
  const host = (kind: 'ca' | 'crl' | 'ocsp'): string => (entity.unreachable === true ? hosts.unreachable : own[kind]);
  return [
    extension.access({
      ocsp: `http://${host('ocsp')}/${entity.issuer}`,
      issuer: `http://${host('ca')}/${entity.issuer}.cer`,
    }),
    extension.crl(`http://${host('crl')}/${entity.issuer}.crl`),
  ];
}

/** Issuers up to, without, the root. */
function chainOf(entity: Entity, issued: ReadonlyMap<string, Issued>): readonly Certificate[] {
  const chain: Certificate[] = [];
  let current = issued.get(entity.issuer);
  while (current !== undefined && current.entity.role === 'ca') {
    chain.push(current.certificate);
    current = issued.get(current.entity.issuer);
  }
  return chain;
}

async function write({ entity, key, certificate }: Issued, chain: readonly Certificate[]): Promise<void> {
  await mkdir(path.join(out, entity.store), { recursive: true });
  await writeFile(fileOf(entity, 'pem'), `# TEST ONLY: ${entity.about}\n${certificatePem(certificate)}`);
  const form = entity.legacyPkcs12 === true ? 'legacy' : 'modern';
  await writeFile(fileOf(entity, 'p12'), writePkcs12(key, [certificate, ...chain], testPassword, form));
}

/** `out/trust/<store>/…` in the layout that the product reads. */
async function writeStores(issued: ReadonlyMap<string, Issued>): Promise<void> {
  for (const store of ['cong_vu', 'cong_cong'] as const) {
    const own = [...issued.values()].filter(({ entity }) => entity.store === store);
    const roots = own.filter(({ entity }) => entity.role === 'root');
    const tsaOnly = roots.filter(({ entity }) => entity.id.includes('tsa'));
    const anchors = roots.filter((root) => !tsaOnly.includes(root));
    const folders: Readonly<Record<string, readonly Issued[]>> = {
      anchors,
      'tsa-anchors': tsaOnly.length > 0 ? tsaOnly : anchors,
      intermediates: own.filter(({ entity }) => entity.role === 'ca'),
    };
    for (const [folder, members] of Object.entries(folders)) {
      const target = path.join(out, 'trust', store, folder);
      await mkdir(target, { recursive: true });
      for (const { entity, certificate } of members) {
        await writeFile(
          path.join(target, `${entity.id}.pem`),
          `# TEST ONLY: ${entity.about}\n${certificatePem(certificate)}`,
        );
      }
    }
    const pins = roots.map(({ entity, certificate }) => `${certificate.sha256}  ${entity.id} (TEST ONLY)`);
    await writeFile(path.join(out, 'trust', store, 'pins.txt'), `${pins.join('\n')}\n`);
  }
}

await generate(process.argv.includes('--fresh'));
