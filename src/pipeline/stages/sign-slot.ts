import type { SlotId } from '../../domain/five-steps.ts';
import type { SigningJournal } from '../../signing/ports.ts';
import { preparedBytes, restorePrepared, type SigningIntent } from '../../signing/prepared.ts';
import type { StageContext } from '../engine.ts';
import type { Outputs, SignedOutput } from '../outputs.ts';
import type { Techniques } from '../techniques.ts';

/**
 * One signature on one slot, exactly once: the prepared bytes and the intent are stored under the fence before the key
 * is touched, the CMS right after (promise 2). A worker that comes after a crash finds them and signs those bytes and no
 * others; a finished signature is found and returned.
 */
export async function signSlot(
  techniques: Techniques,
  context: StageContext<Outputs>,
  slot: SlotId,
  base: string,
): Promise<SignedOutput> {
  const { blobs, records, component, dossier, fence, clock } = context;
  const audit = (action: string, details: Readonly<Record<string, unknown>>) =>
    records.audit.append({ at: clock.now(), actor: `slot:${slot}`, action, subject: component.id, details });

  // Signed before, and cut off before the stage was done: timestamps made anew would give another document.
  const known = await records.signatureSlots.get(component.id, slot);
  if (known?.signed != null && known.base === base) {
    return { document: known.signed, level: (known.details as unknown as SigningIntent).level };
  }

  const journal: SigningJournal = {
    async load() {
      const stored = await records.signatureSlots.get(component.id, slot);
      if (stored === null || stored.base !== base) return null;
      const prepared = restorePrepared(await blobs.get(stored.intent), stored.details as unknown as SigningIntent);
      return { prepared, cms: stored.cms === null ? null : await blobs.get(stored.cms) };
    },
    async prepared(prepared) {
      const intent = await blobs.put(preparedBytes(prepared));
      const details = { ...prepared.intent };
      await records.signatureSlots.prepare(
        fence,
        { componentId: component.id, slot, base, intent, details },
        clock.now(),
      );
      await audit('signature.prepared', { base, intent, certificate: prepared.intent.certificateSha256 });
    },
    async signed(cms) {
      const digest = await blobs.put(cms);
      await records.signatureSlots.keepSignature(fence, component.id, slot, digest, clock.now());
      await audit('key.used', { base, cms: digest });
    },
  };

  const operatorName = dossier.details.operatorName;
  const signed = await techniques.signer.sign(
    await blobs.get(base),
    {
      slot,
      receivedAt: new Date(dossier.receivedAt),
      capturedAt: new Date(dossier.receivedAt),
      operatorName: typeof operatorName === 'string' ? operatorName : null,
      origin: component.origin,
    },
    journal,
  );
  const document = await blobs.put(signed.bytes);
  await records.signatureSlots.complete(fence, component.id, slot, document, clock.now());
  await audit('signature.made', { base, document, level: signed.level });
  return { document, level: signed.level };
}
