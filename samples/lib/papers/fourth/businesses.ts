import { Draft } from '../../draft.ts';
import { inventTaxCode } from '../../identifiers.ts';
import { sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import type { Style } from '../../sheet.ts';
import { addDays, capitalised, grouped, inWords, isoDate, longDate, slashDate } from '../../words.ts';
import {
  agency,
  committeeSeal,
  type Look,
  motto,
  type Paper,
  type RoundTemplate,
  signingBlock,
  upper,
} from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column, table } from '../fresh/column.ts';
import { commonName } from '../unseen/people.ts';
import { personOf, provinceLine, seatOf } from './people.ts';

const words = (capital: number): string => `${capitalised(inWords(capital))} đồng`;
const streets = ['Nguyễn Văn Linh', 'Tôn Đức Thắng', 'Hoàng Văn Thụ', 'Phạm Ngũ Lão', '3 Tháng 2'];

/** Joint-stock company in the words of 2015 to 2020: "chứng thực cá nhân", household registration, place of residence now. */
async function company(random: Chance, look: Look): Promise<Paper> {
  const first = addDays({ year: 2015, month: 8, day: 4 }, random.int(0, 1500));
  const changes = random.maybe(0.6) ? random.int(1, 7) : 0;
  const changed = addDays(first, random.int(60, 420));
  const seat = seatOf(random, first);
  const person = personOf(random, { bornFrom: 1958, bornTo: 1992, levels: 3 });
  const identityIssued = addDays(first, -random.int(300, 2900));
  const shares = random.pick([180_000, 300_000, 500_000, 1_200_000, 2_000_000]);
  const capital = shares * 10_000;
  const brand = random.pick(['PHÚ THỊNH', 'TÂN TIẾN', 'HƯNG LỘC', 'NAM VIỆT', 'BẮC HÀ', 'THIÊN LONG']);
  const trade = random.pick(['ĐẦU TƯ XÂY DỰNG', 'DƯỢC PHẨM', 'MAY XUẤT KHẨU', 'THỰC PHẨM', 'VẬT LIỆU XÂY DỰNG']);
  const english: Readonly<Record<string, string>> = {
    'ĐẦU TƯ XÂY DỰNG': 'CONSTRUCTION INVESTMENT',
    'DƯỢC PHẨM': 'PHARMACEUTICAL',
    'MAY XUẤT KHẨU': 'GARMENT EXPORT',
    'THỰC PHẨM': 'FOOD',
    'VẬT LIỆU XÂY DỰNG': 'BUILDING MATERIALS',
  };
  const ascii = brand
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/Đ/g, 'D');
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.6), leading: 1.33 };
  const bottom = agency(
    sheet,
    60,
    20,
    80,
    ['SỞ KẾ HOẠCH VÀ ĐẦU TƯ', provinceLine(seat.place)],
    ['PHÒNG ĐĂNG KÝ KINH DOANH'],
    look.family,
    11.4,
    { own: 'issuer' },
  );
  motto(sheet, 149, 20, look.family, 11.4);
  sheet.block();
  for (const [index, text] of ['GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP', 'CÔNG TY CỔ PHẦN'].entries())
    sheet.line(0, bottom + 14 + index * 6.4, [{ text, bold: true, sizePt: 14.5 }], style, {
      align: 'center',
      width: 210,
    });
  sheet.block();
  const middle = { align: 'center', width: 210 } as const;
  sheet.line(
    0,
    bottom + 28,
    [
      { text: 'Mã số doanh nghiệp: ', bold: true },
      { text: inventTaxCode(random), bold: true, field: 'enterprise_code' },
    ],
    style,
    middle,
  );
  sheet.line(
    0,
    bottom + 33.6,
    [
      { text: 'Đăng ký lần đầu: ', italic: true },
      { text: longDate(first), italic: true, field: 'first_registration_date' },
    ],
    style,
    middle,
  );
  if (changes > 0)
    sheet.line(
      0,
      bottom + 39.2,
      [
        { text: 'Đăng ký thay đổi lần thứ: ', italic: true },
        { text: String(changes), italic: true, field: 'change_number' },
        { text: ', ', italic: true },
        { text: longDate(changed), italic: true, field: 'change_date' },
      ],
      style,
      middle,
    );
  const form = new Column(sheet, 25, bottom + 49, 163, style, { between: 0.5 });
  form.head('1. Tên công ty');
  form.put({
    label: 'Tên công ty viết bằng tiếng Việt:',
    value: `CÔNG TY CỔ PHẦN ${trade} ${brand}`,
    field: 'company_name',
  });
  form.put({
    label: 'Tên công ty viết bằng tiếng nước ngoài:',
    value: `${ascii} ${english[trade]} JOINT STOCK COMPANY`,
    field: 'company_name_foreign',
  });
  form.put({ label: 'Tên công ty viết tắt:', value: `${ascii} JSC`, field: 'company_name_short' });
  form.head('2. Địa chỉ trụ sở chính');
  form.say(
    [
      {
        text: `Số ${random.int(3, 260)} ${random.pick(streets)}, ${seat.text.replace(/^./, (letter) => upper(letter)).replace(/, (.)/g, (_, letter: string) => `, ${upper(letter)}`)}, Việt Nam`,
        field: 'head_office_address',
      },
    ],
    { indent: 5 },
  );
  form.put(
    { label: 'Điện thoại:', value: `02${random.digits(2)}3${random.digits(6)}`, field: 'phone' },
    { label: 'Fax:', value: '', at: 0.5 },
  );
  form.put({ label: 'Email:', value: '' }, { label: 'Website:', value: '', at: 0.5 });
  form.head('3. Vốn điều lệ');
  form.put({ label: 'Vốn điều lệ:', value: `${grouped(capital)} đồng`, field: 'charter_capital' });
  form.put({ label: 'Bằng chữ:', value: words(capital), field: 'charter_capital_in_words' });
  form.put(
    { label: 'Mệnh giá cổ phần:', value: '10.000 đồng' },
    { label: 'Tổng số cổ phần:', value: grouped(shares), at: 0.5 },
  );
  form.head('4. Người đại diện theo pháp luật của công ty');
  form.put(
    { label: '* Họ và tên:', value: upper(person.name), field: 'representative_name' },
    { label: 'Giới tính:', value: sexWord(person), field: 'representative_gender', at: 0.68 },
  );
  form.put({
    label: 'Chức danh:',
    value: random.pick(['Giám đốc', 'Tổng giám đốc', 'Chủ tịch Hội đồng quản trị']),
    field: 'representative_title',
  });
  form.put(
    { label: 'Sinh ngày:', value: slashDate(person.born), field: 'representative_birth_date' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'representative_ethnicity', at: 0.36 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'representative_nationality', at: 0.64 },
  );
  form.put({
    label: 'Loại giấy tờ chứng thực cá nhân:',
    value: 'Giấy chứng minh nhân dân',
    field: 'representative_identity_type',
  });
  form.put({
    label: 'Số giấy chứng thực cá nhân:',
    value: person.oldId,
    field: 'representative_identity_number',
  });
  form.put(
    { label: 'Ngày cấp:', value: slashDate(identityIssued), field: 'representative_identity_issue_date' },
    {
      label: 'Nơi cấp:',
      value: `Công an ${person.home.provinceKind === 'tỉnh' ? 'tỉnh' : 'TP'} ${person.home.province}`,
      field: 'representative_identity_issuer',
      at: 0.36,
    },
  );
  form.put({
    label: 'Nơi đăng ký hộ khẩu thường trú:',
    value: `${person.address}, Việt Nam`,
    field: 'representative_residence',
  });
  form.put({
    label: 'Chỗ ở hiện tại:',
    value: `${person.address}, Việt Nam`,
    field: 'representative_contact_address',
  });
  signingBlock(
    sheet,
    148,
    Math.min(form.y + 3, 246),
    78,
    { ...style, leading: 1.2 },
    {
      authority: random.pick([['TRƯỞNG PHÒNG'], ['PHÓ TRƯỞNG PHÒNG']]),
      name: commonName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      seal: { ...committeeSeal(seat.place), upper: 'PHÒNG ĐĂNG KÝ KINH DOANH' },
    },
    random.branch('signature'),
    look,
  );
  draft.value('first_registration_date', isoDate(first));
  if (changes > 0) draft.value('change_date', isoDate(changed));
  draft.value('representative_birth_date', isoDate(person.born));
  draft.value('representative_identity_issue_date', isoDate(identityIssued));
  draft.value('charter_capital', String(capital));
  draft.value('charter_capital_in_words', String(capital));
  return { type: 'enterprise_registration', draft, format: 'A4' };
}

