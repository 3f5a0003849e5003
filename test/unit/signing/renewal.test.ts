import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../../src/pdf/reader/signature-fields.ts';
import { extendDocument } from '../../../src/signing/long-term.ts';
import { renewalReason } from '../../../src/signing/renewal.ts';
import { letter } from '../../support/documents.ts';
import { openSigningKit, type SigningKit } from '../../support/signing-kit.ts';

let kit: SigningKit;
let archived: Uint8Array;
const start = new Date('2026-11-22T03:15:30Z');
beforeAll(async () => {
  kit = await openSigningKit(start);
  archived = (await kit.sign(letter(), 'leader', { level: 'B-LTA' })).bytes;
});
afterAll(() => kit.close());

const end = (): Date => kit.pki.certificate('cv-tsa').notAfter;
const daysBefore = (moment: Date, days: number): Date => new Date(moment.getTime() - days * 86_400_000);

describe('the newest time stamp of a file', () => {
  it('needs nothing while its authority has long to live', () => {
    expect(renewalReason(archived, start, 90)).toBeNull();
  });

  it('is renewed within the margin before its certificate ends', () => {
    expect(renewalReason(archived, daysBefore(end(), 91), 90)).toBeNull();
    expect(renewalReason(archived, daysBefore(end(), 89), 90)).toMatchObject({ kind: 'certificate-ends' });
  });

  it('is missing in a signature without any', async () => {
    const { bytes } = await kit.sign(letter(), 'leader', { level: 'B-B' });
    expect(renewalReason(bytes, start, 90)).toMatchObject({ kind: 'no-stamp' });
    expect(renewalReason(letter(), start, 90)).toBeNull();
  });

  it('is followed by validation data of it and a new one; every signature stays what it was', async () => {
    kit.clock.set(new Date(start.getTime() + 30 * 86_400_000));
    const deps = { ...(await kit.deps('leader')), verifier: kit.verifier };
    const renewed = await extendDocument(archived, 'B-LTA', kit.stamps, deps);
    expect(Buffer.compare(renewed.subarray(0, archived.length), archived)).toBe(0);
    const { signatures } = await kit.verifier.verify(renewed, { slot: 'ANY', slots: {} });
    expect(signatures.map((one) => [one.field, one.indication])).toEqual([
      ['INVISIBLE_1', 'TOTAL_PASSED'],
      ['DocTimeStamp_1', 'TOTAL_PASSED'],
      ['DocTimeStamp_2', 'TOTAL_PASSED'],
    ]);
    expect(listSignatures(openPdf(renewed)).every((one) => one.findings.length === 0)).toBe(true);
  });
});
