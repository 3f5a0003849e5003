import { describe, expect, test } from 'vitest';
import { extension, type TestExtension } from '../../../certs-test/lib/issue.ts';
import { encodeCrl, type RevokedEntry, serialBytes } from '../../../certs-test/lib/status.ts';
import { generalizedTime, integer, sequence, taggedBytes } from '../../../src/pki/asn1-write.ts';
import { extendedKeyUsageOid } from '../../../src/pki/certificate.ts';
import { extensionOid } from '../../../src/pki/extensions.ts';
import { checkRevocation } from '../../../src/pki/revocation.ts';
import type { StatusEvidence } from '../../../src/pki/status-evidence.ts';
import { ca, cn, leafUsage, type Party, party } from './small-pki.ts';

const now = new Date('2026-11-22T03:00:00Z');
const hour = 3_600_000;
const root = party(cn('Gốc'), null, ca());
const issuer = party(cn('CA Thử Nghiệm'), root, ca());
const leaf = party(cn('Người ký'), issuer, leafUsage);
const revokedAt = new Date('2026-11-20T00:00:00Z');

interface ListOptions {
  readonly number: number;
  readonly ageHours: number;
  readonly entries?: readonly RevokedEntry[];
  readonly base?: number;
  readonly more?: readonly TestExtension[];
  readonly by?: Party;
}
function list({ number, ageHours, entries = [], base, more = [], by = issuer }: ListOptions): StatusEvidence {
  const thisUpdate = new Date(now.getTime() - ageHours * hour);
  const der = encodeCrl({
    issuer: by.certificate.subject.der,
    key: by.key,
    thisUpdate,
    nextUpdate: new Date(thisUpdate.getTime() + 24 * hour),
    number,
    entries,
    extensions: [
      ...(base === undefined ? [] : [{ oid: extensionOid.deltaCrlIndicator, critical: true, value: integer(base) }]),
      ...more,
    ],
  });
  return { kind: 'crl', der, origin: 'dss', provenAt: null };
}
const of = (reason: RevokedEntry['reason'], at = revokedAt): RevokedEntry[] => [
  { serial: serialBytes(leaf.certificate), at, ...(reason === undefined ? {} : { reason }) },
];
const statusFrom = (evidence: readonly StatusEvidence[], subject = leaf) =>
  checkRevocation({
    certificate: subject.certificate,
    issuer: issuer.certificate,
    controlTime: now,
    now,
    clockSkewMs: 60_000,
    freshness: { mode: 'window', ocspLifetimeMs: 1_800_000 },
    evidence,
    source: null,
  });

describe('a delta CRL is read together with its base', () => {
  const base = (entries: readonly RevokedEntry[] = []) => list({ number: 7, ageHours: 20, entries });

  test('in either order it makes old good news newer, and both are kept as evidence', async () => {
    const delta = list({ number: 9, base: 7, ageHours: 1 });
    for (const evidence of [
      [base(), delta],
      [delta, base()],
    ]) {
      const status = await statusFrom(evidence);
      expect(status).toMatchObject({ status: 'good', thisUpdate: new Date(now.getTime() - hour) });
      expect(status.evidence).toHaveLength(2);
    }
  });

  test('what it revokes is revoked, with or without the base', async () => {
    const delta = list({ number: 9, base: 7, ageHours: 1, entries: of('keyCompromise') });
    expect(await statusFrom([base(), delta])).toMatchObject({ status: 'revoked', revokedAt });
    expect(await statusFrom([delta])).toMatchObject({ status: 'revoked', revokedAt });
  });

  test('what the base holds and the delta does not name stays on hold; what it releases is good again', async () => {
    const silent = list({ number: 9, base: 7, ageHours: 1 });
    expect((await statusFrom([base(of('certificateHold')), silent])).status).toBe('on-hold');
    const releasing = list({ number: 9, base: 7, ageHours: 1, entries: of('removeFromCRL') });
    expect((await statusFrom([base(of('certificateHold')), releasing])).status).toBe('good');
  });

  test.each([
    ['no base at all', [list({ number: 9, base: 7, ageHours: 1 })]],
    ['a base older than it asks for', [list({ number: 9, base: 8, ageHours: 1 }), list({ number: 7, ageHours: 30 })]],
    [
      'a base of another scope',
      [
        list({ number: 9, base: 7, ageHours: 1 }),
        list({
          number: 7,
          ageHours: 30,
          more: [
            {
              oid: extensionOid.issuingDistributionPoint,
              critical: true,
              value: sequence(taggedBytes(1, Uint8Array.of(0xff))),
            },
          ],
        }),
      ],
    ],
  ])('with %s it does not renew good news', async (_what, evidence) => {
    expect((await statusFrom(evidence)).fresh).toBe(false);
  });
});

describe('what a CRL entry and a certificate say beyond yes and no', () => {
  test('the date since when the key was not safe is kept', async () => {
    const invalidSince = new Date('2026-11-10T00:00:00Z');
    const invalidityDate = { oid: extensionOid.invalidityDate, value: generalizedTime(invalidSince) };
    const [entry] = of('keyCompromise');
    if (entry === undefined) throw new Error('no entry');
    const status = await statusFrom([
      list({ number: 7, ageHours: 1, entries: [{ ...entry, extensions: [invalidityDate] }] }),
    ]);
    expect(status).toMatchObject({ status: 'revoked', revokedAt, invalidSince });
  });

  test('ocsp-nocheck spares a responder and nobody else', async () => {
    const signer = party(cn('Người ký không tra'), issuer, [...leafUsage, extension.ocspNoCheck()]);
    expect((await statusFrom([], signer)).status).toBe('not-published');
    const responder = party(cn('Máy OCSP'), issuer, [
      extension.keyUsage('digitalSignature'),
      extension.extendedKeyUsage([extendedKeyUsageOid.ocspSigning]),
      extension.ocspNoCheck(),
    ]);
    expect((await statusFrom([], responder)).status).toBe('not-needed');
  });
});
