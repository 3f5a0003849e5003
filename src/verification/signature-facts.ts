import { once } from '../domain/once.ts';
import type { SlotRules } from '../domain/rules/verification-policy.ts';
import type { CheckRow } from '../domain/signature-report.ts';
import { text } from '../domain/text.ts';
import type { PdfFile } from '../pdf/reader/model.ts';
import { isName } from '../pdf/reader/objects.ts';
import type { SignatureField } from '../pdf/reader/signature-fields.ts';
import type { Certificate } from '../pki/certificate.ts';
import { digest } from '../pki/hashes.ts';
import { signatureTimestamps } from '../pki/timestamp.ts';
import { askAll } from './ask-all.ts';
import { readBareRsa } from './bare-rsa.ts';
import { type ReadCms, readSignatureCms, readTokenCms } from './cms-facts.ts';
import { combine } from './combine.ts';
import type { PlacedFacts, SignatureFacts, StampFacts, TimeFacts, TrustFacts } from './facts.ts';
import type { ExpectedSigner } from './identity.ts';
import type { RangeDigests } from './range-digests.ts';
import { Unanswerable } from './unanswerable.ts';

/** Everything that the signatures of one file share while they are judged. */
export interface FileContext {
  readonly file: PdfFile;
  readonly now: Date;
  readonly digests: RangeDigests;
  /** Certificates of the DSS: a CMS may name a signer whose certificate it does not carry. */
  readonly candidates: readonly Certificate[];
  readonly expected: ExpectedSigner | null;
  rulesOf(field: SignatureField): SlotRules;
  placed(field: SignatureField): PlacedFacts;
  judgeTrust(question: TrustQuestion): Promise<TrustFacts>;
  /** Every answer of `judgeTrust` so far. */
  relied(): readonly TrustFacts[];
}

export interface TrustQuestion {
  readonly certificate: Certificate;
  readonly role: 'signer' | 'tsa';
  readonly rules: SlotRules;
  readonly time: TimeFacts;
  /** genTime of a token: its authority must have been good then. */
  readonly genTime: Date | null;
}

/** A signature field with its CMS read; the facts of its stamps and trust come when they are asked for. */
export interface OpenSignature {
  readonly field: SignatureField;
  readonly rules: SlotRules;
  /** @throws Unanswerable */
  readonly cms: () => ReadCms;
  /** Time stamps inside the CMS, each read when asked. @throws Unanswerable */
  readonly tokens: () => readonly (() => ReadCms)[];
  readonly placed: PlacedFacts;
}

export function openSignature(context: FileContext, field: SignatureField): OpenSignature {
  const rules = context.rulesOf(field);
  const cms = once(() => readCmsOf(context, field, rules));
  return {
    field,
    rules,
    placed: context.placed(field),
    cms,
    tokens: once(() => (field.kind === 'signature' ? tokensOf(context, cms(), rules) : [])),
  };
}

function tokensOf(context: FileContext, { signedData }: ReadCms, rules: SlotRules): readonly (() => ReadCms)[] {
  const value = signedData?.signers[0]?.signature;
  if (signedData === null || value === undefined) return [];
  const candidates = [...signedData.certificates, ...context.candidates];
  return signatureTimestamps(signedData).map((token) =>
    once(() => readTokenCms(token, (hash) => digest(hash, value), context.now, rules.clockSkewMs, candidates)),
  );
}

function readCmsOf(context: FileContext, field: SignatureField, rules: SlotRules): ReadCms {
  if (field.contents === null || field.byteRange === null)
    throw new Unanswerable(
      text('Không có nội dung chữ ký hoặc ByteRange.', 'There are no signature contents or no byte range.'),
      'FORMAT_FAILURE',
    );
  const content = context.digests.content(field.byteRange);
  const contents = field.contents.subarray(0, field.cmsLength ?? field.contents.length);
  if (field.kind === 'document-timestamp')
    return readTokenCms(contents, (hash) => content.digest(hash), context.now, rules.clockSkewMs, context.candidates);
  if (field.subFilter === 'adbe.x509.rsa_sha1') return readBareRsa(context.file, field, contents, content);
  const shape = field.subFilter === 'adbe.pkcs7.sha1' ? 'digest-inside' : 'detached';
  return readSignatureCms(contents, shape, content, context.candidates);
}

