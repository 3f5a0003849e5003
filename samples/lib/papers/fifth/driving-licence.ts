import { Draft } from '../../draft.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import { drawSeal, drawSignature } from '../../seal.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, type Day, isoDate, slashDate } from '../../words.ts';
import { CARD, cardGround, portrait, red } from '../card-art.ts';
import { type Look, type Paper, type RoundTemplate, upper } from '../common.ts';
import { personOf, signerOf } from './people.ts';

const vehicles: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  A1: [
    'Xe mô tô hai bánh có dung tích xi-lanh từ 50 cm3 đến dưới 175 cm3',
    'Motorcycle with cylinder capacity from 50cc to less than 175cc',
  ],
  B1: [
    'Ô tô số tự động chở người đến 9 chỗ ngồi, xe tải dưới 3.500 kg',
    'Automatic passenger car up to 9 seats, truck less than 3500kg',
  ],
  B2: [
    'Ô tô chở người đến 9 chỗ ngồi, ô tô tải, máy kéo có trọng tải dưới 3.500 kg',
    'Passenger car up to 9 seats, truck less than 3500kg',
  ],
  C: ['Ô tô tải, máy kéo có trọng tải từ 3.500 kg trở lên', 'Truck with a load of 3500kg and more'],
};
const two = (value: number): string => String(value).padStart(2, '0');
const titled = (vi: string, en: string): Run[] => [
  { text: `${vi}/`, sizePt: 5.6 },
  { text: `${en}:`, italic: true, sizePt: 5.2 },
];

