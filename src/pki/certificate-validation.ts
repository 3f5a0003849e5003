import type { AlgorithmUse } from '../domain/rules/algorithms.ts';
import type { Freshness } from '../domain/rules/verification-policy.ts';
import type { TrustStoreName } from '../domain/signature-report.ts';
import { type Certificate, sameCertificate } from './certificate.ts';
import { type Finding, finding, worstFinding } from './finding.ts';
import type { IssuerSource } from './issuer-source.ts';
import { type CertificatePath, findPaths, maxPaths, type PathSearch } from './path.ts';
import { type CertificatePurpose, checkPurpose, validatePath } from './path-validation.ts';
import { type CertificateStatus, checkRevocation } from './revocation.ts';
import { algorithmUses } from './signature-algorithm.ts';
import { type EvidenceCache, evidenceCache, type StatusEvidence } from './status-evidence.ts';
import { statusFinding } from './status-finding.ts';
import type { StatusSource } from './status-source.ts';
import { type TrustStores, trustStoreNames } from './trust-store.ts';

export interface ValidationRequest {
  readonly certificate: Certificate;
  readonly purpose: Exclude<CertificatePurpose, 'status'>;
  /** Moment for which the answer is given: best signature time, genTime of a token, or now. */
  readonly controlTime: Date;
  /** See `RevocationRequest`. */
  readonly signedAt?: Date;
  /**
   * True when the control time is proven (a time stamp), or when the question is "may it be used now" before signing:
   * expired and revoked are then failures. False: only now is known, and they are undetermined (signatures.md 2.11).
   */
  readonly proven: boolean;
  readonly now: Date;
  /** Stores whose anchors this slot accepts. */
  readonly accepted: readonly TrustStoreName[];
  readonly stores: TrustStores;
  /** Certificates that came with the document: candidates, never trust. */
  readonly candidates: readonly Certificate[];
  readonly evidence: readonly StatusEvidence[];
  readonly freshness: Freshness;
  readonly clockSkewMs: number;
  /** Null = offline. */
  readonly statusSource: StatusSource | null;
  readonly issuerSource: IssuerSource | null;
  /** Parsed CRLs and OCSP responses of one document; default: of this call. */
  readonly cache?: EvidenceCache;
}

export type TrustOutcome =
  | { readonly kind: 'trusted' | 'wrong-store'; readonly store: TrustStoreName; readonly anchor: Certificate }
  /** A complete path that is broken, or that ends at a root that nobody pinned. */
  | { readonly kind: 'untrusted'; readonly finding: Finding }
  | { readonly kind: 'incomplete' };

/** One use of an algorithm, and what is signed by it: a certificate, or the evidence of its status. */
export interface PathUse {
  readonly use: AlgorithmUse;
  readonly certificate: Certificate;
  /** Null: the certificate itself. */
  readonly evidence: readonly StatusEvidence[] | null;
}

export interface CertificateValidation {
  readonly trust: TrustOutcome;
  /** Leaf first, anchor last; as far as it could be built. */
  readonly path: readonly Certificate[];
  /** Of every certificate of the path below the anchor, leaf first. Empty unless the path is sound. */
  readonly statuses: readonly CertificateStatus[];
  readonly findings: readonly Finding[];
  /** Algorithms by which the path and the status information are signed. */
  readonly uses: readonly PathUse[];
  /** DER objects that the answer rests on: what a `/DSS` needs. */
  readonly material: {
    readonly certificates: readonly Uint8Array[];
    readonly crls: readonly Uint8Array[];
    readonly ocsps: readonly Uint8Array[];
  };
  readonly state: 'valid' | 'invalid' | 'undetermined';
  /** When another try may tell more; null when time changes nothing. */
  readonly recheckAfter: Date | null;
}

