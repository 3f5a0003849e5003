import { SohoaError } from '../../domain/errors.ts';
import type { HashName } from '../hashes.ts';
import { type Token, TokenError, type TokenMechanism, type TokenObject, type TokenProblem } from './token.ts';

type Pkcs11Js = typeof import('pkcs11js');
type Handle = import('pkcs11js').Handle;
type Library = InstanceType<Pkcs11Js['PKCS11']>;

/** A PKCS#11 library that was loaded; one per library path and process. */
export interface Pkcs11Module {
  /** Devices that are plugged in. */
  tokens(): readonly { readonly slot: number; readonly label: string; readonly serial: string }[];
  /** @param label of the token; without it, the only one. @throws SohoaError KEY_UNAVAILABLE */
  open(label?: string): Token;
  close(): void;
}

/** Sessions of one token: enough to keep a slow device busy, few enough for small cards (signatures.md 4). */
const usualSessions = 4;

/**
 * Loads a PKCS#11 library (a token driver, an HSM client, SoftHSM). The native binding is an optional dependency: without
 * it everything else works.
 * @throws SohoaError KEY_UNAVAILABLE
 */
export async function loadPkcs11(libraryPath: string): Promise<Pkcs11Module> {
  let binding: Pkcs11Js;
  try {
    const loaded = await import('pkcs11js');
    binding = 'default' in loaded ? (loaded.default as Pkcs11Js) : loaded;
  } catch (thrown) {
    throw unavailable('the optional package pkcs11js is not installed', thrown);
  }
  const library = new binding.PKCS11();
  let sessions: number;
  try {
    library.load(libraryPath);
    sessions = initialise(binding, library);
  } catch (thrown) {
    throw unavailable(`${libraryPath}: ${messageOf(thrown)}`, thrown);
  }
  const list = () =>
    library.C_GetSlotList(true).map((handle, slot) => {
      const { label, serialNumber } = library.C_GetTokenInfo(handle);
      return { handle, slot, label: label.trim(), serial: serialNumber.trim() };
    });
  return {
    tokens: () => list().map(({ slot, label, serial }) => ({ slot, label, serial })),
    open: (label) => {
      const found = list().filter((token) => (label === undefined ? token.label !== '' : token.label === label));
      const [token, another] = found;
      if (token === undefined) throw unavailable(label === undefined ? 'no token' : `no token ${label}`);
      if (another !== undefined) throw unavailable(`${found.length} tokens, name one`);
      return openToken(binding, library, token, sessions);
    },
    close: () => {
      library.C_Finalize();
      library.close();
    },
  };
}

/**
 * Signing runs on several threads at once, so that the driver must lock: without it SoftHSM corrupts its memory. A driver
 * that cannot is asked one thing at a time. Returns how many sessions a token may have.
 */
function initialise(binding: Pkcs11Js, library: Library): number {
  try {
    library.C_Initialize({ flags: binding.CKF_OS_LOCKING_OK });
    return usualSessions;
  } catch (thrown) {
    if (codeOf(thrown) !== binding.CKR_CANT_LOCK) throw thrown;
    library.C_Initialize();
    return 1;
  }
}

const unavailable = (reason: string, cause?: unknown): SohoaError =>
  new SohoaError('KEY_UNAVAILABLE', { reason }, { cause });
const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

function openToken(
  binding: Pkcs11Js,
  library: Library,
  token: { readonly handle: Handle; readonly label: string; readonly serial: string },
  sessions: number,
): Token {
  const translated = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      throw translate(binding, thrown);
    }
  };
  const open = (): Handle => library.C_OpenSession(token.handle, binding.CKF_SERIAL_SESSION);
  const pool = sessionPool(translated(open), () => translated(open), sessions);
  const handles = new Map<string, Handle>();
  const nameOf = ({ id, label }: TokenObject): string => `${id} ${label}`;

  const find = (objectClass: number, read: (handle: Handle) => void): void => {
    const session = pool.first;
    library.C_FindObjectsInit(session, [{ type: binding.CKA_CLASS, value: objectClass }]);
    try {
      for (let handle = library.C_FindObjects(session); handle !== null; handle = library.C_FindObjects(session))
        read(handle);
    } finally {
      library.C_FindObjectsFinal(session);
    }
  };
  const attributes = (handle: Handle, ...types: readonly number[]): readonly Buffer[] =>
    library
      .C_GetAttributeValue(
        pool.first,
        handle,
        types.map((type) => ({ type })),
      )
      .map(({ value }) => Buffer.from(value as Buffer));

  const privateKeys = (): readonly TokenObject[] =>
    translated(() => {
      const found: TokenObject[] = [];
      find(binding.CKO_PRIVATE_KEY, (handle) => {
        const [id, label] = attributes(handle, binding.CKA_ID, binding.CKA_LABEL);
        const key = { id: id?.toString('hex') ?? '', label: label?.toString('utf8') ?? '' };
        handles.set(nameOf(key), handle);
        found.push(key);
      });
      return found;
    });

  return {
    name: token.label,
    serial: token.serial,
    mechanisms: mechanismsOf(binding, library.C_GetMechanismList(token.handle)),
    pinState: () => {
      const { flags } = library.C_GetTokenInfo(token.handle);
      if (flags & binding.CKF_USER_PIN_LOCKED) return 'locked';
      if (flags & binding.CKF_USER_PIN_FINAL_TRY) return 'last-try';
      return flags & binding.CKF_USER_PIN_COUNT_LOW ? 'low' : 'ok';
    },
    login: (pin) =>
      translated(() => {
        try {
          library.C_Login(pool.first, binding.CKU_USER, pin);
        } catch (thrown) {
          if (codeOf(thrown) !== binding.CKR_USER_ALREADY_LOGGED_IN) throw thrown;
        }
      }),
    certificates: () =>
      translated(() => {
        const found: (TokenObject & { readonly der: Uint8Array })[] = [];
        find(binding.CKO_CERTIFICATE, (handle) => {
          const [id, label, der] = attributes(handle, binding.CKA_ID, binding.CKA_LABEL, binding.CKA_VALUE);
          if (der !== undefined)
            found.push({ id: id?.toString('hex') ?? '', label: label?.toString('utf8') ?? '', der });
        });
        return found;
      }),
    privateKeys,
    sign: async (key, mechanism, hash, input) => {
      // a token that was opened again has not been looked through yet
      if (!handles.has(nameOf(key))) privateKeys();
      const handle = handles.get(nameOf(key));
      if (handle === undefined) throw new TokenError('failed', `no key ${key.label}`);
      return pool.use(async (session) => {
        try {
          library.C_SignInit(session, mechanismFor(binding, mechanism, hash), handle);
          return new Uint8Array(await library.C_SignAsync(session, Buffer.from(input), Buffer.alloc(1024)));
        } catch (thrown) {
          throw translate(binding, thrown);
        }
      });
    },
    close: () => {
      try {
        library.C_CloseAllSessions(token.handle);
      } catch {
        // the device is gone: there is nothing left to close
      }
    },
  };
}

