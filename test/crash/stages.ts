import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { SohoaError } from '../../src/domain/errors.ts';
import { canonicalJson, sha256Hex } from '../../src/pipeline/canonical-json.ts';
import type { AnyStage, StageContext } from '../../src/pipeline/stage.ts';

/**
 * A table of stages with one effect of every kind that must not be doubled: a blob, a signature made by a key outside,
 * a code, a warehouse version, a delivery. `bad` components fail with a reason, as some always do.
 */
export interface CrashOutputs {
  archive: { readonly document: string };
  sign: { readonly document: string };
  store: { readonly document: string };
  share: { readonly key: string };
  receipt: { readonly received: true };
}

export type InnerPoint = 'intent-stored' | 'key-used';

export const stageNames = ['archive', 'sign', 'store', 'share', 'receipt'] as const;
export const destination = 'kho';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const slot = 'OPERATOR_SCAN';

/** The key's own log in the data folder: what was signed, as a smart card would count it. */
export const keyLog = (folder: string): string => join(folder, 'key.log');

export function crashStages(
  folder: string,
  innerPoint: (point: InnerPoint) => Promise<void>,
): readonly AnyStage<CrashOutputs>[] {
  const sign = async (context: StageContext<CrashOutputs>): Promise<string> => {
    const { blobs, records, component, clock, randomness, fence } = context;
    const base = context.outputs.archive!.document;
    // A placeholder with a nonce: prepared anew it would be other bytes, as a real one with its signing time is.
    const intent = await blobs.put(bytes(`prepared ${base} ${randomness.uuid()}`));
    const plan = { componentId: component.id, slot, base, intent, details: {} } as const;
    const stored = await records.signatureSlots.prepare(fence, plan, clock.now());
    await innerPoint('intent-stored');
    appendFileSync(keyLog(folder), `${component.id} ${stored.intent}\n`);
    await innerPoint('key-used');
    const document = await blobs.put(bytes(`signed ${stored.intent}`));
    await records.signatureSlots.complete(fence, component.id, slot, document, clock.now());
    return document;
  };
  return [
    {
      name: 'archive',
      version: '1',
      needs: [],
      run: async ({ component, blobs }) => {
        if (component.details.fate === 'bad') throw new SohoaError('FILE_EMPTY');
        return { output: { document: await blobs.put(bytes(`document of ${component.id}`)) } };
      },
    },
    {
      name: 'sign',
      version: '1',
      needs: ['archive'],
      run: async (context) => ({ output: { document: await sign(context) } }),
    },
    {
      name: 'store',
      version: '1',
      needs: ['sign'],
      run: async ({ outputs }) => ({ output: { document: outputs.sign!.document } }),
      record: async (records, output, { component, dossier }) => {
        const number = await records.codes.next('prefix', component.id);
        const stored = await records.warehouse.store({
          id: component.id,
          code: `prefix.${number}`,
          codeParts: { owner: '', type: 'GT', symbol: '', number },
          componentId: component.id,
          dossierId: dossier.id,
          agency: dossier.agency,
          ownerId: null,
          documentType: 'GT',
          sha256: output.document,
          sizeBytes: 1,
          metadata: {},
          validUntil: null,
          storedAt: component.updatedAt,
        });
        return { summary: { version: stored.version } };
      },
    },
    {
      name: 'share',
      version: '1',
      needs: ['store'],
      run: async ({ component, outputs }) => ({
        output: { key: sha256Hex(canonicalJson([component.id, outputs.store!.document])) },
      }),
      record: async (records, { key }, { component }) => {
        const delivery = { id: key.slice(0, 32), destination, idempotencyKey: key, componentId: component.id };
        await records.outbox.add({ ...delivery, payload: { component: component.id } }, component.updatedAt);
        return undefined;
      },
    },
    {
      name: 'receipt',
      version: '1',
      needs: ['share'],
      run: async ({ component, records }) => {
        const deliveries = await records.outbox.ofComponent(component.id);
        if (deliveries.every(({ state }) => state === 'da_nhan')) return { output: { received: true } };
        return { wait: { kind: 'sharing', slot: null, reason: { vi: 'chờ biên nhận', en: 'waits for a receipt' } } };
      },
    },
  ];
}
