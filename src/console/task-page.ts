import { type PageRemark, type ReviewDetail, type ReviewField, reviewKinds, taskName } from '../app/review/tasks.ts';
import { type Language, type Text, text } from '../domain/text.ts';
import { actionWords, noteStates } from '../i18n/review.ts';
import { type Frame, framed, officerInput, type PageSize, pageImage, readableTime } from './frame.ts';
import { type Html, html } from './html.ts';
import { words } from './words.ts';

/** One task: what is asked at the left, the pages it is about at the right. */
export function taskPage(
  detail: ReviewDetail,
  types: readonly { readonly id: string; readonly name: Text }[],
  officer: string,
  frame: Frame,
): string {
  const { language } = frame;
  const pick = (one: Text): string => one[language];
  const { task, component, dossier } = detail;
  const title = text(component.name, component.name);
  const fields = task.kind === 'fields';
  const head = html`<h1>${component.name}</h1><p class="soft">${pick(taskName(detail))}${fields ? html` · ${pick(detail.typeName)}` : null} · ${dossier.code}</p>`;
  const open = task.state === 'open';
  const bar = html`<div class="bar">${officerInput(officer, language)}<label>${pick(words.note)} <input type="text" name="note" maxlength="2000"></label>`;
  const form = (inner: Html): Html =>
    html`<form method="post" data-review action="/console/reviews/${task.id}"><input type="hidden" name="version" value="${task.version}">${inner}</form>`;
  /** What the script says of the form; empty without it. */
  const state = html`<p role="status" data-state data-sending="${pick(words.sending)}" data-away="${pick(words.away)}" data-failed="${pick(words.failed)}" data-again="${pick(words.again)}"></p>`;
  const body = fields
    ? form(
        html`${detail.fields.map((field, index) => fieldCard(field, index, detail, language))}${typeCard(detail, types, language)}${otherFields(detail, language)}${bar}<button>${pick(words.save)}</button>${state}<p class="soft hint">${pick(words.keys)}</p></div>`,
      )
    : task.kind === 'split'
      ? html`${open ? form(html`${bar}<button name="papers" value="as_suggested">${pick(words.asSuggested)}</button><button class="second" name="papers" value="one">${pick(words.keepWhole)}</button><label>${pick(words.boundaries)} <input type="text" name="cut" pattern="[0-9, \\-]*" size="16" value="${boundariesText(detail.papers)}"></label><button class="second" name="papers" value="cut">${pick(words.cut)}</button>${state}</div>`) : null}${splitCards(detail, officer, language)}`
      : open
        ? form(
            html`<div class="card"><p>${pick(component.waiting?.reason ?? title)}</p></div>${bar}<button>${pick(reviewKinds.undetermined ?? title)}</button>${state}</div>`,
          )
        : null;
  const secret = html`<details><summary class="warn">${pick(words.secret)}…</summary><form class="card" method="post" action="/console/components/${component.id}/secret"><label class="choice"><input type="checkbox" name="sure" value="yes" required> ${pick(words.secretSure)}</label><p>${officerInput(officer, language)}</p><button class="stop">${pick(words.secretDo)}</button></form></details>`;
  const work = html`${body}${historyTable(detail, language)}${secret}`;
  const panes = fields
    ? html`<div class="panes"><div>${work}</div><aside class="sheet" aria-label="${pick(words.wholePages)}">${pageNumbers(detail.pages).map((page) => sheet(detail, page, officer, language))}</aside></div>`
    : work;
  return framed({ ...frame, title, wide: true }, html`${head}${panes}`);
}

/** Where two captures are said to be one sheet, the officer says whether it is so. */
function noteForm({ task, component }: ReviewDetail, remark: PageRemark, officer: string, language: Language): Html {
  const pick = (one: Text): string => one[language];
  const { decision } = remark;
  const stands =
    decision === null
      ? null
      : html`<p><span class="tag good">${pick(noteStates[decision.state] ?? words.note)} · ${decision.by}</span></p>`;
  return html`${stands}<form class="bar" method="post" action="/console/components/${component.id}/note-pairs"><input type="hidden" name="task" value="${task.id}"><input type="hidden" name="page" value="${remark.page}"><input type="hidden" name="seen" value="${decision?.state ?? ''}">${officerInput(officer, language)}<button class="second" name="accept" value="yes">${pick(words.isOneSheet)}</button><button class="second" name="accept" value="no">${pick(words.isNoSheet)}</button></form>`;
}

/** `1-2,3`, as boundaries are written; nothing when a paper's pages lie out of their order, which cannot be written so. */
function boundariesText(papers: readonly { readonly pages: readonly number[] }[]): string {
  const runs = papers.map(({ pages }) => ({ first: pages[0] ?? 1, last: pages.at(-1) ?? 1, pages }));
  if (!runs.every(({ first, pages }) => pages.every((page, index) => page === first + index))) return '';
  return runs.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}

const pageNumbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

/** A page with what was remarked of it when it was scanned. */
function sheet(detail: ReviewDetail, page: number, officer: string, language: Language): Html {
  const { task, remarks } = detail;
  const name = `${words.page[language]} ${page}`;
  const said = remarks.filter((one) => one.page === page);
  return html`${pageImage(`/console/reviews/${task.id}/pictures/page-${page}`, name, name, language, { lazy: page > 2, size: sizesOf(task.payload)[page - 1] })}${said.map((one) => html`<p class="warn">${one[language]}</p>${one.code === 'NOTE_PAIR' ? noteForm(detail, one, officer, language) : null}`)}`;
}

