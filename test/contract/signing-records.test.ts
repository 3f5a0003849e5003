import { beforeAll, describe, expect, it } from 'vitest';
import type { HandOffRecord } from '../../src/pipeline/ports/hand-offs.ts';
import type { Database } from '../../src/pipeline/ports/records.ts';
import { describeOnEachEngine } from '../support/each-engine.ts';
import { submissionTime, submitDossier } from '../support/records.ts';

const at = (ms: number): Date => new Date(submissionTime.getTime() + ms);
const digest = (letter: string): string => letter.repeat(64);
const minute = 60_000;

describeOnEachEngine('records of signing', (records) => {
  let database: Database;
  beforeAll(() => {
    database = records();
  });

  describe('intents that are authorised together', () => {
    /** A dossier whose components are all prepared, except the last `unprepared`. */
    async function prepared(components: number, unprepared = 0) {
      const { dossier, components: inputs } = await submitDossier(database, components);
      for (const { id } of inputs.slice(0, components - unprepared)) {
        const claim = await database.components.claim(id, 'w', at(0), minute);
        const intent = { componentId: id, slot: 'ATTACHMENT', base: digest('b'), intent: digest('c') } as const;
        await database.signatureSlots.prepare(claim?.fence ?? 0, { ...intent, details: {} }, at(0));
      }
      return { dossier: dossier.id, ids: inputs.map(({ id }) => id) };
    }
    const hold = (dossier: string, owner = '', ms = 0) =>
      database.signatureSlots.hold(dossier, 'ATTACHMENT', owner, at(ms), minute);
    const idsOf = (held: readonly { readonly componentId: string }[]) => held.map(({ componentId }) => componentId);

    it('are held by one component, all that are prepared; of two that ask at once one gets them', async () => {
      const { dossier, ids } = await prepared(4, 1);
      const [first = [], second = []] = await Promise.all([hold(dossier, ids[0]), hold(dossier, ids[1])]);
      const [got, none] = first.length > 0 ? [first, second] : [second, first];
      expect(idsOf(got)).toEqual(ids.slice(0, 3));
      expect(none).toEqual([]);
    });

    it('stay the same for who holds them, and are free again after the time, for whom it died', async () => {
      const { dossier, ids } = await prepared(2);
      expect(idsOf(await hold(dossier, ids[0]))).toEqual(ids);
      expect(idsOf(await hold(dossier, ids[0], 1_000))).toEqual(ids);
      expect(await hold(dossier, ids[1], 2_000)).toEqual([]);
      expect(idsOf(await hold(dossier, ids[1], 2 * minute))).toEqual(ids);
    });

    it('take one signature each, of the intent that was held, and no second one', async () => {
      const { dossier, ids } = await prepared(2);
      const [one, two] = await hold(dossier, ids[0]);
      if (one === undefined || two === undefined) throw new Error('not held');
      await database.signatureSlots.keepTogether(one, digest('d'), at(1));
      await database.signatureSlots.keepTogether(one, digest('e'), at(2));
      await database.signatureSlots.keepTogether({ ...two, intent: digest('f') }, digest('d'), at(3));
      const slots = await Promise.all(ids.map((id) => database.signatureSlots.get(id, 'ATTACHMENT')));
      expect(slots.map((slot) => slot?.cms)).toEqual([digest('d'), null]);
      expect(idsOf(await hold(dossier, ids[1], 2 * minute))).toEqual([ids[1]]);
    });

    it('bear the refusal of the key’s holder until somebody asks anew', async () => {
      const { dossier, ids } = await prepared(2);
      await hold(dossier, ids[0]);
      const refusal = { code: 'KEY_AUTHORISATION_REFUSED', details: { reason: 'no' } } as const;
      await database.signatureSlots.letGo(ids[0] ?? '', 'ATTACHMENT', refusal, at(1));
      expect((await database.signatureSlots.get(ids[1] ?? '', 'ATTACHMENT'))?.refusal).toEqual(refusal);
      expect(idsOf(await hold(dossier, ids[1], 2))).toEqual(ids);
      expect((await database.signatureSlots.get(ids[0] ?? '', 'ATTACHMENT'))?.refusal).toBeNull();
    });

    it('leave out papers that are settled', async () => {
      const { dossier, ids } = await prepared(2);
      const claim = await database.components.claim(ids[1] ?? '', 'w', at(2 * minute), minute);
      await database.components.settle(
        ids[1] ?? '',
        claim?.fence ?? 0,
        { state: 'failed', stage: null },
        at(3 * minute),
      );
      expect(idsOf(await hold(dossier, ids[0], 3 * minute))).toEqual([ids[0]]);
    });
  });

  describe('hand-offs', () => {
    async function handOff(more: Partial<HandOffRecord> = {}): Promise<HandOffRecord> {
      const { components } = await submitDossier(database, 1);
      const id = `ho-${components[0]?.id}`;
      const record: HandOffRecord = {
        id,
        componentId: components[0]?.id ?? '',
        slot: 'PERSON_COMPETENT',
        state: 'cho_ky',
        profile: 'PERSON_COMPETENT',
        receptionDay: '2026-11-20',
        baseSha256: digest('a'),
        baseLength: 10,
        certificateSha256: null,
        createdAt: at(0).toISOString(),
        expiresAt: at(minute).toISOString(),
        returnedSha256: null,
        level: null,
        reason: null,
        link: null,
        ...more,
      };
      await database.handOffs.add(record);
      return record;
    }

    it('are kept as they were added, once, and found by their component', async () => {
      const one = await handOff({ reason: { vi: 'Sai số trang', en: 'wrong page' } });
      await database.handOffs.add({ ...one, state: 'da_ky' });
      expect(await database.handOffs.get(one.id)).toEqual(one);
      expect(await database.handOffs.latest(one.componentId, 'PERSON_COMPETENT')).toEqual(one);
      expect(await database.handOffs.latest(one.componentId, 'AGENCY_ISSUED')).toBeNull();
      const next = { ...one, id: `${one.id}-2`, createdAt: at(5).toISOString() };
      await database.handOffs.add(next);
      expect(await database.handOffs.latest(one.componentId, 'PERSON_COMPETENT')).toEqual(next);
    });

    it('are changed one answer after the other, and a change that throws leaves them', async () => {
      const one = await handOff();
      const seen: string[] = [];
      const answer = (state: HandOffRecord['state']) =>
        database.handOffs.change(one.id, (current) => {
          seen.push(current.state);
          if (current.state !== 'cho_ky') throw new Error('too late');
          return { ...current, state };
        });
      const outcomes = await Promise.allSettled([answer('da_ky'), answer('tu_choi')]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(seen[0]).toBe('cho_ky');
      expect(seen[1]).not.toBe('cho_ky');
      const open = await database.handOffs.list({ open: true, limit: 1000 });
      expect(open.map(({ id }) => id)).not.toContain(one.id);
      expect((await database.handOffs.list({ open: false, limit: 1000 })).map(({ id }) => id)).toContain(one.id);
      await expect(database.handOffs.change('none', (current) => current)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    });
  });
});
