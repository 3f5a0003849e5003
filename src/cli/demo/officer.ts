import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { App } from '../../app/app.ts';
import type { DossierView } from '../../app/dossier-view.ts';
import { decideReview } from '../../app/review/decide.ts';
import { listReviews, reviewDetail, reviewPicture } from '../../app/review/tasks.ts';
import { type Manifest, samplePath } from './dossiers.ts';

const truthSchema = z.object({ fields: z.record(z.string(), z.object({ value: z.string().nullable() })) });

export interface OfficerWork {
  readonly confirmed: number;
  readonly changed: number;
  readonly pictures: number;
}

/**
 * The officer of the demo: looks at every doubtful field of these dossiers, with its picture, and answers what stands on
 * the sample paper (its ground truth). The pictures are left in `<folder>/<dossier code>/xem-lai`.
 */
export async function reviewAsOfficer(
  app: App,
  manifest: Manifest,
  views: readonly DossierView[],
  folder: string,
): Promise<OfficerWork> {
  let work: OfficerWork = { confirmed: 0, changed: 0, pictures: 0 };
  for (const { dossier, components } of views)
    for (const component of components) {
      const [row] = await listReviews(app, { state: 'open', kind: 'fields', componentId: component.id, limit: 1 });
      if (row === undefined) continue;
      const { task, fields } = await reviewDetail(app, row.task.id);
      const truth = await truthOf(manifest, component.name);
      const pictures = join(folder, dossier.code, 'xem-lai');
      await mkdir(pictures, { recursive: true });
      const answers: Record<string, string | null> = {};
      for (const { field, value, cropPx, decided } of fields) {
        if (decided !== null) continue;
        answers[field] = truth === null ? value : (truth[field]?.value ?? null);
        if (cropPx === null) continue;
        const file = join(pictures, `${String(component.record.ordinal + 1).padStart(2, '0')}-${field}.png`);
        await writeFile(file, await reviewPicture(app, task.id, field));
        work = { ...work, pictures: work.pictures + 1 };
      }
      if (Object.keys(answers).length === 0) continue;
      await decideReview(app, task.id, { officer: 'can-bo-mau', version: task.version, fields: answers });
      const asRead = fields.filter(({ field, value }) => answers[field] === value).length;
      work = { ...work, confirmed: work.confirmed + asRead, changed: work.changed + fields.length - asRead };
    }
  return work;
}

/** What really stands on a sample paper; null for one whose truth is not written down. */
async function truthOf(manifest: Manifest, name: string): Promise<z.output<typeof truthSchema>['fields'] | null> {
  const file = manifest.dossiers.flatMap(({ components }) => components).find((one) => one.name === name)?.truth;
  if (file === undefined) return null;
  return truthSchema.parse(JSON.parse(await readFile(samplePath(file), 'utf8'))).fields;
}
