import { rm, writeFile } from 'node:fs/promises';
import closeWithGrace from 'close-with-grace';
import { buildApi } from '../../api/server.ts';
import { composeApp } from '../../app/compose.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { serviceFile } from '../service.ts';

export function addServe({ program, language }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  program
    .command('serve')
    .description(words('serve'))
    .option('--host <address>', words('serveHost'))
    .option('--port <number>', words('servePort'))
    .option('--data <folder>', words('dataDir'))
    .action(async (options: { host?: string; port?: string; data?: string }) => {
      const output = createOutput({ language, json: false });
      const app = await composeApp(
        readConfig({ language, dataDir: options.data, httpHost: options.host, httpPort: options.port }),
      );
      const api = await buildApi(app, { logger: true });
      closeWithGrace({ delay: 30_000 }, async () => {
        await rm(serviceFile(app.config), { force: true });
        await api.close();
        await app.close();
      });
      for (const warning of app.queue.warnings) output.note(warning);
      await app.start();
      const address = await api.listen({ host: app.config.httpHost, port: app.config.httpPort });
      // Commands beside this service ask it: it alone may open the embedded database.
      await writeFile(serviceFile(app.config), JSON.stringify({ url: address, pid: process.pid }), { mode: 0o600 });
      output.note(
        text(
          `Dịch vụ: ${address} · trang của cán bộ: ${address}/console · tài liệu API: ${address}/docs`,
          `Service: ${address} · officers' pages: ${address}/console · API pages: ${address}/docs`,
        ),
      );
    });
}
