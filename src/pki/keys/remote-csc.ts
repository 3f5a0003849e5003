import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import { asSohoaError, SohoaError } from '../../domain/errors.ts';
import { encode } from '../asn1-write.ts';
import { type Certificate, parseCertificate } from '../certificate.ts';
import { digest, hashOid } from '../hashes.ts';
import type { HttpTransport } from '../http-transport.ts';
import { verifySignature } from '../signature-algorithm.ts';
import { algorithmOfScheme, pssParameters } from './scheme-algorithm.ts';
import { type SignatureScheme, type SigningKey, schemeHash, schemesForKey } from './signing-key.ts';

/** A remote signing service of the CSC API v2 kind (rules.md H.3). */
export interface RemoteSigningService {
  /** Base address, `https://…/csc/v2`. */
  readonly url: string;
  /** Bearer token of this client at the service (OAuth 2); fetched anew for every exchange, never stored here. */
  readonly accessToken: () => Promise<string>;
  /** The holder's secret for the authorisation, when the service asks for one (`PIN`, `OTP` …); empty = confirmation elsewhere. */
  readonly authorisation: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** How often a confirmation on the holder's phone is asked for in one go; after that the caller comes again later. */
  readonly polling: { readonly everyMs: number; readonly atMost: number };
  /** A request that the holder did not confirm within this time has expired, ms. */
  readonly confirmMs: number;
}

export interface RemoteDeps {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  /** Waits; injected, so that no test sleeps. */
  readonly wait: (ms: number) => Promise<void>;
}

const base64 = z
  .string()
  .max(200_000)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/);
const listAnswer = z.object({ credentialIDs: z.array(z.string().max(400)).max(1000) });
const infoAnswer = z.object({
  key: z.object({ status: z.string(), algo: z.array(z.string()).max(100) }),
  cert: z.object({ status: z.string().optional(), certificates: z.array(base64).min(1).max(16) }),
  multisign: z.number().int().min(1).optional(),
});
const authorizeAnswer = z.object({ SAD: z.string().max(100_000).optional(), handle: z.string().max(1000).optional() });
const signAnswer = z.object({ signatures: z.array(base64).max(1000) });
const errorAnswer = z.object({ error: z.string(), error_description: z.string().optional() });

const maxAnswerBytes = 4 * 1024 * 1024;

/** Credentials that this client may use, for `sohoa keys list`. @throws SohoaError KEY_UNAVAILABLE */
export async function listRemoteKeys(service: RemoteSigningService, deps: RemoteDeps): Promise<readonly string[]> {
  return (await call(service, deps, 'credentials/list', {}, listAnswer)).credentialIDs;
}

/**
 * A key at the service: `credentials/info` now, `credentials/authorize` and `signatures/signHash` for every batch. Each
 * returned value is checked against the data it is for, whatever the order of the reply (signatures.md 2.15).
 * A request that the holder has not confirmed yet is remembered: asking again for the same data asks the service how it
 * stands and sends no second request to the holder.
 * @throws SohoaError KEY_UNAVAILABLE, KEY_AUTHORISATION_PENDING, KEY_AUTHORISATION_REFUSED, KEY_PASSWORD_WRONG
 */
