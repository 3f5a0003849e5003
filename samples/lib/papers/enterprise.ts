import { unaccented } from '../card-codes.ts';
import { Draft } from '../draft.ts';
import { inventTaxCode } from '../identifiers.ts';
import { inventName, inventPerson, sexWord } from '../people.ts';
import { inventAddress, inventPlace } from '../places.ts';
import type { Chance } from '../random.ts';
import type { Style } from '../sheet.ts';
import { addDays, capitalised, grouped, inWords, isoDate, longDate, slashDate } from '../words.ts';
import {
  agency,
  type Filling,
  type Look,
  motto,
  type Paper,
  type PaperMaker,
  row,
  signingBlock,
  upper,
} from './common.ts';

const trades = [
  ['THƯƠNG MẠI DỊCH VỤ', 'TRADING SERVICE'],
  ['XÂY DỰNG', 'CONSTRUCTION'],
  ['NÔNG SẢN', 'AGRICULTURAL PRODUCT'],
  ['CÔNG NGHỆ SỐ', 'DIGITAL TECHNOLOGY'],
  ['VẬN TẢI', 'TRANSPORT'],
] as const;
const brands = ['AN KHANG', 'THÀNH ĐẠT', 'PHƯƠNG NAM', 'HƯNG THỊNH', 'SAO MAI', 'ĐẠI PHÁT', 'MINH QUANG'];

