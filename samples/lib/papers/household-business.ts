import { Draft } from '../draft.ts';
import { inventName, inventPerson, type Person, sexWord } from '../people.ts';
import { inventAddress, inventPlace } from '../places.ts';
import type { Chance } from '../random.ts';
import type { Style } from '../sheet.ts';
import { addDays, capitalised, grouped, inWords, isoDate, longDate, slashDate } from '../words.ts';
import {
  agency,
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

/** Code and name of its line of business (VSIC). */
const lines = [
  [
    '4711',
    'Bán lẻ lương thực, thực phẩm, đồ uống, thuốc lá, thuốc lào chiếm tỷ trọng lớn trong các cửa hàng kinh doanh tổng hợp',
  ],
  ['5610', 'Nhà hàng và các dịch vụ ăn uống phục vụ lưu động'],
  ['4773', 'Bán lẻ hàng hóa khác mới trong các cửa hàng chuyên doanh'],
  ['9631', 'Cắt tóc, làm đầu, gội đầu'],
  ['4520', 'Bảo dưỡng, sửa chữa ô tô và xe có động cơ khác'],
  ['1071', 'Sản xuất các loại bánh từ bột'],
  ['4752', 'Bán lẻ đồ ngũ kim, sơn, kính và thiết bị lắp đặt khác trong xây dựng'],
  ['5630', 'Dịch vụ phục vụ đồ uống'],
] as const;
const trades: Readonly<Record<string, string>> = {
  '4711': 'TẠP HÓA',
  '5610': 'QUÁN ĂN',
  '4773': 'CỬA HÀNG HOA',
  '9631': 'TIỆM TÓC',
  '4520': 'GARA SỬA XE',
  '1071': 'TIỆM BÁNH',
  '4752': 'CỬA HÀNG VẬT LIỆU',
  '5630': 'QUÁN CÀ PHÊ',
};

const templates = [
  { name: 'commune, numbered, table of lines', set: 'build' },
  { name: 'finance division, bold labels, no table', set: 'build' },
  { name: 'sans, dotted, two columns of identity', set: 'holdout' },
] as const;

export async function drawHouseholdBusiness(random: Chance, look: Look, given?: Person): Promise<Paper> {
  const commune = inventPlace(random);
  const owner = given ?? inventPerson(random, { home: commune, bornTo: 1999 });
  const place = owner.home;
  const first = addDays({ year: 2025, month: 7, day: 15 }, random.int(0, 420));
  const changes = random.maybe(0.4) ? random.int(1, 3) : 0;
  const changed = addDays(first, random.int(20, 60));
  const capital = random.int(4, 120) * 5_000_000;
  const chosen = random.shuffled(lines).slice(0, random.int(1, 3));
  const name = `HỘ KINH DOANH ${trades[chosen[0]![0]]} ${upper(owner.name.split(' ').slice(-2).join(' '))}`;
  const address = inventAddress(random, place, 2);
  const phone = `09${random.digits(8)}`;
  const signer = inventName(random, random.maybe(0.6));
  const finance = look.template === 1;

  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 13 : 11, leading: 1.36 };
  const filling: Filling = { bold: look.template === 0, dotted: look.template === 2, between: 0.9 };
  sheet.box({ x: 12, y: 12, width: 186, height: 273 }, { widthMm: 0.7 });
  sheet.box({ x: 13.4, y: 13.4, width: 183.2, height: 270.2 }, { widthMm: 0.25 });
  const own = finance ? ['PHÒNG KINH TẾ'] : ['ỦY BAN NHÂN DÂN', upper(place.communeFull)];
  const parent = finance ? [`UBND ${upper(place.communeFull)}`] : [];
  agency(sheet, 58, 24, 72, parent, own, look.family, 12, { own: 'issuer' });
  motto(sheet, 143, 24, look.family, 11.5);
  sheet.block();
  let y = 52;
  sheet.line(
    0,
    y,
    'GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH',
    { ...style, sizePt: 16, bold: true },
    { align: 'center', width: 210 },
  );
  y += 8;
  sheet.line(
    0,
    y,
    [
      { text: 'Mã số hộ kinh doanh: ', bold: true },
      { text: owner.personalId, bold: true, field: 'business_code' },
    ],
    style,
    { align: 'center', width: 210 },
  );
  y += 6.5;
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
  if (changes > 0) {
    y += 6;
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
  }
  y += 10;
  sheet.block();
  const left = 24;
  const width = 164;
  const put = (...cells: Parameters<typeof row>[4]) => {
    y = row(sheet, left, y, width, cells, style, filling);
  };
  put({ label: '1. Tên hộ kinh doanh viết bằng tiếng Việt:', value: name, field: 'business_name' });
  put({ label: '2. Địa chỉ trụ sở hộ kinh doanh:', value: address, field: 'business_address' });
  put({ label: 'Điện thoại:', value: phone, field: 'phone' }, { label: 'Fax:', value: '', at: 0.5 });
  sheet.block();
  put({ label: '3. Ngành, nghề kinh doanh:', value: '' });
  if (look.template === 1) {
    for (const [index, [code, text]] of chosen.entries())
      y = sheet.paragraph(
        left + 6,
        y,
        width - 6,
        [{ text: `- ${text}${index === 0 ? ' (Chính)' : ''}; mã ngành: ${code}`, field: 'business_lines' }],
        style,
      );
    y += 1;
  } else {
    const columns = [0, 14, 118, 150, 164];
    const cell: Style = { ...style, sizePt: style.sizePt - 1.5, leading: 1.22 };
    const top = y - 4.2;
    let bottom = top;
    const rows = [
      ['STT', 'Tên ngành', 'Mã ngành', ''] as const,
      ...chosen.map(
        ([code, text], index) => [String(index + 1), `${text}${index === 0 ? ' (Chính)' : ''}`, code, ''] as const,
      ),
    ];
    sheet.rule(left, top, left + 150, top, 0.2);
    for (const [index, cells] of rows.entries()) {
      const baseline = bottom + 5;
      let deep = baseline;
      for (let column = 0; column < 3; column++) {
        sheet.block();
        const field = index > 0 && column > 0 ? { field: 'business_lines' } : {};
        deep = Math.max(
          deep,
          sheet.paragraph(
            left + columns[column]! + 1.5,
            baseline,
            columns[column + 1]! - columns[column]! - 3,
            [{ text: cells[column]!, bold: index === 0, ...field }],
            cell,
            {
              align: index === 0 || column !== 1 ? 'center' : 'left',
            },
          ) - sheet.step(cell),
        );
      }
      bottom = deep + 2.2;
      sheet.rule(left, bottom, left + 150, bottom, 0.2);
    }
    for (const column of columns.slice(0, 4)) sheet.rule(left + column, top, left + column, bottom, 0.2);
    y = bottom + 7;
  }
  sheet.block();
  put({ label: '4. Vốn kinh doanh:', value: `${grouped(capital)} đồng`, field: 'business_capital' });
  put({ label: 'Bằng chữ:', value: `${capitalised(inWords(capital))} đồng`, field: 'business_capital_in_words' });
  sheet.block();
  if (look.template === 2) put({ label: '5. Thông tin về chủ hộ kinh doanh', value: '' });
  put(
    {
      label: look.template === 2 ? 'Họ, chữ đệm và tên:' : '5. Họ và tên chủ hộ kinh doanh:',
      value: upper(owner.name),
      field: 'owner_name',
    },
    { label: 'Giới tính:', value: sexWord(owner), field: 'owner_gender', at: 0.74 },
  );
  put(
    { label: 'Sinh ngày:', value: slashDate(owner.born), field: 'owner_birth_date' },
    { label: 'Dân tộc:', value: owner.ethnicity, field: 'owner_ethnicity', at: 0.4 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'owner_nationality', at: 0.68 },
  );
  put({
    label: 'Loại giấy tờ pháp lý của cá nhân:',
    value: random.pick(['Căn cước công dân', 'Thẻ căn cước công dân']),
    field: 'owner_identity_type',
  });
  put({ label: 'Số giấy tờ pháp lý của cá nhân:', value: owner.personalId, field: 'owner_identity_number' });
  put(
    { label: 'Ngày cấp:', value: slashDate(owner.idIssued), field: 'owner_identity_issue_date' },
    { label: 'Nơi cấp:', value: 'Cục Cảnh sát QLHC về TTXH', field: 'owner_identity_issuer', at: 0.4 },
  );
  put({
    label: look.template === 2 ? 'Nơi thường trú:' : 'Địa chỉ thường trú:',
    value: owner.address,
    field: 'owner_residence',
  });
  put({ label: 'Địa chỉ liên lạc:', value: owner.address, field: 'owner_contact_address' });
  draft.value('first_registration_date', isoDate(first));
  draft.value('change_date', isoDate(changed));
  draft.value('owner_birth_date', isoDate(owner.born));
  draft.value('owner_identity_issue_date', isoDate(owner.idIssued));
  draft.value('business_capital', String(capital));
  draft.value('business_capital_in_words', String(capital));
  draft.value('business_lines', chosen.map(([code, text]) => `${text} (${code})`).join('; '));
  const places = signingBlock(
    sheet,
    146,
    Math.min(y + 3, 246),
    76,
    { ...style, leading: 1.25 },
    {
      authority: finance ? ['TRƯỞNG PHÒNG'] : ['TM. ỦY BAN NHÂN DÂN', random.pick(['CHỦ TỊCH', 'PHÓ CHỦ TỊCH'])],
      name: signer,
      nameField: 'signer_name',
      seal: committeeSeal(place),
    },
    random.branch('signature'),
    look,
  );
  return { type: 'household_business_registration', draft, format: 'A4', places };
}

export const householdBusiness: PaperMaker = {
  type: 'household_business_registration',
  templates,
  draw: drawHouseholdBusiness,
};
