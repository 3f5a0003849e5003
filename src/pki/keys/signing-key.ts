import type { Certificate } from '../certificate.ts';
import type { HashName } from '../hashes.ts';

/** Schemes for new signatures (rules.md R4.5); the one that was used is recorded with the signature. */
export const signatureSchemes = [
  'rsa-pss-sha256',
  'rsa-pss-sha384',
  'rsa-pss-sha512',
  'rsa-pkcs1-sha256',
  'rsa-pkcs1-sha384',
  'rsa-pkcs1-sha512',
  'ecdsa-sha256',
  'ecdsa-sha384',
  'ecdsa-sha512',
] as const;
export type SignatureScheme = (typeof signatureSchemes)[number];

/**
 * A private key that can be asked to sign, wherever it lives. Nothing of the key itself ever passes this interface.
 */
export interface SigningKey {
  /** Stable name for logs and the audit chain, for example `pkcs12:xa-mau` or `pkcs11:<token>/<key>`; no secret. */
  readonly id: string;
  readonly certificate: Certificate;
  /** CA certificates that came with the key, issuer of the leaf first; may be empty. */
  readonly chain: readonly Certificate[];
  /** What the device can do, best first. */
  readonly schemes: readonly SignatureScheme[];
  /**
   * Signs `data` (the bytes themselves, not their digest). ECDSA values are DER `SEQUENCE { r, s }`.
   * @throws SohoaError KEY_UNAVAILABLE (retry later), KEY_PASSWORD_WRONG, KEY_LOCKED, KEY_AUTHORISATION_REFUSED
   */
  sign(scheme: SignatureScheme, data: Uint8Array): Promise<Uint8Array>;
  /** As `sign`, many at once under one authorisation of the holder (one PIN entry, one remote confirmation). */
  signBatch(scheme: SignatureScheme, batch: readonly Uint8Array[]): Promise<readonly Uint8Array[]>;
  close(): Promise<void>;
}

export const schemeHash = (scheme: SignatureScheme): HashName => scheme.slice(scheme.lastIndexOf('-') + 1) as HashName;

/** The schemes that a certificate's key fits; PSS first, as TT 15/2025 names it. ECDSA by the size of its curve. */
export function schemesForKey(certificate: Certificate): readonly SignatureScheme[] {
  const key = certificate.publicKey;
  switch (key?.asymmetricKeyType) {
    case 'rsa':
      return signatureSchemes.filter((scheme) => scheme.startsWith('rsa-'));
    case 'rsa-pss':
      return signatureSchemes.filter((scheme) => scheme.startsWith('rsa-pss-'));
    case 'ec': {
      const best = { prime256v1: 'ecdsa-sha256', secp384r1: 'ecdsa-sha384', secp521r1: 'ecdsa-sha512' } as const;
      const first = best[(key.asymmetricKeyDetails?.namedCurve ?? '') as keyof typeof best];
      return first === undefined ? [] : [first];
    }
    default:
      return [];
  }
}
