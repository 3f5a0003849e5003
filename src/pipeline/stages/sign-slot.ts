import { SohoaError } from '../../domain/errors.ts';
import type { SlotId } from '../../domain/five-steps.ts';
import type { StageContext } from '../engine.ts';
import type { Outputs, SignedOutput } from '../outputs.ts';
import type { SignatureOrder, Techniques } from '../techniques.ts';

/**
 * One signature on one slot, exactly once: the prepared bytes and the intent are stored under the fence before the key
 * is touched (promise 2). A worker that comes after a crash finds the intent and signs those bytes and no others; a
 * finished signature is found and returned.
 */
export async function signSlot(
  techniques: Techniques,
  context: StageContext<Outputs>,
  slot: SlotId,
  base: string,
): Promise<SignedOutput> {
  const { blobs, records, component, dossier, fence, clock } = context;
  const operatorName = dossier.details.operatorName;
  const order: SignatureOrder = {
    slot,
    receivedAt: new Date(dossier.receivedAt),
    capturedAt: new Date(dossier.receivedAt),
    operatorName: typeof operatorName === 'string' ? operatorName : null,
  };

  let stored = await records.signatureSlots.get(component.id, slot);
  if (stored === null || stored.intent === null || stored.base !== base) {
    const prepared = await techniques.signer.prepare(await blobs.get(base), order);
    const intent = await blobs.put(prepared.bytes);
    stored = await records.signatureSlots.prepare(
      fence,
      { componentId: component.id, slot, base, intent, details: { ...prepared.details } },
      clock.now(),
    );
    await audit('signature.prepared', { slot, base, intent });
  }
  if (stored.signed !== null) return { document: stored.signed, level: levelOf(stored.details) };
  if (stored.intent === null) throw new SohoaError('INTERNAL', { reason: `slot ${slot} lost its intent` });

  const bytes = await blobs.get(stored.intent);
  await audit('key.use', { slot, intent: stored.intent });
  const signed = await techniques.signer.complete({ bytes, details: stored.details }, order);
  const document = await blobs.put(signed.bytes);
  await records.signatureSlots.complete(fence, component.id, slot, document, clock.now());
  await audit('signature.made', { slot, base, document, level: signed.level });
  return { document, level: signed.level };

  async function audit(action: string, details: Readonly<Record<string, unknown>>): Promise<void> {
    await records.audit.append({ at: clock.now(), actor: `slot:${slot}`, action, subject: component.id, details });
  }
}

const levelOf = (details: Readonly<Record<string, unknown>>): SignedOutput['level'] =>
  details.level === 'B-T' ? 'B-T' : 'B-B';
