import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import type { Person } from '../../people.ts';
import type { Chance } from '../../random.ts';
import { drawBoxStamp, drawSignature } from '../../seal.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, type Day, isoDate, longDate, slashDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import { agency, committeeSeal, type Look, motto, type Paper, type RoundTemplate, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { table } from '../fresh/column.ts';
import { centred, Form, ribbon, sign } from './form.ts';
import { nameOf, personOf, type Seat, seatOf } from './people.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const couple = (random: Chance, year: number, seat: Seat): readonly [wife: Person, husband: Person] => [
  personOf(random, { male: false, bornFrom: year - 34, bornTo: year - 19, levels: seat.levels }),
  personOf(random, { male: true, bornFrom: year - 38, bornTo: year - 21, levels: seat.levels, home: seat.place }),
];
const earlier = (issued: Day, paper: Day): Day => (isoDate(issued) < isoDate(paper) ? issued : addDays(paper, -75));

/** White sheet of a commune's program: wife and husband side by side in a ruled table, the registration told in a sentence; a copy. */
async function tableOfTwo(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2021, month: 9, day: 6 }, random.int(0, 1850));
  const seat = seatOf(random, registered);
  const [wife, husband] = couple(random, registered.year, seat);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.82, 0.5, 0.3], ground: [0.995, 0.965, 0.94] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.6), leading: 1.36 };
  const own = ['ỦY BAN NHÂN DÂN', upper(seat.place.communeFull)];
  agency(sheet, 56, 26, 72, [], own, look.family, 11);
  motto(sheet, 143, 26, look.family, 11.4);
  const red = rgb(0.8, 0.12, 0.1);
  centred(sheet, 0, 53, 210, [[{ text: 'GIẤY CHỨNG NHẬN KẾT HÔN', bold: true, sizePt: 21, colour: red }]], style);
  const number = `${two(random.int(1, 210))}/${registered.year}`;
  centred(sheet, 0, 61, 210, [[{ text: 'Số: ' }, { text: number, bold: true, field: 'number' }]], style);
  const cells = (label: string, name: string, of: (person: Person) => string, bold = false): (string | Run)[] => [
    label,
    { text: of(wife), bold, field: `wife_${name}` },
    { text: of(husband), bold, field: `husband_${name}` },
  ];
  const bottom = table(
    sheet,
    22,
    70,
    [36, 65, 65],
    [
      ['', 'VỢ', 'CHỒNG'],
      cells('Họ, chữ đệm, tên', 'full_name', ({ name }) => upper(name), true),
      cells('Ngày sinh', 'birth_date', ({ born }) => slashDate(born)),
      cells('Dân tộc', 'ethnicity', ({ ethnicity }) => ethnicity),
      cells('Quốc tịch', 'nationality', () => 'Việt Nam'),
      cells('Nơi cư trú', 'residence', ({ address }) => address),
      cells(
        'Giấy tờ tùy thân',
        'identity_paper',
        ({ personalId, idIssued }) =>
          `CCCD số ${personalId} do Cục Cảnh sát QLHC về TTXH cấp ngày ${slashDate(earlier(idIssued, registered))}`,
      ),
    ],
    style,
  );
  const form = new Form(sheet, 22, bottom + 9, 166, style);
  form.say([
    { text: 'Đăng ký kết hôn tại: ' },
    { text: `Ủy ban nhân dân ${seat.text}`, bold: true, field: 'registration_place' },
    { text: ', ' },
    { text: longDate(registered), bold: true, field: 'registration_date' },
    { text: '.' },
  ]);
  const y = form.y + 5;
  for (const [index, person] of [wife, husband].entries()) {
    const x = 20 + index * 47;
    centred(
      sheet,
      x,
      y,
      46,
      [
        [{ text: index === 0 ? 'VỢ' : 'CHỒNG', bold: true }],
        [{ text: '(Ký, ghi rõ họ tên)', italic: true, sizePt: style.sizePt - 2.4 }],
      ],
      style,
    );
    if (look.inked) drawSignature(sheet, random.branch(`spouse ${index}`), x + 11, y + 19, 24);
    centred(sheet, x, y + 31, 46, [[{ text: person.name, sizePt: style.sizePt - 1 }]], style);
  }
  sign(
    sheet,
    [150, y, 78],
    {
      authority: ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
      name: nameOf(random, random.maybe(0.7)),
      seal: committeeSeal(seat.place),
    },
    style,
    random,
    look,
  );
  if (look.inked) drawBoxStamp(sheet, 24, 37, ['SAO Y BẢN CHÍNH'], 11, random.real(-5, 5));
  for (const [prefix, person] of [
    ['wife', wife],
    ['husband', husband],
  ] as const)
    draft.value(`${prefix}_birth_date`, isoDate(person.born));
  draft.value('registration_date', isoDate(registered));
  return { type: 'marriage_certificate', draft, format: 'A4' };
}

