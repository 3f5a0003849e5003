import type { Randomness } from '../domain/clock.ts';
import type { SlotId } from '../domain/five-steps.ts';
import { vietnamDay } from '../domain/rules/rule-profile.ts';
import { signatureProfileOn } from '../domain/rules/signature-profiles.ts';
import { type CheckSurroundings, checkKey, type KeyCheck, testSign } from '../pki/keys/check-key.ts';
import type { Keyring, KeySurvey } from './keyring.ts';

/** What an administrator asks of the configured keys (`sohoa keys`). */
export interface KeyDesk {
  list(): Promise<readonly KeySurvey[]>;
  /** Path, validity, usage, status and strength as of now; the key is not used. Throws NOT_FOUND, KEY_*. */
  check(id: string): Promise<KeyVerdict>;
  /** Uses the key once over bytes that are no document. Throws NOT_FOUND, KEY_*. */
  testSign(
    id: string,
  ): Promise<{ readonly good: boolean; readonly certificateSha256: string; readonly scheme: string }>;
}

export interface KeyVerdict extends KeyCheck {
  /** Of each slot that the key is configured for: whether its rules accept this certificate's store. */
  readonly slots: readonly { readonly slot: SlotId; readonly accepted: boolean }[];
}

export interface KeyDeskDeps {
  readonly keyring: Keyring;
  readonly random: Randomness;
  readonly surroundings: () => CheckSurroundings;
}

export function createKeyDesk({ keyring, random, surroundings }: KeyDeskDeps): KeyDesk {
  return {
    list: () => keyring.survey(),
    async check(id) {
      const key = await keyring.key(id);
      const context = surroundings();
      const verdict = await checkKey(key, context);
      const slots = keyring.slotsOf(id).map((slot) => {
        const { stores } = signatureProfileOn(slot, vietnamDay(context.now)).value;
        return { slot, accepted: verdict.store !== null && stores.includes(verdict.store) };
      });
      return { ...verdict, id, slots };
    },
    async testSign(id) {
      const key = await keyring.key(id);
      const good = await testSign(key, random.bytes(32));
      return { good, certificateSha256: key.certificate.sha256, scheme: key.schemes[0] ?? 'none' };
    },
  };
}
