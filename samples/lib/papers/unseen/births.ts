import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { personalId } from '../../identifiers.ts';
import { placeText } from '../../places.ts';
import type { Chance } from '../../random.ts';
import { drawSignature } from '../../seal.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, dateInWords, isoDate, longDate, slashDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import {
  agency,
  committeeSeal,
  identityPaper,
  type Look,
  motto,
  type Paper,
  type RoundTemplate,
  signingBlock,
  upper,
} from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column, table } from '../fresh/column.ts';
import { commonName, commonPerson, seatOn } from './people.ts';

/** The certificate of a birth as it was copied onto a blank before 2016: mother and father stand side by side in a table. */
async function parentsInTable(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2006, month: 4, day: 3 }, random.int(0, 3500));
  const born = addDays(registered, -random.int(5, 60));
  const seat = seatOn(random, registered);
  const home = { home: seat.place, levels: 3 } as const;
  const father = commonPerson(random, { male: true, bornFrom: 1965, bornTo: 1985, ...home });
  const mother = commonPerson(random, {
    male: false,
    bornFrom: 1968,
    bornTo: 1988,
    ethnicity: father.ethnicity,
    ...home,
  });
  const male = random.maybe(0.5);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.35, 0.52, 0.36], ground: [0.94, 0.97, 0.92] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.8, 11), leading: 1.4 };
  const head = new Column(sheet, 24, 26, 60, { ...style, sizePt: style.sizePt - 1.5, leading: 1.3 });
  head.put({ label: 'Xã, phường:', value: seat.place.commune });
  head.put({ label: 'Huyện, quận:', value: seat.place.district });
  head.put({ label: 'Tỉnh, thành phố:', value: seat.place.province });
  sheet.block();
  sheet.line(
    142,
    26,
    [{ text: 'Số: ' }, { text: `${random.int(1, 240)}/${registered.year}`, bold: true, field: 'number' }],
    style,
  );
  sheet.line(
    142,
    32,
    [{ text: 'Quyển số: ' }, { text: `0${random.int(1, 3)}`, bold: true, field: 'book_number' }],
    style,
  );
  motto(sheet, 105, 46, look.family, 12.5);
  sheet.block();
  sheet.line(0, 65, [{ text: 'GIẤY KHAI SINH', bold: true, sizePt: 23, colour: rgb(0.75, 0.12, 0.14) }], style, {
    align: 'center',
    width: 210,
  });
  sheet.line(0, 71.5, [{ text: '(BẢN CHÍNH)', sizePt: 11 }], style, { align: 'center', width: 210 });
  sheet.block();
  const form = new Column(sheet, 25, 83, 160, style, { bold: true, between: 1 });
  form.put(
    {
      label: 'Họ và tên:',
      value: upper(commonName(random, male)).replace(/^\S+/, upper(father.name.split(' ')[0]!)),
      field: 'full_name',
    },
    { label: 'Giới tính:', value: male ? 'Nam' : 'Nữ', field: 'gender', at: 0.74 },
  );
  form.put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(born), field: 'birth_date' });
  form.put({ label: 'Viết bằng chữ:', value: dateInWords(born), field: 'birth_date_in_words' });
  form.put({
    label: 'Nơi sinh:',
    value: random.pick([
      `Bệnh viện đa khoa ${seat.place.districtFull}, ${seat.place.provinceKind} ${seat.place.province}`,
      `Trạm Y tế ${seat.text}`,
      `Bệnh viện Phụ sản ${seat.place.provinceKind} ${seat.place.province}`,
    ]),
    field: 'birth_place',
  });
  form.put(
    { label: 'Dân tộc:', value: father.ethnicity, field: 'ethnicity' },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.4 },
  );
  form.put({ label: 'Quê quán:', value: placeText(father.birthplace, 3), field: 'place_of_origin' });
  const both = (label: string, of: (person: typeof mother) => string, field: string): (string | Run)[] => [
    label,
    { text: of(mother), field: `mother_${field}` },
    { text: of(father), field: `father_${field}` },
  ];
  form.y =
    table(
      sheet,
      25,
      form.y - 2,
      [36, 62, 62],
      [
        ['PHẦN GHI VỀ CHA, MẸ', 'NGƯỜI MẸ', 'NGƯỜI CHA'],
        both('Họ và tên', ({ name }) => upper(name), 'full_name'),
        both('Năm sinh', ({ born: day }) => String(day.year), 'birth_year'),
        both('Dân tộc', ({ ethnicity }) => ethnicity, 'ethnicity'),
        both('Quốc tịch', () => 'Việt Nam', 'nationality'),
        both('Nơi thường trú', ({ address }) => address, 'residence'),
      ],
      { ...style, sizePt: style.sizePt - 1, leading: 1.25 },
    ) + 7;
  const declarant = random.maybe(0.6) ? father : mother;
  form.put({ label: 'Họ và tên người đi khai sinh:', value: declarant.name, field: 'declarant_full_name' });
  form.put({
    label: 'Nơi đăng ký:',
    value: `Ủy ban nhân dân ${seat.text}`,
    field: 'registration_place',
  });
  form.put({ label: 'Đăng ký ngày:', value: slashDate(registered), field: 'registration_date' });
  const y = Math.min(form.y + 4, 238);
  sheet.block();
  sheet.line(25, y, [{ text: 'NGƯỜI ĐI KHAI SINH', bold: true, sizePt: 11 }], style, { align: 'center', width: 56 });
  if (look.inked) drawSignature(sheet, random.branch('declarant'), 38, y + 15, 28);
  signingBlock(
    sheet,
    144,
    y,
    84,
    { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
    {
      authority: ['TM. ỦY BAN NHÂN DÂN', random.pick(['CHỦ TỊCH', 'PHÓ CHỦ TỊCH'])],
      name: commonName(random, random.maybe(0.7)),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(born));
  draft.value('birth_date_in_words', isoDate(born));
  draft.value('registration_date', isoDate(registered));
  return { type: 'birth_certificate', draft, format: 'A4' };
}

/** The certificate as the common system prints it since 2020: label and value in two columns without rules. */
async function twoColumns(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2020, month: 9, day: 1 }, random.int(0, 2250));
  const born = addDays(registered, -random.int(3, 55));
  const seat = seatOn(random, registered);
  const home = { home: seat.place, levels: seat.levels } as const;
  const father = commonPerson(random, { male: true, bornFrom: 1980, bornTo: 2000, ...home });
  const mother = commonPerson(random, {
    male: false,
    bornFrom: 1982,
    bornTo: 2002,
    ethnicity: father.ethnicity,
    ...home,
  });
  const male = random.maybe(0.5);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.78, 0.28, 0.26], ground: [0.99, 0.95, 0.93] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.6, 10.8), leading: 1.36 };
  motto(sheet, 105, 27, look.family, 12.5);
  sheet.block();
  sheet.line(0, 47, [{ text: 'GIẤY KHAI SINH', bold: true, sizePt: 24, colour: rgb(0.8, 0.1, 0.12) }], style, {
    align: 'center',
    width: 210,
  });
  sheet.block();
  sheet.line(24, 56, [{ text: 'Số: ' }, { text: `${random.int(1, 320)}/${registered.year}`, field: 'number' }], style, {
    align: 'right',
    width: 160,
  });
  let y = 66;
  const put = (label: string, value: string, field: string, second?: readonly [string, string, string]): void => {
    sheet.block();
    sheet.line(25, y, label, style);
    sheet.block();
    const width = second === undefined ? 103 : 48;
    let end = sheet.paragraph(82, y, width, [{ text: value, bold: true, field }], style);
    if (second !== undefined) {
      sheet.block();
      sheet.line(136, y, second[0], style);
      end = Math.max(end, sheet.paragraph(160, y, 26, [{ text: second[1], bold: true, field: second[2] }], style));
    }
    y = end + 0.9;
  };
  put(
    'Họ, chữ đệm, tên:',
    upper(commonName(random, male)).replace(/^\S+/, upper(father.name.split(' ')[0]!)),
    'full_name',
  );
  put('Ngày, tháng, năm sinh:', longDate(born).replace('ngày', 'Ngày'), 'birth_date');
  put('Ghi bằng chữ:', dateInWords(born), 'birth_date_in_words');
  put('Giới tính:', male ? 'Nam' : 'Nữ', 'gender', ['Dân tộc:', father.ethnicity, 'ethnicity']);
  put('Quốc tịch:', 'Việt Nam', 'nationality');
  put('Số định danh cá nhân:', personalId(random, seat.place.provinceCode, male, born.year), 'personal_id');
  put('Nơi sinh:', `Bệnh viện Đa khoa ${seat.place.provinceKind} ${seat.place.province}, ${seat.text}`, 'birth_place');
  put('Quê quán:', placeText(father.birthplace, seat.levels), 'place_of_origin');
  for (const [who, person, prefix] of [
    ['mẹ', mother, 'mother'],
    ['cha', father, 'father'],
  ] as const) {
    y += 1;
    put(`Họ, chữ đệm, tên ${who}:`, person.name, `${prefix}_full_name`);
    put('Năm sinh:', String(person.born.year), `${prefix}_birth_year`, [
      'Dân tộc:',
      person.ethnicity,
      `${prefix}_ethnicity`,
    ]);
    put('Quốc tịch:', 'Việt Nam', `${prefix}_nationality`);
    put('Nơi cư trú:', person.address, `${prefix}_residence`);
  }
  y += 1;
  const declarant = random.maybe(0.6) ? father : mother;
  put('Người đi khai sinh:', declarant.name, 'declarant_full_name');
  put('Giấy tờ tùy thân:', identityPaper(declarant, registered), 'declarant_identity_paper');
  put('Nơi đăng ký khai sinh:', `Ủy ban nhân dân ${seat.text}`, 'registration_place');
  put('Ngày đăng ký:', slashDate(registered), 'registration_date');
  signingBlock(
    sheet,
    140,
    Math.min(y + 2, 238),
    92,
    { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
    {
      authority: ['NGƯỜI KÝ GIẤY KHAI SINH', random.pick(['CHỦ TỊCH', 'PHÓ CHỦ TỊCH'])],
      name: commonName(random, random.maybe(0.7)),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(born));
  draft.value('birth_date_in_words', isoDate(born));
  draft.value('registration_date', isoDate(registered));
  return { type: 'birth_certificate', draft, format: 'A4' };
}

/** Extract of a birth in a ruled table of two columns, the personal number before the name of the mother. */
async function ruledExtract(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2021, month: 2, day: 3 }, random.int(0, 2090));
  const seat = seatOn(random, issued);
  const born = addDays(issued, -random.int(400, 14_000));
  const registered = addDays(born, random.int(4, 70));
  const home = { home: seat.place, levels: seat.levels } as const;
  const father = commonPerson(random, { male: true, bornFrom: born.year - 40, bornTo: born.year - 20, ...home });
  const mother = commonPerson(random, {
    male: false,
    bornFrom: born.year - 38,
    bornTo: born.year - 19,
    ethnicity: father.ethnicity,
    ...home,
  });
  const male = random.maybe(0.5);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.5, 10.8), leading: 1.3 };
  const bottom = agency(
    sheet,
    58,
    21,
    72,
    [],
    ['ỦY BAN NHÂN DÂN', upper(seat.place.communeFull), ...(seat.levels === 3 ? [upper(seat.place.districtFull)] : [])],
    look.family,
    11.5,
    { own: 'issuer' },
  );
  motto(sheet, 146, 21, look.family, 11.5);
  sheet.block();
  sheet.line(
    96,
    35,
    [
      { text: `${seat.place.commune}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  sheet.block();
  sheet.line(0, bottom + 16, [{ text: 'TRÍCH LỤC KHAI SINH (BẢN SAO)', bold: true, sizePt: 16 }], style, {
    align: 'center',
    width: 210,
  });
  sheet.block();
  sheet.line(
    0,
    bottom + 22.5,
    [{ text: 'Số: ' }, { text: `${random.int(1, 960)}/${issued.year}/TLKS-BS`, bold: true, field: 'number' }],
    style,
    { align: 'center', width: 210 },
  );
  sheet.block();
  const parent = (who: string, person: typeof mother, prefix: string): [string, Run][] => [
    [`Họ, chữ đệm, tên ${who}`, { text: upper(person.name), field: `${prefix}_full_name` }],
    [`Năm sinh của ${who}`, { text: String(person.born.year), field: `${prefix}_birth_year` }],
    [`Dân tộc của ${who}`, { text: person.ethnicity, field: `${prefix}_ethnicity` }],
    [`Quốc tịch của ${who}`, { text: 'Việt Nam', field: `${prefix}_nationality` }],
    [`Nơi cư trú của ${who}`, { text: person.address, field: `${prefix}_residence` }],
  ];
  const end = table(
    sheet,
    24,
    bottom + 29,
    [58, 106],
    [
      ['Nội dung', 'Thông tin đăng ký'],
      [
        'Họ, chữ đệm, tên',
        {
          text: upper(commonName(random, male)).replace(/^\S+/, upper(father.name.split(' ')[0]!)),
          field: 'full_name',
        },
      ],
      ['Ngày, tháng, năm sinh', { text: slashDate(born), field: 'birth_date' }],
      ['Ghi bằng chữ', { text: dateInWords(born), field: 'birth_date_in_words' }],
      ['Giới tính', { text: male ? 'Nam' : 'Nữ', field: 'gender' }],
      ['Dân tộc', { text: father.ethnicity, field: 'ethnicity' }],
      ['Quốc tịch', { text: 'Việt Nam', field: 'nationality' }],
      [
        'Số định danh cá nhân',
        { text: personalId(random, seat.place.provinceCode, male, born.year), field: 'personal_id' },
      ],
      ['Nơi sinh', { text: seat.text, field: 'birth_place' }],
      ['Quê quán', { text: placeText(father.birthplace, seat.levels), field: 'place_of_origin' }],
      ...parent('mẹ', mother, 'mother'),
      ...parent('cha', father, 'father'),
      ['Nơi đăng ký khai sinh', { text: `Ủy ban nhân dân ${seat.text}`, field: 'registration_place' }],
      ['Số đăng ký', { text: `${random.int(1, 280)}/${registered.year}`, field: 'registration_number' }],
      ['Ngày, tháng, năm đăng ký', { text: slashDate(registered), field: 'registration_date' }],
    ],
    { ...style, sizePt: style.sizePt - 1.2, leading: 1.15 },
  );
  signingBlock(
    sheet,
    146,
    Math.min(end + 7, 252),
    82,
    { ...style, sizePt: style.sizePt - 0.6, leading: 1.15 },
    {
      authority: ['NGƯỜI KÝ TRÍCH LỤC'],
      name: commonName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(born));
  draft.value('birth_date_in_words', isoDate(born));
  draft.value('registration_date', isoDate(registered));
  draft.value('issue_date', isoDate(issued));
  return { type: 'birth_certificate_extract', draft, format: 'A4' };
}

export const unseenBirths: readonly RoundTemplate[] = [
  { name: 'blank before 2016, mother and father in a table', draw: parentsInTable },
  { name: 'labels and values in two columns', draw: twoColumns },
];
export const unseenBirthExtracts: readonly RoundTemplate[] = [
  { name: 'ruled table, a row a label', draw: ruledExtract },
];
