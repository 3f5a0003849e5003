import { readFile } from 'node:fs/promises';
import { asSohoaError, SohoaError } from '../domain/errors.ts';
import type { SlotId } from '../domain/five-steps.ts';
import { readCertificates } from '../pki/certificate.ts';
import { createPinGuard, type PinGuard } from '../pki/keys/pin-guard.ts';
import { loadPkcs11 } from '../pki/keys/pkcs11.ts';
import { openPkcs12 } from '../pki/keys/pkcs12.ts';
import type { SigningKey } from '../pki/keys/signing-key.ts';
import { openTokenKey } from '../pki/keys/token-key.ts';
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
  const guard = createPinGuard();
  const open = (entry: KeyEntry): Promise<SigningKey> => {
    const known = opened.get(entry.id) ?? openKey(entry, guard);
    opened.set(entry.id, known);
    // A missing file or device may come back; a wrong PIN is not tried again by itself (the device would lock).
    known.catch((error) => error.code === 'KEY_UNAVAILABLE' && opened.delete(entry.id));
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

async function openKey(entry: KeyEntry, guard: PinGuard): Promise<SigningKey> {
  const password = keyPassword(entry);
  if (password === undefined)
    throw new SohoaError('KEY_UNAVAILABLE', { reason: `no password given for key ${entry.id}` });
  if (entry.kind === 'pkcs12') return openPkcs12(await readKeyFile(entry.file, entry.id), password, entry.id);

  const { library, token, key } = entry;
  const [certificate] =
    entry.certificate === undefined ? [] : readCertificates(await readKeyFile(entry.certificate, entry.id));
  const module = await loadPkcs11(library);
  return openTokenKey(module.open(token), {
    pin: password,
    guard,
    reopen: async () => module.open(token),
    ...(key === undefined ? {} : { key }),
    ...(certificate === undefined ? {} : { certificate }),
  });
}

async function readKeyFile(file: string, id: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new SohoaError('KEY_UNAVAILABLE', { reason: `key file of ${id} cannot be read` }, { cause });
  }
}
