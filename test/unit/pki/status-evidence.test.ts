import { describe, expect, test } from 'vitest';
import { encodeName, extension, type NamePart, type TestExtension } from '../../../certs-test/lib/issue.ts';
import {
  encodeCrl,
  encodeOcspResponse,
  encodeRevokedEntry,
  type RevokedEntry,
  serialBytes,
} from '../../../certs-test/lib/status.ts';
import {
  type Encodable,
  encode,
  generalizedTime,
  integer,
  nullValue,
  sequence,
  tagged,
  taggedBytes,
} from '../../../src/pki/asn1-write.ts';
import { certificatePem, extendedKeyUsageOid } from '../../../src/pki/certificate.ts';
import { extensionOid } from '../../../src/pki/extensions.ts';
import { buildOcspRequest } from '../../../src/pki/ocsp.ts';
import { checkRevocation } from '../../../src/pki/revocation.ts';
import {
  evidenceCache,
  readEvidence,
  type StatusEvidence,
  type StatusReading,
} from '../../../src/pki/status-evidence.ts';
import { hasOpenssl, openssl } from './openssl.ts';
import { ca, cn, leafUsage, type Party, party } from './small-pki.ts';

const now = new Date('2026-11-22T03:00:00Z');
const hour = 3_600_000;
const root = party(cn('Gốc'), null, ca());
const issuer = party(cn('CA Thử Nghiệm'), root, ca());
const leaf = party(cn('Người ký'), issuer, leafUsage);
const other = party(cn('Người khác'), issuer, leafUsage);

const item = (kind: 'crl' | 'ocsp', der: Uint8Array): StatusEvidence => ({ kind, der, origin: 'dss', provenAt: null });
const question = (subject: Party = leaf, more: { readonly crlSigners?: readonly Party[] } = {}) => ({
  certificate: subject.certificate,
  issuer: issuer.certificate,
  now,
  clockSkewMs: 60_000,
  crlSigners: (more.crlSigners ?? []).map(({ certificate }) => certificate),
});
const read = (
  evidence: StatusEvidence,
  subject?: Party,
  more?: { readonly crlSigners?: readonly Party[] },
): StatusReading => readEvidence(evidence, question(subject, more), evidenceCache());
const answer = ({ statement, ignored }: StatusReading): string => statement?.status ?? `ignored: ${ignored}`;

interface CrlOptions {
  readonly entries?: readonly RevokedEntry[];
  readonly extensions?: readonly TestExtension[];
  readonly by?: Party;
  readonly thisUpdate?: Date;
  readonly encodedEntries?: Uint8Array;
}
function crl({
  entries = [],
  extensions = [],
  by = issuer,
  thisUpdate = new Date(now.getTime() - hour),
  encodedEntries,
}: CrlOptions = {}): StatusEvidence {
  const der = encodeCrl({
    issuer: by.certificate.subject.der,
    key: by.key,
    thisUpdate,
    nextUpdate: new Date(thisUpdate.getTime() + 24 * hour),
    number: 7,
    entries,
    extensions,
    ...(encodedEntries === undefined ? {} : { encodedEntries }),
  });
  return item('crl', der);
}
const revokedAt = new Date('2026-05-01T00:00:00Z');
const entry = (subject: Party, more: Partial<RevokedEntry> = {}): RevokedEntry => ({
  serial: serialBytes(subject.certificate),
  at: revokedAt,
  reason: 'superseded',
  ...more,
});
const scope = (...fields: readonly Encodable[]): TestExtension => ({
  oid: extensionOid.issuingDistributionPoint,
  critical: true,
  value: sequence(...fields),
});
const yes = Uint8Array.of(0xff);
const issuerName = (name: readonly NamePart[]) => tagged(4, encodeName(name));

