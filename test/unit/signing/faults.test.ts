import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileBlobs } from '../../../src/adapters/blobs/file-blobs.ts';
import { asSohoaError, type SohoaError } from '../../../src/domain/errors.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../../src/pdf/reader/signature-fields.ts';
import type { SigningKey } from '../../../src/pki/keys/signing-key.ts';
import { type Token, TokenError } from '../../../src/pki/keys/token.ts';
import { completeSignature, signPreparedBatch } from '../../../src/signing/complete.ts';
import { memoryJournal, type SigningJournal } from '../../../src/signing/ports.ts';
import { prepareSignature } from '../../../src/signing/prepare.ts';
import { type PreparedSignature, preparedBytes, restorePrepared } from '../../../src/signing/prepared.ts';
import { atLeast, levels, type PadesLevel } from '../../../src/signing/request.ts';
import { intendedSigner, type SigningDeps, signDocument } from '../../../src/signing/sign-document.ts';
import type { StampSource } from '../../../src/signing/stamp-source.ts';
import { letter } from '../../support/documents.ts';
import { sign as signForTest } from '../../support/signed-pdf.ts';
import { anyRequest, openSigningKit, type SigningKit } from '../../support/signing-kit.ts';
import { hasSoftHsm, openSoftHsm, type SoftHsm } from '../../support/soft-hsm.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Bytes that the disk still takes; then every write stops in the middle and says ENOSPC, as a file system does. */
const disk = vi.hoisted(() => ({ room: Number.POSITIVE_INFINITY }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const open: typeof real.open = async (...values) => {
    const handle = await real.open(...values);
    const writeFile = handle.writeFile.bind(handle);
    handle.writeFile = async (data: Uint8Array) => {
      const taken = Math.min(disk.room, data.length);
      disk.room -= taken;
      await writeFile(data.subarray(0, taken));
      if (taken < data.length) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    };
    return handle;
  };
  return { ...real, default: { ...real, open }, open };
});

let kit: SigningKit;
const start = new Date('2026-11-22T03:15:30Z');
beforeAll(async () => {
  kit = await openSigningKit(start);
});
afterAll(() => kit.close());
beforeEach(() => {
  kit.servers.faults.clear();
  kit.clock.set(start);
  disk.room = Number.POSITIVE_INFINITY;
});

const failure = async (work: Promise<unknown>): Promise<SohoaError> =>
  work.then(
    () => Promise.reject(new Error('no error')),
    (thrown: unknown) => asSohoaError(thrown),
  );
const counted = (key: SigningKey): { readonly key: SigningKey; readonly uses: () => number } => {
  let uses = 0;
  const sign: SigningKey['sign'] = (scheme, data) => {
    uses++;
    return key.sign(scheme, data);
  };
  return { key: { ...key, sign }, uses: () => uses };
};
const fields = (bytes: Uint8Array): readonly string[] => listSignatures(openPdf(bytes)).map((one) => one.fieldName);
async function levelOf(bytes: Uint8Array): Promise<unknown> {
  const { signatures } = await kit.verifier.verify(bytes, { slot: 'ANY', slots: {} });
  return signatures[0]?.level;
}

