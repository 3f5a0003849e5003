import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { personalId } from '../../identifiers.ts';
import type { Person } from '../../people.ts';
import { placeText } from '../../places.ts';
import type { Chance } from '../../random.ts';
import type { Sheet, Style } from '../../sheet.ts';
import { addDays, type Day, dateInWords, isoDate, slashDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import { committeeSeal, type Look, motto, type Paper, type RoundTemplate, signingBlock, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column } from '../fresh/column.ts';
import { commonName } from '../unseen/people.ts';
import { centred, heading, tabbed } from './page.ts';
import { personOf, provinceLine, quotedCard, type Seat, seatOf, signerOf } from './people.ts';

interface Family {
  readonly child: string;
  readonly male: boolean;
  readonly born: Day;
  readonly mother: Person;
  readonly father: Person;
}

function familyOf(random: Chance, seat: Seat, born: Day): Family {
  const own = { home: seat.place, levels: seat.levels } as const;
  const father = personOf(random, { male: true, bornFrom: born.year - 41, bornTo: born.year - 20, ...own });
  const mother = personOf(random, { male: false, bornFrom: born.year - 38, bornTo: born.year - 18, ...own });
  const male = random.maybe(0.5);
  const child =
    father.ethnicity === 'Kinh'
      ? commonName(random, male).replace(/^\S+/, father.name.split(' ')[0]!)
      : `${father.name.split(' ')[0]} ${male ? 'Minh' : 'Thị'} ${random.pick(['Khôi', 'Ánh', 'Dương', 'Vy', 'An'])}`;
  return { child, male, born, mother, father };
}

function birthPlaceOf(random: Chance, seat: Seat): string {
  const province = `${seat.place.provinceKind} ${seat.place.province}`;
  return random.pick([
    `Bệnh viện Đa khoa ${province}`,
    `Trạm Y tế ${seat.text}`,
    `Bệnh viện Hùng Vương, Thành phố Hồ Chí Minh`,
    seat.text,
  ]);
}

/** What both forms of TT 04/2020 say between the title and the registration: words behind the date, the mother before the father. */
function body(
  random: Chance,
  sheet: Sheet,
  form: Column,
  of: Family,
  seat: Seat,
  style: Style,
  number: string,
  tab: number,
): void {
  const gap = (cells: readonly (readonly [string, string, string])[]): void => {
    form.y = tabbed(sheet, form.x, form.y, form.width, cells, style, tab) + (form.filling.between ?? 0);
  };
  const name = (label: string, text: string, field: string): void => {
    form.say([
      { text: `${label} `, bold: true },
      { text: upper(text), bold: true, field },
    ]);
    form.y += form.filling.between ?? 0;
  };
  name('Họ, chữ đệm, tên:', of.child, 'full_name');
  form.say([
    { text: 'Ngày, tháng, năm sinh: ' },
    { text: slashDate(of.born), field: 'birth_date' },
    { text: ' ghi bằng chữ: ' },
    { text: dateInWords(of.born), field: 'birth_date_in_words' },
  ]);
  form.y += form.filling.between ?? 0;
  gap([
    ['Giới tính:', of.male ? 'Nam' : 'Nữ', 'gender'],
    ['Dân tộc:', of.father.ethnicity, 'ethnicity'],
    ['Quốc tịch:', 'Việt Nam', 'nationality'],
  ]);
  form.put({ label: 'Nơi sinh:', value: birthPlaceOf(random, seat), field: 'birth_place' });
  form.put({
    label: 'Quê quán:',
    value: placeText(of.father.birthplace, seat.levels),
    field: 'place_of_origin',
  });
  form.put({ label: 'Số định danh cá nhân:', value: number, field: 'personal_id' });
  for (const [who, person, prefix] of [
    ['mẹ', of.mother, 'mother'],
    ['cha', of.father, 'father'],
  ] as const) {
    name(`Họ, chữ đệm, tên người ${who}:`, person.name, `${prefix}_full_name`);
    gap([
      ['Năm sinh:', String(person.born.year), `${prefix}_birth_year`],
      ['Dân tộc:', person.ethnicity, `${prefix}_ethnicity`],
      ['Quốc tịch:', 'Việt Nam', `${prefix}_nationality`],
    ]);
    form.put({ label: 'Nơi cư trú:', value: person.address, field: `${prefix}_residence` });
  }
}

/** The blank of TT 04/2020 (motto and title pressed, all else printed by the office): number at the top right, no agency. */
async function certificate(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2020, month: 8, day: 3 }, random.int(0, 2260));
  const born = addDays(registered, -random.pick([random.int(5, 58), random.int(5, 58), random.int(400, 7000)]));
  const seat = seatOf(random, registered);
  const of = familyOf(random, seat, born);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  ornament(sheet, { frame: [0.83, 0.36, 0.4], ground: [0.99, 0.95, 0.94] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.1), leading: 1.4 };
  sheet.block();
  sheet.line(148, 24, [{ text: 'Số: ' }, { text: `${random.int(1, 420)}/${registered.year}`, field: 'number' }], style);
  motto(sheet, 105, 33, look.family, 13);
  centred(sheet, 55, [{ text: 'GIẤY KHAI SINH', bold: true, sizePt: 26, colour: rgb(0.8, 0.1, 0.12) }], style);
  const form = new Column(sheet, 25, 69, 161, style, { between: 0.5 });
  body(random, sheet, form, of, seat, style, personalId(random, seat.place.provinceCode, of.male, born.year), 3);
  const declarant = random.maybe(0.7) ? of.father : of.mother;
  form.put({
    label: 'Họ, chữ đệm, tên người đi khai sinh:',
    value: declarant.name,
    field: 'declarant_full_name',
  });
  form.put({
    label: 'Giấy tờ tùy thân:',
    value: quotedCard(declarant, registered),
    field: 'declarant_identity_paper',
  });
  form.put({
    label: 'Nơi đăng ký khai sinh:',
    value: `Ủy ban nhân dân ${seat.text}`,
    field: 'registration_place',
  });
  form.put({ label: 'Ngày, tháng, năm đăng ký:', value: slashDate(registered), field: 'registration_date' });
  const place = signingBlock(
    sheet,
    140,
    Math.min(form.y + 3, 244),
    94,
    { ...style, sizePt: style.sizePt - 0.8, leading: 1.18 },
    {
      authority: ['NGƯỜI KÝ GIẤY KHAI SINH', random.pick(['CHỦ TỊCH', 'PHÓ CHỦ TỊCH'])],
      name: signerOf(random),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(born));
  draft.value('birth_date_in_words', isoDate(born));
  draft.value('registration_date', isoDate(registered));
  return { type: 'birth_certificate', draft, format: 'A4', places: place };
}

