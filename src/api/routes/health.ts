import type { App } from '../../app/app.ts';
import type { Api } from '../api.ts';

/** Alive, and ready: the records answer and the queue counts. */
export function addHealthRoutes(api: Api, app: App): void {
  api.get('/healthz', { schema: { tags: ['health'], summary: 'Còn sống · Alive' } }, async () => ({ status: 'ok' }));
  api.get('/readyz', { schema: { tags: ['health'], summary: 'Sẵn sàng · Ready' } }, async () => ({
    database: app.database.engine,
    queue: app.queue.engine,
    components: await app.database.components.countByState(),
    waitingJobs: await app.queue.counts('component'),
  }));
}
