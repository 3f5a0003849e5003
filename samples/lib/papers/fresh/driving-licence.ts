import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import { drawSeal, drawSignature } from '../../seal.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, isoDate, packedDate, slashDate } from '../../words.ts';
import { CARD, cardGround, portrait, red } from '../card-art.ts';
import { type Look, type Paper, type RoundTemplate, upper } from '../common.ts';
import { freshName, freshPerson } from './people.ts';

const vehicles: Readonly<Record<string, string>> = {
  A1: 'Xe mô tô hai bánh có dung tích xi lanh từ 50 đến dưới 175 cm³',
  A: 'Xe mô tô hai bánh có dung tích xi-lanh trên 125 cm³ hoặc có công suất động cơ điện trên 11 kW và các loại xe quy định cho giấy phép lái xe hạng A1',
  B2: 'Ô tô chở người đến 9 chỗ ngồi, kể cả chỗ của người lái; ô tô tải, máy kéo có trọng tải dưới 3.500 kg',
  B: 'Xe ô tô chở người đến 08 chỗ (không kể chỗ của người lái xe); xe ô tô tải có khối lượng toàn bộ theo thiết kế đến 3.500 kg',
  C: 'Ô tô tải, máy kéo có trọng tải từ 3.500 kg trở lên và các loại xe quy định cho giấy phép lái xe hạng B1, B2',
  D: 'Ô tô chở người từ 10 đến 30 chỗ ngồi và các loại xe quy định cho giấy phép lái xe hạng B1, B2, C',
  C1: 'Xe ô tô tải có khối lượng toàn bộ theo thiết kế trên 3.500 kg đến 7.500 kg; các loại xe quy định cho hạng B',
  D1: 'Xe ô tô chở người trên 08 chỗ đến 16 chỗ (không kể chỗ của người lái xe); các loại xe quy định cho hạng B, C1, C',
};

