import type { CheckStatus, FileReport, SignatureResult } from '../domain/signature-report.ts';
import type { Text } from '../domain/text.ts';

/**
 * The fixed contract for programs (`sohoa verify --json`): one object per input file. `verify-report.schema.json` beside
 * this file is its JSON Schema. New keys may be added; none of these changes its name or meaning.
 */
export interface VerifyJson {
  readonly file: string;
  readonly verdict: FileReport['verdict'];
  readonly signatures: readonly SignatureJson[];
  readonly error?: ErrorJson;
  readonly verified_at?: string;
  readonly policy?: string;
  readonly contains?: FileReport['contains'];
  readonly unsigned_fields?: readonly string[];
  readonly sha256?: string;
  readonly size_bytes?: number;
  readonly remarks?: readonly Text[];
  readonly tool?: string;
  /** Set when the verdict was given by an evidence bundle (`--evidence`). */
  readonly evidence?: EvidenceJson;
  /** Path of the bundle that was kept (`--keep-evidence`). */
  readonly kept_evidence?: string;
  /** The printable report that was written (`--report`). */
  readonly printed_report?: PrintedJson;
}

export interface EvidenceJson {
  readonly bundle: string;
  /** Moment of the verdict in the bundle. */
  readonly verified_at: string;
  readonly verdict_then: FileReport['verdict'];
  /** Its evidence still gives that verdict as of that moment; the `verdict` of this object may be as of a later one. */
  readonly agrees: boolean;
  /** A time stamp over the bundle holds. */
  readonly stamped: boolean;
}

export interface PrintedJson {
  readonly path: string;
  /** Level of its signature; null: not signed. */
  readonly level: string | null;
}

export interface ErrorJson {
  readonly code: string;
  readonly message: string;
  readonly vi: string;
  readonly en: string;
}

export interface SignatureJson {
  readonly field: string;
  readonly kind: SignatureResult['kind'];
  readonly indication: SignatureResult['indication'];
  readonly sub_indication: SignatureResult['subIndication'];
  readonly integrity: { readonly byte_range: boolean; readonly digest: boolean; readonly signature: boolean };
  readonly coverage: SignatureResult['coverage'];
  readonly later_changes: SignatureResult['laterChanges'];
  readonly level: SignatureResult['level'];
  /** Common name of the signer as in the certificate; null when no certificate could be read. */
  readonly signer: string | null;
  readonly signing_time: string | null;
  readonly best_signature_time: string | null;
  readonly checks: readonly CheckJson[];
  readonly signer_details: SignerJson | null;
  readonly field_names: readonly string[];
  readonly slot: string;
  readonly revision: number | null;
  readonly sub_filter: string | null;
  readonly scheme: string | null;
  readonly claimed: SignatureResult['claimed'];
  readonly changes: readonly ChangeJson[];
  readonly timestamps: readonly TimestampJson[];
  readonly certificates: readonly CertificateJson[];
  readonly revocation: readonly RevocationJson[];
  readonly recheck_after: string | null;
}

export interface CheckJson {
  readonly id: string;
  readonly status: CheckStatus;
  /** Vietnamese. */
  readonly message: string;
  readonly message_en: string;
  readonly question: string;
  readonly question_en: string;
  readonly group: string;
  readonly required: boolean;
  readonly sub_indication?: string;
}

interface SignerJson {
  readonly common_name: string;
  readonly subject: string;
  readonly organization: string | null;
  readonly id_kind: string | null;
  readonly id_number: string | null;
  readonly serial: string;
  readonly sha256: string;
  readonly trust_store: string | null;
  readonly remarks: readonly Text[];
}

interface ChangeJson {
  readonly revision: number;
  readonly level: string;
  readonly path: string;
  readonly page: number | null;
  readonly box_pt: readonly number[] | null;
  readonly message: string;
  readonly message_en: string;
}

interface TimestampJson {
  readonly kind: string;
  readonly field: string | null;
  readonly gen_time: string | null;
  readonly tsa: string | null;
  readonly status: string;
  readonly message: string;
  readonly message_en: string;
}

