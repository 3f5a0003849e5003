import { setTimeout as pause } from 'node:timers/promises';
import { isSettled } from '../domain/component.ts';
import type { App } from './app.ts';
import { type DossierView, dossierView } from './dossier-view.ts';

export interface RunOptions {
  /** Called with each progress event of the dossiers, in order. */
  readonly onEvent?: (event: {
    readonly componentId: string | null;
    readonly kind: string;
    readonly data: Readonly<Record<string, unknown>>;
  }) => void;
  /** How long to wait for the outside (receivers, status servers) when nothing else is left to do, ms. */
  readonly patienceMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Follows dossiers of a started app until nothing more happens by itself: all components settled, or what is left waits
 * for something outside longer than the patience. Returns where they stand.
 */
export async function runUntilQuiet(
  app: App,
  dossierIds: readonly string[],
  options: RunOptions,
): Promise<readonly DossierView[]> {
  const seen = new Map<string, number>();
  let idleSince: number | null = null;
  for (;;) {
    for (const id of dossierIds) {
      const events = await app.database.events.after(seen.get(id) ?? 0, { dossierId: id, limit: 1000 });
      for (const event of events) options.onEvent?.(event);
      seen.set(id, events.at(-1)?.id ?? seen.get(id) ?? 0);
    }
    const views = await Promise.all(dossierIds.map((id) => dossierView(app.database, id)));
    const open = views.flatMap((view) => view.components).filter((component) => !isSettled(component.state));
    if (open.length === 0 || options.signal?.aborted === true) return views;
    if (open.every((component) => component.state === 'waiting')) {
      idleSince ??= Date.now();
      const waitsForReceipt = open.some((component) => component.waiting?.kind === 'sharing');
      if (!waitsForReceipt || Date.now() - idleSince > options.patienceMs) return views;
    } else idleSince = null;
    await pause(100);
  }
}
