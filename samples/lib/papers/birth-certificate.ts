import { rgb } from 'pdf-lib';
import { Draft } from '../draft.ts';
import { personalId } from '../identifiers.ts';
import { inventName, inventPerson, type Person } from '../people.ts';
import { inventAddress, inventPlace, placeText } from '../places.ts';
import type { Chance } from '../random.ts';
import type { Sheet, Style } from '../sheet.ts';
import { addDays, type Day, dateInWords, isoDate, longDate, slashDate } from '../words.ts';
import {
  agency,
  committee,
  committeeSeal,
  type Filling,
  identityPaper,
  type Look,
  motto,
  type Paper,
  type PaperMaker,
  row,
  signingBlock,
  upper,
} from './common.ts';

/** The printed blank: a double frame with a wavy guilloche and a faint ground, as the ministry's forms have. */
export function ornament(
  sheet: Sheet,
  colour: { readonly frame: readonly [number, number, number]; readonly ground: readonly [number, number, number] },
): void {
  const frame = rgb(...colour.frame);
  const ground = rgb(...colour.ground);
  const { widthMm: w, heightMm: h } = sheet;
  for (let y = 20; y < h - 18; y += 2.6) {
    let d = `M 16 ${y}`;
    for (let x = 16; x < w - 20; x += 8) d += ` q 2 ${(y * 7) % 3 < 1.5 ? -1.4 : 1.4} 4 0 t 4 0`;
    sheet.path(d, { widthMm: 0.12, colour: ground });
  }
  sheet.box({ x: 9, y: 9, width: w - 18, height: h - 18 }, { widthMm: 0.9, colour: frame });
  sheet.box({ x: 14, y: 14, width: w - 28, height: h - 28 }, { widthMm: 0.35, colour: frame });
  const waves = (length: number): number => Math.round(length / 4);
  for (const phase of [1.6, -1.6]) {
    let top = 'M 10 11.5';
    let bottom = `M 10 ${h - 11.5}`;
    for (let i = 0; i < waves(w - 20); i++) {
      top += ` q ${(w - 20) / waves(w - 20) / 2} ${i % 2 === 0 ? phase : -phase} ${(w - 20) / waves(w - 20)} 0`;
      bottom += ` q ${(w - 20) / waves(w - 20) / 2} ${i % 2 === 0 ? phase : -phase} ${(w - 20) / waves(w - 20)} 0`;
    }
    let left = 'M 11.5 10';
    let right = `M ${w - 11.5} 10`;
    for (let i = 0; i < waves(h - 20); i++) {
      left += ` q ${i % 2 === 0 ? phase : -phase} ${(h - 20) / waves(h - 20) / 2} 0 ${(h - 20) / waves(h - 20)}`;
      right += ` q ${i % 2 === 0 ? phase : -phase} ${(h - 20) / waves(h - 20) / 2} 0 ${(h - 20) / waves(h - 20)}`;
    }
    for (const d of [top, bottom, left, right]) sheet.path(d, { widthMm: 0.25, colour: frame });
  }
}

const templates = [
  { name: 'blank 2015, typed', set: 'build' },
  { name: 'blank 2020, printed, dotted', set: 'build' },
  { name: 'white sheet of a province system', set: 'holdout' },
] as const;