describe('the level asked is made, or the document waits', () => {
  /** An authority that answers so many requests and then none. */
  const dying = (answers: number): StampSource => {
    let left = answers;
    return {
      lastTokenBytes: () => null,
      request: (imprintOf) => {
        if (left-- <= 0) kit.servers.faults.set('tsa', { kind: 'refuse' });
        return kit.stamps.request(imprintOf);
      },
    };
  };
  const cases = levels
    .filter((level) => atLeast(level, 'B-T'))
    .flatMap((level) => Array.from({ length: level === 'B-LTA' ? 2 : 1 }, (_, answers) => [level, answers] as const));

  it.each(cases)(
    '%s, when the authority dies after %i answers: nothing comes out, then the level asked',
    async (level, answers) => {
      const journal = memoryJournal();
      const deps = await kit.deps('agency', journal);
      const { key, uses } = counted(deps.key);
      const request = { ...anyRequest, level };
      const error = await failure(signDocument(letter(), request, { ...deps, key, stamps: dying(answers) }));
      expect([error.code, error.row.retryable]).toEqual(['TSA_UNAVAILABLE', true]);
      kit.servers.faults.clear();
      const { bytes } = await signDocument(letter(), request, { ...deps, key });
      expect(await levelOf(bytes)).toBe(level);
      expect(uses()).toBe(1);
      expect(fields(bytes).filter((name) => name.startsWith('INVISIBLE'))).toEqual(['INVISIBLE_1']);
    },
  );

  it('B-LT, when no status can be had any more once the key was used', async () => {
    const journal = memoryJournal();
    const deps = await kit.deps('agency', journal);
    let asked = 0;
    const judge: SigningDeps['judge'] = {
      judge: async (...values) => {
        const judgement = await deps.judge.judge(...values);
        // the signer before the key; what is gathered for /DSS comes after
        return ++asked === 1 ? judgement : { ...judgement, state: 'undetermined' };
      },
    };
    const request = { ...anyRequest, level: 'B-LT' as const };
    expect((await failure(signDocument(letter(), request, { ...deps, judge }))).code).toBe('REVOCATION_UNAVAILABLE');
    expect((await journal.load())?.cms).not.toBeNull();
    expect(await levelOf((await signDocument(letter(), request, deps)).bytes)).toBe('B-LT');
  });

  it.each(['B-T', 'B-LT', 'B-LTA'] as const)(
    '%s, with no authority configured: the key is not touched',
    async (level) => {
      const journal = memoryJournal();
      const deps = await kit.deps('agency', journal);
      const { key, uses } = counted(deps.key);
      const error = await failure(signDocument(letter(), { ...anyRequest, level }, { ...deps, key, stamps: null }));
      expect([error.code, uses(), await journal.load()]).toEqual(['TSA_UNAVAILABLE', 0, null]);
    },
  );

  it('a status that cannot be had for the own check: the document waits, and its signature is kept', async () => {
    const journal = memoryJournal();
    const deps = await kit.deps('agency', journal);
    const { key, uses } = counted(deps.key);
    const sign: SigningKey['sign'] = (scheme, data) => {
      // the network goes while the device signs
      for (const server of ['ocsp', 'crl'] as const) kit.servers.faults.set(server, { kind: 'status', status: 500 });
      return key.sign(scheme, data);
    };
    const error = await failure(signDocument(letter(), anyRequest, { ...deps, key: { ...key, sign } }));
    expect([error.code, error.row.retryable]).toEqual(['REVOCATION_UNAVAILABLE', true]);
    kit.servers.faults.clear();
    const { bytes } = await signDocument(letter(), anyRequest, { ...deps, key });
    expect([await levelOf(bytes), uses()]).toEqual(['B-B', 1]);
  });

  it("a stranger's signature that nobody can judge now keeps nobody from signing beside it", async () => {
    const bench = { pki: kit.pki, transport: kit.transport, clock: kit.clock };
    const foreign = await signForTest(bench, letter(), { signer: 'citizen-unreachable' });
    const { bytes } = await kit.sign(foreign, 'agency', { profile: 'ATTACHMENT' });
    const { signatures } = await kit.verifier.verify(bytes, { slot: 'ANY', slots: {} });
    expect(signatures.map(({ indication }) => indication)).toEqual(['INDETERMINATE', 'TOTAL_PASSED']);
  });

  it('a verifier that finds less than asked keeps the document back', async () => {
    const deps = await kit.deps('agency');
    const weaker = (level: PadesLevel): SigningDeps['input']['verifier'] => ({
      verify: async (...values) => {
        const report = await kit.verifier.verify(...values);
        return { ...report, signatures: report.signatures.map((one) => ({ ...one, level })) };
      },
    });
    const input = { ...deps.input, verifier: weaker('B-T') };
    const error = await failure(signDocument(letter(), { ...anyRequest, level: 'B-LT' }, { ...deps, input }));
    expect([error.code, error.row.retryable]).toEqual(['OUTPUT_NOT_VALID', false]);
  });
});

describe('a time-stamp authority that takes its time', () => {
  it.each([
    [131, []],
    [299, []],
    [301, ['time-apart']],
    [3_600, ['time-apart']],
  ] as const)(
    '%i s: the stamp is taken; a shown time more than 5 minutes from it is said',
    async (seconds, remarks) => {
      kit.servers.faults.set('tsa', { kind: 'delay', ms: seconds * 1000 });
      const { bytes, remarks: said, intent } = await kit.sign(letter(), 'agency', { level: 'B-T' });
      expect(said.map(({ id }) => id)).toEqual(remarks);
      expect(intent.signedAt).toBe('2026-11-22T10:15:30+07:00');
      expect(await levelOf(bytes)).toBe('B-T');
    },
  );
});

describe('a certificate revoked while its prepared document waited', () => {
  it('signs nothing any more', async () => {
    const revokedAt = new Date(kit.pki.entity('leader-revoked').revoked?.at ?? '');
    const fresh = await openSigningKit(new Date(revokedAt.getTime() - 86_400_000));
    try {
      const journal = memoryJournal();
      const deps = await fresh.deps('leader-revoked', journal);
      const away = { ...deps.key, sign: () => Promise.reject(new TokenError('gone', 'pulled out')) };
      await failure(signDocument(letter(), anyRequest, { ...deps, key: away }));
      expect(await journal.load()).not.toBeNull();
      fresh.clock.set(new Date(revokedAt.getTime() + 86_400_000));
      const { key, uses } = counted(deps.key);
      const error = await failure(signDocument(letter(), anyRequest, { ...deps, key }));
      expect([error.code, error.details.rule, uses()]).toEqual(['SIGN_REFUSED', 'certificate-not-valid', 0]);
    } finally {
      await fresh.close();
    }
  });
});

