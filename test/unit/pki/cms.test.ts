import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { attribute, encodeSignedData, essAttribute, reversedSet, signerInfo } from '../../../certs-test/lib/cms.ts';
import { keyIdentifier } from '../../../certs-test/lib/issue.ts';
import {
  algorithm,
  type Encodable,
  encode,
  integer,
  nullValue,
  objectId,
  octetString,
  sequence,
  setOf,
  tagged,
  taggedBytes,
} from '../../../src/pki/asn1-write.ts';
import { type Certificate, certificatePem } from '../../../src/pki/certificate.ts';
import { cmsOid } from '../../../src/pki/cms-oids.ts';
import { readSignedData } from '../../../src/pki/cms-read.ts';
import {
  assembleSignedData,
  buildSignedData,
  estimateSignedDataSize,
  prepareSignature,
} from '../../../src/pki/cms-sign.ts';
import { type CmsVerification, contentOf, verifySignedData } from '../../../src/pki/cms-verify.ts';
import { worstFinding } from '../../../src/pki/finding.ts';
import { digest, hashOid } from '../../../src/pki/hashes.ts';
import { type SignatureScheme, schemeHash } from '../../../src/pki/keys/signing-key.ts';
import { usePki } from './fixture.ts';
import { hasOpenssl, openssl } from './openssl.ts';

const fixture = usePki();
const content = new TextEncoder().encode('Giấy khai sinh — bản số hóa\n'.repeat(40));

async function signed(id: string, scheme?: SignatureScheme, data = content): Promise<Uint8Array> {
  const key = await fixture.pki.key(id);
  const chosen = scheme ?? key.schemes[0];
  if (chosen === undefined) throw new Error(`${id} cannot sign`);
  return buildSignedData({ messageDigest: digest(schemeHash(chosen), data), key, scheme: chosen });
}

function verify(cms: Uint8Array, data = content): CmsVerification {
  const { signedData, findings } = readSignedData(cms);
  if (signedData === null) throw new Error(findings.map(({ text }) => text.en).join());
  const verification = verifySignedData({ signedData, shape: 'detached', content: contentOf(data) });
  return { ...verification, findings: [...findings, ...verification.findings] };
}
const codes = (cms: Uint8Array, data = content): readonly string[] => {
  const { signedData, findings } = readSignedData(cms);
  const own = signedData === null ? [] : verify(cms, data).findings;
  return (signedData === null ? findings : own).filter(({ status }) => status !== 'PASSED').map(({ code }) => code);
};

const schemes: readonly (readonly [string, SignatureScheme])[] = [
  ['agency', 'rsa-pkcs1-sha256'],
  ['agency', 'rsa-pkcs1-sha512'],
  ['agency', 'rsa-pss-sha256'],
  ['agency', 'rsa-pss-sha384'],
  ['agency-province', 'rsa-pss-sha512'],
  ['leader-p256', 'ecdsa-sha256'],
  ['citizen-p384', 'ecdsa-sha384'],
  ['citizen-p521', 'ecdsa-sha512'],
];

describe('a signature that was just made', () => {
  test.each(schemes)('%s with %s verifies, bound to its certificate', async (id, scheme) => {
    const verification = verify(await signed(id, scheme));
    expect(worstFinding(verification.findings)).toBeNull();
    expect(verification).toMatchObject({ digestMatches: true, signatureIntact: true, signingCertificateBound: true });
    expect(verification.certificate?.sha256).toBe(fixture.pki.certificate(id).sha256);
    expect(verification.signingTime).toBeNull();
  });

  test.skipIf(!hasOpenssl).each(schemes)('openssl cms -verify agrees: %s with %s', async (id, scheme) => {
    const store = fixture.pki.entity(id).store === 'cong_vu' ? ['cv-root-g2'] : ['cc-root-g1', 'cc-root-g3'];
    const roots = store.map((root) => certificatePem(fixture.pki.certificate(root))).join('');
    const files = { 'sig.der': await signed(id, scheme), 'data.bin': content, 'roots.pem': roots };
    const args = [
      'cms',
      '-verify',
      '-inform',
      'DER',
      '-in',
      'sig.der',
      '-content',
      'data.bin',
      '-binary',
      '-CAfile',
      'roots.pem',
      '-purpose',
      'any',
      '-cades',
    ];
    const run = openssl([...args, '-out', '/dev/null'], files);
    expect(run.output).toContain('CAdES Verification successful');
    expect(run.ok).toBe(true);
  });

  test('is DER with its padding of zeros behind it', async () => {
    const cms = await signed('agency');
    expect(codes(Buffer.concat([cms, Buffer.alloc(4096)]))).toEqual([]);
  });

  test('encloses the signer and its sub-CA, not the root', async () => {
    const { signedData } = readSignedData(await signed('agency'));
    expect(signedData?.certificates.map(({ subject }) => subject.printed)).toHaveLength(2);
    expect(signedData?.certificates.some(({ selfIssued }) => selfIssued)).toBe(false);
  });

  test('is never larger than its estimate', async () => {
    for (const [id, scheme] of schemes) {
      const key = await fixture.pki.key(id);
      const estimate = estimateSignedDataSize(key.certificate, key.chain, 0);
      expect((await signed(id, scheme)).length).toBeLessThanOrEqual(estimate);
    }
  });

  test('prepared on one machine and completed on another, it is the same signature', async () => {
    const key = await fixture.pki.key('agency');
    const messageDigest = digest('sha256', content);
    const prepared = prepareSignature({
      messageDigest,
      scheme: 'rsa-pkcs1-sha256',
      certificate: key.certificate,
      chain: key.chain,
    });
    const value = await key.sign('rsa-pkcs1-sha256', prepared.toBeSigned);
    expect(assembleSignedData(prepared, value)).toEqual(await signed('agency', 'rsa-pkcs1-sha256'));
  });
});

