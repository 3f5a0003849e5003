import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SohoaError } from '../../../src/domain/errors.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../../src/pdf/reader/signature-fields.ts';
import { completeSignature, signPrepared, signPreparedBatch } from '../../../src/signing/complete.ts';
import { prepareSignature } from '../../../src/signing/prepare.ts';
import { preparedBytes, restorePrepared } from '../../../src/signing/prepared.ts';
import type { StampOrder } from '../../../src/signing/request.ts';
import { intendedSigner, signDocument } from '../../../src/signing/sign-document.ts';
import { archivedScan, letter } from '../../support/documents.ts';
import { append } from '../../support/pdf-builder.ts';
import { anyRequest, openSigningKit, type SigningKit } from '../../support/signing-kit.ts';
import { agencySeal, handwriting } from '../../support/stamps.ts';

let kit: SigningKit;
let scan: Uint8Array;
let hand: StampOrder;
let seal: StampOrder;
beforeAll(async () => {
  kit = await openSigningKit();
  scan = await archivedScan();
  hand = await handwriting();
  seal = await agencySeal();
});
afterAll(() => kit.close());

const refused = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'signed',
    (thrown: SohoaError) => (thrown.code === 'SIGN_REFUSED' ? thrown.details.rule : thrown.code),
  );
const flipped = (bytes: Uint8Array, text: string): Uint8Array => {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf(text, 0, 'latin1');
  copy.writeUInt8((copy[at] as number) ^ 1, at);
  return copy;
};
const leaderSigned = async (who = 'leader'): Promise<Uint8Array> =>
  (await kit.sign(letter(), who, { profile: 'PERSON_COMPETENT', image: hand })).bytes;

describe('the agency seal on a result', () => {
  it('follows a leader signature that verifies', async () => {
    const { bytes } = await kit.sign(await leaderSigned(), 'agency', { profile: 'AGENCY_ISSUED', image: seal });
    expect(listSignatures(openPdf(bytes)).map((one) => one.fieldName)).toEqual([
      'PERSON_COMPETENT_1',
      'AGENCY_ISSUED_1',
    ]);
  });

  it('is refused on an unsigned result', async () => {
    expect(await refused(kit.sign(letter(), 'agency', { profile: 'AGENCY_ISSUED', image: seal }))).toBe(
      'leader-not-valid',
    );
  });

  it('is refused when a byte of the signed result was changed', async () => {
    const broken = flipped(await leaderSigned(), 'Quyet dinh');
    const answer = await refused(kit.sign(broken, 'agency', { profile: 'AGENCY_ISSUED', image: seal }));
    expect(answer).toBe('earlier-signature-invalid');
  });

  it('is refused when only a citizen signed, or only the one who captured', async () => {
    const citizen = (await kit.sign(letter(), 'citizen', { profile: 'INVISIBLE' })).bytes;
    const answer = await refused(kit.sign(citizen, 'agency', { profile: 'AGENCY_ISSUED', image: seal }));
    expect(['leader-not-valid', 'earlier-signature-invalid']).toContain(answer);
    const operator = (await kit.sign(letter(), 'operator-postal', { profile: 'OPERATOR_SCAN' })).bytes;
    expect(await refused(kit.sign(operator, 'agency', { profile: 'AGENCY_ISSUED', image: seal }))).toBe(
      'leader-not-valid',
    );
  });
});

describe('sao y and sao lục', () => {
  it('sao y takes a scan, signed by the operator or not yet', async () => {
    const signed = (await kit.sign(scan, 'operator', { profile: 'OPERATOR_SCAN' })).bytes;
    expect(await refused(kit.sign(signed, 'agency', { profile: 'COPY_SAO_Y' }))).toBe('signed');
    expect(await refused(kit.sign(scan, 'agency', { profile: 'COPY_SAO_Y' }))).toBe('signed');
  });

  it('sao y refuses an e-document, a signed original, and what the dossier knows to be born digital', async () => {
    expect(await refused(kit.sign(letter(), 'agency', { profile: 'COPY_SAO_Y' }))).toBe('not-a-scan');
    const original = (await kit.sign(scan, 'leader', { profile: 'INVISIBLE' })).bytes;
    expect(await refused(kit.sign(original, 'agency', { profile: 'COPY_SAO_Y' }))).toBe('not-a-scan');
    const deps = await kit.deps('agency');
    const known = { ...deps, input: { ...deps.input, origin: 'born_digital' as const } };
    expect(await refused(signDocument(scan, { ...anyRequest, profile: 'COPY_SAO_Y' }, known))).toBe('not-a-scan');
  });

  it('sao lục takes a bản sao y and nothing else', async () => {
    expect(await refused(kit.sign(scan, 'agency', { profile: 'COPY_SAO_LUC' }))).toBe('no-sao-y');
    const copy = (await kit.sign(scan, 'agency', { profile: 'COPY_SAO_Y' })).bytes;
    expect(await refused(kit.sign(copy, 'agency-province', { profile: 'COPY_SAO_LUC' }))).toBe('signed');
    const operator = (await kit.sign(scan, 'operator', { profile: 'OPERATOR_SCAN' })).bytes;
    expect(await refused(kit.sign(operator, 'agency', { profile: 'COPY_SAO_LUC' }))).toBe('no-sao-y');
  });

  it('the operator signs first or not at all', async () => {
    const copy = (await kit.sign(scan, 'agency', { profile: 'COPY_SAO_Y' })).bytes;
    expect(await refused(kit.sign(copy, 'operator', { profile: 'OPERATOR_SCAN' }))).toBe('input-signed');
  });
});