/** The facts of one signature field. `proofs`: judged document timestamps, newest first, that cover it. */
export function factsOfSignature(
  context: FileContext,
  signature: OpenSignature,
  proofs: readonly StampFacts[],
): SignatureFacts {
  const { field, rules, placed } = signature;
  const cms = () => signature.cms().facts;
  const time = once(async (): Promise<TimeFacts> => {
    if (field.kind === 'document-timestamp') return bestTime(context.now, proofs);
    const own = await judgeTokens(context, signature, proofs);
    return bestTime(context.now, [...own, ...proofs]);
  });
  return {
    kind: field.kind,
    placed,
    rules,
    now: context.now,
    expected: context.expected,
    cms,
    time,
    trust: once(() => trustOf(context, field.kind === 'signature' ? 'signer' : 'tsa', rules, cms, time)),
  };
}

async function trustOf(
  context: FileContext,
  role: TrustQuestion['role'],
  rules: SlotRules,
  cms: SignatureFacts['cms'],
  time: SignatureFacts['time'],
): Promise<TrustFacts> {
  const { certificate, genTime } = cms();
  if (certificate === null)
    throw new Unanswerable(
      text('không có chứng thư của người ký', "the signer's certificate is missing"),
      'NO_SIGNING_CERTIFICATE_FOUND',
    );
  return context.judgeTrust({ certificate, role, rules, time: await time(), genTime });
}

/** The earliest of now and every valid stamp (signatures.md 2.11). Stamps that did not pass are kept for the report. */
function bestTime(now: Date, stamps: readonly StampFacts[]): TimeFacts {
  let best: Pick<TimeFacts, 'best' | 'basis'> = { best: now, basis: 'now' };
  for (const { status, genTime, kind } of stamps) {
    if (status !== 'PASSED' || genTime === null) continue;
    if (best.basis === 'now' ? genTime <= now : genTime < best.best) best = { best: genTime, basis: kind };
  }
  return { ...best, stamps };
}

/** The stamps inside the CMS, each judged by the same checks as a signature. */
async function judgeTokens(
  context: FileContext,
  signature: OpenSignature,
  proofs: readonly StampFacts[],
): Promise<readonly StampFacts[]> {
  const stamps: StampFacts[] = [];
  for (const read of signature.tokens()) {
    const rules = signature.rules;
    const cms = () => read().facts;
    const time = once(async () => bestTime(context.now, proofs));
    const facts: SignatureFacts = {
      kind: 'signature-time-stamp',
      placed: null,
      rules,
      now: context.now,
      expected: null,
      cms,
      time,
      trust: once(() => trustOf(context, 'tsa', rules, cms, time)),
    };
    stamps.push(await stampFromRows(facts, await askAll(facts), null, null));
  }
  return stamps;
}

/** What came out of judging a token by every check that concerns it, in one sentence. */
export async function stampFromRows(
  facts: SignatureFacts,
  rows: readonly CheckRow[],
  field: string | null,
  revision: number | null,
): Promise<StampFacts> {
  const { indication } = combine(rows);
  const status = indication === 'TOTAL_PASSED' ? 'PASSED' : indication === 'TOTAL_FAILED' ? 'FAILED' : 'UNKNOWN';
  const deciding = rows.find((row) => row.required && row.status === status && status !== 'PASSED');
  return { ...(await describe(facts)), field, revision, status, message: deciding?.message ?? validStamp };
}

const validStamp = text('Dấu thời gian hợp lệ.', 'The time stamp is valid.');

async function describe(
  facts: SignatureFacts,
): Promise<Pick<StampFacts, 'kind' | 'genTime' | 'tsa' | 'sound' | 'embeddedComplete'>> {
  const kind = facts.kind === 'document-timestamp' ? facts.kind : 'signature-time-stamp';
  try {
    const { genTime, identity, digestMatches, signatureIntact, bound } = facts.cms();
    const sound = digestMatches === true && signatureIntact === true && bound;
    const embeddedComplete = sound && (await facts.trust()).embedded.complete;
    return { kind, genTime, tsa: identity?.commonName ?? null, sound, embeddedComplete };
  } catch {
    return { kind, genTime: null, tsa: null, sound: false, embeddedComplete: false };
  }
}

/** The facts of the field as its dictionary states them. */
export function placedFacts(
  field: SignatureField,
  file: PdfFile,
  findings: PlacedFacts['findings'],
  changes: PlacedFacts['changes'],
  pdfa: PlacedFacts['pdfa'],
): PlacedFacts {
  const type = field.dict === null ? null : file.revisions[field.revisionIndex]?.get(field.dict, 'Type');
  return {
    fieldNames: [field.fieldName, ...field.otherNames],
    subFilter: field.subFilter,
    dictionaryType: type !== undefined && isName(type) ? type.name : null,
    coverage: field.coverage,
    findings,
    changes: once(changes),
    pdfa,
  };
}
