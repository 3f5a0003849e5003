import { cardMrz, cardQr } from '../../card-codes.ts';
import { Draft } from '../../draft.ts';
import { type Person, sexWord } from '../../people.ts';
import { placeText } from '../../places.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import { drawSeal, drawSignature } from '../../seal.ts';
import type { Run, Sheet, Style } from '../../sheet.ts';
import { addDays, type Day, isoDate, packedDate, slashDate } from '../../words.ts';
import { CARD, cardExpiry, cardGround, emblem, fingerprint, grey, label, portrait, red } from '../card-art.ts';
import { type Look, type Paper, type RoundTemplate, upper } from '../common.ts';
import { personOf, signerOf } from './people.ts';

/** Units by their names alone, as cards have them; a numbered ward keeps its kind. */
export const bare = (text: string): string =>
  text
    .replace(/(^|, )(xã|thị trấn|đặc khu|huyện|quận|tỉnh|thành phố) /g, '$1')
    .replace(/phường (?!\d)/g, '')
    .replace(/phường/g, 'Phường')
    .replace(/Hồ Chí Minh$/, 'TP. Hồ Chí Minh');

function mrz(sheet: Sheet, person: Person, expires: Day | null): void {
  sheet.block();
  const until = expires ?? { year: person.born.year + 100, month: 12, day: 31 };
  const latin: Person = { ...person, name: person.name.replace(/['’]/g, '') };
  for (const [index, text] of cardMrz(latin, until).entries())
    sheet.line(3.8, 41.6 + index * 4.4, [{ text, kind: 'machine' }], { family: 'mono', sizePt: 12 });
}

/** The lines above a card's title. */
export function nation(sheet: Sheet, x: number, width: number, style: Style, english = true): void {
  const centre = { align: 'center', width } as const;
  sheet.block();
  sheet.line(x, 4.8, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 5.9 }], style, centre);
  sheet.line(x, 7.2, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.5 }], style, centre);
  if (!english) return;
  sheet.line(x, 9.3, [{ text: 'SOCIALIST REPUBLIC OF VIET NAM', bold: true, sizePt: 4.4 }], style, centre);
  sheet.line(x, 11.2, [{ text: 'Independence - Freedom - Happiness', bold: true, sizePt: 4.2 }], style, centre);
}

/** A line of a card, a block of its own. */
export function at(sheet: Sheet, x: number, y: number, runs: readonly Run[], style: Style): void {
  sheet.block();
  sheet.line(x, y, runs, style);
}

