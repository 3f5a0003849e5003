import type { z } from 'zod';
import { type Text, text } from '../text.ts';
import { type DocumentType, DocumentTypeSchema, type FieldSpec } from './document-type.ts';
import { wordings } from './wordings.ts';

/** A fault of a type's file: where (`fields[2] (issue_date).kind`), and what is wrong with the remedy. */
export interface TypeFault extends Text {
  readonly at: string;
}

/** The type, or everything that is wrong with it: first the form of the data, then what must agree within it. */
export function checkDocumentType(data: unknown): {
  readonly type: DocumentType | null;
  readonly faults: readonly TypeFault[];
} {
  const result = DocumentTypeSchema.safeParse(data);
  const faults = result.success
    ? disagreements(result.data)
    : result.error.issues.map((issue) => fault(placeOf(issue.path, data), sentence(issue, data)));
  return { type: result.success && faults.length === 0 ? result.data : null, faults };
}

const fault = (at: string, { vi, en }: Text): TypeFault => ({ at, vi, en });

/** The path as a person finds it: places in lists are counted from 0, as the data are, with the field's name beside. */
function placeOf(path: readonly PropertyKey[], data: unknown): string {
  let place = '';
  let value = data;
  for (const step of path) {
    value = value === null || typeof value !== 'object' ? undefined : (value as Record<PropertyKey, unknown>)[step];
    if (typeof step !== 'number') place += `${place === '' ? '' : '.'}${String(step)}`;
    else {
      const { name, id } = (value ?? {}) as { readonly name?: unknown; readonly id?: unknown };
      const known = typeof name === 'string' ? name : typeof id === 'string' ? id : null;
      place += known === null ? `[${step}]` : `[${step}] (${known})`;
    }
  }
  return place;
}

const valueAt = (path: readonly PropertyKey[], data: unknown): unknown =>
  path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | null | undefined)?.[step], data);

const kindsOfData: Readonly<Record<string, Text>> = {
  string: text('chữ trong ngoặc kép', 'a text in quotes'),
  number: text('số', 'a number'),
  boolean: text('true hoặc false', 'true or false'),
  array: text('danh sách [ … ]', 'a list [ … ]'),
  object: text('khối { … }', 'a block { … }'),
  record: text('khối { … }', 'a block { … }'),
};

function sentence(issue: z.core.$ZodIssue, data: unknown): Text {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = kindsOfData[issue.expected] ?? text(issue.expected, issue.expected);
      return valueAt(issue.path, data) === undefined
        ? text(`thiếu mục này; hãy thêm: ${wanted.vi}`, `missing; add ${wanted.en}`)
        : text(`phải là ${wanted.vi}`, `must be ${wanted.en}`);
    }
    case 'unrecognized_keys':
      return unknownKeys(issue.keys);
    case 'invalid_value': {
      const given = JSON.stringify(valueAt(issue.path, data)) ?? '';
      const all = issue.values.map(String);
      const near = all.filter((one) => one.startsWith(given.slice(1, 4)));
      const shown = (near.length > 0 ? near : all).join(', ');
      return near.length > 0
        ? text(`${given} không có; có phải là ${shown}?`, `${given} is unknown; is it ${shown}?`)
        : text(`${given} không có; chọn một trong: ${shown}`, `${given} is unknown; choose one of ${shown}`);
    }
    case 'invalid_format':
      return issue.path.at(-1) === 'effectiveFrom' || issue.path.at(-1) === 'effectiveTo'
        ? dayForm
        : text(
            'chỉ gồm a–z, 0–9, _ và bắt đầu bằng chữ, ví dụ issue_date',
            'only a–z, 0–9 and _, a letter first, for example issue_date',
          );
    case 'too_small':
      return issue.origin === 'string'
        ? text('đang trống; hãy ghi hoặc bỏ mục này', 'is empty; fill it in or take it out')
        : issue.origin === 'array'
          ? text(`cần ít nhất ${issue.minimum} mục`, `needs at least ${issue.minimum}`)
          : text(`phải từ ${issue.minimum} trở lên`, `must be ${issue.minimum} or more`);
    default:
      return text(issue.message, issue.message);
  }
}

const dayForm = text('ngày có thật, viết như "2025-07-01", hoặc null', 'a real day written "2025-07-01", or null');

function unknownKeys(keys: readonly string[]): Text {
  const named = keys.map((key) => `“${key}”`).join(', ');
  if (keys.some((key) => /valid/i.test(key)))
    return text(
      `không có mục ${named}: phép kiểm đi theo kind; hãy bỏ mục này và chọn kind đúng`,
      `there is no ${named}: checks go with the kind; take it out and choose the right kind`,
    );
  return text(
    `không có mục ${named}; xem lại chính tả hoặc bỏ đi`,
    `there is no ${named}; check the spelling or take it out`,
  );
}