/** Blank of 2006–2015 (NĐ 158/2005) out of an impact printer: husband over wife, several answers to a line, everything of the registry at the foot. */
async function stackedBlank(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2006, month: 5, day: 9 }, random.int(0, 3400));
  const seat = seatOf(random, registered);
  const [wife, husband] = couple(random, registered.year, seat);
  const draft = await Draft.begin([look.family, 'mono']);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.72, 0.32, 0.46], ground: [0.99, 0.95, 0.97] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.6), leading: 1.66 };
  sheet.block();
  sheet.line(150, 27, [{ text: 'Số: ' }, { text: `${random.int(1, 99)}`, ...ribbon, field: 'number' }], style);
  sheet.line(150, 33, [{ text: 'Quyển số: ' }, { text: `01/${registered.year}`, ...ribbon }], style);
  motto(sheet, 105, 45, look.family, 12.4);
  const red = rgb(0.76, 0.08, 0.2);
  centred(sheet, 0, 66, 210, [[{ text: 'GIẤY CHỨNG NHẬN KẾT HÔN', bold: true, sizePt: 22, colour: red }]], style);
  const form = new Form(sheet, 24, 82, 162, style, { value: ribbon, dots: 'under', raised: 0.4, between: 2 });
  for (const [who, prefix, person] of [
    ['chồng', 'husband', husband],
    ['vợ', 'wife', wife],
  ] as const) {
    form.row([`Họ và tên ${who}:`, upper(person.name), `${prefix}_full_name`]);
    form.row(
      ['Ngày sinh:', slashDate(person.born, '-'), `${prefix}_birth_date`],
      ['Dân tộc:', person.ethnicity, `${prefix}_ethnicity`, 0.36],
      ['Quốc tịch:', 'Việt Nam', `${prefix}_nationality`, 0.66],
    );
    form.row(['Nơi thường trú/tạm trú:', person.address, `${prefix}_residence`]);
    form.row(['Số CMND/Hộ chiếu:', person.oldId, `${prefix}_identity_paper`]);
    draft.value(`${prefix}_birth_date`, isoDate(person.born));
    form.y += 5;
  }
  form.row(['Nơi ĐKKH:', `UBND ${seat.text}`, 'registration_place']);
  form.row(['Ngày ĐKKH:', slashDate(registered, '-'), 'registration_date'], ['Ghi chú:', '', undefined, 0.5]);
  const y = form.y + 4;
  for (const [index, person] of [husband, wife].entries()) {
    centred(sheet, 20 + index * 42, y, 42, [[{ text: index === 0 ? 'Chồng' : 'Vợ', bold: true }]], style);
    if (look.inked) drawSignature(sheet, random.branch(person.name), 29 + index * 42, y + 15, 24);
  }
  sign(
    sheet,
    [148, y, 80],
    {
      authority: [`TM. UBND ${upper(seat.place.communeFull)}`, 'CHỦ TỊCH'],
      name: nameOf(random, random.maybe(0.85)),
      seal: committeeSeal(seat.place),
    },
    style,
    random,
    look,
  );
  draft.value('registration_date', isoDate(registered));
  return { type: 'marriage_certificate', draft, format: 'A4' };
}

export const sixthMarriages: readonly RoundTemplate[] = [
  { name: 'two people in a ruled table, registration in a sentence, copy', draw: tableOfTwo },
  { name: 'blank of 2006 out of an impact printer, husband over wife', draw: stackedBlank },
];
