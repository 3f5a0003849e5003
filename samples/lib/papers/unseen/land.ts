import { Draft } from '../../draft.ts';
import { serialLetters } from '../../identifiers.ts';
import type { Place } from '../../places.ts';
import { drawQr } from '../../qr.ts';
import type { Chance } from '../../random.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, capitalised, inWords, isoDate, longDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import { emblem } from '../card-art.ts';
import { committeeSeal, type Look, motto, type Paper, type RoundTemplate, signingBlock, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column } from '../fresh/column.ts';
import { decimal, parcelSketch, red } from '../land.ts';
import { commonName, commonPerson, seatOn } from './people.ts';

const origins = [
  'Công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng đất',
  'Công nhận quyền sử dụng đất như giao đất không thu tiền sử dụng đất',
  'Nhận chuyển nhượng đất được Nhà nước giao đất có thu tiền sử dụng đất',
  'Nhận tặng cho quyền sử dụng đất',
];
const kindsIn = (place: Place): readonly string[] => [
  place.communeFull.startsWith('phường') ? 'Đất ở tại đô thị' : 'Đất ở tại nông thôn',
  'Đất trồng cây lâu năm',
  'Đất chuyên trồng lúa nước',
];

/** Red book of 2004 as districts issued it: numbered rows, the area as a number and in words, "m2" as typed. */
async function redBook(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2005, month: 2, day: 14 }, random.int(0, 1600));
  const seat = seatOn(random, issued);
  const person = commonPerson(random, { bornFrom: 1935, bornTo: 1975, home: seat.place, levels: 3 });
  const area = random.pick([96, 150, 212, 305, 420, 1280, 2450, 560]);
  const serial = `A${serialLetters(random, 1)} ${random.digits(6)}`;
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.42 };
  const cover = draft.sheet();
  ornament(cover, { frame: [0.8, 0.2, 0.2], ground: [0.99, 0.94, 0.9] });
  motto(cover, 105, 30, look.family, 12.5);
  emblem(cover, 105, 58, 14);
  cover.block();
  for (const [index, text] of ['GIẤY CHỨNG NHẬN', 'QUYỀN SỬ DỤNG ĐẤT'].entries())
    cover.line(15, 88 + index * 12, [{ text, bold: true, colour: red, sizePt: 23 }], style, {
      align: 'center',
      width: 180,
    });
  cover.block();
  cover.line(
    15,
    122,
    [
      {
        text: `ỦY BAN NHÂN DÂN ${upper(seat.place.districtFull)}, ${upper(`${seat.place.provinceKind} ${seat.place.province}`)}`,
        bold: true,
        sizePt: serifSize(look, 12, 10),
      },
    ],
    style,
    { align: 'center', width: 180 },
  );
  cover.line(15, 131, [{ text: 'CHỨNG NHẬN', bold: true }], style, { align: 'center', width: 180 });
  const who = new Column(cover, 28, 146, 154, style, { between: 1.2 });
  who.head('I- TÊN NGƯỜI SỬ DỤNG ĐẤT');
  who.say(
    [{ text: person.male ? 'Hộ ông ' : 'Hộ bà ' }, { text: upper(person.name), bold: true, field: 'owner_name' }],
    { indent: 6 },
    1,
  );
  who.put(
    { label: 'Sinh năm:', value: String(person.born.year), field: 'owner_birth_year' },
    { label: 'Số CMND:', value: person.oldId, field: 'owner_identity_number', at: 0.4 },
  );
  who.put({ label: 'Địa chỉ thường trú:', value: person.address, field: 'owner_address' });
  cover.block();
  cover.line(28, 268, [{ text: serial, bold: true, sizePt: 16, colour: red, field: 'serial_number' }], style);
  const inside = draft.sheet();
  const form = new Column(inside, 26, 28, 160, style, { between: 1 });
  form.head('II- THỬA ĐẤT ĐƯỢC QUYỀN SỬ DỤNG');
  form.y += 1;
  form.put({ label: '1. Thửa đất số:', value: String(random.int(1, 900)), field: 'parcel_number' });
  form.put({ label: '2. Tờ bản đồ số:', value: String(random.int(1, 60)), field: 'map_sheet_number' });
  form.put({ label: '3. Địa chỉ thửa đất:', value: seat.text, field: 'parcel_address' });
  form.put({ label: '4. Diện tích:', value: decimal(area), field: 'area', tail: ' m2' });
  form.put({ label: 'Bằng chữ:', value: `${capitalised(inWords(area))} mét vuông`, field: 'area_in_words' });
  form.put({
    label: '5. Hình thức sử dụng:',
    value: `Sử dụng riêng: ${decimal(area)} m2; sử dụng chung: Không m2`,
    field: 'use_form',
  });
  const kind = random.pick(kindsIn(seat.place));
  form.put({ label: '6. Mục đích sử dụng đất:', value: kind, field: 'use_purpose' });
  form.put({
    label: '7. Thời hạn sử dụng đất:',
    value: kind.startsWith('Đất ở') ? 'Lâu dài' : random.pick(['Đến tháng 10/2043', 'Đến ngày 15/10/2013']),
    field: 'use_term',
  });
  form.put({ label: '8. Nguồn gốc sử dụng đất:', value: random.pick(origins.slice(0, 2)), field: 'use_origin' });
  form.head('III- TÀI SẢN GẮN LIỀN VỚI ĐẤT', 1);
  form.say('Không', { indent: 6 });
  form.head('IV- GHI CHÚ', 1);
  form.say('Số thửa và diện tích theo bản đồ địa chính năm 2003.', { indent: 6 });
  const y = form.y + 6;
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
      authorityField: 'issuer',
      name: commonName(random, random.maybe(0.8)),
      nameField: 'signer_name',
      seal: { ...committeeSeal(seat.place), upper: `ỦY BAN NHÂN DÂN ${upper(seat.place.districtFull)}` },
    },
    random.branch('signature'),
    look,
  );
  inside.block();
  inside.line(
    26,
    262,
    [
      { text: 'Vào sổ cấp giấy chứng nhận quyền sử dụng đất số: ' },
      { text: `H ${random.digits(5)}`, field: 'register_number' },
    ],
    style,
  );
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(area));
  draft.value('area_in_words', String(area));
  return { type: 'land_use_right_old', draft, format: 'A4' };
}

