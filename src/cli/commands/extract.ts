import { withTechniques } from '../../app/compose.ts';
import { extractFiles } from '../../app/extract-files.ts';
import { systemClock } from '../../domain/clock.ts';
import { exitCodes } from '../../domain/errors.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, errorJson, worstExit } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { readInput } from '../read-input.ts';
import { renderTable } from '../table.ts';

export function addExtract({ program, language, run }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  program
    .command('extract')
    .description(words('extract'))
    .argument('<files...>', words('files'))
    .option('--type <id>', words('paperType'))
    .option('--json', words('json'))
    .action(async (files: string[], options: { type?: string; json?: boolean }) => {
      const output = createOutput({ language, json: options.json === true });
      const inputs = await Promise.all(files.map(async (name) => ({ name, bytes: await readInput(name) })));
      await withTechniques(readConfig({ language }), {}, async (techniques) => {
        const progress = output.progress(text('Đang bóc tách (tệp)', 'Extracting (files)'), files.length);
        const results = await extractFiles(inputs, techniques, {
          paperType: options.type ?? null,
          at: systemClock.now(),
          onFile: () => progress.advance(),
        });
        progress.done();
        for (const { error, ...result } of results) {
          output.object(error === undefined ? result : { ...result, error: errorJson(error) });
          if (error !== undefined) {
            output.say(`${result.file}: [${error.code}] ${output.pick(error.text)}`);
            continue;
          }
          output.say(`${result.file}: ${result.document_type} (${Math.round(result.type_confidence * 100)} %)`);
          const rows = Object.entries(result.fields).map(([name, field]) => {
            const { value, confidence, source, status } = field as Record<string, string | number | null>;
            return [name, value ?? '—', `${Math.round(Number(confidence) * 100)} %`, source ?? '', status ?? ''];
          });
          const head =
            language === 'vi'
              ? ['trường', 'giá trị', 'tin cậy', 'nguồn', 'kết quả']
              : ['field', 'value', 'confidence', 'source', 'status'];
          output.say(`${renderTable(head, rows)}\n`);
          if (result.side === 'front' && result.other_side !== undefined)
            output.say(
              text(
                `  ${result.other_side} có vẻ là mặt sau của thẻ này (gợi ý).\n`,
                `  ${result.other_side} seems to be the back of this card (suggestion).\n`,
              ),
            );
        }
        run.exitCode = worstExit(results.map(({ error }) => error?.row.exitCode ?? exitCodes.done));
      });
    });
}
