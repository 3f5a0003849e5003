import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { type Person, sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import { drawBoxStamp, drawSignature } from '../../seal.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, type Day, dateInWords, isoDate, longDate, slashDate } from '../../words.ts';
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
import { serifSize } from '../fresh/births.ts';
import { table } from '../fresh/column.ts';
import { centred, Form, ribbon } from './form.ts';
import { nameOf, personOf, provinceLine, type Seat, seatOf, title } from './people.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const couple = (random: Chance, year: number, seat: Seat): readonly [wife: Person, husband: Person] => [
  personOf(random, { male: false, bornFrom: year - 34, bornTo: year - 19, levels: seat.levels }),
  personOf(random, { male: true, bornFrom: year - 38, bornTo: year - 21, levels: seat.levels, home: seat.place }),
];
const earlier = (issued: Day, paper: Day): Day => (isoDate(issued) < isoDate(paper) ? issued : addDays(paper, -75));

/** White sheet of a commune's program: wife and husband side by side in a ruled table, the registration told in a sentence; a copy. */
async function tableOfTwo(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2021, month: 9, day: 6 }, random.int(0, 1850));
  const seat = seatOf(random, registered);
  const [wife, husband] = couple(random, registered.year, seat);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.82, 0.5, 0.3], ground: [0.995, 0.965, 0.94] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.6), leading: 1.36 };
  const own = ['ỦY BAN NHÂN DÂN', upper(seat.place.communeFull)];
  agency(sheet, 56, 26, 72, [], own, look.family, 11);
  motto(sheet, 143, 26, look.family, 11.4);
  const red = rgb(0.8, 0.12, 0.1);
  centred(sheet, 0, 53, 210, [[{ text: 'GIẤY CHỨNG NHẬN KẾT HÔN', bold: true, sizePt: 21, colour: red }]], style);
  const number = `${two(random.int(1, 210))}/${registered.year}`;
  centred(sheet, 0, 61, 210, [[{ text: 'Số: ' }, { text: number, bold: true, field: 'number' }]], style);
  const cells = (label: string, name: string, of: (person: Person) => string, bold = false): (string | Run)[] => [
    label,
    { text: of(wife), bold, field: `wife_${name}` },
    { text: of(husband), bold, field: `husband_${name}` },
  ];
  const bottom = table(
    sheet,
    22,
    70,
    [36, 65, 65],
    [
      ['', 'VỢ', 'CHỒNG'],
      cells('Họ, chữ đệm, tên', 'full_name', ({ name }) => upper(name), true),
      cells('Ngày sinh', 'birth_date', ({ born }) => slashDate(born)),
      cells('Dân tộc', 'ethnicity', ({ ethnicity }) => ethnicity),
      cells('Quốc tịch', 'nationality', () => 'Việt Nam'),
      cells('Nơi cư trú', 'residence', ({ address }) => address),
      cells(
        'Giấy tờ tùy thân',
        'identity_paper',
        ({ personalId, idIssued }) =>
          `CCCD số ${personalId} do Cục Cảnh sát QLHC về TTXH cấp ngày ${slashDate(earlier(idIssued, registered))}`,
      ),
    ],
    style,
  );
  const form = new Form(sheet, 22, bottom + 9, 166, style);
  form.say([
    { text: 'Đăng ký kết hôn tại: ' },
    { text: `Ủy ban nhân dân ${seat.text}`, bold: true, field: 'registration_place' },
    { text: ', ' },
    { text: longDate(registered), bold: true, field: 'registration_date' },
    { text: '.' },
  ]);
  const y = form.y + 5;
  for (const [index, person] of [wife, husband].entries()) {
    const x = 20 + index * 47;
    centred(
      sheet,
      x,
      y,
      46,
      [
        [{ text: index === 0 ? 'VỢ' : 'CHỒNG', bold: true }],
        [{ text: '(Ký, ghi rõ họ tên)', italic: true, sizePt: style.sizePt - 2.4 }],
      ],
      style,
    );
    if (look.inked) drawSignature(sheet, random.branch(`spouse ${index}`), x + 11, y + 19, 24);
    centred(sheet, x, y + 31, 46, [[{ text: person.name, sizePt: style.sizePt - 1 }]], style);
  }
  signingBlock(
    sheet,
    150,
    y,
    78,
    { ...style, leading: 1.2 },
    {
      authority: ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
      name: nameOf(random, random.maybe(0.7)),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  if (look.inked) drawBoxStamp(sheet, 24, 37, ['SAO Y BẢN CHÍNH'], 11, random.real(-5, 5));
  for (const [prefix, person] of [
    ['wife', wife],
    ['husband', husband],
  ] as const)
    draft.value(`${prefix}_birth_date`, isoDate(person.born));
  draft.value('registration_date', isoDate(registered));
  return { type: 'marriage_certificate', draft, format: 'A4' };
}

/** Blank of 2006–2015 (NĐ 158/2005) out of an impact printer: husband over wife, several answers to a line, everything of the registry at the foot. */
async function stackedBlank(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2006, month: 5, day: 9 }, random.int(0, 3400));
  const seat = seatOf(random, registered);
  const [wife, husband] = couple(random, registered.year, seat);
  const draft = await Draft.begin([look.family, 'mono']);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.72, 0.32, 0.46], ground: [0.99, 0.95, 0.97] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.6), leading: 1.66 };
  sheet.block();
  sheet.line(150, 27, [{ text: 'Số: ' }, { text: `${random.int(1, 99)}`, ...ribbon, field: 'number' }], style);
  sheet.line(150, 33, [{ text: 'Quyển số: ' }, { text: `01/${registered.year}`, ...ribbon }], style);
  motto(sheet, 105, 45, look.family, 12.4);
  const red = rgb(0.76, 0.08, 0.2);
  centred(sheet, 0, 66, 210, [[{ text: 'GIẤY CHỨNG NHẬN KẾT HÔN', bold: true, sizePt: 22, colour: red }]], style);
  const form = new Form(sheet, 24, 82, 162, style, { value: ribbon, dots: 'under', raised: 0.4, between: 2 });
  for (const [who, prefix, person] of [
    ['chồng', 'husband', husband],
    ['vợ', 'wife', wife],
  ] as const) {
    form.row({ label: `Họ và tên ${who}:`, text: upper(person.name), field: `${prefix}_full_name` });
    form.row(
      { label: 'Ngày sinh:', text: slashDate(person.born, '-'), field: `${prefix}_birth_date` },
      { label: 'Dân tộc:', text: person.ethnicity, field: `${prefix}_ethnicity`, at: 0.36 },
      { label: 'Quốc tịch:', text: 'Việt Nam', field: `${prefix}_nationality`, at: 0.66 },
    );
    form.row({ label: 'Nơi thường trú/tạm trú:', text: person.address, field: `${prefix}_residence` });
    form.row({ label: 'Số CMND/Hộ chiếu:', text: person.oldId, field: `${prefix}_identity_paper` });
    draft.value(`${prefix}_birth_date`, isoDate(person.born));
    form.y += 5;
  }
  form.row({ label: 'Nơi ĐKKH:', text: `UBND ${seat.text}`, field: 'registration_place' });
  form.row(
    { label: 'Ngày ĐKKH:', text: slashDate(registered, '-'), field: 'registration_date' },
    { label: 'Ghi chú:', text: '', at: 0.5 },
  );
  const y = form.y + 4;
  for (const [index, person] of [husband, wife].entries()) {
    centred(sheet, 20 + index * 42, y, 42, [[{ text: index === 0 ? 'Chồng' : 'Vợ', bold: true }]], style);
    if (look.inked) drawSignature(sheet, random.branch(person.name), 29 + index * 42, y + 15, 24);
  }
  signingBlock(
    sheet,
    148,
    y,
    80,
    { ...style, leading: 1.2 },
    {
      authority: [`TM. UBND ${upper(seat.place.communeFull)}`, 'CHỦ TỊCH'],
      name: nameOf(random, random.maybe(0.85)),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('registration_date', isoDate(registered));
  return { type: 'marriage_certificate', draft, format: 'A4' };
}

/** Confirmation for use abroad: each label again in English behind it, the personal number on a line of its own. */
async function bilingual(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2023, month: 2, day: 6 }, random.int(0, 1370));
  const seat = seatOf(random, issued);
  const person = personOf(random, {
    bornFrom: 1968,
    bornTo: issued.year - 20,
    home: seat.place,
    levels: seat.levels,
  });
  const former = personOf(random, { male: !person.male, bornFrom: 1966, bornTo: 2001, levels: seat.levels });
  const abroad = random.pick(['Hàn Quốc', 'Đài Loan (Trung Quốc)', 'Nhật Bản', 'Hoa Kỳ']);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.6, 10.8), leading: 1.44 };
  const parent = seat.levels === 3 ? [upper(seat.place.districtFull)] : [provinceLine(seat.place)];
  const own = ['ỦY BAN NHÂN DÂN', upper(seat.place.communeFull)];
  const bottom = agency(sheet, 57, 21, 72, parent, own, look.family, 11.4, { own: 'issuer' });
  motto(sheet, 147, 21, look.family, 11.6);
  const dateline: Run[] = [
    { text: `${seat.place.commune}, `, italic: true },
    { text: longDate(issued), italic: true, field: 'issue_date' },
  ];
  centred(sheet, 97, bottom + 8, 100, [dateline], style);
  const number = `${random.int(3, 640)}/${issued.year}/XNTTHN`;
  centred(sheet, 21, bottom + 8, 72, [[{ text: 'Số (No.): ' }, { text: number, field: 'number' }]], style);
  centred(
    sheet,
    0,
    bottom + 23,
    210,
    [
      [{ text: 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', bold: true, sizePt: 15.5 }],
      [{ text: 'CERTIFICATE OF MARITAL STATUS', italic: true, sizePt: 11.5 }],
    ],
    style,
  );
  const form = new Form(sheet, 25, bottom + 42, 164, style, { value: { bold: true }, between: 0.9 });
  form.say(`Ủy ban nhân dân ${seat.place.communeFull} xác nhận (hereby certifies that):`, { indent: 8 });
  form.row({ label: 'Họ tên', en: 'Full name', text: upper(person.name), field: 'full_name' });
  form.row(
    { label: 'Ngày sinh', en: 'Date of birth', text: slashDate(person.born), field: 'birth_date' },
    { label: 'Giới tính', en: 'Sex', text: sexWord(person), field: 'gender', at: 0.58 },
  );
  form.row(
    { label: 'Dân tộc', en: 'Ethnic group', text: person.ethnicity, field: 'ethnicity' },
    { label: 'Quốc tịch', en: 'Nationality', text: 'Việt Nam', field: 'nationality', at: 0.5 },
  );
  form.row({ label: 'Số ĐDCN', en: 'Personal ID No.', text: person.personalId, field: 'personal_id' });
  const given = earlier(person.idIssued, issued);
  form.row({
    label: 'Giấy tờ tùy thân',
    en: 'ID document',
    text: random.pick([
      `Hộ chiếu số ${random.pick(['C', 'B', 'P'])}${random.digits(7)}, Cục QLXNC cấp ngày ${slashDate(given)}`,
      `CCCD cấp ngày ${slashDate(given)}, CQ cấp: Cục Cảnh sát QLHC về TTXH`,
    ]),
    field: 'identity_paper',
  });
  form.row({ label: 'Nơi cư trú', en: 'Residence', text: person.address, field: 'residence' });
  const spouse = person.male ? 'vợ' : 'chồng';
  form.row({
    label: 'Tình trạng hôn nhân',
    en: 'Marital status',
    text: random.pick([
      'Chưa đăng ký kết hôn với ai',
      'Từ đủ tuổi kết hôn đến nay chưa đăng ký kết hôn với ai',
      `Đã ly hôn với ${spouse} là ${title(former)} ${former.name} theo Quyết định số ${random.int(10, 300)}/${issued.year - 1}/QĐST-HNGĐ của Tòa án nhân dân; hiện tại chưa đăng ký kết hôn với ai`,
    ]),
    field: 'marital_status',
  });
  form.row({
    label: 'Mục đích sử dụng',
    en: 'Purpose',
    text: random.pick([
      `Để kết hôn với công dân nước ngoài tại ${abroad}`,
      `Bổ túc hồ sơ đi lao động tại ${abroad}`,
      'Để làm thủ tục nhận con nuôi',
    ]),
    field: 'purpose',
  });
  form.say(
    [
      { text: 'Giấy này có giá trị 06 tháng kể từ ngày cấp ' },
      { text: '(valid for six months from the date of issue).', italic: true },
    ],
    {},
    1,
  );
  signingBlock(
    sheet,
    146,
    form.y + 6,
    84,
    { ...style, leading: 1.22 },
    {
      authority: random.pick([
        ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
        ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
      ]),
      name: nameOf(random, random.maybe(0.65)),
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

/** Extract whose answers begin at one tab, small explanations below some labels, cause and notice of death among them. */
async function atOneTab(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2021, month: 6, day: 7 }, random.int(0, 1980));
  const seat = seatOf(random, issued);
  const registered = addDays(issued, -random.pick([0, 3, random.int(30, 900)]));
  const died = addDays(registered, -random.int(1, 14));
  const person = personOf(random, { bornFrom: 1928, bornTo: 1985, home: seat.place, levels: seat.levels });
  const [hour, minute] = [random.int(0, 23), random.pick([0, 5, 10, 15, 30, 45, 50])];
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.8, 11), leading: 1.34 };
  const parent = [provinceLine(seat.place), ...(seat.levels === 3 ? [upper(seat.place.districtFull)] : [])];
  const own = [`ỦY BAN NHÂN DÂN ${upper(seat.place.communeFull)}`];
  const bottom = agency(sheet, 60, 21, 84, parent, own, look.family, 10.6, { own: 'issuer' });
  motto(sheet, 150, 21, look.family, 11.2);
  const number = `${two(random.int(1, 450))}/TLKT-BS`;
  centred(sheet, 18, bottom + 8, 84, [[{ text: 'Số: ' }, { text: number, field: 'number' }]], style);
  centred(
    sheet,
    0,
    bottom + 23,
    210,
    [[{ text: 'TRÍCH LỤC KHAI TỬ', bold: true, sizePt: 17 }], [{ text: '(BẢN SAO)', sizePt: 11 }]],
    style,
  );
  const form = new Form(sheet, 25, bottom + 41, 163, style, { value: { bold: true }, tab: 49, between: 1.3 });
  form.row({ label: 'Họ tên người chết', text: upper(person.name), field: 'full_name' });
  form.note('(Ghi theo giấy khai sinh hoặc CSDL QG về DC)');
  form.row({ label: 'Ng. sinh', text: slashDate(person.born, '-'), field: 'birth_date' });
  form.row(
    { label: 'Giới tính', text: sexWord(person), field: 'gender' },
    { label: 'Quốc tịch:', text: 'Việt Nam', field: 'nationality', at: 0.55 },
  );
  form.row({ label: 'Dân tộc', text: person.ethnicity, field: 'ethnicity' });
  form.row({ label: 'Số ĐDCN', text: person.personalId, field: 'personal_id' });
  form.row({ label: 'Nơi cư trú cuối cùng', text: person.address, field: 'last_residence' });
  form.row({
    label: 'Chết vào lúc',
    text: `${two(hour)} giờ ${two(minute)} phút, ngày ${slashDate(died, '-')}`,
    field: 'death_time',
  });
  form.row({ label: 'Ghi bằng chữ', text: dateInWords(died), field: 'death_date_in_words' });
  form.row({
    label: 'Nơi chết',
    text: random.pick([
      `Tại nhà riêng, ${person.address}`,
      `Bệnh viện Đa khoa ${seat.place.provinceKind} ${seat.place.province}`,
      `Trên đường từ bệnh viện về nhà, ${seat.text}`,
    ]),
    field: 'death_place',
  });
  form.row({
    label: 'Nguyên nhân chết',
    text: random.pick(['Già yếu', 'Suy hô hấp', 'Tai nạn giao thông', 'Bệnh ung thư gan', 'Đuối nước']),
    field: 'death_cause',
  });
  form.row({ label: 'Nơi đã ĐKKT', text: `UBND ${seat.text}`, field: 'registration_place' });
  form.row(
    { label: 'Số đăng ký', text: `${random.int(1, 320)}/${registered.year}`, field: 'registration_number' },
    { label: 'ngày', text: slashDate(registered, '-'), field: 'registration_date', at: 0.56 },
  );
  const dateline: Run[] = [
    { text: `${seat.place.commune}, `, italic: true },
    { text: longDate(issued), italic: true, field: 'issue_date' },
  ];
  centred(sheet, 96, form.y + 2, 96, [dateline], style);
  signingBlock(
    sheet,
    144,
    form.y + 8.5,
    90,
    { ...style, leading: 1.2 },
    {
      authority: ['TM. ỦY BAN NHÂN DÂN', ...random.pick([['CHỦ TỊCH'], ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']])],
      name: nameOf(random, random.maybe(0.7)),
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

export const sixthMarriages: readonly RoundTemplate[] = [
  { name: 'two people in a ruled table, registration in a sentence, copy', draw: tableOfTwo },
  { name: 'blank of 2006 out of an impact printer, husband over wife', draw: stackedBlank },
];
export const sixthMaritalStatuses: readonly RoundTemplate[] = [{ name: 'English behind each label', draw: bilingual }];
export const sixthDeaths: readonly RoundTemplate[] = [
  { name: 'answers at one tab without colons, cause of death', draw: atOneTab },
];
