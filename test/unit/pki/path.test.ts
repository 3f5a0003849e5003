import { generateKeyPairSync } from 'node:crypto';
import * as asn1js from 'asn1js';
import { describe, expect, test } from 'vitest';
import { encodeName, extension, type TestExtension } from '../../../certs-test/lib/issue.ts';
import { integer, objectId, sequence, tagged, taggedBytes } from '../../../src/pki/asn1-write.ts';
import { certificatePem, parseCertificate } from '../../../src/pki/certificate.ts';
import { extensionOid } from '../../../src/pki/extensions.ts';
import { worstFinding } from '../../../src/pki/finding.ts';
import { findPaths, maxPaths } from '../../../src/pki/path.ts';
import { validatePath } from '../../../src/pki/path-validation.ts';
import { hasOpenssl, openssl } from './openssl.ts';
import { anchorOf, ca, cn, critical, leafUsage, type Party, party } from './small-pki.ts';

const at = new Date('2026-11-22T03:00:00Z');
const root = party(cn('Gốc'), null, ca());

function judge(leaf: Party, candidates: readonly Party[], anchor = root): string {
  const { paths } = findPaths(leaf.certificate, {
    candidates: candidates.map(({ certificate }) => certificate),
    anchors: [anchorOf(anchor)],
  });
  const answers = paths.map(
    (path) => worstFinding(validatePath(path, { purpose: 'signing', at, proven: true }))?.code ?? 'good',
  );
  return answers.includes('good') ? 'good' : (answers[0] ?? 'no path');
}
/** openssl's answer to the same question: an opinion that nobody here wrote. */
function opensslJudge(leaf: Party, candidates: readonly Party[], policy: readonly string[] = []): boolean {
  const untrusted = candidates.map(({ certificate }) => certificatePem(certificate)).join('');
  const args = ['verify', '-attime', String(at.getTime() / 1000), ...policy, '-CAfile', 'root.pem'];
  return openssl([...args, ...(untrusted === '' ? [] : ['-untrusted', 'sub.pem']), 'leaf.pem'], {
    'root.pem': certificatePem(root.certificate),
    'sub.pem': untrusted,
    'leaf.pem': certificatePem(leaf.certificate),
  }).ok;
}

const dirName = (parts: Parameters<typeof encodeName>[0]) => tagged(4, encodeName(parts));
const constraints = (
  kind: 'permitted' | 'excluded',
  ...bases: readonly ReturnType<typeof tagged>[]
): TestExtension => ({
  oid: extensionOid.nameConstraints,
  critical: true,
  value: sequence(tagged(kind === 'permitted' ? 0 : 1, ...bases.map((base) => sequence(base)))),
});
const dns = (value: string) => taggedBytes(2, Buffer.from(value)) as never as ReturnType<typeof tagged>;
const altNames = (...names: readonly ReturnType<typeof tagged>[]): TestExtension => ({
  oid: extensionOid.subjectAltName,
  value: sequence(...names),
});
const policyConstraints = (skip: number): TestExtension => ({
  oid: extensionOid.policyConstraints,
  critical: true,
  value: sequence(taggedBytes(0, Uint8Array.of(skip))),
});
const mapping = (from: string, to: string): TestExtension => ({
  oid: extensionOid.policyMappings,
  value: sequence(sequence(objectId(from), objectId(to))),
});
const inhibitAny = (skip: number): TestExtension => ({
  oid: extensionOid.inhibitAnyPolicy,
  critical: true,
  value: integer(skip),
});
const P1 = '1.3.6.1.4.1.99999.2.1';
const P2 = '1.3.6.1.4.1.99999.2.2';
const anyPolicy = '2.5.29.32.0';
const inOffice = (name: string) =>
  [
    ['2.5.4.6', 'VN'],
    ['2.5.4.10', 'UBND tỉnh Ví Dụ'],
    ['2.5.4.3', name],
  ] as const;

