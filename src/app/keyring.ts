import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../domain/clock.ts';
import { asSohoaError, notFound, SohoaError } from '../domain/errors.ts';
import type { SlotId } from '../domain/five-steps.ts';
import type { SignatureProfileId } from '../domain/rules/signature-profiles.ts';
import { readCertificates } from '../pki/certificate.ts';
import type { HttpTransport } from '../pki/http-transport.ts';
import { accessTokens } from '../pki/keys/access-token.ts';
import { createPinGuard, type PinGuard } from '../pki/keys/pin-guard.ts';
import { loadPkcs11, type Pkcs11Module } from '../pki/keys/pkcs11.ts';
import { openPkcs12 } from '../pki/keys/pkcs12.ts';
import { openRemoteKey } from '../pki/keys/remote-csc.ts';
import type { SigningKey } from '../pki/keys/signing-key.ts';
import { openTokenKey } from '../pki/keys/token-key.ts';
import { type Config, readSecret } from './config.ts';
import type { KeyEntry } from './settings.ts';

/** The keys of this office by slot, opened when first needed and held only in memory. */
export interface Keyring {
  /** Throws KEY_UNAVAILABLE (the document waits: chờ ký), KEY_PASSWORD_WRONG, KEY_LOCKED. */
  keyFor(slot: SlotId): Promise<SigningKey>;
  /** How the slot is signed by the signer's own software; null when a key of ours fills it, or none. Throws KEY_UNAVAILABLE. */
  handOffFor(slot: SlotId): Promise<HandOffTerms | null>;
  /** True when one authorisation of the holder can cover many documents, so that it pays to gather them. */
  gathers(slot: SlotId): boolean;
  /** Slots of the key of that id; none when there is no such key. */
  slotsOf(id: string): readonly SignatureProfileId[];
  /** The key of that id. Throws as `keyFor`, and NOT_FOUND. */
  key(id: string): Promise<SigningKey>;
  /** Every configured key, for `doctor` and `keys list`: opened, or why not. */
  survey(): Promise<readonly KeySurvey[]>;
  close(): Promise<void>;
}

export interface HandOffTerms {
  /** Id of the key entry. */
  readonly id: string;
  /** Whose certificate must have signed; null: any that the slot accepts. */
  readonly certificateSha256: string | null;
  readonly expiresAfterMs: number;
}

export interface KeySurvey {
  readonly id: string;
  readonly kind: KeyEntry['kind'];
  readonly slots: readonly SlotId[];
  /** Null when it cannot be opened, and for a hand-off, which has none here. */
  readonly key: SigningKey | null;
  readonly error: SohoaError | null;
}