describe('a signature that was tampered with', () => {
  test('other content: the digest says so', async () => {
    expect(codes(await signed('agency'), Buffer.from('khác'))).toEqual(['DIGEST_MISMATCH']);
  });

  test('every single flipped bit is noticed, but in what nobody signs: versions and the spelling of the issuer name', async () => {
    const cms = Buffer.from(await signed('leader-p256'));
    const subCa = fixture.pki.certificate('cv-ca-g2');
    const subCaAt = cms.indexOf(subCa.der);
    const behindCertificates = subCaAt + subCa.der.length;
    const signedAttributesAt = cms.indexOf(Buffer.from('06092a864886f70d010903', 'hex'), behindCertificates);
    const unnoticed: number[] = [];
    for (let index = 0; index < cms.length; index++) {
      // the sub-CA certificate is covered by its own signature, which the path checks
      if (index >= subCaAt && index < behindCertificates) continue;
      const copy = new Uint8Array(cms);
      copy[index] = (copy[index] ?? 0) ^ (1 << (index % 8));
      const { signedData, findings } = readSignedData(copy);
      if (signedData === null) continue;
      const verification = verifySignedData({ signedData, shape: 'detached', content: contentOf(content) });
      if (verification.signatureIntact && worstFinding([...findings, ...verification.findings]) === null)
        unnoticed.push(index);
    }
    const version = cms.indexOf(Buffer.from('020101', 'hex')) + 2;
    const elsewhere = unnoticed.filter(
      (index) => index !== version && (index < behindCertificates || index >= signedAttributesAt),
    );
    expect(elsewhere).toEqual([]);
  });

  test('foreign bytes behind the structure', async () => {
    expect(codes(Buffer.concat([await signed('agency'), Buffer.from('x')]))).toContain('CMS_TRAILING_BYTES');
  });

  test.each([
    [''],
    ['00'],
    ['30'],
    ['3080'],
    ['308400ffffff'],
    ['04820000'],
    ['3003020101'],
    [`${'30'.repeat(200)}`],
    [`${'3080'.repeat(4000)}`],
  ])('rubbish %s is a finding, not an exception', (hex) => {
    expect(codes(Buffer.from(hex, 'hex'))).toContain('CMS_UNREADABLE');
  });
});

/** A SignedData built piece by piece, so that each piece can be wrong. */
interface Pieces {
  readonly attributes?: readonly Encodable[] | null;
  readonly order?: 'der' | 'reversed';
  readonly eContent?: Uint8Array;
  readonly eContentType?: string;
  readonly signers?: number;
  readonly certificates?: readonly Certificate[];
  readonly digestOid?: string;
  readonly listed?: string;
  readonly algorithm?: Encodable;
  readonly byKeyId?: boolean;
  readonly signWith?: (data: Uint8Array) => Uint8Array;
}

