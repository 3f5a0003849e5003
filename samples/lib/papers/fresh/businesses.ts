import { unaccented } from '../../card-codes.ts';
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
import { serifSize } from './births.ts';
import { Column, table } from './column.ts';
import { freshName, freshPerson, freshPlace, houseOf, seat, written } from './people.ts';

const brands = ['TRƯỜNG SINH', 'NGỌC LAN', 'HẢI ĐĂNG', 'BÌNH MINH XANH', 'TÂM AN ĐỨC', 'VẠN LỘC PHÁT'];
const trades = [
  ['SẢN XUẤT BAO BÌ', 'PACKAGING PRODUCTION'],
  ['DU LỊCH SINH THÁI', 'ECOTOURISM'],
  ['THỦY SẢN', 'SEAFOOD'],
  ['TƯ VẤN THIẾT KẾ', 'DESIGN CONSULTING'],
  ['GIÁO DỤC VÀ ĐÀO TẠO', 'EDUCATION AND TRAINING'],
] as const;

/** Company of two members with their shares in a table (members: true), or of one member that is another company. */
async function company(random: Chance, look: Look, members: boolean): Promise<Paper> {
  const first = addDays({ year: members ? 2019 : 2025, month: 7, day: 8 }, random.int(0, members ? 1900 : 330));
  const changes = random.maybe(0.6) ? random.int(1, 11) : 0;
  const changed = addDays(first, random.int(30, 140));
  const levels = isoDate(changes > 0 ? changed : first) < '2025-07-01' ? 3 : 2;
  const place = freshPlace(random, levels);
  const person = freshPerson(random, { bornFrom: 1958, bornTo: 1999, levels });
  const second = freshPerson(random, { bornFrom: 1960, bornTo: 2000, levels });
  const identityIssued =
    isoDate(person.idIssued) < isoDate(first) ? person.idIssued : addDays(first, -random.int(40, 900));
  const [trade, english] = random.pick(trades);
  const brand = random.pick(brands);
  const capital = random.pick([500_000_000, 1_800_000_000, 3_450_000_000, 20_000_000_000, 68_500_000_000]);
  const owner = `CÔNG TY CỔ PHẦN TẬP ĐOÀN ${random.pick(['ĐÔNG HẢI', 'NAM SƠN', 'AN PHÚ'])}`;
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 11.8, 10), leading: 1.24 };
  sheet.box({ x: 13, y: 11, width: 184, height: 275 }, { widthMm: 0.7 });
  sheet.box({ x: 14.2, y: 12.2, width: 181.6, height: 272.6 }, { widthMm: 0.25 });
  agency(
    sheet,
    61,
    21,
    80,
    [
      `${levels === 3 ? 'SỞ KẾ HOẠCH VÀ ĐẦU TƯ' : 'SỞ TÀI CHÍNH'}`,
      `${upper(place.provinceKind)} ${upper(place.province)}`,
    ],
    ['PHÒNG ĐĂNG KÝ KINH DOANH'],
    look.family,
    10.5,
    { own: 'issuer' },
  );
  motto(sheet, 146, 21, look.family, 11);
  sheet.block();
  const centre = { align: 'center', width: 210 } as const;
  sheet.line(0, 45, [{ text: 'GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP', bold: true, sizePt: 15 }], style, centre);
  sheet.line(
    0,
    51,
    [
      {
        text: `CÔNG TY TRÁCH NHIỆM HỮU HẠN ${members ? 'HAI THÀNH VIÊN TRỞ LÊN' : 'MỘT THÀNH VIÊN'}`,
        bold: true,
        sizePt: 12,
      },
    ],
    style,
    centre,
  );
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
    63.5,
    [
      { text: 'Đăng ký lần đầu: ', italic: true },
      { text: longDate(first), italic: true, field: 'first_registration_date' },
    ],
    style,
    centre,
  );
  if (changes > 0)
    sheet.line(
      0,
      69,
      [
        { text: 'Đăng ký thay đổi lần thứ: ', italic: true },
        { text: String(changes), italic: true, field: 'change_number' },
        { text: ', ', italic: true },
        { text: longDate(changed), italic: true, field: 'change_date' },
      ],
      style,
      centre,
    );
  sheet.block();
  const form = new Column(sheet, 22, 77, 168, style, { between: 0.5 });
  form.head('1. Tên công ty');
  form.put({
    label: 'Tên công ty viết bằng tiếng Việt:',
    value: `CÔNG TY TNHH ${members ? '' : 'MTV '}${trade} ${brand}`,
    field: 'company_name',
  });
  form.put({
    label: 'Tên công ty viết bằng tiếng nước ngoài (nếu có):',
    value: `${unaccented(brand)} ${english} COMPANY LIMITED`,
    field: 'company_name_foreign',
  });
  form.put({
    label: 'Tên công ty viết tắt (nếu có):',
    value: `${unaccented(brand)
      .split(' ')
      .map((word) => word[0])
      .join('')}${members ? ' CO.,LTD' : ''}`,
    field: 'company_name_short',
  });
  form.head('2. Địa chỉ trụ sở chính');
  form.say([
    {
      text: `${houseOf(random, place)}, ${written(place, levels, 'capital')}, Việt Nam`,
      field: 'head_office_address',
      italic: true,
    },
  ]);
  form.put(
    {
      label: 'Điện thoại:',
      value: random.pick([
        `0${random.pick(['24', '28', '258', '262'])}.${random.digits(7)}`,
        `09${random.digits(2)} ${random.digits(3)} ${random.digits(3)}`,
      ]),
      field: 'phone',
    },
    { label: 'Số fax (nếu có):', value: '', at: 0.5 },
  );
  draft.value('phone', draft.fields().phone!.printed.replace(/\D/g, ''));
  form.put(
    { label: 'Thư điện tử (nếu có):', value: `ketoan@${unaccented(brand).toLowerCase().replaceAll(' ', '')}.example` },
    { label: 'Website (nếu có):', value: '', at: 0.6 },
  );
  form.say(
    [{ text: '3. Vốn điều lệ: ', bold: true }, { text: grouped(capital), field: 'charter_capital' }, { text: ' VNĐ.' }],
    {},
    1,
  );
  form.put({ label: 'Bằng chữ:', value: `${capitalised(inWords(capital))} đồng`, field: 'charter_capital_in_words' });
  if (members) {
    form.head('4. Danh sách thành viên góp vốn');
    const share = random.pick([50, 60, 70, 90]);
    form.y =
      table(
        sheet,
        22,
        form.y - 3,
        [11, 42, 24, 52, 26, 13],
        [
          ['STT', 'Tên thành viên', 'Quốc tịch', 'Địa chỉ liên lạc', 'Phần vốn góp (VNĐ)', 'Tỷ lệ (%)'],
          ...[[person, share] as const, [second, 100 - share] as const].map(([one, part], index) => [
            String(index + 1),
            upper(one.name),
            'Việt Nam',
            one.address,
            grouped((capital / 100) * part),
            String(part),
          ]),
        ],
        { ...style, sizePt: style.sizePt - 2, leading: 1.18 },
      ) + 5;
    sheet.block();
  } else {
    form.head('4. Thông tin về chủ sở hữu');
    form.put({ label: 'Tên tổ chức:', value: owner, field: 'owner_name' });
    form.put(
      { label: 'Mã số doanh nghiệp/Quyết định thành lập số:', value: inventTaxCode(random) },
      { label: 'Ngày cấp:', value: slashDate(addDays(first, -3000)), at: 0.68 },
    );
    form.put({
      label: 'Địa chỉ trụ sở chính:',
      value: `${houseOf(random, place)}, ${written(place, levels)}, Việt Nam`,
    });
  }
  form.head('5. Người đại diện theo pháp luật của công ty');
  form.put(
    { label: '* Họ, chữ đệm và tên:', value: upper(person.name), field: 'representative_name' },
    { label: 'Giới tính:', value: sexWord(person), field: 'representative_gender', at: 0.74 },
  );
  form.put(
    { label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'representative_birth_date' },
    {
      label: 'Chức danh:',
      value: members
        ? random.pick(['Giám đốc', 'Tổng giám đốc', 'Chủ tịch Hội đồng thành viên'])
        : random.pick(['Chủ tịch công ty', 'Giám đốc']),
      field: 'representative_title',
      at: 0.5,
    },
  );
  form.put(
    { label: 'Dân tộc:', value: person.ethnicity, field: 'representative_ethnicity' },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'representative_nationality', at: 0.5 },
  );
  if (members) {
    form.put({
      label: 'Loại giấy tờ pháp lý của cá nhân:',
      value: 'Căn cước công dân',
      field: 'representative_identity_type',
    });
    form.put(
      { label: 'Số:', value: person.personalId, field: 'representative_identity_number' },
      { label: 'Ngày cấp:', value: slashDate(identityIssued), field: 'representative_identity_issue_date', at: 0.34 },
    );
    form.put({
      label: 'Nơi cấp:',
      value: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội',
      field: 'representative_identity_issuer',
    });
    form.put({ label: 'Địa chỉ thường trú:', value: `${person.address}, Việt Nam`, field: 'representative_residence' });
  } else
    form.put({ label: 'Số định danh cá nhân:', value: person.personalId, field: 'representative_identity_number' });
  form.put({
    label: 'Địa chỉ liên lạc:',
    value: `${person.address}, Việt Nam`,
    field: 'representative_contact_address',
  });
  signingBlock(
    sheet,
    148,
    Math.min(form.y + 2, 248),
    72,
    { ...style, leading: 1.2 },
    {
      authority: random.pick([['TRƯỞNG PHÒNG'], ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG']]),
      name: freshName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      seal: {
        diameterMm: 33,
        upper: 'PHÒNG ĐĂNG KÝ KINH DOANH',
        lower: `${place.provinceKind === 'tỉnh' ? 'TỈNH' : 'TP.'} ${upper(place.province)}`,
      },
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

const shops = [
  ['4719', 'Bán lẻ khác trong các cửa hàng kinh doanh tổng hợp', 'BÁCH HÓA'],
  ['4772', 'Bán lẻ thuốc, dụng cụ y tế, mỹ phẩm và vật phẩm vệ sinh trong các cửa hàng chuyên doanh', 'NHÀ THUỐC'],
  ['4542', 'Bảo dưỡng, sửa chữa mô tô, xe máy', 'TIỆM SỬA XE'],
  ['1410', 'May trang phục (trừ trang phục từ da lông thú)', 'NHÀ MAY'],
  ['5510', 'Dịch vụ lưu trú ngắn ngày', 'NHÀ NGHỈ'],
  [
    '9610',
    'Dịch vụ tắm hơi, massage và các dịch vụ tăng cường sức khỏe tương tự (trừ hoạt động thể thao)',
    'CƠ SỞ CHĂM SÓC SỨC KHỎE',
  ],
] as const;

/** Household business: of the district's finance and planning division (NĐ 01/2021), or of the commune since 07/2025. */
async function household(random: Chance, look: Look, district: boolean): Promise<Paper> {
  const first = addDays(
    district ? { year: 2021, month: 2, day: 1 } : { year: 2025, month: 7, day: 14 },
    random.int(0, district ? 1500 : 430),
  );
  const levels = district ? 3 : 2;
  const place = freshPlace(random, levels);
  const owner = freshPerson(random, { home: place, levels, bornTo: 2002 });
  const member = freshPerson(random, { home: place, levels, bornTo: 2004 });
  const changes = random.maybe(0.4) ? random.int(1, 4) : 0;
  const changed = addDays(first, random.int(20, 60));
  const capital = random.pick([30_000_000, 75_000_000, 150_000_000, 1_000_000_000, 250_000_000]);
  const chosen = random.shuffled(shops).slice(0, random.int(1, 3));
  const code = district
    ? `${random.pick(['41', '07', '68', '22'])}${random.pick(['A', 'B', 'Đ', 'X'])}8${random.digits(6)}`
    : owner.personalId;
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.8), leading: 1.32 };
  sheet.box({ x: 12, y: 11, width: 186, height: 275 }, { widthMm: 1 });
  if (district)
    agency(
      sheet,
      60,
      23,
      78,
      [`ỦY BAN NHÂN DÂN ${upper(place.districtFull)}`],
      ['PHÒNG TÀI CHÍNH - KẾ HOẠCH'],
      look.family,
      10.8,
      { own: 'issuer' },
    );
  else
    agency(
      sheet,
      60,
      23,
      78,
      [`ỦY BAN NHÂN DÂN ${upper(place.communeFull)}`],
      [random.pick(['PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ', 'PHÒNG KINH TẾ'])],
      look.family,
      10.8,
      { own: 'issuer' },
    );
  motto(sheet, 146, 23, look.family, 11);
  sheet.block();
  const centre = { align: 'center', width: 210 } as const;
  sheet.line(0, 47, [{ text: 'GIẤY CHỨNG NHẬN', bold: true, sizePt: 16 }], style, centre);
  sheet.line(0, 54, [{ text: 'ĐĂNG KÝ HỘ KINH DOANH', bold: true, sizePt: 16 }], style, centre);
  sheet.line(
    0,
    61,
    [
      { text: `Mã số ${district ? 'đăng ký ' : ''}hộ kinh doanh: `, bold: true },
      { text: code, bold: true, field: 'business_code' },
    ],
    style,
    centre,
  );
  sheet.line(
    0,
    67,
    [
      { text: 'Đăng ký lần đầu, ngày ', italic: true },
      { text: longDate(first).replace(/^ngày /, ''), italic: true, field: 'first_registration_date' },
    ],
    style,
    centre,
  );
  if (changes > 0)
    sheet.line(
      0,
      73,
      [
        { text: 'Đăng ký thay đổi lần thứ ', italic: true },
        { text: String(changes).padStart(2, '0'), italic: true, field: 'change_number' },
        { text: ', ngày ', italic: true },
        { text: longDate(changed).replace(/^ngày /, ''), italic: true, field: 'change_date' },
      ],
      style,
      centre,
    );
  sheet.block();
  const form = new Column(sheet, 24, 83, 164, style, { bold: district, between: 0.7 });
  const trade = chosen[0]![2];
  form.put({
    label: '1. Tên hộ kinh doanh:',
    value: `${random.pick(['HỘ KINH DOANH ', ''])}${trade} ${random.pick(['SAO ĐÊM', 'CÔ BA', 'THANH HÀ', 'BẢY NGHĨA'])}`,
    field: 'business_name',
  });
  form.put({
    label: district ? '2. Địa chỉ trụ sở hộ kinh doanh:' : '2. Địa chỉ trụ sở:',
    value: `${houseOf(random, place)}, ${written(place, levels, 'capital')}`,
    field: 'business_address',
  });
  form.put(
    {
      label: 'Điện thoại (nếu có):',
      value: `0${random.pick(['3', '7', '8', '9'])}${random.digits(8)}`,
      field: 'phone',
    },
    { label: 'Thư điện tử (nếu có):', value: '', at: 0.52 },
  );
  form.put({
    label: district ? '3. Ngành, nghề kinh doanh:' : '3. Ngành, nghề kinh doanh chính và các ngành, nghề khác:',
    value: '',
  });
  sheet.block();
  if (district)
    for (const [index, [number, text]] of chosen.entries())
      form.say([{ text: `${index + 1}. ` }, { text: `${text} - ${number}`, field: 'business_lines' }], { indent: 4 });
  else
    form.y =
      table(
        sheet,
        26,
        form.y - 3.4,
        [14, 24, 120],
        [
          ['STT', 'Mã ngành', 'Tên ngành'],
          ...chosen.map(([number, text], index) => [
            String(index + 1),
            { text: number, field: 'business_lines' },
            { text: `${text}${index === 0 ? ' (Chính)' : ''}`, field: 'business_lines' },
          ]),
        ],
        { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
      ) + 6;
  sheet.block();
  form.put({
    label: district ? '4. Vốn kinh doanh (VNĐ):' : '4. Tổng số vốn kinh doanh (bằng số; VNĐ):',
    value: `${grouped(capital)}${district ? ' đồng' : ''}`,
    field: 'business_capital',
  });
  form.put({
    label: 'Bằng chữ:',
    value: `${capitalised(inWords(capital))} đồng${random.maybe(0.3) ? ' chẵn' : ''}`,
    field: 'business_capital_in_words',
  });
  form.put({
    label: district
      ? '5. Chủ thể thành lập hộ kinh doanh: Cá nhân'
      : '5. Chủ thể thành lập: Các thành viên hộ gia đình',
    value: '',
  });
  form.put(
    {
      label: district ? '6. Họ và tên chủ hộ kinh doanh:' : '6. Chủ hộ kinh doanh:',
      value: upper(owner.name),
      field: 'owner_name',
    },
    { label: 'Giới tính:', value: sexWord(owner), field: 'owner_gender', at: 0.78 },
  );
  form.put(
    { label: 'Sinh ngày:', value: slashDate(owner.born), field: 'owner_birth_date' },
    { label: 'Dân tộc:', value: owner.ethnicity, field: 'owner_ethnicity', at: 0.36 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'owner_nationality', at: 0.7 },
  );
  if (district) {
    form.put({
      label: 'Loại giấy tờ pháp lý của cá nhân:',
      value: 'Chứng minh nhân dân',
      field: 'owner_identity_type',
    });
    form.put({ label: 'Số giấy tờ pháp lý của cá nhân:', value: owner.oldId, field: 'owner_identity_number' });
    form.put(
      { label: 'Ngày cấp:', value: slashDate(addDays(first, -2200)), field: 'owner_identity_issue_date' },
      {
        label: 'Nơi cấp:',
        value: `Công an ${place.provinceKind} ${place.province}`,
        field: 'owner_identity_issuer',
        at: 0.36,
      },
    );
    draft.value('owner_identity_issue_date', isoDate(addDays(first, -2200)));
  } else form.put({ label: 'Số định danh cá nhân:', value: owner.personalId, field: 'owner_identity_number' });
  form.put({ label: 'Địa chỉ thường trú:', value: owner.address, field: 'owner_residence' });
  form.put({ label: 'Địa chỉ liên lạc:', value: owner.address, field: 'owner_contact_address' });
  if (!district && chosen.length < 3) {
    form.put({ label: '7. Danh sách thành viên hộ gia đình tham gia thành lập hộ kinh doanh:', value: '' });
    form.y =
      table(
        sheet,
        26,
        form.y - 3.4,
        [12, 62, 36, 48],
        [
          ['STT', 'Họ và tên', 'Ngày sinh', 'Số định danh cá nhân'],
          ['1', member.name, slashDate(member.born), member.personalId],
        ],
        { ...style, sizePt: style.sizePt - 1.6, leading: 1.2 },
      ) + 3;
  }
  signingBlock(
    sheet,
    147,
    Math.min(form.y + 3, 246),
    78,
    { ...style, leading: 1.22 },
    {
      authority: random.pick([['TRƯỞNG PHÒNG'], ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG']]),
      name: freshName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      seal: {
        ...committeeSeal(place),
        upper: district ? 'PHÒNG TÀI CHÍNH - KẾ HOẠCH' : 'PHÒNG KINH TẾ',
        lower: upper(district ? place.districtFull : seat(place)),
      },
    },
    random.branch('signature'),
    look,
  );
  draft.value('first_registration_date', isoDate(first));
  if (changes > 0) draft.value('change_date', isoDate(changed));
  if (changes > 0) draft.value('change_number', String(changes));
  draft.value('owner_birth_date', isoDate(owner.born));
  draft.value('business_capital', String(capital));
  draft.value('business_capital_in_words', String(capital));
  draft.value('business_lines', chosen.map(([number, text]) => `${text} (${number})`).join('; '));
  return { type: 'household_business_registration', draft, format: 'A4' };
}

export const freshEnterprises: readonly RoundTemplate[] = [
  { name: 'two members in a table', draw: (random, look) => company(random, look, true) },
  { name: 'owned by another company, personal number alone', draw: (random, look) => company(random, look, false) },
];
export const freshHouseholdBusinesses: readonly RoundTemplate[] = [
  { name: 'district division, code with a letter, CMND', draw: (random, look) => household(random, look, true) },
  { name: 'commune, code column first, members in a table', draw: (random, look) => household(random, look, false) },
];
