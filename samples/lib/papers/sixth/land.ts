import { Draft } from '../../draft.ts';
import { serialLetters } from '../../identifiers.ts';
import type { Place } from '../../places.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, capitalised, inWords, isoDate, longDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import { emblem } from '../card-art.ts';
import { committeeSeal, type Look, motto, type Paper, type RoundTemplate, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { table } from '../fresh/column.ts';
import { decimal, parcelSketch, red } from '../land.ts';
import { centred, Form, ribbon, sign } from './form.ts';
import { houseOf, nameOf, personOf, provinceLine, seatOf } from './people.ts';

const areaInWords = (area: number): string => {
  const tenths = Math.round((area % 1) * 10);
  return `${capitalised(inWords(Math.floor(area)))}${tenths === 0 ? '' : ` phẩy ${inWords(tenths)}`} mét vuông`;
};
const living = ({ communeFull }: Place): string =>
  communeFull.startsWith('xã') ? 'Đất ở tại nông thôn' : 'Đất ở tại đô thị';

/** Pink book of 2009–2014 out of an impact printer: household with wife, short labels, parcel and map sheet and area in one line. */
async function printedPinkBook(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2010, month: 1, day: 18 }, random.int(0, 2800));
  const seat = seatOf(random, issued);
  const owner = personOf(random, { male: true, bornFrom: 1936, bornTo: 1984, home: seat.place, levels: 3 });
  const near = { bornFrom: owner.born.year - 4, bornTo: owner.born.year + 9 };
  const wife = personOf(random, { male: false, ...near, home: seat.place, levels: 3 });
  const area = random.pick([96, 125.5, 248, 402.7, 1150, 3264.5]);
  const farm = area > 1000;
  const draft = await Draft.begin([look.family, 'mono']);
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.6), leading: 1.5 };
  const cover = draft.sheet();
  ornament(cover, { frame: [0.8, 0.36, 0.4], ground: [0.99, 0.94, 0.95] });
  motto(cover, 105, 27, look.family, 12.4);
  emblem(cover, 105, 52, 14);
  centred(
    cover,
    15,
    84,
    180,
    [
      [{ text: 'GIẤY CHỨNG NHẬN', bold: true, colour: red, sizePt: 21 }],
      [{ text: 'QUYỀN SỬ DỤNG ĐẤT', bold: true, colour: red, sizePt: 16 }],
      [{ text: 'QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT', bold: true, colour: red, sizePt: 12.4 }],
    ],
    { ...style, leading: 2 },
  );
  const manner = { value: ribbon, between: 0.6 } as const;
  const who = new Form(cover, 24, 126, 162, style, manner);
  who.say([{ text: 'I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất', bold: true }]);
  who.say([
    { text: 'Hộ ông: ' },
    who.fill(upper(owner.name), 'owner_name'),
    { text: ', SN: ' },
    who.fill(String(owner.born.year), 'owner_birth_year'),
    { text: ', CMND số: ' },
    who.fill(owner.oldId, 'owner_identity_number'),
  ]);
  who.say([
    { text: 'Và vợ là bà: ' },
    who.fill(upper(wife.name)),
    { text: ', SN: ' },
    who.fill(String(wife.born.year)),
    { text: ', CMND số: ' },
    who.fill(wife.oldId),
  ]);
  who.row(['ĐKHKTT:', owner.address, 'owner_address']);
  const serial = `${random.pick(['B', 'C'])}${serialLetters(random, 1)} ${random.digits(6)}`;
  cover.block();
  cover.line(24, 272, [{ text: serial, bold: true, sizePt: 15, colour: red, field: 'serial_number' }], style, {
    align: 'right',
    width: 158,
  });
  const inside = draft.sheet();
  const form = new Form(inside, 24, 24, 162, style, manner);
  const head = (text: string): void => form.say([{ text, bold: true }]);
  head('II. Thửa đất, nhà ở và tài sản khác gắn liền với đất');
  head('1. Thửa đất');
  form.row(
    ['a) Thửa đất số:', String(random.int(2, 1300)), 'parcel_number'],
    ['Tờ bản đồ số:', String(random.int(1, 88)), 'map_sheet_number', 0.36],
    ['Diện tích:', decimal(area), 'area', 0.68, ' m2'],
  );
  form.row(['Bằng chữ:', areaInWords(area), 'area_in_words']);
  form.row(['b) Địa chỉ thửa đất:', `${houseOf(random, seat.place)}, ${seat.text}`, 'parcel_address']);
  form.row(['c) Hình thức sử dụng:', 'Sử dụng riêng', 'use_form']);
  const purpose = farm
    ? random.pick(['Đất trồng cây lâu năm', 'Đất bằng trồng cây hàng năm khác'])
    : living(seat.place);
  form.row(['d) Mục đích sử dụng:', purpose, 'use_purpose']);
  form.row(['đ) Thời hạn sử dụng:', farm ? 'Đến tháng 10/2043' : 'Lâu dài', 'use_term']);
  form.row([
    'e) Nguồn gốc sử dụng:',
    random.pick([
      'Công nhận QSDĐ như giao đất không thu tiền sử dụng đất',
      'Nhận thừa kế đất được công nhận QSDĐ như giao đất có thu tiền sử dụng đất',
      'Nhà nước giao đất không thu tiền sử dụng đất',
    ]),
    'use_origin',
  ]);
  for (const text of ['2. Nhà ở: -/-', '3. Công trình xây dựng khác: -/-', '4. Ghi chú: Không.']) form.say(text);
  head('III. Sơ đồ thửa đất');
  parcelSketch(inside, 50, form.y + 2, 78, random.branch('sketch'), style);
  const y = 218;
  inside.block();
  const dateline: Run[] = [
    { text: `${seat.place.district}, `, italic: true },
    { text: longDate(issued), italic: true, field: 'issue_date' },
  ];
  centred(inside, 96, y, 92, [dateline], style);
  sign(
    inside,
    [142, y + 6.5, 94],
    {
      authority: [
        `TM. UBND ${upper(seat.place.districtFull)}`,
        ...random.pick([['CHỦ TỊCH'], ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']]),
      ],
      authorityField: 'issuer',
      name: nameOf(random, random.maybe(0.85)),
      seal: { ...committeeSeal(seat.place), upper: `ỦY BAN NHÂN DÂN ${upper(seat.place.districtFull)}` },
    },
    style,
    random,
    look,
  );
  inside.block();
  inside.line(
    24,
    272,
    [{ text: 'Số vào sổ cấp GCN: ' }, { text: `CH${random.digits(5)}`, ...ribbon, field: 'register_number' }],
    style,
  );
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(area));
  draft.value('area_in_words', String(area));
  return { type: 'land_use_right_old', draft, format: 'A4' };
}

