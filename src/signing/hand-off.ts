import { createHash } from 'node:crypto';
import { type SignatureProfileId, signatureProfileOn } from '../domain/rules/signature-profiles.ts';
import { laterChangeLevels, type SignatureLevel, type SignatureResult } from '../domain/signature-report.ts';
import { type Text, text } from '../domain/text.ts';
import { type PageRenderer, readPageInk } from '../pdf/appearance/page-ink.ts';
import { type BoxMm, pageView } from '../pdf/appearance/page-view.ts';
import type { PdfFile, PdfPage } from '../pdf/reader/model.ts';
import { openPdf } from '../pdf/reader/pdf-file.ts';
import { listSignatures, type SignatureField } from '../pdf/reader/signature-fields.ts';
import { compareRevisions } from '../pdf/revision-diff/compare-revisions.ts';
import { slotOfProfile, slotsByName } from './gates.ts';
import { startsWith } from './own-output.ts';
import type { SignatureVerifier } from './ports.ts';
import { refusal } from './refusal.ts';

/** `chờ_ký → đang_ký → đã_ký | từ_chối | hết_hạn` (rules.md R4.7). */
export type HandOffState = 'cho_ky' | 'dang_ky' | 'da_ky' | 'tu_choi' | 'het_han';

/**
 * A document that goes to the clerk's token software by URL and comes back through an upload. Plain JSON; the bytes are kept
 * by their digest. Idempotent by document: what was sent and what came back are named by SHA-256.
 */
export interface HandOff {
  readonly id: string;
  readonly state: HandOffState;
  readonly profile: SignatureProfileId;
  /** Of the dossier, `YYYY-MM-DD`. */
  readonly receptionDay: string;
  readonly baseSha256: string;
  readonly baseLength: number;
  /** Whose certificate must have signed; null: any of the profile's store that the verifier accepts for the slot. */
  readonly certificateSha256: string | null;
  readonly createdAt: string;
  /** ISO 8601; after it nothing is taken back. */
  readonly expiresAt: string;
  readonly returnedSha256: string | null;
  /** Of the signature that came back. */
  readonly level: SignatureLevel | null;
  /** Why it was refused, by the clerk or by us. */
  readonly reason: Text | null;
}

export type HandOffEvent =
  /** The software fetched the document. */
  | { readonly kind: 'taken' }
  /** An upload that passed `acceptReturned`. */
  | { readonly kind: 'returned'; readonly sha256: string; readonly level: SignatureLevel | null }
  | { readonly kind: 'refused'; readonly reason: Text }
  /** The software gave up or the upload was not accepted: it may be tried again until it expires. */
  | { readonly kind: 'failed'; readonly reason: Text };

/**
 * The next state. Ends stay ends: the same answer again changes nothing, another one is SIGN_REFUSED (hand-off). An event
 * that comes after the deadline finds the hand-off expired.
 */
export function advance<Kept extends HandOff>(handOff: Kept, event: HandOffEvent, now: Date): Kept {
  const current = expired(handOff, now);
  if (current.state === 'da_ky' && event.kind === 'returned' && event.sha256 === current.returnedSha256) return current;
  if (current.state === 'tu_choi' && event.kind === 'refused') return current;
  if (current.state === 'da_ky' || current.state === 'tu_choi' || current.state === 'het_han')
    throw refusal('hand-off', ends[current.state]);
  switch (event.kind) {
    case 'taken':
      return { ...current, state: 'dang_ky', reason: null };
    case 'returned':
      return { ...current, state: 'da_ky', returnedSha256: event.sha256, level: event.level, reason: null };
    case 'refused':
      return { ...current, state: 'tu_choi', reason: event.reason };
    case 'failed':
      return { ...current, state: 'cho_ky', reason: event.reason };
  }
}

/** The hand-off as it stands at a moment. */
export function expired<Kept extends HandOff>(handOff: Kept, now: Date): Kept {
  const open = handOff.state === 'cho_ky' || handOff.state === 'dang_ky';
  return open && now >= new Date(handOff.expiresAt) ? { ...handOff, state: 'het_han' } : handOff;
}

const ends = {
  da_ky: { why_vi: 'tài liệu đã ký xong', why_en: 'the document is signed already' },
  tu_choi: { why_vi: 'người ký đã từ chối', why_en: 'the signer refused' },
  het_han: { why_vi: 'đã hết hạn ký', why_en: 'the time to sign is over' },
} as const;

export interface HandOffDeps {
  readonly verifier: SignatureVerifier;
  readonly renderer: PageRenderer;
}

export interface ReturnedSignature {
  readonly field: string;
  readonly result: SignatureResult;
  /** Departures from the profile that the law leaves room for; shown, not refused. */
  readonly remarks: readonly Text[];
}

/**
 * Judges a returned file as hostile: the same base bytes in front, exactly one new signature and nothing else of content,
 * the intended certificate, the slot's rules, the profile's page and corner, no earlier block or print covered.
 * SohoaError SIGN_REFUSED (hand-off) says what is wrong; the document of the hand-off stays untouched.
 */
