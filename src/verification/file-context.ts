import { once } from '../domain/once.ts';
import type { SlotRules } from '../domain/rules/verification-policy.ts';
import { text } from '../domain/text.ts';
import type { PdfFile, PdfRevision } from '../pdf/reader/model.ts';
import { isDict, isName } from '../pdf/reader/objects.ts';
import type { SignatureField } from '../pdf/reader/signature-fields.ts';
import { findingsAgainst } from '../pdf/reader/structure-findings.ts';
import { compareWithLater } from '../pdf/revision-diff/compare-revisions.ts';
import { annotationOverlaps } from '../pdf/revision-diff/overlaps.ts';
import { judgePermissions } from '../pdf/revision-diff/permissions.ts';
import { paintedUnsigned } from '../pdf/revision-diff/widget-looks.ts';
import type { SignedData } from '../pki/cms-read.ts';
import type { ReadCms } from './cms-facts.ts';
import { readDss } from './dss.ts';
import type { ChangeFacts, TrustFacts } from './facts.ts';
import type { ExpectedSigner } from './identity.ts';
import { type Carried, collectMaterial, readCertificate } from './material.ts';
import { pdfaFacts } from './pdfa-facts.ts';
import { RangeDigests } from './range-digests.ts';
import type { VerificationDeps } from './request.ts';
import { type FileContext, type OpenSignature, openSignature, placedFacts } from './signature-facts.ts';
import { trustJudge } from './trust-facts.ts';
import { Unanswerable } from './unanswerable.ts';

export interface ContextOptions {
  readonly now: Date;
  readonly expected: ExpectedSigner | null;
  readonly rulesOf: (field: SignatureField) => SlotRules;
  readonly deps: VerificationDeps;
  /** Signatures are judged newest first: is the one in this field HỢP LỆ? A time stamp, which anybody can ask for, is none. */
  readonly isValid: (fieldName: string) => boolean;
  /** Judge the PDF/A claim as well. */
  readonly pdfa: boolean;
}

export interface OpenFile {
  readonly context: FileContext;
  readonly signatures: readonly OpenSignature[];
}

/** What the signatures of one file share: digests, candidates, the reader's findings, comparisons, trust. */
export function openFile(file: PdfFile, fields: readonly SignatureField[], options: ContextOptions): OpenFile {
  const dss = readDss(file);
  const material = once(() => collectMaterial(dss, carriedBy(signatures)));
  const judge = once(() => trustJudge(material(), options.deps, options.now));
  const relied = new Set<TrustFacts>();
  const claim = once(() => (options.pdfa ? pdfaFacts(file) : null));
  const context: FileContext = {
    file,
    now: options.now,
    expected: options.expected,
    digests: new RangeDigests(file.bytes),
    candidates: dss.certificates.flatMap(({ der }) => readCertificate(der) ?? []),
    rulesOf: options.rulesOf,
    judgeTrust: async (question) => {
      const facts = await judge()(question);
      relied.add(facts);
      return facts;
    },
    relied: () => [...relied],
    placed: (field) =>
      placedFacts(
        field,
        file,
        (check) =>
          check === 'no-unaccounted-bytes'
            ? findingsAgainst(file, field.revisionIndex)
            : field.findings.filter((one) => one.check === check),
        () => changeFacts(file, fields, field, options.isValid),
        claim,
      ),
  };
  const signatures = fields.map((field) => openSignature(context, field));
  return { context, signatures };
}

/** The CMS of a signature and its tokens, as far as they can be read; why not is told by the check that asks. */
export function readable({ cms, tokens }: OpenSignature): readonly SignedData[] {
  return [cms, ...(orEmpty(tokens) ?? [])].flatMap((read) => orEmpty<ReadCms>(read)?.signedData ?? []);
}

/** What every readable CMS brings, with the revision that brought it; certificates only where it is no CMS. */
const carriedBy = (signatures: readonly OpenSignature[]): Carried[] =>
  signatures.flatMap((signature) => {
    const revision = signature.field.revisionIndex;
    const bare = orEmpty<ReadCms>(signature.cms)?.certificates;
    return [
      ...readable(signature).map((signedData) => ({ ...pick(signedData), revision })),
      ...(bare === undefined ? [] : [{ certificates: bare, crls: [], ocspResponses: [], revision }]),
    ];
  });

const pick = ({ certificates, crls, ocspResponses }: SignedData) => ({ certificates, crls, ocspResponses });

function orEmpty<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** @throws Unanswerable for a file that no password opened */
function changeFacts(
  file: PdfFile,
  fields: readonly SignatureField[],
  field: SignatureField,
  isValid: ContextOptions['isValid'],
): ChangeFacts {
  if (file.encryption === 'locked')
    throw new Unanswerable(
      text('cần mật khẩu để so sánh nội dung', 'a password is needed to compare the content'),
      'SIGNED_DATA_NOT_FOUND',
    );
  const { level, changes } = compareWithLater(file, field.revisionIndex);
  const signed = file.revisions[field.revisionIndex] as PdfRevision;
  return {
    level,
    changes,
    permissions: judgePermissions(file, fields, field, changes),
    certified: fields.some((one) => certifies(file, one)),
    overlaps: annotationOverlaps(file, field.revisionIndex, changes),
    painted: paintedUnsigned(file, changes),
    isValid,
    pagesSigned: signed.pages().length,
    pagesNow: file.latest.pages().length,
  };
}

function certifies(file: PdfFile, { dict, revisionIndex }: SignatureField): boolean {
  const revision = file.revisions[revisionIndex] as PdfRevision;
  const references = dict === null ? null : revision.getArray(dict, 'Reference');
  return (references?.items ?? []).some((item) => {
    const reference = revision.resolve(item);
    return isDict(reference) && isName(revision.get(reference, 'TransformMethod'), 'DocMDP');
  });
}
