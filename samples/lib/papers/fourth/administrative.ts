import { Draft } from '../../draft.ts';
import type { Chance } from '../../random.ts';
import { drawBoxStamp } from '../../seal.ts';
import { penBlue, type Run, type Sheet, type Style } from '../../sheet.ts';
import { addDays, type Day, grouped, isoDate, longDate, slashDate } from '../../words.ts';
import { Flow } from '../administrative.ts';
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
import { commonName } from '../unseen/people.ts';
import { personOf, provinceLine, seatOf } from './people.ts';

const [left, width] = [30, 160];

interface Head {
  readonly parent: readonly string[];
  readonly own: readonly string[];
  readonly number: string;
  readonly place: string;
  readonly date: Day;
}

/** Agency, motto, number and date (NĐ 30/2020, Phụ lục I). @returns the baseline of the number. */
function head(draft: Draft, sheet: Sheet, of: Head, style: Style, look: Look): number {
  const bottom = agency(sheet, 58, 22, 76, of.parent, of.own, look.family, 12, {
    parent: 'parent_issuer',
    own: 'issuer',
  });
  const mottoY = motto(sheet, 149, 22, look.family, 12);
  const small: Style = { ...style, sizePt: serifSize(look, 13, 11.2), leading: 1.2 };
  const y = Math.max(bottom, mottoY) + 8;
  sheet.block();
  sheet.line(20, y, [{ text: 'Số: ' }, { text: of.number, field: 'number' }], small, { align: 'center', width: 76 });
  sheet.block();
  sheet.line(
    99,
    y,
    [
      { text: of.place, italic: true, field: 'issue_place' },
      { text: ', ', italic: true },
      { text: longDate(of.date), italic: true, field: 'issue_date' },
    ],
    small,
    { align: 'center', width: 100 },
  );
  draft.value('issue_date', isoDate(of.date));
  return y;
}

/** Title and matter in the middle, a short rule below. @returns where the text begins. */
function titled(sheet: Sheet, y: number, title: string, matter: string, style: Style): number {
  sheet.block();
  sheet.line(0, y, [{ text: title, bold: true, sizePt: 15 }], style, { align: 'center', width: 210 });
  const end = sheet.paragraph(left + 12, y + 7, width - 24, [{ text: matter, bold: true, field: 'summary' }], style, {
    align: 'center',
  });
  const rule = end - sheet.step(style) + 2;
  sheet.rule(90, rule, 120, rule, 0.25);
  return end + 3;
}

/** The small lines that an electronic signature leaves on what is printed from it. */
function signedBy(sheet: Sheet, x: number, y: number, who: string, where: string, on: Day, random: Chance): void {
  sheet.block();
  const time = `${String(random.int(8, 16)).padStart(2, '0')}:${random.int(10, 59)}:${random.int(10, 59)}`;
  for (const [index, text] of [
    `Ký bởi: ${who}`,
    `Cơ quan: ${where}`,
    `Thời gian ký: ${slashDate(on)} ${time} +07:00`,
  ].entries())
    sheet.line(x, y + index * 2.9, [{ text, sizePt: 6.6 }], { family: 'arial', sizePt: 6.6 });
}

function receivers(sheet: Sheet, y: number, look: Look, texts: readonly string[]): void {
  const list: Style = { family: look.family, sizePt: serifSize(look, 11, 9.8), leading: 1.2 };
  sheet.block();
  sheet.line(left, y, [{ text: 'Nơi nhận:', bold: true, italic: true, sizePt: serifSize(look, 12, 10.5) }], list);
  for (const [index, text] of texts.entries())
    sheet.line(left, y + 5 + index * 4.6, `- ${text}${index === texts.length - 1 ? '.' : ';'}`, list);
}

const honorific = (male: boolean): string => (male ? 'ông' : 'bà');
const families = (look: Look) => [look.family, 'arial'] as const;

