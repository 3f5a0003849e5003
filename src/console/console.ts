import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Api } from '../api/api.ts';
import { translate } from '../api/errors.ts';
import type { App } from '../app/app.ts';
import { cardPair, decideCardPair, listCardPairs } from '../app/card-pairs.ts';
import { decideNotePair } from '../app/note-pairs.ts';
import { pagePicture } from '../app/page-picture.ts';
import { qualityReport } from '../app/quality-report.ts';
import { decideReview, reportSecret } from '../app/review/decide.ts';
import type { ReviewDecision } from '../app/review/decision.ts';
import { boundariesOf } from '../app/review/separate.ts';
import { listReviews, reviewDetail, reviewPicture } from '../app/review/tasks.ts';
import { SohoaError } from '../domain/errors.ts';
import { type Language, type Text, text } from '../domain/text.ts';
import { framed, icon, type PageFrame } from './frame.ts';
import { script } from './keys.ts';
import { listPage } from './list-page.ts';
import { pairPage } from './pair-page.ts';
import { qualityPage } from './quality-page.ts';
import { style } from './style.ts';
import { taskPage } from './task-page.ts';

/**
 * The officers' pages: what waits for a person, with the pictures, and a form to decide. Drawn on the server, and whole
 * without a script (keys.ts adds keys and keeps what was typed while the server is away); a browser signs in with the officer's id and a token of the service as its password.
 */
