import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import writeFileAtomic from 'write-file-atomic';
import { vietnamTime } from '../domain/clock.ts';
import { asSohoaError, SohoaError } from '../domain/errors.ts';
import type { FileReport } from '../domain/signature-report.ts';
import type { Language } from '../domain/text.ts';
import type { VerifyRequest } from '../pipeline/techniques.ts';
import { type EvidenceJson, reportJson, type VerifyJson } from '../verification/report-json.ts';
import { noEvidence } from '../verification/request.ts';
import { findEvidence, openEvidenceFolder } from './evidence-folder.ts';
import type { VerificationDesk } from './verification-desk.ts';
import type { JudgedFile } from './verifier.ts';

export interface FileOrder {
  readonly request: VerifyRequest;
  readonly language: Language;
  /** Bundle, or folder of bundles, to verify by; null: by what the file and the network hold. */
  readonly evidence: string | null;
  /** A `.json` file for one bundle, or a folder for a chain of them; null: nothing is kept. */
  readonly keepEvidence: string | null;
  /** A `.pdf` file, or a folder for one report a file; null: nothing is printed. */
  readonly report: { readonly path: string; readonly sign: boolean } | null;
}

export interface FileOutcome {
  readonly report: FileReport;
  readonly json: VerifyJson;
  /** The verdict stands, but something that was to be written about it could not be. */
  readonly problem: SohoaError | null;
}

export type FileVerifier = (file: string) => Promise<FileOutcome>;

/** Verifies files from their paths, with the evidence and the printed report that were asked for. */
export function createFileVerifier(
  verifyFile: (path: string, request: VerifyRequest) => Promise<FileReport>,
  desk: VerificationDesk,
  order: FileOrder,
): FileVerifier {
  const { request } = order;
  const keep = order.keepEvidence === null ? null : evidenceWriter(order.keepEvidence);

  /** The verdict, what it rests on where somebody asks, and what the bundle it was given by is worth. */
  const judge = async (file: string): Promise<JudgedFile & { readonly by: EvidenceJson | null }> => {
    if (order.evidence !== null) {
      const { path, bundle } = await findEvidence(order.evidence, await sha256Of(file));
      const { report, evidence, check, stamped } = await desk.recheck(file, bundle, { ...request, name: path });
      const { verdictThen: verdict_then, agrees } = check;
      const verified_at = vietnamTime(new Date(bundle.request.at));
      return { report, evidence, by: { bundle: path, verified_at, verdict_then, agrees, stamped } };
    }
    if (keep !== null) return { ...(await desk.judge(file, request)), by: null };
    return { report: await verifyFile(file, request), evidence: noEvidence, by: null };
  };

  return async (file) => {
    const { report, evidence, by } = await judge(file);
    let json: VerifyJson = { ...reportJson(file, report), ...(by === null ? {} : { evidence: by }) };
    if (keep !== null) {
      const kept = { file: basename(file), request };
      const path = await keep((previous) => desk.keep({ report, evidence }, { ...kept, previous }));
      json = { ...json, kept_evidence: path };
    }
    return withPrint(file, report, json);
  };

  async function withPrint(file: string, report: FileReport, json: VerifyJson): Promise<FileOutcome> {
    if (order.report === null) return { report, json, problem: null };
    try {
      const { sign } = order.report;
      const printed = await desk.report(report, { file: basename(file), language: order.language, sign });
      const path = await reportPath(order.report.path, file, report.sha256);
      await writeFileAtomic(path, Buffer.from(printed.bytes));
      return { report, json: { ...json, printed_report: { path, level: printed.level } }, problem: null };
    } catch (thrown) {
      return { report, json, problem: asSohoaError(thrown) };
    }
  }
}

type EvidenceWriter = Awaited<ReturnType<typeof openEvidenceFolder>>['add'];

function evidenceWriter(place: string): EvidenceWriter {
  if (extname(place).toLowerCase() === '.json')
    return async (make) => {
      await writeFileAtomic(place, `${JSON.stringify(await make(null), null, 1)}\n`);
      return place;
    };
  const folder = openEvidenceFolder(place);
  folder.catch(() => undefined); // told when the first bundle is written
  return async (make) => (await folder).add(make);
}

/** In a folder: the name of the file, and the start of its digest so that two files of one name do not meet. */
async function reportPath(place: string, file: string, sha256: string): Promise<string> {
  if (extname(place).toLowerCase() === '.pdf') return place;
  await mkdir(place, { recursive: true });
  return join(place, `${basename(file, extname(file))}.${sha256.slice(0, 12)}.bao-cao.pdf`);
}

async function sha256Of(file: string): Promise<string> {
  if ((await stat(file).catch(() => null)) === null) throw new SohoaError('NOT_FOUND', { what: file });
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
