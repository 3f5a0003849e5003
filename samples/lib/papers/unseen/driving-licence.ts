import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import { drawSeal, drawSignature } from '../../seal.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, isoDate, packedDate, slashDate } from '../../words.ts';
import { CARD, cardGround, portrait, red } from '../card-art.ts';
import { type Look, type Paper, type RoundTemplate, upper } from '../common.ts';
import { commonName, commonPerson } from './people.ts';

const vehicles: Readonly<Record<string, string>> = {
  A1: 'Xe mô tô hai bánh có dung tích xi-lanh đến 125 cm³ hoặc có công suất động cơ điện đến 11 kW',
  B: 'Xe ô tô chở người đến 08 chỗ (không kể chỗ của người lái xe); xe ô tô tải có khối lượng toàn bộ theo thiết kế đến 3.500 kg',
  C1: 'Xe ô tô tải có khối lượng toàn bộ theo thiết kế trên 3.500 kg đến 7.500 kg; các loại xe quy định cho hạng B',
  C: 'Xe ô tô tải có khối lượng toàn bộ theo thiết kế trên 7.500 kg; các loại xe quy định cho hạng B và hạng C1',
};

/** Card of the police since 2025: labels in one column and values in another, class and dates in a row below. */
async function draw(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 3, day: 12 }, random.int(0, 600));
  const person = commonPerson(random, { levels: 2, bornFrom: 1962, bornTo: 2004 });
  const passed = addDays(issued, -random.int(6, 40));
  const licenceClass = random.pick(['A1', 'B', 'B', 'C1', 'C']);
  const unlimited = licenceClass === 'A1';
  const expires = addDays(issued, licenceClass === 'C' ? 1826 : 3652);
  const number = `${person.birthplace.provinceCode.slice(1)}${random.int(0, 1)}${random.digits(9)}`;
  const draft = await Draft.begin([look.family]);
  const value: Style = { family: look.family, sizePt: 6.8, leading: 1.16 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.96, 0.96, 0.86], [0.86, 0.84, 0.62]);
  front.block();
  front.line(26, 4.4, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 5.8 }], value, {
    align: 'center',
    width: 58,
  });
  front.line(26, 6.9, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.4 }], value, {
    align: 'center',
    width: 58,
  });
  front.block();
  front.line(2.6, 4.4, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 5.6 }], value, { align: 'center', width: 22 });
  front.line(2.6, 6.8, [{ text: 'VIỆT NAM', sizePt: 4.6 }], value, { align: 'center', width: 22 });
  front.block();
  front.line(26, 11.8, [{ text: 'GIẤY PHÉP LÁI XE', bold: true, sizePt: 8.6, colour: red }], value, {
    align: 'center',
    width: 58,
  });
  front.line(26, 14.4, [{ text: "Driver's License", italic: true, sizePt: 5.2, colour: red }], value, {
    align: 'center',
    width: 58,
  });
  portrait(front, 3.2, 11, 20, 26.6, random.branch('face'));
  const [x, at] = [26, 46];
  const labelled = (y: number, vi: string, en: string, run: Run, width = 37.5, style = value): number => {
    front.block();
    front.line(
      x,
      y,
      [
        { text: `${vi}/`, sizePt: 5 },
        { text: en, italic: true, sizePt: 4.6 },
      ],
      value,
    );
    front.block();
    return front.paragraph(at, y, width, [run], style);
  };
  labelled(18.6, 'Số', 'No.', { text: number, bold: true, sizePt: 8.2, colour: red, field: 'licence_number' });
  labelled(22.4, 'Họ và tên', 'Full name', { text: upper(person.name), bold: true, field: 'full_name' });
  labelled(26, 'Ngày sinh', 'Date of birth', { text: slashDate(person.born), field: 'birth_date' });
  labelled(29.6, 'Quốc tịch', 'Nationality', { text: 'Việt Nam', field: 'nationality' });
  labelled(33.2, 'Nơi cư trú', 'Residence', { text: person.address, field: 'residence' }, 37.5, {
    ...value,
    sizePt: 6,
  });
  const cell = (cellX: number, vi: string, en: string, run: Run): void => {
    front.block();
    front.line(
      cellX,
      44.4,
      [
        { text: `${vi}/`, sizePt: 4.8 },
        { text: en, italic: true, sizePt: 4.4 },
      ],
      value,
    );
    front.line(cellX, 48, [run], value);
  };
  cell(4, 'Hạng', 'Class', { text: licenceClass, bold: true, sizePt: 9, field: 'licence_class' });
  cell(16, 'Ngày cấp', 'Issued', { text: slashDate(issued), field: 'issue_date' });
  cell(36, 'Có giá trị đến', 'Expires', {
    text: unlimited ? 'Không thời hạn' : slashDate(expires),
    field: 'expiry_date',
  });
  front.block();
  front.line(60, 44.4, [{ text: 'KT. CỤC TRƯỞNG', bold: true, sizePt: 4.8 }], value, { align: 'center', width: 24 });
  front.line(60, 51.6, [{ text: commonName(random, true), bold: true, sizePt: 5.2 }], value, {
    align: 'center',
    width: 24,
  });
  if (look.inked) {
    drawSignature(front, random.branch('signature'), 66, 48, 11);
    drawSeal(front, 64, 47.6, { diameterMm: 10, upper: 'CỤC CẢNH SÁT', lower: 'GIAO THÔNG' }, random.real(-8, 8));
  }
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.96, 0.97, 0.9], [0.86, 0.88, 0.7]);
  back.block();
  back.line(3, 5, [{ text: 'Loại xe được phép điều khiển/Vehicles permitted', bold: true, sizePt: 5.6 }], value);
  back.rule(3, 7, 60, 7, 0.15, rgb(0.3, 0.3, 0.3));
  back.block();
  back.line(3, 11, [{ text: licenceClass, bold: true, sizePt: 8 }], value);
  back.paragraph(12, 10.6, 47, [{ text: vehicles[licenceClass]! }], { ...value, sizePt: 5.6 });
  back.block();
  back.line(
    3,
    27,
    [
      { text: 'Ngày trúng tuyển/', sizePt: 5.2 },
      { text: 'Date of test: ', italic: true, sizePt: 4.8 },
      { text: slashDate(passed), field: 'exam_date' },
    ],
    value,
  );
  const qr = `${number}|${person.name}|${packedDate(person.born)}|${licenceClass}|${packedDate(issued)}`;
  const qrBox = { x: 63, y: 5, width: 18, height: 18 };
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 2, qrBox);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('exam_date', isoDate(passed));
  draft.value('expiry_date', unlimited ? 'không thời hạn' : isoDate(expires));
  return { type: 'driving_licence', draft, format: 'card', barcodes: [qr] };
}

export const unseenLicences: readonly RoundTemplate[] = [
  { name: 'labels and values in two columns, class and dates in a row', draw },
];