export async function openRemoteKey(
  credentialId: string,
  service: RemoteSigningService,
  deps: RemoteDeps,
): Promise<SigningKey> {
  const info = await call(
    service,
    deps,
    'credentials/info',
    { credentialID: credentialId, certificates: 'chain', certInfo: false, authInfo: true },
    infoAnswer,
  );
  if (info.key.status !== 'enabled' || (info.cert.status ?? 'valid') !== 'valid') {
    throw new SohoaError('KEY_UNAVAILABLE', {
      reason: `${credentialId}: key ${info.key.status}, certificate ${info.cert.status ?? '-'}`,
    });
  }
  const [certificate, ...chain] = info.cert.certificates.map((text) => parseCertificate(Buffer.from(text, 'base64')));
  if (certificate === undefined) throw new SohoaError('KEY_UNAVAILABLE', { reason: `${credentialId}: no certificate` });
  const schemes = schemesForKey(certificate).filter((scheme) => offers(info.key.algo, scheme));
  const most = info.multisign ?? 1;
  const pending: PendingRequests = new Map();
  let secretWrong = false;

  const signBatch = async (scheme: SignatureScheme, batch: readonly Uint8Array[]): Promise<readonly Uint8Array[]> => {
    if (!schemes.includes(scheme))
      throw new SohoaError('SIGN_REFUSED', { reason: `${credentialId}: ${scheme} is not offered` });
    const values: Uint8Array[] = [];
    for (let start = 0; start < batch.length; start += most) {
      values.push(...(await signSome(scheme, batch.slice(start, start + most))));
    }
    return values;
  };
  const signSome = async (scheme: SignatureScheme, batch: readonly Uint8Array[]): Promise<readonly Uint8Array[]> => {
    const hash = schemeHash(scheme);
    const hashes = batch.map((data) => Buffer.from(digest(hash, data)).toString('base64'));
    const common = { credentialID: credentialId, hashes, hashAlgorithmOID: hashOid(hash) };
    // A wrong PIN is never sent again: the next document would otherwise spend the next of the holder's tries.
    if (secretWrong) throw new SohoaError('KEY_PASSWORD_WRONG');
    const sad = await authorise(service, deps, common, pending).catch((thrown) => {
      secretWrong = asSohoaError(thrown).code === 'KEY_PASSWORD_WRONG';
      throw thrown;
    });
    const answer = await call(
      service,
      deps,
      'signatures/signHash',
      { ...common, SAD: sad, ...signAlgorithm(scheme), operationMode: 'S' },
      signAnswer,
    );
    const values = answer.signatures.map((text) => new Uint8Array(Buffer.from(text, 'base64')));
    return batch.map((data) => valueFor(data, values, scheme, certificate, credentialId));
  };
  return {
    id: `csc:${credentialId}`,
    certificate,
    chain,
    schemes,
    sign: async (scheme, data) => {
      const [value] = await signBatch(scheme, [data]);
      if (value === undefined) throw new SohoaError('KEY_UNAVAILABLE', { reason: `${credentialId}: no signature` });
      return value;
    },
    signBatch,
    close: async () => undefined,
  };
}

/** By the hashes that a request is for. */
type PendingRequests = Map<string, { readonly handle: string; readonly since: Date }>;

/** One authorisation of the holder for all hashes of the batch, confirmed at once or elsewhere. */
async function authorise(
  service: RemoteSigningService,
  deps: RemoteDeps,
  request: { readonly credentialID: string; readonly hashes: readonly string[]; readonly hashAlgorithmOID: string },
  pending: PendingRequests,
): Promise<string> {
  const { credentialID, hashes } = request;
  const id = hashes.join(' ');
  let asked = pending.get(id);
  if (asked === undefined) {
    const authData = Object.entries(service.authorisation).map(([name, value]) => ({ id: name, value }));
    const body = { ...request, numSignatures: hashes.length, ...(authData.length === 0 ? {} : { authData }) };
    const answer = await call(service, deps, 'credentials/authorize', body, authorizeAnswer);
    if (answer.SAD !== undefined) return answer.SAD;
    if (answer.handle === undefined) throw unavailable('credentials/authorize', 'neither SAD nor handle');
    asked = { handle: answer.handle, since: deps.clock.now() };
    pending.set(id, asked);
  }
  const { handle, since } = asked;
  try {
    for (let times = 0; times < service.polling.atMost; times++) {
      await deps.wait(service.polling.everyMs);
      const body = { credentialID, handle };
      const { SAD } = await call(service, deps, 'credentials/authorizeCheck', body, authorizeAnswer);
      if (SAD === undefined) continue;
      pending.delete(id);
      return SAD;
    }
  } catch (thrown) {
    if (asSohoaError(thrown).code === 'KEY_AUTHORISATION_REFUSED') pending.delete(id);
    throw thrown;
  }
  if (deps.clock.now().getTime() - since.getTime() < service.confirmMs)
    throw new SohoaError('KEY_AUTHORISATION_PENDING', { reason: credentialID });
  pending.delete(id);
  throw new SohoaError('KEY_AUTHORISATION_REFUSED', {
    reason_vi: 'quá hạn xác nhận',
    reason_en: 'not confirmed in time',
  });
}

