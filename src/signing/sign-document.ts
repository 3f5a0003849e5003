import { SohoaError } from '../domain/errors.ts';
import { signatureProfileOn } from '../domain/rules/signature-profiles.ts';
import type { SignatureResult } from '../domain/signature-report.ts';
import { readSignedData } from '../pki/cms-read.ts';
import type { SigningKey } from '../pki/keys/signing-key.ts';
import { signatureTimestamps } from '../pki/timestamp.ts';
import { completeSignature, signPrepared } from './complete.ts';
import { addDocumentTimestamp } from './document-timestamp.ts';
import { checkInput, checkSigner, type InputContext } from './gates.ts';
import { raise } from './long-term.ts';
import { checkOutput } from './own-output.ts';
import type { CertificateJudge, SigningJournal } from './ports.ts';
import { type PrepareDeps, prepareSignature } from './prepare.ts';
import { fillContents, type PreparedSignature, roomOf, type SigningIntent } from './prepared.ts';
import { type SigningRemark, timeRemark } from './remarks.ts';
import { atLeast, type IntendedSigner, type SignatureRequest } from './request.ts';
import { stampSignature } from './signature-timestamp.ts';
import type { StampSource } from './stamp-source.ts';

export interface SigningDeps extends PrepareDeps {
  readonly key: SigningKey;
  readonly judge: CertificateJudge;
  /** Null: levels above B-B are refused with TSA_UNAVAILABLE. */
  readonly stamps: StampSource | null;
  readonly journal: SigningJournal;
  readonly input: InputContext;
}

export interface SignedDocument {
  readonly bytes: Uint8Array;
  readonly intent: SigningIntent;
  /** To be shown: where the block departs from its profile, and a time that the stamp does not bear out. */
  readonly remarks: readonly SigningRemark[];
}

/**
 * One signature from gates to own check: level asked = level made, or an error that says what to wait for. Called again
 * with the same journal after a failure or a crash it goes on where it stopped: the same prepared bytes, never a second signature.
 * Errors: SIGN_REFUSED, KEY_*, TSA_UNAVAILABLE, REVOCATION_UNAVAILABLE, OUTPUT_NOT_VALID.
 */
export async function signDocument(
  base: Uint8Array,
  request: SignatureRequest,
  deps: SigningDeps,
): Promise<SignedDocument> {
  // a level that nobody could stamp is not begun: the key is left alone
  if (atLeast(request.level, 'B-T')) requireStamps(deps.stamps);
  const { prepared, cms } = await prepareDocument(base, request, deps);
  const baseline = await signBaseline(prepared, cms, deps);
  const bytes = atLeast(request.level, 'B-LT')
    ? await raise(baseline, request.level, requireStamps(deps.stamps), deps)
    : baseline;
  const made = await checkOutput(base, bytes, prepared.intent, deps.input.verifier);
  return { bytes, intent: prepared.intent, remarks: [...prepared.intent.remarks, ...timeApart(prepared.intent, made)] };
}

/**
 * What comes before the key: gates, placement, appearance, intent in the journal. What the journal holds already stays as
 * it is; only the certificate is judged again while no key was used, since days may have gone by.
 * Errors: SIGN_REFUSED, REVOCATION_UNAVAILABLE.
 */
export async function prepareDocument(
  base: Uint8Array,
  request: SignatureRequest,
  deps: SigningDeps,
): Promise<{ readonly prepared: PreparedSignature; readonly cms: Uint8Array | null }> {
  const known = await deps.journal.load();
  const signer = intendedSigner(deps.key);
  const profile = signatureProfileOn(request.profile, request.receptionDay).value;
  if (known === null || known.cms === null) await checkSigner(profile, signer, deps.judge, deps.clock.now());
  // An intent that no key has signed gives way when its key was replaced: nobody else could sign it.
  const isMine = known?.prepared.intent.certificateSha256 === signer.certificate.sha256;
  if (known !== null && (known.cms !== null || isMine)) return known;
  await checkInput(base, profile, deps.input);
  const lastTokenBytes = deps.stamps?.lastTokenBytes() ?? null;
  const prepared = await prepareSignature(base, request, signer, {
    ...deps,
    ...(lastTokenBytes === null ? {} : { lastTokenBytes }),
  });
  await deps.journal.prepared(prepared);
  return { prepared, cms: null };
}

/** Against the earliest stamp that holds (R2.5). */
function timeApart({ signedAt }: SigningIntent, made: SignatureResult): readonly SigningRemark[] {
  const proven = made.timestamps.flatMap(({ status, genTime }) => (status === 'PASSED' && genTime ? [genTime] : []));
  const earliest = proven.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
  return signedAt === null || earliest === undefined ? [] : timeRemark(signedAt, earliest);
}

/** The signer as the key describes itself, with the best scheme that it can do (R4.5: PSS where the device can). */
export function intendedSigner(key: SigningKey): IntendedSigner {
  return { certificate: key.certificate, chain: key.chain, scheme: key.schemes[0] ?? null };
}

/**
 * Key and time stamp: the document at B-B, or B-T when the intent asks for more. `known`: a CMS of an earlier attempt; the
 * key is then left alone. A token too large for the room left becomes a document timestamp behind the signature.
 */
export async function signBaseline(
  prepared: PreparedSignature,
  known: Uint8Array | null,
  deps: Pick<SigningDeps, 'key' | 'stamps' | 'journal'>,
): Promise<Uint8Array> {
  let cms = known;
  if (cms === null) {
    cms = await signPrepared(prepared, deps.key);
    await deps.journal.signed(cms);
    if (!atLeast(prepared.intent.level, 'B-T')) return fillContents(prepared, cms);
  }
  if (!atLeast(prepared.intent.level, 'B-T')) return completeSignature(prepared, cms);
  const stamps = requireStamps(deps.stamps);
  if (!isStamped(cms)) {
    const stamped = await stampSignature(cms, stamps);
    if (stamped.length > roomOf(prepared)) return addDocumentTimestamp(completeSignature(prepared, cms), stamps);
    cms = stamped;
    await deps.journal.signed(cms);
  }
  return completeSignature(prepared, cms);
}

function isStamped(cms: Uint8Array): boolean {
  const { signedData } = readSignedData(cms);
  return signedData !== null && signatureTimestamps(signedData).length > 0;
}

function requireStamps(stamps: StampSource | null): StampSource {
  if (stamps === null) throw new SohoaError('TSA_UNAVAILABLE', { reason: 'none configured' });
  return stamps;
}
