import { randomBytes, randomUUID } from 'node:crypto';
import type { Randomness } from '../../src/domain/clock.ts';
import type { ComponentInput } from '../../src/pipeline/ports/components.ts';
import type { DossierRecord } from '../../src/pipeline/ports/dossiers.ts';
import type { Database } from '../../src/pipeline/ports/records.ts';

/** Invented records for tests of stores, queue and engine; ids are random, so that tests share one database. */
export const testRandomness: Randomness = { bytes: (length) => randomBytes(length), uuid: () => randomUUID() };

export const submissionTime = new Date('2026-11-22T02:00:00.000Z');

export const newDossier = (more: Partial<DossierRecord> = {}): DossierRecord => ({
  id: randomUUID(),
  code: `H62.12-261122-${randomUUID()}`,
  agency: 'H62.12',
  procedure: '1.001612',
  ownerId: null,
  ownerName: null,
  receivedAt: '2026-11-22T09:00:00+07:00',
  details: {},
  createdAt: submissionTime,
  ...more,
});

/** Submits one dossier with that many components and returns them. */
export async function submitDossier(
  database: Database,
  components: number,
  more: Partial<DossierRecord> = {},
): Promise<{ readonly dossier: DossierRecord; readonly components: readonly ComponentInput[] }> {
  const dossier = await database.dossiers.submit(newDossier(more));
  const inputs = Array.from(
    { length: components },
    (_, ordinal): ComponentInput => ({
      id: randomUUID(),
      dossierId: dossier.id,
      ordinal,
      name: `Giấy tờ ${ordinal + 1}`,
      treatment: 'none',
      sources: [],
      details: {},
    }),
  );
  for (const input of inputs) await database.components.add(input, dossier.createdAt);
  return { dossier, components: inputs };
}
