import { describe, expect, it } from 'vitest';
import { commonPerson } from '../../../samples/lib/papers/unseen/people.ts';
import type { Person } from '../../../samples/lib/people.ts';
import { type Chance, chance } from '../../../samples/lib/random.ts';
import { isoDate, slashDate } from '../../../samples/lib/words.ts';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { ExtractedField } from '../../../src/domain/field.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';
import { centred, PAGE, wrapped } from './civil-forms/rows.ts';

const types = loadDocumentTypes();
const SEEDS = Array.from({ length: 25 }, (_, index) => `sentence-${index}`);

/** A paper with persons in running sentences, and what is printed of them. */
interface Paper {
  readonly lines: readonly string[];
  readonly fields: Record<string, string>;
}

type Print =
  | 'birth_year'
  | 'birth_date'
  | 'ethnicity'
  | 'nationality'
  | 'residence'
  | 'identity_paper'
  | 'identity_number';

/** Words for what is said of a person in a sentence, and what is said. */
const said: Readonly<Record<Print, readonly string[]>> = {
  birth_year: ['sinh năm', 'năm sinh'],
  birth_date: ['sinh ngày', 'ngày sinh'],
  ethnicity: ['dân tộc'],
  nationality: ['quốc tịch'],
  residence: ['nơi cư trú', 'thường trú tại', 'nơi thường trú', 'cư trú tại', 'địa chỉ'],
  identity_paper: ['CMND số', 'CCCD số'],
  identity_number: ['CMND số', 'CCCD số', 'số CCCD'],
};

/** Everything that the type asks of a person, in one sentence behind his name, in any order but for the residence. */
function sentence(
  random: Chance,
  who: { person: Person; prefix: string; prints: readonly Print[] },
  fields: Record<string, string>,
): string {
  const { person, prefix, prints } = who;
  const colon = random.maybe(0.3) ? ':' : '';
  const values: Readonly<Record<Print, readonly [string, string?]>> = {
    birth_year: [String(person.born.year)],
    birth_date: [slashDate(person.born), isoDate(person.born)],
    ethnicity: [person.ethnicity],
    nationality: ['Việt Nam'],
    residence: [person.address],
    identity_paper: [person.personalId],
    identity_number: [person.personalId],
  };
  const drawn = random.maybe(0.5) ? prints : [...prints.slice(2), ...prints.slice(0, 2)];
  const items = drawn.map((print) => {
    const [label, [value, normal]] = [random.pick(said[print]), values[print]];
    const paper = print === 'identity_paper';
    fields[`${prefix}${print}`] = paper && colon === '' ? `${label} ${value}` : (normal ?? value);
    return `${label}${colon} ${value}`;
  });
  return [person.name, ...items].join(random.pick([', ', ', ', '; ', ' – ']));
}

const head = (title: string): string[] => [
  centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
  centred('Độc lập - Tự do - Hạnh phúc'),
  '',
  centred(title),
];
const place = 'Ủy ban nhân dân xã Mẫu, huyện Thí Dụ, tỉnh Long An';
const end = (of: string): string[] => [
  `Nơi đăng ký ${of}: ${place}`,
  'Ngày, tháng, năm đăng ký: 12/03/2018',
  centred('CHỦ TỊCH', 40, PAGE - 44),
  '',
  centred('Phạm Văn Mẫu', 40, PAGE - 44),
];

