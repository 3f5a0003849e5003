import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../certs-test/pki.ts';
import { retryComponent } from '../../src/app/retry-component.ts';
import { openOffice } from '../support/office.ts';
import { createSoftToken, hasSoftHsm, type SoftToken, softHsmLibrary } from '../support/soft-hsm.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const paper = (name: string) => ({
  name,
  treatment: 'attachment' as const,
  file: 'dossier-2/quyet-dinh-chua-ky.pdf',
  signing: { documentNumber: 'Số 12/2026/QĐ-UBND' },
});

describe.skipIf(!hasSoftHsm)('a key on a device (SoftHSM), from submission to stored document', () => {
  const folder = temporaryFolder('token');
  let pki: TestPki;
  let token: SoftToken;

  beforeAll(async () => {
    pki = await loadTestPki();
    token = await createSoftToken(pki, ['agency']);
  });
  afterAll(() => token?.remove());

  const entry = (pinFile: string) => ({
    id: 'van-thu',
    slots: ['ATTACHMENT'],
    kind: 'pkcs11',
    library: softHsmLibrary,
    token: token.label,
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
      writeFileSync(pinFile, token.pin);
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
