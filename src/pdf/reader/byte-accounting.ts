import { SohoaError } from '../../domain/errors.ts';
import { isWhite, startsWith } from './characters.ts';
import { finding, type ReaderFinding } from './findings.ts';
import { readIndirect, readObjectHeader } from './indirect.ts';
import type { PdfFile, PdfRevision } from './model.ts';
import { readTail } from './xref.ts';

interface Part {
  readonly start: number;
  readonly end: number;
  readonly object: number | null;
}

/**
 * Accounts for every byte that one revision added: listed objects, its sections, white space and comments; anything else
 * is a finding (signatures.md 2.2). Reads all objects of the revision.
 */
export function accountForRevision(file: PdfFile, revision: PdfRevision): readonly ReaderFinding[] {
  const findings: ReaderFinding[] = [];
  const parts = [...sectionParts(file, revision), ...objectParts(revision, findings)].toSorted(
    (a, b) => a.start - b.start || b.end - a.end,
  );
  let at = revision.index === 0 ? file.headerOffset : revision.start;
  for (const part of parts) {
    if (part.start < at) {
      // the cross-reference stream is listed as an object, too
      if (part.end > at) findings.push(finding('overlapping-objects', place(revision, part.start, part.object)));
      continue;
    }
    accountForGap(file, revision, at, part.start, findings);
    at = part.end;
  }
  accountForGap(file, revision, at, revision.end, findings);
  return findings;
}

function place(revision: PdfRevision, offset: number, object: number | null): Parameters<typeof finding>[1] {
  return { offset, revision: revision.index, ...(object === null ? {} : { object }) };
}

function sectionParts(file: PdfFile, revision: PdfRevision): Part[] {
  return revision.sections.map((section) => {
    const tail = readTail(file.bytes, section.end, file.limits);
    return { start: section.start, end: Math.min(tail?.end ?? section.end, revision.end), object: null };
  });
}

function objectParts(revision: PdfRevision, findings: ReaderFinding[]): Part[] {
  const parts: Part[] = [];
  for (const [number, entry] of revision.entries()) {
    if (entry.kind !== 'offset' || entry.offset < revision.start || entry.offset >= revision.end) continue;
    try {
      const object = revision.indirect(number);
      if (object !== null) parts.push({ start: object.start, end: object.end, object: number });
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) throw thrown;
      findings.push(
        finding('object-unreadable', { ...place(revision, entry.offset, number), reason: reasonOf(thrown) }),
      );
    }
  }
  return parts;
}

const reasonOf = (error: SohoaError): string => String(error.details.reason ?? error.code);

/** White space and comments may stand between objects; objects that no section lists and other bytes are reported. */
function accountForGap(
  file: PdfFile,
  revision: PdfRevision,
  start: number,
  end: number,
  findings: ReaderFinding[],
): void {
  const { bytes, limits } = file;
  let at = start;
  while (at < end) {
    const byte = bytes[at];
    if (isWhite(byte)) at++;
    else if (byte === 0x25) at = skipComment(file, revision, at, end, findings);
    else {
      const header = readObjectHeader(bytes, at, limits);
      const next = header === null ? null : objectEnd(file, revision, at);
      if (header !== null && next !== null && next <= end) {
        findings.push(finding('unlisted-object', place(revision, at, header.number)));
        at = next;
      } else {
        findings.push(finding('unaccounted-bytes', { ...place(revision, at, null), count: end - at }));
        return;
      }
    }
  }
}

function skipComment(
  file: PdfFile,
  revision: PdfRevision,
  start: number,
  end: number,
  findings: ReaderFinding[],
): number {
  const { bytes } = file;
  if (startsWith(bytes, '%%EOF', start)) findings.push(finding('extra-end-marker', place(revision, start, null)));
  else if (startsWith(bytes, '%PDF-', start) && start !== file.headerOffset) {
    findings.push(finding('second-header', place(revision, start, null)));
  }
  let at = start;
  while (at < end && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++;
  return at;
}

function objectEnd(file: PdfFile, revision: PdfRevision, offset: number): number | null {
  try {
    const context = {
      bytes: file.bytes,
      limits: file.limits,
      length: (object: Parameters<typeof revision.resolve>[0]) => revision.resolve(object),
    };
    return readIndirect(context, offset).end;
  } catch (thrown) {
    if (thrown instanceof SohoaError) return null;
    throw thrown;
  }
}
