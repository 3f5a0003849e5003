import { rgb } from 'pdf-lib';
import { cardMrz, cardQr } from '../card-codes.ts';
import { Draft } from '../draft.ts';
import { inventPerson, sexWord } from '../people.ts';
import { placeText } from '../places.ts';
import { drawQr } from '../qr.ts';
import type { Chance } from '../random.ts';
import { drawSeal, drawSignature } from '../seal.ts';
import type { Run, Style } from '../sheet.ts';
import { addDays, isoDate, packedDate, slashDate } from '../words.ts';
import { CARD, cardExpiry, cardGround, emblem, fingerprint, portrait } from './card-art.ts';
import { type Look, type Paper, type PaperMaker, upper } from './common.ts';

const templates = [
  { name: 'chip card, arial', set: 'build' },
  { name: 'chip card, noto sans, labels on one line', set: 'holdout' },
] as const;

export async function drawCitizenId2021(random: Chance, look: Look, person = inventPerson(random)): Promise<Paper> {
  const draft = await Draft.begin([look.family, 'mono']);
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  const issued = person.idIssued;
  const expires = cardExpiry(person, issued);
  const qr = cardQr(person, packedDate);
  cardGround(front, [0.9, 0.96, 0.95], [0.62, 0.82, 0.82]);
  const small: Style = { family: look.family, sizePt: 5.2, leading: 1.25 };
  const label: Style = { family: look.family, sizePt: 5.4, leading: 1.3, colour: rgb(0.2, 0.3, 0.42) };
  const value: Style = { family: look.family, sizePt: 7.4, leading: 1.22 };
  emblem(front, 10.2, 8.4, 5.6);
  front.block();
  const centre = { align: 'center', width: 52 } as const;
  front.line(17, 4.2, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { ...small, bold: true, sizePt: 6 }, centre);
  front.line(17, 6.7, 'Độc lập - Tự do - Hạnh phúc', { ...small, bold: true, sizePt: 5.6 }, centre);
  front.line(17, 9.0, 'SOCIALIST REPUBLIC OF VIET NAM', { ...small, sizePt: 4.8 }, centre);
  front.line(17, 11.1, 'Independence - Freedom - Happiness', { ...small, sizePt: 4.8 }, centre);
  front.line(
    17,
    15.4,
    'CĂN CƯỚC CÔNG DÂN',
    { ...small, bold: true, sizePt: 10.2, colour: rgb(0.78, 0.1, 0.12) },
    centre,
  );
  front.line(
    17,
    18,
    'Citizen Identity Card',
    { ...small, bold: true, sizePt: 5.8, colour: rgb(0.78, 0.1, 0.12) },
    centre,
  );
  drawQr(front, qr, 69.6, 3, 13.6);
  portrait(front, 3.6, 16.6, 19, 26, random.branch('face'));
  const x = 25.2;
  front.block();
  front.line(
    x,
    22.6,
    [
      { text: 'Số / ', colour: label.colour!, sizePt: 6 },
      { text: 'No.: ', italic: true, colour: label.colour!, sizePt: 6 },
      { text: person.personalId, bold: true, sizePt: 10.5, field: 'personal_id' },
    ],
    value,
  );
  const lab = (vi: string, en: string): Run[] => [
    { text: `${vi} / `, colour: label.colour!, sizePt: label.sizePt },
    { text: `${en}:`, italic: true, colour: label.colour!, sizePt: label.sizePt },
  ];
  const below = look.template === 0;
  if (below) {
    front.line(x, 25.7, lab('Họ và tên', 'Full name'), value);
    front.line(x, 28.9, [{ text: upper(person.name), bold: true, field: 'full_name' }], { ...value, sizePt: 8 });
  } else
    front.line(
      x,
      27.6,
      [...lab('Họ và tên', 'Full name'), { text: ` ${upper(person.name)}`, bold: true, field: 'full_name' }],
      value,
    );
  let y = 31.6;
  front.line(
    x,
    y,
    [...lab('Ngày sinh', 'Date of birth'), { text: ` ${slashDate(person.born)}`, field: 'birth_date' }],
    value,
  );
  y += 3;
  front.line(x, y, [...lab('Giới tính', 'Sex'), { text: ` ${sexWord(person)}`, field: 'gender' }], value);
  front.line(x + 23, y, [...lab('Quốc tịch', 'Nationality'), { text: ' Việt Nam', field: 'nationality' }], value);
  const long: Style = { ...value, sizePt: 6.8, leading: 1.14 };
  for (const [vi, en, text, field] of [
    ['Quê quán', 'Place of origin', placeText(person.birthplace, 3), 'place_of_origin'],
    ['Nơi thường trú', 'Place of residence', person.formerAddress, 'residence'],
  ] as const) {
    y += 2.9;
    front.line(x, y, lab(vi, en), value);
    y = front.paragraph(x, y + 2.8, 58.5, [{ text, field }], long) - front.step(long);
  }
  front.block();
  const until = expires === null ? 'Không thời hạn' : slashDate(expires);
  front.line(
    3.4,
    45.4,
    lab('Có giá trị đến', 'Date of expiry').map((run) => ({ ...run, sizePt: 4.4 })),
    value,
  );
  front.line(3.4, 48.2, [{ text: until, field: 'expiry_date', bold: true, sizePt: 6 }], value);

  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.93, 0.95, 0.9], [0.78, 0.82, 0.66]);
  back.block();
  back.line(4, 5.4, lab('Đặc điểm nhân dạng', 'Personal identification'), value);
  const marks = `Nốt ruồi c:${random.pick(['1cm', '2cm', '1,5cm', '3cm'])} ${random.pick(['trên', 'dưới', 'sau'])} ${random.pick(['đuôi mắt phải', 'cánh mũi trái', 'mép trái', 'đuôi mày phải'])}`;
  back.line(4, 8.6, [{ text: marks, field: 'identifying_marks' }], value);
  back.line(
    4,
    11.8,
    [...lab('Ngày, tháng, năm', 'Date, month, year'), { text: ` ${slashDate(issued)}`, field: 'issue_date' }],
    value,
  );
  back.block();
  back.line(4, 15.2, 'CỤC TRƯỞNG CỤC CẢNH SÁT', { ...small, bold: true, sizePt: 5.6 }, { align: 'center', width: 46 });
  back.line(
    4,
    17.6,
    'QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI',
    { ...small, bold: true, sizePt: 5.2 },
    { align: 'center', width: 46 },
  );
  back.line(
    4,
    19.8,
    'DIRECTOR GENERAL OF THE POLICE DEPARTMENT FOR',
    { ...small, sizePt: 4 },
    { align: 'center', width: 46 },
  );
  back.line(
    4,
    21.6,
    'ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER',
    { ...small, sizePt: 4 },
    { align: 'center', width: 46 },
  );
  back.line(
    4,
    33.6,
    random.pick(['Trần Quốc Thí Dụ', 'Lê Văn Mẫu', 'Phạm Hữu Ví Dụ']),
    { ...small, bold: true, sizePt: 6 },
    { align: 'center', width: 46 },
  );
  back.box(
    { x: 8, y: 24.4, width: 10, height: 8 },
    { fill: rgb(0.84, 0.72, 0.36), widthMm: 0.1, colour: rgb(0.5, 0.42, 0.2) },
  );
  for (const offset of [2.7, 5.3]) back.rule(8, 24.4 + offset, 18, 24.4 + offset, 0.12);
  back.rule(13, 24.4, 13, 32.4, 0.12);
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 21, 29, 16);
    drawSeal(back, 27, 27, { diameterMm: 14, upper: 'BỘ CÔNG AN', lower: 'CỤC CẢNH SÁT' }, random.real(-6, 6));
  }
  for (const [index, text] of ['Ngón trỏ trái', 'Ngón trỏ phải'].entries()) {
    back.block();
    back.line(55 + index * 15, 5.4, text, { ...small, sizePt: 4.4 }, { align: 'center', width: 14 });
    fingerprint(back, 62 + index * 15, 15, random.branch(text));
  }
  const mrz = cardMrz(person, expires ?? addDays({ year: person.born.year + 100, month: 12, day: 31 }, 0));
  back.block();
  for (const [index, text] of mrz.entries())
    back.line(4, 41 + index * 4.6, [{ text, kind: 'machine' }], { family: 'mono', sizePt: 12 });
  for (const [field, day] of [
    ['birth_date', person.born],
    ['issue_date', issued],
  ] as const)
    draft.value(field, isoDate(day));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  draft.machine('old_identity_number', person.oldId, 1, { x: 69.6, y: 3, width: 13.6, height: 13.6 });
  return { type: 'citizen_id_2021', draft, format: 'card', barcodes: [qr] };
}

export const citizenId2021: PaperMaker = { type: 'citizen_id_2021', templates, draw: drawCitizenId2021 };
