import { copyFile, mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { withApp } from '../../app/compose.ts';
import type { ComponentView } from '../../app/dossier-view.ts';
import { runUntilQuiet } from '../../app/run-dossier.ts';
import type { DossierSubmission } from '../../app/submit-dossier.ts';
import { treatments } from '../../domain/component.ts';
import { exitCodes, SohoaError } from '../../domain/errors.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { componentStateText } from '../component-text.ts';
import { createOutput, worstExit } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { readInput } from '../read-input.ts';

interface Options {
  readonly agency: string;
  readonly dossier: string;
  readonly procedure: string;
  readonly as: string;
  readonly documentNumber?: string;
  readonly certification?: string;
  readonly registerNumber?: string;
  readonly owner?: string;
  readonly ownerName?: string;
  readonly type?: string;
  readonly declare?: readonly string[];
  readonly output?: string;
  readonly data?: string;
  readonly json?: boolean;
}

export function addProcess({ program, language, run }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  program
    .command('process')
    .description(words('process'))
    .argument('<files...>', words('files'))
    .requiredOption('--agency <code>', words('agency'))
    .requiredOption('--dossier <code>', words('dossier'))
    .requiredOption('--procedure <code>', words('procedure'))
    .option('--as <treatment>', words('as'), 'none')
    .option('--document-number <text>', words('signDocumentNumber'))
    .option('--certification <text>', words('signCertification'))
    .option('--register-number <text>', words('signRegisterNumber'))
    .option('--owner <number>', words('owner'))
    .option('--owner-name <name>', words('ownerName'))
    .option('--type <id>', words('paperType'))
    .option('--declare <facts...>', words('declare'))
    .option('-o, --output <folder>', words('output'))
    .option('--data <folder>', words('dataDir'))
    .option('--json', words('json'))
    .action(async (files: string[], options: Options) => {
      const output = createOutput({ language, json: options.json === true });
      const treatment = treatments.find((one) => one === options.as);
      if (treatment === undefined)
        throw new SohoaError('USAGE', { reason: `--as ${options.as}: ${treatments.join(', ')}` });
      const { documentNumber, certification, registerNumber } = options;
      const signing = {
        ...(documentNumber === undefined ? {} : { documentNumber }),
        ...(certification === undefined ? {} : { certification }),
        ...(registerNumber === undefined ? {} : { registerNumber }),
      };
      const facts = factsOf(options.declare ?? []);
      const bytes = await Promise.all(files.map(readInput));
      await withApp(readConfig({ language, dataDir: options.data }), async (app) => {
        const dossier = await app.submit(
          {
            agency: options.agency,
            code: options.dossier,
            procedure: options.procedure,
            ownerId: options.owner ?? null,
            ownerName: options.ownerName ?? null,
            components: files.map((file) => ({
              name: basename(file, extname(file)),
              treatment,
              ...(Object.keys(signing).length === 0 ? {} : { signing }),
              ...(options.type === undefined ? {} : { paperType: options.type }),
              ...facts,
            })),
          },
          files.map((file, component) => ({
            component,
            name: basename(file),
            bytes: bytes[component] ?? new Uint8Array(),
          })),
        );
        await app.start();
        const progress = output.progress(text('Đang xử lý', 'Processing'), files.length);
        const [view] = await runUntilQuiet(app, [dossier.id], {
          patienceMs: 15_000,
          onEvent: (event) => {
            if (['component.done', 'component.failed', 'component.refused'].includes(event.kind)) progress.advance();
          },
        });
        progress.done();
        const codes: number[] = [];
        for (const [index, file] of files.entries()) {
          // brought again with another declaration, it is a component of its own: the newest is meant
          const component = view?.components.findLast((one) => one.record.ordinal === index);
          if (component === undefined) continue;
          const saved = await save(component, options.output, app.blobs.path);
          codes.push(exitCodeOf(component));
          output.object(resultJson(file, component, saved));
          output.say(`${file}: ${output.pick(componentStateText(component))}${saved === null ? '' : ` → ${saved}`}`);
        }
        for (const wait of view?.state.waits ?? []) output.say(wait.text);
        if (view?.components.some(({ waiting }) => waiting?.kind === 'review'))
          output.say(
            text(
              'Xem và quyết định: sohoa review list · show · decide; sau đó thành phần tự đi tiếp.',
              'To look and decide: sohoa review list · show · decide; the paper then goes on by itself.',
            ),
          );
        run.exitCode = worstExit(codes);
      });
    });
}

/** What the counter may say of its papers, for the scope gate (rules.md B). */
const declarations = {
  'presented-only': { presentedOnly: true },
  'plain-copy': { copy: 'plain' },
  'certified-copy': { copy: 'certified' },
  opinion: { opinion: true },
  'required-by-sector': { requiredBySector: true },
  'requested-by-applicant': { requestedByApplicant: true },
  secret: { secret: true },
} as const;

/** USAGE for a fact that is none. */
function factsOf(declared: readonly string[]): Partial<DossierSubmission['components'][number]> {
  const isKnown = (fact: string): fact is keyof typeof declarations => Object.hasOwn(declarations, fact);
  const known = Object.keys(declarations).join(', ');
  return Object.assign(
    {},
    ...declared.map((fact) => {
      if (!isKnown(fact)) throw new SohoaError('USAGE', { reason: `--declare ${fact}: ${known}` });
      return declarations[fact];
    }),
  );
}

/** Copies the newest version into the asked folder; null when nothing was stored. */
async function save(
  component: ComponentView,
  folder: string | undefined,
  path: (sha256: string) => string,
): Promise<string | null> {
  const sha256 = component.record.summary.sha256;
  if (typeof sha256 !== 'string') return null;
  if (folder === undefined) return path(sha256);
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${component.name}.pdf`);
  await copyFile(path(sha256), file);
  return file;
}

export function exitCodeOf(component: ComponentView): number {
  if (component.error !== null && component.state !== 'waiting')
    return new SohoaError(component.error.code as 'INTERNAL').row.exitCode;
  return component.state === 'done' ? exitCodes.done : exitCodes.waiting;
}

const resultJson = (file: string, component: ComponentView, saved: string | null) => ({
  file,
  output: saved,
  component: component.id,
  state: component.state,
  origin: component.origin,
  document_type: component.record.summary.documentType ?? null,
  code: component.record.summary.code ?? null,
  fields: component.record.summary.fields ?? null,
  verdict: component.verdict,
  signatures: component.record.summary.signatures ?? [],
  waiting: component.waiting,
  closed_gates: component.closedGates,
  stages: component.stages.map(({ stage, state, ms }) => ({ stage, state, ms })),
  ...(component.error === null ? {} : { error: { code: component.error.code, ...component.error.text } }),
});
