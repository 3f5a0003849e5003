import { Draft } from '../../draft.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, capitalised, inWords, isoDate, longDate, slashDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import { emblem } from '../card-art.ts';
import { committeeSeal, type Look, motto, type Paper, type RoundTemplate, signingBlock, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column, table } from '../fresh/column.ts';
import { decimal, parcelSketch, red } from '../land.ts';
import { centred } from './page.ts';
import { personOf, provinceLine, seatOf, signerOf } from './people.ts';

/** Red book of the law of 2003: parts I to V, sign and register number below the sketch of the last one. */
async function book2003(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2005, month: 2, day: 14 }, random.int(0, 1700));
  const seat = seatOf(random, issued);
  const person = personOf(random, { bornFrom: 1931, bornTo: 1978, home: seat.place, levels: 3 });
  const partner = personOf(random, { male: !person.male, bornFrom: 1935, bornTo: 1980, home: seat.place, levels: 3 });
  const [purpose, term] = random.pick([
    ['Đất ở', 'Lâu dài'],
    ['Đất ở tại nông thôn', 'Lâu dài'],
    ['Đất trồng cây lâu năm', 'Đến tháng 12 năm 2053'],
    ['Đất chuyên trồng lúa nước', 'Đến ngày 15 tháng 10 năm 2013'],
    ['Đất trồng cây hàng năm khác', '20 năm'],
  ] as const);
  const area = random.pick(purpose.startsWith('Đất ở') ? [62, 96, 168, 250, 412] : [735, 1208, 2460, 5316]);
  const district = upper(seat.place.districtFull);
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.2, 11.4), leading: 1.44 };
  const cover = draft.sheet();
  ornament(cover, { frame: [0.78, 0.14, 0.16], ground: [0.99, 0.92, 0.9] });
  motto(cover, 105, 34, look.family, 13);
  emblem(cover, 105, 92, 24);
  for (const [index, text] of ['GIẤY CHỨNG NHẬN', 'QUYỀN SỬ DỤNG ĐẤT'].entries())
    centred(cover, 158 + index * 14, [{ text, bold: true, colour: red, sizePt: 28 }], style);
  const serial = `A${random.pick(['B', 'D', 'E', 'H', 'K', 'M', 'N'])} ${random.digits(6)}`;
  centred(
    cover,
    262,
    [
      { text: 'Số ', colour: red, bold: true, sizePt: 15 },
      { text: serial, colour: red, bold: true, sizePt: 16, field: 'serial_number' },
    ],
    style,
  );
  const inside = draft.sheet();
  motto(inside, 105, 20, look.family, 12);
  centred(inside, 38, [{ text: `ỦY BAN NHÂN DÂN ${district} - ${provinceLine(seat.place)}`, bold: true }], style);
  centred(inside, 46, [{ text: 'CHỨNG NHẬN', bold: true, sizePt: style.sizePt + 3 }], style);
  const form = new Column(inside, 24, 57, 164, style, { dotted: true, between: 0.3 });
  form.head('I- Tên người sử dụng đất', 0);
  form.put(
    { label: 'Hộ Ông (Bà):', value: upper(person.name), field: 'owner_name' },
    { label: 'Năm sinh:', value: String(person.born.year), field: 'owner_birth_year', at: 0.68 },
  );
  const cardDay = addDays(issued, -random.int(500, 6000));
  form.put(
    { label: 'Số CMND:', value: person.oldId, field: 'owner_identity_number' },
    { label: 'Cấp ngày:', value: slashDate(cardDay), at: 0.34 },
    { label: 'Nơi cấp:', value: `CA ${seat.place.province}`, at: 0.66 },
  );
  if (random.maybe(0.55)) {
    form.put(
      { label: 'Vợ (Chồng):', value: upper(partner.name) },
      { label: 'Năm sinh:', value: String(partner.born.year), at: 0.68 },
    );
    form.put(
      { label: 'Số CMND:', value: partner.oldId },
      { label: 'Nơi cấp:', value: `CA ${seat.place.province}`, at: 0.5 },
    );
  }
  form.put({ label: 'Địa chỉ (Nơi đăng ký hộ khẩu thường trú):', value: person.address, field: 'owner_address' });
  form.head('II- Thửa đất được quyền sử dụng', 0.5);
  form.put(
    { label: 'Thửa số:', value: String(random.int(1, 960)), field: 'parcel_number' },
    { label: 'Tờ bản đồ số:', value: String(random.int(1, 58)), field: 'map_sheet_number', at: 0.5 },
  );
  form.put({ label: 'Địa chỉ thửa đất:', value: seat.text, field: 'parcel_address' });
  form.say([
    { text: 'Diện tích: ' },
    { text: decimal(area), field: 'area' },
    { text: ' m2. Bằng chữ: ' },
    { text: `${capitalised(inWords(area))} mét vuông`, field: 'area_in_words' },
  ]);
  form.y += 0.3;
  form.say('Hình thức sử dụng:');
  const alone = random.maybe(0.8);
  form.put(
    { label: '+ Sử dụng riêng:', value: alone ? decimal(area) : 'Không', tail: alone ? ' m2' : '' },
    { label: '+ Sử dụng chung:', value: alone ? 'Không' : decimal(area), tail: alone ? '' : ' m2', at: 0.5 },
  );
  form.put({ label: 'Mục đích sử dụng:', value: purpose, field: 'use_purpose' });
  form.put({ label: 'Thời hạn sử dụng:', value: term, field: 'use_term' });
  form.put({
    label: 'Nguồn gốc sử dụng:',
    value: random.pick([
      'Công nhận QSDĐ như giao đất không thu tiền sử dụng đất',
      'Nhà nước giao đất không thu tiền sử dụng đất',
      'Nhận chuyển nhượng QSDĐ',
    ]),
    field: 'use_origin',
  });
  form.head('III- Tài sản gắn liền với đất', 0.5);
  form.say(random.pick(['Không', 'Nhà cấp 4, chưa chứng nhận quyền sở hữu']));
  form.head('IV- Ghi chú', 0.5);
  form.say(random.pick(['Không', 'Diện tích đo đạc theo bản đồ 299', 'Số thửa tạm, chưa có bản đồ địa chính']));
  const last = draft.sheet();
  const sketch = new Column(last, 24, 24, 164, style);
  sketch.head('V- Sơ đồ thửa đất');
  parcelSketch(last, 60, 48, 84, random.branch('sketch'), style);
  centred(
    last,
    174,
    [{ text: longDate(issued).replace('ngày', 'Ngày'), italic: true, field: 'issue_date' }],
    style,
    92,
    96,
  );
  signingBlock(
    last,
    140,
    181,
    102,
    { ...style, leading: 1.22 },
    {
      authority: [`T/M UBND ${district}`, ...random.pick([['CHỦ TỊCH'], ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']])],
      authorityField: 'issuer',
      name: signerOf(random, 0.9),
      nameField: 'signer_name',
      seal: { ...committeeSeal(seat.place), upper: `ỦY BAN NHÂN DÂN ${district}` },
    },
    random.branch('signature'),
    look,
  );
  last.block();
  last.line(24, 246, 'Vào sổ cấp giấy CNQSDĐ', style);
  last.line(
    24,
    253,
    [{ text: 'Số: ' }, { text: `${random.pick(['H', 'H0', 'CH '])}${random.digits(4)}`, field: 'register_number' }],
    style,
  );
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(area));
  draft.value('area_in_words', String(area));
  draft.value('issuer', `UBND ${district}`);
  return { type: 'land_use_right_old', draft, format: 'A4' };
}

/** Certificate of TT 10/2024 as it is printed: names with their card numbers alone (no address of the owner), rows a. to e., the line about the QR code at the foot. */
async function certificate(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 1, day: 6 }, random.int(0, 660));
  const seat = seatOf(random, issued);
  const levels = seat.levels;
  const person = personOf(random, { bornFrom: 1950, bornTo: 2000, home: seat.place, levels });
  const partner = personOf(random, { male: !person.male, bornFrom: 1952, bornTo: 2002, home: seat.place, levels });
  const pair = random.maybe(0.55);
  const living = seat.place.communeFull.startsWith('xã') ? 'Đất ở tại nông thôn' : 'Đất ở tại đô thị';
  const [kind, term] = random.pick([
    [living, 'Lâu dài'],
    ['Đất trồng cây lâu năm', 'Đến ngày 15/10/2043'],
    ['Đất chuyên trồng lúa', 'Đến ngày 01/7/2064'],
    [living, 'Lâu dài'],
  ] as const);
  const area = random.pick(kind === living ? [72.4, 103, 156.8, 245.5, 499.4] : [812, 1530.7, 3264.1]);
  const [parcel, map] = [String(random.int(1, 1400)), String(random.int(1, 160))];
  const code = `${seat.place.provinceCode.slice(1)}${random.digits(8)}${random.int(1, 99)}`
    .padEnd(12, '7')
    .slice(0, 12);
  const serial = `AA ${random.digits(8)}`;
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.42 };
  const page = draft.sheet();
  ornament(page, { frame: [0.92, 0.52, 0.6], ground: [0.99, 0.95, 0.96] });
  emblem(page, 34, 36, 11);
  motto(page, 98, 30, look.family, 11.6);
  const qrBox = { x: 156, y: 21, width: 30, height: 30 };
  const qr = `https://qrcode.monre.gov.vn/gcn?ma=${code}&sph=${serial.replace(' ', '')}`;
  drawQr(page, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 1, qrBox);
  for (const [index, [text, sizePt]] of (
    [
      ['GIẤY CHỨNG NHẬN', 20],
      ['QUYỀN SỬ DỤNG ĐẤT,', 15],
      ['QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT', 15],
    ] as const
  ).entries())
    centred(page, 64 + index * 8, [{ text, bold: true, colour: red, sizePt }], style);
  page.block();
  page.line(
    132,
    56.4,
    [{ text: 'Mã Giấy chứng nhận: ' }, { text: code, field: 'certificate_code' }],
    { ...style, sizePt: 9 },
    { align: 'right', width: 54 },
  );
  const form = new Column(page, 25, 97, 160, style, { between: 0.6 });
  form.head('1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:', 0);
  const holder = (text: string, of: typeof person, own: boolean): void =>
    form.say([
      { text: `${text}: ` },
      { text: of.name, bold: true, ...(own ? { field: 'owner_name' } : {}) },
      { text: random.maybe(0.5) ? ', CC: ' : ', CCCD: ' },
      { text: of.personalId, ...(own ? { field: 'owner_identity_number' } : {}) },
    ]);
  holder(person.male ? 'Ông' : 'Bà', person, true);
  if (pair) holder(person.male ? 'Và vợ' : 'Và chồng', partner, false);
  form.head('2. Thông tin thửa đất:', 1);
  const item = (...runs: readonly Run[]): void => {
    form.say(runs);
    form.y += 0.4;
  };
  item(
    { text: 'a. Thửa đất số: ' },
    { text: parcel, field: 'parcel_number' },
    { text: '; tờ bản đồ số: ' },
    { text: map, field: 'map_sheet_number' },
  );
  item({ text: 'b. Diện tích: ' }, { text: decimal(area), field: 'area' }, { text: ' m²' });
  item({ text: 'c. Loại đất: ' }, { text: kind, field: 'land_type' });
  item({ text: 'd. Thời hạn sử dụng đất: ' }, { text: term, field: 'use_term' });
  item(
    { text: 'đ. Hình thức sử dụng đất: ' },
    { text: pair ? 'Sử dụng chung của vợ và chồng' : 'Sử dụng riêng', field: 'use_form' },
  );
  item({ text: 'e. Địa chỉ: ' }, { text: seat.text.replace(/^./, (letter) => upper(letter)), field: 'parcel_address' });
  form.head('3. Thông tin tài sản gắn liền với đất: -/-', 1);
  const y = Math.max(form.y + 6, 194);
  centred(
    page,
    y,
    [
      { text: `${seat.place.commune}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    92,
    96,
  );
  const commune = levels === 2 && random.maybe(0.4);
  signingBlock(
    page,
    140,
    y + 6.4,
    98,
    { ...style, sizePt: style.sizePt - 0.6, leading: 1.2 },
    {
      authority: commune
        ? [`TM. ỦY BAN NHÂN DÂN ${upper(seat.place.communeFull)}`, 'CHỦ TỊCH']
        : [
            `CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI ${levels === 3 ? upper(seat.place.districtFull) : `KHU VỰC ${random.int(1, 12)}`}`,
            'GIÁM ĐỐC',
          ],
      authorityField: 'issuer',
      name: signerOf(random, 0.8),
      nameField: 'signer_name',
      seal: commune ? committeeSeal(seat.place) : { ...committeeSeal(seat.place), upper: 'VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI' },
    },
    random.branch('signature'),
    look,
  );
  page.block();
  page.line(25, 268, [{ text: serial, bold: true, colour: red, sizePt: 14, field: 'serial_number' }], style);
  centred(page, 276, [{ text: 'Thông tin chi tiết được thể hiện tại mã QR', italic: true, sizePt: 10 }], style);
  const second = draft.sheet();
  ornament(second, { frame: [0.92, 0.52, 0.6], ground: [0.99, 0.95, 0.96] });
  const back = new Column(second, 25, 27, 160, style);
  back.head('4. Sơ đồ thửa đất, tài sản gắn liền với đất:');
  parcelSketch(second, 34, 44, 76, random.branch('sketch'), style);
  table(
    second,
    124,
    44,
    [14, 24, 24],
    [
      ['Điểm', 'X (m)', 'Y (m)'],
      ...Array.from({ length: 4 }, (_, index) => [
        String(index + 1),
        `${random.int(1_100_000, 2_300_000)}.${random.int(10, 99)}`,
        `${random.int(400_000, 600_000)}.${random.int(10, 99)}`,
      ]),
    ],
    { ...style, sizePt: 8.4, leading: 1.2 },
  );
  back.y = 134;
  back.say([
    { text: '5. Ghi chú: ', bold: true },
    { text: random.pick(['Không', 'Thửa đất có 12,6 m² thuộc hành lang bảo vệ an toàn đường bộ']) },
  ]);
  back.head('6. Những thay đổi sau khi cấp Giấy chứng nhận:', 2);
  const end = table(
    second,
    25,
    back.y - 3,
    [100, 60],
    [['Nội dung thay đổi và cơ sở pháp lý', 'Xác nhận của cơ quan có thẩm quyền']],
    { ...style, sizePt: style.sizePt - 1.4, leading: 1.2 },
  );
  second.box({ x: 25, y: end, width: 160, height: 92 }, { widthMm: 0.2 });
  second.rule(125, end, 125, end + 92, 0.2);
  second.block();
  second.line(
    25,
    end + 100,
    [
      { text: 'Số vào sổ cấp Giấy chứng nhận: ' },
      { text: `${random.pick(['CN', 'VP', 'CX'])} ${random.digits(6)}`, field: 'register_number' },
    ],
    style,
  );
  second.block();
  second.paragraph(
    25,
    end + 106,
    160,
    [
      {
        text: 'Người được cấp Giấy chứng nhận không được sửa chữa, tẩy xóa hoặc bổ sung bất kỳ nội dung nào trong Giấy chứng nhận; khi bị mất hoặc hư hỏng Giấy chứng nhận phải khai báo ngay với cơ quan cấp Giấy.',
        italic: true,
      },
    ],
    { ...style, sizePt: 9, leading: 1.2 },
  );
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(area));
  return { type: 'land_use_right_new', draft, format: 'A4', barcodes: [qr] };
}

export const fifthOldLand: readonly RoundTemplate[] = [
  { name: 'red book of 2003, parts I to V, signed below the sketch', draw: book2003 },
];
export const fifthNewLand: readonly RoundTemplate[] = [
  { name: 'TT 10/2024 as printed: owner without address, rows a. to e.', draw: certificate },
];
