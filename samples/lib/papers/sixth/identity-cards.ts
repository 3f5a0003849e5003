import { rgb } from 'pdf-lib';
import { cardMrz, cardQr } from '../../card-codes.ts';
import { Draft } from '../../draft.ts';
import { type Person, sexWord } from '../../people.ts';
import { placeText } from '../../places.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import { drawSeal, drawSignature } from '../../seal.ts';
import type { Run, Sheet, Style } from '../../sheet.ts';
import { addDays, type Day, isoDate, packedDate, slashDate } from '../../words.ts';
import { CARD, cardExpiry, cardGround, emblem, fingerprint, grey, portrait, red } from '../card-art.ts';
import { type Look, type Paper, type RoundTemplate, upper } from '../common.ts';
import { days, ribbon } from './form.ts';
import { nameOf, personOf } from './people.ts';

/** `Số / No.:` of a card. */
export const lab = (vi: string, en: string, sizePt = 5.2): Run[] => [
  { text: `${vi} / `, colour: grey, sizePt },
  { text: `${en}:`, italic: true, colour: grey, sizePt },
];
/** Units by their names alone, as the older cards have them. */
const bare = (text: string): string =>
  text.replace(/(^|, )(xã|thị trấn|huyện|quận|thị xã|tỉnh|thành phố|phường(?! \d)) /g, '$1');

/** The four lines of the state, centred. */
export function state(sheet: Sheet, x: number, width: number, style: Style, english: boolean): void {
  const centre = { align: 'center', width } as const;
  sheet.block();
  sheet.line(x, 4.6, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 5.9 }], style, centre);
  sheet.line(x, 7, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.4 }], style, centre);
  if (!english) return;
  sheet.line(x, 9, [{ text: 'SOCIALIST REPUBLIC OF VIET NAM', sizePt: 4.4 }], style, centre);
  sheet.line(x, 10.9, [{ text: 'Independence - Freedom - Happiness', sizePt: 4.4 }], style, centre);
}

/** Label, then the value on the same line; long ones go on below, from the label's edge. @returns the next baseline. */
export function field(
  sheet: Sheet,
  x: number,
  y: number,
  width: number,
  title: Run[],
  value: Run,
  style: Style,
): number {
  sheet.block();
  const start = sheet.line(x, y, title, style) + 0.9;
  return sheet.paragraph(x, y, width, [value], style, { indent: start - x });
}

function machineZone(sheet: Sheet, person: Person, expires: Day | null): void {
  sheet.block();
  const until = expires ?? { year: person.born.year + 100, month: 12, day: 31 };
  for (const [index, text] of cardMrz(person, until).entries())
    sheet.line(3.4, 41.2 + index * 4.5, [{ text, kind: 'machine' }], { family: 'mono', sizePt: 12.2 });
}

function chip(sheet: Sheet, x: number, y: number): void {
  const gold = { fill: rgb(0.84, 0.72, 0.4), widthMm: 0.1, colour: rgb(0.5, 0.42, 0.2) };
  sheet.box({ x, y, width: 11.4, height: 8.8 }, gold);
  sheet.rule(x + 5.7, y, x + 5.7, y + 8.8, 0.12);
  sheet.rule(x, y + 4.4, x + 11.4, y + 4.4, 0.12);
}

