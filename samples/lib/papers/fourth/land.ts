import { Draft } from '../../draft.ts';
import type { Place } from '../../places.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, isoDate, longDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import { emblem } from '../card-art.ts';
import { committeeSeal, type Look, motto, type Paper, type RoundTemplate, signingBlock, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column, table } from '../fresh/column.ts';
import { decimal, parcelSketch, red } from '../land.ts';
import { commonName } from '../unseen/people.ts';
import { personOf, provinceLine, seatOf } from './people.ts';

/** Red book of the law of 1993: who may use how much land and where, in sentences; the parcel in a table below. */
async function redBook1993(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 1996, month: 3, day: 11 }, random.int(0, 2700));
  const seat = seatOf(random, issued);
  const person = personOf(random, { bornFrom: 1928, bornTo: 1968, home: seat.place, levels: 3 });
  const area = random.pick([180, 240, 360, 525, 816, 1450, 2100, 3672]);
  const district = upper(seat.place.districtFull);
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.4, 11.6), leading: 1.46 };
  const cover = draft.sheet();
  ornament(cover, { frame: [0.76, 0.16, 0.16], ground: [0.99, 0.93, 0.9] });
  motto(cover, 105, 32, look.family, 13);
  emblem(cover, 105, 84, 22);
  cover.block();
  for (const [index, text] of ['GIẤY CHỨNG NHẬN', 'QUYỀN SỬ DỤNG ĐẤT'].entries())
    cover.line(15, 150 + index * 14, [{ text, bold: true, colour: red, sizePt: 28 }], style, {
      align: 'center',
      width: 180,
    });
  cover.block();
  cover.line(
    15,
    262,
    [
      { text: 'Số: ', colour: red, bold: true },
      {
        text: `${random.pick(['C', 'K', 'M', 'O', 'Q', 'S', 'T', 'V'])} ${random.digits(6)}`,
        bold: true,
        sizePt: 16,
        colour: red,
        field: 'serial_number',
      },
    ],
    style,
    { align: 'center', width: 180 },
  );
  const inside = draft.sheet();
  inside.block();
  const centre = { align: 'center', width: 170 } as const;
  inside.line(20, 30, [{ text: `ỦY BAN NHÂN DÂN ${district}`, bold: true, sizePt: style.sizePt + 1 }], style, centre);
  inside.line(20, 38, [{ text: 'CHỨNG NHẬN', bold: true, sizePt: style.sizePt + 3 }], style, centre);
  const form = new Column(inside, 24, 51, 164, style, { between: 1 });
  form.say([
    { text: person.male ? 'Hộ ông: ' : 'Hộ bà: ' },
    { text: upper(person.name), bold: true, field: 'owner_name' },
  ]);
  form.y += 1;
  form.put({ label: 'Địa chỉ:', value: person.address, field: 'owner_address' });
  form.say([{ text: 'Được quyền sử dụng: ' }, { text: decimal(area), bold: true }, { text: ' m2 đất.' }]);
  form.y += 1;
  form.put({ label: 'Tại:', value: seat.text, field: 'parcel_address' });
  form.say('Theo bảng liệt kê dưới đây:');
  const kind = random.pick(['Đất ở', 'Đất ở', 'Đất vườn', 'Đất trồng lúa', 'Đất trồng cây lâu năm']);
  const end = table(
    inside,
    24,
    form.y - 1,
    [22, 20, 27, 40, 30, 25],
    [
      ['Số tờ bản đồ', 'Số thửa', 'Diện tích (m2)', 'Mục đích sử dụng', 'Thời hạn sử dụng', 'Phần ghi thêm'],
      [
        { text: String(random.int(1, 42)), field: 'map_sheet_number' },
        { text: String(random.int(2, 980)), field: 'parcel_number' },
        { text: decimal(area), field: 'area' },
        { text: kind, field: 'use_purpose' },
        { text: kind === 'Đất ở' ? 'Lâu dài' : random.pick(['10/2013', '2043']), field: 'use_term' },
        '',
      ],
      ['Cộng', '', decimal(area), '', '', ''],
    ],
    { ...style, sizePt: style.sizePt - 1.6, leading: 1.2 },
  );
  const y = end + 12;
  inside.block();
  inside.line(
    92,
    y,
    [
      { text: `${seat.place.district}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 92 },
  );
  signingBlock(
    inside,
    138,
    y + 7,
    104,
    { ...style, sizePt: style.sizePt - 0.8, leading: 1.2 },
    {
      authority: [`TM. ỦY BAN NHÂN DÂN ${district}`, ...random.pick([['CHỦ TỊCH'], ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']])],
      authorityField: 'issuer',
      name: commonName(random, random.maybe(0.9)),
      nameField: 'signer_name',
      seal: { ...committeeSeal(seat.place), upper: `ỦY BAN NHÂN DÂN ${district}` },
    },
    random.branch('signature'),
    look,
  );
  inside.block();
  inside.line(24, 232, 'Vào sổ cấp giấy chứng nhận', style);
  inside.line(24, 239, 'quyền sử dụng đất', style);
  inside.line(
    24,
    246,
    [
      { text: 'Số: ' },
      { text: `0${random.digits(4)} QSDĐ/${random.pick(['QĐ-UB', 'H', 'TN'])}`, field: 'register_number' },
    ],
    style,
  );
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(area));
  return { type: 'land_use_right_old', draft, format: 'A4' };
}

/** Parcels of the country are of two kinds more often than not. */
function useOf(random: Chance, place: Place) {
  const living = place.communeFull.startsWith('phường') ? 'Đất ở tại đô thị' : 'Đất ở tại nông thôn';
  const home = random.pick([60, 100, 150, 200, 300]);
  const garden = random.pick([0, 0, 85.4, 212.6, 457]);
  if (garden === 0)
    return {
      area: home + random.pick([0, 2.5, 14.8]),
      kind: living,
      term: 'Lâu dài',
      origin: 'Nhà nước giao đất có thu tiền sử dụng đất',
    };
  return {
    area: home + garden,
    kind: `${living}: ${decimal(home)} m²; Đất trồng cây lâu năm: ${decimal(garden)} m²`,
    term: `${living}: Lâu dài; Đất trồng cây lâu năm: đến ngày 15/10/2063`,
    origin: 'Công nhận quyền sử dụng đất như giao đất không thu tiền sử dụng đất',
  };
}

/** Certificate of 2025: its code below the QR code, land of two kinds in one value, a house with its measures. */
async function certificate(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 7, day: 10 }, random.int(0, 480));
  const seat = seatOf(random, issued);
  const person = personOf(random, { bornFrom: 1952, bornTo: 1999, home: seat.place, levels: 2 });
  const use = useOf(random, seat.place);
  const code = `${seat.place.provinceCode.slice(1)}${random.digits(10)}`;
  const serial = `AA ${random.digits(8)}`;
  const [parcel, map] = [String(random.int(1, 1100)), String(random.int(1, 130))];
  const house = random.maybe(0.4);
  const draft = await Draft.begin([look.family]);
  const page = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.2, 10.4), leading: 1.36 };
  ornament(page, { frame: [0.88, 0.5, 0.56], ground: [0.99, 0.96, 0.95] });
  emblem(page, 105, 31, 11);
  const qrBox = { x: 163, y: 19, width: 22, height: 22 };
  const qr = `${code}|${serial.replace(' ', '')}|${parcel}|${map}|${person.personalId}`;
  drawQr(page, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 1, qrBox);
  page.block();
  page.line(
    150,
    45.6,
    [{ text: 'Mã GCN: ' }, { text: code, field: 'certificate_code' }],
    { ...style, sizePt: 9 },
    { align: 'center', width: 44 },
  );
  motto(page, 105, 52, look.family, 12);
  page.block();
  for (const [index, [text, sizePt]] of (
    [
      ['GIẤY CHỨNG NHẬN', 20],
      ['QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT', 11.6],
    ] as const
  ).entries())
    page.line(0, 72 + index * 8, [{ text, bold: true, colour: red, sizePt }], style, { align: 'center', width: 210 });
  const form = new Column(page, 24, 92, 162, style, { between: 0.7 });
  form.head('1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:');
  form.say(
    [
      { text: person.male ? 'Ông ' : 'Bà ' },
      { text: upper(person.name), bold: true, field: 'owner_name' },
      { text: ', số định danh cá nhân: ' },
      { text: person.personalId, field: 'owner_identity_number' },
    ],
    { indent: 5 },
  );
  form.say([{ text: 'Địa chỉ: ' }, { text: person.address, field: 'owner_address' }], { indent: 5 });
  form.head('2. Thông tin thửa đất:');
  const item = (...runs: readonly Run[]): void => form.say(runs, { indent: 5 });
  item(
    { text: '- Thửa đất số: ' },
    { text: parcel, field: 'parcel_number' },
    { text: '; tờ bản đồ số: ' },
    { text: map, field: 'map_sheet_number' },
    { text: ';' },
  );
  item({ text: '- Địa chỉ: ' }, { text: seat.text, field: 'parcel_address' }, { text: ';' });
  item({ text: '- Diện tích: ' }, { text: decimal(use.area), field: 'area' }, { text: ' m²;' });
  item({ text: '- Loại đất: ' }, { text: use.kind, field: 'land_type' }, { text: ';' });
  item({ text: '- Hình thức sử dụng đất: ' }, { text: 'Sử dụng riêng', field: 'use_form' }, { text: ';' });
  item({ text: '- Thời hạn sử dụng đất: ' }, { text: use.term, field: 'use_term' }, { text: ';' });
  item({ text: '- Nguồn gốc sử dụng đất: ' }, { text: use.origin, field: 'use_origin' }, { text: '.' });
  form.head('3. Thông tin tài sản gắn liền với đất:');
  if (house) {
    item({ text: '- Tên tài sản: ' }, { text: 'Nhà ở riêng lẻ', field: 'asset_name' }, { text: ';' });
    item({ text: `- Diện tích xây dựng: ${random.int(48, 96)},0 m²; diện tích sàn: ${random.int(100, 240)},5 m²;` });
    item({ text: '- Hình thức sở hữu: Sở hữu riêng; thời hạn sở hữu: -/-.' });
  } else item({ text: '-/-' });
  const y = form.y + 4;
  page.block();
  page.line(
    94,
    y,
    [
      { text: `${seat.place.province}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 94 },
  );
  signingBlock(
    page,
    141,
    y + 6.5,
    94,
    { ...style, sizePt: style.sizePt - 0.4, leading: 1.2 },
    {
      authority: [
        `VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI ${provinceLine(seat.place)}`,
        ...random.pick([['GIÁM ĐỐC'], ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']]),
      ],
      authorityField: 'issuer',
      name: commonName(random, random.maybe(0.75)),
      nameField: 'signer_name',
      seal: { ...committeeSeal(seat.place), upper: 'VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI' },
    },
    random.branch('signature'),
    look,
  );
  page.block();
  page.line(
    24,
    272,
    [{ text: 'Số phát hành: ' }, { text: serial, bold: true, colour: red, sizePt: 13, field: 'serial_number' }],
    style,
  );
  const second = draft.sheet();
  ornament(second, { frame: [0.88, 0.5, 0.56], ground: [0.99, 0.96, 0.95] });
  const back = new Column(second, 24, 28, 162, style);
  back.head('4. Sơ đồ thửa đất, tài sản gắn liền với đất:');
  parcelSketch(second, 58, 44, 88, random.branch('sketch'), style);
  back.y = 136;
  back.say([
    { text: '5. Ghi chú: ', bold: true },
    { text: random.pick(['Không.', `Thửa đất được tách ra từ thửa đất số ${random.int(1, 90)}.`]) },
  ]);
  back.say([
    { text: 'Số vào sổ cấp Giấy chứng nhận: ' },
    { text: `${random.pick(['VP', 'CN', 'CS'])} ${random.digits(5)}`, field: 'register_number' },
  ]);
  back.head('6. Những thay đổi sau khi cấp Giấy chứng nhận:', 3);
  const end = table(
    second,
    24,
    back.y - 1,
    [94, 68],
    [
      ['Nội dung thay đổi và cơ sở pháp lý', 'Xác nhận của cơ quan có thẩm quyền'],
      ['', ''],
    ],
    { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
  );
  second.box({ x: 24, y: end, width: 162, height: 78 }, { widthMm: 0.2 });
  second.rule(118, end, 118, end + 78, 0.2);
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(Math.round(use.area * 10) / 10));
  return { type: 'land_use_right_new', draft, format: 'A4', barcodes: [qr] };
}

export const fourthOldLand: readonly RoundTemplate[] = [
  { name: 'red book of the law of 1993, parcel in a table', draw: redBook1993 },
];
export const fourthNewLand: readonly RoundTemplate[] = [
  { name: 'code below the QR code, land of two kinds', draw: certificate },
];
