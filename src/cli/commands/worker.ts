import closeWithGrace from 'close-with-grace';
import { composeApp } from '../../app/compose.ts';
import { SohoaError } from '../../domain/errors.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput } from '../output.ts';
import { readConfig } from '../read-config.ts';

/** A worker alone shares SQL with others, so it needs DATABASE_URL: the embedded database has one owner. */
export function addWorker({ program, language }: CommandContext): void {
  program
    .command('worker')
    .description(cliTexts.worker[language])
    .option('--data <folder>', cliTexts.dataDir[language])
    .action(async (options: { data?: string }) => {
      const config = readConfig({ language, dataDir: options.data });
      if (config.databaseUrl === undefined)
        throw new SohoaError('CONFIG_INVALID', {
          reason: 'worker needs DATABASE_URL (with the embedded database, "sohoa serve" runs the workers itself)',
        });
      const app = await composeApp(config);
      closeWithGrace({ delay: 30_000 }, () => app.close());
      await app.start();
      createOutput({ language, json: false }).note(
        text(
          `Tiến trình xử lý đang chạy (hàng đợi: ${app.queue.engine})`,
          `Worker running (queue: ${app.queue.engine})`,
        ),
      );
    });
}
