import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SohoaError } from '../../../src/domain/errors.ts';
import type { SignatureProfileId } from '../../../src/domain/rules/signature-profiles.ts';
import { array, dict, name, type PdfRef } from '../../../src/pdf/reader/objects.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { beginUpdate } from '../../../src/pdf/writer/incremental-update.ts';
import { completeSignature, signPrepared } from '../../../src/signing/complete.ts';
import { acceptReturned, advance, expired, type HandOff } from '../../../src/signing/hand-off.ts';
import { prepareSignature } from '../../../src/signing/prepare.ts';
import { intendedSigner } from '../../../src/signing/sign-document.ts';
import { archivedScan } from '../../support/documents.ts';
import { anyRequest, openSigningKit, type SigningKit } from '../../support/signing-kit.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const now = new Date('2026-11-22T03:15:30Z');

function handOff(base: Uint8Array, more: Partial<HandOff> = {}): HandOff {
  return {
    id: 'ho-1',
    state: 'cho_ky',
    profile: 'COPY_SAO_Y',
    receptionDay: '2026-11-20',
    baseSha256: sha256(base),
    baseLength: base.length,
    certificateSha256: null,
    createdAt: now.toISOString(),
    expiresAt: '2026-11-23T03:15:30Z',
    returnedSha256: null,
    level: null,
    reason: null,
    ...more,
  };
}

describe('states of a hand-off', () => {
  const open = handOff(new Uint8Array([1]));
  const reason = { vi: 'không đúng tài liệu', en: 'not the document' };

  it('waits, is taken, comes back signed', () => {
    const taken = advance(open, { kind: 'taken' }, now);
    expect(taken.state).toBe('dang_ky');
    const signed = advance(taken, { kind: 'returned', sha256: 'aa', level: 'B-B' }, now);
    expect(signed).toMatchObject({ state: 'da_ky', returnedSha256: 'aa' });
  });

  it('takes the same answer twice and no second one', () => {
    const signed = advance(open, { kind: 'returned', sha256: 'aa', level: 'B-B' }, now);
    expect(advance(signed, { kind: 'returned', sha256: 'aa', level: 'B-B' }, now)).toBe(signed);
    expect(() => advance(signed, { kind: 'returned', sha256: 'bb', level: 'B-B' }, now)).toThrow(/signed already/);
    expect(() => advance(signed, { kind: 'taken' }, now)).toThrow(/signed already/);
  });

  it('goes back to waiting when the software failed, and ends when the clerk refuses', () => {
    const failed = advance(advance(open, { kind: 'taken' }, now), { kind: 'failed', reason }, now);
    expect(failed).toMatchObject({ state: 'cho_ky', reason });
    const refused = advance(failed, { kind: 'refused', reason }, now);
    expect(refused.state).toBe('tu_choi');
    expect(() => advance(refused, { kind: 'returned', sha256: 'aa', level: 'B-B' }, now)).toThrow(/refused/);
  });

  it('expires by itself; what is signed does not', () => {
    const late = new Date('2026-11-23T03:15:30Z');
    expect(expired(open, late).state).toBe('het_han');
    expect(() => advance(open, { kind: 'returned', sha256: 'aa', level: 'B-B' }, late)).toThrow(/time to sign is over/);
    const signed = advance(open, { kind: 'returned', sha256: 'aa', level: 'B-B' }, now);
    expect(expired(signed, late).state).toBe('da_ky');
  });
});

