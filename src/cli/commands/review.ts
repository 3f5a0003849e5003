import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { boundariesOf } from '../../app/review/separate.ts';
import { notFound, SohoaError } from '../../domain/errors.ts';
import type { Text } from '../../domain/text.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, type Output } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { type Service, withService } from '../service.ts';
import { renderTable } from '../table.ts';

/** Answers of the service (api/routes/reviews.ts), as far as they are shown here. */
interface Row {
  readonly id: string;
  readonly kind: string;
  readonly what: Text;
  readonly state: string;
  readonly version: number;
  readonly dossier: { readonly id: string; readonly code: string };
  readonly component: { readonly id: string; readonly name: string };
  readonly typeName: Text;
  readonly open: number;
  readonly openRequired: number;
  readonly createdAt: string;
}

interface Field {
  readonly field: string;
  readonly label: Text;
  readonly required: boolean;
  readonly value: string | null;
  readonly confidence: number;
  readonly candidates: readonly string[];
  readonly reasons: readonly Text[];
  readonly successor: string | null;
  readonly page: number | null;
  readonly picture: string | null;
  readonly decided: {
    readonly action: string;
    readonly by: string;
    readonly at: string;
    readonly value: string | null;
  } | null;
}

interface Detail extends Row {
  readonly pages: number;
  readonly fields: readonly Field[];
  readonly papers: readonly {
    readonly pages: readonly number[];
    readonly typeName: Text;
    readonly vi: string;
    readonly en: string;
  }[];
}

interface Common {
  readonly data?: string;
  readonly json?: boolean;
}

const actions: Readonly<Record<string, Text>> = {
  confirmed: text('đã xác nhận', 'confirmed'),
  corrected: text('đã sửa', 'corrected'),
  entered: text('đã nhập', 'entered'),
  absent: text('không có trên giấy', 'not on the paper'),
};