/** Certificate since 2025 with its parcel in a ruled table, as several parcels are listed; owner with the number below the name. */
async function parcelTable(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 7, day: 21 }, random.int(0, 470));
  const seat = seatOf(random, issued);
  const owner = personOf(random, { bornFrom: 1950, bornTo: 1998, home: seat.place, levels: 2 });
  const [map, parcel] = [String(random.int(1, 120)), String(random.int(1, 990))];
  const area = random.pick([72.5, 104, 318.6, 1240.3, 2675]);
  const farm = area > 1000;
  const serial = `AA ${random.digits(8)}`;
  const code = `${seat.place.provinceCode.slice(1)}${random.digits(10)}`;
  const draft = await Draft.begin([look.family]);
  const page = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.6), leading: 1.4 };
  ornament(page, { frame: [0.9, 0.5, 0.5], ground: [0.995, 0.96, 0.95] });
  emblem(page, 36, 33, 11);
  const qrBox = { x: 165, y: 20, width: 21, height: 21 };
  const qr = `${serial.replace(' ', '')}|${code}|${map}|${parcel}|${owner.personalId}`;
  drawQr(page, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 1, qrBox);
  motto(page, 102, 28, look.family, 11.4);
  centred(page, 150, 45, 48, [[{ text: 'Mã GCN: ' }, { text: code, field: 'certificate_code' }]], {
    ...style,
    sizePt: 8.8,
  });
  centred(
    page,
    15,
    60,
    180,
    [
      [{ text: 'GIẤY CHỨNG NHẬN', bold: true, colour: red, sizePt: 20 }],
      [{ text: 'QUYỀN SỬ DỤNG ĐẤT,', bold: true, colour: red, sizePt: 13.5 }],
      [{ text: 'QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT', bold: true, colour: red, sizePt: 13.5 }],
    ],
    { ...style, leading: 1.7 },
  );
  const form = new Form(page, 23, 90, 164, style, { between: 0.8 });
  const head = (text: string): void => form.say([{ text, bold: true }], {}, 1);
  head('1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:');
  form.say([{ text: owner.male ? 'Ông: ' : 'Bà: ' }, { text: upper(owner.name), bold: true, field: 'owner_name' }]);
  form.row(['Số ĐDCN:', owner.personalId, 'owner_identity_number']);
  form.row(['Nơi cư trú:', owner.address, 'owner_address']);
  head('2. Thông tin thửa đất:');
  const use = farm ? random.pick(['Đất trồng cây lâu năm', 'Đất rừng sản xuất']) : living(seat.place);
  form.y =
    table(
      page,
      23,
      form.y - 3,
      [18, 18, 24, 44, 32, 28],
      [
        ['Tờ BĐ số', 'Thửa đất số', 'Diện tích (m2)', 'Loại đất', 'Thời hạn sử dụng', 'Hình thức sử dụng'],
        [
          { text: map, field: 'map_sheet_number' },
          { text: parcel, field: 'parcel_number' },
          { text: decimal(area), field: 'area' },
          { text: use, field: 'land_type' },
          { text: farm ? 'Đến 15/10/2063' : 'Lâu dài', field: 'use_term' },
          { text: 'Riêng', field: 'use_form' },
        ],
      ],
      { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
    ) + 6;
  form.row(['Địa chỉ thửa đất:', `${houseOf(random, seat.place)}, ${seat.text}`, 'parcel_address']);
  form.row([
    'Nguồn gốc SDĐ:',
    random.pick([
      'Nhận chuyển nhượng đất được công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng đất',
      'Nhận tặng cho đất được Nhà nước giao đất không thu tiền sử dụng đất',
      'Nhà nước giao đất có thu tiền sử dụng đất',
    ]),
    'use_origin',
  ]);
  head('3. Thông tin tài sản gắn liền với đất: -/-');
  head('4. Ghi chú: Không.');
  const byCommune = random.maybe(0.5);
  const y = Math.max(form.y + 4, 196);
  const dateline: Run[] = [
    { text: `${seat.place.commune}, `, italic: true },
    { text: longDate(issued), italic: true, field: 'issue_date' },
  ];
  centred(page, 94, y, 96, [dateline], style);
  sign(
    page,
    [142, y + 6.5, 96],
    {
      authority: byCommune
        ? [`TM. ỦY BAN NHÂN DÂN ${upper(seat.place.communeFull)}`, 'CHỦ TỊCH']
        : [`VPĐK ĐẤT ĐAI ${provinceLine(seat.place)}`, 'KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
      authorityField: 'issuer',
      name: nameOf(random, random.maybe(0.8)),
      seal: { ...committeeSeal(seat.place), ...(byCommune ? {} : { upper: 'VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI' }) },
    },
    style,
    random,
    look,
  );
  page.block();
  page.line(
    23,
    262,
    [{ text: 'Số vào sổ: ' }, { text: `${random.pick(['CN', 'VP'])}${random.digits(5)}`, field: 'register_number' }],
    style,
  );
  page.block();
  page.line(
    23,
    271,
    [{ text: 'Số phát hành: ' }, { text: serial, bold: true, colour: red, sizePt: 13, field: 'serial_number' }],
    style,
  );
  const second = draft.sheet();
  ornament(second, { frame: [0.9, 0.5, 0.5], ground: [0.995, 0.96, 0.95] });
  const back = new Form(second, 23, 28, 164, style);
  back.say([{ text: '5. Sơ đồ thửa đất, tài sản gắn liền với đất:', bold: true }]);
  parcelSketch(second, 60, 44, 84, random.branch('sketch'), style);
  back.y = 140;
  back.say([{ text: '6. Những thay đổi sau khi cấp Giấy chứng nhận:', bold: true }]);
  const heads = [['Nội dung thay đổi và cơ sở pháp lý', 'Xác nhận của cơ quan có thẩm quyền']];
  const end = table(second, 23, back.y, [98, 66], heads, style);
  second.box({ x: 23, y: end, width: 164, height: 96 }, { widthMm: 0.2 });
  second.rule(121, end, 121, end + 96, 0.2);
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(area));
  return { type: 'land_use_right_new', draft, format: 'A4', barcodes: [qr] };
}

export const sixthOldLand: readonly RoundTemplate[] = [
  { name: 'pink book out of an impact printer, three answers to a line', draw: printedPinkBook },
];
export const sixthNewLand: readonly RoundTemplate[] = [{ name: 'parcel in a ruled table', draw: parcelTable }];
