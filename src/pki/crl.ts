import {
  children,
  content,
  decode,
  integerHex,
  members,
  setBits,
  smallIntegerOf,
  tag,
  time,
  unreadable,
} from './asn1.ts';
import { type DistinguishedName, readName } from './distinguished-name.ts';
import {
  type Extension,
  extensionOid,
  type RevocationReason,
  readAuthorityKeyId,
  readExtension,
  readExtensions,
  readPointName,
  revocationReasons,
} from './extensions.ts';
import { type GeneralName, readGeneralNames } from './general-name.ts';
import { readSignatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts';
import { type Tlv, tlvAt, tlvBytes, tlvContent, tlvMembers } from './tlv.ts';

/** IssuingDistributionPoint: what a CRL speaks about (RFC 5280 5.2.5). */
export interface CrlScope {
  readonly names: readonly GeneralName[] | null;
  readonly onlyUserCertificates: boolean;
  readonly onlyCaCertificates: boolean;
  readonly onlyAttributeCertificates: boolean;
  readonly indirect: boolean;
  /** Bit numbers of ReasonFlags; null = all reasons. */
  readonly reasons: ReadonlySet<number> | null;
}

/** A certificate revocation list; its entries stay in the bytes and are looked up one by one. */
export interface Crl {
  readonly der: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly numberHex: string | null;
  readonly authorityKeyId: Uint8Array | null;
  readonly scope: CrlScope | null;
  /** Number of the base CRL that this delta completes; null for a full CRL. */
  readonly deltaBaseHex: string | null;
  /** Certificates that expired after this moment are kept on the list; null = they are dropped. */
  readonly keepsExpiredSince: Date | null;
  /** OID of a critical extension that is not understood: the list must not be used. */
  readonly unknownCritical: string | null;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  readonly entries: Tlv | null;
}

export interface CrlEntry {
  readonly revokedAt: Date;
  readonly reason: RevocationReason;
  /** `invalidityDate`: when the key is known to have been compromised; may be before `revokedAt`. */
  readonly invalidSince: Date | null;
}

const what = 'CRL';
export const maxCrlBytes = 50 * 1024 * 1024;
const understood: ReadonlySet<string> = new Set([
  extensionOid.issuingDistributionPoint,
  extensionOid.deltaCrlIndicator,
  extensionOid.authorityKeyIdentifier,
  extensionOid.crlNumber,
  extensionOid.issuerAltName,
  extensionOid.freshestCrl,
  extensionOid.expiredCertsOnCrl,
  extensionOid.authorityInfoAccess,
]);

/** Reads a CRL in DER or in PEM (the national root serves PEM, rules.md R4.8). @throws SohoaError PKI_UNREADABLE */
export function parseCrl(bytes: Uint8Array): Crl {
  const der = bytes[0] === 0x30 ? bytes : fromPem(bytes);
  if (der.length > maxCrlBytes) throw unreadable(what, `${der.length} bytes, at most ${maxCrlBytes}`);
  const outer = tlvAt(der, 0, der.length, what);
  if (outer.tag !== 0x30 || outer.end !== der.length) throw unreadable(what, 'not one SEQUENCE');
  const [tbs, algorithm, signature] = [...tlvMembers(der, outer, what)];
  if (tbs === undefined || algorithm === undefined || signature?.tag !== 0x03)
    throw unreadable(what, 'members missing');
  const fields = [...tlvMembers(der, tbs, what)];
  const value = (field: Tlv | undefined) => {
    if (field === undefined) throw unreadable(what, 'members missing');
    return decode(tlvBytes(der, field), what);
  };
  if (fields[0]?.tag === 0x02) fields.shift();
  const [innerAlgorithm, issuer, thisUpdate, ...rest] = fields;
  if (innerAlgorithm === undefined || Buffer.compare(tlvBytes(der, algorithm), tlvBytes(der, innerAlgorithm)) !== 0) {
    throw unreadable(what, 'the two signature algorithms differ');
  }
  const nextUpdate = rest[0]?.tag === 0x17 || rest[0]?.tag === 0x18 ? rest.shift() : undefined;
  const entries = rest[0]?.tag === 0x30 ? rest.shift() : undefined;
  const extensionField = rest.find((field) => field.tag === 0xa0);
  const extensions = extensionField === undefined ? [] : readExtensions(children(value(extensionField))[0], what);
  return {
    der,
    issuer: readName(value(issuer), what),
    thisUpdate: time(value(thisUpdate), what),
    nextUpdate: nextUpdate === undefined ? null : time(value(nextUpdate), what),
    numberHex: readExtension(extensions, extensionOid.crlNumber, integerHex),
    authorityKeyId: readExtension(extensions, extensionOid.authorityKeyIdentifier, readAuthorityKeyId),
    scope: readExtension(extensions, extensionOid.issuingDistributionPoint, readScope),
    deltaBaseHex: readExtension(extensions, extensionOid.deltaCrlIndicator, integerHex),
    keepsExpiredSince: readExtension(extensions, extensionOid.expiredCertsOnCrl, time),
    unknownCritical: extensions.find((one) => one.critical && !understood.has(one.oid))?.oid ?? null,
    tbs: tlvBytes(der, tbs),
    signatureAlgorithm: readSignatureAlgorithm(value(algorithm), what),
    signature: tlvContent(der, signature).subarray(1),
    entries: entries ?? null,
  };
}

function fromPem(bytes: Uint8Array): Uint8Array {
  if (bytes.length > maxCrlBytes * 1.4) throw unreadable(what, `${bytes.length} bytes of text`);
  const text = Buffer.from(bytes).toString('latin1');
  const begin = text.indexOf('-----BEGIN X509 CRL-----');
  const end = text.indexOf('-----END X509 CRL-----', begin);
  if (begin === -1 || end === -1) throw unreadable(what, 'neither DER nor PEM');
  const base64 = text.slice(begin + '-----BEGIN X509 CRL-----'.length, end);
  if (!/^[A-Za-z0-9+/=\s]+$/.test(base64)) throw unreadable(what, 'PEM with foreign characters');
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

function readScope(value: ReturnType<typeof decode>): CrlScope {
  const flag = (wanted: number): boolean =>
    members(value, what).some((member) => tag(member) === wanted && content(member)[0] !== 0);
  const name = members(value, what).find((member) => tag(member) === 0xa0);
  const reasons = members(value, what).find((member) => tag(member) === 0x83);
  return {
    names: name === undefined ? null : readPointName(children(name)[0], what),
    onlyUserCertificates: flag(0x81),
    onlyCaCertificates: flag(0x82),
    reasons: reasons === undefined ? null : setBits(content(reasons)),
    indirect: flag(0x84),
    onlyAttributeCertificates: flag(0x85),
  };
}

/**
 * The entry of one certificate, or null when it is not on the list. On an indirect CRL an entry belongs to the issuer
 * that the last certificateIssuer extension before it named (RFC 5280 5.3.3).
 * @throws SohoaError PKI_UNREADABLE, also when an entry has a critical extension that is not understood
 */
export function findCrlEntry(crl: Crl, serialHex: string, certificateIssuer: DistinguishedName): CrlEntry | null {
  if (crl.entries === null) return null;
  const wanted = Buffer.from(serialHex, 'hex');
  let entryIssuer = crl.issuer.key;
  for (const entry of tlvMembers(crl.der, crl.entries, what)) {
    const serial = tlvAt(crl.der, entry.contentStart, entry.contentEnd, what);
    const matches = sameSerial(crl.der, serial, wanted);
    const date = tlvAt(crl.der, serial.end, entry.contentEnd, what);
    // only what matters is decoded: the entry asked for, and entries that change the issuer or carry a critical extension
    const extended = date.end < entry.contentEnd;
    const look =
      matches || (extended && (crl.scope?.indirect === true || hasCritical(crl.der, date.end, entry.contentEnd)));
    if (!look) continue;
    const [, dateNode, extensionNode] = members(decode(tlvBytes(crl.der, entry), what), what, 2);
    const extensions = extensionNode === undefined ? [] : readExtensions(extensionNode, what);
    checkEntryExtensions(extensions);
    const issuers = readExtension(extensions, extensionOid.certificateIssuer, readGeneralNames) ?? [];
    entryIssuer = issuers.flatMap((name) => (name.kind === 'directory' ? [name.name.key] : []))[0] ?? entryIssuer;
    if (!matches || entryIssuer !== certificateIssuer.key) continue;
    return {
      revokedAt: time(dateNode, what),
      reason: readExtension(extensions, extensionOid.reasonCode, readReason) ?? 'unspecified',
      invalidSince: readExtension(extensions, extensionOid.invalidityDate, time),
    };
  }
  return null;
}

function sameSerial(bytes: Uint8Array, serial: Tlv, wanted: Uint8Array): boolean {
  let start = serial.contentStart;
  while (start < serial.contentEnd - 1 && bytes[start] === 0) start++;
  if (serial.contentEnd - start !== wanted.length) return false;
  for (let index = 0; index < wanted.length; index++) if (bytes[start + index] !== wanted[index]) return false;
  return true;
}

/** A BOOLEAN TRUE somewhere in the entry's extensions; a hint that they must be looked at. */
function hasCritical(bytes: Uint8Array, from: number, to: number): boolean {
  for (let index = from; index + 3 <= to; index++) {
    if (bytes[index] === 0x01 && bytes[index + 1] === 0x01 && bytes[index + 2] !== 0) return true;
  }
  return false;
}

const understoodInEntry: ReadonlySet<string> = new Set([
  extensionOid.reasonCode,
  extensionOid.invalidityDate,
  extensionOid.certificateIssuer,
]);

function checkEntryExtensions(extensions: readonly Extension[]): void {
  const unknown = extensions.find((extension) => extension.critical && !understoodInEntry.has(extension.oid));
  if (unknown !== undefined) throw unreadable(what, `unknown critical entry extension ${unknown.oid}`);
}

export function readReason(value: ReturnType<typeof decode>): RevocationReason {
  if (tag(value) !== 0x0a) throw unreadable(what, 'reason is no ENUMERATED');
  return revocationReasons[smallIntegerOf(content(value), what)] ?? 'unspecified';
}
