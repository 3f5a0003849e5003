import type { BlockValue, SignatureProfileId } from '../domain/rules/signature-profiles.ts';
import type { BoxMm } from '../pdf/appearance/page-view.ts';
import type { Certificate } from '../pki/certificate.ts';
import type { SignatureScheme } from '../pki/keys/signing-key.ts';

/** What is made, from the weakest: never less than asked (signatures.md 1.3). */
export const levels = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;
export type PadesLevel = (typeof levels)[number];

export const atLeast = (level: PadesLevel, wanted: PadesLevel): boolean =>
  levels.indexOf(level) >= levels.indexOf(wanted);

/** One signature that somebody asks for. */
export interface SignatureRequest {
  readonly profile: SignatureProfileId;
  /** Reception day of the dossier, `YYYY-MM-DD` in Vietnam: the profile of that day applies (R0.1). */
  readonly receptionDay: string;
  readonly level: PadesLevel;
  /** Texts of the block's lines. */
  readonly values: Readonly<Partial<Record<BlockValue, string>>>;
  /** When the paper was captured; shown by OPERATOR_SCAN (R2.5). */
  readonly capturedAt: Date | null;
  readonly image: StampOrder | null;
  readonly place: RequestedPlace;
  /** `/Reason` instead of the profile's own. */
  readonly reason?: string;
  /** `/Location`, for example the place of the one-stop shop. */
  readonly location: string | null;
}

/** A seal or a handwritten signature as the agency registered it (R2.4). */
export interface StampOrder {
  readonly png: Uint8Array;
  /** Real width in mm of what is inked: the diameter of a round seal. */
  readonly widthMm: number;
  /** First and last day of use, `YYYY-MM-DD`; null: open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** By the profile (`page` 1-based, the profile's own page when null), in a box given by hand, or in an empty field. */
export type RequestedPlace =
  | { readonly kind: 'profile'; readonly page: number | null }
  | { readonly kind: 'box'; readonly page: number; readonly box: BoxMm }
  | { readonly kind: 'field'; readonly name: string };

export const byProfile: RequestedPlace = { kind: 'profile', page: null };

/** Who will sign: known before the key is touched, so that the intent names it and the room is sized for it. */
export interface IntendedSigner {
  readonly certificate: Certificate;
  readonly chain: readonly Certificate[];
  /** Null when a tool outside chooses it (hand-off). */
  readonly scheme: SignatureScheme | null;
}
