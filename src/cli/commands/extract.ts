import { withTechniques } from '../../app/compose.ts';
import { extractFiles } from '../../app/extract-files.ts';
import { systemClock } from '../../domain/clock.ts';
import { exitCodes, notFound } from '../../domain/errors.ts';
import type { FieldStatus } from '../../domain/field.ts';
import { type Text, text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, errorJson, worstExit } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { readInput } from '../read-input.ts';
import { renderTable } from '../table.ts';

const statuses: Readonly<Record<FieldStatus, Text>> = {
  accepted: text('nhận', 'accepted'),
  review: text('cần xem', 'review'),
  not_found: text('không thấy', 'not found'),
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

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
        if (options.type !== undefined && !techniques.documentTypes.has(options.type))
          throw notFound('type', `${options.type} (sohoa types list)`);
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
          const type = techniques.documentTypes.get(result.document_type ?? '');
          output.say(
            type === undefined
              ? text(
                  `${result.file}: không rõ loại; hãy nêu --type (sohoa types list), hoặc mô tả loại này (docs/document-types.md)`,
                  `${result.file}: of unknown type; name it with --type (sohoa types list), or describe it (docs/document-types.md)`,
                )
              : text(
                  `${result.file}: ${type.name.vi} (${type.id}, ${percent(result.type_confidence)})`,
                  `${result.file}: ${type.name.en} (${type.id}, ${percent(result.type_confidence)})`,
                ),
          );
          const rows = Object.entries(result.fields).map(([name, field]) => {
            const { value, confidence, source, status, remarks } = field;
            const label = type?.fields.find((one) => one.name === name)?.label;
            const [why] = status === 'accepted' ? [] : remarks;
            return [
              name,
              label?.[language] ?? '',
              value ?? '—',
              value === null ? '' : percent(confidence),
              source ?? '',
              output.pick(statuses[status]),
              why === undefined ? '' : output.pick(why),
            ];
          });
          const head =
            language === 'vi'
              ? ['trường', 'tên', 'giá trị', 'tin cậy', 'nguồn', 'kết quả', 'vì']
              : ['field', 'name', 'value', 'confidence', 'source', 'status', 'because'];
          const columns = rows.every((row) => row.at(-1) === '') ? head.length - 1 : head.length;
          const table = renderTable(
            head.slice(0, columns),
            rows.map((row) => row.slice(0, columns)),
          );
          if (rows.length > 0) output.say(`${table}\n`);
          const renamed = Object.entries(result.fields).flatMap(([name, { successor }]) =>
            successor === undefined ? [] : `  ${name}: ${successor}\n`,
          );
          if (renamed.length > 0)
            output.say(
              text(
                `Nay là (gợi ý, danh mục chưa được xác minh):\n${renamed.join('')}`,
                `Today (suggestion, the catalogue is not verified):\n${renamed.join('')}`,
              ),
            );
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
