import type { DocumentType, FieldSpec, Locator } from '../domain/document-types/document-type.ts';
import { authorityOverTitle } from './authority-over-title.ts';
import { surroundings } from './bounds.ts';
import { readByOrder } from './card-order.ts';
import { ofFirstPersons } from './co-owners.ts';
import { contactsIn } from './contacts.ts';
import { daysBehindPlaces } from './day-behind-place.ts';
import { ofDeclarant, ofSomebody } from './declarants.ts';
import type { Found, Printed, Unread } from './found.ts';
import type { LabelMatch } from './fuzzy.ts';
import { labelsOf } from './labels.ts';
import { withNamesCompared } from './names-in-text.ts';
import { type Layout, lettersOf, type Token, union } from './page-layout.ts';
import { ofPersonsOrBodies } from './persons-or-bodies.ts';
import { readPlace } from './places.ts';
import { kindRules } from './readers/by-kind.ts';
import type { Reading } from './readers/reading.ts';
import { translationsOf } from './second-language.ts';
import { inRegion, isShared, regionsOf } from './sections.ts';
import { ofSeveralParcels } from './several-parcels.ts';
import { columnDoubts } from './side-by-side.ts';
import type { ValueArea, ValueContext } from './value-area.ts';
import { tableBelow, valueAreas } from './values.ts';
import { wordsInBrackets } from './words-in-brackets.ts';

/** Every field that is printed, by its label or its place; a printed label serves one field only. */
export function readPrinted(layout: Layout, type: DocumentType): Printed {
  const printedLabels = labelsOf(layout, type);
  const regions = regionsOf(layout, printedLabels, type);
  const labels = ofDeclarant(type, ofFirstPersons(layout, type, printedLabels, regions));
  const context = {
    layout,
    labels,
    card: type.layout === 'card',
    tables: type.layout === 'certificate',
    translations: translationsOf(type),
  };
  const used = new Set<object>();
  const fieldLabels = new Set(type.fields.flatMap((field) => field.labels));
  const out = new Map<string, Found>();
  const unread = new Map<string, Unread>();
  for (const field of type.fields) {
    const locate = field.locate ?? 'label';
    if (locate === 'machine') continue;
    let found: Found | null = null;
    if (locate === 'pattern') found = byPattern(layout, field);
    else if (BY_LABEL.has(locate)) found = byLabel(context, regions, field, used, fieldLabels, type, unread);
    else found = byPlace(layout, type, field, locate);
    if (found === null && locate === 'label')
      found = byOwnLabel(context, regions, field, used, fieldLabels, type, unread);
    if (found === null && locate === 'label_or_pattern') found = byPattern(layout, field);
    if (found === null && locate === 'label_or_authority') found = authorityOverTitle(layout);
    if (found === null && locate === 'label_or_dateline') found = byPlace(layout, type, field, 'dateline');
    // the date of birth on a line of its own is not the paper's
    if (found !== null && locate === 'dateline' && isTaken(found, out)) found = null;
    if (found !== null) out.set(field.name, found);
  }
  for (const [name, found] of ofPersonsOrBodies(type, out)) out.set(name, found);
  for (const [name, found] of wordsInBrackets(layout, type, out)) out.set(name, found);
  for (const [name, found] of ofSeveralParcels(type, out)) out.set(name, found);
  for (const [name, found] of contactsIn(context, type, regions, out)) out.set(name, found);
  for (const [name, found] of daysBehindPlaces(layout, type, out)) out.set(name, found);
  for (const [name, found] of columnDoubts(layout, labels, type, regions, out)) out.set(name, found);
  if (type.layout === 'form') for (const [name, found] of withoutAddressee(type, out)) out.set(name, found);
  if (type.layout === 'card') for (const [name, found] of readByOrder(layout, type, out)) out.set(name, found);
  const doubts = layout.pages.map((_, page) => doubtOf(layout, page));
  const around = type.layout === 'card' ? null : surroundings(layout, labels, out, type);
  const printed = new Map(
    [...withNamesCompared(layout, type.fields, out)].map(([name, found]) => [
      name,
      { ...found, pageDoubt: doubts[found.page] ?? 0, ...(around && { around: around(found) }) },
    ]),
  );
  return { printed, unread };
}

