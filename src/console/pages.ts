import type { PairRow } from '../app/card-pairs.ts';
import { FEW, type QualityReport, shareText } from '../app/quality-report.ts';
import { type ReviewDetail, type ReviewField, type ReviewRow, reviewKinds } from '../app/review/tasks.ts';
import { vietnamTime } from '../domain/clock.ts';
import { type Language, type Text, text } from '../domain/text.ts';
import { type Html, html } from './html.ts';

const words = {
  tasks: text('Việc chờ xem', 'Tasks'),
  quality: text('Chất lượng bóc tách', 'Extraction quality'),
  none: text('Không có việc nào chờ. ', 'No task waits.'),
  officer: text('Mã cán bộ', 'Officer id'),
  save: text('Ghi quyết định', 'Record the decision'),
  required: text('bắt buộc', 'required'),
  asRead: text('Đúng như đọc', 'Right as read'),
  perhaps: text('Gợi ý', 'Candidate'),
  other: text('Giá trị khác', 'Another value'),
  absent: text('Không có trên giấy', 'Not on the paper'),
  keep: text('Giữ như đã quyết định', 'Keep as decided'),
  later: text('Để sau', 'Later'),
  nothingRead: text('Không đọc được', 'Nothing was read'),
  wholePages: text('Xem cả trang', 'Whole pages'),
  chooseType: text('Loại giấy tờ', 'Type of the paper'),
  keepType: text('Giữ nguyên loại', 'Keep the type'),
  secret: text('Giấy tờ có dấu mật', 'The paper bears a secrecy mark'),
  secretSure: text(
    'Tôi chắc chắn; mọi ảnh và dữ liệu của giấy tờ này sẽ bị xóa ngay, không lấy lại được.',
    'I am sure; every image and datum of this paper is removed at once and cannot be restored.',
  ),
  secretDo: text('Dừng và xóa', 'Stop and erase'),
  asSuggested: text('Tách theo gợi ý', 'Separate as suggested'),
  keepWhole: text('Giữ nguyên một giấy tờ', 'Keep as one paper'),
  cut: text('Tách như nhập', 'Separate as written'),
  note: text('Ghi chú', 'Note'),
  boundaries: text('Các trang của từng giấy tờ, ví dụ 1-2,3', 'Pages of each paper, for example 1-2,3'),
  pairs: text('Hai mặt của một thẻ?', 'Two sides of one card?'),
  isPair: text('Đúng, một thẻ', 'Yes, one card'),
  isNoPair: text('Không phải một thẻ', 'Not one card'),
  keys: text(
    'Phím: 1–9 chọn · Enter đúng như đọc, sang trường sau · Esc bỏ chọn · Ctrl+Enter ghi',
    'Keys: 1–9 choose · Enter right as read, next field · Esc take back · Ctrl+Enter record',
  ),
  sending: text('Đang ghi…', 'Recording…'),
  away: text(
    'Máy chủ chưa trả lời. Những gì đã chọn và nhập vẫn còn ở đây và sẽ tự gửi lại; xin đừng đóng trang.',
    'The server does not answer. What was chosen and typed is still here and is sent again by itself; keep this page open.',
  ),
  failed: text('Chưa ghi được.', 'Not recorded.'),
  again: text('Mở lại việc này', 'Open the task again'),
} as const;

const actionWords: Readonly<Record<string, Text>> = {
  confirmed: text('đã xác nhận', 'confirmed'),
  corrected: text('đã sửa', 'corrected'),
  entered: text('đã nhập', 'entered'),
  absent: text('không có trên giấy', 'not on the paper'),
};

export interface PageFrame {
  readonly language: Language;
  readonly title: Text;
  readonly said?:
    | {
        readonly text: string;
        readonly warn: boolean;
        readonly link?: { readonly href: string; readonly text: string };
      }
    | undefined;
}

