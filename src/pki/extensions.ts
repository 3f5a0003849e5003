import {
  type Asn1,
  children,
  content,
  decode,
  members,
  octets,
  oid,
  setBits,
  smallIntegerOf,
  tag,
  unreadable,
} from './asn1.ts';
import { type GeneralName, readGeneralName, readGeneralNames, urisOf } from './general-name.ts';

/** One X.509 extension as written. */
export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** Content of extnValue. */
  readonly der: Uint8Array;
}

export const extensionOid = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  deltaCrlIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  freshestCrl: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  expiredCertsOnCrl: '2.5.29.60',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
  ocspNonce: '1.3.6.1.5.5.7.48.1.2',
  ocspArchiveCutoff: '1.3.6.1.5.5.7.48.1.6',
} as const;

export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'
  | 'encipherOnly'
  | 'decipherOnly';
const keyUsages: readonly KeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

/** Reasons of RFC 5280 5.3.1 by their number. */
export const revocationReasons = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'reserved',
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
] as const;
export type RevocationReason = (typeof revocationReasons)[number];

/** `Extensions`: each type once. @throws SohoaError PKI_UNREADABLE */
export function readExtensions(node: Asn1 | undefined, what: string): readonly Extension[] {
  const seen = new Set<string>();
  return members(node, what).map((extension) => {
    const parts = members(extension, what, 2);
    const type = oid(parts[0], what);
    if (seen.has(type)) throw unreadable(what, `extension ${type} twice`);
    seen.add(type);
    const flag = parts[1];
    const critical = flag !== undefined && tag(flag) === 0x01 && content(flag)[0] !== 0;
    return { oid: type, critical, der: octets(parts.at(-1), what) };
  });
}

export const findExtension = (extensions: readonly Extension[], type: string): Extension | undefined =>
  extensions.find((extension) => extension.oid === type);

/** The decoded value of an extension, or null when it is absent. */
export function readExtension<T>(
  extensions: readonly Extension[],
  type: string,
  read: (value: Asn1, what: string) => T,
): T | null {
  const extension = findExtension(extensions, type);
  if (extension === undefined) return null;
  const what = `extension ${type}`;
  return read(decode(extension.der, what), what);
}

export function readKeyUsage(value: Asn1, what: string): ReadonlySet<KeyUsage> {
  if (tag(value) !== 0x03) throw unreadable(what, 'no BIT STRING');
  const set = setBits(content(value));
  return new Set(keyUsages.filter((_, bit) => set.has(bit)));
}

export interface BasicConstraints {
  readonly ca: boolean;
  readonly pathLength: number | null;
}

export function readBasicConstraints(value: Asn1, what: string): BasicConstraints {
  let ca = false;
  let pathLength: number | null = null;
  for (const member of members(value, what)) {
    if (tag(member) === 0x01) ca = content(member)[0] !== 0;
    else if (tag(member) === 0x02) pathLength = smallIntegerOf(content(member), what);
  }
  if (pathLength !== null && pathLength < 0) throw unreadable(what, 'negative path length');
  return { ca, pathLength };
}

export const readOids = (value: Asn1, what: string): readonly string[] =>
  members(value, what).map((item) => oid(item, what));

/** Key identifier of AuthorityKeyIdentifier; null when only issuer and serial are given. */
export function readAuthorityKeyId(value: Asn1, what: string): Uint8Array | null {
  const id = members(value, what).find((member) => tag(member) === 0x80);
  return id === undefined ? null : content(id);
}

export interface InformationAccess {
  readonly ocspUrls: readonly string[];
  readonly issuerUrls: readonly string[];
}

export function readInformationAccess(value: Asn1, what: string): InformationAccess {
  const urls = (method: string): readonly string[] =>
    members(value, what).flatMap((description) => {
      const [type, location] = members(description, what, 2);
      return oid(type, what) === method && location !== undefined ? urisOf([readGeneralName(location, what)]) : [];
    });
  return { ocspUrls: urls('1.3.6.1.5.5.7.48.1'), issuerUrls: urls('1.3.6.1.5.5.7.48.2') };
}

export interface DistributionPoint {
  /** Null when the point is named relative to the issuer (not used here) or has no name. */
  readonly names: readonly GeneralName[] | null;
  /** Bit numbers of ReasonFlags; null = all reasons. */
  readonly reasons: ReadonlySet<number> | null;
  /** Names of an indirect CRL issuer; empty = the certificate's issuer. */
  readonly crlIssuer: readonly GeneralName[];
}

export const readDistributionPoints = (value: Asn1, what: string): readonly DistributionPoint[] =>
  members(value, what).map((point) => {
    let names: readonly GeneralName[] | null = null;
    let reasons: ReadonlySet<number> | null = null;
    let crlIssuer: readonly GeneralName[] = [];
    for (const member of members(point, what)) {
      if (tag(member) === 0xa0) names = readPointName(children(member)[0], what);
      else if (tag(member) === 0x81) reasons = setBits(content(member));
      else if (tag(member) === 0xa2) crlIssuer = children(member).map((name) => readGeneralName(name, what));
    }
    return { names, reasons, crlIssuer };
  });

/** DistributionPointName: fullName [0]; nameRelativeToCRLIssuer [1] is not resolved. */
export function readPointName(node: Asn1 | undefined, what: string): readonly GeneralName[] | null {
  if (node === undefined || tag(node) !== 0xa0) return null;
  return children(node).map((name) => readGeneralName(name, what));
}

export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

export function readNameConstraints(value: Asn1, what: string): NameConstraints {
  const subtrees = (wanted: number): readonly GeneralName[] =>
    members(value, what)
      .filter((member) => tag(member) === wanted)
      .flatMap((list) =>
        children(list).map((subtree) => {
          const [base, ...bounds] = members(subtree, what, 1);
          if (base === undefined || bounds.length > 0) throw unreadable(what, 'minimum or maximum is not supported');
          return readGeneralName(base, what);
        }),
      );
  return { permitted: subtrees(0xa0), excluded: subtrees(0xa1) };
}

export const readAltNames = (value: Asn1, what: string): readonly GeneralName[] => readGeneralNames(value, what);

export const readPolicies = (value: Asn1, what: string): readonly string[] =>
  members(value, what).map((information) => oid(members(information, what, 1)[0], what));

export const readPolicyMappings = (
  value: Asn1,
  what: string,
): readonly (readonly [issuer: string, subject: string])[] =>
  members(value, what).map((mapping) => {
    const [issuer, subject] = members(mapping, what, 2);
    return [oid(issuer, what), oid(subject, what)] as const;
  });

export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | null;
  readonly inhibitPolicyMapping: number | null;
}

export function readPolicyConstraints(value: Asn1, what: string): PolicyConstraints {
  const skip = (wanted: number): number | null => {
    const member = members(value, what).find((candidate) => tag(candidate) === wanted);
    return member === undefined ? null : smallIntegerOf(content(member), what);
  };
  return { requireExplicitPolicy: skip(0x80), inhibitPolicyMapping: skip(0x81) };
}
