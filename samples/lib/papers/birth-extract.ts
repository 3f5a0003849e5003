import { Draft } from '../draft.ts';
import { inventName, inventPerson } from '../people.ts';
import { inventAddress, placeText } from '../places.ts';
import type { Chance } from '../random.ts';
import type { Style } from '../sheet.ts';
import { addDays, dateInWords, isoDate, slashDate } from '../words.ts';
import { administrativeHead, authority, fillings, office, recent, three } from './civil-status.ts';
import { committeeSeal, type Look, type Paper, type PaperMaker, row, signingBlock, upper } from './common.ts';

/** Trích lục khai sinh (bản sao). */
async function drawBirthExtract(random: Chance, look: Look): Promise<Paper> {
  const issued = recent(random);
  const from = office(random, issued);
  const registered = addDays(issued, -random.int(200, 5200));
  const born = addDays(registered, -random.int(6, 50));
  const father = inventPerson(random, {
    male: true,
    bornFrom: 1970,
    bornTo: 1988,
    home: from.place,
    levels: from.levels,
  });
  const mother = inventPerson(random, {
    male: false,
    bornFrom: 1972,
    bornTo: 1990,
    home: from.place,
    levels: from.levels,
  });
  const male = random.maybe(0.5);
  const name = inventName(random, male, father.name.split(' ')[0]!);
  const residence = inventAddress(random, from.place, from.levels);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 12.5 : 11, leading: 1.36 };
  let y =
    administrativeHead(
      sheet,
      from,
      `${random.int(1, 900)}/${issued.year}/TLKS${look.template === 1 ? '-BS' : ''}`,
      issued,
      look,
    ) + 14;
  sheet.block();
  sheet.line(
    0,
    y,
    [{ text: look.template === 0 ? 'TRÍCH LỤC KHAI SINH (BẢN SAO)' : 'TRÍCH LỤC KHAI SINH', bold: true, sizePt: 16 }],
    style,
    { align: 'center', width: 210 },
  );
  if (look.template !== 0) y += 6.5;
  if (look.template !== 0)
    sheet.line(0, y, [{ text: '(BẢN SAO)', bold: true }], style, { align: 'center', width: 210 });
  y += 10;
  sheet.block();
  const put = (...cells: Parameters<typeof row>[4]) => {
    y = row(sheet, 28, y, 158, cells, style, fillings[look.template]!);
  };
  put(
    { label: 'Họ, chữ đệm, tên:', value: upper(name), field: 'full_name' },
    { label: 'Giới tính:', value: male ? 'Nam' : 'Nữ', field: 'gender', at: 0.72 },
  );
  put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(born), field: 'birth_date' });
  put({ label: 'Ghi bằng chữ:', value: dateInWords(born), field: 'birth_date_in_words' });
  put(
    { label: 'Dân tộc:', value: father.ethnicity, field: 'ethnicity' },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.5 },
  );
  put({
    label: 'Nơi sinh:',
    value: `Trạm Y tế ${from.place.communeFull}, ${placeText(from.place, from.levels).split(', ').slice(1).join(', ')}`,
    field: 'birth_place',
  });
  put({ label: 'Quê quán:', value: placeText(father.birthplace, from.levels), field: 'place_of_origin' });
  put({
    label: 'Số định danh cá nhân:',
    value:
      registered.year >= 2016
        ? `${from.place.provinceCode}${(Math.floor(born.year / 100) - 19) * 2 + (male ? 0 : 1)}${String(born.year % 100).padStart(2, '0')}${random.digits(6)}`
        : '',
    ...(registered.year >= 2016 ? { field: 'personal_id' } : {}),
  });
  for (const [who, person, prefix] of [
    ['mẹ', mother, 'mother'],
    ['cha', father, 'father'],
  ] as const) {
    put({ label: `Họ, chữ đệm, tên người ${who}:`, value: upper(person.name), field: `${prefix}_full_name` });
    put(
      { label: 'Năm sinh:', value: String(person.born.year), field: `${prefix}_birth_year` },
      { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity`, at: 0.34 },
      { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.66 },
    );
    put({ label: 'Nơi cư trú:', value: residence, field: `${prefix}_residence` });
  }
  put({
    label: look.template === 2 ? 'Nơi đăng ký:' : 'Đăng ký khai sinh tại:',
    value: from.full,
    field: 'registration_place',
  });
  put(
    { label: 'Số:', value: `${random.int(1, 300)}/${registered.year}`, field: 'registration_number' },
    { label: 'Ngày, tháng, năm đăng ký:', value: slashDate(registered), field: 'registration_date', at: 0.4 },
  );
  draft.value('birth_date', isoDate(born));
  draft.value('birth_date_in_words', isoDate(born));
  draft.value('registration_date', isoDate(registered));
  draft.value('issue_date', isoDate(issued));
  signingBlock(
    sheet,
    146,
    Math.min(y + 4, 244),
    76,
    { ...style, leading: 1.25 },
    {
      authority: authority(random),
      name: inventName(random, random.maybe(0.5)),
      nameField: 'signer_name',
      seal: committeeSeal(from.place),
    },
    random.branch('signature'),
    look,
  );
  return { type: 'birth_certificate_extract', draft, format: 'A4' };
}

export const birthExtract: PaperMaker = {
  type: 'birth_certificate_extract',
  templates: three('bold values', 'dotted, second title line', 'plain, sans'),
  draw: drawBirthExtract,
};