/** Decision of a department about an allowance, printed from its signed file: who signed stands in small letters at the top. */
async function decision(random: Chance, look: Look): Promise<Paper> {
  const date = addDays({ year: 2025, month: 7, day: 14 }, random.int(0, 480));
  const seat = seatOf(random, date);
  const dead = personOf(random, { bornFrom: 1928, bornTo: 1955, home: seat.place, levels: 2 });
  const heir = personOf(random, { bornFrom: 1955, bornTo: 1990, home: seat.place, levels: 2 });
  const office = random.pick([
    { own: 'SỞ NỘI VỤ', symbol: 'SNV', head: 'GIÁM ĐỐC SỞ NỘI VỤ' },
    { own: 'SỞ Y TẾ', symbol: 'SYT', head: 'GIÁM ĐỐC SỞ Y TẾ' },
    { own: 'SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG', symbol: 'SNNMT', head: 'GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG' },
  ]);
  const matter = {
    SNV: random.pick([
      'Về việc giải quyết trợ cấp một lần đối với thân nhân người có công với cách mạng từ trần',
      `Về việc giải quyết chế độ mai táng phí đối với ${honorific(dead.male)} ${dead.name}`,
    ]),
    SYT: random.pick([
      'Về việc cấp giấy phép hoạt động khám bệnh, chữa bệnh',
      `Về việc cấp điều chỉnh chứng chỉ hành nghề đối với ${honorific(heir.male)} ${heir.name}`,
    ]),
    SNNMT: random.pick([
      'Về việc phê duyệt phương án sử dụng tầng đất mặt của đất chuyên trồng lúa',
      'Về việc cấp giấy phép khai thác nước dưới đất cho hộ gia đình',
    ]),
  }[office.symbol]!;
  const draft = await Draft.begin(families(look));
  const first = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.6, 11.8), leading: 1.3 };
  signedBy(first, 150, 8, upper(office.own), provinceLine(seat.place), date, random);
  const at = head(
    draft,
    first,
    {
      parent: [`UBND ${provinceLine(seat.place)}`],
      own: [office.own],
      number: `${random.int(40, 2300)}/QĐ-${office.symbol}`,
      place: seat.place.province,
      date,
    },
    style,
    look,
  );
  const flow = new Flow(draft, first, titled(first, at + 15, 'QUYẾT ĐỊNH', matter, style), style, left, width);
  const body = (content: string | readonly Run[]): void =>
    flow.put(content, { align: 'justify', indent: 10 }, style, 1.5);
  flow.put([{ text: office.head, bold: true }], { align: 'center' }, style, 3);
  for (const text of [
    'Căn cứ Nghị định số 131/2021/NĐ-CP ngày 30 tháng 12 năm 2021 của Chính phủ;',
    `Căn cứ Quyết định số ${random.int(10, 90)}/2025/QĐ-UBND ngày ${slashDate(addDays(date, -60))} của Ủy ban nhân dân ${seat.place.provinceKind} ${seat.place.province} quy định chức năng, nhiệm vụ;`,
    'Theo đề nghị của Trưởng phòng chuyên môn.',
  ])
    body([{ text, italic: true }]);
  flow.put([{ text: 'QUYẾT ĐỊNH:', bold: true }], { align: 'center' }, style, 3);
  body([
    { text: 'Điều 1. ', bold: true },
    {
      text: `Giải quyết theo hồ sơ của ${honorific(heir.male)} ${heir.name}, sinh năm ${heir.born.year}, nơi cư trú: ${heir.address}; mức chi trả ${grouped(random.int(20, 60) * 500_000)} đồng.`,
    },
  ]);
  body([
    { text: 'Điều 2. ', bold: true },
    { text: `Quyết định này có hiệu lực kể từ ngày ký. Kinh phí thực hiện theo quy định hiện hành.` },
  ]);
  body([
    { text: 'Điều 3. ', bold: true },
    {
      text: `Chánh Văn phòng Sở, Chủ tịch Ủy ban nhân dân ${seat.place.communeFull} và ${honorific(heir.male)} ${heir.name} chịu trách nhiệm thi hành Quyết định này./.`,
    },
  ]);
  flow.room(52);
  const y = flow.y + 6;
  receivers(flow.sheet, y, look, ['Như Điều 3', `UBND ${seat.place.communeFull}`, 'Kho bạc Nhà nước', 'Lưu: VT, HS']);
  const places = signingBlock(
    flow.sheet,
    146,
    y,
    84,
    { ...style, leading: 1.22 },
    {
      authority: random.pick([['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'], ['GIÁM ĐỐC']]),
      name: commonName(random, random.maybe(0.7)),
      nameField: 'signer_name',
      titleField: 'signer_title',
      seal: { ...committeeSeal(seat.place), upper: office.own },
    },
    random.branch('signature'),
    look,
  );
  return { type: 'decision', draft, format: 'A4', places };
}

