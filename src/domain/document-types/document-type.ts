import { z } from 'zod';
import { withWordings } from './wordings.ts';

/** How a printed value is read and normalised; the value forms are in docs/document-types.md. */
export const fieldKinds = [
  'person_name',
  'date',
  'expiry_date',
  'datetime',
  'date_in_words',
  'year',
  'gender',
  'ethnicity',
  'nationality',
  'personal_id',
  'old_id',
  'identity_number',
  'tax_code',
  'business_code',
  'digits12',
  'document_number',
  'integer',
  'parcel_number',
  'area',
  'money',
  'money_in_words',
  'number_in_words',
  'phone',
  'email',
  'licence_class',
  'land_serial',
  'business_lines',
  'address',
  'authority',
  'text',
  'choice',
] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** Where a value stands: after a printed label (default), at a place of the NĐ 30 layout, or only in a machine-readable code. */
export const locators = [
  'label',
  'label_or_pattern',
  'label_or_dateline',
  'label_or_authority',
  'pattern',
  'agency_header',
  'parent_agency_header',
  'dateline',
  'dateline_place',
  'document_number',
  'title',
  'summary',
  'signer_name',
  'signer_title',
  'signing_authority',
  'machine',
] as const;
export type Locator = (typeof locators)[number];

const Words = z.object({ vi: z.string().min(1), en: z.string().min(1) }).readonly();
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .nullable();
const strings = z.array(z.string().min(1)).readonly();
/** Printed labels; `@residence` stands for all of that list (wordings.ts). */
const printedLabels = strings.transform(withWordings);

const Field = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9_]*$/),
    kind: z.enum(fieldKinds),
    required: z.boolean(),
    /** Section of the paper in which the label is looked for; `*` = anywhere; absent = before the first section. */
    section: z.string().optional(),
    locate: z.enum(locators).optional(),
    /** Regular expression of what `pattern` and `label_or_pattern` look for; behind a label, what the value must hold. */
    pattern: z.string().optional(),
    side: z.string().optional(),
    /** The answer may be written by hand. */
    handwriting: z.boolean().optional(),
    /** Two values stand after one label ("lần thứ 2, ngày …"). */
    reuseLabel: z.boolean().optional(),
    /** Acceptance threshold of this field; absent = policy of its kind. */
    acceptAt: z.number().min(0).max(1).optional(),
    label: Words,
    /** Printed labels (nhãn in), best first; bilingual cards have both languages in one string. */
    labels: printedLabels,
    /** Of a `choice`: the answers, each with its printed labels, beside which a box is ticked. */
    options: z
      .array(z.strictObject({ value: z.string().min(1), labels: strings }).readonly())
      .min(2)
      .readonly()
      .optional(),
    /** Of a `choice`: the box stands before its label (default) or after it. */
    box: z.enum(['before', 'after']).optional(),
  })
  .readonly();

const Section = z
  .strictObject({
    id: z.string(),
    /** Printed text with which the section begins, best first. */
    anchors: printedLabels.default([]),
    /**
     * Words for the person whose data these are, as they stand behind a label ("Họ và tên mẹ", "Nơi cư trú của mẹ"), before
     * a name ("Mẹ: …") and in a heading ("PHẦN GHI VỀ NGƯỜI MẸ"): the section begins there too.
     */
    of: strings.optional(),
    /** `auto`: sections whose anchors stand side by side are columns. */
    column: z.literal('auto').optional(),
    /** Only the anchor's row and the next; does not end the section around it. */
    nested: z.boolean().optional(),
    /** Further persons may stand in it under the same labels; its fields are the first one's. */
    several: z.boolean().optional(),
  })
  .readonly();

/** What each code says; `qr` gives its whole content. */
const parts = {
  cccd_qr: ['personal_id', 'old_identity_number', 'full_name', 'birth_date', 'gender', 'address', 'issue_date'],
  mrz_td1: ['personal_id', 'birth_date', 'gender', 'expiry_date'],
  qr: ['text'],
} as const;

const Machine = z
  .strictObject({
    cccd_qr: z.record(z.string(), z.enum(parts.cccd_qr)).optional(),
    mrz_td1: z.record(z.string(), z.enum(parts.mrz_td1)).optional(),
    qr: z.record(z.string(), z.enum(parts.qr)).optional(),
  })
  .readonly()
  .optional();

export const DocumentTypeSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9_]*$/),
    version: z.number().int().min(1),
    name: Words,
    legalBasis: strings,
    status: z.enum(['verified', 'unverified']),
    /** First and last day on which papers of this form are ISSUED; null = open. */
    effectiveFrom: day,
    effectiveTo: day,
    layout: z.enum(['card', 'certificate', 'administrative', 'form']),
    titles: strings,
    aliases: strings,
    /** Printed words that speak for the type, and against it; other wordings of the same words behind ` | `. */
    hints: strings,
    antiHints: strings,
    pages: z.object({ min: z.number().int().min(1), max: z.number().int().min(1) }).readonly(),
    sensitivity: z.enum(['ordinary', 'personal', 'high']),
    /** MaLoaiGiayTo / mã loại kết quả: filled by the operator. */
    paperTypeCode: z.string().nullable(),
    sides: z
      .array(z.object({ id: z.string(), hints: strings }).readonly())
      .readonly()
      .optional(),
    /** Machine-readable codes on the paper: field name → part of the code. */
    machineReadable: Machine,
    /** Printed labels that are no fields, but end the value before them. */
    otherLabels: printedLabels.optional(),
    /** Words for the person whom the paper is about, as a section's `of`: "người được khai sinh". */
    subject: strings.optional(),
    sections: z.array(Section).readonly().optional(),
    fields: z.array(Field).min(1).readonly(),
  })
  .readonly();

export type DocumentType = z.infer<typeof DocumentTypeSchema>;
export type FieldSpec = z.infer<typeof Field>;
export type SectionSpec = z.infer<typeof Section>;
