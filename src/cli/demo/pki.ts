import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadTestPki } from '../../../certs-test/pki.ts';
import { startTestPkiServers } from '../../../certs-test/servers.ts';
import type { Clock } from '../../domain/clock.ts';

export interface DemoPki {
  /** Settings that make the product use the test PKI (names of `app/config.ts`). */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly allowHosts: readonly string[];
  close(): Promise<void>;
}

/** The TEST ONLY public-key infrastructure on loopback: CA, CRL, OCSP and TSA of both hierarchies. */
export async function startDemoPki(clock: Clock, folder: string): Promise<DemoPki> {
  const pki = await loadTestPki();
  const servers = await startTestPkiServers(pki, { clock });
  await mkdir(folder, { recursive: true });
  const passwordFile = join(folder, 'TEST-ONLY-password.txt');
  await writeFile(passwordFile, pki.password, { mode: 0o600 });
  const key = (id: string, slots: readonly string[]) => ({
    id,
    slots,
    kind: 'pkcs12',
    file: pki.pkcs12Path(id),
    passwordFile,
  });
  return {
    allowHosts: servers.allowList,
    settings: {
      trustDir: pki.trustFolder,
      tsaUrls: [servers.tsaUrls.cong_vu],
      keys: [
        key('operator', ['OPERATOR_SCAN']),
        key('leader', ['PERSON_COMPETENT']),
        key('agency', ['AGENCY_ISSUED', 'COPY_SAO_Y']),
      ],
    },
    close: () => servers.close(),
  };
}
