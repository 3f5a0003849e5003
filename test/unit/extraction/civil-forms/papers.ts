import { personalId } from '../../../../samples/lib/identifiers.ts';
import { commonName, commonPerson, seatOn } from '../../../../samples/lib/papers/unseen/people.ts';
import type { Person as Someone } from '../../../../samples/lib/people.ts';
import { placeText } from '../../../../samples/lib/places.ts';
import { chance } from '../../../../samples/lib/random.ts';
import { addDays, type Day, dateInWords, isoDate, longDate, slashDate } from '../../../../samples/lib/words.ts';
import { couple, type Person } from './couples.ts';
import { beside, centred, type Item, PAGE, rows, type Sheet, wrapped } from './rows.ts';
import { drawStyle } from './style.ts';

/** A civil-status paper as lines of text, with every value that is printed on it. */
export interface Form {
  readonly type: string;
  readonly lines: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

/** Wordings of forms from 1998 to 2026; a paper draws one of each. */
const wordings = {
  name: ['Họ, chữ đệm, tên', 'Họ, chữ đệm và tên', 'Họ và tên', 'Họ tên', 'Họ, tên', 'Họ và tên khai sinh'],
  born: ['Ngày, tháng, năm sinh', 'Ngày sinh', 'Sinh ngày', 'Ngày tháng năm sinh', 'Ng. sinh', 'Sinh ngày, tháng, năm'],
  year: ['Năm sinh', 'Sinh năm'],
  words: ['ghi bằng chữ', 'Ghi bằng chữ', 'Bằng chữ', 'Viết bằng chữ'],
  sex: ['Giới tính', 'Nam, nữ', 'Nam/nữ', 'Phái'],
  birthplace: ['Nơi sinh', 'Nơi sinh ra', 'Sinh tại'],
  origin: ['Quê quán', 'Nguyên quán', 'Quê gốc'],
  number: ['Số định danh cá nhân', 'Số định danh', 'Số ĐDCN', 'Mã số định danh', 'Số định danh cá nhân (nếu có)'],
  home: [
    'Nơi cư trú',
    'Nơi thường trú',
    'Nơi đăng ký thường trú',
    'Nơi ĐKTT',
    'Nơi thường trú/tạm trú',
    'Chỗ ở hiện nay',
    'Nơi ở hiện tại',
    'Nơi ĐKHK thường trú',
    'Hộ khẩu thường trú',
    'Địa chỉ',
    'Thường trú tại',
    'Trú quán',
  ],
  paper: ['Giấy tờ tùy thân', 'Giấy tờ tuỳ thân', 'Số CMND/CCCD/Hộ chiếu', 'Số CMND/Hộ chiếu', 'Loại giấy tờ tùy thân'],
  office: ['Nơi đăng ký', 'Cơ quan đăng ký', 'Đăng ký tại', 'Đã đăng ký tại'],
  registered: ['Ngày, tháng, năm đăng ký', 'Ngày đăng ký', 'Đăng ký ngày'],
} as const;

type Wording = keyof typeof wordings;
const english: Readonly<Partial<Record<Wording, string>>> = {
  name: 'Full name',
  born: 'Date of birth',
  year: 'Year of birth',
  sex: 'Sex',
  birthplace: 'Place of birth',
  origin: 'Place of origin',
  number: 'Personal identification number',
  home: 'Place of residence',
  paper: 'Identity document',
};

/** One paper: its sheet, the day and the office, and how it words what is on it. */
interface Draft extends Sheet {
  readonly issued: Day;
  readonly registered: Day;
  readonly seat: ReturnType<typeof seatOn>;
  readonly item: (wording: Wording, value: string, field: string, more?: Partial<Item>) => Item;
}

function begin(seed: string): Draft {
  const random = chance(seed);
  const issued = addDays(
    { year: random.pick([2012, 2016, 2018, 2021, 2023, 2025]), month: 8, day: 1 },
    random.int(0, 450),
  );
  const chosen = new Map<Wording, string>();
  return {
    random,
    style: drawStyle(random),
    count: { rows: 0 },
    fields: {},
    issued,
    registered: addDays(issued, -random.int(0, 2000)),
    seat: seatOn(random, issued),
    item: (wording, value, field, more = {}) => {
      const label = chosen.get(wording) ?? (random.maybe(0.45) ? wordings[wording][0] : random.pick(wordings[wording]));
      chosen.set(wording, label);
      return { label, value, field, ...(english[wording] !== undefined && { english: english[wording] }), ...more };
    },
  };
}

const shown = ({ style }: Draft, name: string): string => (style.capitals ? name.toUpperCase() : name);
const dateItem = (draft: Draft, wording: Wording, day: Day, field: string): Item =>
  draft.item(wording, draft.style.date(day), field, { normal: isoDate(day) });
const short = (label: string, value: string, field: string, translated: string): Item => ({
  label,
  value,
  field,
  english: translated,
  short: true,
});
const lists = (person: Someone, prefix: string): Item[] => [
  short('Dân tộc', person.ethnicity, `${prefix}ethnicity`, 'Ethnic group'),
  short('Quốc tịch', 'Việt Nam', `${prefix}nationality`, 'Nationality'),
];

function identityPaper({ random }: Draft, person: Someone, at: Day): string {
  const day = slashDate(addDays(at, -random.int(100, 2000)));
  return at.year < 2021
    ? `CMND số ${person.oldId}, Công an ${person.home.provinceKind} ${person.home.province} cấp ngày ${day}`
    : random.pick([
        `CCCD số ${person.personalId}, Cục Cảnh sát QLHC về TTXH cấp ngày ${day}`,
        `Thẻ CCCD số ${person.personalId} cấp ngày ${day}`,
        `Thẻ căn cước số ${person.personalId}, Bộ Công an cấp ngày ${day}`,
      ]);
}

const motto = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'] as const;

/** The head with an agency, of two levels or three, its number and the day. */
function officeHead(draft: Draft, number: string, titles: readonly string[]): string[] {
  const { random, seat, issued, fields } = draft;
  const commune = seat.place.communeFull.toUpperCase();
  const province = `${seat.place.provinceKind} ${seat.place.province}`.toUpperCase();
  const above = [province, ...(seat.levels === 3 ? [seat.place.districtFull.toUpperCase()] : [])];
  const [agency, issuer] = random.pick<readonly [readonly string[], string]>([
    [['ỦY BAN NHÂN DÂN', commune], `ỦY BAN NHÂN DÂN ${commune}`],
    [['ỦY BAN NHÂN DÂN', commune, above.at(-1)!], `ỦY BAN NHÂN DÂN ${commune} ${above.at(-1)}`],
    [[...above, `UBND ${commune}`], `UBND ${commune}`],
    [[`ỦY BAN NHÂN DÂN ${commune}`], `ỦY BAN NHÂN DÂN ${commune}`],
  ]);
  Object.assign(fields, { number, issuer, issue_date: isoDate(issued) });
  const [line, dated] = [
    `${random.pick(['Số: ', 'Số: ', 'Số '])}${number}`,
    `${seat.place.commune}, ${longDate(issued)}`,
  ];
  const right = [...motto, ...Array.from({ length: Math.max(0, agency.length - 2) }, () => ''), dated];
  const below = random.maybe(0.3);
  return [
    ...beside(
      (below ? agency : [...agency, line]).map((text) => centred(text, 38)),
      right.map((text) => centred(text, PAGE - 42)),
      42,
    ),
    '',
    ...titles.map((title) => centred(title)),
    ...(below ? [centred(line)] : []),
    '',
  ];
}

/** The head of a certificate on a blank: no agency. */
function blankHead(draft: Draft, number: string, titles: readonly string[], book: string | null = null): string[] {
  const { random, seat, fields } = draft;
  Object.assign(fields, { number, ...(book !== null && { book_number: book }) });
  const line = `Số: ${number}`;
  const books = book === null ? '' : `Quyển số: ${book}`;
  const head = [...motto.map((text) => centred(text)), '', ...titles.map((title) => centred(title))];
  if (random.maybe(0.3))
    return [
      `Xã, phường: ${seat.place.commune}`.padEnd(68) + line,
      `Huyện, quận: ${seat.place.district}`.padEnd(68) + books,
      `Tỉnh, thành phố: ${seat.place.province}`,
      ...head,
      '',
    ];
  return [...head, centred(`${line}     ${books}`.trimEnd()), ''];
}

function signed({ random, fields }: Draft, title: string): string[] {
  const name = commonName(random, random.maybe(0.7));
  fields.signer_name = name;
  const titles = random.pick([
    [title, 'CHỦ TỊCH'],
    [title, '(Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)'],
    ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
  ]);
  return ['', ...titles.map((text) => centred(text, 46, 50)), '', '', centred(name, 46, 50)];
}

/** Where, under which number and when it was registered: in rows, or "Số: … ngày …" in one line. */
function registration(draft: Draft, event: string, number: string | null): string[] {
  const { random, registered, seat, fields, style } = draft;
  const place = `${random.pick(['Ủy ban nhân dân', 'Ủy ban nhân dân', 'UBND'])} ${seat.text}`;
  const labels = [
    `Nơi đăng ký ${event}`,
    `Đăng ký ${event} tại`,
    `Cơ quan đăng ký ${event}`,
    `Đã được đăng ký ${event} tại`,
  ];
  const where = draft.item(
    'office',
    place,
    'registration_place',
    random.maybe(0.7) ? { label: random.pick(labels) } : {},
  );
  if (number !== null && style.place === 'same' && style.colon === ':' && random.maybe(0.5)) {
    Object.assign(fields, { registration_number: number, registration_date: isoDate(registered) });
    const day = random.pick([`ngày ${slashDate(registered)}`, longDate(registered), `Ngày: ${slashDate(registered)}`]);
    return [...rows(draft, [where]), `Số: ${number}${random.pick(['     ', ', ', ' '])}${day}`];
  }
  const numbered: Item[] =
    number === null
      ? []
      : [
          {
            label: random.pick(['Số đăng ký', 'Đăng ký số']),
            value: number,
            field: 'registration_number',
            short: true,
          },
        ];
  const when = dateItem(draft, 'registered', registered, 'registration_date');
  return rows(draft, [where, ...numbered, random.maybe(0.3) ? { ...when, label: `Ngày đăng ký ${event}` } : when]);
}

const parent = (draft: Draft, person: Someone, prefix: string, roles: Omit<Person, 'items'>): Person => ({
  ...roles,
  items: [
    draft.item('name', shown(draft, person.name), `${prefix}full_name`),
    draft.item('year', String(person.born.year), `${prefix}birth_year`, { short: true }),
    ...lists(person, prefix),
    draft.item('home', person.address, `${prefix}residence`),
  ],
});

function birth(draft: Draft, extract: boolean): string[] {
  const { random, registered, seat, issued } = draft;
  const home = { home: seat.place, levels: seat.levels } as const;
  const born = addDays(registered, -random.int(3, 60));
  const father = commonPerson(random, { male: true, bornFrom: born.year - 40, bornTo: born.year - 20, ...home });
  const mother = commonPerson(random, { male: false, bornFrom: born.year - 38, bornTo: born.year - 19, ...home });
  const male = random.maybe(0.5);
  const child = [
    draft.item(
      'name',
      shown(draft, commonName(random, male)),
      'full_name',
      random.maybe(0.15) ? { label: 'Họ và tên người được khai sinh' } : {},
    ),
    dateItem(draft, 'born', born, 'birth_date'),
    draft.item('words', dateInWords(born), 'birth_date_in_words', { normal: isoDate(born) }),
    draft.item('sex', male ? 'Nam' : 'Nữ', 'gender', { short: true }),
    ...lists(father, ''),
    draft.item(
      'birthplace',
      random.pick([seat.text, `Trạm Y tế ${seat.text}`, `Bệnh viện Phụ sản, ${seat.text}`]),
      'birth_place',
    ),
    draft.item('origin', placeText(father.birthplace, seat.levels), 'place_of_origin'),
    ...(registered.year < 2016
      ? []
      : [draft.item('number', personalId(random, seat.place.provinceCode, male, born.year), 'personal_id')]),
  ];
  const [m, f] = [
    parent(draft, mother, 'mother_', {
      roles: ['người mẹ', 'mẹ', 'của mẹ', 'của người mẹ'],
      before: 'Mẹ',
      headings: ['NGƯỜI MẸ', 'MẸ', 'Phần ghi về người mẹ', 'Thông tin người mẹ'],
    }),
    parent(draft, father, 'father_', {
      roles: ['người cha', 'cha', 'của cha', 'của người cha'],
      before: 'Cha',
      headings: ['NGƯỜI CHA', 'CHA', 'Phần ghi về người cha', 'Thông tin người cha'],
    }),
  ] as const;
  const declarant = random.pick([father, mother]);
  const asks = [
    'Họ, chữ đệm, tên người đi khai sinh',
    'Người đi khai sinh',
    'Họ và tên người đi đăng ký khai sinh',
    'Họ và tên người đứng khai',
  ];
  const declared: Item[] = [
    { label: random.pick(asks), value: declarant.name, field: 'declarant_full_name' },
    draft.item('paper', identityPaper(draft, declarant, registered), 'declarant_identity_paper'),
  ];
  const number = extract
    ? `${random.int(1, 900)}/${random.pick(['', `${issued.year}/`])}TLKS-BS`
    : `${random.int(1, 300)}/${registered.year}`;
  return [
    ...(extract
      ? officeHead(
          draft,
          number,
          random.pick([['TRÍCH LỤC KHAI SINH', '(BẢN SAO)'], ['TRÍCH LỤC KHAI SINH (BẢN SAO)']]),
        )
      : blankHead(draft, number, ['GIẤY KHAI SINH'], random.maybe(0.3) ? '02/2012' : null)),
    ...rows(draft, child),
    ...(random.maybe(0.6) ? couple(draft, m, f) : couple(draft, f, m)),
    ...(extract || random.maybe(0.3) ? [] : rows(draft, declared)),
    ...registration(draft, 'khai sinh', extract ? `${random.int(1, 200)}/${registered.year}` : null),
    ...signed(draft, extract ? 'NGƯỜI KÝ TRÍCH LỤC' : 'NGƯỜI KÝ GIẤY KHAI SINH'),
  ];
}

function marriage(draft: Draft): string[] {
  const { random, registered, seat, fields } = draft;
  const home = { home: seat.place, levels: seat.levels } as const;
  const spouse = (male: boolean, prefix: string, roles: Omit<Person, 'items'>): Person => {
    const person = commonPerson(random, {
      male,
      bornFrom: registered.year - 45,
      bornTo: registered.year - 21,
      ...home,
    });
    const items = [
      draft.item('name', shown(draft, person.name), `${prefix}full_name`),
      dateItem(draft, 'born', person.born, `${prefix}birth_date`),
      ...lists(person, prefix),
      draft.item('home', person.address, `${prefix}residence`),
      draft.item('paper', identityPaper(draft, person, registered), `${prefix}identity_paper`),
    ];
    return { ...roles, items };
  };
  const wife = spouse(false, 'wife_', {
    roles: ['vợ', 'bên nữ', 'người vợ', 'của vợ'],
    before: 'Vợ',
    headings: ['VỢ', 'BÊN NỮ', 'Bên nữ', 'PHẦN GHI VỀ NGƯỜI VỢ'],
  });
  const husband = spouse(true, 'husband_', {
    roles: ['chồng', 'bên nam', 'người chồng', 'của chồng'],
    before: 'Chồng',
    headings: ['CHỒNG', 'BÊN NAM', 'Bên nam', 'PHẦN GHI VỀ NGƯỜI CHỒNG'],
  });
  const extract = random.maybe(0.35);
  const head = extract
    ? officeHead(draft, `${random.int(1, 300)}/TLKH-BS`, ['TRÍCH LỤC KẾT HÔN', '(BẢN SAO)'])
    : blankHead(
        draft,
        `${random.int(1, 200)}/${registered.year}`,
        random.pick([['GIẤY CHỨNG NHẬN KẾT HÔN'], ['GIẤY CHỨNG NHẬN', 'KẾT HÔN']]),
      );
  // the type has no fields for who issued an extract, and when
  delete fields.issuer;
  delete fields.issue_date;
  return [
    ...head,
    ...(random.maybe(0.5) ? couple(draft, wife, husband) : couple(draft, husband, wife)),
    ...registration(draft, 'kết hôn', null),
    ...(random.maybe(0.5)
      ? ['', '       Chồng                 Vợ', '   (Ký, ghi rõ họ tên)     (Ký, ghi rõ họ tên)']
      : []),
    ...signed(draft, extract ? 'NGƯỜI KÝ TRÍCH LỤC' : 'NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN'),
  ];
}

function death(draft: Draft): string[] {
  const { random, registered, seat } = draft;
  const person = commonPerson(random, { bornFrom: 1925, bornTo: 1990, home: seat.place, levels: seat.levels });
  const died = addDays(registered, -random.int(1, 20));
  const [hour, minute] = [random.int(10, 23), random.int(10, 59)];
  const time = random.pick([
    `${hour} giờ ${minute} phút, ngày ${slashDate(died)}`,
    `${hour} giờ ${minute} phút ${longDate(died)}`,
    `${hour} giờ ${minute} phút, ngày: ${slashDate(died)}`,
  ]);
  const items: Item[] = [
    draft.item(
      'name',
      shown(draft, person.name),
      'full_name',
      random.maybe(0.2) ? { label: 'Họ và tên người chết' } : {},
    ),
    dateItem(draft, 'born', person.born, 'birth_date'),
    draft.item('sex', person.male ? 'Nam' : 'Nữ', 'gender', { short: true }),
    ...lists(person, ''),
    draft.item('home', person.address, 'last_residence', {
      label: random.pick(['Nơi cư trú cuối cùng', 'Nơi thường trú/tạm trú cuối cùng', 'Nơi ở cuối cùng', 'Nơi cư trú']),
    }),
    draft.item('paper', identityPaper(draft, person, registered), 'identity_paper'),
    {
      label: random.pick(['Đã chết vào lúc', 'Chết lúc', 'Thời gian chết', 'Đã chết vào hồi']),
      value: time,
      field: 'death_time',
      normal: `${isoDate(died)}T${hour}:${minute}`,
    },
    { label: random.pick(['Nơi chết', 'Chết tại', 'Nơi mất']), value: seat.text, field: 'death_place' },
    {
      label: random.pick(['Nguyên nhân chết', 'Nguyên nhân', 'Lý do chết']),
      value: random.pick(['Bệnh già', 'Suy tim']),
      field: 'death_cause',
    },
    ...(random.maybe(0.25) ? [{ label: 'Số Giấy báo tử', value: `${random.int(1, 99)}/GBT` }] : []),
  ];
  return [
    ...officeHead(
      draft,
      `${random.int(1, 400)}/TLKT-BS`,
      random.pick([['TRÍCH LỤC KHAI TỬ', '(BẢN SAO)'], ['TRÍCH LỤC KHAI TỬ']]),
    ),
    ...rows(draft, items),
    ...registration(draft, 'khai tử', `${random.int(1, 200)}/${registered.year}`),
    ...signed(draft, 'NGƯỜI KÝ TRÍCH LỤC'),
  ];
}

const paragraph = (text: string): string[] =>
  wrapped(
    `      ${text}`.replace(/^ +/, (blanks) => '\u00a0'.repeat(blanks.length)),
    PAGE,
  ).map((line) => line.replaceAll('\u00a0', ' '));

function single(draft: Draft): string[] {
  const { random, seat, issued, fields } = draft;
  const person = commonPerson(random, {
    bornFrom: 1960,
    bornTo: issued.year - 19,
    home: seat.place,
    levels: seat.levels,
  });
  const status = random.pick([
    'Chưa đăng ký kết hôn với ai',
    `Đã ly hôn theo Bản án số ${random.int(10, 99)}/2016/HNGĐ-ST ngày 01/02/2016 của Tòa án nhân dân ${seat.place.districtFull}; hiện tại chưa đăng ký kết hôn với ai`,
    `Đã có vợ, nhưng vợ đã chết; hiện tại chưa đăng ký kết hôn với ai`,
  ]);
  const purpose = random.pick(['đăng ký kết hôn', 'Làm thủ tục vay vốn ngân hàng', 'bổ túc hồ sơ']);
  const intro = random.pick([
    `Xét đề nghị của ông/bà: ${person.name}, về việc cấp Giấy xác nhận tình trạng hôn nhân cho ${person.name}`,
    `Xét đề nghị của ông/bà: Trần Văn Bảo - Công chức Tư pháp - Hộ tịch, về việc cấp Giấy xác nhận tình trạng hôn nhân cho: ${person.name}`,
    `Theo đề nghị của ông/bà ${person.name} tại Tờ khai ngày ${slashDate(addDays(issued, -3))};`,
  ]);
  const items: Item[] = [
    draft.item('name', shown(draft, person.name), 'full_name'),
    dateItem(draft, 'born', person.born, 'birth_date'),
    draft.item('sex', person.male ? 'Nam' : 'Nữ', 'gender', { short: true }),
    ...lists(person, ''),
    draft.item('paper', identityPaper(draft, person, issued), 'identity_paper'),
    draft.item('home', person.address, 'residence'),
    {
      label: random.pick(['Tình trạng hôn nhân', 'Tình trạng hôn nhân hiện tại']),
      value: status,
      field: 'marital_status',
    },
  ];
  const asked = random.pick(['Giấy này được sử dụng để', 'Giấy này được cấp để', 'Mục đích sử dụng']);
  const inSentence = random.maybe(0.4);
  if (inSentence) fields.purpose = purpose;
  return [
    ...officeHead(draft, `${random.int(1, 800)}/${random.pick(['UBND-XNTTHN', 'XNTTHN'])}`, [
      'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN',
    ]),
    ...paragraph(intro),
    centred('XÁC NHẬN:'),
    ...rows(draft, items),
    ...(inSentence
      ? paragraph(`Giấy này có giá trị sử dụng trong thời hạn 6 tháng, kể từ ngày cấp, được sử dụng để: ${purpose}`)
      : rows(draft, [{ label: asked, value: purpose, field: 'purpose' }])),
    ...signed(draft, 'NGƯỜI KÝ GIẤY XÁC NHẬN'),
  ];
}

const drawers: Readonly<Record<string, (draft: Draft) => string[]>> = {
  birth_certificate: (draft) => birth(draft, false),
  birth_certificate_extract: (draft) => birth(draft, true),
  marriage_certificate: marriage,
  death_certificate_extract: death,
  marital_status_confirmation: single,
};

export const civilTypes: readonly string[] = Object.keys(drawers);

/** A form of the type that nobody has described: the same seed gives the same one. */
export function drawForm(type: string, seed: string): Form {
  const draft = begin(`${seed}/${type}`);
  const lines = drawers[type]?.(draft) ?? [];
  return { type, lines, fields: draft.fields };
}