/** Chip card: value behind each label on the same line, sex beside the birthday, nationality alone, expiry as one line below all. */
async function chipCard(random: Chance, look: Look): Promise<Paper> {
  const drawn = personOf(random, { levels: 3, bornFrom: 1948, bornTo: 2007 });
  const residence = bare(drawn.address);
  const person = { ...drawn, formerAddress: residence, oldId: random.maybe(0.6) ? drawn.oldId : '' };
  const issued = person.idIssued;
  const expires = cardExpiry(person, issued);
  const draft = await Draft.begin([look.family, 'mono']);
  const style: Style = { family: look.family, sizePt: 7, leading: 1.18 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.91, 0.95, 0.99], [0.7, 0.82, 0.9]);
  emblem(front, 11, 9, 6);
  state(front, 19, 50, style, true);
  const centre = { align: 'center', width: 50 } as const;
  front.line(19, 15.4, [{ text: 'CĂN CƯỚC CÔNG DÂN', bold: true, sizePt: 10, colour: red }], style, centre);
  front.line(19, 18, [{ text: 'Citizen Identity Card', bold: true, sizePt: 5.6, colour: red }], style, centre);
  const qrBox = { x: 70, y: 3, width: 12.8, height: 12.8 };
  const qr = cardQr(person, packedDate);
  drawQr(front, qr, qrBox.x, qrBox.y, qrBox.width);
  portrait(front, 3, 18.6, 18.8, 26, random.branch('face'));
  const x = 23.8;
  const right = 60;
  const put = (y: number, vi: string, en: string, value: Run): number =>
    field(front, x, y, right, lab(vi, en), value, style);
  put(22.6, 'Số', 'No.', { text: person.personalId, bold: true, sizePt: 10, field: 'personal_id' });
  put(26.6, 'Họ và tên', 'Full name', { text: upper(person.name), bold: true, field: 'full_name' });
  field(
    front,
    x,
    30.2,
    36,
    lab('Ngày sinh', 'Date of birth'),
    { text: slashDate(person.born), field: 'birth_date' },
    style,
  );
  field(front, x + 39, 30.2, 21, lab('Giới tính', 'Sex'), { text: sexWord(person), field: 'gender' }, style);
  put(33.6, 'Quốc tịch', 'Nationality', { text: 'Việt Nam', field: 'nationality' });
  const origin = bare(placeText(person.birthplace, 3));
  const small = { sizePt: 6.6 };
  put(37, 'Quê quán', 'Place of origin', { text: origin, ...small, field: 'place_of_origin' });
  put(43, 'Nơi thường trú', 'Place of residence', { text: residence, ...small, field: 'residence' });
  const until = expires === null ? 'Không thời hạn' : slashDate(expires);
  field(front, 3, 51.4, 60, lab('Có giá trị đến', 'Date of expiry', 4.8), { text: until, field: 'expiry_date' }, style);
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.93, 0.96, 0.97], [0.76, 0.85, 0.86]);
  const marks = random.pick([
    'Nốt ruồi c.1,5cm trên sau mép trái',
    'Sẹo chấm c.0,5cm dưới sau đuôi mắt trái',
    'Sẹo chàm c.2cm trên trước đầu mày phải',
  ]);
  field(
    back,
    3.6,
    4.6,
    48,
    lab('Đặc điểm nhân dạng', 'Personal identification', 4.8),
    { text: marks, field: 'identifying_marks' },
    style,
  );
  const day = { text: slashDate(issued), field: 'issue_date' };
  field(back, 3.6, 11.6, 48, lab('Ngày, tháng, năm', 'Date, month, year', 4.8), day, style);
  back.block();
  const office = { align: 'center', width: 48 } as const;
  for (const [index, text] of ['CỤC TRƯỞNG CỤC CẢNH SÁT', 'QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI'].entries())
    back.line(3.6, 15 + index * 2.3, [{ text, bold: true, sizePt: 5 }], style, office);
  back.line(3.6, 36.4, [{ text: nameOf(random, true), bold: true, sizePt: 5.8 }], style, office);
  chip(back, 6, 24);
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 24, 30, 15);
    drawSeal(back, 26, 28, { diameterMm: 13, upper: 'BỘ CÔNG AN', lower: 'CỤC CẢNH SÁT' }, random.real(-6, 6));
  }
  for (const [index, text] of ['Ngón trỏ trái', 'Ngón trỏ phải'].entries()) {
    back.block();
    back.line(54 + index * 15.4, 4.4, [{ text, sizePt: 4.3 }], style, { align: 'center', width: 15 });
    fingerprint(back, 61.4 + index * 15.4, 15, random.branch(text));
  }
  machineZone(back, person, expires);
  days(draft, { birth_date: person.born, issue_date: issued });
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  if (person.oldId !== '') draft.machine('old_identity_number', person.oldId, 1, qrBox);
  return { type: 'citizen_id_2021', draft, format: 'card', barcodes: [qr] };
}