const trades = [
  ['Mua bán vật tư nông nghiệp, phân bón, thuốc bảo vệ thực vật', 'VẬT TƯ NÔNG NGHIỆP'],
  ['Dịch vụ ăn uống, giải khát', 'QUÁN'],
  ['Mua bán điện thoại di động và linh kiện', 'CỬA HÀNG ĐIỆN THOẠI'],
  ['Sửa chữa xe gắn máy, mua bán phụ tùng', 'SỬA XE'],
  ['Mua bán quần áo may sẵn', 'SHOP'],
  ['Cho thuê phòng trọ', 'NHÀ TRỌ'],
] as const;

/** Household business of the district before 2021: a code with letters, the head of the family as its representative, an empty table of partners. */
async function household(random: Chance, look: Look): Promise<Paper> {
  const first = addDays({ year: 2016, month: 1, day: 12 }, random.int(0, 1780));
  const seat = seatOf(random, first);
  const owner = personOf(random, { bornFrom: 1955, bornTo: 1996, home: seat.place, levels: 3 });
  const identityIssued = addDays(first, -random.int(300, 4000));
  const changes = random.maybe(0.35) ? random.int(1, 2) : 0;
  const changed = addDays(first, random.int(90, 600));
  const capital = random.pick([30_000_000, 50_000_000, 80_000_000, 150_000_000, 300_000_000]);
  const [trade, sign] = random.pick(trades);
  const code = `${seat.place.provinceCode.slice(1)}${random.pick(['A', 'B', 'E', 'H'])}8${random.digits(6)}`;
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.8, 11), leading: 1.34 };
  const bottom = agency(
    sheet,
    58,
    21,
    76,
    [`UBND ${upper(seat.place.districtFull)}`],
    ['PHÒNG TÀI CHÍNH - KẾ HOẠCH'],
    look.family,
    11.8,
    { own: 'issuer' },
  );
  motto(sheet, 148, 21, look.family, 11.8);
  sheet.block();
  for (const [index, text] of ['GIẤY CHỨNG NHẬN ĐĂNG KÝ', 'HỘ KINH DOANH'].entries())
    sheet.line(0, bottom + 15 + index * 6.6, [{ text, bold: true, sizePt: 15 }], style, {
      align: 'center',
      width: 210,
    });
  sheet.block();
  const middle = { align: 'center', width: 210 } as const;
  sheet.line(
    0,
    bottom + 29,
    [
      { text: 'Số: ', bold: true },
      { text: code, bold: true, field: 'business_code' },
    ],
    style,
    middle,
  );
  sheet.line(
    0,
    bottom + 35,
    [
      { text: 'Đăng ký lần đầu, ', italic: true },
      { text: longDate(first), italic: true, field: 'first_registration_date' },
    ],
    style,
    middle,
  );
  if (changes > 0)
    sheet.line(
      0,
      bottom + 41,
      [
        { text: 'Đăng ký thay đổi lần thứ ', italic: true },
        { text: String(changes), italic: true, field: 'change_number' },
        { text: ', ', italic: true },
        { text: longDate(changed), italic: true, field: 'change_date' },
      ],
      style,
      middle,
    );
  const form = new Column(sheet, 26, bottom + 51, 161, style, { between: 0.8 });
  form.put({
    label: '1. Tên hộ kinh doanh (ghi bằng chữ in hoa):',
    value: `${sign} ${upper(owner.name.split(' ').slice(-2).join(' '))}`,
    field: 'business_name',
  });
  form.put({ label: '2. Địa điểm kinh doanh:', value: owner.address, field: 'business_address' });
  form.put(
    { label: 'Điện thoại:', value: `09${random.digits(8)}`, field: 'phone' },
    { label: 'Fax:', value: '', at: 0.5 },
  );
  form.put({ label: 'Email:', value: '' }, { label: 'Website:', value: '', at: 0.5 });
  form.put({ label: '3. Ngành, nghề kinh doanh:', value: trade, field: 'business_lines' });
  form.say([
    { text: '4. Vốn kinh doanh: ' },
    { text: `${grouped(capital)} đồng`, field: 'business_capital' },
    { text: ' (' },
    { text: words(capital), field: 'business_capital_in_words' },
    { text: ')' },
  ]);
  form.y += 0.8;
  form.put({
    label: '5. Họ và tên đại diện hộ gia đình (ghi bằng chữ in hoa):',
    value: upper(owner.name),
    field: 'owner_name',
  });
  form.put(
    { label: 'Giới tính:', value: sexWord(owner), field: 'owner_gender' },
    { label: 'Sinh ngày:', value: slashDate(owner.born), field: 'owner_birth_date', at: 0.5 },
  );
  form.put(
    { label: 'Dân tộc:', value: owner.ethnicity, field: 'owner_ethnicity' },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'owner_nationality', at: 0.5 },
  );
  form.put({
    label: 'Loại giấy tờ chứng thực cá nhân:',
    value: 'Chứng minh nhân dân',
    field: 'owner_identity_type',
  });
  form.put({ label: 'Số giấy chứng thực cá nhân:', value: owner.oldId, field: 'owner_identity_number' });
  form.put(
    { label: 'Ngày cấp:', value: slashDate(identityIssued), field: 'owner_identity_issue_date' },
    {
      label: 'Nơi cấp:',
      value: `Công an ${owner.home.provinceKind === 'tỉnh' ? 'tỉnh' : 'TP'} ${owner.home.province}`,
      field: 'owner_identity_issuer',
      at: 0.5,
    },
  );
  form.put({ label: 'Nơi đăng ký hộ khẩu thường trú:', value: owner.address, field: 'owner_residence' });
  form.put({ label: 'Chỗ ở hiện tại:', value: owner.address, field: 'owner_contact_address' });
  form.say('6. Danh sách cá nhân góp vốn thành lập hộ kinh doanh (nếu có):');
  const end = table(
    sheet,
    26,
    form.y - 2,
    [11, 42, 46, 34, 28],
    [
      ['STT', 'Tên thành viên', 'Nơi đăng ký hộ khẩu thường trú', 'Giá trị phần vốn góp (VNĐ)', 'Ghi chú'],
      ['', '', '', '', ''],
    ],
    { ...style, sizePt: style.sizePt - 2, leading: 1.15 },
  );
  signingBlock(
    sheet,
    148,
    Math.min(end + 7, 246),
    78,
    { ...style, sizePt: style.sizePt - 0.2, leading: 1.2 },
    {
      authority: random.pick([['TRƯỞNG PHÒNG'], ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG']]),
      name: commonName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      seal: { ...committeeSeal(seat.place), upper: 'PHÒNG TÀI CHÍNH - KẾ HOẠCH' },
    },
    random.branch('signature'),
    look,
  );
  draft.value('first_registration_date', isoDate(first));
  if (changes > 0) draft.value('change_date', isoDate(changed));
  draft.value('owner_birth_date', isoDate(owner.born));
  draft.value('owner_identity_issue_date', isoDate(identityIssued));
  draft.value('business_capital', String(capital));
  draft.value('business_capital_in_words', String(capital));
  return { type: 'household_business_registration', draft, format: 'A4' };
}

export const fourthEnterprises: readonly RoundTemplate[] = [
  { name: 'joint-stock company in the words of 2015', draw: company },
];
export const fourthHouseholdBusinesses: readonly RoundTemplate[] = [
  { name: 'representative of the family, code with letters', draw: household },
];
