import { type Asn1, children, integerHex, members, octets, oid, sameBytes, tag } from './asn1.ts';
import type { Certificate } from './certificate.ts';
import type { DistinguishedName } from './distinguished-name.ts';
import { type GeneralName, readGeneralNames } from './general-name.ts';
import { digest, type HashName, hashByOid } from './hashes.ts';

/** First ESSCertID of a signing-certificate attribute, the one that names the signer (RFC 2634 5.4, RFC 5035 4). */
export interface SigningCertificateId {
  readonly version: 1 | 2;
  /** Null when the hash algorithm is not known. */
  readonly hash: HashName | null;
  readonly certificateHash: Uint8Array;
  readonly issuerSerial: { readonly issuer: readonly GeneralName[]; readonly serialHex: string } | null;
}

/** Reads `SigningCertificate` or `SigningCertificateV2`. @throws SohoaError PKI_UNREADABLE */
export function readSigningCertificate(value: Asn1, version: 1 | 2): SigningCertificateId {
  const what = 'signing-certificate attribute';
  const first = members(members(value, what, 1)[0], what, 1)[0];
  const parts = [...members(first, what, 1)];
  let hash: HashName | null = version === 1 ? 'sha1' : 'sha256';
  if (version === 2 && parts[0] !== undefined && tag(parts[0]) === 0x30) {
    hash = hashByOid(oid(children(parts[0])[0], what));
    parts.shift();
  }
  const certificateHash = octets(parts.shift(), what);
  const issuerSerialNode = parts.shift();
  let issuerSerial: SigningCertificateId['issuerSerial'] = null;
  if (issuerSerialNode !== undefined) {
    const [issuer, serial] = members(issuerSerialNode, what, 2);
    issuerSerial = { issuer: readGeneralNames(issuer, what), serialHex: integerHex(serial, what) };
  }
  return { version, hash, certificateHash, issuerSerial };
}

/** Digest, and issuer and serial when they are given, belong to this certificate. */
export function namesCertificate(id: SigningCertificateId, certificate: Certificate): boolean {
  if (id.hash === null || !sameBytes(digest(id.hash, certificate.der), id.certificateHash)) return false;
  if (id.issuerSerial === null) return true;
  const names = id.issuerSerial.issuer.flatMap((name): readonly DistinguishedName[] =>
    name.kind === 'directory' ? [name.name] : [],
  );
  return (
    id.issuerSerial.serialHex === certificate.serialHex &&
    (names.length === 0 || names.some(({ key }) => key === certificate.issuer.key))
  );
}
