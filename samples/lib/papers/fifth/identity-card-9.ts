import { Draft } from '../../draft.ts';
import { placeText } from '../../places.ts';
import type { Chance } from '../../random.ts';
import { drawSeal, drawSignature } from '../../seal.ts';
import type { Style } from '../../sheet.ts';
import { addDays, isoDate, longDate, slashDate } from '../../words.ts';
import { CARD, cardGround, emblem, fingerprint, portrait, red } from '../card-art.ts';
import { type Look, type Paper, type RoundTemplate, upper } from '../common.ts';
import { at, bare, nation } from './cards.ts';
import { personOf, signerOf } from './people.ts';

/** Nine-digit card typed by a machine on pressed dots; long places go on upon the second dots. */
async function card9(random: Chance, look: Look): Promise<Paper> {
  const person = personOf(random, { levels: 3, bornFrom: 1941, bornTo: 1996 });
  const issued = addDays({ year: Math.max(1999, person.born.year + 15), month: 3, day: 9 }, random.int(0, 3200));
  const draft = await Draft.begin([look.family, 'mono']);
  const style: Style = { family: look.family, sizePt: 7, leading: 1.3 };
  const typed: Style = { family: 'mono', sizePt: 6.9, bold: true };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.89, 0.95, 0.95], [0.66, 0.82, 0.82]);
  emblem(front, 12.4, 9.6, 6);
  nation(front, 21, 62, style, false);
  front.line(21, 12.6, [{ text: 'GIẤY CHỨNG MINH NHÂN DÂN', bold: true, sizePt: 9.4, colour: red }], style, {
    align: 'center',
    width: 62,
  });
  at(
    front,
    38,
    17.2,
    [
      { text: 'SỐ: ', bold: true, sizePt: 8, colour: red },
      { text: person.oldId, bold: true, sizePt: 10.6, colour: red, field: 'identity_number' },
    ],
    style,
  );
  portrait(front, 3.2, 18.6, 18.2, 24.6, random.branch('face'));
  const x = 23.4;
  const dots: Style = { ...style, sizePt: 5 };
  const rows = (y: number, title: string, text: string, field: string, places = false): void => {
    front.block();
    const start = front.line(x, y, title, style) + 1;
    front.leader(start, 83, y + 0.6, dots);
    // A typist goes on below when the row is full; the third row has no dots.
    const words = text.split(' ');
    let [left, y1] = [start, y - 0.3];
    while (words.length > 0) {
      let count = words.length;
      while (count > 1 && front.widthOf(words.slice(0, count).join(' '), typed) > 83 - left) count--;
      front.line(left, y1, [{ text: words.splice(0, count).join(' '), field }], typed);
      [left, y1] = [x, y1 + 4.2];
    }
    if (places) front.leader(x, 83, y + 4.8, dots);
  };
  rows(22.4, 'Họ tên:', upper(person.name), 'full_name');
  rows(26.8, 'Sinh ngày:', slashDate(person.born, '-'), 'birth_date');
  rows(31.6, 'Nguyên quán:', bare(placeText(person.birthplace, 3)), 'place_of_origin', true);
  rows(41.2, 'Nơi ĐKHK thường trú:', bare(person.address), 'residence', true);
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.9, 0.95, 0.94], [0.7, 0.83, 0.8]);
  at(
    back,
    28,
    5,
    [{ text: 'Dân tộc: ' }, { family: 'mono', bold: true, text: person.ethnicity, field: 'ethnicity' }],
    style,
  );
  at(
    back,
    55,
    5,
    [
      { text: 'Tôn giáo: ' },
      { family: 'mono', bold: true, text: random.pick(['Không', 'Không', 'Thiên chúa', 'Hòa Hảo']), field: 'religion' },
    ],
    style,
  );
  at(back, 28, 9.4, [{ text: 'DẤU VẾT RIÊNG VÀ DỊ HÌNH', bold: true, sizePt: 6.2 }], style);
  back.block();
  back.paragraph(
    28,
    13.4,
    54,
    [
      {
        text: random.pick([
          'Sẹo chấm c.1,5cm dưới sau đuôi mắt phải',
          'Nốt ruồi c.2cm trước trên cánh mũi trái',
          'Sẹo thẳng c.3cm trên giữa trán',
        ]),
        field: 'identifying_marks',
      },
    ],
    typed,
  );
  for (const [index, text] of ['NGÓN TRỎ TRÁI', 'NGÓN TRỎ PHẢI'].entries()) {
    back.box({ x: 3.2, y: 3 + index * 24.4, width: 22, height: 23 }, { widthMm: 0.15 });
    back.block();
    back.line(3.2, 5.6 + index * 24.4, [{ text, sizePt: 4.8 }], style, { align: 'center', width: 22 });
    fingerprint(back, 14.2, 15.6 + index * 24.4, random.branch(text));
  }
  const province = `${person.home.provinceKind === 'tỉnh' ? 'TỈNH' : 'TP'} ${upper(person.home.province)}`;
  back.block();
  back.line(28, 23.4, [{ text: longDate(issued).replace('ngày', 'Ngày'), field: 'issue_date' }], style, {
    align: 'center',
    width: 55,
  });
  back.line(28, 27.2, [{ text: `GIÁM ĐỐC CA ${province}`, bold: true, sizePt: 6.4 }], style, {
    align: 'center',
    width: 55,
  });
  back.line(28, 48.4, [{ text: signerOf(random, 1), bold: true }], style, { align: 'center', width: 55 });
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 49, 39.6, 17);
    drawSeal(back, 46, 38, { diameterMm: 16, upper: 'CÔNG AN', lower: province }, random.real(-8, 8));
  }
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'identity_card_9', draft, format: 'card' };
}

export const fifthCards9: readonly RoundTemplate[] = [{ name: 'typed on pressed dots, going on below', draw: card9 }];
