import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Clock, type Randomness, vietnamTime } from '../domain/clock.ts';
import { type Treatment, treatments } from '../domain/component.ts';
import { SohoaError } from '../domain/errors.ts';
import type { BlobStore } from '../pipeline/ports/blobs.ts';
import type { ComponentInput, ComponentRecord } from '../pipeline/ports/components.ts';
import type { DossierRecord } from '../pipeline/ports/dossiers.ts';
import type { Database } from '../pipeline/ports/records.ts';
import { notKept } from '../pipeline/stages/intake.ts';

const blockText = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .transform((value) => value.normalize('NFC'));

/** One paper as it arrives: its pages in order (one PDF, or one image a page). No file: look it up in the warehouse. */
export const componentSubmission = z.object({
  name: z.string().trim().min(1).max(300),
  treatment: z.enum(treatments).default('none'),
  /** Id in `document-types/` when the counter knows it; else it is classified. */
  paperType: z.string().max(100).optional(),
  /** Mã thành phần hồ sơ. */
  componentCode: z.string().max(100).optional(),
  /** Pages counted by hand at the counter: captured pages must agree (TT 01/2023 Đ8.2). */
  declaredPages: z.number().int().min(1).max(20_000).optional(),
  /** Only shown, not handed in: recorded, never stored (rules.md B). */
  presentedOnly: z.boolean().optional(),
  /** The counter saw a secrecy mark: refused at once, its files are not taken (rules.md R1.1). */
  secret: z.boolean().optional(),
  /** A copy on paper, not an original: digitized only when the applicant asks for it (rules.md B). */
  copy: z.enum(['plain', 'certified']).optional(),
  /** Result of verification, appraisal or opinion of a participating body. */
  opinion: z.boolean().optional(),
  /** Sector law, or a decision of the minister or the province, wants it digitized (TT 01/2023 Đ4.1 b, c). */
  requiredBySector: z.boolean().optional(),
  /** The applicant asks for it to be digitized (TT 01/2023 Đ4.1 d). */
  requestedByApplicant: z.boolean().optional(),
  /** Pages to take, 1-based over all files: what a trích sao copies. All when left out. */
  pages: z.array(z.number().int().min(1).max(20_000)).min(1).max(2000).optional(),
  /** Texts that a signature block shows (rules.md F). */
  signing: z
    .strictObject({
      /** Số và ký hiệu of the document that an attachment belongs to. */
      documentNumber: blockText.optional(),
      /** Lời chứng and số chứng thực of a certified e-copy. */
      certification: blockText.optional(),
      registerNumber: blockText.optional(),
    })
    .optional(),
});

/** What a block of each treatment must show and only the counter knows. */
const neededTexts: Readonly<
  Partial<Record<Treatment, readonly ('documentNumber' | 'certification' | 'registerNumber')[]>>
> = {
  attachment: ['documentNumber'],
  'certified-e-copy': ['certification', 'registerNumber'],
};

export const dossierSubmission = z.object({
  agency: z.string().trim().min(1).max(100),
  code: z.string().trim().min(1).max(100),
  procedure: z.string().trim().min(1).max(100),
  ownerId: z.string().trim().max(50).nullish(),
  ownerName: z.string().trim().max(300).nullish(),
  /** Who captured the papers: shown in the operator's block. Default: the holder of the operator certificate. */
  operatorName: z.string().trim().max(300).optional(),
  /** ISO 8601; the rule profiles of this day apply. Default: now. */
  receivedAt: z.iso.datetime({ offset: true }).optional(),
  components: z.array(componentSubmission).min(1).max(200),
});
export type DossierSubmission = z.input<typeof dossierSubmission>;