/** The X.509 validation block (EN 319 102-1 5.2.6): path to a pinned anchor, RFC 5280, and the status of everything on it. */
export async function validateCertificate(request: ValidationRequest): Promise<CertificateValidation> {
  const found = await choosePath(request);
  if (found.path === null) return withoutPath(request, found);
  const { path, store, findings: pathFindings } = found.path;
  const broken = pathFindings.find(({ check, status }) => check === 'chain' && status === 'FAILED');
  const anchor = path.anchor.certificate;
  const trust: TrustOutcome =
    broken !== undefined
      ? { kind: 'untrusted', finding: broken }
      : { kind: request.accepted.includes(store) ? 'trusted' : 'wrong-store', store, anchor };
  const findings: Finding[] = [...pathFindings];
  if (trust.kind === 'wrong-store') findings.push(finding('CHAIN_UNTRUSTED', { root: anchor.subject.printed }));
  const statuses = broken === undefined ? await statusOfPath(path, found.candidates, request) : [];
  findings.push(...statuses.map((status, index) => statusFinding(status, request, index === 0)));
  return {
    trust,
    path: path.certificates,
    statuses,
    findings,
    uses: usesOf(path, statuses, request.stores),
    material: materialOf(path, statuses),
    state: stateOf(findings),
    recheckAfter: earliest(statuses.map(({ recheckAfter }) => recheckAfter)),
  };
}

interface Chosen {
  readonly path: {
    readonly path: CertificatePath;
    readonly store: TrustStoreName;
    readonly findings: readonly Finding[];
  } | null;
  readonly deadEnd: PathSearch['deadEnd'];
  readonly candidates: readonly Certificate[];
  readonly truncated: boolean;
}

/** Issuers fetched one after the other for one certificate: as deep as a real hierarchy goes. */
const maxFetchedIssuers = 4;

async function choosePath(request: ValidationRequest): Promise<Chosen> {
  const bundled = trustStoreNames.flatMap((name) => request.stores[name].intermediates);
  let candidates = unique([...request.candidates, ...bundled]);
  let chosen = searchStores(request, candidates);
  for (
    let fetched = 0;
    chosen.path === null && request.issuerSource !== null && fetched < maxFetchedIssuers;
    fetched++
  ) {
    const last = chosen.deadEnd?.kind === 'missing-issuer' ? chosen.deadEnd.certificates.at(-1) : undefined;
    if (last === undefined) break;
    const more = unique([...candidates, ...(await request.issuerSource.find(last))]);
    if (more.length === candidates.length) break;
    candidates = more;
    chosen = searchStores(request, candidates);
  }
  return chosen;
}

/** The best path of the accepted stores; a path of another store only when these have none (it tells "wrong store"). */
function searchStores(request: ValidationRequest, candidates: readonly Certificate[]): Chosen {
  const { certificate, purpose, controlTime, proven, accepted, stores } = request;
  const order = [...accepted, ...trustStoreNames.filter((name) => !accepted.includes(name))];
  let deadEnd: PathSearch['deadEnd'] = null;
  let best: Chosen['path'] = null;
  let truncated = false;
  for (const store of order) {
    const anchors = purpose === 'timestamping' ? stores[store].tsaAnchors : stores[store].anchors;
    const search = findPaths(certificate, { candidates, anchors });
    truncated ||= search.truncated;
    deadEnd ??= search.deadEnd;
    for (const path of search.paths) {
      const judged = { path, store, findings: validatePath(path, { purpose, at: controlTime, proven }) };
      if (best === null || badness(judged, accepted) < badness(best, accepted)) best = judged;
    }
  }
  return { path: best, deadEnd, candidates, truncated };
}

/** Smaller is better: a sound path, then one that time may heal, then the accepted store, then a broken one. */
function badness({ findings, store }: NonNullable<Chosen['path']>, accepted: readonly TrustStoreName[]): number {
  const worst = worstFinding(findings);
  const own = worst === null ? 0 : worst.status === 'UNKNOWN' ? 1 : 2;
  return own + (accepted.includes(store) ? 0 : 10);
}

function withoutPath(request: ValidationRequest, { deadEnd, truncated }: Chosen): CertificateValidation {
  const { certificate } = request;
  const chain = deadEnd?.certificates ?? [certificate];
  const last = chain.at(-1) ?? certificate;
  const untrusted = deadEnd?.kind === 'unknown-root';
  const reason = truncated
    ? finding('CHAIN_LIMIT', { limit: maxPaths })
    : untrusted
      ? finding('CHAIN_UNTRUSTED', { root: last.subject.printed })
      : finding('CHAIN_NOT_FOUND', { subject: last.subject.printed });
  const findings = [reason, ...checkPurpose(certificate, request.purpose)];
  return {
    trust: untrusted ? { kind: 'untrusted', finding: reason } : { kind: 'incomplete' },
    path: chain,
    statuses: [],
    findings,
    uses: [],
    material: { certificates: chain.map(({ der }) => der), crls: [], ocsps: [] },
    state: stateOf(findings),
    recheckAfter: null,
  };
}

