import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../../src/api/api.ts';
import { buildApi } from '../../../src/api/server.ts';
import { loadConfig } from '../../../src/app/config.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { createPaperApp, type PaperApp } from '../../support/paper-app.ts';
import { cardBack, cardFront, cardZone, order } from '../../support/paper-texts.ts';

/** The officers' pages as a browser asks for them, over the product's records and stages. */
describe('the console', () => {
  const stores = useEmbeddedStores();
  let paper: PaperApp;
  let api: Api;
  beforeAll(async () => {
    paper = createPaperApp(stores());
    api = await buildApi({ ...paper.app, config: loadConfig({}, { language: 'vi' }) });
  });
  afterAll(() => api.close());

  const get = (url: string) => api.inject({ method: 'GET', url });
  const post = (url: string, form: Readonly<Record<string, string>>) =>
    api.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    });

  it('leads from a suggested pair to both sides of the card, and takes the answer once', async () => {
    const dossier = await paper.submit(
      ['Trước', 'Sau'].map((name) => ({ name, treatment: 'none' as const })),
      [[[cardFront('001090000001').join('\n')]], [[cardBack(cardZone).join('\n')]]],
    );
    await paper.run(dossier);
    const list = await get('/console');
    const [, link = ''] = /href="(\/console\/dossiers\/[^"]*card-pairs[^"]*)"/.exec(list.body) ?? [];
    const page = await get(link.replaceAll('&amp;', '&'));
    expect(page.statusCode).toBe(200);
    const pictures = [...page.body.matchAll(/<img[^>]* src="([^"]*)"/g)].map(([, src = '']) => src);
    expect(pictures).toHaveLength(2);
    for (const picture of pictures) {
      const answer = await get(picture);
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/png']);
    }
    const [, front = ''] = /name="front" value="([^"]*)"/.exec(page.body) ?? [];
    const [, back = ''] = /name="back" value="([^"]*)"/.exec(page.body) ?? [];
    const answer = { front, back, seen: '', officer: 'cb-07', accept: 'yes' };
    const taken = await post(`/console/dossiers/${dossier.id}/card-pairs`, answer);
    expect([taken.statusCode, taken.headers.location]).toEqual([303, '/console?said=paired&officer=cb-07']);
    const late = await post(`/console/dossiers/${dossier.id}/card-pairs`, {
      ...answer,
      officer: 'cb-08',
      accept: 'no',
    });
    expect(late.statusCode).toBe(412);
    expect(late.body).toContain('cb-07');
    expect((await get(link.replaceAll('&amp;', '&'))).body).toMatch(/<b>một thẻ<\/b> · cb-07/);
    const log = await paper.app.database.audit.after(0, 10_000);
    expect(log.filter(({ action }) => action === 'card_pair.read')).toHaveLength(2);
  });

  it('corrects a field that nobody was asked about, and tells who was faster to whoever comes late', async () => {
    const dossier = await paper.submit([{ name: 'Quyết định' }], [[[...order]]]);
    await paper.run(dossier);
    const [component] = await paper.app.database.components.ofDossier(dossier.id);
    const [task] = await paper.app.database.reviews.ofComponent(component!.id);
    const url = `/console/reviews/${task!.id}`;
    const page = await get(url);
    expect(page.body).toContain('name="right-number"');
    const form = { version: '1', officer: 'cb-07', 'right-number': '124/QĐ-UBND', 'right-summary': ' ' };
    expect((await post(url, form)).statusCode).toBe(303);
    const kept = await paper.app.database.fields.decisionsOf(component!.id);
    expect(kept.map(({ field, action, by, before, after }) => [field, action, by, before, after])).toEqual([
      ['number', 'corrected', 'cb-07', '123/QĐ-UBND', '124/QĐ-UBND'],
    ]);
    const late = await post(url, { ...form, officer: 'cb-09' });
    expect(late.statusCode).toBe(412);
    expect(late.body).toMatch(/\(cb-07\).*Mở lại việc này/s);
    expect((await get(url)).body).toMatch(/Ai đã quyết định gì<?.*cb-07.*123\/QĐ-UBND → <b>124\/QĐ-UBND/s);
  });

  it('says what is wrong with a form, and never shows an inside', async () => {
    const missing = await post('/console/reviews/none', { version: '1', officer: 'cb-07', 'value-a': 'absent' });
    expect([missing.statusCode, missing.body.includes('Không tìm thấy việc none')]).toEqual([404, true]);
    const nobody = await post('/console/components/none/note-pairs', { page: '1' });
    expect([nobody.statusCode, nobody.body.includes('thiếu mã cán bộ')]).toEqual([400, true]);
    const page = await get('/console/components/none/pages/x');
    expect(page.statusCode).toBe(400);
    expect(page.body).not.toMatch(/ at .*\.ts|ZodError/);
    for (const path of ['/console/style.css', '/console/keys.js', '/console/icon.svg'])
      expect((await get(path)).statusCode, path).toBe(200);
  });
});
