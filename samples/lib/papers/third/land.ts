import { Draft } from '../../draft.ts';
import { serialLetters } from '../../identifiers.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import type { Style } from '../../sheet.ts';
import { addDays, isoDate, longDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import { emblem } from '../card-art.ts';
import { committeeSeal, type Look, motto, type Paper, type RoundTemplate, signingBlock, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column, table } from '../fresh/column.ts';
import { decimal, parcelSketch, red } from '../land.ts';
import { commonName, commonPerson, seatOn } from '../unseen/people.ts';

/** Red book by the blank of 1989 (before 2004), typed: the parcel in a table by sheet, parcel, area, purpose and term. */
async function tableBook(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 1998, month: 3, day: 2 }, random.int(0, 2400));
  const seat = seatOn(random, issued);
  const person = commonPerson(random, { bornFrom: 1928, bornTo: 1968, home: seat.place, levels: 3 });
  const area = random.pick([200, 360, 412, 680, 1250, 2140, 3600, 540]);
  const serial = `${serialLetters(random, 1)} ${random.digits(6)}`;
  const home = seat.place.communeFull.startsWith('phường') || random.maybe(0.5);
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.45 };
  const cover = draft.sheet();
  ornament(cover, { frame: [0.82, 0.16, 0.16], ground: [0.99, 0.93, 0.88] });
  motto(cover, 105, 34, look.family, 13);
  emblem(cover, 105, 74, 17);
  cover.block();
  for (const [index, text] of ['GIẤY CHỨNG NHẬN', 'QUYỀN SỬ DỤNG ĐẤT'].entries())
    cover.line(15, 124 + index * 13, [{ text, bold: true, colour: red, sizePt: 25 }], style, {
      align: 'center',
      width: 180,
    });
  cover.block();
  cover.line(15, 262, [{ text: serial, bold: true, sizePt: 16, colour: red, field: 'serial_number' }], style, {
    align: 'center',
    width: 180,
  });
  const inside = draft.sheet();
  const centre = { align: 'center', width: 210 } as const;
  inside.block();
  inside.line(
    0,
    28,
    [
      {
        text: `ỦY BAN NHÂN DÂN ${upper(seat.place.districtFull)}`,
        bold: true,
        field: 'issuer',
      },
    ],
    style,
    centre,
  );
  inside.block();
  inside.line(0, 38, [{ text: 'CHỨNG NHẬN', bold: true, sizePt: 15 }], style, centre);
  const form = new Column(inside, 24, 50, 162, style, { between: 1 });
  form.put(
    { label: person.male ? 'Hộ ông:' : 'Hộ bà:', value: upper(person.name), field: 'owner_name' },
    { label: 'Sinh năm:', value: String(person.born.year), field: 'owner_birth_year', at: 0.68 },
  );
  form.put({ label: 'Số chứng minh nhân dân:', value: person.oldId, field: 'owner_identity_number' });
  form.put({ label: 'Địa chỉ thường trú:', value: person.address, field: 'owner_address' });
  form.say([
    { text: `Được quyền sử dụng ${decimal(area)} m² đất tại: ` },
    { text: seat.text, field: 'parcel_address' },
  ]);
  form.say('Theo bảng liệt kê dưới đây:');
  form.y =
    table(
      inside,
      24,
      form.y - 2,
      [24, 22, 28, 42, 46],
      [
        ['Số tờ bản đồ', 'Số thửa', 'Diện tích (m²)', 'Mục đích sử dụng', 'Thời hạn sử dụng'],
        [
          { text: String(random.int(1, 48)), field: 'map_sheet_number' },
          { text: String(random.int(2, 1400)), field: 'parcel_number' },
          { text: decimal(area), field: 'area' },
          { text: home ? 'Đất ở' : random.pick(['Đất trồng lúa', 'Đất vườn', 'Đất màu']), field: 'use_purpose' },
          { text: home ? 'Lâu dài' : random.pick(['Đến tháng 10/2013', '20 năm']), field: 'use_term' },
        ],
      ],
      { ...style, sizePt: style.sizePt - 1.2, leading: 1.3 },
    ) + 10;
  form.say([{ text: 'Phần ghi thêm: ' }, { text: 'Đo đạc theo bản đồ 299.' }]);
  const y = form.y + 10;
  inside.block();
  inside.line(
    92,
    y,
    [
      { text: `${seat.place.district}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 96 },
  );
  signingBlock(
    inside,
    140,
    y + 7,
    96,
    { ...style, sizePt: style.sizePt - 0.6, leading: 1.22 },
    {
      authority: [
        `TM. ỦY BAN NHÂN DÂN ${upper(seat.place.districtFull)}`,
        ...random.pick([['CHỦ TỊCH'], ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']]),
      ],
      name: commonName(random, random.maybe(0.85)),
      nameField: 'signer_name',
      seal: { ...committeeSeal(seat.place), upper: `ỦY BAN NHÂN DÂN ${upper(seat.place.districtFull)}` },
    },
    random.branch('signature'),
    look,
  );
  inside.block();
  inside.line(24, y + 7, [{ text: 'Vào sổ cấp giấy chứng nhận', sizePt: style.sizePt - 1 }], style);
  inside.line(
    24,
    y + 13,
    [
      { text: 'quyền sử dụng đất số: ', sizePt: style.sizePt - 1 },
      { text: `${random.digits(5)} QSDĐ`, sizePt: style.sizePt - 1, field: 'register_number' },
    ],
    style,
  );
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(area));
  return { type: 'land_use_right_old', draft, format: 'A4' };
}

const origins = [
  'Nhà nước giao đất có thu tiền sử dụng đất',
  'Công nhận quyền sử dụng đất như giao đất không thu tiền sử dụng đất',
  'Nhận thừa kế quyền sử dụng đất đã được Nhà nước công nhận quyền sử dụng đất',
  'Nhận chuyển nhượng đất được công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng đất',
];

/** Certificate by TT 10/2024/TT-BTNMT of the province's land office: lettered lines, husband and wife, parcel and sheet in one sentence, asset of several lines. */
async function couple(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 1, day: 6 }, random.int(0, 670));
  const seat = seatOn(random, issued);
  const person = commonPerson(random, { bornFrom: 1955, bornTo: 1998, home: seat.place, levels: seat.levels });
  const partner = random.maybe(0.6)
    ? commonPerson(random, { male: !person.male, bornFrom: 1955, bornTo: 1998, home: seat.place })
    : null;
  const area = random.pick([72.5, 90, 108.3, 160, 245.6, 500, 1830.2]);
  const code = random.digits(12);
  const serial = `AA ${random.digits(8)}`;
  const [parcel, map] = [String(random.int(2, 1200)), String(random.int(1, 110))];
  const town = seat.place.communeFull.startsWith('phường');
  const draft = await Draft.begin([look.family]);
  const page = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.6, 10.8), leading: 1.38 };
  ornament(page, { frame: [0.86, 0.38, 0.5], ground: [0.99, 0.95, 0.96] });
  const qrBox = { x: 22, y: 20, width: 22, height: 22 };
  const qr = `${code};${serial};${parcel};${map};${decimal(area)}`;
  drawQr(page, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 1, qrBox);
  motto(page, 112, 27, look.family, 12);
  emblem(page, 105, 50, 9);
  page.block();
  for (const [index, text] of ['GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT,', 'QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT'].entries())
    page.line(0, 69 + index * 7.6, [{ text, bold: true, colour: red, sizePt: 15 }], style, {
      align: 'center',
      width: 210,
    });
  const form = new Column(page, 24, 88, 162, style, { between: 0.6 });
  form.put({ label: 'Mã Giấy chứng nhận:', value: code, field: 'certificate_code' });
  form.head('1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:', 0);
  form.say([
    { text: person.male ? 'Ông: ' : 'Bà: ' },
    { text: upper(person.name), bold: true, field: 'owner_name' },
    { text: ', CCCD số: ' },
    { text: person.personalId, field: 'owner_identity_number' },
  ]);
  if (partner !== null)
    form.say([
      { text: partner.male ? 'và chồng là Ông: ' : 'và vợ là Bà: ' },
      { text: upper(partner.name), bold: true },
      { text: ', CCCD số: ' },
      { text: partner.personalId },
    ]);
  form.put({ label: 'Địa chỉ:', value: person.address, field: 'owner_address' });
  form.head('2. Thông tin thửa đất:', 0.6);
  form.say([
    { text: 'a) Thửa đất số: ' },
    { text: parcel, field: 'parcel_number' },
    { text: '; tờ bản đồ số: ' },
    { text: map, field: 'map_sheet_number' },
  ]);
  form.put({ label: 'b) Diện tích:', value: decimal(area), field: 'area', tail: ' m²' });
  const kind = town ? 'Đất ở tại đô thị' : random.pick(['Đất ở tại nông thôn', 'Đất trồng cây lâu năm']);
  form.put({ label: 'c) Loại đất:', value: kind, field: 'land_type' });
  form.put({
    label: 'd) Thời hạn sử dụng đất:',
    value: kind.startsWith('Đất ở') ? 'Lâu dài' : 'Đến ngày 01/7/2064',
    field: 'use_term',
  });
  form.put({
    label: 'đ) Hình thức sử dụng đất:',
    value: partner === null ? 'Sử dụng riêng' : 'Sử dụng chung của vợ và chồng',
    field: 'use_form',
  });
  form.put({ label: 'e) Địa chỉ:', value: seat.text, field: 'parcel_address' });
  form.put({ label: 'g) Nguồn gốc sử dụng đất:', value: random.pick(origins), field: 'use_origin' });
  form.head('3. Thông tin tài sản gắn liền với đất:', 0.6);
  const house = kind.startsWith('Đất ở') && random.maybe(0.5);
  form.put({
    label: 'a) Tên tài sản:',
    value: house ? 'Nhà ở riêng lẻ' : '-/-',
    field: 'asset_name',
  });
  if (house) {
    form.put(
      { label: 'b) Diện tích xây dựng:', value: '64,0 m²' },
      { label: 'Diện tích sàn:', value: '128,0 m²', at: 0.5 },
    );
    form.put(
      { label: 'Hình thức sở hữu:', value: 'Sở hữu chung' },
      { label: 'Cấp (hạng):', value: 'Cấp III', at: 0.5 },
    );
  }
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
  const province = upper(`${seat.place.provinceKind} ${seat.place.province}`);
  signingBlock(
    page,
    141,
    y + 6.4,
    94,
    { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
    {
      authority: [
        `VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI ${province}`,
        ...random.pick([['GIÁM ĐỐC'], ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']]),
      ],
      authorityField: 'issuer',
      name: commonName(random, random.maybe(0.7)),
      nameField: 'signer_name',
      seal: { diameterMm: 36, upper: 'VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI', lower: province },
    },
    random.branch('signature'),
    look,
  );
  page.block();
  page.line(24, 277, [{ text: serial, bold: true, colour: red, sizePt: 14, field: 'serial_number' }], style);
  const second = draft.sheet();
  ornament(second, { frame: [0.86, 0.38, 0.5], ground: [0.99, 0.95, 0.96] });
  const back = new Column(second, 24, 28, 162, style);
  back.head('4. Sơ đồ thửa đất, tài sản gắn liền với đất:', 0);
  parcelSketch(second, 58, 46, 90, random.branch('sketch'), style);
  second.block();
  second.line(150, 40, [{ text: 'Tỷ lệ 1:500', italic: true, sizePt: 10 }], style);
  back.y = 138;
  back.say([
    { text: '5. Ghi chú: ', bold: true },
    { text: random.pick(['Không.', 'Giấy chứng nhận này thay thế Giấy chứng nhận đã cấp.']) },
  ]);
  back.head('6. Những thay đổi sau khi cấp Giấy chứng nhận:', 3);
  table(
    second,
    24,
    back.y - 2,
    [96, 66],
    [
      ['Nội dung thay đổi và cơ sở pháp lý', 'Xác nhận của cơ quan có thẩm quyền'],
      ['', ''],
      ['', ''],
      ['', ''],
      ['', ''],
    ],
    { ...style, sizePt: style.sizePt - 1.4 },
  );
  second.block();
  second.line(
    24,
    268,
    [{ text: 'Số vào sổ cấp Giấy chứng nhận: ' }, { text: `VP ${random.digits(5)}`, field: 'register_number' }],
    style,
  );
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(area));
  return { type: 'land_use_right_new', draft, format: 'A4', barcodes: [qr] };
}

export const thirdOldLand: readonly RoundTemplate[] = [
  { name: 'red book before 2004, parcel in a table', draw: tableBook },
];
export const thirdNewLand: readonly RoundTemplate[] = [
  { name: 'lettered lines, couple, land office of the province', draw: couple },
];
