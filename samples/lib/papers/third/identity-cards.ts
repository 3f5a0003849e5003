import { rgb } from 'pdf-lib';
import { cardMrz, cardQr } from '../../card-codes.ts';
import { Draft } from '../../draft.ts';
import { type Person, sexWord } from '../../people.ts';
import { type Place, placeText } from '../../places.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import { drawSeal, drawSignature } from '../../seal.ts';
import type { Sheet, Style } from '../../sheet.ts';
import { addDays, type Day, isoDate, longDate, packedDate, slashDate } from '../../words.ts';
import { CARD, cardExpiry, cardGround, emblem, fingerprint, label, portrait, red } from '../card-art.ts';
import { type Look, type Paper, type RoundTemplate, upper } from '../common.ts';
import { commonName, commonPerson } from '../unseen/people.ts';

const never = (person: Person): Day => ({ year: person.born.year + 100, month: 12, day: 31 });

function machineZone(sheet: Sheet, person: Person, expires: Day | null): void {
  sheet.block();
  for (const [index, text] of cardMrz(person, expires ?? never(person)).entries())
    sheet.line(4, 41.4 + index * 4.5, [{ text, kind: 'machine' }], { family: 'mono', sizePt: 12 });
}

function chip(sheet: Sheet, x: number, y: number): void {
  sheet.box(
    { x, y, width: 10.4, height: 8.4 },
    { fill: rgb(0.85, 0.73, 0.38), widthMm: 0.1, colour: rgb(0.5, 0.42, 0.2) },
  );
  for (const offset of [2.8, 5.6]) sheet.rule(x, y + offset, x + 10.4, y + offset, 0.12);
  sheet.rule(x + 5.2, y, x + 5.2, y + 8.4, 0.12);
}

const marks = [
  'Nốt ruồi C:2cm trên trước đầu mày trái',
  'Sẹo chấm C:1,5cm dưới sau cánh mũi phải',
  'Nốt ruồi C:0,5cm trên trước mép trái',
  'Sẹo chấm C:3cm trên đuôi mắt phải',
];

