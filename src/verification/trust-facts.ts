import type { TrustStoreName } from '../domain/signature-report.ts';
import { text } from '../domain/text.ts';
import type { Certificate } from '../pki/certificate.ts';
import { type Finding, worstFinding } from '../pki/finding.ts';
import { type CertificatePath, findPaths } from '../pki/path.ts';
import { validatePath } from '../pki/path-validation.ts';
import { type CertificateStatus, checkRevocation } from '../pki/revocation.ts';
import { algorithmUses } from '../pki/signature-algorithm.ts';
import { type EvidenceCache, evidenceCache, type StatusEvidence } from '../pki/status-evidence.ts';
import { memoryStatusCache, networkStatusSource, type StatusSource } from '../pki/status-source.ts';
import { type TrustAnchor, trustStoreNames } from '../pki/trust-store.ts';
import type { StatusFacts, TimeFacts, TrustFacts } from './facts.ts';
import type { Material, MaterialItem } from './material.ts';
import type { VerificationDeps } from './request.ts';
import type { TrustQuestion } from './signature-facts.ts';

/** A path with what RFC 5280 says of it, and the store that it ends in. */
interface JudgedPath {
  readonly path: CertificatePath;
  readonly store: TrustStoreName;
  readonly findings: readonly Finding[];
}

/** Judges the certificates of one file: paths by keys to pinned anchors, then the status of everything below them. */
export function trustJudge(
  material: Material,
  deps: VerificationDeps,
  now: Date,
): (question: TrustQuestion) => Promise<TrustFacts> {
  const source: StatusSource | null =
    deps.transport &&
    networkStatusSource({
      transport: deps.transport,
      randomness: deps.randomness,
      cache: deps.cache ?? memoryStatusCache(),
    });
  const parsed = evidenceCache();
  const intermediates = trustStoreNames.flatMap((name) => deps.stores[name].intermediates);
  const candidates = [...material.certificates, ...intermediates];
  const inFile = new Set(material.certificates.map(({ sha256 }) => sha256));
  const anchorsOf = (store: TrustStoreName, role: TrustQuestion['role']): readonly TrustAnchor[] =>
    role === 'tsa' ? deps.stores[store].tsaAnchors : deps.stores[store].anchors;

  return async (question) => {
    const { certificate, role, rules, time } = question;
    const accepted = role === 'tsa' ? rules.timestampStores : rules.stores;
    const search = (store: TrustStoreName) => findPaths(certificate, { candidates, anchors: anchorsOf(store, role) });
    const judged = (store: TrustStoreName): readonly JudgedPath[] =>
      search(store).paths.map((path) => ({
        path,
        store,
        findings: validatePath(path, {
          purpose: role === 'tsa' ? 'timestamping' : 'signing',
          at: time.best,
          proven: time.basis !== 'now',
        }),
      }));
    const best = bestOf(accepted.flatMap(judged));
    if (best === null) {
      const elsewhere = bestOf(trustStoreNames.filter((name) => !accepted.includes(name)).flatMap(judged));
      if (elsewhere !== null)
        return {
          ...nothing,
          outcome: { kind: 'wrong-store', store: elsewhere.store, anchor: anchorName(elsewhere) },
          path: elsewhere.path.certificates,
        };
      return deadEnd(accepted.map(search).flatMap(({ deadEnd: end }) => (end === null ? [] : [end])));
    }
    const status = await statusOf(best.path, question, material, source, parsed, now);
    const ca = best.findings.find(({ check, status: answer }) => check === 'validity' && answer !== 'PASSED');
    return {
      outcome: outcomeOf(best),
      path: best.path.certificates,
      expiredCa: ca === undefined ? null : expiredCa(best.path, time),
      status: status.map((one, index) => statusFacts(one, index === 0)),
      uses: [...pathUses(best.path), ...status.flatMap((one) => one.uses)],
      embedded: embeddedIn(best.path, status, material, inFile),
    };
  };
}

const nothing: Omit<TrustFacts, 'outcome'> = {
  path: [],
  expiredCa: null,
  status: [],
  uses: [],
  embedded: { complete: false, revision: 0 },
};

/** The path with the least against it: nothing, then what is open, then what failed; the shorter of equals. */
function bestOf(paths: readonly JudgedPath[]): JudgedPath | null {
  const weight = ({ findings }: JudgedPath): number => {
    const worst = worstFinding(findings.filter(({ check }) => check !== 'key-usage'));
    return worst === null ? 0 : worst.status === 'UNKNOWN' ? 1 : 2;
  };
  return paths.reduce<JudgedPath | null>((best, one) => {
    if (best === null) return one;
    const difference = weight(one) - weight(best);
    const shorter = one.path.certificates.length < best.path.certificates.length;
    return difference < 0 || (difference === 0 && shorter) ? one : best;
  }, null);
}

const anchorName = ({ path }: JudgedPath): string => path.anchor.certificate.subject.printed;

