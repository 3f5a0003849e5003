import { createHash, type KeyObject } from 'node:crypto';
import * as asn1js from 'asn1js';
import {
  algorithm,
  bigInteger,
  type Encodable,
  encode,
  encodedValue,
  generalizedTime,
  integer,
  nullValue,
  objectId,
  octetString,
  sequence,
  setOf,
  tagged,
} from '../../src/pki/asn1-write.ts';
import type { Certificate } from '../../src/pki/certificate.ts';
import { cmsOid } from '../../src/pki/cms-oids.ts';
import { type HashName, hashOid } from '../../src/pki/hashes.ts';
import { schemeFor, signatureAlgorithmOf, signWith } from './issue.ts';
import { serialBytes } from './status.ts';

export interface TokenTemplate {
  readonly imprintHash: HashName;
  readonly imprint: Uint8Array;
  readonly policy: string;
  readonly serial: Uint8Array;
  readonly genTime: Date;
  readonly nonce: Uint8Array | null;
  readonly certificate: Certificate;
  readonly key: KeyObject;
  readonly hash?: 'sha1' | 'sha256' | 'sha384';
  /** Enclosed certificates; default the authority's own. */
  readonly enclosed?: readonly Certificate[];
  /** The certificate that the ESS attribute names; default the authority's own. */
  readonly essFor?: Certificate;
}

/** TimeStampToken of RFC 3161, signed like a real authority signs (ESS v2, DER). */
export function encodeToken(template: TokenTemplate): Uint8Array {
  const hash = template.hash ?? 'sha256';
  const info = encode(
    sequence(
      integer(1),
      objectId(template.policy),
      sequence(algorithm(hashOid(template.imprintHash), nullValue()), octetString(template.imprint)),
      bigInteger(template.serial),
      generalizedTime(template.genTime),
      sequence(integer(1)),
      ...(template.nonce === null ? [] : [bigInteger(template.nonce)]),
    ),
  );
  const essHash = createHash('sha256')
    .update((template.essFor ?? template.certificate).der)
    .digest();
  const attribute = (type: string, value: Encodable): Encodable => sequence(objectId(type), setOf([value]));
  const attributes = encode(
    setOf([
      attribute(cmsOid.contentType, objectId(cmsOid.timestampInfo)),
      attribute(cmsOid.messageDigest, octetString(createHash(hash).update(info).digest())),
      attribute(cmsOid.signingCertificateV2, sequence(sequence(sequence(octetString(essHash))))),
    ]),
  );
  const scheme = schemeFor(template.key, hash);
  const digestAlgorithm = algorithm(hashOid(hash));
  const signer = sequence(
    integer(1),
    sequence(encodedValue(template.certificate.issuer.der), bigInteger(serialBytes(template.certificate))),
    digestAlgorithm,
    encodedValue(retag(attributes, 0xa0)),
    signatureAlgorithmOf(scheme, template.key),
    octetString(signWith(scheme, template.key, attributes)),
  );
  const enclosed = template.enclosed ?? [template.certificate];
  const certificates = encode(setOf(enclosed.map(({ der }) => encodedValue(der))));
  return encode(
    sequence(
      objectId(cmsOid.signedData),
      tagged(
        0,
        sequence(
          integer(3),
          setOf([digestAlgorithm]),
          sequence(objectId(cmsOid.timestampInfo), tagged(0, octetString(info))),
          ...(enclosed.length === 0 ? [] : [encodedValue(retag(certificates, 0xa0))]),
          setOf([signer]),
        ),
      ),
    ),
  );
}

/** TimeStampResp granted(0) with its token. */
export const encodeGranted = (token: Uint8Array): Uint8Array =>
  encode(sequence(sequence(integer(0)), encodedValue(token)));

/** TimeStampResp without a token: rejection(2), waiting(3). */
export const encodeRefused = (status: number): Uint8Array =>
  encode(sequence(sequence(integer(status), sequence(new asn1js.Utf8String({ value: 'từ chối' })))));

function retag(der: Uint8Array, identifier: number): Uint8Array {
  const copy = new Uint8Array(der);
  copy[0] = identifier;
  return copy;
}
