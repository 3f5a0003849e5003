import { vietnamTime } from '../../domain/clock.ts';
import { SohoaError } from '../../domain/errors.ts';
import { vietnamDay } from '../../domain/rules/rule-profile.ts';
import { text } from '../../domain/text.ts';
import { expired } from '../../signing/hand-off.ts';
import type { SignedOutput } from '../outputs.ts';
import type { HandOffRecord } from '../ports/hand-offs.ts';
import type { StageResult } from '../stage.ts';
import type { HandOffTerms } from '../techniques.ts';
import type { SlotTask } from './slot-task.ts';

/**
 * The slot is filled by the signer's own software (rules.md R4.7): the document is offered once its rules allow it, and
 * the component waits by name until it is back, refused or expired. What came back was judged when it was taken in
 * (app/hand-offs.ts). Throws SIGN_REFUSED, KEY_AUTHORISATION_REFUSED.
 */
export async function signElsewhere(task: SlotTask, terms: HandOffTerms): Promise<StageResult<SignedOutput>> {
  const { context, slot, base } = task;
  const { records, component, fence, clock } = context;
  const latest = await records.handOffs.latest(component.id, slot);
  const handOff =
    latest === null || latest.baseSha256 !== base ? await offer(task, terms) : await settled(task, latest);
  const facts = { handOff: { id: handOff.id, state: handOff.state, slot, expiresAt: handOff.expiresAt } };
  await records.components.describe(component.id, fence, { summary: facts });

  if (handOff.state === 'tu_choi' || handOff.state === 'het_han')
    throw new SohoaError('KEY_AUTHORISATION_REFUSED', {
      reason_vi: handOff.state === 'het_han' ? 'quá hạn ký' : (handOff.reason?.vi ?? ''),
      reason_en: handOff.state === 'het_han' ? 'the time to sign is over' : (handOff.reason?.en ?? ''),
    });
  if (handOff.state !== 'da_ky' || handOff.returnedSha256 === null)
    return { wait: { kind: 'signature', slot, reason: waitReason(handOff) }, retryAt: new Date(handOff.expiresAt) };

  const level = handOff.level ?? 'B-B';
  const document = handOff.returnedSha256;
  await records.signatureSlots.prepare(
    fence,
    { componentId: component.id, slot, base, intent: base, details: { handOff: handOff.id, level } },
    clock.now(),
  );
  await records.signatureSlots.complete(fence, component.id, slot, document, clock.now());
  await task.audit('signature.made', { base, document, level, handOff: handOff.id });
  return { output: { document, level } };
}

async function offer({ techniques, context, slot, base, order, audit }: SlotTask, terms: HandOffTerms) {
  const { blobs, records, component, clock, randomness } = context;
  if (slot === 'CITIZEN') throw new SohoaError('SIGN_REFUSED', { reason: 'citizens sign before they submit' });
  const document = await blobs.get(base);
  await techniques.signer.checkBeforeHandOff(document, order);
  const now = clock.now();
  const handOff: HandOffRecord = {
    id: randomness.uuid(),
    componentId: component.id,
    slot,
    state: 'cho_ky',
    profile: slot,
    receptionDay: vietnamDay(order.receivedAt),
    baseSha256: base,
    baseLength: document.length,
    certificateSha256: terms.certificateSha256,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + terms.expiresAfterMs).toISOString(),
    returnedSha256: null,
    level: null,
    reason: null,
    link: null,
  };
  await records.handOffs.add(handOff);
  await audit('handoff.offered', { handOff: handOff.id, base, certificate: terms.certificateSha256 });
  return handOff;
}

/** Writes down that it has expired when it has. */
async function settled({ context, audit }: SlotTask, latest: HandOffRecord): Promise<HandOffRecord> {
  const { records, clock } = context;
  if (expired(latest, clock.now()).state === latest.state) return latest;
  const handOff = await records.handOffs.change(latest.id, (current) => expired(current, clock.now()));
  if (handOff.state === 'het_han') await audit('handoff.expired', { handOff: handOff.id });
  return handOff;
}

function waitReason({ id, state, reason, expiresAt }: HandOffRecord) {
  const where =
    state === 'dang_ky'
      ? text('người ký đã lấy tài liệu, chưa gửi lại', 'the signer has fetched the document and not returned it yet')
      : text('chờ người ký lấy tài liệu', 'the signer has not fetched the document yet');
  const until = vietnamTime(new Date(expiresAt));
  const last = reason === null ? text('', '') : text(`; lần trước: ${reason.vi}`, `; last time: ${reason.en}`);
  return text(
    `${where.vi} (phiếu ${id}, hạn ${until})${last.vi}`,
    `${where.en} (hand-off ${id}, until ${until})${last.en}`,
  );
}
