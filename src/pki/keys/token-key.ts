import { SohoaError } from '../../domain/errors.ts';
import { algorithm, bigInteger, encode, nullValue, octetString, sequence } from '../asn1-write.ts';
import { type Certificate, parseCertificate } from '../certificate.ts';
import { digest, hashOid } from '../hashes.ts';
import type { PinGuard } from './pin-guard.ts';
import { type SignatureScheme, type SigningKey, schemeHash, schemesForKey } from './signing-key.ts';
import { type Token, TokenError, type TokenMechanism, type TokenObject } from './token.ts';

export interface TokenKeyRequest {
  readonly pin: string;
  readonly guard: PinGuard;
  /** CKA_LABEL of the key, or SHA-256 of the certificate; without it, the only key of the device. */
  readonly key?: string;
  /** The certificate, when the device holds the key only. */
  readonly certificate?: Certificate;
  readonly chain?: readonly Certificate[];
  /** Opens the device again after it was removed; without it a lost device stays lost. */
  readonly reopen?: () => Promise<Token>;
}

/**
 * A key on a device. Logs in once (one PIN entry for everything that follows); a device that was pulled out is opened
 * again with the PIN that was right before, never with one that was not.
 * @throws SohoaError KEY_PASSWORD_WRONG, KEY_LOCKED, KEY_UNAVAILABLE
 */
export function openTokenKey(first: Token, request: TokenKeyRequest): SigningKey {
  let token = first;
  request.guard.login(token, request.pin);
  const { key, certificate, chain } = choose(token, request);
  const schemes = schemesForKey(certificate).filter((scheme) => token.mechanisms.has(mechanismOf(scheme)));

  const signOnce = async (scheme: SignatureScheme, data: Uint8Array): Promise<Uint8Array> => {
    const hash = schemeHash(scheme);
    const mechanism = mechanismOf(scheme);
    const hashed = digest(hash, data);
    const input =
      mechanism === 'rsa-pkcs1' ? encode(sequence(algorithm(hashOid(hash), nullValue()), octetString(hashed))) : hashed;
    const value = await token.sign(key, mechanism, hash, input);
    return mechanism === 'ecdsa' ? derOfEcdsa(value) : value;
  };
  const sign = async (scheme: SignatureScheme, data: Uint8Array): Promise<Uint8Array> => {
    if (!schemes.includes(scheme))
      throw new SohoaError('SIGN_REFUSED', { reason: `${token.name}: ${scheme} is not possible` });
    try {
      return await signOnce(scheme, data);
    } catch (thrown) {
      if (!(thrown instanceof TokenError)) throw thrown;
      if (thrown.problem !== 'gone' || request.reopen === undefined) throw lost(token, thrown);
      try {
        token = await request.reopen();
        request.guard.login(token, request.pin);
        return await signOnce(scheme, data);
      } catch (again) {
        throw again instanceof SohoaError ? again : lost(token, again);
      }
    }
  };
  return {
    id: `token:${token.name}/${key.label}`,
    certificate,
    chain,
    schemes,
    sign,
    signBatch: async (scheme, batch) => {
      const values: Uint8Array[] = [];
      for (const data of batch) values.push(await sign(scheme, data));
      return values;
    },
    close: async () => token.close(),
  };
}

const lost = (token: Token, thrown: unknown): SohoaError =>
  new SohoaError(
    'KEY_UNAVAILABLE',
    { reason: `${token.name}: ${thrown instanceof Error ? thrown.message : 'device lost'}` },
    { cause: thrown },
  );

function choose(
  token: Token,
  request: TokenKeyRequest,
): { readonly key: TokenObject; readonly certificate: Certificate; readonly chain: readonly Certificate[] } {
  const certificates = token.certificates().flatMap(({ id, label, der }) => {
    try {
      return [{ id, label, certificate: parseCertificate(der) }];
    } catch {
      return [];
    }
  });
  const wanted = request.key?.toLowerCase();
  const pairs = token.privateKeys().flatMap((key) => {
    const certificate = request.certificate ?? certificates.find(({ id }) => id === key.id)?.certificate;
    if (certificate === undefined) return [];
    const fits = wanted === undefined || key.label.toLowerCase() === wanted || certificate.sha256 === wanted;
    return fits ? [{ key, certificate }] : [];
  });
  const [pair, another] = pairs;
  if (pair === undefined) throw new SohoaError('KEY_UNAVAILABLE', { reason: `${token.name}: no such key` });
  if (another !== undefined) {
    throw new SohoaError('KEY_UNAVAILABLE', { reason: `${token.name}: ${pairs.length} keys fit, name one` });
  }
  const authorities = certificates
    .map(({ certificate }) => certificate)
    .filter(({ basicConstraints }) => basicConstraints?.ca);
  return { ...pair, chain: request.chain ?? authorities };
}

function mechanismOf(scheme: SignatureScheme): TokenMechanism {
  if (scheme.startsWith('rsa-pss-')) return 'rsa-pss';
  return scheme.startsWith('rsa-') ? 'rsa-pkcs1' : 'ecdsa';
}

/** PKCS#11 gives r || s, CMS wants `SEQUENCE { r, s }` (signatures.md 1.2). */
function derOfEcdsa(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  return encode(sequence(bigInteger(raw.subarray(0, half)), bigInteger(raw.subarray(half))));
}