/** Card of 2024: sex before the birthday on one line, English under the Vietnamese, the two dates one under the other behind. */
async function cardOf2024(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2024, month: 7, day: 15 }, random.int(0, 830));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const drawn = personOf(random, { levels, bornFrom: 1950, bornTo: 2016 });
  const person = { ...drawn, idIssued: issued, oldId: random.maybe(0.4) ? drawn.oldId : '' };
  const age = issued.year - person.born.year;
  const expires =
    age < 14
      ? { ...person.born, day: Math.min(person.born.day, 28), year: person.born.year + 14 }
      : cardExpiry(person, issued);
  const draft = await Draft.begin([look.family, 'mono']);
  const style: Style = { family: look.family, sizePt: 7.2, leading: 1.16 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.95, 0.97, 0.93], [0.78, 0.88, 0.76]);
  emblem(front, 10.5, 9, 6);
  state(front, 18, 64, style, true);
  const centre = { align: 'center', width: 64 } as const;
  front.line(18, 15.6, [{ text: 'CĂN CƯỚC', bold: true, sizePt: 11, colour: red }], style, centre);
  front.line(18, 18.2, [{ text: 'IDENTITY CARD', bold: true, sizePt: 5.6, colour: red }], style, centre);
  portrait(front, 3.2, 19.6, 19, 26.4, random.branch('face'));
  chip(front, 71.4, 19.6);
  const two = (sheet: Sheet, x: number, y: number, vi: string, en: string): void => {
    sheet.block();
    sheet.line(x, y, [{ text: `${vi}:`, colour: grey, sizePt: 4.9 }], style);
    sheet.line(x, y + 1.9, [{ text: en, italic: true, colour: grey, sizePt: 4.1 }], style);
    sheet.block();
  };
  const x = 24.6;
  two(front, x, 23, 'Số định danh cá nhân', 'Personal identification number');
  front.line(x + 24.6, 24.2, [{ text: person.personalId, bold: true, sizePt: 8.6, field: 'personal_id' }], style);
  two(front, x, 29, 'Họ, chữ đệm và tên khai sinh', 'Full name');
  front.line(x, 34.6, [{ text: upper(person.name), bold: true, field: 'full_name' }], style);
  two(front, x, 38.4, 'Giới tính', 'Sex');
  front.line(x + 9.4, 39.2, [{ text: sexWord(person), field: 'gender' }], style);
  two(front, x + 20, 38.4, 'Ngày, tháng, năm sinh', 'Date of birth');
  front.line(x + 40, 39.2, [{ text: slashDate(person.born), field: 'birth_date' }], style);
  two(front, x, 43.4, 'Quốc tịch', 'Nationality');
  front.line(x + 11.4, 44.2, [{ text: 'Việt Nam', field: 'nationality' }], style);
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.95, 0.97, 0.95], [0.78, 0.88, 0.8]);
  const long: Style = { ...style, sizePt: 6.4 };
  field(
    back,
    3.6,
    4.8,
    60,
    lab('Nơi cư trú', 'Place of residence', 4.9),
    { text: person.address, field: 'residence' },
    long,
  );
  const registered = { text: placeText(person.birthplace, levels), field: 'birth_registration_place' };
  field(back, 3.6, 13, 60, lab('Nơi đăng ký khai sinh', 'Place of birth registration', 4.9), registered, long);
  const given = { text: slashDate(issued), field: 'issue_date' };
  field(back, 3.6, 21.4, 60, lab('Ngày, tháng, năm cấp', 'Date of issue', 4.9), given, long);
  const until = { text: expires === null ? 'Không thời hạn' : slashDate(expires), field: 'expiry_date' };
  field(back, 3.6, 25.4, 60, lab('Ngày, tháng, năm hết hạn', 'Date of expiry', 4.9), until, long);
  back.block();
  back.line(12, 31.4, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 6.2 }], style, { align: 'center', width: 44 });
  back.line(12, 33.6, [{ text: 'MINISTRY OF PUBLIC SECURITY', sizePt: 4.2 }], style, { align: 'center', width: 44 });
  const qrBox = { x: 66, y: 4, width: 16.6, height: 16.6 };
  const qr = cardQr(person, packedDate);
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width);
  machineZone(back, person, expires);
  days(draft, { birth_date: person.born, issue_date: issued });
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  if (person.oldId !== '') draft.machine('old_identity_number', person.oldId, 2, qrBox);
  return { type: 'citizen_id_2024', draft, format: 'card', barcodes: [qr] };
}