export interface SubmittedFile {
  /** Index in `components`. */
  readonly component: number;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SubmitDeps {
  readonly blobs: BlobStore;
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly maxFileBytes: number;
}

/**
 * Takes a dossier in: bytes first (durable), then one transaction for the records; the next sweep hands them to
 * the queue. Submitting the same
 * dossier again changes nothing; a new component of a known dossier is added to it.
 */
export async function submitDossier(
  submission: DossierSubmission,
  files: readonly SubmittedFile[],
  deps: SubmitDeps,
): Promise<DossierRecord> {
  const parsed = dossierSubmission.safeParse(submission);
  if (!parsed.success) throw new SohoaError('USAGE', { reason: z.prettifyError(parsed.error) });
  const { components, operatorName, receivedAt, ...head } = parsed.data;
  for (const { name, treatment, signing } of components)
    for (const text of neededTexts[treatment] ?? [])
      if (signing?.[text] === undefined)
        throw new SohoaError('USAGE', {
          reason_vi: `${name}: ${treatment} cần signing.${text}`,
          reason_en: `${name}: ${treatment} needs signing.${text}`,
        });
  for (const file of files) {
    if (components[file.component] === undefined)
      throw new SohoaError('USAGE', {
        reason_vi: `tệp ${file.name}: không có thành phần ${file.component}`,
        reason_en: `file ${file.name}: component ${file.component} does not exist`,
      });
    if (file.bytes.length > deps.maxFileBytes)
      throw new SohoaError('FILE_TOO_LARGE', { size_bytes: file.bytes.length, limit_bytes: deps.maxFileBytes });
  }

  // Of a paper that is only shown, or secret, not a byte is taken in.
  const taken = files.filter(({ component }) => {
    const { presentedOnly, secret } = components[component] ?? {};
    return presentedOnly !== true && secret !== true;
  });
  const stored = await Promise.all(
    taken.map(async (file) => ({
      component: file.component,
      source: {
        name: file.name.normalize('NFC'),
        sha256: await deps.blobs.put(file.bytes),
        sizeBytes: file.bytes.length,
      },
    })),
  );
  const now = deps.clock.now();
  return await deps.database.transaction(async (records) => {
    const dossier = await records.dossiers.submit({
      id: deps.random.uuid(),
      code: head.code,
      agency: head.agency,
      procedure: head.procedure,
      ownerId: head.ownerId?.replaceAll(/\s/g, '') || null,
      ownerName: head.ownerName?.normalize('NFC') || null,
      receivedAt: receivedAt ?? vietnamTime(now),
      details: operatorName === undefined ? {} : { operatorName: operatorName.normalize('NFC') },
      createdAt: now,
    });
    const added: string[] = [];
    for (const [ordinal, { name, treatment, ...details }] of components.entries()) {
      const component: Omit<ComponentInput, 'id'> = {
        dossierId: dossier.id,
        ordinal,
        name: name.normalize('NFC'),
        treatment,
        sources: stored.filter((file) => file.component === ordinal).map((file) => file.source),
        details,
      };
      const id = componentId(component);
      await records.components.add({ ...component, id }, now);
      added.push(id);
      // Brought once more, and known to be out of scope or secret: what was just stored goes again.
      const known = await records.components.get(id);
      if (known !== null && isNotKept(known))
        await records.erasures.add(
          id,
          component.sources.map(({ sha256 }) => sha256),
        );
    }
    await records.audit.append({
      at: now,
      actor: `agency:${dossier.agency}`,
      action: 'dossier.submitted',
      subject: dossier.id,
      details: { components: added },
    });
    return dossier;
  });
}

/** The same paper of the same dossier has the same id, so that submitting twice is harmless. */
export function componentId(component: Omit<ComponentInput, 'id'>): string {
  const { dossierId, ordinal, name, treatment, sources, details } = component;
  const digests = sources.map((source) => source.sha256);
  return createHash('sha256')
    .update(JSON.stringify([dossierId, ordinal, name, treatment, digests, details]))
    .digest('hex')
    .slice(0, 32);
}

const isNotKept = ({ summary }: ComponentRecord): boolean =>
  summary.erased === true || notKept.has(String((summary.scope as { action?: unknown } | undefined)?.action));
