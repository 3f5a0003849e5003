import { rgb } from 'pdf-lib';
import { cardMrz, cardQr } from '../../card-codes.ts';
import { Draft } from '../../draft.ts';
import { type Person, sexWord } from '../../people.ts';
import { placeText } from '../../places.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import { drawSeal, drawSignature } from '../../seal.ts';
import type { Sheet, Style } from '../../sheet.ts';
import { addDays, type Day, isoDate, longDate, packedDate, slashDate } from '../../words.ts';
import { CARD, cardExpiry, cardGround, emblem, fingerprint, label, portrait, red } from '../card-art.ts';
import { type Look, type Paper, type RoundTemplate, upper } from '../common.ts';
import { commonName, commonPerson } from './people.ts';

const never = (person: Person): Day => ({ year: person.born.year + 100, month: 12, day: 31 });

function machineZone(sheet: Sheet, person: Person, expires: Day | null): void {
  sheet.block();
  for (const [index, text] of cardMrz(person, expires ?? never(person)).entries())
    sheet.line(4, 41 + index * 4.6, [{ text, kind: 'machine' }], { family: 'mono', sizePt: 12 });
}

function chip(sheet: Sheet, x: number, y: number): void {
  sheet.box({ x, y, width: 10, height: 8 }, { fill: rgb(0.84, 0.72, 0.36), widthMm: 0.1, colour: rgb(0.5, 0.42, 0.2) });
  for (const offset of [2.7, 5.3]) sheet.rule(x, y + offset, x + 10, y + offset, 0.12);
}

