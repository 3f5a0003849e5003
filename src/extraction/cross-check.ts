import type { FieldRemark } from '../domain/field.ts';
import { checkPersonalId } from '../domain/identifiers/personal-id.ts';
import { unitDoubts } from './place-names.ts';

export interface CrossCheck {
  /** How much something else on the paper confirms a field: 1 the same value again, less when a part of it only. */
  readonly agrees: ReadonlyMap<string, number>;
  readonly disagrees: ReadonlyMap<string, readonly FieldRemark[]>;
}

/** What a partial agreement is worth. */
const PART = 0.4;

/** Names of one person's fields share a prefix (`mother_`, `owner_`); the paper's own person has none. */
const prefixOf = (name: string, stem: string): string | null =>
  name.endsWith(stem) ? name.slice(0, -stem.length) : null;

const differs = (code: string, vi: string, en: string): FieldRemark => ({ code, severity: 'error', vi, en });

const wordsOf = (value: string): string[] => value.normalize('NFC').toLowerCase().split(/\s+/);

/** The paper bears the name with another word behind it: one person's name, read short in one place. */
const shorterName = (longer: string): FieldRemark =>
  differs(
    'NAME_SHORTER',
    `Ở chỗ khác trên giấy tờ họ tên ghi dài hơn (${longer}); hãy đối chiếu.`,
    `Elsewhere on the paper the name is longer (${longer}); compare them.`,
  );

/** The paper writes the name of a unit in two ways. */
const otherUnit = (other: string): FieldRemark =>
  differs(
    'PLACE_DIFFERS',
    `Ở chỗ khác trên giấy tờ tên đơn vị hành chính ghi khác (${other}); hãy đối chiếu.`,
    `Elsewhere on the paper the unit is written otherwise (${other}); compare them.`,
  );

/**
 * Compares what the paper says twice (rules.md R5.2): personal number ↔ birth date and sex, digits ↔ words, order of
 * dates. Values by field name; a field that was not found is absent.
 */
export function crossCheck(values: ReadonlyMap<string, string>, today: string): CrossCheck {
  const agrees = new Map<string, number>();
  const agree = (name: string, much: number): void => {
    agrees.set(name, Math.max(much, agrees.get(name) ?? 0));
  };
  const disagrees = new Map<string, FieldRemark[]>();
  const object = (remark: FieldRemark, ...names: string[]): void => {
    for (const name of names) if (values.has(name)) disagrees.set(name, [...(disagrees.get(name) ?? []), remark]);
  };

  for (const [name, number] of values) {
    const prefix = prefixOf(name, 'personal_id') ?? prefixOf(name, 'identity_number');
    if (prefix === null || !/^\d{12}$/.test(number)) continue;
    const birthName = values.has(`${prefix}birth_date`) ? `${prefix}birth_date` : `${prefix}birth_year`;
    const [birthDate, gender] = [values.get(birthName), values.get(`${prefix}gender`)];
    if (birthDate === undefined && gender === undefined) continue;
    const check = checkPersonalId(number, { birthDate: birthDate ?? null, gender: gender ?? null, today });
    for (const remark of check.remarks) {
      if (remark.code === 'PERSONAL_ID_GENDER') object(remark, name, `${prefix}gender`);
      if (remark.code === 'PERSONAL_ID_BIRTH_YEAR') object(remark, name, birthName);
    }
    if (check.status === 'ok' && birthDate !== undefined) {
      // The number tells the year of birth and the sex: three of its twelve digits are confirmed, no more.
      agree(name, PART);
      agree(birthName, PART);
      if (gender !== undefined) agree(`${prefix}gender`, 1);
    }
  }

  for (const [name, words] of values) {
    const stem = prefixOf(name, '_in_words');
    if (stem === null) continue;
    const twin = [stem, stem.replace(/_date$/, '_time')].find((other) => values.has(other));
    const digits = twin === undefined ? undefined : values.get(twin);
    if (twin === undefined || digits === undefined) continue;
    if (digits.split('T')[0] === words) {
      agree(name, 1);
      agree(twin, 1);
    } else
      object(
        differs(
          'WORDS_DIFFER',
          `Phần ghi bằng chữ (${words}) khác phần ghi bằng số (${digits}).`,
          `The value in words (${words}) differs from the digits (${digits}).`,
        ),
        name,
        twin,
      );
  }

  const seen = new Map<string, string[]>();
  for (const [name, value] of values)
    for (const number of new Set(value.match(/(?<!\d)(?:\d{12}|\d{9})(?!\d)/g) ?? []))
      seen.set(number, [...(seen.get(number) ?? []), name]);
  for (const names of seen.values()) if (names.length > 1) for (const name of names) agree(name, 1);

  const names = [...values]
    .filter(([name]) => name.endsWith('name'))
    .map(([name, value]) => ({ name, words: wordsOf(value) }));
  for (const { name, words } of names) {
    const longer = names.find(
      (other) =>
        other.words.length > words.length && words.length > 1 && words.every((word, at) => word === other.words[at]),
    );
    if (longer !== undefined) object(shorterName(values.get(longer.name) ?? ''), name);
    // who declares a birth is a parent, who signs a form its applicant: read in another place, mostly in other letters
    if (words.length > 1 && names.some((other) => other.name !== name && other.words.join(' ') === words.join(' ')))
      agree(name, 1);
  }

  for (const { field, other } of unitDoubts(values)) object(otherUnit(other), field);

  const birth = values.get('birth_date');
  for (const later of ['issue_date', 'registration_date', 'death_time', 'expiry_date']) {
    const day = values.get(later);
    if (birth !== undefined && day !== undefined && /^\d{4}/.test(day) && day <= birth)
      object(
        differs('DATE_ORDER', `Ngày ${day} trước ngày sinh.`, `${day} is before the date of birth.`),
        later,
        'birth_date',
      );
  }
  for (const [name, value] of values) {
    const past = name.endsWith('_date') && !name.startsWith('expiry') && /^\d{4}-\d{2}-\d{2}$/.test(value);
    if (past && value > today)
      object(differs('DATE_FUTURE', `Ngày ${value} ở tương lai.`, `${value} lies in the future.`), name);
  }
  return { agrees, disagrees };
}