export interface KeyringDeps {
  /** To a remote signing service. */
  readonly transport: HttpTransport;
  readonly clock: Clock;
  /** Waits between two looks at a confirmation; tests do not. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

type LocalEntry = Exclude<KeyEntry, { readonly kind: 'handoff' }>;

export function createKeyring(config: Pick<Config, 'keys'>, deps: KeyringDeps): Keyring {
  const opened = new Map<string, Promise<SigningKey>>();
  const guard = createPinGuard();
  const drivers = sharedDrivers();
  const open = (entry: LocalEntry): Promise<SigningKey> => {
    const known = opened.get(entry.id) ?? openKey(entry, { ...deps, guard, drivers });
    opened.set(entry.id, known);
    // A missing file or device may come back; a wrong PIN is not tried again by itself (the device would lock).
    known.catch((error) => error.code === 'KEY_UNAVAILABLE' && opened.delete(entry.id));
    return known;
  };
  const entryOf = (slot: SlotId): KeyEntry | undefined =>
    config.keys.find(({ slots }) => slots.some((one) => one === slot));
  return {
    keyFor: async (slot) => {
      const entry = entryOf(slot);
      if (entry === undefined || entry.kind === 'handoff')
        throw new SohoaError('KEY_UNAVAILABLE', { slot, ...noKey(slot, entry?.id) });
      try {
        return await open(entry);
      } catch (thrown) {
        const { code, details } = asSohoaError(thrown);
        throw new SohoaError(code, { ...details, slot }, { cause: thrown });
      }
    },
    handOffFor: async (slot) => {
      const entry = entryOf(slot);
      if (entry?.kind !== 'handoff') return null;
      const { id, certificate, expiresHours } = entry;
      const [signer] = certificate === undefined ? [] : readCertificates(await readKeyFile(certificate, id));
      return { id, certificateSha256: signer?.sha256 ?? null, expiresAfterMs: expiresHours * 3_600_000 };
    },
    gathers: (slot) => entryOf(slot)?.kind === 'csc',
    slotsOf: (id) => config.keys.find((one) => one.id === id)?.slots ?? [],
    key: async (id) => {
      const entry = config.keys.find((one) => one.id === id);
      if (entry === undefined) throw notFound('key', id);
      if (entry.kind === 'handoff') throw new SohoaError('KEY_UNAVAILABLE', noKey(entry.slots.join(', '), id));
      return open(entry);
    },
    survey: () =>
      Promise.all(
        config.keys.map(async (entry): Promise<KeySurvey> => {
          const { id, kind, slots } = entry;
          if (entry.kind === 'handoff') return { id, kind, slots, key: null, error: null };
          return open(entry).then(
            (key) => ({ id, kind, slots, key, error: null }),
            (thrown: unknown) => ({ id, kind, slots, key: null, error: asSohoaError(thrown) }),
          );
        }),
      ),
    close: async () => {
      const keys = await Promise.allSettled(opened.values());
      for (const key of keys) if (key.status === 'fulfilled') await key.value.close();
      await drivers.close();
    },
  };
}

const noKey = (slot: string, handOff: string | undefined) =>
  handOff === undefined
    ? { reason_vi: `chưa cấu hình khóa cho ${slot}`, reason_en: `no key configured for ${slot}` }
    : {
        reason_vi: `${slot} do phần mềm của người ký thực hiện (${handOff})`,
        reason_en: `${slot} is signed by the signer's own software (${handOff})`,
      };

/** A driver may be initialised once a process: keys on the same one share it, and a token that comes late finds it. */
interface Drivers {
  load(library: string): Promise<Pkcs11Module>;
  close(): Promise<void>;
}

function sharedDrivers(): Drivers {
  const loaded = new Map<string, Promise<Pkcs11Module>>();
  return {
    load: (library) => {
      const driver = loaded.get(library) ?? loadPkcs11(library);
      loaded.set(library, driver);
      driver.catch(() => loaded.delete(library)); // it may be installed later
      return driver;
    },
    close: async () => {
      const all = await Promise.allSettled(loaded.values());
      loaded.clear();
      for (const driver of all) if (driver.status === 'fulfilled') driver.value.close();
    },
  };
}

interface OpenDeps extends KeyringDeps {
  readonly guard: PinGuard;
  readonly drivers: Drivers;
}

async function openKey(entry: LocalEntry, deps: OpenDeps): Promise<SigningKey> {
  const password = readSecret({ file: entry.passwordFile, env: entry.passwordEnv });
  if (entry.kind === 'csc') return openRemote(entry, password, deps);
  if (password === undefined)
    throw new SohoaError('KEY_UNAVAILABLE', { reason: `no password given for key ${entry.id}` });
  if (entry.kind === 'pkcs12') return openPkcs12(await readKeyFile(entry.file, entry.id), password, entry.id);

  const { library, token, key } = entry;
  const [certificate] =
    entry.certificate === undefined ? [] : readCertificates(await readKeyFile(entry.certificate, entry.id));
  const { drivers, guard } = deps;
  const module = await drivers.load(library);
  return openTokenKey(module.open(token), {
    pin: password,
    guard,
    reopen: async () => module.open(token),
    ...(key === undefined ? {} : { key }),
    ...(certificate === undefined ? {} : { certificate }),
  });
}

const pollEveryMs = 2_000;
/** About half a minute in one go; then the document waits by name and the worker is free for others. */
const pollsInOneGo = 15;

function openRemote(
  entry: Extract<KeyEntry, { readonly kind: 'csc' }>,
  password: string | undefined,
  { transport, clock, wait = pause }: KeyringDeps,
): Promise<SigningKey> {
  const { clientId, timeoutMs, url } = entry;
  const needed = (secret: string | undefined, what: string): string => {
    if (secret === undefined)
      throw new SohoaError('KEY_UNAVAILABLE', { reason: `no ${what} given for key ${entry.id}` });
    return secret;
  };
  const accessToken =
    clientId === undefined
      ? async () => needed(readSecret({ file: entry.tokenFile, env: entry.tokenEnv }), 'access token')
      : accessTokens(
          {
            url: entry.tokenUrl ?? `${url.replace(/\/$/, '')}/oauth2/token`,
            clientId,
            secret: () =>
              needed(readSecret({ file: entry.clientSecretFile, env: entry.clientSecretEnv }), 'client secret'),
            timeoutMs,
          },
          { transport, clock },
        );
  return openRemoteKey(
    entry.credential,
    {
      url,
      accessToken,
      authorisation: password === undefined ? {} : { [entry.authId]: password },
      timeoutMs,
      polling: { everyMs: pollEveryMs, atMost: pollsInOneGo },
      confirmMs: entry.confirmMs,
    },
    { transport, clock, wait: async (ms) => void (await wait(ms)) },
  );
}

async function readKeyFile(file: string, id: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new SohoaError('KEY_UNAVAILABLE', { reason: `key file of ${id} cannot be read` }, { cause });
  }
}
