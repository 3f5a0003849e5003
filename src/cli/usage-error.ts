import type { Language, Text } from '../domain/text.ts';
import { text } from '../domain/text.ts';

/** What commander says of a wrong command line, by its form; `$1` … are the parts that it names. */
const sentences: readonly (readonly [RegExp, Text])[] = [
  [/^unknown command '(.*)'/s, text('không có lệnh “$1”', 'there is no command “$1”')],
  [/^unknown option '(.*)'/s, text('không có tùy chọn “$1”', 'there is no option “$1”')],
  [/^missing required argument '(.*)'/s, text('thiếu tham số <$1>', 'the argument <$1> is missing')],
  [/^option '(.*)' argument missing/s, text('tùy chọn “$1” thiếu giá trị', 'the option “$1” needs a value')],
  [/^required option '(.*)' not specified/s, text('thiếu tùy chọn bắt buộc “$1”', 'the option “$1” is required')],
  [
    /^too many arguments.*Expected (\d+) arguments? but got (\d+)/s,
    text('thừa tham số: cần $1, có $2', 'too many arguments: $1 expected, $2 given'),
  ],
];

/** One sentence in the reader's language: what is wrong, what was perhaps meant, and where the help is. */
export function usageError(said: string, command: string, language: Language): string {
  const message = said.replace(/^error: /, '').trim();
  const [form, known] = sentences.find(([pattern]) => pattern.test(message)) ?? [];
  const [first = message] = message.split('\n');
  const parts = form?.exec(first) ?? [];
  const wrong =
    known === undefined ? first : known[language].replace(/\$(\d)/g, (_, at: string) => parts[Number(at)] ?? '');
  const meant = /\(Did you mean (?:one of )?(.*)\?\)/.exec(message)?.[1];
  const perhaps = { vi: ` Có phải: ${meant}?`, en: ` Did you mean ${meant}?` }[language];
  const help = { vi: `Xem: ${command} --help`, en: `See: ${command} --help` }[language];
  return `${{ vi: 'Lỗi', en: 'Error' }[language]} USAGE: ${wrong}.${meant === undefined ? '' : perhaps} ${help}\n`;
}
