import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../certs-test/pki.ts';
import { retryComponent } from '../../src/app/retry-component.ts';
import { openOffice } from '../support/office.ts';
import { inCi } from '../support/services.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const library = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find(
  existsSync,
);
const hasSoftHsm = inCi || (library !== undefined && spawnSync('softhsm2-util', ['--version']).status === 0);
const pin = '987654';
const paper = (name: string) => ({
  name,
  treatment: 'attachment' as const,
  file: 'dossier-2/quyet-dinh-chua-ky.pdf',
  signing: { documentNumber: 'Số 12/2026/QĐ-UBND' },
});

describe.skipIf(!hasSoftHsm)('a key on a device (SoftHSM), from submission to stored document', () => {
  const folder = temporaryFolder('token');
  const before = process.env.SOFTHSM2_CONF;
  let pki: TestPki;

  beforeAll(async () => {
    pki = await loadTestPki();
    mkdirSync(join(folder, 'tokens'));
    const configuration = join(folder, 'softhsm2.conf');
    writeFileSync(configuration, `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\n`);
    process.env.SOFTHSM2_CONF = configuration;
    const pem = join(folder, 'agency-key.pem');
    writeFileSync(pem, (await pki.privateKey('agency')).export({ type: 'pkcs8', format: 'pem' }));
    const util = (...arguments_: readonly string[]) => execFileSync('softhsm2-util', arguments_, { stdio: 'pipe' });
    util('--init-token', '--free', '--label', 'van-thu', '--pin', pin, '--so-pin', '111111');
    util('--import', pem, '--token', 'van-thu', '--pin', pin, '--label', 'agency', '--id', 'a1');
  });
  afterAll(() => {
    if (before === undefined) delete process.env.SOFTHSM2_CONF;
    else process.env.SOFTHSM2_CONF = before;
    rmSync(folder, { recursive: true, force: true });
  });

  const entry = (pinFile: string) => ({
    id: 'van-thu',
    slots: ['ATTACHMENT'],
    kind: 'pkcs11',
    library: library ?? '',
    token: 'van-thu',
    key: 'agency',
    certificate: pki.pkcs12Path('agency').replace(/p12$/, 'pem'),
    passwordFile: pinFile,
  });

  it('a wrong PIN is tried once, whatever waits; put right, the papers are taken up again under one login', async () => {
    const pinFile = join(folder, 'pin');
    writeFileSync(pinFile, '000000');
    const office = await openOffice(() => [entry(pinFile)]);
    try {
      const view = await office.process([paper('Phụ lục 1'), paper('Phụ lục 2'), paper('Phụ lục 3')]);
      expect(view.components.map(({ state, error }) => [state, error?.code])).toEqual(
        Array.from({ length: 3 }, () => ['refused', 'KEY_PASSWORD_WRONG']),
      );
      // the right PIN in the file is not tried behind a person's back
      writeFileSync(pinFile, pin);
      const [first] = view.components;
      await retryComponent(office.app, first?.id ?? '', 'vt-01');
      expect((await office.goOn(view.dossier.id)).components[0]?.state).toBe('refused');

      await office.restart();
      for (const { id } of view.components) await retryComponent(office.app, id, 'vt-01');
      const done = await office.goOn(view.dossier.id);
      expect(done.components.map(({ state, verdict }) => [state, verdict])).toEqual(
        Array.from({ length: 3 }, () => ['done', 'HOP_LE']),
      );
      const acts = JSON.stringify(await office.app.database.audit.after(0, 2000));
      const events = JSON.stringify(await office.app.database.events.after(0, { limit: 5000 }));
      for (const kept of [acts, events, JSON.stringify(done.components)]) expect(kept).not.toMatch(/"(987654|000000)"/);
    } finally {
      await office.close();
    }
  }, 120_000);
});
