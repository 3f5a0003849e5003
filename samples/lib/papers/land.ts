import { rgb } from 'pdf-lib';
import { inventName, inventPerson, inventPlace, placeText, serialLetters } from '../people.ts';
import { drawQr } from '../qr.ts';
import type { Chance } from '../random.ts';
import { Draft, type Sheet, type Style } from '../sheet.ts';
import { addDays, capitalised, inWords, isoDate, longDate } from '../words.ts';
import { ornament } from './birth-certificate.ts';
import { emblem } from './citizen-id-2021.ts';
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

const red = rgb(0.76, 0.1, 0.12);
const origins = [
  'Nhà nước giao đất có thu tiền sử dụng đất',
  'Công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng đất',
  'Nhận chuyển nhượng đất được Công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng đất',
  'Nhận tặng cho đất được Nhà nước giao đất không thu tiền sử dụng đất',
];

/** `1.250,5` as printed. */
const decimal = (value: number): string => {
  const [whole, part] = value.toFixed(1).split('.');
  return `${whole!.replace(/\B(?=(\d{3})+$)/g, '.')}${part === '0' ? '' : `,${part}`}`;
};

/** Outline of a parcel with its corners and side lengths. */
function parcelSketch(sheet: Sheet, x: number, y: number, width: number, random: Chance, style: Style): void {
  const corners = [
    [x + width * random.real(0, 0.2), y],
    [x + width * random.real(0.75, 1), y + random.real(0, 12)],
    [x + width * random.real(0.8, 1), y + random.real(58, 70)],
    [x + width * random.real(0, 0.15), y + random.real(60, 72)],
  ] as const;
  sheet.path(`${corners.map(([cx, cy], index) => `${index === 0 ? 'M' : 'L'} ${cx} ${cy}`).join(' ')} Z`, {
    widthMm: 0.4,
    colour: rgb(0.1, 0.1, 0.1),
  });
  for (const [index, [cx, cy]] of corners.entries()) {
    const [nx, ny] = corners[(index + 1) % 4]!;
    sheet.line(
      (cx + nx) / 2 - 4,
      (cy + ny) / 2 - 1,
      [{ text: (Math.hypot(nx - cx, ny - cy) / 6).toFixed(2).replace('.', ','), sizePt: 9 }],
      style,
    );
    sheet.line(cx - 3, cy - 1.5, [{ text: String(index + 1), sizePt: 9, bold: true }], style);
  }
}

const parcelFacts = (random: Chance) => ({
  parcel: String(random.int(1, 980)),
  map: String(random.int(1, 120)),
  area: random.int(450, 9800) / 10,
  type: random.pick(['Đất ở tại nông thôn', 'Đất ở tại đô thị', 'Đất trồng cây lâu năm', 'Đất chuyên trồng lúa nước']),
  origin: random.pick(origins),
  term: random.pick(['Lâu dài', 'Lâu dài', 'Đến ngày 15/10/2063']),
  form: random.pick(['Sử dụng riêng', 'Riêng']),
});

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