async function statusOfPath(
  path: CertificatePath,
  candidates: readonly Certificate[],
  request: ValidationRequest,
): Promise<readonly CertificateStatus[]> {
  const statuses: CertificateStatus[] = [];
  const cache = request.cache ?? evidenceCache();
  for (const [index, certificate] of path.certificates.entries()) {
    const issuer = path.certificates[index + 1];
    if (issuer === undefined) break;
    statuses.push(
      await checkRevocation({
        certificate,
        issuer,
        controlTime: request.controlTime,
        ...(request.signedAt && { signedAt: request.signedAt }),
        now: request.now,
        clockSkewMs: request.clockSkewMs,
        freshness: request.freshness,
        evidence: request.evidence,
        crlSigners: crlSignersFor(certificate, issuer, candidates, path, request),
        source: request.statusSource,
        cache,
      }),
    );
  }
  return statuses;
}

/** Another key of the CA, or an indirect issuer that the certificate names, with a sound path to the same anchor. */
function crlSignersFor(
  certificate: Certificate,
  issuer: Certificate,
  candidates: readonly Certificate[],
  path: CertificatePath,
  { controlTime }: ValidationRequest,
): readonly Certificate[] {
  const named = certificate.distributionPoints.flatMap(({ crlIssuer }) =>
    crlIssuer.flatMap((name) => (name.kind === 'directory' ? [name.name.key] : [])),
  );
  const names = new Set([issuer.subject.key, ...named]);
  return candidates.filter((candidate) => {
    if (sameCertificate(candidate, issuer) || !names.has(candidate.subject.key)) return false;
    if (candidate.keyUsage?.has('cRLSign') !== true) return false;
    return findPaths(candidate, { candidates, anchors: [path.anchor] }).paths.some(
      (own) => worstFinding(validatePath(own, { purpose: 'status', at: controlTime, proven: true })) === null,
    );
  });
}

/**
 * An intermediate whose fingerprint a person pinned, as its anchor's (rules.md R4.1), is trusted by that: the algorithm of
 * the signature over it carries nothing. The first generation of a hierarchy may still be signed with SHA-1.
 */
function usesOf(path: CertificatePath, statuses: readonly CertificateStatus[], stores: TrustStores): PathUse[] {
  const isPinned = ({ sha256 }: Certificate): boolean =>
    trustStoreNames.some((name) => stores[name].pinnedIntermediates.has(sha256));
  const ofCertificates = path.certificates
    .slice(0, -1)
    .flatMap((certificate, index) =>
      isPinned(certificate)
        ? []
        : algorithmUses(certificate.signatureAlgorithm, path.certificates[index + 1]?.publicKey ?? null).map(
            (use): PathUse => ({ use, certificate, evidence: null }),
          ),
    );
  const ofEvidence = statuses.flatMap(({ uses, certificate, evidence }) =>
    uses.map((use): PathUse => ({ use, certificate, evidence })),
  );
  return [...ofCertificates, ...ofEvidence];
}

function materialOf(path: CertificatePath, statuses: readonly CertificateStatus[]): CertificateValidation['material'] {
  const evidence = statuses.flatMap((status) => status.evidence);
  const certificates = unique([...path.certificates, ...statuses.flatMap(({ signers }) => signers)]);
  const derOf = (kind: StatusEvidence['kind']): readonly Uint8Array[] => [
    ...new Set(evidence.filter((one) => one.kind === kind).map(({ der }) => der)),
  ];
  return { certificates: certificates.map(({ der }) => der), crls: derOf('crl'), ocsps: derOf('ocsp') };
}

function stateOf(findings: readonly Finding[]): CertificateValidation['state'] {
  const worst = worstFinding(findings);
  return worst === null ? 'valid' : worst.status === 'FAILED' ? 'invalid' : 'undetermined';
}

function unique(certificates: readonly Certificate[]): readonly Certificate[] {
  return [...new Map(certificates.map((certificate) => [certificate.sha256, certificate])).values()];
}

function earliest(moments: readonly (Date | null)[]): Date | null {
  return moments.reduce((first, one) => (first === null || (one !== null && one < first) ? one : first), null);
}
