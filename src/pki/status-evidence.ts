import type { AlgorithmUse } from '../domain/rules/algorithms.ts';
import { sameBytes } from './asn1.ts';
import { type Certificate, extendedKeyUsageOid, sameCertificate, validAt } from './certificate.ts';
import { type Crl, findCrlEntry, parseCrl } from './crl.ts';
import type { DistributionPoint, RevocationReason } from './extensions.ts';
import type { GeneralName } from './general-name.ts';
import { isResponder, type OcspResponse, type OcspSingle, parseOcspResponse, speaksAbout } from './ocsp.ts';
import { isIssuedBy } from './path.ts';
import { algorithmUses, verifySignature } from './signature-algorithm.ts';

export type EvidenceOrigin = 'dss' | 'cms' | 'cache' | 'network';

/** One CRL or OCSP response, wherever it was found. */
export interface StatusEvidence {
  readonly kind: 'crl' | 'ocsp';
  readonly der: Uint8Array;
  readonly origin: EvidenceOrigin;
  /** Earliest proof of its existence (a valid document timestamp that covers it); null = only now. */
  readonly provenAt: Date | null;
}

/** What one piece of evidence says about one certificate, after everything about the evidence itself was checked. */
export interface StatusStatement {
  readonly evidence: StatusEvidence;
  /** The complete CRL that a delta CRL was read with; null for everything else. */
  readonly base: StatusEvidence | null;
  readonly source: 'CRL' | 'OCSP';
  readonly status: 'good' | 'revoked' | 'on-hold' | 'unknown';
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly revokedAt: Date | null;
  readonly reason: RevocationReason | null;
  /** `invalidityDate` of a CRL entry. */
  readonly invalidSince: Date | null;
  /** Who signed it: the issuer, an indirect CRL issuer, or a delegated responder. */
  readonly signer: Certificate;
  /** Status of the signer must be known too (delegated responder without ocsp-nocheck, indirect CRL issuer). */
  readonly signerNeedsStatus: boolean;
  readonly uses: readonly AlgorithmUse[];
}

export interface StatusQuestion {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly now: Date;
  readonly clockSkewMs: number;
  /** Certificates that may have signed a CRL in the issuer's place; each must have a path to the same anchors. */
  readonly crlSigners: readonly Certificate[];
  /** Complete CRLs that were found usable for this certificate: what a delta CRL completes (RFC 5280 5.2.4). */
  readonly bases?: readonly StatusEvidence[];
  /** Set for an answer to our own OCSP request: the nonce, when present, must be this one. */
  readonly nonce?: Uint8Array;
}

export type StatusReading =
  | { readonly statement: StatusStatement; readonly ignored: null }
  /** Not usable, and why (English, for the log and the detailed report). */
  | { readonly statement: null; readonly ignored: string };

const ignored = (reason: string): StatusReading => ({ statement: null, ignored: reason });

/** Parsed structures of one validation, so that a large CRL is read once however many certificates ask it. */
export interface EvidenceCache {
  crl(evidence: StatusEvidence): Crl;
  ocsp(evidence: StatusEvidence): OcspResponse;
}

export function evidenceCache(): EvidenceCache {
  const crls = new Map<Uint8Array, Crl>();
  const responses = new Map<Uint8Array, OcspResponse>();
  return {
    crl: ({ der }) => {
      const read = crls.get(der) ?? parseCrl(der);
      crls.set(der, read);
      return read;
    },
    ocsp: ({ der }) => {
      const read = responses.get(der) ?? parseOcspResponse(der);
      responses.set(der, read);
      return read;
    },
  };
}

/** What this evidence says about the certificate (signatures.md 2.10). Never throws for hostile input. */
export function readEvidence(evidence: StatusEvidence, question: StatusQuestion, cache: EvidenceCache): StatusReading {
  try {
    return evidence.kind === 'crl'
      ? readCrlEvidence(evidence, cache.crl(evidence), question, cache)
      : readOcspEvidence(evidence, cache.ocsp(evidence), question);
  } catch (thrown) {
    return ignored(thrown instanceof Error ? thrown.message : 'unreadable');
  }
}

