import type { Clock, Randomness } from '../domain/clock.ts';
import type { VerificationPolicy, VerificationSlot } from '../domain/rules/verification-policy.ts';
import type { HttpTransport } from '../pki/http-transport.ts';
import type { StatusEvidence } from '../pki/status-evidence.ts';
import type { StatusCache } from '../pki/status-source.ts';
import type { TrustStores } from '../pki/trust-store.ts';
import type { ExpectedSigner } from './identity.ts';

export interface VerificationRequest {
  /** Which rules apply: the slot that the file is to fill, `ANY` when it is not known. */
  readonly slot: VerificationSlot;
  /** Slots of single fields (by fully qualified name) where they differ: a leader's and an agency's signature in one file. */
  readonly slots?: Readonly<Record<string, VerificationSlot>>;
  /** Slot of a field that `slots` does not name; undefined: `slot`. */
  readonly slotOf?: (fieldName: string) => VerificationSlot | undefined;
  /** Opens an encrypted file; the empty user password is always tried first. Never kept, never reported. */
  readonly password?: string;
  /** Whom the signature is expected from; a mismatch warns (rules.md R4.4). */
  readonly applicant?: ExpectedSigner;
  /** Show whether the file keeps the PDF/A flavour that it claims; reads every page (some 30 ms for a short file). */
  readonly pdfa?: boolean;
  /** Judge as of this moment; without it, as of the clock's now. */
  readonly at?: Date;
  /** Other rules than the profile in force, with an id for the report. */
  readonly policy?: { readonly id: string; readonly slots: VerificationPolicy };
}

/** The slot whose rules judge a field. */
export const slotFor = ({ slots, slotOf, slot }: VerificationRequest, fieldName: string): VerificationSlot =>
  slots?.[fieldName] ?? slotOf?.(fieldName) ?? slot;

export interface VerificationDeps {
  readonly stores: TrustStores;
  readonly clock: Clock;
  /** Null = offline: only what the file and the stores hold. */
  readonly transport: HttpTransport | null;
  /** Nonces of OCSP requests. */
  readonly randomness: Randomness;
  /** CRLs and OCSP answers kept between files; without one, each file asks anew. */
  readonly cache?: StatusCache;
  readonly evidence?: KeptEvidence;
}

/** Certificates and status data kept from an earlier verification: candidates beside those of the file. */
export interface KeptEvidence {
  readonly certificates: readonly Uint8Array[];
  readonly status: readonly StatusEvidence[];
  /** Null: nothing proves since when they exist. */
  readonly seal: EvidenceSeal | null;
}

/** A time stamp over all certificates and status data that were kept, and over the one document that they are about. */
export interface EvidenceSeal {
  /** RFC 3161, DER. */
  readonly token: Uint8Array;
  /** The bytes that the token is over: the digest of the bundle, as text. */
  readonly over: Uint8Array;
  /** SHA-256 of the document, lower-case hex. */
  readonly document: string;
  /** Of the authority, asked for when it had stamped: not covered by the token. */
  readonly certificates: readonly Uint8Array[];
  readonly status: readonly StatusEvidence[];
}

/** DER objects that a verdict rests on, each once. */
export interface GatheredEvidence {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  readonly tokens: readonly Uint8Array[];
}

export const noEvidence: GatheredEvidence = { certificates: [], crls: [], ocsps: [], tokens: [] };
