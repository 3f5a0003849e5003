import { FEW, type QualityReport, shareText } from '../app/quality-report.ts';
import { type Text, text } from '../domain/text.ts';
import { type Frame, framed } from './frame.ts';
import { type Html, html } from './html.ts';
import { words } from './words.ts';

export function qualityPage(report: QualityReport, frame: Frame): string {
  const pick = (one: Text): string => one[frame.language];
  const say = (vi: string, en: string): string => pick(text(vi, en));
  const { total } = report;
  const read = total.accepted + total.review;
  const decided = total.confirmed + total.corrected + total.entered + total.absent;
  const faredHead = [
    say('Nhận', 'Taken'),
    say('Đã quyết định', 'Decided'),
    say('Phải sửa', 'To be changed'),
    say('Nhận sai', 'Taken wrong'),
  ];
  const faredTable = (first: string, count: string, rows: readonly (readonly (string | number)[])[]): Html =>
    html`<div class="wide"><table><thead><tr><th scope="col">${first}</th>${[count, ...faredHead].map((label) => html`<th scope="col" class="n">${label}</th>`)}</tr></thead><tbody>${rows.map(([name = '', ...cells]) => html`<tr><td>${name}</td>${cells.map((cell) => html`<td class="n">${cell}</td>`)}</tr>`)}</tbody></table></div>`;
  const faredCells = (row: QualityReport['months'][number] | QualityReport['papersByType'][number]) => [
    shareText(row.accepted, row.accepted + row.review),
    row.decided,
    shareText(row.changed, row.decided),
    row.acceptedWrong,
  ];
  const body = html`<h1>${pick(words.quality)}</h1>
<p>${say('Nhận không cần người xem', 'Taken without a hand')}: <b>${shareText(total.accepted, read)}</b> · ${say('phải sửa', 'to be changed')}: <b>${shareText(total.changed, decided)}</b> · ${say('nhận tự động mà sau thấy sai', 'taken and found wrong later')}: <b>${total.acceptedWrong}</b></p>
<p class="soft">${say(`Dưới ${FEW} giá trị thì ghi số đếm, không ghi phần trăm: ít quá chưa nói lên điều gì.`, `Of fewer than ${FEW} values the count stands, not a share: so few say little.`)}</p>
${faredTable(
  say('Loại giấy tờ', 'Type'),
  say('Giấy tờ', 'Papers'),
  report.papersByType.map((row) => [pick(row.typeName), row.papers, ...faredCells(row)]),
)}
<h1>${say('Theo tháng', 'By month')}</h1>
${faredTable(
  say('Tháng', 'Month'),
  say('Giá trị', 'Values'),
  report.months.map((row) => [row.month, row.accepted + row.review, ...faredCells(row)]),
)}
${
  report.versions.length === 0
    ? null
    : html`<h1>${say('Trước và sau khi đổi bản của loại giấy tờ hoặc bộ đọc', 'Before and after a type or the reader changed')}</h1>${faredTable(
        say('Loại giấy tờ · bản · bộ đọc · từ ngày', 'Type · version · reader · since'),
        say('Giấy tờ', 'Papers'),
        report.versions.map((row) => [
          `${pick(row.typeName)} · ${row.typeVersion ?? '—'} · ${row.reader ?? '—'} · ${row.since}`,
          row.papers,
          ...faredCells(row),
        ]),
      )}`
}
<h1>${say('Theo trường, hay sai trước', 'By field, those that fail first')}</h1>
<div class="wide"><table><thead><tr><th scope="col">${say('Loại giấy tờ', 'Type')}</th><th scope="col">${say('Trường', 'Field')}</th>${[say('Giấy tờ', 'Papers'), say('Nhận', 'Taken'), say('Xem', 'Review'), say('Không thấy', 'Not found'), say('Đúng', 'As read'), say('Sửa', 'Corrected'), say('Nhập', 'Entered'), say('Nhận sai', 'Taken wrong')].map((label) => html`<th scope="col" class="n">${label}</th>`)}</tr></thead><tbody>${report.fields.map(
    (row) =>
      html`<tr><td>${pick(row.typeName)}</td><td>${pick(row.label)}</td>${[row.papers, row.accepted, row.review, row.notFound, row.confirmed, row.corrected, row.entered, row.acceptedWrong].map((count) => html`<td class="n">${count}</td>`)}</tr>`,
  )}</tbody></table></div>
<h1>${say('Độ tin cậy có đúng như nói không', 'Does confidence mean what it says')}</h1>
<p class="soft">${say('Chỉ các giá trị cán bộ đã xem, phần lớn là giá trị còn ngờ.', 'Only values that officers saw, mostly the doubtful ones.')}</p>
<div class="wide"><table><thead><tr><th scope="col">${say('Tin cậy', 'Confidence')}</th><th scope="col" class="n">${say('Đã xem', 'Seen')}</th><th scope="col" class="n">${say('Hứa', 'Promised')}</th><th scope="col" class="n">${say('Đúng', 'Right')}</th></tr></thead><tbody>${report.reliability
    .filter(({ promised }) => promised !== null)
    .map(
      (bin) =>
        html`<tr><td>${Math.round(bin.from * 100)}–${Math.round(bin.to * 100)} %</td><td class="n">${bin.decided}</td><td class="n">${Math.round(100 * (bin.promised ?? 0))} %</td><td class="n">${shareText(Math.round((bin.right ?? 0) * bin.decided), bin.decided)}</td></tr>`,
    )}</tbody></table></div>`;
  return framed({ ...frame, title: words.quality }, body);
}