interface CertificateJson {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly sha256: string;
  readonly not_before: string;
  readonly not_after: string;
}

interface RevocationJson {
  readonly certificate: string;
  readonly source: string | null;
  readonly origin: string | null;
  readonly this_update: string | null;
  readonly next_update: string | null;
  readonly revoked_at: string | null;
  readonly status: string;
}

/** The report of one file as the contract names it. */
export function reportJson(file: string, report: FileReport): VerifyJson {
  return {
    file,
    verdict: report.verdict,
    signatures: report.signatures.map(signatureJson),
    ...(report.problem && { error: errorOf(report.problem.code, report.problem.text) }),
    verified_at: report.verifiedAt,
    policy: report.policy,
    contains: report.contains,
    unsigned_fields: report.unsignedFields,
    sha256: report.sha256,
    size_bytes: report.sizeBytes,
    remarks: report.remarks,
    tool: report.tool,
  };
}

/** A file that could not be opened at all: never HỢP LỆ. */
export function failureJson(file: string, code: string, message: Text): VerifyJson {
  return { file, verdict: 'CHUA_XAC_DINH', signatures: [], error: errorOf(code, message) };
}

const errorOf = (code: string, message: Text): ErrorJson => ({
  code,
  message: message.vi,
  vi: message.vi,
  en: message.en,
});

function signatureJson(result: SignatureResult): SignatureJson {
  return {
    field: result.field,
    kind: result.kind,
    indication: result.indication,
    sub_indication: result.subIndication,
    integrity: {
      byte_range: result.integrity.byteRange,
      digest: result.integrity.digest,
      signature: result.integrity.signature,
    },
    coverage: result.coverage,
    later_changes: result.laterChanges,
    level: result.level,
    signer: result.signer?.commonName ?? null,
    signing_time: result.signingTime,
    best_signature_time: result.bestSignatureTime,
    checks: result.checks.map((row) => ({
      id: row.id,
      status: row.status,
      message: row.message.vi,
      message_en: row.message.en,
      question: row.question.vi,
      question_en: row.question.en,
      group: row.group,
      required: row.required,
      ...(row.subIndication && { sub_indication: row.subIndication }),
    })),
    signer_details: result.signer && {
      common_name: result.signer.commonName,
      subject: result.signer.subject,
      organization: result.signer.organization,
      id_kind: result.signer.idKind,
      id_number: result.signer.idNumber,
      serial: result.signer.serialHex,
      sha256: result.signer.sha256,
      trust_store: result.signer.trustStore,
      remarks: result.signer.remarks,
    },
    field_names: result.fieldNames,
    slot: result.slot,
    revision: result.revision,
    sub_filter: result.subFilter,
    scheme: result.scheme,
    claimed: result.claimed,
    changes: result.changes.map((change) => ({
      revision: change.revision,
      level: change.level,
      path: change.path,
      page: change.page,
      box_pt: change.boxPt,
      message: change.text.vi,
      message_en: change.text.en,
    })),
    timestamps: result.timestamps.map((stamp) => ({
      kind: stamp.kind,
      field: stamp.field,
      gen_time: stamp.genTime,
      tsa: stamp.tsa,
      status: stamp.status,
      message: stamp.message.vi,
      message_en: stamp.message.en,
    })),
    certificates: result.certificates.map((certificate) => ({
      subject: certificate.subject,
      issuer: certificate.issuer,
      serial: certificate.serialHex,
      sha256: certificate.sha256,
      not_before: certificate.notBefore,
      not_after: certificate.notAfter,
    })),
    revocation: result.revocation.map((status) => ({
      certificate: status.certificate,
      source: status.source,
      origin: status.origin,
      this_update: status.thisUpdate,
      next_update: status.nextUpdate,
      revoked_at: status.revokedAt,
      status: status.status,
    })),
    recheck_after: result.recheckAfter,
  };
}
