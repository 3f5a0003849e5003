import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeToken } from '../../../certs-test/lib/time-stamp.ts';
import { SohoaError } from '../../../src/domain/errors.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../../src/pdf/reader/signature-fields.ts';
import { addSignatureTimestamp, buildSignedData } from '../../../src/pki/cms-sign.ts';
import { hashLength } from '../../../src/pki/hashes.ts';
import { type SignatureScheme, schemeHash } from '../../../src/pki/keys/signing-key.ts';
import { readTimestampToken } from '../../../src/pki/timestamp.ts';
import { contentsBytes } from '../../../src/signing/contents-size.ts';
import { addDocumentTimestamp } from '../../../src/signing/document-timestamp.ts';
import { levels } from '../../../src/signing/request.ts';
import { signDocument } from '../../../src/signing/sign-document.ts';
import type { StampSource } from '../../../src/signing/stamp-source.ts';
import { letter } from '../../support/documents.ts';
import { checkByOpenssl, cutSignatures } from '../../support/openssl-signatures.ts';
import { anyRequest, openSigningKit, type SigningKit } from '../../support/signing-kit.ts';
import { hasTool } from '../../support/tools.ts';

let kit: SigningKit;
const start = new Date('2026-11-22T03:15:30Z');
beforeAll(async () => {
  kit = await openSigningKit(start);
});
afterAll(() => kit.close());

/** Explicit parameters: one hash for message and mask, salt as long as the hash (signatures.md 1.2). */
const pss = (hash: string, saltHex: string): RegExp =>
  new RegExp(
    `rsassaPss[^]*?OBJECT +:${hash}\\s[^]*?OBJECT +:mgf1\\s[^]*?OBJECT +:${hash}\\s[^]*?INTEGER +:${saltHex}\\s`,
  );

/** The key, the scheme, and what openssl calls the algorithm. */
const schemes: readonly [string, SignatureScheme, RegExp][] = [
  ['agency', 'rsa-pkcs1-sha256', /sha256WithRSAEncryption|rsaEncryption/],
  ['agency', 'rsa-pkcs1-sha384', /sha384WithRSAEncryption|rsaEncryption/],
  ['agency', 'rsa-pkcs1-sha512', /sha512WithRSAEncryption|rsaEncryption/],
  ['agency', 'rsa-pss-sha256', pss('sha256', '20')],
  ['agency', 'rsa-pss-sha384', pss('sha384', '30')],
  ['agency', 'rsa-pss-sha512', pss('sha512', '40')],
  ['agency-pss', 'rsa-pss-sha256', pss('sha256', '20')],
  ['leader-p256', 'ecdsa-sha256', /ecdsa-with-SHA256/],
  ['citizen-p384', 'ecdsa-sha384', /ecdsa-with-SHA384/],
  ['citizen-p521', 'ecdsa-sha512', /ecdsa-with-SHA512/],
];

describe.each(schemes)('%s signs with %s', (who, scheme, algorithm) => {
  it.skipIf(!hasTool('openssl'))('and openssl verifies CMS, path and parameters', async () => {
    const deps = await kit.deps(who);
    const key = { ...deps.key, schemes: [scheme] };
    const { bytes, intent } = await signDocument(letter(), { ...anyRequest, level: 'B-T' }, { ...deps, key });
    expect(intent.scheme).toBe(scheme);
    const [signature] = cutSignatures(bytes);
    expect(checkByOpenssl(kit.pki, signature!, 'cms', start)).toMatch(algorithm);
    const { signatures } = await kit.verifier.verify(bytes, { slot: 'ANY', slots: {} });
    expect(signatures[0]).toMatchObject({ indication: 'TOTAL_PASSED', level: 'B-T' });
  });
});

