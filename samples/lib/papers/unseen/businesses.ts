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
import { Column } from '../fresh/column.ts';
import { commonName, commonPerson, seatOn } from './people.ts';

const words = (capital: number): string => `${capitalised(inWords(capital))} đồng`;

/** Company of one person: code at the left, registrations in a list below it, capital and its words in one row. */
async function company(random: Chance, look: Look): Promise<Paper> {
  const first = addDays({ year: 2021, month: 3, day: 8 }, random.int(0, 1900));
  const changes = random.maybe(0.5) ? random.int(1, 5) : 0;
  const changed = addDays(first, random.int(40, 170));
  const issued = changes > 0 ? changed : first;
  const seat = seatOn(random, issued);
  const person = commonPerson(random, { bornFrom: 1962, bornTo: 2000, levels: seat.levels });
  const identityIssued = addDays(first, -random.int(50, 400));
  const capital = random.pick([300_000_000, 1_000_000_000, 2_500_000_000, 5_000_000_000, 9_900_000_000]);
  const brand = random.pick(['MINH PHÚ', 'HOÀNG GIA', 'THÀNH CÔNG', 'AN KHANG', 'ĐẠI PHÁT', 'VIỆT HƯNG']);
  const trade = random.pick(['THƯƠNG MẠI DỊCH VỤ', 'XÂY DỰNG', 'VẬN TẢI', 'SẢN XUẤT THƯƠNG MẠI', 'CÔNG NGHỆ']);
  const province = `${seat.place.provinceKind} ${seat.place.province}`;
  const department = isoDate(issued) < '2025-03-01' ? 'SỞ KẾ HOẠCH VÀ ĐẦU TƯ' : 'SỞ TÀI CHÍNH';
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.6, 10.8), leading: 1.36 };
  agency(sheet, 60, 21, 82, [`${department} ${upper(province)}`], ['PHÒNG ĐĂNG KÝ KINH DOANH'], look.family, 10.8, {
    own: 'issuer',
  });
  motto(sheet, 149, 21, look.family, 11);
  sheet.block();
  sheet.line(0, 46, [{ text: 'GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP', bold: true, sizePt: 15 }], style, {
    align: 'center',
    width: 210,
  });
  sheet.line(0, 52.5, [{ text: 'CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN', bold: true, sizePt: 11.5 }], style, {
    align: 'center',
    width: 210,
  });
  const form = new Column(sheet, 24, 64, 164, style, { between: 0.8 });
  form.say([
    { text: 'Mã số doanh nghiệp: ', bold: true },
    { text: inventTaxCode(random), bold: true, field: 'enterprise_code' },
  ]);
  form.say([
    { text: 'Đăng ký lần đầu ngày ' },
    { text: slashDate(first), field: 'first_registration_date' },
    { text: '.' },
  ]);
  if (changes > 0)
    form.say([
      { text: 'Đăng ký thay đổi lần thứ ' },
      { text: String(changes), field: 'change_number' },
      { text: ' ngày ' },
      { text: slashDate(changed), field: 'change_date' },
      { text: '.' },
    ]);
  form.y += 2;
  form.put({ label: '1. Tên công ty:', value: `CÔNG TY TNHH MTV ${trade} ${brand}`, field: 'company_name' });
  form.put({ label: 'Tên viết tắt:', value: `${brand} CO., LTD`, field: 'company_name_short' });
  form.put({
    label: '2. Địa chỉ trụ sở chính:',
    value: `Số ${random.int(3, 260)} đường ${random.pick(['Trần Phú', 'Lê Lợi', 'Nguyễn Trãi', 'Quang Trung'])}, ${seat.text}, Việt Nam`,
    field: 'head_office_address',
  });
  form.put(
    { label: 'Số điện thoại:', value: `09${random.digits(8)}`, field: 'phone' },
    { label: 'Số fax:', value: '', at: 0.5 },
  );
  form.put({
    label: '3. Vốn điều lệ:',
    value: `${grouped(capital)} VNĐ`,
    field: 'charter_capital',
  });
  form.put({ label: '(Bằng chữ:', value: words(capital), field: 'charter_capital_in_words', tail: ')' });
  form.put({ label: '4. Chủ sở hữu:', value: upper(person.name), field: 'owner_name' });
  form.head('5. Người đại diện theo pháp luật', 0.5);
  form.put({ label: 'Họ, chữ đệm và tên:', value: upper(person.name), field: 'representative_name' });
  form.put(
    {
      label: 'Chức danh:',
      value: random.pick(['Giám đốc', 'Tổng giám đốc', 'Chủ tịch công ty kiêm giám đốc']),
      field: 'representative_title',
    },
    { label: 'Giới tính:', value: sexWord(person), field: 'representative_gender', at: 0.66 },
  );
  form.put(
    { label: 'Ngày sinh:', value: slashDate(person.born), field: 'representative_birth_date' },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'representative_nationality', at: 0.4 },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'representative_ethnicity', at: 0.72 },
  );
  form.put(
    {
      label: 'Giấy tờ pháp lý:',
      value: 'Thẻ căn cước công dân',
      field: 'representative_identity_type',
    },
    { label: 'Số:', value: person.personalId, field: 'representative_identity_number', at: 0.56 },
  );
  form.put(
    { label: 'Ngày cấp:', value: slashDate(identityIssued), field: 'representative_identity_issue_date' },
    {
      label: 'Nơi cấp:',
      value: 'Cục CSQLHC về TTXH',
      field: 'representative_identity_issuer',
      at: 0.4,
    },
  );
  form.put({ label: 'Địa chỉ thường trú:', value: person.address, field: 'representative_residence' });
  form.put({ label: 'Địa chỉ liên lạc:', value: person.address, field: 'representative_contact_address' });
  signingBlock(
    sheet,
    146,
    Math.min(form.y + 6, 242),
    82,
    { ...style, sizePt: style.sizePt - 0.4, leading: 1.22 },
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
  if (changes > 0) draft.value('change_date', isoDate(changed));
  draft.value('representative_birth_date', isoDate(person.born));
  draft.value('representative_identity_issue_date', isoDate(identityIssued));
  draft.value('charter_capital', String(capital));
  draft.value('charter_capital_in_words', String(capital));
  return { type: 'enterprise_registration', draft, format: 'A4' };
}

