import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { type Person, sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import { drawSignature } from '../../seal.ts';
import type { Style } from '../../sheet.ts';
import { addDays, capitalised, dateInWords, inWords, isoDate, longDate, slashDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import {
  agency,
  type Cell,
  committeeSeal,
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
import { personOf, provinceLine, seatOf } from './people.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** Two people who marry before that year. */
function couple(random: Chance, year: number, levels: 2 | 3, home: Person['home']): readonly [Person, Person] {
  return [
    personOf(random, { male: true, bornFrom: year - 36, bornTo: year - 21, levels }),
    personOf(random, { male: false, bornFrom: year - 33, bornTo: year - 19, levels, home }),
  ];
}

/** Blank of the years before 2006: husband and wife in two columns, trade and household registration among the answers, a book. */
async function marriageBefore2006(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 1999, month: 4, day: 5 }, random.int(0, 2500));
  const seat = seatOf(random, registered);
  const [husband, wife] = couple(random, registered.year, 3, seat.place);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.75, 0.3, 0.32], ground: [0.99, 0.95, 0.94] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 12, 10.3), leading: 1.5 };
  const small: Style = { ...style, sizePt: style.sizePt - 1, leading: 1.3 };
  sheet.block();
  for (const [index, text] of ['Mẫu TP/HT-1999-B.1', ''].entries())
    if (text !== '') sheet.line(24, 24 + index * 5, [{ text, italic: true, sizePt: 9 }], style);
  sheet.block();
  sheet.line(146, 26, [{ text: 'Số: ' }, { text: String(random.int(1, 160)), bold: true, field: 'number' }], style);
  sheet.line(146, 31.5, [{ text: 'Quyển số: ' }, { text: `01/${registered.year}`, bold: true }], style);
  motto(sheet, 105, 41, look.family, 12.5);
  sheet.block();
  sheet.line(
    0,
    62,
    [{ text: 'GIẤY CHỨNG NHẬN KẾT HÔN', bold: true, sizePt: 21, colour: rgb(0.78, 0.1, 0.12) }],
    style,
    {
      align: 'center',
      width: 210,
    },
  );
  sheet.line(0, 68.5, [{ text: '(Đăng ký lần đầu)', italic: true }], small, { align: 'center', width: 210 });
  const [left, width, gap] = [23, 79, 6];
  let deepest = 0;
  for (const [index, [who, prefix, person]] of (
    [
      ['chồng', 'husband', husband],
      ['vợ', 'wife', wife],
    ] as const
  ).entries()) {
    let y = 82;
    const x = left + index * (width + gap);
    const put = (...cells: readonly Cell[]): void => {
      y = blankRow(sheet, x, y, width, cells, style) + 0.4;
    };
    put({ label: `Họ và tên ${who}:`, value: upper(person.name), field: `${prefix}_full_name` });
    put({ label: 'Sinh ngày:', value: slashDate(person.born, '-'), field: `${prefix}_birth_date` });
    put(
      { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity` },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.46 },
    );
    put({ label: 'Nghề nghiệp:', value: random.pick(['Làm ruộng', 'Giáo viên', 'Công nhân', 'Buôn bán', 'Thợ may']) });
    put({ label: 'Nơi ĐKNK thường trú:', value: person.address, field: `${prefix}_residence` });
    put({
      label: 'Số CMND/Hộ chiếu:',
      value: person.oldId,
      field: `${prefix}_identity_paper`,
    });
    draft.value(`${prefix}_birth_date`, isoDate(person.born));
    deepest = Math.max(deepest, y);
  }
  let y = Math.max(deepest + 3, 165);
  const wide = (...cells: readonly Cell[]): void => {
    y = blankRow(sheet, left, y, 164, cells, style) + 0.6;
  };
  wide({ label: 'Nơi đăng ký:', value: `UBND ${seat.text}`, field: 'registration_place' });
  wide({ label: 'Đăng ký ngày:', value: longDate(registered).replace(/^ngày /, ''), field: 'registration_date' });
  y += 4;
  for (const [index, who] of ['Chữ ký chồng', 'Chữ ký vợ'].entries()) {
    sheet.block();
    sheet.line(22 + index * 40, y, [{ text: who, bold: true }], style, { align: 'center', width: 38 });
    if (look.inked) drawSignature(sheet, random.branch(who), 29 + index * 40, y + 15, 24);
  }
  signingBlock(
    sheet,
    146,
    y,
    82,
    { ...style, sizePt: style.sizePt, leading: 1.2 },
    {
      authority: [`TM. UBND ${upper(seat.place.communeFull)}`, random.pick(['CHỦ TỊCH', 'PHÓ CHỦ TỊCH'])],
      name: commonName(random, random.maybe(0.85)),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('registration_date', isoDate(registered));
  return { type: 'marriage_certificate', draft, format: 'A4' };
}

/** TT 04/2020 on a landscape sheet, wife at the left: two answers to a row of each column, the identity paper with its office and date. */
async function marriageOf2020(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2021, month: 3, day: 9 }, random.int(0, 2050));
  const seat = seatOf(random, registered);
  const [husband, wife] = couple(random, registered.year, seat.levels, seat.place);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet(297, 210);
  ornament(sheet, { frame: [0.82, 0.42, 0.54], ground: [0.99, 0.95, 0.97] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.38 };
  agency(sheet, 68, 25, 84, [], ['ỦY BAN NHÂN DÂN', upper(seat.place.communeFull)], look.family, 11.5);
  motto(sheet, 214, 25, look.family, 12);
  sheet.block();
  sheet.line(0, 50, [{ text: 'GIẤY CHỨNG NHẬN KẾT HÔN', bold: true, sizePt: 24, colour: rgb(0.8, 0.08, 0.2) }], style, {
    align: 'center',
    width: 297,
  });
  sheet.block();
  sheet.line(
    0,
    58,
    [{ text: 'Số: ' }, { text: `${two(random.int(1, 240))}/${registered.year}`, field: 'number' }],
    style,
    { align: 'center', width: 297 },
  );
  let deepest = 0;
  for (const [index, [who, prefix, person]] of (
    [
      ['vợ', 'wife', wife],
      ['chồng', 'husband', husband],
    ] as const
  ).entries()) {
    const form = new Column(sheet, 24 + index * 128, 70, 121, style, { dotted: true, between: 0.9 });
    form.say([
      { text: `Họ, chữ đệm, tên ${who}: ` },
      { text: upper(person.name), bold: true, field: `${prefix}_full_name` },
    ]);
    form.y += 0.9;
    form.put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: `${prefix}_birth_date` });
    form.put(
      { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity` },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.5 },
    );
    form.put({ label: 'Nơi cư trú:', value: person.address, field: `${prefix}_residence` });
    const given = isoDate(person.idIssued) < isoDate(registered) ? person.idIssued : addDays(registered, -60);
    form.put({
      label: 'Giấy tờ tùy thân:',
      value: `Thẻ căn cước công dân số ${person.personalId}, Cục Cảnh sát quản lý hành chính về trật tự xã hội cấp ngày ${slashDate(given)}`,
      field: `${prefix}_identity_paper`,
    });
    draft.value(`${prefix}_birth_date`, isoDate(person.born));
    deepest = Math.max(deepest, form.y);
  }
  const foot = new Column(sheet, 24, deepest + 2, 249, style, { dotted: true, between: 0.9 });
  foot.put(
    { label: 'Nơi đăng ký kết hôn:', value: `Ủy ban nhân dân ${seat.text}`, field: 'registration_place' },
    { label: 'Ngày, tháng, năm đăng ký:', value: slashDate(registered), field: 'registration_date', at: 0.66 },
  );
  const y = Math.min(foot.y + 3, 150);
  for (const [index, who] of ['Vợ', 'Chồng'].entries()) {
    sheet.block();
    sheet.line(28 + index * 62, y, [{ text: who, bold: true }], style, { align: 'center', width: 54 });
    sheet.line(28 + index * 62, y + 5, [{ text: '(Ký, ghi rõ họ, chữ đệm, tên)', italic: true, sizePt: 10 }], style, {
      align: 'center',
      width: 54,
    });
    if (look.inked) drawSignature(sheet, random.branch(who), 42 + index * 62, y + 17, 26);
    sheet.line(28 + index * 62, y + 29, [{ text: index === 0 ? wife.name : husband.name }], style, {
      align: 'center',
      width: 54,
    });
  }
  signingBlock(
    sheet,
    216,
    y,
    104,
    { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
    {
      authority: ['NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN', random.pick(['CHỦ TỊCH', 'PHÓ CHỦ TỊCH'])],
      name: commonName(random, random.maybe(0.7)),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('registration_date', isoDate(registered));
  return { type: 'marriage_certificate', draft, format: 'A4-landscape' };
}

/** Confirmation of TT 04/2020: who asked and for whom, time of residence told, validity and purpose in one sentence. */
async function maritalStatus(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2020, month: 8, day: 10 }, random.int(0, 2270));
  const seat = seatOf(random, issued);
  const person = personOf(random, {
    bornFrom: 1962,
    bornTo: issued.year - 19,
    home: seat.place,
    levels: seat.levels,
  });
  const partner = personOf(random, { male: !person.male, bornFrom: 1970, bornTo: 2003, levels: seat.levels });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.8, 11.8), leading: 1.42 };
  const bottom = agency(
    sheet,
    58,
    22,
    74,
    [provinceLine(seat.place), ...(seat.levels === 3 ? [upper(seat.place.districtFull)] : [])],
    ['ỦY BAN NHÂN DÂN', upper(seat.place.communeFull)],
    look.family,
    11.8,
    { own: 'issuer' },
  );
  motto(sheet, 147, 22, look.family, 12);
  sheet.block();
  sheet.line(
    20,
    bottom + 8,
    [{ text: 'Số: ' }, { text: `${random.int(1, 860)}/UBND-XNTTHN`, field: 'number' }],
    style,
    { align: 'center', width: 76 },
  );
  sheet.block();
  sheet.line(
    97,
    bottom + 8,
    [
      { text: `${seat.place.commune}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  sheet.block();
  sheet.line(0, bottom + 24, [{ text: 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', bold: true, sizePt: 15.5 }], style, {
    align: 'center',
    width: 210,
  });
  sheet.block();
  sheet.line(0, bottom + 33, [{ text: `ỦY BAN NHÂN DÂN ${upper(seat.place.communeFull)}`, bold: true }], style, {
    align: 'center',
    width: 210,
  });
  const form = new Column(sheet, 27, bottom + 44, 160, style, { between: 0.8 });
  form.say(`Xét đề nghị của ông/bà: ${person.name},`);
  form.say(`về việc cấp Giấy xác nhận tình trạng hôn nhân cho: ${person.name},`);
  form.centre([{ text: 'XÁC NHẬN:', bold: true }], 1);
  form.y += 1;
  form.put({ label: 'Họ, chữ đệm, tên:', value: upper(person.name), field: 'full_name' });
  form.put({
    label: 'Ngày, tháng, năm sinh:',
    value: longDate(person.born).replace(/^ngày /, ''),
    field: 'birth_date',
  });
  form.put(
    { label: 'Giới tính:', value: sexWord(person), field: 'gender' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity', at: 0.3 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.62 },
  );
  form.put({
    label: 'Giấy tờ tùy thân:',
    value: `Căn cước công dân số ${person.personalId} do Cục Cảnh sát QLHC về TTXH cấp ngày ${slashDate(isoDate(person.idIssued) < isoDate(issued) ? person.idIssued : addDays(issued, -70))}`,
    field: 'identity_paper',
  });
  form.put({ label: 'Nơi cư trú:', value: person.address, field: 'residence' });
  const from = addDays(person.born, 6580);
  form.say(
    `Trong thời gian cư trú tại ${seat.text}, từ ${longDate(from)} đến ${longDate(issued)}.`,
    { align: 'justify' },
    0.6,
  );
  const spouse = person.male ? 'vợ' : 'chồng';
  form.put({
    label: 'Tình trạng hôn nhân:',
    value: random.pick([
      'Chưa đăng ký kết hôn với ai',
      'Hiện tại chưa đăng ký kết hôn với ai',
      `Hiện tại đang có ${spouse} là ${person.male ? 'bà' : 'ông'} ${partner.name} (Giấy chứng nhận kết hôn số ${random.int(1, 90)}, do Ủy ban nhân dân ${seat.place.communeFull} cấp ngày ${slashDate(addDays(issued, -2600))})`,
      `Đã đăng ký kết hôn, nhưng ${spouse} đã chết (Trích lục khai tử số ${random.int(1, 90)}/TLKT, do Ủy ban nhân dân ${seat.place.communeFull} cấp ngày ${slashDate(addDays(issued, -700))}); hiện tại chưa đăng ký kết hôn với ai`,
    ]),
    field: 'marital_status',
  });
  form.say(
    [
      {
        text: 'Giấy xác nhận tình trạng hôn nhân này có giá trị sử dụng trong thời hạn 6 tháng kể từ ngày cấp, được sử dụng để: ',
      },
      {
        text: random.pick([
          'làm thủ tục mua bán, chuyển nhượng nhà đất',
          'bổ sung hồ sơ vay vốn tại ngân hàng',
          `làm thủ tục kết hôn với ${partner.male ? 'ông' : 'bà'} ${partner.name}`,
        ]),
        field: 'purpose',
      },
      { text: '.' },
    ],
    { align: 'justify' },
    0.6,
  );
  signingBlock(
    sheet,
    146,
    Math.min(form.y + 4, 238),
    84,
    { ...style, sizePt: style.sizePt - 0.8, leading: 1.22 },
    {
      authority: random.pick([
        ['NGƯỜI KÝ GIẤY XÁC NHẬN', 'CHỦ TỊCH'],
        ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
      ]),
      name: commonName(random, random.maybe(0.65)),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'marital_status_confirmation', draft, format: 'A4' };
}

/** Extract of a death as wards print it in 2026: hour and date told in one line, both in words behind, the source named at the end. */
async function death(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 7, day: 15 }, random.int(0, 480));
  const seat = seatOf(random, issued);
  const registered = addDays(issued, -random.pick([0, 0, random.int(20, 300)]));
  const died = addDays(registered, -random.int(1, 25));
  const person = personOf(random, { bornFrom: 1932, bornTo: 1988, home: seat.place, levels: 2 });
  const [hour, minute] = [random.int(1, 23), random.int(2, 59)];
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.2, 11.3), leading: 1.36 };
  const bottom = agency(
    sheet,
    58,
    22,
    74,
    [provinceLine(seat.place)],
    [`UBND ${upper(seat.place.communeFull)}`],
    look.family,
    12,
    { own: 'issuer' },
  );
  motto(sheet, 147, 22, look.family, 12);
  sheet.block();
  sheet.line(
    20,
    bottom + 9,
    [{ text: 'Số: ' }, { text: `${random.int(20, 3400)}/${issued.year}/TLKT-BS`, field: 'number' }],
    style,
    { align: 'center', width: 76 },
  );
  sheet.block();
  sheet.line(
    97,
    bottom + 9,
    [
      { text: `${seat.place.commune}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  sheet.block();
  sheet.line(0, bottom + 27, [{ text: 'TRÍCH LỤC KHAI TỬ', bold: true, sizePt: 17 }], style, {
    align: 'center',
    width: 210,
  });
  sheet.line(0, bottom + 33.5, [{ text: '(BẢN SAO)', bold: true, sizePt: 12 }], style, { align: 'center', width: 210 });
  const form = new Column(sheet, 26, bottom + 46, 162, style, { between: 0.9 });
  form.say([{ text: 'Họ, chữ đệm, tên: ' }, { text: upper(person.name), bold: true, field: 'full_name' }]);
  form.y += 0.9;
  form.put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' });
  form.put(
    { label: 'Giới tính:', value: sexWord(person), field: 'gender' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity', at: 0.3 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.6 },
  );
  form.put({ label: 'Số định danh cá nhân:', value: person.personalId, field: 'personal_id' });
  form.put({
    label: 'Giấy tờ tùy thân:',
    value: `Thẻ căn cước công dân số ${person.personalId}, Cục CS QLHC về trật tự xã hội cấp ngày ${slashDate(person.idIssued)}`,
    field: 'identity_paper',
  });
  form.put({ label: 'Nơi cư trú cuối cùng:', value: person.address, field: 'last_residence' });
  form.say([
    { text: 'Đã chết vào lúc ' },
    { text: `${two(hour)} giờ ${two(minute)} phút, ngày ${slashDate(died)}`, field: 'death_time' },
    { text: ' ghi bằng chữ: ' },
    {
      text: `${capitalised(inWords(hour))} giờ, ${inWords(minute)} phút, ${dateInWords(died).replace('Ngày', 'ngày').replace(' tháng', ', tháng').replace(' năm hai', ', năm hai')}`,
      field: 'death_date_in_words',
    },
  ]);
  form.y += 0.9;
  form.put({
    label: 'Nơi chết:',
    value: random.pick([person.address, `Bệnh viện Chợ Rẫy, ${seat.text}`, `Tại nhà, ${seat.text}`]),
    field: 'death_place',
  });
  form.put({
    label: 'Đã được đăng ký khai tử tại:',
    value: `Ủy ban nhân dân ${seat.text}`,
    field: 'registration_place',
  });
  form.put(
    { label: 'Số:', value: `${random.int(1, 480)}/${registered.year}`, field: 'registration_number' },
    { label: 'ngày', value: longDate(registered).replace(/^ngày /, ''), field: 'registration_date', at: 0.24 },
  );
  form.put({ label: 'Thực hiện trích lục từ:', value: 'Cơ sở dữ liệu hộ tịch điện tử' });
  signingBlock(
    sheet,
    146,
    Math.min(form.y + 5, 238),
    84,
    { ...style, sizePt: style.sizePt - 0.6, leading: 1.22 },
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
  draft.value('birth_date', isoDate(person.born));
  draft.value('death_time', `${isoDate(died)}T${two(hour)}:${two(minute)}`);
  draft.value('death_date_in_words', isoDate(died));
  draft.value('registration_date', isoDate(registered));
  draft.value('issue_date', isoDate(issued));
  return { type: 'death_certificate_extract', draft, format: 'A4' };
}

export const fourthMarriages: readonly RoundTemplate[] = [
  { name: 'blank before 2006, trade and book number', draw: marriageBefore2006 },
  { name: 'landscape 2020, two answers to a row', draw: marriageOf2020 },
];
export const fourthMaritalStatuses: readonly RoundTemplate[] = [
  { name: 'validity and purpose in one sentence', draw: maritalStatus },
];
export const fourthDeaths: readonly RoundTemplate[] = [
  { name: 'hour and date in one line, words behind', draw: death },
];
