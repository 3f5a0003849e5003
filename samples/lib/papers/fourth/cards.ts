import { rgb } from 'pdf-lib';
import { cardMrz, cardQr } from '../../card-codes.ts';
import { Draft } from '../../draft.ts';
import { type Person, sexWord } from '../../people.ts';
import { type Place, placeText } from '../../places.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import { drawSeal, drawSignature } from '../../seal.ts';
import type { Run, Sheet, Style } from '../../sheet.ts';
import { addDays, type Day, isoDate, longDate, packedDate, slashDate } from '../../words.ts';
import { CARD, cardExpiry, cardGround, emblem, fingerprint, grey, portrait, red } from '../card-art.ts';
import { type Look, type Paper, type RoundTemplate, upper } from '../common.ts';
import { commonName } from '../unseen/people.ts';
import { personOf } from './people.ts';

/** `Số/No.:`, as narrow as the cards themselves set it. */
const tight = (vi: string, en: string, sizePt = 5.4): Run[] => [
  { text: `${vi}/`, colour: grey, sizePt },
  { text: ` ${en}:`, italic: true, colour: grey, sizePt: sizePt - 0.4 },
];

function machineZone(sheet: Sheet, person: Person, expires: Day | null): void {
  sheet.block();
  const until = expires ?? { year: person.born.year + 100, month: 12, day: 31 };
  for (const [index, text] of cardMrz(person, until).entries())
    sheet.line(3.6, 41.4 + index * 4.5, [{ text, kind: 'machine' }], { family: 'mono', sizePt: 12.1 });
}

function chip(sheet: Sheet, x: number, y: number): void {
  sheet.box(
    { x, y, width: 11, height: 8.6 },
    { fill: rgb(0.82, 0.7, 0.38), widthMm: 0.1, colour: rgb(0.5, 0.42, 0.2) },
  );
  for (const offset of [2.9, 5.7]) sheet.rule(x, y + offset, x + 11, y + offset, 0.12);
}

/** Units by their names alone, as cards have them: `Tân Dĩnh, Lạng Giang, Bắc Giang`; a number keeps its kind. */
const bare = (text: string): string =>
  text
    .replace(/(^|, )(xã|thị trấn|huyện|quận|tỉnh|thành phố) /g, '$1')
    .replace(/phường (?!\d)/g, '')
    .replace(/(^|, )phường/g, '$1Phường');

/** Text that begins behind a label and goes on below it. */
function runOn(
  sheet: Sheet,
  x: number,
  y: number,
  width: number,
  title: Run[],
  text: string,
  field: string,
  style: Style,
): void {
  sheet.block();
  const start = sheet.line(x, y, title, style) + 0.8;
  sheet.paragraph(x, y, width, [{ text, field }], style, { indent: start - x });
}