/** PET card of TT 12/2017/TT-BGTVT: slashes without spaces, place and date in two languages above the director's name. */
async function ministryCard(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2017, month: 8, day: 1 }, random.int(0, 2600));
  const person = freshPerson(random, { levels: 3, bornTo: issued.year - 22 });
  const passed = addDays(issued, -random.int(10, 900));
  const licenceClass = random.pick(['A1', 'B2', 'B2', 'C', 'D']);
  const unlimited = licenceClass === 'A1';
  const expires = addDays(issued, licenceClass === 'B2' ? 3652 : 1826);
  const number = `${person.home.provinceCode.slice(1)}0${random.digits(9)}`;
  const draft = await Draft.begin([look.family]);
  const value: Style = { family: look.family, sizePt: 6.8, leading: 1.2 };
  const blue = rgb(0.08, 0.16, 0.5);
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.98, 0.96, 0.84], [0.93, 0.86, 0.6]);
  const lab = (vi: string, en: string): Run[] => [
    { text: `${vi}/`, sizePt: 5.4, colour: blue },
    { text: `${en}: `, sizePt: 5.4, italic: true, colour: blue },
  ];
  const province = person.home.province;
  front.block();
  front.line(2, 4.4, [{ text: 'BỘ GTVT', bold: true, sizePt: 5.4 }], value, { align: 'center', width: 22 });
  front.line(2, 6.8, [{ text: 'MOT', sizePt: 4.4 }], value, { align: 'center', width: 22 });
  front.block();
  front.line(24, 4.4, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 5.8 }], value, {
    align: 'center',
    width: 60,
  });
  front.line(24, 6.9, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.4 }], value, {
    align: 'center',
    width: 60,
  });
  front.block();
  front.line(22, 11.4, [{ text: "GIẤY PHÉP LÁI XE/DRIVER'S LICENSE", bold: true, sizePt: 7.4, colour: red }], value, {
    align: 'center',
    width: 62,
  });
  front.line(
    22,
    15.4,
    [
      { text: 'Số/No: ', bold: true, colour: red },
      { text: number, bold: true, sizePt: 8, colour: red, field: 'licence_number' },
    ],
    value,
    { align: 'center', width: 62 },
  );
  portrait(front, 2.8, 12.6, 18.6, 25, random.branch('face'));
  const x = 23.6;
  front.block();
  front.line(
    x,
    19.6,
    [...lab('Họ tên', 'Full name'), { text: upper(person.name), bold: true, field: 'full_name' }],
    value,
  );
  front.line(
    x,
    23,
    [...lab('Ngày sinh', 'Date of Birth'), { text: slashDate(person.born), field: 'birth_date' }],
    value,
  );
  front.line(x, 26.4, [...lab('Quốc tịch', 'Nationality'), { text: 'VIỆT NAM', field: 'nationality' }], value);
  front.paragraph(x, 29.8, 60, [...lab('Nơi cư trú', 'Address'), { text: person.address, field: 'residence' }], {
    ...value,
    sizePt: 6.3,
  });
  front.block();
  const [day, month] = slashDate(issued).split('/');
  front.line(
    24,
    38.2,
    [
      { text: `${province}, `, italic: true, sizePt: 5.2 },
      {
        text: `ngày/date ${day} tháng/month ${month} năm/year ${issued.year}`,
        italic: true,
        sizePt: 5.2,
        field: 'issue_date',
      },
    ],
    value,
    { align: 'center', width: 60 },
  );
  front.line(33, 41, [{ text: 'KT. GIÁM ĐỐC', bold: true, sizePt: 5.2 }], value, { align: 'center', width: 50 });
  front.line(33, 43.2, [{ text: 'PHÓ GIÁM ĐỐC', bold: true, sizePt: 5.2 }], value, { align: 'center', width: 50 });
  front.line(33, 51.8, [{ text: freshName(random, true), bold: true, sizePt: 5.8 }], value, {
    align: 'center',
    width: 50,
  });
  front.block();
  front.line(
    3,
    42,
    [...lab('Hạng', 'Class'), { text: licenceClass, bold: true, sizePt: 9, field: 'licence_class' }],
    value,
  );
  front.line(
    3,
    47,
    lab('Có giá trị đến', 'Expires').map((run) => ({ ...run, sizePt: 4.8 })),
    value,
  );
  front.line(
    3,
    50,
    [{ text: unlimited ? 'Không thời hạn' : slashDate(expires), bold: true, sizePt: 6.4, field: 'expiry_date' }],
    value,
  );
  if (look.inked) {
    drawSignature(front, random.branch('signature'), 51, 47.4, 14);
    drawSeal(
      front,
      50,
      46.6,
      { diameterMm: 10.5, upper: 'SỞ GIAO THÔNG VẬN TẢI', lower: upper(province) },
      random.real(-8, 8),
    );
  }
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.98, 0.97, 0.88], [0.93, 0.88, 0.68]);
  back.block();
  back.line(3, 5, [{ text: 'CÁC LOẠI XE CƠ GIỚI ĐƯỜNG BỘ ĐƯỢC ĐIỀU KHIỂN', bold: true, sizePt: 5.6 }], value, {
    align: 'center',
    width: 79,
  });
  back.line(3, 7.6, [{ text: 'CLASSIFICATION OF MOTOR VEHICLES', italic: true, sizePt: 4.6 }], value, {
    align: 'center',
    width: 79,
  });
  for (const at of [10, 15, 30]) back.rule(3, at, 82.6, at, 0.15);
  for (const at of [3, 12, 60, 82.6]) back.rule(at, 10, at, 30, 0.15);
  back.block();
  back.line(3, 13.4, [{ text: 'Hạng', sizePt: 5 }], value, { align: 'center', width: 9 });
  back.line(12, 13.4, [{ text: 'Loại xe/Type of vehicles', sizePt: 5 }], value, { align: 'center', width: 48 });
  back.line(60, 13.4, [{ text: 'Ngày trúng tuyển/Beginning date', sizePt: 3.6 }], value, {
    align: 'center',
    width: 22.6,
  });
  back.block();
  back.line(3, 19, [{ text: licenceClass, bold: true }], value, { align: 'center', width: 9 });
  back.paragraph(13, 18.4, 46, [{ text: vehicles[licenceClass]! }], { ...value, sizePt: 5.6 });
  back.line(60, 19, [{ text: slashDate(passed), field: 'exam_date' }], value, { align: 'center', width: 22.6 });
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('exam_date', isoDate(passed));
  draft.value('expiry_date', unlimited ? 'không thời hạn' : isoDate(expires));
  return { type: 'driving_licence', draft, format: 'card' };
}

