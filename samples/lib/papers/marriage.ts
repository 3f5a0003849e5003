import { rgb } from 'pdf-lib';
import { Draft } from '../draft.ts';
import { inventName, inventPerson, type Person } from '../people.ts';
import type { Chance } from '../random.ts';
import { drawSignature } from '../seal.ts';
import type { Sheet, Style } from '../sheet.ts';
import { addDays, type Day, isoDate, slashDate } from '../words.ts';
import { ornament } from './birth-certificate.ts';
import { office, three } from './civil-status.ts';
import {
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

/** Giấy chứng nhận kết hôn: wife and husband side by side on a landscape blank, or one below the other. */
async function drawMarriage(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2016, month: 3, day: 1 }, random.int(0, 3800));
  const from = office(random, registered);
  const husband = inventPerson(random, { male: true, bornFrom: 1975, bornTo: 1997, levels: from.levels });
  const wife = inventPerson(random, {
    male: false,
    bornFrom: 1977,
    bornTo: 1999,
    home: from.place,
    levels: from.levels,
  });
  const number = `${random.int(1, 260)}/${registered.year}`;
  const draft = await Draft.begin([look.family]);
  const portrait = look.template === 1;
  const sheet = portrait ? draft.sheet() : draft.sheet(297, 210);
  const w = sheet.widthMm;
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 12.5 : 10.8, leading: 1.34 };
  if (look.template !== 2) ornament(sheet, { frame: [0.72, 0.3, 0.34], ground: [0.99, 0.92, 0.9] });
  motto(sheet, w / 2, 28, look.family, 12.5);
  sheet.block();
  sheet.line(
    0,
    46,
    [
      {
        text: 'GIẤY CHỨNG NHẬN KẾT HÔN',
        bold: true,
        sizePt: 20,
        ...(look.template === 2 ? {} : { colour: rgb(0.75, 0.12, 0.14) }),
      },
    ],
    style,
    { align: 'center', width: w },
  );
  sheet.line(0, 53, [{ text: 'Số: ' }, { text: number, bold: true, field: 'number' }], style, {
    align: 'center',
    width: w,
  });
  const sides = [
    ['vợ', 'wife', wife],
    ['chồng', 'husband', husband],
  ] as const;
  const filling: Filling = { bold: look.template !== 2, dotted: look.template === 2, between: 0.8 };
  let y = 64;
  if (portrait) {
    for (const [who, prefix, person] of sides) {
      sheet.block();
      sheet.line(28, y, [{ text: upper(who), bold: true }], style);
      y += 7;
      y = spouseRows(sheet, 28, y, 158, who, prefix, person, registered, style, filling) + 2;
    }
  } else {
    const half = (w - 60 - 10) / 2;
    let deepest = y;
    for (const [index, [who, prefix, person]] of sides.entries()) {
      sheet.block();
      const x = 30 + index * (half + 10);
      const top = look.template === 2 ? y + 7 : y;
      if (look.template === 2)
        sheet.line(x, y, [{ text: upper(who), bold: true }], style, { align: 'center', width: half });
      deepest = Math.max(deepest, spouseRows(sheet, x, top, half, who, prefix, person, registered, style, filling));
    }
    y = deepest + 2;
  }
  sheet.block();
  const left = portrait ? 28 : 30;
  const width = w - 2 * left;
  y = row(
    sheet,
    left,
    y,
    width,
    [{ label: 'Nơi đăng ký kết hôn:', value: from.full, field: 'registration_place' }],
    style,
    filling,
  );
  y = row(
    sheet,
    left,
    y,
    width,
    [{ label: 'Ngày, tháng, năm đăng ký:', value: slashDate(registered), field: 'registration_date' }],
    style,
    filling,
  );
  for (const [index, text] of ['Vợ', 'Chồng'].entries()) {
    sheet.block();
    sheet.line(left + index * 42, y + 7, [{ text, bold: true }], style, { align: 'center', width: 42 });
    sheet.line(left + index * 42, y + 12, [{ text: '(Ký, ghi rõ họ tên)', italic: true, sizePt: 9.5 }], style, {
      align: 'center',
      width: 42,
    });
    if (look.inked) drawSignature(sheet, random.branch(text), left + 8 + index * 42, y + 24, 24);
  }
  signingBlock(
    sheet,
    w - left - 38,
    y + 7,
    76,
    { ...style, leading: 1.2 },
    {
      authority: ['NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN'],
      name: inventName(random, random.maybe(0.5)),
      nameField: 'signer_name',
      seal: committeeSeal(from.place),
    },
    random.branch('signature'),
    look,
  );
  draft.value('wife_birth_date', isoDate(wife.born));
  draft.value('husband_birth_date', isoDate(husband.born));
  draft.value('registration_date', isoDate(registered));
  return { type: 'marriage_certificate', draft, format: portrait ? 'A4' : 'A4-landscape' };
}

function spouseRows(
  sheet: Sheet,
  x: number,
  top: number,
  width: number,
  who: string,
  prefix: string,
  person: Person,
  on: Day,
  style: Style,
  filling: Filling,
): number {
  let y = top;
  const put = (...cells: Parameters<typeof row>[4]) => {
    y = row(sheet, x, y, width, cells, style, filling);
  };
  put({ label: `Họ, chữ đệm, tên ${who}:`, value: upper(person.name), field: `${prefix}_full_name` });
  put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: `${prefix}_birth_date` });
  put(
    { label: 'Dân tộc:', value: person.ethnicity, field: `${prefix}_ethnicity` },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: `${prefix}_nationality`, at: 0.5 },
  );
  put({ label: 'Nơi cư trú:', value: person.address, field: `${prefix}_residence` });
  put({ label: 'Giấy tờ tùy thân:', value: identityPaper(person, on), field: `${prefix}_identity_paper` });
  return y;
}

export const marriageCertificate: PaperMaker = {
  type: 'marriage_certificate',
  templates: three('landscape, two columns', 'portrait, one below the other', 'white landscape, column titles, dotted'),
  draw: drawMarriage,
};