/** Notice of a tax office to pay duties on land: parts with letters, amounts, an account; two numbers of other papers quoted. */
async function notice(random: Chance, look: Look): Promise<Paper> {
  const date = addDays({ year: 2025, month: 8, day: 1 }, random.int(0, 460));
  const seat = seatOf(random, date);
  const person = personOf(random, { bornFrom: 1955, bornTo: 2000, home: seat.place, levels: 2 });
  const unit = random.int(1, 12);
  const amount = random.int(4, 190) * 25_000;
  const draft = await Draft.begin(families(look));
  const first = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.4, 11.6), leading: 1.3 };
  first.line(
    30,
    12,
    [{ text: 'Mẫu số 01/TB-LPTB', italic: true }],
    { ...style, sizePt: 9.5 },
    { align: 'right', width },
  );
  const at = head(
    draft,
    first,
    {
      parent: [`THUẾ ${provinceLine(seat.place)}`],
      own: [`THUẾ CƠ SỞ ${unit}`],
      number: `${random.int(300, 19_000)}/TB-TCS${unit}`,
      place: seat.place.province,
      date,
    },
    style,
    look,
  );
  const matter = random.pick([
    'Nộp tiền về lệ phí trước bạ nhà, đất',
    'Về việc nộp tiền sử dụng đất',
    'Về việc nộp thuế thu nhập cá nhân đối với cá nhân chuyển nhượng bất động sản',
  ]);
  const flow = new Flow(draft, first, titled(first, at + 16, 'THÔNG BÁO', matter, style), style, left, width);
  const body = (content: string | readonly Run[]): void =>
    flow.put(content, { align: 'justify', indent: 8 }, style, 1.2);
  body(`Căn cứ Luật Quản lý thuế và các văn bản hướng dẫn thi hành;`);
  body(
    `Căn cứ Phiếu chuyển thông tin số ${random.int(100, 4000)}/PCTT-VPĐKĐĐ ngày ${slashDate(addDays(date, -4))} của Văn phòng đăng ký đất đai, Thuế cơ sở ${unit} thông báo như sau:`,
  );
  body([{ text: 'I. THÔNG TIN ĐỊNH DANH', bold: true }]);
  body(`1. Tên người nộp thuế: ${upper(person.name)}`);
  body(`2. Mã số thuế/Số định danh cá nhân: ${person.personalId}`);
  body(`3. Địa chỉ: ${person.address}`);
  body([{ text: 'II. SỐ TIỀN PHẢI NỘP', bold: true }]);
  body(`1. Thửa đất số ${random.int(1, 800)}, tờ bản đồ số ${random.int(1, 90)} tại ${seat.text}.`);
  body(`2. Số tiền phải nộp ngân sách nhà nước: ${grouped(amount)} đồng.`);
  body(
    `3. Nộp vào tài khoản số 7111 của Kho bạc Nhà nước khu vực ${random.int(1, 20)}; thời hạn nộp chậm nhất 30 ngày kể từ ngày ban hành Thông báo.`,
  );
  body(
    `Nếu có vướng mắc, đề nghị liên hệ với Thuế cơ sở ${unit} theo số điện thoại 02${random.digits(2)}3${random.digits(6)} để được hướng dẫn./.`,
  );
  flow.room(52);
  const y = flow.y + 6;
  receivers(flow.sheet, y, look, ['Người nộp thuế', 'Văn phòng đăng ký đất đai', `Lưu: VT, TCS${unit}`]);
  const places = signingBlock(
    flow.sheet,
    146,
    y,
    84,
    { ...style, leading: 1.22 },
    {
      authority: random.pick([['TRƯỞNG THUẾ CƠ SỞ'], ['KT. TRƯỞNG THUẾ CƠ SỞ', 'PHÓ TRƯỞNG THUẾ CƠ SỞ']]),
      name: commonName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      titleField: 'signer_title',
      seal: { ...committeeSeal(seat.place), upper: `THUẾ CƠ SỞ ${unit}` },
    },
    random.branch('signature'),
    look,
  );
  return { type: 'notice', draft, format: 'A4', places };
}

/** The matter of a letter under its number. @returns the y below it. */
function matterOf(sheet: Sheet, y: number, text: string, look: Look): number {
  sheet.block();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12, 10.5), leading: 1.2 };
  return sheet.paragraph(23, y, 70, [{ text: 'V/v ' }, { text, field: 'summary' }], style, { align: 'center' });
}

