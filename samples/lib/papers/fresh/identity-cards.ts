import { rgb } from 'pdf-lib';
import { cardMrz, cardQr } from '../../card-codes.ts';
import { Draft } from '../../draft.ts';
import { type Person, sexWord } from '../../people.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import { drawSeal, drawSignature } from '../../seal.ts';
import { black, type Sheet, type Style } from '../../sheet.ts';
import { addDays, type Day, isoDate, longDate, packedDate, slashDate } from '../../words.ts';
import { CARD, cardExpiry, cardGround, emblem, fingerprint, label, portrait, red } from '../card-art.ts';
import { type Look, type Paper, type RoundTemplate, upper } from '../common.ts';
import { freshPerson, freshPlace, houseOf, written } from './people.ts';

/** The machine zone knows letters only. */
const machineName = (person: Person): Person => ({ ...person, name: person.name.replace(/['’]\s?/g, '') });

function machineZone(sheet: Sheet, person: Person, expires: Day | null): void {
  sheet.block();
  const until = expires ?? { year: person.born.year + 100, month: 12, day: 31 };
  for (const [index, text] of cardMrz(machineName(person), until).entries())
    sheet.line(4, 41 + index * 4.6, [{ text, kind: 'machine' }], { family: 'mono', sizePt: 12 });
}

function cardHead(sheet: Sheet, style: Style, x: number, width: number, title: string, english: string): void {
  const centre = { align: 'center', width } as const;
  sheet.block();
  sheet.line(x, 4.4, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 5.9 }], style, centre);
  sheet.line(x, 6.9, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.4 }], style, centre);
  sheet.line(x, 9, [{ text: 'SOCIALIST REPUBLIC OF VIET NAM', sizePt: 4.6 }], style, centre);
  sheet.line(x, 11, [{ text: 'Independence - Freedom - Happiness', sizePt: 4.6 }], style, centre);
  sheet.line(x, 15.6, [{ text: title, bold: true, sizePt: 10.4, colour: red }], style, centre);
  sheet.line(x, 18.3, [{ text: english, bold: true, sizePt: 5.6, colour: red }], style, centre);
}

function chip(sheet: Sheet, x: number, y: number): void {
  sheet.box(
    { x, y, width: 10.5, height: 8.4 },
    { fill: rgb(0.84, 0.72, 0.36), widthMm: 0.1, colour: rgb(0.5, 0.42, 0.2) },
  );
  for (const offset of [2.8, 5.6]) sheet.rule(x, y + offset, x + 10.5, y + offset, 0.12);
  sheet.rule(x + 5.2, y, x + 5.2, y + 8.4, 0.12);
}