async function build(pieces: Pieces = {}): Promise<Uint8Array> {
  const { pki } = fixture;
  const certificate = pki.certificate('agency');
  const key = await pki.privateKey('agency');
  const list = pieces.attributes === undefined ? standard() : pieces.attributes;
  const stored = list === null ? null : pieces.order === 'reversed' ? reversedSet(list) : encode(setOf(list));
  const signBytes = pieces.signWith ?? ((data: Uint8Array) => new Uint8Array(sign('sha256', data, key)));
  const signer = signerInfo({
    certificate,
    ...(pieces.byKeyId === true ? { identifier: { version: 3, value: taggedBytes(0, keyIdentifier(key)) } } : {}),
    digestAlgorithm: algorithm(pieces.digestOid ?? hashOid('sha256')),
    attributes: stored,
    signatureAlgorithm: pieces.algorithm ?? algorithm('1.2.840.113549.1.1.11', nullValue()),
    value: signBytes(stored ?? content),
  });
  return encodeSignedData({
    digestAlgorithm: algorithm(pieces.listed ?? pieces.digestOid ?? hashOid('sha256')),
    contentType: pieces.eContentType ?? cmsOid.data,
    content: pieces.eContent,
    certificates: pieces.certificates ?? [certificate],
    signers: Array.from({ length: pieces.signers ?? 1 }, () => signer),
  });
}

const contentType = (type: string = cmsOid.data) => attribute(cmsOid.contentType, objectId(type));
const messageDigest = (data: Uint8Array = content) =>
  attribute(cmsOid.messageDigest, octetString(createHash('sha256').update(data).digest()));
