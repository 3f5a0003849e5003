import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { createGuardedTransport } from '../../../src/adapters/http/guarded-transport.ts';
import { loadConfig } from '../../../src/app/config.ts';
import { createKeyring } from '../../../src/app/keyring.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { createSoftToken, hasSoftHsm, softHsmLibrary } from '../../support/soft-hsm.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder('keyring');
const passwordFile = join(folder, 'password.txt');
let pki: TestPki;

beforeAll(async () => {
  pki = await loadTestPki();
  writeFileSync(passwordFile, `${pki.password}\n`);
});

const transport = createGuardedTransport({ allowHosts: [] });
const ring = (...keys: readonly object[]) => createKeyring(loadConfig({}, { keys }), { transport, clock: systemClock });

describe('the keyring', () => {
  it('opens the key of a slot and tells who holds it', async () => {
    const keys = ring({
      id: 'agency',
      slots: ['COPY_SAO_Y'],
      kind: 'pkcs12',
      file: pki.pkcs12Path('agency'),
      passwordFile,
    });
    const key = await keys.keyFor('COPY_SAO_Y');
    expect(key.certificate.sha256).toBe(pki.certificate('agency').sha256);
    await keys.close();
  });

  it('lets a document wait when no key is there for its slot, naming the slot', async () => {
    await expect(ring().keyFor('AGENCY_ISSUED')).rejects.toMatchObject({
      code: 'KEY_UNAVAILABLE',
      details: { slot: 'AGENCY_ISSUED' },
    });
  });

  it('looks again for a key file that was missing, and never tries a wrong password twice', async () => {
    const late = join(folder, 'late.p12');
    const missing = ring({ id: 'late', slots: ['OPERATOR_SCAN'], kind: 'pkcs12', file: late, passwordFile });
    await expect(missing.keyFor('OPERATOR_SCAN')).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
    copyFileSync(pki.pkcs12Path('operator'), late);
    await expect(missing.keyFor('OPERATOR_SCAN')).resolves.toMatchObject({ id: 'pkcs12:late' });

    const wrongFile = join(folder, 'wrong.txt');
    writeFileSync(wrongFile, 'not-it');
    const wrong = ring({ id: 'w', slots: ['OPERATOR_SCAN'], kind: 'pkcs12', file: late, passwordFile: wrongFile });
    await expect(wrong.keyFor('OPERATOR_SCAN')).rejects.toMatchObject({ code: 'KEY_PASSWORD_WRONG' });
    writeFileSync(wrongFile, pki.password);
    await expect(wrong.keyFor('OPERATOR_SCAN')).rejects.toMatchObject({ code: 'KEY_PASSWORD_WRONG' });
  });
});

describe.skipIf(!hasSoftHsm)('a key on a device (SoftHSM)', () => {
  it('is opened by its PIN from configuration and signs', async () => {
    const token = await createSoftToken(pki, ['agency']);
    const pinFile = join(folder, 'pin.txt');
    writeFileSync(pinFile, token.pin);
    const entry = {
      id: 'token',
      slots: ['COPY_SAO_Y'],
      kind: 'pkcs11',
      library: softHsmLibrary,
      token: token.label,
      key: 'agency',
      certificate: pki.pkcs12Path('agency').replace(/p12$/, 'pem'),
      passwordFile: pinFile,
    };
    // a token that is not plugged in, and a second key on the same driver
    const keys = ring(
      entry,
      { ...entry, id: 'late', slots: ['ATTACHMENT'], token: 'chua-cam' },
      { ...entry, id: 'second', slots: ['AGENCY_ISSUED'] },
    );
    try {
      const key = await keys.keyFor('COPY_SAO_Y');
      expect(key.certificate.sha256).toBe(pki.certificate('agency').sha256);
      expect((await key.sign('rsa-pkcs1-sha256', Buffer.from('sao y'))).length).toBe(256);
      expect(await keys.keyFor('COPY_SAO_Y')).toBe(key); // one login for everything that follows
      expect((await keys.keyFor('AGENCY_ISSUED')).certificate.sha256).toBe(key.certificate.sha256);

      for (const _ of [1, 2])
        await expect(keys.keyFor('ATTACHMENT')).rejects.toMatchObject({
          code: 'KEY_UNAVAILABLE',
          details: { reason: 'no token chua-cam' },
        });
    } finally {
      await keys.close();
      await token.remove();
    }
  });
});