/** Chip card: label and value in one line each, long values run on below, the expiry under the portrait in one line. */
async function chipCard(random: Chance, look: Look): Promise<Paper> {
  const drawn = personOf(random, { levels: 3, bornFrom: 1952, bornTo: 2006 });
  const residence = bare(drawn.address);
  const person = { ...drawn, formerAddress: residence, oldId: random.maybe(0.7) ? drawn.oldId : '' };
  const issued = person.idIssued;
  const expires = cardExpiry(person, issued);
  const draft = await Draft.begin([look.family, 'mono']);
  const value: Style = { family: look.family, sizePt: 7, leading: 1.2 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.92, 0.96, 0.98], [0.7, 0.84, 0.88]);
  emblem(front, 10.4, 8.8, 5.8);
  const centre = { align: 'center', width: 50 } as const;
  front.block();
  front.line(18, 4.6, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 5.8 }], value, centre);
  front.line(18, 7, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.4 }], value, centre);
  front.line(18, 9.1, [{ text: 'SOCIALIST REPUBLIC OF VIET NAM', sizePt: 4.5 }], value, centre);
  front.line(18, 11.1, [{ text: 'Independence - Freedom - Happiness', sizePt: 4.5 }], value, centre);
  front.line(18, 15.7, [{ text: 'CĂN CƯỚC CÔNG DÂN', bold: true, sizePt: 10.2, colour: red }], value, centre);
  front.line(
    18,
    18.3,
    [{ text: 'Citizen Identity Card', bold: true, italic: true, sizePt: 5.8, colour: red }],
    value,
    centre,
  );
  const qrBox = { x: 69.6, y: 2.8, width: 13.4, height: 13.4 };
  const qr = cardQr(person, packedDate);
  drawQr(front, qr, qrBox.x, qrBox.y, qrBox.width);
  portrait(front, 3.2, 19, 18.6, 25.4, random.branch('face'));
  const x = 24.2;
  front.block();
  front.line(
    x,
    22.8,
    [...tight('Số', 'No.', 6.4), { text: ` ${person.personalId}`, bold: true, sizePt: 10.6, field: 'personal_id' }],
    value,
  );
  front.line(x, 26.4, tight('Họ và tên', 'Full name'), value);
  front.line(x, 29.7, [{ text: upper(person.name), sizePt: 8.2, field: 'full_name' }], value);
  front.line(
    x,
    33.1,
    [...tight('Ngày sinh', 'Date of birth'), { text: ` ${slashDate(person.born)}`, field: 'birth_date' }],
    value,
  );
  front.line(x, 36.3, [...tight('Giới tính', 'Sex'), { text: ` ${sexWord(person)}`, field: 'gender' }], value);
  front.line(
    x + 20.5,
    36.3,
    [...tight('Quốc tịch', 'Nationality'), { text: ' Việt Nam', field: 'nationality' }],
    value,
  );
  const long: Style = { ...value, sizePt: 6.7, leading: 1.16 };
  runOn(
    front,
    x,
    39.5,
    59.5,
    tight('Quê quán', 'Place of origin'),
    bare(placeText(person.birthplace, 3)),
    'place_of_origin',
    long,
  );
  runOn(front, x, 45.4, 59.5, tight('Nơi thường trú', 'Place of residence'), residence, 'residence', long);
  front.block();
  front.line(2.8, 47.4, [{ text: 'Có giá trị đến:', colour: grey, sizePt: 4.4 }], value);
  front.line(2.8, 49.2, [{ text: 'Date of expiry:', italic: true, colour: grey, sizePt: 4.2 }], value);
  front.line(
    2.8,
    52,
    [{ text: expires === null ? 'Không thời hạn' : slashDate(expires), sizePt: 5.8, field: 'expiry_date' }],
    value,
  );
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.94, 0.96, 0.95], [0.78, 0.85, 0.82]);
  back.block();
  back.line(3.8, 4.8, tight('Đặc điểm nhận dạng', 'Personal identification'), value);
  back.line(
    3.8,
    8,
    [
      {
        text: random.pick([
          'Sẹo chấm c:1.5cm trên trước đầu mày phải',
          'Nốt ruồi c:2cm trên sau cánh mũi trái',
          'Nốt ruồi c:1cm dưới sau đuôi mắt phải',
        ]),
        sizePt: 6.6,
        field: 'identifying_marks',
      },
    ],
    value,
  );
  back.line(
    3.8,
    11.4,
    [...tight('Ngày, tháng, năm', 'Date, month, year'), { text: ` ${slashDate(issued)}`, field: 'issue_date' }],
    value,
  );
  back.block();
  for (const [index, text] of ['CỤC TRƯỞNG CỤC CẢNH SÁT', 'QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI'].entries())
    back.line(3.8, 14.8 + index * 2.3, [{ text, bold: true, sizePt: 5.1 }], value, { align: 'center', width: 47 });
  for (const [index, text] of [
    'DIRECTOR GENERAL OF THE POLICE DEPARTMENT',
    'FOR ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER',
  ].entries())
    back.line(3.8, 19.4 + index * 2, [{ text, sizePt: 3.8 }], value, { align: 'center', width: 47 });
  back.line(22, 36, [{ text: commonName(random, true), bold: true, sizePt: 5.8 }], value, {
    align: 'center',
    width: 32,
  });
  chip(back, 7, 25.4);
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 30, 30.4, 15);
    drawSeal(back, 31, 29, { diameterMm: 12.4, upper: 'BỘ CÔNG AN', lower: 'CỤC CẢNH SÁT' }, random.real(-6, 6));
  }
  for (const [index, [text, english]] of [
    ['Ngón trỏ trái', 'Left index finger'],
    ['Ngón trỏ phải', 'Right index finger'],
  ].entries()) {
    back.block();
    back.line(54 + index * 15.4, 4.2, [{ text: text!, sizePt: 4.3 }], value, { align: 'center', width: 15 });
    back.line(54 + index * 15.4, 6.1, [{ text: english!, sizePt: 3.6 }], value, { align: 'center', width: 15 });
    fingerprint(back, 61.4 + index * 15.4, 15, random.branch(text!));
  }
  machineZone(back, person, expires);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  if (person.oldId !== '') draft.machine('old_identity_number', person.oldId, 1, qrBox);
  return { type: 'citizen_id_2021', draft, format: 'card', barcodes: [qr] };
}