/** Nine-digit card of the 1980s and 1990s: number in threes, an alias, letters of one width a little off their dots, signed for the director. */
async function card9(random: Chance, look: Look): Promise<Paper> {
  const person = personOf(random, { levels: 3, bornFrom: 1938, bornTo: 1984 });
  const issued = addDays({ year: Math.max(1991, person.born.year + 16), month: 4, day: 8 }, random.int(0, 2600));
  const draft = await Draft.begin([look.family, 'mono']);
  const style: Style = { family: look.family, sizePt: 7, leading: 1.66 };
  const typed = { ...ribbon, sizePt: 6.9 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.94, 0.96, 0.88], [0.8, 0.86, 0.68]);
  emblem(front, 11.6, 9, 6);
  state(front, 21, 62, style, false);
  const centre = { align: 'center', width: 62 } as const;
  front.line(21, 12.2, [{ text: 'GIẤY CHỨNG MINH NHÂN DÂN', bold: true, sizePt: 8.8, colour: red }], style, centre);
  const spaced = person.oldId.replace(/(\d{3})(?=\d)/g, '$1 ');
  const number: Run[] = [
    { text: 'Số: ', sizePt: 7.6, colour: red },
    { text: spaced, bold: true, sizePt: 10, colour: red, field: 'identity_number' },
  ];
  front.line(21, 16.8, number, style, centre);
  portrait(front, 3, 17.6, 18.4, 25.4, random.branch('face'));
  const dotted = (
    sheet: Sheet,
    x: number,
    y: number,
    to: number,
    title: string,
    text: string,
    rows: number,
    name?: string,
  ) => {
    sheet.block();
    const start = sheet.line(x, y, title, style) + 0.9;
    const value: Run = { text, ...typed, ...(name === undefined ? {} : { field: name }) };
    if (text !== '') sheet.paragraph(x, y - 0.35, to - x, [value], style, { indent: start - x });
    for (let row = 0; row < rows; row++)
      sheet.leader(row === 0 ? start : x, to, y + row * sheet.step(style) + 0.6, { ...style, sizePt: 5.4 });
  };
  const [x, right] = [23.4, 83];
  dotted(front, x, 21.6, right, 'Họ và tên:', upper(person.name), 1, 'full_name');
  dotted(front, x, 25.7, right, 'Bí danh:', '', 1);
  dotted(front, x, 29.8, right, 'Sinh ngày:', slashDate(person.born, '-'), 1, 'birth_date');
  dotted(front, x, 33.9, right, 'Nguyên quán:', bare(placeText(person.birthplace, 3)), 2, 'place_of_origin');
  dotted(front, x, 42.1, right, 'Nơi thường trú:', bare(person.address), 3, 'residence');
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.94, 0.96, 0.9], [0.82, 0.87, 0.72]);
  dotted(back, 27, 5.2, 54, 'Dân tộc:', person.ethnicity, 1, 'ethnicity');
  dotted(back, 55, 5.2, 83, 'Tôn giáo:', random.pick(['Không', 'Phật', 'Công giáo', 'Tin lành']), 1, 'religion');
  const marks = random.pick([
    'Sẹo tròn 0,5cm cách 2cm dưới cánh mũi phải',
    'Nốt ruồi cách 1cm trên mép trái',
    'Sẹo dài 3cm ở thái dương trái',
  ]);
  dotted(back, 27, 9.6, 83, 'Dấu vết riêng:', marks, 2, 'identifying_marks');
  for (const [index, text] of ['NGÓN TRỎ TRÁI', 'NGÓN TRỎ PHẢI'].entries()) {
    back.box({ x: 3, y: 3.2 + index * 24, width: 21.6, height: 22.8 }, { widthMm: 0.15 });
    back.block();
    back.line(3, 6 + index * 24, [{ text, sizePt: 4.6 }], style, { align: 'center', width: 21.6 });
    fingerprint(back, 13.8, 15.6 + index * 24, random.branch(text));
  }
  const province = `${person.home.provinceKind === 'tỉnh' ? 'TỈNH' : 'TP'} ${upper(person.home.province)}`;
  const [day = '', month = ''] = slashDate(issued).split('/');
  const middle = { align: 'center', width: 56 } as const;
  back.block();
  const dated: Run[] = [
    { text: 'Ngày ', field: 'issue_date' },
    { text: day, ...typed, field: 'issue_date' },
    { text: ' tháng ', field: 'issue_date' },
    { text: month, ...typed, field: 'issue_date' },
    { text: ' năm ', field: 'issue_date' },
    { text: String(issued.year), ...typed, field: 'issue_date' },
  ];
  back.line(27, 22, dated, style, middle);
  for (const [index, text] of [`T/L GIÁM ĐỐC CÔNG AN ${province}`, 'TRƯỞNG PHÒNG CSQLHC VỀ TTXH'].entries())
    back.line(27, 26 + index * 3, [{ text, bold: true, sizePt: 5.6 }], style, middle);
  back.line(27, 49, [{ text: nameOf(random, true), sizePt: 6.8 }], style, middle);
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 50, 41, 17);
    drawSeal(back, 47, 39, { diameterMm: 15, upper: 'CÔNG AN', lower: province }, random.real(-8, 8));
  }
  draft.value('identity_number', person.oldId);
  days(draft, { birth_date: person.born, issue_date: issued });
  return { type: 'identity_card_9', draft, format: 'card' };
}

export const sixthChipCards: readonly RoundTemplate[] = [
  { name: 'every value behind its label, expiry below all', draw: chipCard },
];
export const sixthCards2024: readonly RoundTemplate[] = [
  { name: 'English under the label, sex before the birthday', draw: cardOf2024 },
];
export const sixthCards9: readonly RoundTemplate[] = [
  { name: 'alias, number in threes, letters off their dots', draw: card9 },
];