function birth(random: Chance): Paper {
  const fields: Record<string, string> = {};
  const prints: readonly Print[] = ['birth_year', 'ethnicity', 'nationality', 'residence'];
  const [father, mother] = [commonPerson(random), commonPerson(random)];
  Object.assign(fields, { father_full_name: father.name, mother_full_name: mother.name });
  const ofFather = sentence(random, { person: father, prefix: 'father_', prints }, fields);
  const ofMother = sentence(random, { person: mother, prefix: 'mother_', prints }, fields);
  const parents = random.pick([
    [`Cha: ${ofFather}`, `Mẹ: ${ofMother}`],
    [`Họ và tên cha: ${ofFather}.`, `Họ và tên mẹ: ${ofMother}.`],
    [`Con ông ${ofFather} và bà ${ofMother}`],
    [`Con của ông: ${ofFather}, và bà: ${ofMother}.`],
  ]);
  return {
    lines: [
      ...head('GIẤY KHAI SINH'),
      'Họ, chữ đệm, tên: NGUYỄN THỊ MẪU',
      'Ngày, tháng, năm sinh: 05/03/2018          Giới tính: Nữ',
      'Nơi sinh: Bệnh viện đa khoa tỉnh Long An',
      ...parents.flatMap((text) => wrapped(text, PAGE)),
      ...end('khai sinh'),
    ],
    fields,
  };
}

function marriage(random: Chance): Paper {
  const fields: Record<string, string> = {};
  const prints: readonly Print[] = ['birth_date', 'ethnicity', 'nationality', 'residence', 'identity_paper'];
  const [he, she] = [commonPerson(random), commonPerson(random)];
  Object.assign(fields, { husband_full_name: he.name, wife_full_name: she.name });
  const ofHim = sentence(random, { person: he, prefix: 'husband_', prints }, fields);
  const ofHer = sentence(random, { person: she, prefix: 'wife_', prints }, fields);
  const couple = random.pick([
    [`Chồng: ${ofHim}`, `Vợ: ${ofHer}`],
    [`Họ và tên vợ: ${ofHer}`, `Họ và tên chồng: ${ofHim}`],
  ]);
  return {
    lines: [
      ...head('GIẤY CHỨNG NHẬN KẾT HÔN'),
      centred('Số: 12/2018'),
      ...couple.flatMap((text) => wrapped(text, PAGE)),
      ...end('kết hôn'),
    ],
    fields,
  };
}

function manager(random: Chance): Paper {
  const fields: Record<string, string> = {};
  const person = commonPerson(random);
  fields.representative_name = person.name;
  const prints: readonly Print[] = ['birth_date', 'ethnicity', 'nationality', 'identity_number', 'residence'];
  const text = sentence(random, { person, prefix: 'representative_', prints }, fields);
  return {
    lines: [
      ...head('GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP'),
      centred('Mã số doanh nghiệp: 0101234567'),
      '1. Tên công ty: CÔNG TY TNHH HÒA BÌNH',
      '2. Địa chỉ trụ sở chính: Số 1, đường Mẫu, xã Mẫu, tỉnh Nghệ An, Việt Nam',
      '3. Vốn điều lệ: 100.000.000 đồng',
      '4. Người đại diện theo pháp luật của công ty',
      ...wrapped(`${random.pick(['Họ và tên: ', 'Họ, chữ đệm và tên: '])}${text}`, PAGE),
      centred('TRƯỞNG PHÒNG', 40, PAGE - 44),
    ],
    fields,
  };
}

describe.each([
  ['parents of a child', birth],
  ['a couple', marriage],
  ['the manager of a company', manager],
])('%s in running sentences', (_, draw) => {
  const read = SEEDS.flatMap((seed) => {
    const { lines, fields } = draw(chance(seed));
    const found: Readonly<Record<string, ExtractedField>> = extractFromReadings([pageOfText(lines)], [], {
      types,
      today: '2027-02-01',
    }).fields;
    return Object.entries(fields).map(([name, value]) => ({
      shown: `${seed} ${name}: ${value} | ${found[name]?.value ?? null}`,
      right: found[name]?.value === value,
      accepted: found[name]?.status === 'accepted',
    }));
  });

  it('have nearly every value read', () => {
    expect(read.filter(({ right }) => right).length / read.length).toBeGreaterThan(0.98);
  });

  it('have no value accepted that is wrong', () => {
    expect(read.filter(({ right, accepted }) => accepted && !right).map(({ shown }) => shown)).toEqual([]);
  });
});
