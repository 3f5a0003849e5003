import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram, helpAsked, languageFromArguments } from '../../../src/cli/program.ts';
import type { Language } from '../../../src/domain/text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const commandsOf = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(commandsOf)];

/** What the command line says when it is used wrongly. */
async function complaint(language: Language, ...arguments_: readonly string[]): Promise<string> {
  const program = await buildProgram(language, { exitCode: 0 }, arguments_);
  const said: string[] = [];
  for (const command of commandsOf(program))
    command.configureOutput({ writeErr: (line) => void said.push(line), writeOut: () => undefined });
  await program.parseAsync([...arguments_], { from: 'user' }).catch(() => undefined);
  return said.join('');
}

describe('a command line that is wrong', () => {
  it.each([
    ['vi', ['revew'], 'Lỗi USAGE: không có lệnh “revew”. Có phải: renew, review? Xem: sohoa --help\n'],
    ['en', ['review', 'lst'], 'Error USAGE: there is no command “lst”. Did you mean list? See: sohoa review --help\n'],
    [
      'vi',
      ['verify', '--offlin'],
      'Lỗi USAGE: không có tùy chọn “--offlin”. Có phải: --offline? Xem: sohoa verify --help\n',
    ],
    ['vi', ['review', 'show'], 'Lỗi USAGE: thiếu tham số <id>. Xem: sohoa review show --help\n'],
    ['vi', ['lookup', '--owner'], 'Lỗi USAGE: tùy chọn “--owner <number>” thiếu giá trị. Xem: sohoa lookup --help\n'],
    ['en', ['lookup'], 'Error USAGE: the option “--owner <number>” is required. See: sohoa lookup --help\n'],
    ['vi', ['doctor', 'x', 'y'], 'Lỗi USAGE: thừa tham số: cần 0, có 2. Xem: sohoa doctor --help\n'],
  ] as const)(
    '%s %j is told in one sentence, with what was meant and where the help is',
    async (language, line, said) => {
      expect(await complaint(language, ...line)).toBe(said);
    },
  );
});

describe('the help', () => {
  it('is had by `help` as well as by --help', () => {
    expect(helpAsked(['help', 'review', 'decide'])).toEqual(['review', 'decide', '--help']);
    expect(helpAsked(['--lang', 'en', 'help'])).toEqual(['--lang', 'en', '--help']);
    expect(helpAsked(['extract', 'help'])).toEqual(['extract', 'help']);
  });

  it('of every command is in the language of the reader, commander’s own words too', async () => {
    const english = commandsOf(await buildProgram('en', { exitCode: 0 }, []));
    for (const [index, command] of commandsOf(await buildProgram('vi', { exitCode: 0 }, [])).entries()) {
      const help = command.helpInformation();
      expect(help, command.name()).not.toMatch(/\[options\]|\[command\]|\(default:|Options:|Usage:|Global/);
      expect(english[index]?.helpInformation(), command.name()).not.toMatch(/Tùy chọn|mặc định|Cách dùng/);
      expect(english[index]?.description()).not.toBe(command.description());
      for (const option of command.options)
        expect(option.description, `${command.name()} ${option.flags}`).not.toBe('');
    }
  });

  it('follows the flag, else the environment, else the settings file, else is Vietnamese', () => {
    const file = join(temporaryFolder('language'), 'sohoa.config.json');
    writeFileSync(file, '{ "language": "en" }');
    const settings = { SOHOA_CONFIG: file };
    expect(languageFromArguments(['--help'], settings)).toBe('en');
    expect(languageFromArguments(['--help'], { ...settings, SOHOA_LANG: 'vi' })).toBe('vi');
    expect(languageFromArguments(['--lang', 'vi'], settings)).toBe('vi');
    writeFileSync(file, '{ broken');
    expect(languageFromArguments(['--help'], settings)).toBe('vi');
  });
});
