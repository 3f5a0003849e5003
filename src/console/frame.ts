import type { Language, Text } from '../domain/text.ts';
import { type Html, html } from './html.ts';
import { words } from './words.ts';

export interface PageFrame {
  readonly language: Language;
  readonly title: Text;
  /** Two panes side by side want more of the screen. */
  readonly wide?: boolean;
  readonly said?:
    | {
        readonly text: string;
        readonly warn: boolean;
        readonly link?: { readonly href: string; readonly text: string };
      }
    | undefined;
}

export type Frame = Omit<PageFrame, 'title'>;

/** The page around everything. */
export function framed({ language, title, said, wide }: PageFrame, body: Html): string {
  const other = language === 'vi' ? { lang: 'en', name: 'English' } : { lang: 'vi', name: 'Tiếng Việt' };
  const pick = (one: Text): string => one[language];
  return html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${pick(title)} · sohoa</title><link rel="icon" href="/console/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/console/style.css"><script src="/console/keys.js" defer></script></head><body${wide === true ? html` class="wide-page"` : null}>
<header><div><a href="/console"><strong>sohoa</strong></a><nav aria-label="sohoa"><a href="/console">${pick(words.tasks)}</a><a href="/console/quality">${pick(words.quality)}</a></nav><a class="other" href="?lang=${other.lang}" lang="${other.lang}" hreflang="${other.lang}">${other.name}</a></div></header>
<main>${said === undefined ? null : html`<p class="said${said.warn ? ' warn' : ''}" role="status">${said.text}${said.link === undefined ? null : html` <a href="${said.link.href}">${said.link.text}</a>`}</p>`}${body}</main></body></html>`
    .markup;
}

export const officerInput = (officer: string, language: Language): Html =>
  html`<label>${words.officer[language]} <input type="text" name="officer" required maxlength="200" autocomplete="username" value="${officer}"></label>`;

/** Keeps the place of a picture while it is on its way. */
export interface PageSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A page of a paper, as large as its place allows; a click opens it by itself. */
export function pageImage(
  href: string,
  caption: string,
  alt: string,
  language: Language,
  { lazy = false, size }: { readonly lazy?: boolean; readonly size?: PageSize | undefined } = {},
): Html {
  const room = size === undefined ? null : html` width="${size.widthPx}" height="${size.heightPx}"`;
  return html`<figure><a href="${href}" target="_blank" rel="noopener" title="${words.enlarge[language]}"><img${room}${lazy ? html` loading="lazy"` : null} src="${href}" alt="${alt}"></a><figcaption class="soft">${caption}</figcaption></figure>`;
}

/** `22/11/2026 20:52` in Vietnam, of `2026-11-22T20:52:…`. */
export const readableTime = (vietnamTime: string): string => {
  const [year, month, day] = vietnamTime.slice(0, 10).split('-');
  return `${day}/${month}/${year} ${vietnamTime.slice(11, 16)}`;
};

/** For the tab of the browser. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0b5cad"/><path d="M4 4h8M4 8h8M4 12h4" stroke="#fff" stroke-width="1.6"/></svg>';