/** The value that verifies with this data; the place in the reply means nothing. */
function valueFor(
  data: Uint8Array,
  values: readonly Uint8Array[],
  scheme: SignatureScheme,
  certificate: Certificate,
  credentialId: string,
): Uint8Array {
  const signatureAlgorithm = algorithmOfScheme(scheme);
  const value = values.find((one) => verifySignature(signatureAlgorithm, certificate.publicKey, data, one) === 'valid');
  if (value === undefined) {
    throw new SohoaError('KEY_UNAVAILABLE', {
      reason: `${credentialId}: the service returned no valid signature of these data`,
    });
  }
  return value;
}

const rsaEncryption = '1.2.840.113549.1.1.1';
const ecPublicKey = '1.2.840.10045.2.1';

/** A service lists the key type or single signature algorithms. PSS only counts when it is named. */
function offers(algorithms: readonly string[], scheme: SignatureScheme): boolean {
  const { oid } = algorithmOfScheme(scheme);
  if (algorithms.includes(oid)) return true;
  if (scheme.startsWith('rsa-pss-')) return false;
  return algorithms.includes(scheme.startsWith('rsa-') ? rsaEncryption : ecPublicKey);
}

function signAlgorithm(scheme: SignatureScheme): Readonly<Record<string, string>> {
  const { oid, hash } = algorithmOfScheme(scheme);
  if (!scheme.startsWith('rsa-pss-') || hash === null) return { signAlgo: oid };
  return { signAlgo: oid, signAlgoParams: Buffer.from(encode(pssParameters(hash))).toString('base64') };
}

async function call<T>(
  service: RemoteSigningService,
  deps: RemoteDeps,
  method: string,
  body: Readonly<Record<string, unknown>>,
  schema: z.ZodType<T>,
): Promise<T> {
  const response = await exchange(service, deps, method, body);
  let answer: unknown;
  try {
    answer = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(response.body));
  } catch (thrown) {
    throw unavailable(method, `HTTP ${response.status}, no JSON`, thrown);
  }
  if (response.status !== 200 && response.status !== 202) throw failure(method, response.status, answer);
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw unavailable(method, 'the answer does not follow the CSC API', parsed.error);
  return parsed.data;
}

async function exchange(
  service: RemoteSigningService,
  deps: RemoteDeps,
  method: string,
  body: Readonly<Record<string, unknown>>,
) {
  const authorization = `Bearer ${await service.accessToken()}`;
  try {
    return await deps.transport.request({
      url: `${service.url.replace(/\/$/, '')}/${method}`,
      method: 'POST',
      body: Buffer.from(JSON.stringify(body)),
      contentType: 'application/json',
      accept: 'application/json',
      headers: { authorization },
      maxBytes: maxAnswerBytes,
      timeoutMs: service.timeoutMs,
    });
  } catch (thrown) {
    if (asSohoaError(thrown).code !== 'NETWORK_UNAVAILABLE') throw thrown;
    throw unavailable(method, String(asSohoaError(thrown).details.reason), thrown);
  }
}

const unavailable = (method: string, reason: string, cause?: unknown): SohoaError =>
  new SohoaError('KEY_UNAVAILABLE', { reason: `${method}: ${reason}` }, { cause });

const secretErrors: ReadonlySet<string> = new Set(['invalid_pin', 'invalid_otp', 'invalid_auth_data']);
const refusals: ReadonlySet<string> = new Set([
  'access_denied',
  'authorization_declined',
  'expired_token',
  'sad_expired',
]);

function failure(method: string, status: number, answer: unknown): SohoaError {
  const parsed = errorAnswer.safeParse(answer);
  const name = parsed.success ? parsed.data.error : `HTTP ${status}`;
  const reason =
    parsed.success && parsed.data.error_description !== undefined ? `${name}: ${parsed.data.error_description}` : name;
  if (secretErrors.has(name)) return new SohoaError('KEY_PASSWORD_WRONG');
  if (refusals.has(name)) return new SohoaError('KEY_AUTHORISATION_REFUSED', { reason });
  return unavailable(method, reason);
}
