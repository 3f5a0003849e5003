import type { DocumentType, FieldSpec } from '../domain/document-types/document-type.ts';
import type { DocumentTypes } from '../domain/document-types/registry.ts';
import type { ExtractedField, Extraction, FieldRemark, FieldSource } from '../domain/field.ts';
import type { BoxPx } from '../domain/geometry.ts';
import type { PageText } from '../ocr/page-text.ts';
import { classify, UNKNOWN_TYPE } from './classify.ts';
import {
  type AcceptancePolicy,
  defaultPolicy,
  type Evidence,
  nameCandidates,
  probability,
  thresholdOf,
  unknownNameWords,
  wordConfidence,
} from './confidence.ts';
import { crossCheck } from './cross-check.ts';
import { distance, type LabelMatch } from './fuzzy.ts';
import { labelsOf } from './labels.ts';
import { placeCorrections } from './lexicon/places.ts';
import { impossibleWords } from './lexicon/syllable.ts';
import {
  type Barcode,
  barcodesOf,
  type GrayPixels,
  type MachineReadings,
  machineReadings,
} from './machine-readable.ts';
import { type Layout, layOut, union } from './page-layout.ts';
import { readPlace } from './places.ts';
import { kindRules } from './readers/by-kind.ts';
import type { Reading } from './readers/reading.ts';
import { secrecyMark } from './secrecy.ts';
import { inRegion, regionsOf } from './sections.ts';
import { tableBelow, type ValueArea, type ValueContext, valueAreas } from './values.ts';

export interface ExtractionPage {
  readonly text: PageText;
  /** Upright page pixels, for QR codes; left out, only text is used. */
  readonly gray?: () => Promise<GrayPixels>;
}

export interface ExtractionOptions {
  readonly types: DocumentTypes;
  /** `YYYY-MM-DD` in Vietnam: no birth, issue or registration lies after it. */
  readonly today: string;
  /** The type a person chose: classification is skipped. */
  readonly documentType?: string;
  readonly policy?: AcceptancePolicy;
  /** Called with what is known of every printed value: calibration and explanations. */
  readonly onEvidence?: (field: string, evidence: Evidence) => void;
}

const NO_EXPIRY = 'không thời hạn';

/** A reading of one field with where it was found. */
interface Found {
  readonly reading: Reading;
  readonly page: number;
  readonly label: number;
  readonly detached: boolean;
}

/**
 * Type and fields of ONE paper on its pages, in order (see `split.ts` for several papers in one file).
 * A paper with a secrecy mark yields the mark and nothing else; a paper of unknown type yields no fields.
 */
export async function extractFields(pages: readonly ExtractionPage[], options: ExtractionOptions): Promise<Extraction> {
  const texts = pages.map((page) => page.text);
  if (secrecyMark(layOut(texts)) !== null) return extractFromReadings(texts, [], options);
  const codes: Barcode[] = [];
  for (const [index, page] of pages.entries())
    if (page.gray !== undefined) codes.push(...(await barcodesOf(await page.gray(), index)));
  return extractFromReadings(texts, codes, options);
}

/** The same from text and codes that were read already. */
export function extractFromReadings(
  texts: readonly PageText[],
  codes: readonly Barcode[],
  options: ExtractionOptions,
): Extraction {
  const layout = layOut(texts);
  const mark = secrecyMark(layout);
  if (mark !== null) return { documentType: UNKNOWN_TYPE, typeConfidence: 0, fields: {}, secrecyMark: mark };
  const classification = classify(layout, options.types);
  const type = options.types.get(options.documentType ?? classification.type);
  if (type === undefined)
    return { documentType: UNKNOWN_TYPE, typeConfidence: classification.confidence, fields: {}, secrecyMark: null };
  return {
    documentType: type.id,
    typeConfidence: options.documentType === undefined ? classification.confidence : 1,
    fields: fieldsOf(layout, type, machineReadings(codes, layout, options.today), options),
    secrecyMark: null,
  };
}

function fieldsOf(
  layout: Layout,
  type: DocumentType,
  machine: MachineReadings,
  options: ExtractionOptions,
): Record<string, ExtractedField> {
  const printed = readPrinted(layout, type);
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
  const checks = crossCheck(values, options.today);
  const policy = options.policy ?? defaultPolicy;
  const out: Record<string, ExtractedField> = {};
  for (const field of type.fields) {
    const found = printed.get(field.name);
    const code = codes.get(field.name);
    const remarks = checks.disagrees.get(field.name) ?? [];
    out[field.name] =
      code !== undefined
        ? fromCode(field, code, found, remarks, policy)
        : found !== undefined
          ? fromPrint(field, found, checks.agrees.get(field.name) ?? 0, remarks, policy, options.onEvidence)
          : notFound;
  }
  return out;
}

