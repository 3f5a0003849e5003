import { vietnamTime } from '../domain/clock.ts';
import type {
  CertificateSummary,
  CheckRow,
  RevocationSummary,
  SignatureResult,
  SignerIdentity,
  TimestampResult,
} from '../domain/signature-report.ts';
import type { PdfFile } from '../pdf/reader/model.ts';
import { type SignatureField, signatureText } from '../pdf/reader/signature-fields.ts';
import type { Certificate } from '../pki/certificate.ts';
import { combine } from './combine.ts';
import type { CmsFacts, SignatureFacts, StampFacts, StatusFacts, TimeFacts, TrustFacts } from './facts.ts';
import { signatureLevel } from './level.ts';
import { parsePdfDate } from './pdf-date.ts';

/** The report of one signature from its facts and rows. A fact that cannot be had is told as missing, never as good. */
export async function resultOf(
  file: PdfFile,
  field: SignatureField,
  slot: string,
  facts: SignatureFacts,
  rows: readonly CheckRow[],
): Promise<SignatureResult> {
  const cms = orNull(() => facts.cms());
  const time = await facts.time().catch(() => null);
  const trust = await facts.trust().catch(() => null);
  const changes = orNull(() => facts.placed?.changes() ?? null);
  const failedRow = (id: string): boolean =>
    rows.some((row) => row.id === id && row.status !== 'PASSED' && row.status !== 'WARNING');
  const rangeSound = !['byterange-valid', 'byterange-no-overlap', 'coverage'].some(failedRow);
  const { indication, subIndication } = combine(rows);
  const claimedTime = cms?.genTime ?? cms?.signingTime ?? parsePdfDate(signatureText(file, field, 'M') ?? '');
  return {
    field: field.fieldName,
    kind: field.kind,
    indication,
    subIndication,
    integrity: {
      byteRange: rangeSound,
      digest: cms?.digestMatches === true,
      signature: cms?.signatureIntact === true,
    },
    coverage: field.coverage,
    laterChanges: changes?.level ?? 'NONE',
    changes: changes?.changes ?? [],
    level: await signatureLevel(facts).catch(() => null),
    signer: signerOf(cms, trust),
    signingTime: claimedTime && vietnamTime(claimedTime),
    bestSignatureTime: bestTimeOf(cms, time, indication),
    revision: field.revisionIndex + 1,
    checks: rows,
    fieldNames: [field.fieldName, ...field.otherNames],
    slot,
    subFilter: field.subFilter,
    scheme: cms?.scheme ?? null,
    claimed: {
      name: signatureText(file, field, 'Name'),
      reason: signatureText(file, field, 'Reason'),
      location: signatureText(file, field, 'Location'),
    },
    timestamps: time?.stamps.map(stampSummary) ?? [],
    certificates:
      trust?.path.map(certificateSummary) ?? (cms?.certificate ? [certificateSummary(cms.certificate)] : []),
    revocation: trust?.status.map(statusSummary) ?? [],
    recheckAfter: indication === 'INDETERMINATE' ? earliestRecheck(trust) : null,
  };
}

function signerOf(cms: CmsFacts | null, trust: TrustFacts | null): SignerIdentity | null {
  if (cms?.identity == null) return null;
  const outcome = trust?.outcome;
  const reached = outcome?.kind === 'trusted' || outcome?.kind === 'wrong-store' ? outcome.store : null;
  return { ...cms.identity, trustStore: reached };
}

function bestTimeOf(
  cms: CmsFacts | null,
  time: TimeFacts | null,
  indication: SignatureResult['indication'],
): string | null {
  if (cms?.genTime) return indication === 'TOTAL_PASSED' ? vietnamTime(cms.genTime) : null;
  return time && vietnamTime(time.best);
}

function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

const stampSummary = (stamp: StampFacts): TimestampResult => ({
  kind: stamp.kind,
  field: stamp.field,
  genTime: stamp.genTime && vietnamTime(stamp.genTime),
  tsa: stamp.tsa,
  status: stamp.status,
  message: stamp.message,
});

export const certificateSummary = (certificate: Certificate): CertificateSummary => ({
  subject: certificate.subject.printed,
  issuer: certificate.issuer.printed,
  serialHex: certificate.serialHex,
  sha256: certificate.sha256,
  notBefore: vietnamTime(certificate.notBefore),
  notAfter: vietnamTime(certificate.notAfter),
});

const statusSummary = (one: StatusFacts): RevocationSummary => ({
  certificate: one.certificate.subject.printed,
  source: one.source,
  origin: one.origin,
  thisUpdate: one.thisUpdate && vietnamTime(one.thisUpdate),
  nextUpdate: one.nextUpdate && vietnamTime(one.nextUpdate),
  revokedAt: one.revokedAt && vietnamTime(one.revokedAt),
  status: one.status,
});

function earliestRecheck(trust: TrustFacts | null): string | null {
  const moments =
    trust?.status.flatMap(({ recheckAfter }) => (recheckAfter === null ? [] : [recheckAfter.getTime()])) ?? [];
  return moments.length === 0 ? null : vietnamTime(new Date(Math.max(...moments)));
}
