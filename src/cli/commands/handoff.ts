import { writeFile } from 'node:fs/promises';
import { SohoaError } from '../../domain/errors.ts';
import { type Text, text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { HandOffState } from '../../signing/hand-off.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, type Output } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { readInput } from '../read-input.ts';
import { type Service, withService } from '../service.ts';

/** As the service answers (api/routes/hand-offs.ts). */
interface HandOff {
  readonly id: string;
  readonly state: HandOffState;
  readonly slot: string;
  readonly paper: string;
  readonly dossier: string;
  readonly expiresAt: string;
  readonly level: string | null;
  readonly reason: Text | null;
}

interface Options {
  readonly all?: boolean;
  readonly output?: string;
  readonly by?: string;
  readonly reason?: string;
  readonly data?: string;
  readonly json?: boolean;
}

const states: Readonly<Record<HandOffState, Text>> = {
  cho_ky: text('chờ ký', 'awaiting signature'),
  dang_ky: text('đang ký', 'being signed'),
  da_ky: text('đã ký', 'signed'),
  tu_choi: text('từ chối', 'refused'),
  het_han: text('hết hạn', 'expired'),
};

/** Documents for the signers' own software: out as files, back as files, judged on the way in. */
export function addHandOff({ program, language }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  const handOff = program.command('handoff').description(words('handoff'));
  const command = (name: string, about: keyof typeof cliTexts, argument: boolean) => {
    const made = handOff.command(name).description(words(about));
    if (argument) made.argument('<id>', words('handoffId'));
    return made.option('--data <folder>', words('dataDir')).option('--json', words('json'));
  };
  const work = (options: Options, act: (service: Service, output: Output) => Promise<void>): Promise<void> => {
    const output = createOutput({ language, json: options.json === true });
    return withService(readConfig({ language, dataDir: options.data }), (service) => act(service, output));
  };
  const path = (id: string, rest: string): string => `/v1/hand-offs/${encodeURIComponent(id)}${rest}`;

  command('list', 'handoffList', false)
    .option('--all', words('handoffAll'))
    .action((options: Options) =>
      work(options, async (service, output) => {
        const found = await service.get<readonly HandOff[]>(
          `/v1/hand-offs?state=${options.all ? 'all' : 'open'}&limit=500`,
        );
        if (found.length === 0) output.say(cliTexts.handoffNone);
        for (const one of found) show(output, one);
      }),
    );

  command('export', 'handoffExport', true)
    .option('-o, --output <file>', words('handoffExportOutput'))
    .action((id: string, options: Options) =>
      work(options, async (service, output) => {
        const target = options.output ?? `${id}.pdf`;
        await writeFile(target, await service.bytes(path(id, '/file')), { flag: 'wx' }).catch(exists(target));
        output.object({ id, output: target });
        output.say(`${id} → ${target}`);
      }),
    );

  command('import', 'handoffImport', true)
    .argument('<file>', words('handoffImportFile'))
    .action((id: string, file: string, options: Options) =>
      work(options, async (service, output) =>
        show(output, await service.upload<HandOff>(path(id, '/signed'), await readInput(file))),
      ),
    );

  command('refuse', 'handoffRefuse', true)
    .requiredOption('--by <name>', words('officer'))
    .requiredOption('--reason <text>', words('handoffReason'))
    .action((id: string, { by = '', reason = '', ...options }: Options) =>
      work(options, async (service, output) =>
        show(output, await service.post<HandOff>(path(id, '/refuse'), { officer: by, reason })),
      ),
    );

  command('renew', 'handoffRenew', true)
    .requiredOption('--by <name>', words('officer'))
    .action((id: string, { by = '', ...options }: Options) =>
      work(options, async (service, output) =>
        show(output, await service.post<HandOff>(path(id, '/renew'), { officer: by })),
      ),
    );
}

function show(output: Output, one: HandOff): void {
  output.object(one);
  const reason = one.reason === null ? '' : ` — ${output.pick(one.reason)}`;
  const level = one.level === null ? '' : ` (${one.level})`;
  output.say(
    `${one.id}  ${output.pick(states[one.state])}${level}  ${one.slot}  ${one.paper}  → ${one.expiresAt}${reason}`,
  );
}

const exists = (target: string) => (thrown: NodeJS.ErrnoException) => {
  if (thrown.code !== 'EEXIST') throw thrown;
  throw new SohoaError('USAGE', { reason: `${target}: EEXIST` });
};
