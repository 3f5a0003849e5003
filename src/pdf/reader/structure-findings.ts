import { accountForRevision } from './byte-accounting.ts';
import { equalityBudget, equalObjects } from './equality.ts';
import { type FindingId, type FindingSeverity, finding, type ReaderFinding } from './findings.ts';
import { listFormFields } from './form.ts';
import { checkHybridViews } from './hybrid-views.ts';
import type { PdfFile, PdfRevision } from './model.ts';
import type { PdfDict, PdfObject } from './objects.ts';
import { checkPointers } from './pointer-rules.ts';

/** Of bytes that a signature covers these say nothing against it: the signer had them before the eyes of every reader. */
const milderWhenSigned: ReadonlySet<FindingId> = new Set([
  'unlisted-object',
  'unaccounted-bytes',
  'extra-end-marker',
  'second-header',
  'points-into-older-bytes',
  'startxref-mismatch',
]);

/**
 * What the structure of the file says against a signature that ends revision `signed` (0-based): stray bytes, pointers into
 * older bytes and unreadable objects of later revisions, ambiguous dictionaries and views anywhere. The bytes of the signed
 * revisions themselves are not accounted for here (`accountForRevision` does), since they are what was signed.
 */
export function findingsAgainst(file: PdfFile, signed: number): readonly ReaderFinding[] {
  const later = file.revisions.slice(signed + 1);
  const own = file.revisions[signed] as PdfRevision;
  const findings = later.flatMap((revision) => [
    ...accountForRevision(file, revision),
    ...checkPointers(file, revision),
  ]);
  for (const revision of own === file.latest ? [own] : [own, file.latest]) {
    findings.push(...duplicateKeys(file, revision));
    if (file.revisions.some((one) => one.hybridViews !== null)) findings.push(...checkHybridViews(file, revision));
  }
  findings.push(...encryptionChanges(file), ...sizes(file));
  return unique([...file.findings, ...findings]).map((one) => weighed(one, signed));
}

/** Everything at once, for an unsigned file: all revisions accounted for. */
export function allStructureFindings(file: PdfFile): readonly ReaderFinding[] {
  const findings = file.revisions.flatMap((revision) => ofBytes(file, revision));
  findings.push(...ofMeaning(file, file.latest), ...ofFile(file));
  return unique([...file.findings, ...findings]);
}

/** Many signatures of one file ask the same of the same revision: each answer is worked out once. */
const answers = new WeakMap<PdfFile | PdfRevision, Map<string, readonly ReaderFinding[]>>();

function kept(
  of: PdfFile | PdfRevision,
  question: string,
  work: () => readonly ReaderFinding[],
): readonly ReaderFinding[] {
  const known = answers.get(of) ?? new Map<string, readonly ReaderFinding[]>();
  answers.set(of, known);
  const answer = known.get(question) ?? work();
  known.set(question, answer);
  return answer;
}

const ofBytes = (file: PdfFile, revision: PdfRevision): readonly ReaderFinding[] =>
  kept(revision, 'bytes', () => [...accountForRevision(file, revision), ...checkPointers(file, revision)]);

const ofMeaning = (file: PdfFile, revision: PdfRevision): readonly ReaderFinding[] =>
  kept(revision, 'meaning', () => [
    ...duplicateKeys(file, revision),
    ...(file.revisions.some((one) => one.hybridViews !== null) ? checkHybridViews(file, revision) : []),
  ]);

const ofFile = (file: PdfFile): readonly ReaderFinding[] =>
  kept(file, 'file', () => [...encryptionChanges(file), ...sizes(file)]);

function weighed(one: ReaderFinding, signed: number): ReaderFinding {
  if (one.revision === null || one.revision > signed || !milderWhenSigned.has(one.id)) return one;
  const severity: FindingSeverity = 'warning';
  return { ...one, severity };
}

function unique(findings: readonly ReaderFinding[]): ReaderFinding[] {
  const seen = new Set<string>();
  return findings.filter((one) => {
    const key = `${one.id} ${one.offset} ${one.objectNumber}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Keys that stand twice where readers would show or verify different things: trailer, catalog, pages, form. */
function duplicateKeys(file: PdfFile, revision: PdfRevision): ReaderFinding[] {
  const findings: ReaderFinding[] = [];
  const visited = new Set<PdfDict>();
  const inspect = (object: PdfObject): void => {
    if (object === null || typeof object !== 'object') return;
    if (object.kind === 'array') for (const item of object.items) inspect(item);
    else if (object.kind === 'dict' && !visited.has(object)) {
      visited.add(object);
      for (const key of new Set(object.duplicates)) {
        findings.push(finding('duplicate-key', { key: `/${key}`, offset: object.start, revision: revision.index }));
      }
      for (const value of object.entries.values()) inspect(value);
    }
  };
  inspect(revision.trailer);
  inspect(revision.catalog);
  inspect(revision.getDict(revision.catalog, 'AcroForm'));
  inspect(revision.getDict(revision.catalog, 'Pages'));
  for (const page of revision.pages()) {
    inspect(page.dict);
    inspect(page.resources);
  }
  for (const field of listFormFields(revision, file.limits)) {
    inspect(field.dict);
    for (const widget of field.widgets) inspect(widget.dict);
  }
  return findings;
}

function encryptionChanges(file: PdfFile): ReaderFinding[] {
  const first = file.revisions[0] as PdfRevision;
  const budget = equalityBudget(file.limits.comparedObjects);
  return file.revisions
    .slice(1)
    .filter(({ trailer }) => trailer.entries.has('Encrypt') || first.trailer.entries.has('Encrypt'))
    .filter((one) => {
      const [a, b] = [first.trailer.entries.get('Encrypt'), one.trailer.entries.get('Encrypt')];
      return !equalObjects(a, first, b, one, budget);
    })
    .map((one) => finding('encryption-changed', { revision: one.index }));
}

function sizes(file: PdfFile): ReaderFinding[] {
  return file.revisions.flatMap((revision) => {
    const size = revision.trailer.entries.get('Size');
    let highest = -1;
    for (const number of revision.entries().keys()) if (number > highest) highest = number;
    if (typeof size !== 'number' || highest < size) return [];
    return [finding('size-too-small', { size, object: highest, revision: revision.index })];
  });
}
