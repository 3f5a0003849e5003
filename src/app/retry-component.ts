import { notFound, SohoaError } from '../domain/errors.ts';
import type { App } from './app.ts';

/**
 * A component that ended as refused or failed is taken up again where it ended, by a named officer who put right what it
 * said: the PIN, the key, the signer's willingness. One that waits is looked at now, and often again from now on. Throws
 * NOT_FOUND; USAGE when it did not end so and does not wait.
 */
export async function retryComponent(app: App, id: string, officer: string): Promise<void> {
  const component = await app.database.components.get(id);
  if (component === null) throw notFound('component', id);
  const { state } = component;
  if (state !== 'refused' && state !== 'failed' && state !== 'waiting')
    throw new SohoaError('USAGE', {
      reason_vi: `thành phần ${id} đang ở trạng thái ${state}: chỉ làm lại được khi bị từ chối, lỗi hoặc đang chờ`,
      reason_en: `component ${id} is ${state}, not refused, failed or waiting`,
    });
  const now = app.clock.now();
  await app.database.transaction(async (records) => {
    if (state === 'waiting') await records.components.wake({ ids: [id] }, now);
    else await records.components.reopen([id], now);
    await records.audit.append({
      at: now,
      actor: `officer:${officer}`,
      action: 'component.retried',
      subject: id,
      details: { stage: component.stage, code: component.error?.code ?? null },
    });
  });
  await app.sweep();
}
