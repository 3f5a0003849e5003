import { byItsPlace } from './card-order.ts';
import type { Found } from './found.ts';
import { endsWithProvince } from './lexicon/places.ts';
import {
  foldedOf,
  isCapitals,
  type Layout,
  type Row,
  type Segment,
  segments,
  spanOf,
  textOf,
  tokensIn,
} from './page-layout.ts';
import { kindRules } from './readers/by-kind.ts';
import { SIGNER_TITLE } from './signature-block.ts';
import { withoutOrder, withoutOrderFolded } from './signing-authority.ts';

/** How agencies that issue cards begin: departments, offices, divisions, the police, people's committees. */
const AGENCY = /^(?:so(?:gtvt|gt|giao|xay|noi|tu|y)|tongcuc|chicuc|cuc(?!truong)|phong|congan|catinh|catp|ubnd|uyban)/;
/** "Mẫu, ngày/date 11 tháng/month 04 năm/year 2023". */
const DATELINE = /ngay.*\d.*thang.*\d.*nam/;
/** Lines of an agency's name, and rows to its neighbours, that are looked at. */
const LINES = 3;

/**
 * The agency in whose name a card is signed, which has no label: capitals over the title of who signs, or right below the day
 * of issue; on two lines when the first goes on in capitals. Null when none stands so.
 */
export function authorityOverTitle(layout: Layout): Found | null {
  for (const row of layout.rows)
    for (const segment of segments(row, 2.5)) {
      if (!isAgency(segment)) continue;
      const lines = [segment];
      let below = nextBelow(layout, row, segment);
      while (below !== null && lines.length < LINES && isCapitals(textOf(tokensIn(below))) && !isTitle(below)) {
        lines.push(below);
        below = nextBelow(layout, below.row, segment);
      }
      const titled = below !== null && isTitle(below);
      if (!titled && (lines.length > 1 || !DATELINE.test(lineAbove(layout, row, segment)))) continue;
      const reading = kindRules.authority.read(withoutOrder(lines.flatMap((line) => tokensIn(line))));
      if (reading !== null) return { reading, page: row.page, label: 0.9, detached: false };
    }
  return authorityInLine(layout);
}

/** How an agency begins that is printed in small letters: two of its words, or three. */
const IN_LINE =
  /^(?:phong(?:canhsat|csgt|quanly)|so(?:giaothong|gtvt|xaydung)|cuc(?:canhsat|duongbo|csgt)|congan(?:tinh|thanh|tp))/;
/** Gap between columns, in letter heights, and rows that its name goes on below. */
const COLUMN_GAP = 1.3;
const MORE_ROWS = 2;

/** The agency behind a label that could not be read, up to the province that ends its name, in its column: put before a person. */
function authorityInLine(layout: Layout): Found | null {
  for (const row of layout.rows)
    for (const segment of segments(row, COLUMN_GAP)) {
      const tokens = tokensIn(segment);
      const at = tokens.findIndex((_, from) => IN_LINE.test(foldedOf(tokens.slice(from, from + 3))));
      if (at === -1 || isCapitals(textOf(tokens.slice(at)))) continue;
      const end = tokens.findIndex(({ folded }, from) => from > at && /^(?:ngay(?:date)?|\d{1,2})$/.test(folded));
      const words = tokens.slice(at, end === -1 ? tokens.length : end);
      const span = spanOf(words);
      for (const next of layout.rows.slice(row.index + 1, row.index + 1 + MORE_ROWS)) {
        if (next.page !== row.page || endsWithProvince(textOf(words))) break;
        const below = segments(next, COLUMN_GAP)
          .map(tokensIn)
          .find((part) => spanOf(part).x0 < span.x1);
        if (below !== undefined) words.push(...below);
      }
      const reading = kindRules.authority.read(words);
      if (reading === null) continue;
      return {
        reading: { ...reading, remarks: [...reading.remarks, byItsPlace] },
        page: row.page,
        label: 0.5,
        detached: false,
      };
    }
  return null;
}

/** A line of a signer's title, though its beginning was misread ("BIÁM ĐỐC - PHÓ GIÁM ĐỐC"). */
const TITLE_END = /(?:giamdoc|cuctruong|truongphong|chutich|truongcongan)$/;

const isTitle = (segment: Segment): boolean => {
  const text = withoutOrderFolded(segment);
  return SIGNER_TITLE.test(text) || TITLE_END.test(text);
};

const isAgency = (segment: Segment): boolean =>
  isCapitals(textOf(withoutOrder(tokensIn(segment)))) &&
  AGENCY.test(withoutOrderFolded(segment)) &&
  tokensIn(segment).length > 1;

/** The next line below on the same axis. */
function nextBelow(layout: Layout, row: Row, like: Segment): Segment | null {
  for (const next of layout.rows.slice(row.index + 1, row.index + 1 + LINES)) {
    const found = onAxis(next, like);
    if (found !== null) return next.box.y0 - row.box.y1 < 2.5 * row.heightPx ? found : null;
  }
  return null;
}

/** What stands right above, in folded letters. */
function lineAbove(layout: Layout, row: Row, like: Segment): string {
  for (const above of layout.rows.slice(Math.max(0, row.index - LINES), row.index).reverse()) {
    const found = onAxis(above, like);
    if (found !== null) return foldedOf(tokensIn(found));
  }
  return '';
}

/** The part of a row that stands over or under the middle of a line. */
function onAxis(row: Row, like: Segment): Segment | null {
  if (row.page !== like.row.page) return null;
  const { x0, x1 } = spanOf(tokensIn(like));
  const middle = (x0 + x1) / 2;
  return (
    segments(row, 2.5).find((segment) => {
      const span = spanOf(tokensIn(segment));
      return span.x0 < middle && span.x1 > middle;
    }) ?? null
  );
}
