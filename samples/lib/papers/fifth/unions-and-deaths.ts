import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import { drawSignature } from '../../seal.ts';
import type { Style } from '../../sheet.ts';
import { addDays, isoDate, longDate, slashDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import { committeeSeal, type Look, motto, type Paper, type RoundTemplate, signingBlock, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column } from '../fresh/column.ts';
import { centred, heading, tabbed } from './page.ts';
import { personOf, provinceLine, quotedCard, seatOf, signerOf, spoken } from './people.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** Certificate of TT 04/2020 on its pressed blank: wife at the left, an answer a row, names of who signs written by hand. */
async function marriage(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2016, month: 2, day: 15 }, random.int(0, 3880));
  const seat = seatOf(random, registered);
  const year = registered.year;
  const wife = personOf(random, {
    male: false,
    bornFrom: year - 36,
    bornTo: year - 19,
    levels: seat.levels,
    home: seat.place,
  });
  const husband = personOf(random, { male: true, bornFrom: year - 40, bornTo: year - 21, levels: seat.levels });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet(297, 210);
  ornament(sheet, { frame: [0.86, 0.4, 0.48], ground: [0.99, 0.94, 0.95] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.2, 11.4), leading: 1.34 };
  sheet.block();
  sheet.line(236, 23, [{ text: 'Số: ' }, { text: `${two(random.int(1, 210))}/${year}`, field: 'number' }], style);
  motto(sheet, 148.5, 29, look.family, 13);
  centred(
    sheet,
    50,
    [{ text: 'GIẤY CHỨNG NHẬN KẾT HÔN', bold: true, sizePt: 25, colour: rgb(0.8, 0.08, 0.16) }],
    style,
  );
  let deepest = 0;
  for (const [index, [who, prefix, person]] of (
    [
      ['vợ', 'wife', wife],
      ['chồng', 'husband', husband],
    ] as const
  ).entries()) {
    const form = new Column(sheet, 25 + index * 126, 63, 119, style, { between: 0.4 });
    form.say([
      { text: `Họ, chữ đệm, tên ${who}: `, bold: true },
      { text: upper(person.name), bold: true, field: `${prefix}_full_name` },
    ]);
    form.put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: `${prefix}_birth_date` });
    form.put({ label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity` });
    form.put({ label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality` });
    form.put({ label: 'Nơi cư trú:', value: person.address, field: `${prefix}_residence` });
    form.put({
      label: 'Giấy tờ tùy thân:',
      value: quotedCard(person, registered),
      field: `${prefix}_identity_paper`,
    });
    draft.value(`${prefix}_birth_date`, isoDate(person.born));
    deepest = Math.max(deepest, form.y);
  }
  const foot = new Column(sheet, 25, deepest + 1.5, 247, style, { between: 0.5 });
  foot.put({
    label: 'Nơi đăng ký kết hôn:',
    value: `Ủy ban nhân dân ${seat.text}`,
    field: 'registration_place',
  });
  foot.put({
    label: 'Ngày, tháng, năm đăng ký:',
    value: spoken(longDate(registered)),
    field: 'registration_date',
  });
  const y = Math.min(foot.y + 2, 154);
  for (const [index, [who, person]] of (
    [
      ['Vợ', wife],
      ['Chồng', husband],
    ] as const
  ).entries()) {
    const x = 24 + index * 66;
    centred(sheet, y, [{ text: who, bold: true }], style, x, 62);
    centred(sheet, y + 5, [{ text: '(Ký, ghi rõ họ, chữ đệm, tên)', italic: true, sizePt: 10.5 }], style, x, 62);
    if (look.inked) {
      drawSignature(sheet, random.branch(who), x + 18, y + 16, 26);
      centred(sheet, y + 27, [{ text: person.name, hand: true }], style, x, 62);
    }
  }
  signingBlock(
    sheet,
    216,
    y,
    104,
    { ...style, sizePt: style.sizePt - 1.2, leading: 1.14 },
    {
      authority: ['NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN'],
      note: '(Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)',
      name: signerOf(random),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('registration_date', isoDate(registered));
  return { type: 'marriage_certificate', draft, format: 'A4-landscape' };
}

/** Confirmation of TT 04/2020 with its marks (1) to (5), the state told as its article 33 asks. */
async function maritalStatus(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2020, month: 8, day: 3 }, random.int(0, 2280));
  const seat = seatOf(random, issued);
  const person = personOf(random, {
    bornFrom: 1958,
    bornTo: issued.year - 20,
    home: seat.place,
    levels: seat.levels,
  });
  const other = personOf(random, { male: !person.male, bornFrom: 1965, bornTo: 2001, levels: seat.levels });
  const [spouse, title] = person.male ? ['vợ', 'bà'] : ['chồng', 'ông'];
  const then = addDays(issued, -random.int(200, 2400));
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.6, 11.6), leading: 1.42 };
  const top = heading(
    sheet,
    look,
    {
      parent:
        seat.levels === 3 ? [provinceLine(seat.place), upper(seat.place.districtFull)] : [provinceLine(seat.place)],
      own: [`ỦY BAN NHÂN DÂN ${upper(seat.place.communeFull)}`],
      number: [{ text: 'Số: ' }, { text: `${random.int(1, 940)}/UBND-XNTTHN`, field: 'number' }],
      place: seat.place.commune,
      on: issued,
      fields: { own: 'issuer', date: 'issue_date' },
      sizePt: look.family === 'serif' ? 11.6 : 10.6,
    },
    style,
  );
  centred(sheet, top + 15, [{ text: 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', bold: true, sizePt: 15.5 }], style);
  centred(sheet, top + 23, [{ text: `ỦY BAN NHÂN DÂN ${upper(seat.place.communeFull)}`, bold: true }], style);
  const form = new Column(sheet, 27, top + 34, 160, style, { between: 0.7 });
  const asker = random.maybe(0.75) ? person : other;
  form.say(`Xét đề nghị của ông/bà: ${asker.name}`);
  form.say(`về việc cấp Giấy xác nhận tình trạng hôn nhân cho ${person.name}`);
  form.centre([{ text: 'XÁC NHẬN:', bold: true }], 1);
  form.y += 1;
  form.put({ label: 'Họ, chữ đệm, tên:', value: upper(person.name), field: 'full_name' });
  form.put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' });
  form.y =
    tabbed(
      sheet,
      form.x,
      form.y,
      form.width,
      [
        ['Giới tính:', sexWord(person), 'gender'],
        ['Dân tộc:', person.ethnicity, 'ethnicity'],
        ['Quốc tịch:', 'Việt Nam', 'nationality'],
      ],
      style,
      2,
    ) + 0.7;
  form.put({ label: 'Giấy tờ tùy thân:', value: quotedCard(person, issued), field: 'identity_paper' });
  form.put({ label: 'Nơi cư trú:', value: person.address, field: 'residence' });
  if (random.maybe(0.4))
    form.say(
      `Trong thời gian cư trú tại: ${seat.text}, từ ${longDate(addDays(person.born, 6575))} đến ${longDate(addDays(issued, -30))}`,
    );
  const state = random.pick([
    'Hiện tại chưa đăng ký kết hôn với ai',
    `Hiện tại đang có ${spouse} là ${title} ${other.name} (Giấy chứng nhận kết hôn số ${random.int(1, 80)}, do UBND ${seat.place.communeFull} cấp ngày ${slashDate(then)})`,
    `Đã đăng ký kết hôn, nhưng đã ly hôn theo Quyết định ly hôn số ${random.int(10, 400)}/${then.year}/QĐST-HNGĐ ngày ${longDate(then).slice(5)} của Tòa án nhân dân ${seat.levels === 3 ? seat.place.districtFull : 'khu vực 3'}; hiện tại chưa đăng ký kết hôn với ai`,
    `Đã đăng ký kết hôn, nhưng ${spouse} đã chết (Trích lục khai tử số: ${random.int(1, 80)}/TLKT do UBND ${seat.place.communeFull} cấp ${longDate(then)}); hiện tại chưa đăng ký kết hôn với ai`,
  ]);
  form.put({
    label: 'Tình trạng hôn nhân:',
    value: state,
    field: 'marital_status',
  });
  form.say(
    [
      {
        text: 'Giấy này có giá trị đến thời điểm thay đổi tình trạng hôn nhân hoặc 06 tháng kể từ ngày cấp, tùy theo thời điểm nào đến trước, được sử dụng để: ',
      },
      {
        text: random.pick([
          state.includes('đang có')
            ? 'làm thủ tục thế chấp quyền sử dụng đất'
            : `kết hôn với ${title} ${other.name}, sinh ngày ${slashDate(other.born)}, ${other.address}`,
          'bổ túc hồ sơ chuyển nhượng quyền sử dụng đất',
          'vay vốn ngân hàng; không sử dụng để kết hôn',
        ]),
        field: 'purpose',
      },
      { text: '.' },
    ],
    {},
    0.4,
  );
  signingBlock(
    sheet,
    144,
    Math.min(form.y + 3, 240),
    90,
    { ...style, sizePt: style.sizePt - 0.8, leading: 1.18 },
    {
      authority: ['NGƯỜI KÝ GIẤY XÁC NHẬN', 'TÌNH TRẠNG HÔN NHÂN'],
      note: '(Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)',
      name: signerOf(random),
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

/** Copy of the extract as the program of a province prints it: no words of the date, an empty identity number on some, "Ghi chú" at the end. */
async function death(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2016, month: 5, day: 9 }, random.int(0, 3700));
  const seat = seatOf(random, issued);
  const registered = addDays(issued, -random.pick([0, random.int(30, 2500)]));
  const died = addDays(registered, -random.int(0, 40));
  const person = personOf(random, { bornFrom: 1929, bornTo: 1985, home: seat.place, levels: seat.levels });
  const modern = registered.year >= 2021;
  const [hour, minute] = [random.int(0, 23), random.int(0, 59)];
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.8, 11.8), leading: 1.5 };
  const top = heading(
    sheet,
    look,
    {
      parent: [provinceLine(seat.place), ...(seat.levels === 3 ? [upper(seat.place.districtFull)] : [])],
      own: [upper(seat.place.communeFull)],
      number: [{ text: 'Số ' }, { text: `${random.int(1, 700)}/TLKT-BS`, field: 'number' }],
      place: seat.place.commune,
      on: issued,
      fields: { own: 'issuer', date: 'issue_date' },
    },
    style,
  );
  centred(sheet, top + 17, [{ text: 'TRÍCH LỤC KHAI TỬ', bold: true, sizePt: 17 }], style);
  centred(sheet, top + 24, [{ text: '(BẢN SAO)', underline: true }], style);
  const form = new Column(sheet, 26, top + 38, 162, style, { between: 0.8 });
  form.say([
    { text: 'Họ, chữ đệm, tên: ', bold: true },
    { text: upper(person.name), field: 'full_name' },
  ]);
  form.y += 0.8;
  form.put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' });
  form.put(
    { label: 'Giới tính:', value: sexWord(person), field: 'gender' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity', at: 0.33 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.66 },
  );
  form.put({
    label: 'Số định danh cá nhân:',
    value: modern ? person.personalId : '',
    ...(modern ? { field: 'personal_id' } : {}),
  });
  form.put({
    label: 'Giấy tờ tùy thân:',
    value: modern ? `Căn cước công dân số ${person.personalId}` : `CMND số ${person.oldId}`,
    field: 'identity_paper',
  });
  form.say([
    { text: 'Đã chết vào lúc: ' },
    { text: `${two(hour)} giờ ${two(minute)} phút, ngày: ${slashDate(died)}`, field: 'death_time' },
  ]);
  form.y += 0.8;
  form.put({
    label: 'Nơi chết:',
    value: random.pick([
      person.address,
      `Bệnh viện Đa khoa ${seat.place.provinceKind} ${seat.place.province}`,
      seat.text,
    ]),
    field: 'death_place',
  });
  form.put({
    label: 'Đã được đăng ký khai tử tại:',
    value: `UBND ${seat.text}`,
    field: 'registration_place',
  });
  form.put(
    { label: 'Số:', value: `${two(random.int(1, 160))}/${registered.year}`, field: 'registration_number' },
    { label: 'Ngày:', value: slashDate(registered), field: 'registration_date', at: 0.4 },
  );
  form.put({ label: 'Ghi chú:', value: random.pick(['', 'Đăng ký quá hạn', 'Đăng ký đúng hạn']) });
  signingBlock(
    sheet,
    143,
    Math.min(form.y + 5, 240),
    92,
    { ...style, sizePt: style.sizePt - 0.8, leading: 1.2 },
    {
      authority: ['NGƯỜI KÝ TRÍCH LỤC'],
      note: '(Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)',
      name: signerOf(random),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(person.born));
  draft.value('death_time', `${isoDate(died)}T${two(hour)}:${two(minute)}`);
  draft.value('registration_date', isoDate(registered));
  draft.value('issue_date', isoDate(issued));
  return { type: 'death_certificate_extract', draft, format: 'A4' };
}

export const fifthMarriages: readonly RoundTemplate[] = [
  { name: 'TT 04/2020, an answer a row, names by hand', draw: marriage },
];
export const fifthMaritalStatuses: readonly RoundTemplate[] = [
  { name: 'TT 04/2020, states of its article 33', draw: maritalStatus },
];
export const fifthDeaths: readonly RoundTemplate[] = [
  { name: 'TT 04/2020 by a program, no words, number empty on some', draw: death },
];
