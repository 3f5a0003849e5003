import { Draft } from '../../draft.ts';
import { inventTaxCode } from '../../identifiers.ts';
import { sexWord } from '../../people.ts';
import { inventAddress } from '../../places.ts';
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
import { commonName, commonPerson, seatOn } from '../unseen/people.ts';

/** Joint-stock company by TT 01/2021/TT-BKHĐT: a heading a part, the values behind labels of their own, shares below the capital. */
async function jointStock(random: Chance, look: Look): Promise<Paper> {
  const first = addDays({ year: 2012, month: 4, day: 9 }, random.int(0, 3900));
  const changes = random.int(1, 12);
  const changed = addDays({ year: 2021, month: 6, day: 1 }, random.int(0, 1900));
  const again = isoDate(changed) > isoDate(first);
  const issued = again ? changed : first;
  const seat = seatOn(random, issued);
  const person = commonPerson(random, { bornFrom: 1958, bornTo: 1995, levels: seat.levels });
  const identityIssued = addDays({ year: 2021, month: 5, day: 4 }, random.int(0, 25));
  const capital = random.pick([2, 5, 10, 20, 36, 68, 120]) * 1_000_000_000;
  const brand = random.pick(['HẢI NAM', 'PHƯƠNG ĐÔNG', 'TRƯỜNG SƠN', 'SÔNG HỒNG', 'KIM LONG', 'THIÊN PHÚ']);
  const [trade, english] = random.pick([
    ['ĐẦU TƯ XÂY DỰNG', 'CONSTRUCTION INVESTMENT'],
    ['DƯỢC PHẨM', 'PHARMACEUTICAL'],
    ['THỦY SẢN XUẤT KHẨU', 'SEAFOOD EXPORT'],
    ['CÔNG NGHỆ VÀ TRUYỀN THÔNG', 'TECHNOLOGY AND COMMUNICATION'],
  ] as const);
  const latin = brand
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/Đ/g, 'D');
  const department = isoDate(issued) < '2025-03-01' ? 'SỞ KẾ HOẠCH VÀ ĐẦU TƯ' : 'SỞ TÀI CHÍNH';
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.6), leading: 1.33 };
  agency(
    sheet,
    58,
    20,
    78,
    [department, upper(`${seat.place.provinceKind} ${seat.place.province}`)],
    ['PHÒNG ĐĂNG KÝ KINH DOANH'],
    look.family,
    10.8,
    { own: 'issuer' },
  );
  motto(sheet, 149, 20, look.family, 11);
  sheet.block();
  const centre = { align: 'center', width: 210 } as const;
  sheet.line(0, 44, [{ text: 'GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP', bold: true, sizePt: 14.5 }], style, centre);
  sheet.line(0, 50.5, [{ text: 'CÔNG TY CỔ PHẦN', bold: true, sizePt: 13 }], style, centre);
  sheet.block();
  sheet.line(
    0,
    58,
    [
      { text: 'Mã số doanh nghiệp: ', bold: true },
      { text: inventTaxCode(random), bold: true, field: 'enterprise_code' },
    ],
    style,
    centre,
  );
  sheet.line(
    0,
    64,
    [
      { text: 'Đăng ký lần đầu: ', italic: true },
      { text: longDate(first), italic: true, field: 'first_registration_date' },
    ],
    style,
    centre,
  );
  if (again)
    sheet.line(
      0,
      70,
      [
        { text: 'Đăng ký thay đổi lần thứ: ', italic: true },
        { text: String(changes), italic: true, field: 'change_number' },
        { text: ', ', italic: true },
        { text: longDate(changed), italic: true, field: 'change_date' },
      ],
      style,
      centre,
    );
  const form = new Column(sheet, 24, 79, 164, style, { between: 0.5 });
  form.head('1. Tên công ty', 0);
  form.put({
    label: 'Tên công ty viết bằng tiếng Việt:',
    value: `CÔNG TY CỔ PHẦN ${trade} ${brand}`,
    field: 'company_name',
  });
  form.put({
    label: 'Tên công ty viết bằng tiếng nước ngoài:',
    value: `${latin} ${english} JOINT STOCK COMPANY`,
    field: 'company_name_foreign',
  });
  form.put({
    label: 'Tên công ty viết tắt:',
    value: random.maybe(0.6) ? `${latin} JSC` : '',
    field: 'company_name_short',
  });
  form.head('2. Địa chỉ trụ sở chính', 0.6);
  form.say(
    [
      {
        text: `Số ${random.int(3, 300)}, đường ${random.pick(['Lê Duẩn', 'Trường Chinh', 'Hùng Vương', 'Nguyễn Văn Linh'])}, ${seat.text}, Việt Nam`
          .replace('xã', 'Xã')
          .replace('phường', 'Phường'),
        field: 'head_office_address',
      },
    ],
    { indent: 0 },
  );
  form.put(
    { label: 'Điện thoại:', value: `02${random.digits(2)}.3${random.digits(6)}`, field: 'phone' },
    { label: 'Fax:', value: '', at: 0.5 },
  );
  form.put(
    { label: 'Email:', value: random.maybe(0.5) ? `${latin.toLowerCase().replace(' ', '')}@ctcp.example` : '' },
    { label: 'Website:', value: '', at: 0.5 },
  );
  form.head('3. Vốn điều lệ', 0.6);
  form.put({ label: 'Vốn điều lệ:', value: `${grouped(capital)} đồng`, field: 'charter_capital' });
  form.put({
    label: 'Bằng chữ:',
    value: `${capitalised(inWords(capital))} đồng`,
    field: 'charter_capital_in_words',
  });
  form.put({ label: 'Mệnh giá cổ phần:', value: '10.000 đồng' });
  form.put({ label: 'Tổng số cổ phần:', value: grouped(capital / 10_000) });
  form.head('4. Người đại diện theo pháp luật của công ty', 0.6);
  form.put(
    { label: '* Họ và tên:', value: upper(person.name), field: 'representative_name' },
    { label: 'Giới tính:', value: sexWord(person), field: 'representative_gender', at: 0.68 },
  );
  form.put({
    label: 'Chức danh:',
    value: random.pick(['Giám đốc', 'Tổng giám đốc', 'Chủ tịch hội đồng quản trị']),
    field: 'representative_title',
  });
  form.put(
    { label: 'Sinh ngày:', value: slashDate(person.born), field: 'representative_birth_date' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'representative_ethnicity', at: 0.36 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'representative_nationality', at: 0.68 },
  );
  form.put({
    label: 'Loại giấy tờ pháp lý của cá nhân:',
    value: 'Thẻ căn cước công dân',
    field: 'representative_identity_type',
  });
  form.put({
    label: 'Số giấy tờ pháp lý của cá nhân:',
    value: person.personalId,
    field: 'representative_identity_number',
  });
  form.put(
    { label: 'Ngày cấp:', value: slashDate(identityIssued), field: 'representative_identity_issue_date' },
    {
      label: 'Nơi cấp:',
      value: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội',
      field: 'representative_identity_issuer',
      at: 0.3,
    },
  );
  form.put({
    label: 'Địa chỉ thường trú:',
    value: `${person.address}, Việt Nam`,
    field: 'representative_residence',
  });
  form.put({
    label: 'Địa chỉ liên lạc:',
    value: `${random.maybe(0.7) ? person.address : inventAddress(random, seat.place, seat.levels)}, Việt Nam`,
    field: 'representative_contact_address',
  });
  signingBlock(
    sheet,
    146,
    form.y + 4,
    82,
    { ...style, sizePt: style.sizePt - 0.4, leading: 1.2 },
    {
      authority: random.pick([['TRƯỞNG PHÒNG'], ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG']]),
      name: commonName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      seal: { ...committeeSeal(seat.place), upper: 'PHÒNG ĐĂNG KÝ KINH DOANH' },
    },
    random.branch('signature'),
    look,
  );
  draft.value('first_registration_date', isoDate(first));
  if (again) draft.value('change_date', isoDate(changed));
  draft.value('phone', draft.fields().phone!.printed.replace('.', ''));
  draft.value('representative_birth_date', isoDate(person.born));
  draft.value('representative_identity_issue_date', isoDate(identityIssued));
  draft.value('charter_capital', String(capital));
  draft.value('charter_capital_in_words', String(capital));
  return { type: 'enterprise_registration', draft, format: 'A4' };
}

const trades = [
  ['5630', 'Dịch vụ phục vụ đồ uống', 'CÀ PHÊ'],
  ['4771', 'Bán lẻ hàng may mặc, giày dép, hàng da và giả da trong các cửa hàng chuyên doanh', 'THỜI TRANG'],
  ['4772', 'Bán lẻ thuốc, dụng cụ y tế, mỹ phẩm và vật phẩm vệ sinh trong các cửa hàng chuyên doanh', 'MỸ PHẨM'],
  ['9521', 'Sửa chữa thiết bị nghe nhìn điện tử gia dụng', 'ĐIỆN TỬ'],
  ['1071', 'Sản xuất các loại bánh từ bột', 'LÒ BÁNH MÌ'],
  ['5510', 'Dịch vụ lưu trú ngắn ngày', 'NHÀ NGHỈ'],
] as const;

/** Household business by TT 02/2023/TT-BKHĐT: the tax number with a branch as its code, a table of lines with the main one marked. */
async function household(random: Chance, look: Look): Promise<Paper> {
  const first = addDays({ year: 2023, month: 7, day: 3 }, random.int(0, 700));
  const seat = seatOn(random, first);
  const owner = commonPerson(random, { bornFrom: 1960, bornTo: 2003, home: seat.place, levels: 3 });
  const identityIssued = addDays(first, -random.int(60, 700));
  const changes = random.maybe(0.3) ? random.int(1, 3) : 0;
  const changed = addDays(first, random.int(5, 40));
  const capital = random.pick([30, 50, 80, 100, 150, 300, 700]) * 1_000_000;
  const chosen = random.shuffled(trades).slice(0, random.int(1, 3));
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.8, 11), leading: 1.36 };
  const bottom = agency(
    sheet,
    58,
    21,
    78,
    [`UBND ${upper(seat.place.districtFull)}`],
    ['PHÒNG TÀI CHÍNH - KẾ HOẠCH'],
    look.family,
    11.6,
    { own: 'issuer' },
  );
  motto(sheet, 148, 21, look.family, 11.6);
  sheet.block();
  const centre = { align: 'center', width: 210 } as const;
  for (const [index, text] of ['GIẤY CHỨNG NHẬN', 'ĐĂNG KÝ HỘ KINH DOANH'].entries())
    sheet.line(0, bottom + 14 + index * 6.8, [{ text, bold: true, sizePt: 15 }], style, centre);
  sheet.block();
  sheet.line(
    0,
    bottom + 29,
    [
      { text: 'Mã số hộ kinh doanh: ' },
      { text: `${inventTaxCode(random)}-00${random.int(1, 2)}`, bold: true, field: 'business_code' },
    ],
    style,
    centre,
  );
  sheet.line(
    0,
    bottom + 35,
    [
      { text: 'Đăng ký lần đầu, ', italic: true },
      { text: longDate(first), italic: true, field: 'first_registration_date' },
    ],
    style,
    centre,
  );
  if (changes > 0)
    sheet.line(
      0,
      bottom + 41,
      [
        { text: 'Đăng ký thay đổi lần thứ: ', italic: true },
        { text: String(changes), italic: true, field: 'change_number' },
        { text: ', ', italic: true },
        { text: longDate(changed), italic: true, field: 'change_date' },
      ],
      style,
      centre,
    );
  const form = new Column(sheet, 25, bottom + 50, 162, style, { between: 0.6 });
  form.put({
    label: '1. Tên hộ kinh doanh:',
    value: `${random.pick(['HỘ KINH DOANH', 'HỘ KINH DOANH', 'HKD'])} ${chosen[0]![2]} ${upper(owner.name.split(' ').slice(-2).join(' '))}`,
    field: 'business_name',
  });
  form.put({
    label: '2. Địa chỉ trụ sở hộ kinh doanh:',
    value: inventAddress(random, seat.place, 3),
    field: 'business_address',
  });
  form.put(
    { label: 'Điện thoại:', value: `0${random.pick(['3', '7', '9'])}${random.digits(8)}`, field: 'phone' },
    { label: 'Fax:', value: '', at: 0.36 },
    { label: 'Email:', value: '', at: 0.6 },
  );
  form.say('3. Ngành, nghề kinh doanh:');
  form.y =
    table(
      sheet,
      25,
      form.y - 3,
      [12, 122, 28],
      [
        ['STT', 'Tên ngành', 'Mã ngành'],
        ...chosen.map(([code, text], index) => [
          String(index + 1),
          {
            text: index === 0 && chosen.length > 1 ? `${text} (Chính)` : text,
            field: 'business_lines',
          },
          code,
        ]),
      ],
      { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
    ) + 6.4;
  form.put({
    label: '4. Vốn kinh doanh:',
    value: `${grouped(capital)} đồng`,
    field: 'business_capital',
  });
  form.put({
    label: 'Bằng chữ:',
    value: `${capitalised(inWords(capital))} đồng`,
    field: 'business_capital_in_words',
  });
  form.say('5. Thông tin về chủ hộ kinh doanh:');
  form.y += 0.6;
  form.put(
    { label: 'Họ và tên:', value: upper(owner.name), field: 'owner_name' },
    { label: 'Giới tính:', value: sexWord(owner), field: 'owner_gender', at: 0.68 },
  );
  form.put(
    { label: 'Sinh ngày:', value: slashDate(owner.born), field: 'owner_birth_date' },
    { label: 'Dân tộc:', value: owner.ethnicity, field: 'owner_ethnicity', at: 0.36 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'owner_nationality', at: 0.68 },
  );
  form.put({
    label: 'Loại giấy tờ pháp lý của cá nhân:',
    value: 'Căn cước công dân',
    field: 'owner_identity_type',
  });
  form.put({
    label: 'Số giấy tờ pháp lý của cá nhân:',
    value: owner.personalId,
    field: 'owner_identity_number',
  });
  form.put(
    { label: 'Ngày cấp:', value: slashDate(identityIssued), field: 'owner_identity_issue_date' },
    { label: 'Nơi cấp:', value: 'Cục Cảnh sát QLHC về TTXH', field: 'owner_identity_issuer', at: 0.36 },
  );
  form.put({ label: 'Địa chỉ thường trú:', value: owner.address, field: 'owner_residence' });
  form.put({ label: 'Địa chỉ liên lạc:', value: owner.address, field: 'owner_contact_address' });
  signingBlock(
    sheet,
    146,
    Math.min(form.y + 3, 246),
    84,
    { ...style, sizePt: style.sizePt - 0.4, leading: 1.2 },
    {
      authority: random.pick([['TRƯỞNG PHÒNG'], ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG']]),
      name: commonName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      seal: {
        ...committeeSeal(seat.place),
        upper: 'PHÒNG TÀI CHÍNH - KẾ HOẠCH',
        lower: upper(seat.place.districtFull),
      },
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
  draft.value('business_lines', chosen.map(([code, text]) => `${text} (${code})`).join('; '));
  return { type: 'household_business_registration', draft, format: 'A4' };
}

export const thirdEnterprises: readonly RoundTemplate[] = [
  { name: 'joint-stock company, a heading a part, shares below the capital', draw: jointStock },
];
export const thirdHouseholdBusinesses: readonly RoundTemplate[] = [
  { name: 'finance division, tax number with a branch, table of lines', draw: household },
];
