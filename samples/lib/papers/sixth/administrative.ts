import { Draft } from '../../draft.ts';
import type { Chance } from '../../random.ts';
import type { Run, Sheet, Style } from '../../sheet.ts';
import { addDays, type Day, grouped, isoDate, longDate, slashDate } from '../../words.ts';
import { agency, committeeSeal, type Look, motto, type Paper, type RoundTemplate, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { table } from '../fresh/column.ts';
import { centred, Form, ribbon, sign } from './form.ts';
import { nameOf, personOf, provinceLine, seatOf, title } from './people.ts';

const [left, width] = [30, 160];

interface Head {
  readonly parent: readonly string[];
  readonly own: readonly string[];
  readonly number: string;
  readonly place: string;
  readonly date: Day;
  /** Figures filled into the blank's number and date. */
  readonly filled?: Partial<Run>;
}

/** @returns the baseline of the number. */
function head(draft: Draft, sheet: Sheet, of: Head, style: Style, look: Look): number {
  const fields = { parent: 'parent_issuer', own: 'issuer' };
  const bottom = agency(sheet, 59, 21, 80, of.parent, of.own, look.family, 11.6, fields);
  motto(sheet, 150, 21, look.family, 11.6);
  const y = Math.max(bottom + 7.5, 34);
  const [figures = '', ...symbol] = of.number.split('/');
  const number: Run[] = [
    { text: 'Số: ' },
    { text: figures, ...of.filled, field: 'number' },
    { text: `/${symbol.join('/')}`, field: 'number' },
  ];
  centred(sheet, 19, y, 80, [number], style);
  const [day = '', month = ''] = slashDate(of.date).split('/');
  const slant = { italic: true, field: 'issue_date' } as const;
  const figure = (text: string): Run => ({ text, ...slant, ...(of.filled ?? {}), italic: of.filled === undefined });
  const dateline: Run[] = [
    { text: of.place, italic: true, field: 'issue_place' },
    { text: ', ', italic: true },
    { text: 'ngày ', ...slant },
    figure(day),
    { text: ' tháng ', ...slant },
    figure(month),
    { text: ' năm ', ...slant },
    figure(String(of.date.year)),
  ];
  centred(sheet, 100, y, 100, [dateline], style);
  draft.value('issue_date', isoDate(of.date));
  return y;
}

function receivers(sheet: Sheet, y: number, look: Look, texts: readonly string[]): void {
  const list: Style = { family: look.family, sizePt: serifSize(look, 10.6, 9.4), leading: 1.2 };
  sheet.block();
  sheet.line(left, y, [{ text: 'Nơi nhận:', bold: true, italic: true }], list);
  for (const [index, text] of texts.entries())
    sheet.line(left, y + 4.8 + index * 4.5, `- ${text}${index === texts.length - 1 ? '.' : ';'}`, list);
}

const titleField = 'signer_title';

/** Blank of a district or commune for monthly allowances: number, date and the person filled in by another printer, the person in a one-row table. */
async function decision(random: Chance, look: Look): Promise<Paper> {
  const date = addDays({ year: 2014, month: 2, day: 10 }, random.int(0, 4500));
  const seat = seatOf(random, date);
  const { place, levels } = seat;
  const person = personOf(random, { bornFrom: 1930, bornTo: 2012, home: place, levels });
  const own = levels === 3 ? place.districtFull : place.communeFull;
  const matter = random.pick([
    'Về việc trợ cấp xã hội hàng tháng',
    'Về việc hưởng trợ cấp, hỗ trợ kinh phí chăm sóc hàng tháng đối với đối tượng bảo trợ xã hội',
    'Về việc thôi hưởng trợ cấp xã hội hàng tháng và hỗ trợ chi phí mai táng',
  ]);
  const draft = await Draft.begin([look.family, 'mono']);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.32 };
  const y = head(
    draft,
    sheet,
    {
      parent: levels === 3 ? [] : [`UBND ${provinceLine(place)}`],
      own: levels === 3 ? ['ỦY BAN NHÂN DÂN', upper(own)] : [`UBND ${upper(own)}`],
      number: `${random.int(100, 4800)}/QĐ-UBND`,
      place: levels === 3 ? place.district : place.commune,
      date,
      filled: ribbon,
    },
    style,
    look,
  );
  centred(sheet, 0, y + 15, 210, [[{ text: 'QUYẾT ĐỊNH', bold: true, sizePt: 15 }]], style);
  const form = new Form(sheet, left, y + 22, width, style, { value: ribbon, between: 1.2 });
  form.say([{ text: matter, bold: true, field: 'summary' }], { align: 'center' });
  form.say([{ text: `CHỦ TỊCH ỦY BAN NHÂN DÂN ${upper(own)}`, bold: true }], { align: 'center' }, 4);
  const law =
    date.year < 2016 ? 'Hội đồng nhân dân và Ủy ban nhân dân ngày 26 tháng 11 năm 2003' : 'chính quyền địa phương';
  const decree = date.year < 2022 ? '136/2013/NĐ-CP ngày 21/10/2013' : '20/2021/NĐ-CP ngày 15/3/2021';
  for (const text of [
    `- Căn cứ Luật Tổ chức ${law};`,
    `- Căn cứ Nghị định số ${decree} của Chính phủ;`,
    `- Xét đề nghị tại Tờ trình số ${random.int(10, 400)}/TTr-LĐTBXH.`,
  ])
    form.say(text, { align: 'justify', indent: 8 });
  form.say([{ text: 'QUYẾT ĐỊNH:', bold: true }], { align: 'center' }, 2);
  form.say([{ text: 'Điều 1. ', bold: true }, { text: 'Giải quyết đối với người có tên sau đây:' }], { indent: 8 });
  const months = `${String(date.month).padStart(2, '0')}/${date.year}`;
  const cells = [person.name, String(person.born.year), person.address, grouped(random.int(10, 30) * 36_000), months];
  form.y =
    table(
      sheet,
      left,
      form.y - 3,
      [38, 16, 54, 27, 25],
      [['Họ và tên', 'N/sinh', 'Chỗ ở', 'Mức TC (đ/tháng)', 'Từ tháng'], cells.map((text) => ({ text, ...ribbon }))],
      { ...style, sizePt: style.sizePt - 2, leading: 1.2 },
    ) + 7;
  form.say(
    [
      { text: 'Điều 2. ', bold: true },
      {
        text: `Chánh Văn phòng, ${levels === 3 ? 'Trưởng phòng Lao động - Thương binh và Xã hội' : 'Trưởng phòng Văn hóa - Xã hội'} và ${title(person)} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.`,
      },
    ],
    { align: 'justify', indent: 8 },
  );
  const bottom = form.y + 5;
  receivers(sheet, bottom, look, ['Như Điều 2', 'Kho bạc Nhà nước', 'Lưu: VT']);
  const seal = { ...committeeSeal(place), upper: `ỦY BAN NHÂN DÂN ${upper(own)}` };
  const authority = random.pick([['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'], ['CHỦ TỊCH']]);
  const name = nameOf(random, random.maybe(0.75));
  const places = sign(sheet, [147, bottom, 86], { authority, name, seal, titleField }, style, random, look);
  return { type: 'decision', draft, format: 'A4', places };
}

