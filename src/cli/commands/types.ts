import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkTypeFiles, listTypes } from '../../app/type-files.ts';
import type { DocumentType } from '../../domain/document-types/document-type.ts';
import type { TypeFault } from '../../domain/document-types/faults.ts';
import { exitCodes, notFound, SohoaError } from '../../domain/errors.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, type Output } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { renderTable } from '../table.ts';

export function addTypes({ program, language, run }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  const types = program.command('types').description(words('types'));
  const open = (options: { json?: boolean }): Output => createOutput({ language, json: options.json === true });

  types
    .command('list')
    .description(words('typesList'))
    .option('--json', words('jsonAnswer'))
    .action((options: { json?: boolean }) => {
      const output = open(options);
      const rows = listTypes(readConfig({ language }).typesDir);
      for (const { type, origin, file, used } of rows)
        output.object({ id: type.id, version: type.version, name: type.name, origin, file, used });
      const origins = { shipped: output.pick(text('đi kèm', 'shipped')), own: output.pick(text('của đơn vị', 'own')) };
      const unused = output.pick(text(' (không dùng: có bản khác)', ' (not used: another version is)'));
      output.say(
        renderTable(
          language === 'vi'
            ? ['mã loại', 'tên', 'bản', 'trường', 'bắt buộc', 'từ đâu']
            : ['id', 'name', 'version', 'fields', 'required', 'from'],
          rows.map(({ type, origin, file, used }) => [
            type.id,
            type.name[language],
            type.version,
            type.fields.length,
            type.fields.filter(({ required }) => required).length,
            `${origins[origin]}${origin === 'own' ? `: ${file}` : ''}${used ? '' : unused}`,
          ]),
        ),
      );
    });

  types
    .command('show')
    .description(words('typesShow'))
    .argument('<id>', words('typesId'))
    .option('--json', words('typesShowJson'))
    .action((id: string, options: { json?: boolean }) => {
      const output = open(options);
      const found = listTypes(readConfig({ language }).typesDir).find(({ type, used }) => used && type.id === id);
      if (found === undefined) throw notFound('type', `${id} (sohoa types list)`);
      // as it stands in a file, to be copied: not the one line of other answers
      if (output.json) process.stdout.write(`${JSON.stringify(found.type, null, 2)}\n`);
      output.say(typeText(found.type, output));
    });

  types
    .command('check')
    .description(words('typesCheck'))
    .argument('[files...]', words('typesFiles'))
    .option('--json', words('json'))
    .action((given: string[], options: { json?: boolean }) => {
      const output = open(options);
      const folder = readConfig({ language }).typesDir;
      const files = given.length > 0 ? given : ownFiles(folder);
      let faulty = false;
      for (const { file, type, faults, advice } of checkTypeFiles(files)) {
        faulty ||= faults.length > 0;
        output.object({ file, id: type?.id ?? null, ok: faults.length === 0, faults, advice });
        output.say(`${faults.length === 0 ? '✓' : '✗'} ${file}${type === null ? '' : `: ${type.name[language]}`}`);
        for (const one of faults) output.say(`    ✗ ${lineOf(one, output)}`);
        for (const one of advice) output.say(`    ! ${lineOf(one, output)}`);
      }
      run.exitCode = faulty ? exitCodes.configuration : exitCodes.done;
    });
}

const lineOf = ({ at, ...said }: TypeFault, output: Output): string =>
  at === '' ? output.pick(said) : `${at}: ${output.pick(said)}`;

/** USAGE where there is nothing to check. */
function ownFiles(folder: string | undefined): readonly string[] {
  const files = folder === undefined ? [] : readdirSync(folder).filter((file) => file.endsWith('.json'));
  if (folder === undefined || files.length === 0)
    throw new SohoaError('USAGE', {
      reason_vi: 'chưa có tệp nào để kiểm tra; hãy nêu tệp, hoặc đặt SOHOA_TYPES_DIR',
      reason_en: 'there is no file to check; name one, or set SOHOA_TYPES_DIR',
    });
  return files.toSorted().map((file) => join(folder, file));
}

function typeText(type: DocumentType, output: Output): string {
  const { language } = output;
  const say = (vi: string, en: string): string => output.pick(text(vi, en));
  const list = (label: string, values: readonly string[]): string => `${label}: ${values.join(' · ') || '—'}`;
  return [
    `${type.name[language]} (${type.id}, ${say('bản', 'version')} ${type.version})`,
    list(say('tiêu đề', 'titles'), type.titles),
    list(say('dấu hiệu', 'hints'), type.hints),
    list(say('căn cứ', 'legal basis'), type.legalBasis),
    '',
    renderTable(
      language === 'vi'
        ? ['trường', 'tên', 'kind', 'bắt buộc', 'nhãn in']
        : ['field', 'name', 'kind', 'required', 'labels'],
      type.fields.map((field) => [
        field.name,
        field.label[language],
        field.kind,
        field.required ? '✓' : '',
        field.labels.length === 0 ? `(${field.locate ?? 'label'})` : field.labels.slice(0, 3).join(' · '),
      ]),
    ),
  ].join('\n');
}