const notFound: ExtractedField = {
  value: null,
  raw: null,
  confidence: 0,
  source: 'ocr',
  page: null,
  boxPx: null,
  status: 'not_found',
  remarks: [],
  candidates: [],
};

/** Every field that is printed, by its label or its place; a printed label serves one field only. */
function readPrinted(layout: Layout, type: DocumentType): Map<string, Found> {
  const labels = labelsOf(layout, type);
  const regions = regionsOf(layout, labels, type);
  const context = { layout, labels, card: type.layout === 'card' };
  const used = new Set<object>();
  const fieldLabels = new Set(type.fields.flatMap((field) => field.labels));
  const out = new Map<string, Found>();
  for (const field of type.fields) {
    const locate = field.locate ?? 'label';
    if (locate === 'machine') continue;
    let found: Found | null = null;
    if (locate === 'pattern') found = byPattern(layout, field);
    else if (locate === 'label' || locate === 'label_or_pattern' || locate === 'document_number')
      found = byLabel(context, regions, field, used, fieldLabels, type);
    else {
      const place = readPlace(layout, type, locate);
      if (place !== null) {
        const shaped =
          field.kind === 'text' ? place.reading : (kindRules[field.kind].read(place.reading.tokens) ?? place.reading);
        found = {
          reading: { ...shaped, quality: Math.min(shaped.quality, 0.9) },
          page: place.page,
          label: 0.9,
          detached: false,
        };
      }
    }
    if (found === null && locate === 'label_or_pattern') found = byPattern(layout, field);
    if (found !== null) out.set(field.name, found);
  }
  return out;
}

function byLabel(
  context: ValueContext,
  regions: ReturnType<typeof regionsOf>,
  field: FieldSpec,
  used: Set<object>,
  fieldLabels: ReadonlySet<string>,
  type: DocumentType,
): Found | null {
  const region = regions.get(field.section ?? '');
  if (region === undefined) return null;
  const rule = kindRules[field.kind];
  let best: { found: Found; worth: number; label: object } | null = null;
  let place = 0;
  for (const label of context.labels) {
    const order = field.labels.indexOf(label.label);
    if (order === -1 || (used.has(label) && !field.reuseLabel) || !inRegion(label, region)) continue;
    if (field.section === '*' && claimed(label, field, type, regions)) continue;
    const areas =
      field.kind === 'business_lines'
        ? [tableBelow(context, label, region, (other) => fieldLabels.has(other))]
        : valueAreas(context, label, region, rule.rows, field.reuseLabel === true);
    const [area, value] = firstReading(areas, rule.read);
    if (area === null || value === null) continue;
    const worth =
      value.quality +
      label.score +
      (label.colon ? 0.15 : 0) -
      0.02 * order -
      0.05 * place -
      (area.place === 'below' ? 0.05 : 0);
    place += 1;
    if (best !== null && worth <= best.worth) continue;
    best = {
      found: { reading: value, page: area.page, label: label.score, detached: area.place !== 'same_line' },
      worth,
      label,
    };
  }
  if (best === null) return null;
  used.add(best.label);
  return best.found;
}

/** The first area in which the kind finds a value. */
function firstReading(
  areas: readonly (ValueArea | null)[],
  read: (tokens: ValueArea['tokens']) => Reading | null,
): [ValueArea, Reading] | [null, null] {
  for (const area of areas) {
    const value = area === null ? null : read(area.tokens);
    if (area !== null && value !== null) return [area, value];
  }
  return [null, null];
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

interface CodeValue {
  readonly value: string;
  readonly source: FieldSource;
  readonly page: number;
  readonly boxPx: BoxPx;
  readonly remarks: readonly FieldRemark[];
}

/** Fields that a code on the paper gives, as the type's `machineReadable` maps them; the QR speaks before the MRZ. */
function machineValues(type: DocumentType, machine: MachineReadings): Map<string, CodeValue> {
  const out = new Map<string, CodeValue>();
  const put = (name: string, value: unknown, rest: Omit<CodeValue, 'value'>): void => {
    if (typeof value === 'string' && value !== '' && !out.has(name)) out.set(name, { value, ...rest });
  };
  const { cccd_qr: card, mrz_td1: zone, qr } = type.machineReadable ?? {};
  const { card: cardQr, mrz } = machine;
  if (card && cardQr?.check.parts) {
    const parts: Readonly<Record<string, unknown>> = {
      personal_id: cardQr.check.parts.personalId,
      old_identity_number: cardQr.check.parts.oldIdentityNumber,
      full_name: cardQr.check.parts.fullName,
      birth_date: cardQr.check.parts.birthDate,
      gender: cardQr.check.parts.gender,
      address: cardQr.check.parts.address,
      issue_date: cardQr.check.parts.issueDate,
    };
    const rest = {
      source: 'qr',
      page: cardQr.code.page,
      boxPx: cardQr.code.boxPx,
      remarks: cardQr.check.remarks,
    } as const;
    for (const [name, part] of Object.entries(card)) put(name, parts[part], rest);
  }
  if (zone && mrz !== null) {
    const parts: Readonly<Record<string, unknown>> = {
      personal_id: mrz.parts.personalId,
      birth_date: mrz.parts.birthDate,
      gender: mrz.parts.gender,
      expiry_date: mrz.parts.expiryDate ?? NO_EXPIRY,
    };
    const rest = { source: 'mrz', page: mrz.page, boxPx: mrz.boxPx, remarks: mrz.remarks } as const;
    for (const [name, part] of Object.entries(zone)) put(name, parts[part], rest);
  }
  const other = machine.codes.find((code) => code !== cardQr?.code);
  if (qr && other)
    for (const name of Object.keys(qr))
      put(name, other.text, { source: 'qr', page: other.page, boxPx: other.boxPx, remarks: [] });
  return out;
}

const plain = (value: string): string =>
  value
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s,.–-]+/g, '');

