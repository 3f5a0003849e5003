import type { DocumentType, FieldSpec } from '../domain/document-types/document-type.ts';
import type { ExtractedField } from '../domain/field.ts';
import type { BoxPx } from '../domain/geometry.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import type { RgbImage } from '../imaging/raster.ts';
import { findLabels, type LabelMatch } from './fuzzy.ts';
import { labelsOf } from './labels.ts';
import { notFound } from './outcome.ts';
import { type Layout, type Row, union } from './page-layout.ts';
import { warning } from './readers/reading.ts';
import { tickBoxes } from './tick-boxes.ts';

/** A box with less ink inside is empty, one with more is ticked; between them it is neither. */
const EMPTY_BELOW = 0.03;
const TICKED_FROM = 0.08;
/** How far from its option a box may stand, in heights of the letters. */
const NEAR = 2.5;
/** Rows below the label on which options may stand. */
const ROWS = 2;
/** Not calibrated: no ticked papers of offices were measured, so a person always looks. */
const CONFIDENCE = 0.9;

const ticked = warning(
  'TICKED_BOX',
  'Giá trị được suy từ ô có đánh dấu; hãy xác nhận.',
  'The value comes from the box that is ticked; confirm it.',
);

/**
 * Answers by ticked boxes: exactly one option's box bears ink and every other box was seen to be empty; all empty is no
 * answer. Whatever is not so stays as it was (a label without a value): nothing is guessed.
 */
export async function readChoices(
  layout: Layout,
  type: DocumentType,
  page: (index: number) => Promise<RgbImage | undefined>,
): Promise<Readonly<Record<string, ExtractedField>>> {
  const choices = type.fields.filter(({ kind }) => kind === 'choice');
  if (choices.length === 0) return {};
  const labels = labelsOf(layout, type);
  const out: Record<string, ExtractedField> = {};
  for (const field of choices) {
    const own = labels.filter(({ label }) => field.labels.includes(label));
    const options = own.length === 1 ? optionsOf(layout, field, own[0]!) : null;
    const image = options === null ? undefined : await page(own[0]!.row.page);
    const read = options === null || image === undefined ? null : readOne(field, options, image);
    if (read !== null) out[field.name] = read;
  }
  return out;
}

/** What recognition makes of a drawn box: a bracket or a bar and whatever comes after it. */
const BOX_AS_READ = /[[\](){}|].*$/u;

const withoutBoxes = (row: Row): Row => ({
  ...row,
  tokens: row.tokens.map((token) => {
    const text = token.text.replace(BOX_AS_READ, '');
    return text === token.text ? token : { ...token, text, folded: folded(text) };
  }),
});

/** The printed place of each option, in the order of the type; null when one is not there exactly once. */
function optionsOf(layout: Layout, field: FieldSpec, label: LabelMatch): readonly LabelMatch[] | null {
  for (const row of layout.rows.slice(label.row.index, label.row.index + 1 + ROWS)) {
    if (row.page !== label.row.page) return null;
    const own = { ...layout, rows: [withoutBoxes(row)] };
    const found = (field.options ?? []).map(({ labels }) =>
      findLabels(own, labels).filter((match) => row !== label.row || match.from >= label.to),
    );
    if (found.every((matches) => matches.length === 1)) return found.flat();
    if (found.some((matches) => matches.length > 0)) return null;
  }
  return null;
}

function readOne(field: FieldSpec, options: readonly LabelMatch[], image: RgbImage): ExtractedField | null {
  const shares: number[] = [];
  for (const option of options) {
    const words = placeOf(option);
    const letter = option.row.heightPx;
    // a box that was read into its label's last word lies within that word; a letter is no box
    const [before, after] = [near(options, words, -1), near(options, words, 1)];
    const side =
      field.box === 'after'
        ? { x0: words.x0, x1: Math.min(words.x1 + NEAR * letter, after) }
        : { x0: Math.max(words.x0 - NEAR * letter, before), x1: words.x1 };
    const part = { ...side, y0: words.y0 - 0.6 * letter, y1: words.y1 + 0.6 * letter };
    const boxes = tickBoxes(image, part, letter);
    if (boxes.length !== 1) return null;
    shares.push(boxes[0]!.inside);
  }
  if (shares.every((share) => share < EMPTY_BELOW)) return notFound;
  const marked = shares.flatMap((share, index) => (share >= TICKED_FROM ? [index] : []));
  const others = shares.filter((share) => share < EMPTY_BELOW).length;
  if (marked.length !== 1 || others !== shares.length - 1) return null;
  const [at] = marked as [number];
  const { row, from, to } = options[at]!;
  return {
    ...notFound,
    value: field.options?.[at]?.value ?? null,
    raw: row.tokens
      .slice(from, to)
      .map(({ text }) => text)
      .join(' '),
    confidence: CONFIDENCE,
    page: row.page + 1,
    boxPx: union(options.map(placeOf)),
    status: 'review',
    remarks: [ticked],
    candidates: (field.options ?? []).flatMap(({ value }, index) => (index === at ? [] : [value])),
  };
}

const placeOf = ({ row, from, to }: LabelMatch): BoxPx => union(row.tokens.slice(from, to).map(({ box }) => box));

/** Where the nearest other option on that side begins or ends. */
function near(options: readonly LabelMatch[], own: BoxPx, side: -1 | 1): number {
  const places = options.map(placeOf);
  return side === 1
    ? Math.min(...places.filter(({ x0 }) => x0 > own.x0).map(({ x0 }) => x0))
    : Math.max(...places.filter(({ x1 }) => x1 < own.x1).map(({ x1 }) => x1));
}
