import { createHash, type KeyObject, sign } from 'node:crypto';
import { attribute, encodeSignedData, essAttribute, signerInfo } from '../../certs-test/lib/cms.ts';
import type { TestPki } from '../../certs-test/pki.ts';
import {
  algorithm,
  type Encodable,
  encode,
  nullValue,
  objectId,
  octetString,
  setOf,
} from '../../src/pki/asn1-write.ts';
import { cmsOid } from '../../src/pki/cms-oids.ts';

/** How a CMS is signed, spelled out in the identifiers of the standards rather than by the code under test. */
export interface NodeScheme {
  /** Digest of the content, by its name in node:crypto and its object identifier. */
  readonly digest: { readonly name: string; readonly oid: string };
  readonly signature: Encodable;
  /** Signs the DER of the signed attributes. */
  readonly sign: (data: Uint8Array, key: KeyObject) => Uint8Array;
}

const digests = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  'sha3-256': '2.16.840.1.101.3.4.2.8',
  'sha3-384': '2.16.840.1.101.3.4.2.9',
  'sha3-512': '2.16.840.1.101.3.4.2.10',
} as const;
export type NodeDigest = keyof typeof digests;

const digestOf = (name: NodeDigest) => ({ name, oid: digests[name] });
const bytes = (value: Buffer): Uint8Array => new Uint8Array(value);

/** ECDSA or RSASSA-PKCS1-v1_5 under this signature identifier (RFC 5754, RFC 8692, NIST). */
export const underOid = (name: NodeDigest, oid: string, parameters?: Encodable): NodeScheme => ({
  digest: digestOf(name),
  signature: parameters === undefined ? algorithm(oid) : algorithm(oid, parameters),
  sign: (data, key) => bytes(sign(name, data, key)),
});

/** BSI TR-03111: r and s in a row. */
export const plainEcdsa = (name: NodeDigest, oid: string): NodeScheme => ({
  digest: digestOf(name),
  signature: algorithm(oid),
  sign: (data, key) => bytes(sign(name, data, { key, dsaEncoding: 'ieee-p1363' })),
});

/** RFC 8419: Ed25519 over attributes whose digest is SHA-512. */
export const ed25519: NodeScheme = {
  digest: digestOf('sha512'),
  signature: algorithm('1.3.101.112'),
  sign: (data, key) => bytes(sign(null, data, key)),
};

export const nullParameters = nullValue;

/** A detached CMS with an ESS attribute, signed by node:crypto alone. */
export async function nodeCms(
  pki: TestPki,
  content: Uint8Array,
  signer: string,
  scheme: NodeScheme,
): Promise<Uint8Array> {
  const key = await pki.privateKey(signer);
  const certificate = pki.certificate(signer);
  const hash = (data: Uint8Array): Uint8Array => bytes(createHash(scheme.digest.name).update(data).digest());
  const attributes = encode(
    setOf([
      attribute(cmsOid.contentType, objectId(cmsOid.data)),
      attribute(cmsOid.messageDigest, octetString(hash(content))),
      essAttribute(certificate),
    ]),
  );
  const digestAlgorithm = algorithm(scheme.digest.oid);
  return encodeSignedData({
    digestAlgorithm,
    contentType: cmsOid.data,
    certificates: [certificate],
    signers: [
      signerInfo({
        certificate,
        digestAlgorithm,
        attributes,
        signatureAlgorithm: scheme.signature,
        value: scheme.sign(attributes, key),
      }),
    ],
  });
}
