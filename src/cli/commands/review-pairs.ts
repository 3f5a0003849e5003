import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { notFound, SohoaError } from '../../domain/errors.ts';
import { type Text, text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import { pairStates } from '../../i18n/review.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, type Output } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { type Service, withService } from '../service.ts';
import { renderTable } from '../table.ts';

/** As the service answers (app/card-pairs.ts). */
interface Pair {
  readonly front: string;
  readonly back: string;
  readonly reason: Text;
  readonly pictures: { readonly front: string; readonly back: string };
  readonly names: { readonly front: string; readonly back: string };
  readonly dossier: { readonly id: string; readonly code: string };
  readonly decision: { readonly state: 'accepted' | 'refused'; readonly by: string; readonly at: string } | null;
}

interface PairOptions {
  readonly data?: string;
  readonly json?: boolean;
  readonly output?: string;
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

/** `review pairs`: suggested fronts and backs with their pictures, taken or turned down by number. */
export function addReviewPairs({ language }: CommandContext, review: Command): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  review
    .command('pairs')
    .description(words('reviewPairs'))
    .argument('[dossier]', words('dossierId'))
    .option('-o, --output <folder>', words('reviewPictures'))
    .option('--data <folder>', words('dataDir'))
    .option('--json', words('jsonAnswer'))
    .option('--accept <number>', words('reviewPairAccept'))
    .option('--refuse <number>', words('reviewPairRefuse'))
    .option('--officer <id>', words('officer'))
    .action(async (dossier: string | undefined, options: PairOptions) => {
      const output = createOutput({ language, json: options.json === true });
      await withService(readConfig({ language, dataDir: options.data }), async (service) => {
        const path = dossier === undefined ? '/v1/card-pairs' : `/v1/card-pairs?dossier=${encodeURIComponent(dossier)}`;
        const pairs = await service.get<readonly Pair[]>(path);
        const chosen = chosenPair(pairs, options);
        if (chosen === null) {
          const saved = options.output === undefined ? [] : await savePictures(service, pairs, options.output);
          for (const [index, pair] of pairs.entries()) output.object({ ...pair, saved: saved[index] ?? null });
          output.say(pairs.length === 0 ? words('reviewPairsNone') : pairsText(pairs, output));
          for (const [index, files] of saved.entries()) output.say(`${index + 1}: ${files.front} · ${files.back}`);
          return;
        }
        const { pair, accept, officer } = chosen;
        const { front, back, decision } = pair;
        const body = { officer, front, back, accept, seen: decision?.state ?? null };
        output.object(await service.post(`/v1/dossiers/${pair.dossier.id}/card-pairs`, body));
        await service.goOn(pair.dossier.id);
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
}

/** Both sides of each pair as PNG: what the officer looks at before deciding. */
async function savePictures(service: Service, pairs: readonly Pair[], folder: string) {
  await mkdir(folder, { recursive: true });
  const saved: { readonly front: string; readonly back: string }[] = [];
  for (const [index, { pictures }] of pairs.entries()) {
    const number = String(index + 1).padStart(2, '0');
    const files = { front: join(folder, `${number}-truoc.png`), back: join(folder, `${number}-sau.png`) };
    await writeFile(files.front, await service.bytes(pictures.front));
    await writeFile(files.back, await service.bytes(pictures.back));
    saved.push(files);
  }
  return saved;
}
