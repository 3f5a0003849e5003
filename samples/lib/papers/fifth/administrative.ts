import { Draft } from '../../draft.ts';
import type { Chance } from '../../random.ts';
import type { Run, Sheet, Style } from '../../sheet.ts';
import { addDays, grouped, isoDate, longDate } from '../../words.ts';
import { Flow } from '../administrative.ts';
import { committeeSeal, type Look, type Paper, type RoundTemplate, signingBlock, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { centred, type Head, heading } from './page.ts';
import { personOf, seatOf, signerOf } from './people.ts';

const [left, width] = [30, 160];
const fields = { parent: 'parent_issuer', own: 'issuer', place: 'issue_place', date: 'issue_date' } as const;

/** Forms 1.2 and 1.4 of NĐ 30/2020: name of the kind and matter in the middle, a rule below. @returns where the text begins. */
function titled(sheet: Sheet, y: number, title: string, matter: string, style: Style): number {
  centred(sheet, y, [{ text: title, bold: true, sizePt: 14.5 }], style);
  sheet.block();
  const end = sheet.paragraph(left + 10, y + 6.6, width - 20, [{ text: matter, bold: true, field: 'summary' }], style, {
    align: 'center',
  });
  const rule = end - sheet.step(style) + 1.9;
  sheet.rule(88, rule, 122, rule, 0.25);
  return end + 3;
}

function receivers(sheet: Sheet, y: number, look: Look, texts: readonly string[]): void {
  const list: Style = { family: look.family, sizePt: serifSize(look, 11, 9.6), leading: 1.2 };
  sheet.block();
  sheet.line(left, y, [{ text: 'Nơi nhận:', bold: true, italic: true, sizePt: serifSize(look, 12, 10.4) }], list);
  for (const [index, text] of texts.entries())
    sheet.line(left, y + 4.8 + index * 4.4, `- ${text}${index === texts.length - 1 ? '.' : ';'}`, list);
}

function headed(draft: Draft, sheet: Sheet, of: Omit<Head, 'fields'>, style: Style, look: Look): number {
  draft.value('issue_date', isoDate(of.on));
  return heading(sheet, look, { ...of, fields, left: 59 }, { ...style, sizePt: serifSize(look, 13, 11.2) });
}

/** Decision of the chairman of a commune (form 1.2): its agency in two lines with none above, an allowance in articles. */
async function decision(random: Chance, look: Look): Promise<Paper> {
  const on = addDays({ year: 2021, month: 7, day: 12 }, random.int(0, 1950));
  const seat = seatOf(random, on);
  const person = personOf(random, { bornFrom: 1934, bornTo: 1990, home: seat.place, levels: seat.levels });
  const who = `${person.male ? 'ông' : 'bà'} ${person.name}`;
  const matter = random.pick([
    'Về việc trợ cấp xã hội hàng tháng',
    'Về việc hỗ trợ chi phí mai táng đối với đối tượng bảo trợ xã hội',
    `Về việc thôi hưởng trợ cấp xã hội hàng tháng đối với ${who}`,
    'Về việc công nhận hộ nghèo, hộ cận nghèo phát sinh',
  ]);
  const draft = await Draft.begin([look.family]);
  const first = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 14, 12), leading: 1.3 };
  const committee = `ỦY BAN NHÂN DÂN ${upper(seat.place.communeFull)}`;
  const at = headed(
    draft,
    first,
    {
      parent: [],
      own: ['ỦY BAN NHÂN DÂN', upper(seat.place.communeFull)],
      number: [{ text: 'Số: ' }, { text: `${random.int(1, 2900)}/QĐ-UBND`, field: 'number' }],
      place: seat.place.commune,
      on,
    },
    style,
    look,
  );
  const flow = new Flow(draft, first, titled(first, at + 13, 'QUYẾT ĐỊNH', matter, style), style, left, width);
  const body = (content: string | readonly Run[]): void =>
    flow.put(content, { align: 'justify', indent: 10 }, style, 1.4);
  flow.put([{ text: `CHỦ TỊCH ${committee}`, bold: true }], { align: 'center' }, style, 3);
  for (const text of [
    `Căn cứ Luật Tổ chức chính quyền địa phương ${on.year < 2025 ? 'ngày 19 tháng 6 năm 2015' : 'ngày 16 tháng 6 năm 2025'};`,
    'Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ quy định chính sách trợ giúp xã hội đối với đối tượng bảo trợ xã hội;',
    `Xét đề nghị của ${seat.levels === 3 ? 'công chức Văn hóa - Xã hội' : 'Trưởng phòng Văn hóa - Xã hội'}.`,
  ])
    body([{ text, italic: true }]);
  flow.put([{ text: 'QUYẾT ĐỊNH:', bold: true }], { align: 'center' }, style, 3);
  const article = (number: number, text: string): void => body([{ text: `Điều ${number}. `, bold: true }, { text }]);
  article(
    1,
    `Giải quyết chế độ đối với ${who}, sinh năm ${person.born.year}, số định danh cá nhân ${person.personalId}; nơi cư trú: ${person.address}; mức ${grouped(random.int(4, 20) * 90_000)} đồng/tháng, kể từ ${longDate({ ...on, day: 1 })}.`,
  );
  article(2, 'Quyết định này có hiệu lực kể từ ngày ký.');
  article(
    3,
    `Văn phòng Ủy ban nhân dân ${seat.place.communeFull}, các bộ phận liên quan và ${who} chịu trách nhiệm thi hành Quyết định này./.`,
  );
  flow.room(50);
  const y = flow.y + 6;
  receivers(flow.sheet, y, look, ['Như Điều 3', 'Chủ tịch, các PCT UBND', 'Lưu: VT, VHXH']);
  const places = signingBlock(
    flow.sheet,
    146,
    y,
    84,
    { ...style, leading: 1.2 },
    {
      authority: random.pick([['CHỦ TỊCH'], ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']]),
      name: signerOf(random),
      nameField: 'signer_name',
      titleField: 'signer_title',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  return { type: 'decision', draft, format: 'A4', places };
}

/** Notice of what a meeting concluded (form 1.4), signed by order: the office's head below the chairman's line. */
async function notice(random: Chance, look: Look): Promise<Paper> {
  const on = addDays({ year: 2025, month: 7, day: 10 }, random.int(0, 480));
  const seat = seatOf(random, on);
  const chairman = signerOf(random, 0.8);
  const matter = random.pick([
    `Kết luận của đồng chí ${chairman} - Chủ tịch Ủy ban nhân dân ${seat.place.communeFull} tại phiên tiếp công dân định kỳ`,
    'Về việc nghỉ lễ Quốc khánh và phân công trực giải quyết thủ tục hành chính',
    'Lịch tiếp công dân của Chủ tịch Ủy ban nhân dân quý IV',
    'Về việc thay đổi địa điểm tiếp nhận hồ sơ và trả kết quả giải quyết thủ tục hành chính',
  ]);
  const draft = await Draft.begin([look.family]);
  const first = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 14, 12), leading: 1.32 };
  const at = headed(
    draft,
    first,
    {
      parent: [],
      own: ['ỦY BAN NHÂN DÂN', upper(seat.place.communeFull)],
      number: [{ text: 'Số: ' }, { text: `${random.int(3, 780)}/TB-UBND`, field: 'number' }],
      place: seat.place.commune,
      on,
    },
    style,
    look,
  );
  const flow = new Flow(draft, first, titled(first, at + 13, 'THÔNG BÁO', matter, style), style, left, width);
  const body = (text: string): void => flow.put(text, { align: 'justify', indent: 10 }, style, 1.6);
  const day = longDate(addDays(on, -2));
  body(
    `Thực hiện Chương trình công tác năm ${on.year}, ${day}, tại Trụ sở tiếp công dân, Ủy ban nhân dân ${seat.place.communeFull} đã tổ chức cuộc họp để xem xét nội dung nêu trên. Tham dự có đại diện Đảng ủy, Ủy ban Mặt trận Tổ quốc, Công an ${seat.place.communeFull} và các phòng chuyên môn.`,
  );
  body(`Sau khi nghe báo cáo và ý kiến của các đại biểu, Chủ tịch Ủy ban nhân dân ${seat.place.communeFull} kết luận:`);
  body('1. Giao Trung tâm Phục vụ hành chính công niêm yết công khai, hướng dẫn người dân nộp hồ sơ trực tuyến.');
  body(
    `2. Giao Phòng Kinh tế chủ trì, phối hợp với các đơn vị kiểm tra thực địa, báo cáo kết quả trước ${longDate(addDays(on, 15))}.`,
  );
  body(
    `Thừa lệnh Chủ tịch Ủy ban nhân dân ${seat.place.communeFull}, Văn phòng HĐND và UBND thông báo để các cơ quan, đơn vị và Nhân dân biết, thực hiện./.`,
  );
  flow.room(54);
  const y = flow.y + 6;
  receivers(flow.sheet, y, look, ['TT Đảng ủy, TT HĐND', 'Chủ tịch, các PCT UBND', 'Các phòng, đơn vị', 'Lưu: VT']);
  const places = signingBlock(
    flow.sheet,
    146,
    y,
    86,
    { ...style, leading: 1.2 },
    {
      authority: random.pick([
        ['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG'],
        ['TL. CHỦ TỊCH', 'KT. CHÁNH VĂN PHÒNG', 'PHÓ CHÁNH VĂN PHÒNG'],
        ['TUQ. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG'],
      ]),
      name: signerOf(random),
      nameField: 'signer_name',
      titleField: 'signer_title',
      seal: committeeSeal(seat.place),
    },
    random.branch('signature'),
    look,
  );
  return { type: 'notice', draft, format: 'A4', places };
}

/** Letter of a department of a ministry (form 1.5) to an office of a province, the matter below its number. */
async function letter(random: Chance, look: Look): Promise<Paper> {
  const on = addDays({ year: 2022, month: 2, day: 14 }, random.int(0, 1700));
  const seat = seatOf(random, on);
  const citizen = personOf(random, { bornFrom: 1950, bornTo: 2000, home: seat.place, levels: seat.levels });
  const [parent, own, office, symbol, head] = random.pick([
    ['BỘ TƯ PHÁP', ['CỤC HÀNH CHÍNH TƯ PHÁP'], 'Cục Hành chính tư pháp', 'HCTP-HT', 'CỤC TRƯỞNG'],
    ['BỘ NỘI VỤ', ['CỤC NGƯỜI CÓ CÔNG'], 'Cục Người có công', 'NCC-CS1', 'CỤC TRƯỞNG'],
    ['BỘ TÀI CHÍNH', ['CỤC QUẢN LÝ', 'ĐĂNG KÝ KINH DOANH'], 'Cục Quản lý đăng ký kinh doanh', 'ĐKKD-NV', 'CỤC TRƯỞNG'],
    ['BỘ XÂY DỰNG', ['VĂN PHÒNG'], 'Văn phòng Bộ', 'VP-KSTT', 'CHÁNH VĂN PHÒNG'],
  ] as const);
  const draft = await Draft.begin([look.family]);
  const first = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 14, 12), leading: 1.32 };
  const at = headed(
    draft,
    first,
    {
      parent: [parent],
      own,
      number: [{ text: 'Số: ' }, { text: `${random.int(12, 3900)}/${symbol}`, field: 'number' }],
      place: 'Hà Nội',
      on,
    },
    style,
    look,
  );
  first.block();
  const below = first.paragraph(
    22,
    at + 5.6,
    74,
    [
      { text: 'V/v ' },
      {
        text: random.pick([
          'hướng dẫn nghiệp vụ đăng ký hộ tịch có yếu tố nước ngoài',
          `trả lời kiến nghị của ${citizen.male ? 'ông' : 'bà'} ${citizen.name}`,
          'rà soát, công bố thủ tục hành chính thực hiện không phụ thuộc vào địa giới hành chính',
          'cung cấp thông tin phục vụ giải quyết hồ sơ',
        ]),
        field: 'summary',
      },
    ],
    { family: look.family, sizePt: serifSize(look, 12, 10.4), leading: 1.18 },
    { align: 'center' },
  );
  const recipient = random.pick([
    `Sở Tư pháp ${seat.place.provinceKind} ${seat.place.province}`,
    `Ủy ban nhân dân ${seat.place.provinceKind} ${seat.place.province}`,
    'Sở Tài chính các tỉnh, thành phố trực thuộc Trung ương',
  ]);
  const kind: readonly Run[] = [{ text: 'Kính gửi: ' }, { text: recipient, field: 'recipient' }];
  centred(first, below + 9, kind, style, left, width);
  const flow = new Flow(draft, first, below + 18, style, left, width);
  const body = (text: string): void => flow.put(text, { align: 'justify', indent: 10 }, style, 1.8);
  body(
    `${office} nhận được văn bản số ${random.int(20, 900)}/UBND-NC ngày ${longDate(addDays(on, -12)).slice(5)} đề nghị hướng dẫn đối với trường hợp của ${citizen.male ? 'ông' : 'bà'} ${citizen.name}, sinh năm ${citizen.born.year}, nơi cư trú: ${citizen.address}. Về việc này, ${office} có ý kiến như sau:`,
  );
  body(
    '1. Pháp luật hiện hành đã quy định cụ thể về thẩm quyền, trình tự, thủ tục giải quyết. Cơ quan tiếp nhận hồ sơ có trách nhiệm kiểm tra, đối chiếu thông tin trong Cơ sở dữ liệu quốc gia về dân cư; không yêu cầu người dân nộp lại giấy tờ đã có trong cơ sở dữ liệu.',
  );
  body('2. Trường hợp phát sinh vướng mắc, đề nghị Quý cơ quan phản ánh bằng văn bản để được phối hợp giải quyết.');
  body(`Trên đây là ý kiến của ${office}, gửi Quý cơ quan nghiên cứu, thực hiện./.`);
  flow.room(54);
  const y = flow.y + 6;
  receivers(flow.sheet, y, look, ['Như trên', 'Thứ trưởng phụ trách (để b/c)', 'Cổng TTĐT', 'Lưu: VT']);
  const places = signingBlock(
    flow.sheet,
    146,
    y,
    84,
    { ...style, leading: 1.2 },
    {
      authority: random.pick([[head], [`KT. ${head}`, `PHÓ ${head}`]]),
      name: signerOf(random),
      nameField: 'signer_name',
      titleField: 'signer_title',
      seal: { diameterMm: 36, upper: own.join(' '), lower: parent },
    },
    random.branch('signature'),
    look,
  );
  return { type: 'official_letter', draft, format: 'A4', places };
}

export const fifthDecisions: readonly RoundTemplate[] = [
  { name: 'form 1.2, commune in two lines, nobody above', draw: decision },
];
export const fifthNotices: readonly RoundTemplate[] = [{ name: 'form 1.4, signed by order', draw: notice }];
export const fifthLetters: readonly RoundTemplate[] = [{ name: 'form 1.5, department of a ministry', draw: letter }];