/** Chip card with every label before its value, long values wrapped under their labels, the expiry in one line at the foot. */
async function chipCard(random: Chance, look: Look): Promise<Paper> {
  const drawn = commonPerson(random, { levels: 3, bornFrom: 1950, bornTo: 2006 });
  const person = { ...drawn, oldId: random.maybe(0.6) ? drawn.oldId : '' };
  const issued = person.idIssued;
  const expires = cardExpiry(person, issued);
  const draft = await Draft.begin([look.family, 'mono']);
  const value: Style = { family: look.family, sizePt: 7.2, leading: 1.16 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.91, 0.96, 0.96], [0.64, 0.82, 0.84]);
  emblem(front, 10, 8.6, 5.4);
  const centre = { align: 'center', width: 52 } as const;
  front.block();
  front.line(17, 4.3, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 5.9 }], value, centre);
  front.line(17, 6.8, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.5 }], value, centre);
  front.line(17, 12.4, [{ text: 'CĂN CƯỚC CÔNG DÂN', bold: true, sizePt: 10, colour: red }], value, centre);
  front.line(17, 15, [{ text: 'Citizen Identity Card', bold: true, sizePt: 5.6, colour: red }], value, centre);
  const qrBox = { x: 69.4, y: 3, width: 13.6, height: 13.6 };
  const qr = cardQr(person, packedDate);
  drawQr(front, qr, qrBox.x, qrBox.y, qrBox.width);
  portrait(front, 3.4, 17, 19, 26, random.branch('face'));
  const x = 24.6;
  front.block();
  front.line(
    x,
    20.4,
    [...label('Số', 'No.', 6), { text: ` ${person.personalId}`, bold: true, sizePt: 10.4, field: 'personal_id' }],
    value,
  );
  front.line(
    x,
    24.6,
    [...label('Họ và tên', 'Full name'), { text: ` ${upper(person.name)}`, bold: true, field: 'full_name' }],
    value,
  );
  front.line(
    x,
    28.2,
    [...label('Ngày sinh', 'Date of birth'), { text: ` ${slashDate(person.born)}`, field: 'birth_date' }],
    value,
  );
  front.line(
    x + 40,
    28.2,
    [...label('Giới tính', 'Sex', 4.6), { text: ` ${sexWord(person)}`, field: 'gender' }],
    value,
  );
  front.line(x, 31.6, [...label('Quốc tịch', 'Nationality'), { text: ' Việt Nam', field: 'nationality' }], value);
  const long: Style = { ...value, sizePt: 6.6 };
  front.block();
  const end = front.paragraph(
    x,
    35,
    59,
    [
      ...label('Quê quán', 'Place of origin'),
      { text: ` ${placeText(person.birthplace, 3)}`, field: 'place_of_origin' },
    ],
    long,
  );
  front.block();
  front.paragraph(
    x,
    end + 0.5,
    59,
    [...label('Nơi thường trú', 'Place of residence'), { text: ` ${person.formerAddress}`, field: 'residence' }],
    long,
  );
  front.block();
  front.line(
    3.4,
    51.4,
    [
      ...label('Có giá trị đến', 'Date of expiry', 4.8),
      { text: ` ${expires === null ? 'Không thời hạn' : slashDate(expires)}`, sizePt: 6.2, field: 'expiry_date' },
    ],
    value,
  );
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.93, 0.96, 0.92], [0.76, 0.84, 0.7]);
  back.block();
  back.line(4, 5.2, label('Đặc điểm nhận dạng', 'Personal identification'), value);
  back.line(
    4,
    8.4,
    [
      {
        text: random.pick([
          'Nốt ruồi C:1cm trước tai trái',
          'Sẹo chấm C:2cm trên sau mép phải',
          'Nốt ruồi C:3cm dưới mắt phải',
        ]),
        field: 'identifying_marks',
      },
    ],
    value,
  );
  back.line(
    4,
    12.4,
    [...label('Ngày, tháng, năm', 'Date, month, year'), { text: ` ${slashDate(issued)}`, field: 'issue_date' }],
    value,
  );
  back.block();
  for (const [index, text] of ['CỤC TRƯỞNG CỤC CẢNH SÁT', 'QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI'].entries())
    back.line(4, 16 + index * 2.4, [{ text, bold: true, sizePt: 5.2 }], value, { align: 'center', width: 46 });
  back.line(4, 33.6, [{ text: commonName(random, true), bold: true, sizePt: 6 }], value, {
    align: 'center',
    width: 46,
  });
  chip(back, 8, 23);
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 22, 27.6, 16);
    drawSeal(back, 28, 26, { diameterMm: 14, upper: 'BỘ CÔNG AN', lower: 'CỤC CẢNH SÁT' }, random.real(-6, 6));
  }
  for (const [index, text] of ['Ngón trỏ trái', 'Ngón trỏ phải'].entries()) {
    back.block();
    back.line(55 + index * 15, 5.4, [{ text, sizePt: 4.4 }], value, { align: 'center', width: 14 });
    fingerprint(back, 62 + index * 15, 15, random.branch(text));
  }
  machineZone(back, person, expires);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  if (person.oldId !== '') draft.machine('old_identity_number', person.oldId, 1, qrBox);
  return { type: 'citizen_id_2021', draft, format: 'card', barcodes: [qr] };
}

