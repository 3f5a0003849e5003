import { inventTaxCode } from '../../../../samples/lib/identifiers.ts';
import { commonName, commonPerson } from '../../../../samples/lib/papers/unseen/people.ts';
import { type Person, sexWord } from '../../../../samples/lib/people.ts';
import { type Chance, chance } from '../../../../samples/lib/random.ts';
import { addDays, type Day, isoDate, longDate } from '../../../../samples/lib/words.ts';
import { beside, centred, type Item, PAGE, rows, type Sheet } from '../civil-forms/rows.ts';
import { drawStyle } from '../civil-forms/style.ts';

/** A certificate, card or form of an office as lines of text, with every value that is printed on it. */
export interface Form {
  readonly type: string;
  readonly lines: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

/** Wordings of forms of many years; a paper draws one of each. */
const wordings = {
  name: ['Họ và tên', 'Họ, chữ đệm và tên', 'Họ tên', 'Họ, chữ đệm, tên'],
  sex: ['Giới tính'],
  born: ['Ngày, tháng, năm sinh', 'Sinh ngày', 'Ngày sinh'],
  people: ['Dân tộc'],
  country: ['Quốc tịch'],
  number: [
    'Số định danh cá nhân',
    'Số giấy tờ pháp lý của cá nhân',
    'Số CCCD',
    'CCCD số',
    'Căn cước công dân số',
    'Số căn cước công dân',
    'Số định danh cá nhân/CMND',
    'Số CMND/CCCD',
  ],
  home: ['Nơi thường trú', 'Địa chỉ thường trú', 'Nơi đăng ký hộ khẩu thường trú', 'Hộ khẩu thường trú'],
  stay: ['Địa chỉ liên lạc', 'Chỗ ở hiện tại', 'Nơi ở hiện nay', 'Địa chỉ liên hệ'],
  birthplace: ['Nơi sinh'],
  status: ['Tình trạng án tích', 'Về tình trạng án tích'],
  company: ['Tên công ty viết bằng tiếng Việt', 'Tên doanh nghiệp', 'Tên doanh nghiệp bằng tiếng Việt', 'Tên công ty'],
  seat: ['Địa chỉ trụ sở chính', 'Trụ sở chính'],
  capital: ['Vốn điều lệ', 'Tổng vốn điều lệ'],
  shop: ['Tên hộ kinh doanh', 'Tên cơ sở kinh doanh', 'Tên hộ kinh doanh viết bằng tiếng Việt'],
  place: ['Địa chỉ trụ sở', 'Địa điểm kinh doanh', 'Địa chỉ kinh doanh', 'Nơi kinh doanh'],
  funds: ['Vốn kinh doanh', 'Tổng vốn kinh doanh', 'Số vốn đăng ký'],
  parcel: ['Thửa đất số', 'Số thửa', 'Số thửa đất', 'Số hiệu thửa đất'],
  sheet: ['Tờ bản đồ số', 'Số tờ bản đồ', 'Số hiệu tờ bản đồ'],
  ground: ['Địa chỉ thửa đất', 'Địa chỉ'],
  area: ['Diện tích', 'Diện tích thửa đất', 'Diện tích đất'],
  term: ['Thời hạn sử dụng', 'Thời hạn sử dụng đất'],
  origin: ['Nguồn gốc sử dụng', 'Nguồn gốc sử dụng đất', 'Nguồn gốc đất'],
  applicant: ['Tôi tên là', 'Họ và tên người đề nghị', 'Tên tôi là', 'Họ và tên người làm đơn'],
  declarant: ['Họ, chữ đệm, tên người yêu cầu', 'Họ và tên người khai', 'Họ và tên'],
  wish: ['Nội dung đề nghị', 'Nội dung yêu cầu', 'Nội dung đơn'],
} as const;
type Wording = keyof typeof wordings;

interface Draft extends Sheet {
  readonly random: Chance;
  readonly issued: Day;
  readonly person: Person;
  readonly item: (wording: Wording, value: string, field: string, more?: Partial<Item>) => Item;
}

function begin(seed: string): Draft {
  const random = chance(seed);
  const style = drawStyle(random);
  const issued = addDays({ year: random.pick([2018, 2021, 2023, 2025]), month: 8, day: 1 }, random.int(0, 400));
  return {
    random,
    style,
    count: { rows: 0 },
    fields: {},
    issued,
    person: commonPerson(random),
    item: (wording, value, field, more = {}) => ({ label: random.pick(wordings[wording]), value, field, ...more }),
  };
}

const shown = ({ style }: Draft, name: string): string => (style.capitals ? name.toUpperCase() : name);
const day = (draft: Draft, wording: Wording, date: Day, field: string): Item =>
  draft.item(wording, draft.style.date(date), field, { normal: isoDate(date) });

const motto = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'] as const;

/** The head of an agency of one to three levels beside the motto, with its number and day where it has them. */
function head(draft: Draft, agency: readonly string[], issuer: string, number: string | null): string[] {
  const { issued, fields } = draft;
  fields.issuer = issuer;
  if (number !== null) Object.assign(fields, { number, issue_date: isoDate(issued) });
  const left = number === null ? agency : [...agency, `Số: ${number}`];
  const fill = Array.from({ length: Math.max(0, left.length - 3) }, () => '');
  const right = [...motto, ...fill, ...(number === null ? [] : [`Hà Nội, ${longDate(issued)}`])];
  return beside(
    left.map((text) => centred(text, 38)),
    right.map((text) => centred(text, PAGE - 42)),
    42,
  );
}

function signed({ random, fields }: Draft, titles: readonly string[], field = 'signer_name'): string[] {
  const name = commonName(random, random.maybe(0.6));
  fields[field] = name;
  return ['', ...[...titles, '', '', name].map((text) => centred(text, 40, PAGE - 44))];
}

/** Data of a person as companies and households print them. */
const personal = (draft: Draft, prefix: string): Item[] => {
  const { person } = draft;
  return [
    draft.item('name', shown(draft, person.name), `${prefix}_name`),
    draft.item('sex', sexWord(person), `${prefix}_gender`, { short: true }),
    day(draft, 'born', person.born, `${prefix}_birth_date`),
    draft.item('people', person.ethnicity, `${prefix}_ethnicity`, { short: true }),
    draft.item('country', 'Việt Nam', `${prefix}_nationality`, { short: true }),
    draft.item('number', person.personalId, `${prefix}_identity_number`),
    draft.item('home', person.address, `${prefix}_residence`),
    draft.item('stay', person.address, `${prefix}_contact_address`),
  ];
};

function record(draft: Draft): string[] {
  const { random, person } = draft;
  const [agency, issuer] = random.pick<readonly [readonly string[], string]>([
    [['UBND TỈNH CÀ MAU', 'SỞ TƯ PHÁP'], 'SỞ TƯ PHÁP'],
    [['BỘ CÔNG AN', 'CÔNG AN TỈNH CÀ MAU'], 'CÔNG AN TỈNH CÀ MAU'],
    [['ỦY BAN NHÂN DÂN', 'TỈNH LÂM ĐỒNG', 'SỞ TƯ PHÁP'], 'SỞ TƯ PHÁP'],
  ]);
  const form = random.pick(['1', '2']);
  draft.fields.form_number = form;
  return [
    ...head(draft, agency, issuer, `${random.int(1, 9000)}/${random.pick(['STP-LLTP', 'LLTP'])}`),
    '',
    centred(`PHIẾU LÝ LỊCH TƯ PHÁP SỐ ${form}`),
    ...rows(draft, [
      draft.item('name', shown(draft, person.name), 'full_name'),
      draft.item('sex', sexWord(person), 'gender', { short: true }),
      day(draft, 'born', person.born, 'birth_date'),
      draft.item('birthplace', person.address, 'birth_place'),
      draft.item('country', 'Việt Nam', 'nationality', { short: true }),
      draft.item('home', person.address, 'residence'),
      draft.item('number', person.personalId, 'identity_number'),
      draft.item('status', random.pick(['Không có án tích', 'Có án tích']), 'criminal_status'),
    ]),
    ...signed(draft, ['GIÁM ĐỐC']),
  ];
}

const amount = ({ random }: Draft): [string, string] => {
  const millions = random.int(1, 90) * 10;
  return [`${millions}.000.000 ${random.pick(['đồng', 'VNĐ'])}`, `${millions}000000`];
};

function company(draft: Draft): string[] {
  const { random, person, fields, issued } = draft;
  const [written, normal] = amount(draft);
  const code = inventTaxCode(random);
  Object.assign(fields, { enterprise_code: code, first_registration_date: isoDate(issued) });
  return [
    ...head(
      draft,
      random.pick([
        ['SỞ KẾ HOẠCH VÀ ĐẦU TƯ', 'TỈNH NGHỆ AN', 'PHÒNG ĐĂNG KÝ KINH DOANH'],
        ['SỞ TÀI CHÍNH TỈNH NGHỆ AN', 'PHÒNG ĐĂNG KÝ KINH DOANH'],
      ]),
      'PHÒNG ĐĂNG KÝ KINH DOANH',
      null,
    ),
    centred('GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP'),
    centred('CÔNG TY TRÁCH NHIỆM HỮU HẠN'),
    centred(`Mã số doanh nghiệp: ${code}`),
    centred(`${random.pick(['Đăng ký lần đầu, ', 'Đăng ký lần đầu: ', 'Cấp lần đầu '])}${longDate(issued)}`),
    ...rows(draft, [
      draft.item('company', 'CÔNG TY TNHH XÂY DỰNG VÀ THƯƠNG MẠI HÒA BÌNH', 'company_name'),
      draft.item('seat', `${person.address}, Việt Nam`, 'head_office_address'),
      draft.item('capital', written, 'charter_capital', { normal }),
    ]),
    random.pick(['4. Người đại diện theo pháp luật của công ty', 'Người đại diện theo pháp luật:']),
    ...rows(draft, personal(draft, 'representative')),
    ...signed(draft, ['TRƯỞNG PHÒNG']),
  ];
}

function household(draft: Draft): string[] {
  const { random, person, fields, issued } = draft;
  const [written, normal] = amount(draft);
  const code = random.pick(['41A8000123', '01C8012345']);
  Object.assign(fields, { business_code: code, first_registration_date: isoDate(issued) });
  return [
    ...head(draft, ['UBND HUYỆN THẠCH HÀ', 'PHÒNG TÀI CHÍNH - KẾ HOẠCH'], 'PHÒNG TÀI CHÍNH - KẾ HOẠCH', null),
    centred('GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH'),
    centred(`${random.pick(['Mã số: ', 'Số: ', 'Mã số hộ kinh doanh: '])}${code}`),
    centred(`Đăng ký lần đầu, ${longDate(issued)}`),
    ...rows(draft, [
      draft.item('shop', 'HỘ KINH DOANH TẠP HÓA MINH TÂM', 'business_name'),
      draft.item('place', person.address, 'business_address'),
      draft.item('funds', written, 'business_capital', { normal }),
    ]),
    random.pick(['5. Chủ hộ kinh doanh', 'Thông tin về chủ hộ kinh doanh:', 'V. THÔNG TIN CHỦ HỘ KINH DOANH']),
    ...rows(draft, personal(draft, 'owner')),
    ...signed(draft, ['TRƯỞNG PHÒNG']),
  ];
}

function land(draft: Draft, isNew: boolean): string[] {
  const { random, person, fields, issued } = draft;
  const serial = `AA ${random.digits(isNew ? 8 : 6)}`;
  Object.assign(fields, { serial_number: serial, issue_date: isoDate(issued) });
  const size = random.int(50, 900);
  const [anchor, below] = isNew
    ? ['1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:', '2. Thông tin thửa đất:']
    : [random.pick(['I. Người sử dụng đất', 'I- TÊN NGƯỜI SỬ DỤNG ĐẤT']), 'II. Thửa đất được quyền sử dụng'];
  const authority = isNew ? 'VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI TỈNH CÀ MAU' : 'ỦY BAN NHÂN DÂN HUYỆN THẠCH HÀ';
  fields.issuer = authority;
  const titles = isNew
    ? ['GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU', 'TÀI SẢN GẮN LIỀN VỚI ĐẤT']
    : ['GIẤY CHỨNG NHẬN', 'QUYỀN SỬ DỤNG ĐẤT'];
  return [
    ...[...motto, '', ...titles].map((text) => centred(text)),
    anchor,
    ...rows(draft, [
      {
        label: random.pick(['Họ và tên', person.male ? 'Ông' : 'Bà', 'Ông/Bà']),
        value: person.name.toUpperCase(),
        field: 'owner_name',
      },
      draft.item('number', person.personalId, 'owner_identity_number'),
      draft.item('home', person.address, 'owner_address'),
    ]),
    below,
    ...rows(draft, [
      draft.item('parcel', String(random.int(1, 900)), 'parcel_number', { short: true }),
      draft.item('sheet', String(random.int(1, 90)), 'map_sheet_number', { short: true }),
      draft.item('ground', person.address, 'parcel_address'),
      draft.item('area', `${size} m²`, 'area', { normal: String(size) }),
      isNew
        ? { label: 'Loại đất', value: 'Đất ở tại nông thôn', field: 'land_type' }
        : { label: 'Mục đích sử dụng', value: 'Đất trồng cây lâu năm', field: 'use_purpose' },
      draft.item('term', random.pick(['Lâu dài', 'Đến ngày 15/10/2043']), 'use_term'),
      draft.item('origin', 'Nhà nước giao đất có thu tiền sử dụng đất', 'use_origin'),
    ]),
    ...(isNew ? ['3. Thông tin tài sản gắn liền với đất: -/-'] : ['III. Tài sản gắn liền với đất: Không']),
    centred(`Cà Mau, ${longDate(issued)}`, 40, PAGE - 44),
    ...signed(draft, isNew ? [authority, 'GIÁM ĐỐC'] : [`TM. ${authority}`, 'CHỦ TỊCH']),
    `${random.pick(['Số phát hành: ', 'Số seri: '])}${serial}`,
  ];
}

function request(draft: Draft, type: string): string[] {
  const { random, person, fields, issued } = draft;
  const declares = type === 'declaration';
  const title = declares
    ? random.pick(['TỜ KHAI ĐĂNG KÝ TẠM TRÚ', 'TỜ KHAI ĐỀ NGHỊ TRỢ GIÚP XÃ HỘI'])
    : random.pick(['ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP XÂY DỰNG', 'ĐƠN XIN XÁC NHẬN NHÂN KHẨU']);
  const [addressee, lines] = random.pick<readonly [string, readonly string[]]>([
    ['Ủy ban nhân dân xã Mỹ Lộc', ['Kính gửi: Ủy ban nhân dân xã Mỹ Lộc']],
    ['Công an phường Tân Thành', ['Kính gửi (1): Công an phường Tân Thành']],
    ['- Công an tỉnh; - Công an xã', ['Kính gửi:', '- Công an tỉnh;', '- Công an xã.']],
  ]);
  Object.assign(fields, { title, addressee, made_date: isoDate(issued) });
  return [
    ...[...motto, '', title].map((text) => centred(text)),
    ...lines.map((text) => `          ${text}`),
    ...rows(draft, [
      draft.item(declares ? 'declarant' : 'applicant', shown(draft, person.name), 'full_name'),
      day(draft, 'born', person.born, 'birth_date'),
      draft.item('sex', sexWord(person), 'gender', { short: true }),
      draft.item('number', person.personalId, 'personal_id'),
      draft.item('home', person.address, 'residence'),
      draft.item('wish', 'Xác nhận tôi đang cư trú tại địa phương', 'request'),
    ]),
    random.pick(['Tôi cam đoan lời khai trên là đúng sự thật.', 'Kính mong quý cơ quan xem xét, giải quyết.']),
    centred(`Mỹ Lộc, ${longDate(issued)}`, 40, PAGE - 44),
    ...signed(draft, [random.pick(['Người làm đơn', 'NGƯỜI KHAI', 'Người yêu cầu'])], 'applicant_name'),
  ];
}

const drawers: Readonly<Record<string, (draft: Draft) => string[]>> = {
  criminal_record: record,
  enterprise_registration: company,
  household_business_registration: household,
  land_use_right_old: (draft) => land(draft, false),
  land_use_right_new: (draft) => land(draft, true),
  application: (draft) => request(draft, 'application'),
  declaration: (draft) => request(draft, 'declaration'),
};

export const officeTypes: readonly string[] = Object.keys(drawers);

/** A form of the type that nobody has described: the same seed gives the same one. */
export function drawForm(type: string, seed: string): Form {
  const draft = begin(`${seed}/${type}`);
  const lines = drawers[type]?.(draft) ?? [];
  return { type, lines, fields: draft.fields };
}