export async function drawBirthCertificate(
  random: Chance,
  look: Look,
  given?: {
    readonly mother: Person;
    readonly registered: Day;
    /** Printed instead of a number that fits the child: a paper that contradicts itself. */
    readonly personalId?: string;
  },
): Promise<Paper> {
  const levels = given !== undefined || random.maybe(0.5) ? 2 : 3;
  const registered =
    given !== undefined
      ? given.registered
      : levels === 2
        ? addDays({ year: 2025, month: 7, day: 10 }, random.int(0, 480))
        : addDays({ year: 2016, month: 2, day: 1 }, random.int(0, 3300));
  const born = addDays(registered, -random.int(6, 58));
  const home = given?.mother.home ?? inventPlace(random);
  const father = inventPerson(random, { male: true, bornFrom: 1978, bornTo: 1998, home, levels });
  const mother =
    given?.mother ??
    inventPerson(random, { male: false, bornFrom: 1980, bornTo: 2000, home, levels, ethnicity: father.ethnicity });
  const male = random.maybe(0.5);
  const child = inventName(random, male, father.name.split(' ')[0]!);
  const number = `${random.int(1, 380)}/${registered.year}`;
  const declarant = random.maybe(0.6) ? father : mother;
  const residence = given?.mother.address ?? inventAddress(random, home, levels);
  const origin = placeText(father.birthplace, levels);
  const hospital = `Bệnh viện đa khoa ${levels === 3 ? home.districtFull : home.province}, ${home.provinceKind} ${home.province}`;
  const signer = inventName(random, random.maybe(0.6));
  const number12 = given?.personalId ?? personalId(random, home.provinceCode, male, born.year);

  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: 13, leading: 1.42 };
  const filling: Filling =
    look.template === 0
      ? { bold: true, between: 1 }
      : look.template === 1
        ? { bold: true, dotted: true, between: 1.2 }
        : { between: 0.8 };
  if (look.template === 0) ornament(sheet, { frame: [0.72, 0.34, 0.36], ground: [0.99, 0.91, 0.87] });
  if (look.template === 1) ornament(sheet, { frame: [0.28, 0.5, 0.42], ground: [0.9, 0.96, 0.92] });
  const committeeName = committee(home);
  const place = [
    committeeName,
    ...(levels === 3 ? [home.districtFull] : []),
    `${home.provinceKind} ${home.province}`,
  ].join(', ');

  let y: number;
  if (look.template === 2) {
    agency(
      sheet,
      60,
      28,
      70,
      [`UBND ${upper(home.provinceKind)} ${upper(home.province)}`],
      [upper(committeeName)],
      look.family,
      11.5,
    );
    motto(sheet, 145, 28, look.family, 11.5);
    y = 56;
  } else {
    motto(sheet, 105, 30, look.family, 13);
    y = 52;
  }
  const frameLeft = 26;
  const width = 210 - 2 * frameLeft;
  sheet.block();
  sheet.line(
    0,
    y,
    'GIẤY KHAI SINH',
    { ...style, sizePt: 22, bold: true, ...(look.template === 2 ? {} : { colour: rgb(0.75, 0.12, 0.14) }) },
    { align: 'center', width: 210 },
  );
  sheet.block();
  y += 8;
  if (look.template === 0)
    sheet.line(frameLeft + width * 0.62, y, [{ text: 'Số: ' }, { text: number, bold: true, field: 'number' }], style);
  else
    sheet.line(0, y, [{ text: 'Số: ' }, { text: number, bold: true, field: 'number' }], style, {
      align: 'center',
      width: 210,
    });
  y += 10;
  sheet.block();
  const put = (...cells: Parameters<typeof row>[4]) => {
    y = row(sheet, frameLeft, y, width, cells, style, filling);
  };
  put({ label: 'Họ, chữ đệm, tên:', value: look.template === 2 ? child : upper(child), field: 'full_name' });
  const dash = look.template === 2;
  if (dash) {
    put(
      { label: 'Ngày, tháng, năm sinh:', value: slashDate(born), field: 'birth_date' },
      { label: 'Giới tính:', value: male ? 'Nam' : 'Nữ', field: 'gender', at: 0.62 },
    );
    put({ label: 'Ghi bằng chữ:', value: dateInWords(born), field: 'birth_date_in_words' });
    put(
      { label: 'Dân tộc:', value: father.ethnicity, field: 'ethnicity' },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.5 },
    );
  } else {
    put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(born), field: 'birth_date' });
    put({ label: 'ghi bằng chữ:', value: dateInWords(born).toLocaleLowerCase('vi'), field: 'birth_date_in_words' });
    put(
      { label: 'Giới tính:', value: male ? 'Nam' : 'Nữ', field: 'gender' },
      { label: 'Dân tộc:', value: father.ethnicity, field: 'ethnicity', at: 0.34 },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.66 },
    );
  }
  put({ label: 'Nơi sinh:', value: hospital, field: 'birth_place' });
  put({ label: 'Quê quán:', value: origin, field: 'place_of_origin' });
  put({ label: 'Số định danh cá nhân:', value: number12, field: 'personal_id' });
  for (const [who, person, prefix] of [
    ['người mẹ', mother, 'mother'],
    ['người cha', father, 'father'],
  ] as const) {
    put({
      label: `Họ, chữ đệm, tên ${who}:`,
      value: look.template === 2 ? person.name : upper(person.name),
      field: `${prefix}_full_name`,
    });
    put(
      { label: 'Năm sinh:', value: String(person.born.year), field: `${prefix}_birth_year` },
      { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity`, at: 0.34 },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.66 },
    );
    put({ label: 'Nơi cư trú:', value: residence, field: `${prefix}_residence` });
  }
  put({ label: 'Họ, chữ đệm, tên người đi khai sinh:', value: declarant.name, field: 'declarant_full_name' });
  put({ label: 'Giấy tờ tùy thân:', value: identityPaper(declarant, registered), field: 'declarant_identity_paper' });
  put({ label: 'Nơi đăng ký khai sinh:', value: place, field: 'registration_place' });
  put({
    label: 'Ngày, tháng, năm đăng ký:',
    value: look.template === 0 ? longDate(registered).replace('ngày ', 'Ngày ') : slashDate(registered),
    field: 'registration_date',
  });
  draft.value('birth_date', isoDate(born));
  draft.value('birth_date_in_words', isoDate(born));
  draft.value('registration_date', isoDate(registered));
  const places = signingBlock(
    sheet,
    148,
    Math.min(y + 4, 240),
    74,
    { ...style, leading: 1.25 },
    {
      authority:
        look.template === 2
          ? ['TM. ỦY BAN NHÂN DÂN', random.pick(['CHỦ TỊCH', 'PHÓ CHỦ TỊCH'])]
          : ['NGƯỜI KÝ GIẤY KHAI SINH'],
      ...(look.template === 2 ? {} : { note: '(Ký, ghi rõ họ, chữ đệm, tên, chức vụ, đóng dấu)' }),
      name: signer,
      nameField: 'signer_name',
      seal: committeeSeal(home),
    },
    random.branch('signature'),
    look,
  );
  return { type: 'birth_certificate', draft, format: 'A4', places };
}

export const birthCertificate: PaperMaker = { type: 'birth_certificate', templates, draw: drawBirthCertificate };