/** Card of 2024 as it is issued: every value under its two-language label, sex right of the birthday, two dates side by side behind. */
async function cardOf2024(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2024, month: 8, day: 2 }, random.int(0, 800));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const drawn = personOf(random, { levels, bornFrom: 1954, bornTo: 2008 });
  const person = { ...drawn, idIssued: issued, oldId: random.maybe(0.5) ? drawn.oldId : '' };
  const expires = cardExpiry(person, issued);
  const draft = await Draft.begin([look.family, 'mono']);
  const value: Style = { family: look.family, sizePt: 7.4, leading: 1.18 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.93, 0.97, 0.95], [0.74, 0.88, 0.84]);
  emblem(front, 10, 8.6, 5.6);
  const centre = { align: 'center', width: 66 } as const;
  front.block();
  front.line(17, 4.4, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 6 }], value, centre);
  front.line(17, 6.8, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.4 }], value, centre);
  front.line(17, 8.8, [{ text: 'SOCIALIST REPUBLIC OF VIET NAM', sizePt: 4.4 }], value, centre);
  front.line(17, 10.7, [{ text: 'Independence - Freedom - Happiness', sizePt: 4.4 }], value, centre);
  front.line(17, 15.4, [{ text: 'CĂN CƯỚC', bold: true, sizePt: 11.4, colour: red }], value, centre);
  front.line(17, 18, [{ text: 'IDENTITY CARD', bold: true, sizePt: 5.6, colour: red }], value, centre);
  portrait(front, 3.2, 19.4, 19, 26, random.branch('face'));
  chip(front, 71, 22);
  const x = 25;
  const under = (at: number, y: number, vi: string, en: string, run: Run): void => {
    front.block();
    front.line(at, y, tight(vi, en, 4.8), value);
    front.line(at, y + 3.4, [run], value);
  };
  under(x, 22.2, 'Số định danh cá nhân', 'Personal identification number', {
    text: person.personalId,
    bold: true,
    sizePt: 9.6,
    field: 'personal_id',
  });
  under(x, 29.4, 'Họ, chữ đệm và tên khai sinh', 'Full name', { text: upper(person.name), field: 'full_name' });
  under(x, 36.4, 'Ngày, tháng, năm sinh', 'Date of birth', { text: slashDate(person.born), field: 'birth_date' });
  under(x + 40, 36.4, 'Giới tính', 'Sex', { text: sexWord(person), field: 'gender' });
  under(x, 43.4, 'Quốc tịch', 'Nationality', { text: 'Việt Nam', field: 'nationality' });
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.94, 0.97, 0.97], [0.76, 0.87, 0.88]);
  const long: Style = { ...value, sizePt: 6.5, leading: 1.14 };
  back.block();
  back.line(3.8, 4.6, tight('Nơi cư trú', 'Place of residence', 4.8), value);
  back.paragraph(3.8, 7.6, 60, [{ text: person.address, field: 'residence' }], long);
  back.block();
  back.line(3.8, 14, tight('Nơi đăng ký khai sinh', 'Place of birth', 4.8), value);
  back.paragraph(
    3.8,
    17,
    60,
    [{ text: placeText(person.birthplace, levels), field: 'birth_registration_place' }],
    long,
  );
  const dated = (at: number, vi: string, en: string, text: string, field: string): void => {
    back.block();
    back.line(at, 23.4, [{ text: `${vi}:`, colour: grey, sizePt: 4.6 }], value);
    back.line(at, 25.2, [{ text: `${en}:`, italic: true, colour: grey, sizePt: 4.2 }], value);
    back.line(at, 28.2, [{ text, field, sizePt: 6.8 }], value);
  };
  dated(3.8, 'Ngày, tháng, năm cấp', 'Date of issue', slashDate(issued), 'issue_date');
  dated(
    32,
    'Ngày, tháng, năm hết hạn',
    'Date of expiry',
    expires === null ? 'Không thời hạn' : slashDate(expires),
    'expiry_date',
  );
  back.block();
  back.line(24, 32.6, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 6 }], value, { align: 'center', width: 40 });
  back.line(24, 34.8, [{ text: 'MINISTRY OF PUBLIC SECURITY', sizePt: 4.3 }], value, { align: 'center', width: 40 });
  const qrBox = { x: 66.2, y: 3.4, width: 16.4, height: 16.4 };
  const qr = cardQr(person, packedDate);
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width);
  machineZone(back, person, expires);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  if (person.oldId !== '') draft.machine('old_identity_number', person.oldId, 2, qrBox);
  return { type: 'citizen_id_2024', draft, format: 'card', barcodes: [qr] };
}

