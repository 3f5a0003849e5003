import { SohoaError } from '../../domain/errors.ts';
import { type Token, TokenError } from './token.ts';

/**
 * Counts wrong PINs per device and stops before the device locks itself (usually at the third to tenth). One guard for the
 * whole process: a second key on the same token shares the count. A restart is a person's decision to try again.
 */
export interface PinGuard {
  /** @throws SohoaError KEY_PASSWORD_WRONG, KEY_LOCKED, KEY_UNAVAILABLE */
  login(token: Token, pin: string): void;
  /** After a person has confirmed the PIN. */
  release(token: Pick<Token, 'serial'>): void;
}

export function createPinGuard(options: { readonly maxFailures: number } = { maxFailures: 2 }): PinGuard {
  const failures = new Map<string, number>();
  return {
    login: (token, pin) => {
      const before = failures.get(token.serial) ?? 0;
      const state = token.pinState();
      // the last try is a person's, never the machine's
      if (before >= options.maxFailures || state === 'last-try' || state === 'locked') {
        throw new SohoaError('KEY_LOCKED', { failures: before });
      }
      try {
        token.login(pin);
        failures.delete(token.serial);
      } catch (thrown) {
        if (!(thrown instanceof TokenError)) throw thrown;
        if (thrown.problem === 'pin-locked')
          throw new SohoaError('KEY_LOCKED', { failures: before }, { cause: thrown });
        if (thrown.problem !== 'pin-incorrect')
          throw new SohoaError('KEY_UNAVAILABLE', { reason: thrown.message }, { cause: thrown });
        failures.set(token.serial, before + 1);
        throw new SohoaError('KEY_PASSWORD_WRONG', {}, { cause: thrown });
      }
    },
    release: ({ serial }) => {
      failures.delete(serial);
    },
  };
}
