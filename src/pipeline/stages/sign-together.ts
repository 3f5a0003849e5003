import { treatmentSlots } from '../../domain/component.ts';
import { asSohoaError, type ErrorCode, SohoaError } from '../../domain/errors.ts';
import type { SlotId } from '../../domain/five-steps.ts';
import { text } from '../../domain/text.ts';
import type { SignedOutput } from '../outputs.ts';
import type { ComponentRecord } from '../ports/components.ts';
import type { StageResult } from '../stage.ts';
import { preparedOf, type SlotTask } from './slot-task.ts';

/** Longer than any confirmation may take; a worker that died in between lets go after it. */
const holdMs = 1_800_000;
/** Who signs wakes the others; this is for papers whose last companion stopped on its way. */
const lookAgainMs = 60_000;

/** Answers of the holder: they hold for every document of the request. */
const final: ReadonlySet<ErrorCode> = new Set(['KEY_AUTHORISATION_REFUSED', 'KEY_PASSWORD_WRONG', 'KEY_LOCKED']);

/**
 * One authorisation for all papers of a dossier (rules.md R4.7): each waits, prepared, until no other paper of the dossier
 * is on its way to this slot; the last one asks for all and leaves every CMS beside its intent. Null: the CMS of this
 * component is there. What the holder refused is refused for all of them; a component that was reopened asks anew.
 * Throws KEY_*.
 */
export async function gatherAndSign(
  task: SlotTask,
): Promise<Exclude<StageResult<SignedOutput>, { readonly output: SignedOutput }> | null> {
  const { techniques, context, slot, audit } = task;
  const { records, blobs, component, dossier, clock } = context;
  const mine = await records.signatureSlots.get(component.id, slot);
  if (mine === null) throw new SohoaError('INTERNAL', { reason: `${slot} is not prepared` });
  if (mine.cms !== null) return null;
  if (mine.refusal !== null && component.waiting !== null)
    throw new SohoaError(mine.refusal.code, mine.refusal.details);

  const others = (await records.components.ofDossier(dossier.id)).filter(({ id }) => id !== component.id);
  const prepared = await Promise.all(others.map(({ id }) => records.signatureSlots.get(id, slot)));
  const coming = others.filter((other, index) => prepared[index] === null && isComing(other, slot));
  if (coming.length > 0) return waitFor(`${coming.length} giấy tờ khác của hồ sơ`, `${coming.length} other papers`);

  const held = await records.signatureSlots.hold(dossier.id, slot, component.id, clock.now(), holdMs);
  const ids = held.map(({ componentId }) => componentId);
  if (!ids.includes(component.id)) return waitFor('yêu cầu đang chờ xác nhận', 'a request that awaits confirmation');
  await audit('key.asked', { documents: held.length, intents: held.map(({ intent }) => intent) });
  try {
    const batch = await Promise.all(held.map((one) => preparedOf(one, blobs)));
    const made = await techniques.signer.signTogether(slot, batch);
    for (const [index, one] of held.entries()) {
      const cms = await blobs.put(made[index] as Uint8Array);
      await records.signatureSlots.keepTogether(one, cms, clock.now());
      await records.audit.append({
        at: clock.now(),
        actor: `slot:${slot}`,
        action: 'key.used',
        subject: one.componentId,
        details: { base: one.base, cms, together: held.length },
      });
    }
  } catch (thrown) {
    const error = asSohoaError(thrown);
    // A request that is still open keeps its papers: the same ones are asked about again, and no second time.
    if (error.code === 'KEY_AUTHORISATION_PENDING') throw error;
    const refusal = final.has(error.code) ? { code: error.code, details: error.details } : null;
    await records.signatureSlots.letGo(component.id, slot, refusal, clock.now());
    if (refusal !== null) await wakeOthers();
    throw error;
  }
  await wakeOthers();
  return null;

  function waitFor(vi: string, en: string) {
    const reason = text(`chờ ${vi} để xin xác nhận một lần`, `waiting for ${en}, to be authorised at once`);
    const retryAt = new Date(clock.now().getTime() + lookAgainMs);
    return { wait: { kind: 'signature' as const, slot, reason }, retryAt };
  }
  async function wakeOthers(): Promise<void> {
    await records.components.wake({ ids: ids.filter((id) => id !== component.id) }, clock.now());
  }
}

/** On its way by itself: what waits for something else, or is settled, keeps nobody. */
function isComing({ state, origin, treatment }: ComponentRecord, slot: SlotId): boolean {
  if (state !== 'queued' && state !== 'running') return false;
  if (slot === 'OPERATOR_SCAN') return origin !== 'born_digital';
  return treatmentSlots[treatment].includes(slot);
}