/** Each of several addressees. */
const partsOfList = (tokens: readonly Token[]): readonly (readonly Token[])[] =>
  tokens.reduce<Token[][]>(
    (parts, token) => {
      if (/^[-–+•]$/.test(token.text)) parts.push([]);
      else parts.at(-1)?.push(token);
      return parts;
    },
    [[]],
  );

/** Words in common from which on a text is taken to begin with the addressee. */
const LEAST_COMMON = 3;

/** "… kính đề nghị Ủy ban nhân dân xã Mẫu xác nhận …": whom a form asks is no part of what it asks for. */
function withoutAddressee(type: DocumentType, out: ReadonlyMap<string, Found>): Map<string, Found> {
  const plain = (word: string | undefined): string => (word ?? '').replace(/[,;.]+$/, '').toLowerCase();
  const kinds = new Map(type.fields.map(({ name, kind }) => [name, kind]));
  const asked = [...out]
    .filter(([name]) => kinds.get(name) === 'authority')
    .flatMap(([, { reading }]) => partsOfList(reading.tokens));
  const changed = new Map<string, Found>();
  for (const [name, found] of out) {
    const { tokens } = found.reading;
    if (kinds.get(name) !== 'text') continue;
    const common = Math.max(
      0,
      ...asked.map((words) => {
        const end = words.findIndex((word, at) => plain(word.text) !== plain(tokens[at]?.text));
        return end === -1 ? words.length : end;
      }),
    );
    if (common < LEAST_COMMON || !/^\p{Ll}/u.test(tokens[common]?.text ?? '')) continue;
    const reading = kindRules.text.read(tokens.slice(common));
    if (reading !== null) changed.set(name, { ...found, reading });
  }
  return changed;
}

const isTaken = ({ reading: { tokens } }: Found, out: ReadonlyMap<string, Found>): boolean =>
  [...out.values()].some((other) => other.reading.tokens.some((token) => tokens.includes(token)));

const BY_LABEL: ReadonlySet<Locator> = new Set([
  'label',
  'label_or_pattern',
  'label_or_dateline',
  'label_or_authority',
  'document_number',
]);

function byPlace(layout: Layout, type: DocumentType, field: FieldSpec, locator: Locator): Found | null {
  const place = readPlace(layout, type, locator);
  if (place === null) return null;
  const shaped =
    field.kind === 'text' ? place.reading : (kindRules[field.kind].read(place.reading.tokens) ?? place.reading);
  return {
    reading: {
      ...shaped,
      value: place.whole ?? shaped.value,
      quality: Math.min(shaped.quality, place.reading.quality, 0.9),
      candidates: [...new Set([...place.reading.candidates, ...shaped.candidates])],
      remarks: [...new Set([...shaped.remarks, ...place.reading.remarks])],
    },
    page: place.page,
    label: 0.9,
    detached: false,
  };
}

