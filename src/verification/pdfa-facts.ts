import { asSohoaError } from '../domain/errors.ts';
import { checkPdfA, type Flavour } from '../pdf/archive/structural-checks.ts';
import type { PdfFile } from '../pdf/reader/model.ts';
import { isStream } from '../pdf/reader/objects.ts';

/** What the file claims of ISO 19005, and what the structural checks (pdfa.md section 10) say of the claim. */
export interface PdfAFacts {
  /** `PDF/A-2u`, as the metadata write it; null when they claim nothing. */
  readonly claimed: string | null;
  /** Null: a flavour that these checks do not know. */
  readonly findings: readonly { readonly clause: string; readonly where: string; readonly message: string }[] | null;
}

const known: Readonly<Record<string, Flavour>> = { '1B': '1b', '2B': '2b', '2U': '2u', '3B': '3b' };

/** Reads the claim of the last revision. What cannot be read claims nothing. */
export function pdfaFacts(file: PdfFile): PdfAFacts {
  const xmp = metadataOf(file);
  const part = /pdfaid:part(?:>|=["'])\s*(\d)/.exec(xmp)?.[1];
  if (part === undefined) return { claimed: null, findings: null };
  const level = /pdfaid:conformance(?:>|=["'])\s*(\w)/.exec(xmp)?.[1] ?? '';
  const claimed = `PDF/A-${part}${level.toLowerCase()}`;
  const flavour = known[`${part}${level.toUpperCase()}`];
  if (flavour === undefined) return { claimed, findings: null };
  try {
    return { claimed, findings: checkPdfA(file.bytes, flavour) };
  } catch (thrown) {
    return { claimed, findings: [{ clause: '6.1', where: 'file', message: asSohoaError(thrown).text.en }] };
  }
}

function metadataOf({ latest }: PdfFile): string {
  try {
    const metadata = latest.get(latest.catalog, 'Metadata');
    return isStream(metadata) ? Buffer.from(latest.decode(metadata).bytes).toString('utf8') : '';
  } catch {
    return '';
  }
}