describe('a revocation list', () => {
  test('tells who is on it and who is not', () => {
    expect(answer(read(crl({ entries: [entry(other)] })))).toBe('good');
    const { statement } = read(crl({ entries: [entry(other), entry(leaf, { reason: 'keyCompromise' })] }));
    expect(statement).toMatchObject({ status: 'revoked', revokedAt, reason: 'keyCompromise' });
  });

  test('a serial that only begins or ends like ours is somebody else', () => {
    const own = serialBytes(leaf.certificate);
    const near = [Buffer.concat([own, Buffer.from([1])]), Buffer.concat([Buffer.from([1]), own]), own.subarray(1)];
    expect(answer(read(crl({ entries: near.map((serial) => ({ serial, at: revokedAt })) })))).toBe('good');
  });

  test('on hold is neither good nor revoked; removed from the list is good', () => {
    expect(answer(read(crl({ entries: [entry(leaf, { reason: 'certificateHold' })] })))).toBe('on-hold');
    expect(answer(read(crl({ entries: [entry(leaf, { reason: 'removeFromCRL' })] })))).toBe('good');
  });

  test('by another CA, or by a key without cRLSign, says nothing', () => {
    expect(answer(read(crl({ by: root })))).toMatch(/not for this certificate/);
    const noSign = party(issuer.name, root, [extension.basicConstraints(true), extension.keyUsage('keyCertSign')], {
      key: issuer.key,
    });
    const reading = readEvidence(crl(), { ...question(), issuer: noSign.certificate }, evidenceCache());
    expect(answer(reading)).toMatch(/signed by nobody/);
  });

  test('by another key of the same CA counts only when that key has a path of its own', () => {
    const newKey = party(issuer.name, root, ca());
    expect(answer(read(crl({ by: newKey })))).toMatch(/signed by nobody/);
    const { statement } = read(crl({ by: newKey }), leaf, { crlSigners: [newKey] });
    expect(statement).toMatchObject({ status: 'good', signerNeedsStatus: true });
  });

  test.each([
    ['end entities only', scope(taggedBytes(1, yes)), 'good'],
    ['CAs only', scope(taggedBytes(2, yes)), 'ignored: CRL for CA certificates only'],
    ['attribute certificates only', scope(taggedBytes(5, yes)), 'ignored: CRL for attribute certificates only'],
    ['some reasons only', scope(taggedBytes(3, Uint8Array.of(0, 0x60))), 'ignored: CRL for some reasons only'],
    [
      'unknown critical extension',
      { oid: '1.3.6.1.4.1.99999.7', critical: true, value: nullValue() },
      'ignored: CRL with unknown critical extension 1.3.6.1.4.1.99999.7',
    ],
    [
      'a delta',
      { oid: extensionOid.deltaCrlIndicator, critical: true, value: integer(1) },
      'ignored: delta CRL without its base',
    ],
  ] as const)('scope: %s', (_, extension_, expected) => {
    expect(answer(read(crl({ extensions: [extension_] })))).toBe(expected);
  });

  test('an entry with an unknown critical extension spoils the list, wherever it stands', () => {
    const odd = entry(other, { extensions: [{ oid: '1.3.6.1.4.1.99999.8', critical: true, value: nullValue() }] });
    expect(answer(read(crl({ entries: [odd] })))).toMatch(/unknown critical entry extension/);
  });

  test('made after the certificate expired, it says nothing unless it keeps expired ones', () => {
    const short = party(cn('Ngắn hạn'), issuer, leafUsage, { to: '2025-01-01T00:00:00Z' });
    expect(answer(read(crl(), short))).toMatch(/says nothing/);
    const keeps = { oid: extensionOid.expiredCertsOnCrl, value: generalizedTime(new Date('2020-01-01T00:00:00Z')) };
    expect(answer(read(crl({ extensions: [keeps] }), short))).toBe('good');
    expect(answer(read(crl({ entries: [entry(short)] }), short))).toBe('revoked');
  });

  test('an indirect list: the entry belongs to the issuer that was named last', () => {
    const indirect = party(cn('Nơi phát hành CRL'), root, [extension.keyUsage('cRLSign')]);
    const point: TestExtension = {
      oid: extensionOid.crlDistributionPoints,
      value: sequence(sequence(tagged(2, issuerName(indirect.name)))),
    };
    const served = party(cn('Được phục vụ'), issuer, [...leafUsage, point]);
    const certificateIssuer = (name: readonly NamePart[]): TestExtension => ({
      oid: extensionOid.certificateIssuer,
      critical: true,
      value: sequence(issuerName(name)),
    });
    const list = (owner: readonly NamePart[]): StatusEvidence =>
      crl({
        by: indirect,
        entries: [entry(other, { extensions: [certificateIssuer(owner)] }), entry(served)],
        extensions: [scope(taggedBytes(4, yes))],
      });
    const signers = { crlSigners: [indirect] };
    expect(answer(read(list(issuer.name), served, signers))).toBe('revoked');
    expect(answer(read(list(root.name), served, signers))).toBe('good');
    expect(answer(read(crl({ by: indirect }), served, signers))).toMatch(/not marked indirect/);
  });

  test('of ten megabytes is searched without building it', () => {
    const pattern = Buffer.from(encodeRevokedEntry({ serial: Buffer.alloc(16, 0x11), at: revokedAt }));
    const count = 300_000;
    const many = Buffer.alloc(pattern.length * count);
    for (let index = 0; index < count; index++) {
      pattern.copy(many, index * pattern.length);
      many.writeUInt32BE(index, index * pattern.length + 8);
    }
    const evidence = crl({ encodedEntries: many, entries: [entry(leaf)] });
    expect(evidence.der.length).toBeGreaterThan(9_000_000);
    const before = process.memoryUsage().heapUsed;
    expect(answer(read(evidence))).toBe('revoked');
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000);
  });

  test.skipIf(!hasOpenssl)('openssl reads our list and agrees on the entry', () => {
    const { der } = crl({ entries: [entry(leaf, { reason: 'keyCompromise' })] });
    const run = openssl(['crl', '-inform', 'DER', '-in', 'a.crl', '-noout', '-text', '-CAfile', 'ca.pem'], {
      'a.crl': der,
      'ca.pem': certificatePem(issuer.certificate),
    });
    expect(run.output).toContain('verify OK');
    expect(run.output).toContain(`Serial Number: ${leaf.certificate.serialHex}`);
    expect(run.output).toContain('Key Compromise');
  });
});

