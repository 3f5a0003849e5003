import { withApp } from '../../app/compose.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import { rebuildRecords } from '../../pipeline/rebuild.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput } from '../output.ts';
import { readConfig } from '../read-config.ts';

export function addRebuild({ program, language }: CommandContext): void {
  program
    .command('rebuild')
    .description(cliTexts.rebuild[language])
    .option('--data <folder>', cliTexts.dataDir[language])
    .option('--json', cliTexts.jsonAnswer[language])
    .action(async (options: { data?: string; json?: boolean }) => {
      const output = createOutput({ language, json: options.json === true });
      await withApp(readConfig({ language, dataDir: options.data }), async (app) => {
        const report = await rebuildRecords(app.database, app.auditArchive, app.blobs, app.clock);
        output.object(report);
        const count = (reason: string): number => report.lost.filter((one) => one.reason === reason).length;
        output.say(
          text(
            `Đã dựng lại từ tệp: ${report.dossiers} hồ sơ, ${report.documents} giấy tờ trong Kho (${report.versions} phiên bản), ${report.decisions} quyết định của cán bộ; nhật ký nguyên vẹn, ${report.entries} bản ghi.`,
            `Rebuilt from files: ${report.dossiers} dossiers, ${report.documents} documents in the warehouse (${report.versions} versions), ${report.decisions} decisions of officers; the audit chain is intact, ${report.entries} entries.`,
          ),
        );
        output.say(
          text(
            `Không dựng lại được: giấy tờ chưa lưu Kho ${count('not_stored')} (hãy nộp lại), thiếu tệp ${count('blob_missing')}, đã xóa theo quy định ${count('erased')}; việc chờ xem, trạng thái chia sẻ và diễn biến.`,
            `Not to be had from files: papers not stored yet ${count('not_stored')} (submit them again), blobs missing ${count('blob_missing')}, erased by rule ${count('erased')}; open tasks, deliveries and progress events.`,
          ),
        );
        for (const { component, reason } of report.lost) if (reason === 'blob_missing') output.say(`  ${component}`);
      });
    });
}
