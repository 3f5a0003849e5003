import type { SlotRules } from '../domain/rules/verification-policy.ts';
import type { PdfFile, PdfRevision } from '../pdf/reader/model.ts';
import type { SignatureField } from '../pdf/reader/signature-fields.ts';
import { compareWithLater } from '../pdf/revision-diff/compare-revisions.ts';
import type { ReadCms } from './cms-facts.ts';
import { readDss } from './dss.ts';
import type { ChangeFacts } from './facts.ts';
import type { ExpectedSigner } from './identity.ts';
import { collectMaterial, readCertificate } from './material.ts';
import { once } from './once.ts';
import { RangeDigests } from './range-digests.ts';
import type { VerificationDeps } from './request.ts';
import { type FileContext, type OpenSignature, openSignature, placedFacts } from './signature-facts.ts';
import { trustJudge } from './trust-facts.ts';

export interface ContextOptions {
  readonly now: Date;
  readonly expected: ExpectedSigner | null;
  readonly rulesOf: (field: SignatureField) => SlotRules;
  readonly deps: VerificationDeps;
}

export interface OpenFile {
  readonly context: FileContext;
  readonly signatures: readonly OpenSignature[];
}

/** What the signatures of one file share: digests, candidates, the reader's findings, comparisons, trust. */
export function openFile(file: PdfFile, fields: readonly SignatureField[], options: ContextOptions): OpenFile {
  const dss = readDss(file);
  const findings = once(() => file.findings);
  const material = once(() => collectMaterial(dss, carriedBy(signatures)));
  const judge = once(() => trustJudge(material(), options.deps, options.now));
  const context: FileContext = {
    file,
    now: options.now,
    expected: options.expected,
    digests: new RangeDigests(file.bytes),
    candidates: dss.certificates.flatMap(({ der }) => readCertificate(der) ?? []),
    rulesOf: options.rulesOf,
    judgeTrust: (question) => judge()(question),
    placed: (field) =>
      placedFacts(
        field,
        file,
        (check) =>
          check === 'no-unaccounted-bytes' ? findings() : field.findings.filter((one) => one.check === check),
        () => changeFacts(file, field),
      ),
  };
  const signatures = fields.map((field) => openSignature(context, field));
  return { context, signatures };
}

/** Every CMS that can be read, time stamps inside included, with the revision that brought it. */
function carriedBy(signatures: readonly OpenSignature[]) {
  return signatures.flatMap(({ field, cms, tokens }) =>
    [cms, ...(orEmpty(tokens) ?? [])].flatMap((read) => {
      const signedData = orEmpty<ReadCms>(read)?.signedData ?? null;
      return signedData === null ? [] : [{ signedData, revision: field.revisionIndex }];
    }),
  );
}

/** Why it cannot be read is told by the check that asks for it. */
function orEmpty<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function changeFacts(file: PdfFile, field: SignatureField): ChangeFacts {
  const { level, changes } = compareWithLater(file, field.revisionIndex);
  const signed = file.revisions[field.revisionIndex] as PdfRevision;
  return { level, changes, pagesSigned: signed.pages().length, pagesNow: file.latest.pages().length };
}
