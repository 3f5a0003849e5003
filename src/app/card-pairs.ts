import { vietnamTime } from '../domain/clock.ts';
import { notFound, SohoaError } from '../domain/errors.ts';
import type { Extraction } from '../domain/field.ts';
import { type Text, text } from '../domain/text.ts';
import type { BlobStore } from '../pipeline/ports/blobs.ts';
import type { ComponentRecord } from '../pipeline/ports/components.ts';
import type { DossierRecord } from '../pipeline/ports/dossiers.ts';
import type { App } from './app.ts';
import { settleOtherSide } from './review/other-side.ts';

/** Front and back of one card that came as two papers: a suggestion, which an officer takes or turns down. */
export interface CardPair {
  /** Ids of components. */
  readonly front: string;
  readonly back: string;
  readonly documentType: string;
  readonly reason: Text;
  /** Null until somebody decided. */
  readonly decision: PairDecision | null;
}

/** Kept in the summary of both components; the papers stay two documents. */
export interface PairDecision {
  readonly state: 'accepted' | 'refused';
  readonly by: string;
  readonly at: string;
}

/** One side of a card by itself. */
export interface CardHalf {
  readonly id: string;
  readonly type: string;
  readonly side: string;
  /** The card's number; a front bears it in print or QR, a back in its machine-readable zone. */
  readonly number: string | null;
}

const NUMBERS = ['personal_id', 'identity_number'] as const;

/** The number of a card among its fields. */
export const cardNumber = (fields: Extraction['fields']): string | null =>
  NUMBERS.map((name) => fields[name]?.value ?? null).find((value) => value !== null) ?? null;

/**
 * Fronts and backs that belong together. A pair bears one number; where a number was not read, it is the only front and
 * the only back of its type. Numbers stay where they are: only what pairs is told.
 */
export function pairHalves(halves: readonly CardHalf[]): readonly Omit<CardPair, 'decision'>[] {
  const backs = halves.filter(({ side }) => side === 'back');
  return backs.flatMap((back) => {
    const sameType = ({ type }: CardHalf): boolean => type === back.type;
    const fronts = halves.filter((half) => half.side === 'front' && sameType(half));
    const alone = fronts.length === 1 && backs.filter(sameType).length === 1;
    const matching = fronts.filter(({ number }) => number !== null && number === back.number);
    const [front] = matching.length === 1 ? matching : alone ? fronts : [];
    if (front === undefined) return [];
    if (matching.length === 0 && front.number !== null && back.number !== null) return [];
    const reason =
      matching.length === 1
        ? text('Hai mặt mang cùng một số.', 'Both sides bear one number.')
        : text(
            'Mặt trước và mặt sau duy nhất của loại thẻ này trong hồ sơ; chưa đối chiếu được số.',
            'The only front and the only back of such a card in the dossier; the numbers could not be compared.',
          );
    return [{ front: front.id, back: back.id, documentType: back.type, reason }];
  });
}

/** Cards of a dossier whose front and back are components of their own, with what officers said of them. */
export async function cardPairs(
  components: readonly ComponentRecord[],
  blobs: Pick<BlobStore, 'get'>,
): Promise<readonly CardPair[]> {
  const halves = (await Promise.all(components.map((component) => halfOf(component, blobs)))).filter(
    (half) => half !== null,
  );
  const suggested = pairHalves(halves).map((pair) => ({ ...pair, decision: decisionOn(components, pair) }));
  const known = new Set(suggested.map(({ front, back }) => `${front} ${back}`));
  // what was decided stands, though a later correction suggests it no more
  const decided = components.flatMap(({ id, summary }): readonly CardPair[] => {
    const { cardPair } = summary as Partial<SummaryOfPair>;
    if (cardPair === undefined || cardPair.side !== 'front' || known.has(`${id} ${cardPair.with}`)) return [];
    const reason = text('Cán bộ đã quyết định trước đó.', 'An officer decided it before.');
    const { state, by, at } = cardPair;
    const documentType = String(summary.documentType ?? 'unknown');
    return [{ front: id, back: cardPair.with, documentType, reason, decision: { state, by, at } }];
  });
  return [...suggested, ...decided];
}

interface SummaryOfPair {
  readonly cardPair: PairDecision & { readonly with: string; readonly side: 'front' | 'back' };
}

