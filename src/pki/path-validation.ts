import { asSohoaError } from '../domain/errors.ts';
import { content, smallIntegerOf } from './asn1.ts';
import type { Certificate } from './certificate.ts';
import { extendedKeyUsageOid, validAt } from './certificate.ts';
import {
  extensionOid,
  findExtension,
  type NameConstraints,
  readExtension,
  readNameConstraints,
  readPolicies,
  readPolicyConstraints,
  readPolicyMappings,
} from './extensions.ts';
import { type Finding, finding } from './finding.ts';
import { namesAllowed } from './name-constraints.ts';
import type { CertificatePath } from './path.ts';
import { mayStamp } from './timestamp.ts';

/** `status`: a signer of CRLs, whose own right was checked with the CRL. */
export type CertificatePurpose = 'signing' | 'timestamping' | 'status';

/** Extensions that this room processes; any other critical one makes a certificate unusable (RFC 5280 4.2). */
const processed: ReadonlySet<string> = new Set([
  extensionOid.keyUsage,
  extensionOid.extendedKeyUsage,
  extensionOid.basicConstraints,
  extensionOid.nameConstraints,
  extensionOid.certificatePolicies,
  extensionOid.policyMappings,
  extensionOid.policyConstraints,
  extensionOid.inhibitAnyPolicy,
  extensionOid.subjectAltName,
  extensionOid.issuerAltName,
  extensionOid.crlDistributionPoints,
  extensionOid.authorityInfoAccess,
  extensionOid.authorityKeyIdentifier,
  extensionOid.subjectKeyIdentifier,
  extensionOid.ocspNoCheck,
]);

/**
 * RFC 5280 6.1 without revocation: validity of every certificate at `at`, CA flag, path length, key usage, name
 * constraints, policies, unknown critical extensions; the purpose of the leaf. Signatures were verified by `findPaths`.
 * @param at control time of the leaf (best signature time, or genTime of a token)
 * @param proven the control time is a proof of existence, not just now: an expired certificate is then a failure
 */
export function validatePath(
  path: CertificatePath,
  request: { readonly purpose: CertificatePurpose; readonly at: Date; readonly proven: boolean },
): readonly Finding[] {
  const { at, purpose, proven } = request;
  const findings: Finding[] = [];
  const { certificates, anchor } = path;
  for (const certificate of certificates) findings.push(...checkValidity(certificate, at, proven));
  if (anchor.trustedUntil !== null && at > anchor.trustedUntil) {
    const until = anchor.trustedUntil.toISOString();
    findings.push(finding('CHAIN_ANCHOR_ENDED', { anchor: anchor.certificate.subject.printed, until }));
  }
  const [leaf] = certificates;
  // the anchor is trusted by being pinned; what it says of itself limits nothing (RFC 5280 6.1.1 d)
  const below = certificates.length === 1 ? [] : certificates.slice(0, -1);
  findings.push(...extensionsOf(below));
  if (leaf !== undefined) findings.push(...checkPurpose(leaf, purpose));
  if (!findings.some(({ check, status }) => check === 'chain' && status !== 'PASSED')) {
    findings.unshift(finding('CHAIN_TRUSTED', { anchor: anchor.certificate.subject.printed }));
  }
  return findings;
}

function checkValidity(certificate: Certificate, at: Date, proven: boolean): readonly Finding[] {
  const subject = certificate.subject.printed;
  if (validAt(certificate, at)) return [finding('VALID_AT', { subject })];
  if (at < certificate.notBefore) return [finding('NOT_YET_VALID', { subject })];
  return [finding(proven ? 'EXPIRED' : 'EXPIRED_NO_POE', { subject })];
}

/** An extension that cannot be read is one that is not understood. */
function extensionsOf(below: readonly Certificate[]): readonly Finding[] {
  try {
    return [...checkChain(below), ...checkPolicies(below)];
  } catch (thrown) {
    const subject = below.at(-1)?.subject.printed ?? '-';
    return [finding('CHAIN_UNKNOWN_EXTENSION', { subject, oid: asSohoaError(thrown).text.en })];
  }
}

/** @param below leaf first, without the anchor */
function checkChain(below: readonly Certificate[]): readonly Finding[] {
  const findings: Finding[] = [];
  const constraints: NameConstraints[] = [];
  let remaining: number | null = null;
  for (const [index, certificate] of [...below.entries()].reverse()) {
    const isLeaf = index === 0;
    const subject = certificate.subject.printed;
    const unknown = certificate.extensions.find((extension) => extension.critical && !processed.has(extension.oid));
    if (unknown !== undefined) findings.push(finding('CHAIN_UNKNOWN_EXTENSION', { subject, oid: unknown.oid }));
    if ((isLeaf || !certificate.selfIssued) && !constraints.every((one) => namesAllowed(certificate, one))) {
      findings.push(finding('CHAIN_NAME_CONSTRAINT', { subject }));
    }
    if (isLeaf) continue;
    if (certificate.basicConstraints?.ca !== true) findings.push(finding('CHAIN_NOT_CA', { subject }));
    if (certificate.keyUsage !== null && !certificate.keyUsage.has('keyCertSign')) {
      findings.push(finding('CHAIN_NO_CERT_SIGN', { subject }));
    }
    if (!certificate.selfIssued) {
      if (remaining === 0) findings.push(finding('CHAIN_PATH_LENGTH', { subject }));
      else if (remaining !== null) remaining--;
    }
    const own = certificate.basicConstraints?.pathLength ?? null;
    if (own !== null) remaining = remaining === null ? own : Math.min(remaining, own);
    const named = readExtension(certificate.extensions, extensionOid.nameConstraints, readNameConstraints);
    if (named !== null) constraints.push(named);
  }
  return findings;
}

