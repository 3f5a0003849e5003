import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { boundariesOf } from '../../app/review/separate.ts';
import { notFound, SohoaError } from '../../domain/errors.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, type Output } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { type Service, withService } from '../service.ts';
import { addReviewPairs } from './review-pairs.ts';
import { type Detail, detailText, type Field, listText, type Row } from './review-text.ts';

interface Common {
  readonly data?: string;
  readonly json?: boolean;
}

export function addReview(context: CommandContext): void {
  const { program, language } = context;
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  const review = program.command('review').description(words('review'));
  const common = (command: Command): Command =>
    command.option('--data <folder>', words('dataDir')).option('--json', words('jsonAnswer'));
  const open = (options: Common): Output => createOutput({ language, json: options.json === true });
  const config = (options: Common) => readConfig({ language, dataDir: options.data });

  common(review.command('list').description(words('reviewList')))
    .option('--kind <kind>', words('reviewKind'))
    .option('--done', words('reviewDone'))
    .action(async (options: Common & { kind?: string; done?: boolean }) => {
      const output = open(options);
      await withService(config(options), async (service) => {
        const query = new URLSearchParams({ state: options.done === true ? 'done' : 'open', limit: '500' });
        if (options.kind !== undefined) query.set('kind', options.kind);
        const rows = await service.get<readonly Row[]>(`/v1/reviews?${query}`);
        for (const row of rows) output.object(row);
        output.say(rows.length === 0 ? words('reviewNone') : listText(rows, output));
      });
    });

  common(review.command('show').description(words('reviewShow')).argument('<id>', words('reviewId')))
    .option('-o, --output <folder>', words('reviewPictures'))
    .action(async (given: string, options: Common & { output?: string }) => {
      const output = open(options);
      await withService(config(options), async (service) => {
        const detail = await service.get<Detail>(`/v1/reviews/${await fullId(service, given)}`);
        const saved = options.output === undefined ? new Map() : await savePictures(service, detail, options.output);
        output.object({ ...detail, ...(saved.size === 0 ? {} : { saved: Object.fromEntries(saved) }) });
        output.say(detailText(detail, saved, output));
      });
    });

  common(review.command('decide').description(words('reviewDecide')).argument('<id>', words('reviewId')))
    .requiredOption('--officer <id>', words('officer'))
    .option('--set <field=value...>', words('reviewSet'))
    .option('--confirm <fields...>', words('reviewConfirm'))
    .option('--confirm-all', words('reviewConfirmAll'))
    .option('--absent <fields...>', words('reviewAbsent'))
    .option('--type <id>', words('reviewType'))
    .option('--papers <how>', words('reviewPapers'))
    .option('--seen <version>', words('reviewSeen'))
    .option('--note <text>', words('reviewNote'))
    .action(async (given: string, options: DecideOptions) => {
      const output = open(options);
      await withService(config(options), async (service) => {
        const detail = await service.get<Detail>(`/v1/reviews/${await fullId(service, given)}`);
        const fields = answersOf(detail, options);
        const outcome = await service.post<{
          readonly id: string;
          readonly state: string;
          readonly version: number;
          readonly warnings: readonly { readonly field: string; readonly vi: string; readonly en: string }[];
          readonly components: readonly string[];
        }>(`/v1/reviews/${detail.id}`, {
          officer: options.officer,
          version: options.seen === undefined ? detail.version : Number(options.seen),
          ...(Object.keys(fields).length === 0 ? {} : { fields }),
          ...(options.type === undefined ? {} : { documentType: options.type }),
          ...(options.papers === undefined ? {} : { papers: papersOf(options.papers) }),
          ...(options.note === undefined ? {} : { note: options.note }),
        });
        await service.goOn(detail.dossier.id);
        output.object(outcome);
        for (const warning of outcome.warnings) output.say(`⚠ ${warning.field}: ${output.pick(warning)}`);
        if (outcome.components.length > 0)
          output.say(
            text(
              `Đã tách thành ${outcome.components.length} giấy tờ.`,
              `Separated into ${outcome.components.length} papers.`,
            ),
          );
        const after = await service.get<Detail>(`/v1/reviews/${detail.id}`);
        output.say(
          outcome.state === 'done'
            ? text(`Đã quyết định xong (bản ${after.version}).`, `Decided (version ${after.version}).`)
            : text(
                `Đã ghi; còn ${after.open} trường (bản ${after.version}).`,
                `Recorded; ${after.open} fields are left (version ${after.version}).`,
              ),
        );
      });
    });

  addReviewPairs(context, review);

  common(review.command('secret').description(words('reviewSecret')).argument('<component>', words('componentId')))
    .requiredOption('--officer <id>', words('officer'))
    .action(async (component: string, options: Common & { officer: string }) => {
      const output = open(options);
      await withService(config(options), async (service) => {
        const { dossier } = await service.get<{ readonly dossier?: string }>(
          `/v1/components/${encodeURIComponent(component)}`,
        );
        output.object(
          await service.post(`/v1/components/${encodeURIComponent(component)}/secret`, { officer: options.officer }),
        );
        if (dossier !== undefined) await service.goOn(dossier);
        output.say(
          text(
            'Đã dừng xử lý và xóa mọi ảnh, bản số hóa và dữ liệu của giấy tờ này; chỉ giữ lại sự việc.',
            'Stopped; every image, digitized file and datum of this paper is removed. Only the fact is kept.',
          ),
        );
      });
    });
}