export function addReview({ program, language }: CommandContext): void {
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

  common(review.command('pairs').description(words('reviewPairs')).argument('[dossier]', words('dossierId')))
    .option('--accept <number>', words('reviewPairAccept'))
    .option('--refuse <number>', words('reviewPairRefuse'))
    .option('--officer <id>', words('officer'))
    .action(async (dossier: string | undefined, options: PairOptions) => {
      const output = open(options);
      await withService(config(options), async (service) => {
        const path = dossier === undefined ? '/v1/card-pairs' : `/v1/card-pairs?dossier=${encodeURIComponent(dossier)}`;
        const pairs = await service.get<readonly Pair[]>(path);
        const chosen = chosenPair(pairs, options);
        if (chosen === null) {
          for (const pair of pairs) output.object(pair);
          output.say(pairs.length === 0 ? words('reviewPairsNone') : pairsText(pairs, output));
          return;
        }
        const { pair, accept, officer } = chosen;
        const { front, back, decision } = pair;
        const body = { officer, front, back, accept, seen: decision?.state ?? null };
        output.object(await service.post(`/v1/dossiers/${pair.dossier.id}/card-pairs`, body));
        output.say(
          accept
            ? text(
                `Đã ghi: “${pair.names.front}” và “${pair.names.back}” là hai mặt của một thẻ. Hai tệp vẫn là hai tài liệu.`,
                `Recorded: “${pair.names.front}” and “${pair.names.back}” are two sides of one card. They stay two documents.`,
              )
            : text(
                `Đã ghi: “${pair.names.front}” và “${pair.names.back}” không phải một thẻ.`,
                `Recorded: “${pair.names.front}” and “${pair.names.back}” are not one card.`,
              ),
        );
      });
    });

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

/** As the service answers (app/card-pairs.ts). */
interface Pair {
  readonly front: string;
  readonly back: string;
  readonly reason: Text;
  readonly names: { readonly front: string; readonly back: string };
  readonly dossier: { readonly id: string; readonly code: string };
  readonly decision: { readonly state: 'accepted' | 'refused'; readonly by: string; readonly at: string } | null;
}

interface PairOptions extends Common {
  readonly accept?: string;
  readonly refuse?: string;
  readonly officer?: string;
}

/** The pair that is decided by its number in the list; null when the list alone is asked for. USAGE. */
function chosenPair(
  pairs: readonly Pair[],
  { accept, refuse, officer }: PairOptions,
): { readonly pair: Pair; readonly accept: boolean; readonly officer: string } | null {
  const given = accept ?? refuse;
  if (given === undefined) return null;
  if (accept !== undefined && refuse !== undefined)
    throw new SohoaError('USAGE', {
      reason_vi: 'chỉ chọn một trong --accept và --refuse',
      reason_en: '--accept or --refuse, not both',
    });
  if (officer === undefined)
    throw new SohoaError('USAGE', {
      reason_vi: 'thiếu --officer (mã cán bộ quyết định)',
      reason_en: '--officer is missing',
    });
  const pair = /^\d{1,4}$/.test(given) ? pairs[Number(given) - 1] : undefined;
  if (pair === undefined) throw notFound('pair', given);
  return { pair, accept: accept !== undefined, officer };
}

const pairStates: Readonly<Record<string, Text>> = {
  accepted: text('một thẻ', 'one card'),
  refused: text('không phải một thẻ', 'not one card'),
};

function pairsText(pairs: readonly Pair[], output: Output): string {
  const head =
    output.language === 'vi'
      ? ['số', 'mặt trước', 'mặt sau', 'hồ sơ', 'vì sao', 'quyết định']
      : ['no.', 'front', 'back', 'dossier', 'why', 'decided'];
  const rows = pairs.map(({ names, dossier, reason, decision }, index) => [
    index + 1,
    names.front,
    names.back,
    dossier.code,
    output.pick(reason),
    decision === null
      ? ''
      : `${output.pick(pairStates[decision.state] ?? text('', ''))} (${decision.by}, ${decision.at})`,
  ]);
  return renderTable(head, rows);
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

function listText(rows: readonly Row[], output: Output): string {
  const vi = output.language === 'vi';
  const head = vi
    ? ['mã việc', 'việc', 'giấy tờ', 'loại', 'hồ sơ', 'trường', 'bắt buộc', 'từ lúc']
    : ['task', 'what', 'paper', 'type', 'dossier', 'fields', 'required', 'since'];
  const cells = rows.map((row) => [
    shortId(row.id),
    output.pick(row.what),
    row.component.name,
    row.kind === 'fields' ? output.pick(row.typeName) : '',
    row.dossier.code,
    row.open,
    row.openRequired,
    row.createdAt.slice(0, 16).replace('T', ' '),
  ]);
  return renderTable(head, cells);
}

const shortId = (id: string): string => id.slice(0, id.startsWith('ack-') ? 12 : 8);

function detailText(detail: Detail, saved: ReadonlyMap<string, string>, output: Output): string {
  const pick = output.pick;
  const say = (vi: string, en: string): string => pick(text(vi, en));
  const lines = [
    `${detail.component.name} · ${pick(detail.what)}${detail.kind === 'fields' ? ` · ${pick(detail.typeName)}` : ''} · ${say('hồ sơ', 'dossier')} ${detail.dossier.code} · ${say('bản', 'version')} ${detail.version}`,
  ];
  for (const [index, field] of detail.fields.entries()) {
    const mark = field.required ? ` · ${say('bắt buộc', 'required')}` : '';
    lines.push('', `${String(index + 1).padStart(2)}. ${pick(field.label)}  [${field.field}]${mark}`);
    const row = (label: string, value: string): void => void lines.push(`      ${label.padEnd(10)} ${value}`);
    row(
      say('đọc được', 'read'),
      field.value === null
        ? '—'
        : `${field.value}   (${Math.round(field.confidence * 100)} %, ${say('trang', 'page')} ${field.page ?? '—'})`,
    );
    if (field.candidates.length > 0) row(say('có thể là', 'perhaps'), field.candidates.join(' · '));
    if (field.successor !== null) row(say('nay là', 'today'), field.successor);
    for (const reason of field.reasons) row(say('vì', 'because'), pick(reason));
    if (field.decided !== null)
      row(
        say('quyết định', 'decided'),
        `${pick(actions[field.decided.action] ?? text('', ''))}: ${field.decided.value ?? '—'} (${field.decided.by}, ${field.decided.at})`,
      );
    const file = saved.get(field.field);
    if (file !== undefined) row(say('ảnh', 'picture'), file);
  }
  for (const [index, paper] of detail.papers.entries())
    lines.push(
      `${String(index + 1).padStart(3)}. ${say('trang', 'pages')} ${paper.pages.join(', ')}: ${pick(paper.typeName)} — ${pick(paper)}`,
    );
  for (let page = 1; page <= detail.pages; page++) {
    const file = saved.get(`page-${page}`);
    if (file !== undefined) lines.push(`${page === 1 ? '\n' : ''}${say('trang', 'page')} ${page}: ${file}`);
  }
  return lines.join('\n');
}
