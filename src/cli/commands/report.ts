import type { ExplainedGap } from '../../app/code-gaps.ts';
import { FEW, type QualityReport, shareText } from '../../app/quality-report.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, type Output } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { withService } from '../service.ts';
import { renderTable } from '../table.ts';

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly all?: boolean;
  readonly data?: string;
  readonly json?: boolean;
}

/** Rows of the field table unless `--all` is given. */
const mostRows = 20;

export function addReport({ program, language }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  const report = program.command('report').description(words('report'));
  report
    .command('quality')
    .description(words('reportQuality'))
    .option('--from <day>', words('reportFrom'))
    .option('--to <day>', words('reportTo'))
    .option('--all', words('reportAll'))
    .option('--data <folder>', words('dataDir'))
    .option('--json', words('jsonAnswer'))
    .action(async (options: Options) => {
      const output = createOutput({ language, json: options.json === true });
      await withService(readConfig({ language, dataDir: options.data }), async (service) => {
        const query = new URLSearchParams();
        if (options.from !== undefined) query.set('from', options.from);
        if (options.to !== undefined) query.set('to', options.to);
        const result = await service.get<QualityReport>(`/v1/reports/quality?${query}`);
        output.object(result);
        output.say(qualityText(result, output, options.all === true));
      });
    });

  report
    .command('codes')
    .description(words('reportCodes'))
    .option('--data <folder>', words('dataDir'))
    .option('--json', words('jsonAnswer'))
    .action(async (options: Pick<Options, 'data' | 'json'>) => {
      const output = createOutput({ language, json: options.json === true });
      await withService(readConfig({ language, dataDir: options.data }), async (service) => {
        const gaps = await service.get<readonly ExplainedGap[]>('/v1/reports/codes');
        for (const gap of gaps) output.object(gap);
        if (gaps.length === 0)
          output.say(
            text('Mọi số đã cấp đều có giấy tờ trong Kho.', 'Every number has its document in the warehouse.'),
          );
        else
          output.say(
            renderTable(
              language === 'vi'
                ? ['phần đầu của mã', 'số', 'vì sao', 'thành phần']
                : ['code begins', 'number', 'why', 'component'],
              gaps.map((gap) => [gap.prefix, gap.number, output.pick(gap.reason), gap.component]),
            ),
          );
      });
    });
}

