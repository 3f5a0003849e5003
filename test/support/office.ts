import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadTestPki, type TestPki } from '../../certs-test/pki.ts';
import { startTestPkiServers } from '../../certs-test/servers.ts';
import type { App } from '../../src/app/app.ts';
import { composeApp } from '../../src/app/compose.ts';
import { loadConfig } from '../../src/app/config.ts';
import type { DossierView } from '../../src/app/dossier-view.ts';
import { runUntilQuiet } from '../../src/app/run-dossier.ts';
import type { DossierSubmission } from '../../src/app/submit-dossier.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { ComponentRecord } from '../../src/pipeline/ports/components.ts';

/** A clock that runs, and can be moved on. */
export function movableClock(): Clock & { move(ms: number): void } {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    move: (ms) => {
      offset += ms;
    },
  };
}

type Component = DossierSubmission['components'][number];

/** The whole product in this process, over the test PKI served on loopback: an office whose keys the test chooses. */
export interface Office {
  readonly folder: string;
  readonly pki: TestPki;
  readonly clock: ReturnType<typeof movableClock>;
  readonly app: App;
  /** A PKCS#12 entry of `SOHOA_KEYS`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Submits one dossier of sample files and follows it until nothing more happens by itself. */
  process(components: readonly (Component & { readonly file: string | Uint8Array })[]): Promise<DossierView>;
  /** The same, from where it stands. */
  goOn(dossierId: string): Promise<DossierView>;
  /** Ends the app as an orderly shutdown does and starts another one on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export type KeyEntries = (key: (id: string, slots: readonly string[]) => object, folder: string) => readonly object[];

export async function openOffice(
  keys: KeyEntries,
  more: { readonly allowHosts?: readonly string[]; readonly settings?: Readonly<Record<string, unknown>> } = {},
): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'sohoa-office-'));
  const pki = await loadTestPki();
  const clock = movableClock();
  const servers = await startTestPkiServers(pki, { clock });
  const passwordFile = join(folder, 'password.txt');
  writeFileSync(passwordFile, pki.password);
  const settings = {
    dataDir: join(folder, 'data'),
    trustDir: pki.trustFolder,
    allowHosts: [...servers.allowList, ...(more.allowHosts ?? [])],
    tsaUrls: [servers.tsaUrls.cong_vu],
    agencyName: 'Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ',
    sealFile: 'samples/agency/con-dau.png',
    sealDiameterMm: 36,
    handwritingFile: 'samples/agency/chu-ky.png',
    reviewGate: 'none',
    keys: keys((id, slots) => ({ id, slots, kind: 'pkcs12', file: pki.pkcs12Path(id), passwordFile }), folder),
    ...more.settings,
  };
  const start = async (): Promise<App> => {
    const app = await composeApp(loadConfig({}, settings), { clock });
    await app.start();
    return app;
  };
  let app = await start();
  let count = 0;
  const goOn = async (id: string): Promise<DossierView> => {
    for (;;) {
      await app.sweep();
      const [view] = await runUntilQuiet(app, [id], { patienceMs: 0 });
      if (view === undefined) throw new Error(`dossier ${id}`);
      // Due again, and not yet taken from the queue: it still waits in name only.
      const isDue = ({ retryAt }: ComponentRecord): boolean => retryAt !== null && retryAt <= clock.now();
      if (!view.components.some(({ state, record }) => state === 'waiting' && isDue(record))) return view;
      await pause(20);
    }
  };
  return {
    folder,
    pki,
    clock,
    settings,
    get app() {
      return app;
    },
    goOn,
    process: async (components) => {
      const dossier = await app.submit(
        {
          agency: 'H62.12',
          code: `H62.12-261122-${++count}`,
          procedure: '1.001612',
          components: components.map(({ file: _, ...component }) => component),
        },
        components.map(({ name, file }, component) => ({
          component,
          name: `${name}.pdf`,
          bytes: typeof file === 'string' ? new Uint8Array(readFileSync(`samples/${file}`)) : file,
        })),
      );
      return goOn(dossier.id);
    },
    restart: async () => {
      await app.close();
      app = await start();
    },
    close: async () => {
      await app.close();
      await servers.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
