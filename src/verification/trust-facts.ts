import { type Text, text } from '../domain/text.ts';
import type { Certificate } from '../pki/certificate.ts';
import { type CertificateValidation, validateCertificate } from '../pki/certificate-validation.ts';
import { type IssuerSource, networkIssuerSource } from '../pki/issuer-source.ts';
import type { CertificateStatus } from '../pki/revocation.ts';
import { evidenceCache, type StatusEvidence } from '../pki/status-evidence.ts';
import { memoryStatusCache, networkStatusSource, type StatusSource } from '../pki/status-source.ts';
import type { DatedUse, StatusFacts, TrustFacts } from './facts.ts';
import { type Material, type MaterialItem, readCertificate } from './material.ts';
import { judgePast } from './past-facts.ts';
import { type Proofs, proofsOf } from './proofs.ts';
import type { VerificationDeps } from './request.ts';
import type { TrustQuestion } from './signature-facts.ts';
import { unusableStatus, wasReached } from './unusable-status.ts';

/** Judges the certificates of one file: paths by keys to pinned anchors, then the status of everything below them. */
export function trustJudge(
  material: Material,
  deps: VerificationDeps,
  now: Date,
): (question: TrustQuestion) => Promise<TrustFacts> {
  const statusSource: StatusSource | null =
    deps.transport &&
    networkStatusSource({
      transport: deps.transport,
      randomness: deps.randomness,
      cache: deps.cache ?? memoryStatusCache(),
    });
  const issuerSource: IssuerSource | null = deps.transport && networkIssuerSource(deps.transport);
  const cache = evidenceCache();
  const kept = (deps.evidence?.certificates ?? []).flatMap((der) => readCertificate(der) ?? []);
  const keptDigests = new Set(kept.map(({ sha256 }) => sha256));
  const inFile = new Set(material.certificates.map(({ sha256 }) => sha256));

  const known = new Map<string, Promise<TrustFacts>>();
  return (question) => {
    const key = keyOf(question);
    const answer = known.get(key) ?? judge(question);
    known.set(key, answer);
    return answer;
  };

  async function judge({ certificate, role, rules, time, genTime }: TrustQuestion): Promise<TrustFacts> {
    const proofs = proofsOf(certificate, material, keptDigests, time);
    const validation = await validateCertificate({
      certificate,
      purpose: role === 'tsa' ? 'timestamping' : 'signing',
      controlTime: time.best,
      ...(genTime && { signedAt: genTime }),
      proven: time.basis !== 'now',
      now,
      accepted: role === 'tsa' ? rules.timestampStores : rules.stores,
      stores: deps.stores,
      candidates: [...material.certificates, ...kept],
      evidence: [
        ...material.ocsps.map((item) => evidenceOf('ocsp', item, proofs)),
        ...material.crls.map((item) => evidenceOf('crl', item, proofs)),
        ...(deps.evidence?.status ?? []).map((one) => ({ ...one, provenAt: proofs.kept })),
      ],
      freshness: rules.freshness,
      clockSkewMs: rules.clockSkewMs,
      statusSource,
      issuerSource,
      cache,
    });
    return {
      outcome: outcomeOf(validation),
      path: validation.path,
      expiredCa: expiredCa(validation.path, time.best),
      status: validation.statuses.map((one, index) => statusFacts(one, index === 0)),
      uses: datedUses(validation, proofs),
      past: judgePast(validation, proofs, rules.freshness, now),
      embedded: embeddedIn(validation, material, inFile),
      material: validation.material,
    };
  }
}

/** Everything that an answer depends on within one file: many tokens of one authority ask the same. */
function keyOf({ certificate, role, rules, time, genTime }: TrustQuestion): string {
  const signedAt = rules.freshness.mode === 'after-signature' ? genTime?.getTime() : null;
  const proofs = time.stamps.map(({ kind, status, genTime, revision }) => [kind, status, genTime?.getTime(), revision]);
  return JSON.stringify([certificate.sha256, role, rules, time.best.getTime(), time.basis, proofs, signedAt]);
}

