import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CscServer, startCscServer } from '../../certs-test/csc-server.ts';
import { loadTestPki } from '../../certs-test/pki.ts';
import { type Office, openOffice } from '../support/office.ts';

const draft = 'dossier-2/quyet-dinh-chua-ky.pdf';
const attachment = (name: string) => ({
  name,
  treatment: 'attachment' as const,
  file: draft,
  signing: { documentNumber: `${name} số 12/2026` },
});

/** The records clerk's key is at a remote signing service; every use needs an authorisation. */
describe('a key at a remote signing service', () => {
  let service: CscServer;
  let office: Office;

  beforeAll(async () => {
    service = await startCscServer(await loadTestPki(), { credentials: ['agency'], pin: '2468' });
    office = await openOffice(
      (_key, folder) => {
        writeFileSync(join(folder, 'pin'), '2468\n');
        writeFileSync(join(folder, 'token'), service.token);
        return [
          {
            id: 'van-thu',
            slots: ['ATTACHMENT'],
            kind: 'csc',
            url: service.url,
            credential: 'agency',
            passwordFile: join(folder, 'pin'),
            tokenFile: join(folder, 'token'),
          },
        ];
      },
      { allowHosts: [service.allow], settings: { workers: 2 } },
    );
  });
  afterAll(async () => {
    await office.close();
    await service.close();
  });
  beforeEach(() => {
    service.fault = null;
    service.confirmAfter = 0;
    service.authorisations = 0;
  });

  it('signs all papers of a dossier under one authorisation', async () => {
    const view = await office.process([attachment('Phụ lục 1'), attachment('Phụ lục 2'), attachment('Phụ lục 3')]);
    expect(view.components.map(({ state, verdict }) => [state, verdict])).toEqual([
      ['done', 'HOP_LE'],
      ['done', 'HOP_LE'],
      ['done', 'HOP_LE'],
    ]);
    expect(service.authorisations).toBe(1);
    const acts = await office.app.database.audit.after(0, 2000);
    const ids = view.components.map(({ id }) => id);
    const used = acts.filter(({ action, subject }) => action === 'key.used' && ids.includes(subject));
    expect(new Set(used.map(({ subject }) => subject)).size).toBe(3);
    const asked = acts.filter(({ action }) => action === 'key.asked');
    expect(asked.map(({ details }) => details.documents)).toEqual([3]);
    expect(asked[0]?.sequence).toBeLessThan(used[0]?.sequence ?? 0);
  });

  it('what the holder refuses is refused for the dossier, asked once, and asked anew when a person wants it', async () => {
    service.fault = 'refused';
    const view = await office.process([attachment('Phụ lục 4'), attachment('Phụ lục 5')]);
    expect(view.components.map(({ state, error }) => [state, error?.code])).toEqual([
      ['refused', 'KEY_AUTHORISATION_REFUSED'],
      ['refused', 'KEY_AUTHORISATION_REFUSED'],
    ]);
    expect(service.authorisations).toBe(1);

    service.fault = null;
    await office.app.database.components.reopen(
      view.components.map(({ id }) => id),
      office.clock.now(),
    );
    const again = await office.goOn(view.dossier.id);
    expect(again.components.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(service.authorisations).toBeLessThanOrEqual(3);
  });

  it('waits by name while the service is away, and goes on by itself', async () => {
    service.fault = 'down';
    const view = await office.process([attachment('Phụ lục 6')]);
    expect(view.components[0]).toMatchObject({ state: 'waiting', waiting: { kind: 'signature', slot: 'ATTACHMENT' } });
    service.fault = null;
    office.clock.move(11 * 60_000);
    expect((await office.goOn(view.dossier.id)).components[0]?.state).toBe('done');
  });

  it('no secret is in the records, the audit log or the queue', async () => {
    const acts = JSON.stringify(await office.app.database.audit.after(0, 2000));
    const dossiers = await office.app.database.dossiers.list({ limit: 100 });
    const components = (
      await Promise.all(dossiers.map(({ id }) => office.app.database.components.ofDossier(id)))
    ).flat();
    const slots = await Promise.all(components.map(({ id }) => office.app.database.signatureSlots.ofComponent(id)));
    const events = await office.app.database.events.after(0, { limit: 5000 });
    for (const kept of [acts, JSON.stringify(components), JSON.stringify(slots), JSON.stringify(events)]) {
      expect(kept).not.toContain(service.token);
      expect(kept).not.toMatch(/"2468"|SAD-/);
    }
  });
});
