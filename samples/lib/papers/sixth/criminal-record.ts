import { Draft } from '../../draft.ts';
import { sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, longDate, slashDate } from '../../words.ts';
import { agency, type Look, motto, type Paper, type RoundTemplate, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { centred, days, Form, sign } from './form.ts';
import { nameOf, personOf, provinceLine, seatOf } from './people.ts';

/** Form 2 out of the police's program: numbered with dashes, short labels, answers in bold, parents and spouse in a sentence. */
async function draw(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 3, day: 10 }, random.int(0, 600));
  const seat = seatOf(random, issued);
  const { levels, place } = seat;
  const person = personOf(random, { bornFrom: 1966, bornTo: 2006, home: place, levels });
  const { ethnicity } = person;
  const year = person.born.year;
  const father = personOf(random, { male: true, bornFrom: year - 38, bornTo: year - 21, levels, ethnicity });
  const mother = personOf(random, { male: false, bornFrom: year - 34, bornTo: year - 19, levels, ethnicity });
  const away = random.maybe(0.4) ? personOf(random, { levels }).address : null;
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.42 };
  const province = provinceLine(place);
  const own = [`CÔNG AN ${province}`];
  const bottom = agency(sheet, 58, 22, 76, ['BỘ CÔNG AN'], own, look.family, 11.8, { own: 'issuer' });
  motto(sheet, 148, 22, look.family, 11.8);
  const number = `${random.int(90, 21_000)}/PLLTP-PV06`;
  centred(sheet, 20, bottom + 8, 76, [[{ text: 'Số: ' }, { text: number, field: 'number' }]], style);
  const dateline: Run[] = [
    { text: `${place.province}, `, italic: true },
    { text: longDate(issued), italic: true, field: 'issue_date' },
  ];
  centred(sheet, 98, bottom + 8, 100, [dateline], style);
  const big = { bold: true, sizePt: 16 } as const;
  centred(
    sheet,
    0,
    bottom + 24,
    210,
    [
      [
        { text: 'PHIẾU LÝ LỊCH TƯ PHÁP SỐ ', ...big },
        { text: '2', ...big, field: 'form_number' },
      ],
    ],
    style,
  );
  const form = new Form(sheet, 26, bottom + 38, 162, style, { value: { bold: true }, between: 1.1 });
  form.row(['1- Họ tên khai sinh:', upper(person.name), 'full_name'], ['Giới tính:', sexWord(person), 'gender', 0.74]);
  form.row(['2- Ng. sinh:', slashDate(person.born), 'birth_date'], ['Quốc tịch:', 'Việt Nam', 'nationality', 0.5]);
  const birthplace = `${person.birthplace.communeFull}, ${person.birthplace.provinceKind} ${person.birthplace.province}`;
  form.row(['3- Nơi sinh:', birthplace, 'birth_place']);
  form.row(
    ['4- Giấy tờ tùy thân:', random.pick(['Căn cước', 'Căn cước công dân']), 'identity_paper'],
    ['Số:', person.personalId, 'identity_number', 0.62],
  );
  form.row(['5- Nơi thường trú:', person.address, 'residence']);
  form.row(['6- Nơi tạm trú:', away ?? '/', away === null ? undefined : 'temporary_residence']);
  form.say([
    { text: '7- Họ tên cha: ' },
    { text: ethnicity === 'Kinh' ? father.name.replace(/^\S+/, person.name.split(' ')[0]!) : father.name },
    { text: `, sinh năm ${father.born.year}; họ tên mẹ: ` },
    { text: mother.name },
    { text: `, sinh năm ${mother.born.year}; họ tên vợ/chồng: /` },
  ]);
  form.row(['8- Tình trạng án tích:', 'Không có án tích', 'criminal_status']);
  form.row(['9- Cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã:', 'Không', 'position_ban']);
  sign(
    sheet,
    [146, form.y + 8, 88],
    {
      authority: random.pick([
        ['TL. GIÁM ĐỐC', 'TRƯỞNG PHÒNG HỒ SƠ NGHIỆP VỤ'],
        ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
      ]),
      name: nameOf(random, random.maybe(0.85)),
      seal: { diameterMm: 36, upper: 'CÔNG AN', lower: province },
    },
    style,
    random,
    look,
  );
  days(draft, { birth_date: person.born, issue_date: issued });
  return { type: 'criminal_record', draft, format: 'A4' };
}

export const sixthCriminalRecords: readonly RoundTemplate[] = [{ name: 'form 2, dashes and short labels', draw }];
