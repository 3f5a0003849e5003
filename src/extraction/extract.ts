import type { DocumentType } from '../domain/document-types/document-type.ts';
import type { DocumentTypes } from '../domain/document-types/registry.ts';
import type { ExtractedField, Extraction } from '../domain/field.ts';
import type { UnitCatalogue } from '../domain/identifiers/units.ts';
import { type RgbImage, toGray } from '../imaging/raster.ts';
import type { PageText } from '../ocr/page-text.ts';
import { readChoices } from './choices.ts';
import { classify, UNKNOWN_TYPE } from './classify.ts';
import { type CodeSays, codesSay } from './code-parts.ts';
import { type AcceptancePolicy, defaultPolicy, type Evidence } from './confidence.ts';
import { crossCheck } from './cross-check.ts';
import { withWordsFirst } from './digits-and-words.ts';
import type { Found, Printed } from './found.ts';
import { filledInPrint } from './handwriting.ts';
import { type Barcode, codesOf, type MachineReadings, machineReadings } from './machine-readable.ts';
import { machineValues, NO_EXPIRY } from './machine-values.ts';
import { nineDoubtful, showsNines } from './noughts.ts';
import { codeAlone, contradicts, fromCode, fromPrint, noExpiryPerhaps, notRead } from './outcome.ts';
import { type Layout, layOut } from './page-layout.ts';
import { readPrinted } from './printed.ts';
import { printOfAddress } from './printed-address.ts';
import { readTwice } from './read-twice.ts';
import type { ReadRegion } from './region-reader.ts';
import { agreed, doubtsOf, readAgain, type SecondLookBudget } from './second-look.ts';
import { secrecyMark } from './secrecy.ts';
import { sidesOf } from './split.ts';
import { besideUnits } from './unit-names.ts';

export interface ExtractionPage {
  readonly text: PageText;
  /** Upright page in colour, for codes; left out, only text is used. */
  readonly rgb?: () => Promise<RgbImage>;
}

export interface ExtractionOptions {
  readonly types: DocumentTypes;
  /** `YYYY-MM-DD` in Vietnam: no birth, issue or registration lies after it. */
  readonly today: string;
  /** The type a person chose: classification is skipped. */
  readonly documentType?: string;
  readonly policy?: AcceptancePolicy;
  /** Codes that were read already: the pages are not searched for them. */
  readonly codes?: readonly Barcode[];
  /** Reads a line again (`regionReader`); without it doubtful fields, and numbers that stand alone, keep their first reading. */
  readonly readAgain?: ReadRegion;
  readonly secondLook?: SecondLookBudget;
  /** Old units below the province; without it addresses are followed to the new province only. */
  readonly units?: UnitCatalogue;
  /** Called with what is known of every printed value: calibration and explanations. */
  readonly onEvidence?: (field: string, evidence: Evidence) => void;
}

/**
 * Type and fields of ONE paper on its pages, in order (see `split.ts` for several papers in one file).
 * A paper with a secrecy mark in print yields the mark and nothing else (stamped ones end it before, as its page is seen:
 * `secrecy-stamps.ts`); a paper of unknown type yields no fields.
 */
export async function extractFields(pages: readonly ExtractionPage[], options: ExtractionOptions): Promise<Extraction> {
  const sight = look(
    pages.map((page) => page.text),
    options,
  );
  const codes: Barcode[] = [];
  if (options.codes !== undefined) codes.push(...options.codes);
  // Codes are looked for only where the type has some: a page costs more than everything else here.
  else if (sight.type?.machineReadable !== undefined && sight.mark === null)
    codes.push(...(await codesOf(pages.map(({ rgb }) => rgb && (async () => toGray(await rgb()))))));
  const first = conclude(sight, codes, options);
  const { readAgain: read } = options;
  const settled = read === undefined ? first.extraction : await lookAgain(sight, first, codes, read, options);
  const sure = read === undefined ? settled : await withDoubleReading(sight, settled, codes, read, options);
  const extraction = await withChoices(sight, sure, pages);
  const unreadRegions = sight.texts.flatMap(({ inks }, index) =>
    (inks ?? []).map(({ kind, box }) => ({ kind, page: index + 1, boxPx: box })),
  );
  return unreadRegions.length === 0 ? extraction : { ...extraction, unreadRegions };
}

/** With the answers that are ticked on the image. */
async function withChoices(
  { layout, type }: Sight,
  extraction: Extraction,
  pages: readonly ExtractionPage[],
): Promise<Extraction> {
  if (type === undefined) return extraction;
  const choices = await readChoices(layout, type, async (page) => await pages[page]?.rgb?.());
  return { ...extraction, fields: { ...extraction.fields, ...choices } };
}

async function withDoubleReading(
  { layout, type }: Sight,
  extraction: Extraction,
  codes: readonly Barcode[],
  read: ReadRegion,
  { secondLook }: ExtractionOptions,
): Promise<Extraction> {
  if (type === undefined) return extraction;
  const fields = await readTwice(extraction.fields, type, layout, codes, read, secondLook?.ms);
  return { ...extraction, fields };
}

/** The same from text and codes that were read already; nothing is read a second time. */
export const extractFromReadings = (
  texts: readonly PageText[],
  codes: readonly Barcode[],
  options: ExtractionOptions,
): Extraction => conclude(look(texts, options), codes, options).extraction;

