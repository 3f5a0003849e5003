import { openPdf } from '../reader/pdf-file.ts';
import { checkAnnotations } from './checks/annotations.ts';
import { checkContents, guarded } from './checks/content.ts';
import type { CheckContext, Flavour, PdfAFinding } from './checks/context.ts';
import { checkDocument } from './checks/document.ts';
import { checkFileForm } from './checks/file-form.ts';
import { checkSignatures } from './checks/signatures.ts';

export type { Flavour, PdfAFinding } from './checks/context.ts';

/** At most so many findings are listed of one check in one place: a broken file repeats itself. */
const MOST_FINDINGS = 200;

/**
 * The structural checks that stand in where no PDF/A validator is at hand (pdfa.md section 10), over the strict reader.
 * An empty list is the answer hoped for. The flavour is the one the file claims when none is given, 2b when it claims none.
 *
 * Throws PDF_UNREADABLE, PDF_ENCRYPTED, PDF_LIMIT and FILE_* of `openPdf`.
 */
export function checkPdfA(bytes: Uint8Array, flavour?: Flavour): readonly PdfAFinding[] {
  const file = openPdf(bytes);
  const findings: PdfAFinding[] = [];
  const known = new Set<string>();
  const context: CheckContext = {
    file,
    latest: file.latest,
    flavour: flavour ?? claimedFlavour(bytes),
    add: (check, clause, where, message) => {
      const key = `${check} ${where} ${message}`;
      if (known.has(key) || findings.length >= MOST_FINDINGS) return;
      known.add(key);
      findings.push({ check, clause, where, message });
    },
  };
  guarded(context, 3, '6.1.9', () => checkFileForm(context));
  guarded(context, 6, '6.6', () => checkDocument(context));
  guarded(context, 12, '6.2.2', () => checkContents(context));
  guarded(context, 13, '6.3', () => checkAnnotations(context));
  guarded(context, 15, '6.4.3', () => checkSignatures(context));
  return findings.sort((a, b) => a.check - b.check);
}

/** What the XMP says, read as text (the check of row 6 reads it properly). */
function claimedFlavour(bytes: Uint8Array): Flavour {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const part = /pdfaid:part(?:>|=["'])\s*(\d)/.exec(text)?.[1];
  const level = /pdfaid:conformance(?:>|=["'])\s*(\w)/.exec(text)?.[1];
  if (part === '1') return '1b';
  if (part === '3') return '3b';
  return level === 'U' ? '2u' : '2b';
}