/** Card of 2024: date, sex and nationality in rows of their own; on the back two dates under each other. */
async function cardOf2024(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2024, month: 7, day: 15 }, random.int(0, 800));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const drawn = commonPerson(random, { levels, bornFrom: 1950, bornTo: 2009 });
  const person = {
    ...drawn,
    idIssued: issued,
    formerAddress: drawn.address,
    oldId: random.maybe(0.4) ? drawn.oldId : '',
  };
  const expires = cardExpiry(person, issued);
  const draft = await Draft.begin([look.family, 'mono']);
  const value: Style = { family: look.family, sizePt: 7.2, leading: 1.16 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.94, 0.96, 0.97], [0.76, 0.84, 0.88]);
  emblem(front, 9.6, 8.4, 5.2);
  const centre = { align: 'center', width: 64 } as const;
  front.block();
  front.line(17, 4.4, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 5.8 }], value, centre);
  front.line(17, 6.9, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.4 }], value, centre);
  front.line(17, 12.6, [{ text: 'CĂN CƯỚC', bold: true, sizePt: 11, colour: red }], value, centre);
  front.line(17, 15.2, [{ text: 'IDENTITY CARD', bold: true, sizePt: 5.4, colour: red }], value, centre);
  portrait(front, 3.4, 17.4, 19.4, 27, random.branch('face'));
  const x = 25.6;
  front.block();
  front.line(x, 20.6, label('Số định danh cá nhân', 'Personal identification number', 4.8), value);
  front.line(x, 24.6, [{ text: person.personalId, bold: true, sizePt: 10.6, field: 'personal_id' }], value);
  front.block();
  front.line(x, 28.6, label('Họ, chữ đệm và tên khai sinh', 'Full name', 4.8), value);
  front.line(x, 32, [{ text: upper(person.name), bold: true, sizePt: 8, field: 'full_name' }], value);
  front.block();
  front.line(
    x,
    36.6,
    [
      ...label('Ngày, tháng, năm sinh', 'Date of birth', 4.8),
      { text: ` ${slashDate(person.born)}`, field: 'birth_date' },
    ],
    value,
  );
  front.line(x, 40.6, [...label('Giới tính', 'Sex', 4.8), { text: ` ${sexWord(person)}`, field: 'gender' }], value);
  front.line(x, 44.6, [...label('Quốc tịch', 'Nationality', 4.8), { text: ' Việt Nam', field: 'nationality' }], value);
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.94, 0.97, 0.95], [0.74, 0.86, 0.8]);
  const long: Style = { ...value, sizePt: 6.4 };
  back.block();
  const end = back.paragraph(
    4,
    4.8,
    59,
    [...label('Nơi cư trú', 'Place of residence', 4.8), { text: ` ${person.address}`, field: 'residence' }],
    long,
  );
  back.block();
  const below = back.paragraph(
    4,
    end + 0.8,
    59,
    [
      ...label('Nơi đăng ký khai sinh', 'Place of birth registration', 4.8),
      { text: ` ${placeText(person.birthplace, levels)}`, field: 'birth_registration_place' },
    ],
    long,
  );
  back.block();
  back.line(
    4,
    below + 1.2,
    [...label('Ngày, tháng, năm cấp', 'Date of issue', 4.8), { text: ` ${slashDate(issued)}`, field: 'issue_date' }],
    value,
  );
  back.line(
    4,
    below + 4.8,
    [
      ...label('Ngày, tháng, năm hết hạn', 'Date of expiry', 4.8),
      { text: ` ${expires === null ? 'Không thời hạn' : slashDate(expires)}`, field: 'expiry_date' },
    ],
    value,
  );
  back.block();
  back.line(26, 31.4, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 6.2 }], value, { align: 'center', width: 36 });
  back.line(26, 33.8, [{ text: 'MINISTRY OF PUBLIC SECURITY', sizePt: 4.4 }], value, { align: 'center', width: 36 });
  chip(back, 8, 28);
  const qrBox = { x: 66, y: 3.6, width: 16, height: 16 };
  const qr = cardQr(person, packedDate);
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width);
  machineZone(back, person, expires);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  if (person.oldId !== '') draft.machine('old_identity_number', person.oldId, 2, qrBox);
  return { type: 'citizen_id_2024', draft, format: 'card', barcodes: [qr] };
}

