import { afterAll, beforeAll } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { startTestPkiServers, type TestPkiServers } from '../../../certs-test/servers.ts';
import { createGuardedTransport } from '../../../src/adapters/http/guarded-transport.ts';
import { fixedClock, type Randomness } from '../../../src/domain/clock.ts';
import { sha256Hex } from '../../../src/pki/hashes.ts';
import type { HttpTransport } from '../../../src/pki/http-transport.ts';

export const start = new Date('2026-11-22T03:00:00Z');

/** The same numbers in every run. */
export function seededRandomness(seed = 'sohoa'): Randomness {
  let counter = 0;
  const next = (): string => sha256Hex(Buffer.from(`${seed} ${counter++}`));
  return {
    bytes: (length) => {
      let hex = '';
      while (hex.length < length * 2) hex += next();
      return new Uint8Array(Buffer.from(hex.slice(0, length * 2), 'hex'));
    },
    uuid: () => `${next().slice(0, 8)}-0000-4000-8000-${next().slice(0, 12)}`,
  };
}

export interface PkiFixture {
  pki: TestPki;
  servers: TestPkiServers;
  transport: HttpTransport;
  clock: ReturnType<typeof fixedClock>;
}

/** The test PKI and its servers for the tests of one file. */
export function usePki(): PkiFixture {
  const clock = fixedClock(start);
  const fixture = { clock } as PkiFixture;
  beforeAll(async () => {
    fixture.pki = await loadTestPki();
    fixture.servers = await startTestPkiServers(fixture.pki, { clock });
    fixture.transport = createGuardedTransport({ allowHosts: fixture.servers.allowList, onlyAllowed: true });
  });
  afterAll(() => fixture.servers.close());
  return fixture;
}