function byLabel(
  context: ValueContext,
  regions: ReturnType<typeof regionsOf>,
  field: FieldSpec,
  used: Set<object>,
  fieldLabels: ReadonlySet<string>,
  type: DocumentType,
  unread: Map<string, Unread>,
): Found | null {
  const region = regions.get(field.section ?? '');
  if (region === undefined) return null;
  const own = field.section ?? '';
  const rule = kindRules[field.kind];
  const extent = { rows: context.card ? (rule.onCard ?? rule.rows) : rule.rows, isWhole: rule.isWhole };
  const pattern = field.pattern === undefined || field.locate !== undefined ? null : new RegExp(field.pattern, 'u');
  let best: { found: Found; worth: number; label: LabelMatch } | null = null;
  const seen: { label: LabelMatch; value: string }[] = [];
  let place = 0;
  for (const label of context.labels) {
    const order = field.labels.indexOf(label.label);
    const shared = isShared(label, region);
    const fits = shared || (says(label, own, type) ?? inRegion(label, region));
    if (order === -1 || (used.has(label) && !field.reuseLabel && !shared) || !fits) continue;
    if (field.section === '*' && claimed(label, field, type, regions)) continue;
    const areas =
      field.kind === 'business_lines'
        ? [tableBelow(context, label, region, (other) => fieldLabels.has(other))]
        : valueAreas(context, label, region, {
            ...extent,
            // "…, quốc tịch Việt | Nam, …": in a sentence every value may go on below
            rows: label.sentence === true ? Math.max(extent.rows, 2) : extent.rows,
            acrossGaps: field.reuseLabel === true,
          });
    let [area, value] = firstReading(areas, rule.read);
    // "ngày       tháng 4 năm 2026": what is filled in by and by has gaps, what is left out has wider ones
    if (isDate(field) && (value === null || value.quality < 0.5)) {
      const [wider, other] = firstReading(
        valueAreas(context, label, region, { ...extent, acrossGaps: true }),
        rule.read,
      );
      if (other !== null && other.quality > (value?.quality ?? 0)) [area, value] = [wider, other];
    }
    if (value !== null && (pattern?.test(value.value) === false || isPartOfNumber(field, value))) continue;
    if (area === null || value === null) {
      if (!unread.has(field.name)) unread.set(field.name, besideLabel(label, areas[0] ?? null));
      continue;
    }
    const worth =
      value.quality +
      label.score +
      (label.colon ? 0.05 : 0) -
      0.02 * Math.min(order, FIRST_LABELS) -
      (isSooner(label, field, type) ? OTHERS : 0) -
      0.2 * place -
      (area.place === 'below' ? 0.05 : 0);
    place += 1;
    if (label.colon && label.leads && area.place === 'same_line') seen.push({ label, value: value.value });
    if (best !== null && worth <= best.worth) continue;
    const others = (area.others ?? []).flatMap((tokens) => rule.read(tokens)?.value ?? []);
    best = {
      found: { reading: value, page: area.page, label: label.score, detached: area.place !== 'same_line', others },
      worth,
      label,
    };
  }
  if (best === null) return null;
  const { label } = best;
  const found = label.unsure === true ? ofSomebody(best.found) : best.found;
  used.add(label);
  const again = seen.filter((one) => one.label !== label && one.label.label === label.label);
  return again.length === 0
    ? found
    : { ...found, others: [...(found.others ?? []), ...again.map(({ value }) => value)] };
}

/** Labels of a field that are preferred one to the other; the rest of a long list are equals. */
const FIRST_LABELS = 10;

/** What speaks against a label that another field of the section names sooner ("Nơi ở hiện tại" is a residence where there is no other). */
const OTHERS = 0.4;
const isSooner = ({ label }: LabelMatch, field: FieldSpec, { fields }: DocumentType): boolean =>
  fields.some(
    (other) =>
      other !== field &&
      other.kind === field.kind &&
      other.section === field.section &&
      other.labels.includes(label) &&
      other.labels.indexOf(label) < field.labels.indexOf(label),
  );

/** Whether a label says that it is a section's, whose data being said by the label rather than by where it stands. */
function says({ owner }: LabelMatch, section: string, type: DocumentType): boolean | undefined {
  if (owner === undefined || section === '*') return undefined;
  const ofPerson = section === '' || type.sections?.some(({ id, of }) => id === section && of !== undefined);
  return owner === section || (owner === '' && !ofPerson ? undefined : false);
}

/** Letters of a label that says by itself what it asks for, at least. */
const OWN_LETTERS = 8;

/**
 * "Đăng ký ngày …" where no place of registration is printed, or before it: a field of a section that is nobody's is found
 * outside it too, by labels that no other section's field has.
 */