/** Names, sections, sides, patterns, codes and days that do not fit each other. */
function disagreements(type: DocumentType): readonly TypeFault[] {
  const faults: TypeFault[] = [];
  const add = (at: string, vi: string, en: string): void => void faults.push({ at, ...text(vi, en) });
  for (const day of ['effectiveFrom', 'effectiveTo'] as const)
    if (type[day] !== null && !isRealDay(type[day])) faults.push(fault(day, dayForm));
  if (type.effectiveFrom !== null && type.effectiveTo !== null && type.effectiveTo < type.effectiveFrom)
    add(
      'effectiveTo',
      `hết hiệu lực (${type.effectiveTo}) trước ngày bắt đầu (${type.effectiveFrom}); hãy đổi lại`,
      `ends (${type.effectiveTo}) before it begins (${type.effectiveFrom}); put them right`,
    );
  if (type.pages.max < type.pages.min)
    add('pages', 'max nhỏ hơn min; hãy đổi lại', 'max is less than min; put them right');
  const sections = (type.sections ?? []).map(({ id }) => id);
  for (const [index, id] of sections.entries())
    if (sections.indexOf(id) !== index || id === '*')
      add(`sections[${index}] (${id})`, 'mã phần đã dùng; hãy đặt mã khác', 'this id is taken; choose another');
  for (const [index, field] of type.fields.entries())
    for (const { at, vi, en } of fieldFaults(field, index, type))
      add(`fields[${index}] (${field.name})${at === '' ? '' : `.${at}`}`, vi, en);
  for (const [index, { id, anchors, of = [] }] of (type.sections ?? []).entries())
    if (anchors.length + of.length === 0)
      add(
        `sections[${index}] (${id})`,
        'phần này chưa có anchors hay of để nhận ra; hãy ghi chữ in mà phần bắt đầu',
        'this section has neither anchors nor of to be known by; write the print with which it begins',
      );
  const names = type.fields.map(({ name }) => name);
  for (const [code, map] of Object.entries(type.machineReadable ?? {}))
    for (const name of Object.keys(map ?? {}))
      if (!names.includes(name))
        add(
          `machineReadable.${code}`,
          `không có trường “${name}” trong fields; hãy thêm trường hoặc bỏ dòng này`,
          `unknown field “${name}”; add it to fields or take the line out`,
        );
  return faults;
}

function fieldFaults(field: FieldSpec, index: number, type: DocumentType): readonly TypeFault[] {
  const faults: TypeFault[] = [];
  const add = (at: string, vi: string, en: string): void => void faults.push({ at, ...text(vi, en) });
  const sections = ['*', ...(type.sections ?? []).map(({ id }) => id)];
  const sides = (type.sides ?? []).map(({ id }) => id);
  if (type.fields.findIndex(({ name }) => name === field.name) !== index)
    add('', 'tên trường có hai lần; hãy đặt tên khác', 'this name is there twice; choose another');
  if (field.section !== undefined && !sections.includes(field.section))
    add(
      'section',
      `không có phần “${field.section}”; đang có: ${sections.join(', ')}`,
      `unknown section “${field.section}”; there are: ${sections.join(', ')}`,
    );
  if (field.side !== undefined && !sides.includes(field.side))
    add(
      'side',
      `không có mặt “${field.side}”; đang có: ${sides.join(', ') || '—'}`,
      `unknown side “${field.side}”; there are: ${sides.join(', ') || '—'}`,
    );
  if ((field.locate ?? 'label') === 'label' && field.labels.length === 0)
    add(
      'labels',
      'trường này tìm theo nhãn in mà chưa có nhãn nào; hãy ghi nhãn như in trên giấy, hoặc đặt locate',
      'this field has no label to be found by; write it as printed, or set locate',
    );
  for (const label of field.labels)
    if (label.startsWith('@'))
      add(
        'labels',
        `không có danh sách nhãn “${label}”; đang có: ${listed}`,
        `there is no list of labels “${label}”; there are: ${listed}`,
      );
  if ((field.kind === 'choice') !== (field.options !== undefined))
    add('options', 'kind "choice" thì phải có options, kind khác thì không', 'a choice, and nothing else, has options');
  const wantsPattern = field.locate === 'pattern' || field.locate === 'label_or_pattern';
  if (wantsPattern && field.pattern === undefined)
    add('pattern', `locate "${field.locate}" cần một pattern`, `locate "${field.locate}" needs a pattern`);
  const wrong = field.pattern === undefined ? null : patternFault(field.pattern);
  if (wrong !== null)
    add('pattern', `không phải biểu thức chính quy đúng (${wrong})`, `is not a regular expression (${wrong})`);
  const mapped = Object.values(type.machineReadable ?? {}).some((map) => Object.hasOwn(map ?? {}, field.name));
  if (field.locate === 'machine' && !mapped)
    add(
      'locate',
      'chỉ đọc từ mã máy đọc được nhưng machineReadable không nói mã nào; hãy thêm ở đó',
      'is read from a code only, and machineReadable names none for it; add it there',
    );
  return faults;
}

const listed = Object.keys(wordings)
  .map((name) => `@${name}`)
  .join(', ');

/** What the engine says of it, without the pattern itself. */
function patternFault(pattern: string): string | null {
  try {
    new RegExp(pattern, 'u');
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? (thrown.message.split(': ').at(-1) ?? thrown.message) : String(thrown);
  }
}

const isRealDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};
