import { describe, expect, it } from 'vitest';
import { commonPerson } from '../../../samples/lib/papers/unseen/people.ts';
import { sexWord } from '../../../samples/lib/people.ts';
import { type Chance, chance } from '../../../samples/lib/random.ts';
import { isoDate, slashDate } from '../../../samples/lib/words.ts';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { ExtractedField } from '../../../src/domain/field.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';
import { centred, PAGE, wrapped } from './civil-forms/rows.ts';

const types = loadDocumentTypes();
const SEEDS = Array.from({ length: 20 }, (_, index) => `form-${index}`);

/** A label as forms print it in full, in short, and in the second language. */
const words = {
  name: ['Họ, chữ đệm, tên', ['Họ tên', 'Họ và tên'], 'Full name'],
  born: ['Ngày, tháng, năm sinh', ['Ng. sinh', 'N.sinh', 'Ngày sinh', 'NS'], 'Date of birth'],
  sex: ['Giới tính', ['G.tính', 'Giới tính'], 'Sex'],
  people: ['Dân tộc', ['D.tộc', 'Dân tộc'], 'Ethnic group'],
  country: ['Quốc tịch', ['Q.tịch', 'Quốc tịch'], 'Nationality'],
  number: ['Số định danh cá nhân', ['Số ĐDCN', 'ĐDCN', 'Mã ĐDCN'], 'Personal number'],
  home: ['Nơi cư trú', ['ĐKHKTT', 'Nơi TT', 'HKTT', 'TT'], 'Place of residence'],
  registered: ['Nơi đăng ký khai sinh', ['Nơi ĐKKS'], 'Registered at'],
  day: ['Ngày, tháng, năm đăng ký', ['Ngày ĐK', 'Ngày ĐKKS'], 'Date of registration'],
} as const satisfies Readonly<Record<string, readonly [string, readonly string[], string]>>;
type Word = keyof typeof words;

/** How a form prints one label with its value. */
type Print = (random: Chance, word: Word, value: string) => readonly string[];

const full = (word: Word): string => words[word][0];
const prints: Readonly<Record<string, Print>> = {
  'in short': (random, word, value) => wrapped(`${random.pick(words[word][1])}: ${value}`, PAGE),
  'with a second language in brackets': (_, word, value) =>
    wrapped(`${full(word)} (${words[word][2]}): ${value}`, PAGE),
  'with a second language behind a stroke': (random, word, value) =>
    wrapped(`${full(word)}${random.pick(['/', ' / '])}${words[word][2]}: ${value}`, PAGE),
  'with a second language below': (_, word, value) => [...wrapped(`${full(word)}: ${value}`, PAGE), words[word][2]],
  'over their values': (random, word, value) => [`${full(word)}${random.pick([':', ''])}`, ...wrapped(value, PAGE)],
};

interface Form {
  readonly lines: readonly string[];
  readonly fields: Record<string, string>;
}

/** A certificate of birth; short rows share a line when so many fit. */
function certificate(random: Chance, print: Print, together: number): Form {
  const child = commonPerson(random);
  const place = 'Ủy ban nhân dân xã Mỹ Lộc, tỉnh Hà Tĩnh';
  const fields: Record<string, string> = {};
  const row = (word: Word, field: string, value: string, normal = value): readonly string[] => {
    fields[field] = normal;
    return print(random, word, value);
  };
  const [mother, father] = [commonPerson(random), commonPerson(random)];
  const shared = (rows: readonly (readonly string[])[]): readonly string[] => {
    if (rows.some((lines) => lines.length > 1)) return rows.flat();
    const out: string[] = [];
    for (let at = 0; at < rows.length; at += together)
      out.push(
        rows
          .slice(at, at + together)
          .map(([line = '']) => line.padEnd(Math.floor(PAGE / together)))
          .join('  ')
          .trimEnd(),
      );
    return out;
  };
  return {
    lines: [
      centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
      centred('Độc lập - Tự do - Hạnh phúc'),
      '',
      centred('GIẤY KHAI SINH'),
      ...row('name', 'full_name', child.name.toUpperCase()),
      ...shared([
        row('born', 'birth_date', slashDate(child.born), isoDate(child.born)),
        row('sex', 'gender', sexWord(child)),
        row('people', 'ethnicity', child.ethnicity),
        row('country', 'nationality', 'Việt Nam'),
        row('number', 'personal_id', child.personalId),
      ]),
      ...(
        [
          ['NGƯỜI MẸ', 'mother', mother],
          ['NGƯỜI CHA', 'father', father],
        ] as const
      ).flatMap(([title, who, person]) => [
        title,
        ...row('name', `${who}_full_name`, person.name.toUpperCase()),
        ...shared([
          row('people', `${who}_ethnicity`, person.ethnicity),
          row('country', `${who}_nationality`, 'Việt Nam'),
        ]),
        ...row('home', `${who}_residence`, person.address),
      ]),
      ...row('registered', 'registration_place', place),
      ...row('day', 'registration_date', '12/03/2018', '2018-03-12'),
      centred('CHỦ TỊCH', 40, PAGE - 44),
      '',
      centred('Phạm Văn Mẫu', 40, PAGE - 44),
    ],
    fields,
  };
}

const plain: Print = (_, word, value) => [`${full(word)}: ${value}`];
const kinds: readonly (readonly [string, Print, number])[] = [
  ...Object.entries(prints).map(([name, print]) => [name, print, 1] as const),
  ['two a line', plain, 2],
  ['three a line', plain, 3],
  ['three a line, in short', (random, word, value) => [`${random.pick(words[word][1])}: ${value}`], 3],
];

describe.each(kinds)('labels %s', (_, print, together) => {
  const read = SEEDS.flatMap((seed) => {
    const { lines, fields } = certificate(chance(seed), print, together);
    const found: Readonly<Record<string, ExtractedField>> = extractFromReadings([pageOfText(lines)], [], {
      types,
      today: '2027-02-01',
      documentType: 'birth_certificate',
    }).fields;
    return Object.entries(fields).map(([name, value]) => ({
      shown: `${seed} ${name}: ${value} | ${found[name]?.value ?? null}`,
      right: found[name]?.value === value,
      accepted: found[name]?.status === 'accepted',
    }));
  });

  it('have nearly every value read', () => {
    expect(read.filter(({ right }) => right).length / read.length).toBeGreaterThan(0.99);
  });

  it('have no value accepted that is wrong', () => {
    expect(read.filter(({ right, accepted }) => accepted && !right).map(({ shown }) => shown)).toEqual([]);
  });
});
