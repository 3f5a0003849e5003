import type { ErrorCode } from '../../domain/errors.ts';
import type { SlotId } from '../../domain/five-steps.ts';

/** The place of one signature on one component's document: prepared once, signed once. */
export interface SignatureSlot {
  readonly componentId: string;
  readonly slot: SlotId;
  /** `prepared`: the intent is stored, chờ ký · `signed`: the finished document is. */
  readonly state: 'prepared' | 'signed';
  /** Blob the signature goes on. */
  readonly base: string;
  /** Blob of the prepared bytes (placeholder, fixed signing time). */
  readonly intent: string;
  /** What completing needs beside the bytes (byte range, signing time, key id …). */
  readonly details: Readonly<Record<string, unknown>>;
  /** Blob of the CMS that the key made over the intent; null before the key was used. */
  readonly cms: string | null;
  /** Blob of the signed document. */
  readonly signed: string | null;
  /** Why the holder of the key would not sign this intent; null: nobody refused. */
  readonly refusal: { readonly code: ErrorCode; readonly details: Readonly<Record<string, string | number>> } | null;
  readonly updatedAt: Date;
}

export interface SignatureSlotRecords {
  get(componentId: string, slot: SlotId): Promise<SignatureSlot | null>;
  ofComponent(componentId: string): Promise<readonly SignatureSlot[]>;
  /**
   * Stores the intent before the key is touched, under the component's fence (STALE_WORKER). When one is stored for the
   * same base it stays and is returned: a resumed worker signs those bytes and no others. An unsigned intent over another
   * base, or for another certificate (a key that was replaced before it signed), gives way; SIGN_REFUSED when the slot is
   * signed already over another base.
   */
  prepare(
    fence: number,
    intent: Pick<SignatureSlot, 'componentId' | 'slot' | 'base' | 'intent' | 'details'>,
    now: Date,
  ): Promise<SignatureSlot>;
  /** Remembers the blob of the CMS right after the key was used, so that the key is never touched again for this intent. */
  keepSignature(fence: number, componentId: string, slot: SlotId, cms: string, now: Date): Promise<void>;
  /**
   * Takes all intents of the slot in this dossier that no key has signed and no other component holds, for one
   * authorisation; a component that holds some already gets the same ones again, so that its request does not change.
   * Without `owner`'s own intent nothing is taken. Papers that are settled are left out.
   */
  hold(dossierId: string, slot: SlotId, owner: string, now: Date, holdMs: number): Promise<readonly SignatureSlot[]>;
  /** As `keepSignature`, of an intent that was held: nothing happens when it is another or has its CMS already. */
  keepTogether(held: Pick<SignatureSlot, 'componentId' | 'slot' | 'intent'>, cms: string, now: Date): Promise<void>;
  /** Ends the holding; with a refusal when the holder of the key would not sign. */
  letGo(owner: string, slot: SlotId, refusal: SignatureSlot['refusal'], now: Date): Promise<void>;
  /** Marks it signed with the finished document; the same document twice is harmless, another one is SIGN_REFUSED. */
  complete(fence: number, componentId: string, slot: SlotId, signed: string, now: Date): Promise<void>;
}
