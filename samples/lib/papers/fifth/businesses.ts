import { Draft } from '../../draft.ts';
import { inventTaxCode } from '../../identifiers.ts';
import { type Person, sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import type { Sheet, Style } from '../../sheet.ts';
import { addDays, capitalised, type Day, grouped, inWords, isoDate, longDate, slashDate } from '../../words.ts';
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
import { centred } from './page.ts';
import { personOf, provinceLine, seatOf, signerOf } from './people.ts';

export const inDong = (amount: number): string => `${capitalised(inWords(amount))} đồng`;
const streets = ['Lê Duẩn', 'Nguyễn Tất Thành', 'Phan Đăng Lưu', 'Hoàng Sa', 'Quốc lộ 4C'];
const ascii = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/Đ/g, 'D');
/** `Xã A, Tỉnh B, Việt Nam`, as the national register writes units. */
export const registered = (text: string): string =>
  `${text.replace(/(^|, )(xã|phường|thị trấn|đặc khu|huyện|quận|tỉnh|thành phố)/g, (_, comma: string, kind: string) => comma + upper(kind[0]!) + kind.slice(1))}, Việt Nam`;

/** `Đăng ký lần đầu, ngày …` and, when changed, `Đăng ký thay đổi lần thứ: 2, ngày …`. */
export function registrations(
  draft: Draft,
  sheet: Sheet,
  y: number,
  first: Day,
  changes: number,
  changed: Day,
  style: Style,
): void {
  centred(
    sheet,
    y,
    [
      { text: 'Đăng ký lần đầu, ', italic: true },
      { text: longDate(first), italic: true, field: 'first_registration_date' },
    ],
    style,
  );
  draft.value('first_registration_date', isoDate(first));
  if (changes === 0) return;
  centred(
    sheet,
    y + 5.8,
    [
      { text: 'Đăng ký thay đổi lần thứ: ', italic: true },
      { text: String(changes), italic: true, field: 'change_number' },
      { text: ', ', italic: true },
      { text: longDate(changed), italic: true, field: 'change_date' },
    ],
    style,
  );
  draft.value('change_date', isoDate(changed));
}

const cardOf = (person: Person, at: Day) =>
  isoDate(at) < '2024-09-01'
    ? {
        kind: 'Thẻ căn cước công dân',
        issued: isoDate(person.idIssued) < isoDate(at) ? person.idIssued : addDays(at, -60),
        issuer: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội',
      }
    : { kind: 'Thẻ căn cước', issued: addDays(at, -40), issuer: 'Bộ Công an' };

