import { diagnose } from '../../app/doctor.ts';
import { settingsTable } from '../../app/settings-table.ts';
import { systemClock } from '../../domain/clock.ts';
import { exitCodes } from '../../domain/errors.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput } from '../output.ts';
import { readConfig } from '../read-config.ts';

const marks = { ok: '✓', warning: '!', missing: '✗' } as const;

export function addDoctor({ program, language, run }: CommandContext): void {
  program
    .command('doctor')
    .description(cliTexts.doctor[language])
    .option('--settings', cliTexts.settings[language])
    .option('--json', cliTexts.json[language])
    .action(async (options: { settings?: boolean; json?: boolean }) => {
      const output = createOutput({ language, json: options.json === true });
      if (options.settings === true) {
        output.say(settingsTable(language));
        return;
      }
      const lines = await diagnose(readConfig({ language }), systemClock.now());
      for (const { id, state, about } of lines) {
        output.object({ id, state, ...about });
        output.say(`${marks[state]} ${output.pick(about)}`);
      }
      run.exitCode = lines.some(({ state }) => state === 'missing') ? exitCodes.configuration : exitCodes.done;
    });
}
