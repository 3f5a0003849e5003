import { createHash } from 'node:crypto';
import { vietnamTime } from '../domain/clock.ts';
import { asSohoaError, type SohoaError } from '../domain/errors.ts';
import { type VerificationPolicy, verificationPolicyAt } from '../domain/rules/verification-policy.ts';
import { type FileContent, type FileReport, overallVerdict, type SignatureResult } from '../domain/signature-report.ts';
import type { Text } from '../domain/text.ts';
import { openPdf } from '../pdf/reader/pdf-file.ts';
import { listSignatures, listUnsignedSignatureFields, type SignatureField } from '../pdf/reader/signature-fields.ts';
import { askAll } from './ask-all.ts';
import type { StampFacts, TrustFacts } from './facts.ts';
import { openFile, readable } from './file-context.ts';
import {
  type GatheredEvidence,
  noEvidence,
  slotFor,
  type VerificationDeps,
  type VerificationRequest,
} from './request.ts';
import { resultOf } from './result.ts';
import { judgeSeal } from './seal.ts';
import { factsOfSignature, type OpenSignature, stampFromRows } from './signature-facts.ts';
import { toolName } from './tool.ts';

export type { ExpectedSigner } from './identity.ts';
export type { VerificationDeps, VerificationRequest } from './request.ts';

/**
 * Verifies every signature of a PDF: structure, cryptography, later changes, trust, time (signatures.md 2). Never throws for
 * a hostile or damaged file: what cannot be judged is CHƯA XÁC ĐỊNH with its reason. Bounded by the reader's limits; run it
 * in a process that can be killed where the file comes from outside (`app/verify-process.ts`).
 */
export async function verifyDocument(
  bytes: Uint8Array,
  request: VerificationRequest,
  deps: VerificationDeps,
): Promise<FileReport> {
  return (await verifyWithEvidence(bytes, request, deps)).report;
}

/** As `verifyDocument`, with everything that the verdict rests on (`evidence.ts` keeps it). */
export async function verifyWithEvidence(
  bytes: Uint8Array,
  request: VerificationRequest,
  deps: VerificationDeps,
): Promise<{ readonly report: FileReport; readonly evidence: GatheredEvidence }> {
  const now = request.at ?? deps.clock.now();
  const profile = verificationPolicyAt(now);
  const policy: { readonly id: string; readonly slots: VerificationPolicy } = request.policy ?? {
    id: profile.id,
    slots: profile.value,
  };
  const about = aboutFile(bytes, now, policy.id);
  try {
    const file = openPdf(bytes, {
      allowLocked: true,
      ...(request.password === undefined ? {} : { password: request.password }),
    });
    const fields = listSignatures(file);
    const unsignedFields = listUnsignedSignatureFields(file).map((field) => field.fieldName);
    const slotOf = ({ fieldName }: SignatureField) => slotFor(request, fieldName);
    const results = new Map<SignatureField, SignatureResult>();
    const { context, signatures: opened } = openFile(file, fields, {
      now,
      expected: request.applicant ?? null,
      rulesOf: (field) => policy.slots[slotOf(field)],
      deps,
      pdfa: request.pdfa === true,
      isValid: (name) =>
        [...results.values()].some(
          (one) => one.kind === 'signature' && one.indication === 'TOTAL_PASSED' && one.fieldNames.includes(name),
        ),
    });
    const rules = policy.slots[request.slot];
    const seal = await judgeSeal(deps, about.sha256, rules, now);
    const proofs: { readonly gapStart: number; readonly stamp: StampFacts }[] =
      seal === null ? [] : [{ gapStart: Number.POSITIVE_INFINITY, stamp: seal }];
    // newest first: a document timestamp that holds proves what lies inside its range (signatures.md 2.11)
    for (const signature of opened.toSorted((a, b) => endOf(b.field) - endOf(a.field))) {
      const { field } = signature;
      const covering = proofs.filter(({ gapStart }) => field.contentsEnd > 0 && field.contentsEnd <= gapStart);
      const facts = factsOfSignature(
        context,
        signature,
        covering.map(({ stamp }) => stamp),
      );
      const rows = await askAll(facts);
      results.set(field, await resultOf(file, field, slotOf(field), facts, rows));
      if (field.kind === 'document-timestamp')
        proofs.push({
          gapStart: field.byteRange?.[1] ?? 0,
          stamp: await stampFromRows(facts, rows, field.fieldName, field.revisionIndex),
        });
    }
    const signatures = fields.flatMap((field) => results.get(field) ?? []);
    const report: FileReport = {
      ...about,
      verdict: overallVerdict(signatures),
      signatures,
      contains: contentOf(signatures, unsignedFields),
      unsignedFields,
      problem: null,
      remarks: remarksOf(file.findings),
    };
    return { report, evidence: evidenceIn(opened, context.relied()) };
  } catch (thrown) {
    return { report: { ...about, ...unjudged(asSohoaError(thrown)) }, evidence: noEvidence };
  }
}

/** The report of a file that could not be judged at all, for example because a limit ended the attempt. */
export function unjudgedReport(bytes: Uint8Array, now: Date, reason: SohoaError): FileReport {
  return { ...aboutFile(bytes, now, verificationPolicyAt(now).id), ...unjudged(reason) };
}

const aboutFile = (bytes: Uint8Array, now: Date, policy: string) => ({
  verifiedAt: vietnamTime(now),
  policy,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  sizeBytes: bytes.length,
  tool: toolName,
});

const unjudged = ({ code, text }: SohoaError) =>
  ({
    verdict: 'CHUA_XAC_DINH',
    signatures: [],
    contains: 'unreadable',
    unsignedFields: [],
    problem: { code, text },
    remarks: [],
  }) as const;

/** Certificates and tokens that the file carries, and all that trust was built on. */
function evidenceIn(opened: readonly OpenSignature[], relied: readonly TrustFacts[]): GatheredEvidence {
  const carried = opened.flatMap(readable);
  const once = (items: readonly Uint8Array[]): readonly Uint8Array[] => [
    ...new Map(items.map((der) => [createHash('sha256').update(der).digest('hex'), der])).values(),
  ];
  return {
    certificates: once([
      ...carried.flatMap(({ certificates }) => certificates.map(({ der }) => der)),
      ...relied.flatMap(({ material }) => material.certificates),
    ]),
    crls: once(relied.flatMap(({ material }) => material.crls)),
    ocsps: once(relied.flatMap(({ material }) => material.ocsps)),
    tokens: once(carried.filter(({ content }) => content !== null).map(({ der }) => der)),
  };
}

const endOf = ({ byteRange }: SignatureField): number => (byteRange?.[2] ?? 0) + (byteRange?.[3] ?? 0);

function contentOf(signatures: readonly SignatureResult[], unsignedFields: readonly string[]): FileContent {
  if (signatures.some(({ kind }) => kind === 'signature')) return 'signatures';
  if (signatures.length > 0) return 'timestamps-only';
  return unsignedFields.length > 0 ? 'unsigned-fields' : 'nothing';
}

const maxRemarks = 20;

function remarksOf(findings: readonly { readonly text: Text }[]): readonly Text[] {
  const unique = new Map(findings.map(({ text }) => [text.en, text]));
  return [...unique.values()].slice(0, maxRemarks);
}
