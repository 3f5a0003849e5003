import type { Certificate } from '../pki/certificate.ts';
import type { StatusEvidence } from '../pki/status-evidence.ts';
import type { TimeFacts } from './facts.ts';
import type { Material, Place } from './material.ts';

/** What the time stamps of a file prove to have existed when (signatures.md 2.11); null = only now. */
export interface Proofs {
  /** Of the signature value. */
  readonly signature: Date | null;
  certificate(certificate: Certificate): Date | null;
  evidence(evidence: readonly StatusEvidence[]): Date | null;
  place(place: Place): Date | null;
  /** Of all that was kept in a bundle of evidence, and of the file itself. */
  readonly kept: Date | null;
}

/**
 * A valid document timestamp proves what lies in its revision and before, except what its own CMS carries: that stands in
 * its /Contents, outside its range. The stamp over a signature value also proves the signer's certificate, whose digest the
 * signature contains (ESS). The stamp over a bundle of evidence proves the whole file and what the bundle keeps.
 * @param keptCertificates SHA-256 of the certificates in the bundle
 */
export function proofsOf(
  signer: Certificate,
  material: Material,
  keptCertificates: ReadonlySet<string>,
  { best, basis, stamps }: TimeFacts,
): Proofs {
  const valid = stamps.flatMap(({ status, kind, genTime, revision }) =>
    status === 'PASSED' && genTime !== null ? [{ kind, genTime, revision }] : [],
  );
  const sealed = valid.flatMap(({ genTime, revision }) => (revision === null ? [] : [{ genTime, revision }]));
  const overBundle = valid.flatMap(({ kind, genTime }) => (kind === 'evidence-time-stamp' ? [genTime] : []));
  const kept = earliest(overBundle);
  const place = ({ origin, revision }: Place): Date | null =>
    earliest([
      ...overBundle,
      ...sealed
        .filter((stamp) => (origin === 'dss' ? stamp.revision >= revision : stamp.revision > revision))
        .map(({ genTime }) => genTime),
    ]);
  const signature = basis === 'now' ? null : best;
  return {
    signature,
    place,
    kept,
    certificate: (certificate) => {
      const proofs = (material.places.get(certificate.sha256) ?? []).flatMap((one) => place(one) ?? []);
      if (kept !== null && keptCertificates.has(certificate.sha256)) proofs.push(kept);
      if (certificate.sha256 === signer.sha256 && signature !== null) proofs.push(signature);
      return earliest(proofs);
    },
    // proven when all of it is: a delta needs its base
    evidence: (evidence) =>
      evidence.length === 0 || evidence.some(({ provenAt }) => provenAt === null)
        ? null
        : new Date(Math.max(...evidence.map(({ provenAt }) => (provenAt as Date).getTime()))),
  };
}

const earliest = (moments: readonly Date[]): Date | null =>
  moments.length === 0 ? null : new Date(Math.min(...moments.map((moment) => moment.getTime())));