function readCrlEvidence(
  evidence: StatusEvidence,
  crl: Crl,
  question: StatusQuestion,
  cache: EvidenceCache,
): StatusReading {
  const { certificate, issuer, now, clockSkewMs } = question;
  const points = pointsFor(crl, certificate, issuer);
  if (points === null) return ignored(`CRL of ${crl.issuer.printed} is not for this certificate`);
  if (crl.unknownCritical !== null) return ignored(`CRL with unknown critical extension ${crl.unknownCritical}`);
  const outOfScope = scopeProblem(crl, certificate, points);
  if (outOfScope !== null) return ignored(outOfScope);
  if (crl.thisUpdate.getTime() > now.getTime() + clockSkewMs) return ignored('CRL from the future');
  const signer = [issuer, ...question.crlSigners].find((candidate) => signedCrl(crl, candidate));
  if (signer === undefined) return ignored('CRL signed by nobody known');
  const own = findCrlEntry(crl, certificate.serialHex, certificate.issuer);
  let entry = own;
  let base: StatusEvidence | null = null;
  // a delta that revokes speaks for itself; what it does not name is what its base says
  if (crl.deltaBaseHex !== null && (own === null || own.reason === 'removeFromCRL')) {
    base = question.bases?.find((candidate) => completes(crl, cache.crl(candidate), signer)) ?? null;
    if (base === null) return ignored(deltaWithoutBase);
    entry ??= findCrlEntry(cache.crl(base), certificate.serialHex, certificate.issuer);
  }
  if (entry === null && crl.thisUpdate > certificate.notAfter && !keepsExpired(crl, certificate)) {
    return ignored('CRL from after the certificate expired says nothing about it');
  }
  const hold = entry?.reason === 'certificateHold';
  const removed = entry?.reason === 'removeFromCRL';
  return {
    ignored: null,
    statement: {
      evidence,
      base,
      source: 'CRL',
      status: entry === null || removed ? 'good' : hold ? 'on-hold' : 'revoked',
      thisUpdate: crl.thisUpdate,
      nextUpdate: crl.nextUpdate,
      revokedAt: entry === null || removed ? null : entry.revokedAt,
      reason: entry === null || removed ? null : entry.reason,
      invalidSince: entry === null || removed ? null : entry.invalidSince,
      signer,
      signerNeedsStatus: !sameCertificate(signer, issuer),
      uses: algorithmUses(crl.signatureAlgorithm, signer.publicKey),
    },
  };
}

/** Why a delta CRL could not be used yet; it may be read again when its base has been found. */
export const deltaWithoutBase = 'delta CRL without its base';

/** Same issuer, key and scope; a complete list at least as new as the delta asks for, and not newer than the delta. */
function completes(delta: Crl, base: Crl, signer: Certificate): boolean {
  if (base.deltaBaseHex !== null || base.numberHex === null || delta.numberHex === null) return false;
  const number = BigInt(`0x${base.numberHex}`);
  return (
    base.issuer.key === delta.issuer.key &&
    number >= BigInt(`0x${delta.deltaBaseHex ?? '0'}`) &&
    number <= BigInt(`0x${delta.numberHex}`) &&
    sameScope(base, delta) &&
    signedCrl(base, signer)
  );
}

function sameScope({ scope: a }: Crl, { scope: b }: Crl): boolean {
  if (a === null || b === null) return a === b;
  const names = a.names === null || b.names === null ? a.names === b.names : overlap(a.names, b.names);
  return (
    names &&
    a.onlyUserCertificates === b.onlyUserCertificates &&
    a.onlyCaCertificates === b.onlyCaCertificates &&
    a.indirect === b.indirect
  );
}

const keepsExpired = (crl: Crl, certificate: Certificate): boolean =>
  crl.keepsExpiredSince !== null && crl.keepsExpiredSince <= certificate.notAfter;

/**
 * Distribution points of the certificate that this CRL may serve: those that name the CRL's issuer as indirect issuer, or,
 * for the certificate issuer's own CRL, those without one. Null = the CRL is not for this certificate at all.
 */
function pointsFor(crl: Crl, certificate: Certificate, issuer: Certificate): readonly DistributionPoint[] | null {
  const direct = crl.issuer.key === issuer.subject.key;
  const points = certificate.distributionPoints.filter(({ crlIssuer }) =>
    crlIssuer.length === 0
      ? direct
      : crlIssuer.some((name) => name.kind === 'directory' && name.name.key === crl.issuer.key),
  );
  if (points.length > 0) return points;
  // a certificate without distribution points is served by its issuer's full CRL (RFC 5280 6.3.3)
  return direct ? [] : null;
}

function scopeProblem(crl: Crl, certificate: Certificate, points: readonly DistributionPoint[]): string | null {
  const { scope } = crl;
  const isCa = certificate.basicConstraints?.ca === true;
  if (points.some(({ crlIssuer }) => crlIssuer.length > 0) && scope?.indirect !== true)
    return 'CRL is not marked indirect';
  if (scope === null) return null;
  if (scope.onlyAttributeCertificates) return 'CRL for attribute certificates only';
  if (scope.onlyUserCertificates && isCa) return 'CRL for end entities only';
  if (scope.onlyCaCertificates && !isCa) return 'CRL for CA certificates only';
  if (scope.reasons !== null) return 'CRL for some reasons only';
  if (
    scope.names !== null &&
    points.length > 0 &&
    !points.some(({ names }) => names !== null && overlap(names, scope.names ?? []))
  ) {
    return 'CRL of another distribution point';
  }
  return null;
}

const overlap = (a: readonly GeneralName[], b: readonly GeneralName[]): boolean =>
  a.some((one) => b.some((other) => sameName(one, other)));