function byOwnLabel(
  context: ValueContext,
  regions: ReturnType<typeof regionsOf>,
  field: FieldSpec,
  ...rest: [Set<object>, ReadonlySet<string>, DocumentType, Map<string, Unread>]
): Found | null {
  const [, , type] = rest;
  const section = type.sections?.find(({ id }) => id === field.section);
  if (section === undefined || section.of !== undefined || section.nested || section.column !== undefined) return null;
  // outside a section of persons that is printed the same labels are somebody else's
  if (section.several === true && regions.has(section.id)) return null;
  const others = type.fields.filter((other) => other.section !== field.section).flatMap((other) => other.labels);
  const labels = field.labels.filter((label) => lettersOf(label).length >= OWN_LETTERS && !others.includes(label));
  if (labels.length === 0) return null;
  return byLabel(context, regions, { ...field, labels, section: '*' }, ...rest);
}

/** "Số: 135/2019 ngày …": the year in the number is not the date behind it. */
const isPartOfNumber = (field: FieldSpec, { value }: Reading): boolean =>
  field.reuseLabel === true && isDate(field) && value.length < 10;

const isDate = ({ kind }: FieldSpec): boolean => /date/.test(kind);

/** What was not read: the words there, or the empty line to the right of the label. */
function besideLabel(label: LabelMatch, area: ValueArea | null): Unread {
  const last = label.row.tokens[label.to - 1]?.box ?? label.row.box;
  const line = {
    x0: last.x1,
    y0: label.row.box.y0,
    x1: Math.max(last.x1 + 1, Math.round(label.row.right)),
    y1: label.row.box.y1,
  };
  const tokens = area?.tokens ?? [];
  return { tokens, page: label.row.page, boxPx: tokens.length > 0 ? union(tokens.map((token) => token.box)) : line };
}

/** The first area in which the kind finds a value; one that its list does not know gives way to one that it knows. */
function firstReading(
  areas: readonly (ValueArea | null)[],
  read: (tokens: ValueArea['tokens']) => Reading | null,
): [ValueArea, Reading] | [null, null] {
  let first: [ValueArea, Reading] | [null, null] = [null, null];
  for (const area of areas) {
    const value = area === null ? null : read(area.tokens);
    if (area === null || value === null) continue;
    if (!value.remarks.some((remark) => remark.code === 'NOT_LISTED'))
      return first[0] === null || value.quality >= 0.5 ? [area, value] : first;
    if (first[0] === null) first = [area, value];
  }
  return first;
}

/** A section with a field of the same label has the better claim to it ("Số" of the registration, not of the paper). */
const claimed = (
  label: LabelMatch,
  field: FieldSpec,
  type: DocumentType,
  regions: ReturnType<typeof regionsOf>,
): boolean =>
  type.fields.some((other) => {
    const region = regions.get(other.section ?? '');
    const special = other !== field && other.section !== undefined && other.section !== '*';
    return special && region !== undefined && other.labels.includes(label.label) && inRegion(label, region);
  });

/** Word confidence (0 to 1) under which recognition was not sure of a word. */
const UNSURE_BELOW = 0.8;

function doubtOf(layout: Layout, page: number): number {
  const words = layout.rows.filter((row) => row.page === page).flatMap((row) => row.tokens);
  return words.length === 0 ? 0 : words.filter((word) => word.confidence < UNSURE_BELOW).length / words.length;
}

/** The first run of up to four neighbouring words that the field's pattern describes. */
function byPattern(layout: Layout, field: FieldSpec): Found | null {
  const pattern = new RegExp(field.pattern ?? '$^', 'u');
  for (const row of layout.rows)
    for (let from = 0; from < row.tokens.length; from++)
      for (let to = from + 1; to <= Math.min(from + 4, row.tokens.length); to++) {
        const tokens = row.tokens.slice(from, to);
        if (!pattern.test(tokens.map((token) => token.text).join(' '))) continue;
        const value = kindRules[field.kind].read(tokens);
        if (value !== null) return { reading: value, page: row.page, label: 0.8, detached: false };
      }
  return null;
}
