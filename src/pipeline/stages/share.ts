import { createHash } from 'node:crypto';
import { text } from '../../domain/text.ts';
import { canonicalJson, sha256Hex } from '../canonical-json.ts';
import type { Outputs, StageOf } from '../outputs.ts';
import type { StageTask } from '../stage.ts';

/**
 * Puts one delivery a destination into the outbox, in the transaction that makes the stage done: the record and the
 * promise to deliver it stand or fall together (rules.md R7.1). A paper that is KHÔNG HỢP LỆ never comes this far.
 */
export const share: StageOf<'share'> = (techniques) => ({
  name: 'share',
  version: '1',
  needs: ['intake', 'confirm', 'store', 'store_signed'],
  parameters: () => Object.keys(techniques.settings.destinations),
  async run() {
    return { output: { destinations: Object.keys(techniques.settings.destinations) } };
  },
  async record(records, output, task) {
    const message = deliveryOf(task);
    if (message === null) return undefined;
    const latest = message.documentId === null ? null : await records.warehouse.latest(message.documentId);
    const version = latest?.version ?? 0;
    // The key of rules.md R7.1: the same version of the same paper is delivered once, whoever asks again.
    // Data that an officer corrected afterwards are news of the same version: they go out once more, as an update.
    const revision = task.outputs.confirm?.revision ?? 0;
    const idempotencyKey = sha256Hex(
      canonicalJson([
        task.dossier.code,
        latest?.code ?? task.component.id,
        version,
        latest?.sha256 ?? '',
        ...(revision === 0 ? [] : [revision]),
      ]),
    );
    for (const destination of output.destinations)
      await records.outbox.add(
        {
          id: createHash('sha256').update(`${destination}:${idempotencyKey}`).digest('hex').slice(0, 32),
          destination,
          idempotencyKey,
          componentId: task.component.id,
          payload: {
            ...message.flags,
            MaGiayToKetQua: latest?.code ?? '',
            PhienBan: version,
            isUpdating: version > 1 || revision > 0,
            metadata: latest?.metadata ?? {},
            file:
              latest === null ? null : { id: latest.id, version, sha256: latest.sha256, sizeBytes: latest.sizeBytes },
          },
        },
        task.component.updatedAt,
      );
    return undefined;
  },
});

/** The flags of rules.md L by what became of the component; null when nothing is shared of it. */
function deliveryOf({ dossier, outputs }: StageTask<Outputs>): {
  readonly documentId: string | null;
  readonly flags: Readonly<Record<string, unknown>>;
} | null {
  const common = { MaHoSo: dossier.code, MaTTHC: dossier.procedure };
  const reuse = outputs.intake?.reuse;
  if (reuse != null)
    return {
      documentId: reuse.documentId,
      flags: { ...common, DuocSoHoa: 1, DuocTaiSuDung: 1, DuocLayTuKhoDMQG: 0 },
    };
  const stored = outputs.store_signed ?? outputs.store;
  if (stored === undefined) return null;
  return { documentId: stored.documentId, flags: { ...common, DuocSoHoa: 1, DuocTaiSuDung: 0, DuocLayTuKhoDMQG: 0 } };
}

/** The dossier closes when every destination confirmed (five-steps.md 1, step 5); until then: chờ chia sẻ. */
export const receipts: StageOf<'receipts'> = () => ({
  name: 'receipts',
  version: '1',
  needs: ['share'],
  async run({ component, records }) {
    const deliveries = await records.outbox.ofComponent(component.id);
    const pending = deliveries.filter((delivery) => delivery.state !== 'da_nhan');
    if (pending.length === 0) return { output: { received: deliveries.map((delivery) => delivery.destination) } };
    const names = pending.map((delivery) => delivery.destination).join(', ');
    const why = pending.map((delivery) => delivery.lastError).find((error) => error !== null);
    return {
      wait: {
        kind: 'sharing',
        slot: null,
        reason: text(
          `${names} chưa xác nhận${why ? ` (${why})` : ''}`,
          `${names} has not confirmed yet${why ? ` (${why})` : ''}`,
        ),
      },
    };
  },
});
