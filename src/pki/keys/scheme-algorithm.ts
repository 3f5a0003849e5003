import { algorithm, type Encodable, integer, nullValue, objectId, sequence, tagged } from '../asn1-write.ts';
import { type HashName, hashLength, hashOid } from '../hashes.ts';
import type { SignatureAlgorithm } from '../signature-algorithm.ts';
import { type SignatureScheme, schemeHash } from './signing-key.ts';

const oids: Readonly<Record<SignatureScheme, string>> = {
  'rsa-pss-sha256': '1.2.840.113549.1.1.10',
  'rsa-pss-sha384': '1.2.840.113549.1.1.10',
  'rsa-pss-sha512': '1.2.840.113549.1.1.10',
  'rsa-pkcs1-sha256': '1.2.840.113549.1.1.11',
  'rsa-pkcs1-sha384': '1.2.840.113549.1.1.12',
  'rsa-pkcs1-sha512': '1.2.840.113549.1.1.13',
  'ecdsa-sha256': '1.2.840.10045.4.3.2',
  'ecdsa-sha384': '1.2.840.10045.4.3.3',
  'ecdsa-sha512': '1.2.840.10045.4.3.4',
};

/** What a signature of this scheme says of itself; PSS with hash = MGF1 hash and a salt as long as the hash. */
export function algorithmOfScheme(scheme: SignatureScheme): SignatureAlgorithm {
  const hash = schemeHash(scheme);
  const oid = oids[scheme];
  if (scheme.startsWith('rsa-pss-')) {
    return { oid, family: 'rsa-pss', hash, pss: { maskHash: hash, saltLength: hashLength(hash), trailerField: 1 } };
  }
  return { oid, family: scheme.startsWith('rsa-') ? 'rsa-pkcs1' : 'ecdsa', hash, pss: null };
}

/** RSASSA-PSS-params with everything explicit: hash = MGF1 hash, salt as long as the hash (RFC 4055 3.1). */
export function pssParameters(hash: HashName): Encodable {
  const hashIdentifier = algorithm(hashOid(hash), nullValue());
  return sequence(
    tagged(0, hashIdentifier),
    tagged(1, algorithm('1.2.840.113549.1.1.8', hashIdentifier)),
    tagged(2, integer(hashLength(hash))),
  );
}

/** Members of the AlgorithmIdentifier of a scheme. */
export function algorithmMembers(scheme: SignatureScheme): readonly Encodable[] {
  const identifier = objectId(oids[scheme]);
  if (scheme.startsWith('rsa-pss-')) return [identifier, pssParameters(schemeHash(scheme))];
  return scheme.startsWith('rsa-') ? [identifier, nullValue()] : [identifier];
}