describe.skipIf(!hasSoftHsm)('a token pulled out in the middle of a batch (SoftHSM)', () => {
  let hsm: SoftHsm;
  let batch: readonly PreparedSignature[];
  beforeAll(async () => {
    hsm = await openSoftHsm(kit.pki, ['agency']);
    const deps = await kit.deps('agency');
    const signer = { ...intendedSigner(deps.key), scheme: 'rsa-pkcs1-sha256' as const };
    batch = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        prepareSignature(letter({ 7: `(Giay to ${index})` }), anyRequest, signer, deps),
      ),
    );
  });
  afterAll(() => hsm.close());

  /** The device whose sessions die at its third signature, as when it is pulled out. */
  function pulledAt(third: number): { readonly token: Token; readonly signed: string[] } {
    const token = hsm.token();
    const signed: string[] = [];
    const sign: Token['sign'] = async (...values) => {
      if (signed.length === third) token.close();
      const value = await token.sign(...values);
      signed.push(Buffer.from(values[3]).toString('hex'));
      return value;
    };
    return { token: { ...token, sign }, signed };
  }

  it('the batch stops with a reason that waits; plugged in again, each document gets its one signature', async () => {
    const { token, signed } = pulledAt(2);
    const error = await failure(signPreparedBatch(batch, hsm.key('agency', token)));
    expect([error.code, error.row.retryable, signed.length]).toEqual(['KEY_UNAVAILABLE', true, 2]);
    const key = hsm.key('agency');
    const values = await signPreparedBatch(batch, key);
    await key.close();
    for (const [index, prepared] of batch.entries()) {
      const bytes = completeSignature(prepared, values[index] as Uint8Array);
      expect(fields(bytes)).toEqual(['INVISIBLE_1']);
      expect(Buffer.compare(bytes.subarray(0, prepared.base.length), prepared.base)).toBe(0);
    }
  });

  it('back at once, the batch goes on with one more log-in and no document is asked twice', async () => {
    const { token, signed } = pulledAt(3);
    const after: string[] = [];
    const key = hsm.key('agency', token, async () => {
      const again = hsm.token();
      const sign: Token['sign'] = (...values) => {
        after.push(Buffer.from(values[3]).toString('hex'));
        return again.sign(...values);
      };
      return { ...again, sign };
    });
    const values = await signPreparedBatch(batch, key);
    await key.close();
    for (const [index, prepared] of batch.entries())
      expect(fields(completeSignature(prepared, values[index] as Uint8Array))).toEqual(['INVISIBLE_1']);
    expect([signed.length, after.length]).toEqual([3, 3]);
    expect(new Set([...signed, ...after]).size).toBe(6);
  });
});

describe('a disk that is full', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder('full');
  });

  /** A journal in files, as the pipeline keeps one: prepared bytes, then the CMS. */
  function fileJournal(): SigningJournal & { readonly steps: string[] } {
    const blobs = fileBlobs(folder);
    const steps: string[] = [];
    let intent: { readonly blob: string; readonly intent: PreparedSignature['intent'] } | null = null;
    let cms: string | null = null;
    return {
      steps,
      load: async () =>
        intent === null
          ? null
          : {
              prepared: restorePrepared(await blobs.get(intent.blob), intent.intent),
              cms: cms === null ? null : await blobs.get(cms),
            },
      prepared: async (prepared) => {
        intent = { blob: await blobs.put(preparedBytes(prepared)), intent: prepared.intent };
        steps.push('prepared');
      },
      signed: async (made) => {
        cms = await blobs.put(made);
        steps.push('signed');
      },
    };
  }
  const files = async (): Promise<readonly string[]> =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);

  it.each([
    ['before the prepared document fits', 10_000, [], 0],
    ['before the CMS fits', 36_000, ['prepared'], 1],
  ] as const)('%s: nothing half-written, and with room again one signature', async (_, room, steps, usesBefore) => {
    const journal = fileJournal();
    const deps = await kit.deps('agency', journal);
    const { key, uses } = counted({ ...deps.key, schemes: ['rsa-pkcs1-sha256'] });
    disk.room = room;
    const error = await failure(signDocument(letter(), anyRequest, { ...deps, key }));
    expect([error.code, error.row.retryable]).toEqual(['STORE_FULL', true]);
    expect([journal.steps, uses()]).toEqual([steps, usesBefore]);
    // whole blobs only, no temporary file left behind
    expect(await files()).toHaveLength(steps.length);
    disk.room = Number.POSITIVE_INFINITY;
    const { bytes } = await signDocument(letter(), anyRequest, { ...deps, key });
    expect(fields(bytes)).toEqual(['INVISIBLE_1']);
    expect(await levelOf(bytes)).toBe('B-B');
    expect(await files()).toHaveLength(2);
  });
});
