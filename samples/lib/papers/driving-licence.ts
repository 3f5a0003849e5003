import { Draft } from '../draft.ts';
import { inventPerson } from '../people.ts';
import { drawQr } from '../qr.ts';
import type { Chance } from '../random.ts';
import { drawSeal } from '../seal.ts';
import type { Style } from '../sheet.ts';
import { addDays, isoDate, packedDate, slashDate } from '../words.ts';
import { CARD, cardGround, label, portrait, red } from './card-art.ts';
import { type Look, type Paper, type PaperMaker, upper } from './common.ts';

/** Giấy phép lái xe, PET card (TT 12/2025/TT-BCA). */
async function drawDrivingLicence(random: Chance, look: Look): Promise<Paper> {
  const person = inventPerson(random, { bornTo: 2003 });
  const issued = addDays({ year: 2025, month: 3, day: 5 }, random.int(0, 560));
  const passed = addDays(issued, -random.int(8, 40));
  const licenceClass = random.pick(['A1', 'A', 'B', 'B', 'C1', 'C', 'D2']);
  const unlimited = licenceClass.startsWith('A');
  const expires = addDays(issued, 3652);
  const number = `${person.home.provinceCode}${random.digits(9)}`;
  const draft = await Draft.begin([look.family]);
  const value: Style = { family: look.family, sizePt: 7, leading: 1.2 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.98, 0.95, 0.82], [0.9, 0.82, 0.55]);
  front.block();
  front.line(3, 4.6, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 5.4 }], value, { align: 'center', width: 24 });
  front.line(3, 7, [{ text: 'MINISTRY OF PUBLIC SECURITY', sizePt: 3.6 }], value, { align: 'center', width: 24 });
  front.block();
  front.line(28, 4.6, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 5.8 }], value, {
    align: 'center',
    width: 55,
  });
  front.line(28, 7.2, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.4 }], value, {
    align: 'center',
    width: 55,
  });
  front.block();
  front.line(24, 12.2, [{ text: "GIẤY PHÉP LÁI XE/DRIVER'S LICENSE", bold: true, sizePt: 7.6, colour: red }], value, {
    align: 'center',
    width: 60,
  });
  front.line(
    26,
    16.6,
    [
      { text: 'Số / ', colour: red },
      { text: 'No.: ', italic: true, colour: red },
      { text: number, bold: true, sizePt: 8.4, field: 'licence_number', colour: red },
    ],
    value,
  );
  portrait(front, 3.4, 13, 19, 25, random.branch('face'));
  const x = 24.5;
  front.block();
  const put = (y: number, vi: string, en: string, text: string, field: string, at = x): void => {
    front.line(
      at,
      y,
      [...label(vi, en, 4.8), { text: ` ${text}`, bold: field === 'full_name', field }],
      field === 'issuer' ? { ...value, sizePt: 6 } : value,
    );
  };
  put(20.6, look.template === 1 ? 'Họ và tên' : 'Họ tên', 'Full name', upper(person.name), 'full_name');
  put(24.4, 'Ngày sinh', 'Date of birth', slashDate(person.born), 'birth_date');
  put(28.2, 'Quốc tịch', 'Nationality', 'VIỆT NAM', 'nationality');
  front.paragraph(
    x,
    32,
    59.5,
    [...label('Nơi cư trú', 'Address', 4.8), { text: ` ${person.address}`, field: 'residence' }],
    { ...value, sizePt: 6.4 },
  );
  front.block();
  if (look.template === 1) {
    put(40.4, 'Hạng', 'Class', licenceClass, 'licence_class');
    put(40.4, 'Ngày cấp', 'Date of issue', slashDate(issued), 'issue_date', x + 22);
    put(44.2, 'Ngày hết hạn', 'Date of expiry', unlimited ? 'Không thời hạn' : slashDate(expires), 'expiry_date');
    put(48, 'Cơ quan cấp', 'Issued by', `Phòng CSGT Công an ${person.home.province}`, 'issuer');
  } else {
    front.line(
      3.4,
      42.4,
      [...label('Hạng', 'Class', 5), { text: ` ${licenceClass}`, bold: true, sizePt: 9, field: 'licence_class' }],
      value,
    );
    front.line(3.4, 47, label('Có giá trị đến', 'Expires', 4.4), value);
    front.line(
      3.4,
      50.2,
      [{ text: unlimited ? 'Không thời hạn' : slashDate(expires), field: 'expiry_date', bold: true, sizePt: 6.6 }],
      value,
    );
    put(40.6, 'Ngày cấp', 'Date of issue', slashDate(issued), 'issue_date', 36);
    put(44.2, 'Cơ quan cấp', 'Issued by', `Phòng CSGT Công an ${person.home.province}`, 'issuer');
  }
  if (look.inked)
    drawSeal(
      front,
      72,
      46.5,
      { diameterMm: 11, upper: 'CÔNG AN', lower: upper(person.home.province) },
      random.real(-8, 8),
    );
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.98, 0.96, 0.86], [0.9, 0.84, 0.62]);
  back.block();
  back.line(4, 5.6, [{ text: 'CÁC LOẠI XE CƠ GIỚI ĐƯỜNG BỘ ĐƯỢC ĐIỀU KHIỂN', bold: true, sizePt: 5.6 }], value);
  back.line(4, 8.2, [{ text: 'CLASSIFICATION OF MOTOR VEHICLES', italic: true, sizePt: 4.6 }], value);
  back.paragraph(
    4,
    12.6,
    56,
    [
      {
        text: `${licenceClass}: ${licenceClass.startsWith('A') ? 'Xe mô tô hai bánh có dung tích xi-lanh đến 125 cm³ hoặc có công suất động cơ điện đến 11 kW' : 'Xe ô tô chở người đến 08 chỗ (không kể chỗ của người lái xe); xe ô tô tải có khối lượng toàn bộ theo thiết kế đến 3.500 kg'}`,
      },
    ],
    { ...value, sizePt: 6 },
  );
  back.block();
  back.line(
    4,
    28,
    [...label('Ngày trúng tuyển', 'Beginning date', 4.8), { text: ` ${slashDate(passed)}`, field: 'exam_date' }],
    value,
  );
  const qr = `${number}|${person.name}|${packedDate(person.born)}|${licenceClass}|${packedDate(issued)}`;
  const qrBox = { x: 64, y: 14, width: 16, height: 16 };
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 2, qrBox);
  for (const [field, day] of [
    ['birth_date', person.born],
    ['issue_date', issued],
    ['exam_date', passed],
  ] as const)
    draft.value(field, isoDate(day));
  draft.value('expiry_date', unlimited ? 'không thời hạn' : isoDate(expires));
  return { type: 'driving_licence', draft, format: 'card', barcodes: [qr] };
}

export const drivingLicence: PaperMaker = {
  type: 'driving_licence',
  templates: [
    { name: 'class at the left, expiry below the portrait', set: 'build' },
    { name: 'all rows at the right', set: 'holdout' },
  ],
  draw: drawDrivingLicence,
};