function decisionOn(
  components: readonly ComponentRecord[],
  { front, back }: Pick<CardPair, 'front' | 'back'>,
): PairDecision | null {
  const { cardPair } = (components.find(({ id }) => id === front)?.summary ?? {}) as Partial<SummaryOfPair>;
  if (cardPair?.with !== back) return null;
  const { state, by, at } = cardPair;
  return { state, by, at };
}

async function halfOf(
  { id, state, summary }: ComponentRecord,
  blobs: Pick<BlobStore, 'get'>,
): Promise<CardHalf | null> {
  const { side, extraction, documentType } = summary;
  const gone = state === 'refused' || summary.splitInto !== undefined;
  if (gone || typeof side !== 'string' || typeof extraction !== 'string') return null;
  const { fields }: Extraction = JSON.parse(new TextDecoder().decode(await blobs.get(extraction)));
  return { id, type: String(documentType), side, number: cardNumber(fields) };
}

export interface PairRow extends CardPair {
  readonly dossier: DossierRecord;
  readonly names: { readonly front: string; readonly back: string };
}

/** One pair, decided or not. Throws NOT_FOUND. */
export async function cardPair(app: App, dossierId: string, front: string, back: string): Promise<PairRow> {
  const pair = (await listCardPairs(app, dossierId)).find((one) => one.front === front && one.back === back);
  if (pair === undefined) throw notFound('pair', `${front} ${back}`);
  return pair;
}

/** Dossiers looked through for pairs, the newest. */
const DOSSIERS = 200;

/**
 * Pairs that wait for an officer over the newest dossiers; or those of one, by its id or its code, decided ones too. Throws
 * NOT_FOUND.
 */
export async function listCardPairs(app: App, asked?: string): Promise<readonly PairRow[]> {
  const newest = await app.database.dossiers.list({ limit: DOSSIERS });
  const one =
    asked === undefined
      ? null
      : ((await app.database.dossiers.get(asked)) ?? newest.find(({ code }) => code === asked) ?? null);
  if (asked !== undefined && one === null) throw notFound('dossier', asked);
  const dossiers = one === null ? newest : [one];
  const rows: PairRow[] = [];
  for (const dossier of dossiers) {
    const components = await app.database.components.ofDossier(dossier.id);
    const nameOf = (id: string): string => components.find((component) => component.id === id)?.name ?? '';
    for (const pair of await cardPairs(components, app.blobs))
      if (one !== null || pair.decision === null)
        rows.push({ ...pair, dossier, names: { front: nameOf(pair.front), back: nameOf(pair.back) } });
  }
  return rows;
}

/**
 * An officer takes a suggested pair or turns it down; who and when stand with both papers, what stood before in the audit
 * log too. Of a pair that is taken nothing is asked any more that stands on the other side. `seen` is what the officer saw decided; REVIEW_CHANGED when that is no longer so, NOT_FOUND for no such pair.
 */
export async function decideCardPair(
  app: App,
  dossierId: string,
  {
    front,
    back,
    accept,
    officer,
    seen,
  }: {
    readonly front: string;
    readonly back: string;
    readonly accept: boolean;
    readonly officer: string;
    readonly seen: PairDecision['state'] | null;
  },
): Promise<CardPair> {
  const now = app.clock.now();
  const made: PairDecision = { state: accept ? 'accepted' : 'refused', by: officer, at: vietnamTime(now) };
  const pairs = await cardPairs(await app.database.components.ofDossier(dossierId), app.blobs);
  const pair = pairs.find((one) => one.front === front && one.back === back);
  if (pair === undefined) throw notFound('pair', `${front} ${back}`);
  await app.database.transaction(async (records) => {
    const before = decisionOn(await records.components.ofDossier(dossierId), pair);
    if ((before?.state ?? null) !== seen) throw new SohoaError('REVIEW_CHANGED', { by: before?.by ?? '—', version: 1 });
    await records.components.note(front, { cardPair: { ...made, with: back, side: 'front' } });
    await records.components.note(back, { cardPair: { ...made, with: front, side: 'back' } });
    for (const [subject, other] of [
      [front, back],
      [back, front],
    ] as const)
      await records.audit.append({
        at: now,
        actor: `officer:${officer}`,
        action: accept ? 'card_pair.accepted' : 'card_pair.refused',
        subject,
        details: { with: other, before: before?.state ?? 'suggested', after: made.state },
      });
  });
  if (accept) {
    const { documentType } = pair;
    await settleOtherSide(app, { id: front, documentType, side: 'front' }, officer);
    await settleOtherSide(app, { id: back, documentType, side: 'back' }, officer);
  }
  return { ...pair, decision: made };
}
