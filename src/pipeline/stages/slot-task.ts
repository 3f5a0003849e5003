import type { SlotId } from '../../domain/five-steps.ts';
import { type PreparedSignature, restorePrepared, type SigningIntent } from '../../signing/prepared.ts';
import type { Outputs } from '../outputs.ts';
import type { BlobStore } from '../ports/blobs.ts';
import type { SignatureSlot } from '../ports/signature-slots.ts';
import type { StageContext } from '../stage.ts';
import type { SignatureOrder, Techniques } from '../techniques.ts';

/** One slot of one component in the middle of a stage. */
export interface SlotTask {
  readonly techniques: Techniques;
  readonly context: StageContext<Outputs>;
  readonly slot: SlotId;
  /** Blob that is signed. */
  readonly base: string;
  readonly order: SignatureOrder;
  audit(action: string, details: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** The prepared document as it was stored, every byte checked against its intent. Throws SIGN_REFUSED. */
export async function preparedOf(stored: SignatureSlot, blobs: BlobStore): Promise<PreparedSignature> {
  return restorePrepared(await blobs.get(stored.intent), stored.details as unknown as SigningIntent);
}