function mechanismsOf(binding: Pkcs11Js, list: readonly number[]): ReadonlySet<TokenMechanism> {
  const known: readonly (readonly [number, TokenMechanism])[] = [
    [binding.CKM_RSA_PKCS, 'rsa-pkcs1'],
    [binding.CKM_RSA_PKCS_PSS, 'rsa-pss'],
    [binding.CKM_ECDSA, 'ecdsa'],
  ];
  return new Set(known.filter(([code]) => list.includes(code)).map(([, name]) => name));
}

function mechanismFor(binding: Pkcs11Js, mechanism: TokenMechanism, hash: HashName): import('pkcs11js').Mechanism {
  if (mechanism === 'rsa-pkcs1') return { mechanism: binding.CKM_RSA_PKCS };
  if (mechanism === 'ecdsa') return { mechanism: binding.CKM_ECDSA };
  const parameters = {
    sha256: [binding.CKM_SHA256, binding.CKG_MGF1_SHA256, 32],
    sha384: [binding.CKM_SHA384, binding.CKG_MGF1_SHA384, 48],
    sha512: [binding.CKM_SHA512, binding.CKG_MGF1_SHA512, 64],
  } as const;
  const [hashAlg = 0, mgf = 0, saltLen = 0] = parameters[hash as keyof typeof parameters] ?? [];
  const parameter: import('pkcs11js').RsaPSS = { type: binding.CK_PARAMS_RSA_PSS, hashAlg, mgf, saltLen };
  return { mechanism: binding.CKM_RSA_PKCS_PSS, parameter };
}

const codeOf = (thrown: unknown): number | null =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'number' ? thrown.code : null;

function translate(binding: Pkcs11Js, thrown: unknown): TokenError {
  const code = codeOf(thrown);
  const problems: readonly (readonly [readonly number[], TokenProblem])[] = [
    [[binding.CKR_PIN_INCORRECT, binding.CKR_PIN_INVALID, binding.CKR_PIN_LEN_RANGE], 'pin-incorrect'],
    [[binding.CKR_PIN_LOCKED], 'pin-locked'],
    [
      [
        binding.CKR_DEVICE_REMOVED,
        binding.CKR_TOKEN_NOT_PRESENT,
        binding.CKR_SESSION_HANDLE_INVALID,
        binding.CKR_SESSION_CLOSED,
        binding.CKR_USER_NOT_LOGGED_IN,
        binding.CKR_DEVICE_ERROR,
      ],
      'gone',
    ],
    [[binding.CKR_SESSION_COUNT, binding.CKR_HOST_MEMORY], 'busy'],
  ];
  const problem = code === null ? 'failed' : (problems.find(([codes]) => codes.includes(code))?.[1] ?? 'failed');
  return new TokenError(problem, messageOf(thrown), { cause: thrown });
}

interface SessionPool {
  /** Also used for log-in and look-up, which happen before anything is signed. */
  readonly first: Handle;
  use<T>(work: (session: Handle) => Promise<T>): Promise<T>;
}

/** A session signs one thing at a time; who finds none free waits in line. */
function sessionPool(first: Handle, open: () => Handle, most: number): SessionPool {
  const free: Handle[] = [first];
  const waiting: ((session: Handle) => void)[] = [];
  let opened = 1;
  const take = (): Promise<Handle> => {
    const session = free.pop();
    if (session !== undefined) return Promise.resolve(session);
    if (opened < most) {
      opened++;
      return Promise.resolve(open());
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  return {
    first,
    use: async (work) => {
      const session = await take();
      try {
        return await work(session);
      } finally {
        const next = waiting.shift();
        if (next === undefined) free.push(session);
        else next(session);
      }
    },
  };
}
