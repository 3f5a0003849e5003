import { rgb } from 'pdf-lib';
import { inventAddress, inventName, inventPerson, inventPlace, type Person, placeText, sexWord } from '../people.ts';
import type { Chance } from '../random.ts';
import { drawSignature } from '../seal.ts';
import { Draft, type Sheet, type Style } from '../sheet.ts';
import { addDays, type Day, dateInWords, isoDate, longDate, slashDate } from '../words.ts';
import { ornament } from './birth-certificate.ts';
import {
  agency,
  committee,
  committeeSeal,
  type Filling,
  identityPaper,
  type Look,
  motto,
  type Paper,
  type PaperMaker,
  row,
  signingBlock,
  upper,
} from './common.ts';

interface Office {
  readonly place: ReturnType<typeof inventPlace>;
  readonly levels: 2 | 3;
  /** `Ủy ban nhân dân xã …, tỉnh …`. */
  readonly full: string;
}

function office(random: Chance, on: Day): Office {
  const place = inventPlace(random);
  const levels = isoDate(on) < '2025-07-01' ? 3 : 2;
  return {
    place,
    levels,
    full: [
      committee(place),
      ...(levels === 3 ? [place.districtFull] : []),
      `${place.provinceKind} ${place.province}`,
    ].join(', '),
  };
}

