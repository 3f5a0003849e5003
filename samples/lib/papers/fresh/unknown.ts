import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import type { Chance } from '../../random.ts';
import { drawSignature } from '../../seal.ts';
import type { Style } from '../../sheet.ts';
import { addDays, grouped, longDate, slashDate } from '../../words.ts';
import {
  agency,
  committeeSeal,
  type Look,
  motto,
  type Paper,
  type PaperMaker,
  type RoundTemplate,
  signingBlock,
  upper,
} from '../common.ts';
import { serifSize } from './births.ts';
import { Column, table } from './column.ts';
import { freshName, freshPerson, freshPlace, houseOf, seat, written } from './people.ts';

/** Papers of none of the known types, as they lie between others in a dossier: none of them may be taken for one. */

const begin = async (look: Look) => {
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.5, 11), leading: 1.36 };
  return { draft, sheet: draft.sheet(), style };
};
const done = (draft: Draft): Paper => ({ type: 'unknown', draft, format: 'A4' });
const day = (random: Chance) => addDays({ year: 2025, month: 8, day: 1 }, random.int(0, 450));

async function invoice(random: Chance, look: Look): Promise<Paper> {
  const { draft, sheet, style } = await begin(look);
  const place = freshPlace(random, 2);
  sheet.line(
    24,
    22,
    [{ text: `CỬA HÀNG VẬT LIỆU XÂY DỰNG ${random.pick(['TƯ HẢI', 'ĐẠI LỢI'])}`, bold: true, sizePt: 13 }],
    style,
  );
  sheet.line(24, 28, `Địa chỉ: ${houseOf(random, place)}, ${written(place, 2)}`, style);
  sheet.line(24, 34, `Điện thoại: 09${random.digits(8)} - Mã số thuế: ${random.digits(10)}`, style);
  sheet.block();
  sheet.line(0, 48, [{ text: 'HÓA ĐƠN BÁN HÀNG', bold: true, sizePt: 18 }], style, { align: 'center', width: 210 });
  sheet.line(
    0,
    54,
    [{ text: `${longDate(day(random)).replace('ngày', 'Ngày')} - Số: 00${random.digits(5)}`, italic: true }],
    style,
    { align: 'center', width: 210 },
  );
  const form = new Column(sheet, 24, 66, 162, style, { dotted: true, between: 0.8 });
  form.put({ label: 'Họ tên người mua hàng:', value: freshPerson(random).name });
  form.put({ label: 'Địa chỉ:', value: freshPerson(random).address });
  form.put({ label: 'Hình thức thanh toán:', value: 'Tiền mặt' });
  const goods = [
    ['Xi măng PCB40', 'bao', 20, 92_000],
    ['Thép D10', 'cây', 14, 128_000],
    ['Gạch ống 8x8x18', 'viên', 1500, 1_250],
  ] as const;
  const bottom = table(
    sheet,
    24,
    form.y,
    [12, 62, 20, 20, 24, 24],
    [
      ['STT', 'Tên hàng hóa', 'ĐVT', 'Số lượng', 'Đơn giá', 'Thành tiền'],
      ...goods.map(([name, unit, count, price], index) => [
        String(index + 1),
        name,
        unit,
        String(count),
        grouped(price),
        grouped(count * price),
      ]),
    ],
    style,
  );
  sheet.block();
  sheet.line(
    24,
    bottom + 9,
    [
      { text: 'Tổng cộng tiền hàng: ' },
      { text: grouped(goods.reduce((sum, [, , count, price]) => sum + count * price, 0)), bold: true },
      { text: ' đồng' },
    ],
    style,
  );
  for (const [index, text] of ['Người mua hàng', 'Người bán hàng'].entries()) {
    sheet.block();
    sheet.line(24 + index * 92, bottom + 22, [{ text, bold: true }], style, { align: 'center', width: 70 });
    if (look.inked) drawSignature(sheet, random.branch(text), 44 + index * 92, bottom + 34, 30);
  }
  return done(draft);
}