/** Nine-digit card of the printed years: "Họ tên", values run on over dotted lines, the marks behind their label. */
async function card9(random: Chance, look: Look): Promise<Paper> {
  const person = personOf(random, { levels: 3, bornFrom: 1944, bornTo: 1995 });
  const issued = addDays({ year: Math.max(2001, person.born.year + 15), month: 6, day: 3 }, random.int(0, 2400));
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: 7.5, leading: 1.56 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.9, 0.95, 0.93], [0.7, 0.82, 0.78]);
  emblem(front, 12, 9.4, 6.2);
  const centre = { align: 'center', width: 62 } as const;
  front.block();
  front.line(21.5, 5, [{ text: 'CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 6.4 }], style, centre);
  front.line(21.5, 8, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 6 }], style, centre);
  front.line(21.5, 12.8, [{ text: 'GIẤY CHỨNG MINH NHÂN DÂN', bold: true, sizePt: 9.2, colour: red }], style, centre);
  front.line(
    21.5,
    17.4,
    [
      { text: 'SỐ ', bold: true, sizePt: 8.2, colour: red },
      { text: person.oldId, bold: true, sizePt: 10.4, colour: red, field: 'identity_number' },
    ],
    style,
    centre,
  );
  portrait(front, 3, 18, 18.4, 25, random.branch('face'));
  const x = 23.6;
  const right = 83;
  const dotted = (y: number, title: string, text: string, field: string, rows: number): void => {
    front.block();
    const start = front.line(x, y, title, style) + 1;
    front.paragraph(x, y, right - x, [{ text, bold: true, field }], style, { indent: start - x });
    for (let row = 0; row < rows; row++)
      front.leader(row === 0 ? start : x, right, y + row * front.step(style) + 0.7, { ...style, sizePt: 6 });
  };
  dotted(22.6, 'Họ tên:', upper(person.name), 'full_name', 1);
  dotted(27.2, 'Sinh ngày:', slashDate(person.born, '-'), 'birth_date', 1);
  dotted(31.8, 'Nguyên quán:', bare(placeText(person.birthplace, 3)), 'place_of_origin', 2);
  dotted(41, 'Nơi ĐKHK thường trú:', bare(person.address), 'residence', 3);
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.91, 0.95, 0.92], [0.74, 0.84, 0.76]);
  back.block();
  back.line(27.6, 5.4, [{ text: 'Dân tộc: ' }, { text: person.ethnicity, bold: true, field: 'ethnicity' }], style);
  back.line(
    55,
    5.4,
    [
      { text: 'Tôn giáo: ' },
      { text: random.pick(['Không', 'Không', 'Phật giáo', 'Thiên Chúa']), bold: true, field: 'religion' },
    ],
    style,
  );
  back.block();
  back.line(27.6, 10, 'Dấu vết riêng và dị hình:', style);
  back.paragraph(
    27.6,
    14.2,
    55,
    [
      {
        text: random.pick([
          'Sẹo chấm C. 1cm dưới trước tai trái',
          'Nốt ruồi C. 2,5cm dưới sau mép phải',
          'Sẹo thẳng 2cm trên trước đầu lông mày trái',
        ]),
        bold: true,
        field: 'identifying_marks',
      },
    ],
    { ...style, leading: 1.3 },
  );
  for (const [index, text] of ['Ngón trỏ trái', 'Ngón trỏ phải'].entries()) {
    back.box({ x: 3, y: 3.4 + index * 24, width: 22, height: 22.6 }, { widthMm: 0.15 });
    back.block();
    back.line(3, 6.2 + index * 24, [{ text, sizePt: 5 }], style, { align: 'center', width: 22 });
    fingerprint(back, 14, 15.6 + index * 24, random.branch(text));
  }
  const province = `${person.home.provinceKind === 'tỉnh' ? 'TỈNH' : 'TP'} ${upper(person.home.province)}`;
  back.block();
  back.line(27.6, 25, [{ text: longDate(issued).replace('ngày', 'Ngày'), field: 'issue_date' }], style, {
    align: 'center',
    width: 55,
  });
  back.line(27.6, 29, [{ text: `GIÁM ĐỐC CA ${province}`, bold: true, sizePt: 6.2 }], style, {
    align: 'center',
    width: 55,
  });
  back.line(27.6, 48.6, [{ text: commonName(random, true), bold: true, sizePt: 6.6 }], style, {
    align: 'center',
    width: 55,
  });
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 50, 40.4, 17);
    drawSeal(back, 47, 39, { diameterMm: 15, upper: 'CÔNG AN', lower: province }, random.real(-8, 8));
  }
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'identity_card_9', draft, format: 'card' };
}