const sizesOf = (payload: ReviewDetail['task']['payload']): readonly PageSize[] =>
  (payload.pages ?? []) as readonly PageSize[];

/** Where the script moves the sheet to when the field is at hand: its page and the part of the way down. */
function placeOnPage({ page, cropPx }: ReviewField, pages: readonly PageSize[]): Html | null {
  const size = page === null ? undefined : pages[page - 1];
  if (cropPx === null || size === undefined) return null;
  return html` data-page="${page}" data-at="${((cropPx.y0 + cropPx.y1) / 2 / size.heightPx).toFixed(3)}"`;
}

function fieldCard(
  field: ReviewField,
  index: number,
  { task: { id, payload } }: ReviewDetail,
  language: Language,
): Html {
  const pick = (one: Text): string => one[language];
  const name = `value-${field.field}`;
  const said = field.decided;
  const percent = Math.round(field.confidence * 100);
  let number = -1;
  /** Its key, which the script listens to: the first choice is to leave things as they are, and has none. */
  const key = (): Html | null => (++number === 0 ? null : html`<kbd aria-hidden="true">${number}</kbd> `);
  const choice = (value: string, label: Html, more: Html | null = null): Html =>
    html`<label class="choice"><input type="radio" name="${name}" value="${value}"${more}> <span>${key()}${label}</span></label>`;
  return html`<section class="card${said === null ? '' : ' done'}" data-field="${field.field}"${placeOnPage(field, sizesOf(payload))} aria-labelledby="f${index}"><div class="title"><h2 id="f${index}">${pick(field.label)}</h2>${field.required ? html`<span class="tag warn">${pick(words.required)}</span>` : null}${said === null ? null : html`<span class="tag good">${pick(actionWords[said.action] ?? words.save)} · ${said.by}</span>`}</div>
${field.successor === null ? null : html`<p class="soft">${pick(words.unitsToday)}: ${field.successor}</p>`}
${field.reasons.map((reason) => html`<p class="soft">${pick(reason)}</p>`)}
${field.cropPx === null ? null : html`<img class="picture" width="${field.cropPx.x1 - field.cropPx.x0}" height="${field.cropPx.y1 - field.cropPx.y0}" src="/console/reviews/${id}/pictures/${field.field}" alt="${pick(field.label)}: ${pick(words.picture)}">`}
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
  const unknown = detail.task.payload.documentType === 'unknown';
  const first = unknown ? pick(words.pickType) : `${pick(words.keepType)} (${pick(detail.typeName)})`;
  const none = unknown ? html`<option value="unknown">${pick(words.noType)}</option>` : null;
  return html`<section class="card"><label><b>${pick(words.chooseType)}</b><br><select name="documentType"><option value="">${first}</option>${types.map(({ id, name }) => html`<option value="${id}">${pick(name)}</option>`)}${none}</select></label></section>`;
}

/** What nobody is asked about, each with a place to put it right. */
function otherFields({ others }: ReviewDetail, language: Language): Html | null {
  const pick = (one: Text): string => one[language];
  if (others.length === 0) return null;
  return html`<details><summary>${pick(words.others)} (${others.length})</summary><p class="soft">${pick(words.othersAbout)}</p><div class="wide"><table><tbody>${others.map(
    ({ field, label, value, decided }) =>
      html`<tr><th scope="row">${pick(label)}</th><td>${value === null ? html`<span class="soft">${pick(words.notFound)}</span>` : value}${decided === null ? null : html` <span class="tag good">${pick(actionWords[decided.action] ?? words.save)} · ${decided.by}</span>`}</td><td><input type="text" name="right-${field}" maxlength="5000" aria-label="${pick(label)}: ${pick(words.right)}" placeholder="${pick(words.right)}"></td></tr>`,
  )}</tbody></table></div></details>`;
}

/** Who, when, before and after of every decision, the newest first. */
function historyTable({ history, fields, others }: ReviewDetail, language: Language): Html | null {
  const pick = (one: Text): string => one[language];
  if (history.length === 0) return null;
  const labelOf = (name: string): string =>
    pick([...fields, ...others].find(({ field }) => field === name)?.label ?? text(name, name));
  return html`<details><summary>${pick(words.history)} (${history.length})</summary><div class="wide"><table><tbody>${history
    .toReversed()
    .map(
      ({ field, action, by, at, before, after }) =>
        html`<tr><td class="one">${readableTime(at)}</td><td>${by}</td><td>${labelOf(field)}</td><td>${pick(actionWords[action] ?? words.save)}</td><td>${before ?? '—'} → <b>${after ?? '—'}</b></td></tr>`,
    )}</tbody></table></div></details>`;
}

function splitCards(detail: ReviewDetail, officer: string, language: Language): Html {
  const pick = (one: Text): string => one[language];
  return html`<div class="papers">${detail.papers.map(
    (paper, index) =>
      html`<section class="card"><div class="title"><h2>${index + 1}. ${pick(paper.typeName)}</h2><span class="soft">${pick(paper)}</span></div><div class="pages">${paper.pages.map((page) => sheet(detail, page, officer, language))}</div></section>`,
  )}</div>`;
}
