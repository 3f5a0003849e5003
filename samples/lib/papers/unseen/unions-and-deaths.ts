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
import { commonName, commonPerson, seatOn } from './people.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** Portrait certificate of marriage: husband and wife side by side, long values under their labels. */
async function marriage(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2016, month: 5, day: 4 }, random.int(0, 3820));
  const seat = seatOn(random, registered);
  const husband = commonPerson(random, {
    male: true,
    bornFrom: registered.year - 40,
    bornTo: registered.year - 21,
    levels: seat.levels,
  });
  const wife = commonPerson(random, {
    male: false,
    bornFrom: registered.year - 37,
    bornTo: registered.year - 19,
    home: seat.place,
    levels: seat.levels,
  });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.8, 0.36, 0.5], ground: [0.99, 0.94, 0.96] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.5, 10.8), leading: 1.36 };
  motto(sheet, 105, 28, look.family, 12.5);
  sheet.block();
  for (const [index, text] of ['GIẤY CHỨNG NHẬN', 'KẾT HÔN'].entries())
    sheet.line(0, 50 + index * 10, [{ text, bold: true, sizePt: 22, colour: rgb(0.78, 0.1, 0.16) }], style, {
      align: 'center',
      width: 210,
    });
  sheet.block();
  sheet.line(
    24,
    72,
    [{ text: 'Số: ' }, { text: `${two(random.int(1, 180))}/${registered.year}`, bold: true, field: 'number' }],
    style,
  );
  const [left, width] = [24, 76];
  sheet.rule(105, 78, 105, 175, 0.15);
  let deepest = 0;
  for (const [index, [who, prefix, person]] of (
    [
      ['CHỒNG', 'husband', husband],
      ['VỢ', 'wife', wife],
    ] as const
  ).entries()) {
    const form = new Column(sheet, left + index * (width + 10), 84, width, style, { bold: true, between: 1.2 });
    form.centre([{ text: who, bold: true }]);
    form.y += 1.5;
    const below = (label: string, value: string, field: string): void => {
      form.say(label);
      form.say([{ text: value, bold: true, field }]);
      form.y += 1.2;
    };
    below('Họ, chữ đệm, tên:', upper(person.name), `${prefix}_full_name`);
    form.put({ label: 'Sinh ngày:', value: slashDate(person.born), field: `${prefix}_birth_date` });
    form.put({ label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity` });
    form.put({ label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality` });
    below('Nơi cư trú:', person.address, `${prefix}_residence`);
    below('Giấy tờ tùy thân:', identityPaper(person, registered), `${prefix}_identity_paper`);
    draft.value(`${prefix}_birth_date`, isoDate(person.born));
    deepest = Math.max(deepest, form.y);
  }
  const foot = new Column(sheet, left, Math.max(deepest + 2, 180), 162, style, { bold: true, between: 1 });
  foot.put({ label: 'Nơi đăng ký kết hôn:', value: `Ủy ban nhân dân ${seat.text}`, field: 'registration_place' });
  foot.put({ label: 'Ngày đăng ký kết hôn:', value: slashDate(registered), field: 'registration_date' });
  const y = Math.min(foot.y + 4, 232);
  for (const [index, who] of ['Chồng', 'Vợ'].entries()) {
    sheet.block();
    sheet.line(20 + index * 42, y, [{ text: who, bold: true }], style, { align: 'center', width: 40 });
    sheet.line(20 + index * 42, y + 5, [{ text: '(Ký, ghi rõ họ tên)', italic: true, sizePt: 9 }], style, {
      align: 'center',
      width: 40,
    });
    if (look.inked) drawSignature(sheet, random.branch(who), 28 + index * 42, y + 18, 24);
  }
  signingBlock(
    sheet,
    148,
    y,
    80,
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
  draft.value('registration_date', isoDate(registered));
  return { type: 'marriage_certificate', draft, format: 'A4' };
}

