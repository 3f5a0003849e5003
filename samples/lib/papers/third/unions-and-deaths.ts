import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import { drawSignature } from '../../seal.ts';
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
import { commonName, commonPerson, seatOn } from '../unseen/people.ts';
import { Blank } from './blank.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** The blank of 2015 on its side, names on a line of their own below the labels; the values printed into it in another face. */
async function marriage(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2016, month: 3, day: 7 }, random.int(0, 3880));
  const seat = seatOn(random, registered);
  const years = { bornFrom: registered.year - 42, bornTo: registered.year - 20 };
  const husband = commonPerson(random, { male: true, levels: seat.levels, ...years });
  const wife = commonPerson(random, { male: false, home: seat.place, levels: seat.levels, ...years });
  const press = look.family === 'serif' ? 'arial' : 'serif';
  const draft = await Draft.begin([look.family, press]);
  const sheet = draft.sheet(297, 210);
  ornament(sheet, { frame: [0.78, 0.3, 0.34], ground: [0.99, 0.93, 0.93] });
  const style: Style = {
    family: press,
    sizePt: press === 'serif' ? 12 : 10.4,
    leading: press === 'serif' ? 1.5 : 1.73,
  };
  const value: Style = { family: look.family, sizePt: serifSize(look, 12.8, 11.2) };
  const overprint = { value, lift: random.real(0.2, 0.9), between: 0.2 };
  motto(sheet, 148.5, 27, press, 12.5);
  sheet.block();
  sheet.line(
    0,
    50,
    [{ text: 'GIẤY CHỨNG NHẬN KẾT HÔN', bold: true, sizePt: 22, colour: rgb(0.78, 0.1, 0.14) }],
    style,
    {
      align: 'center',
      width: 297,
    },
  );
  const number = new Blank(sheet, 218, 34, 46, style, overprint);
  number.put([{ label: 'Số:', value: `${two(random.int(1, 160))}/${registered.year}`, field: 'number' }]);
  let deepest = 0;
  for (const [index, [who, prefix, person]] of (
    [
      ['vợ', 'wife', wife],
      ['chồng', 'husband', husband],
    ] as const
  ).entries()) {
    const x = 26 + index * 127;
    sheet.block();
    sheet.line(x, 62, [{ text: `Họ, chữ đệm, tên ${who}:`, bold: true }], style);
    sheet.block();
    sheet.line(x + 2, 68, [{ text: upper(person.name), bold: true, field: `${prefix}_full_name` }], value);
    sheet.leader(x, x + 118, 69.4, style);
    const form = new Blank(sheet, x, 76.6, 118, style, overprint);
    form.put([{ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: `${prefix}_birth_date` }]);
    form.put([
      { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity` },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.46 },
    ]);
    form.put([{ label: 'Nơi cư trú:', value: person.address, field: `${prefix}_residence` }], 2);
    form.put(
      [
        {
          label: 'Giấy tờ tùy thân:',
          value: identityPaper(person, registered),
          field: `${prefix}_identity_paper`,
        },
      ],
      2,
    );
    deepest = Math.max(deepest, form.y);
  }
  const below = new Blank(sheet, 26, deepest + 1, 245, style, overprint);
  below.put([{ label: 'Nơi đăng ký kết hôn:', value: `UBND ${seat.text}`, field: 'registration_place' }]);
  below.put([
    { label: 'Ngày, tháng, năm đăng ký:', value: slashDate(registered), field: 'registration_date' },
    { label: 'Ghi chú:', value: '', at: 0.5 },
  ]);
  const y = below.y + 4;
  for (const [index, [who, person]] of (
    [
      ['Vợ', wife],
      ['Chồng', husband],
    ] as const
  ).entries()) {
    const x = 26 + index * 68;
    sheet.block();
    sheet.line(x, y, [{ text: who, bold: true }], style, { align: 'center', width: 62 });
    sheet.line(x, y + 5, [{ text: '(Ký, ghi rõ họ, chữ đệm, tên)', italic: true, sizePt: 9.4 }], style, {
      align: 'center',
      width: 62,
    });
    if (look.inked) drawSignature(sheet, random.branch(who), x + 16, y + 18, 28);
    sheet.line(x, y + 29, person.name, { ...value, sizePt: value.sizePt - 0.8 }, { align: 'center', width: 62 });
  }
  signingBlock(
    sheet,
    219,
    y,
    96,
    { ...style, sizePt: style.sizePt - 0.6, leading: 1.2 },
    {
      authority: ['NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN'],
      note: '(Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)',
      name: commonName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('wife_birth_date', isoDate(wife.born));
  draft.value('husband_birth_date', isoDate(husband.born));
  draft.value('registration_date', isoDate(registered));
  return { type: 'marriage_certificate', draft, format: 'A4-landscape' };
}

/** Confirmation that an officer asked for: his name before that of the person, a space in the number's sign, validity and purpose in one sentence. */
async function maritalStatus(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2018, month: 3, day: 5 }, random.int(0, 3150));
  const seat = seatOn(random, issued);
  const person = commonPerson(random, { bornFrom: 1968, bornTo: 2003, home: seat.place, levels: seat.levels });
  const partner = commonPerson(random, { male: !person.male, levels: seat.levels });
  const officer = commonName(random, random.maybe(0.4));
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.4, 11.5), leading: 1.42 };
  const headed = agency(
    sheet,
    57,
    22,
    74,
    seat.levels === 3
      ? [upper(`${seat.place.provinceKind} ${seat.place.province}`), upper(seat.place.districtFull)]
      : [],
    [`UBND ${upper(seat.place.communeFull)}`],
    look.family,
    12,
    { own: 'issuer' },
  );
  const own = Math.max(headed, motto(sheet, 148, 22, look.family, 12));
  sheet.block();
  const serial = random.int(1, 420);
  sheet.line(20, own + 8, [{ text: 'Số: ' }, { text: `${serial} /UBND-XNTTHN`, field: 'number' }], style, {
    align: 'center',
    width: 74,
  });
  sheet.block();
  sheet.line(
    98,
    own + 8,
    [
      { text: `${seat.place.commune}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  sheet.block();
  sheet.line(0, own + 23, [{ text: 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', bold: true, sizePt: 15 }], style, {
    align: 'center',
    width: 210,
  });
  sheet.line(0, own + 30, [{ text: `ỦY BAN NHÂN DÂN ${upper(seat.place.communeFull)}`, bold: true }], style, {
    align: 'center',
    width: 210,
  });
  const form = new Column(sheet, 27, own + 41, 158, style, { between: 0.9 });
  form.say(
    [
      { text: 'Xét đề nghị của ông/bà: ' },
      { text: officer, bold: true },
      { text: ' - Công chức Tư pháp - Hộ tịch, về việc cấp Giấy xác nhận tình trạng hôn nhân cho: ' },
      { text: `${person.male ? 'ông' : 'bà'} ${person.name}`, bold: true },
      { text: ',' },
    ],
    { indent: 10 },
  );
  form.centre([{ text: 'XÁC NHẬN:', bold: true }], 1);
  form.y += 1;
  form.say([
    { text: 'Họ, chữ đệm, tên: ', bold: true },
    { text: upper(person.name), bold: true, field: 'full_name' },
  ]);
  form.y += 0.9;
  form.put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' });
  form.put(
    { label: 'Giới tính:', value: sexWord(person), field: 'gender' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity', at: 0.33 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.66 },
  );
  form.put({ label: 'Giấy tờ tùy thân:', value: identityPaper(person, issued), field: 'identity_paper' });
  form.put({ label: 'Nơi cư trú:', value: person.address, field: 'residence' });
  const from = addDays(person.born, 6575 + random.int(0, 900));
  form.say(`Trong thời gian cư trú tại: ${seat.text} từ ${longDate(from)}, đến ${longDate(issued)}`, {
    align: 'justify',
  });
  form.y += 0.9;
  const married = random.maybe(0.2);
  const spouse = partner.male ? 'chồng là ông' : 'vợ là bà';
  form.put({
    label: 'Tình trạng hôn nhân:',
    value: married
      ? `Hiện tại đang có ${spouse} ${partner.name} (Giấy chứng nhận kết hôn số ${random.int(10, 120)}/${issued.year - 4})`
      : random.pick([
          'Chưa đăng ký kết hôn với ai',
          'Hiện tại chưa đăng ký kết hôn với ai',
          `Có đăng ký kết hôn, nhưng đã ly hôn theo Bản án số ${random.int(10, 99)}/${issued.year - 2}/HNGĐ-ST của Tòa án nhân dân ${seat.levels === 3 ? seat.place.districtFull : `khu vực ${random.int(1, 9)}`}; hiện tại chưa đăng ký kết hôn với ai`,
        ]),
    field: 'marital_status',
  });
  form.say([
    { text: 'Giấy này có giá trị sử dụng trong thời hạn 6 tháng, kể từ ngày cấp, được sử dụng để: ' },
    {
      text: random.pick([
        ...(married ? [] : [`Đăng ký kết hôn với ${partner.male ? 'anh' : 'chị'} ${partner.name}`]),
        'Mua nhà ở xã hội',
        'Bổ sung hồ sơ vay vốn ngân hàng',
        'Chuyển nhượng quyền sử dụng đất',
      ]),
      field: 'purpose',
    },
  ]);
  signingBlock(
    sheet,
    146,
    Math.min(form.y + 6, 240),
    86,
    { ...style, sizePt: style.sizePt - 0.8, leading: 1.2 },
    {
      authority: ['NGƯỜI KÝ GIẤY XÁC NHẬN'],
      note: '(Ký, ghi rõ họ tên, chức vụ và đóng dấu)',
      name: commonName(random, random.maybe(0.65)),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('number', `${serial}/UBND-XNTTHN`);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'marital_status_confirmation', draft, format: 'A4' };
}

/** Extract of a death as handed out on the day of registration (no copy): hour, day and words in one sentence, the notice of death quoted. */
async function death(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2017, month: 2, day: 6 }, random.int(0, 3540));
  const seat = seatOn(random, registered);
  const died = addDays(registered, -random.int(1, 14));
  const person = commonPerson(random, { bornFrom: 1928, bornTo: 1992, home: seat.place, levels: seat.levels });
  const [hour, minute] = [random.int(0, 23), random.int(0, 59)];
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.2, 11.3), leading: 1.42 };
  const bottom = agency(
    sheet,
    57,
    22,
    74,
    [],
    ['ỦY BAN NHÂN DÂN', upper(seat.place.communeFull), ...(seat.levels === 3 ? [upper(seat.place.districtFull)] : [])],
    look.family,
    12,
    { own: 'issuer' },
  );
  motto(sheet, 148, 22, look.family, 12);
  sheet.block();
  sheet.line(20, bottom + 8, [{ text: 'Số: ' }, { text: `${two(random.int(1, 190))}/TLKT`, field: 'number' }], style, {
    align: 'center',
    width: 74,
  });
  sheet.block();
  sheet.line(
    98,
    bottom + 8,
    [
      { text: `${seat.place.commune}, `, italic: true },
      { text: longDate(registered), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  sheet.block();
  sheet.line(0, bottom + 24, [{ text: 'TRÍCH LỤC KHAI TỬ', bold: true, sizePt: 18 }], style, {
    align: 'center',
    width: 210,
  });
  const form = new Column(sheet, 26, bottom + 37, 160, style, { dotted: true, between: 1 });
  form.put({ label: 'Họ, chữ đệm, tên:', value: upper(person.name), field: 'full_name' });
  form.put(
    { label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' },
    { label: 'Giới tính:', value: sexWord(person), field: 'gender', at: 0.62 },
  );
  form.put(
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity' },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.5 },
  );
  if (registered.year >= 2021)
    form.put({ label: 'Số định danh cá nhân:', value: person.personalId, field: 'personal_id' });
  form.put({ label: 'Giấy tờ tùy thân:', value: identityPaper(person, registered), field: 'identity_paper' });
  form.put({ label: 'Nơi cư trú cuối cùng:', value: person.address, field: 'last_residence' });
  form.say([
    { text: 'Đã chết vào lúc ' },
    { text: `${two(hour)} giờ ${two(minute)} phút, ${longDate(died)}`, field: 'death_time' },
    { text: '; ghi bằng chữ: ' },
    { text: dateInWords(died).replace('Ngày', 'ngày'), field: 'death_date_in_words' },
    { text: '.' },
  ]);
  form.y += 1;
  form.put({
    label: 'Nơi chết:',
    value: random.pick([
      person.address,
      `Bệnh viện Đa khoa khu vực ${seat.place.district}, ${seat.place.provinceKind} ${seat.place.province}`,
      `Tại nhà riêng, ${person.address}`,
    ]),
    field: 'death_place',
  });
  form.put({
    label: 'Nguyên nhân chết:',
    value: random.pick(['Già yếu', 'Bệnh lý', 'Ung thư gan', 'Nhồi máu cơ tim', 'Đột quỵ não']),
    field: 'death_cause',
  });
  form.put({
    label: 'Giấy báo tử/Giấy tờ thay thế Giấy báo tử số:',
    value: `${two(random.int(1, 60))}/GBT do UBND ${seat.place.communeFull} cấp ngày ${slashDate(died)}`,
  });
  form.put({ label: 'Nơi đăng ký khai tử:', value: `UBND ${seat.text}`, field: 'registration_place' });
  form.put({ label: 'Ngày, tháng, năm đăng ký:', value: slashDate(registered), field: 'registration_date' });
  signingBlock(
    sheet,
    146,
    Math.min(form.y + 6, 240),
    86,
    { ...style, sizePt: style.sizePt - 0.6, leading: 1.22 },
    {
      authority: random.pick([
        ['NGƯỜI KÝ TRÍCH LỤC', 'CHỦ TỊCH'],
        ['NGƯỜI KÝ TRÍCH LỤC', 'PHÓ CHỦ TỊCH'],
      ]),
      name: commonName(random, random.maybe(0.65)),
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
  draft.value('issue_date', isoDate(registered));
  return { type: 'death_certificate_extract', draft, format: 'A4' };
}

export const thirdMarriages: readonly RoundTemplate[] = [
  { name: 'pressed blank on its side, names below their labels, filled by a printer', draw: marriage },
];
export const thirdMaritalStatuses: readonly RoundTemplate[] = [
  { name: 'asked for by an officer, validity and purpose in one sentence', draw: maritalStatus },
];
export const thirdDeaths: readonly RoundTemplate[] = [
  { name: 'original, time and words in one sentence, notice of death', draw: death },
];
