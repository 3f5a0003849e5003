import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { DossierSubmission, SubmittedFile } from '../../app/submit-dossier.ts';

const samples = new URL('../../../samples/', import.meta.url);

const manifestSchema = z.object({
  agency: z.object({
    name: z.string(),
    seal: z.object({ file: z.string(), diameter_mm: z.number() }),
  }),
  dossiers: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      procedure: z.string(),
      agency_code: z.string(),
      owner: z.object({ full_name: z.string(), personal_id: z.string() }),
      components: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          files: z.array(z.string()),
          pages: z.number().optional(),
          truth: z.string().optional(),
        }),
      ),
    }),
  ),
});
export type Manifest = z.output<typeof manifestSchema>;
type ManifestDossier = Manifest['dossiers'][number];

/** What the one-stop shop wants of each dossier: certified copies, the seal on issued results, verification. */
const treatments: Readonly<Record<string, 'certified-copy' | 'result' | 'none'>> = {
  'dossier-1': 'certified-copy',
  'dossier-2': 'result',
  'dossier-3': 'none',
};

export async function readManifest(): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse(await readFile(new URL('manifest.json', samples), 'utf8')));
}

/** Path of a file of the samples, for configuration. */
export const samplePath = (file: string): string => fileURLToPath(new URL(file, samples));

/** A sample dossier as a one-stop shop would submit it. */
export async function submissionOf(
  dossier: ManifestDossier,
): Promise<{ readonly submission: DossierSubmission; readonly files: readonly SubmittedFile[] }> {
  const files = await Promise.all(
    dossier.components.flatMap((component, index) =>
      component.files.map(async (file) => ({
        component: index,
        name: basename(file),
        bytes: await readFile(new URL(file, samples)),
      })),
    ),
  );
  return {
    files,
    submission: {
      agency: dossier.agency_code,
      code: dossier.code,
      procedure: dossier.procedure,
      ownerId: dossier.owner.personal_id,
      ownerName: dossier.owner.full_name,
      receivedAt: '2026-11-02T08:30:00+07:00',
      components: dossier.components.map((component) => ({
        name: component.name,
        treatment: treatments[dossier.id] ?? 'none',
        ...(component.pages === undefined ? {} : { declaredPages: component.pages }),
      })),
    },
  };
}

/** The next dossier of the same owner: it asks for a paper that is in the warehouse by now, and brings no file for it. */
export const nextDossier = (first: ManifestDossier, paperType: string, name: string): DossierSubmission => ({
  agency: first.agency_code,
  code: first.code.replace(/\d{4}$/, '0009'),
  procedure: '1.001193',
  ownerId: first.owner.personal_id,
  ownerName: first.owner.full_name,
  receivedAt: '2026-11-03T09:00:00+07:00',
  components: [{ name, treatment: 'none', paperType }],
});
