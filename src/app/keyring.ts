import { readFile } from 'node:fs/promises';
import { asSohoaError, SohoaError } from '../domain/errors.ts';
import type { SlotId } from '../domain/five-steps.ts';
import { openPkcs12 } from '../pki/keys/pkcs12.ts';
import type { SigningKey } from '../pki/keys/signing-key.ts';
import { type Config, type KeyEntry, keyPassword } from './config.ts';

/** The keys of this office by slot, opened when first needed and held only in memory. */
export interface Keyring {
  /** Throws KEY_UNAVAILABLE (the document waits: chờ ký) or KEY_PASSWORD_WRONG. */
  keyFor(slot: SlotId): Promise<SigningKey>;
  /** Every configured key, for `doctor` and `keys list`: opened, or why not. */
  survey(): Promise<readonly KeySurvey[]>;
  close(): Promise<void>;
}

export interface KeySurvey {
  readonly id: string;
  readonly slots: readonly SlotId[];
  readonly key: SigningKey | null;
  readonly error: SohoaError | null;
}

export function createKeyring(config: Pick<Config, 'keys'>): Keyring {
  const opened = new Map<string, Promise<SigningKey>>();
  const open = (entry: KeyEntry): Promise<SigningKey> => {
    const known = opened.get(entry.id) ?? openKey(entry);
    opened.set(entry.id, known);
    // A missing file may come back; a wrong password is not tried again by itself (a token would lock).
    known.catch((error) => error.code !== 'KEY_PASSWORD_WRONG' && opened.delete(entry.id));
    return known;
  };
  return {
    keyFor: async (slot) => {
      const entry = config.keys.find((one) => one.slots.includes(slot as KeyEntry['slots'][number]));
      if (entry === undefined)
        throw new SohoaError('KEY_UNAVAILABLE', { slot, reason: `no key configured for ${slot}` });
      try {
        return await open(entry);
      } catch (thrown) {
        const error = asSohoaError(thrown);
        throw error.code === 'KEY_UNAVAILABLE' ? new SohoaError('KEY_UNAVAILABLE', { ...error.details, slot }) : error;
      }
    },
    survey: () =>
      Promise.all(
        config.keys.map(async (entry): Promise<KeySurvey> => {
          const { id, slots } = entry;
          return open(entry).then(
            (key) => ({ id, slots, key, error: null }),
            (thrown: unknown) => ({ id, slots, key: null, error: asSohoaError(thrown) }),
          );
        }),
      ),
    close: async () => {
      const keys = await Promise.allSettled(opened.values());
      for (const key of keys) if (key.status === 'fulfilled') await key.value.close();
    },
  };
}

async function openKey(entry: KeyEntry): Promise<SigningKey> {
  const bytes = await readFile(entry.file).catch((cause: unknown) => {
    throw new SohoaError('KEY_UNAVAILABLE', { reason: `key file of ${entry.id} cannot be read` }, { cause });
  });
  const password = keyPassword(entry);
  if (password === undefined)
    throw new SohoaError('KEY_UNAVAILABLE', { reason: `no password given for key ${entry.id}` });
  return openPkcs12(new Uint8Array(bytes), password, entry.id);
}
