import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Environment } from '../app/config.ts';
import type { Language } from '../domain/text.ts';
import { cliTexts } from '../i18n/cli.ts';
import type { CommandContext, Run } from './command-context.ts';
import { addAudit } from './commands/audit.ts';
import { addDemo } from './commands/demo.ts';
import { addDigitize } from './commands/digitize.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEvidence } from './commands/evidence.ts';
import { addExtract } from './commands/extract.ts';
import { addHandOff } from './commands/handoff.ts';
import { addKeys } from './commands/keys.ts';
import { addLookup } from './commands/lookup.ts';
import { addProcess } from './commands/process.ts';
import { addRebuild } from './commands/rebuild.ts';
import { addRenew } from './commands/renew.ts';
import { addReport } from './commands/report.ts';
import { addRetry } from './commands/retry.ts';
import { addReview } from './commands/review.ts';
import { addServe } from './commands/serve.ts';
import { addSign } from './commands/sign.ts';
import { addVerify } from './commands/verify.ts';
import { addWorker } from './commands/worker.ts';

export function buildProgram(language: Language, run: Run): Command {
  const program = new Command('sohoa');
  const words = <Key extends keyof typeof cliTexts>(key: Key): string => cliTexts[key][language];
  const titles: Readonly<Record<string, string>> = {
    'Usage:': words('usage'),
    'Arguments:': words('arguments'),
    'Options:': words('options'),
    'Commands:': words('commands'),
    'Global Options:': words('options'),
  };
  const configure = (command: Command): Command =>
    command
      .configureHelp({ styleTitle: (title) => titles[title] ?? title, showGlobalOptions: true })
      .helpOption('-h, --help', words('help'))
      .helpCommand(false)
      .exitOverride();
  configure(program)
    .description(words('about'))
    .version(version(), '-V, --version', words('version'))
    .option('--lang <vi|en>', words('lang'));
  const context: CommandContext = { program, language, run };
  for (const add of [
    addDemo,
    addProcess,
    addDigitize,
    addExtract,
    addSign,
    addHandOff,
    addRenew,
    addRetry,
    addVerify,
    addReview,
    addLookup,
    addReport,
    addServe,
    addWorker,
    addDoctor,
    addKeys,
    addEvidence,
    addAudit,
    addRebuild,
  ])
    add(context);
  const every = (command: Command): void => {
    for (const child of command.commands) {
      configure(child);
      every(child);
    }
  };
  every(program);
  return program;
}

/** `--lang` anywhere, else `SOHOA_LANG`, else Vietnamese: help is printed before options are parsed. */
export function languageFromArguments(arguments_: readonly string[], environment: Environment): Language {
  const inline = arguments_.find((argument) => argument.startsWith('--lang='))?.slice('--lang='.length);
  const index = arguments_.indexOf('--lang');
  const asked = inline ?? (index >= 0 ? arguments_[index + 1] : undefined) ?? environment.SOHOA_LANG;
  return asked === 'en' ? 'en' : 'vi';
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0';
}
