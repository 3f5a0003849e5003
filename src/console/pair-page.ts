import type { PairRow } from '../app/card-pairs.ts';
import type { Text } from '../domain/text.ts';
import { pairStates } from '../i18n/review.ts';
import { type Frame, framed, officerInput, pageImage, readableTime } from './frame.ts';
import { html } from './html.ts';
import { words } from './words.ts';

/** Front and back of what may be one card, side by side, with a form to take the suggestion or turn it down. */
export function pairPage(pair: PairRow, officer: string, frame: Frame): string {
  const { language } = frame;
  const pick = (one: Text): string => one[language];
  const { front, back, names, reason, dossier, decision } = pair;
  const side = (id: string, which: Text, name: string) =>
    html`<section class="card"><div class="title"><h2>${pick(which)}</h2><span class="soft">${name}</span></div>${pageImage(`/console/components/${id}/pages/1`, '', `${pick(which)}: ${name}`, language)}</section>`;
  const stands =
    decision === null
      ? null
      : html`<p>${language === 'vi' ? 'Đã quyết định' : 'Decided'}: <b>${pick(pairStates[decision.state] ?? words.pair)}</b> · ${decision.by} · ${readableTime(decision.at)}</p>`;
  return framed(
    { ...frame, title: words.pair, wide: true },
    html`<h1>${pick(words.pair)}</h1><p class="soft">${dossier.code} · ${pick(reason)}</p>${stands}<div class="sides">${side(front, words.front, names.front)}${side(back, words.back, names.back)}</div><form method="post" action="/console/dossiers/${dossier.id}/card-pairs"><input type="hidden" name="front" value="${front}"><input type="hidden" name="back" value="${back}"><input type="hidden" name="seen" value="${decision?.state ?? ''}"><div class="bar">${officerInput(officer, language)}<button name="accept" value="yes">${pick(words.isPair)}</button><button class="second" name="accept" value="no">${pick(words.isNoPair)}</button><p class="soft line">${pick(words.pairAbout)}</p></div></form>`,
  );
}
