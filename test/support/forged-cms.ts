import { constants, createHash, sign as signRaw } from 'node:crypto';
import { attribute, encodeSignedData, essAttribute, reversedSet, signerInfo } from '../../certs-test/lib/cms.ts';
import type { TestPki } from '../../certs-test/pki.ts';
import {
  algorithm,
  type Encodable,
  encode,
  generalizedTime,
  integer,
  nullValue,
  objectId,
  octetString,
  sequence,
  setOf,
  tagged,
} from '../../src/pki/asn1-write.ts';
import { cmsOid } from '../../src/pki/cms-oids.ts';
import { hashOid } from '../../src/pki/hashes.ts';

const rsaSha256 = '1.2.840.113549.1.1.11';

/** What a forged CMS does differently from an honest one. RSA keys only, SHA-256. */
export interface Forgery {
  /** Whose key signs. */
  readonly signer: string;
  /** Whose certificate is named and enclosed; default the signer's. */
  readonly named?: string;
  /** Whose certificate the ESS attribute names; null leaves the attribute out. */
  readonly ess?: string | null;
  readonly enclosed?: readonly string[];
  /** Content carried inside (an attached CMS). */
  readonly attached?: Uint8Array;
  /** What the signature speaks of instead of the document. */
  readonly about?: Uint8Array;
  readonly contentType?: string;
  readonly attributeContentType?: string;
  readonly withoutAttributes?: boolean;
  /** Signed attributes in another order than DER, signed as they stand. */
  readonly unsorted?: boolean;
  readonly twice?: boolean;
  readonly signers?: number;
  /** Digest named in the unsigned header. */
  readonly header?: 'sha256' | 'sha512' | 'sha1';
  /** An RSASSA-PSS identifier whose MGF1 hash is not its hash. */
  readonly pssMismatch?: boolean;
  readonly breakValue?: boolean;
  /** Claimed by the signer, as old tools write it. */
  readonly signingTime?: Date;
}

/** A CMS over `content` by this recipe. TEST ONLY: it makes what the verifier must refuse. */
export async function forgeCms(pki: TestPki, content: Uint8Array, forgery: Forgery): Promise<Uint8Array> {
  const key = await pki.privateKey(forgery.signer);
  const certificate = pki.certificate(forgery.named ?? forgery.signer);
  const about = forgery.about ?? content;
  const contentType = forgery.contentType ?? cmsOid.data;
  const attributes: Encodable[] = [
    attribute(cmsOid.contentType, objectId(forgery.attributeContentType ?? contentType)),
    attribute(cmsOid.messageDigest, octetString(createHash('sha256').update(about).digest())),
  ];
  if (forgery.ess !== null)
    attributes.push(essAttribute(pki.certificate(forgery.ess ?? forgery.named ?? forgery.signer)));
  if (forgery.twice) attributes.push(attribute(cmsOid.messageDigest, octetString(createHash('sha256').digest())));
  if (forgery.signingTime) attributes.push(attribute(cmsOid.signingTime, generalizedTime(forgery.signingTime)));
  const sorted = encode(setOf(attributes));
  const signedSet = forgery.unsorted ? reversedSet(attributes) : sorted;
  const toBeSigned = forgery.withoutAttributes ? about : signedSet;
  const value = forgery.pssMismatch
    ? signRaw('sha256', toBeSigned, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
    : signRaw('sha256', toBeSigned, key);
  if (forgery.breakValue) value[10] = (value[10] ?? 0) ^ 1;
  const digestAlgorithm = algorithm(hashOid(forgery.header ?? 'sha256'));
  const signer = signerInfo({
    certificate,
    digestAlgorithm,
    attributes: forgery.withoutAttributes ? null : signedSet,
    signatureAlgorithm: forgery.pssMismatch ? mismatchedPss() : algorithm(rsaSha256, nullValue()),
    value,
  });
  return encodeSignedData({
    digestAlgorithm,
    contentType,
    content: forgery.attached,
    certificates: (forgery.enclosed ?? [forgery.named ?? forgery.signer]).map((id) => pki.certificate(id)),
    signers: Array.from({ length: forgery.signers ?? 1 }, () => signer),
  });
}

function mismatchedPss(): Encodable {
  const mask = algorithm('1.2.840.113549.1.1.8', algorithm(hashOid('sha1'), nullValue()));
  return algorithm(
    '1.2.840.113549.1.1.10',
    sequence(tagged(0, algorithm(hashOid('sha256'), nullValue())), tagged(1, mask), tagged(2, integer(32))),
  );
}
