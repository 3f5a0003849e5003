import type { DocumentType, FieldKind, FieldSpec } from '../domain/document-types/document-type.ts';
import type { ExtractedField, FieldRemark } from '../domain/field.ts';
import type { Barcode } from './machine-readable.ts';
import { type Layout, textOf } from './page-layout.ts';
import { hasCommonTwin, otherMarks } from './rare-names.ts';
import { warning } from './readers/reading.ts';
import type { Ink, ReadRegion } from './region-reader.ts';
import { defaultBudget } from './second-look.ts';

/**
 * Numbers of persons and licences have no check digit: one wrong digit is another person, and recognition is as sure of it as
 * of a right one. Such a number that nothing else on the paper says is read a second time before it is accepted.
 */
const NUMBERS: readonly FieldKind[] = ['personal_id', 'old_id', 'identity_number', 'digits12'];

/** Preparations that the page's own reading did not have; the second when the first gives no number: print under a seal. */
const LOOKS = ['contrasted', 'black_only'] as const satisfies readonly Ink[];

/** Of 196 numbers of the bench one right one was read otherwise, and the one that was wrong. */
const READ_OTHERWISE = 0.6;
const READ_ONCE = 0.9;

const readOtherwise = warning(
  'NUMBER_READ_OTHERWISE',
  'Đọc lại lần thứ hai thì số này khác đi; hãy đối chiếu từng chữ số.',
  'A second reading of this number differs; compare it digit by digit.',
);
const readOnce = warning(
  'NUMBER_READ_ONCE',
  'Số này chỉ đọc được một lần và không có gì khác trên giấy tờ xác nhận; hãy đối chiếu từng chữ số.',
  'This number could be read only once and nothing else on the paper confirms it; compare it digit by digit.',
);

const nameReadOtherwise = warning(
  'NAME_READ_OTHERWISE',
  'Đọc lại lần thứ hai thì họ tên này có dấu khác; hãy đối chiếu.',
  'A second reading of this name has other marks; compare it.',
);

/**
 * The fields with numbers that stand alone read a second time: they stay accepted only when both readings agree digit by
 * digit. A number that a code holds, or that stands on the paper twice, is confirmed by that, and the text layer of a
 * born-digital file was never recognised. Ends after `ms`: what was not read again then is put before a person. A name with a rarer syllable whose
 * twin in other marks is common is read again too, and doubted when that reading is the name with other marks. Costs a line or
 * two each, some 0.03 s; nothing where nothing of the kind was accepted.
 */
export async function readTwice(
  fields: Readonly<Record<string, ExtractedField>>,
  type: DocumentType,
  layout: Layout,
  codes: readonly Barcode[],
  read: ReadRegion,
  ms = defaultBudget.ms,
): Promise<Readonly<Record<string, ExtractedField>>> {
  const started = performance.now();
  const out: Record<string, ExtractedField> = { ...fields };
  for (const spec of type.fields) {
    const field = fields[spec.name];
    if (field?.status !== 'accepted' || field.source !== 'ocr') continue;
    const { value, page, boxPx } = field;
    if (value === null || page === null || boxPx === null) continue;
    if (spec.kind === 'person_name' && hasCommonTwin(value) && performance.now() - started <= ms) {
      const lines = await read(page - 1, boxPx, { ink: 'black_only', shape: 'line' });
      const twin = otherMarks(value, lines.flatMap((line) => line.words.map((word) => word.text)).join(' '));
      if (twin !== null) out[spec.name] = doubted(field, nameReadOtherwise, READ_OTHERWISE, twin);
    }
    if (!standsAlone(spec, field, layout, codes)) continue;
    let other: string | null = null;
    for (const ink of LOOKS) {
      if (other !== null || performance.now() - started > ms) break;
      const lines = await read(page - 1, boxPx, { ink, shape: 'line' });
      const texts = lines.map((line) => line.words.map((word) => word.text).join(''));
      const numbers = texts.flatMap((text) => digitsOf(text)).filter((number) => number.length === value.length);
      other = numbers.find((number) => number === value) ?? numbers[0] ?? null;
    }
    if (other === value) continue;
    out[spec.name] =
      other === null ? doubted(field, readOnce, READ_ONCE) : doubted(field, readOtherwise, READ_OTHERWISE, other);
  }
  return out;
}

const doubted = (field: ExtractedField, remark: FieldRemark, atMost: number, other?: string): ExtractedField => ({
  ...field,
  status: 'review',
  confidence: Math.min(field.confidence, atMost),
  remarks: [...field.remarks, remark],
  candidates: other === undefined ? field.candidates : [...new Set([other, ...field.candidates])],
});

/** Runs of digits, and a letter before them as passports have. */
const digitsOf = (text: string): readonly string[] => text.replace(/[\s.,;:·-]/g, '').match(/[A-Z]?\d{7,}|\d+/g) ?? [];

function standsAlone(
  { kind }: FieldSpec,
  { value, boxPx, page }: ExtractedField,
  layout: Layout,
  codes: readonly Barcode[],
): boolean {
  if (!NUMBERS.includes(kind) || value === null || boxPx === null || page === null) return false;
  const written = new RegExp(`(?<![\\dA-Z])${[...value].join('[ .]?')}(?!\\d)`);
  if (codes.some(({ text }) => written.test(text))) return false;
  const places = layout.rows.filter(({ tokens }) => written.test(textOf(tokens)));
  const own = places.find(({ page: at, box }) => at === page - 1 && box.y0 < boxPx.y1 && box.y1 > boxPx.y0);
  return places.length < 2 && !(own?.tokens.every(({ confidence }) => confidence === 1) ?? false);
}