const ess = (id = 'agency') => essAttribute(fixture.pki.certificate(id));
const standard = (): readonly Encodable[] => [contentType(), messageDigest(), ess()];
describe('the shape of a signature (signatures.md 2.7)', () => {
  test('the plain twin of the cases below is good', async () => {
    expect(codes(await build())).toEqual([]);
  });

  test('an attached signature of somebody else does not verify against this file', async () => {
    const foreign = Buffer.from('nội dung khác');
    const cms = await build({ eContent: foreign, attributes: [contentType(), messageDigest(foreign), ess()] });
    expect(codes(cms)).toEqual(['CMS_CONTENT_UNEXPECTED']);
    expect(verify(cms).signatureIntact).toBe(false);
  });

  const cases: readonly (readonly [string, () => Pieces, string])[] = [
    ['two signers', () => ({ signers: 2 }), 'CMS_SIGNER_COUNT'],
    ['no signer', () => ({ signers: 0 }), 'CMS_SIGNER_COUNT'],
    ['content-type missing', () => ({ attributes: [messageDigest(), ess()] }), 'CMS_CONTENT_TYPE_ATTRIBUTE'],
    [
      'content-type of a time stamp',
      () => ({ attributes: [contentType(cmsOid.timestampInfo), messageDigest(), ess()] }),
      'CMS_CONTENT_TYPE_ATTRIBUTE',
    ],
    ['message-digest missing', () => ({ attributes: [contentType(), ess()] }), 'CMS_DIGEST_ATTRIBUTE'],
    [
      'message-digest with two values',
      () => ({
        attributes: [
          contentType(),
          attribute(cmsOid.messageDigest, octetString(digest('sha256', content)), octetString(new Uint8Array(32))),
          ess(),
        ],
      }),
      'CMS_DIGEST_ATTRIBUTE',
    ],
    [
      'an attribute twice',
      () => ({ attributes: [...standard(), messageDigest(Buffer.from('x'))] }),
      'CMS_ATTRIBUTE_TWICE',
    ],
    ['encapsulated content type other than data', () => ({ eContentType: cmsOid.timestampInfo }), 'CMS_CONTENT_TYPE'],
    ['digest algorithm not listed', () => ({ listed: hashOid('sha512') }), 'CMS_DIGEST_NOT_LISTED'],
    [
      'digest algorithm other than the signature hashes with',
      () => ({
        digestOid: hashOid('sha512'),
        attributes: [contentType(), attribute(cmsOid.messageDigest, octetString(digest('sha512', content))), ess()],
      }),
      'CMS_DIGEST_DIFFERS',
    ],
    [
      'signing certificate of somebody else',
      () => ({ attributes: [contentType(), messageDigest(), ess('leader')] }),
      'SIGNING_CERTIFICATE_MISMATCH',
    ],
    [
      'signing certificate twice',
      () => ({ attributes: [contentType(), messageDigest(), ess(), ess('leader')] }),
      'ESS_UNREADABLE',
    ],
    [
      'certificate of the signer missing',
      () => ({ certificates: [fixture.pki.certificate('leader')] }),
      'SIGNING_CERTIFICATE_NOT_FOUND',
    ],
    ['unknown signature algorithm', () => ({ algorithm: algorithm('1.2.3.4.5') }), 'ALGORITHM_UNKNOWN'],
    ['unknown digest algorithm', () => ({ digestOid: '1.2.3.4.6' }), 'ALGORITHM_UNKNOWN'],
    [
      'algorithm protection that disagrees',
      () => ({
        attributes: [
          ...standard(),
          attribute(
            cmsOid.algorithmProtection,
            sequence(algorithm(hashOid('sha512')), tagged(1, objectId('1.2.840.113549.1.1.13'))),
          ),
        ],
      }),
      'CMS_ALGORITHM_PROTECTION',
    ],
  ];
  test.each(cases)('%s', async (_, pieces, expected) => {
    const found = codes(await build(pieces()));
    expect(found).toContain(expected);
  });

  test('without ESS attribute the signature stands at level PKCS7', async () => {
    const cms = await build({ attributes: [contentType(), messageDigest()] });
    expect(codes(cms)).toEqual(['SIGNING_CERTIFICATE_UNBOUND']);
    expect(verify(cms)).toMatchObject({ signatureIntact: true, signingCertificateBound: false });
  });

  test('without signed attributes the signature is over the content itself', async () => {
    const cms = await build({ attributes: null });
    expect(codes(cms)).toEqual(['CMS_NO_SIGNED_ATTRIBUTES', 'SIGNING_CERTIFICATE_UNBOUND']);
    expect(verify(cms).signatureIntact).toBe(true);
    expect(verify(cms, Buffer.from('khác')).signatureIntact).toBe(false);
  });

  test('attributes stored out of DER order, signed as stored: refused, as openssl refuses', async () => {
    const cms = await build({ order: 'reversed' });
    expect(codes(cms)).toEqual(['CMS_ATTRIBUTES_NOT_DER', 'SIGNATURE_BROKEN']);
  });

  test('several certificates of one issuer and serial: the ESS attribute decides', async () => {
    const own = fixture.pki.certificate('agency');
    const twin: Certificate = { ...fixture.pki.certificate('leader'), issuer: own.issuer, serialHex: own.serialHex };
    const { signedData } = readSignedData(await build());
    if (signedData === null) throw new Error('unreadable');
    const verification = verifySignedData({
      signedData: { ...signedData, certificates: [twin, own] },
      shape: 'detached',
      content: contentOf(content),
    });
    expect(verification.certificate?.sha256).toBe(own.sha256);
  });

  test('a signer named by key identifier is found', async () => {
    expect(codes(await build({ byKeyId: true }))).toEqual([]);
  });

  test('a NULL written as constructed is tolerated in the header, with a remark', async () => {
    const cms = Buffer.from(await build());
    const place = cms.lastIndexOf(Buffer.from('06092a864886f70d01010b0500', 'hex'));
    cms[place + 11] = 0x25;
    expect(codes(cms)).toEqual(['CMS_CONSTRUCTED_NULL']);
    expect(verify(cms).signatureIntact).toBe(true);
  });

  test('the same inside the signed attributes is not: what is hashed must be DER', async () => {
    const hashIdentifier = algorithm(hashOid('sha512'), nullValue());
    const certificateHash = octetString(digest('sha512', fixture.pki.certificate('agency').der));
    const withNull = attribute(
      cmsOid.signingCertificateV2,
      sequence(sequence(sequence(hashIdentifier, certificateHash))),
    );
    const cms = Buffer.from(await build({ attributes: [contentType(), messageDigest(), withNull] }));
    expect(codes(cms)).toEqual([]);
    cms[cms.indexOf(Buffer.from('0609608648016503040203' + '0500', 'hex')) + 11] = 0x25;
    expect(codes(cms)).toContain('SIGNATURE_BROKEN');
  });
});