async function note(random: Chance, look: Look): Promise<Paper> {
  const { draft, sheet, style } = await begin(look);
  const person = freshPerson(random);
  const form = new Column(sheet, 26, 30, 158, { ...style, sizePt: 15, leading: 1.5 });
  for (const text of [
    `Anh ${person.name.split(' ').at(-1)} ơi,`,
    `Hồ sơ em để trong ngăn bàn, còn thiếu giấy khai sinh của cháu với bản photo căn cước của mẹ cháu. Anh gọi chị Hoa số 09${random.digits(8)} nhắc chị mang lên trước thứ sáu nhé.`,
    'Phí 50 nghìn em thu rồi, biên lai kẹp ở trang sau. Chiều nay em đi họp ở tỉnh, sáng mai mới về.',
    'Cảm ơn anh!',
  ])
    form.say([{ text, hand: true }], { indent: 6 }, 3);
  form.say([{ text: freshName(random, false).split(' ').at(-1)!, hand: true }], { align: 'right' }, 4);
  return done(draft);
}

async function prescription(random: Chance, look: Look): Promise<Paper> {
  const { draft, sheet, style } = await begin(look);
  const place = freshPlace(random, 2);
  const person = freshPerson(random, { home: place });
  const on = day(random);
  sheet.line(24, 22, [{ text: `SỞ Y TẾ ${upper(place.provinceKind)} ${upper(place.province)}`, sizePt: 11 }], style);
  sheet.line(24, 27.5, [{ text: `BỆNH VIỆN ĐA KHOA KHU VỰC`, bold: true, sizePt: 11 }], style);
  sheet.block();
  sheet.line(130, 22, [{ text: `Mã người bệnh: ${random.digits(10)}`, sizePt: 11 }], style);
  sheet.line(130, 27.5, [{ text: `Mã đơn thuốc: ${random.digits(5)}abc-c`, sizePt: 11 }], style);
  sheet.block();
  sheet.line(0, 44, [{ text: 'ĐƠN THUỐC', bold: true, sizePt: 18 }], style, { align: 'center', width: 210 });
  const form = new Column(sheet, 24, 56, 162, style, { between: 0.8 });
  form.put(
    { label: 'Họ và tên:', value: upper(person.name) },
    { label: 'Tuổi:', value: String(2026 - person.born.year), at: 0.62 },
    { label: 'Giới tính:', value: person.male ? 'Nam' : 'Nữ', at: 0.8 },
  );
  form.put({ label: 'Địa chỉ:', value: person.address });
  form.put({ label: 'Số thẻ bảo hiểm y tế:', value: `GD4${random.digits(12)}` });
  form.put({ label: 'Chẩn đoán:', value: random.pick(['Viêm họng cấp (J02)', 'Tăng huyết áp vô căn (I10)']) });
  for (const [index, text] of [
    'Paracetamol 500 mg - 20 viên. Ngày uống 2 lần, mỗi lần 1 viên sau ăn.',
    'Amoxicilin 500 mg - 14 viên. Sáng 1 viên, chiều 1 viên.',
    'Vitamin C 500 mg - 10 viên. Ngày uống 1 viên.',
  ].entries())
    form.say(`${index + 1}. ${text}`, { indent: 4 }, 2);
  form.say([{ text: 'Lời dặn: tái khám sau 07 ngày, mang theo đơn này.', italic: true }], {}, 3);
  sheet.line(110, form.y + 8, [{ text: longDate(on).replace('ngày', 'Ngày'), italic: true }], style, {
    align: 'center',
    width: 76,
  });
  sheet.line(110, form.y + 14, [{ text: 'Bác sĩ khám bệnh', bold: true }], style, { align: 'center', width: 76 });
  if (look.inked) drawSignature(sheet, random.branch('doctor'), 132, form.y + 26, 34);
  sheet.line(110, form.y + 40, [{ text: `BS. ${freshName(random, true)}`, bold: true }], style, {
    align: 'center',
    width: 76,
  });
  return done(draft);
}

