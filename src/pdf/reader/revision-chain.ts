import { SohoaError } from '../../domain/errors.ts';
import { isWhite } from './characters.ts';
import { finding, type ReaderFinding } from './findings.ts';
import { readObjectHeader } from './indirect.ts';
import { limitError, type ReaderLimits } from './limits.ts';
import { isDict } from './objects.ts';
import { SyntaxReader, unreadable } from './syntax.ts';
import { readSection, readTail, type SectionTail, type XrefContext, type XrefSection } from './xref.ts';

/** The sections of one revision and the bytes that it owns. */
export interface RevisionLayout {
  /** Highest priority first: one section, or the two of a linearized file. */
  readonly sections: readonly XrefSection[];
  /** The cross-reference stream of a hybrid file, null otherwise. */
  readonly hybrid: XrefSection | null;
  readonly start: number;
  /** After `%%EOF` and at most one end of line. */
  readonly end: number;
  /** Offset of `%%EOF`. */
  readonly marker: number;
}

export interface Chain {
  /** Oldest first. */
  readonly layouts: readonly RevisionLayout[];
  readonly findings: readonly ReaderFinding[];
  /** Offset of the header. */
  readonly headerOffset: number;
  readonly version: string;
}

const headerSearch = 1024;
const tailCandidates = 64;

/**
 * Follows startxref and /Prev from the last `%%EOF` whose chain is whole (never scanning for objects) and cuts the file into revisions.
 * The first-page section of a linearized file belongs to the revision of its main section.
 * Errors: PDF_UNREADABLE when the chain breaks, loops or points forward; PDF_LIMIT (revisions, objects).
 */
export function readChain(bytes: Uint8Array, limits: ReaderLimits): Chain {
  const headerFindings: ReaderFinding[] = [];
  const header = readHeader(bytes, headerFindings);
  const budget = { entriesLeft: limits.objects };
  let first: SohoaError | null = null;
  for (const { tail, origin } of tails(bytes, header.offset, limits)) {
    try {
      const findings = [...headerFindings];
      noteTrailingBytes(bytes, tail.end, findings);
      const layouts = follow({ bytes, limits, origin, budget }, tail, header.offset, findings);
      return { layouts, findings, headerOffset: header.offset, version: header.version };
    } catch (thrown) {
      if (!(thrown instanceof SohoaError) || thrown.code !== 'PDF_UNREADABLE') throw thrown;
      first ??= thrown;
    }
  }
  throw first ?? unreadable('no startxref leads to a cross-reference section');
}

function follow(
  context: XrefContext,
  tail: SectionTail,
  headerOffset: number,
  findings: ReaderFinding[],
): readonly RevisionLayout[] {
  const { limits } = context;
  const sections: XrefSection[] = [];
  const hybrids = new Map<XrefSection, XrefSection>();
  const visited = new Set<number>();
  for (let next: number | null = tail.value + context.origin; next !== null; ) {
    const section = readSection(context, next);
    if (visited.has(section.offset)) throw unreadable('the /Prev chain loops', section.offset);
    visited.add(section.offset);
    findings.push(...section.findings);
    if (section.hybridStream !== null) {
      const hybrid = readSection(context, section.hybridStream);
      if (hybrid.kind !== 'stream') throw unreadable('/XRefStm is no cross-reference stream', section.hybridStream);
      hybrids.set(section, hybrid);
      findings.push(finding('hybrid-file', { offset: hybrid.offset }));
    }
    sections.push(section);
    if (sections.length > limits.revisions + 1) throw limitError('revisions', limits.revisions);
    next = section.previous;
  }
  return layOut(context, sections, hybrids, tail, headerOffset, findings);
}

function readHeader(bytes: Uint8Array, findings: ReaderFinding[]): { offset: number; version: string } {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headerSearch + 16));
  const offset = start.indexOf('%PDF-', 0, 'latin1');
  if (offset < 0 || offset > headerSearch) throw unreadable('no %PDF- header');
  if (offset > 0) findings.push(finding('junk-before-header', { offset: 0, count: offset }));
  const version = start.toString('latin1', offset + 5, offset + 8);
  if (!/^[12]\.[0-9]$/.test(version) || !isWhite(bytes[offset + 8])) {
    findings.push(finding('header-malformed', { offset }));
  }
  return { offset, version };
}

/**
 * Complete `startxref n %%EOF` that lead to a section, last first. What follows the one whose chain can be read belongs to no
 * revision: it is reported as such, never passed over in silence.
 */
