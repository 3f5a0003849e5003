import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SlotId } from '../../../src/domain/five-steps.ts';
import type { SignatureProfileId } from '../../../src/domain/rules/signature-profiles.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../../src/pdf/reader/signature-fields.ts';
import type { Outputs } from '../../../src/pipeline/outputs.ts';
import type { BlobStore } from '../../../src/pipeline/ports/blobs.ts';
import type { Database } from '../../../src/pipeline/ports/records.ts';
import type { StageContext } from '../../../src/pipeline/stage.ts';
import { longTerm } from '../../../src/pipeline/stages/long-term.ts';
import { signSlot } from '../../../src/pipeline/stages/sign-slot.ts';
import type { Signer, Techniques } from '../../../src/pipeline/techniques.ts';
import { extendDocument } from '../../../src/signing/long-term.ts';
import { prepareDocument, type SigningDeps, signDocument } from '../../../src/signing/sign-document.ts';
import { archivedScan } from '../../support/documents.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { submitDossier, testRandomness } from '../../support/records.ts';
import { anyRequest, openSigningKit, type SigningKit } from '../../support/signing-kit.ts';

const stores = useEmbeddedStores();
let kit: SigningKit;
let scan: Uint8Array;
beforeAll(async () => {
  kit = await openSigningKit();
  scan = await archivedScan();
});
afterAll(() => kit.close());

/**
 * Power that fails right after the n-th act on anything outside the process (a blob, a record, the key, the time-stamp
 * authority), before anybody heard of it: the same as right before the next. Nothing works any more afterwards.
 */
class Power {
  readonly acts: string[] = [];
  readonly failAt: number;
  constructor(failAt = Number.POSITIVE_INFINITY) {
    this.failAt = failAt;
  }
  async act<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (this.acts.length > this.failAt) throw new PowerCut();
    this.acts.push(name);
    const last = this.acts.length - 1 === this.failAt;
    const result = await work();
    if (last) throw new PowerCut();
    return result;
  }
  /** The same object, each call of it an act. */
  over<T extends object>(name: string, target: T): T {
    return new Proxy(target, {
      get: (object, key) => {
        const value: unknown = Reflect.get(object, key);
        if (typeof value === 'function')
          return (...values: readonly unknown[]) =>
            this.act(`${name}.${String(key)}`, async () => Reflect.apply(value, object, values));
        return value !== null && typeof value === 'object' ? this.over(String(key), value) : value;
      },
    });
  }
}
class PowerCut extends Error {}
const isPowerCut = (thrown: unknown): boolean =>
  thrown instanceof PowerCut || (thrown instanceof Error && isPowerCut(thrown.cause));
const steady = (): Power => new Power();

/** What a device counts: every use of the key, by the digest of what it was asked to sign. */
let signedData: string[] = [];

function techniquesOver(power: Power, deps: SigningDeps, profile: SignatureProfileId): Techniques {
  const key = {
    ...deps.key,
    sign: (scheme: Parameters<typeof deps.key.sign>[0], data: Uint8Array) =>
      power.act('key.sign', () => {
        signedData.push(Buffer.from(data).toString('base64'));
        return deps.key.sign(scheme, data);
      }),
  };
  const stamps = power.over('stamps', { request: deps.stamps!.request });
  const powered: SigningDeps = {
    ...deps,
    key,
    stamps: { request: stamps.request, lastTokenBytes: () => deps.stamps!.lastTokenBytes() },
  };
  const request = { ...anyRequest, profile, level: profile === 'OPERATOR_SCAN' ? 'B-B' : 'B-T' } as const;
  const signer: Partial<Signer> = {
    sign: async (document, _order, journal) => {
      const { bytes, intent, remarks } = await signDocument(document, request, { ...powered, journal });
      return { bytes, level: intent.level, intent, remarks };
    },
    prepare: async (document, _order, journal) => {
      await prepareDocument(document, request, { ...powered, journal });
    },
    gathers: () => false,
    handOffTerms: async () => null,
    extend: async (document) => {
      const bytes = await extendDocument(document, 'B-LTA', powered.stamps!, { ...powered, verifier: kit.verifier });
      return { bytes, level: 'B-LTA' };
    },
  };
  return { signer, settings: { signatureLevel: 'B-LTA' } } as unknown as Techniques;
}

/** A component of a new dossier; each `attempt` is another worker, with a claim of its own. */
async function component() {
  const { database, blobs } = stores();
  const { components } = await submitDossier(database, 1);
  const id = components[0]?.id as string;
  let now = new Date('2026-11-22T03:15:30Z');
  const claim = async () => {
    now = new Date(now.getTime() + 120_000);
    const claimed = await database.components.claim(id, 'worker', now, 60_000);
    if (claimed === null) throw new Error('not claimed');
    return claimed;
  };
  const context = async (power: Power, outputs: Partial<Outputs> = {}): Promise<StageContext<Outputs>> => {
    const { fence } = await claim();
    const record = await database.components.get(id);
    const dossier = await database.dossiers.get(record!.dossierId);
    return {
      blobs: power.over<BlobStore>('blobs', blobs),
      records: power.over<Database>('records', database),
      component: record!,
      dossier: dossier!,
      fence,
      outputs,
      clock: kit.clock,
      randomness: testRandomness,
      signal: new AbortController().signal,
      progress: async () => undefined,
    };
  };
  return { id, context };
}