function outcomeOf(judged: JudgedPath): TrustFacts['outcome'] {
  const worst = worstFinding(judged.findings.filter(({ check }) => check === 'chain'));
  if (worst !== null) return { kind: worst.status === 'FAILED' ? 'untrusted' : 'doubtful', reason: worst.text };
  return { kind: 'trusted', store: judged.store, anchor: anchorName(judged) };
}

function deadEnd(
  ends: readonly { readonly kind: 'unknown-root' | 'missing-issuer'; readonly certificates: readonly Certificate[] }[],
): TrustFacts {
  const end = ends.find(({ kind }) => kind === 'unknown-root') ?? ends[0];
  const path = end?.certificates ?? [];
  if (end?.kind !== 'unknown-root') return { ...nothing, outcome: { kind: 'incomplete' }, path };
  const root = path.at(-1)?.subject.printed ?? '?';
  return {
    ...nothing,
    outcome: {
      kind: 'untrusted',
      reason: text(`Gốc ${root} không nằm trong kho tin cậy.`, `The root ${root} is in no trust store.`),
    },
    path,
  };
}

function expiredCa({ certificates }: CertificatePath, { best }: TimeFacts): Certificate | null {
  return certificates.slice(1).find(({ notBefore, notAfter }) => best < notBefore || best > notAfter) ?? null;
}

/** Signer and every CA below the anchor, in path order. */
async function statusOf(
  { certificates }: CertificatePath,
  { time, rules }: TrustQuestion,
  material: Material,
  source: StatusSource | null,
  cache: EvidenceCache,
  now: Date,
): Promise<readonly CertificateStatus[]> {
  const evidence = [
    ...material.ocsps.map((item) => evidenceOf('ocsp', item, time)),
    ...material.crls.map((item) => evidenceOf('crl', item, time)),
  ];
  const found: CertificateStatus[] = [];
  for (const [index, certificate] of certificates.slice(0, -1).entries()) {
    found.push(
      await checkRevocation({
        certificate,
        issuer: certificates[index + 1] as Certificate,
        controlTime: time.best,
        now,
        clockSkewMs: rules.clockSkewMs,
        freshness: rules.freshness,
        evidence,
        source,
        cache,
      }),
    );
  }
  return found;
}

/** Existence is proven by the earliest valid document timestamp that ends at or after the item's revision. */
function evidenceOf(kind: 'crl' | 'ocsp', item: MaterialItem, { stamps }: TimeFacts): StatusEvidence {
  const proofs = stamps.flatMap(({ status, genTime, revision }) =>
    status === 'PASSED' && genTime !== null && revision !== null && item.revision !== null && revision >= item.revision
      ? [genTime.getTime()]
      : [],
  );
  const provenAt = proofs.length === 0 ? null : new Date(Math.min(...proofs));
  return { kind, der: item.der, origin: item.origin, provenAt };
}

const pathUses = ({ certificates }: CertificatePath) =>
  certificates
    .slice(0, -1)
    .flatMap((certificate, index) =>
      algorithmUses(certificate.signatureAlgorithm, certificates[index + 1]?.publicKey ?? null),
    );

/** Every CA and every status below the anchor comes from the file itself: what B-LT means. */
function embeddedIn(
  { certificates }: CertificatePath,
  status: readonly CertificateStatus[],
  material: Material,
  inFile: ReadonlySet<string>,
): TrustFacts['embedded'] {
  const revisions = new Map([...material.crls, ...material.ocsps].map(({ der, revision }) => [der, revision ?? 0]));
  const own = status.flatMap((one) => one.evidence.map(({ der }) => revisions.get(der) ?? -1));
  const complete =
    certificates.slice(1, -1).every(({ sha256 }) => inFile.has(sha256)) &&
    status.every((one) => one.status === 'not-needed' || one.evidence.length > 0) &&
    own.every((revision) => revision >= 0);
  return { complete, revision: Math.max(0, ...own) };
}

const problems: Readonly<Record<string, ReturnType<typeof text>>> = {
  'on-hold': text('Chứng thư đang bị tạm dừng.', 'The certificate is on hold.'),
  unknown: text('Nơi cấp không biết chứng thư này.', 'The issuer does not know this certificate.'),
  'not-published': text(
    'Chứng thư không ghi nơi tra trạng thái.',
    'The certificate names no place where its status is published.',
  ),
};

function statusFacts(one: CertificateStatus, isSigner: boolean): StatusFacts {
  const status =
    one.status === 'good' || one.status === 'not-needed' ? 'good' : one.status === 'revoked' ? 'revoked' : 'unknown';
  const ignored = one.ignored.slice(0, 3).join('; ');
  return {
    certificate: one.certificate,
    isSigner,
    status,
    fresh: one.fresh,
    source: one.source,
    origin: one.origin,
    thisUpdate: one.thisUpdate,
    nextUpdate: one.nextUpdate,
    revokedAt: one.revokedAt,
    reason: one.reason,
    proven: one.proven,
    problem: problems[one.status] ?? (ignored === '' ? null : text(`(${ignored})`, `(${ignored})`)),
    recheckAfter: one.recheckAfter,
    evidence: one.evidence,
  };
}
