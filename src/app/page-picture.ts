import { notFound } from '../domain/errors.ts';
import type { Outputs } from '../pipeline/outputs.ts';
import type { App } from './app.ts';

/** What a stage made of a component, by its newest run; null when it did not run (or its component was erased). */
export async function stageOutput<Stage extends 'digitize' | 'extract'>(
  app: App,
  componentId: string,
  stage: Stage,
): Promise<Outputs[Stage] | null> {
  const runs = await app.database.stageRuns.ofComponent(componentId);
  const output = runs.findLast((run) => run.stage === stage && run.state === 'done')?.output ?? null;
  return output === null ? null : JSON.parse(new TextDecoder().decode(await app.blobs.get(output)));
}

/** Wide enough to read a card's small print. */
const widthPx = 1000;

/**
 * A page of a component as PNG, 1-based, of what its data were read from. Throws NOT_FOUND when it was not read, or has no
 * such page.
 */
export async function pagePicture(app: App, componentId: string, page: number): Promise<Uint8Array> {
  const read = await stageOutput(app, componentId, 'extract');
  const size = read?.pages[page - 1];
  if (read === null || size === undefined) throw notFound('page', `${page} (${componentId})`);
  const pdf = await app.blobs.get(read.view);
  return app.techniques.picture({ pdf, page, ...size, cropPx: null, markPx: null, maxWidthPx: widthPx });
}
