import type { SlotRules } from '../domain/rules/verification-policy.ts';
import type { PdfFile, PdfRevision } from '../pdf/reader/model.ts';
import type { SignatureField } from '../pdf/reader/signature-fields.ts';
import { findingsAgainst } from '../pdf/reader/structure-findings.ts';
import { compareWithLater } from '../pdf/revision-diff/compare-revisions.ts';
import { readDss } from './dss.ts';
import type { ChangeFacts } from './facts.ts';
import type { ExpectedSigner } from './identity.ts';
import { RangeDigests } from './range-digests.ts';
import type { VerificationDeps } from './request.ts';
import { type FileContext, placedFacts } from './signature-facts.ts';
import { openTrust } from './trust-facts.ts';

export interface ContextOptions {
  readonly now: Date;
  readonly expected: ExpectedSigner | null;
  readonly rulesOf: (field: SignatureField) => SlotRules;
  readonly deps: VerificationDeps;
}

/** What the signatures of one file share: digests, candidates, the reader's findings, comparisons, trust. */
export function openContext(file: PdfFile, options: ContextOptions): FileContext {
  const dss = readDss(file);
  const trust = openTrust(dss, options);
  return {
    file,
    now: options.now,
    expected: options.expected,
    digests: new RangeDigests(file.bytes),
    candidates: trust.candidates,
    rulesOf: options.rulesOf,
    judgeTrust: trust.judge,
    placed: (field) =>
      placedFacts(
        field,
        file,
        (check) =>
          check === 'no-unaccounted-bytes'
            ? findingsAgainst(file, field.revisionIndex)
            : field.findings.filter((one) => one.check === check),
        () => changeFacts(file, field),
      ),
  };
}

function changeFacts(file: PdfFile, field: SignatureField): ChangeFacts {
  const { level, changes } = compareWithLater(file, field.revisionIndex);
  const signed = file.revisions[field.revisionIndex] as PdfRevision;
  return { level, changes, pagesSigned: signed.pages().length, pagesNow: file.latest.pages().length };
}
