import { Draft } from '../../draft.ts';
import { sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, type Day, dateInWords, isoDate, longDate, slashDate } from '../../words.ts';
import { agency, committeeSeal, type Look, motto, type Paper, type RoundTemplate, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { centred, days, Form, sign } from './form.ts';
import { nameOf, personOf, provinceLine, seatOf, title } from './people.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const earlier = (issued: Day, paper: Day): Day => (isoDate(issued) < isoDate(paper) ? issued : addDays(paper, -75));

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
  form.row(['Họ tên|Full name', upper(person.name), 'full_name']);
  form.row(
    ['Ngày sinh|Date of birth', slashDate(person.born), 'birth_date'],
    ['Giới tính|Sex', sexWord(person), 'gender', 0.58],
  );
  form.row(
    ['Dân tộc|Ethnic group', person.ethnicity, 'ethnicity'],
    ['Quốc tịch|Nationality', 'Việt Nam', 'nationality', 0.5],
  );
  form.row(['Số ĐDCN|Personal ID No.', person.personalId, 'personal_id']);
  const given = earlier(person.idIssued, issued);
  form.row([
    'Giấy tờ tùy thân|ID document',
    random.pick([
      `Hộ chiếu số ${random.pick(['C', 'B', 'P'])}${random.digits(7)}, Cục QLXNC cấp ngày ${slashDate(given)}`,
      `CCCD cấp ngày ${slashDate(given)}, CQ cấp: Cục Cảnh sát QLHC về TTXH`,
    ]),
    'identity_paper',
  ]);
  form.row(['Nơi cư trú|Residence', person.address, 'residence']);
  const spouse = person.male ? 'vợ' : 'chồng';
  form.row([
    'Tình trạng hôn nhân|Marital status',
    random.pick([
      'Chưa đăng ký kết hôn với ai',
      'Từ đủ tuổi kết hôn đến nay chưa đăng ký kết hôn với ai',
      `Đã ly hôn với ${spouse} là ${title(former)} ${former.name} theo Quyết định số ${random.int(10, 300)}/${issued.year - 1}/QĐST-HNGĐ của Tòa án nhân dân; hiện tại chưa đăng ký kết hôn với ai`,
    ]),
    'marital_status',
  ]);
  form.row([
    'Mục đích sử dụng|Purpose',
    random.pick([
      `Để kết hôn với công dân nước ngoài tại ${abroad}`,
      `Bổ túc hồ sơ đi lao động tại ${abroad}`,
      'Để làm thủ tục nhận con nuôi',
    ]),
    'purpose',
  ]);
  form.say(
    [
      { text: 'Giấy này có giá trị 06 tháng kể từ ngày cấp ' },
      { text: '(valid for six months from the date of issue).', italic: true },
    ],
    {},
    1,
  );
  sign(
    sheet,
    [146, form.y + 6, 84],
    {
      authority: random.pick([
        ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
        ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
      ]),
      name: nameOf(random, random.maybe(0.65)),
      seal: committeeSeal(seat.place),
    },
    style,
    random,
    look,
  );
  days(draft, { birth_date: person.born, issue_date: issued });
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
  form.row(['Họ tên người chết', upper(person.name), 'full_name']);
  form.note('(Ghi theo giấy khai sinh hoặc CSDL QG về DC)');
  form.row(['Ng. sinh', slashDate(person.born, '-'), 'birth_date']);
  form.row(['Giới tính', sexWord(person), 'gender'], ['Quốc tịch:', 'Việt Nam', 'nationality', 0.55]);
  form.row(['Dân tộc', person.ethnicity, 'ethnicity']);
  form.row(['Số ĐDCN', person.personalId, 'personal_id']);
  form.row(['Nơi cư trú cuối cùng', person.address, 'last_residence']);
  form.row(['Chết vào lúc', `${two(hour)} giờ ${two(minute)} phút, ngày ${slashDate(died, '-')}`, 'death_time']);
  form.row(['Ghi bằng chữ', dateInWords(died), 'death_date_in_words']);
  form.row([
    'Nơi chết',
    random.pick([
      `Tại nhà riêng, ${person.address}`,
      `Bệnh viện Đa khoa ${seat.place.provinceKind} ${seat.place.province}`,
      `Trên đường từ bệnh viện về nhà, ${seat.text}`,
    ]),
    'death_place',
  ]);
  form.row([
    'Nguyên nhân chết',
    random.pick(['Già yếu', 'Suy hô hấp', 'Tai nạn giao thông', 'Bệnh ung thư gan', 'Đuối nước']),
    'death_cause',
  ]);
  form.row(['Nơi đã ĐKKT', `UBND ${seat.text}`, 'registration_place']);
  form.row(
    ['Số đăng ký', `${random.int(1, 320)}/${registered.year}`, 'registration_number'],
    ['ngày', slashDate(registered, '-'), 'registration_date', 0.56],
  );
  const dateline: Run[] = [
    { text: `${seat.place.commune}, `, italic: true },
    { text: longDate(issued), italic: true, field: 'issue_date' },
  ];
  centred(sheet, 96, form.y + 2, 96, [dateline], style);
  sign(
    sheet,
    [144, form.y + 8.5, 90],
    {
      authority: ['TM. ỦY BAN NHÂN DÂN', ...random.pick([['CHỦ TỊCH'], ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']])],
      name: nameOf(random, random.maybe(0.7)),
      seal: committeeSeal(seat.place),
    },
    style,
    random,
    look,
  );
  draft.value('birth_date', isoDate(person.born));
  draft.value('death_time', `${isoDate(died)}T${two(hour)}:${two(minute)}`);
  days(draft, { death_date_in_words: died, registration_date: registered, issue_date: issued });
  return { type: 'death_certificate_extract', draft, format: 'A4' };
}

export const sixthMaritalStatuses: readonly RoundTemplate[] = [{ name: 'English behind each label', draw: bilingual }];
export const sixthDeaths: readonly RoundTemplate[] = [
  { name: 'answers at one tab without colons, cause of death', draw: atOneTab },
];