async function draw(random: Chance, look: Look): Promise<Paper> {
  const place = inventPlace(random);
  const kind = look.template === 1 ? 'HAI THÀNH VIÊN TRỞ LÊN' : look.template === 2 ? 'CỔ PHẦN' : 'MỘT THÀNH VIÊN';
  const stock = look.template === 2;
  const [trade, english] = random.pick(trades);
  const brand = random.pick(brands);
  const name = stock
    ? `CÔNG TY CỔ PHẦN ${trade} ${brand}`
    : `CÔNG TY TNHH ${look.template === 0 ? 'MỘT THÀNH VIÊN ' : ''}${trade} ${brand}`;
  const foreign = `${unaccented(brand)} ${english} ${stock ? 'JOINT STOCK COMPANY' : 'COMPANY LIMITED'}`;
  const short = `${unaccented(brand).replace(' ', '')} ${stock ? 'JSC' : 'CO., LTD'}`;
  const first = addDays({ year: 2018, month: 1, day: 8 }, random.int(0, 3100));
  const changes = random.maybe(0.6) ? random.int(1, 6) : 0;
  const changed = addDays(first, random.int(30, 120));
  const levels = isoDate(changes > 0 ? changed : first) < '2025-07-01' ? 3 : 2;
  const person = inventPerson(random, { bornFrom: 1960, bornTo: 1997, levels });
  const owner = random.maybe(0.6) ? person : inventPerson(random, { levels });
  const capital = random.int(2, 200) * 100_000_000;
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 12 : 10.4, leading: 1.24 };
  const filling: Filling = { bold: look.template === 1, between: 0.8, ...(stock ? { italicLabel: true } : {}) };
  sheet.box({ x: 13, y: 12, width: 184, height: 273 }, { widthMm: 0.9 });
  sheet.box({ x: 14.6, y: 13.6, width: 180.8, height: 269.8 }, { widthMm: 0.25 });
  agency(
    sheet,
    60,
    23,
    76,
    [
      `${levels === 3 ? 'SỞ KẾ HOẠCH VÀ ĐẦU TƯ' : 'SỞ TÀI CHÍNH'} ${upper(place.provinceKind === 'tỉnh' ? 'tỉnh' : 'thành phố')} ${upper(place.province)}`,
    ],
    ['PHÒNG ĐĂNG KÝ KINH DOANH'],
    look.family,
    11,
    { own: 'issuer' },
  );
  motto(sheet, 145, 23, look.family, 11);
  sheet.block();
  let y = 47;
  sheet.line(0, y, [{ text: 'GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP', bold: true, sizePt: 15.5 }], style, {
    align: 'center',
    width: 210,
  });
  y += 6.2;
  sheet.line(0, y, [{ text: `CÔNG TY ${stock ? '' : 'TRÁCH NHIỆM HỮU HẠN '}${kind}`, bold: true, sizePt: 12 }], style, {
    align: 'center',
    width: 210,
  });
  y += 6.6;
  sheet.line(
    0,
    y,
    [
      { text: 'Mã số doanh nghiệp: ', bold: true },
      { text: inventTaxCode(random), bold: true, field: 'enterprise_code' },
    ],
    style,
    { align: 'center', width: 210 },
  );
  y += 5.8;
  sheet.line(
    0,
    y,
    [
      { text: 'Đăng ký lần đầu, ', italic: true },
      { text: longDate(first), italic: true, field: 'first_registration_date' },
    ],
    style,
    { align: 'center', width: 210 },
  );
  if (changes > 0) y += 5.8;
  if (changes > 0)
    sheet.line(
      0,
      y,
      [
        { text: 'Đăng ký thay đổi lần thứ ', italic: true },
        { text: String(changes), italic: true, field: 'change_number' },
        { text: ', ', italic: true },
        { text: longDate(changed), italic: true, field: 'change_date' },
      ],
      style,
      { align: 'center', width: 210 },
    );
  y += 9.5;
  const left = 23;
  const width = 166;
  sheet.block();
  const put = (...cells: Parameters<typeof row>[4]) => {
    y = row(sheet, left, y, width, cells, style, filling);
  };
  const head = (text: string) => {
    sheet.block();
    y = sheet.paragraph(left, y + 1, width, [{ text, bold: true }], style) + 0.6;
    sheet.block();
  };
  head('1. Tên công ty');
  put({ label: 'Tên công ty viết bằng tiếng Việt:', value: name, field: 'company_name' });
  put({ label: 'Tên công ty viết bằng tiếng nước ngoài:', value: foreign, field: 'company_name_foreign' });
  put({ label: 'Tên công ty viết tắt:', value: short, field: 'company_name_short' });
  head('2. Địa chỉ trụ sở chính');
  const address = `${inventAddress(random, place, levels)}, Việt Nam`;
  if (look.template === 1) put({ label: 'Địa chỉ trụ sở chính:', value: address, field: 'head_office_address' });
  else y = sheet.paragraph(left, y, width, [{ text: address, field: 'head_office_address' }], style) + 0.6;
  put({ label: 'Điện thoại:', value: `02${random.digits(9)}`, field: 'phone' }, { label: 'Fax:', value: '', at: 0.4 });
  put(
    { label: 'Email:', value: `lienhe@${unaccented(brand).toLowerCase().replace(' ', '')}.example` },
    { label: 'Website:', value: '', at: 0.55 },
  );
  head('3. Vốn điều lệ');
  put({ label: 'Vốn điều lệ:', value: `${grouped(capital)} đồng`, field: 'charter_capital' });
  put({ label: 'Bằng chữ:', value: `${capitalised(inWords(capital))} đồng`, field: 'charter_capital_in_words' });
  if (stock)
    put(
      { label: 'Mệnh giá cổ phần:', value: '10.000 đồng' },
      { label: 'Tổng số cổ phần:', value: grouped(capital / 10_000), at: 0.5 },
    );
  else if (look.template === 0) {
    head('4. Thông tin về chủ sở hữu');
    put(
      { label: 'Họ và tên:', value: upper(owner.name), field: 'owner_name' },
      { label: 'Giới tính:', value: sexWord(owner), at: 0.72 },
    );
    put(
      { label: 'Sinh ngày:', value: slashDate(owner.born) },
      { label: 'Dân tộc:', value: owner.ethnicity, at: 0.36 },
      { label: 'Quốc tịch:', value: 'Việt Nam', at: 0.66 },
    );
  }
  head(`${look.template === 0 ? 5 : 4}. Người đại diện theo pháp luật của công ty`);
  put(
    {
      label: look.template === 1 ? '* Họ, chữ đệm và tên:' : '* Họ và tên:',
      value: upper(person.name),
      field: 'representative_name',
    },
    { label: 'Giới tính:', value: sexWord(person), field: 'representative_gender', at: 0.72 },
  );
  put({
    label: 'Chức danh:',
    value: stock ? random.pick(['Tổng giám đốc', 'Chủ tịch Hội đồng quản trị']) : 'Giám đốc',
    field: 'representative_title',
  });
  put(
    { label: 'Sinh ngày:', value: slashDate(person.born), field: 'representative_birth_date' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'representative_ethnicity', at: 0.36 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'representative_nationality', at: 0.66 },
  );
  const certified = look.template === 1 ? 'pháp lý' : random.pick(['pháp lý', 'chứng thực']);
  put({
    label: `Loại giấy tờ ${certified} ${certified === 'pháp lý' ? 'của ' : ''}cá nhân:`,
    value: 'Thẻ căn cước công dân',
    field: 'representative_identity_type',
  });
  put({
    label: certified === 'pháp lý' ? 'Số giấy tờ pháp lý của cá nhân:' : 'Số giấy chứng thực cá nhân:',
    value: person.personalId,
    field: 'representative_identity_number',
  });
  put(
    { label: 'Ngày cấp:', value: slashDate(person.idIssued), field: 'representative_identity_issue_date' },
    { label: 'Nơi cấp:', value: 'Cục Cảnh sát QLHC về TTXH', field: 'representative_identity_issuer', at: 0.36 },
  );
  put({ label: 'Địa chỉ thường trú:', value: `${person.address}, Việt Nam`, field: 'representative_residence' });
  put({ label: 'Địa chỉ liên lạc:', value: `${person.address}, Việt Nam`, field: 'representative_contact_address' });
  for (const [field, day] of [
    ['first_registration_date', first],
    ['change_date', changed],
    ['representative_birth_date', person.born],
    ['representative_identity_issue_date', person.idIssued],
  ] as const)
    draft.value(field, isoDate(day));
  draft.value('charter_capital', String(capital));
  draft.value('charter_capital_in_words', String(capital));
  signingBlock(
    sheet,
    148,
    Math.min(y + 1, 251),
    72,
    { ...style, leading: 1.2 },
    {
      authority: [random.pick(['TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG'])],
      name: inventName(random, random.maybe(0.5)),
      nameField: 'signer_name',
      seal: {
        diameterMm: 34,
        upper: 'PHÒNG ĐĂNG KÝ KINH DOANH',
        lower: `${place.provinceKind === 'tỉnh' ? 'TỈNH' : 'TP.'} ${upper(place.province)}`,
      },
    },
    random.branch('signature'),
    look,
  );
  return { type: 'enterprise_registration', draft, format: 'A4' };
}

export const enterprise: PaperMaker = {
  type: 'enterprise_registration',
  templates: [
    { name: 'one-member company', set: 'build' },
    { name: 'two-member company, bold values', set: 'build' },
    { name: 'joint-stock company, slanted labels', set: 'holdout' },
  ],
  draw,
};
