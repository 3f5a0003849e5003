import { Draft } from '../../draft.ts';
import { serialLetters } from '../../identifiers.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import type { Style } from '../../sheet.ts';
import { addDays, capitalised, inWords, isoDate, longDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import { emblem } from '../card-art.ts';
import { committeeSeal, type Look, motto, type Paper, type RoundTemplate, signingBlock, upper } from '../common.ts';
import { decimal, parcelSketch, red } from '../land.ts';
import { serifSize } from './births.ts';
import { Column } from './column.ts';
import { freshName, freshPerson, freshPlace, houseOf, seat, written } from './people.ts';

const origins = [
  'Nhận chuyển nhượng đất được Nhà nước công nhận QSDĐ như giao đất có thu tiền sử dụng đất',
  'Nhận thừa kế đất được Công nhận QSDĐ như giao đất không thu tiền sử dụng đất',
  'Nhà nước cho thuê đất trả tiền hàng năm',
  'Công nhận QSDĐ như giao đất không thu tiền sử dụng đất',
];
const purposes = [
  'Đất ở tại nông thôn',
  'Đất ở tại đô thị',
  'Đất trồng cây hàng năm khác',
  'Đất nuôi trồng thủy sản',
  'Đất rừng sản xuất',
];
const terms = ['Lâu dài', 'Đến ngày 01/7/2064', 'Đất ở: Lâu dài; Đất trồng cây lâu năm: đến ngày 15/10/2043'];

/** `1.250,5` read in words: một nghìn hai trăm năm mươi phẩy năm. */
const areaInWords = (area: number): string => {
  const tenths = Math.round((area % 1) * 10);
  return `${capitalised(inWords(Math.floor(area)))}${tenths === 0 ? '' : ` phẩy ${inWords(tenths)}`} mét vuông`;
};

/** Pink book of TT 23/2014: labels joined by commas in one sentence, on some a husband and wife. */
async function pinkBook(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2014, month: 8, day: 1 }, random.int(0, 3700));
  const place = freshPlace(random, 3);
  const person = freshPerson(random, { bornFrom: 1940, bornTo: 1990, home: place, levels: 3 });
  const partner = random.maybe(0.4)
    ? freshPerson(random, { male: !person.male, bornFrom: 1940, bornTo: 1992, home: place, levels: 3 })
    : null;
  const area = random.pick([85, 120.5, 364.2, 1250.7, 10480, 96.4]);
  const purpose = random.pick(purposes);
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.5, 11), leading: 1.4 };
  const cover = draft.sheet();
  ornament(cover, { frame: [0.76, 0.3, 0.34], ground: [0.99, 0.94, 0.94] });
  motto(cover, 105, 26, look.family, 12.5);
  emblem(cover, 105, 50, 13);
  cover.block();
  for (const [index, text] of [
    'GIẤY CHỨNG NHẬN',
    'QUYỀN SỬ DỤNG ĐẤT',
    'QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT',
  ].entries())
    cover.line(15, 78 + [0, 11, 19][index]!, [{ text, bold: true, colour: red, sizePt: [22, 17, 13][index]! }], style, {
      align: 'center',
      width: 180,
    });
  const who = new Column(cover, 24, 116, 162, style, { between: 0.8 });
  who.head('I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất');
  who.put({ label: person.male ? 'Ông' : 'Bà', value: upper(person.name), field: 'owner_name' });
  who.put(
    { label: 'Năm sinh:', value: String(person.born.year), field: 'owner_birth_year', tail: ',' },
    { label: 'CMND số:', value: person.oldId, field: 'owner_identity_number', at: 0.26 },
  );
  if (partner === null) who.put({ label: 'Địa chỉ thường trú:', value: person.address, field: 'owner_address' });
  else {
    who.put({ label: `và ${partner.male ? 'chồng: Ông' : 'vợ: Bà'}`, value: upper(partner.name) });
    who.put(
      { label: 'Năm sinh:', value: String(partner.born.year), tail: ',' },
      { label: 'CMND số:', value: partner.oldId, at: 0.26 },
    );
    who.put({ label: 'Cùng địa chỉ thường trú:', value: person.address, field: 'owner_address' });
  }
  cover.block();
  cover.line(
    24,
    274,
    [
      {
        text: `${serialLetters(random, 2)} ${random.digits(6)}`,
        bold: true,
        sizePt: 15,
        colour: red,
        field: 'serial_number',
      },
    ],
    style,
    { align: 'right', width: 158 },
  );
  const inside = draft.sheet();
  const form = new Column(inside, 24, 24, 162, style, { between: 0.8 });
  form.head('II. Thửa đất, nhà ở và tài sản khác gắn liền với đất');
  form.head('1. Thửa đất:', 0);
  // "Thửa đất số: 12, tờ bản đồ số: 45" is one sentence on the real form
  form.say([
    { text: 'a) Thửa đất số: ' },
    { text: String(random.int(2, 1450)), field: 'parcel_number' },
    { text: ', tờ bản đồ số: ' },
    { text: String(random.int(1, 96)), field: 'map_sheet_number' },
  ]);
  form.put({ label: 'b) Địa chỉ:', value: `${houseOf(random, place)}, ${written(place, 3)}`, field: 'parcel_address' });
  form.say([
    { text: 'c) Diện tích: ' },
    { text: decimal(area), field: 'area' },
    { text: ' m², (bằng chữ: ' },
    { text: areaInWords(area), field: 'area_in_words' },
    { text: ')' },
  ]);
  const shared = random.maybe(0.3);
  form.put({
    label: 'd) Hình thức sử dụng:',
    value: `riêng: ${shared ? 'Không' : decimal(area)} m²; chung: ${shared ? decimal(area) : 'Không'} m²`,
    field: 'use_form',
  });
  form.put({ label: 'đ) Mục đích sử dụng:', value: purpose, field: 'use_purpose' });
  form.put({ label: 'e) Thời hạn sử dụng:', value: random.pick(terms), field: 'use_term' });
  form.put({ label: 'g) Nguồn gốc sử dụng:', value: random.pick(origins), field: 'use_origin' });
  for (const text of [
    '2. Nhà ở: Chưa chứng nhận quyền sở hữu',
    '3. Công trình xây dựng khác: -/-',
    '4. Rừng sản xuất là rừng trồng: -/-',
    '5. Cây lâu năm: -/-',
    '6. Ghi chú: Thửa đất có một phần diện tích thuộc hành lang bảo vệ an toàn giao thông đường bộ.',
  ])
    form.say(
      [{ text: text.slice(0, text.indexOf(':') + 1), bold: true }, { text: text.slice(text.indexOf(':') + 1) }],
      {},
      0.6,
    );
  form.head('III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất', 3);
  parcelSketch(inside, 46, form.y + 1, 90, random.branch('sketch'), style);
  const y = Math.min(Math.max(212, form.y + 81), 226);
  inside.block();
  inside.line(
    94,
    y,
    [
      { text: `${place.province}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 94 },
  );
  signingBlock(
    inside,
    141,
    y + 6.5,
    94,
    { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
    {
      authority: [
        `SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG ${place.provinceKind === 'tỉnh' ? 'TỈNH' : 'TP.'} ${upper(place.province)}`,
        'KT. GIÁM ĐỐC',
        'PHÓ GIÁM ĐỐC',
      ],
      authorityField: 'issuer',
      name: freshName(random, random.maybe(0.7)),
      nameField: 'signer_name',
      seal: { ...committeeSeal(place), upper: 'SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG' },
    },
    random.branch('signature'),
    look,
  );
  inside.block();
  inside.line(
    24,
    276,
    [
      { text: 'Số vào sổ cấp GCN: ' },
      { text: `${random.pick(['CS', 'CH', 'CS-HL', 'VP'])}${random.digits(5)}`, field: 'register_number' },
    ],
    style,
  );
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(area));
  draft.value('area_in_words', String(area));
  return { type: 'land_use_right_old', draft, format: 'A4' };
}

/** The certificate of 2025 as a land office or a commune issues it: values run on with semicolons, owner and number in one line. */
async function certificate2025(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 1, day: 10 }, random.int(0, 670));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const place = freshPlace(random, levels);
  const person = freshPerson(random, { bornFrom: 1945, bornTo: 2002, home: place, levels });
  const area = random.pick([72, 150.3, 248.9, 1005.6, 5230]);
  const code = random.digits(12);
  const serial = `${serialLetters(random, 2)} ${random.digits(8)}`;
  const [parcel, map] = [String(random.int(1, 2200)), String(random.int(1, 140))];
  const draft = await Draft.begin([look.family]);
  const page = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.8), leading: 1.38 };
  ornament(page, { frame: [0.72, 0.16, 0.26], ground: [0.99, 0.95, 0.95] });
  emblem(page, 105, 27, 10);
  motto(page, 105, 44, look.family, 12);
  const qr = `${code}|${serial.replace(' ', '')}|${parcel}|${map}|${person.personalId}`;
  const qrBox = { x: 162, y: 20, width: 24, height: 24 };
  drawQr(page, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 1, qrBox);
  page.block();
  for (const [index, text] of ['GIẤY CHỨNG NHẬN', 'QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT'].entries())
    page.line(0, 64 + index * 8, [{ text, bold: true, colour: red, sizePt: index === 0 ? 20 : 12.5 }], style, {
      align: 'center',
      width: 210,
    });
  page.block();
  page.line(
    24,
    82,
    [
      { text: 'Mã Giấy chứng nhận: ', italic: true },
      { text: code, italic: true, field: 'certificate_code' },
    ],
    style,
  );
  const form = new Column(page, 24, 92, 162, style, { between: 0.7 });
  form.head('1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất');
  form.say([
    { text: `${person.male ? 'Ông' : 'Bà'}: ` },
    { text: upper(person.name), bold: true, field: 'owner_name' },
    { text: `, ${random.pick(['Căn cước công dân', 'CCCD', 'Thẻ căn cước'])} số: ` },
    { text: person.personalId, field: 'owner_identity_number' },
  ]);
  form.put({ label: 'Địa chỉ:', value: person.address, field: 'owner_address' });
  form.head('2. Thông tin thửa đất:');
  form.say([
    { text: 'a) Thửa đất số: ' },
    { text: parcel, field: 'parcel_number' },
    { text: '; tờ bản đồ số: ' },
    { text: map, field: 'map_sheet_number' },
    { text: ';' },
  ]);
  form.put({ label: 'b) Diện tích:', value: decimal(area), field: 'area', tail: ' m²;' });
  form.put({
    label: 'c) Loại đất:',
    value: random.pick([
      ...purposes,
      `Đất ở tại nông thôn ${Math.floor(area / 2)} m²; đất trồng cây lâu năm ${decimal(area - Math.floor(area / 2))} m²`,
    ]),
    field: 'land_type',
    tail: ';',
  });
  form.put({ label: 'd) Thời hạn sử dụng đất:', value: random.pick(terms), field: 'use_term', tail: ';' });
  form.put({
    label: 'đ) Hình thức sử dụng đất:',
    value: random.pick(['Sử dụng riêng', 'Sử dụng chung']),
    field: 'use_form',
    tail: ';',
  });
  form.put({
    label: 'e) Địa chỉ:',
    value: `${houseOf(random, place)}, ${written(place, levels)}`,
    field: 'parcel_address',
    tail: ';',
  });
  form.put({ label: 'g) Nguồn gốc sử dụng đất:', value: random.pick(origins), field: 'use_origin', tail: '.' });
  form.head('3. Thông tin tài sản gắn liền với đất:');
  form.put({
    label: 'a) Tên tài sản:',
    value: random.pick(['Nhà ở riêng lẻ', 'Căn hộ chung cư', '-/-']),
    field: 'asset_name',
  });
  const commune = levels === 2 && random.maybe(0.5);
  const y = Math.min(form.y + 2, 218);
  page.block();
  page.line(
    94,
    y,
    [
      { text: `${commune ? seat(place) : place.province}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 94 },
  );
  signingBlock(
    page,
    141,
    y + 6.4,
    94,
    { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
    {
      authority: commune
        ? [`TM. ỦY BAN NHÂN DÂN ${upper(place.communeFull)}`, 'CHỦ TỊCH']
        : [
            `VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI ${place.provinceKind === 'tỉnh' ? 'TỈNH' : 'TP.'} ${upper(place.province)}`,
            'GIÁM ĐỐC',
          ],
      authorityField: 'issuer',
      name: freshName(random, random.maybe(0.7)),
      nameField: 'signer_name',
      seal: commune ? committeeSeal(place) : { ...committeeSeal(place), upper: 'VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI' },
    },
    random.branch('signature'),
    look,
  );
  page.block();
  page.line(
    24,
    276,
    [{ text: 'Số phát hành GCN: ' }, { text: serial, bold: true, colour: red, sizePt: 13, field: 'serial_number' }],
    style,
  );
  const second = draft.sheet();
  ornament(second, { frame: [0.72, 0.16, 0.26], ground: [0.99, 0.95, 0.95] });
  const back = new Column(second, 24, 28, 162, style);
  back.head('4. Sơ đồ thửa đất, tài sản gắn liền với đất:');
  parcelSketch(second, 52, 44, 100, random.branch('sketch'), style);
  back.y = 138;
  back.say(
    [
      { text: '5. Ghi chú: ', bold: true },
      {
        text: 'Giấy chứng nhận này được cấp đổi từ Giấy chứng nhận đã cấp trước đây; thửa đất chưa có bản đồ địa chính có tọa độ.',
      },
    ],
    { align: 'justify' },
  );
  back.head('6. Những thay đổi sau khi cấp Giấy chứng nhận:', 3);
  second.box({ x: 24, y: 160, width: 162, height: 92 }, { widthMm: 0.25 });
  second.rule(110, 160, 110, 252, 0.2);
  second.rule(24, 171, 186, 171, 0.2);
  second.line(24, 167, [{ text: 'Nội dung thay đổi và cơ sở pháp lý', bold: true, sizePt: 10.5 }], style, {
    align: 'center',
    width: 86,
  });
  second.block();
  second.line(110, 167, [{ text: 'Xác nhận của cơ quan có thẩm quyền', bold: true, sizePt: 10.5 }], style, {
    align: 'center',
    width: 76,
  });
  second.block();
  second.line(
    24,
    264,
    [
      { text: 'Số vào sổ cấp GCN: ' },
      { text: `${random.pick(['CN', 'VP', 'CN-KV2'])} ${random.digits(5)}`, field: 'register_number' },
    ],
    style,
  );
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(area));
  return { type: 'land_use_right_new', draft, format: 'A4', barcodes: [qr] };
}

export const freshOldLand: readonly RoundTemplate[] = [
  { name: 'pink book 2014, sentences, husband and wife', draw: pinkBook },
];
export const freshNewLand: readonly RoundTemplate[] = [
  { name: 'values with semicolons, commune or land office', draw: certificate2025 },
];
