import type { SlotId } from '../../domain/five-steps.ts';
import type { HandOff } from '../../signing/hand-off.ts';

/**
 * A document on its way to the signer's own software and back. The bytes are blobs: what was sent is
 * `baseSha256`, what came back is `returnedSha256`.
 */
export interface HandOffRecord extends HandOff {
  readonly componentId: string;
  readonly slot: SlotId;
  /** The open pair of one-time links; null before one was asked for. */
  readonly link: HandOffLink | null;
}

/** Only digests of the tokens are kept. */
export interface HandOffLink {
  /** Null once the document was fetched with it. */
  readonly downloadSha256: string | null;
  readonly uploadSha256: string;
  /** ISO 8601; neither works after it. */
  readonly until: string;
}

export interface HandOffRecords {
  /** Adds it; the same id twice changes nothing. */
  add(handOff: HandOffRecord): Promise<void>;
  get(id: string): Promise<HandOffRecord | null>;
  /** The newest of this slot of the component. */
  latest(componentId: string, slot: SlotId): Promise<HandOffRecord | null>;
  /** Oldest first; `open`: to be signed or being signed. */
  list(filter: { readonly open: boolean; readonly limit: number }): Promise<readonly HandOffRecord[]>;
  /** Changes it with its row locked, so that of two answers one comes first. Throws NOT_FOUND, and what `change` throws. */
  change(id: string, change: (current: HandOffRecord) => HandOffRecord): Promise<HandOffRecord>;
}
