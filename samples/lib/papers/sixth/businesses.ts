import { Draft } from '../../draft.ts';
import { inventTaxCode } from '../../identifiers.ts';
import { sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import type { Style } from '../../sheet.ts';
import { addDays, capitalised, grouped, inWords, isoDate, longDate, slashDate } from '../../words.ts';
import { agency, committeeSeal, type Look, motto, type Paper, type RoundTemplate, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { table } from '../fresh/column.ts';
import { centred, days, Form, ribbon, sign } from './form.ts';
import { houseOf, nameOf, personOf, provinceLine, seatOf } from './people.ts';

const inMoney = (capital: number): string => `${capitalised(inWords(capital))} đồng`;
const lines = [
  ['Xây dựng nhà để ở', '4101'],
  ['Bán buôn vật liệu, thiết bị lắp đặt khác trong xây dựng', '4663'],
  ['Vận tải hàng hóa bằng đường bộ', '4933'],
  ['Chế biến và bảo quản rau quả', '1030'],
  ['Dịch vụ lưu trú ngắn ngày', '5510'],
  ['Trồng cây cà phê', '0126'],
] as const;

/** One-member company under NĐ 43/2010: trades in a table before the capital, the owner told in a paragraph, the representative in lines of three answers. */
async function tradesInTable(random: Chance, look: Look): Promise<Paper> {
  const first = addDays({ year: 2010, month: 7, day: 12 }, random.int(0, 1700));
  const changes = random.maybe(0.5) ? random.int(1, 4) : 0;
  const changed = addDays(first, random.int(50, 300));
  const seat = seatOf(random, first);
  const person = personOf(random, { bornFrom: 1952, bornTo: 1987, levels: 3 });
  const given = addDays(first, -random.int(300, 3600));
  const capital = random.pick([900_000_000, 1_900_000_000, 4_800_000_000, 6_000_000_000, 20_000_000_000]);
  const brand = random.pick(['TÂY NGUYÊN XANH', 'SƠN HẢI', 'HÙNG CƯỜNG', 'MINH LONG PHÁT', 'ĐẠI LỘC']);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12, 10.2), leading: 1.3 };
  const bottom = agency(
    sheet,
    62,
    19,
    84,
    [`SỞ KẾ HOẠCH VÀ ĐẦU TƯ ${provinceLine(seat.place)}`],
    ['PHÒNG ĐĂNG KÝ KINH DOANH'],
    look.family,
    10.6,
    { own: 'issuer' },
  );
  motto(sheet, 152, 19, look.family, 11);
  centred(
    sheet,
    0,
    bottom + 13,
    210,
    [
      [{ text: 'GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP', bold: true, sizePt: 14.5 }],
      [{ text: 'CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN', bold: true, sizePt: 12.5 }],
      [{ text: 'MSDN: ' }, { text: inventTaxCode(random), bold: true, field: 'enterprise_code' }],
      [{ text: 'Đăng ký lần đầu: ' }, { text: longDate(first), field: 'first_registration_date' }],
      ...(changes === 0
        ? []
        : [
            [
              { text: 'Đăng ký thay đổi lần thứ ' },
              { text: String(changes), field: 'change_number' },
              { text: ': ' },
              { text: longDate(changed), field: 'change_date' },
            ],
          ]),
    ],
    { ...style, leading: 1.42 },
  );
  const form = new Form(sheet, 24, bottom + 47, 165, style, { between: 0.5 });
  const head = (text: string): void => form.say([{ text, bold: true }], {}, 0.6);
  head('1. Tên công ty');
  const name = `CÔNG TY TNHH MỘT THÀNH VIÊN ${brand}`;
  form.row(['Tên tiếng Việt:', name, 'company_name']);
  form.row(['Tên giao dịch:', ''], ['Tên viết tắt:', `CTY ${brand}`, 'company_name_short', 0.4]);
  head('2. Địa chỉ trụ sở chính');
  const office = `${houseOf(random, seat.place)}, ${seat.text}, Việt Nam`;
  form.say([{ text: office, field: 'head_office_address' }]);
  form.row(
    ['ĐT:', `02${random.digits(2)}.3${random.digits(6)}`, 'phone'],
    ['Fax:', '', undefined, 0.36],
    ['E-mail:', '', undefined, 0.62],
  );
  draft.value('phone', draft.fields().phone!.printed.replace('.', ''));
  head('3. Ngành, nghề kinh doanh');
  const trades = random.shuffled(lines).slice(0, 3);
  form.y =
    table(
      sheet,
      24,
      form.y - 3,
      [14, 124, 27],
      [['STT', 'Tên ngành', 'Mã ngành'], ...trades.map(([trade, code], index) => [String(index + 1), trade, code])],
      { ...style, sizePt: style.sizePt - 1, leading: 1.15 },
    ) + 5;
  form.say([
    { text: '4. Vốn điều lệ: ', bold: true },
    { text: `${grouped(capital)} đồng`, field: 'charter_capital' },
    { text: ' (' },
    { text: inMoney(capital), field: 'charter_capital_in_words' },
    { text: ')' },
  ]);
  head('5. Chủ sở hữu công ty');
  form.say([
    { text: person.male ? 'Ông ' : 'Bà ' },
    { text: upper(person.name), field: 'owner_name' },
    { text: `; số CMND ${person.oldId}; ĐKHKTT tại ${person.address}.` },
  ]);
  head('6. Người đại diện theo pháp luật của công ty');
  form.row(
    ['Họ tên:', upper(person.name), 'representative_name'],
    ['Giới tính:', sexWord(person), 'representative_gender', 0.55],
    ['Chức danh:', random.pick(['Giám đốc', 'Chủ tịch kiêm Giám đốc']), 'representative_title', 0.74],
  );
  form.row(
    ['Sinh ngày:', slashDate(person.born), 'representative_birth_date'],
    ['Dân tộc:', person.ethnicity, 'representative_ethnicity', 0.36],
    ['Quốc tịch:', 'Việt Nam', 'representative_nationality', 0.62],
  );
  form.row(
    ['Số CMND:', person.oldId, 'representative_identity_number'],
    ['Ngày cấp:', slashDate(given), 'representative_identity_issue_date', 0.32],
    [
      'Nơi cấp:',
      `CA ${person.home.provinceKind === 'tỉnh' ? 'tỉnh' : 'TP'} ${person.home.province}`,
      'representative_identity_issuer',
      0.6,
    ],
  );
  form.row(['Nơi ĐKHKTT:', person.address, 'representative_residence']);
  form.row(['Chỗ ở hiện tại:', person.address, 'representative_contact_address']);
  sign(
    sheet,
    [150, Math.min(form.y + 3, 246), 74],
    {
      authority: random.pick([['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG'], ['TRƯỞNG PHÒNG']]),
      name: nameOf(random, random.maybe(0.6)),
      seal: { ...committeeSeal(seat.place), upper: 'PHÒNG ĐĂNG KÝ KINH DOANH' },
    },
    style,
    random,
    look,
  );
  draft.value('first_registration_date', isoDate(first));
  if (changes > 0) draft.value('change_date', isoDate(changed));
  days(draft, { representative_birth_date: person.born, representative_identity_issue_date: given });
  draft.value('charter_capital', String(capital));
  draft.value('charter_capital_in_words', String(capital));
  return { type: 'enterprise_registration', draft, format: 'A4' };
}