/** Letter of a police division: its long name in two lines, the rank before the name of who signs. */
async function policeLetter(random: Chance, look: Look): Promise<Paper> {
  const date = addDays({ year: 2025, month: 7, day: 21 }, random.int(0, 470));
  const seat = seatOf(random, date);
  const citizen = personOf(random, { bornFrom: 1950, bornTo: 2004, home: seat.place, levels: 2 });
  const draft = await Draft.begin(families(look));
  const first = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 14, 12), leading: 1.32 };
  const at = head(
    draft,
    first,
    {
      parent: [`CÔNG AN ${provinceLine(seat.place)}`],
      own: ['PHÒNG CẢNH SÁT QLHC', 'VỀ TRẬT TỰ XÃ HỘI'],
      number: `${random.int(120, 6800)}/QLHC-Đ${random.int(1, 5)}`,
      place: seat.place.province,
      date,
    },
    style,
    look,
  );
  const matter = random.pick([
    'trao đổi thông tin về cư trú của công dân',
    `xác minh thông tin nhân thân của ${honorific(citizen.male)} ${citizen.name}`,
    'phối hợp rà soát, làm sạch dữ liệu hộ tịch, dữ liệu dân cư',
  ]);
  const below = matterOf(first, at + 6, matter, look);
  first.block();
  first.line(
    left,
    below + 8,
    [
      { text: 'Kính gửi: ' },
      { text: `Trung tâm Phục vụ hành chính công ${seat.place.communeFull}`, field: 'recipient' },
      { text: '.' },
    ],
    style,
    { align: 'center', width },
  );
  const flow = new Flow(draft, first, below + 17, style, left, width);
  const body = (text: string): void => flow.put(text, { align: 'justify', indent: 10 }, style, 1.6);
  body(
    `Phúc đáp Công văn số ${random.int(20, 900)}/TTPVHCC ngày ${slashDate(addDays(date, -random.int(3, 9)))} về việc đề nghị cung cấp thông tin của ${honorific(citizen.male)} ${citizen.name}, sinh ngày ${slashDate(citizen.born)}, Phòng Cảnh sát quản lý hành chính về trật tự xã hội có ý kiến như sau:`,
  );
  body(
    `1. Qua tra cứu Cơ sở dữ liệu quốc gia về dân cư, công dân nêu trên có số định danh cá nhân ${citizen.personalId}, hiện đăng ký thường trú tại ${citizen.address}.`,
  );
  body('2. Số Chứng minh nhân dân đã được cấp trước đây và số định danh cá nhân nêu trên là của cùng một người.');
  body('Đề nghị Trung tâm căn cứ thông tin trên để giải quyết thủ tục hành chính theo quy định của pháp luật./.');
  flow.room(54);
  const y = flow.y + 6;
  receivers(flow.sheet, y, look, ['Như trên', 'Đ/c Trưởng phòng (để báo cáo)', 'Lưu: VT, Đ2']);
  const authority = ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG'];
  const signing: Style = { ...style, leading: 1.22 };
  const places = signingBlock(
    flow.sheet,
    146,
    y,
    84,
    signing,
    {
      authority,
      name: '',
      titleField: 'signer_title',
      seal: { diameterMm: 36, upper: 'CÔNG AN', lower: provinceLine(seat.place) },
    },
    random.branch('signature'),
    look,
  );
  flow.sheet.line(
    104,
    y + (authority.length - 1) * flow.sheet.step(signing) + 29.5,
    [
      { text: `${random.pick(['Thượng tá', 'Trung tá', 'Đại tá'])} `, bold: true },
      { text: commonName(random, random.maybe(0.8)), bold: true, field: 'signer_name' },
    ],
    signing,
    { align: 'center', width: 84 },
  );
  return { type: 'official_letter', draft, format: 'A4', places };
}