/** One-member company (TT 01/2021, Phụ lục IV-2): owner and representative under the same labels, every second time two people. */
async function company(random: Chance, look: Look): Promise<Paper> {
  const first = addDays({ year: 2021, month: 5, day: 10 }, random.int(0, 1900));
  const changes = random.maybe(0.5) ? random.int(1, 5) : 0;
  const seat = seatOf(random, first);
  const owner = personOf(random, { bornFrom: 1960, bornTo: 1996, levels: seat.levels, home: seat.place });
  const head = random.maybe(0.5) ? owner : personOf(random, { bornFrom: 1965, bornTo: 1998, levels: seat.levels });
  const capital = random.pick([500, 900, 1900, 2500, 6800, 15_000, 20_000]) * 1_000_000;
  const [trade, english] = random.pick([
    ['THƯƠNG MẠI DỊCH VỤ', 'TRADING SERVICE'],
    ['NÔNG SẢN', 'AGRICULTURAL PRODUCTS'],
    ['DU LỊCH VÀ VẬN TẢI', 'TRAVEL AND TRANSPORT'],
    ['XÂY LẮP ĐIỆN', 'ELECTRICAL CONSTRUCTION'],
  ] as const);
  const brand = random.pick(['HÀ GIANG XANH', 'KHÁNH LINH', 'BA TRI', 'ĐĂK TỜ RE', 'MINH QUÂN 68', 'SAO ĐỎ']);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12, 10.2), leading: 1.25 };
  const office = isoDate(first) < '2025-03-01' ? 'SỞ KẾ HOẠCH VÀ ĐẦU TƯ' : 'SỞ TÀI CHÍNH';
  const bottom = agency(
    sheet,
    60,
    17,
    84,
    [office, provinceLine(seat.place)],
    ['PHÒNG ĐĂNG KÝ KINH DOANH'],
    look.family,
    11,
    { own: 'issuer' },
  );
  motto(sheet, 149, 17, look.family, 11);
  const title: Style = { ...style, sizePt: 13.8, bold: true };
  centred(sheet, bottom + 11, 'GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP', title);
  centred(sheet, bottom + 17, 'CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN', title);
  centred(
    sheet,
    bottom + 24,
    [
      { text: 'Mã số doanh nghiệp: ', bold: true },
      { text: inventTaxCode(random), bold: true, field: 'enterprise_code' },
    ],
    style,
  );
  registrations(draft, sheet, bottom + 29.8, first, changes, addDays(first, random.int(30, 160)), style);
  const form = new Column(sheet, 25, bottom + 43, 164, style, { between: 0.1 });
  form.head('1. Tên công ty', 0);
  form.put({
    label: 'Tên công ty viết bằng tiếng Việt:',
    value: `CÔNG TY TNHH MỘT THÀNH VIÊN ${trade} ${brand}`,
    field: 'company_name',
  });
  form.put({
    label: 'Tên công ty viết bằng tiếng nước ngoài:',
    value: `${ascii(brand)} ${english} ONE MEMBER COMPANY LIMITED`,
    field: 'company_name_foreign',
  });
  const short = random.maybe(0.5);
  form.put({
    label: 'Tên công ty viết tắt:',
    value: short ? `${ascii(brand)} CO., LTD` : '',
    ...(short ? { field: 'company_name_short' } : {}),
  });
  form.head('2. Địa chỉ trụ sở chính', 0);
  form.say([
    {
      text: `Số ${random.int(2, 410)}, đường ${random.pick(streets)}, ${registered(seat.text)}`,
      field: 'head_office_address',
    },
  ]);
  form.put(
    {
      label: 'Điện thoại:',
      value: `0${random.pick(['90', '98', '35', '77', '86'])}${random.digits(7)}`,
      field: 'phone',
    },
    { label: 'Fax:', value: '', at: 0.5 },
  );
  form.put({ label: 'Email:', value: '' }, { label: 'Website:', value: '', at: 0.5 });
  form.say([
    { text: '3. Vốn điều lệ: ', bold: true },
    { text: `${grouped(capital)} đồng`, field: 'charter_capital' },
    { text: '.' },
  ]);
  form.say([
    { text: 'Bằng chữ: ', italic: true },
    { text: inDong(capital), italic: true, field: 'charter_capital_in_words' },
    { text: '.', italic: true },
  ]);
  const told = (person: Person, prefix: 'owner' | 'representative'): void => {
    const card = cardOf(person, first);
    const of = (name: string): { readonly field?: string } =>
      prefix === 'owner' ? (name === 'name' ? { field: 'owner_name' } : {}) : { field: `representative_${name}` };
    form.put(
      {
        label: prefix === 'owner' ? 'Họ và tên:' : '* Họ và tên:',
        value: upper(person.name),
        ...of('name'),
      },
      { label: 'Giới tính:', value: sexWord(person), ...of('gender'), at: 0.7 },
    );
    if (prefix === 'representative')
      form.put({
        label: 'Chức danh:',
        value: random.pick(['Giám đốc', 'Chủ tịch công ty kiêm Giám đốc']),
        ...of('title'),
      });
    form.put(
      { label: 'Sinh ngày:', value: slashDate(person.born), ...of('birth_date') },
      { label: 'Dân tộc:', value: person.ethnicity, ...of('ethnicity'), at: 0.36 },
      { label: 'Quốc tịch:', value: 'Việt Nam', ...of('nationality'), at: 0.66 },
    );
    form.put({ label: 'Loại giấy tờ pháp lý của cá nhân:', value: card.kind, ...of('identity_type') });
    form.put({ label: 'Số giấy tờ pháp lý của cá nhân:', value: person.personalId, ...of('identity_number') });
    form.put(
      { label: 'Ngày cấp:', value: slashDate(card.issued), ...of('identity_issue_date') },
      { label: 'Nơi cấp:', value: card.issuer, ...of('identity_issuer'), at: 0.32 },
    );
    form.put({ label: 'Địa chỉ thường trú:', value: registered(person.address), ...of('residence') });
    form.put({ label: 'Địa chỉ liên lạc:', value: registered(person.address), ...of('contact_address') });
    if (prefix === 'representative') {
      draft.value('representative_birth_date', isoDate(person.born));
      draft.value('representative_identity_issue_date', isoDate(card.issued));
    }
  };
  form.head('4. Thông tin về chủ sở hữu', 0);
  told(owner, 'owner');
  form.head('5. Người đại diện theo pháp luật của công ty', 0);
  told(head, 'representative');
  let [last, y] = [sheet, form.y + 2];
  if (y > 248) {
    last = draft.sheet();
    y = 24;
  }
  signingBlock(
    last,
    148,
    y,
    78,
    { ...style, leading: 1.2 },
    {
      authority: random.pick([['TRƯỞNG PHÒNG'], ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG']]),
      name: signerOf(random),
      nameField: 'signer_name',
      seal: { ...committeeSeal(seat.place), upper: 'PHÒNG ĐĂNG KÝ KINH DOANH' },
    },
    random.branch('signature'),
    look,
  );
  draft.value('charter_capital', String(capital));
  draft.value('charter_capital_in_words', String(capital));
  return { type: 'enterprise_registration', draft, format: 'A4' };
}

export const fifthEnterprises: readonly RoundTemplate[] = [
  { name: 'one-member company, owner and representative under the same labels', draw: company },
];
