import { sameBytes } from './asn1.ts';
import { type Certificate, sameCertificate } from './certificate.ts';
import { verifySignature } from './signature-algorithm.ts';
import type { TrustAnchor } from './trust-store.ts';

/** Leaf first, anchor last. Every signature in it verifies; nothing else has been checked. */
export interface CertificatePath {
  readonly certificates: readonly Certificate[];
  readonly anchor: TrustAnchor;
}

export interface PathSearch {
  readonly paths: readonly CertificatePath[];
  /**
   * How far the best attempt came when no path was found: `unknown-root` ends at a self-signed certificate that is not
   * pinned, `missing-issuer` at one whose issuer is not at hand.
   */
  readonly deadEnd: {
    readonly kind: 'unknown-root' | 'missing-issuer';
    readonly certificates: readonly Certificate[];
  } | null;
  /** The search stopped at the limit; there may be more paths. */
  readonly truncated: boolean;
}

const maxDepth = 10;
/** Paths tried (signatures.md 2.14). */
export const maxPaths = 64;
const maxSteps = 1_000;

/**
 * All paths from a certificate to pinned anchors, built by keys: a name only proposes an issuer, the signature decides
 * (rules.md I). Cross-certificates, two generations of one CA and loops are found; the search is bounded.
 */
export function findPaths(
  leaf: Certificate,
  options: { readonly candidates: readonly Certificate[]; readonly anchors: readonly TrustAnchor[] },
): PathSearch {
  const paths: CertificatePath[] = [];
  let deadEnd: PathSearch['deadEnd'] = null;
  let steps = 0;
  const noteDeadEnd = (kind: 'unknown-root' | 'missing-issuer', certificates: readonly Certificate[]): void => {
    const better =
      deadEnd === null ||
      (deadEnd.kind === 'missing-issuer' && kind === 'unknown-root') ||
      (deadEnd.kind === kind && certificates.length > deadEnd.certificates.length);
    if (better) deadEnd = { kind, certificates };
  };

  const extend = (chain: readonly Certificate[]): void => {
    const current = chain.at(-1);
    if (current === undefined || paths.length >= maxPaths || steps >= maxSteps) return;
    steps++;
    const itself = options.anchors.find(({ certificate }) => sameCertificate(certificate, current));
    if (itself !== undefined) {
      paths.push({ certificates: chain, anchor: itself });
      return;
    }
    if (chain.length > maxDepth) return;
    let issuers = 0;
    for (const anchor of options.anchors) {
      if (!isIssuedBy(current, anchor.certificate)) continue;
      issuers++;
      paths.push({ certificates: [...chain, anchor.certificate], anchor });
    }
    for (const candidate of options.candidates) {
      if (options.anchors.some(({ certificate }) => sameCertificate(certificate, candidate))) continue;
      if (chain.some((own) => sameEntity(own, candidate)) || !isIssuedBy(current, candidate)) continue;
      issuers++;
      extend([...chain, candidate]);
    }
    if (issuers === 0) noteDeadEnd(isIssuedBy(current, current) ? 'unknown-root' : 'missing-issuer', chain);
  };
  extend([leaf]);
  return {
    paths: paths.slice(0, maxPaths),
    deadEnd: paths.length > 0 ? null : deadEnd,
    truncated: paths.length >= maxPaths || steps >= maxSteps,
  };
}

/** Name and, where both state it, key identifier agree, and the signature verifies with the issuer's key. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (certificate.issuer.key !== issuer.subject.key) return false;
  const wanted = certificate.authorityKeyId;
  const own = issuer.subjectKeyId;
  // a key identifier is a hint (RFC 5280 4.2.1.1): only a signature that verifies counts
  if (wanted !== null && own !== null && wanted.length === own.length && !sameBytes(wanted, own)) return false;
  const known = issuedBy.get(certificate)?.get(issuer);
  if (known !== undefined) return known;
  const { signatureAlgorithm, tbs, signature } = certificate;
  const valid = verifySignature(signatureAlgorithm, issuer.publicKey, tbs, signature) === 'valid';
  const answers = issuedBy.get(certificate) ?? new WeakMap<Certificate, boolean>();
  issuedBy.set(certificate, answers.set(issuer, valid));
  return valid;
}

/** Who signed whom never changes; the paths of one file ask it again and again. */
const issuedBy = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

/** Same name and key: a path must not pass the same entity twice (RFC 4158 2.4.2). */
const sameEntity = (a: Certificate, b: Certificate): boolean =>
  a.subject.key === b.subject.key && sameBytes(a.spkiDer, b.spkiDer);