async function signOnce(
  power: Power,
  context: StageContext<Outputs>,
  slot: SlotId,
  who: string,
  base: string,
): Promise<string> {
  const techniques = techniquesOver(power, await kit.deps(who), slot as SignatureProfileId);
  const result = await signSlot(techniques, context, slot, base);
  if (!('output' in result)) throw new Error('it waits');
  return result.output.document;
}

const everyCut = (count: number): readonly Power[] => Array.from({ length: count }, (_, act) => new Power(act));

describe.each([
  ['OPERATOR_SCAN', 'operator'],
  ['COPY_SAO_Y', 'agency'],
] as const)('%s, cut off at every act on store, key and network', (slot, who) => {
  it('is one signature over one prepared document, whoever finishes it', { timeout: 120_000 }, async () => {
    const { database, blobs } = stores();
    const base = await blobs.put(scan);
    const whole = steady();
    await signOnce(whole, await (await component()).context(whole), slot, who, base);
    expect(whole.acts).toContain('key.sign');
    expect(whole.acts.length).toBeGreaterThan(8);
    for (const power of everyCut(whole.acts.length)) {
      signedData = [];
      const { id, context } = await component();
      await expect(signOnce(power, await context(power), slot, who, base)).rejects.toSatisfy(isPowerCut);
      const kept = await database.signatureSlots.get(id, slot);
      const second = steady();
      const document = await signOnce(second, await context(second), slot, who, base);
      const where = power.acts[power.failAt];
      // whatever was prepared first is what was signed, and nothing else ever was
      expect([where, new Set(signedData).size]).toEqual([where, 1]);
      const end = await database.signatureSlots.get(id, slot);
      if (kept !== null) expect([where, end?.intent]).toEqual([where, kept.intent]);
      expect([where, end?.signed]).toEqual([where, document]);
      const bytes = await blobs.get(document);
      expect(listSignatures(openPdf(bytes)).map((one) => one.fieldName)).toEqual([`${slot}_1`]);
      expect(openPdf(bytes).revisions).toHaveLength(openPdf(scan).revisions.length + 1);
      // a key that was used and heard of is never used again
      if (kept !== null && kept.cms !== null) expect([where, signedData.length]).toEqual([where, 1]);
      // and a third worker changes nothing
      const third = steady();
      expect(await signOnce(third, await context(third), slot, who, base)).toBe(document);
      expect(third.acts).not.toContain('key.sign');
    }
  });
});

describe('raising to B-LTA, cut off at every act', () => {
  it('adds its revisions once, and no signature', { timeout: 120_000 }, async () => {
    const { blobs } = stores();
    const base = await blobs.put(scan);
    const first = steady();
    const signed = await signOnce(first, await (await component()).context(first), 'COPY_SAO_Y', 'agency', base);
    const outputs = { sign_agency: { document: signed, level: 'B-T' } } as Partial<Outputs>;
    const raise = async (power: Power) => {
      const { context } = await component();
      const stage = longTerm(techniquesOver(power, await kit.deps('agency'), 'COPY_SAO_Y'));
      const result = await stage.run(await context(power, outputs));
      return 'output' in result ? result.output.document : '';
    };
    const whole = steady();
    const names = async (document: string) =>
      listSignatures(openPdf(await blobs.get(document))).map((one) => one.fieldName);
    expect(await names(await raise(whole))).toEqual(['COPY_SAO_Y_1', 'DocTimeStamp_1']);
    expect(whole.acts).toEqual(['blobs.get', 'stamps.request', 'blobs.put']);
    for (const power of everyCut(whole.acts.length)) {
      await expect(raise(power)).rejects.toSatisfy(isPowerCut);
      expect(await names(await raise(steady()))).toEqual(['COPY_SAO_Y_1', 'DocTimeStamp_1']);
    }
  });
});

describe('two workers at one slot', () => {
  it('the one whose claim was taken over is refused, before the key and after it', async () => {
    const { database, blobs } = stores();
    const base = await blobs.put(scan);
    const { id, context } = await component();
    const late = steady();
    const lateContext = await context(late);
    const next = steady();
    const nextContext = await context(next);
    signedData = [];
    await expect(signOnce(late, lateContext, 'COPY_SAO_Y', 'agency', base)).rejects.toMatchObject({
      code: 'STALE_WORKER',
    });
    expect(signedData).toEqual([]);
    const document = await signOnce(next, nextContext, 'COPY_SAO_Y', 'agency', base);
    expect((await database.signatureSlots.get(id, 'COPY_SAO_Y'))?.signed).toBe(document);
  });

  it('taken over between preparing and signing: both sign the same bytes, one document counts', async () => {
    const { database, blobs } = stores();
    const base = await blobs.put(scan);
    const { id, context } = await component();
    signedData = [];
    const slow = steady();
    const slowContext = await context(slow);
    const other = steady();
    let document = '';
    const act = slow.act.bind(slow);
    slow.act = async (name, work) => {
      // while its device blinks, another worker claims the component and finishes
      if (name === 'key.sign' && document === '')
        document = await signOnce(other, await context(other), 'COPY_SAO_Y', 'agency', base);
      return act(name, work);
    };
    await expect(signOnce(slow, slowContext, 'COPY_SAO_Y', 'agency', base)).rejects.toMatchObject({
      code: 'STALE_WORKER',
    });
    expect(new Set(signedData).size).toBe(1);
    expect((await database.signatureSlots.get(id, 'COPY_SAO_Y'))?.signed).toBe(document);
    expect(listSignatures(openPdf(await blobs.get(document)))).toHaveLength(1);
  });
});