const vehicles: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  A1: [
    'Xe mô tô hai bánh có dung tích xi-lanh đến 125 cm³ hoặc có công suất động cơ điện đến 11 kW',
    'Two-wheeled motorcycles up to 125 cc or 11 kW',
  ],
  A: [
    'Xe mô tô hai bánh có dung tích xi-lanh trên 125 cm³ hoặc có công suất động cơ điện trên 11 kW',
    'Two-wheeled motorcycles over 125 cc or 11 kW',
  ],
  B: [
    'Xe ô tô chở người đến 08 chỗ (không kể chỗ của người lái xe); xe ô tô tải đến 3.500 kg',
    'Motor vehicles up to 8 seats; trucks up to 3,500 kg',
  ],
  C: ['Xe ô tô tải trên 7.500 kg; các loại xe quy định cho hạng B và hạng C1', 'Trucks over 7,500 kg'],
};

const issuerOf = ({ provinceKind, province }: Place): string =>
  `Phòng CSGT - Công an ${provinceKind === 'tỉnh' ? 'tỉnh' : 'TP'} ${province}`;

/** Card of the police since 2025 with every value under its label, class under the portrait, a ruled table of classes behind. */
async function licence(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 3, day: 20 }, random.int(0, 590));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const person = personOf(random, { levels, bornFrom: 1964, bornTo: 2005 });
  const passed = addDays(issued, -random.int(8, 45));
  const licenceClass = random.pick(['A1', 'A1', 'A', 'B', 'B', 'C']);
  const unlimited = licenceClass.startsWith('A');
  const expires = addDays(issued, licenceClass === 'C' ? 1826 : 3652);
  const number = `${person.birthplace.provinceCode.slice(1)}${random.int(0, 1)}${random.digits(9)}`;
  const draft = await Draft.begin([look.family]);
  const value: Style = { family: look.family, sizePt: 6.9, leading: 1.14 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.98, 0.93, 0.94], [0.92, 0.78, 0.82]);
  const centre = { align: 'center', width: 58 } as const;
  front.block();
  front.line(25.6, 4.4, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 5.9 }], value, centre);
  front.line(25.6, 6.9, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.4 }], value, centre);
  front.block();
  front.line(2.6, 4.6, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 5.6 }], value, { align: 'center', width: 22 });
  front.line(2.6, 6.9, [{ text: 'MPS', sizePt: 4.6 }], value, { align: 'center', width: 22 });
  front.block();
  front.line(
    25.6,
    11.6,
    [{ text: "GIẤY PHÉP LÁI XE/ DRIVER'S LICENSE", bold: true, sizePt: 7.4, colour: red }],
    value,
    centre,
  );
  front.line(
    25.6,
    15.4,
    [
      { text: 'Số/No.: ', bold: true, colour: red },
      { text: number, bold: true, sizePt: 8.4, colour: red, field: 'licence_number' },
    ],
    value,
    centre,
  );
  portrait(front, 3.4, 10, 19, 25.4, random.branch('face'));
  const x = 25.4;
  const under = (at: number, y: number, vi: string, en: string, run: Run, width = 58): number => {
    front.block();
    front.line(at, y, tight(vi, en, 4.6), value);
    return front.paragraph(at, y + 2.8, width, [run], value);
  };
  under(x, 18.6, 'Họ tên', 'Full name', { text: upper(person.name), bold: true, field: 'full_name' });
  under(x, 24.4, 'Ngày sinh', 'Date of birth', { text: slashDate(person.born), field: 'birth_date' });
  under(x + 30, 24.4, 'Quốc tịch', 'Nationality', { text: 'Việt Nam', field: 'nationality' });
  const y = under(x, 30.2, 'Nơi cư trú', 'Address', { text: person.address, field: 'residence' }) + 0.4;
  under(x, y, 'Cơ quan cấp', 'Issued by', { text: issuerOf(person.home), field: 'issuer' });
  under(x, y + 5.8, 'Ngày cấp', 'Date of issue', { text: slashDate(issued), field: 'issue_date' });
  under(x + 30, y + 5.8, 'Có giá trị đến', 'Expires', {
    text: unlimited ? 'Không thời hạn' : slashDate(expires),
    field: 'expiry_date',
  });
  front.block();
  front.line(3.4, 39.4, tight('Hạng', 'Class', 5), value);
  front.line(3.4, 44, [{ text: licenceClass, bold: true, sizePt: 11, field: 'licence_class' }], value, {
    align: 'center',
    width: 19,
  });
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.98, 0.95, 0.95], [0.92, 0.82, 0.84]);
  back.block();
  back.line(3, 5, [{ text: 'CÁC LOẠI XE CƠ GIỚI ĐƯỜNG BỘ ĐƯỢC ĐIỀU KHIỂN', bold: true, sizePt: 5.2 }], value);
  back.line(3, 7.4, [{ text: 'CLASSIFICATION OF MOTOR VEHICLES', italic: true, sizePt: 4.4 }], value);
  for (const at of [9.6, 14.2, 33]) back.rule(3, at, 62.6, at, 0.15);
  for (const at of [3, 11, 44.6, 62.6]) back.rule(at, 9.6, at, 33, 0.15);
  for (const [at, width, text] of [
    [3, 8, 'Hạng'],
    [11, 33.6, 'Loại xe/ Type of vehicles'],
    [44.6, 18, 'Ngày trúng tuyển'],
  ] as const) {
    back.block();
    back.line(at, 12.7, [{ text, bold: true, sizePt: 4.8 }], value, { align: 'center', width });
  }
  back.block();
  back.line(3, 20, [{ text: licenceClass, bold: true, sizePt: 7.6 }], value, { align: 'center', width: 8 });
  back.block();
  const [vi, en] = vehicles[licenceClass]!;
  const end = back.paragraph(12, 17.6, 31.8, [{ text: vi }], { ...value, sizePt: 5.2 });
  back.paragraph(12, end + 0.3, 31.8, [{ text: en, italic: true }], { ...value, sizePt: 4.6 });
  back.block();
  back.line(
    44.6,
    20,
    [{ text: slashDate(passed), field: 'exam_date' }],
    { ...value, sizePt: 6.2 },
    {
      align: 'center',
      width: 18,
    },
  );
  back.block();
  back.line(3, 39, [{ text: 'KT. TRƯỞNG PHÒNG', bold: true, sizePt: 5 }], value, { align: 'center', width: 40 });
  back.line(3, 41.2, [{ text: 'PHÓ TRƯỞNG PHÒNG', bold: true, sizePt: 5 }], value, { align: 'center', width: 40 });
  back.line(3, 51, [{ text: commonName(random, true), bold: true, sizePt: 5.6 }], value, {
    align: 'center',
    width: 40,
  });
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 16, 47, 13);
    drawSeal(back, 14, 46, { diameterMm: 10, upper: 'PHÒNG CẢNH SÁT', lower: 'GIAO THÔNG' }, random.real(-8, 8));
  }
  const qr = `${number}|${person.name}|${packedDate(person.born)}|${licenceClass}|${packedDate(issued)}`;
  const qrBox = { x: 65, y: 5, width: 17.6, height: 17.6 };
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 2, qrBox);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('exam_date', isoDate(passed));
  draft.value('expiry_date', unlimited ? 'không thời hạn' : isoDate(expires));
  return { type: 'driving_licence', draft, format: 'card', barcodes: [qr] };
}

export const fourthChipCards: readonly RoundTemplate[] = [
  { name: 'long values run on below their labels', draw: chipCard },
];
export const fourthCards2024: readonly RoundTemplate[] = [
  { name: 'every value under its label, two dates side by side', draw: cardOf2024 },
];
export const fourthCards9: readonly RoundTemplate[] = [{ name: 'values run on over dotted lines', draw: card9 }];
export const fourthLicences: readonly RoundTemplate[] = [
  { name: 'values under labels, a table of classes behind', draw: licence },
];