/** Letter of a court to two receivers in lines, stamped as received by the office it came to. */
async function courtLetter(random: Chance, look: Look): Promise<Paper> {
  const date = addDays({ year: 2025, month: 7, day: 28 }, random.int(0, 460));
  const seat = seatOf(random, date);
  const [plaintiff, defendant] = [0, 1].map(() =>
    personOf(random, { bornFrom: 1960, bornTo: 2000, home: seat.place, levels: 2 }),
  ) as [ReturnType<typeof personOf>, ReturnType<typeof personOf>];
  const area = random.int(1, 16);
  const draft = await Draft.begin(families(look));
  const first = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.6, 11.8), leading: 1.32 };
  const at = head(
    draft,
    first,
    {
      parent: [`TÒA ÁN NHÂN DÂN ${provinceLine(seat.place)}`],
      own: [`TÒA ÁN NHÂN DÂN KHU VỰC ${area}`],
      number: `${random.int(5, 640)}/CV-TAKV${area}`,
      place: seat.place.province,
      date,
    },
    style,
    look,
  );
  const below = matterOf(
    first,
    at + 6,
    random.pick([
      'yêu cầu cung cấp tài liệu, chứng cứ',
      'yêu cầu cung cấp hồ sơ cấp Giấy chứng nhận quyền sử dụng đất',
      'đề nghị cử người tham gia xem xét, thẩm định tại chỗ',
    ]),
    look,
  );
  if (look.inked) {
    const received = addDays(date, random.int(1, 6));
    drawBoxStamp(
      first,
      30,
      below + 1,
      [`UBND ${upper(seat.place.communeFull)}`, `ĐẾN  Số: ${random.int(200, 5200)}`, `Ngày: ${slashDate(received)}`],
      8.5,
      random.real(-2, 2),
      random.maybe(0.5) ? penBlue : undefined,
    );
  }
  first.block();
  const y0 = below + 12;
  first.line(96, y0, 'Kính gửi:', style);
  const receiversOf = [`Ủy ban nhân dân ${seat.place.communeFull}`, 'Chi nhánh Văn phòng Đăng ký đất đai'];
  for (const [index, text] of receiversOf.entries())
    first.line(
      100,
      y0 + first.step(style) * (index + 1),
      index === 0
        ? [{ text: `- ${text};`, field: 'recipient' }]
        : [{ text: `- ${text}`, field: 'recipient' }, { text: '.' }],
      style,
    );
  const flow = new Flow(draft, first, y0 + first.step(style) * 3 + 3, style, left, width);
  const body = (text: string): void => flow.put(text, { align: 'justify', indent: 10 }, style, 1.6);
  body(
    `Tòa án nhân dân khu vực ${area} đang giải quyết vụ án dân sự thụ lý số ${random.int(10, 480)}/${date.year}/TLST-DS ngày ${slashDate(addDays(date, -40))} về việc “Tranh chấp quyền sử dụng đất” giữa:`,
  );
  body(
    `- Nguyên đơn: ${plaintiff.male ? 'Ông' : 'Bà'} ${plaintiff.name}, sinh năm ${plaintiff.born.year}; địa chỉ: ${plaintiff.address};`,
  );
  body(
    `- Bị đơn: ${defendant.male ? 'Ông' : 'Bà'} ${defendant.name}, sinh năm ${defendant.born.year}; địa chỉ: ${defendant.address}.`,
  );
  body(
    'Căn cứ Điều 106 của Bộ luật Tố tụng dân sự, để có cơ sở giải quyết vụ án, đề nghị Quý cơ quan cung cấp bản sao hồ sơ có liên quan trong thời hạn 15 ngày kể từ ngày nhận được văn bản này./.',
  );
  flow.room(52);
  const y = flow.y + 6;
  receivers(flow.sheet, y, look, ['Như trên', 'Lưu: hồ sơ vụ án']);
  const places = signingBlock(
    flow.sheet,
    146,
    y,
    84,
    { ...style, leading: 1.22 },
    {
      authority: ['THẨM PHÁN'],
      name: commonName(random, random.maybe(0.5)),
      nameField: 'signer_name',
      titleField: 'signer_title',
      seal: { ...committeeSeal(seat.place), upper: 'TÒA ÁN NHÂN DÂN' },
    },
    random.branch('signature'),
    look,
  );
  return { type: 'official_letter', draft, format: 'A4', places };
}

export const fourthDecisions: readonly RoundTemplate[] = [
  { name: 'department, printed from its signed file', draw: decision },
];
export const fourthNotices: readonly RoundTemplate[] = [{ name: 'tax office, duties on land', draw: notice }];
export const fourthLetters: readonly RoundTemplate[] = [
  { name: 'police division, rank before the name', draw: policeLetter },
  { name: 'court, two receivers, stamped as received', draw: courtLetter },
];
