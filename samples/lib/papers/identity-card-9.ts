import { Draft } from '../draft.ts';
import { inventPerson } from '../people.ts';
import { placeText } from '../places.ts';
import type { Chance } from '../random.ts';
import { drawSeal, drawSignature } from '../seal.ts';
import type { Style } from '../sheet.ts';
import { addDays, isoDate, longDate, slashDate } from '../words.ts';
import { CARD, cardGround, emblem, fingerprint, portrait, red } from './card-art.ts';
import { type Look, type Paper, type PaperMaker, upper } from './common.ts';

/** Giấy chứng minh nhân dân of nine digits. */
async function drawIdentityCard9(random: Chance, look: Look): Promise<Paper> {
  const person = inventPerson(random, { bornFrom: 1945, bornTo: 1999 });
  const issued = addDays({ year: Math.max(2004, person.born.year + 16), month: 1, day: 5 }, random.int(0, 2200));
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: 8, leading: 1.3 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.9, 0.95, 0.9], [0.7, 0.84, 0.7]);
  emblem(front, 11, 9.4, 5.6);
  front.block();
  const centre = { align: 'center', width: 62 } as const;
  front.line(20, 5, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { ...style, bold: true, sizePt: 6.8 }, centre);
  front.line(20, 8, 'Độc lập - Tự do - Hạnh phúc', { ...style, bold: true, sizePt: 6.4 }, centre);
  front.line(
    20,
    13.2,
    look.template === 1 ? 'CHỨNG MINH NHÂN DÂN' : 'GIẤY CHỨNG MINH NHÂN DÂN',
    { ...style, bold: true, sizePt: 9.6, colour: red },
    centre,
  );
  front.line(
    20,
    18,
    [
      { text: 'SỐ ', bold: true, colour: red },
      { text: person.oldId, bold: true, sizePt: 11, colour: red, field: 'identity_number' },
    ],
    style,
    centre,
  );
  portrait(front, 3.4, 18, 18.5, 25, random.branch('face'));
  const x = 24.5;
  const width = 59;
  front.block();
  let y = 23.6;
  front.line(x, y, [{ text: 'Họ tên: ' }, { text: upper(person.name), bold: true, field: 'full_name' }], style);
  y += 4.8;
  front.line(
    x,
    y,
    [
      { text: 'Sinh ngày: ' },
      { text: slashDate(person.born, look.template === 1 ? '/' : '-'), field: 'birth_date', bold: look.template === 0 },
    ],
    style,
  );
  y = front.paragraph(
    x,
    y + 4.8,
    width,
    [
      { text: 'Nguyên quán: ' },
      {
        text: placeText(person.birthplace, 3).replace(/(xã|phường|huyện|quận|tỉnh|thành phố) /g, ''),
        field: 'place_of_origin',
      },
    ],
    style,
  );
  front.paragraph(
    x,
    y + 0.8,
    width,
    [
      { text: 'Nơi ĐKHK thường trú: ' },
      { text: person.formerAddress.replace(/(xã|phường|huyện|quận|tỉnh|thành phố) /g, ''), field: 'residence' },
    ],
    style,
  );
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.92, 0.96, 0.92], [0.76, 0.86, 0.74]);
  back.block();
  back.line(4, 5.6, [{ text: 'Dân tộc: ' }, { text: person.ethnicity, bold: true, field: 'ethnicity' }], style);
  back.line(
    44,
    5.6,
    [
      { text: 'Tôn giáo: ' },
      { text: random.pick(['Không', 'Không', 'Phật giáo', 'Thiên Chúa']), bold: true, field: 'religion' },
    ],
    style,
  );
  back.rule(3, 7.4, 82.6, 7.4, 0.15);
  back.block();
  back.line(28, 11.6, [{ text: 'DẤU VẾT RIÊNG VÀ DỊ HÌNH', bold: true, sizePt: 6.6 }], style, {
    align: 'center',
    width: 55,
  });
  back.paragraph(
    29,
    15.6,
    53,
    [
      {
        text: `${random.pick(['Nốt ruồi', 'Sẹo chấm'])} C: ${random.pick(['1cm', '2cm', '3cm'])} ${random.pick(['trên sau', 'dưới trước', 'dưới sau'])} ${random.pick(['đầu lông mày trái', 'mép phải', 'cánh mũi phải'])}`,
        field: 'identifying_marks',
      },
    ],
    style,
  );
  back.block();
  for (const [index, text] of ['NGÓN TRỎ TRÁI', 'NGÓN TRỎ PHẢI'].entries()) {
    back.line(3, 11.4 + index * 20, [{ text, sizePt: 4.8 }], style, { align: 'center', width: 23 });
    fingerprint(back, 14.5, 20 + index * 20, random.branch(text));
  }
  back.block();
  back.line(30, 27, [{ text: longDate(issued).replace('ngày', 'Ngày'), italic: true, field: 'issue_date' }], style, {
    align: 'center',
    width: 52,
  });
  back.line(
    30,
    31,
    [
      {
        text: `GIÁM ĐỐC CA ${upper(person.home.provinceKind === 'tỉnh' ? 'tỉnh' : 'TP.')} ${upper(person.home.province)}`,
        bold: true,
        sizePt: 6.6,
      },
    ],
    style,
    { align: 'center', width: 52 },
  );
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 48, 40, 20);
    drawSeal(
      back,
      47,
      40,
      {
        diameterMm: 17,
        upper: 'CÔNG AN',
        lower: `${person.home.provinceKind === 'tỉnh' ? 'TỈNH' : 'TP.'} ${upper(person.home.province)}`,
      },
      random.real(-8, 8),
    );
  }
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'identity_card_9', draft, format: 'card' };
}

export const identityCard9: PaperMaker = {
  type: 'identity_card_9',
  templates: [
    { name: 'typed, dashes in dates', set: 'build' },
    { name: 'short title, slashes', set: 'holdout' },
  ],
  draw: drawIdentityCard9,
};