/** Chip card in its usual face: name and origin below their labels, residence begun behind its own, expiry in two languages below the portrait. */
async function chipCard(random: Chance, look: Look): Promise<Paper> {
  const drawn = commonPerson(random, { levels: 3, bornFrom: 1948, bornTo: 2008 });
  const person = { ...drawn, oldId: random.maybe(0.55) ? drawn.oldId : '' };
  const issued = person.idIssued;
  const expires = cardExpiry(person, issued);
  const draft = await Draft.begin([look.family, 'mono']);
  const value: Style = { family: look.family, sizePt: 7.4, leading: 1.18 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.88, 0.95, 0.95], [0.6, 0.8, 0.82]);
  emblem(front, 9.8, 8.4, 5.4);
  const centre = { align: 'center', width: 52 } as const;
  front.block();
  front.line(16.6, 4.2, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 5.9 }], value, centre);
  front.line(16.6, 6.7, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.4 }], value, centre);
  front.line(16.6, 9, [{ text: 'SOCIALIST REPUBLIC OF VIET NAM', sizePt: 4.6 }], value, centre);
  front.line(16.6, 11, [{ text: 'Independence - Freedom - Happiness', sizePt: 4.6 }], value, centre);
  front.line(16.6, 15.3, [{ text: 'CĂN CƯỚC CÔNG DÂN', bold: true, sizePt: 10, colour: red }], value, centre);
  front.line(16.6, 17.9, [{ text: 'Citizen Identity Card', sizePt: 5.6, colour: red }], value, centre);
  const qrBox = { x: 69.8, y: 2.8, width: 13.4, height: 13.4 };
  const qr = cardQr(person, packedDate);
  drawQr(front, qr, qrBox.x, qrBox.y, qrBox.width);
  portrait(front, 3.6, 18.6, 18.8, 24.6, random.branch('face'));
  const x = 25;
  front.block();
  front.line(
    x,
    22.4,
    [...label('Số', 'No.', 6.4), { text: ` ${person.personalId}`, bold: true, sizePt: 10.6, field: 'personal_id' }],
    value,
  );
  front.line(x, 25.6, label('Họ và tên', 'Full name'), value);
  front.line(x, 29, [{ text: upper(person.name), field: 'full_name', sizePt: 8.4 }], value);
  front.line(
    x,
    32.4,
    [...label('Ngày sinh', 'Date of birth'), { text: ` ${slashDate(person.born)}`, field: 'birth_date' }],
    value,
  );
  front.line(x, 35.6, [...label('Giới tính', 'Sex'), { text: ` ${sexWord(person)}`, field: 'gender' }], value);
  front.line(x + 22, 35.6, [...label('Quốc tịch', 'Nationality'), { text: ' Việt Nam', field: 'nationality' }], value);
  const long: Style = { ...value, sizePt: 6.9, leading: 1.18 };
  front.block();
  front.line(x, 38.6, label('Quê quán', 'Place of origin'), value);
  const end = front.paragraph(
    x,
    41.5,
    58.5,
    [{ text: placeText(person.birthplace, 3), field: 'place_of_origin' }],
    long,
  );
  front.block();
  front.paragraph(
    x,
    end,
    58.5,
    [...label('Nơi thường trú', 'Place of residence'), { text: ` ${person.formerAddress}`, field: 'residence' }],
    { ...long, sizePt: 6.5 },
  );
  front.block();
  front.line(
    2.6,
    46,
    [
      { text: 'Có giá trị đến: ', sizePt: expires === null ? 3.9 : 4.3 },
      {
        text: expires === null ? 'Không thời hạn' : slashDate(expires),
        sizePt: expires === null ? 4 : 5.2,
        field: 'expiry_date',
      },
    ],
    value,
  );
  front.line(2.6, 48.2, [{ text: 'Date of expiry', italic: true, sizePt: 4.2 }], value);

  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.92, 0.95, 0.91], [0.78, 0.83, 0.68]);
  back.block();
  back.paragraph(
    4,
    5,
    48,
    [
      ...label('Đặc điểm nhân dạng', 'Personal identification', 5),
      { text: ` ${random.pick(marks)}`, field: 'identifying_marks' },
    ],
    value,
  );
  back.block();
  back.line(
    4,
    12.6,
    [...label('Ngày, tháng, năm', 'Date, month, year', 5), { text: ` ${slashDate(issued)}`, field: 'issue_date' }],
    value,
  );
  back.block();
  const middle = { align: 'center', width: 50 } as const;
  for (const [index, text] of ['CỤC TRƯỞNG CỤC CẢNH SÁT', 'QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI'].entries())
    back.line(4, 16 + index * 2.3, [{ text, bold: true, sizePt: 5 }], value, middle);
  for (const [index, text] of [
    'DIRECTOR GENERAL OF THE POLICE DEPARTMENT',
    'FOR ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER',
  ].entries())
    back.line(4, 20.5 + index * 1.9, [{ text, sizePt: 3.6 }], value, middle);
  back.line(4, 35.6, [{ text: commonName(random, true), bold: true, sizePt: 6 }], value, middle);
  chip(back, 5, 25.6);
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 24, 30, 16);
    drawSeal(back, 27, 29, { diameterMm: 13, upper: 'BỘ CÔNG AN', lower: 'CỤC CẢNH SÁT' }, random.real(-6, 6));
  }
  for (const [index, [vi, en]] of [
    ['Ngón trỏ trái', 'Left index finger'],
    ['Ngón trỏ phải', 'Right index finger'],
  ].entries()) {
    const top = 3.8 + index * 17.4;
    back.block();
    back.line(62, top + 0.6, [{ text: vi!, sizePt: 4.2 }], value, { align: 'center', width: 20 });
    back.line(62, top + 2.6, [{ text: en!, sizePt: 3.4 }], value, { align: 'center', width: 20 });
    fingerprint(back, 72, top + 10, random.branch(vi!));
  }
  machineZone(back, person, expires);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  if (person.oldId !== '') draft.machine('old_identity_number', person.oldId, 1, qrBox);
  return { type: 'citizen_id_2021', draft, format: 'card', barcodes: [qr] };
}

/** Cards of children run to their fourteenth birthday. */
const expiryOf = (person: Person, issued: Day): Day | null =>
  issued.year - person.born.year < 12
    ? { ...person.born, year: person.born.year + 14, day: Math.min(person.born.day, 28) }
    : cardExpiry(person, issued);