/** Agency at the left, motto at the right, number and date line below (extracts and confirmations). @returns next y. */
function administrativeHead(sheet: Sheet, from: Office, number: string, date: Day, look: Look, width = 210): number {
  const parent =
    from.levels === 3
      ? [`UBND ${upper(from.place.districtFull)}`]
      : [`UBND ${upper(from.place.provinceKind)} ${upper(from.place.province)}`];
  const bottom = agency(
    sheet,
    width * 0.28,
    22,
    74,
    parent,
    ['ỦY BAN NHÂN DÂN', upper(from.place.communeFull)],
    look.family,
    11.5,
    { own: 'issuer' },
  );
  const style: Style = { family: look.family, sizePt: 12.5 };
  sheet.block();
  sheet.line(width * 0.28 - 37, bottom + 8, [{ text: 'Số: ' }, { text: number, field: 'number' }], style, {
    align: 'center',
    width: 74,
  });
  motto(sheet, width * 0.7, 22, look.family, 11.5);
  sheet.block();
  sheet.line(
    width * 0.7 - 50,
    bottom + 8,
    [
      { text: `${from.place.commune}, `, italic: true },
      { text: longDate(date), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  return bottom + 8;
}

const fillings: readonly Filling[] = [
  { bold: true, between: 1 },
  { dotted: true, between: 1.1 },
  { bold: false, between: 0.8 },
];

/** Dates of the hộ tịch era with both two- and three-level addresses. */
const recent = (random: Chance): Day => addDays({ year: 2023, month: 2, day: 6 }, random.int(0, 1350));
const authority = (random: Chance): readonly string[] =>
  random.pick([
    ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
    ['CÔNG CHỨC TƯ PHÁP - HỘ TỊCH'],
  ]);

/** Trích lục khai sinh (bản sao). */
async function drawBirthExtract(random: Chance, look: Look): Promise<Paper> {
  const issued = recent(random);
  const from = office(random, issued);
  const registered = addDays(issued, -random.int(200, 5200));
  const born = addDays(registered, -random.int(6, 50));
  const father = inventPerson(random, {
    male: true,
    bornFrom: 1970,
    bornTo: 1988,
    home: from.place,
    levels: from.levels,
  });
  const mother = inventPerson(random, {
    male: false,
    bornFrom: 1972,
    bornTo: 1990,
    home: from.place,
    levels: from.levels,
  });
  const male = random.maybe(0.5);
  const name = inventName(random, male, father.name.split(' ')[0]!);
  const residence = inventAddress(random, from.place, from.levels);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 12.5 : 11, leading: 1.36 };
  let y =
    administrativeHead(
      sheet,
      from,
      `${random.int(1, 900)}/${issued.year}/TLKS${look.template === 1 ? '-BS' : ''}`,
      issued,
      look,
    ) + 14;
  sheet.block();
  sheet.line(
    0,
    y,
    [{ text: look.template === 0 ? 'TRÍCH LỤC KHAI SINH (BẢN SAO)' : 'TRÍCH LỤC KHAI SINH', bold: true, sizePt: 16 }],
    style,
    { align: 'center', width: 210 },
  );
  if (look.template !== 0) y += 6.5;
  if (look.template !== 0)
    sheet.line(0, y, [{ text: '(BẢN SAO)', bold: true }], style, { align: 'center', width: 210 });
  y += 10;
  sheet.block();
  const put = (...cells: Parameters<typeof row>[4]) => {
    y = row(sheet, 28, y, 158, cells, style, fillings[look.template]!);
  };
  put(
    { label: 'Họ, chữ đệm, tên:', value: upper(name), field: 'full_name' },
    { label: 'Giới tính:', value: male ? 'Nam' : 'Nữ', field: 'gender', at: 0.72 },
  );
  put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(born), field: 'birth_date' });
  put({ label: 'Ghi bằng chữ:', value: dateInWords(born), field: 'birth_date_in_words' });
  put(
    { label: 'Dân tộc:', value: father.ethnicity, field: 'ethnicity' },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.5 },
  );
  put({
    label: 'Nơi sinh:',
    value: `Trạm Y tế ${from.place.communeFull}, ${placeText(from.place, from.levels).split(', ').slice(1).join(', ')}`,
    field: 'birth_place',
  });
  put({ label: 'Quê quán:', value: placeText(father.birthplace, from.levels), field: 'place_of_origin' });
  put({
    label: 'Số định danh cá nhân:',
    value:
      registered.year >= 2016
        ? `${from.place.provinceCode}${(Math.floor(born.year / 100) - 19) * 2 + (male ? 0 : 1)}${String(born.year % 100).padStart(2, '0')}${random.digits(6)}`
        : '',
    ...(registered.year >= 2016 ? { field: 'personal_id' } : {}),
  });
  for (const [who, person, prefix] of [
    ['mẹ', mother, 'mother'],
    ['cha', father, 'father'],
  ] as const) {
    put({ label: `Họ, chữ đệm, tên người ${who}:`, value: upper(person.name), field: `${prefix}_full_name` });
    put(
      { label: 'Năm sinh:', value: String(person.born.year), field: `${prefix}_birth_year` },
      { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity`, at: 0.34 },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.66 },
    );
    put({ label: 'Nơi cư trú:', value: residence, field: `${prefix}_residence` });
  }
  put({
    label: look.template === 2 ? 'Nơi đăng ký:' : 'Đăng ký khai sinh tại:',
    value: from.full,
    field: 'registration_place',
  });
  put(
    { label: 'Số:', value: `${random.int(1, 300)}/${registered.year}`, field: 'registration_number' },
    { label: 'Ngày, tháng, năm đăng ký:', value: slashDate(registered), field: 'registration_date', at: 0.4 },
  );
  draft.value('birth_date', isoDate(born));
  draft.value('birth_date_in_words', isoDate(born));
  draft.value('registration_date', isoDate(registered));
  draft.value('issue_date', isoDate(issued));
  signingBlock(
    sheet,
    146,
    Math.min(y + 4, 244),
    76,
    { ...style, leading: 1.25 },
    {
      authority: authority(random),
      name: inventName(random, random.maybe(0.5)),
      nameField: 'signer_name',
      seal: committeeSeal(from.place),
    },
    random.branch('signature'),
    look,
  );
  return { type: 'birth_certificate_extract', draft, format: 'A4' };
}

/** Trích lục khai tử. */
async function drawDeathExtract(random: Chance, look: Look): Promise<Paper> {
  const issued = recent(random);
  const from = office(random, issued);
  const registered = addDays(issued, -random.int(0, 60));
  const died = addDays(registered, -random.int(1, 12));
  const person = inventPerson(random, { bornFrom: 1928, bornTo: 1975, home: from.place, levels: from.levels });
  const hour = random.int(0, 23);
  const minute = random.int(0, 59);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 13 : 11.2, leading: 1.4 };
  const copy = look.template === 1;
  let y =
    administrativeHead(sheet, from, `${random.int(1, 600)}/${issued.year}/TLKT${copy ? '-BS' : ''}`, issued, look) + 15;
  sheet.block();
  sheet.line(0, y, [{ text: `TRÍCH LỤC KHAI TỬ${copy ? ' (BẢN SAO)' : ''}`, bold: true, sizePt: 16.5 }], style, {
    align: 'center',
    width: 210,
  });
  y += 11;
  sheet.block();
  const put = (...cells: Parameters<typeof row>[4]) => {
    y = row(sheet, 28, y, 158, cells, style, fillings[look.template]!);
  };
  put({ label: 'Họ, chữ đệm, tên:', value: upper(person.name), field: 'full_name' });
  put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' });
  put(
    { label: 'Giới tính:', value: sexWord(person), field: 'gender' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity', at: 0.34 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.66 },
  );
  put({
    label: look.template === 2 ? 'Nơi thường trú cuối cùng:' : 'Nơi cư trú cuối cùng:',
    value: person.address,
    field: 'last_residence',
  });
  put({ label: 'Số định danh cá nhân:', value: person.personalId, field: 'personal_id' });
  put({
    label: 'Giấy tờ tùy thân:',
    value: identityPaper(person, { year: 2022, month: 5, day: 1 }),
    field: 'identity_paper',
  });
  put({
    label: 'Đã chết vào lúc:',
    value: `${String(hour).padStart(2, '0')} giờ ${String(minute).padStart(2, '0')} phút, ${longDate(died)}`,
    field: 'death_time',
  });
  put({ label: 'Ghi bằng chữ:', value: dateInWords(died), field: 'death_date_in_words' });
  put({
    label: 'Nơi chết:',
    value: random.maybe(0.6) ? person.address : `Bệnh viện đa khoa ${from.place.provinceKind} ${from.place.province}`,
    field: 'death_place',
  });
  put({
    label: 'Nguyên nhân chết:',
    value: random.pick(['Tuổi già', 'Bệnh tim mạch', 'Đột quỵ', 'Ung thư phổi', 'Tai nạn giao thông', 'Suy hô hấp']),
    field: 'death_cause',
  });
  put({
    label: look.template === 2 ? 'Nơi đăng ký khai tử:' : 'Đăng ký khai tử tại:',
    value: from.full,
    field: 'registration_place',
  });
  put(
    { label: 'Số:', value: `${random.int(1, 200)}/${registered.year}`, field: 'registration_number' },
    {
      label: look.template === 2 ? 'Ngày đăng ký:' : 'ngày',
      value: slashDate(registered),
      field: 'registration_date',
      at: 0.34,
    },
  );
  draft.value('birth_date', isoDate(person.born));
  draft.value('death_time', `${isoDate(died)}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  draft.value('death_date_in_words', isoDate(died));
  draft.value('registration_date', isoDate(registered));
  draft.value('issue_date', isoDate(issued));
  signingBlock(
    sheet,
    146,
    Math.min(y + 5, 240),
    76,
    { ...style, leading: 1.25 },
    {
      authority: authority(random),
      name: inventName(random, random.maybe(0.5)),
      nameField: 'signer_name',
      seal: committeeSeal(from.place),
    },
    random.branch('signature'),
    look,
  );
  return { type: 'death_certificate_extract', draft, format: 'A4' };
}

/** Giấy xác nhận tình trạng hôn nhân. */
async function drawMaritalStatus(random: Chance, look: Look): Promise<Paper> {
  const issued = recent(random);
  const from = office(random, issued);
  const person = inventPerson(random, { bornFrom: 1968, bornTo: 2004, home: from.place, levels: from.levels });
  const status = random.pick([
    'Hiện tại chưa đăng ký kết hôn với ai',
    `Đã ly hôn theo Bản án số ${random.int(10, 200)}/${issued.year - 2}/HNGĐ-ST; hiện tại chưa đăng ký kết hôn với ai`,
    'Có vợ hoặc chồng nhưng đã chết; hiện tại chưa đăng ký kết hôn với ai',
  ]);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 13.5 : 11.5, leading: 1.42 };
  let y =
    administrativeHead(
      sheet,
      from,
      `${random.int(1, 700)}/${look.template === 2 ? `${issued.year}/` : ''}UBND-XNTTHN`,
      issued,
      look,
    ) + 16;
  sheet.block();
  sheet.line(0, y, [{ text: 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', bold: true, sizePt: 16 }], style, {
    align: 'center',
    width: 210,
  });
  y += 12;
  sheet.block();
  const put = (...cells: Parameters<typeof row>[4]) => {
    y = row(sheet, 28, y, 158, cells, style, fillings[look.template]!);
  };
  y = sheet.paragraph(
    28,
    y,
    158,
    look.template === 0
      ? `Xét đề nghị của ông/bà ${person.name}, về việc cấp Giấy xác nhận tình trạng hôn nhân,`
      : 'Xét đề nghị của người có tên dưới đây về việc cấp Giấy xác nhận tình trạng hôn nhân,',
    style,
    { indent: 8 },
  );
  sheet.block();
  y = sheet.paragraph(28, y + 2, 158, [{ text: 'XÁC NHẬN:', bold: true }], style, { align: 'center' }) + 2;
  sheet.block();
  put({ label: 'Họ, chữ đệm, tên:', value: upper(person.name), field: 'full_name' });
  put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' });
  put(
    { label: 'Giới tính:', value: sexWord(person), field: 'gender' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity', at: 0.34 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.66 },
  );
  if (look.template === 2) put({ label: 'Số định danh cá nhân:', value: person.personalId, field: 'personal_id' });
  put({ label: 'Giấy tờ tùy thân:', value: identityPaper(person, issued), field: 'identity_paper' });
  put({ label: 'Nơi cư trú:', value: person.address, field: 'residence' });
  put({ label: 'Tình trạng hôn nhân:', value: status, field: 'marital_status' });
  put({
    label: 'Giấy này được sử dụng để:',
    value: random.pick([
      'Đăng ký kết hôn',
      'Bổ túc hồ sơ vay vốn ngân hàng',
      'Làm thủ tục chuyển nhượng quyền sử dụng đất',
    ]),
    field: 'purpose',
  });
  sheet.block();
  y = sheet.paragraph(28, y + 1, 158, 'Giấy này có giá trị sử dụng trong thời hạn 6 tháng, kể từ ngày cấp.', style, {
    indent: 8,
  });
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  signingBlock(
    sheet,
    146,
    Math.min(y + 6, 240),
    76,
    { ...style, leading: 1.25 },
    {
      authority: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
      name: inventName(random, random.maybe(0.5)),
      nameField: 'signer_name',
      seal: committeeSeal(from.place),
    },
    random.branch('signature'),
    look,
  );
  return { type: 'marital_status_confirmation', draft, format: 'A4' };
}

/** Giấy chứng nhận kết hôn: wife and husband side by side on a landscape blank, or one below the other. */
async function drawMarriage(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2016, month: 3, day: 1 }, random.int(0, 3800));
  const from = office(random, registered);
  const husband = inventPerson(random, { male: true, bornFrom: 1975, bornTo: 1997, levels: from.levels });
  const wife = inventPerson(random, {
    male: false,
    bornFrom: 1977,
    bornTo: 1999,
    home: from.place,
    levels: from.levels,
  });
  const number = `${random.int(1, 260)}/${registered.year}`;
  const draft = await Draft.begin([look.family]);
  const portrait = look.template === 1;
  const sheet = portrait ? draft.sheet() : draft.sheet(297, 210);
  const w = sheet.widthMm;
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 12.5 : 10.8, leading: 1.34 };
  if (look.template !== 2) ornament(sheet, { frame: [0.72, 0.3, 0.34], ground: [0.99, 0.92, 0.9] });
  motto(sheet, w / 2, 28, look.family, 12.5);
  sheet.block();
  sheet.line(
    0,
    46,
    [
      {
        text: 'GIẤY CHỨNG NHẬN KẾT HÔN',
        bold: true,
        sizePt: 20,
        ...(look.template === 2 ? {} : { colour: rgb(0.75, 0.12, 0.14) }),
      },
    ],
    style,
    { align: 'center', width: w },
  );
  sheet.line(0, 53, [{ text: 'Số: ' }, { text: number, bold: true, field: 'number' }], style, {
    align: 'center',
    width: w,
  });
  const sides = [
    ['vợ', 'wife', wife],
    ['chồng', 'husband', husband],
  ] as const;
  const filling: Filling = { bold: look.template !== 2, dotted: look.template === 2, between: 0.8 };
  let y = 64;
  if (portrait) {
    for (const [who, prefix, person] of sides) {
      sheet.block();
      sheet.line(28, y, [{ text: upper(who), bold: true }], style);
      y += 7;
      y = spouseRows(sheet, 28, y, 158, who, prefix, person, registered, style, filling) + 2;
    }
  } else {
    const half = (w - 60 - 10) / 2;
    let deepest = y;
    for (const [index, [who, prefix, person]] of sides.entries()) {
      sheet.block();
      const x = 30 + index * (half + 10);
      const top = look.template === 2 ? y + 7 : y;
      if (look.template === 2)
        sheet.line(x, y, [{ text: upper(who), bold: true }], style, { align: 'center', width: half });
      deepest = Math.max(deepest, spouseRows(sheet, x, top, half, who, prefix, person, registered, style, filling));
    }
    y = deepest + 2;
  }
  sheet.block();
  const left = portrait ? 28 : 30;
  const width = w - 2 * left;
  y = row(
    sheet,
    left,
    y,
    width,
    [{ label: 'Nơi đăng ký kết hôn:', value: from.full, field: 'registration_place' }],
    style,
    filling,
  );
  y = row(
    sheet,
    left,
    y,
    width,
    [{ label: 'Ngày, tháng, năm đăng ký:', value: slashDate(registered), field: 'registration_date' }],
    style,
    filling,
  );
  for (const [index, text] of ['Vợ', 'Chồng'].entries()) {
    sheet.block();
    sheet.line(left + index * 42, y + 7, [{ text, bold: true }], style, { align: 'center', width: 42 });
    sheet.line(left + index * 42, y + 12, [{ text: '(Ký, ghi rõ họ tên)', italic: true, sizePt: 9.5 }], style, {
      align: 'center',
      width: 42,
    });
    if (look.inked) drawSignature(sheet, random.branch(text), left + 8 + index * 42, y + 24, 24);
  }
  signingBlock(
    sheet,
    w - left - 38,
    y + 7,
    76,
    { ...style, leading: 1.2 },
    {
      authority: ['NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN'],
      name: inventName(random, random.maybe(0.5)),
      nameField: 'signer_name',
      seal: committeeSeal(from.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('wife_birth_date', isoDate(wife.born));
  draft.value('husband_birth_date', isoDate(husband.born));
  draft.value('registration_date', isoDate(registered));
  return { type: 'marriage_certificate', draft, format: portrait ? 'A4' : 'A4-landscape' };
}

function spouseRows(
  sheet: Sheet,
  x: number,
  top: number,
  width: number,
  who: string,
  prefix: string,
  person: Person,
  on: Day,
  style: Style,
  filling: Filling,
): number {
  let y = top;
  const put = (...cells: Parameters<typeof row>[4]) => {
    y = row(sheet, x, y, width, cells, style, filling);
  };
  put({ label: `Họ, chữ đệm, tên ${who}:`, value: upper(person.name), field: `${prefix}_full_name` });
  put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: `${prefix}_birth_date` });
  put(
    { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity` },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.5 },
  );
  put({ label: 'Nơi cư trú:', value: person.address, field: `${prefix}_residence` });
  put({ label: 'Giấy tờ tùy thân:', value: identityPaper(person, on), field: `${prefix}_identity_paper` });
  return y;
}

const three = (a: string, b: string, c: string): PaperMaker['templates'] => [
  { name: a, holdout: false },
  { name: b, holdout: false },
  { name: c, holdout: true },
];
export const birthExtract: PaperMaker = {
  type: 'birth_certificate_extract',
  templates: three('bold values', 'dotted, second title line', 'plain, sans'),
  draw: drawBirthExtract,
};
export const deathExtract: PaperMaker = {
  type: 'death_certificate_extract',
  templates: three('original extract', 'copy, dotted', 'plain, other labels'),
  draw: drawDeathExtract,
};
export const maritalStatus: PaperMaker = {
  type: 'marital_status_confirmation',
  templates: three('bold values', 'dotted', 'plain, number with year'),
  draw: drawMaritalStatus,
};
export const marriageCertificate: PaperMaker = {
  type: 'marriage_certificate',
  templates: three('landscape, two columns', 'portrait, one below the other', 'white landscape, column titles, dotted'),
  draw: drawMarriage,
};
