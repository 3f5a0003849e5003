import { Draft } from '../../draft.ts';
import { sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import type { Style } from '../../sheet.ts';
import { addDays, grouped, isoDate, slashDate } from '../../words.ts';
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
import { inDong, registered, registrations } from './businesses.ts';
import { centred } from './page.ts';
import { personOf, seatOf, signerOf } from './people.ts';

const trades = [
  [
    'Bán lẻ lương thực, thực phẩm, đồ uống, thuốc lá, thuốc lào chiếm tỷ trọng lớn trong các cửa hàng kinh doanh tổng hợp',
    '4711',
    'TẠP HÓA',
  ],
  ['Gia công cơ khí; xử lý và tráng phủ kim loại (Chi tiết: Gia công tôn)', '2592', 'CƠ KHÍ'],
  ['Nhà hàng và các dịch vụ ăn uống phục vụ lưu động', '5610', 'QUÁN CƠM'],
  ['Dịch vụ lưu trú ngắn ngày (Chi tiết: Nhà nghỉ, homestay)', '5510', 'HOMESTAY'],
  ['Cắt tóc, làm đầu, gội đầu', '9631', 'SALON TÓC'],
  ['Bán buôn vật liệu, thiết bị lắp đặt khác trong xây dựng', '4673', 'VẬT LIỆU XÂY DỰNG'],
] as const;

/** Household business of a commune since 07/2025 (NĐ 168/2025): its code is the owner's personal number, trades in a table with codes. */
async function household(random: Chance, look: Look): Promise<Paper> {
  const first = addDays({ year: 2025, month: 7, day: 8 }, random.int(0, 420));
  const changes = random.maybe(0.4) ? random.int(1, 3) : 0;
  const seat = seatOf(random, first);
  const owner = personOf(random, { bornFrom: 1957, bornTo: 2003, home: seat.place, levels: 2 });
  const chosen = random.shuffled(trades).slice(0, random.int(1, 3));
  const capital = random.pick([20, 50, 100, 180, 250, 1000]) * 1_000_000;
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11), leading: 1.36 };
  const urban = seat.place.communeFull.startsWith('phường');
  const bottom = agency(
    sheet,
    58,
    20,
    80,
    [`UBND ${upper(seat.place.communeFull)}`],
    urban ? ['PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ'] : ['PHÒNG KINH TẾ'],
    look.family,
    11.4,
    { own: 'issuer' },
  );
  motto(sheet, 149, 20, look.family, 11.4);
  centred(sheet, bottom + 16, 'GIẤY CHỨNG NHẬN', { ...style, sizePt: 15, bold: true });
  centred(sheet, bottom + 22.6, 'ĐĂNG KÝ HỘ KINH DOANH', { ...style, sizePt: 15, bold: true });
  centred(
    sheet,
    bottom + 30,
    [
      { text: 'Mã số hộ kinh doanh: ', bold: true },
      { text: owner.personalId, bold: true, field: 'business_code' },
    ],
    style,
  );
  registrations(draft, sheet, bottom + 36, first, changes, addDays(first, random.int(20, 60)), style);
  const form = new Column(sheet, 25, bottom + 52, 162, style, { between: 0.6 });
  form.say([
    { text: '1. Tên hộ kinh doanh: ', bold: true },
    {
      text: `HỘ KINH DOANH ${chosen[0]![2]} ${upper(owner.name.split(' ').slice(-2).join(' '))}`,
      field: 'business_name',
    },
  ]);
  form.say([
    { text: '2. Địa chỉ trụ sở hộ kinh doanh: ', bold: true },
    { text: registered(owner.address), field: 'business_address' },
  ]);
  form.put(
    {
      label: 'Điện thoại:',
      value: `0${random.pick(['90', '98', '35', '77', '86'])}${random.digits(7)}`,
      field: 'phone',
    },
    { label: 'Fax:', value: '', at: 0.5 },
  );
  form.put({ label: 'Thư điện tử:', value: '' }, { label: 'Website:', value: '', at: 0.5 });
  form.head('3. Ngành, nghề kinh doanh:', 0);
  form.y =
    table(
      sheet,
      25,
      form.y - 3,
      [14, 112, 36],
      [
        ['STT', 'Tên ngành', 'Mã ngành'],
        ...chosen.map(([text, code], index) => [
          String(index + 1),
          { text, field: 'business_lines' },
          index === 0 ? `${code} (Chính)` : code,
        ]),
      ],
      { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
    ) + 6.4;
  form.say([
    { text: '4. Vốn kinh doanh: ', bold: true },
    { text: `${grouped(capital)} đồng`, field: 'business_capital' },
    { text: ' (Bằng chữ: ' },
    { text: inDong(capital), italic: true, field: 'business_capital_in_words' },
    { text: ')' },
  ]);
  form.head('5. Thông tin về chủ hộ kinh doanh:', 0.4);
  form.put(
    { label: 'Họ, chữ đệm và tên:', value: upper(owner.name), field: 'owner_name' },
    { label: 'Giới tính:', value: sexWord(owner), field: 'owner_gender', at: 0.72 },
  );
  form.put(
    { label: 'Ngày, tháng, năm sinh:', value: slashDate(owner.born), field: 'owner_birth_date' },
    { label: 'Dân tộc:', value: owner.ethnicity, field: 'owner_ethnicity', at: 0.48 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'owner_nationality', at: 0.72 },
  );
  form.put({ label: 'Số định danh cá nhân:', value: owner.personalId, field: 'owner_identity_number' });
  form.put({ label: 'Địa chỉ thường trú:', value: registered(owner.address), field: 'owner_residence' });
  form.put({ label: 'Địa chỉ liên lạc:', value: registered(owner.address), field: 'owner_contact_address' });
  signingBlock(
    sheet,
    146,
    Math.min(form.y + 3, 244),
    86,
    { ...style, leading: 1.2 },
    {
      authority: random.pick([['TRƯỞNG PHÒNG'], ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG']]),
      name: signerOf(random),
      nameField: 'signer_name',
      seal: { ...committeeSeal(seat.place), upper: 'PHÒNG KINH TẾ' },
    },
    random.branch('signature'),
    look,
  );
  draft.value('owner_birth_date', isoDate(owner.born));
  draft.value('business_capital', String(capital));
  draft.value('business_capital_in_words', String(capital));
  draft.value('business_lines', chosen.map(([text, code]) => `${text} (${code})`).join('; '));
  return { type: 'household_business_registration', draft, format: 'A4' };
}

export const fifthHouseholdBusinesses: readonly RoundTemplate[] = [
  { name: 'commune since 2025, the owner’s number as its code', draw: household },
];