/** Nine-digit card of the printed years: values under the two long labels, "Ngày … tháng …". */
async function printedCard9(random: Chance, look: Look): Promise<Paper> {
  const person = commonPerson(random, { levels: 3, bornFrom: 1945, bornTo: 1996 });
  const issued = addDays({ year: Math.max(2004, person.born.year + 15), month: 3, day: 9 }, random.int(0, 2600));
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: 7.6, leading: 1.2 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.92, 0.96, 0.93], [0.74, 0.85, 0.76]);
  emblem(front, 11.5, 9, 5.8);
  const centre = { align: 'center', width: 62 } as const;
  front.block();
  front.line(21, 5, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 6.4 }], style, centre);
  front.line(21, 8, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 6 }], style, centre);
  front.line(21, 12.6, [{ text: 'GIẤY CHỨNG MINH NHÂN DÂN', bold: true, sizePt: 9, colour: red }], style, centre);
  front.line(
    21,
    17.2,
    [
      { text: 'Số: ', bold: true, sizePt: 8.4, colour: red },
      { text: person.oldId, bold: true, sizePt: 10, colour: red, field: 'identity_number' },
    ],
    style,
    centre,
  );
  portrait(front, 3, 17.4, 18.6, 25.4, random.branch('face'));
  const x = 24;
  const bare = (text: string): string => text.replace(/(xã|phường|huyện|quận|tỉnh|thành phố) /g, '');
  front.block();
  front.line(x, 22.6, [{ text: 'Họ và tên: ' }, { text: upper(person.name), bold: true, field: 'full_name' }], style);
  front.line(x, 27, [{ text: 'Sinh ngày: ' }, { text: slashDate(person.born), field: 'birth_date' }], style);
  front.block();
  front.line(x, 31.4, 'Nguyên quán:', style);
  const end = front.paragraph(
    x + 2,
    34.8,
    57,
    [{ text: bare(placeText(person.birthplace, 3)), bold: true, field: 'place_of_origin' }],
    style,
  );
  front.block();
  front.line(x, end + 1, 'Nơi ĐKHK thường trú:', style);
  front.paragraph(x + 2, end + 4.4, 57, [{ text: bare(person.formerAddress), bold: true, field: 'residence' }], style);
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.93, 0.96, 0.92], [0.78, 0.86, 0.74]);
  back.block();
  back.line(4, 5.6, [{ text: 'Dân tộc: ' }, { text: person.ethnicity, field: 'ethnicity' }], style);
  back.line(
    46,
    5.6,
    [{ text: 'Tôn giáo: ' }, { text: random.pick(['Không', 'Không', 'Phật giáo', 'Công giáo']), field: 'religion' }],
    style,
  );
  back.rule(2.8, 8, 83, 8, 0.15);
  back.block();
  back.line(28, 12, [{ text: 'DẤU VẾT RIÊNG VÀ DỊ HÌNH', bold: true, sizePt: 6.4 }], style, {
    align: 'center',
    width: 55,
  });
  back.paragraph(
    30,
    16.4,
    52,
    [
      {
        text: random.pick([
          'Nốt ruồi cách 1cm trên sau mép trái',
          'Sẹo chấm cách 2cm dưới trước mắt phải',
          'Nốt ruồi cách 3cm trước đỉnh tai phải',
        ]),
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
  const province = `${person.home.provinceKind === 'tỉnh' ? 'TỈNH' : 'TP'} ${upper(person.home.province)}`;
  back.block();
  back.line(29, 27, [{ text: longDate(issued).replace('ngày', 'Ngày'), field: 'issue_date' }], style, {
    align: 'center',
    width: 54,
  });
  back.line(29, 30.8, [{ text: `GIÁM ĐỐC CÔNG AN ${province}`, bold: true, sizePt: 6 }], style, {
    align: 'center',
    width: 54,
  });
  back.line(29, 49, [{ text: commonName(random, true), bold: true, sizePt: 6.4 }], style, {
    align: 'center',
    width: 54,
  });
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 50, 41, 18);
    drawSeal(back, 47, 40, { diameterMm: 15, upper: 'CÔNG AN', lower: province }, random.real(-8, 8));
  }
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'identity_card_9', draft, format: 'card' };
}

export const unseenChipCards: readonly RoundTemplate[] = [
  { name: 'labels before values, expiry at the foot', draw: chipCard },
];
export const unseenCards2024: readonly RoundTemplate[] = [
  { name: 'rows on the front, wrapped values on the back', draw: cardOf2024 },
];
export const unseenCards9: readonly RoundTemplate[] = [
  { name: 'printed, long values under their labels', draw: printedCard9 },
];