interface Case {
  readonly about: string;
  readonly sub: readonly TestExtension[];
  readonly leaf?: readonly TestExtension[];
  readonly leafName?: Parameters<typeof encodeName>[0];
  readonly expected: string;
}
const cases: readonly Case[] = [
  { about: 'the plain twin', sub: ca(), expected: 'good' },
  {
    about: 'an issuer that is no CA',
    sub: [extension.basicConstraints(false), extension.keyUsage('keyCertSign')],
    expected: 'CHAIN_NOT_CA',
  },
  { about: 'an issuer without basic constraints', sub: [extension.keyUsage('keyCertSign')], expected: 'CHAIN_NOT_CA' },
  {
    about: 'an issuer that may not sign certificates',
    sub: [extension.basicConstraints(true), extension.keyUsage('cRLSign')],
    expected: 'CHAIN_NO_CERT_SIGN',
  },
  {
    about: 'an unknown critical extension of the CA',
    sub: [...ca(), critical('1.3.6.1.4.1.99999.9')],
    expected: 'CHAIN_UNKNOWN_EXTENSION',
  },
  {
    about: 'an unknown critical extension of the leaf',
    sub: ca(),
    leaf: [...leafUsage, critical('1.3.6.1.4.1.99999.9')],
    expected: 'CHAIN_UNKNOWN_EXTENSION',
  },
  {
    about: 'a name inside the permitted subtree',
    sub: [...ca(), constraints('permitted', dirName(inOffice('x').slice(0, 2)))],
    leafName: inOffice('Xã Mẫu'),
    expected: 'good',
  },
  {
    about: 'a name outside the permitted subtree',
    sub: [...ca(), constraints('permitted', dirName(inOffice('x').slice(0, 2)))],
    leafName: cn('Xã Khác'),
    expected: 'CHAIN_NAME_CONSTRAINT',
  },
  {
    about: 'a name inside the excluded subtree',
    sub: [...ca(), constraints('excluded', dirName(inOffice('x').slice(0, 2)))],
    leafName: inOffice('Xã Mẫu'),
    expected: 'CHAIN_NAME_CONSTRAINT',
  },
  {
    about: 'a host name inside the permitted domain',
    sub: [...ca(), constraints('permitted', dns('vidu.example'))],
    leaf: [...leafUsage, altNames(dns('ky.vidu.example'))],
    expected: 'good',
  },
  {
    about: 'a host name that only ends like the permitted domain',
    sub: [...ca(), constraints('permitted', dns('vidu.example'))],
    leaf: [...leafUsage, altNames(dns('evilvidu.example'))],
    expected: 'CHAIN_NAME_CONSTRAINT',
  },
  {
    about: 'a required policy that is there',
    sub: [...ca(), policyConstraints(0), extension.policies(P1)],
    leaf: [...leafUsage, extension.policies(P1)],
    expected: 'good',
  },
  {
    about: 'a required policy that is another',
    sub: [...ca(), policyConstraints(0), extension.policies(P1)],
    leaf: [...leafUsage, extension.policies(P2)],
    expected: 'CHAIN_POLICY',
  },
  {
    about: 'a required policy that is mapped',
    sub: [...ca(), policyConstraints(0), extension.policies(P1), mapping(P1, P2)],
    leaf: [...leafUsage, extension.policies(P2)],
    expected: 'good',
  },
  {
    about: 'any policy while it is allowed',
    sub: [...ca(), policyConstraints(0), extension.policies(anyPolicy)],
    leaf: [...leafUsage, extension.policies(P2)],
    expected: 'good',
  },
  {
    about: 'any policy when it is inhibited',
    sub: [...ca(), policyConstraints(0), extension.policies(P1), inhibitAny(0)],
    leaf: [...leafUsage, extension.policies(anyPolicy)],
    expected: 'CHAIN_POLICY',
  },
  {
    about: 'no policy where none is required',
    sub: [...ca(), extension.policies(P1)],
    leaf: leafUsage,
    expected: 'good',
  },
];