/** Chip card as it is issued: origin without kinds of units, residence begun behind its label, expiry in two lines. */
async function chipCard(random: Chance, look: Look): Promise<Paper> {
  const home = freshPlace(random, 3);
  const drawn = freshPerson(random, { levels: 3, home, bornFrom: 1946, bornTo: 2006 });
  const house = houseOf(random, home);
  const residence = `${house}, ${written(home, 3, 'bare')}`;
  const hadOld = random.maybe(0.6);
  const person = { ...drawn, formerAddress: residence, oldId: hadOld ? drawn.oldId : '' };
  const issued = person.idIssued;
  const expires = cardExpiry(person, issued);
  const qr = cardQr(person, packedDate);
  const draft = await Draft.begin([look.family, 'mono']);
  const value: Style = { family: look.family, sizePt: 7.2, leading: 1.2 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.91, 0.95, 0.97], [0.68, 0.82, 0.86]);
  emblem(front, 10, 8, 5.4);
  cardHead(front, value, 17, 51, 'CĂN CƯỚC CÔNG DÂN', 'Citizen Identity Card');
  drawQr(front, qr, 70, 2.6, 13);
  portrait(front, 3.4, 17, 19, 26, random.branch('face'));
  const x = 25;
  front.block();
  front.line(
    x,
    22.8,
    [...label('Số', 'No.', 6.2), { text: ` ${person.personalId}`, bold: true, sizePt: 10.5, field: 'personal_id' }],
    value,
  );
  front.line(x, 26.2, label('Họ và tên', 'Full name', 5.4), value);
  front.line(x, 29.6, [{ text: upper(person.name), bold: true, sizePt: 8, field: 'full_name' }], value);
  front.line(
    x,
    33,
    [...label('Ngày sinh', 'Date of birth', 5.4), { text: ` ${slashDate(person.born)}`, field: 'birth_date' }],
    value,
  );
  front.line(x, 36.3, [...label('Giới tính', 'Sex', 5.4), { text: ` ${sexWord(person)}`, field: 'gender' }], value);
  front.line(
    x + 22,
    36.3,
    [...label('Quốc tịch', 'Nationality', 5.4), { text: ' Việt Nam', field: 'nationality' }],
    value,
  );
  front.line(x, 39.4, label('Quê quán', 'Place of origin', 5.4), value);
  front.line(x, 42.3, [{ text: written(person.birthplace, 3, 'bare'), field: 'place_of_origin', sizePt: 6.9 }], value);
  // the house stands behind the label, the units on the next line
  front.line(
    x,
    45.6,
    [
      ...label('Nơi thường trú', 'Place of residence', 5.4),
      { text: ` ${house.length > 18 ? '' : `${house},`}`, field: 'residence', sizePt: 6.9 },
    ].filter((run) => run.text.trim() !== ''),
    value,
  );
  front.paragraph(
    x,
    48.6,
    59,
    [{ text: house.length > 18 ? residence : written(home, 3, 'bare'), field: 'residence' }],
    { ...value, sizePt: 6.9, leading: 1.12 },
  );
  front.block();
  const until = expires === null ? 'Không thời hạn' : slashDate(expires);
  front.line(2.6, 45.6, [{ text: 'Có giá trị đến:', sizePt: 4.6 }], value);
  front.line(2.6, 47.7, [{ text: 'Date of expiry:', italic: true, sizePt: 4.4 }], value);
  front.line(2.6, 50.4, [{ text: until, sizePt: 5.8, field: 'expiry_date' }], value);

  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.92, 0.95, 0.95], [0.74, 0.83, 0.82]);
  back.block();
  back.line(4, 4.8, label('Đặc điểm nhận dạng', 'Personal identification', 5.4), value);
  back.line(
    4,
    8,
    [
      {
        text: random.pick([
          'Sẹo chấm c.1,5cm trên sau đuôi lông mày trái',
          'Nốt ruồi cách 2cm dưới trước cánh mũi phải',
          'Nốt ruồi c 0,5cm sau mép phải',
        ]),
        field: 'identifying_marks',
        sizePt: 6.6,
      },
    ],
    value,
  );
  back.line(
    4,
    11.4,
    [...label('Ngày, tháng, năm', 'Date, month, year', 5.4), { text: ` ${slashDate(issued)}`, field: 'issue_date' }],
    value,
  );
  back.block();
  const office: readonly (readonly [string, number, boolean])[] = [
    ['CỤC TRƯỞNG CỤC CẢNH SÁT', 5.4, true],
    ['QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI', 5.1, true],
    ['DIRECTOR GENERAL OF THE POLICE DEPARTMENT', 4, false],
    ['FOR ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER', 4, false],
  ];
  for (const [index, [text, sizePt, bold]] of office.entries())
    back.line(4, 14.8 + index * 2.2, [{ text, sizePt, bold }], value, { align: 'center', width: 46 });
  back.line(4, 35.6, [{ text: random.pick(['Lê Thanh Mẫu', 'Hoàng Duy Thí Dụ']), bold: true, sizePt: 6 }], value, {
    align: 'center',
    width: 58,
  });
  chip(back, 7, 24.6);
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 27, 30, 16);
    drawSeal(back, 29, 28.4, { diameterMm: 13, upper: 'BỘ CÔNG AN', lower: 'CỤC CẢNH SÁT' }, random.real(-6, 6));
  }
  for (const [index, [text, english]] of [
    ['Ngón trỏ trái', 'Left index finger'],
    ['Ngón trỏ phải', 'Right index finger'],
  ].entries()) {
    back.block();
    back.line(55 + index * 15, 4.2, [{ text: text!, sizePt: 4.4 }], value, { align: 'center', width: 14 });
    back.line(55 + index * 15, 6.2, [{ text: english!, sizePt: 3.6 }], value, { align: 'center', width: 14 });
    fingerprint(back, 62 + index * 15, 15, random.branch(text!));
  }
  machineZone(back, person, expires);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  if (hadOld) draft.machine('old_identity_number', person.oldId, 1, { x: 70, y: 2.6, width: 13, height: 13 });
  return { type: 'citizen_id_2021', draft, format: 'card', barcodes: [qr] };
}

