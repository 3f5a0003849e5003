import type { Selectable } from 'kysely';
import { SohoaError } from '../../../domain/errors.ts';
import type { SlotId } from '../../../domain/five-steps.ts';
import type { SignatureSlot, SignatureSlotRecords } from '../../../pipeline/ports/signature-slots.ts';
import { atomically, json, type Sql, type Tables } from '../tables.ts';
import { componentRecords } from './components.ts';

export function signatureSlotRecords(sql: Sql): SignatureSlotRecords {
  const get = async (componentId: string, slot: SlotId): Promise<SignatureSlot | null> => {
    const row = await sql
      .selectFrom('signature_slot')
      .selectAll()
      .where('component_id', '=', componentId)
      .where('slot', '=', slot)
      .executeTakeFirst();
    return row ? toSlot(row) : null;
  };
  return {
    get,
    async ofComponent(componentId) {
      const rows = await sql
        .selectFrom('signature_slot')
        .selectAll()
        .where('component_id', '=', componentId)
        .orderBy('updated_at')
        .execute();
      return rows.map(toSlot);
    },
    prepare: (fence, intent, now) =>
      atomically(sql, async (open) => {
        await componentRecords(open).requireFence(intent.componentId, fence);
        const kept = await signatureSlotRecords(open).get(intent.componentId, intent.slot);
        if (kept !== null && kept.base === intent.base && (kept.cms !== null || isSameSigner(kept, intent)))
          return kept;
        if (kept?.state === 'signed') {
          throw new SohoaError('SIGN_REFUSED', { reason: `${intent.slot} is signed already`, slot: intent.slot });
        }
        const values = {
          state: 'prepared',
          base: intent.base,
          intent: intent.intent,
          details: json(intent.details),
          cms: null,
          fence,
          updated_at: now,
          held_by: null,
          held_until: null,
          refusal: null,
        } as const;
        const row = await open
          .insertInto('signature_slot')
          .values({ component_id: intent.componentId, slot: intent.slot, ...values })
          .onConflict((conflict) => conflict.columns(['component_id', 'slot']).doUpdateSet(values))
          .returningAll()
          .executeTakeFirstOrThrow();
        return toSlot(row);
      }),
    keepSignature: (fence, componentId, slot, cms, now) =>
      atomically(sql, async (open) => {
        await componentRecords(open).requireFence(componentId, fence);
        await open
          .updateTable('signature_slot')
          .set({ cms, fence, updated_at: now })
          .where('component_id', '=', componentId)
          .where('slot', '=', slot)
          .execute();
      }),
    hold: (dossierId, slot, owner, now, holdMs) =>
      atomically(sql, async (open) => {
        const unsigned = await open
          .selectFrom('signature_slot')
          .innerJoin('component', 'component.id', 'signature_slot.component_id')
          .selectAll('signature_slot')
          .where('component.dossier_id', '=', dossierId)
          .where('component.state', 'in', ['queued', 'running', 'waiting'])
          .where('signature_slot.slot', '=', slot)
          .where('signature_slot.state', '=', 'prepared')
          .where('signature_slot.cms', 'is', null)
          .orderBy('component.ordinal')
          .orderBy('component.id')
          .forUpdate('signature_slot')
          .execute();
        const isFree = (row: (typeof unsigned)[number]) => row.held_until === null || row.held_until <= now;
        const own = unsigned.filter((row) => row.held_by === owner && !isFree(row));
        const taken = own.length > 0 ? own : unsigned.filter(isFree);
        if (!taken.some((row) => row.component_id === owner)) return [];
        await open
          .updateTable('signature_slot')
          .set({ held_by: owner, held_until: new Date(now.getTime() + holdMs), refusal: null })
          .where('slot', '=', slot)
          .where(
            'component_id',
            'in',
            taken.map((row) => row.component_id),
          )
          .execute();
        return taken.map(toSlot);
      }),
    async keepTogether({ componentId, slot, intent }, cms, now) {
      await sql
        .updateTable('signature_slot')
        .set({ cms, held_by: null, held_until: null, updated_at: now })
        .where('component_id', '=', componentId)
        .where('slot', '=', slot)
        .where('intent', '=', intent)
        .where('cms', 'is', null)
        .execute();
    },
    async letGo(owner, slot, refusal, now) {
      await sql
        .updateTable('signature_slot')
        .set({
          held_by: null,
          held_until: null,
          refusal: refusal === null ? null : json(refusal),
          updated_at: now,
        })
        .where('held_by', '=', owner)
        .where('slot', '=', slot)
        .where('cms', 'is', null)
        .execute();
    },
    complete: (fence, componentId, slot, signed, now) =>
      atomically(sql, async (open) => {
        await componentRecords(open).requireFence(componentId, fence);
        const kept = await signatureSlotRecords(open).get(componentId, slot);
        if (kept === null) throw new SohoaError('NOT_FOUND', { what: `${slot} of ${componentId}` });
        if (kept.signed === signed) return;
        if (kept.signed !== null) throw new SohoaError('SIGN_REFUSED', { reason: `${slot} is signed already`, slot });
        await open
          .updateTable('signature_slot')
          .set({ state: 'signed', signed, fence, updated_at: now })
          .where('component_id', '=', componentId)
          .where('slot', '=', slot)
          .execute();
      }),
  };
}

/** The certificate of the intent: a key that was replaced before it signed makes its own. */
const isSameSigner = (kept: Pick<SignatureSlot, 'details'>, intent: Pick<SignatureSlot, 'details'>): boolean =>
  kept.details.certificateSha256 === intent.details.certificateSha256;

const toSlot = (row: Selectable<Tables['signature_slot']>): SignatureSlot => ({
  componentId: row.component_id,
  slot: row.slot,
  state: row.state,
  base: row.base,
  intent: row.intent,
  details: row.details as SignatureSlot['details'],
  cms: row.cms,
  signed: row.signed,
  refusal: row.refusal as SignatureSlot['refusal'],
  updatedAt: row.updated_at,
});
