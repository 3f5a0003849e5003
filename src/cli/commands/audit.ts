import { withApp } from '../../app/compose.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import { verifyAudit } from '../../pipeline/audit.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput } from '../output.ts';
import { readConfig } from '../read-config.ts';

export function addAudit({ program, language }: CommandContext): void {
  const audit = program.command('audit').description(cliTexts.audit[language]);
  audit
    .command('verify')
    .description(cliTexts.auditVerify[language])
    .option('--data <folder>', cliTexts.dataDir[language])
    .option('--json', cliTexts.json[language])
    .action(async (options: { data?: string; json?: boolean }) => {
      const output = createOutput({ language, json: options.json === true });
      await withApp(readConfig({ language, dataDir: options.data }), async (app) => {
        const result = await verifyAudit(app.database, app.auditArchive, app.techniques.auditStamps.verify);
        output.object(result);
        output.say(
          text(
            `Nhật ký nguyên vẹn: ${result.entries} bản ghi, ${result.checkpoints} điểm mốc.`,
            `The audit chain is intact: ${result.entries} records, ${result.checkpoints} checkpoints.`,
          ),
        );
      });
    });
}