/** Confirmation of the marital status with the time of residence apart, what it is for at the end of the sentence on validity. */
async function maritalStatus(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2021, month: 1, day: 6 }, random.int(0, 2120));
  const seat = seatOn(random, issued);
  const person = commonPerson(random, {
    bornFrom: 1965,
    bornTo: issued.year - 19,
    home: seat.place,
    levels: seat.levels,
  });
  const partner = commonPerson(random, { male: !person.male, bornFrom: 1970, bornTo: 2003 });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.5, 11.6), leading: 1.42 };
  const bottom = agency(
    sheet,
    60,
    22,
    76,
    [`${seat.place.provinceKind === 'tỉnh' ? 'TỈNH' : 'THÀNH PHỐ'} ${upper(seat.place.province)}`],
    [`UBND ${upper(seat.place.communeFull)}`],
    look.family,
    12,
    { own: 'issuer' },
  );
  motto(sheet, 147, 22, look.family, 12);
  sheet.block();
  sheet.line(22, bottom + 8, [{ text: 'Số: ' }, { text: `${random.int(1, 720)}/XNTTHN`, field: 'number' }], style, {
    align: 'center',
    width: 76,
  });
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
  for (const [index, text] of ['GIẤY XÁC NHẬN', 'TÌNH TRẠNG HÔN NHÂN'].entries())
    sheet.line(0, bottom + 24 + index * 7.5, [{ text, bold: true, sizePt: 16 }], style, {
      align: 'center',
      width: 210,
    });
  const form = new Column(sheet, 28, bottom + 43, 158, style, { between: 0.8 });
  form.say(
    `Theo đề nghị của ${person.male ? 'ông' : 'bà'} ${person.name} tại Tờ khai ngày ${slashDate(addDays(issued, -2))}, Ủy ban nhân dân ${seat.place.communeFull}`,
    { indent: 10, align: 'justify' },
  );
  form.centre([{ text: 'XÁC NHẬN', bold: true }], 1);
  form.y += 1.5;
  form.put({ label: 'Họ, chữ đệm, tên:', value: person.name, field: 'full_name' });
  form.put(
    { label: 'Giới tính:', value: sexWord(person), field: 'gender' },
    { label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date', at: 0.36 },
  );
  form.put(
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity', at: 0.5 },
  );
  form.put({ label: 'Số định danh cá nhân:', value: person.personalId, field: 'personal_id' });
  form.put({ label: 'Nơi cư trú:', value: person.address, field: 'residence' });
  form.say(
    `Trong thời gian cư trú tại ${seat.text}, từ ngày ${slashDate(addDays(person.born, 6600))} đến ngày ${slashDate(issued)}.`,
    { align: 'justify' },
    0.8,
  );
  form.put({
    label: 'Tình trạng hôn nhân:',
    value: random.pick([
      'Hiện tại chưa đăng ký kết hôn với ai',
      'Chưa đăng ký kết hôn với ai',
      `Đã ly hôn theo Quyết định số ${random.int(20, 260)}/${issued.year - 1}/QĐST-HNGĐ của Tòa án nhân dân ${seat.levels === 3 ? seat.place.districtFull : `khu vực ${random.int(1, 9)}`}, hiện tại chưa đăng ký kết hôn với ai`,
    ]),
    field: 'marital_status',
  });
  form.put({
    label: 'Giấy này được cấp để:',
    value: random.pick([
      `Đăng ký kết hôn với ${partner.male ? 'anh' : 'chị'} ${partner.name}`,
      'Làm thủ tục vay vốn ngân hàng',
      'Làm thủ tục chuyển nhượng quyền sử dụng đất',
    ]),
    field: 'purpose',
  });
  form.say('Giấy xác nhận này có giá trị 06 tháng, kể từ ngày cấp.', {}, 0.8);
  signingBlock(
    sheet,
    147,
    Math.min(form.y + 5, 236),
    80,
    { ...style, sizePt: style.sizePt - 0.6, leading: 1.22 },
    {
      authority: random.pick([
        ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
        ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
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

/** Extract of a death: number below the motto, hour behind the day, the book of registration quoted. */
async function death(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2019, month: 3, day: 5 }, random.int(0, 2780));
  const seat = seatOn(random, issued);
  const registered = addDays(issued, -random.int(0, 1200));
  const died = addDays(registered, -random.int(1, 20));
  const person = commonPerson(random, { bornFrom: 1930, bornTo: 1985, home: seat.place, levels: seat.levels });
  const [hour, minute] = [random.int(0, 23), random.int(0, 59)];
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.2, 11.3), leading: 1.4 };
  agency(sheet, 58, 22, 74, [], ['ỦY BAN NHÂN DÂN', upper(seat.place.communeFull)], look.family, 12, { own: 'issuer' });
  motto(sheet, 147, 22, look.family, 12);
  sheet.block();
  sheet.line(
    97,
    36,
    [{ text: 'Số: ' }, { text: `${random.int(1, 460)}/${issued.year}/TLKT-BS`, field: 'number' }],
    style,
    { align: 'center', width: 100 },
  );
  sheet.block();
  sheet.line(0, 58, [{ text: 'TRÍCH LỤC KHAI TỬ', bold: true, sizePt: 17 }], style, { align: 'center', width: 210 });
  sheet.line(0, 65, [{ text: '(Bản sao)', italic: true }], style, { align: 'center', width: 210 });
  const form = new Column(sheet, 27, 78, 160, style, { bold: true, between: 1 });
  form.put({ label: 'Họ, chữ đệm, tên người chết:', value: upper(person.name), field: 'full_name' });
  form.put(
    { label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' },
    { label: 'Giới tính:', value: sexWord(person), field: 'gender', at: 0.6 },
  );
  form.put(
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity' },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.4 },
  );
  form.put({ label: 'Số định danh cá nhân:', value: person.personalId, field: 'personal_id' });
  form.put({ label: 'Nơi cư trú cuối cùng:', value: person.address, field: 'last_residence' });
  form.put({
    label: 'Đã chết ngày:',
    value: `${slashDate(died)}, vào lúc ${two(hour)} giờ ${two(minute)} phút`,
    field: 'death_time',
  });
  form.put({ label: 'Ghi bằng chữ:', value: dateInWords(died), field: 'death_date_in_words' });
  form.put({
    label: 'Nơi chết:',
    value: random.pick([
      `Tại nhà, ${person.address}`,
      `Bệnh viện đa khoa ${seat.place.provinceKind} ${seat.place.province}`,
      seat.text,
    ]),
    field: 'death_place',
  });
  form.put({
    label: 'Nguyên nhân:',
    value: random.pick(['Bệnh già', 'Ung thư phổi', 'Tai biến mạch máu não', 'Tai nạn giao thông', 'Suy tim']),
    field: 'death_cause',
  });
  form.put({ label: 'Nơi đăng ký khai tử:', value: `Ủy ban nhân dân ${seat.text}`, field: 'registration_place' });
  form.put(
    { label: 'Đăng ký số:', value: two(random.int(1, 120)), field: 'registration_number' },
    { label: 'Quyển số:', value: `01/${registered.year}`, at: 0.3 },
    { label: 'Ngày đăng ký:', value: slashDate(registered), field: 'registration_date', at: 0.58 },
  );
  const y = Math.min(form.y + 5, 234);
  sheet.block();
  sheet.line(
    97,
    y,
    [
      { text: `${seat.place.commune}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  signingBlock(
    sheet,
    147,
    y + 6.5,
    80,
    { ...style, sizePt: style.sizePt - 0.6, leading: 1.22 },
    {
      authority: ['NGƯỜI KÝ TRÍCH LỤC', random.pick(['CHỦ TỊCH', 'PHÓ CHỦ TỊCH'])],
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
  draft.value('issue_date', isoDate(issued));
  return { type: 'death_certificate_extract', draft, format: 'A4' };
}

export const unseenMarriages: readonly RoundTemplate[] = [
  { name: 'portrait, husband beside wife, values under labels', draw: marriage },
];
export const unseenMaritalStatuses: readonly RoundTemplate[] = [
  { name: 'time of residence apart, number before the date', draw: maritalStatus },
];
export const unseenDeaths: readonly RoundTemplate[] = [
  { name: 'number below the motto, hour behind the day', draw: death },
];