/** Certificate of 2025, labels and values in two columns, signed by a branch of the land office. */
async function certificate(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 7, day: 4 }, random.int(0, 500));
  const seat = seatOn(random, issued);
  const person = commonPerson(random, { bornFrom: 1950, bornTo: 2000, home: seat.place, levels: 2 });
  const area = random.pick([68.5, 100, 125.4, 203, 341.7, 1120, 96.8]);
  const code = random.digits(12);
  const serial = `AA ${random.digits(8)}`;
  const [parcel, map] = [String(random.int(1, 1300)), String(random.int(1, 90))];
  const draft = await Draft.begin([look.family]);
  const page = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.6), leading: 1.36 };
  ornament(page, { frame: [0.86, 0.4, 0.5], ground: [0.99, 0.96, 0.96] });
  const qrBox = { x: 164, y: 20, width: 23, height: 23 };
  const qr = `${code}|${serial.replace(' ', '')}|${parcel}|${map}|${person.personalId}`;
  drawQr(page, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 1, qrBox);
  emblem(page, 34, 32, 10);
  motto(page, 100, 27, look.family, 11.5);
  page.block();
  for (const [index, text] of ['GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT,', 'QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT'].entries())
    page.line(0, 54 + index * 8, [{ text, bold: true, colour: red, sizePt: 15 }], style, {
      align: 'center',
      width: 210,
    });
  page.block();
  page.line(0, 70, [{ text: 'Mã Giấy chứng nhận: ' }, { text: code, field: 'certificate_code' }], style, {
    align: 'center',
    width: 210,
  });
  let y = 82;
  const head = (text: string): void => {
    page.block();
    page.line(24, y, [{ text, bold: true }], style);
    y += page.step(style) + 1;
  };
  const put = (label: string, value: readonly Run[]): void => {
    page.block();
    page.line(26, y, label, style);
    page.block();
    y = page.paragraph(84, y, 104, value, style) + 0.9;
  };
  head('1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:');
  put(person.male ? 'Ông' : 'Bà', [{ text: upper(person.name), bold: true, field: 'owner_name' }]);
  put('Số định danh cá nhân', [{ text: person.personalId, field: 'owner_identity_number' }]);
  put('Địa chỉ', [{ text: person.address, field: 'owner_address' }]);
  y += 1;
  head('2. Thông tin thửa đất:');
  put('Thửa đất số', [{ text: parcel, field: 'parcel_number' }]);
  put('Tờ bản đồ số', [{ text: map, field: 'map_sheet_number' }]);
  put('Diện tích', [{ text: decimal(area), field: 'area' }, { text: ' m²' }]);
  const kind = random.pick(kindsIn(seat.place));
  put('Loại đất', [{ text: kind, field: 'land_type' }]);
  put('Thời hạn sử dụng đất', [
    { text: kind.startsWith('Đất ở') ? 'Lâu dài' : 'Đến ngày 15/10/2063', field: 'use_term' },
  ]);
  put('Hình thức sử dụng đất', [{ text: random.pick(['Sử dụng riêng', 'Sử dụng chung']), field: 'use_form' }]);
  put('Địa chỉ thửa đất', [{ text: seat.text, field: 'parcel_address' }]);
  put('Nguồn gốc sử dụng đất', [{ text: random.pick(origins), field: 'use_origin' }]);
  y += 1;
  head('3. Thông tin tài sản gắn liền với đất:');
  put('Tên tài sản', [{ text: random.pick(['Nhà ở riêng lẻ', '-/-', '-/-']), field: 'asset_name' }]);
  y += 3;
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
    { ...style, sizePt: style.sizePt - 0.8, leading: 1.2 },
    {
      authority: [
        `CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI KHU VỰC ${upper(seat.place.commune)}`,
        ...random.pick([['GIÁM ĐỐC'], ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']]),
      ],
      authorityField: 'issuer',
      name: commonName(random, random.maybe(0.7)),
      nameField: 'signer_name',
      seal: { ...committeeSeal(seat.place), upper: 'CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI' },
    },
    random.branch('signature'),
    look,
  );
  page.block();
  page.line(26, 274, [{ text: serial, bold: true, colour: red, sizePt: 14, field: 'serial_number' }], style, {
    align: 'right',
    width: 160,
  });
  const second = draft.sheet();
  ornament(second, { frame: [0.86, 0.4, 0.5], ground: [0.99, 0.96, 0.96] });
  const back = new Column(second, 24, 28, 162, style);
  back.head('4. Sơ đồ thửa đất, tài sản gắn liền với đất:');
  parcelSketch(second, 55, 46, 92, random.branch('sketch'), style);
  back.y = 140;
  back.say([{ text: '5. Ghi chú: ', bold: true }, { text: 'Không.' }]);
  back.head('6. Những thay đổi sau khi cấp Giấy chứng nhận:', 4);
  second.box({ x: 24, y: 158, width: 162, height: 88 }, { widthMm: 0.25 });
  second.rule(112, 158, 112, 246, 0.2);
  second.rule(24, 168, 186, 168, 0.2);
  for (const [x, width, text] of [
    [24, 88, 'Nội dung thay đổi và cơ sở pháp lý'],
    [112, 74, 'Xác nhận của cơ quan có thẩm quyền'],
  ] as const) {
    second.block();
    second.line(x, 164.5, [{ text, bold: true, sizePt: 10.5 }], style, { align: 'center', width });
  }
  second.block();
  second.line(
    24,
    260,
    [{ text: 'Số vào sổ cấp Giấy chứng nhận: ' }, { text: `CN ${random.digits(5)}`, field: 'register_number' }],
    style,
  );
  draft.value('issue_date', isoDate(issued));
  draft.value('area', String(area));
  return { type: 'land_use_right_new', draft, format: 'A4', barcodes: [qr] };
}

export const unseenOldLand: readonly RoundTemplate[] = [{ name: 'red book 2004, numbered rows', draw: redBook }];
export const unseenNewLand: readonly RoundTemplate[] = [
  { name: 'labels and values in two columns, branch of the land office', draw: certificate },
];
