import { createHash, type KeyObject } from 'node:crypto';
import * as asn1js from 'asn1js';
import {
  algorithm,
  bigInteger,
  encode,
  encodedValue,
  generalizedTime,
  integer,
  nullValue,
  objectId,
  octetString,
  sequence,
  setOf,
} from '../../src/pki/asn1-write.ts';
import type { Certificate } from '../../src/pki/certificate.ts';
import { cmsOid } from '../../src/pki/cms-oids.ts';
import { type HashName, hashOid } from '../../src/pki/hashes.ts';
import { attribute, encodeSignedData, essAttribute, signerInfo } from './cms.ts';
import { schemeFor, signatureAlgorithmOf, signWith } from './issue.ts';

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
  const attributes = encode(
    setOf([
      attribute(cmsOid.contentType, objectId(cmsOid.timestampInfo)),
      attribute(cmsOid.messageDigest, octetString(createHash(hash).update(info).digest())),
      essAttribute(template.essFor ?? template.certificate),
    ]),
  );
  const scheme = schemeFor(template.key, hash);
  const digestAlgorithm = algorithm(hashOid(hash));
  return encodeSignedData({
    version: 3,
    digestAlgorithm,
    contentType: cmsOid.timestampInfo,
    content: info,
    certificates: template.enclosed ?? [template.certificate],
    signers: [
      signerInfo({
        certificate: template.certificate,
        digestAlgorithm,
        attributes,
        signatureAlgorithm: signatureAlgorithmOf(scheme, template.key),
        value: signWith(scheme, template.key, attributes),
      }),
    ],
  });
}

/** TimeStampResp granted(0) with its token. */
export const encodeGranted = (token: Uint8Array): Uint8Array =>
  encode(sequence(sequence(integer(0)), encodedValue(token)));

/** TimeStampResp without a token: rejection(2), waiting(3). */
export const encodeRefused = (status: number): Uint8Array =>
  encode(sequence(sequence(integer(status), sequence(new asn1js.Utf8String({ value: 'từ chối' })))));
