import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { personalId } from '../../identifiers.ts';
import type { Person } from '../../people.ts';
import { placeText } from '../../places.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import type { Style } from '../../sheet.ts';
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
import { Column } from '../fresh/column.ts';
import { commonName, commonPerson, type Seat, seatOn } from '../unseen/people.ts';
import { Blank } from './blank.ts';

const two = (value: number): string => String(value).padStart(2, '0');

function parents(random: Chance, seat: Seat, bornIn: number): { readonly father: Person; readonly mother: Person } {
  const home = { home: seat.place, levels: seat.levels } as const;
  const father = commonPerson(random, { male: true, bornFrom: bornIn - 42, bornTo: bornIn - 21, ...home });
  const mother = commonPerson(random, {
    male: false,
    bornFrom: bornIn - 38,
    bornTo: bornIn - 19,
    ethnicity: father.ethnicity,
    ...home,
  });
  return { father, mother };
}
const childOf = (random: Chance, father: Person, male: boolean): string =>
  upper(commonName(random, male)).replace(/^\S+/, upper(father.name.split(' ')[0]!));

const hospitals = (seat: Seat): readonly string[] => [
  `Bệnh viện Đa khoa ${seat.place.provinceKind} ${seat.place.province}`,
  `Bệnh viện Sản - Nhi ${seat.place.provinceKind} ${seat.place.province}`,
  `Trung tâm Y tế ${seat.place.districtFull}, ${seat.place.provinceKind} ${seat.place.province}`,
  `Trạm Y tế ${seat.text}`,
];

