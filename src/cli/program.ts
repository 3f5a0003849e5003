import { readFileSync } from 'node:fs';
import { Command, Help } from 'commander';
import { configuredLanguage, type Environment } from '../app/config-file.ts';
import type { Language } from '../domain/text.ts';
import { cliTexts } from '../i18n/cli.ts';
import type { CommandContext, Run } from './command-context.ts';
import { usageError } from './usage-error.ts';

/**
 * Commands in the order of the help. Each is loaded when it is asked for: all of them together would add 0.4 s to every
 * start.
 */
const commands: Readonly<Record<string, () => Promise<(context: CommandContext) => void>>> = {
  demo: async () => (await import('./commands/demo.ts')).addDemo,
  process: async () => (await import('./commands/process.ts')).addProcess,
  digitize: async () => (await import('./commands/digitize.ts')).addDigitize,
  extract: async () => (await import('./commands/extract.ts')).addExtract,
  types: async () => (await import('./commands/types.ts')).addTypes,
  sign: async () => (await import('./commands/sign.ts')).addSign,
  handoff: async () => (await import('./commands/handoff.ts')).addHandOff,
  renew: async () => (await import('./commands/renew.ts')).addRenew,
  retry: async () => (await import('./commands/retry.ts')).addRetry,
  verify: async () => (await import('./commands/verify.ts')).addVerify,
  review: async () => (await import('./commands/review.ts')).addReview,
  lookup: async () => (await import('./commands/lookup.ts')).addLookup,
  report: async () => (await import('./commands/report.ts')).addReport,
  serve: async () => (await import('./commands/serve.ts')).addServe,
  worker: async () => (await import('./commands/worker.ts')).addWorker,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  keys: async () => (await import('./commands/keys.ts')).addKeys,
  evidence: async () => (await import('./commands/evidence.ts')).addEvidence,
  audit: async () => (await import('./commands/audit.ts')).addAudit,
  rebuild: async () => (await import('./commands/rebuild.ts')).addRebuild,
};

/** The program with the command that the arguments name; with all of them when they name none (help, a slip of the pen). */
export async function buildProgram(language: Language, run: Run, arguments_: readonly string[]): Promise<Command> {
  const program = new Command('sohoa');
  const words = <Key extends keyof typeof cliTexts>(key: Key): string => cliTexts[key][language];
  const titles: Readonly<Record<string, string>> = {
    'Usage:': words('usage'),
    'Arguments:': words('arguments'),
    'Options:': words('options'),
    'Commands:': words('commands'),
    'Global Options:': words('globalOptions'),
  };
  const plain = new Help();
  /** Words that commander puts in itself. */
  const inWords = (line: string): string =>
    line
      .replace('[options]', `[${words('optionsWord')}]`)
      .replace('[command]', `[${words('commandWord')}]`)
      .replace('(default: ', `(${words('defaultWord')}: `);
  const configure = (command: Command): Command =>
    command
      .configureHelp({
        styleTitle: (title) => titles[title] ?? title,
        showGlobalOptions: true,
        commandUsage: (one) => inWords(plain.commandUsage(one)),
        subcommandTerm: (one) => inWords(plain.subcommandTerm(one)),
        optionDescription: (one) => inWords(plain.optionDescription(one)),
      })
      .configureOutput({ outputError: (said, write) => write(usageError(said, pathOf(command), language)) })
      .helpOption('-h, --help', words('help'))
      .helpCommand(false)
      .exitOverride();
  configure(program)
    .description(words('about'))
    .version(version(), '-V, --version', words('version'))
    .option('--lang <vi|en>', words('lang'));
  const context: CommandContext = { program, language, run };
  for (const load of asked(arguments_)) (await load())(context);
  const every = (command: Command): void => {
    for (const child of command.commands) {
      configure(child);
      every(child);
    }
  };
  every(program);
  return program;
}

/** `sohoa review decide`: as it is typed. */
const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;

/** `help review decide` asks for what `review decide --help` asks for. */
export const helpAsked = (arguments_: readonly string[]): readonly string[] => {
  const at = arguments_.findIndex((argument, index) => !argument.startsWith('-') && arguments_[index - 1] !== '--lang');
  return at >= 0 && arguments_[at] === 'help' ? [...arguments_.toSpliced(at, 1), '--help'] : arguments_;
};

function asked(arguments_: readonly string[]): readonly (() => Promise<(context: CommandContext) => void>)[] {
  const named = arguments_.find((argument) => Object.hasOwn(commands, argument));
  return named === undefined ? Object.values(commands) : [commands[named]!];
}

/** `--lang` anywhere, else the configured one, else Vietnamese: help is printed before options are parsed. */
export function languageFromArguments(arguments_: readonly string[], environment: Environment): Language {
  const inline = arguments_.find((argument) => argument.startsWith('--lang='))?.slice('--lang='.length);
  const index = arguments_.indexOf('--lang');
  const asked = inline ?? (index >= 0 ? arguments_[index + 1] : undefined) ?? configuredLanguage(environment);
  return asked === 'en' ? 'en' : 'vi';
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0';
}
