import { Draft } from '../../draft.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import { drawSeal, drawSignature } from '../../seal.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, isoDate, packedDate, slashDate } from '../../words.ts';
import { CARD, cardGround, portrait, red } from '../card-art.ts';
import { type Look, type Paper, type RoundTemplate, upper } from '../common.ts';
import { days } from './form.ts';
import { field, lab, state } from './identity-cards.ts';
import { nameOf, personOf } from './people.ts';

const vehicles: Readonly<Record<string, string>> = {
  A1: 'Xe mô tô hai bánh có dung tích xi-lanh đến 125 cm³ hoặc công suất động cơ điện đến 11 kW',
  B: 'Xe ô tô chở người đến 08 chỗ (không kể chỗ của người lái xe); xe ô tô tải có khối lượng đến 3.500 kg',
  C1: 'Xe ô tô tải có khối lượng trên 3.500 kg đến 7.500 kg; các loại xe quy định cho hạng B',
  D2: 'Xe ô tô chở người trên 16 chỗ đến 29 chỗ (không kể chỗ của người lái xe)',
};

/** Licence of the police: class at the head of the lines, expiry beside it, place and date at the foot in both languages. */
async function licence(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 3, day: 5 }, random.int(0, 600));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const person = personOf(random, { levels, bornFrom: 1962, bornTo: 2001 });
  const passed = addDays(issued, -random.int(6, 40));
  const licenceClass = random.pick(['A1', 'B', 'B', 'C1', 'D2']);
  const unlimited = licenceClass === 'A1';
  const expires = addDays(issued, licenceClass === 'D2' ? 1826 : 3652);
  const number = `${person.birthplace.provinceCode.slice(1)}${random.int(0, 1)}${random.digits(9)}`;
  const { province } = person.home;
  const issuer = `Phòng Cảnh sát giao thông - CA ${person.home.provinceKind === 'tỉnh' ? 'tỉnh' : 'TP.'} ${province}`;
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: 6.9, leading: 1.16 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.99, 0.95, 0.88], [0.95, 0.84, 0.7]);
  state(front, 25, 58, style, false);
  front.block();
  front.line(2.6, 4.6, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 5.4 }], style, { align: 'center', width: 22 });
  const centre = { align: 'center', width: 58 } as const;
  front.block();
  front.line(
    25,
    11.4,
    [{ text: "GIẤY PHÉP LÁI XE / DRIVER'S LICENSE", bold: true, sizePt: 7.2, colour: red }],
    style,
    centre,
  );
  const title: Run[] = [
    { text: 'Số / No: ', sizePt: 6.4, colour: red },
    { text: number, bold: true, sizePt: 8.6, colour: red, field: 'licence_number' },
  ];
  front.line(25, 15.4, title, style, centre);
  portrait(front, 3, 9.6, 19.4, 26, random.branch('face'));
  const x = 24.4;
  const put = (at: number, y: number, width: number, vi: string, en: string, value: Run): number =>
    field(front, at, y, width, lab(vi, en, 4.8), value, style);
  put(x, 19.6, 24, 'Hạng', 'Class', { text: licenceClass, bold: true, sizePt: 8, field: 'licence_class' });
  const until = unlimited ? 'Không thời hạn' : slashDate(expires);
  put(x + 21, 19.6, 40, 'Có giá trị đến', 'Expires', { text: until, field: 'expiry_date' });
  put(x, 23.4, 59, 'Họ và tên', 'Full name', { text: upper(person.name), bold: true, field: 'full_name' });
  put(x, 26.8, 59, 'Ngày sinh', 'Date of birth', { text: slashDate(person.born), field: 'birth_date' });
  put(x, 30.2, 59, 'Quốc tịch', 'Nationality', { text: 'VIỆT NAM', field: 'nationality' });
  put(x, 33.6, 59, 'Nơi cư trú', 'Address', { text: person.address, field: 'residence' });
  put(3, 41.6, 40, 'CQ cấp', 'Issued by', { text: issuer, field: 'issuer' });
  front.block();
  const [day, month] = slashDate(issued).split('/');
  const dated = `ngày/date ${day} tháng/month ${month} năm/year ${issued.year}`;
  const slant = { italic: true, sizePt: 5 } as const;
  front.line(43, 41.6, [{ text: dated, ...slant, field: 'issue_date' }], style, { align: 'center', width: 40 });
  front.line(43, 44, [{ text: 'TRƯỞNG PHÒNG', bold: true, sizePt: 5 }], style, { align: 'center', width: 40 });
  front.line(43, 52, [{ text: nameOf(random, true), bold: true, sizePt: 5.6 }], style, { align: 'center', width: 40 });
  if (look.inked) {
    drawSignature(front, random.branch('signature'), 58, 48.6, 13);
    drawSeal(front, 56, 48, { diameterMm: 10, upper: 'PHÒNG CẢNH SÁT', lower: 'GIAO THÔNG' }, random.real(-8, 8));
  }
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.99, 0.96, 0.92], [0.95, 0.88, 0.78]);
  back.block();
  back.line(
    3,
    5,
    [{ text: 'PHƯƠNG TIỆN ĐƯỢC ĐIỀU KHIỂN / CLASSIFICATION OF VEHICLES', bold: true, sizePt: 4.8 }],
    style,
  );
  back.block();
  back.line(3, 11, [{ text: licenceClass, bold: true, sizePt: 8 }], style);
  back.paragraph(11, 10.4, 50, [{ text: vehicles[licenceClass]!, sizePt: 5.4 }], { ...style, sizePt: 5.4 });
  const exam: Run[] = lab('Ngày trúng tuyển', 'Date of passing', 4.8);
  field(back, 3, 24, 58, exam, { text: slashDate(passed), field: 'exam_date' }, style);
  const qr = [number, person.name, packedDate(person.born), licenceClass, packedDate(issued)].join('|');
  const qrBox = { x: 65, y: 8, width: 17, height: 17 };
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 2, qrBox);
  draft.value('nationality', 'Việt Nam');
  days(draft, { birth_date: person.born, issue_date: issued, exam_date: passed });
  draft.value('expiry_date', unlimited ? 'không thời hạn' : isoDate(expires));
  return { type: 'driving_licence', draft, format: 'card', barcodes: [qr] };
}

export const sixthLicences: readonly RoundTemplate[] = [
  { name: 'class and expiry first, date at the foot', draw: licence },
];