/** Answer of a centre to several receivers, the matter in two lines under the number, numbered demands and a contact at the end. */
async function letter(random: Chance, look: Look): Promise<Paper> {
  const date = addDays({ year: 2025, month: 7, day: 22 }, random.int(0, 470));
  const seat = seatOf(random, date);
  const { place } = seat;
  const person = personOf(random, { bornFrom: 1960, bornTo: 2003, levels: 2, home: place });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.2, 11.4), leading: 1.34 };
  const y = head(
    draft,
    sheet,
    {
      parent: [`UBND ${upper(place.communeFull)}`],
      own: ['TRUNG TÂM PHỤC VỤ', 'HÀNH CHÍNH CÔNG'],
      number: `${random.int(4, 640)}/TTPVHCC`,
      place: place.commune,
      date,
    },
    { ...style, sizePt: style.sizePt - 0.6 },
    look,
  );
  const matter = random.pick([
    `xác minh thông tin hộ tịch của ${title(person)} ${person.name}`,
    'chuyển hồ sơ chứng thực tiếp nhận không đúng thẩm quyền',
    'đính chính kết quả giải quyết thủ tục hành chính trên Cổng Dịch vụ công quốc gia',
    'mượn hồ sơ gốc để số hóa, cập nhật kho dữ liệu điện tử',
  ]);
  sheet.block();
  sheet.paragraph(
    24,
    y + 5.4,
    70,
    [{ text: 'V/v ' }, { text: matter, field: 'summary' }],
    { ...style, sizePt: style.sizePt - 1.6, leading: 1.2 },
    { align: 'center' },
  );
  const form = new Form(sheet, left, y + 29, width, style, { between: 1.6 });
  const to = random
    .shuffled([
      `Công an ${place.communeFull}`,
      `Sở Tư pháp ${place.provinceKind} ${place.province}`,
      `Ủy ban nhân dân ${personOf(random, { levels: 2 }).home.communeFull}`,
      'Phòng Văn hóa - Xã hội',
    ])
    .slice(0, random.int(1, 3));
  if (to.length === 1) form.say([{ text: 'Kính gửi: ' }, { text: to[0]!, field: 'recipient' }], { align: 'center' });
  else {
    sheet.block();
    sheet.line(52, form.y, 'Kính gửi:', style);
    for (const [index, text] of to.entries()) {
      const last = index === to.length - 1;
      const receiver: Run = { text: `- ${text}${last ? '' : ';'}`, field: 'recipient' };
      sheet.line(72, form.y, last ? [receiver, { text: '.' }] : [receiver], style);
      form.y += sheet.step(style);
    }
  }
  form.y += 3;
  const body = (text: string): void => form.say(text, { align: 'justify', indent: 10 });
  const file = `H${random.int(10, 60)}.${random.int(10, 99)}-${slashDate(date, '').slice(4)}-${random.digits(4)}`;
  body(
    `Ngày ${slashDate(addDays(date, -random.int(2, 9)))}, Trung tâm tiếp nhận hồ sơ mã số ${file} của ${title(person)} ${person.name}, sinh năm ${person.born.year}, nơi cư trú: ${person.address}. Qua kiểm tra, Trung tâm đề nghị quý cơ quan:`,
  );
  body('1. Kiểm tra, đối chiếu thông tin trong sổ gốc và cung cấp bản sao có xác nhận các trang liên quan.');
  body(`2. Gửi kết quả về Trung tâm trước ngày ${slashDate(addDays(date, 7))} để trả lời công dân đúng hạn.`);
  body(
    `Thông tin liên hệ: ${title(person.male ? { ...person, male: false } : { ...person, male: true })} ${nameOf(random, !person.male)}, điện thoại 0${random.digits(9)}.`,
  );
  body('Rất mong nhận được sự phối hợp của quý cơ quan./.');
  const bottom = form.y + 5;
  receivers(sheet, bottom, look, ['Như trên', `UBND ${place.communeFull} (b/c)`, 'Lưu: VT, HS']);
  const authority = random.pick([['GIÁM ĐỐC'], ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']]);
  const seal = { ...committeeSeal(place), upper: 'TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG' };
  const name = nameOf(random, random.maybe(0.5));
  const places = sign(sheet, [147, bottom, 86], { authority, name, seal, titleField }, style, random, look);
  return { type: 'official_letter', draft, format: 'A4', places };
}

/** Notice of a land office or a department to complete a file: title and matter in one breath, the person in answered lines, papers wanted in a table. */
async function notice(random: Chance, look: Look): Promise<Paper> {
  const date = addDays({ year: 2022, month: 8, day: 8 }, random.int(0, 1540));
  const seat = seatOf(random, date);
  const { place, levels } = seat;
  const person = personOf(random, { bornFrom: 1950, bornTo: 2003, home: place, levels });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.34 };
  const office = random.pick([
    {
      parent: [`VĂN PHÒNG ĐKĐĐ ${provinceLine(place)}`],
      own: [`CHI NHÁNH ${levels === 3 ? upper(place.districtFull) : `KHU VỰC ${random.int(1, 14)}`}`],
      symbol: 'CNVPĐK',
    },
    { parent: [`UBND ${provinceLine(place)}`], own: ['SỞ XÂY DỰNG'], symbol: 'SXD-VP' },
    {
      parent: [`BHXH ${provinceLine(place)}`],
      own: [`BHXH ${levels === 3 ? upper(place.districtFull) : `CƠ SỞ ${upper(place.commune)}`}`],
      symbol: 'BHXH',
    },
  ]);
  const number = `${random.int(20, 7400)}/TB-${office.symbol}`;
  const issued = { parent: office.parent, own: office.own, number, place: place.province, date };
  const y = head(draft, sheet, issued, style, look);
  const matter = random.pick([
    'Về việc bổ sung, hoàn thiện hồ sơ',
    'Về việc hồ sơ chưa đủ điều kiện giải quyết',
    'Về việc tạm dừng giải quyết hồ sơ để xác minh',
    'Kết quả thẩm định hồ sơ và yêu cầu bổ sung giấy tờ',
  ]);
  const form = new Form(sheet, left, y + 16, width, style, { between: 1.3 });
  form.say([{ text: 'THÔNG BÁO', bold: true, sizePt: 15 }], { align: 'center' });
  form.say([{ text: matter, bold: true, field: 'summary' }], { align: 'center' });
  sheet.rule(92, form.y - 3.6, 118, form.y - 3.6, 0.25);
  form.y += 4;
  form.say(`Kính gửi: ${person.male ? 'Ông' : 'Bà'} ${person.name}`, { align: 'center' });
  form.row(['Nơi cư trú:', person.address]);
  form.row(['Số ĐDCN:', person.personalId], ['ĐT:', `09${random.digits(8)}`, undefined, 0.5]);
  form.say(
    `Cơ quan chúng tôi đã tiếp nhận hồ sơ ngày ${slashDate(addDays(date, -random.int(3, 14)))}. Sau khi kiểm tra, đề nghị bổ sung các giấy tờ sau:`,
    { align: 'justify', indent: 10 },
  );
  const papers = random.shuffled([
    'Bản sao Giấy chứng nhận đã cấp',
    'Văn bản thỏa thuận phân chia di sản thừa kế',
    'Giấy xác nhận tình trạng hôn nhân tại thời điểm nhận chuyển nhượng',
    'Tờ khai lệ phí trước bạ có chữ ký người nộp',
  ]);
  const rows = papers.slice(0, 3).map((text, index) => [String(index + 1), text, `0${1 + (index % 2)}`]);
  const small: Style = { ...style, sizePt: style.sizePt - 1, leading: 1.2 };
  form.y = table(sheet, left, form.y - 3, [14, 122, 24], [['TT', 'Tên giấy tờ', 'Số bản'], ...rows], small) + 7;
  form.say(`Quá ${longDate(addDays(date, 30))}, nếu không bổ sung thì hồ sơ được trả lại theo quy định./.`, {
    align: 'justify',
    indent: 10,
  });
  const bottom = form.y + 5;
  receivers(sheet, bottom, look, ['Như trên', 'Bộ phận một cửa', `Lưu: VT, ${office.symbol}`]);
  const authority = random.pick([['TL. GIÁM ĐỐC', 'TRƯỞNG PHÒNG TIẾP NHẬN'], ['GIÁM ĐỐC'], ['PHÓ GIÁM ĐỐC']]);
  const seal = { ...committeeSeal(place), upper: office.own[0]! };
  const name = nameOf(random, random.maybe(0.6));
  const places = sign(sheet, [147, bottom, 86], { authority, name, seal, titleField }, style, random, look);
  return { type: 'notice', draft, format: 'A4', places };
}

export const sixthDecisions: readonly RoundTemplate[] = [
  { name: 'blank for allowances, figures filled in, one-row table', draw: decision },
];
export const sixthLetters: readonly RoundTemplate[] = [
  { name: 'centre of a commune, several receivers, numbered demands', draw: letter },
];
export const sixthNotices: readonly RoundTemplate[] = [{ name: 'file to complete, papers in a table', draw: notice }];