/** A school's certificate: agency, motto, seal and title like an office's paper, and still none of the types. */
async function schoolCertificate(random: Chance, look: Look): Promise<Paper> {
  const { draft, sheet, style } = await begin(look);
  const place = freshPlace(random, 2);
  const person = freshPerson(random, { bornFrom: 2005, bornTo: 2011 });
  agency(
    sheet,
    60,
    22,
    78,
    ['SỞ GIÁO DỤC VÀ ĐÀO TẠO', `${upper(place.provinceKind)} ${upper(place.province)}`],
    ['TRƯỜNG THCS LÊ QUÝ ĐÔN'],
    look.family,
    11,
  );
  motto(sheet, 147, 22, look.family, 11.5);
  sheet.block();
  sheet.line(0, 62, [{ text: 'GIẤY CHỨNG NHẬN', bold: true, sizePt: 20, colour: rgb(0.75, 0.12, 0.14) }], style, {
    align: 'center',
    width: 210,
  });
  sheet.line(0, 71, [{ text: 'TỐT NGHIỆP TẠM THỜI', bold: true, sizePt: 15 }], style, { align: 'center', width: 210 });
  const form = new Column(sheet, 30, 86, 150, { ...style, sizePt: style.sizePt + 1 }, { bold: true, between: 1.2 });
  form.centre([{ text: 'Hiệu trưởng Trường THCS Lê Quý Đôn chứng nhận' }]);
  form.put({ label: 'Học sinh:', value: upper(person.name) });
  form.put(
    { label: 'Sinh ngày:', value: slashDate(person.born) },
    { label: 'Dân tộc:', value: person.ethnicity, at: 0.55 },
  );
  form.put({ label: 'Nơi sinh:', value: written(person.birthplace, 2) });
  form.put({ label: 'Đã tốt nghiệp trung học cơ sở năm học:', value: '2025 - 2026' });
  form.put({ label: 'Xếp loại:', value: random.pick(['Giỏi', 'Khá', 'Trung bình']) });
  form.say([{ text: 'Giấy chứng nhận này có giá trị đến khi được cấp bằng chính thức.', italic: true }], {}, 2);
  sheet.line(100, form.y + 6, [{ text: `${seat(place)}, ${longDate(day(random))}`, italic: true }], style, {
    align: 'center',
    width: 92,
  });
  signingBlock(
    sheet,
    146,
    form.y + 13,
    78,
    style,
    {
      authority: ['HIỆU TRƯỞNG'],
      name: freshName(random, false),
      seal: { ...committeeSeal(place), upper: 'TRƯỜNG THCS LÊ QUÝ ĐÔN' },
    },
    random.branch('signature'),
    look,
  );
  return done(draft);
}

async function statement(random: Chance, look: Look): Promise<Paper> {
  const { draft, sheet, style } = await begin(look);
  const person = freshPerson(random);
  sheet.line(
    22,
    20,
    [{ text: 'NGÂN HÀNG TMCP MẪU VIỆT', bold: true, sizePt: 13, colour: rgb(0.05, 0.35, 0.3) }],
    style,
  );
  sheet.line(22, 26, 'Chi nhánh số 3 - Phòng giao dịch Chợ Mới', style);
  sheet.block();
  sheet.line(0, 40, [{ text: 'SAO KÊ TÀI KHOẢN / ACCOUNT STATEMENT', bold: true, sizePt: 15 }], style, {
    align: 'center',
    width: 210,
  });
  const form = new Column(sheet, 22, 52, 166, style, { between: 0.5 });
  form.put({ label: 'Chủ tài khoản / Account name:', value: upper(person.name) });
  form.put(
    { label: 'Số tài khoản / Account No.:', value: random.digits(13) },
    { label: 'Loại tiền:', value: 'VND', at: 0.65 },
  );
  form.put({ label: 'Số CCCD:', value: person.personalId });
  form.put({ label: 'Địa chỉ / Address:', value: person.address });
  form.put({ label: 'Từ ngày:', value: '01/10/2026' }, { label: 'Đến ngày:', value: '31/10/2026', at: 0.4 });
  let balance = 12_450_000;
  const rows = Array.from({ length: 9 }, (_, index) => {
    const amount = random.int(5, 900) * 10_000;
    const out = random.maybe(0.6) && amount < balance;
    balance += out ? -amount : amount;
    return [
      slashDate({ year: 2026, month: 10, day: 2 + index * 3 }),
      random.pick(['Chuyển tiền qua QR', 'Rút tiền ATM', 'Lương tháng 9', 'Thanh toán tiền điện', 'Nhận chuyển khoản']),
      out ? grouped(amount) : '',
      out ? '' : grouped(amount),
      grouped(balance),
    ];
  });
  table(sheet, 22, form.y, [26, 62, 26, 26, 28], [['Ngày', 'Diễn giải', 'Ghi nợ', 'Ghi có', 'Số dư'], ...rows], {
    ...style,
    sizePt: style.sizePt - 1.5,
    leading: 1.2,
  });
  return done(draft);
}

