import { constants, createHash, sign as signRaw } from 'node:crypto';
import type { TestPki } from '../../certs-test/pki.ts';
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
  if (forgery.ess !== null) {
    const named = pki.certificate(forgery.ess ?? forgery.named ?? forgery.signer);
    const hash = createHash('sha256').update(named.der).digest();
    attributes.push(attribute(cmsOid.signingCertificateV2, sequence(sequence(sequence(octetString(hash))))));
  }
  if (forgery.twice) attributes.push(attribute(cmsOid.messageDigest, octetString(createHash('sha256').digest())));
  if (forgery.signingTime) attributes.push(attribute(cmsOid.signingTime, generalizedTime(forgery.signingTime)));
  const sorted = encode(setOf(attributes));
  const signedSet = forgery.unsorted ? unsorted(attributes) : sorted;
  const toBeSigned = forgery.withoutAttributes ? about : signedSet;
  const value = forgery.pssMismatch
    ? signRaw('sha256', toBeSigned, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
    : signRaw('sha256', toBeSigned, key);
  if (forgery.breakValue) value[10] = (value[10] ?? 0) ^ 1;
  const signerInfo = sequence(
    integer(1),
    sequence(encodedValue(certificate.issuer.der), bigInteger(Buffer.from(certificate.serialHex, 'hex'))),
    algorithm(hashOid(forgery.header ?? 'sha256')),
    ...(forgery.withoutAttributes ? [] : [encodedValue(retagged(signedSet, 0xa0))]),
    forgery.pssMismatch ? mismatchedPss() : algorithm(rsaSha256, nullValue()),
    octetString(value),
  );
  const enclosed = (forgery.enclosed ?? [forgery.named ?? forgery.signer]).map((id) => pki.certificate(id));
  return encode(
    sequence(
      objectId(cmsOid.signedData),
      tagged(
        0,
        sequence(
          integer(1),
          setOf([algorithm(hashOid(forgery.header ?? 'sha256'))]),
          sequence(
            objectId(contentType),
            ...(forgery.attached === undefined ? [] : [tagged(0, octetString(forgery.attached))]),
          ),
          encodedValue(retagged(encode(setOf(enclosed.map(derOf))), 0xa0)),
          setOf(Array.from({ length: forgery.signers ?? 1 }, () => signerInfo)),
        ),
      ),
    ),
  );
}

const derOf = (certificate: Certificate): Encodable => encodedValue(certificate.der);
const attribute = (type: string, value: Encodable): Encodable => sequence(objectId(type), setOf([value]));

function mismatchedPss(): Encodable {
  const mask = algorithm('1.2.840.113549.1.1.8', algorithm(hashOid('sha1'), nullValue()));
  return algorithm(
    '1.2.840.113549.1.1.10',
    sequence(tagged(0, algorithm(hashOid('sha256'), nullValue())), tagged(1, mask), tagged(2, integer(32))),
  );
}

/** SET OF with its members in descending order: what DER forbids. */
function unsorted(attributes: readonly Encodable[]): Uint8Array {
  const members = attributes.map(encode).sort((a, b) => Buffer.compare(b, a));
  const body = Buffer.concat(members);
  const length = body.length < 128 ? [body.length] : [0x81, body.length];
  return Buffer.concat([Buffer.from([0x31, ...length]), body]);
}

function retagged(der: Uint8Array, identifier: number): Uint8Array {
  const copy = new Uint8Array(der);
  copy[0] = identifier;
  return copy;
}
