import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { personalId } from '../../identifiers.ts';
import { placeText } from '../../places.ts';
import type { Chance } from '../../random.ts';
import type { Style } from '../../sheet.ts';
import { addDays, dateInWords, isoDate, longDate, slashDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import {
  agency,
  type Cell,
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
import { Column } from '../fresh/column.ts';
import { commonName } from '../unseen/people.ts';
import { blankRow } from './blank.ts';
import { personOf, provinceLine, type Seat, seatOf, shortDate } from './people.ts';

/** Child and parents of one place. */
function family(random: Chance, seat: Seat, year: number) {
  const home = { home: seat.place, levels: seat.levels } as const;
  const father = personOf(random, { male: true, bornFrom: year - 40, bornTo: year - 21, ...home });
  const mother = personOf(random, {
    male: false,
    bornFrom: year - 37,
    bornTo: year - 19,
    ethnicity: father.ethnicity,
    ...home,
  });
  const male = random.maybe(0.5);
  const child = commonName(random, male).replace(/^\S+/, father.name.split(' ')[0]!);
  return { father, mother, male, child };
}

/** The blank of 2015/2020 as it comes printed with its dots, the values set on them: words behind the date, three answers to a row. */
async function blankTyped(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2017, month: 2, day: 6 }, random.int(0, 3500));
  const born = addDays(registered, -random.int(6, 58));
  const seat = seatOf(random, registered);
  const { father, mother, male, child } = family(random, seat, born.year);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.78, 0.44, 0.5], ground: [0.98, 0.95, 0.93] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.6, 10.8), leading: 1.5 };
  const bottom = agency(sheet, 56, 25, 70, [], ['ỦY BAN NHÂN DÂN', upper(seat.place.communeFull)], look.family, 11);
  motto(sheet, 143, 25, look.family, 11.2);
  sheet.block();
  sheet.line(0, 53, [{ text: 'GIẤY KHAI SINH', bold: true, sizePt: 24, colour: rgb(0.78, 0.08, 0.12) }], style, {
    align: 'center',
    width: 210,
  });
  sheet.block();
  sheet.line(
    0,
    bottom + 30,
    [{ text: 'Số: ' }, { text: `${random.int(1, 360)}/${registered.year}`, bold: true, field: 'number' }],
    style,
    { align: 'center', width: 210 },
  );
  let y = bottom + 40;
  const put = (...cells: readonly Cell[]): void => {
    y = blankRow(sheet, 25, y, 160, cells, style) + 0.3;
  };
  put({ label: 'Họ, chữ đệm, tên:', value: upper(child), field: 'full_name' });
  put(
    { label: 'Ngày, tháng, năm sinh:', value: shortDate(born), field: 'birth_date' },
    { label: 'ghi bằng chữ:', value: dateInWords(born), field: 'birth_date_in_words', at: 0.43 },
  );
  put(
    { label: 'Giới tính:', value: male ? 'Nam' : 'Nữ', field: 'gender' },
    { label: 'Dân tộc:', value: father.ethnicity, field: 'ethnicity', at: 0.3 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.62 },
  );
  put({
    label: 'Nơi sinh:',
    value: random.pick([
      `Trung tâm Y tế ${seat.levels === 3 ? `${seat.place.districtFull}, ${seat.place.provinceKind} ${seat.place.province}` : `khu vực ${seat.place.commune}, ${seat.place.provinceKind} ${seat.place.province}`}`,
      `Bệnh viện Sản Nhi ${seat.place.provinceKind} ${seat.place.province}`,
      `Bệnh viện Đa khoa khu vực ${seat.place.commune}, ${seat.text}`,
    ]),
    field: 'birth_place',
  });
  put({ label: 'Quê quán:', value: placeText(father.birthplace, seat.levels), field: 'place_of_origin' });
  put({
    label: 'Số định danh cá nhân:',
    value: personalId(random, seat.place.provinceCode, male, born.year),
    field: 'personal_id',
  });
  for (const [who, person, prefix] of [
    ['mẹ', mother, 'mother'],
    ['cha', father, 'father'],
  ] as const) {
    put({ label: `Họ, chữ đệm, tên người ${who}:`, value: upper(person.name), field: `${prefix}_full_name` });
    put(
      { label: 'Năm sinh:', value: String(person.born.year), field: `${prefix}_birth_year` },
      { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity`, at: 0.3 },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.62 },
    );
    put({ label: 'Nơi cư trú:', value: person.address, field: `${prefix}_residence` });
  }
  const declarant = random.maybe(0.6) ? father : mother;
  put({
    label: 'Họ, chữ đệm, tên người đi khai sinh:',
    value: upper(declarant.name),
    field: 'declarant_full_name',
  });
  put({
    label: 'Giấy tờ tùy thân:',
    value: identityPaper(declarant, registered),
    field: 'declarant_identity_paper',
  });
  put({ label: 'Nơi đăng ký khai sinh:', value: `Ủy ban nhân dân ${seat.text}`, field: 'registration_place' });
  put({ label: 'Ngày, tháng, năm đăng ký:', value: shortDate(registered), field: 'registration_date' });
  signingBlock(
    sheet,
    142,
    Math.min(y + 1, 236),
    88,
    { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
    {
      authority: ['NGƯỜI KÝ GIẤY KHAI SINH'],
      note: '(Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)',
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

/** Extract of a birth as TT 04/2020 has it: names in capitals behind bold labels, words in the row of the date, a note at the end. */
async function extract(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2020, month: 9, day: 7 }, random.int(0, 2250));
  const seat = seatOf(random, issued);
  const born = addDays(issued, -random.int(900, 15_500));
  const registered = addDays(born, random.int(5, 60));
  const { father, mother, male, child } = family(random, seat, born.year);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.34 };
  const bottom = agency(
    sheet,
    56,
    20,
    70,
    [provinceLine(seat.place), ...(seat.levels === 3 ? [upper(seat.place.districtFull)] : [])],
    [`UBND ${upper(seat.place.communeFull)}`],
    look.family,
    12,
    { own: 'issuer' },
  );
  motto(sheet, 146, 20, look.family, 12);
  sheet.block();
  sheet.line(22, bottom + 8, [{ text: 'Số: ' }, { text: `${random.int(1, 980)}/TLKS-BS`, field: 'number' }], style, {
    align: 'center',
    width: 68,
  });
  sheet.block();
  sheet.line(
    96,
    bottom + 8,
    [
      { text: `${seat.place.commune}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  sheet.block();
  sheet.line(0, bottom + 21, [{ text: 'TRÍCH LỤC KHAI SINH', bold: true, sizePt: 16 }], style, {
    align: 'center',
    width: 210,
  });
  sheet.line(0, bottom + 27, [{ text: '(BẢN SAO)', bold: true, sizePt: 12, underline: true }], style, {
    align: 'center',
    width: 210,
  });
  const form = new Column(sheet, 26, bottom + 37, 160, style, { dotted: true, between: 0.7 });
  const named = (label: string, name: string, field: string): void => {
    form.say([
      { text: label, bold: true },
      { text: ` ${upper(name)}`, bold: true, field },
    ]);
    form.y += 0.7;
  };
  named('Họ, chữ đệm, tên:', child, 'full_name');
  form.say([
    { text: 'Ngày, tháng, năm sinh: ' },
    { text: slashDate(born), field: 'birth_date' },
    { text: ' ghi bằng chữ: ' },
    { text: dateInWords(born), field: 'birth_date_in_words' },
  ]);
  form.y += 0.7;
  form.put(
    { label: 'Giới tính:', value: male ? 'Nam' : 'Nữ', field: 'gender' },
    { label: 'Dân tộc:', value: father.ethnicity, field: 'ethnicity', at: 0.33 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.66 },
  );
  form.put({
    label: 'Nơi sinh:',
    value: random.pick([
      seat.text,
      `Trạm y tế ${seat.text}`,
      `Bệnh viện Từ Dũ, Thành phố Hồ Chí Minh`,
      `Bệnh viện Phụ sản Trung ương, thành phố Hà Nội`,
    ]),
    field: 'birth_place',
  });
  form.put({ label: 'Quê quán:', value: placeText(father.birthplace, seat.levels), field: 'place_of_origin' });
  form.put({
    label: 'Số định danh cá nhân:',
    value: personalId(random, seat.place.provinceCode, male, born.year),
    field: 'personal_id',
  });
  for (const [who, person, prefix] of [
    ['mẹ', mother, 'mother'],
    ['cha', father, 'father'],
  ] as const) {
    named(`Họ, chữ đệm, tên người ${who}:`, person.name, `${prefix}_full_name`);
    form.put(
      { label: 'Năm sinh:', value: String(person.born.year), field: `${prefix}_birth_year` },
      { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity`, at: 0.33 },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.66 },
    );
    form.put({ label: 'Nơi cư trú:', value: person.address, field: `${prefix}_residence` });
  }
  form.put({
    label: 'Đăng ký khai sinh tại:',
    value: `UBND ${seat.text}`,
    field: 'registration_place',
  });
  form.put(
    { label: 'Số:', value: `${random.int(1, 260)}/${registered.year}`, field: 'registration_number' },
    { label: 'ngày', value: longDate(registered).replace(/^ngày /, ''), field: 'registration_date', at: 0.33 },
  );
  form.say([{ text: 'Ghi chú: ', bold: true }, { text: 'Thực hiện trích lục từ Sổ đăng ký khai sinh.' }]);
  signingBlock(
    sheet,
    144,
    Math.min(form.y + 3, 244),
    88,
    { ...style, sizePt: style.sizePt - 0.8, leading: 1.2 },
    {
      authority: ['NGƯỜI KÝ TRÍCH LỤC', random.pick(['CHỦ TỊCH', 'PHÓ CHỦ TỊCH'])],
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

export const fourthBirths: readonly RoundTemplate[] = [
  { name: 'printed blank, typed above its dots', draw: blankTyped },
];
export const fourthBirthExtracts: readonly RoundTemplate[] = [
  { name: 'words in the row of the date, three answers to a row', draw: extract },
];
