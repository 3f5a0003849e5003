import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../src/api/api.ts';
import { buildApi } from '../../src/api/server.ts';
import type { DossierView } from '../../src/app/dossier-view.ts';
import type { SignatureRequest } from '../../src/signing/request.ts';
import { type Office, openOffice } from '../support/office.ts';
import { openSigningKit, type SigningKit } from '../support/signing-kit.ts';

const draft = 'dossier-2/quyet-dinh-chua-ky.pdf';
const paper = { treatment: 'extract-copy', file: draft } as const;

/** The office hands the extract to the clerk's token software; this test plays the clerk. */
describe('a document that goes to the signer’s own software and back', () => {
  let office: Office;
  let api: Api;
  let kit: SigningKit;

  beforeAll(async () => {
    office = await openOffice((_key, folder) => {
      const certificate = join(folder, 'agency.pem');
      return [{ id: 'clerk', slots: ['COPY_TRICH_SAO'], kind: 'handoff', certificate, expiresHours: 48 }];
    });
    const der = Buffer.from(office.pki.certificate('agency').der).toString('base64');
    const lines = der.replace(/.{64}/g, '$&\n');
    writeFileSync(
      join(office.folder, 'agency.pem'),
      `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    );
    api = await buildApi(office.app);
    kit = await openSigningKit(new Date());
  });
  afterAll(async () => {
    await api.close();
    await kit.close();
    await office.close();
  });

  const call = async (method: 'GET' | 'POST', url: string, payload?: object | Buffer) =>
    api.inject({
      method,
      url,
      ...(payload === undefined ? {} : { payload }),
      ...(Buffer.isBuffer(payload) ? { headers: { 'content-type': 'application/pdf' } } : {}),
    });
  const offered = async (view: DossierView) => {
    const all = (await call('GET', '/v1/hand-offs')).json() as { id: string; component: string; state: string }[];
    const mine = all.find(({ component }) => component === view.components[0]?.id);
    if (mine === undefined) throw new Error('not offered');
    return mine;
  };
  const sign = async (bytes: Uint8Array, who = 'agency', more: Partial<SignatureRequest> = {}): Promise<Buffer> =>
    Buffer.from((await kit.sign(bytes, who, { profile: 'COPY_TRICH_SAO', ...more })).bytes);
  const otherPaper = () => new Uint8Array(readFileSync('samples/dossier-3/don-de-nghi-chua-ky.pdf'));
  const one = async (name: string) => {
    const view = await office.process([{ ...paper, name }]);
    return { view, id: (await offered(view)).id };
  };

  it('waits by name, is fetched and returned through one-time links, and ends as a stored, long-term document', async () => {
    const { view, id } = await one('Trích sao 1');
    expect(view.components[0]?.waiting).toMatchObject({ kind: 'signature', slot: 'COPY_TRICH_SAO' });
    expect(view.state.waits[0]?.text.vi).toContain('chờ người ký lấy tài liệu');

    const link = (await call('POST', `/v1/hand-offs/${id}/link`)).json() as { download: string; upload: string };
    const document = await call('GET', link.download);
    expect(document.statusCode).toBe(200);
    expect((await call('GET', `/v1/hand-offs/${id}`)).json()).toMatchObject({ state: 'dang_ky' });
    const again = await call('GET', link.download);
    expect(again.statusCode).toBe(410);
    expect(again.json()).toMatchObject({ code: 'LINK_EXPIRED' });

    const signed = await sign(new Uint8Array(document.rawPayload));
    const back = await call('POST', link.upload, signed);
    expect(back.json()).toMatchObject({ state: 'da_ky', level: 'B-B', Status: 0 });
    // the same upload once more is the same answer
    expect((await call('POST', link.upload, signed)).json()).toMatchObject({ state: 'da_ky' });

    const done = await office.goOn(view.dossier.id);
    expect(done.components[0]).toMatchObject({ state: 'done', verdict: 'HOP_LE', signedSlots: ['COPY_TRICH_SAO'] });
    const [version] = (await office.app.database.warehouse.ofComponent(done.components[0]?.id ?? '')).slice(-1);
    const stored = await office.app.blobs.get(version?.sha256 ?? '');
    expect(Buffer.from(stored.subarray(0, signed.length)).equals(signed)).toBe(true);

    const acts = (await office.app.database.audit.after(0, 1000)).filter(
      ({ subject }) => subject === done.components[0]?.id,
    );
    const actions = acts.map(({ action }) => action).filter((action) => /^(handoff|signature)\./.test(action));
    expect(actions).toEqual(['handoff.offered', 'handoff.link', 'handoff.taken', 'handoff.returned', 'signature.made']);
  });

  it('takes nothing else back: other base bytes, another certificate, two signatures, an unsigned file', async () => {
    const { view, id } = await one('Trích sao 2');
    const base = new Uint8Array((await call('GET', `/v1/hand-offs/${id}/file`)).rawPayload);
    const wrong: readonly (readonly [string, Buffer, RegExp])[] = [
      ['signed twice', await sign(new Uint8Array(await sign(base))), /2 new signatures/],
      ['other certificate', await sign(base, 'leader'), /another certificate/],
      ['nothing signed', Buffer.from(base), /came back changed/],
      ['another document', await sign(otherPaper()), /came back changed/],
    ];
    for (const [, file, why] of wrong) {
      const answer = await call('POST', `/v1/hand-offs/${id}/signed`, file);
      expect(answer.statusCode).toBe(409);
      expect(answer.json()).toMatchObject({ code: 'SIGN_REFUSED', en: expect.stringMatching(why) });
    }
    const changed = Buffer.from(await sign(base));
    changed[200] = (changed[200] ?? 0) ^ 1;
    expect((await call('POST', `/v1/hand-offs/${id}/signed`, changed)).json()).toMatchObject({
      en: expect.stringContaining('came back changed'),
    });
    expect((await call('GET', `/v1/hand-offs/${id}`)).json()).toMatchObject({
      state: 'cho_ky',
      reason: { en: expect.stringContaining('came back changed') },
    });
    // none of them spoilt it
    expect((await call('POST', `/v1/hand-offs/${id}/signed`, await sign(base))).statusCode).toBe(200);
    expect((await office.goOn(view.dossier.id)).components[0]?.state).toBe('done');
  });

  it('a second signed file of the same document is not the same answer', async () => {
    const { id } = await one('Trích sao 3');
    const base = new Uint8Array((await call('GET', `/v1/hand-offs/${id}/file`)).rawPayload);
    const [first, second] = [await sign(base), await sign(base)];
    expect(first.equals(second)).toBe(false);
    const answers = await Promise.all([first, second].map((file) => call('POST', `/v1/hand-offs/${id}/signed`, file)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const kept = answers[0]?.statusCode === 200 ? first : second;
    expect((await call('GET', `/v1/hand-offs/${id}`)).json()).toMatchObject({
      state: 'da_ky',
      returned: createHash('sha256').update(kept).digest('hex'),
    });
  });

  it('survives the end of the process, and goes on where it was', async () => {
    const { view, id } = await one('Trích sao 4');
    const link = (await call('POST', `/v1/hand-offs/${id}/link`)).json() as { download: string; upload: string };
    const base = new Uint8Array((await call('GET', link.download)).rawPayload);
    await api.close();
    await office.restart();
    api = await buildApi(office.app);
    expect((await call('POST', link.upload, await sign(base))).statusCode).toBe(200);
    expect((await office.goOn(view.dossier.id)).components[0]).toMatchObject({ state: 'done', verdict: 'HOP_LE' });
  });

  it('a refusal ends it with the reason, until it is offered again', async () => {
    const { view, id } = await one('Trích sao 5');
    const refuse = { officer: 'vt-01', reason: 'Sai số trang' };
    expect((await call('POST', `/v1/hand-offs/${id}/refuse`, refuse)).json()).toMatchObject({ state: 'tu_choi' });
    const refused = (await office.goOn(view.dossier.id)).components[0];
    expect(refused).toMatchObject({ state: 'refused', error: { code: 'KEY_AUTHORISATION_REFUSED' } });
    expect(refused?.error?.text.vi).toContain('Sai số trang');

    const next = (await call('POST', `/v1/hand-offs/${id}/renew`, { officer: 'vt-01' })).json() as { id: string };
    expect(next.id).not.toBe(id);
    const base = new Uint8Array((await call('GET', `/v1/hand-offs/${next.id}/file`)).rawPayload);
    await call('POST', `/v1/hand-offs/${next.id}/signed`, await sign(base));
    expect((await office.goOn(view.dossier.id)).components[0]?.state).toBe('done');
  });

  it('expires by itself: links are dead, nothing is taken back, the component says why', async () => {
    const { view, id } = await one('Trích sao 6');
    const link = (await call('POST', `/v1/hand-offs/${id}/link`)).json() as { upload: string };
    const base = await office.app.blobs.get(view.components[0]?.record.sources[0]?.sha256 ?? '');
    const signed = await sign(base);
    office.clock.move(16 * 60_000);
    expect((await call('POST', link.upload, signed)).statusCode).toBe(410);
    office.clock.move(49 * 3_600_000);
    const late = await call('POST', `/v1/hand-offs/${id}/signed`, signed);
    expect(late.json()).toMatchObject({ code: 'SIGN_REFUSED', en: expect.stringContaining('time to sign is over') });
    const expired = (await office.goOn(view.dossier.id)).components[0];
    expect(expired).toMatchObject({ state: 'refused', error: { text: { vi: expect.stringContaining('quá hạn ký') } } });
    expect((await call('GET', `/v1/hand-offs/${id}`)).json()).toMatchObject({ state: 'het_han' });
  });
});