/** PET card since 2025: one row a label, the police as issuer below, two classes on some. */
async function policeCard(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 3, day: 10 }, random.int(0, 560));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const person = freshPerson(random, { levels, bornTo: 2004 });
  const passed = addDays(issued, -random.int(5, 900));
  const classes = random.pick([['A1'], ['B'], ['C1'], ['A1', 'B'], ['A', 'D1']]);
  const unlimited = classes.every((one) => one.startsWith('A'));
  const expires = addDays(issued, 3652);
  const number = `${random.pick(['75', '04', '96', '26'])}0${random.digits(9)}`;
  const draft = await Draft.begin([look.family]);
  const value: Style = { family: look.family, sizePt: 7, leading: 1.18 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.97, 0.95, 0.88], [0.88, 0.82, 0.66]);
  front.block();
  front.line(3, 4.2, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 6 }], value, {
    align: 'center',
    width: 79,
  });
  front.line(3, 6.9, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.6 }], value, {
    align: 'center',
    width: 79,
  });
  front.line(3, 11.6, [{ text: "GIẤY PHÉP LÁI XE / DRIVER'S LICENSE", bold: true, sizePt: 7.8, colour: red }], value, {
    align: 'center',
    width: 79,
  });
  portrait(front, 3, 15, 19, 26, random.branch('face'));
  const x = 24;
  const lab = (vi: string, en: string): Run[] => [
    { text: `${vi}/`, sizePt: 5.2 },
    { text: `${en}:`, italic: true, sizePt: 5.2 },
  ];
  front.block();
  front.line(
    x,
    16,
    [...lab('Số', 'No.'), { text: ` ${number}`, bold: true, sizePt: 8.4, field: 'licence_number', colour: red }],
    value,
  );
  front.line(
    x,
    19.8,
    [...lab('Họ, chữ đệm và tên', 'Full name'), { text: ` ${upper(person.name)}`, bold: true, field: 'full_name' }],
    value,
  );
  front.line(
    x,
    23.4,
    [...lab('Ngày, tháng, năm sinh', 'Date of birth'), { text: ` ${slashDate(person.born)}`, field: 'birth_date' }],
    value,
  );
  front.line(x, 27, [...lab('Quốc tịch', 'Nationality'), { text: ' Việt Nam', field: 'nationality' }], value);
  const end = front.paragraph(
    x,
    30.6,
    60,
    [...lab('Nơi cư trú', 'Place of residence'), { text: ` ${person.address}`, field: 'residence' }],
    { ...value, sizePt: 6.3 },
  );
  const y = Math.max(end + 0.8, 37.4);
  front.block();
  front.line(
    x,
    y,
    [...lab('Hạng', 'Class'), { text: ` ${classes.join(', ')}`, bold: true, sizePt: 8.4, field: 'licence_class' }],
    value,
  );
  front.line(
    x + 23,
    y,
    [...lab('Ngày cấp', 'Date of issue'), { text: ` ${slashDate(issued)}`, field: 'issue_date', sizePt: 6.2 }],
    value,
  );
  front.line(
    x,
    y + 3.6,
    [
      ...lab('Ngày hết hạn', 'Date of expiry'),
      { text: ` ${unlimited ? 'Không thời hạn' : slashDate(expires)}`, field: 'expiry_date', sizePt: 6.4 },
    ],
    value,
  );
  front.line(
    x,
    y + 7.2,
    [
      ...lab('Nơi cấp', 'Place of issue'),
      {
        text: ` ${random.pick(['Cục Cảnh sát giao thông', `Phòng CSGT - Công an ${person.home.provinceKind} ${person.home.province}`])}`,
        field: 'issuer',
        sizePt: 5.6,
      },
    ],
    value,
  );
  if (look.inked)
    drawSeal(
      front,
      14,
      46.4,
      { diameterMm: 10.5, upper: 'BỘ CÔNG AN', lower: 'CỤC CẢNH SÁT GIAO THÔNG' },
      random.real(-8, 8),
    );
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.97, 0.96, 0.9], [0.88, 0.84, 0.72]);
  back.block();
  back.line(4, 5, [{ text: 'Hạng xe được phép điều khiển / Vehicle categories', bold: true, sizePt: 5.6 }], value);
  let at = 9;
  for (const one of classes) {
    back.block();
    at =
      back.paragraph(4, at, 54, [{ text: `Hạng ${one}: `, bold: true }, { text: vehicles[one]! }], {
        ...value,
        sizePt: 5.6,
      }) + 0.8;
  }
  back.block();
  back.line(
    4,
    32,
    [...lab('Ngày trúng tuyển', 'Date of passing'), { text: ` ${slashDate(passed)}`, field: 'exam_date' }],
    value,
  );
  const qr = `${number}|${person.name}|${packedDate(person.born)}|${classes.join(',')}|${packedDate(issued)}`;
  const qrBox = { x: 63, y: 8, width: 18, height: 18 };
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 2, qrBox);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('exam_date', isoDate(passed));
  draft.value('expiry_date', unlimited ? 'không thời hạn' : isoDate(expires));
  draft.value('licence_class', classes.join(','));
  return { type: 'driving_licence', draft, format: 'card', barcodes: [qr] };
}

export const freshLicences: readonly RoundTemplate[] = [
  { name: 'card of the transport ministry, 2017', draw: ministryCard },
  { name: 'card of the police, other labels', draw: policeCard },
];