describe('algorithms', () => {
  const pssOid = '1.2.840.113549.1.1.10';
  const pss = (hash: 'sha256' | 'sha1', mask: 'sha256' | 'sha1', salt: number): Encodable =>
    algorithm(
      pssOid,
      sequence(
        tagged(0, algorithm(hashOid(hash), nullValue())),
        tagged(1, algorithm('1.2.840.113549.1.1.8', algorithm(hashOid(mask), nullValue()))),
        tagged(2, integer(salt)),
      ),
    );
  const signPss = (saltLength: number) => async () => {
    const key = await fixture.pki.privateKey('agency');
    return (data: Uint8Array) => new Uint8Array(sign('sha256', data, { key, padding: 6, saltLength }));
  };

  test('PSS with a shorter salt verifies when the parameters say so', async () => {
    expect(codes(await build({ algorithm: pss('sha256', 'sha256', 20), signWith: await signPss(20)() }))).toEqual([]);
  });
  test('PSS with another salt length than stated is broken', async () => {
    expect(codes(await build({ algorithm: pss('sha256', 'sha256', 32), signWith: await signPss(20)() }))).toEqual([
      'SIGNATURE_BROKEN',
    ]);
  });
  test('PSS whose mask uses another hash is refused', async () => {
    expect(codes(await build({ algorithm: pss('sha256', 'sha1', 32), signWith: await signPss(32)() }))).toContain(
      'CMS_PSS_PARAMETERS',
    );
  });
  test('PSS without parameters means SHA-1 and does not agree with a SHA-256 digest', async () => {
    expect(codes(await build({ algorithm: algorithm(pssOid, sequence()), signWith: await signPss(32)() }))).toContain(
      'CMS_DIGEST_DIFFERS',
    );
  });
  test('rsaEncryption as signature algorithm takes the hash of the digest algorithm', async () => {
    expect(codes(await build({ algorithm: algorithm('1.2.840.113549.1.1.1', nullValue()) }))).toEqual([]);
  });
  test('SHA3-256 with RSA', async () => {
    const key = await fixture.pki.privateKey('agency');
    const attributes = [
      contentType(),
      attribute(cmsOid.messageDigest, octetString(digest('sha3-256', content))),
      ess(),
    ];
    const cms = await build({
      attributes,
      digestOid: hashOid('sha3-256'),
      algorithm: algorithm('2.16.840.1.101.3.4.3.14', nullValue()),
      signWith: (data) => new Uint8Array(sign('sha3-256', data, key)),
    });
    expect(codes(cms)).toEqual([]);
    expect(verify(cms).uses).toContainEqual({ family: 'digest', name: 'SHA3-256', bits: 0 });
  });
  test('an algorithm of another key family never verifies', async () => {
    expect(codes(await build({ algorithm: algorithm('1.2.840.10045.4.3.2') }))).toEqual(['SIGNATURE_BROKEN']);
  });

  test.each([
    ['ed25519', '1.3.101.112', 'sha512'],
    ['ed448', '1.3.101.113', 'shake256'],
  ] as const)('%s with the digest that RFC 8419 fixes', async (kind, oid, hash) => {
    const { privateKey, publicKey } = generateKeyPairSync(kind as 'ed25519');
    const own = { ...fixture.pki.certificate('agency'), publicKey };
    const cms = await build({
      attributes: [contentType(), attribute(cmsOid.messageDigest, octetString(digest(hash, content))), ess()],
      digestOid: hashOid(hash),
      algorithm: algorithm(oid),
      signWith: (data) => new Uint8Array(sign(null, data, privateKey)),
    });
    expect(verifyWith(cms, own).signatureIntact).toBe(true);
  });
  test('plain ECDSA: r || s instead of a SEQUENCE', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const own = { ...fixture.pki.certificate('agency'), publicKey };
    const signWith = (data: Uint8Array) =>
      new Uint8Array(sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
    const plain = await build({ algorithm: algorithm('0.4.0.127.0.7.1.1.4.1.3'), signWith });
    expect(verifyWith(plain, own).signatureIntact).toBe(true);
    const misnamed = await build({ algorithm: algorithm('1.2.840.10045.4.3.2'), signWith });
    expect(verifyWith(misnamed, own).signatureIntact).toBe(false);
  });

  function verifyWith(cms: Uint8Array, certificate: Certificate): CmsVerification {
    const { signedData } = readSignedData(cms);
    if (signedData === null) throw new Error('unreadable');
    return verifySignedData({
      signedData: { ...signedData, certificates: [certificate] },
      shape: 'detached',
      content: contentOf(content),
    });
  }
});

describe('adbe.pkcs7.sha1', () => {
  test('the content inside is the SHA-1 of the signed bytes, and the digest is of that', async () => {
    const inner = digest('sha1', content);
    const cms = await build({ eContent: inner, attributes: [contentType(), messageDigest(inner), ess()] });
    const { signedData } = readSignedData(cms);
    if (signedData === null) throw new Error('unreadable');
    const good = verifySignedData({ signedData, shape: 'digest-inside', content: contentOf(content) });
    expect(good).toMatchObject({ digestMatches: true, signatureIntact: true });
    const bad = verifySignedData({ signedData, shape: 'digest-inside', content: contentOf(Buffer.from('khác')) });
    expect(bad.digestMatches).toBe(false);
  });
});
