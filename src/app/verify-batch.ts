import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import writeFileAtomic from 'write-file-atomic';
import { asSohoaError } from '../domain/errors.ts';
import type { Verdict } from '../domain/signature-report.ts';
import { type ErrorJson, failureJson, type VerifyJson } from '../verification/report-json.ts';

export interface BatchOptions {
  /** In the order in which the summary lists them. */
  readonly files: readonly string[];
  /** Folder for `journal.jsonl`, `summary.json` and `summary.csv`; made when it is not there. */
  readonly outDir: string;
  /** Files at work at the same time. */
  readonly workers: number;
  /** What the answers depend on besides the files (slot, moment, policy): another one begins afresh. */
  readonly settings: Readonly<Record<string, string | null>>;
  readonly verify: (file: string) => Promise<VerifyJson>;
  readonly onFile?: (file: string, verdict: Verdict, resumed: boolean) => void;
  readonly signal?: AbortSignal;
}

export interface BatchSummary {
  readonly files: number;
  /** Answers taken over from an earlier, interrupted run. */
  readonly resumed: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly summaryJson: string;
  readonly summaryCsv: string;
  /** One whole report a line, in the order in which they were given. */
  readonly journal: string;
}

/** What is kept in memory of an answer; the whole of it is in the journal. */
interface SummaryRow {
  readonly file: string;
  readonly verdict: Verdict;
  readonly signatures: number;
  readonly document_timestamps: number;
  readonly levels: readonly string[];
  readonly signers: readonly string[];
  /** Ids of the required checks that keep the file from HỢP LỆ. */
  readonly reasons: readonly string[];
  readonly error: ErrorJson | null;
  readonly sha256: string | null;
}

/** One line of the journal: the answer, and the file as it was when it was given. */
interface JournalLine {
  readonly file: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly settings: string;
  readonly report: VerifyJson;
}

interface Known {
  readonly size: number;
  readonly mtimeMs: number;
  readonly row: SummaryRow;
}

/**
 * Verifies many files and writes one summary. Each answer is in the journal before the next begins, so a run that was
 * killed goes on where it was; a file that changed since, or other settings, is verified again. Never stops at a bad file.
 * Memory holds one row a file, not its report.
 */
export async function verifyBatch(options: BatchOptions): Promise<BatchSummary> {
  await mkdir(options.outDir, { recursive: true });
  const journal = join(options.outDir, 'journal.jsonl');
  const settings = createHash('sha256').update(JSON.stringify(options.settings)).digest('hex').slice(0, 16);
  const known = await readJournal(journal, settings);
  const answers = new Map<string, SummaryRow>();
  let resumed = 0;
  let next = 0;

  const one = async (file: string): Promise<void> => {
    const place = await placeOf(file);
    const earlier = known.get(file);
    if (earlier && place && earlier.size === place.size && earlier.mtimeMs === place.mtimeMs) {
      answers.set(file, earlier.row);
      resumed++;
      options.onFile?.(file, earlier.row.verdict, true);
      return;
    }
    const report = await answerOf(file, options.verify);
    answers.set(file, rowOf(report));
    // an unreadable answer is tried again by the next run
    if (place && report.error === undefined)
      await appendFile(journal, `${JSON.stringify({ file, ...place, settings, report } satisfies JournalLine)}\n`);
    options.onFile?.(file, report.verdict, false);
  };
  const worker = async (): Promise<void> => {
    while (next < options.files.length && options.signal?.aborted !== true) await one(options.files[next++] as string);
  };
  await Promise.all(Array.from({ length: Math.max(1, options.workers) }, worker));

  const rows = options.files.flatMap((file) => answers.get(file) ?? []);
  const verdicts = countVerdicts(rows);
  const summaryJson = join(options.outDir, 'summary.json');
  const summaryCsv = join(options.outDir, 'summary.csv');
  await writeFileAtomic(summaryJson, `${JSON.stringify({ files: rows.length, verdicts, reports: rows }, null, 1)}\n`);
  await writeFileAtomic(summaryCsv, csvOf(rows));
  return { files: rows.length, resumed, verdicts, summaryJson, summaryCsv, journal };
}

async function answerOf(file: string, verify: BatchOptions['verify']): Promise<VerifyJson> {
  try {
    return await verify(file);
  } catch (thrown) {
    const { code, text } = asSohoaError(thrown);
    return failureJson(file, code, text);
  }
}

function rowOf({ file, verdict, signatures, error, sha256 }: VerifyJson): SummaryRow {
  const signed = signatures.filter(({ kind }) => kind === 'signature');
  const reasons = signatures.flatMap(({ checks }) =>
    checks
      .filter(({ status, required }) => required && (status === 'FAILED' || status === 'UNKNOWN'))
      .map(({ id }) => id),
  );
  return {
    file,
    verdict,
    signatures: signed.length,
    document_timestamps: signatures.length - signed.length,
    levels: signed.map(({ level }) => level ?? '-'),
    signers: signed.map(({ signer }) => signer ?? '-'),
    reasons: [...new Set(reasons)],
    error: error ?? null,
    sha256: sha256 ?? null,
  };
}

async function placeOf(file: string): Promise<{ size: number; mtimeMs: number } | null> {
  const found = await stat(file).catch(() => null);
  return found && { size: found.size, mtimeMs: found.mtimeMs };
}

/** A last line that was cut off by a kill is left out. */
async function readJournal(path: string, settings: string): Promise<ReadonlyMap<string, Known>> {
  const known = new Map<string, Known>();
  if ((await placeOf(path)) === null) return known;
  for await (const line of createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    try {
      const { file, size, mtimeMs, report, ...entry } = JSON.parse(line) as JournalLine;
      if (entry.settings === settings) known.set(file, { size, mtimeMs, row: rowOf(report) });
    } catch {}
  }
  return known;
}

function countVerdicts(rows: readonly SummaryRow[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { HOP_LE: 0, KHONG_HOP_LE: 0, CHUA_XAC_DINH: 0, KHONG_CO_CHU_KY: 0 };
  for (const { verdict } of rows) counts[verdict]++;
  return counts;
}

const columns = [
  'file',
  'verdict',
  'signatures',
  'document_timestamps',
  'levels',
  'signers',
  'reasons',
  'error',
  'sha256',
] as const;

/** RFC 4180 with a byte-order mark, so that a spreadsheet shows Vietnamese. */
function csvOf(rows: readonly SummaryRow[]): string {
  const lines = rows.map((row) => {
    const told: Record<(typeof columns)[number], string | number> = {
      ...row,
      levels: row.levels.join(' '),
      signers: row.signers.join('; '),
      reasons: row.reasons.join(' '),
      error: row.error?.code ?? '',
      sha256: row.sha256 ?? '',
    };
    return columns.map((column) => cell(String(told[column]))).join(',');
  });
  return `\ufeff${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Quoted where needed; a cell that a spreadsheet would run as a formula is defused. */
function cell(value: string): string {
  const safe = /^[=+\-@\t]/.test(value) && value !== '-' ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