const trades = [
  ['Bán lẻ lương thực, thực phẩm, đồ uống', 'TẠP HÓA'],
  ['Nhà hàng và các dịch vụ ăn uống phục vụ lưu động', 'QUÁN ĂN'],
  ['Sản xuất đồ gỗ xây dựng', 'CƠ SỞ MỘC'],
  ['Thu mua nông sản (cà phê, tiêu, điều)', 'ĐẠI LÝ NÔNG SẢN'],
  ['Cắt tóc, làm đầu, gội đầu', 'TIỆM TÓC'],
] as const;

/** Commune's economic division since 07/2025: dots of a blank, values of one width on them, explanations below labels, the owner in a sentence. */
async function ownerInSentence(random: Chance, look: Look): Promise<Paper> {
  const first = addDays({ year: 2025, month: 7, day: 8 }, random.int(0, 430));
  const changes = random.maybe(0.4) ? random.int(1, 3) : 0;
  const changed = addDays(first, random.int(8, 60));
  const seat = seatOf(random, first);
  const owner = personOf(random, { bornFrom: 1958, bornTo: 2004, home: seat.place, levels: 2 });
  const capital = random.pick([20_000_000, 45_000_000, 100_000_000, 250_000_000, 1_200_000_000]);
  const [trade, kind] = random.pick(trades);
  const draft = await Draft.begin([look.family, 'mono']);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.6), leading: 1.56 };
  const office = seat.place.communeFull.startsWith('xã') ? 'PHÒNG KINH TẾ' : 'PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ';
  const parent = [`UBND ${upper(seat.place.communeFull)}`];
  const bottom = agency(sheet, 58, 21, 78, parent, [office], look.family, 11, { own: 'issuer' });
  motto(sheet, 149, 21, look.family, 11.6);
  centred(
    sheet,
    0,
    bottom + 15,
    210,
    [
      [{ text: 'GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH', bold: true, sizePt: 15 }],
      [{ text: 'Mã số HKD: ' }, { text: owner.personalId, ...ribbon, field: 'business_code' }],
      [{ text: 'Đăng ký lần đầu ' }, { text: longDate(first), field: 'first_registration_date' }],
      ...(changes === 0
        ? []
        : [
            [
              { text: 'Thay đổi lần thứ ' },
              { text: String(changes), field: 'change_number' },
              { text: ' ' },
              { text: longDate(changed), field: 'change_date' },
            ],
          ]),
    ],
    { ...style, leading: 1.5 },
  );
  const form = new Form(sheet, 25, bottom + 49, 163, style, {
    value: ribbon,
    dots: 'under',
    raised: 0.4,
    between: 0.5,
  });
  const shop = `${kind} ${upper(owner.name.split(' ').slice(-2).join(' '))}`;
  form.row(['1. Tên HKD:', shop, 'business_name']);
  form.note('(Ghi bằng chữ in hoa, không trùng trong phạm vi cấp xã)');
  form.row(['2. Địa điểm KD:', owner.address, 'business_address']);
  form.row(['ĐT:', `0${random.pick(['9', '8', '3'])}${random.digits(8)}`, 'phone'], ['Email:', '', undefined, 0.4]);
  form.row(['3. Ngành, nghề KD:', trade, 'business_lines']);
  form.row(['4. Vốn KD:', `${grouped(capital)} đồng`, 'business_capital']);
  form.row(['Viết bằng chữ:', inMoney(capital), 'business_capital_in_words']);
  const male = owner.male ? 'Ông' : 'Bà';
  form.say([
    { text: `5. Chủ hộ kinh doanh: ${male} ` },
    form.fill(upper(owner.name), 'owner_name'),
    { text: '; giới tính: ' },
    form.fill(sexWord(owner), 'owner_gender'),
    { text: '; sinh ngày: ' },
    form.fill(slashDate(owner.born), 'owner_birth_date'),
    { text: '; dân tộc: ' },
    form.fill(owner.ethnicity, 'owner_ethnicity'),
    { text: '; quốc tịch: ' },
    form.fill('Việt Nam', 'owner_nationality'),
    { text: '; số ĐDCN: ' },
    form.fill(owner.personalId, 'owner_identity_number'),
    { text: '.' },
  ]);
  form.row(['Nơi thường trú:', owner.address, 'owner_residence']);
  form.row(['Nơi ở hiện tại:', owner.address, 'owner_contact_address']);
  form.row(['6. Chủ thể thành lập HKD:', 'Cá nhân']);
  sign(
    sheet,
    [148, Math.min(form.y + 5, 246), 80],
    {
      authority: random.pick([['TRƯỞNG PHÒNG'], ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG']]),
      name: nameOf(random, random.maybe(0.6)),
      seal: { ...committeeSeal(seat.place), upper: office },
    },
    style,
    random,
    look,
  );
  draft.value('first_registration_date', isoDate(first));
  if (changes > 0) draft.value('change_date', isoDate(changed));
  draft.value('owner_birth_date', isoDate(owner.born));
  draft.value('business_capital', String(capital));
  draft.value('business_capital_in_words', String(capital));
  return { type: 'household_business_registration', draft, format: 'A4' };
}

export const sixthEnterprises: readonly RoundTemplate[] = [
  { name: 'NĐ 43/2010, trades in a table, owner in a paragraph', draw: tradesInTable },
];
export const sixthHouseholdBusinesses: readonly RoundTemplate[] = [
  { name: 'impact printer on dots, owner in a sentence', draw: ownerInSentence },
];
