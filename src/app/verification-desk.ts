import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Clock } from '../domain/clock.ts';
import { SohoaError } from '../domain/errors.ts';
import { vietnamDay } from '../domain/rules/rule-profile.ts';
import type { FileReport } from '../domain/signature-report.ts';
import type { Language } from '../domain/text.ts';
import { openBlockFont } from '../pdf/appearance/font.ts';
import { openPageRenderer } from '../pdf/appearance/page-ink.ts';
import type { VerifyRequest } from '../pipeline/techniques.ts';
import { nameOid, valuesOf } from '../pki/distinguished-name.ts';
import { digest } from '../pki/hashes.ts';
import type { CertificateJudge, SignatureVerifier } from '../signing/ports.ts';
import { memoryJournal } from '../signing/ports.ts';
import { byProfile, type PadesLevel } from '../signing/request.ts';
import { signDocument } from '../signing/sign-document.ts';
import type { StampSource } from '../signing/stamp-source.ts';
import {
  damageOf,
  type EvidenceBundle,
  type EvidenceCheck,
  evidenceBundle,
  evidenceCheck,
  keptEvidence,
  requestOf,
  stampedBytes,
  withStamp,
} from '../verification/evidence.ts';
import { pdfReport } from '../verification/report-pdf.ts';
import type { ReportFonts } from '../verification/report-sheet.ts';
import type { AuditStamps } from './audit-stamps.ts';
import type { Config } from './config.ts';
import { unusable } from './evidence-folder.ts';
import type { Keyring } from './keyring.ts';
import { blockFont } from './signer.ts';
import { byOurSlots, type JudgedFile } from './verifier.ts';
import type { PdfInput, VerifierProcess } from './verify-process.ts';

/** Everything around a verdict: its evidence, its second look years later, its printable report. */
export interface VerificationDesk {
  judge: VerifierProcess['judge'];
  /** Closes a bundle over a verdict; stamped when a time-stamp server is configured and answers. */
  keep(judged: JudgedFile, order: KeepOrder): Promise<EvidenceBundle>;
  /**
   * Judges a file again by a bundle, as of the bundle's moment, and as of `at` where that is another: what was proven then
   * stays proven, though it may not be enough for a later day. Errors: EVIDENCE_UNUSABLE for a bundle that
   * was changed, that speaks of another file, or whose time stamp does not hold; NOT_FOUND.
   */
  recheck(pdf: PdfInput, bundle: EvidenceBundle, order: RecheckOrder): Promise<Recheck>;
  /** One page, PDF/A. `sign`: with the key of VERIFICATION_REPORT; REPORT_NOT_SIGNED when there is none, KEY_*, TSA_*. */
  report(report: FileReport, order: ReportOrder): Promise<PrintedReport>;
}

export interface KeepOrder {
  /** Name for the report inside. */
  readonly file: string;
  readonly request: VerifyRequest;
  readonly previous: string | null;
}

export interface RecheckOrder {
  /** Name of the bundle, for errors. */
  readonly name: string;
  readonly at?: Date;
  readonly password?: string;
}

/** The verdict as of the moment asked for, and how the bundle's own verdict stands as of its own moment. */
export interface Recheck extends JudgedFile {
  readonly check: EvidenceCheck;
  /** The bundle bears a time stamp that holds. */
  readonly stamped: boolean;
}

export interface ReportOrder {
  readonly file: string;
  readonly language: Language;
  readonly sign: boolean;
}

export interface PrintedReport {
  readonly bytes: Uint8Array;
  /** Null: not signed, and the page says so. */
  readonly level: PadesLevel | null;
}

export interface VerificationDeskDeps {
  readonly clock: Clock;
  readonly offline: boolean;
  readonly keyring: Keyring;
  readonly judge: CertificateJudge;
  readonly verifier: VerifierProcess & SignatureVerifier;
  readonly stamps: StampSource | null;
  readonly digestStamps: AuditStamps;
}