function sameName(a: GeneralName, b: GeneralName): boolean {
  if (a.kind === 'uri' && b.kind === 'uri') return a.value === b.value;
  return a.kind === 'directory' && b.kind === 'directory' && a.name.key === b.name.key;
}

function signedCrl(crl: Crl, candidate: Certificate): boolean {
  if (candidate.subject.key !== crl.issuer.key) return false;
  if (candidate.keyUsage !== null && !candidate.keyUsage.has('cRLSign')) return false;
  return isSignedBy(crl, candidate);
}

/** One CRL or response speaks of many certificates; who signed it is worked out once. */
function isSignedBy(statement: Crl | OcspResponse, candidate: Certificate): boolean {
  const known = signedBy.get(statement)?.get(candidate);
  if (known !== undefined) return known;
  const { signatureAlgorithm, tbs, signature } = statement;
  const valid = verifySignature(signatureAlgorithm, candidate.publicKey, tbs, signature) === 'valid';
  const answers = signedBy.get(statement) ?? new WeakMap<Certificate, boolean>();
  signedBy.set(statement, answers.set(candidate, valid));
  return valid;
}
const signedBy = new WeakMap<Crl | OcspResponse, WeakMap<Certificate, boolean>>();

function readOcspEvidence(evidence: StatusEvidence, response: OcspResponse, question: StatusQuestion): StatusReading {
  const { certificate, issuer, now, clockSkewMs, nonce } = question;
  const single = response.singles.find(({ certificateId }) => speaksAbout(certificateId, certificate, issuer));
  if (single === undefined) return ignored('OCSP response is about another certificate');
  if (response.unknownCritical !== null || single.unknownCritical !== null) {
    return ignored('OCSP response with unknown critical extension');
  }
  // a responder without nonces (pre-produced answers, RFC 5019) is accepted; a wrong nonce is a replay
  if (nonce !== undefined && response.nonce !== null && !sameBytes(nonce, response.nonce))
    return ignored('OCSP nonce differs');
  const latest = now.getTime() + clockSkewMs;
  if (single.thisUpdate.getTime() > latest || response.producedAt.getTime() > latest)
    return ignored('OCSP response from the future');
  if (single.nextUpdate !== null && single.nextUpdate < single.thisUpdate)
    return ignored('OCSP nextUpdate before thisUpdate');
  const signer = responderOf(response, question);
  if (typeof signer === 'string') return ignored(signer);
  if (single.status.kind === 'good' && single.thisUpdate > certificate.notAfter && !archives(single, certificate)) {
    return ignored('OCSP response from after the certificate expired says nothing about it');
  }
  return {
    ignored: null,
    statement: {
      evidence,
      base: null,
      source: 'OCSP',
      ...ocspStatus(single),
      thisUpdate: single.thisUpdate,
      nextUpdate: single.nextUpdate,
      invalidSince: null,
      signer,
      signerNeedsStatus: !sameCertificate(signer, issuer) && !signer.ocspNoCheck,
      uses: algorithmUses(response.signatureAlgorithm, signer.publicKey),
    },
  };
}

const archives = ({ archiveCutoff }: OcspSingle, certificate: Certificate): boolean =>
  archiveCutoff !== null && archiveCutoff <= certificate.notAfter;

function ocspStatus({ status }: OcspSingle): Pick<StatusStatement, 'status' | 'revokedAt' | 'reason'> {
  if (status.kind !== 'revoked') return { status: status.kind, revokedAt: null, reason: null };
  const { revokedAt, reason } = status;
  return { status: reason === 'certificateHold' ? 'on-hold' : 'revoked', revokedAt, reason };
}

/** The issuer itself, or a responder that this very issuer certified for OCSP (RFC 6960 4.2.2.2); else what is wrong. */
function responderOf(response: OcspResponse, { certificate, issuer }: StatusQuestion): Certificate | string {
  const signs = (candidate: Certificate): boolean => isSignedBy(response, candidate);
  if (isResponder(response.responderId, issuer) && signs(issuer)) return issuer;
  const delegated = response.certificates.find(
    (candidate) => isResponder(response.responderId, candidate) && signs(candidate),
  );
  if (delegated === undefined) return 'OCSP response signed by nobody known';
  if (sameCertificate(delegated, certificate)) return 'OCSP response in which the certificate vouches for itself';
  if (!isIssuedBy(delegated, issuer)) return 'OCSP responder of another CA';
  if (delegated.extendedKeyUsage?.includes(extendedKeyUsageOid.ocspSigning) !== true) {
    return 'OCSP responder without the OCSPSigning usage';
  }
  if (
    delegated.keyUsage !== null &&
    !delegated.keyUsage.has('digitalSignature') &&
    !delegated.keyUsage.has('nonRepudiation')
  ) {
    return 'OCSP responder whose key may not sign';
  }
  if (!validAt(delegated, response.producedAt)) return 'OCSP responder was not valid when it answered';
  return delegated;
}