function* tails(
  bytes: Uint8Array,
  headerOffset: number,
  limits: ReaderLimits,
): Generator<{ tail: SectionTail; origin: number }> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let from = bytes.length;
  for (let attempt = 0; attempt < tailCandidates && from > 0; attempt++) {
    const marker = buffer.lastIndexOf('%%EOF', from - 1, 'latin1');
    if (marker < 0) return;
    from = marker;
    const word = buffer.lastIndexOf('startxref', marker, 'latin1');
    const tail = word < 0 ? null : readTail(bytes, word, limits);
    if (tail === null || tail.marker !== marker) continue;
    const origin = [0, headerOffset].find((shift) => leadsToSection(bytes, tail.value + shift, limits));
    if (origin !== undefined) yield { tail, origin };
  }
}

function leadsToSection(bytes: Uint8Array, offset: number, limits: ReaderLimits): boolean {
  if (offset >= bytes.length) return false;
  if (new SyntaxReader(bytes, offset, { limits, inFile: true }).takeWord('xref')) return true;
  return readObjectHeader(bytes, offset, limits) !== null;
}

function noteTrailingBytes(bytes: Uint8Array, end: number, findings: ReaderFinding[]): void {
  if (end === bytes.length) return;
  let padding = true;
  for (let at = end; at < bytes.length && padding; at++) padding = isWhite(bytes[at]);
  findings.push(finding(padding ? 'padding-after-end' : 'bytes-after-end', { offset: end, count: bytes.length - end }));
}

function layOut(
  context: XrefContext,
  sections: readonly XrefSection[],
  hybrids: ReadonlyMap<XrefSection, XrefSection>,
  lastTailOfFile: SectionTail,
  headerOffset: number,
  findings: ReaderFinding[],
): RevisionLayout[] {
  const { bytes, limits, origin } = context;
  const groups = group(bytes, sections, limits, headerOffset);
  const layouts: RevisionLayout[] = [];
  let start = 0;
  for (let index = groups.length - 1; index >= 0; index--) {
    const members = groups[index] as XrefSection[];
    const main = members.at(-1) as XrefSection;
    const newest = index === 0;
    const place = { offset: main.offset, revision: layouts.length };
    let tail = readTail(bytes, main.end, limits);
    if (newest && tail?.marker !== lastTailOfFile.marker) {
      findings.push(finding('section-end-missing', place));
      tail = lastTailOfFile;
    } else if (tail === null) throw unreadable('no startxref and %%EOF follow the section', main.offset);
    const named = (members[0] as XrefSection).offset;
    if (!leadsTo(bytes, tail.value + origin, named)) {
      findings.push(finding('startxref-mismatch', { ...place, offset: tail.offset }));
    }
    if (tail.end > tail.marker + 5 && bytes[tail.end - 1] === 0x0d) {
      findings.push(finding('eof-line-ending', { ...place, offset: tail.marker }));
    }
    if (main.offset < start) throw unreadable('cross-reference sections overlap', main.offset);
    const hybrid = hybrids.get(main) ?? null;
    layouts.push({ sections: members, hybrid, start, end: tail.end, marker: tail.marker });
    start = tail.end;
  }
  return layouts;
}

/** Newest first. Within the chain offsets must fall, except from the first-page section of a linearized file. */
function group(
  bytes: Uint8Array,
  sections: readonly XrefSection[],
  limits: ReaderLimits,
  headerOffset: number,
): XrefSection[][] {
  const groups: XrefSection[][] = [];
  for (let index = 0; index < sections.length; index++) {
    const section = sections[index] as XrefSection;
    const older = sections[index + 1];
    if (older === undefined || older.offset < section.offset) {
      groups.push([section]);
      continue;
    }
    const firstPage = index === sections.length - 2 && isLinearized(bytes, limits, headerOffset);
    if (!firstPage) throw unreadable('/Prev points forward', section.offset);
    groups.push([section, older]);
    break;
  }
  return groups;
}

/** True when the first object of the file is a linearization dictionary (Annex F). */
function isLinearized(bytes: Uint8Array, limits: ReaderLimits, headerOffset: number): boolean {
  const header = readObjectHeader(bytes, headerOffset, limits);
  if (header === null) return false;
  const first = new SyntaxReader(bytes, header.bodyStart, { limits, inFile: true }).token();
  return typeof first === 'object' && first !== null && first.kind !== 'keyword' && isDict(first)
    ? first.entries.has('Linearized')
    : false;
}

/** True when `offset` names the section at `sectionOffset`, white space before it allowed. */
function leadsTo(bytes: Uint8Array, offset: number, sectionOffset: number): boolean {
  if (offset > sectionOffset || offset < 0) return false;
  for (let at = offset; at < sectionOffset; at++) if (!isWhite(bytes[at])) return false;
  return true;
}