/** The red blank of TT 15/2015 and TT 04/2020 from the press, filled by a printer in another face a little above the dots. */
async function overprinted(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2016, month: 6, day: 1 }, random.int(0, 3800));
  const born = addDays(registered, -random.int(3, 58));
  const seat = seatOn(random, registered);
  const { father, mother } = parents(random, seat, born.year);
  const male = random.maybe(0.5);
  const press = look.family === 'serif' ? 'arial' : 'serif';
  const draft = await Draft.begin([look.family, press]);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.8, 0.24, 0.24], ground: [0.99, 0.94, 0.92] });
  const style: Style = {
    family: press,
    sizePt: press === 'serif' ? 12 : 10.4,
    leading: press === 'serif' ? 1.56 : 1.8,
  };
  motto(sheet, 105, 28, press, 12.5);
  sheet.block();
  sheet.line(0, 50, [{ text: 'GIẤY KHAI SINH', bold: true, sizePt: 24, colour: rgb(0.8, 0.1, 0.12) }], style, {
    align: 'center',
    width: 210,
  });
  const value: Style = { family: look.family, sizePt: serifSize(look, 13, 11.4) };
  const overprint = { value, lift: random.real(0.2, 0.9), between: 0 };
  const number = new Blank(sheet, 132, 59, 50, style, overprint);
  number.put([{ label: 'Số:', value: `${random.int(1, 340)}/${registered.year}`, field: 'number' }]);
  const form = new Blank(sheet, 25, 70, 160, style, overprint);
  form.put([{ label: 'Họ, chữ đệm, tên:', value: childOf(random, father, male), field: 'full_name' }]);
  form.put([{ label: 'Ngày, tháng, năm sinh:', value: slashDate(born), field: 'birth_date' }]);
  form.put([{ label: 'ghi bằng chữ:', value: dateInWords(born), field: 'birth_date_in_words' }]);
  form.put([
    { label: 'Giới tính:', value: male ? 'Nam' : 'Nữ', field: 'gender' },
    { label: 'Dân tộc:', value: father.ethnicity, field: 'ethnicity', at: 0.3 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.62 },
  ]);
  form.put([{ label: 'Nơi sinh:', value: random.pick(hospitals(seat)), field: 'birth_place' }]);
  form.put([{ label: 'Quê quán:', value: placeText(father.birthplace, seat.levels), field: 'place_of_origin' }]);
  const numbered = registered.year >= 2020;
  form.put([
    {
      label: 'Số định danh cá nhân:',
      value: numbered ? personalId(random, seat.place.provinceCode, male, born.year) : '',
      ...(numbered ? { field: 'personal_id' } : {}),
    },
  ]);
  for (const [who, person, prefix] of [
    ['mẹ', mother, 'mother'],
    ['cha', father, 'father'],
  ] as const) {
    form.put([{ label: `Họ, chữ đệm, tên người ${who}:`, value: upper(person.name), field: `${prefix}_full_name` }]);
    form.put([
      { label: 'Năm sinh:', value: String(person.born.year), field: `${prefix}_birth_year` },
      { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity`, at: 0.3 },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.62 },
    ]);
    form.put([{ label: 'Nơi cư trú:', value: person.address, field: `${prefix}_residence` }]);
  }
  const declarant = random.maybe(0.7) ? father : mother;
  form.put([{ label: 'Họ, chữ đệm, tên người đi khai sinh:', value: declarant.name, field: 'declarant_full_name' }]);
  form.put([
    { label: 'Giấy tờ tùy thân:', value: identityPaper(declarant, registered), field: 'declarant_identity_paper' },
  ]);
  form.put([{ label: 'Nơi đăng ký khai sinh:', value: `Ủy ban nhân dân ${seat.text}`, field: 'registration_place' }]);
  form.put([{ label: 'Ngày, tháng, năm đăng ký:', value: slashDate(registered), field: 'registration_date' }]);
  signingBlock(
    sheet,
    140,
    Math.min(form.y + 1, 240),
    92,
    { ...style, sizePt: style.sizePt - 0.6, leading: 1.2 },
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

/** Electronic certificate (TT 01/2022/TT-BTP) printed from the file: QR code, no ornament, who signed it and when. */
async function electronic(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2024, month: 3, day: 4 }, random.int(0, 960));
  const born = addDays(registered, -random.int(2, 45));
  const seat = seatOn(random, registered);
  const { father, mother } = parents(random, seat, born.year);
  const male = random.maybe(0.5);
  const number = `${two(random.int(1, 290))}/${registered.year}`;
  const child = childOf(random, father, male);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.6, 10.8), leading: 1.4 };
  const qrBox = { x: 22, y: 18, width: 24, height: 24 };
  const id = personalId(random, seat.place.provinceCode, male, born.year);
  const qr = `https://hotich.example/gks?so=${number}&ma=${random.digits(10)}`;
  drawQr(sheet, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  motto(sheet, 116, 24, look.family, 12.5);
  sheet.block();
  sheet.line(0, 50, [{ text: 'GIẤY KHAI SINH', bold: true, sizePt: 20 }], style, { align: 'center', width: 210 });
  sheet.line(0, 56.5, [{ text: '(Bản điện tử)', italic: true }], style, { align: 'center', width: 210 });
  sheet.block();
  sheet.line(0, 63.5, [{ text: 'Số: ' }, { text: number, field: 'number' }], style, { align: 'center', width: 210 });
  const form = new Column(sheet, 25, 74, 160, style, { bold: true, between: 0.6 });
  form.put({ label: 'Họ, chữ đệm, tên:', value: child, field: 'full_name' });
  form.say([
    { text: 'Ngày, tháng, năm sinh: ' },
    { text: slashDate(born), bold: true, field: 'birth_date' },
    { text: '; ghi bằng chữ: ' },
    { text: dateInWords(born), bold: true, field: 'birth_date_in_words' },
  ]);
  form.y += 0.6;
  form.put(
    { label: 'Giới tính:', value: male ? 'Nam' : 'Nữ', field: 'gender' },
    { label: 'Dân tộc:', value: father.ethnicity, field: 'ethnicity', at: 0.34 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.67 },
  );
  form.put({ label: 'Nơi sinh:', value: random.pick(hospitals(seat)), field: 'birth_place' });
  form.put({ label: 'Quê quán:', value: placeText(father.birthplace, seat.levels), field: 'place_of_origin' });
  form.put({ label: 'Số định danh cá nhân:', value: id, field: 'personal_id' });
  const alone = random.maybe(0.12);
  for (const [who, person, prefix] of [
    ['mẹ', mother, 'mother'],
    ...(alone ? [] : [['cha', father, 'father'] as const]),
  ] as const) {
    form.put({ label: `Họ, chữ đệm, tên người ${who}:`, value: upper(person.name), field: `${prefix}_full_name` });
    form.put(
      { label: 'Năm sinh:', value: String(person.born.year), field: `${prefix}_birth_year` },
      { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity`, at: 0.34 },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.67 },
    );
    form.put({ label: 'Nơi cư trú:', value: person.address, field: `${prefix}_residence` });
  }
  if (alone) {
    form.put({ label: 'Họ, chữ đệm, tên người cha:', value: '' });
    form.put(
      { label: 'Năm sinh:', value: '' },
      { label: 'Dân tộc:', value: '', at: 0.34 },
      { label: 'Quốc tịch:', value: '', at: 0.67 },
    );
    form.put({ label: 'Nơi cư trú:', value: '' });
  }
  const declarant = alone || random.maybe(0.4) ? mother : father;
  form.put({
    label: 'Họ, chữ đệm, tên người đi khai sinh:',
    value: declarant.name,
    field: 'declarant_full_name',
  });
  form.put({
    label: 'Giấy tờ tùy thân:',
    value: identityPaper(declarant, registered),
    field: 'declarant_identity_paper',
  });
  form.put({ label: 'Nơi đăng ký khai sinh:', value: `UBND ${seat.text}`, field: 'registration_place' });
  form.put({ label: 'Ngày, tháng, năm đăng ký:', value: slashDate(registered), field: 'registration_date' });
  const y = form.y + 6;
  const signer = commonName(random, random.maybe(0.7));
  const right = { align: 'center', width: 90 } as const;
  sheet.block();
  sheet.line(98, y, [{ text: 'NGƯỜI KÝ GIẤY KHAI SINH', bold: true }], style, right);
  const place = `${registered.year >= 2025 ? 'UBND' : 'Ủy ban nhân dân'} ${seat.place.communeFull}`;
  const time = `${two(random.int(7, 16))}:${two(random.int(0, 59))}:${two(random.int(0, 59))}`;
  const red = rgb(0.75, 0.12, 0.12);
  sheet.box({ x: 108, y: y + 3.4, width: 70, height: 15.4 }, { widthMm: 0.2, colour: red });
  sheet.block();
  for (const [index, text] of [
    `Ký bởi: ${place}`,
    `Cơ quan: ${seat.place.provinceKind} ${seat.place.province}`,
    `Thời gian ký: ${slashDate(registered)} ${time} +07:00`,
  ].entries())
    sheet.line(110, y + 7.6 + index * 4.4, [{ text, sizePt: 8, colour: red }], style);
  sheet.block();
  sheet.line(98, y + 25, [{ text: signer, bold: true, field: 'signer_name' }], style, right);
  draft.value('birth_date', isoDate(born));
  draft.value('birth_date_in_words', isoDate(born));
  draft.value('registration_date', isoDate(registered));
  return { type: 'birth_certificate', draft, format: 'A4', barcodes: [qr] };
}

/** Extract as an office's own program prints it: three units over each other, dots around the values, the words of the date behind it. */
async function dottedExtract(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2019, month: 2, day: 11 }, random.int(0, 2800));
  const seat = seatOn(random, issued);
  const born = addDays(issued, -random.int(300, 15_000));
  const registered = addDays(born, random.int(4, 90));
  const { father, mother } = parents(random, seat, born.year);
  const male = random.maybe(0.5);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.8, 11), leading: 1.38 };
  const bottom = agency(
    sheet,
    56,
    22,
    70,
    [
      upper(`${seat.place.provinceKind} ${seat.place.province}`),
      ...(seat.levels === 3 ? [upper(seat.place.districtFull)] : []),
    ],
    [`UBND ${upper(seat.place.communeFull)}`],
    look.family,
    12,
    { own: 'issuer' },
  );
  motto(sheet, 148, 22, look.family, 12);
  sheet.block();
  sheet.line(21, bottom + 8, [{ text: 'Số: ' }, { text: `${random.int(1, 880)}/TLKS-BS`, field: 'number' }], style, {
    align: 'center',
    width: 70,
  });
  sheet.block();
  sheet.line(
    98,
    bottom + 8,
    [
      { text: `${seat.place.commune}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  sheet.block();
  sheet.line(0, bottom + 22, [{ text: 'TRÍCH LỤC KHAI SINH', bold: true, sizePt: 16 }], style, {
    align: 'center',
    width: 210,
  });
  sheet.line(0, bottom + 28.5, [{ text: '(BẢN SAO)', sizePt: 11 }], style, { align: 'center', width: 210 });
  const form = new Column(sheet, 25, bottom + 39, 162, style, { between: 0.8 });
  const dots = (label: string, value: string, field: string, at?: number) => ({
    label: `${label} ..`,
    value,
    field,
    tail: ' ..',
    ...(at === undefined ? {} : { at }),
  });
  const name = (label: string, value: string, field: string): void => {
    form.say([
      { text: `${label} `, bold: true },
      { text: value, bold: true, field },
    ]);
    form.y += 0.8;
  };
  name('Họ, chữ đệm, tên:', childOf(random, father, male), 'full_name');
  form.say([
    { text: 'Ngày, tháng, năm sinh: .. ' },
    { text: slashDate(born), field: 'birth_date' },
    { text: ' .. ghi bằng chữ: .. ' },
    { text: dateInWords(born).replace('Ngày', 'ngày'), field: 'birth_date_in_words' },
    { text: ' ..' },
  ]);
  form.y += 0.8;
  form.put(
    dots('Giới tính:', male ? 'Nam' : 'Nữ', 'gender'),
    dots('Dân tộc:', father.ethnicity, 'ethnicity', 0.33),
    dots('Quốc tịch:', 'Việt Nam', 'nationality', 0.64),
  );
  form.put(dots('Nơi sinh:', random.pick(hospitals(seat)), 'birth_place'));
  form.put(dots('Quê quán:', placeText(father.birthplace, seat.levels), 'place_of_origin'));
  if (issued.year >= 2021)
    form.put(
      dots('Số định danh cá nhân:', personalId(random, seat.place.provinceCode, male, born.year), 'personal_id'),
    );
  for (const [who, person, prefix] of [
    ['cha', father, 'father'],
    ['mẹ', mother, 'mother'],
  ] as const) {
    name(`Họ, chữ đệm, tên người ${who}:`, upper(person.name), `${prefix}_full_name`);
    form.put(
      dots('Năm sinh:', String(person.born.year), `${prefix}_birth_year`),
      dots('Dân tộc:', person.ethnicity, `${prefix}_ethnicity`, 0.33),
      dots('Quốc tịch:', 'Việt Nam', `${prefix}_nationality`, 0.64),
    );
    form.put(dots('Nơi cư trú:', person.address, `${prefix}_residence`));
  }
  form.say([
    { text: 'Đã đăng ký khai sinh tại: ', bold: true },
    { text: `UBND ${seat.text}`, field: 'registration_place' },
  ]);
  form.y += 0.8;
  form.put(
    dots('Số:', `${two(random.int(1, 240))}/${registered.year}`, 'registration_number'),
    dots('Ngày, tháng, năm đăng ký:', slashDate(registered), 'registration_date', 0.33),
  );
  signingBlock(
    sheet,
    146,
    Math.min(form.y + 5, 242),
    88,
    { ...style, sizePt: style.sizePt - 0.4, leading: 1.2 },
    {
      authority: ['NGƯỜI KÝ TRÍCH LỤC'],
      note: '(Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)',
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

export const thirdBirths: readonly RoundTemplate[] = [
  { name: 'pressed blank, filled by a printer in another face', draw: overprinted },
  { name: 'electronic certificate on paper, QR code', draw: electronic },
];
export const thirdBirthExtracts: readonly RoundTemplate[] = [
  { name: 'program of an office, dots around the values', draw: dottedExtract },
];
