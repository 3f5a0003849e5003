import { Draft } from '../draft.ts';
import { serialLetters } from '../identifiers.ts';
import { inventName, inventPerson } from '../people.ts';
import { inventPlace, placeText } from '../places.ts';
import type { Chance } from '../random.ts';
import type { Sheet, Style } from '../sheet.ts';
import { addDays, capitalised, inWords, isoDate, longDate } from '../words.ts';
import { ornament } from './birth-certificate.ts';
import { emblem } from './card-art.ts';
import {
  committeeSeal,
  type Filling,
  type Look,
  motto,
  type Paper,
  type PaperMaker,
  row,
  signingBlock,
  upper,
} from './common.ts';
import { decimal, parcelFacts, red } from './land.ts';

/** The old four-page certificate; two pages are scanned: the cover with its owner, the inside with the parcel. */
async function drawOld(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays(
    { year: look.template === 1 ? 1997 : 2010, month: 2, day: 1 },
    random.int(0, look.template === 1 ? 3000 : 4800),
  );
  const place = inventPlace(random);
  const person = inventPerson(random, { bornFrom: 1938, bornTo: 1985, home: place, levels: 3 });
  const facts = parcelFacts(random);
  const modern = look.template !== 1;
  const serial = modern
    ? `${serialLetters(random, 2)} ${random.digits(6)}`
    : `${serialLetters(random, 1)} ${random.digits(6)}`;
  const parcelPlace = placeText(place, 3);
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 12.5 : 11, leading: 1.42 };
  const filling: Filling = modern
    ? look.template === 2
      ? { between: 0.8 }
      : { bold: true, between: 0.8 }
    : { dotted: true, between: 1 };
  // Template 2 is scanned open: the cover and the inside side by side on A3.
  const spread = look.template === 2;
  const cover = spread ? draft.sheet(420, 297) : draft.sheet();
  if (!spread) ornament(cover, { frame: [0.74, 0.22, 0.24], ground: [0.99, 0.93, 0.92] });
  else {
    cover.box({ x: 10, y: 10, width: 190, height: 277 }, { widthMm: 0.9, colour: red });
    cover.box({ x: 220, y: 10, width: 190, height: 277 }, { widthMm: 0.9, colour: red });
  }
  motto(cover, 105, 26, look.family, 12.5);
  emblem(cover, 105, 52, 14);
  cover.block();
  const titles = modern
    ? ['GIẤY CHỨNG NHẬN', 'QUYỀN SỬ DỤNG ĐẤT,', 'QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT']
    : ['GIẤY CHỨNG NHẬN', 'QUYỀN SỬ DỤNG ĐẤT'];
  let y = 80;
  for (const [index, text] of titles.entries()) {
    cover.line(15, y, [{ text, bold: true, colour: red, sizePt: index === 0 ? 22 : modern ? 13.5 : 19 }], style, {
      align: 'center',
      width: 180,
    });
    y += index === 0 ? 10 : 8;
  }
  y += 8;
  cover.block();
  cover.paragraph(
    24,
    y,
    162,
    [
      {
        text: modern
          ? 'I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất'
          : 'I. Người sử dụng đất',
        bold: true,
      },
    ],
    style,
  );
  y += 9;
  const prefix = person.male ? (modern ? 'Ông:' : 'Hộ ông:') : modern ? 'Bà:' : 'Hộ bà:';
  const putOn = (sheet: Sheet, x: number, at: number, ...cells: Parameters<typeof row>[4]) =>
    row(sheet, x, at, 162, cells, style, filling);
  cover.block();
  y = putOn(cover, 24, y, { label: prefix, value: upper(person.name), field: 'owner_name' });
  y = putOn(
    cover,
    24,
    y,
    { label: 'Năm sinh:', value: String(person.born.year), field: 'owner_birth_year' },
    { label: 'CMND số:', value: person.oldId, field: 'owner_identity_number', at: 0.4 },
  );
  y = putOn(cover, 24, y, {
    label: modern ? 'Địa chỉ thường trú:' : 'Địa chỉ:',
    value: person.address,
    field: 'owner_address',
  });
  cover.block();
  cover.line(
    24,
    274,
    [
      { text: `${modern ? '' : 'Số phát hành: '}` },
      { text: serial, bold: true, sizePt: 15, colour: red, field: 'serial_number' },
    ],
    style,
    { align: 'right', width: 158 },
  );
  const inside = spread ? cover : draft.sheet();
  const x = spread ? 234 : 24;
  y = 26;
  inside.block();
  y =
    inside.paragraph(
      x,
      y,
      162,
      [
        {
          text: modern ? 'II. Thửa đất, nhà ở và tài sản khác gắn liền với đất' : 'II. Thửa đất được quyền sử dụng',
          bold: true,
        },
      ],
      style,
    ) + 1;
  if (modern) y = inside.paragraph(x, y, 162, [{ text: '1. Thửa đất:', bold: true }], style) + 0.5;
  inside.block();
  const mark = (letter: string): string => (modern ? `${letter}) ` : '');
  y = putOn(
    inside,
    x,
    y,
    { label: `${mark('a')}Thửa đất số:`, value: facts.parcel, field: 'parcel_number' },
    { label: 'Tờ bản đồ số:', value: facts.map, field: 'map_sheet_number', at: 0.5 },
  );
  y = putOn(inside, x, y, {
    label: `${mark('b')}Địa chỉ${modern ? '' : ' thửa đất'}:`,
    value: parcelPlace,
    field: 'parcel_address',
  });
  const areaWords = `${capitalised(inWords(Math.floor(facts.area)))}${facts.area % 1 === 0 ? '' : ` phẩy ${inWords(Math.round((facts.area % 1) * 10))}`} mét vuông`;
  y = putOn(inside, x, y, { label: `${mark('c')}Diện tích:`, value: decimal(facts.area), field: 'area', tail: ' m²' });
  y = putOn(inside, x, y, { label: '(bằng chữ:', value: areaWords, field: 'area_in_words', tail: ')' });
  y = putOn(inside, x, y, { label: `${mark('d')}Hình thức sử dụng:`, value: facts.form, field: 'use_form' });
  y = putOn(inside, x, y, { label: `${mark('đ')}Mục đích sử dụng:`, value: facts.type, field: 'use_purpose' });
  y = putOn(inside, x, y, { label: `${mark('e')}Thời hạn sử dụng:`, value: facts.term, field: 'use_term' });
  y = putOn(inside, x, y, { label: `${mark('g')}Nguồn gốc sử dụng:`, value: facts.origin, field: 'use_origin' });
  inside.block();
  if (modern)
    for (const text of [
      '2. Nhà ở: -/-',
      '3. Công trình xây dựng khác: -/-',
      '4. Rừng sản xuất là rừng trồng: -/-',
      '5. Cây lâu năm: -/-',
      '6. Ghi chú: Không',
    ])
      y = inside.paragraph(x, y, 162, [{ text }], style) + 0.4;
  y += 6;
  inside.block();
  inside.line(
    x + 70,
    y,
    [
      { text: `${modern ? place.province : place.district}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 92 },
  );
  const issuer = modern
    ? [`SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG ${upper(place.provinceKind)} ${upper(place.province)}`, 'GIÁM ĐỐC']
    : [`TM. ỦY BAN NHÂN DÂN ${upper(place.districtFull)}`, 'CHỦ TỊCH'];
  signingBlock(
    inside,
    x + 116,
    y + 7,
    92,
    { ...style, sizePt: style.sizePt - 0.5, leading: 1.22 },
    {
      authority: issuer,
      authorityField: 'issuer',
      name: inventName(random, random.maybe(0.7)),
      nameField: 'signer_name',
      seal: modern
        ? { ...committeeSeal(place), upper: 'SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG' }
        : { ...committeeSeal(place), upper: `ỦY BAN NHÂN DÂN ${upper(place.districtFull)}` },
    },
    random.branch('signature'),
    look,
  );
  inside.block();
  inside.line(
    x,
    270,
    [
      { text: 'Số vào sổ cấp GCN: ' },
      {
        text: modern
          ? `${random.pick(['CH', 'CS'])} ${random.digits(5)}`
          : `${random.digits(5)} QSDĐ/${random.digits(3)}/QĐ-UB`,
        field: 'register_number',
      },
    ],
    style,
  );
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(facts.area));
  draft.value('area_in_words', String(facts.area));
  return { type: 'land_use_right_old', draft, format: spread ? 'A3-landscape' : 'A4' };
}

export const landOld: PaperMaker = {
  type: 'land_use_right_old',
  templates: [
    { name: 'pink book 2009', set: 'build' },
    { name: 'red book, dotted', set: 'build' },
    { name: 'pink book, open spread on A3', set: 'holdout' },
  ],
  draw: drawOld,
};
