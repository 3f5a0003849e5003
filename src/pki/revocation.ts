import type { AlgorithmUse } from '../domain/rules/algorithms.ts';
import type { Freshness } from '../domain/rules/verification-policy.ts';
import { type Certificate, extendedKeyUsageOid, validAt } from './certificate.ts';
import type { RevocationReason } from './extensions.ts';
import { isFresh, nextNews } from './freshness.ts';
import {
  deltaWithoutBase,
  type EvidenceCache,
  evidenceCache,
  readEvidence,
  type StatusEvidence,
  type StatusQuestion,
  type StatusStatement,
} from './status-evidence.ts';
import type { StatusSource } from './status-source.ts';

/** The answer about one certificate, from everything that was at hand. */
export interface CertificateStatus {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /**
   * `unavailable`: no usable answer, and a source exists or existed (re-check later) · `not-published`: the certificate
   * names no source and none came with it · `not-needed`: an OCSP responder with ocsp-nocheck.
   */
  readonly status: 'good' | 'revoked' | 'on-hold' | 'unknown' | 'unavailable' | 'not-published' | 'not-needed';
  /** Good, and new enough for the control time. */
  readonly fresh: boolean;
  readonly source: 'OCSP' | 'CRL' | null;
  readonly origin: StatusEvidence['origin'] | null;
  readonly thisUpdate: Date | null;
  readonly nextUpdate: Date | null;
  readonly revokedAt: Date | null;
  readonly reason: RevocationReason | null;
  /** The issuer says that the key was not safe since then, before it revoked the certificate. */
  readonly invalidSince: Date | null;
  /**
   * The evidence could still be relied on: its signer is valid now, or a proof of existence of the evidence lies within
   * the signer's validity (EN 319 102-1 5.6.2.2).
   */
  readonly proven: boolean;
  /** What the answer rests on, with the certificates that signed it; what `/DSS` needs. */
  readonly evidence: readonly StatusEvidence[];
  /** What would have answered had nobody been asked: the file's own evidence, when it says enough by itself. */
  readonly atHand: readonly StatusEvidence[];
  readonly signers: readonly Certificate[];
  readonly uses: readonly AlgorithmUse[];
  /** Evidence that was set aside, and why (English). */
  readonly ignored: readonly string[];
  readonly recheckAfter: Date | null;
}

export interface RevocationRequest {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** Best signature time, or now. */
  readonly controlTime: Date;
  /** What `after-signature` news must be younger than; the control time by default, genTime of a token. */
  readonly signedAt?: Date;
  readonly now: Date;
  readonly clockSkewMs: number;
  readonly freshness: Freshness;
  /** From DSS, VRI and CMS, in that order. */
  readonly evidence: readonly StatusEvidence[];
  readonly crlSigners?: readonly Certificate[];
  /** Cache and network; null = only what is at hand. */
  readonly source: StatusSource | null;
  readonly cache?: EvidenceCache;
}

/** Responder of a responder of a responder: nobody does that. */
const maxDepth = 2;

/**
 * Status of one certificate: evidence at hand first, then cache and network when it does not decide. All usable answers
 * are weighed: revoked beats good, otherwise the newest counts (signatures.md 2.10).
 */
export async function checkRevocation(request: RevocationRequest): Promise<CertificateStatus> {
  return check(request, request.cache ?? evidenceCache(), 0);
}

async function check(request: RevocationRequest, cache: EvidenceCache, depth: number): Promise<CertificateStatus> {
  const { certificate, issuer, source } = request;
  if (spared(certificate)) return notNeeded(request);
  const heard: Heard = { statements: [], ignored: [], bases: [], deltas: [] };
  for (const evidence of request.evidence) await hear(evidence, request, cache, depth, heard);
  let decided = weigh(heard.statements);
  const atHand =
    decided !== null && (decided.status === 'revoked' || fresh(decided, request)) ? evidenceOf(decided) : [];
  if (source !== null && !isEnough(decided, request)) {
    for await (const fetched of source.find(certificate, issuer, freshnessNeed(request, atHand.length > 0))) {
      if (fetched.evidence === null) heard.ignored.push(fetched.problem);
      else if (await hear(fetched.evidence, request, cache, depth, heard, fetched.nonce)) {
        fetched.keep();
        decided = weigh(heard.statements);
        if (decided !== null && decided.status !== 'unknown' && fresh(decided, request)) break;
      }
    }
  }
  return decided === null ? nothing(request, heard) : answer(request, decided, heard, atHand);
}

/** RFC 6960 4.2.2.2.1 spares the certificates of responders; on any other certificate the extension means nothing. */
const spared = ({ ocspNoCheck, extendedKeyUsage }: Certificate): boolean =>
  ocspNoCheck && extendedKeyUsage?.includes(extendedKeyUsageOid.ocspSigning) === true;

/**
 * Does what came with the file settle the matter? Good news from before the control time may be within its window and yet
 * be what a thief encloses: while the certificate lives, somebody who can be asked is asked for news from after it.
 */
function isEnough(decided: StatusStatement | null, request: RevocationRequest): boolean {
  const { certificate, controlTime, now } = request;
  if (decided === null || decided.status === 'unknown') return false;
  if (decided.status === 'revoked') return true;
  const newer = decided.thisUpdate >= controlTime || now > certificate.notAfter;
  return newer && fresh(decided, request);
}

const fresh = (news: StatusStatement, request: RevocationRequest): boolean =>
  isFresh(news, momentOf(request), request.freshness);
