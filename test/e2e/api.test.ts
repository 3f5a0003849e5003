import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../src/api/api.ts';
import { buildApi } from '../../src/api/server.ts';
import type { App } from '../../src/app/app.ts';
import { composeApp } from '../../src/app/compose.ts';
import { loadConfig } from '../../src/app/config.ts';
import { runUntilQuiet } from '../../src/app/run-dossier.ts';

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
  const folder = mkdtempSync(join(tmpdir(), 'sohoa-api-'));
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

  it('is alive, ready and documents itself', async () => {
    expect((await api.inject({ method: 'GET', url: '/healthz' })).json()).toEqual({ status: 'ok' });
    expect((await api.inject({ method: 'GET', url: '/readyz' })).json()).toMatchObject({ database: 'pglite' });
    const document = (await api.inject({ method: 'GET', url: '/docs/json' })).json();
    expect(Object.keys(document.paths)).toContain('/v1/dossiers/{id}');
  });
});
