import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { personalId } from '../../identifiers.ts';

import type { Chance } from '../../random.ts';
import { drawSignature } from '../../seal.ts';
import type { Style } from '../../sheet.ts';
import { addDays, dateInWords, isoDate, longDate, slashDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import {
  agency,
  committeeSeal,
  type Look,
  motto,
  type Paper,
  type RoundTemplate,
  signingBlock,
  upper,
} from '../common.ts';
import { Column } from './column.ts';
import { freshName, freshPerson, freshPlace, seat, written } from './people.ts';

export const serifSize = (look: Look, serif: number, other: number): number =>
  look.family === 'serif' ? serif : look.family === 'book' ? serif - 0.8 : other;

/** `15 tháng 8 năm 1990` without the word before it. */
const spoken = (text: string): string => text.replace(/^ngày /, '');

/** Blank of before 2016: father first, "Họ và tên", a book number, three signatures. */
async function blankOf2010(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2008, month: 3, day: 3 }, random.int(0, 2700));
  const born = addDays(registered, -random.int(4, 900));
  const home = freshPlace(random, 3);
  const father = freshPerson(random, { male: true, bornFrom: 1962, bornTo: 1986, home, levels: 3 });
  const mother = freshPerson(random, {
    male: false,
    bornFrom: 1964,
    bornTo: 1988,
    home,
    levels: 3,
    ethnicity: father.ethnicity,
  });
  const male = random.maybe(0.5);
  const child = freshName(random, male, father.ethnicity, [father.name, mother.name]);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.62, 0.5, 0.26], ground: [0.98, 0.95, 0.86] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.5, 11), leading: 1.4 };
  agency(
    sheet,
    58,
    26,
    66,
    [],
    [upper(home.communeFull), upper(home.districtFull), `${upper(home.provinceKind)} ${upper(home.province)}`],
    look.family,
    9.5,
  );
  sheet.block();
  sheet.line(150, 26, 'Mẫu TP/HT-2010-KS.1', { ...style, sizePt: 9 });
  sheet.line(
    150,
    31.5,
    [{ text: 'Số: ' }, { text: `${String(random.int(1, 320)).padStart(2, '0')}`, bold: true, field: 'number' }],
    style,
  );
  sheet.line(
    150,
    37,
    [{ text: 'Quyển số: ' }, { text: `01/${registered.year}`, bold: true, field: 'book_number' }],
    style,
  );
  motto(sheet, 105, 46, look.family, 12.5);
  sheet.block();
  sheet.line(0, 66, [{ text: 'GIẤY KHAI SINH', bold: true, sizePt: 22, colour: rgb(0.75, 0.12, 0.14) }], style, {
    align: 'center',
    width: 210,
  });
  sheet.line(0, 72, [{ text: '(BẢN CHÍNH)', bold: true, sizePt: 11 }], style, { align: 'center', width: 210 });
  sheet.block();
  const form = new Column(sheet, 26, 84, 158, style, { bold: true, dotted: true, between: 0.7 });
  form.put(
    { label: 'Họ và tên:', value: upper(child), field: 'full_name' },
    { label: 'Giới tính:', value: male ? 'Nam' : 'Nữ', field: 'gender', at: 0.74 },
  );
  form.put({ label: 'Ngày, tháng, năm sinh:', value: spoken(longDate(born)), field: 'birth_date' });
  form.put({ label: '(Bằng chữ:', value: dateInWords(born), field: 'birth_date_in_words', tail: ')' });
  form.put({
    label: 'Nơi sinh:',
    value: random.pick([
      `Trạm Y tế ${home.communeFull}`,
      `Bệnh viện đa khoa ${home.districtFull}, ${home.provinceKind} ${home.province}`,
      written(home, 3),
    ]),
    field: 'birth_place',
  });
  form.put(
    { label: 'Dân tộc:', value: father.ethnicity, field: 'ethnicity' },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.5 },
  );
  form.put({ label: 'Quê quán:', value: written(father.birthplace, 3), field: 'place_of_origin' });
  for (const [who, person, prefix] of [
    ['cha', father, 'father'],
    ['mẹ', mother, 'mother'],
  ] as const) {
    form.put({ label: `Họ và tên ${who}:`, value: upper(person.name), field: `${prefix}_full_name` });
    form.put(
      { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity` },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.36 },
      { label: 'Năm sinh:', value: String(person.born.year), field: `${prefix}_birth_year`, at: 0.72 },
    );
    form.put({ label: 'Nơi thường trú/tạm trú:', value: written(person.home, 3), field: `${prefix}_residence` });
  }
  form.put({ label: 'Nơi đăng ký:', value: `Ủy ban nhân dân ${written(home, 3)}`, field: 'registration_place' });
  form.put({ label: 'Ngày, tháng, năm đăng ký:', value: spoken(longDate(registered)), field: 'registration_date' });
  const declarant = random.maybe(0.5) ? father : mother;
  form.put({
    label: 'Họ và tên, quan hệ với con của người đi khai sinh:',
    value: declarant.name,
    field: 'declarant_full_name',
    tail: ` - ${declarant.male ? 'cha đẻ' : 'mẹ đẻ'}`,
  });
  const y = Math.min(form.y + 4, 238);
  sheet.block();
  sheet.line(22, y, [{ text: 'NGƯỜI ĐI KHAI SINH', bold: true, sizePt: 10.5 }], style, { align: 'center', width: 52 });
  sheet.line(22, y + 28, [{ text: declarant.name, sizePt: 11 }], style, { align: 'center', width: 52 });
  sheet.block();
  sheet.line(74, y, [{ text: 'CÁN BỘ TƯ PHÁP HỘ TỊCH', bold: true, sizePt: 10.5 }], style, {
    align: 'center',
    width: 56,
  });
  sheet.line(74, y + 28, [{ text: freshName(random, random.maybe(0.5)), sizePt: 11 }], style, {
    align: 'center',
    width: 56,
  });
  if (look.inked) {
    drawSignature(sheet, random.branch('declarant'), 33, y + 16, 28);
    drawSignature(sheet, random.branch('clerk'), 88, y + 16, 28);
  }
  signingBlock(
    sheet,
    158,
    y,
    58,
    { ...style, sizePt: 10.8, leading: 1.25 },
    {
      authority: ['NGƯỜI KÝ GIẤY KHAI SINH', 'CHỦ TỊCH'],
      name: freshName(random, random.maybe(0.7)),
      nameField: 'signer_name',
      seal: committeeSeal(home),
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(born));
  draft.value('birth_date_in_words', isoDate(born));
  draft.value('registration_date', isoDate(registered));
  return { type: 'birth_certificate', draft, format: 'A4' };
}

/** Blank of 2020 with sex beside the name and the date in words on its own line; some children have no father entered. */
async function blankOf2020(random: Chance, look: Look): Promise<Paper> {
  const levels = random.maybe(0.5) ? 2 : 3;
  const registered =
    levels === 2
      ? addDays({ year: 2025, month: 7, day: 4 }, random.int(0, 500))
      : addDays({ year: 2020, month: 8, day: 3 }, random.int(0, 1780));
  const born = addDays(registered, -random.int(3, 58));
  const home = freshPlace(random, levels);
  const mother = freshPerson(random, {
    male: false,
    bornFrom: registered.year - 42,
    bornTo: registered.year - 19,
    home,
    levels,
  });
  const father = random.maybe(0.65)
    ? freshPerson(random, { male: true, bornFrom: registered.year - 46, bornTo: registered.year - 20, home, levels })
    : null;
  const male = random.maybe(0.5);
  const ethnicity = (father ?? mother).ethnicity;
  const child = freshName(random, male, ethnicity, [mother.name, father?.name ?? '']);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.7, 0.28, 0.4], ground: [0.99, 0.93, 0.94] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.4), leading: 1.4 };
  motto(sheet, 105, 28, look.family, 13);
  sheet.block();
  sheet.line(0, 50, [{ text: 'GIẤY KHAI SINH', bold: true, sizePt: 23, colour: rgb(0.75, 0.12, 0.14) }], style, {
    align: 'center',
    width: 210,
  });
  sheet.line(
    24,
    58,
    [{ text: 'Số: ' }, { text: `${random.int(1, 410)}/${registered.year}`, bold: true, field: 'number' }],
    style,
    { align: 'right', width: 152 },
  );
  sheet.block();
  const form = new Column(sheet, 25, 69, 160, style, { bold: true, between: 1 });
  form.put(
    { label: 'Họ, chữ đệm, tên:', value: upper(child), field: 'full_name' },
    { label: 'Giới tính:', value: male ? 'Nam' : 'Nữ', field: 'gender', at: 0.78 },
  );
  form.put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(born), field: 'birth_date', tail: ';' });
  form.put({ label: 'Ghi bằng chữ:', value: dateInWords(born), field: 'birth_date_in_words' });
  form.put({
    label: 'Nơi sinh:',
    value: random.pick([
      `Bệnh viện Sản - Nhi ${home.provinceKind} ${home.province}`,
      `Trung tâm Y tế khu vực ${seat(home)}, ${written(home, levels)}`,
      `Tại nhà riêng, ${written(home, levels)}`,
    ]),
    field: 'birth_place',
  });
  form.put(
    { label: 'Dân tộc:', value: ethnicity, field: 'ethnicity' },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.5 },
  );
  form.put({
    label: 'Quê quán:',
    value: written((father ?? mother).birthplace, levels, 'capital'),
    field: 'place_of_origin',
  });
  form.put({
    label: 'Số định danh cá nhân:',
    value: personalId(random, home.provinceCode, male, born.year),
    field: 'personal_id',
  });
  form.put({ label: 'Họ, chữ đệm, tên người mẹ:', value: upper(mother.name), field: 'mother_full_name' });
  form.put(
    { label: 'Năm sinh:', value: String(mother.born.year), field: 'mother_birth_year' },
    { label: 'Dân tộc:', value: mother.ethnicity, field: 'mother_ethnicity', at: 0.32 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'mother_nationality', at: 0.68 },
  );
  form.put({ label: 'Nơi cư trú:', value: mother.address, field: 'mother_residence' });
  if (father === null) {
    const dots = '....................';
    form.put({ label: `Họ, chữ đệm, tên người cha: ${dots}${dots}`, value: '' });
    form.put({ label: `Năm sinh: ${dots}  Dân tộc: ${dots}  Quốc tịch: ${dots}`, value: '' });
    form.put({ label: `Nơi cư trú: ${dots}${dots}${dots}`, value: '' });
  } else {
    form.put({ label: 'Họ, chữ đệm, tên người cha:', value: upper(father.name), field: 'father_full_name' });
    form.put(
      { label: 'Năm sinh:', value: String(father.born.year), field: 'father_birth_year' },
      { label: 'Dân tộc:', value: father.ethnicity, field: 'father_ethnicity', at: 0.32 },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: 'father_nationality', at: 0.68 },
    );
    form.put({ label: 'Nơi cư trú:', value: father.address, field: 'father_residence' });
  }
  form.put({ label: 'Họ, chữ đệm, tên người đi khai sinh:', value: mother.name, field: 'declarant_full_name' });
  form.put({
    label: 'Giấy tờ tùy thân:',
    value: `Căn cước công dân số ${mother.personalId}, do Cục Cảnh sát QLHC về TTXH cấp ngày ${slashDate(addDays(registered, -400))}`,
    field: 'declarant_identity_paper',
  });
  form.put({ label: 'Nơi đăng ký khai sinh:', value: `UBND ${written(home, levels)}`, field: 'registration_place' });
  form.put({ label: 'Ngày, tháng, năm đăng ký:', value: slashDate(registered), field: 'registration_date' });
  signingBlock(
    sheet,
    147,
    Math.min(form.y + 3, 241),
    76,
    { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
    {
      authority: ['NGƯỜI KÝ GIẤY KHAI SINH'],
      note: '(Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)',
      name: freshName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      seal: committeeSeal(home),
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(born));
  draft.value('birth_date_in_words', isoDate(born));
  draft.value('registration_date', isoDate(registered));
  return { type: 'birth_certificate', draft, format: 'A4' };
}

/** Trích lục: father before mother, dotted, registration told in one sentence, a note at the end. */
async function extract(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2020, month: 8, day: 10 }, random.int(0, 2250));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const home = freshPlace(random, levels);
  const registered = addDays(issued, -random.int(900, 9000));
  const born = addDays(registered, -random.int(5, 400));
  const father = freshPerson(random, { male: true, bornFrom: born.year - 40, bornTo: born.year - 20, home, levels });
  const mother = freshPerson(random, {
    male: false,
    bornFrom: born.year - 38,
    bornTo: born.year - 19,
    home,
    levels,
    ethnicity: father.ethnicity,
  });
  const male = random.maybe(0.5);
  const gone = random.maybe(0.2);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.36 };
  const bottom = agency(
    sheet,
    60,
    22,
    78,
    [
      levels === 3
        ? `ỦY BAN NHÂN DÂN ${upper(home.districtFull)}`
        : `${upper(home.provinceKind)} ${upper(home.province)}`,
    ],
    [`ỦY BAN NHÂN DÂN ${upper(home.communeFull)}`],
    look.family,
    10.5,
    { own: 'issuer' },
  );
  motto(sheet, 148, 22, look.family, 11);
  sheet.block();
  sheet.line(22, bottom + 7, [{ text: 'Số: ' }, { text: `${random.int(1, 1400)}/TLKS-BS`, field: 'number' }], style, {
    align: 'center',
    width: 76,
  });
  sheet.block();
  sheet.line(
    98,
    bottom + 7,
    [
      { text: `${seat(home)}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  sheet.block();
  sheet.line(0, bottom + 22, [{ text: 'TRÍCH LỤC KHAI SINH', bold: true, sizePt: 17 }], style, {
    align: 'center',
    width: 210,
  });
  sheet.line(0, bottom + 28.5, [{ text: '(Bản sao)', bold: true, sizePt: 13 }], style, { align: 'center', width: 210 });
  sheet.block();
  const form = new Column(sheet, 27, bottom + 39, 160, style, { dotted: true, between: 0.8 });
  form.put({
    label: '1. Họ, chữ đệm, tên:',
    value: upper(freshName(random, male, father.ethnicity, [father.name, mother.name])),
    field: 'full_name',
  });
  form.put(
    { label: '2. Ngày, tháng, năm sinh:', value: slashDate(born, random.pick(['/', '-'])), field: 'birth_date' },
    { label: 'Giới tính:', value: male ? 'Nam' : 'Nữ', field: 'gender', at: 0.7 },
  );
  form.put({ label: 'Ghi bằng chữ:', value: dateInWords(born), field: 'birth_date_in_words' });
  form.put(
    { label: '3. Dân tộc:', value: father.ethnicity, field: 'ethnicity' },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.55 },
  );
  form.put({
    label: '4. Số định danh cá nhân:',
    value: registered.year >= 2016 ? personalId(random, home.provinceCode, male, born.year) : '',
    ...(registered.year >= 2016 ? { field: 'personal_id' } : {}),
  });
  form.put({ label: '5. Nơi sinh:', value: `Trạm Y tế ${written(home, levels)}`, field: 'birth_place' });
  form.put({ label: '6. Quê quán:', value: written(father.birthplace, levels), field: 'place_of_origin' });
  for (const [index, [who, person, prefix]] of (
    [
      ['cha', father, 'father'],
      ['mẹ', mother, 'mother'],
    ] as const
  ).entries()) {
    form.put({
      label: `${7 + index}. Họ, chữ đệm, tên người ${who}:`,
      value: upper(person.name),
      field: `${prefix}_full_name`,
    });
    form.put(
      { label: 'Năm sinh:', value: String(person.born.year), field: `${prefix}_birth_year` },
      { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity`, at: 0.33 },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.68 },
    );
    form.put({
      label: 'Nơi cư trú:',
      value: prefix === 'father' && gone ? 'Đã chết' : person.address,
      field: `${prefix}_residence`,
    });
  }
  sheet.block();
  form.put({ label: '9. Đăng ký khai sinh tại:', value: `UBND ${written(home, levels)}`, field: 'registration_place' });
  form.put(
    { label: 'Số:', value: `${random.int(1, 260)}/${registered.year}`, field: 'registration_number' },
    { label: 'ngày', value: longDate(registered).replace(/^ngày /, ''), field: 'registration_date', at: 0.34 },
  );
  form.put({ label: 'Ghi chú(5):', value: '' });
  signingBlock(
    sheet,
    147,
    Math.min(form.y + 3, 243),
    78,
    { ...style, sizePt: style.sizePt - 0.5, leading: 1.2 },
    {
      authority: random.pick([['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'], ['NGƯỜI KÝ TRÍCH LỤC']]),
      name: freshName(random, random.maybe(0.5)),
      nameField: 'signer_name',
      seal: committeeSeal(home),
    },
    random.branch('signature'),
    look,
  );
  for (const [field, day] of [
    ['birth_date', born],
    ['birth_date_in_words', born],
    ['registration_date', registered],
    ['issue_date', issued],
  ] as const)
    draft.value(field, isoDate(day));
  return { type: 'birth_certificate_extract', draft, format: 'A4' };
}

export const freshBirths: readonly RoundTemplate[] = [
  { name: 'blank 2010, father first, book number', draw: blankOf2010 },
  { name: 'blank 2020, sex beside the name, no father on some', draw: blankOf2020 },
];
export const freshBirthExtracts: readonly RoundTemplate[] = [{ name: 'numbered, father first, dotted', draw: extract }];
