import { collectFiles } from '../../app/collect-files.ts';
import { withTechniques } from '../../app/compose.ts';
import { readSecret } from '../../app/config.ts';
import { hasReportKey } from '../../app/verification-desk.ts';
import { type BatchSummary, verifyBatch } from '../../app/verify-batch.ts';
import { createFileVerifier } from '../../app/verify-file.ts';
import { asSohoaError, exitCodes, SohoaError } from '../../domain/errors.ts';
import type { VerificationSlot } from '../../domain/rules/verification-policy.ts';
import { type Verdict, verdictText } from '../../domain/signature-report.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { VerifyRequest } from '../../pipeline/techniques.ts';
import { failureJson, type VerifyJson } from '../../verification/report-json.ts';
import { readableTime, renderReport } from '../../verification/report-text.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, type Output, worstExit } from '../output.ts';
import { readConfig } from '../read-config.ts';

const slots: Readonly<Record<string, VerificationSlot>> = {
  any: 'ANY',
  citizen: 'CITIZEN',
  operator: 'OPERATOR_SCAN',
  leader: 'PERSON_COMPETENT',
  agency: 'AGENCY_ISSUED',
  copy: 'COPY_SAO_Y',
};

const verdictExit: Readonly<Record<Verdict, number>> = {
  HOP_LE: exitCodes.done,
  KHONG_CO_CHU_KY: exitCodes.verdictNoSignature,
  CHUA_XAC_DINH: exitCodes.verdictUndetermined,
  KHONG_HOP_LE: exitCodes.verdictInvalid,
};

interface Options {
  readonly slot: string;
  readonly offline?: boolean;
  readonly at?: string;
  readonly passwordFile?: string;
  readonly passwordEnv?: string;
  readonly recursive?: boolean;
  readonly details?: boolean;
  readonly summary?: string;
  readonly report?: string;
  readonly reportKey?: string;
  readonly reportKeyPasswordFile?: string;
  readonly unsignedReport?: boolean;
  readonly keepEvidence?: string;
  readonly evidence?: string;
  readonly json?: boolean;
}

export function addVerify({ program, language, run }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  program
    .command('verify')
    .description(words('verify'))
    .argument('<files...>', words('verifyFiles'))
    .option('--slot <slot>', words('verifySlot'), 'any')
    .option('--offline', words('verifyOffline'))
    .option('--at <moment>', words('verifyAt'))
    .option('--password-file <file>', words('verifyPasswordFile'))
    .option('--password-env <name>', words('verifyPasswordEnv'))
    .option('--details', words('verifyDetails'))
    .option('-r, --recursive', words('recursive'))
    .option('--summary <folder>', words('verifySummary'))
    .option('--report <path>', words('verifyReport'))
    .option('--report-key <file>', words('verifyReportKey'))
    .option('--report-key-password-file <file>', words('verifyReportKeyPassword'))
    .option('--unsigned-report', words('verifyUnsignedReport'))
    .option('--keep-evidence <path>', words('verifyKeepEvidence'))
    .option('--evidence <path>', words('verifyEvidence'))
    .option('--json', words('json'))
    .action(async (arguments_: string[], options: Options) => {
      const output = createOutput({ language, json: options.json === true });
      const request = requestOf(options);
      const files = await collectFiles(arguments_, { recursive: options.recursive === true, extensions: ['.pdf'] });
      oneFileEach(options, files);
      const config = readConfig({ language, keys: reportKeys(options) });
      const report =
        options.report === undefined ? null : { path: options.report, sign: options.unsignedReport !== true };
      if (report?.sign === true && !hasReportKey(config)) throw new SohoaError('REPORT_NOT_SIGNED');
      // a second look by evidence rests on nothing else
      const offline = options.offline === true || options.evidence !== undefined;
      await withTechniques(config, { offline }, async (techniques) => {
        const verify = createFileVerifier(techniques.verifyFile, techniques.verification, {
          request,
          language,
          evidence: options.evidence ?? null,
          keepEvidence: options.keepEvidence ?? null,
          report,
        });
        const progress = output.progress(text('Đang kiểm tra', 'Verifying'), files.length);
        if (options.summary !== undefined) {
          const problems: SohoaError[] = [];
          const summary = await verifyBatch({
            files,
            outDir: options.summary,
            workers: config.workers,
            settings: settingsOf(options, request),
            verify: async (file) => {
              const { json, problem } = await verify(file);
              if (problem !== null) problems.push(problem);
              return json;
            },
            onFile: () => progress.advance(),
          });
          progress.done();
          showSummary(output, summary);
          const present = Object.entries(summary.verdicts).filter(([, count]) => count > 0);
          if (problems[0] !== undefined) tell(output, `${problems.length} ×`, problems[0]);
          run.exitCode = worstExit([
            ...present.map(([verdict]) => verdictExit[verdict as Verdict]),
            ...problems.map((problem) => problem.row.exitCode),
          ]);
          return;
        }
        const codes: number[] = [];
        // Started ahead on every core, told in the order of the input.
        const outcomes = inParallel(files, config.workers, verify);
        for (const [index, file] of files.entries()) {
          try {
            const outcome = await outcomes[index]?.();
            if (outcome === undefined) continue;
            codes.push(verdictExit[outcome.report.verdict]);
            output.object(outcome.json);
            const view = options.details === true ? 'detailed' : 'simple';
            output.say(renderReport(outcome.report, { language, file, view }));
            showWritten(output, outcome.json);
            if (outcome.problem !== null) {
              codes.push(outcome.problem.row.exitCode);
              tell(output, file, outcome.problem);
            }
          } catch (thrown) {
            const error = asSohoaError(thrown);
            // A file that cannot be judged is CHƯA XÁC ĐỊNH, never silently passed over.
            codes.push(Math.max(error.row.exitCode, exitCodes.verdictUndetermined));
            output.object(failureJson(file, error.code, error.text));
            output.say(`${file}: [${error.code}] ${output.pick(error.text)}`);
          }
          progress.advance();
        }
        progress.done();
        run.exitCode = worstExit(codes);
      });
    });
}