/** Chip card of TT 06/2021/TT-BCA: labels with " / ", the residence begun behind its label and gone on below, expiry in one line. */
async function chipCard(random: Chance, look: Look): Promise<Paper> {
  const drawn = personOf(random, { levels: 3, bornFrom: 1949, bornTo: 2007 });
  const residence = bare(drawn.address);
  const person = { ...drawn, formerAddress: residence, oldId: random.maybe(0.6) ? drawn.oldId : '' };
  const expires = cardExpiry(person, person.idIssued);
  const draft = await Draft.begin([look.family, 'mono']);
  const style: Style = { family: look.family, sizePt: 7.3, leading: 1.2 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.9, 0.96, 0.95], [0.68, 0.85, 0.82]);
  emblem(front, 10.6, 8.4, 5.6);
  nation(front, 17, 52, style);
  front.line(17, 15.8, [{ text: 'CĂN CƯỚC CÔNG DÂN', bold: true, sizePt: 10.6, colour: red }], style, {
    align: 'center',
    width: 52,
  });
  front.line(17, 18.4, [{ text: 'Citizen Identity Card', bold: true, sizePt: 6.2, colour: red }], style, {
    align: 'center',
    width: 52,
  });
  const qrBox = { x: 70, y: 3, width: 12.8, height: 12.8 };
  const qr = cardQr(person, packedDate);
  drawQr(front, qr, qrBox.x, qrBox.y, qrBox.width);
  portrait(front, 3.4, 18.4, 19, 26, random.branch('face'));
  const x = 25;
  at(
    front,
    x,
    23.4,
    [...label('Số', 'No.', 6.6), { text: ` ${person.personalId}`, bold: true, sizePt: 10.8, field: 'personal_id' }],
    style,
  );
  at(front, x, 27.2, label('Họ và tên', 'Full name'), style);
  at(front, x, 30.6, [{ text: upper(person.name), bold: true, sizePt: 7.8, field: 'full_name' }], style);
  at(
    front,
    x,
    34,
    [...label('Ngày sinh', 'Date of birth'), { text: ` ${slashDate(person.born)}`, field: 'birth_date' }],
    style,
  );
  at(front, x, 37.2, [...label('Giới tính', 'Sex'), { text: ` ${sexWord(person)}`, field: 'gender' }], style);
  at(front, x + 21, 37.2, [...label('Quốc tịch', 'Nationality'), { text: ' Việt Nam', field: 'nationality' }], style);
  at(front, x, 40.3, label('Quê quán', 'Place of origin'), style);
  const small: Style = { ...style, sizePt: 6.7, leading: 1.14 };
  at(front, x, 43.4, [{ text: bare(placeText(person.birthplace, 3)), field: 'place_of_origin' }], small);
  front.block();
  const words = residence.split(', ');
  const [first, rest] = [words[0]!, words.slice(1).join(', ')];
  front.line(
    x,
    46.6,
    [...label('Nơi thường trú', 'Place of residence'), { text: ` ${first},`, field: 'residence' }],
    small,
  );
  front.paragraph(x, 49.6, 59, [{ text: rest, field: 'residence' }], small);
  front.block();
  front.line(2.4, 47.4, [{ text: 'Có giá trị đến:', colour: grey, sizePt: 4.4 }], style);
  front.line(2.4, 49.4, [{ text: 'Date of expiry:', italic: true, colour: grey, sizePt: 4.2 }], style);
  const until = expires === null ? 'Không thời hạn' : slashDate(expires);
  const [untilX, untilY] = expires === null ? [2.4, 52] : [12.9, 48.4];
  front.line(untilX, untilY, [{ text: until, sizePt: 5.6, field: 'expiry_date' }], style);
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.93, 0.96, 0.94], [0.76, 0.86, 0.8]);
  at(back, 3.6, 4.6, label('Đặc điểm nhận dạng', 'Personal identification'), style);
  at(
    back,
    3.6,
    8,
    [
      {
        text: random.pick([
          'Nốt ruồi C.1,5cm trên sau đầu mày trái',
          'Sẹo chấm C.3cm dưới sau mép trái',
          'Nốt ruồi C.2cm trên trước cánh mũi phải',
        ]),
        field: 'identifying_marks',
      },
    ],
    { ...style, sizePt: 6.4 },
  );
  at(
    back,
    3.6,
    11.6,
    [
      ...label('Ngày, tháng, năm', 'Date, month, year'),
      { text: ` ${slashDate(person.idIssued)}`, field: 'issue_date' },
    ],
    style,
  );
  for (const [index, [text, sizePt]] of (
    [
      ['CỤC TRƯỞNG CỤC CẢNH SÁT', 5.2],
      ['QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI', 5.2],
      ['DIRECTOR GENERAL OF THE POLICE DEPARTMENT', 4],
      ['FOR ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER', 4],
    ] as const
  ).entries())
    back.line(3, 15 + index * 2.2, [{ text, bold: index < 2, sizePt }], style, { align: 'center', width: 48 });
  back.line(18, 35.4, [{ text: signerOf(random, 1), bold: true, sizePt: 5.8 }], style, { align: 'center', width: 34 });
  back.box({ x: 5, y: 24.6, width: 11.4, height: 9 }, { widthMm: 0.15, colour: grey });
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 28, 30, 15);
    drawSeal(back, 29, 28.6, { diameterMm: 12, upper: 'BỘ CÔNG AN', lower: 'CỤC CẢNH SÁT' }, random.real(-6, 6));
  }
  for (const [index, [text, english]] of [
    ['Ngón trỏ trái', 'Left index finger'],
    ['Ngón trỏ phải', 'Right index finger'],
  ].entries()) {
    back.block();
    back.line(53 + index * 15.8, 4.4, [{ text: text!, sizePt: 4.4 }], style, { align: 'center', width: 15 });
    back.line(53 + index * 15.8, 6.2, [{ text: english!, sizePt: 3.7 }], style, { align: 'center', width: 15 });
    fingerprint(back, 60.5 + index * 15.8, 15.4, random.branch(text!));
  }
  mrz(back, person, expires);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(person.idIssued));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  if (person.oldId !== '') draft.machine('old_identity_number', person.oldId, 1, qrBox);
  return { type: 'citizen_id_2021', draft, format: 'card', barcodes: [qr] };
}