const shops = [
  ['4711', 'Bán lẻ lương thực, thực phẩm, đồ uống, thuốc lá trong các cửa hàng tổng hợp', 'TẠP HÓA'],
  ['5610', 'Nhà hàng và các dịch vụ ăn uống phục vụ lưu động', 'QUÁN ĂN'],
  ['9631', 'Cắt tóc, làm đầu, gội đầu', 'TIỆM TÓC'],
  ['4752', 'Bán lẻ đồ ngũ kim, sơn, kính và thiết bị lắp đặt khác trong xây dựng', 'VẬT LIỆU XÂY DỰNG'],
  ['4932', 'Vận tải hành khách đường bộ khác', 'DỊCH VỤ VẬN TẢI'],
] as const;

/** Household business of the commune: the owner before the trade, lines of business as a list, capital with its words in brackets. */
async function household(random: Chance, look: Look): Promise<Paper> {
  const first = addDays({ year: 2025, month: 7, day: 10 }, random.int(0, 440));
  const seat = seatOn(random, first);
  const owner = commonPerson(random, { bornFrom: 1960, bornTo: 2003, home: seat.place, levels: seat.levels });
  const identityIssued = addDays(first, -random.int(50, 1200));
  const changes = random.maybe(0.35) ? random.int(1, 3) : 0;
  const changed = addDays(first, random.int(20, 50));
  const capital = random.pick([20_000_000, 50_000_000, 100_000_000, 200_000_000, 500_000_000]);
  const chosen = random.shuffled(shops).slice(0, random.int(1, 2));
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.38 };
  const bottom = agency(sheet, 58, 22, 76, [], [`ỦY BAN NHÂN DÂN`, upper(seat.place.communeFull)], look.family, 11.8, {
    own: 'issuer',
  });
  motto(sheet, 147, 22, look.family, 11.8);
  sheet.block();
  sheet.line(0, bottom + 16, [{ text: 'GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH', bold: true, sizePt: 15.5 }], style, {
    align: 'center',
    width: 210,
  });
  sheet.block();
  sheet.line(
    0,
    bottom + 24,
    [{ text: 'Mã số: ' }, { text: owner.personalId, bold: true, field: 'business_code' }],
    style,
    { align: 'center', width: 210 },
  );
  sheet.line(
    0,
    bottom + 30,
    [{ text: 'Cấp lần đầu ' }, { text: longDate(first), field: 'first_registration_date' }],
    style,
    { align: 'center', width: 210 },
  );
  if (changes > 0)
    sheet.line(
      0,
      bottom + 36,
      [
        { text: 'Đăng ký thay đổi lần thứ ' },
        { text: String(changes), field: 'change_number' },
        { text: ' ' },
        { text: longDate(changed), field: 'change_date' },
      ],
      style,
      { align: 'center', width: 210 },
    );
  const form = new Column(sheet, 26, bottom + 47, 160, style, { bold: true, between: 0.9 });
  form.put({
    label: 'Tên hộ kinh doanh:',
    value: `HỘ KINH DOANH ${chosen[0]![2]} ${upper(owner.name.split(' ').at(-1)!)}`,
    field: 'business_name',
  });
  form.put({ label: 'Địa chỉ kinh doanh:', value: owner.address, field: 'business_address' });
  form.put({ label: 'Số điện thoại:', value: `0${random.pick(['3', '9'])}${random.digits(8)}`, field: 'phone' });
  form.put({ label: 'Họ và tên chủ hộ:', value: upper(owner.name), field: 'owner_name' });
  form.put(
    { label: 'Ngày sinh:', value: slashDate(owner.born), field: 'owner_birth_date' },
    { label: 'Giới tính:', value: sexWord(owner), field: 'owner_gender', at: 0.42 },
    { label: 'Dân tộc:', value: owner.ethnicity, field: 'owner_ethnicity', at: 0.7 },
  );
  form.put({ label: 'Quốc tịch:', value: 'Việt Nam', field: 'owner_nationality' });
  form.put(
    { label: 'Số định danh cá nhân/CCCD:', value: owner.personalId, field: 'owner_identity_number' },
    { label: 'Ngày cấp:', value: slashDate(identityIssued), field: 'owner_identity_issue_date', at: 0.66 },
  );
  form.put({ label: 'Nơi thường trú:', value: owner.address, field: 'owner_residence' });
  form.say('Ngành, nghề kinh doanh:');
  for (const [index, [code, text]] of chosen.entries())
    form.say(
      [
        { text: '- ' },
        { text: `${text} (${code})`, bold: true, field: 'business_lines' },
        { text: index === chosen.length - 1 ? '.' : ';' },
      ],
      { indent: 5 },
    );
  form.y += 0.9;
  form.put({ label: 'Vốn kinh doanh:', value: `${grouped(capital)} đồng`, field: 'business_capital' });
  form.put({ label: 'Số tiền bằng chữ:', value: words(capital), field: 'business_capital_in_words' });
  signingBlock(
    sheet,
    146,
    Math.min(form.y + 5, 240),
    84,
    { ...style, sizePt: style.sizePt - 0.4, leading: 1.22 },
    {
      authority: random.pick([
        ['TL. CHỦ TỊCH', 'TRƯỞNG PHÒNG KINH TẾ'],
        ['TUQ. CHỦ TỊCH', 'TRƯỞNG PHÒNG KINH TẾ'],
        ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
      ]),
      name: commonName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      seal: committeeSeal(seat.place),
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

export const unseenEnterprises: readonly RoundTemplate[] = [
  { name: 'code and registrations at the left, owner in one row', draw: company },
];
export const unseenHouseholdBusinesses: readonly RoundTemplate[] = [
  { name: 'owner before the trade, lines of business in a list', draw: household },
];