export function createVerificationDesk(
  config: Pick<Config, 'agencyName' | 'fontFile' | 'keys' | 'signatureLevel'>,
  deps: VerificationDeskDeps,
): VerificationDesk {
  const { clock, keyring, judge, verifier, stamps, digestStamps } = deps;
  let fonts: Promise<ReportFonts> | undefined;
  let renderer: ReturnType<typeof openPageRenderer> | undefined;

  return {
    judge: verifier.judge,
    keep: async ({ report, evidence }, { file, request, previous }) => {
      const at = request.at ?? new Date(report.verifiedAt);
      const bundle = evidenceBundle({ file, request: byOurSlots(request), at, report, evidence, previous });
      if (stamps === null || deps.offline) return bundle;
      // evidence without a stamp is better than none: that it bears none is written in it
      return sealed(bundle, stamps, judge).catch(() => bundle);
    },
    recheck: async (pdf, bundle, { name, at, password }) => {
      const damage = damageOf(bundle);
      if (damage.length > 0)
        throw unusable(name, `đã bị sửa (${damage.join(', ')})`, `it was changed (${damage.join(', ')})`);
      await checkStamp(bundle, name, digestStamps);
      const then = { ...requestOf(bundle), ...(password === undefined ? {} : { password }) };
      const kept = keptEvidence(bundle);
      const judgedThen = await verifier.judge(pdf, then, { ...kept, seal: null });
      const check = evidenceCheck(bundle, judgedThen.report);
      if (!check.sameDocument) throw unusable(name, 'gói nói về tệp khác', 'it speaks of another file');
      const other = at !== undefined && at.getTime() !== then.at.getTime();
      const judged = other ? await verifier.judge(pdf, { ...then, at }, kept) : judgedThen;
      return { ...judged, check, stamped: bundle.stamp !== null };
    },
    report: async (report, { file, language, sign }) => {
      const now = clock.now();
      if (sign && !hasReportKey(config)) throw new SohoaError('REPORT_NOT_SIGNED');
      fonts ??= reportFonts(config);
      const faces = await fonts;
      const agency = config.agencyName === unnamedAgency ? null : config.agencyName;
      const page = await pdfReport(report, { file, language, fonts: faces, agency, signed: sign, createdAt: now });
      if (!sign) return { bytes: page, level: null };
      const key = await keyring.keyFor('VERIFICATION_REPORT');
      const [person = ''] = valuesOf(key.certificate.subject, nameOid.commonName);
      renderer ??= openPageRenderer();
      const level = stamps === null ? 'B-B' : config.signatureLevel;
      const signed = await signDocument(
        page,
        {
          profile: 'VERIFICATION_REPORT',
          receptionDay: vietnamDay(now),
          level,
          values: { person },
          capturedAt: null,
          image: null,
          place: byProfile,
          location: null,
        },
        {
          clock,
          key,
          judge,
          stamps,
          font: faces.regular,
          renderer: await renderer,
          journal: memoryJournal(),
          input: { verifier, origin: 'born_digital' },
        },
      );
      return { bytes: signed.bytes, level };
    },
  };
}

/** True when a report can be signed: said before thousands of files are judged, not after. */
export const hasReportKey = (config: Pick<Config, 'keys'>): boolean =>
  config.keys.some(({ slots }) => slots.includes('VERIFICATION_REPORT'));

/** Default of SOHOA_AGENCY_NAME: a placeholder that stands on no report. */
const unnamedAgency = 'Cơ quan chưa cấu hình';

/** A token over the bundle, and what shows its authority to be in good standing right after, as far as that can be had. */
async function sealed(bundle: EvidenceBundle, stamps: StampSource, judge: CertificateJudge): Promise<EvidenceBundle> {
  const over = stampedBytes(bundle);
  const { der, info, certificate, signedData } = await stamps.request((hash) => digest(hash, over));
  const { material } = await judge.judge(certificate, {
    purpose: 'timestamping',
    controlTime: info.genTime,
    proven: true,
    candidates: signedData.certificates,
    evidence: [],
  });
  return withStamp(bundle, der, material);
}

async function checkStamp(bundle: EvidenceBundle, name: string, stamps: AuditStamps): Promise<void> {
  if (bundle.stamp === null) return;
  try {
    await stamps.verify(Buffer.from(bundle.stamp, 'base64'), stampedBytes(bundle));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw unusable(name, `dấu thời gian của gói không đúng (${reason})`, `its time stamp does not hold (${reason})`);
  }
}

async function reportFonts(config: Pick<Config, 'fontFile'>): Promise<ReportFonts> {
  const bold = createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf');
  return { regular: await blockFont(config), bold: openBlockFont(new Uint8Array(await readFile(bold))) };
}
