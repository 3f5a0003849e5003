import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import { drawSeal, drawSignature } from '../../seal.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, isoDate, slashDate } from '../../words.ts';
import { CARD, cardGround, portrait, red } from '../card-art.ts';
import { type Look, type Paper, type RoundTemplate, upper } from '../common.ts';
import { commonName, commonPerson } from '../unseen/people.ts';

const vehicles: Readonly<Record<string, readonly [string, string]>> = {
  A1: ['Xe mô tô hai bánh dung tích xi-lanh đến 125 cm³', 'Motorcycles up to 125 cc'],
  A: ['Xe mô tô hai bánh dung tích xi-lanh trên 125 cm³ và xe hạng A1', 'Motorcycles over 125 cc'],
  B: ['Xe ô tô chở người đến 08 chỗ; xe ô tô tải đến 3.500 kg', 'Passenger cars up to 8 seats; trucks up to 3,500 kg'],
  C1: ['Xe ô tô tải trên 3.500 kg đến 7.500 kg và xe hạng B', 'Trucks from 3,500 kg to 7,500 kg'],
  D2: ['Xe ô tô chở người trên 16 chỗ đến 29 chỗ', 'Buses from 16 to 29 seats'],
};

/** Plastic card by TT 12/2025/TT-BCA, in the order of the circular: dates and issuing office before the residence, the class last. */
async function draw(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 3, day: 10 }, random.int(0, 610));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const person = commonPerson(random, { levels, bornFrom: 1960, bornTo: 2005 });
  const passed = addDays(issued, -random.int(5, 30));
  const licenceClass = random.pick(['A1', 'A1', 'A', 'B', 'B', 'B', 'C1', 'D2']);
  const unlimited = licenceClass.startsWith('A');
  const expires = addDays(issued, licenceClass === 'B' || licenceClass === 'C1' ? 3652 : 1826);
  const number = `${person.birthplace.provinceCode.slice(1)}${random.int(0, 2)}${random.digits(9)}`;
  const draft = await Draft.begin([look.family]);
  const value: Style = { family: look.family, sizePt: 6.9, leading: 1.16 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.97, 0.95, 0.84], [0.88, 0.82, 0.6]);
  const right = { align: 'center', width: 57 } as const;
  const left = { align: 'center', width: 22 } as const;
  front.block();
  front.line(2.6, 5, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 5.8 }], value, left);
  front.line(2.6, 7.4, [{ text: 'MPS', bold: true, sizePt: 5 }], value, left);
  front.block();
  front.line(26, 4.6, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 5.8 }], value, right);
  front.line(26, 7, [{ text: 'SOCIALIST REPUBLIC OF VIET NAM', sizePt: 4.6 }], value, right);
  front.line(
    26,
    11,
    [{ text: 'GIẤY PHÉP LÁI XE / DRIVER’S LICENSE', bold: true, sizePt: 7.6, colour: red }],
    value,
    right,
  );
  front.line(
    26,
    14.8,
    [
      { text: 'Số/No.: ', bold: true, sizePt: 7, colour: red },
      { text: number, bold: true, sizePt: 8.4, field: 'licence_number' },
    ],
    value,
    right,
  );
  portrait(front, 3.4, 10, 20, 26.6, random.branch('face'));
  const x = 26;
  const lab = (vi: string, en: string): Run[] => [
    { text: `${vi}/`, sizePt: 5.4 },
    { text: `${en}: `, italic: true, sizePt: 5 },
  ];
  front.block();
  front.line(
    x,
    18.8,
    [...lab('Họ tên', 'Full name'), { text: upper(person.name), bold: true, field: 'full_name' }],
    value,
  );
  front.line(
    x,
    22.4,
    [...lab('Ngày sinh', 'Date of birth'), { text: slashDate(person.born), field: 'birth_date' }],
    value,
  );
  front.line(x, 26, [...lab('Quốc tịch', 'Nationality'), { text: 'VIỆT NAM', field: 'nationality' }], value);
  front.line(x, 29.6, [...lab('Ngày cấp', 'Date of issue'), { text: slashDate(issued), field: 'issue_date' }], value);
  front.line(
    x,
    33.2,
    [
      ...lab('Ngày hết hạn', 'Date of expiry'),
      { text: unlimited ? 'Không thời hạn' : slashDate(expires), field: 'expiry_date' },
    ],
    value,
  );
  front.line(
    x,
    36.8,
    [
      ...lab('Cơ quan cấp', 'Issued by'),
      {
        text: `Phòng CSGT - Công an ${person.home.provinceKind} ${person.home.province}`,
        sizePt: 5.3,
        field: 'issuer',
      },
    ],
    value,
  );
  front.block();
  front.paragraph(x, 40.4, 57, [...lab('Nơi cư trú', 'Address'), { text: person.address, field: 'residence' }], {
    ...value,
    sizePt: 6.2,
  });
  front.block();
  front.line(
    3.4,
    42,
    [...lab('Hạng', 'Class'), { text: licenceClass, bold: true, sizePt: 11, field: 'licence_class' }],
    value,
  );
  front.block();
  front.line(44, 51.8, [{ text: commonName(random, true), bold: true, sizePt: 5.4 }], value, {
    align: 'center',
    width: 36,
  });
  if (look.inked) {
    drawSignature(front, random.branch('signature'), 54, 49.4, 12);
    drawSeal(
      front,
      50,
      49.2,
      { diameterMm: 9, upper: 'CÔNG AN', lower: upper(person.home.province) },
      random.real(-8, 8),
    );
  }
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.97, 0.96, 0.88], [0.88, 0.84, 0.66]);
  const line = rgb(0.3, 0.3, 0.3);
  back.block();
  back.line(3, 5, [{ text: 'CÁC LOẠI XE CƠ GIỚI ĐƯỜNG BỘ ĐƯỢC ĐIỀU KHIỂN', bold: true, sizePt: 5.6 }], value, {
    align: 'center',
    width: 58,
  });
  back.line(3, 7.4, [{ text: 'CLASSIFICATION OF MOTOR VEHICLES', italic: true, sizePt: 4.6 }], value, {
    align: 'center',
    width: 58,
  });
  for (const [y0, y1] of [
    [9, 9],
    [14, 14],
    [24, 24],
  ] as const)
    back.rule(3, y0, 61, y1, 0.15, line);
  for (const edge of [3, 11, 45, 61]) back.rule(edge, 9, edge, 24, 0.15, line);
  back.block();
  back.line(3, 12.4, [{ text: 'Hạng', bold: true, sizePt: 4.8 }], value, { align: 'center', width: 8 });
  back.line(11, 12.4, [{ text: 'Loại xe/Vehicles', bold: true, sizePt: 4.8 }], value, { align: 'center', width: 34 });
  back.line(45, 12.4, [{ text: 'Ngày trúng tuyển', bold: true, sizePt: 4.8 }], value, { align: 'center', width: 16 });
  back.block();
  back.line(3, 18.6, [{ text: licenceClass, bold: true, sizePt: 6.6 }], value, { align: 'center', width: 8 });
  back.block();
  const end = back.paragraph(12, 16.8, 32, [{ text: vehicles[licenceClass]![0], sizePt: 4.6 }], {
    ...value,
    sizePt: 4.8,
  });
  back.line(12, end, [{ text: vehicles[licenceClass]![1], italic: true, sizePt: 4 }], value);
  back.block();
  back.line(45, 18.6, [{ text: slashDate(passed), sizePt: 5.6, field: 'exam_date' }], value, {
    align: 'center',
    width: 16,
  });
  const qr = `${number};${upper(person.name)};${slashDate(person.born)};${licenceClass};${slashDate(issued)};${unlimited ? 'KTH' : slashDate(expires)}`;
  const qrBox = { x: 63.6, y: 4.6, width: 18.4, height: 18.4 };
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 2, qrBox);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('exam_date', isoDate(passed));
  draft.value('expiry_date', unlimited ? 'không thời hạn' : isoDate(expires));
  return { type: 'driving_licence', draft, format: 'card', barcodes: [qr] };
}

export const thirdLicences: readonly RoundTemplate[] = [
  { name: 'order of the circular of 2025, dates before the residence', draw },
];