/** Card of TT 16/2024/TT-BCA; every second one is a child's under six: no portrait, so the text begins at the left. */
async function cardOf2024(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2024, month: 7, day: 15 }, random.int(0, 820));
  const child = random.maybe(0.5);
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const drawn = personOf(random, {
    levels,
    bornFrom: child ? issued.year - 5 : 1951,
    bornTo: child ? issued.year - 1 : 2009,
  });
  const person = { ...drawn, idIssued: issued, oldId: !child && random.maybe(0.5) ? drawn.oldId : '' };
  const expires = child
    ? { ...person.born, year: person.born.year + 14, day: Math.min(person.born.day, 28) }
    : cardExpiry(person, issued);
  const draft = await Draft.begin([look.family, 'mono']);
  const style: Style = { family: look.family, sizePt: 7.4, leading: 1.18 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.92, 0.97, 0.94], [0.72, 0.88, 0.8]);
  emblem(front, 10.4, 8.6, 5.8);
  nation(front, 18, 62, style);
  for (const [text, y, sizePt] of [
    ['CĂN CƯỚC', 16, 11.6],
    ['IDENTITY CARD', 18.8, 6],
  ] as const)
    front.line(18, y, [{ text, bold: true, sizePt, colour: red }], style, { align: 'center', width: 62 });
  if (!child) portrait(front, 3.4, 20, 19.4, 27, random.branch('face'));
  const x = child ? 12 : 26;
  const under = (left: number, y: number, title: Run[], run: Run): void => {
    at(front, left, y, title, style);
    at(front, left, y + 3.8, [run], style);
  };
  under(x, 23.4, label('Số định danh cá nhân', 'Personal identification number', 5), {
    text: person.personalId,
    bold: true,
    sizePt: 10,
    field: 'personal_id',
  });
  under(x, 30.8, label('Họ, chữ đệm và tên khai sinh', 'Full name', 5), {
    text: upper(person.name),
    bold: true,
    field: 'full_name',
  });
  at(
    front,
    x,
    38.2,
    [
      ...label('Ngày, tháng, năm sinh', 'Date of birth', 5),
      { text: ` ${slashDate(person.born)}`, field: 'birth_date' },
    ],
    style,
  );
  at(front, x, 42.2, [...label('Giới tính', 'Sex', 5), { text: ` ${sexWord(person)}`, field: 'gender' }], style);
  at(front, x, 46.2, [...label('Quốc tịch', 'Nationality', 5), { text: ' Việt Nam', field: 'nationality' }], style);
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.94, 0.97, 0.96], [0.76, 0.88, 0.86]);
  const long: Style = { ...style, sizePt: 6.5, leading: 1.14 };
  const told = (y: number, title: Run[], text: string, field: string): void => {
    at(back, 3.6, y, title, style);
    back.block();
    back.paragraph(3.6, y + 3, 58, [{ text, field }], long);
  };
  told(4.6, label('Nơi cư trú', 'Place of residence', 5), bare(person.address), 'residence');
  told(
    13.2,
    label('Nơi đăng ký khai sinh', 'Place of birth registration', 5),
    bare(placeText(person.birthplace, levels)),
    'birth_registration_place',
  );
  at(
    back,
    3.6,
    22.4,
    [
      ...label('Ngày, tháng, năm cấp', 'Date of issue', 5),
      { text: ` ${slashDate(issued)}`, field: 'issue_date', sizePt: 6.6 },
    ],
    style,
  );
  at(
    back,
    3.6,
    26,
    [
      ...label('Ngày, tháng, năm hết hạn', 'Date of expiry', 5),
      { text: ` ${expires === null ? 'Không thời hạn' : slashDate(expires)}`, field: 'expiry_date', sizePt: 6.6 },
    ],
    style,
  );
  back.block();
  back.line(3.6, 31.4, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 6 }], style, { align: 'center', width: 50 });
  back.line(3.6, 33.8, [{ text: 'MINISTRY OF PUBLIC SECURITY', sizePt: 4.4 }], style, { align: 'center', width: 50 });
  const qrBox = { x: 65, y: 4, width: 17.4, height: 17.4 };
  const qr = cardQr(person, packedDate);
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width);
  mrz(back, person, expires);
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  if (person.oldId !== '') draft.machine('old_identity_number', person.oldId, 2, qrBox);
  return { type: 'citizen_id_2024', draft, format: 'card', barcodes: [qr] };
}

export const fifthChipCards: readonly RoundTemplate[] = [
  { name: 'TT 06/2021, residence broken behind its label', draw: chipCard },
];
export const fifthCards2024: readonly RoundTemplate[] = [
  { name: 'TT 16/2024, children without a portrait', draw: cardOf2024 },
];