/** Card of 2024, the English of each label under the Vietnamese; of a child under six there is no portrait. */
async function cardOf2024(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2024, month: 7, day: 8 }, random.int(0, 800));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const child = random.maybe(0.25);
  const drawn = freshPerson(
    random,
    child ? { levels, bornFrom: 2020, bornTo: 2023 } : { levels, bornFrom: 1948, bornTo: 2009 },
  );
  const person = {
    ...drawn,
    idIssued: issued,
    formerAddress: drawn.address,
    oldId: !child && random.maybe(0.5) ? drawn.oldId : '',
  };
  const expires = child
    ? { ...person.born, day: Math.min(person.born.day, 28), year: person.born.year + 14 }
    : cardExpiry(person, issued);
  const draft = await Draft.begin([look.family, 'mono']);
  const value: Style = { family: look.family, sizePt: 7.4, leading: 1.18 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.95, 0.94, 0.97], [0.8, 0.78, 0.88]);
  emblem(front, 9.8, 8, 5.2);
  cardHead(front, value, 17, 64, 'CĂN CƯỚC', 'IDENTITY CARD');
  if (!child) portrait(front, 3.6, 18, 20, 27, random.branch('face'));
  const x = child ? 8 : 26.5;
  const pair = (
    sheet: Sheet,
    at: number,
    y: number,
    vi: string,
    en: string,
    text: string,
    field: string,
    sizePt = 7.4,
    bold = false,
  ): void => {
    sheet.block();
    sheet.line(at, y, [{ text: `${vi}:`, sizePt: 5 }], value);
    sheet.line(at, y + 2, [{ text: en, italic: true, sizePt: 4.2 }], value);
    sheet.line(at, y + 5.2, [{ text, field, sizePt, bold }], value);
  };
  pair(
    front,
    x,
    22.2,
    'Số định danh cá nhân',
    'Personal identification number',
    person.personalId,
    'personal_id',
    10,
    true,
  );
  pair(front, x, 30.4, 'Họ, chữ đệm và tên khai sinh', 'Full name', upper(person.name), 'full_name', 8.2, true);
  pair(front, x, 38.6, 'Ngày, tháng, năm sinh', 'Date of birth', slashDate(person.born), 'birth_date');
  pair(front, x + 24, 38.6, 'Giới tính', 'Sex', sexWord(person), 'gender');
  pair(front, x + 38, 38.6, 'Quốc tịch', 'Nationality', 'Việt Nam', 'nationality');
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.95, 0.96, 0.94], [0.8, 0.84, 0.76]);
  back.block();
  back.line(
    4,
    4.2,
    [
      { text: 'Nơi cư trú', sizePt: 5 },
      { text: ' / Place of residence', italic: true, sizePt: 4.4 },
    ],
    value,
  );
  const end = back.paragraph(4, 7.2, 58, [{ text: person.address, field: 'residence' }], { ...value, sizePt: 6.5 });
  const place = written(person.birthplace, levels, 'capital');
  back.block();
  back.line(
    4,
    Math.max(end + 0.6, 13.4),
    [
      { text: 'Nơi đăng ký khai sinh', sizePt: 5 },
      { text: ' / Place of birth', italic: true, sizePt: 4.4 },
    ],
    value,
  );
  back.paragraph(4, Math.max(end + 0.6, 13.4) + 3, 58, [{ text: place, field: 'birth_registration_place' }], {
    ...value,
    sizePt: 6.5,
  });
  const until = expires === null ? 'Không thời hạn' : slashDate(expires);
  pair(back, 20, 24, 'Ngày, tháng, năm cấp', 'Date of issue', slashDate(issued), 'issue_date', 6.6);
  pair(back, 46, 24, 'Ngày, tháng, năm hết hạn', 'Date of expiry', until, 'expiry_date', 6.6);
  back.block();
  back.line(20, 33.4, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 6.2 }], value, { align: 'center', width: 44 });
  back.line(20, 35.6, [{ text: 'MINISTRY OF PUBLIC SECURITY', sizePt: 4.4 }], value, { align: 'center', width: 44 });
  chip(back, 5, 24.4);
  const qr = cardQr(person, packedDate);
  const qrBox = { x: 66, y: 3.4, width: 16, height: 16 };
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width);
  machineZone(back, person, expires);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  if (person.oldId !== '') draft.machine('old_identity_number', person.oldId, 2, qrBox);
  return { type: 'citizen_id_2024', draft, format: 'card', barcodes: [qr] };
}

