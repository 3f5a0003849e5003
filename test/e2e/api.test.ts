import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../src/api/api.ts';
import { buildApi } from '../../src/api/server.ts';
import type { App } from '../../src/app/app.ts';
import { composeApp } from '../../src/app/compose.ts';
import { loadConfig } from '../../src/app/config.ts';
import { runUntilQuiet } from '../../src/app/run-dossier.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sample = (file: string): Buffer => readFileSync(new URL(`../../samples/${file}`, import.meta.url));
const token = 'thu-nghiem';
const headers = { authorization: `Bearer ${token}` };

/** multipart/form-data as a one-stop-shop system sends it. */
function form(dossier: unknown, files: readonly { field: string; name: string; bytes: Buffer }[]) {
  const boundary = 'x-sohoa-test';
  const parts = [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="dossier"\r\n\r\n${JSON.stringify(dossier)}\r\n`,
    ),
    ...files.flatMap(({ field, name, bytes }) => [
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  return {
    payload: Buffer.concat(parts),
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

describe('the HTTP service', () => {
  const folder = temporaryFolder('api');
  let app: App;
  let api: Api;

  beforeAll(async () => {
    app = await composeApp(
      loadConfig({}, { dataDir: folder, apiTokens: token, trustDir: 'certs-test/out/trust', language: 'vi' }),
    );
    api = await buildApi(app);
    await app.start();
  });
  afterAll(async () => {
    await api.close();
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const dossier = {
    agency: 'H62.12',
    code: 'H62.12-261122-0001',
    procedure: '1.001612',
    ownerId: '001090000001',
    components: [
      { name: 'Giấy khai sinh', treatment: 'certified-copy' },
      { name: 'Tệp hỏng', treatment: 'none' },
    ],
  };
  const files = [
    { field: 'files[0]', name: 'ks.jpg', bytes: sample('dossier-1/giay-khai-sinh.jpg') },
    { field: 'files[1]', name: 'hong.pdf', bytes: sample('hostile/pdf-hong.pdf') },
  ];

  it('turns away who has no token, and says what to do', async () => {
    const response = await api.inject({ method: 'GET', url: '/v1/dossiers' });
    expect(response.statusCode).toBe(401);
    expect(response.json()).toMatchObject({ code: 'ACCESS_DENIED', message: expect.stringContaining('Hãy') });
  });

  it('shows the pages of a paper, and a small picture of one that somebody should look at', async () => {
    const coarse = await sharp(sample('dossier-1/giay-khai-sinh.jpg'))
      .resize({ width: 1240 })
      .withMetadata({ density: 150 })
      .jpeg()
      .toBuffer();
    const one = { ...dossier, code: 'H62.12-261122-0009', components: [{ name: 'Bản mờ', treatment: 'none' }] };
    const file = { field: 'files[0]', name: 'mo.jpg', bytes: coarse };
    const { id } = (await api.inject({ method: 'POST', url: '/v1/dossiers', ...form(one, [file]) })).json();
    await runUntilQuiet(app, [id], { patienceMs: 1 });
    const view = (await api.inject({ method: 'GET', url: `/v1/dossiers/${id}`, headers })).json();
    const url = `/v1/components/${view.components[0].id}/pages`;
    const [page] = (await api.inject({ method: 'GET', url, headers })).json();
    expect(page.findings).toContain('LOW_RESOLUTION');
    expect(page.remarks[0].vi).toContain('150 dpi');
    const picture = await api.inject({ method: 'GET', url: page.thumbnail, headers });
    expect(picture.headers['content-type']).toBe('image/jpeg');
    expect((await sharp(picture.rawPayload).metadata()).height).toBe(480);
    expect((await api.inject({ method: 'GET', url: `${url}/2/thumbnail`, headers })).statusCode).toBe(404);
  });

  it('takes a dossier; without a certificate the good paper waits to be signed and the bad one fails by itself', async () => {
    const submitted = await api.inject({ method: 'POST', url: '/v1/dossiers', ...form(dossier, files) });
    expect(submitted.statusCode).toBe(202);
    const { id } = submitted.json() as { id: string };
    await runUntilQuiet(app, [id], { patienceMs: 1 });
    const state = (await api.inject({ method: 'GET', url: `/v1/dossiers/${id}`, headers })).json();
    expect(state.current).toBe('reception');
    const [paper, broken] = state.components;
    expect(paper).toMatchObject({ state: 'waiting', waiting: { kind: 'signature', slot: 'OPERATOR_SCAN' } });
    expect(state.waits[0].text.vi).toContain('chờ ký');
    expect(broken).toMatchObject({ state: 'failed', error: { code: 'PDF_UNREADABLE' } });
  });

  it('takes the same dossier again without doubling it', async () => {
    const first = await api.inject({ method: 'POST', url: '/v1/dossiers', ...form(dossier, files) });
    const second = await api.inject({ method: 'POST', url: '/v1/dossiers', ...form(dossier, files) });
    expect(second.json()).toEqual(first.json());
    const state = (await api.inject({ method: 'GET', url: `/v1/dossiers/${first.json().id}`, headers })).json();
    expect(state.components.length).toBe(2);
  });

  it('answers a wrong request with 400 and a sentence, an unknown id with 404', async () => {
    const wrong = await api.inject({ method: 'POST', url: '/v1/dossiers', ...form({ agency: 'H62.12' }, []) });
    expect([wrong.statusCode, wrong.json().code]).toEqual([400, 'USAGE']);
    const missing = await api.inject({ method: 'GET', url: '/v1/dossiers/no-such', headers });
    expect([missing.statusCode, missing.json().code]).toEqual([404, 'NOT_FOUND']);
    const elsewhere = await api.inject({ method: 'GET', url: '/v1/nowhere', headers });
    expect(elsewhere.json().code).toBe('NOT_FOUND');
  });

  it('verifies a single file', async () => {
    const boundary = 'x-sohoa-test';
    const response = await api.inject({
      method: 'POST',
      url: '/v1/verify?slot=CITIZEN',
      headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: Buffer.concat([
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n`,
        ),
        sample('dossier-3/don-bi-sua-sau-ky.pdf'),
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]),
    });
    expect(response.json()).toMatchObject({ verdict: 'KHONG_HOP_LE' });
  });

  it('prints a report of a file, gives its evidence, and verifies by that evidence again', async () => {
    const boundary = 'x-sohoa-test';
    const post = (url: string, parts: Readonly<Record<string, Uint8Array>>) =>
      api.inject({
        method: 'POST',
        url,
        headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
        payload: Buffer.concat([
          ...Object.entries(parts).flatMap(([name, bytes]) => [
            Buffer.from(
              `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="${name}.pdf"\r\n\r\n`,
            ),
            bytes,
            Buffer.from('\r\n'),
          ]),
          Buffer.from(`--${boundary}--\r\n`),
        ]),
      });
    const file = sample('dossier-3/don-bi-sua-sau-ky.pdf');
    const printed = await post('/v1/verify?as=report&unsigned=true', { file });
    expect([printed.headers['content-type'], printed.rawPayload.subarray(0, 5).toString()]).toEqual([
      'application/pdf',
      '%PDF-',
    ]);
    expect((await post('/v1/verify?as=report', { file })).json().code).toBe('REPORT_NOT_SIGNED');
    const evidence = (await post('/v1/verify?as=evidence', { file })).rawPayload;
    expect((await post('/v1/verify/evidence', { file, evidence })).json()).toMatchObject({
      report: { verdict: 'KHONG_HOP_LE' },
      verdict_then: 'KHONG_HOP_LE',
      agrees: true,
    });
    const changed = Buffer.from(evidence.toString().replace('don-bi', 'DON-BI').replace('"KHONG_HOP_LE"', '"HOP_LE"'));
    expect((await post('/v1/verify/evidence', { file, evidence: changed })).json().code).toBe('EVIDENCE_UNUSABLE');
    expect((await post('/v1/verify/evidence', { file, evidence: Buffer.from('{}') })).json().code).toBe(
      'EVIDENCE_UNUSABLE',
    );
  });

  it('looks up the warehouse by owner and finds nothing that was not stored', async () => {
    const response = await api.inject({ method: 'GET', url: '/v1/lookup?owner=001090000001', headers });
    expect(response.json()).toEqual([]);
  });

  it('shows officers their pages to a browser that signs in with a token, and refuses forms of other sites', async () => {
    const signedIn = { authorization: `Basic ${Buffer.from(`cb-01:${token}`).toString('base64')}` };
    const stranger = await api.inject({ method: 'GET', url: '/console' });
    expect([stranger.statusCode, stranger.headers['www-authenticate']]).toEqual([
      401,
      expect.stringContaining('Basic'),
    ]);
    const page = await api.inject({ method: 'GET', url: '/console', headers: signedIn });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Việc chờ xem');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    const foreign = await api.inject({
      method: 'POST',
      url: '/console/reviews/no-such',
      headers: { ...signedIn, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
      payload: 'version=1&officer=x',
    });
    expect(foreign.statusCode).toBe(401);
    const missing = await api.inject({ method: 'GET', url: '/console/reviews/no-such', headers: signedIn });
    expect([missing.statusCode, missing.body.includes('Không tìm thấy')]).toEqual([404, true]);
  });

  it('takes nothing in of a paper that is only shown, and tells the class, the article and the reason', async () => {
    const shown = { ...dossier, code: 'H62.12-261122-0044', components: [{ name: 'Sổ đỏ', presentedOnly: true }] };
    const bytes = sample('dossier-1/gcn-ho-kinh-doanh.jpg');
    const submitted = await api.inject({
      method: 'POST',
      url: '/v1/dossiers',
      ...form(shown, [{ field: 'files[0]', name: 'so-do.jpg', bytes }]),
    });
    await runUntilQuiet(app, [submitted.json().id], { patienceMs: 1 });
    const state = (await api.inject({ method: 'GET', url: `/v1/dossiers/${submitted.json().id}`, headers })).json();
    expect(state.components[0]).toMatchObject({ state: 'done', scope: { class: 'chi_xuat_trinh', action: 'record' } });
    expect(await app.blobs.has(createHash('sha256').update(bytes).digest('hex'))).toBe(false);
  });

  it('lists what waits for officers, and answers a decision without a version with 400', async () => {
    const list = await api.inject({ method: 'GET', url: '/v1/reviews', headers });
    expect([list.statusCode, list.json()]).toEqual([200, []]);
    const blind = await api.inject({
      method: 'POST',
      url: '/v1/reviews/no-such',
      headers,
      payload: { officer: 'cb-01', fields: {} },
    });
    expect([blind.statusCode, blind.json().code]).toEqual([400, 'USAGE']);
    const report = await api.inject({ method: 'GET', url: '/v1/reports/quality', headers });
    expect(report.json().total.fields).toBe(0);
  });

  it('is alive, ready and documents itself', async () => {
    expect((await api.inject({ method: 'GET', url: '/healthz' })).json()).toEqual({ status: 'ok' });
    expect((await api.inject({ method: 'GET', url: '/readyz' })).json()).toMatchObject({ database: 'pglite' });
    const document = (await api.inject({ method: 'GET', url: '/docs/json' })).json();
    expect(Object.keys(document.paths)).toContain('/v1/dossiers/{id}');
  });
});
