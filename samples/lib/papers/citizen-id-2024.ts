import { rgb } from 'pdf-lib';
import { cardMrz, cardQr } from '../card-codes.ts';
import { Draft } from '../draft.ts';
import { inventPerson, sexWord } from '../people.ts';
import { placeText } from '../places.ts';
import { drawQr } from '../qr.ts';
import type { Chance } from '../random.ts';
import type { Style } from '../sheet.ts';
import { addDays, isoDate, packedDate, slashDate } from '../words.ts';
import { CARD, cardExpiry, cardGround, emblem, label, portrait, red } from './card-art.ts';
import { type Look, type Paper, type PaperMaker, upper } from './common.ts';

/** Thẻ căn cước from 01/07/2024 (rules.md K): fields on both sides, QR on the back, MRZ. */
async function drawCitizenId2024(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2024, month: 7, day: 3 }, random.int(0, 820));
  const person = { ...inventPerson(random, { bornFrom: 1955, bornTo: 2010 }), idIssued: issued };
  const expires = cardExpiry(person, issued);
  const draft = await Draft.begin([look.family, 'mono']);
  const value: Style = { family: look.family, sizePt: 7.6, leading: 1.22 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.9, 0.95, 0.97], [0.66, 0.8, 0.88]);
  emblem(front, 9.6, 8, 5.2);
  front.block();
  const centre = { align: 'center', width: 62 } as const;
  front.line(17, 4.4, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { ...value, bold: true, sizePt: 6.2 }, centre);
  front.line(17, 7, 'Độc lập - Tự do - Hạnh phúc', { ...value, bold: true, sizePt: 5.6 }, centre);
  front.line(17, 9.3, 'SOCIALIST REPUBLIC OF VIET NAM', { ...value, sizePt: 4.6 }, centre);
  front.line(17, 11.3, 'Independence - Freedom - Happiness', { ...value, sizePt: 4.6 }, centre);
  front.line(17, 16.2, 'CĂN CƯỚC', { ...value, bold: true, sizePt: 11, colour: red }, centre);
  front.line(17, 18.9, 'IDENTITY CARD', { ...value, bold: true, sizePt: 5.8, colour: red }, centre);
  portrait(front, 3.6, 16.8, 19.5, 27, random.branch('face'));
  const x = 26;
  const inline = look.template === 1;
  front.block();
  front.line(x, 23.6, label('Số định danh cá nhân', 'Personal identification number'), value);
  front.line(x, 27.8, [{ text: person.personalId, bold: true, sizePt: 11, field: 'personal_id' }], value);
  front.line(x, 31.4, label('Họ, chữ đệm và tên khai sinh', 'Full name'), value);
  front.line(x, 35, [{ text: upper(person.name), bold: true, sizePt: 8.4, field: 'full_name' }], value);
  if (inline) {
    front.line(
      x,
      39,
      [...label('Ngày, tháng, năm sinh', 'Date of birth'), { text: ` ${slashDate(person.born)}`, field: 'birth_date' }],
      value,
    );
    front.line(x, 43, [...label('Giới tính', 'Sex'), { text: ` ${sexWord(person)}`, field: 'gender' }], value);
    front.line(x + 24, 43, [...label('Quốc tịch', 'Nationality'), { text: ' Việt Nam', field: 'nationality' }], value);
  } else {
    front.line(x, 38.6, label('Ngày, tháng, năm sinh', 'Date of birth'), value);
    front.line(x + 38, 38.6, label('Giới tính', 'Sex'), value);
    front.line(x, 42.2, [{ text: slashDate(person.born), field: 'birth_date' }], value);
    front.line(x + 38, 42.2, [{ text: sexWord(person), field: 'gender' }], value);
    front.line(x, 45.6, label('Quốc tịch', 'Nationality'), value);
    front.line(x, 49, [{ text: 'Việt Nam', field: 'nationality' }], value);
  }
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.93, 0.96, 0.95], [0.72, 0.84, 0.8]);
  const residence = person.address;
  const birthplace = placeText(person.birthplace, 2);
  back.block();
  back.line(4, 4.6, label('Nơi cư trú', 'Place of residence'), value);
  back.paragraph(4, 7.8, 60, [{ text: residence, field: 'residence' }], { ...value, sizePt: 6.6 });
  back.line(4, 14.4, label('Nơi đăng ký khai sinh', 'Place of birth'), value);
  back.line(4, 17.4, [{ text: birthplace, field: 'birth_registration_place' }], { ...value, sizePt: 6.6 });
  const until = expires === null ? 'Không thời hạn' : slashDate(expires);
  if (inline) {
    back.line(
      4,
      21.6,
      [...label('Ngày cấp', 'Date of issue', 5), { text: ` ${slashDate(issued)}`, field: 'issue_date', sizePt: 6.6 }],
      value,
    );
    back.line(
      4,
      24.8,
      [...label('Ngày hết hạn', 'Date of expiry', 5), { text: ` ${until}`, field: 'expiry_date', sizePt: 6.6 }],
      value,
    );
  } else {
    back.line(4, 21, label('Ngày, tháng, năm cấp', 'Date of issue', 4.6), value);
    back.line(36, 21, label('Ngày, tháng, năm hết hạn', 'Date of expiry', 4.6), value);
    back.line(4, 24.2, [{ text: slashDate(issued), field: 'issue_date', sizePt: 6.8 }], value);
    back.line(36, 24.2, [{ text: until, field: 'expiry_date', sizePt: 6.8 }], value);
  }
  back.block();
  back.line(24, 29, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 6.4 }], value, { align: 'center', width: 38 });
  back.line(24, 31.4, [{ text: 'MINISTRY OF PUBLIC SECURITY', sizePt: 4.6 }], value, { align: 'center', width: 38 });
  back.box(
    { x: 7, y: 28, width: 11, height: 8.6 },
    { fill: rgb(0.84, 0.72, 0.36), widthMm: 0.1, colour: rgb(0.5, 0.42, 0.2) },
  );
  const qr = cardQr({ ...person, formerAddress: residence }, packedDate);
  const qrBox = { x: 66.4, y: 4, width: 15, height: 15 };
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width);
  const mrz = cardMrz(person, expires ?? { year: person.born.year + 100, month: 12, day: 31 });
  back.block();
  for (const [index, text] of mrz.entries())
    back.line(4, 41 + index * 4.6, [{ text, kind: 'machine' }], { family: 'mono', sizePt: 12 });
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  draft.machine('old_identity_number', person.oldId, 2, qrBox);
  return { type: 'citizen_id_2024', draft, format: 'card', barcodes: [qr] };
}

export const citizenId2024: PaperMaker = {
  type: 'citizen_id_2024',
  templates: [
    { name: 'values below labels', set: 'build' },
    { name: 'values beside labels', set: 'holdout' },
  ],
  draw: drawCitizenId2024,
};