function outcomeOf({ trust, findings }: CertificateValidation): TrustFacts['outcome'] {
  if (trust.kind === 'incomplete') return { kind: 'incomplete' };
  if (trust.kind === 'untrusted') return { kind: 'untrusted', reason: trust.finding.text };
  const open = findings.find(({ check, status }) => check === 'chain' && status === 'UNKNOWN');
  if (trust.kind === 'trusted' && open !== undefined) return { kind: 'doubtful', reason: open.text };
  return { kind: trust.kind, store: trust.store, anchor: trust.anchor.subject.printed };
}

/** The first CA of a path, anchor included, that is outside its validity at this moment. */
export const expiredCa = (path: readonly Certificate[], at: Date): Certificate | null =>
  path.slice(1).find(({ notBefore, notAfter }) => at < notBefore || at > notAfter) ?? null;

const evidenceOf = (kind: 'crl' | 'ocsp', item: MaterialItem, proofs: Proofs): StatusEvidence => ({
  kind,
  der: item.der,
  origin: item.origin,
  provenAt: proofs.place(item),
});

/** Each use once for each proof of what is signed by it. */
function datedUses({ uses }: CertificateValidation, proofs: Proofs): readonly DatedUse[] {
  const dated = uses.map(
    ({ use, certificate, evidence }): DatedUse => ({
      use,
      provenAt: evidence === null ? proofs.certificate(certificate) : proofs.evidence(evidence),
    }),
  );
  const keyed = new Map(dated.map((one) => [JSON.stringify(one), one]));
  return [...keyed.values()];
}

/** Every CA and every status below the anchor comes from the file itself: what B-LT means. */
function embeddedIn(
  { path, statuses, trust }: CertificateValidation,
  material: Material,
  inFile: ReadonlySet<string>,
): TrustFacts['embedded'] {
  const revisions = new Map([...material.crls, ...material.ocsps].map(({ der, revision }) => [der, revision]));
  const used = statuses.flatMap((one) => one.atHand.map(({ der }) => revisions.get(der) ?? -1));
  const complete =
    (trust.kind === 'trusted' || trust.kind === 'wrong-store') &&
    path.slice(1, -1).every(({ sha256 }) => inFile.has(sha256)) &&
    statuses.every((one) => one.status === 'not-needed' || one.atHand.length > 0) &&
    used.every((revision) => revision >= 0);
  return { complete, revision: Math.max(0, ...used) };
}

const problems: Readonly<Partial<Record<CertificateStatus['status'], Text>>> = {
  'on-hold': text('Chứng thư đang bị tạm dừng.', 'The certificate is on hold.'),
  unknown: text('Nơi cấp không biết chứng thư này.', 'The issuer does not know this certificate.'),
  'not-published': text(
    'Chứng thư không ghi nơi tra trạng thái.',
    'The certificate names no place where its status is published.',
  ),
};

const answers: Readonly<Partial<Record<CertificateStatus['status'], StatusFacts['status']>>> = {
  good: 'good',
  'not-needed': 'good',
  revoked: 'revoked',
  'on-hold': 'on-hold',
};

function statusFacts(one: CertificateStatus, isSigner: boolean): StatusFacts {
  const { certificate, fresh, source, origin, thisUpdate, nextUpdate, revokedAt, reason, proven, recheckAfter } = one;
  const { invalidSince } = one;
  return {
    certificate,
    isSigner,
    status: answers[one.status] ?? 'unknown',
    published: one.status !== 'not-published',
    reached: wasReached(one.ignored),
    invalidSince,
    fresh,
    source,
    origin,
    thisUpdate,
    nextUpdate,
    revokedAt,
    reason,
    proven,
    recheckAfter,
    problem: problems[one.status] ?? attempts(one.ignored),
  };
}

/** Which sources were asked in vain, and which data were of no use. */
function attempts(ignored: readonly string[]): Text | null {
  const first = ignored.slice(0, 3);
  if (first.length === 0) return null;
  const said = first.map(unusableStatus);
  return text(`Đã thử: ${said.map(({ vi }) => vi).join('; ')}.`, `Tried: ${said.map(({ en }) => en).join('; ')}.`);
}
