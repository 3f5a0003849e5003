import { asSohoaError, SohoaError } from '../../domain/errors.ts';
import type { SlotId } from '../../domain/five-steps.ts';
import type { SigningJournal } from '../../signing/ports.ts';
import { preparedBytes, type SigningIntent } from '../../signing/prepared.ts';
import type { Outputs, SignedOutput } from '../outputs.ts';
import type { StageContext, StageResult } from '../stage.ts';
import type { SignatureOrder, Techniques } from '../techniques.ts';
import { signElsewhere } from './sign-elsewhere.ts';
import { gatherAndSign } from './sign-together.ts';
import { preparedOf, type SlotTask } from './slot-task.ts';

/**
 * One signature on one slot, exactly once: the prepared bytes and the intent are stored under the fence before the key
 * is touched, the CMS right after (promise 2). A worker that comes after a crash finds them and signs those bytes and no
 * others; a finished signature is found and returned. A slot whose signer uses software of their own is handed off; a key
 * that its holder has to authorise signs the papers of a dossier together.
 */
export async function signSlot(
  techniques: Techniques,
  context: StageContext<Outputs>,
  slot: SlotId,
  base: string,
): Promise<StageResult<SignedOutput>> {
  const { records, component, clock } = context;
  const task: SlotTask = {
    techniques,
    context,
    slot,
    base,
    order: orderOf(context, slot),
    audit: (action, details) =>
      records.audit.append({ at: clock.now(), actor: `slot:${slot}`, action, subject: component.id, details }),
  };

  try {
    return await fill(task);
  } catch (thrown) {
    // Whatever it waits for or ends with, the dossier says for which slot.
    const { code, details } = asSohoaError(thrown);
    throw new SohoaError(code, { slot, ...details }, { cause: thrown });
  }
}

async function fill(task: SlotTask): Promise<StageResult<SignedOutput>> {
  const { techniques, context, slot, base } = task;
  const { blobs, records, component, fence, clock } = context;
  // Signed before, and cut off before the stage was done: timestamps made anew would give another document.
  const known = await records.signatureSlots.get(component.id, slot);
  if (known?.signed != null && known.base === base)
    return { output: { document: known.signed, level: (known.details as unknown as SigningIntent).level } };

  const terms = await techniques.signer.handOffTerms(slot);
  if (terms !== null) return signElsewhere(task, terms);

  const journal = slotJournal(task);
  if (techniques.signer.gathers(slot)) {
    await techniques.signer.prepare(await blobs.get(base), task.order, journal);
    const wait = await gatherAndSign(task);
    if (wait !== null) return wait;
  }
  const signed = await techniques.signer.sign(await blobs.get(base), task.order, journal);
  const document = await blobs.put(signed.bytes);
  await records.signatureSlots.complete(fence, component.id, slot, document, clock.now());
  await task.audit('signature.made', { base, document, level: signed.level });
  return { output: { document, level: signed.level } };
}

function orderOf({ component, dossier }: StageContext<Outputs>, slot: SlotId): SignatureOrder {
  const { operatorName } = dossier.details;
  const receivedAt = new Date(dossier.receivedAt);
  return {
    slot,
    receivedAt,
    capturedAt: receivedAt,
    operatorName: typeof operatorName === 'string' ? operatorName : null,
    origin: component.origin,
    values: valuesOf(component.details.signing),
  };
}

/** The texts of the block that came with the submission; anything else is left out. */
function valuesOf(signing: unknown): NonNullable<SignatureOrder['values']> {
  if (typeof signing !== 'object' || signing === null) return {};
  const given = signing as Readonly<Record<string, unknown>>;
  const names = ['documentNumber', 'certification', 'registerNumber'] as const;
  return Object.fromEntries(names.flatMap((name) => (typeof given[name] === 'string' ? [[name, given[name]]] : [])));
}

function slotJournal({ context, slot, base, audit }: SlotTask): SigningJournal {
  const { blobs, records, component, fence, clock } = context;
  return {
    async load() {
      const stored = await records.signatureSlots.get(component.id, slot);
      if (stored === null || stored.base !== base) return null;
      const prepared = await preparedOf(stored, blobs);
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
}