interface DecideOptions extends Common {
  readonly officer: string;
  readonly set?: readonly string[];
  readonly confirm?: readonly string[];
  readonly confirmAll?: boolean;
  readonly absent?: readonly string[];
  readonly type?: string;
  readonly papers?: string;
  readonly seen?: string;
  readonly note?: string;
}

/** The whole id for one that was typed short. NOT_FOUND when none or several begin so. */
async function fullId(service: Service, given: string): Promise<string> {
  if (given.length >= 32) return encodeURIComponent(given);
  for (const state of ['open', 'done']) {
    const rows = await service.get<readonly Row[]>(`/v1/reviews?state=${state}&limit=500`);
    const found = rows.filter(({ id }) => id.startsWith(given));
    if (found.length === 1) return encodeURIComponent(found[0]?.id ?? given);
  }
  throw notFound('review', given);
}

function answersOf(detail: Detail, options: DecideOptions): Record<string, string | null> {
  const fields: Record<string, string | null> = {};
  const confirm = (field: Field): void => {
    if (field.value !== null) fields[field.field] = field.value;
  };
  if (options.confirmAll === true) for (const field of detail.fields) if (field.decided === null) confirm(field);
  for (const name of options.confirm ?? []) {
    const field = detail.fields.find((one) => one.field === name);
    if (field === undefined || field.value === null)
      throw new SohoaError('USAGE', {
        reason_vi: `--confirm ${name}: không đọc được gì để xác nhận; dùng --set hoặc --absent`,
        reason_en: `--confirm ${name}: nothing was read; use --set or --absent`,
      });
    confirm(field);
  }
  for (const name of options.absent ?? []) fields[name] = null;
  for (const pair of options.set ?? []) {
    const at = pair.indexOf('=');
    if (at < 1)
      throw new SohoaError('USAGE', {
        reason_vi: `--set ${pair} không có dạng trường=giá_trị`,
        reason_en: `--set ${pair} is not field=value`,
      });
    fields[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return fields;
}

/** `as-suggested`, `one`, or boundaries: `1-2,3,4-6` is three papers. */
function papersOf(written: string): 'as_suggested' | 'one' | readonly (readonly number[])[] {
  if (written === 'as-suggested') return 'as_suggested';
  if (written === 'one') return 'one';
  return boundariesOf(written);
}

async function savePictures(service: Service, detail: Detail, folder: string): Promise<ReadonlyMap<string, string>> {
  await mkdir(folder, { recursive: true });
  const saved = new Map<string, string>();
  const save = async (name: string, what: string, number: number): Promise<void> => {
    const file = join(folder, `${String(number).padStart(2, '0')}-${name}.png`);
    await writeFile(file, await service.bytes(`/v1/reviews/${detail.id}/pictures/${what}`));
    saved.set(what, file);
  };
  for (const [index, field] of detail.fields.entries())
    if (field.picture !== null) await save(field.field, field.field, index + 1);
  for (let page = 1; page <= detail.pages; page++)
    await save(`trang-${page}`, `page-${page}`, detail.fields.length + page);
  return saved;
}
