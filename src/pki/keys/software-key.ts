import { constants, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { SohoaError } from '../../domain/errors.ts';
import { sameBytes } from '../asn1.ts';
import type { Certificate } from '../certificate.ts';
import { hashLength } from '../hashes.ts';
import { type SignatureScheme, type SigningKey, schemeHash, schemesForKey } from './signing-key.ts';

/**
 * A private key in the memory of this process.
 * @throws SohoaError KEY_FILE_UNREADABLE when key and certificate do not belong together
 */
export function softwareKey(
  id: string,
  privateKey: KeyObject,
  certificate: Certificate,
  chain: readonly Certificate[],
): SigningKey {
  if (!keyFitsCertificate(privateKey, certificate)) {
    throw new SohoaError('KEY_FILE_UNREADABLE', { reason: 'the key does not belong to the certificate' });
  }
  let open = true;
  const signOne = (scheme: SignatureScheme, data: Uint8Array): Uint8Array => {
    if (!open) throw new SohoaError('KEY_UNAVAILABLE', { reason: `${id} is closed` });
    return signWithKeyObject(privateKey, scheme, data);
  };
  return {
    id,
    certificate,
    chain,
    schemes: schemesForKey(certificate),
    sign: async (scheme, data) => signOne(scheme, data),
    signBatch: async (scheme, batch) => batch.map((data) => signOne(scheme, data)),
    close: async () => {
      open = false;
    },
  };
}

export const keyFitsCertificate = (privateKey: KeyObject, certificate: Certificate): boolean =>
  sameBytes(new Uint8Array(createPublicKey(privateKey).export({ type: 'spki', format: 'der' })), certificate.spkiDer);

function signWithKeyObject(key: KeyObject, scheme: SignatureScheme, data: Uint8Array): Uint8Array {
  const hash = schemeHash(scheme);
  if (scheme.startsWith('rsa-pss-')) {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    return new Uint8Array(sign(hash, data, { key, padding, saltLength: hashLength(hash) }));
  }
  if (scheme.startsWith('rsa-')) return new Uint8Array(sign(hash, data, { key, padding: constants.RSA_PKCS1_PADDING }));
  return new Uint8Array(sign(hash, data, { key, dsaEncoding: 'der' }));
}