/** Card of 2024: date and sex in one row with the values below, nationality beside its label; children among the holders. */
async function cardOf2024(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2024, month: 7, day: 15 }, random.int(0, 820));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const child = random.maybe(0.3);
  const drawn = commonPerson(random, { levels, bornFrom: child ? 2014 : 1950, bornTo: child ? 2023 : 2009 });
  const person = {
    ...drawn,
    idIssued: issued,
    formerAddress: drawn.address,
    oldId: !child && random.maybe(0.5) ? drawn.oldId : '',
  };
  const expires = expiryOf(person, issued);
  const draft = await Draft.begin([look.family, 'mono']);
  const value: Style = { family: look.family, sizePt: 7.4, leading: 1.16 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.93, 0.96, 0.98], [0.74, 0.83, 0.9]);
  emblem(front, 9.6, 8.6, 5.4);
  const centre = { align: 'center', width: 64 } as const;
  front.block();
  front.line(18, 4.6, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 6 }], value, centre);
  front.line(18, 7.1, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.6 }], value, centre);
  front.line(18, 9.2, [{ text: 'SOCIALIST REPUBLIC OF VIET NAM', sizePt: 4.2 }], value, centre);
  front.line(18, 11, [{ text: 'Independence - Freedom - Happiness', sizePt: 4.2 }], value, centre);
  front.line(18, 15.6, [{ text: 'CĂN CƯỚC', bold: true, sizePt: 10.6, colour: red }], value, centre);
  front.line(18, 18, [{ text: 'IDENTITY CARD', bold: true, sizePt: 5.2, colour: red }], value, centre);
  portrait(front, 3.6, 19.4, 19, 26, random.branch('face'));
  const x = 26;
  front.block();
  front.line(x, 22.4, label('Số định danh cá nhân', 'Personal identification number', 5), value);
  front.line(x, 26.4, [{ text: person.personalId, bold: true, sizePt: 10.8, field: 'personal_id' }], value);
  front.block();
  front.line(x, 30.2, label('Họ, chữ đệm và tên khai sinh', 'Full name', 5), value);
  front.line(x, 33.8, [{ text: upper(person.name), bold: true, sizePt: 8.2, field: 'full_name' }], value);
  front.block();
  front.line(x, 37.8, label('Ngày, tháng, năm sinh', 'Date of birth', 5), value);
  front.line(x, 41.2, [{ text: slashDate(person.born), field: 'birth_date', sizePt: 7.8 }], value);
  front.block();
  front.line(x + 37, 37.8, label('Giới tính', 'Sex', 5), value);
  front.line(x + 37, 41.2, [{ text: sexWord(person), field: 'gender', sizePt: 7.8 }], value);
  front.block();
  front.line(
    x,
    45.4,
    [...label('Quốc tịch', 'Nationality', 5), { text: ' Việt Nam', field: 'nationality', sizePt: 7.8 }],
    value,
  );
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.94, 0.97, 0.96], [0.75, 0.86, 0.83]);
  const long: Style = { ...value, sizePt: 6.5, leading: 1.2 };
  back.block();
  back.line(4, 4.6, label('Nơi cư trú', 'Place of residence', 5), value);
  const end = back.paragraph(4, 7.5, 58, [{ text: person.address, field: 'residence' }], long);
  back.block();
  back.line(4, end + 0.6, label('Nơi đăng ký khai sinh', 'Place of birth registration', 5), value);
  const below = back.paragraph(
    4,
    end + 3.5,
    58,
    [{ text: placeText(person.birthplace, levels), field: 'birth_registration_place' }],
    long,
  );
  for (const [column, [vi, en, text, field]] of (
    [
      ['Ngày cấp', 'Date of issue', slashDate(issued), 'issue_date'],
      ['Ngày hết hạn', 'Date of expiry', expires === null ? 'Không thời hạn' : slashDate(expires), 'expiry_date'],
    ] as const
  ).entries()) {
    back.block();
    back.line(4 + column * 34, below + 1.2, label(vi, en, 5), value);
    back.line(4 + column * 34, below + 4.4, [{ text, field }], value);
  }
  back.block();
  back.line(28, 33, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 6.2 }], value, { align: 'center', width: 36 });
  back.line(28, 35.2, [{ text: 'MINISTRY OF PUBLIC SECURITY', sizePt: 4.2 }], value, { align: 'center', width: 36 });
  chip(back, 6, 28.4);
  const qrBox = { x: 66, y: 3.4, width: 16, height: 16 };
  const qr = cardQr(person, packedDate);
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width);
  machineZone(back, person, expires);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  if (person.oldId !== '') draft.machine('old_identity_number', person.oldId, 2, qrBox);
  return { type: 'citizen_id_2024', draft, format: 'card', barcodes: [qr] };
}

/** `Tân Hòa - Phú Lộc - Thanh Hóa`, as typists of the police shortened units. */
const dashed = ({ commune, district, province }: Place): string => [commune, district, province].join(' - ');