describe('a file that comes back', () => {
  let kit: SigningKit;
  let base: Uint8Array;
  let returned: Uint8Array;
  beforeAll(async () => {
    kit = await openSigningKit(now);
    base = (await kit.sign(await archivedScan(), 'operator', { profile: 'OPERATOR_SCAN' })).bytes;
    returned = await signedBy('agency', 'COPY_SAO_Y');
  });
  afterAll(() => kit.close());

  const signedBy = async (
    who: string,
    profile: SignatureProfileId,
    more: Parameters<SigningKit['sign']>[2] = {},
  ): Promise<Uint8Array> => (await kit.sign(base, who, { profile, ...more })).bytes;
  const accept = (bytes: Uint8Array, more: Partial<HandOff> = {}) =>
    acceptReturned(handOff(base, more), base, bytes, kit);
  const why = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'accepted',
      (thrown: SohoaError) => String(thrown.details.reason_en ?? thrown.message),
    );

  it('with one good signature in its corner is accepted', async () => {
    const { field, result, remarks } = await accept(returned, {
      certificateSha256: kit.pki.certificate('agency').sha256,
    });
    expect(field).toBe('COPY_SAO_Y_1');
    expect(result.indication).toBe('TOTAL_PASSED');
    expect(remarks).toEqual([]);
  });

  it('unsigned, or over another document, is not', async () => {
    expect(await why(accept(base))).toMatch(/came back changed/);
    const other = (await kit.sign(await archivedScan(['GIẤY KHÁC']), 'agency', { profile: 'COPY_SAO_Y' })).bytes;
    expect(await why(accept(other))).toMatch(/came back changed/);
    expect(await why(acceptReturned(handOff(returned), base, returned, kit))).toMatch(/not the document/);
  });

  it('with a byte of the sent document changed is not', async () => {
    const changed = Buffer.from(returned);
    changed.writeUInt8((changed[100] as number) ^ 1, 100);
    expect(await why(accept(changed))).toMatch(/came back changed/);
  });

  it('signed by another certificate, or by one of the wrong store, is not', async () => {
    const province = await signedBy('agency-province', 'COPY_SAO_Y');
    const expected = { certificateSha256: kit.pki.certificate('agency').sha256 };
    expect(await why(accept(province, expected))).toMatch(/another certificate/);
    const citizen = await signedBy('citizen', 'INVISIBLE');
    expect(await why(accept(citizen))).not.toBe('accepted');
  });

  it('with two new signatures is not', async () => {
    const twice = (await kit.sign(returned, 'agency', { profile: 'ATTACHMENT' })).bytes;
    expect(await why(accept(twice))).toMatch(/2 new signatures/);
  });

  it('with an annotation slipped in beside the signature is not', async () => {
    const file = openPdf(base);
    const update = beginUpdate(file);
    const [page] = file.latest.pages();
    const square = update.newRef();
    const rect = array([10, 10, 60, 60]);
    update.set(square, dict({ Type: name('Annot'), Subtype: name('Square'), Rect: rect, F: 4 }));
    const annots = array([...(page?.annots ?? []), square]);
    update.set(page?.ref as PdfRef, dict(new Map([...(page?.dict.entries ?? []), ['Annots', annots]])));
    const annotated = Buffer.concat([base, update.finish()]);
    const deps = await kit.deps('agency');
    const request = { ...anyRequest, profile: 'ATTACHMENT' as const };
    const prepared = await prepareSignature(annotated, request, intendedSigner(deps.key), deps);
    const signed = completeSignature(prepared, await signPrepared(prepared, deps.key));
    expect(await why(accept(signed, { profile: 'ATTACHMENT' }))).toMatch(/annotation/i);
  });

  it('with its signature broken is not', async () => {
    const broken = Buffer.from(returned);
    const at = broken.lastIndexOf('/Contents <', undefined, 'latin1') + 700;
    broken.write(broken.toString('latin1', at, at + 1) === '0' ? '1' : '0', at, 'latin1');
    expect(await why(accept(broken))).not.toBe('accepted');
  });

  it('with its block over print is not; in another corner it is remarked on', async () => {
    const over = await signedBy('agency', 'ATTACHMENT', {
      place: { kind: 'box', page: 1, box: { x: 60, y: 120, width: 60, height: 9 } },
    });
    expect(await why(accept(over, { profile: 'ATTACHMENT' }))).toMatch(/covers \d+% of print/);
    const low = await signedBy('agency', 'ATTACHMENT', {
      place: { kind: 'box', page: 1, box: { x: 60, y: 284, width: 60, height: 9 } },
    });
    const { remarks } = await accept(low, { profile: 'ATTACHMENT' });
    expect(remarks).toHaveLength(1);
  });
});