function requestOf(options: Options): VerifyRequest {
  const slot = slots[options.slot];
  if (slot === undefined) throw new SohoaError('USAGE', { reason: `--slot ${options.slot}` });
  const at = options.at === undefined ? undefined : new Date(options.at);
  if (at !== undefined && Number.isNaN(at.getTime())) throw new SohoaError('USAGE', { reason: `--at ${options.at}` });
  const password = readSecret({ file: options.passwordFile, env: options.passwordEnv });
  if (password === undefined && options.passwordEnv !== undefined)
    throw new SohoaError('USAGE', { reason: `--password-env ${options.passwordEnv}` });
  return {
    slot,
    ...(at === undefined ? {} : { at }),
    ...(password === undefined ? {} : { password }),
    ...(options.details === true ? { pdfa: true } : {}),
  };
}

/** Several files go into folders; a name that ends like a file can take only one. */
function oneFileEach({ report, keepEvidence }: Options, files: readonly string[]): void {
  for (const [option, path, ending] of [
    ['--report', report, '.pdf'],
    ['--keep-evidence', keepEvidence, '.json'],
  ] as const)
    if (files.length > 1 && path?.toLowerCase().endsWith(ending) === true)
      throw new SohoaError('USAGE', {
        reason_vi: `${option} ${path}: ${files.length} tệp thì cần một thư mục`,
        reason_en: `${option} ${path}: ${files.length} files need a folder`,
      });
}

const reportKeys = ({ reportKey, reportKeyPasswordFile }: Options): unknown =>
  reportKey === undefined
    ? undefined
    : [
        {
          id: 'command-line',
          slots: ['VERIFICATION_REPORT'],
          kind: 'pkcs12',
          file: reportKey,
          passwordFile: reportKeyPasswordFile,
        },
      ];

/** What the answers of a batch depend on; another value begins afresh. */
const settingsOf = (options: Options, { slot }: VerifyRequest): Readonly<Record<string, string | null>> => ({
  slot,
  at: options.at ?? null,
  offline: String(options.offline === true),
  evidence: options.evidence ?? null,
  keepEvidence: options.keepEvidence ?? null,
  report: options.report ?? null,
  details: String(options.details === true),
  password: String(options.passwordFile !== undefined || options.passwordEnv !== undefined),
});

function showWritten(output: Output, { evidence, kept_evidence, printed_report }: VerifyJson): void {
  if (evidence !== undefined) {
    const { bundle, agrees, verified_at } = evidence;
    const moment = readableTime(verified_at, output.language);
    const then = output.pick(verdictText[evidence.verdict_then]);
    output.say(
      agrees
        ? text(
            `  Gói bằng chứng ${bundle} nguyên vẹn và vẫn chứng minh kết luận ${then} tại thời điểm ${moment}.`,
            `  The evidence bundle ${bundle} is intact and still proves the conclusion ${then} as of ${moment}.`,
          )
        : text(
            `  Gói bằng chứng ${bundle} nguyên vẹn nhưng không còn cho kết luận ${then} tại thời điểm ${moment}: kho tin cậy hoặc quy tắc đã khác.`,
            `  The evidence bundle ${bundle} is intact but no longer gives the conclusion ${then} as of ${moment}: trust stores or rules are others now.`,
          ),
    );
  }
  if (kept_evidence !== undefined) output.say(text(`  Bằng chứng: ${kept_evidence}`, `  Evidence: ${kept_evidence}`));
  if (printed_report !== undefined) {
    const { path, level } = printed_report;
    output.say(
      level === null
        ? text(`  Báo cáo (chưa ký số): ${path}`, `  Report (not signed): ${path}`)
        : text(`  Báo cáo đã ký số (${level}): ${path}`, `  Signed report (${level}): ${path}`),
    );
  }
}

/** A verdict stands, but what was to be written about it could not be: said on stderr, also under `--json`. */
const tell = (output: Output, subject: string, problem: SohoaError): void =>
  output.note(`${subject}: [${problem.code}] ${output.pick(problem.text)}`);

/** Starts `limit` pieces of work at a time, in order; each is awaited through its own function. */
function inParallel<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>): (() => Promise<R>)[] {
  const started: Promise<R>[] = [];
  const startUpTo = (count: number): void => {
    while (started.length < Math.min(count, items.length)) {
      const running = work(items[started.length] as T);
      running.catch(() => undefined); // told when its turn comes
      started.push(running);
    }
  };
  return items.map((_, index) => () => {
    startUpTo(index + limit);
    return started[index] as Promise<R>;
  });
}

function showSummary(output: Output, summary: BatchSummary): void {
  const { files, resumed, verdicts, summaryCsv, summaryJson, journal } = summary;
  output.object({ files, resumed, verdicts, summary_csv: summaryCsv, summary_json: summaryJson, journal });
  output.say(
    text(
      `${files} tệp (${resumed} lấy lại từ lần chạy trước). Bảng tổng hợp: ${summaryCsv}`,
      `${files} files (${resumed} taken over from an earlier run). Summary: ${summaryCsv}`,
    ),
  );
  for (const [verdict, count] of Object.entries(verdicts))
    if (count > 0) output.say(`  ${output.pick(verdictText[verdict as Verdict])}: ${count}`);
}
