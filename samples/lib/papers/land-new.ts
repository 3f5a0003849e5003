import { Draft } from '../draft.ts';
import { serialLetters } from '../identifiers.ts';
import { inventName, inventPerson } from '../people.ts';
import { inventPlace, placeText } from '../places.ts';
import { drawQr } from '../qr.ts';
import type { Chance } from '../random.ts';
import type { Style } from '../sheet.ts';
import { addDays, isoDate, longDate } from '../words.ts';
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
import { decimal, parcelFacts, parcelSketch, red } from './land.ts';

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

export const landNew: PaperMaker = {
  type: 'land_use_right_new',
  templates: [
    { name: 'serial alone, bold values', set: 'build' },
    { name: 'serial with its label, plain', set: 'holdout' },
  ],
  draw: drawNew,
};