describe('an OCSP response', () => {
  const responder = party(cn('OCSP'), issuer, [
    extension.keyUsage('digitalSignature'),
    extension.extendedKeyUsage([extendedKeyUsageOid.ocspSigning]),
    extension.ocspNoCheck(),
  ]);
  const response = (
    more: Partial<Parameters<typeof encodeOcspResponse>[0]> & { readonly by?: Party } = {},
  ): StatusEvidence => {
    const by = more.by ?? responder;
    return item(
      'ocsp',
      encodeOcspResponse({
        certificate: { serial: serialBytes(leaf.certificate) },
        issuer: issuer.certificate,
        status: { kind: 'good' },
        responder: by.certificate,
        responderKey: by.key,
        producedAt: now,
        thisUpdate: now,
        nextUpdate: new Date(now.getTime() + hour),
        nonce: null,
        ...more,
      }),
    );
  };

  test('of the CA itself, of its delegate, by SHA-1 or SHA-256', () => {
    expect(answer(read(response()))).toBe('good');
    expect(answer(read(response({ by: issuer, hash: 'sha256' })))).toBe('good');
  });

  test.each([
    ['about another serial', () => response({ certificate: { serial: Uint8Array.of(9) } }), /another certificate/],
    ['about another issuer', () => response({ issuer: root.certificate }), /another certificate/],
    ['by the certificate itself', () => response({ by: leaf }), /vouches for itself/],
    [
      'by a responder of another CA',
      () => response({ by: party(cn('OCSP'), root, [extension.extendedKeyUsage([extendedKeyUsageOid.ocspSigning])]) }),
      /another CA/,
    ],
    ['by a colleague without the usage', () => response({ by: other }), /without the OCSPSigning/],
    ['by a responder whose certificate is not enclosed', () => response({ certificates: [] }), /nobody known/],
    ['from the future', () => response({ thisUpdate: new Date(now.getTime() + hour) }), /future/],
    ['that ends before it begins', () => response({ nextUpdate: new Date(now.getTime() - hour) }), /nextUpdate before/],
    ['that is rubbish', () => item('ocsp', Buffer.from('300a0a0100a0053003060101', 'hex')), /Cannot read/],
  ] as const)('%s is ignored', (_, make, reason) => {
    expect(answer(read(make()))).toMatch(reason);
  });

  test('a delegate without ocsp-nocheck must have a status of its own', async () => {
    const checked = party(cn('OCSP 2'), issuer, [
      extension.keyUsage('digitalSignature'),
      extension.extendedKeyUsage([extendedKeyUsageOid.ocspSigning]),
    ]);
    const base = {
      certificate: leaf.certificate,
      issuer: issuer.certificate,
      controlTime: now,
      now,
      clockSkewMs: 0,
      freshness: { mode: 'window', ocspLifetimeMs: hour } as const,
      source: null,
    };
    const own = response({ by: checked });
    expect((await checkRevocation({ ...base, evidence: [own] })).status).toBe('unavailable');
    expect((await checkRevocation({ ...base, evidence: [own, crl()] })).status).toBe('good');
    const gone = crl({ entries: [entry(checked)] });
    const judged = await checkRevocation({ ...base, evidence: [own, gone] });
    expect(judged).toMatchObject({ status: 'good', source: 'CRL' });
  });

  test.skipIf(!hasOpenssl)('openssl agrees on request and response', () => {
    const files = {
      'r.der': response().der,
      'ca.pem': certificatePem(issuer.certificate),
      'root.pem': certificatePem(root.certificate),
      'leaf.pem': certificatePem(leaf.certificate),
    };
    const args = [
      'ocsp',
      '-respin',
      'r.der',
      '-issuer',
      'ca.pem',
      '-cert',
      'leaf.pem',
      '-CAfile',
      'root.pem',
      '-verify_other',
      'ca.pem',
      '-no_nonce',
      '-attime',
      String(now.getTime() / 1000),
    ];
    // the dates are of the test's clock, which openssl does not share: it warns about them, and verifies the rest
    const { output } = openssl(args, files);
    expect(output).toContain('Response verify OK');
    expect(output).toMatch(/^good$|leaf\.pem: good/m);
    const request = buildOcspRequest(leaf.certificate, issuer.certificate, Buffer.alloc(16, 5));
    const shown = openssl(['ocsp', '-reqin', 'q.der', '-req_text', '-noverify'], { 'q.der': request }).output;
    expect(shown).toContain(`Serial Number: ${leaf.certificate.serialHex}`);
    expect(shown).toContain('OCSP Nonce');
  });
});