function qualityText(report: QualityReport, output: Output, all: boolean): string {
  const vi = output.language === 'vi';
  const say = (one: string, other: string): string => output.pick(text(one, other));
  const { total } = report;
  if (total.fields === 0)
    return say('Chưa bóc tách giấy tờ nào trong thời gian này.', 'No paper was extracted in this time.');
  const decided = total.confirmed + total.corrected + total.entered + total.absent;
  const read = total.accepted + total.review;
  const lines = [
    say(
      `Giá trị đọc được: ${read}. Nhận không cần người xem: ${shareText(total.accepted, read)}; đưa người xem: ${total.review}; không thấy trên giấy: ${total.notFound}.`,
      `Values read: ${read}. Taken without a hand: ${shareText(total.accepted, read)}; put before a person: ${total.review}; not found: ${total.notFound}.`,
    ),
    say(
      `Cán bộ đã quyết định ${decided} giá trị: đúng như đọc ${total.confirmed}, sửa ${total.corrected}, nhập ${total.entered}, không có trên giấy ${total.absent}. Phải sửa: ${shareText(total.changed, decided)}.`,
      `Officers decided ${decided} values: as read ${total.confirmed}, corrected ${total.corrected}, entered ${total.entered}, not on the paper ${total.absent}. To be changed: ${shareText(total.changed, decided)}.`,
    ),
    say(
      `Nhận tự động mà sau đó thấy sai: ${total.acceptedWrong} (chỉ biết được khi có người xem lại).`,
      `Taken without a hand and found wrong later: ${total.acceptedWrong} (known only where somebody looked again).`,
    ),
    say(
      `Dưới ${FEW} giá trị thì ghi số đếm, không ghi phần trăm: ít quá chưa nói lên điều gì.`,
      `Of fewer than ${FEW} values the count stands, not a share: so few say little.`,
    ),
    '',
    renderTable(
      vi
        ? ['loại giấy tờ', 'giấy tờ', 'nhận', 'đã quyết định', 'phải sửa', 'nhận sai']
        : ['type', 'papers', 'taken', 'decided', 'to be changed', 'taken wrong'],
      report.papersByType.map((row) => [output.pick(row.typeName), row.papers, ...faredCells(row)]),
    ),
    '',
    renderTable(
      vi
        ? ['tháng', 'giá trị', 'nhận', 'đã quyết định', 'phải sửa', 'nhận sai']
        : ['month', 'values', 'taken', 'decided', 'to be changed', 'taken wrong'],
      report.months.map((row) => [row.month, row.accepted + row.review, ...faredCells(row)]),
    ),
    '',
    ...(report.versions.length === 0
      ? []
      : [
          say(
            'Trước và sau khi đổi bản của loại giấy tờ hoặc bộ đọc:',
            'Before and after a type or the reader changed:',
          ),
          renderTable(
            vi
              ? ['loại giấy tờ', 'bản', 'bộ đọc', 'từ', 'giấy tờ', 'nhận', 'đã quyết định', 'phải sửa', 'nhận sai']
              : ['type', 'version', 'reader', 'since', 'papers', 'taken', 'decided', 'to be changed', 'taken wrong'],
            report.versions.map((row) => [
              output.pick(row.typeName),
              row.typeVersion ?? '—',
              row.reader ?? '—',
              row.since,
              row.papers,
              ...faredCells(row),
            ]),
          ),
          '',
        ]),
    say('Trường hay sai trước:', 'Fields that fail most first:'),
  ];
  const head = vi
    ? ['loại giấy tờ', 'trường', 'giấy tờ', 'nhận', 'xem', 'không thấy', 'đúng', 'sửa', 'nhập', 'không có', 'nhận sai']
    : [
        'type',
        'field',
        'papers',
        'taken',
        'review',
        'not found',
        'as read',
        'corrected',
        'entered',
        'absent',
        'taken wrong',
      ];
  const shown = all ? report.fields : report.fields.slice(0, mostRows);
  lines.push(
    renderTable(
      head,
      shown.map((row) => [
        output.pick(row.typeName),
        output.pick(row.label),
        row.papers,
        row.accepted,
        row.review,
        row.notFound,
        row.confirmed,
        row.corrected,
        row.entered,
        row.absent,
        row.acceptedWrong,
      ]),
    ),
  );
  if (shown.length < report.fields.length)
    lines.push(
      say(
        `… và ${report.fields.length - shown.length} trường khác (--all).`,
        `… and ${report.fields.length - shown.length} more fields (--all).`,
      ),
    );
  const bins = report.reliability.filter(({ promised }) => promised !== null);
  lines.push(
    '',
    say(
      'Độ tin cậy có đúng như nói không (chỉ các giá trị cán bộ đã xem, phần lớn là giá trị còn ngờ):',
      'Does confidence mean what it says (only values that officers saw, mostly the doubtful ones):',
    ),
    renderTable(
      vi ? ['tin cậy', 'đã xem', 'hứa', 'đúng'] : ['confidence', 'seen', 'promised', 'right'],
      bins.map((bin) => [
        `${Math.round(bin.from * 100)}–${Math.round(bin.to * 100)} %`,
        bin.decided,
        bin.promised === null ? '—' : `${(100 * bin.promised).toFixed(0)} %`,
        shareText(Math.round((bin.right ?? 0) * bin.decided), bin.decided),
      ]),
    ),
  );
  return lines.join('\n');
}

const faredCells = (row: QualityReport['months'][number] | QualityReport['papersByType'][number]) => [
  shareText(row.accepted, row.accepted + row.review),
  row.decided,
  shareText(row.changed, row.decided),
  row.acceptedWrong,
];