/** Key identifiers as RFC 5280 wants them, so that openssl's strict mode judges what the case is about. */
function build({ sub, leaf, leafName }: Case): { readonly subCa: Party; readonly end: Party } {
  const { privateKey: subKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subCa = party(
    cn('CA con'),
    root,
    [...sub, extension.subjectKeyId(subKey), extension.authorityKeyId(root.key)],
    { key: subKey },
  );
  const end = party(leafName ?? cn('Người ký'), subCa, [...(leaf ?? leafUsage), extension.authorityKeyId(subKey)]);
  return { subCa, end };
}

describe('a path through one CA (RFC 5280 6.1)', () => {
  test.each(cases)('$about: $expected', (one) => {
    const { subCa, end } = build(one);
    expect(judge(end, [subCa])).toBe(one.expected);
  });

  test.skipIf(!hasOpenssl)('openssl verify gives the same answers', () => {
    const differ = cases.filter((one) => {
      const { subCa, end } = build(one);
      const required = one.about.includes('policy') ? ['-policy_check', '-policy', anyPolicy] : [];
      return opensslJudge(end, [subCa], required) !== (one.expected === 'good');
    });
    expect(differ.map(({ about }) => about)).toEqual([]);
  });

  test('a path length of 0 allows leaves, not another CA', () => {
    const first = party(cn('CA 1'), root, ca(0));
    const second = party(cn('CA 2'), first, ca());
    expect(judge(party(cn('Người ký'), first, leafUsage), [first])).toBe('good');
    expect(judge(party(cn('Người ký'), second, leafUsage), [first, second])).toBe('CHAIN_PATH_LENGTH');
  });

  test('a CA certificate that renews the same name does not count against the path length', () => {
    const first = party(cn('CA'), root, ca(0));
    const renewed = party(cn('CA'), first, ca(0));
    expect(judge(party(cn('Người ký'), renewed, leafUsage), [first, renewed])).toBe('good');
  });

  test('an anchor whose trust has ended is undetermined', () => {
    const leaf = party(cn('Người ký'), root, leafUsage);
    const anchors = [{ certificate: root.certificate, trustedUntil: new Date('2026-01-01T00:00:00Z') }];
    const [path] = findPaths(leaf.certificate, { candidates: [], anchors }).paths;
    if (path === undefined) throw new Error('no path');
    expect(worstFinding(validatePath(path, { purpose: 'signing', at, proven: true }))?.code).toBe('CHAIN_ANCHOR_ENDED');
  });

  test('a malformed constraint of a CA is a failure, not an exception', () => {
    const broken: TestExtension = { oid: extensionOid.nameConstraints, critical: true, value: new asn1js.Null() };
    const subCa = party(cn('CA con'), root, [...ca(), broken]);
    expect(judge(party(cn('Người ký'), subCa, leafUsage), [subCa])).toBe('CHAIN_UNKNOWN_EXTENSION');
  });
});

describe('the search for paths', () => {
  test('two generations of one CA with one key: both paths are found, the good one wins', () => {
    const old = party(cn('CA'), root, ca(), { to: '2021-01-01T00:00:00Z' });
    const current = party(cn('CA'), root, ca(), { key: old.key });
    expect(judge(party(cn('Người ký'), current, leafUsage), [old, current])).toBe('good');
  });

  test('CAs that certify each other do not loop', () => {
    const a = party(cn('A'), null, ca());
    const b = party(cn('B'), a, ca());
    const aByB = party(cn('A'), b, ca(), { key: a.key });
    const leaf = party(cn('Người ký'), b, leafUsage);
    const search = findPaths(leaf.certificate, {
      candidates: [aByB.certificate, b.certificate],
      anchors: [anchorOf(root)],
    });
    expect(search).toMatchObject({ paths: [], deadEnd: { kind: 'missing-issuer' } });
  });

  test('a maze of cross-certificates ends at the limit, quickly', () => {
    // 8 layers of 4 CAs, each certified by every CA of the layer above: 4^8 paths
    let above: readonly Party[] = [root];
    const all: Party[] = [];
    for (let layer = 0; layer < 8; layer++) {
      const names = [0, 1, 2, 3].map((index) => cn(`CA ${layer}.${index}`));
      const keys = names.map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
      const made = names.flatMap((name, index) => {
        const key = keys[index];
        return above.map((issuer) => party(name, issuer, ca(), key === undefined ? {} : { key }));
      });
      all.push(...made);
      above = names.flatMap((_, index) => made.slice(index * above.length, index * above.length + 1));
    }
    const [last] = above;
    if (last === undefined) throw new Error('empty');
    const leaf = party(cn('Người ký'), last, leafUsage);
    const search = findPaths(leaf.certificate, {
      candidates: all.map(({ certificate }) => certificate),
      anchors: [anchorOf(root)],
    });
    expect(search.truncated).toBe(true);
    expect(search.paths.length).toBeLessThanOrEqual(maxPaths);
  });

  test('the same name in NFC and NFD is one name; the key still decides', () => {
    const issuer = party(cn('CA Thử Nghiệm'), root, ca());
    const nfd: Party = { ...issuer, name: cn('CA Thử Nghiệm'.normalize('NFD')) };
    expect(judge(party(cn('Người ký'), nfd, leafUsage), [issuer])).toBe('good');
    const lookAlike: Party = { ...issuer, key: party(cn('khác'), null, ca()).key };
    expect(judge(party(cn('Người ký'), lookAlike, leafUsage), [issuer])).toBe('no path');
  });
});

describe('reading certificates', () => {
  test('a curve written out instead of named is not read as a key', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' });
    expect(party(cn('Người ký'), root, leafUsage, { key: privateKey }).certificate.publicKey).toBeNull();
    expect(party(cn('Người ký'), root, leafUsage).certificate.publicKey).not.toBeNull();
  });

  test.each(['', '3000', '30800000', `3082ffff${'00'.repeat(20)}`, '02'.repeat(50)])(
    'rubbish %s is unreadable, with a sentence',
    (hex) => {
      expect(() => parseCertificate(Buffer.from(hex, 'hex'))).toThrow('PKI_UNREADABLE');
    },
  );
});