/** Card of TT 12/2017/TT-BGTVT: the date of issue told with the place in two languages above the department that signs. */
async function licence(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2017, month: 6, day: 5 }, random.int(0, 2700));
  const person = personOf(random, { levels: 3, bornFrom: 1961, bornTo: issued.year - 19 });
  const grade = random.pick(['A1', 'A1', 'B1', 'B2', 'B2', 'C']);
  const passed = addDays(issued, -random.int(6, 30));
  const expires: Day | null =
    grade === 'A1' ? null : { ...issued, year: issued.year + (grade === 'C' ? 5 : 10), day: Math.min(issued.day, 28) };
  const { province, provinceKind, provinceCode } = person.home;
  const number = `${provinceCode.slice(1)}${random.int(0, 1)}${random.digits(9)}`;
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: 6.9, leading: 1.16 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.98, 0.95, 0.86], [0.93, 0.84, 0.62]);
  front.block();
  front.line(2, 4.8, [{ text: 'BỘ GTVT', bold: true, sizePt: 5.6 }], style, { align: 'center', width: 22 });
  front.line(2, 7.2, [{ text: 'MOT', bold: true, sizePt: 5 }], style, { align: 'center', width: 22 });
  const centre = { align: 'center', width: 59 } as const;
  front.block();
  front.line(24.6, 4.8, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 6 }], style, centre);
  front.line(24.6, 7.2, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.6 }], style, centre);
  front.block();
  front.line(
    24.6,
    12,
    [{ text: "GIẤY PHÉP LÁI XE / DRIVER'S LICENSE", bold: true, sizePt: 7.6, colour: red }],
    style,
    centre,
  );
  front.line(
    24.6,
    16,
    [
      { text: 'Số/No: ', bold: true, sizePt: 7.4, colour: red },
      { text: number, bold: true, sizePt: 8.6, field: 'licence_number' },
    ],
    style,
    centre,
  );
  portrait(front, 3.4, 10, 19, 25.2, random.branch('face'));
  const x = 25;
  const row = (y: number, vi: string, en: string, run: Run): number => {
    front.block();
    const start = front.line(x, y, titled(vi, en), style) + 1;
    return front.paragraph(x, y, 58.4, [run], style, { indent: start - x });
  };
  row(20.2, 'Họ tên', 'Full name', {
    text: upper(person.name),
    bold: true,
    field: 'full_name',
    sizePt: person.name.length > 24 ? 5.6 : 6.9,
  });
  row(23.8, 'Ngày sinh', 'Date of Birth', { text: slashDate(person.born), bold: true, field: 'birth_date' });
  row(27.4, 'Quốc tịch', 'Nationality', { text: 'VIỆT NAM', bold: true, field: 'nationality' });
  const address = person.address
    .replace(/xã /, 'X. ')
    .replace(/huyện /, 'H. ')
    .replace(/tỉnh /, 'T. ');
  row(31, 'Nơi cư trú', 'Address', {
    text: address,
    field: 'residence',
    sizePt: address.length > 58 ? 5.8 : 6.9,
  });
  front.block();
  front.line(
    30,
    38.2,
    [
      { text: `${province}, `, italic: true },
      {
        text: `ngày/date ${two(issued.day)} tháng/month ${two(issued.month)} năm/year ${issued.year}`,
        italic: true,
        field: 'issue_date',
      },
    ],
    { ...style, sizePt: 5.9 },
    { align: 'center', width: 54 },
  );
  const office = `SỞ GTVT ${provinceKind === 'tỉnh' ? 'TỈNH' : 'TP.'} ${upper(province)}`;
  front.line(34, 40.9, [{ text: office, bold: true, sizePt: 5.6, field: 'issuer' }], style, {
    align: 'center',
    width: 46,
  });
  front.line(34, 43.2, [{ text: 'KT. GIÁM ĐỐC - PHÓ GIÁM ĐỐC', bold: true, sizePt: 5.2 }], style, {
    align: 'center',
    width: 46,
  });
  front.line(34, 52, [{ text: signerOf(random, 1), bold: true, sizePt: 6 }], style, { align: 'center', width: 46 });
  if (look.inked) {
    drawSignature(front, random.branch('signature'), 52, 48.6, 14);
    drawSeal(
      front,
      45,
      47,
      { diameterMm: 11, upper: 'SỞ GIAO THÔNG VẬN TẢI', lower: upper(province) },
      random.real(-8, 8),
    );
  }
  front.block();
  front.line(
    3.4,
    40,
    [...titled('Hạng', 'Class'), { text: ` ${grade}`, bold: true, sizePt: 9.6, field: 'licence_class' }],
    style,
  );
  front.block();
  front.line(3.4, 45, titled('Có giá trị đến', 'Expires'), style);
  front.line(
    3.4,
    49,
    [{ text: expires === null ? 'Không thời hạn' : slashDate(expires), bold: true, field: 'expiry_date' }],
    style,
  );
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.98, 0.96, 0.9], [0.93, 0.86, 0.7]);
  back.block();
  back.line(3, 5, [{ text: 'CÁC LOẠI XE CƠ GIỚI ĐƯỜNG BỘ ĐƯỢC ĐIỀU KHIỂN', bold: true, sizePt: 5.6 }], style, {
    align: 'center',
    width: 62,
  });
  back.line(3, 7.4, [{ text: 'CLASSIFICATION OF MOTOR VEHICLES', italic: true, sizePt: 4.8 }], style, {
    align: 'center',
    width: 62,
  });
  for (const y of [9.4, 14.6, 30]) back.rule(3, y, 65, y, 0.15);
  for (const at of [3, 11, 47, 65]) back.rule(at, 9.4, at, 30, 0.15);
  for (const [at, width, texts] of [
    [3, 8, ['Hạng', 'Class']],
    [11, 36, ['Loại xe cơ giới đường bộ', 'Type of motor vehicles']],
    [47, 18, ['Ngày trúng tuyển', 'Beginning date']],
  ] as const) {
    back.block();
    for (const [index, text] of texts.entries())
      back.line(
        at,
        11.8 + index * 2,
        [{ text, sizePt: 4.5, ...(index === 0 ? { bold: true } : { italic: true }) }],
        style,
        { align: 'center', width },
      );
  }
  back.block();
  back.line(3, 20, [{ text: grade, bold: true }], style, { align: 'center', width: 8 });
  back.block();
  const [vi, en] = vehicles[grade]!;
  const end = back.paragraph(12, 17.8, 34, [{ text: vi }], { ...style, sizePt: 5 });
  back.paragraph(12, end + 0.2, 34, [{ text: en, italic: true }], { ...style, sizePt: 4.5 });
  back.block();
  back.line(47, 20, [{ text: slashDate(passed), field: 'exam_date' }], style, { align: 'center', width: 18 });
  const qrBox = { x: 67.4, y: 9.4, width: 15.4, height: 15.4 };
  const qr = `https://gplx.gov.vn/GPLX?s=${number}${random.digits(6)}`;
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 2, qrBox);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('exam_date', isoDate(passed));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  return { type: 'driving_licence', draft, format: 'card', barcodes: [qr] };
}

export const fifthLicences: readonly RoundTemplate[] = [
  { name: 'TT 12/2017, date of issue in two languages', draw: licence },
];