const anyPolicy = '2.5.29.32.0';

/**
 * Policy processing with the user's set = any policy. A set per level instead of the tree of RFC 5280 6.1.2 gives the same
 * answer and cannot be made to grow (RFC 9618).
 */
function checkPolicies(below: readonly Certificate[]): readonly Finding[] {
  let valid: ReadonlySet<string> | 'any' = 'any';
  let explicit: number | null = null;
  let inhibitAny: number | null = null;
  let inhibitMapping: number | null = null;
  const less = (counter: number | null): number | null => (counter === null ? null : Math.max(0, counter - 1));
  const least = (a: number | null, b: number | null): number | null =>
    a === null ? b : b === null ? a : Math.min(a, b);
  for (const [index, certificate] of [...below.entries()].reverse()) {
    const isLeaf = index === 0;
    const stated = readExtension(certificate.extensions, extensionOid.certificatePolicies, readPolicies);
    const anyAllowed = inhibitAny === null || inhibitAny > 0 || (!isLeaf && certificate.selfIssued);
    valid = intersect(valid, stated, anyAllowed);
    if (!isLeaf) valid = mapped(valid, certificate, inhibitMapping === null || inhibitMapping > 0);
    if (!certificate.selfIssued || isLeaf) {
      explicit = less(explicit);
      inhibitAny = less(inhibitAny);
      inhibitMapping = less(inhibitMapping);
    }
    const own = readExtension(certificate.extensions, extensionOid.policyConstraints, readPolicyConstraints);
    if (isLeaf) {
      if (own?.requireExplicitPolicy === 0) explicit = 0;
      continue;
    }
    explicit = least(explicit, own?.requireExplicitPolicy ?? null);
    inhibitMapping = least(inhibitMapping, own?.inhibitPolicyMapping ?? null);
    const inhibit = findExtension(certificate.extensions, extensionOid.inhibitAnyPolicy);
    if (inhibit !== undefined) {
      const skip = readExtension(certificate.extensions, extensionOid.inhibitAnyPolicy, (value) =>
        smallIntegerOf(content(value), 'inhibitAnyPolicy'),
      );
      inhibitAny = least(inhibitAny, skip);
    }
  }
  return explicit === 0 && valid !== 'any' && valid.size === 0 ? [finding('CHAIN_POLICY')] : [];
}

function intersect(
  valid: ReadonlySet<string> | 'any',
  stated: readonly string[] | null,
  anyAllowed: boolean,
): ReadonlySet<string> | 'any' {
  if (stated === null) return new Set();
  if (stated.includes(anyPolicy) && anyAllowed) return valid;
  const named = new Set(stated.filter((policy) => policy !== anyPolicy));
  return valid === 'any' ? named : new Set([...named].filter((policy) => valid.has(policy)));
}

function mapped(
  valid: ReadonlySet<string> | 'any',
  certificate: Certificate,
  mappingAllowed: boolean,
): ReadonlySet<string> | 'any' {
  const mappings = readExtension(certificate.extensions, extensionOid.policyMappings, readPolicyMappings);
  if (mappings === null || valid === 'any') return valid;
  const result = new Set<string>();
  for (const policy of valid) {
    const targets = mappings.filter(([from]) => from === policy).map(([, to]) => to);
    if (targets.length === 0) result.add(policy);
    else if (mappingAllowed) for (const target of targets) result.add(target);
  }
  return result;
}

/** A person may sign with these; anything else in an extended key usage without them is another purpose. */
const documentUsages: ReadonlySet<string> = new Set([
  extendedKeyUsageOid.any,
  extendedKeyUsageOid.documentSigning,
  extendedKeyUsageOid.microsoftDocumentSigning,
  extendedKeyUsageOid.adobeAuthenticDocuments,
  extendedKeyUsageOid.emailProtection,
  extendedKeyUsageOid.clientAuth,
]);

/** Key usage and extended key usage of a leaf for its purpose; usable before signing as well as after. */
export function checkPurpose(leaf: Certificate, purpose: CertificatePurpose): readonly Finding[] {
  if (purpose === 'status') return [];
  if (purpose === 'timestamping') return mayStamp(leaf) ? [] : [finding('TSA_USAGE')];
  if (leaf.keyUsage === null) return [finding('KEY_USAGE_ABSENT')];
  const signs = leaf.keyUsage.has('digitalSignature') || leaf.keyUsage.has('nonRepudiation');
  const usages = leaf.extendedKeyUsage;
  const forDocuments = usages === null || usages.some((usage) => documentUsages.has(usage));
  return [finding(signs && forDocuments ? 'KEY_USAGE_SIGNING' : 'KEY_USAGE_REFUSED')];
}