describe('weighing', () => {
  const base = {
    certificate: leaf.certificate,
    issuer: issuer.certificate,
    now,
    controlTime: now,
    clockSkewMs: 0,
    freshness: { mode: 'window', ocspLifetimeMs: hour } as const,
    source: null,
  };
  const older = new Date(now.getTime() - 10 * hour);
  test('revoked in an older list beats good in a newer one', async () => {
    const evidence = [crl({ entries: [entry(leaf)], thisUpdate: older }), crl()];
    expect((await checkRevocation({ ...base, evidence })).status).toBe('revoked');
  });
  test('on hold in an older list and released in a newer one is good', async () => {
    const held = crl({ entries: [entry(leaf, { reason: 'certificateHold' })], thisUpdate: older });
    expect((await checkRevocation({ ...base, evidence: [held] })).status).toBe('on-hold');
    expect((await checkRevocation({ ...base, evidence: [held, crl()] })).status).toBe('good');
  });
  test('what was ignored is told, and nothing is good by default', async () => {
    const status = await checkRevocation({ ...base, evidence: [crl({ by: root })] });
    expect(status.status).toBe('unavailable');
    expect(status.ignored).toHaveLength(1);
  });
  test('evidence whose signer has expired needs a proof from when it was valid', async () => {
    const shortCa = party(cn('CA ngắn hạn'), root, ca(), { to: '2025-06-01T00:00:00Z' });
    const person = party(cn('Người ký'), shortCa, leafUsage, { to: '2025-05-01T00:00:00Z' });
    const list = crl({ by: shortCa, thisUpdate: new Date('2025-03-01T00:00:00Z') });
    const request = {
      ...base,
      certificate: person.certificate,
      issuer: shortCa.certificate,
      controlTime: new Date('2025-03-01T01:00:00Z'),
    };
    expect(await checkRevocation({ ...request, evidence: [list] })).toMatchObject({ status: 'good', proven: false });
    const proven = { ...list, provenAt: new Date('2025-03-02T00:00:00Z') };
    expect(await checkRevocation({ ...request, evidence: [proven] })).toMatchObject({ status: 'good', proven: true });
  });
});

test('a list in PEM with text around it is the same list', () => {
  const { der } = crl({ entries: [entry(leaf)] });
  const pem = `rubbish before\n-----BEGIN X509 CRL-----\n${Buffer.from(der).toString('base64')}\n-----END X509 CRL-----\nafter\n`;
  expect(answer(read(item('crl', Buffer.from(pem))))).toBe('revoked');
  expect(encode(nullValue())).toHaveLength(2);
});
