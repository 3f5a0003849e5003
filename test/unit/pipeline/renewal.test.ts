import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SohoaError } from '../../../src/domain/errors.ts';
import type { FileReport } from '../../../src/domain/signature-report.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../../src/pdf/reader/signature-fields.ts';
import { type RenewalDeps, renewDue } from '../../../src/pipeline/renewal.ts';
import { extendDocument } from '../../../src/signing/long-term.ts';
import { archivedScan } from '../../support/documents.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { submitDossier } from '../../support/records.ts';
import { openSigningKit, type SigningKit } from '../../support/signing-kit.ts';

const stores = useEmbeddedStores();
const dayMs = 86_400_000;
const start = new Date('2026-11-22T03:15:30Z');

/** A store of signed documents over the test PKI, whose clock the test moves on by years. */
describe('the sweep that keeps proofs alive', () => {
  let kit: SigningKit;
  let deps: RenewalDeps;
  let signed: Uint8Array;
  /** When the certificate of the test TSA ends. */
  let ends: Date;

  beforeAll(async () => {
    kit = await openSigningKit(start);
    signed = (await kit.sign(await archivedScan(), 'operator', { profile: 'OPERATOR_SCAN', level: 'B-LTA' })).bytes;
    ends = kit.pki.certificate('cv-tsa').notAfter;
    const { database, blobs } = stores();
    const verify = (document: Uint8Array) => kit.verifier.verify(document, { slot: 'ANY', slots: {} });
    const { judge } = await kit.deps('operator');
    const surroundings = { clock: kit.clock, judge, verifier: kit.verifier };
    deps = {
      database,
      blobs,
      clock: kit.clock,
      renew: (document) => extendDocument(document, 'B-LTA', kit.stamps, surroundings),
      verify,
    };
    return () => kit.close();
  });
  beforeEach(() => kit.clock.set(start));

  let count = 0;
  const store = async (bytes: Uint8Array): Promise<string> => {
    const { database, blobs } = stores();
    const { dossier, components } = await submitDossier(database, 1);
    const id = createHash('sha256').update(`document ${++count}`).digest('hex').slice(0, 32);
    const sha256 = await blobs.put(bytes);
    await database.warehouse.store({
      id,
      code: `mã ${count}`,
      codeParts: { owner: '', type: 'x', symbol: '', number: count },
      componentId: components[0]?.id ?? '',
      dossierId: dossier.id,
      agency: 'H62.12',
      ownerId: null,
      documentType: 'x',
      sha256,
      sizeBytes: bytes.length,
      metadata: { sha256, DungLuong: bytes.length },
      validUntil: null,
      storedAt: kit.clock.now(),
    });
    return id;
  };
  const daysLeft = (days: number) => kit.clock.set(new Date(ends.getTime() - days * dayMs));
  const sweep = (more: Partial<Parameters<typeof renewDue>[1]> = {}) => renewDue(deps, { marginDays: 180, ...more });
  const stamps = (bytes: Uint8Array) =>
    listSignatures(openPdf(bytes)).filter(({ kind }) => kind === 'document-timestamp').length;

  it('leaves a sound proof alone, and renews it once before the certificate of its time stamp ends', async () => {
    const id = await store(signed);
    expect(await sweep()).toEqual([]);
    daysLeft(200);
    expect(await sweep()).toEqual([]);
    daysLeft(100);
    expect(await sweep({ dryRun: true })).toMatchObject([{ documentId: id, version: 1, state: 'due' }]);
    expect((await stores().database.warehouse.latest(id))?.version).toBe(1);

    expect(await sweep()).toMatchObject([{ documentId: id, version: 2, state: 'renewed' }]);
    const latest = await stores().database.warehouse.latest(id);
    const bytes = await stores().blobs.get(latest?.sha256 ?? '');
    expect(Buffer.from(bytes.subarray(0, signed.length)).equals(Buffer.from(signed))).toBe(true);
    expect(stamps(bytes)).toBe(stamps(signed) + 1);
    expect(latest?.metadata).toEqual({ sha256: latest?.sha256, DungLuong: bytes.length });
    const acts = (await stores().database.audit.after(0, 1000)).filter(({ subject }) => subject === id);
    expect(acts.map(({ action }) => action)).toEqual(['renewal.begun', 'document.renewed']);
    expect((await stores().database.warehouse.versions(id)).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('waits while the time-stamp authority is away, without touching the rest, and goes on by itself', async () => {
    const ids = [await store(signed), await store(signed)];
    daysLeft(90);
    const renew = async () => Promise.reject(new SohoaError('TSA_UNAVAILABLE', { reason: 'test' }));
    const outcomes = await renewDue({ ...deps, renew }, { marginDays: 180 });
    expect(outcomes).toMatchObject([{ state: 'waiting' }]);
    expect(await stores().database.renewals.countDue(kit.clock.now())).toBeGreaterThanOrEqual(1);
    kit.clock.set(new Date(kit.clock.now().getTime() + dayMs));
    const after = await sweep();
    const mine = after.filter(({ documentId }) => ids.includes(documentId));
    expect(mine.map(({ state }) => state)).toEqual(['renewed', 'renewed']);
  });

  it('never makes the current version of one that does not verify', async () => {
    const id = await store(signed);
    daysLeft(80);
    const broken: FileReport = { ...(await deps.verify(signed)), verdict: 'KHONG_HOP_LE', signatures: [] };
    const doubtful = {
      ...deps,
      verify: async (document: Uint8Array) => (document.length === signed.length ? deps.verify(document) : broken),
    };
    const outcomes = await renewDue(doubtful, { marginDays: 180 });
    expect(outcomes.find(({ documentId }) => documentId === id)).toMatchObject({ state: 'blocked', version: 1 });
    expect((await stores().database.warehouse.latest(id))?.version).toBe(1);
    expect((await stores().database.renewals.blocked(100)).map(({ documentId }) => documentId)).toContain(id);
  });

  it('is cut off anywhere and resumes: each document is renewed once, by whoever comes', async () => {
    const ids = [await store(signed), await store(signed), await store(signed)];
    daysLeft(70);
    const first = await sweep({ limit: 1 });
    const rest = await Promise.all([sweep(), sweep()]);
    const renewed = [first, ...rest].flat().filter(({ documentId }) => ids.includes(documentId));
    expect(renewed.map(({ state }) => state)).toEqual(['renewed', 'renewed', 'renewed']);
    for (const id of ids) expect((await stores().database.warehouse.latest(id))?.version).toBe(2);
  });

  it('a file without any signature is left alone', async () => {
    const id = await store(await archivedScan(['Bản không ký']));
    expect((await sweep()).filter(({ documentId }) => documentId === id)).toEqual([]);
  });
});
