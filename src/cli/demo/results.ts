import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../app/app.ts';
import type { ComponentView, DossierView } from '../../app/dossier-view.ts';
import { waitNames } from '../../domain/component.ts';
import type { FileReport } from '../../domain/signature-report.ts';
import { verdictText } from '../../domain/signature-report.ts';
import type { Language } from '../../domain/text.ts';
import type { VerificationOutput } from '../../pipeline/outputs.ts';
import { renderReport } from '../../verification/report-text.ts';

/** One row of the closing table. */
export interface ResultRow {
  readonly component: string;
  readonly type: string;
  readonly pages: number;
  /** Stage → seconds, stages that ran. */
  readonly seconds: Readonly<Record<string, number>>;
  readonly fields: string;
  readonly signatures: string;
  readonly verdict: string;
  readonly file: string | null;
}

/**
 * Leaves what became of a component in a folder a person can open: the document, the verification report as text and
 * JSON, the extracted fields, the metadata record. File names are names of papers, never codes (rules.md R1.7b).
 */
export async function saveResults(
  app: App,
  view: DossierView,
  folder: string,
  language: Language,
): Promise<readonly ResultRow[]> {
  await mkdir(folder, { recursive: true });
  const rows: ResultRow[] = [];
  for (const component of view.components) {
    const { summary, ordinal, sources } = component.record;
    const base = join(folder, `${String(ordinal + 1).padStart(2, '0')}-${fileName(component.name)}`);
    const reused = summary.reuse as { sha256?: string } | undefined;
    const sha256 = [
      summary.sha256,
      reused?.sha256,
      component.origin === 'born_digital' ? sources[0]?.sha256 : undefined,
    ].find((digest): digest is string => typeof digest === 'string');
    if (sha256 !== undefined) await copyFile(app.blobs.path(sha256), `${base}.pdf`);
    if (typeof summary.report === 'string') {
      const report: FileReport = JSON.parse(new TextDecoder().decode(await app.blobs.get(summary.report)));
      await writeFile(`${base}.kiem-tra.json`, JSON.stringify(report, null, 1));
      await writeFile(
        `${base}.kiem-tra.txt`,
        renderReport(report, { language, file: `${component.name}.pdf`, view: 'detailed' }),
      );
    }
    if (typeof summary.extraction === 'string') {
      const extraction: unknown = JSON.parse(new TextDecoder().decode(await app.blobs.get(summary.extraction)));
      await writeFile(`${base}.du-lieu.json`, JSON.stringify(extraction, null, 1));
    }
    const stored =
      typeof summary.documentId === 'string' ? await app.database.warehouse.latest(summary.documentId) : null;
    if (stored !== null) await writeFile(`${base}.sieu-du-lieu.json`, JSON.stringify(stored.metadata, null, 1));
    rows.push(rowOf(component, sha256 === undefined ? null : `${base}.pdf`, language));
  }
  return rows;
}

function rowOf(component: ComponentView, file: string | null, language: Language): ResultRow {
  const { summary } = component.record;
  const fields = summary.fields as { accepted: number; review: number; notFound: number } | undefined;
  const signatures = (summary.signatures as VerificationOutput['signatures'] | undefined) ?? [];
  const reused = summary.reuse !== undefined;
  return {
    component: component.name,
    type: reused ? (language === 'vi' ? '(dùng lại)' : '(reused)') : String(summary.documentType ?? '—'),
    pages: Number(summary.pages ?? 0),
    seconds: Object.fromEntries(
      component.stages
        .filter(({ ms }) => ms !== null)
        .map(({ stage, ms }) => [stage, Math.round((ms ?? 0) / 10) / 100]),
    ),
    fields:
      fields === undefined
        ? '—'
        : `${fields.accepted}+${fields.review}/${fields.accepted + fields.review + fields.notFound}`,
    signatures: signatureCell(signatures, language),
    verdict: verdictCell(component, language),
    file,
  };
}

/** `OPERATOR_SCAN B-LTA, COPY_SAO_Y B-LTA + 2 dấu thời gian`. */
function signatureCell(signatures: VerificationOutput['signatures'], language: Language): string {
  const stamps = signatures.filter(({ kind }) => kind === 'document-timestamp').length;
  const made = signatures
    .filter(({ kind }) => kind === 'signature')
    .map(({ field, level }) => `${field.replace(/_\d+$/, '')} ${level ?? '—'}`)
    .join(', ');
  if (made === '') return '—';
  return stamps === 0 ? made : `${made} + ${stamps} ${language === 'vi' ? 'dấu thời gian' : 'timestamps'}`;
}

function verdictCell(component: ComponentView, language: Language): string {
  const verdict = component.verdict === null ? '' : verdictText[component.verdict][language];
  const state =
    component.waiting !== null
      ? waitNames[component.waiting.kind][language]
      : component.state === 'refused'
        ? language === 'vi'
          ? 'từ chối'
          : 'refused'
        : component.error !== null
          ? component.error.code
          : '';
  return [verdict, state].filter((part) => part !== '').join(' · ') || '—';
}

const fileName = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