/** The certificate of TT 10/2024/TT-BTNMT: one sheet, two pages, a QR code. */
async function drawNew(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 1, day: 6 }, random.int(0, 650));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const place = inventPlace(random);
  const person = inventPerson(random, { home: place, levels });
  const facts = parcelFacts(random);
  const serial = `${serialLetters(random, 2)} ${random.digits(8)}`;
  const code = random.digits(12);
  const draft = await Draft.begin([look.family]);
  const page = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 12.5 : 11, leading: 1.42 };
  const filling: Filling = look.template === 0 ? { bold: true, between: 0.8 } : { between: 0.8 };
  ornament(page, { frame: [0.76, 0.2, 0.22], ground: [0.99, 0.93, 0.93] });
  emblem(page, 32, 30, 11);
  motto(page, 105, 26, look.family, 12);
  const qr = `${code}|${serial.replace(' ', '')}|${person.personalId}|${facts.parcel}|${facts.map}`;
  const qrBox = { x: 164, y: 20, width: 22, height: 22 };
  drawQr(page, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 1, qrBox);
  let y = 50;
  page.block();
  for (const [text, size] of [
    ['GIẤY CHỨNG NHẬN', 20],
    ['QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU', 13.5],
    ['TÀI SẢN GẮN LIỀN VỚI ĐẤT', 13.5],
  ] as const) {
    page.line(0, y, [{ text, bold: true, colour: red, sizePt: size }], style, { align: 'center', width: 210 });
    y += size > 15 ? 8.5 : 6.6;
  }
  page.block();
  page.line(
    0,
    y + 1,
    [{ text: 'Mã Giấy chứng nhận: ' }, { text: code, bold: true, field: 'certificate_code' }],
    style,
    { align: 'center', width: 210 },
  );
  y += 11;
  const put = (...cells: Parameters<typeof row>[4]) => {
    y = row(page, 24, y, 162, cells, style, filling);
  };
  const head = (text: string) => {
    page.block();
    y = page.paragraph(24, y + 1, 162, [{ text, bold: true }], style) + 0.5;
    page.block();
  };
  head('1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:');
  put({ label: `${person.male ? 'Ông' : 'Bà'}:`, value: upper(person.name), field: 'owner_name' });
  put({ label: 'Căn cước công dân số:', value: person.personalId, field: 'owner_identity_number' });
  put({
    label: look.template === 0 ? 'Địa chỉ:' : 'Địa chỉ thường trú:',
    value: person.address,
    field: 'owner_address',
  });
  head('2. Thông tin thửa đất:');
  put(
    { label: 'a) Thửa đất số:', value: facts.parcel, field: 'parcel_number' },
    { label: 'Tờ bản đồ số:', value: facts.map, field: 'map_sheet_number', at: 0.5 },
  );
  put({ label: 'b) Diện tích:', value: decimal(facts.area), field: 'area', tail: ' m²' });
  put({ label: 'c) Loại đất:', value: facts.type, field: 'land_type' });
  put({ label: 'd) Thời hạn sử dụng đất:', value: facts.term, field: 'use_term' });
  put({ label: 'đ) Hình thức sử dụng đất:', value: facts.form, field: 'use_form' });
  put({ label: 'e) Địa chỉ:', value: placeText(place, levels), field: 'parcel_address' });
  put({ label: 'g) Nguồn gốc sử dụng đất:', value: facts.origin, field: 'use_origin' });
  head('3. Thông tin tài sản gắn liền với đất:');
  put({ label: 'Tên tài sản:', value: random.maybe(0.5) ? 'Nhà ở riêng lẻ' : '-/-', field: 'asset_name' });
  y += 3;
  page.block();
  page.line(
    94,
    y,
    [
      { text: `${place.province}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 92 },
  );
  signingBlock(
    page,
    140,
    y + 6,
    96,
    { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
    {
      authority: [
        levels === 2
          ? `TM. ỦY BAN NHÂN DÂN ${upper(place.communeFull)}`
          : `CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI ${upper(place.districtFull)}`,
        levels === 2 ? 'CHỦ TỊCH' : 'GIÁM ĐỐC',
      ],
      authorityField: 'issuer',
      name: inventName(random, random.maybe(0.7)),
      nameField: 'signer_name',
      seal: committeeSeal(place),
    },
    random.branch('signature'),
    look,
  );
  page.block();
  page.line(
    24,
    276,
    [
      ...(look.template === 1 ? [{ text: 'Số phát hành: ' }] : []),
      { text: serial, bold: true, sizePt: 14, colour: red, field: 'serial_number' },
    ],
    style,
    { align: 'right', width: 160 },
  );
  const second = draft.sheet();
  ornament(second, { frame: [0.76, 0.2, 0.22], ground: [0.99, 0.94, 0.94] });
  second.block();
  second.line(24, 28, [{ text: '4. Sơ đồ thửa đất, tài sản gắn liền với đất:', bold: true }], style);
  parcelSketch(second, 50, 42, 105, random.branch('sketch'), style);
  second.block();
  second.line(24, 136, [{ text: '5. Ghi chú: ', bold: true }, { text: 'Không' }], style);
  second.block();
  second.line(24, 146, [{ text: '6. Những thay đổi sau khi cấp Giấy chứng nhận:', bold: true }], style);
  second.box({ x: 24, y: 150, width: 162, height: 100 }, { widthMm: 0.25 });
  second.rule(112, 150, 112, 250, 0.2);
  second.rule(24, 160, 186, 160, 0.2);
  second.line(24, 156.5, [{ text: 'Nội dung thay đổi và cơ sở pháp lý', bold: true, sizePt: 11 }], style, {
    align: 'center',
    width: 88,
  });
  second.line(112, 156.5, [{ text: 'Xác nhận của cơ quan có thẩm quyền', bold: true, sizePt: 11 }], style, {
    align: 'center',
    width: 74,
  });
  second.block();
  second.line(
    24,
    262,
    [
      { text: 'Số vào sổ cấp Giấy chứng nhận: ' },
      { text: `${random.pick(['CN', 'VP', 'CS'])} ${random.digits(5)}`, field: 'register_number' },
    ],
    style,
  );
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(facts.area));
  return { type: 'land_use_right_new', draft, format: 'A4', barcodes: [qr] };
}

export const landOld: PaperMaker = {
  type: 'land_use_right_old',
  templates: [
    { name: 'pink book 2009', holdout: false },
    { name: 'red book, dotted', holdout: false },
    { name: 'pink book, open spread on A3', holdout: true },
  ],
  draw: drawOld,
};
export const landNew: PaperMaker = {
  type: 'land_use_right_new',
  templates: [
    { name: 'serial alone, bold values', holdout: false },
    { name: 'serial with its label, plain', holdout: true },
  ],
  draw: drawNew,
};
