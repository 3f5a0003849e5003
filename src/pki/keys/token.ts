import type { HashName } from '../hashes.ts';

/** Raw operations of a key device; the values are already digests and the answers raw, as PKCS#11 has them. */
export type TokenMechanism = 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa';

export interface TokenObject {
  /** CKA_ID: pairs a key with its certificate. */
  readonly id: string;
  readonly label: string;
}

/** A smart card, USB token or HSM slot. The real one is PKCS#11; faults are tried on a fake behind the same interface. */
export interface Token {
  /** Label and serial number of the device, for ids and messages. */
  readonly name: string;
  readonly serial: string;
  readonly mechanisms: ReadonlySet<TokenMechanism>;
  /** What the device itself says of its PIN counter. */
  pinState(): 'ok' | 'low' | 'last-try' | 'locked';
  /** @throws TokenError */
  login(pin: string): void;
  certificates(): readonly (TokenObject & { readonly der: Uint8Array })[];
  privateKeys(): readonly TokenObject[];
  /**
   * @param input DigestInfo for `rsa-pkcs1`, the digest itself otherwise
   * @returns ECDSA values as r || s
   * @throws TokenError
   */
  sign(key: TokenObject, mechanism: TokenMechanism, hash: HashName, input: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

export type TokenProblem = 'pin-incorrect' | 'pin-locked' | 'gone' | 'busy' | 'failed';

export class TokenError extends Error {
  readonly problem: TokenProblem;
  constructor(problem: TokenProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TokenError';
    this.problem = problem;
  }
}