/** Card of nine digits as provinces typed it in the nineties and after: "Họ tên", units without their kind, some births by year alone. */
async function typedCard9(random: Chance, look: Look): Promise<Paper> {
  const person = commonPerson(random, { levels: 3, bornFrom: 1938, bornTo: 1992 });
  const yearOnly = person.born.year < 1962 && random.maybe(0.6);
  const issued = addDays({ year: Math.max(1999, person.born.year + 15), month: 2, day: 9 }, random.int(0, 3100));
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: 7.8, leading: 1.3 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.93, 0.96, 0.92], [0.78, 0.86, 0.76]);
  emblem(front, 12.2, 9.6, 6.4);
  const centre = { align: 'center', width: 60 } as const;
  front.block();
  front.line(23, 5, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 6.2 }], style, centre);
  front.line(23, 8, [{ text: 'ĐỘC LẬP - TỰ DO - HẠNH PHÚC', bold: true, sizePt: 5.6 }], style, centre);
  front.line(23, 13, [{ text: 'GIẤY CHỨNG MINH NHÂN DÂN', bold: true, sizePt: 9.2, colour: red }], style, centre);
  front.line(
    23,
    18,
    [
      { text: 'SỐ ', bold: true, sizePt: 8, colour: red },
      { text: person.oldId, bold: true, sizePt: 10.6, colour: red, field: 'identity_number' },
    ],
    style,
    centre,
  );
  portrait(front, 3, 18.6, 18.8, 26, random.branch('face'));
  const x = 24.4;
  const place = /^[^,]+/.exec(person.formerAddress)![0];
  const rows: readonly (readonly [string, string, string])[] = [
    ['Họ tên:', upper(person.name), 'full_name'],
    ['Sinh ngày:', yearOnly ? String(person.born.year) : slashDate(person.born, '-'), 'birth_date'],
    ['Nguyên quán:', dashed(person.birthplace), 'place_of_origin'],
    ['Nơi ĐKHK thường trú:', `${place} - ${dashed(person.home)}`, 'residence'],
  ];
  let y = 24;
  for (const [text, value, field] of rows) {
    front.block();
    const end = front.paragraph(x, y, 58.5, [{ text: `${text} ` }, { text: value, bold: true, field }], style);
    front.leader(front.endX + 0.6, x + 58.5, end - front.step(style), style);
    y = end + 1.1;
  }
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.94, 0.96, 0.93], [0.8, 0.87, 0.77]);
  back.block();
  back.line(4, 5.4, [{ text: 'Dân tộc: ' }, { text: person.ethnicity, bold: true, field: 'ethnicity' }], style);
  back.line(
    44,
    5.4,
    [
      { text: 'Tôn giáo: ' },
      { text: random.pick(['Không', 'Không', 'Không', 'Thiên chúa', 'Phật']), bold: true, field: 'religion' },
    ],
    style,
  );
  back.rule(2.6, 7.8, 83, 7.8, 0.15);
  back.rule(27.6, 7.8, 27.6, 52, 0.15);
  back.rule(2.6, 29.8, 27.6, 29.8, 0.15);
  back.block();
  back.line(29, 11.6, [{ text: 'DẤU VẾT RIÊNG VÀ DỊ HÌNH', bold: true, sizePt: 6.2 }], style, {
    align: 'center',
    width: 53,
  });
  back.paragraph(
    30,
    16,
    52,
    [
      {
        text: random.pick([
          'Nốt ruồi cách 2cm trên trước mép trái',
          'Sẹo chấm cách 1cm dưới mắt phải',
          'Sẹo thẳng 2cm cách 3cm trên sau đuôi mày trái',
        ]),
        field: 'identifying_marks',
      },
    ],
    style,
  );
  for (const [index, text] of ['Ngón trỏ trái', 'Ngón trỏ phải'].entries()) {
    back.block();
    back.line(3, 10.6 + index * 22, [{ text, sizePt: 4.6 }], style, { align: 'center', width: 24 });
    fingerprint(back, 15, 20.6 + index * 22, random.branch(text));
  }
  const province = `${person.home.provinceKind === 'tỉnh' ? 'TỈNH' : 'TP'} ${upper(person.home.province)}`;
  back.block();
  const right = { align: 'center', width: 53 } as const;
  back.line(29, 27, [{ text: longDate(issued).replace('ngày', 'Ngày'), field: 'issue_date' }], style, right);
  back.line(29, 30.6, [{ text: `GIÁM ĐỐC CA ${province}`, bold: true, sizePt: 6 }], style, right);
  back.line(29, 49.6, [{ text: commonName(random, true), bold: true, sizePt: 6.4 }], style, right);
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 50, 41.4, 18);
    drawSeal(back, 46, 40.4, { diameterMm: 15, upper: 'CÔNG AN', lower: province }, random.real(-8, 8));
  }
  draft.value('birth_date', yearOnly ? String(person.born.year) : isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'identity_card_9', draft, format: 'card' };
}

export const thirdChipCards: readonly RoundTemplate[] = [
  { name: 'the usual face, expiry in two lines below the portrait', draw: chipCard },
];
export const thirdCards2024: readonly RoundTemplate[] = [
  { name: 'date and sex side by side above their values, children too', draw: cardOf2024 },
];
export const thirdCards9: readonly RoundTemplate[] = [
  { name: 'typed, units joined by dashes, births by year', draw: typedCard9 },
];
