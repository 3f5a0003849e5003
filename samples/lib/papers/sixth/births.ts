import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { personalId } from '../../identifiers.ts';
import { placeText } from '../../places.ts';
import type { Chance } from '../../random.ts';
import { drawBoxStamp } from '../../seal.ts';
import type { Style } from '../../sheet.ts';
import { addDays, dateInWords, longDate, slashDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import { agency, committeeSeal, type Look, motto, type Paper, type RoundTemplate, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { centred, certifiedCopy, days, Form, ribbon, sign } from './form.ts';
import { nameOf, personOf, provinceLine, type Seat, seatOf } from './people.ts';

function family(random: Chance, seat: Seat, year: number) {
  const home = { home: seat.place, levels: seat.levels } as const;
  const father = personOf(random, { male: true, bornFrom: year - 42, bornTo: year - 20, ...home });
  const { ethnicity } = father;
  const mother = personOf(random, { male: false, bornFrom: year - 38, bornTo: year - 19, ethnicity, ...home });
  const male = random.maybe(0.5);
  const drawn = nameOf(random, male, ethnicity);
  const child = ethnicity === 'Kinh' ? drawn.replace(/^\S+/, father.name.split(' ')[0]!) : drawn;
  return { father, mother, male, child };
}

/** Blank of 2006–2015 out of an impact printer, the parents in a running sentence each; a copy certified later. */
async function printedBlank(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2006, month: 8, day: 3 }, random.int(0, 3300));
  const born = addDays(registered, -random.int(5, 58));
  const seat = seatOf(random, registered);
  const { father, mother, male, child } = family(random, seat, born.year);
  const draft = await Draft.begin([look.family, 'mono', 'arial']);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.35, 0.5, 0.66], ground: [0.93, 0.96, 0.99] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 12, 10.4), leading: 1.62 };
  agency(
    sheet,
    54,
    26,
    66,
    [upper(seat.place.districtFull)],
    [`UBND ${upper(seat.place.communeFull)}`],
    look.family,
    10.6,
  );
  motto(sheet, 142, 26, look.family, 11);
  sheet.block();
  sheet.line(148, 40, [{ text: 'Số: ' }, { text: String(random.int(1, 290)), ...ribbon, field: 'number' }], style);
  sheet.line(
    148,
    46,
    [{ text: 'Quyển số: ' }, { text: `01/${registered.year}`, ...ribbon, field: 'book_number' }],
    style,
  );
  centred(
    sheet,
    0,
    57,
    210,
    [
      [{ text: 'GIẤY KHAI SINH', bold: true, sizePt: 22, colour: rgb(0.7, 0.1, 0.16) }],
      [{ text: random.pick(['(BẢN CHÍNH)', '(ĐĂNG KÝ LẠI)', '(BẢN CHÍNH)']), sizePt: 10 }],
    ],
    style,
  );
  const form = new Form(sheet, 24, 76, 162, style, { value: ribbon, dots: 'under', raised: 0.4, between: 0.3 });
  form.row(['Họ và tên:', upper(child), 'full_name'], ['Nam/Nữ:', male ? 'Nam' : 'Nữ', 'gender', 0.78]);
  const [day = '', month = ''] = slashDate(born).split('/');
  form.say([
    { text: 'Sinh ngày ' },
    form.fill(day, 'birth_date'),
    { text: ' tháng ', field: 'birth_date' },
    form.fill(month, 'birth_date'),
    { text: ' năm ', field: 'birth_date' },
    form.fill(String(born.year), 'birth_date'),
  ]);
  form.row(['Bằng chữ:', dateInWords(born), 'birth_date_in_words']);
  form.row([
    'Nơi sinh:',
    random.pick([
      `TTYT ${seat.place.districtFull}, ${seat.place.provinceKind} ${seat.place.province}`,
      `Trạm y tế ${seat.text}`,
      `BVĐK ${seat.place.provinceKind} ${seat.place.province}`,
    ]),
    'birth_place',
  ]);
  form.row(['Quê quán:', placeText(father.birthplace, 3), 'place_of_origin']);
  form.row(['Dân tộc:', father.ethnicity, 'ethnicity'], ['Quốc tịch:', 'Việt Nam', 'nationality', 0.5]);
  for (const [who, person, prefix] of [
    ['cha: Ông', father, 'father'],
    ['mẹ: Bà', mother, 'mother'],
  ] as const)
    form.say([
      { text: `Họ và tên ${who} ` },
      form.fill(upper(person.name), `${prefix}_full_name`),
      { text: ', sinh năm ' },
      form.fill(String(person.born.year), `${prefix}_birth_year`),
      { text: ', dân tộc ' },
      form.fill(person.ethnicity, `${prefix}_ethnicity`),
      { text: ', quốc tịch ' },
      form.fill('Việt Nam', `${prefix}_nationality`),
      { text: ', nơi thường trú: ' },
      form.fill(person.address, `${prefix}_residence`),
      { text: '.' },
    ]);
  form.row(['Nơi ĐKKS:', `UBND ${seat.text}`, 'registration_place']);
  const dated = slashDate(registered, '-');
  form.row(['Ngày, tháng, năm đăng ký:', dated, 'registration_date'], ['Ghi chú:', '', undefined, 0.56]);
  const declarant = random.maybe(0.6) ? father : mother;
  form.row(
    ['Người đi khai sinh:', upper(declarant.name), 'declarant_full_name'],
    ['Quan hệ:', declarant.male ? 'Cha' : 'Mẹ', undefined, 0.78],
  );
  const y = Math.min(form.y + 1, 226);
  sign(
    sheet,
    [146, y, 80],
    {
      authority: [
        `TM. UBND ${upper(seat.place.communeFull)}`,
        ...random.pick([['CHỦ TỊCH'], ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']]),
      ],
      name: nameOf(random, random.maybe(0.8)),
      seal: committeeSeal(seat.place),
    },
    style,
    random,
    look,
  );
  certifiedCopy(sheet, 22, Math.min(y + 2, 232), seat.place, registered, random, look);
  if (look.inked) drawBoxStamp(sheet, 24, 44, ['BẢN SAO'], 13, random.real(-4, 4));
  days(draft, { birth_date: born, birth_date_in_words: born, registration_date: registered });
  return { type: 'birth_certificate', draft, format: 'A4' };
}

/** Extract of a province's program: short labels, bold capitals, mother and father in two columns, everything of the register in one line. */
async function shortLabels(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2022, month: 3, day: 2 }, random.int(0, 1700));
  const seat = seatOf(random, issued);
  const born = addDays(issued, -random.int(400, 14_000));
  const registered = addDays(born, random.int(4, 58));
  const { father, mother, male, child } = family(random, seat, born.year);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.6, 10.8), leading: 1.5 };
  const bottom = agency(
    sheet,
    56,
    22,
    74,
    [seat.levels === 3 ? `UBND ${upper(seat.place.districtFull)}` : `UBND ${provinceLine(seat.place)}`],
    [`UBND ${upper(seat.place.communeFull)}`],
    look.family,
    11.4,
    { own: 'issuer' },
  );
  motto(sheet, 148, 22, look.family, 11.6);
  centred(
    sheet,
    19,
    bottom + 8,
    74,
    [[{ text: 'Số: ' }, { text: `${random.int(30, 2900)}/TLKS-BS`, field: 'number' }]],
    style,
  );
  centred(
    sheet,
    0,
    bottom + 22,
    210,
    [[{ text: 'TRÍCH LỤC KHAI SINH', bold: true, sizePt: 17 }], [{ text: '(Bản sao)', italic: true }]],
    style,
  );
  const bold = { bold: true } as const;
  const form = new Form(sheet, 24, bottom + 42, 164, style, { value: bold, between: 0.6 });
  form.row(['Họ tên khai sinh:', upper(child), 'full_name'], ['Giới tính:', male ? 'NAM' : 'NỮ', 'gender', 0.76]);
  form.row(
    ['Ng. sinh:', slashDate(born, '-'), 'birth_date'],
    ['Bằng chữ:', dateInWords(born), 'birth_date_in_words', 0.32],
  );
  form.row(
    ['Số ĐDCN:', personalId(random, seat.place.provinceCode, male, born.year), 'personal_id'],
    ['Dân tộc:', upper(father.ethnicity), 'ethnicity', 0.4],
    ['Quốc tịch:', 'VIỆT NAM', 'nationality', 0.68],
  );
  form.row([
    'Nơi sinh:',
    random.pick([
      `Bệnh viện Phụ sản - Nhi ${seat.place.provinceKind} ${seat.place.province}`,
      seat.text,
      `Trạm Y tế ${seat.text}`,
    ]),
    'birth_place',
  ]);
  form.row(['Quê quán:', placeText(father.birthplace, seat.levels), 'place_of_origin']);
  const top = form.y + 1;
  let deepest = top;
  for (const [index, [heading, person, prefix]] of (
    [
      ['NGƯỜI MẸ', mother, 'mother'],
      ['NGƯỜI CHA', father, 'father'],
    ] as const
  ).entries()) {
    const x = 24 + index * 84;
    centred(sheet, x, top + 1, 78, [[{ text: heading, bold: true }]], style);
    const side = new Form(sheet, x, top + 8.5, 78, style, { value: bold, between: 0.3 });
    side.row(['Họ tên:', upper(person.name), `${prefix}_full_name`]);
    side.row(
      ['N/sinh:', String(person.born.year), `${prefix}_birth_year`],
      ['Dân tộc:', person.ethnicity, `${prefix}_ethnicity`, 0.44],
    );
    side.row(['Quốc tịch:', 'Việt Nam', `${prefix}_nationality`]);
    side.row(['Nơi cư trú:', person.address, `${prefix}_residence`]);
    deepest = Math.max(deepest, side.y);
  }
  sheet.rule(105, top - 3, 105, deepest - 4, 0.15);
  form.y = deepest + 1;
  form.row(['Nơi ĐKKS:', `UBND ${seat.text}`, 'registration_place']);
  form.row(
    ['Số ĐK:', `${random.int(1, 340)}/${registered.year}`, 'registration_number'],
    ['Ngày ĐK:', slashDate(registered, '-'), 'registration_date', 0.36],
  );
  sheet.block();
  centred(
    sheet,
    98,
    form.y + 3,
    92,
    [
      [
        { text: `${seat.place.commune}, `, italic: true },
        { text: longDate(issued), italic: true, field: 'issue_date' },
      ],
    ],
    style,
  );
  sign(
    sheet,
    [144, form.y + 9.5, 88],
    {
      authority: random.pick([
        ['TL. CHỦ TỊCH', 'CÔNG CHỨC TƯ PHÁP - HỘ TỊCH'],
        seat.levels === 2 ? ['TUQ. CHỦ TỊCH', 'PHÓ GIÁM ĐỐC TRUNG TÂM PVHCC'] : ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
        ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
      ]),
      name: nameOf(random, random.maybe(0.5)),
      seal: committeeSeal(seat.place),
    },
    style,
    random,
    look,
  );
  days(draft, { birth_date: born, birth_date_in_words: born, registration_date: registered, issue_date: issued });
  draft.value('gender', male ? 'Nam' : 'Nữ');
  draft.value('ethnicity', father.ethnicity);
  draft.value('nationality', 'Việt Nam');
  return { type: 'birth_certificate_extract', draft, format: 'A4' };
}

export const sixthBirths: readonly RoundTemplate[] = [
  { name: 'impact printer on the blank of 2006, parents in sentences, certified copy', draw: printedBlank },
];
export const sixthBirthExtracts: readonly RoundTemplate[] = [
  { name: 'short labels, parents in two columns', draw: shortLabels },
];