/** The nine-digit card of the typewriter years: dotted lines, values in a typewriter's letters, some births by year only. */
async function typedCard(random: Chance, look: Look): Promise<Paper> {
  const person = freshPerson(random, { levels: 3, bornFrom: 1934, bornTo: 1988 });
  const yearOnly = person.born.year < 1960 && random.maybe(0.6);
  const issued = addDays({ year: Math.max(1999, person.born.year + 15), month: 2, day: 3 }, random.int(0, 3200));
  const draft = await Draft.begin([look.family, 'mono']);
  const style: Style = { family: look.family, sizePt: 7.8, leading: 1.34 };
  const typed = { family: 'mono', sizePt: 8, colour: black } as const;
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.93, 0.95, 0.88], [0.78, 0.84, 0.66]);
  emblem(front, 12, 10, 6.2);
  front.block();
  const centre = { align: 'center', width: 60 } as const;
  front.line(22, 5.2, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 6.6 }], style, centre);
  front.line(22, 8.2, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 6.2 }], style, centre);
  front.line(22, 13, [{ text: 'GIẤY CHỨNG MINH NHÂN DÂN', bold: true, sizePt: 9.4, colour: red }], style, centre);
  front.line(
    22,
    17.8,
    [
      { text: 'Số: ', bold: true, sizePt: 9, colour: red },
      { text: person.oldId, bold: true, sizePt: 10.5, colour: red, field: 'identity_number' },
    ],
    style,
    centre,
  );
  portrait(front, 3, 19, 19, 26, random.branch('face'));
  const x = 24;
  const right = 83;
  /** A dotted line with a typed value; what does not fit goes onto the dotted line below. */
  const dotted = (y: number, title: string, text: string, field: string, below = false): void => {
    front.block();
    front.line(x, y, title, style);
    const from = front.endX + 0.6;
    front.leader(from, right, y + 0.5, { ...style, sizePt: 6.4 });
    if (below) front.leader(x, right, y + 4.9, { ...style, sizePt: 6.4 });
    const words = text.split(' ');
    let head = words.length;
    const room = (count: number): boolean =>
      front.widthOf(words.slice(0, count).join(' '), { ...style, ...typed }) <= right - from - 1;
    while (below && head > 0 && !room(head)) head -= 1;
    if (head > 0) front.line(from + 0.8, y, [{ text: words.slice(0, head).join(' '), ...typed, field }], style);
    if (head < words.length)
      front.line(x + 1, y + 4.4, [{ text: words.slice(head).join(' '), ...typed, field }], style);
  };
  dotted(23.6, 'Họ tên', upper(person.name), 'full_name', true);
  dotted(32.2, 'Sinh ngày', yearOnly ? String(person.born.year) : slashDate(person.born, '-'), 'birth_date');
  dotted(
    36.8,
    'Nguyên quán',
    written(person.birthplace, 3, 'bare').split(', ').slice(-2).join(', '),
    'place_of_origin',
    true,
  );
  dotted(
    45.4,
    random.pick(['Nơi ĐKNK thường trú', 'Nơi ĐKHK thường trú']),
    written(person.home, 3, 'bare'),
    'residence',
    true,
  );
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.94, 0.95, 0.9], [0.8, 0.84, 0.7]);
  back.block();
  back.line(4, 5.8, [{ text: 'Dân tộc: ' }, { text: person.ethnicity, ...typed, field: 'ethnicity' }], style);
  back.line(
    44,
    5.8,
    [
      { text: 'Tôn giáo: ' },
      { text: random.pick(['Không', 'Không', 'Tin lành', 'Cao Đài', 'Hòa Hảo']), ...typed, field: 'religion' },
    ],
    style,
  );
  back.rule(2.6, 8, 83, 8, 0.15);
  back.rule(27, 8, 27, 51, 0.15);
  back.block();
  back.line(28, 12, [{ text: 'DẤU VẾT RIÊNG VÀ DỊ HÌNH', bold: true, sizePt: 6.4 }], style, {
    align: 'center',
    width: 55,
  });
  back.paragraph(
    29,
    16.4,
    53,
    [
      {
        text: random.pick([
          'Sẹo chàm C:2cm dưới sau khóe mắt phải',
          'Nốt ruồi nổi giữa trán',
          'Sẹo dài 3cm ở cằm bên trái',
        ]),
        ...typed,
        sizePt: 7.4,
        field: 'identifying_marks',
      },
    ],
    style,
  );
  for (const [index, text] of ['NGÓN TRỎ TRÁI', 'NGÓN TRỎ PHẢI'].entries()) {
    back.block();
    back.line(3, 11.2 + index * 21, [{ text, sizePt: 4.6 }], style, { align: 'center', width: 23 });
    fingerprint(back, 14.5, 21 + index * 21, random.branch(text));
  }
  back.block();
  back.line(29, 27.4, [{ text: longDate(issued).replace('ngày', 'Ngày'), field: 'issue_date' }], style, {
    align: 'center',
    width: 54,
  });
  const province = `${person.home.provinceKind === 'tỉnh' ? 'TỈNH' : 'TP'} ${upper(person.home.province)}`;
  back.line(29, 31.2, [{ text: `KT. GIÁM ĐỐC CÔNG AN ${province}`, bold: true, sizePt: 5.8 }], style, {
    align: 'center',
    width: 54,
  });
  back.line(29, 34, [{ text: 'PHÓ GIÁM ĐỐC', bold: true, sizePt: 5.8 }], style, { align: 'center', width: 54 });
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 50, 42, 18);
    drawSeal(back, 46, 42.4, { diameterMm: 16, upper: 'CÔNG AN', lower: province }, random.real(-8, 8));
  }
  draft.value('birth_date', yearOnly ? String(person.born.year) : isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'identity_card_9', draft, format: 'card' };
}

export const freshChipCards: readonly RoundTemplate[] = [{ name: 'residence begun behind its label', draw: chipCard }];
export const freshCards2024: readonly RoundTemplate[] = [{ name: 'English below each label', draw: cardOf2024 }];
export const freshCards9: readonly RoundTemplate[] = [{ name: 'dotted lines, typewriter', draw: typedCard }];