/** Print and code say the same up to misread letters: less than a quarter of them differ. */
function alike(print: string, code: string): boolean {
  const [a, b] = [plain(print), plain(code)];
  const limit = Math.floor(Math.max(a.length, b.length) * 0.25);
  return distance(a, b, limit) <= limit;
}

const noExpiryPerhaps: FieldRemark = {
  code: 'MRZ_EXPIRY_LAST_DAY',
  severity: 'warning',
  vi: 'Vùng MRZ ghi ngày 31/12: thẻ có thể không thời hạn; hãy xem phần in.',
  en: 'The zone holds 31 December: the card may have no expiry; look at the print.',
};

const contradicts: FieldRemark = {
  code: 'CODE_DIFFERS_FROM_PRINT',
  severity: 'error',
  vi: 'Mã trên giấy tờ khác phần in; hãy đối chiếu.',
  en: 'The code on the paper differs from what is printed; compare them.',
};

function fromCode(
  field: FieldSpec,
  code: CodeValue,
  found: Found | undefined,
  remarks: readonly FieldRemark[],
  policy: AcceptancePolicy,
): ExtractedField {
  const print = found?.reading.value;
  const agrees = print !== undefined && plain(print) === plain(code.value);
  const differs = print !== undefined && !agrees && !alike(print, code.value);
  // A name is kept as printed: cards print it in capitals, their QR does not.
  const capitals = print !== undefined && field.kind === 'person_name' && print === print.toUpperCase();
  const all = [...code.remarks, ...remarks, ...(differs ? [contradicts] : [])];
  const confidence = all.some((remark) => remark.severity === 'error') ? 0.5 : agrees ? 0.9995 : 0.998;
  const atPrint = found !== undefined && !differs;
  return {
    value: capitals ? code.value.toUpperCase() : code.value,
    raw: code.value,
    confidence,
    source: code.source,
    page: 1 + (atPrint ? found.page : code.page),
    boxPx: atPrint ? union(found.reading.tokens.map((token) => token.box)) : code.boxPx,
    status: all.length === 0 && confidence >= thresholdOf(field, policy) ? 'accepted' : 'review',
    remarks: all,
    candidates: print !== undefined && !agrees ? [print] : [],
  };
}

function fromPrint(
  field: FieldSpec,
  found: Found,
  agrees: number,
  objections: readonly FieldRemark[],
  policy: AcceptancePolicy,
  onEvidence: ExtractionOptions['onEvidence'],
): ExtractedField {
  const { reading: value, page } = found;
  const words = wordConfidence(value.tokens);
  const isName = field.kind === 'person_name';
  const isText = field.kind === 'text' || field.kind === 'address' || field.kind === 'authority';
  const corrections = isText ? placeCorrections(value.value) : [];
  const evidence: Evidence = {
    kind: field.kind,
    worstWord: words.worst,
    meanWord: words.mean,
    label: found.label,
    quality: value.quality,
    agrees,
    disagrees: objections.length > 0,
    unknownWords: isName ? unknownNameWords(value.value) : isText ? impossibleWords(value.value) : 0,
    misnamed: corrections.length > 0,
    detached: found.detached,
    words: value.tokens.length,
  };
  onEvidence?.(field.name, evidence);
  const confidence = probability(evidence);
  const remarks = [...value.remarks, ...objections];
  return {
    value: value.value,
    raw: value.raw,
    confidence,
    source: 'ocr',
    page: page + 1,
    boxPx: union(value.tokens.map((token) => token.box)),
    status: remarks.length === 0 && confidence >= thresholdOf(field, policy) ? 'accepted' : 'review',
    remarks,
    candidates: [...value.candidates, ...(isName ? nameCandidates(value.value) : corrections)],
  };
}
