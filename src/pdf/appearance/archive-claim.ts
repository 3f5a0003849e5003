import type { PdfRevision } from '../reader/model.ts';
import { isArray, isDict, isName, isStream } from '../reader/objects.ts';

/** What the file claims to be, as far as a new appearance must respect it (pdfa.md 1, 5). */
export interface ArchiveClaim {
  /** `pdfaid:part`; null: no claim, nothing to keep. */
  readonly part: 1 | 2 | 3 | 4 | null;
  /** DeviceGray and DeviceRGB stand on the output intent. */
  readonly deviceGray: boolean;
  readonly deviceRgb: boolean;
  /** Soft masks are allowed (19005-1 6.4 forbids them; 19005-2 6.2.10 wants an output intent for blending). */
  readonly transparency: boolean;
}

/** Reads `/Metadata` and `/OutputIntents` of the catalog. Errors of the reader pass (PDF_UNREADABLE, PDF_LIMIT). */
export function archiveClaim(revision: PdfRevision): ArchiveClaim {
  const part = claimedPart(revision);
  if (part === null) return { part, deviceGray: true, deviceRgb: true, transparency: true };
  const components = intentComponents(revision);
  return {
    part,
    deviceGray: components !== null,
    deviceRgb: components === 3,
    transparency: part !== 1 && components !== null,
  };
}

function claimedPart(revision: PdfRevision): ArchiveClaim['part'] {
  const metadata = revision.get(revision.catalog, 'Metadata');
  if (!isStream(metadata)) return null;
  const xmp = Buffer.from(revision.decode(metadata).bytes).toString('utf8');
  const match = /pdfaid:part(?:\s*=\s*["']|\s*>\s*)([1-4])/.exec(xmp);
  return match === null ? null : (Number(match[1]) as 1 | 2 | 3 | 4);
}

/** Number of colour components of the PDF/A output intent; null without one. */
function intentComponents(revision: PdfRevision): number | null {
  const intents = revision.get(revision.catalog, 'OutputIntents');
  if (!isArray(intents)) return null;
  for (const item of intents.items) {
    const intent = revision.resolve(item);
    if (!isDict(intent) || !isName(revision.get(intent, 'S'), 'GTS_PDFA1')) continue;
    const profile = revision.get(intent, 'DestOutputProfile');
    const components = isStream(profile) ? revision.get(profile.dict, 'N') : null;
    if (typeof components === 'number') return components;
  }
  return null;
}
