import type { PairRow } from '../app/card-pairs.ts';
import { type ReviewRow, taskName } from '../app/review/tasks.ts';
import { vietnamTime } from '../domain/clock.ts';
import { type Language, type Text, text } from '../domain/text.ts';
import { type Frame, framed, readableTime } from './frame.ts';
import { type Html, html } from './html.ts';
import { words } from './words.ts';

/** What waits, oldest first; after a decision the first one is at hand, so that Enter opens it. */
export function listPage(rows: readonly ReviewRow[], pairs: readonly PairRow[], frame: Frame): string {
  const pick = (one: Text): string => one[frame.language];
  const say = (vi: string, en: string): string => pick(text(vi, en));
  const body =
    rows.length === 0
      ? html`<h1>${pick(words.tasks)}</h1><p class="good">${pick(words.none)}</p>`
      : html`<h1>${pick(words.tasks)} (${rows.length})</h1><div class="wide"><table><thead><tr><th scope="col">${say('Giấy tờ', 'Paper')}</th><th scope="col">${say('Việc', 'Task')}</th><th scope="col">${say('Hồ sơ', 'Dossier')}</th><th scope="col" class="n">${say('Trường', 'Fields')}</th><th scope="col" class="n">${say('Bắt buộc', 'Required')}</th><th scope="col">${say('Chờ từ', 'Since')}</th></tr></thead><tbody>${rows.map(
          (row, index) => {
            const counted = row.task.kind === 'fields' && row.open > 0;
            return html`<tr><td><a href="/console/reviews/${row.task.id}"${index === 0 && frame.said !== undefined ? html` autofocus` : null}>${row.component.name}</a>${row.task.kind === 'fields' ? html`<br><span class="soft">${pick(row.typeName)}</span>` : null}</td><td class="one">${pick(taskName(row))}</td><td class="one">${row.dossier.code}</td><td class="n">${counted ? row.open : '—'}</td><td class="n">${counted ? row.openRequired : '—'}</td><td class="one">${readableTime(vietnamTime(row.task.createdAt))}</td></tr>`;
          },
        )}</tbody></table></div>`;
  return framed({ ...frame, title: words.tasks }, html`${body}${pairTable(pairs, frame.language)}`);
}

/** Suggested fronts and backs: their pictures, which are somebody's data, stand on a page of their own. */
function pairTable(pairs: readonly PairRow[], language: Language): Html | null {
  const pick = (one: Text): string => one[language];
  if (pairs.length === 0) return null;
  return html`<h1>${pick(words.pair)} (${pairs.length})</h1><div class="wide"><table><thead><tr><th scope="col">${pick(words.front)}</th><th scope="col">${pick(words.back)}</th><th scope="col">${language === 'vi' ? 'Hồ sơ' : 'Dossier'}</th><th scope="col">${language === 'vi' ? 'Vì sao' : 'Why'}</th><th scope="col"></th></tr></thead><tbody>${pairs.map(
    ({ front, back, names, reason, dossier }) =>
      html`<tr><td>${names.front}</td><td>${names.back}</td><td class="one">${dossier.code}</td><td>${pick(reason)}</td><td><a href="${pairAddress(dossier.id, front, back)}">${pick(words.look)}</a></td></tr>`,
  )}</tbody></table></div>`;
}

export const pairAddress = (dossier: string, front: string, back: string): string =>
  `/console/dossiers/${dossier}/card-pairs?front=${front}&back=${back}`;