const momentOf = ({ freshness, signedAt, controlTime }: RevocationRequest): Date =>
  freshness.mode === 'after-signature' ? (signedAt ?? controlTime) : controlTime;

interface Heard {
  readonly statements: StatusStatement[];
  readonly ignored: string[];
  /** Complete CRLs that counted, and delta CRLs that wait for one. */
  readonly bases: StatusEvidence[];
  readonly deltas: StatusEvidence[];
}

/** True when the evidence says something that counts. */
async function hear(
  evidence: StatusEvidence,
  request: RevocationRequest,
  cache: EvidenceCache,
  depth: number,
  heard: Heard,
  nonce?: Uint8Array,
): Promise<boolean> {
  const question: StatusQuestion = {
    certificate: request.certificate,
    issuer: request.issuer,
    now: request.now,
    clockSkewMs: request.clockSkewMs,
    crlSigners: request.crlSigners ?? [],
    bases: heard.bases,
    ...(nonce === undefined ? {} : { nonce }),
  };
  const { statement, ignored } = readEvidence(evidence, question, cache);
  if (statement === null) {
    if (ignored === deltaWithoutBase) heard.deltas.push(evidence);
    heard.ignored.push(ignored);
    return false;
  }
  if (statement.signerNeedsStatus && !(await signerStands(statement, request, cache, depth))) {
    heard.ignored.push(
      `${statement.source} signed by ${statement.signer.subject.printed}, whose own status is not good`,
    );
    return false;
  }
  heard.statements.push(statement);
  if (evidence.kind === 'crl') {
    heard.bases.push(evidence);
    for (const delta of heard.deltas.splice(0)) await hear(delta, request, cache, depth, heard);
  }
  return true;
}

/** A delegated responder or another CRL key of the CA: it must not be revoked itself, and cannot vouch for itself. */
async function signerStands(
  statement: StatusStatement,
  request: RevocationRequest,
  cache: EvidenceCache,
  depth: number,
): Promise<boolean> {
  if (depth >= maxDepth) return false;
  const evidence = request.evidence.filter((other) => other.der !== statement.evidence.der);
  const signer = await check({ ...request, certificate: statement.signer, evidence }, cache, depth + 1);
  return (
    signer.status === 'good' ||
    (signer.status === 'revoked' && (signer.revokedAt ?? request.now) > statement.thisUpdate)
  );
}

/** Revoked beats good; of the others the newest; an answer of substance beats `unknown`. */
function weigh(statements: readonly StatusStatement[]): StatusStatement | null {
  const newest = (list: readonly StatusStatement[]): StatusStatement | null =>
    list.reduce<StatusStatement | null>(
      (best, one) => (best === null || one.thisUpdate > best.thisUpdate ? one : best),
      null,
    );
  const revoked = statements.filter(({ status }) => status === 'revoked');
  if (revoked.length > 0) {
    // the earliest revocation date that anybody stated
    return revoked.reduce((first, one) => ((one.revokedAt ?? 0) < (first.revokedAt ?? 0) ? one : first));
  }
  return newest(statements.filter(({ status }) => status !== 'unknown')) ?? newest(statements);
}

const freshnessNeed = (request: RevocationRequest, optional: boolean) => ({
  optional,
  controlTime: momentOf(request),
  freshness: request.freshness,
  now: request.now,
});

const evidenceOf = ({ evidence, base }: StatusStatement): readonly StatusEvidence[] =>
  base === null ? [evidence] : [evidence, base];

function answer(
  request: RevocationRequest,
  decided: StatusStatement,
  heard: Heard,
  atHand: readonly StatusEvidence[],
): CertificateStatus {
  const { certificate, issuer, now } = request;
  const { signer, evidence } = decided;
  const used = evidenceOf(decided);
  const isProven = ({ provenAt }: StatusEvidence): boolean => provenAt !== null && validAt(signer, provenAt);
  return {
    certificate,
    issuer,
    status: decided.status,
    fresh: decided.status === 'good' && fresh(decided, request),
    source: decided.source,
    origin: evidence.origin,
    thisUpdate: decided.thisUpdate,
    nextUpdate: decided.nextUpdate,
    revokedAt: decided.revokedAt,
    reason: decided.reason,
    invalidSince: decided.invalidSince,
    proven: validAt(signer, now) || used.every(isProven),
    evidence: used,
    atHand,
    signers: [signer],
    uses: decided.uses,
    ignored: heard.ignored,
    recheckAfter: nextNews(decided, now),
  };
}

const empty = {
  fresh: false,
  source: null,
  origin: null,
  thisUpdate: null,
  nextUpdate: null,
  revokedAt: null,
  reason: null,
  invalidSince: null,
  proven: false,
  evidence: [],
  atHand: [],
  signers: [],
  uses: [],
  ignored: [],
  recheckAfter: null,
} as const;

const notNeeded = ({ certificate, issuer }: RevocationRequest): CertificateStatus => ({
  ...empty,
  certificate,
  issuer,
  status: 'not-needed',
  fresh: true,
  proven: true,
});

function nothing({ certificate, issuer }: RevocationRequest, heard: Heard): CertificateStatus {
  const published = certificate.ocspUrls.length > 0 || certificate.distributionPoints.length > 0;
  const status = published || heard.ignored.length > 0 ? 'unavailable' : 'not-published';
  return { ...empty, certificate, issuer, status, ignored: heard.ignored };
}