describe('images', () => {
  const sign = (image: StampOrder) =>
    refused(leaderSigned().then((bytes) => kit.sign(bytes, 'agency', { profile: 'AGENCY_ISSUED', image })));

  it('a seal out of force, opaque or not red is refused', async () => {
    expect(await sign({ ...seal, validTo: '2026-11-21' })).toBe('image-unsuitable');
    expect(await sign(hand)).toBe('image-unsuitable');
    const opaque = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#d00' } })
      .png()
      .toBuffer();
    expect(await sign({ ...seal, png: new Uint8Array(opaque) })).toBe('image-unsuitable');
  });

  it('a file that is no PNG is a fault of the configuration', async () => {
    expect(await sign({ ...seal, png: new Uint8Array([1, 2, 3]) })).toBe('CONFIG_INVALID');
  });
});

describe('a file that cannot be signed honestly', () => {
  it.each([
    ['bytes after its end', (base: Uint8Array) => Buffer.concat([base, Buffer.from('left over')])],
    ['an XFA form', () => letter({ 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] /XFA 4 0 R >> >>' })],
    [
      'JavaScript',
      () => letter({ 1: '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert) >> >>' }),
    ],
    ['bytes before its header', (base: Uint8Array) => Buffer.concat([Buffer.from('junk\n'), base])],
  ])('%s', async (_, make) => {
    const answer = await refused(kit.sign(make(letter()), 'leader', {}));
    expect(['file-unsuitable', 'needs-a-person', 'PDF_UNREADABLE']).toContain(answer);
  });

  it('a person who looked lets a suspicious file pass, never a broken one', async () => {
    const deps = await kit.deps('leader');
    const reviewed = { ...deps, input: { ...deps.input, reviewed: true } };
    const script = letter({ 1: '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert) >> >>' });
    expect(await refused(signDocument(script, anyRequest, deps))).toBe('needs-a-person');
    expect(await refused(signDocument(script, anyRequest, reviewed))).not.toBe('needs-a-person');
  });

  it('an encrypted file', async () => {
    const base = append(letter(), {
      objects: { 9: '<< /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P -4 >>' },
      trailer: '/Encrypt 9 0 R',
    });
    expect(['PDF_ENCRYPTED', 'PDF_UNREADABLE', 'file-unsuitable']).toContain(
      await refused(kit.sign(base, 'leader', {})),
    );
  });
});

describe('once', () => {
  it('prepared bytes come back from storage as they were, and a changed byte is noticed', async () => {
    const deps = await kit.deps('leader');
    const prepared = await prepareSignature(letter(), anyRequest, intendedSigner(deps.key), deps);
    const stored = preparedBytes(prepared);
    const intent = JSON.parse(JSON.stringify(prepared.intent));
    const restored = restorePrepared(stored, intent);
    const cms = await signPrepared(restored, deps.key);
    expect(Buffer.compare(completeSignature(restored, cms), completeSignature(prepared, cms))).toBe(0);
    const changed = Buffer.from(stored);
    changed.writeUInt8((changed[200] as number) ^ 1, 200);
    expect(() => restorePrepared(changed, intent)).toThrow(/prepared document was changed/);
  });

  it('a CMS over another document, by another key, or too large is not put in', async () => {
    const deps = await kit.deps('leader');
    const [one, two] = await Promise.all(
      [letter(), letter({ 7: '<< /Other true >>' })].map((bytes) =>
        prepareSignature(bytes, anyRequest, intendedSigner(deps.key), deps),
      ),
    );
    const other = await signPrepared(two as never, deps.key);
    expect(() => completeSignature(one as never, other)).toThrow(/does not belong/);
    const foreign = await kit.pki.key('agency');
    await expect(signPrepared(one as never, foreign)).rejects.toThrow(/does not match/);
    const liar = { ...deps.key, sign: foreign.sign };
    await expect(signPrepared(one as never, liar)).rejects.toThrow(/does not match/);
  });

  it('a batch of one dossier is one authorisation of the key', async () => {
    const deps = await kit.deps('leader');
    let calls = 0;
    const key = {
      ...deps.key,
      sign: () => Promise.reject(new Error('not one by one')),
      signBatch: (...args: Parameters<typeof deps.key.signBatch>) => {
        calls++;
        return deps.key.signBatch(...args);
      },
    };
    const documents = await Promise.all(
      ['A', 'B', 'C'].map((word) =>
        prepareSignature(letter({ 7: `(${word})` }), anyRequest, intendedSigner(key), deps),
      ),
    );
    const signed = await signPreparedBatch(documents, key);
    expect(calls).toBe(1);
    for (const [index, prepared] of documents.entries())
      expect(() => completeSignature(prepared, signed[index] as Uint8Array)).not.toThrow();
  });
});
