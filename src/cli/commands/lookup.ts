import type { Text } from '../../domain/text.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { withService } from '../service.ts';
import { renderTable } from '../table.ts';

interface Offer {
  readonly usable: boolean;
  readonly reason: Text;
  readonly typeName: Text;
  readonly id: string;
  readonly version: number;
  readonly storedAt: string;
  readonly metadata: { readonly TenGiayTo?: string; readonly SoKyHieu?: string; readonly CoQuanCap?: string };
}

interface Options {
  readonly owner: string;
  readonly type?: string;
  readonly number?: string;
  readonly day?: string;
  readonly data?: string;
  readonly json?: boolean;
}

export function addLookup({ program, language }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  program
    .command('lookup')
    .description(words('lookup'))
    .requiredOption('--owner <number>', words('owner'))
    .option('--type <id>', words('paperType'))
    .option('--number <text>', words('lookupNumber'))
    .option('--day <day>', words('lookupDay'))
    .option('--data <folder>', words('dataDir'))
    .option('--json', words('jsonAnswer'))
    .action(async ({ owner, type, number, day, ...options }: Options) => {
      const output = createOutput({ language, json: options.json === true });
      await withService(readConfig({ language, dataDir: options.data }), async (service) => {
        const query = new URLSearchParams({ owner });
        for (const [name, value] of Object.entries({ type, number, day }))
          if (value !== undefined) query.set(name, value);
        const offers = await service.get<readonly Offer[]>(`/v1/lookup?${query}`);
        for (const offer of offers) output.object(offer);
        if (offers.length === 0) {
          output.say(text('Kho chưa có giấy tờ nào như vậy: hãy quét.', 'The warehouse holds no such paper: scan it.'));
          return;
        }
        const head =
          language === 'vi'
            ? ['dùng lại', 'giấy tờ', 'số, ký hiệu', 'cơ quan cấp', 'lưu ngày', 'vì sao', 'mã tài liệu']
            : ['reuse', 'paper', 'number', 'issuer', 'stored', 'why', 'document'];
        const rows = offers.map((offer) => [
          offer.usable ? '✓' : '✗',
          output.pick(offer.typeName),
          offer.metadata.SoKyHieu ?? '',
          offer.metadata.CoQuanCap ?? '',
          offer.storedAt.slice(0, 10),
          output.pick(offer.reason),
          offer.id,
        ]);
        output.say(renderTable(head, rows));
        if (offers.some(({ usable }) => usable))
          output.say(
            text(
              '\nDùng lại: nộp thành phần đó không kèm tệp, với đúng mã loại giấy tờ; không cần quét, không yêu cầu nộp lại.',
              '\nTo reuse one, submit the component without a file and with its type; nothing is scanned or asked for again.',
            ),
          );
      });
    });
}