describe('room in /Contents', () => {
  const token = async (certificates: readonly string[]): Promise<Uint8Array> =>
    encodeToken({
      imprintHash: 'sha256',
      imprint: new Uint8Array(32),
      policy: '1.3.6.1.4.1.99999.1.1',
      serial: Buffer.from('01', 'hex'),
      genTime: start,
      nonce: null,
      certificate: kit.pki.certificate('cv-tsa'),
      key: await kit.pki.privateKey('cv-tsa'),
      enclosed: certificates.map((id) => kit.pki.certificate(id)),
    });
  const signers = ['agency', 'agency-pss', 'leader-p256', 'citizen-p521', 'operator'] as const;

  it('holds CMS and token of any chain, or is refused before the key, and never passes 32,767 bytes', async () => {
    const ids = kit.pki.entities.map(({ id }) => id);
    const chains = fc.array(fc.constantFrom(...ids), { maxLength: 30, size: 'max' });
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...signers),
        fc.constantFrom(...levels),
        chains,
        chains,
        async (who, level, chainIds, tokenIds) => {
          const key = await kit.pki.key(who);
          const chain = chainIds.map((id) => kit.pki.certificate(id));
          const stamp = await token(tokenIds);
          let room: number;
          try {
            room = contentsBytes({ certificate: key.certificate, chain }, level, stamp.length);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(SohoaError);
            expect((thrown as SohoaError).details.rule).toBe('cms-too-large');
            refused++;
            return;
          }
          expect(room).toBeGreaterThanOrEqual(16 * 1024);
          expect(room).toBeLessThanOrEqual(32_767);
          const scheme = key.schemes[0] as SignatureScheme;
          const messageDigest = new Uint8Array(hashLength(schemeHash(scheme)));
          const made = await buildSignedData({ messageDigest, key, scheme, chain });
          const cms = level === 'B-B' ? made : addSignatureTimestamp(made, stamp);
          expect(cms.length).toBeLessThanOrEqual(room);
        },
      ),
      { seed: 20261122, numRuns: 60 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  /** An authority that sends so many certificates along. */
  const sending = (certificates: readonly string[]): StampSource => {
    let largest: number | null = null;
    return {
      lastTokenBytes: () => largest,
      request: async (imprintOf) => {
        const imprint = imprintOf('sha256');
        const der = encodeToken({
          imprintHash: 'sha256',
          imprint,
          policy: '1.3.6.1.4.1.99999.1.1',
          serial: Buffer.from('02', 'hex'),
          genTime: kit.clock.now(),
          nonce: null,
          certificate: kit.pki.certificate('cv-tsa'),
          key: await kit.pki.privateKey('cv-tsa'),
          enclosed: ['cv-tsa', 'cv-ca-g2', ...certificates].map((id) => kit.pki.certificate(id)),
        });
        largest = Math.max(largest ?? 0, der.length);
        const { signedData, info } = readTimestampToken(der);
        return {
          der,
          authority: 'test',
          certificate: kit.pki.certificate('cv-tsa'),
          info: info!,
          signedData: signedData!,
        };
      },
    };
  };
  const many = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => kit.pki.entities[index % kit.pki.entities.length]!.id);

  it('grows for a document timestamp whose first token is larger than any before', async () => {
    const bytes = await addDocumentTimestamp(letter(), sending(many(17)));
    const [stamp] = listSignatures(openPdf(bytes));
    expect(stamp?.cmsLength).toBeGreaterThan(16 * 1024);
    expect(stamp?.contents?.length).toBeLessThanOrEqual(32_767);
    expect(stamp?.findings).toEqual([]);
  });

  it('too small for a signature time stamp makes it a document timestamp, at the level asked', async () => {
    const deps = await kit.deps('agency');
    const request = { ...anyRequest, level: 'B-T' as const };
    const { bytes } = await signDocument(letter(), request, { ...deps, stamps: sending(many(14)) });
    expect(listSignatures(openPdf(bytes)).map(({ kind }) => kind)).toEqual(['signature', 'document-timestamp']);
    const { signatures } = await kit.verifier.verify(bytes, { slot: 'ANY', slots: {} });
    expect(signatures[0]).toMatchObject({ indication: 'TOTAL_PASSED', level: 'B-T' });
  });

  it('is refused for a token that no PDF/A string could hold', async () => {
    await expect(addDocumentTimestamp(letter(), sending(many(40)))).rejects.toMatchObject({ code: 'SIGN_REFUSED' });
  });
});
