import type { Extraction } from '../domain/field.ts';
import { type Text, text } from '../domain/text.ts';
import type { BlobStore } from '../pipeline/ports/blobs.ts';
import type { ComponentRecord } from '../pipeline/ports/components.ts';

/** Front and back of one card that came as two papers: a suggestion, they are never joined by themselves. */
export interface CardPair {
  /** Ids of components. */
  readonly front: string;
  readonly back: string;
  readonly documentType: string;
  readonly reason: Text;
}

interface Half {
  readonly id: string;
  readonly type: string;
  readonly side: string;
  /** The card's number; a front bears it in print or QR, a back in its machine-readable zone. */
  readonly number: string | null;
}

const NUMBERS = ['personal_id', 'identity_number'] as const;

/**
 * Cards of a dossier whose front and back are components of their own. A pair bears one number; where a number was not
 * read, it is the only front and the only back of its type. Numbers stay in the extractions: only what pairs is told.
 */
export async function cardPairs(
  components: readonly ComponentRecord[],
  blobs: Pick<BlobStore, 'get'>,
): Promise<readonly CardPair[]> {
  const halves = (await Promise.all(components.map((component) => halfOf(component, blobs)))).filter(
    (half) => half !== null,
  );
  const backs = halves.filter(({ side }) => side === 'back');
  return backs.flatMap((back) => {
    const sameType = ({ type }: Half): boolean => type === back.type;
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

async function halfOf({ id, state, summary }: ComponentRecord, blobs: Pick<BlobStore, 'get'>): Promise<Half | null> {
  const { side, extraction, documentType } = summary;
  const gone = state === 'refused' || summary.splitInto !== undefined;
  if (gone || typeof side !== 'string' || typeof extraction !== 'string') return null;
  const { fields }: Extraction = JSON.parse(new TextDecoder().decode(await blobs.get(extraction)));
  const number = NUMBERS.map((name) => fields[name]?.value ?? null).find((value) => value !== null) ?? null;
  return { id, type: String(documentType), side, number };
}