async function newspaper(random: Chance, look: Look): Promise<Paper> {
  const { draft, sheet, style } = await begin(look);
  sheet.line(0, 26, [{ text: 'BÁO NGƯỜI ĐỒNG BẰNG', bold: true, sizePt: 30 }], style, { align: 'center', width: 210 });
  sheet.rule(18, 30, 192, 30, 0.6);
  sheet.line(
    18,
    35,
    [
      {
        text: `Số ${random.int(1000, 9000)} - Thứ ${random.pick(['Hai', 'Tư', 'Sáu'])}, ${longDate(day(random))}`,
        italic: true,
        sizePt: 10,
      },
    ],
    style,
  );
  sheet.block();
  const small: Style = { ...style, sizePt: style.sizePt - 2.2, leading: 1.24 };
  sheet.paragraph(
    18,
    46,
    174,
    [{ text: 'Một cửa xã không còn xếp hàng: giấy khai sinh, kết hôn trả ngay trong ngày', bold: true, sizePt: 17 }],
    { ...style, sizePt: 17, leading: 1.2 },
  );
  const text = [
    'Từ khi thực hiện chính quyền hai cấp, trung tâm phục vụ hành chính công ở nhiều xã đã số hóa toàn bộ sổ hộ tịch. Người dân chỉ cần xuất trình căn cước, cán bộ tra cứu dữ liệu và in trích lục.',
    'Chị Trần Thị Thí Dụ, một người dân đến làm thủ tục, cho biết: "Lần trước tôi phải về quê xin giấy xác nhận tình trạng hôn nhân, mất hai ngày. Nay chỉ mất mười lăm phút".',
    'Theo thống kê của sở, trong chín tháng đã có hơn 140 nghìn hồ sơ được tiếp nhận, trong đó 92% đúng hẹn. Việc cấp giấy chứng nhận đăng ký hộ kinh doanh cũng được rút ngắn còn một ngày.',
    'Tuy vậy, một số nơi đường truyền chưa ổn định, máy quét cũ khiến ảnh chụp bị mờ. Lãnh đạo tỉnh yêu cầu các địa phương bố trí kinh phí thay thế trước ngày 31 tháng 12.',
    'Ở vùng cao, tổ công nghệ số cộng đồng đến từng bản hướng dẫn bà con cài đặt ứng dụng định danh. Già làng nói vui rằng cái điện thoại bây giờ làm việc thay cho tập giấy.',
  ];
  for (const column of [0, 1, 2]) {
    sheet.block();
    let y = 70;
    for (let index = 0; index < 5; index++) {
      if (column === 1 && index === 0) {
        sheet.box({ x: 78, y: 67, width: 54, height: 38 }, { fill: rgb(0.72, 0.74, 0.76) });
        y = 112;
      }
      y =
        sheet.paragraph(18 + column * 60, y, 54, text[(index + column * 2) % 5]!, small, {
          align: 'justify',
          indent: 4,
        }) + 1.5;
    }
  }
  return done(draft);
}

const templates: readonly RoundTemplate[] = [
  { name: 'shop invoice', draw: invoice },
  { name: 'note by hand', draw: note },
  { name: 'prescription', draw: prescription },
  { name: 'school certificate', draw: schoolCertificate },
  { name: 'bank statement', draw: statement },
  { name: 'newspaper', draw: newspaper },
];

export const unknownPapers: PaperMaker = {
  type: 'unknown',
  templates: templates.map(({ name }) => ({ name, set: 'fresh' })),
  draw: (random, look) => templates[look.template]!.draw(random, look),
};
