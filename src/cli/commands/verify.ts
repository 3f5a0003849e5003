import { collectFiles } from '../../app/collect-files.ts';
import { withTechniques } from '../../app/compose.ts';
import { asSohoaError, exitCodes, SohoaError } from '../../domain/errors.ts';
import type { VerificationSlot } from '../../domain/rules/verification-policy.ts';
import type { Verdict } from '../../domain/signature-report.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import { failureJson, reportJson } from '../../verification/report-json.ts';
import { renderReport } from '../../verification/report-text.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, worstExit } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { readInput } from '../read-input.ts';

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
    .option('--json', words('json'))
    .action(async (arguments_: string[], options: Options) => {
      const output = createOutput({ language, json: options.json === true });
      const slot = slots[options.slot];
      if (slot === undefined) throw new SohoaError('USAGE', { reason: `--slot ${options.slot}` });
      const at = options.at === undefined ? undefined : new Date(options.at);
      if (at !== undefined && Number.isNaN(at.getTime()))
        throw new SohoaError('USAGE', { reason: `--at ${options.at}` });
      const files = await collectFiles(arguments_, { recursive: options.recursive === true, extensions: ['.pdf'] });
      await withTechniques(readConfig({ language }), { offline: options.offline === true }, async (techniques) => {
        const codes: number[] = [];
        const progress = output.progress(text('Đang kiểm tra', 'Verifying'), files.length);
        for (const file of files) {
          try {
            const report = await techniques.verify(await readInput(file), {
              slot,
              ...(at === undefined ? {} : { at }),
            });
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