/** Copy of the extract as a civil status program prints it: values of three cells begin at tabs, "Số 12, ngày …" without a colon. */
async function extract(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2017, month: 3, day: 6 }, random.int(0, 3480));
  const seat = seatOf(random, issued);
  const born = addDays(issued, -random.int(300, 9000));
  const registered = addDays(born, random.int(4, 200));
  const of = familyOf(random, seat, born);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.4, 11.4), leading: 1.36 };
  const number = `${random.int(1, 900)}/TLKS-BS`;
  const y = heading(
    sheet,
    look,
    {
      parent: [provinceLine(seat.place), ...(seat.levels === 3 ? [upper(seat.place.districtFull)] : [])],
      own: [`UBND ${upper(seat.place.communeFull)}`],
      number: [{ text: 'Số: ' }, { text: number, field: 'number' }],
      place: seat.place.commune,
      on: issued,
      fields: { own: 'issuer', date: 'issue_date' },
    },
    style,
  );
  centred(sheet, y + 15, [{ text: 'TRÍCH LỤC KHAI SINH', bold: true, sizePt: 16 }], style);
  centred(sheet, y + 21.5, '(BẢN SAO)', style);
  sheet.rule(96, y + 23.6, 114, y + 23.6, 0.2);
  const form = new Column(sheet, 24, y + 34, 164, style, { between: 0.7 });
  const known = born.year >= 2016;
  const identity = personalId(random, seat.place.provinceCode, of.male, born.year);
  body(random, sheet, form, of, seat, style, known ? identity : '', 12);
  form.put({
    label: 'Đăng ký khai sinh tại:',
    value: `UBND ${seat.text}`,
    field: 'registration_place',
  });
  form.say([
    { text: 'Số ' },
    { text: `${random.int(1, 320)}/${registered.year}`, field: 'registration_number' },
    { text: ', ngày ' },
    { text: slashDate(registered), field: 'registration_date' },
  ]);
  form.y += 0.7;
  form.say([{ text: 'Ghi chú:', bold: true }, { text: random.pick(['', ' Thực hiện trích lục từ Sổ hộ tịch']) }]);
  signingBlock(
    sheet,
    142,
    Math.min(form.y + 3, 242),
    92,
    { ...style, sizePt: style.sizePt - 0.6, leading: 1.18 },
    {
      authority: ['NGƯỜI KÝ TRÍCH LỤC'],
      note: '(Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)',
      name: signerOf(random),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(born));
  draft.value('birth_date_in_words', isoDate(born));
  draft.value('registration_date', isoDate(registered));
  draft.value('issue_date', isoDate(issued));
  return { type: 'birth_certificate_extract', draft, format: 'A4' };
}

export const fifthBirths: readonly RoundTemplate[] = [
  { name: 'TT 04/2020, number at the top right, no agency', draw: certificate },
];
export const fifthBirthExtracts: readonly RoundTemplate[] = [
  { name: 'TT 04/2020, values at tabs, number without colon', draw: extract },
];
