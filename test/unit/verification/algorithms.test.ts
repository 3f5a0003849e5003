import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { certificatePem } from '../../../src/pki/certificate.ts';
import { ed25519, type NodeScheme, nodeCms, nullParameters, plainEcdsa, underOid } from '../../support/node-cms.ts';
import { plainPdf, sign } from '../../support/signed-pdf.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { hasTool } from '../../support/tools.ts';
import { deciding, rowOf, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
const folder = temporaryFolder('algorithms');
beforeAll(async () => {
  pki = await loadTestPki();
});

async function judged(signer: string, cmsOf: (content: Uint8Array) => Promise<Uint8Array>) {
  const { signing, verify } = verificationBench(pki);
  const pdf = await sign(signing, plainPdf(), { signer, cms: cmsOf });
  const honest = (await verify(pdf)).signatures[0];
  const at = Buffer.from(pdf).indexOf('/MediaBox');
  pdf[at + 11] = 0x31;
  return { honest, forged: (await verify(pdf)).signatures[0] };
}

/** Object identifiers as RFC 5758, RFC 8692, RFC 8419, NIST and BSI TR-03111 give them. */
const schemes: readonly (readonly [name: string, signer: string, scheme: NodeScheme, label: RegExp])[] = [
  ['ECDSA P-256 with SHA-256', 'leader-p256', underOid('sha256', '1.2.840.10045.4.3.2'), /^ECDSA, SHA-256$/],
  ['ECDSA P-384 with SHA-384', 'citizen-p384', underOid('sha384', '1.2.840.10045.4.3.3'), /^ECDSA, SHA-384$/],
  ['ECDSA P-521 with SHA-512', 'citizen-p521', underOid('sha512', '1.2.840.10045.4.3.4'), /^ECDSA, SHA-512$/],
  ['ECDSA P-256 with SHA3-256', 'leader-p256', underOid('sha3-256', '2.16.840.1.101.3.4.3.10'), /^ECDSA, SHA3-256$/],
  ['ECDSA P-521 with SHA3-512', 'citizen-p521', underOid('sha3-512', '2.16.840.1.101.3.4.3.12'), /^ECDSA, SHA3-512$/],
  ['plain ECDSA P-256', 'leader-p256', plainEcdsa('sha256', '0.4.0.127.0.7.1.1.4.1.3'), /plain.*SHA-256$/],
  ['plain ECDSA P-384', 'citizen-p384', plainEcdsa('sha384', '0.4.0.127.0.7.1.1.4.1.4'), /plain.*SHA-384$/],
  ['plain ECDSA P-521', 'citizen-p521', plainEcdsa('sha512', '0.4.0.127.0.7.1.1.4.1.5'), /plain.*SHA-512$/],
  ['Ed25519', 'citizen-ed25519', ed25519, /^Ed25519/],
  ['RSA v1.5 with SHA-384', 'citizen', underOid('sha384', '1.2.840.113549.1.1.12', nullParameters()), /v1_5, SHA-384$/],
  [
    'RSA v1.5 with SHA3-256',
    'citizen',
    underOid('sha3-256', '2.16.840.1.101.3.4.3.14', nullParameters()),
    /v1_5, SHA3-256$/,
  ],
  [
    'RSA v1.5 with SHA3-512',
    'citizen',
    underOid('sha3-512', '2.16.840.1.101.3.4.3.16', nullParameters()),
    /v1_5, SHA3-512$/,
  ],
  [
    'rsaEncryption as OpenSSL names it',
    'citizen',
    underOid('sha256', '1.2.840.113549.1.1.1', nullParameters()),
    /v1_5, SHA-256$/,
  ],
];

describe('signed by node:crypto under the identifiers of the standards', () => {
  it.each(schemes)('%s is HỢP LỆ, and not over another content', async (_name, signer, scheme, label) => {
    const { honest, forged } = await judged(signer, (content) => nodeCms(pki, content, signer, scheme));
    expect(deciding(honest)).toEqual([]);
    expect(honest).toMatchObject({ indication: 'TOTAL_PASSED', integrity: { digest: true, signature: true } });
    expect(honest?.scheme).toMatch(label);
    expect(forged).toMatchObject({ indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE' });
  });

  it.each([
    ['a plain value under the identifier of the other encoding', underOid('sha256', '0.4.0.127.0.7.1.1.4.1.3')],
    ['a DER value under the plain identifier', plainEcdsa('sha256', '1.2.840.10045.4.3.2')],
    ['another digest than the identifier names', underOid('sha384', '1.2.840.10045.4.3.2')],
    ['an RSA identifier with an elliptic key', underOid('sha256', '1.2.840.113549.1.1.11', nullParameters())],
  ])('ECDSA: %s is refused', async (_what, scheme) => {
    const { honest } = await judged('leader-p256', (content) => nodeCms(pki, content, 'leader-p256', scheme));
    expect(honest?.indication).toBe('TOTAL_FAILED');
  });

  it('an identifier that nobody knows is CHƯA XÁC ĐỊNH', async () => {
    const scheme = underOid('sha256', '1.3.6.1.4.1.99999.1');
    const { honest } = await judged('leader-p256', (content) => nodeCms(pki, content, 'leader-p256', scheme));
    expect(honest?.indication).toBe('INDETERMINATE');
    expect(rowOf(honest, 'signature-intact')?.status).toBe('UNKNOWN');
  });
});

describe.skipIf(!hasTool('openssl'))('signed by openssl cms', () => {
  const opensslCms = (signer: string, options: readonly string[]) => async (content: Uint8Array) => {
    const path = (name: string): string => join(folder, name);
    writeFileSync(path('content'), content);
    writeFileSync(path('cert.pem'), certificatePem(pki.certificate(signer)));
    writeFileSync(path('key.pem'), (await pki.privateKey(signer)).export({ type: 'pkcs8', format: 'pem' }));
    const files = ['-in', path('content'), '-signer', path('cert.pem'), '-inkey', path('key.pem')];
    const format = ['-binary', '-cades', '-nosmimecap', '-outform', 'DER'];
    return new Uint8Array(execFileSync('openssl', ['cms', '-sign', ...format, ...files, ...options]));
  };
  const pss = (...more: readonly string[]): string[] =>
    ['rsa_padding_mode:pss', ...more].flatMap((option) => ['-keyopt', option]);

  it.each<[string, string, readonly string[]]>([
    ['RSA v1.5, SHA-256', 'citizen', ['-md', 'sha256']],
    ['RSA v1.5, SHA-512', 'company', ['-md', 'sha512']],
    ['RSA-PSS, SHA-256, salt of the digest length', 'citizen', ['-md', 'sha256', ...pss('rsa_pss_saltlen:-1')]],
    ['RSA-PSS, SHA-384', 'citizen', ['-md', 'sha384', ...pss('rsa_pss_saltlen:48')]],
    ['RSA-PSS, SHA-512', 'agency', ['-md', 'sha512', ...pss('rsa_pss_saltlen:64')]],
    ['RSA-PSS without salt', 'citizen', ['-md', 'sha256', ...pss('rsa_pss_saltlen:0')]],
    ['ECDSA P-256', 'leader-p256', ['-md', 'sha256']],
    ['ECDSA P-384', 'citizen-p384', ['-md', 'sha384']],
    ['ECDSA P-521', 'citizen-p521', ['-md', 'sha512']],
    ['a signer named by key identifier', 'citizen', ['-md', 'sha256', '-keyid']],
  ])('%s is HỢP LỆ, and not over another content', async (_name, signer, options) => {
    const { honest, forged } = await judged(signer, opensslCms(signer, options));
    expect(deciding(honest)).toEqual([]);
    expect(honest?.indication).toBe('TOTAL_PASSED');
    expect(forged?.indication).toBe('TOTAL_FAILED');
  });

  it.each([
    ['MGF1 with another hash', pss('rsa_mgf1_md:sha1', 'rsa_pss_saltlen:32')],
    ['a salt longer than the hash', pss('rsa_pss_saltlen:64')],
  ])('RSA-PSS with %s is refused although openssl accepts it', async (_what, options) => {
    const { honest } = await judged('citizen', opensslCms('citizen', ['-md', 'sha256', ...options]));
    expect(honest?.indication).toBe('TOTAL_FAILED');
    expect(deciding(honest)).toContain('cms-shape FAILED');
  });

  it('without a certificate inside, the DSS or nothing can name the signer: CHƯA XÁC ĐỊNH', async () => {
    const { honest } = await judged('citizen', opensslCms('citizen', ['-md', 'sha256', '-nocerts']));
    expect(honest).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' });
  });
});