/** The page around everything. */
export function framed({ language, title, said }: PageFrame, body: Html): string {
  const other = language === 'vi' ? { lang: 'en', name: 'English' } : { lang: 'vi', name: 'Tiếng Việt' };
  const pick = (one: Text): string => one[language];
  return html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${pick(title)} · sohoa</title><link rel="stylesheet" href="/console/style.css"><script src="/console/keys.js" defer></script></head><body>
<header><div><a href="/console"><strong>sohoa</strong></a><nav aria-label="sohoa"><a href="/console">${pick(words.tasks)}</a><a href="/console/quality">${pick(words.quality)}</a></nav><a class="other" href="?lang=${other.lang}" lang="${other.lang}" hreflang="${other.lang}">${other.name}</a></div></header>
<main>${said === undefined ? null : html`<p class="said${said.warn ? ' warn' : ''}" role="status">${said.text}${said.link === undefined ? null : html` <a href="${said.link.href}">${said.link.text}</a>`}</p>`}${body}</main></body></html>`
    .markup;
}

export function listPage(
  rows: readonly ReviewRow[],
  pairs: readonly PairRow[],
  officer: string,
  frame: Omit<PageFrame, 'title'>,
): string {
  const pick = (one: Text): string => one[frame.language];
  const say = (vi: string, en: string): string => pick(text(vi, en));
  const body =
    rows.length === 0
      ? html`<h1>${pick(words.tasks)}</h1><p class="good">${pick(words.none)}</p>`
      : html`<h1>${pick(words.tasks)} (${rows.length})</h1><div class="wide"><table><thead><tr><th scope="col">${say('Giấy tờ', 'Paper')}</th><th scope="col">${say('Việc', 'Task')}</th><th scope="col">${say('Hồ sơ', 'Dossier')}</th><th scope="col" class="n">${say('Trường', 'Fields')}</th><th scope="col" class="n">${say('Bắt buộc', 'Required')}</th><th scope="col">${say('Chờ từ', 'Since')}</th></tr></thead><tbody>${rows.map(
          (row) =>
            html`<tr><td><a href="/console/reviews/${row.task.id}">${row.component.name}</a>${row.task.kind === 'fields' ? html`<br><span class="soft">${pick(row.typeName)}</span>` : null}</td><td>${pick(reviewKinds[row.task.kind] ?? text(row.task.kind, row.task.kind))}</td><td>${row.dossier.code}</td><td class="n">${row.task.kind === 'fields' ? row.open : '—'}</td><td class="n">${row.task.kind === 'fields' ? row.openRequired : '—'}</td><td>${vietnamTime(row.task.createdAt).slice(0, 16).replace('T', ' ')}</td></tr>`,
        )}</tbody></table></div>`;
  return framed({ ...frame, title: words.tasks }, html`${body}${pairCards(pairs, officer, frame.language)}`);
}

/** Suggested fronts and backs, each with a form of its own. */
function pairCards(pairs: readonly PairRow[], officer: string, language: Language): Html | null {
  const pick = (one: Text): string => one[language];
  if (pairs.length === 0) return null;
  return html`<h1>${pick(words.pairs)} (${pairs.length})</h1>${pairs.map(
    ({ front, back, names, reason, dossier }) =>
      html`<form class="card" method="post" action="/console/dossiers/${dossier.id}/card-pairs"><input type="hidden" name="front" value="${front}"><input type="hidden" name="back" value="${back}"><p><b>${names.front}</b> + <b>${names.back}</b> <span class="soft">· ${dossier.code}</span></p><p class="soft">${pick(reason)}</p><div class="bar"><label>${pick(words.officer)} <input type="text" name="officer" required maxlength="200" autocomplete="username" value="${officer}"></label><button name="accept" value="yes">${pick(words.isPair)}</button><button class="second" name="accept" value="no">${pick(words.isNoPair)}</button></div></form>`,
  )}`;
}

export function taskPage(
  detail: ReviewDetail,
  types: readonly { readonly id: string; readonly name: Text }[],
  officer: string,
  frame: Omit<PageFrame, 'title'>,
): string {
  const pick = (one: Text): string => one[frame.language];
  const { task, component, dossier } = detail;
  const title = text(component.name, component.name);
  const head = html`<h1>${component.name}</h1><p class="soft">${pick(reviewKinds[task.kind] ?? title)}${task.kind === 'fields' ? html` · ${pick(detail.typeName)}` : null} · ${dossier.code}</p>`;
  const open = task.state === 'open';
  const bar = html`<div class="bar"><label>${pick(words.officer)} <input type="text" name="officer" required maxlength="200" autocomplete="username" value="${officer}"></label><label>${pick(words.note)} <input type="text" name="note" maxlength="2000"></label>`;
  const form = (inner: Html): Html =>
    html`<form method="post" data-review action="/console/reviews/${task.id}"><input type="hidden" name="version" value="${task.version}">${inner}</form>`;
  /** What the script says of the form; empty without it. */
  const state = html`<p role="status" data-state data-sending="${pick(words.sending)}" data-away="${pick(words.away)}" data-failed="${pick(words.failed)}" data-again="${pick(words.again)}"></p>`;
  const suggestion = boundariesText(detail.papers);
  const body =
    task.kind === 'fields'
      ? form(
          html`${detail.fields.map((field, index) => fieldCard(field, index, task.id, frame.language))}${typeCard(detail, types, frame.language)}${bar}<button>${pick(words.save)}</button>${state}<p class="soft hint">${pick(words.keys)}</p></div>`,
        )
      : task.kind === 'split'
        ? html`${splitCards(detail, frame.language)}${open ? form(html`${bar}<button name="papers" value="as_suggested">${pick(words.asSuggested)}</button><button class="second" name="papers" value="one">${pick(words.keepWhole)}</button><label>${pick(words.boundaries)} <input type="text" name="cut" pattern="[0-9, \\-]*" size="16" value="${suggestion}"></label><button class="second" name="papers" value="cut">${pick(words.cut)}</button>${state}</div>`) : null}`
        : open
          ? form(
              html`<div class="card"><p>${pick(component.waiting?.reason ?? title)}</p></div>${bar}<button>${pick(reviewKinds.undetermined ?? title)}</button>${state}</div>`,
            )
          : null;
  const pages =
    task.kind === 'fields'
      ? html`<details${detail.fields.length === 0 ? html` open` : null}><summary>${pick(words.wholePages)} (${detail.pages})</summary><div class="pages">${pageNumbers(detail.pages).map((page) => pageImage(task.id, page, frame.language))}</div></details>`
      : null;
  const secret = html`<details><summary class="warn">${pick(words.secret)}…</summary><form class="card" method="post" action="/console/components/${component.id}/secret"><label class="choice"><input type="checkbox" name="sure" value="yes" required> ${pick(words.secretSure)}</label><p><label>${pick(words.officer)} <input type="text" name="officer" required maxlength="200" value="${officer}"></label></p><button class="stop">${pick(words.secretDo)}</button></form></details>`;
  return framed({ ...frame, title }, html`${head}${body}${pages}${secret}`);
}

/** `1-2,3`, as boundaries are written; nothing when a paper's pages lie out of their order, which cannot be written so. */
function boundariesText(papers: readonly { readonly pages: readonly number[] }[]): string {
  const runs = papers.map(({ pages }) => ({ first: pages[0] ?? 1, last: pages.at(-1) ?? 1, pages }));
  if (!runs.every(({ first, pages }) => pages.every((page, index) => page === first + index))) return '';
  return runs.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}

const pageNumbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

const pageImage = (id: string, page: number, language: Language): Html =>
  html`<figure><img loading="lazy" src="/console/reviews/${id}/pictures/page-${page}" alt="${language === 'vi' ? 'Trang' : 'Page'} ${page}"><figcaption class="soft">${language === 'vi' ? 'Trang' : 'Page'} ${page}</figcaption></figure>`;

function fieldCard(field: ReviewField, index: number, id: string, language: Language): Html {
  const pick = (one: Text): string => one[language];
  const name = `value-${field.field}`;
  const said = field.decided;
  const percent = Math.round(field.confidence * 100);
  let number = -1;
  /** Its key, which the script listens to: the first choice is to leave things as they are, and has none. */
  const key = (): Html | null => (++number === 0 ? null : html`<kbd aria-hidden="true">${number}</kbd> `);
  const choice = (value: string, label: Html, more: Html | null = null): Html =>
    html`<label class="choice"><input type="radio" name="${name}" value="${value}"${more}> <span>${key()}${label}</span></label>`;
  return html`<section class="card${said === null ? '' : ' done'}" data-field="${field.field}" aria-labelledby="f${index}"><div class="title"><h2 id="f${index}">${pick(field.label)}</h2>${field.required ? html`<span class="tag warn">${pick(words.required)}</span>` : null}${said === null ? null : html`<span class="tag good">${pick(actionWords[said.action] ?? words.save)} · ${said.by}</span>`}</div>
${field.successor === null ? null : html`<p class="soft">${language === 'vi' ? 'Đơn vị hành chính hiện nay (gợi ý)' : 'Units of today (suggestion)'}: ${field.successor}</p>`}
${field.reasons.map((reason) => html`<p class="soft">${pick(reason)}</p>`)}
${field.cropPx === null ? null : html`<img class="picture" width="${field.cropPx.x1 - field.cropPx.x0}" height="${field.cropPx.y1 - field.cropPx.y0}" src="/console/reviews/${id}/pictures/${field.field}" alt="${pick(field.label)}: ${language === 'vi' ? 'ảnh cắt trên giấy tờ' : 'picture from the paper'}">`}
<fieldset><legend class="unseen">${pick(field.label)}</legend>
${choice('', html`${pick(said === null ? words.later : words.keep)}`, html` checked`)}
${said?.after ? choice(`=${said.after}`, html`${pick(actionWords[said.action] ?? words.asRead)}: <b>${said.after}</b>`) : null}
${field.value === null ? html`<p class="soft">${pick(words.nothingRead)}</p>` : choice(`=${field.value}`, html`${pick(words.asRead)} (${percent} %): <b>${field.value}</b>`, html` data-read`)}
${field.candidates.map((candidate) => choice(`=${candidate}`, html`${pick(words.perhaps)}: <b>${against(candidate, field.value)}</b>`))}
${choice('absent', html`${pick(words.absent)}`)}
<label class="choice"><input type="radio" name="${name}" value="typed" aria-label="${pick(words.other)}"> ${key()}<input type="text" name="typed-${field.field}" maxlength="5000" aria-label="${pick(field.label)}: ${pick(words.other)}" placeholder="${pick(words.other)}"></label>
</fieldset></section>`;
}

/** A candidate with the letters marked that make the difference: U and Ư look alike in a hurry. */
function against(candidate: string, read: string | null): Html {
  const [one, other] = [[...candidate], [...(read ?? '')]];
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const middle = one.slice(start, one.length - end).join('');
  const [before, after] = [one.slice(0, start).join(''), one.slice(one.length - end).join('')];
  return read === null || middle === '' ? html`${candidate}` : html`${before}<mark>${middle}</mark>${after}`;
}

function typeCard(
  detail: ReviewDetail,
  types: readonly { readonly id: string; readonly name: Text }[],
  language: Language,
): Html {
  const pick = (one: Text): string => one[language];
  return html`<section class="card"><label><b>${pick(words.chooseType)}</b><br><select name="documentType"><option value="">${pick(words.keepType)} (${pick(detail.typeName)})</option>${types.map(({ id, name }) => html`<option value="${id}">${pick(name)}</option>`)}</select></label></section>`;
}

function splitCards(detail: ReviewDetail, language: Language): Html {
  const pick = (one: Text): string => one[language];
  return html`${detail.papers.map(
    (paper, index) =>
      html`<section class="card"><div class="title"><h2>${index + 1}. ${pick(paper.typeName)}</h2><span class="soft">${pick(paper)}</span></div><div class="pages">${paper.pages.map((page) => pageImage(detail.task.id, page, language))}</div></section>`,
  )}`;
}

export function qualityPage(report: QualityReport, frame: Omit<PageFrame, 'title'>): string {
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
<p>${say('Nhận không cần người xem', 'Taken without a hand')}: <b>${shareText(total.accepted, read)}</b> · ${say('phải sửa', 'to be changed')}: <b>${shareText(decided - total.confirmed, decided)}</b> · ${say('nhận tự động mà sau thấy sai', 'taken and found wrong later')}: <b>${total.acceptedWrong}</b></p>
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