/** Doubtful lines are read again, otherwise than before; what the readings agree on gains, where they differ it loses. */
async function lookAgain(
  sight: Sight,
  first: Conclusion,
  codes: readonly Barcode[],
  read: ReadRegion,
  options: ExtractionOptions,
): Promise<Extraction> {
  const { layout, type, texts } = sight;
  if (type === undefined || first.printed === null) return first.extraction;
  const { fields } = first.extraction;
  const doubts = doubtsOf(layout, texts, type, fields, first.printed);
  const others = await readAgain(texts, doubts, read, options.secondLook);
  if (others.length === 0) return first.extraction;
  const again = others.map((pages) => readPrinted(layOut(pages), type));
  const printed = agreed(type, first.printed, again, (field) => fields[field]?.status === 'accepted');
  return conclude(sight, codes, options, printed).extraction;
}

interface Sight {
  readonly texts: readonly PageText[];
  readonly layout: Layout;
  readonly mark: string | null;
  readonly type: DocumentType | undefined;
  readonly typeConfidence: number;
}

/** What kind of paper it is. */
function look(texts: readonly PageText[], options: ExtractionOptions): Sight {
  const layout = layOut(texts);
  const mark = secrecyMark(layout);
  if (mark !== null) return { texts, layout, mark, type: undefined, typeConfidence: 0 };
  if (options.documentType !== undefined)
    return { texts, layout, mark, type: options.types.get(options.documentType), typeConfidence: 1 };
  const { type, confidence } = classify(layout, options.types);
  return { texts, layout, mark, type: options.types.get(type), typeConfidence: confidence };
}

interface Conclusion {
  readonly extraction: Extraction;
  /** What was read in print; null without a type. */
  readonly printed: Printed | null;
}

function conclude(
  sight: Sight,
  codes: readonly Barcode[],
  options: ExtractionOptions,
  settled: Printed | null = null,
): Conclusion {
  const { layout, mark, type, typeConfidence } = sight;
  if (type === undefined)
    return {
      extraction: { documentType: UNKNOWN_TYPE, typeConfidence, fields: {}, secrecyMark: mark },
      printed: null,
    };
  const printed = settled ?? readPrinted(layout, type);
  const fields = fieldsOf(layout, printed, type, machineReadings(codes, layout, options.today), options);
  const side = onlySide(layout, type);
  const extraction = { documentType: type.id, typeConfidence, fields, secrecyMark: null, ...(side && { side }) };
  return { extraction, printed };
}

/** Where a card of two sides shows one. */
function onlySide(layout: Layout, { sides = [] }: DocumentType): string | null {
  const seen = sides.length > 1 ? sidesOf(layout, sides) : [];
  return seen.length === 1 ? (seen[0]?.id ?? null) : null;
}

function fieldsOf(
  layout: Layout,
  read: Printed,
  type: DocumentType,
  machine: MachineReadings,
  options: ExtractionOptions,
): Record<string, ExtractedField> {
  const { printed, unread } = read;
  const codes = machineValues(type, machine);
  // The zone has no word for "no expiry": cards print it, and their zone holds the last day of some year.
  const zone = codes.get('expiry_date');
  if (zone !== undefined && /-12-31$/.test(zone.value) && printed.get('expiry_date')?.reading.value !== zone.value) {
    if (printed.get('expiry_date')?.reading.value === NO_EXPIRY) codes.delete('expiry_date');
    else codes.set('expiry_date', { ...zone, remarks: [...zone.remarks, noExpiryPerhaps] });
  }
  const values = new Map<string, string>();
  for (const field of type.fields) {
    const value = codes.get(field.name)?.value ?? printed.get(field.name)?.reading.value;
    if (value !== undefined) values.set(field.name, value);
  }
  const said = codesSay(
    type.fields,
    values,
    machine.codes.filter((code) => code !== machine.card?.code),
  );
  // a code is exact where recognition misreads: a name that is nearly the same is the code's
  for (const field of type.fields) {
    const one = said.get(field.name);
    if (field.kind === 'person_name' && one?.same === false && !codes.has(field.name))
      codes.set(field.name, { value: one.value, source: 'qr', ...one.at, remarks: [] });
    if (!values.has(field.name) && one?.same === false)
      codes.set(field.name, { value: one.value, source: 'qr', ...one.at, remarks: [codeAlone] });
  }
  const checks = crossCheck(values, options.today);
  const policy = options.policy ?? defaultPolicy;
  const nines = showsNines(layout);
  const inPrint = filledInPrint(type, read);
  const out: Record<string, ExtractedField> = {};
  for (const field of type.fields) {
    const code = codes.get(field.name);
    const isCodesAddress = code !== undefined && field.kind === 'address';
    const found = (isCodesAddress ? printOfAddress(layout, code.value) : undefined) ?? printed.get(field.name);
    const says = code === undefined ? said.get(field.name) : undefined;
    const agrees = says?.same === true ? 1 : (checks.agrees.get(field.name) ?? 0);
    const nine = nines && agrees < 1 && field.kind !== 'person_name' && found?.reading.value.includes('9') === true;
    const remarks = [
      ...(checks.disagrees.get(field.name) ?? []),
      ...(says?.same === false ? [contradicts] : []),
      ...(nine && code === undefined ? [nineDoubtful] : []),
    ];
    const outcome =
      code !== undefined
        ? fromCode(field, code, found, remarks, policy)
        : found !== undefined
          ? fromPrint(
              field,
              withWordsFirst(field.name, offered(found, says), printed),
              agrees,
              remarks,
              policy,
              options.onEvidence,
              inPrint,
            )
          : notRead(field, unread.get(field.name));
    out[field.name] = besideUnits(outcome, field.kind, options.units ?? []);
  }
  return out;
}

/** The reading with what a code says instead among what is offered. */
const offered = (found: Found, says: CodeSays | undefined): Found =>
  says?.same === false
    ? { ...found, reading: { ...found.reading, candidates: [says.value, ...found.reading.candidates] } }
    : found;
