import { collectFiles } from '../../app/collect-files.ts';
import { withTechniques } from '../../app/compose.ts';
import { type BatchSummary, verifyBatch } from '../../app/verify-batch.ts';
import { asSohoaError, exitCodes, SohoaError } from '../../domain/errors.ts';
import type { VerificationSlot } from '../../domain/rules/verification-policy.ts';
import { type Verdict, verdictText } from '../../domain/signature-report.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import { failureJson, reportJson } from '../../verification/report-json.ts';
import { renderReport } from '../../verification/report-text.ts';
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
  readonly recursive?: boolean;
  readonly details?: boolean;
  readonly summary?: string;
  readonly json?: boolean;
}

export function addVerify({ program, language, run }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  program
    .command('verify')
    .description(words('verify'))
    .argument('<files...>', words('files'))
    .option('--slot <slot>', words('verifySlot'), 'any')
    .option('--offline', words('verifyOffline'))
    .option('--at <moment>', words('verifyAt'))
    .option('--details', words('verifyDetails'))
    .option('-r, --recursive', words('recursive'))
    .option('--summary <folder>', words('verifySummary'))
    .option('--json', words('json'))
    .action(async (arguments_: string[], options: Options) => {
      const output = createOutput({ language, json: options.json === true });
      const slot = slots[options.slot];
      if (slot === undefined) throw new SohoaError('USAGE', { reason: `--slot ${options.slot}` });
      const at = options.at === undefined ? undefined : new Date(options.at);
      if (at !== undefined && Number.isNaN(at.getTime()))
        throw new SohoaError('USAGE', { reason: `--at ${options.at}` });
      const files = await collectFiles(arguments_, { recursive: options.recursive === true, extensions: ['.pdf'] });
      const config = readConfig({ language });
      await withTechniques(config, { offline: options.offline === true }, async (techniques) => {
        const request = { slot, ...(at === undefined ? {} : { at }) };
        const progress = output.progress(text('Đang kiểm tra', 'Verifying'), files.length);
        if (options.summary !== undefined) {
          const summary = await verifyBatch({
            files,
            outDir: options.summary,
            workers: config.workers,
            settings: { slot, at: options.at ?? null, offline: String(options.offline === true) },
            verify: (file) => techniques.verifyFile(file, request),
            onFile: () => progress.advance(),
          });
          progress.done();
          showSummary(output, summary);
          const present = Object.entries(summary.verdicts).filter(([, count]) => count > 0);
          run.exitCode = worstExit(present.map(([verdict]) => verdictExit[verdict as Verdict]));
          return;
        }
        const codes: number[] = [];
        // Started ahead on every core, told in the order of the input.
        const reports = inParallel(files, config.workers, (file) => techniques.verifyFile(file, request));
        for (const [index, file] of files.entries()) {
          try {
            const report = await reports[index]?.();
            if (report === undefined) continue;
            codes.push(verdictExit[report.verdict]);
            output.object(reportJson(file, report));
            output.say(
              renderReport(report, { language, file, view: options.details === true ? 'detailed' : 'simple' }),
            );
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
  const { files, resumed, verdicts, summaryCsv, summaryJson } = summary;
  output.object({ files, resumed, verdicts, summary_csv: summaryCsv, summary_json: summaryJson });
  output.say(
    text(
      `${files} tệp (${resumed} lấy lại từ lần chạy trước). Bảng tổng hợp: ${summaryCsv}`,
      `${files} files (${resumed} taken over from an earlier run). Summary: ${summaryCsv}`,
    ),
  );
  for (const [verdict, count] of Object.entries(verdicts))
    if (count > 0) output.say(`  ${output.pick(verdictText[verdict as Verdict])}: ${count}`);
}