export async function acceptReturned(
  handOff: HandOff,
  base: Uint8Array,
  returned: Uint8Array,
  deps: HandOffDeps,
): Promise<ReturnedSignature> {
  const wrong = (why_vi: string, why_en: string) => refusal('hand-off', { why_vi, why_en });
  if (createHash('sha256').update(base).digest('hex') !== handOff.baseSha256)
    throw wrong('tài liệu gốc không đúng', 'not the document that was sent');
  if (!startsWith(returned, base) || returned.length === base.length)
    throw wrong('các byte của tài liệu đã gửi bị thay đổi', 'the bytes that were sent came back changed');
  const before = openPdf(base);
  const after = openPdf(returned);
  const field = onlyNewSignature(before, after);
  const change = compareRevisions(after, before.latest.index, after.latest.index);
  if (laterChangeLevels.indexOf(change.level) > laterChangeLevels.indexOf('FORM_AND_SIGNATURES')) {
    const worst = change.changes.find((one) => one.level === change.level);
    throw wrong(worst?.text.vi ?? change.level, worst?.text.en ?? change.level);
  }
  const result = await verifiedResult(handOff, after, field, returned, deps.verifier);
  const remarks = await checkPlace(handOff, before, field, deps.renderer);
  return { field: field.fieldName, result, remarks };
}

/** Signatures that were there stay; one is new; document timestamps beside it are welcome. */
function onlyNewSignature(before: PdfFile, after: PdfFile): SignatureField {
  const known = new Set(listSignatures(before).map((one) => one.fieldName));
  const fresh = listSignatures(after).filter((one) => !known.has(one.fieldName) && one.kind === 'signature');
  const [field, another] = fresh;
  if (field === undefined || another !== undefined)
    throw refusal('hand-off', {
      why_vi: `có ${fresh.length} chữ ký mới, phải là một`,
      why_en: `${fresh.length} new signatures, one is required`,
    });
  return field;
}

async function verifiedResult(
  handOff: HandOff,
  after: PdfFile,
  field: SignatureField,
  returned: Uint8Array,
  verifier: SignatureVerifier,
): Promise<SignatureResult> {
  const names = listSignatures(after).map((one) => one.fieldName);
  const slot = slotOfProfile(handOff.profile);
  const slots = { ...slotsByName(names), [field.fieldName]: slot };
  const report = await verifier.verify(returned, { slot: 'ANY', slots });
  const result = report.signatures.find((one) => one.field === field.fieldName);
  const bad = report.signatures.find((one) => one.indication === 'TOTAL_FAILED') ?? result;
  if (result === undefined || bad === undefined || bad.indication !== 'TOTAL_PASSED') {
    const row = bad?.checks.find(
      (check) => check.required && (check.status === 'FAILED' || check.status === 'UNKNOWN'),
    );
    throw refusal('hand-off', {
      why_vi: row?.message.vi ?? 'chữ ký mới chưa HỢP LỆ',
      why_en: row?.message.en ?? 'the new signature is not VALID',
    });
  }
  if (handOff.certificateSha256 !== null && result.signer?.sha256 !== handOff.certificateSha256)
    throw refusal('hand-off', { why_vi: 'ký bằng chứng thư khác', why_en: 'another certificate signed' });
  return result;
}

/** Corner profiles: first page, in the corner's half and upper third, over no print and no other annotation. */
async function checkPlace(
  handOff: HandOff,
  before: PdfFile,
  field: SignatureField,
  renderer: PageRenderer,
): Promise<readonly Text[]> {
  const { place } = signatureProfileOn(handOff.profile, handOff.receptionDay).value;
  if (place.kind === 'none') return [];
  const page = before.latest.pages()[field.pageIndex ?? -1];
  if (!field.visible || field.rectPt === null || page === undefined)
    return [text('Chữ ký không hiển thị trên trang.', 'The signature shows on no page.')];
  const view = pageView(before.latest, page);
  const box = view.fromUserSpace(field.rectPt);
  const ink = await readPageInk(before.latest, page, renderer);
  if (place.kind === 'over-signature') return [];
  const covered = ink.share(box);
  if (covered > 0.02)
    throw refusal('hand-off', {
      why_vi: `khối chữ ký che ${Math.ceil(covered * 100)}% nội dung`,
      why_en: `the block covers ${Math.ceil(covered * 100)}% of print`,
    });
  return place.kind === 'corner' ? cornerRemarks(place.corner, page, box, view) : [];
}

function cornerRemarks(
  corner: 'top-left' | 'top-right',
  page: PdfPage,
  box: BoxMm,
  view: { readonly widthMm: number; readonly heightMm: number },
): readonly Text[] {
  const middle = box.x + box.width / 2;
  const inHalf = corner === 'top-left' ? middle < view.widthMm / 2 : middle > view.widthMm / 2;
  const high = box.y + box.height < view.heightMm / 3;
  if (page.index === 0 && inHalf && high) return [];
  return [
    text('Khối chữ ký không ở góc quy định của trang đầu.', 'The block is not in the corner that the rule names.'),
  ];
}