export function addConsole(api: Api, app: App): void {
  api.register(async (scope) => {
    const server = scope as Api;
    server.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 256 * 1024 },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    server.addHook('onRequest', async (request) => refuseForeign(request));
    server.addHook('onSend', async (request, reply) => {
      const lang = new URL(request.url, 'http://x').searchParams.get('lang');
      // the language that was asked for stays on this browser
      if (lang === 'vi' || lang === 'en')
        reply.header('set-cookie', `lang=${lang}; Path=/console; Max-Age=31536000; HttpOnly; SameSite=Strict`);
      reply.headers({
        'content-security-policy':
          "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
    });
    server.setErrorHandler((thrown: FastifyError, request, reply) => {
      const error = translate(thrown);
      const language = languageOf(app, request);
      const shown = error.code === 'INTERNAL' ? new SohoaError('INTERNAL', { reason: request.id }) : error;
      const title = text('Chưa làm được', 'Not done');
      if (error.code === 'ACCESS_DENIED') reply.header('www-authenticate', 'Basic realm="sohoa", charset="UTF-8"');
      // whoever was overtaken opens the task again and sees what stands now
      const task = error.code === 'REVIEW_CHANGED' && request.url.startsWith('/console/reviews/');
      const link = task
        ? {
            href: request.url.split('?')[0] ?? '/console',
            text: text('Mở lại việc này', 'Open the task again')[language],
          }
        : { href: '/console', text: text('Về danh sách việc', 'To the tasks')[language] };
      return page(
        reply.status(error.row.httpStatus),
        framed({ language, title, said: { text: shown.text[language], warn: true, link } }, { markup: '' }),
      );
    });

    const hidden = { schema: { hide: true } };
    server.get('/console/style.css', hidden, async (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(style),
    );
    server.get('/console/keys.js', hidden, async (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').send(script),
    );
    server.get('/console/icon.svg', hidden, async (_request, reply) => reply.type('image/svg+xml').send(icon));
    server.get('/console', hidden, async (request, reply) => {
      const rows = await listReviews(app, { state: 'open', limit: 200 });
      const pairs = await listCardPairs(app);
      const frame = { language: languageOf(app, request), said: saidOf(app, request) };
      return page(reply, listPage(rows, pairs, frame));
    });
    server.get('/console/quality', hidden, async (request, reply) =>
      page(reply, qualityPage(await qualityReport(app, {}), { language: languageOf(app, request) })),
    );

    const id = z.object({ id: z.string().min(1).max(64) });
    server.get('/console/reviews/:id', { schema: { hide: true, params: id } }, async (request, reply) => {
      const detail = await reviewDetail(app, request.params.id);
      const officer = officerOf(request);
      await app.database.audit.append({
        at: app.clock.now(),
        actor: officer === '' ? 'console' : `officer:${officer}`,
        action: 'review.read',
        subject: detail.component.id,
        details: { review: detail.task.id },
      });
      const types = [...app.techniques.documentTypes.values()].map((type) => ({
        id: type.id,
        name: text(type.name.vi, type.name.en),
      }));
      const frame = { language: languageOf(app, request), said: saidOf(app, request) };
      return page(reply, taskPage(detail, types, officer, frame));
    });
    server.get(
      '/console/reviews/:id/pictures/:what',
      { schema: { hide: true, params: id.extend({ what: z.string().max(100) }) } },
      async ({ params }, reply) =>
        reply.type('image/png').send(Buffer.from(await reviewPicture(app, params.id, params.what))),
    );
    server.post('/console/reviews/:id', { schema: { hide: true, params: id } }, async (request, reply) => {
      const form = request.body as URLSearchParams;
      const { task, warnings } = await decideReview(app, request.params.id, decisionOf(form));
      const said = warnings.length > 0 ? 'warned' : task.state === 'done' ? 'done' : 'recorded';
      // Who decided stays in the address, so that the next paper knows the officer on a browser without a sign-in.
      const officer = encodeURIComponent(form.get('officer') ?? '');
      const where = task.state === 'done' ? '/console' : `/console/reviews/${task.id}`;
      const about = task.state === 'done' ? `&task=${task.id}` : '';
      return reply.redirect(`${where}?said=${said}&officer=${officer}${about}`, 303);
    });
    const sides = z.object({ front: z.string().min(1).max(64), back: z.string().min(1).max(64) }).loose();
    server.get(
      '/console/dossiers/:id/card-pairs',
      { schema: { hide: true, params: id, querystring: sides } },
      async (request, reply) => {
        const { front, back } = request.query;
        const pair = await cardPair(app, request.params.id, front, back);
        const officer = officerOf(request);
        await app.database.audit.append({
          at: app.clock.now(),
          actor: officer === '' ? 'console' : `officer:${officer}`,
          action: 'card_pair.read',
          subject: front,
          details: { with: back },
        });
        return page(reply, pairPage(pair, officer, { language: languageOf(app, request) }));
      },
    );
    server.get(
      '/console/components/:id/pages/:page',
      { schema: { hide: true, params: id.extend({ page: z.coerce.number().int().min(1).max(20_000) }) } },
      async ({ params }, reply) =>
        reply.type('image/png').send(Buffer.from(await pagePicture(app, params.id, params.page))),
    );
    server.post('/console/dossiers/:id/card-pairs', { schema: { hide: true, params: id } }, async (request, reply) => {
      const form = request.body as URLSearchParams;
      const given = (name: string): string => (form.get(name) ?? '').trim().slice(0, 200);
      const officer = given('officer');
      if (officer === '') throw new SohoaError('USAGE', officerMissing);
      const seen = given('seen');
      const pair = {
        front: given('front'),
        back: given('back'),
        officer,
        accept: given('accept') === 'yes',
        seen: seen === 'accepted' || seen === 'refused' ? seen : null,
      } as const;
      await decideCardPair(app, request.params.id, pair);
      return reply.redirect(`/console?said=paired&officer=${encodeURIComponent(officer)}`, 303);
    });
    server.post(
      '/console/components/:id/note-pairs',
      { schema: { hide: true, params: id } },
      async (request, reply) => {
        const form = request.body as URLSearchParams;
        const given = (name: string): string => (form.get(name) ?? '').trim().slice(0, 200);
        const officer = given('officer');
        const seen = given('seen');
        if (officer === '') throw new SohoaError('USAGE', officerMissing);
        await decideNotePair(app, request.params.id, {
          page: Number(given('page')),
          accept: given('accept') === 'yes',
          officer,
          seen: seen === 'accepted' || seen === 'refused' ? seen : null,
        });
        const task = encodeURIComponent(given('task'));
        return reply.redirect(`/console/reviews/${task}?said=noted&officer=${encodeURIComponent(officer)}`, 303);
      },
    );
    server.post('/console/components/:id/secret', { schema: { hide: true, params: id } }, async (request, reply) => {
      const form = request.body as URLSearchParams;
      const officer = (form.get('officer') ?? '').trim();
      if (form.get('sure') !== 'yes' || officer === '') throw new SohoaError('USAGE', officerMissing);
      await reportSecret(app, request.params.id, officer);
      return reply.redirect('/console', 303);
    });
  });
}

const officerMissing = { reason_vi: 'thiếu mã cán bộ', reason_en: 'the id of the officer is missing' };

const page = (reply: FastifyReply, markup: string): FastifyReply => reply.type('text/html; charset=utf-8').send(markup);

/** A form of another site, or a name that was made to point here, may not act with the browser's rights. */
function refuseForeign(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && origin !== 'null' && new URL(origin).host !== request.headers.host);
  if (foreign && request.method !== 'GET') throw new SohoaError('ACCESS_DENIED');
}

function decisionOf(form: URLSearchParams): ReviewDecision {
  const officer = (form.get('officer') ?? '').trim();
  if (officer === '' || officer.length > 200) throw new SohoaError('USAGE', officerMissing);
  const fields: Record<string, string | null> = {};
  for (const [name, value] of form) {
    const [, asked, field] = /^(value|right)-([a-z][a-z0-9_]*)$/.exec(name) ?? [];
    if (field === undefined || value.trim() === '') continue;
    if (asked === 'right') {
      fields[field] = value;
      continue;
    }
    if (value.startsWith('=')) fields[field] = value.slice(1);
    else if (value === 'absent') fields[field] = null;
    else if (value === 'typed') fields[field] = form.get(`typed-${field}`) ?? null;
  }
  const type = form.get('documentType') ?? '';
  const papers = form.get('papers');
  const note = (form.get('note') ?? '').trim();
  return {
    officer,
    version: Number(form.get('version')),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(type === '' ? {} : { documentType: type }),
    ...(papers === 'as_suggested' || papers === 'one' ? { papers } : {}),
    ...(papers === 'cut' ? { papers: boundariesOf(form.get('cut') ?? '') } : {}),
    ...(note === '' ? {} : { note }),
  } as const;
}

function languageOf(app: App, request: FastifyRequest): Language {
  const asked =
    new URL(request.url, 'http://x').searchParams.get('lang') ??
    /(?:^|;\s*)lang=(vi|en)(?:;|$)/.exec(request.headers.cookie ?? '')?.[1];
  return asked === 'en' || asked === 'vi' ? asked : app.config.language;
}

/** What the last form did; an address can only choose among these sentences. */
const outcomes: Readonly<Record<string, Text>> = {
  done: text('Đã quyết định xong; giấy tờ tự đi tiếp.', 'Decided; the paper goes on by itself.'),
  recorded: text('Đã ghi; còn trường chưa quyết định.', 'Recorded; some fields are still open.'),
  paired: text('Đã ghi quyết định về hai mặt của thẻ.', 'The decision on the two sides of the card is recorded.'),
  noted: text('Đã ghi về hai ảnh của tờ giấy.', 'What the two captures are is recorded.'),
  warned: text(
    'Đã ghi, nhưng có giá trị không đúng dạng thường gặp: hãy so lại với ảnh.',
    'Recorded, but a value does not have the usual form: compare it with the picture.',
  ),
};

function saidOf(app: App, request: FastifyRequest): PageFrame['said'] {
  const { searchParams } = new URL(request.url, 'http://x');
  const said = searchParams.get('said') ?? '';
  const language = languageOf(app, request);
  const sentence = outcomes[said]?.[language];
  if (sentence === undefined) return undefined;
  const task = /^[\w-]{1,64}$/.exec(searchParams.get('task') ?? '')?.[0];
  const undo = text('Xem lại hoặc sửa quyết định vừa ghi', 'See or change what was just decided')[language];
  const link = task === undefined ? {} : { link: { href: `/console/reviews/${task}`, text: undo } };
  return { text: sentence, warn: said === 'warned', ...link };
}

/** The name with which the browser signed in. */
function officerOf(request: FastifyRequest): string {
  const encoded = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return new URL(request.url, 'http://x').searchParams.get('officer')?.slice(0, 200) ?? '';
  return Buffer.from(encoded, 'base64').toString('utf8').split(':')[0] ?? '';
}
