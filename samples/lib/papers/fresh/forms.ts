import { Draft } from '../../draft.ts';
import { type Person, sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import { drawSignature } from '../../seal.ts';
import type { Sheet, Style } from '../../sheet.ts';
import { addDays, isoDate, longDate, slashDate } from '../../words.ts';
import { type Look, motto, type Paper, type RoundTemplate, upper } from '../common.ts';
import { serifSize } from './births.ts';
import { Column, table } from './column.ts';
import { freshName, freshPerson, houseOf, seat, written } from './people.ts';

/** Place, date and the applicant's name at the right, signed by pen. */
function signed(
  sheet: Sheet,
  x: number,
  y: number,
  width: number,
  style: Style,
  title: string,
  person: Person,
  made: Parameters<typeof longDate>[0],
  place: string,
  random: Chance,
  look: Look,
): void {
  const centre = { align: 'center', width } as const;
  sheet.block();
  sheet.line(
    x,
    y,
    [
      { text: `${place}, `, italic: true },
      { text: longDate(made), italic: true, field: 'made_date' },
    ],
    style,
    centre,
  );
  sheet.block();
  sheet.line(x, y + 6.5, [{ text: title, bold: true }], style, centre);
  sheet.line(x, y + 11.5, [{ text: '(Ký và ghi rõ họ tên)', italic: true, sizePt: style.sizePt - 1.5 }], style, centre);
  if (look.inked) drawSignature(sheet, random.branch('signature'), x + width / 2 - 18, y + 23, 36);
  sheet.line(x, y + 36, [{ text: person.name, bold: true, field: 'applicant_name' }], style, centre);
}

/** CT01 of TT 56/2021/TT-BCA: numbers in boxes, a table of the household, four opinions at the foot. */
async function residenceChange(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2021, month: 7, day: 12 }, random.int(0, 1900));
  const levels = isoDate(made) < '2025-07-01' ? 3 : 2;
  const person = freshPerson(random, { levels, bornTo: made.year - 18 });
  const head = freshPerson(random, { levels, home: person.home });
  const moved = freshPerson(random, { levels, home: person.home, bornFrom: 1990, bornTo: 2020 });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.2, 10.6), leading: 1.34 };
  sheet.line(
    24,
    13,
    [
      { text: 'Mẫu CT01', bold: true, field: 'form_number' },
      { text: ' ban hành kèm theo Thông tư số 56/2021/TT-BCA', italic: true },
    ],
    { ...style, sizePt: 9.5 },
    { align: 'right', width: 164 },
  );
  motto(sheet, 105, 23, look.family, 12);
  sheet.block();
  sheet.line(0, 42, [{ text: 'TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ', bold: true, sizePt: 15, field: 'title' }], style, {
    align: 'center',
    width: 210,
  });
  sheet.block();
  sheet.line(
    24,
    50,
    [{ text: 'Kính gửi(1): ' }, { text: `Công an ${written(person.home, levels)}`, field: 'addressee' }],
    style,
    { align: 'center', width: 164 },
  );
  const form = new Column(sheet, 24, 60, 164, style, { dotted: true, between: 0.7 });
  /** Twelve boxes, a digit in each. */
  const boxed = (label: string, digits: string, field?: string): void => {
    sheet.block();
    sheet.line(form.x, form.y, label, style);
    const from = sheet.endX + 3;
    for (const [index, digit] of [...digits].entries()) {
      sheet.box({ x: from + index * 6, y: form.y - 4.3, width: 6, height: 6 }, { widthMm: 0.2 });
      sheet.line(from + index * 6, form.y, [{ text: digit, ...(field === undefined ? {} : { field }) }], style, {
        align: 'center',
        width: 6,
      });
    }
    sheet.block();
    form.y += sheet.step(style) + 2;
  };
  form.put({ label: '1. Họ, chữ đệm và tên:', value: upper(person.name), field: 'full_name' });
  form.put(
    { label: '2. Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' },
    { label: '3. Giới tính:', value: sexWord(person), field: 'gender', at: 0.64 },
  );
  form.y += 1;
  boxed('4. Số định danh cá nhân/CMND:', person.personalId, 'personal_id');
  form.put(
    {
      label: '5. Số điện thoại liên hệ:',
      value: `0${random.pick(['3', '8', '9'])}${random.digits(8)}`,
      field: 'phone',
    },
    { label: '6. Email:', value: `${person.personalId.slice(-5)}@hopthu.example`, field: 'email', at: 0.54 },
  );
  form.put({ label: '7. Nơi thường trú:', value: person.address, field: 'residence' });
  form.put({ label: '8. Nơi tạm trú:', value: '' });
  form.put({ label: '9. Nơi ở hiện tại:', value: `${houseOf(random, person.home)}, ${written(person.home, levels)}` });
  form.put({
    label: '10. Nghề nghiệp, nơi làm việc:',
    value: random.pick(['Làm ruộng', 'Công nhân may', 'Buôn bán nhỏ', 'Giáo viên']),
  });
  form.put(
    { label: '11. Họ, chữ đệm và tên chủ hộ:', value: head.name },
    {
      label: '12. Quan hệ với chủ hộ:',
      value: random.pick(['Con đẻ', 'Cháu ruột', 'Vợ', 'Em ruột']),
      field: 'relationship',
      at: 0.62,
    },
  );
  form.y += 1;
  boxed('13. Số định danh cá nhân/CMND của chủ hộ:', head.personalId);
  form.put({
    label: '14. Nội dung đề nghị(2):',
    value: random.pick([
      'Đăng ký thường trú về ở cùng chủ hộ',
      'Tách hộ tại cùng một chỗ ở hợp pháp',
      'Điều chỉnh thông tin về nơi cư trú do thay đổi địa giới hành chính',
      'Xóa đăng ký tạm trú',
    ]),
    field: 'request',
  });
  form.put({ label: '15. Những thành viên trong hộ gia đình cùng thay đổi:', value: '' });
  const bottom = table(
    sheet,
    24,
    form.y - 3,
    [11, 46, 26, 15, 38, 28],
    [
      ['TT', 'Họ, chữ đệm và tên', 'Ngày sinh', 'Giới tính', 'Số định danh cá nhân/CMND', 'Quan hệ với chủ hộ'],
      ['1', moved.name, slashDate(moved.born), sexWord(moved), moved.personalId, 'Cháu'],
    ],
    { ...style, sizePt: style.sizePt - 2, leading: 1.2 },
  );
  const y = bottom + 8;
  const small: Style = { ...style, sizePt: style.sizePt - 2.4, leading: 1.2 };
  for (const [index, text] of [
    'Ý KIẾN CỦA CHỦ HỘ(3)',
    'Ý KIẾN CỦA CHỦ SỞ HỮU CHỖ Ở HỢP PHÁP(3)',
    'Ý KIẾN CỦA CHA, MẸ HOẶC NGƯỜI GIÁM HỘ(4)',
  ].entries()) {
    sheet.block();
    sheet.paragraph(20 + index * 40, y + 6.5, 37, [{ text, bold: true }], small, { align: 'center' });
  }
  if (look.inked) drawSignature(sheet, random.branch('head'), 26, y + 26, 26);
  sheet.block();
  sheet.line(20, y + 36, [{ text: head.name, sizePt: small.sizePt + 0.6 }], small, { align: 'center', width: 37 });
  signed(
    sheet,
    140,
    y,
    56,
    { ...style, sizePt: style.sizePt - 2.2 },
    'NGƯỜI KÊ KHAI',
    person,
    made,
    '…………',
    random,
    look,
  );
  draft.value('birth_date', isoDate(person.born));
  draft.value('made_date', isoDate(made));
  draft.value('personal_id', person.personalId);
  return { type: 'declaration', draft, format: 'A4' };
}

/** Declaration of a death (TT 04/2020/TT-BTP): the dead person's data below the applicant's, under the same labels. */
async function deathDeclaration(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2020, month: 8, day: 3 }, random.int(0, 2250));
  const levels = isoDate(made) < '2025-07-01' ? 3 : 2;
  const person = freshPerson(random, { levels, bornTo: made.year - 18 });
  const dead = freshPerson(random, { levels, home: person.home, bornFrom: 1930, bornTo: 1975 });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.38 };
  motto(sheet, 105, 24, look.family, 12.5);
  sheet.block();
  sheet.line(0, 44, [{ text: 'TỜ KHAI ĐĂNG KÝ KHAI TỬ', bold: true, sizePt: 16, field: 'title' }], style, {
    align: 'center',
    width: 210,
  });
  sheet.block();
  sheet.line(
    26,
    54,
    [{ text: 'Kính gửi: (1) ' }, { text: `UBND ${written(person.home, levels)}`, field: 'addressee' }],
    style,
    { align: 'center', width: 162 },
  );
  const form = new Column(sheet, 26, 65, 162, style, { dotted: true, between: 0.8 });
  form.put({ label: 'Họ, chữ đệm, tên người yêu cầu:', value: person.name, field: 'full_name' });
  form.put({ label: 'Nơi cư trú: (2)', value: person.address, field: 'residence' });
  form.put({
    label: 'Giấy tờ tùy thân: (3)',
    value: `CCCD số ${person.personalId}, cấp ngày ${slashDate(addDays(made, -500))}`,
    field: 'identity_paper',
  });
  form.put({
    label: 'Quan hệ với người đã chết:',
    value: random.pick(['Con trai', 'Con gái', 'Vợ', 'Chồng', 'Cháu nội']),
    field: 'relationship',
  });
  form.say('Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:', {}, 1);
  form.put({ label: 'Họ, chữ đệm, tên:', value: upper(dead.name) });
  form.put(
    { label: 'Ngày, tháng, năm sinh:', value: slashDate(dead.born) },
    { label: 'Giới tính:', value: sexWord(dead), at: 0.66 },
  );
  form.put({ label: 'Dân tộc:', value: dead.ethnicity }, { label: 'Quốc tịch:', value: 'Việt Nam', at: 0.5 });
  form.put({ label: 'Nơi cư trú cuối cùng: (2)', value: dead.address });
  form.put({ label: 'Giấy tờ tùy thân: (3)', value: `CMND số ${dead.oldId}` });
  form.put({ label: 'Đã chết vào lúc:', value: `04 giờ 20 phút, ${longDate(addDays(made, -3))}` });
  form.put({ label: 'Nơi chết:', value: written(person.home, levels) });
  form.put({ label: 'Nguyên nhân chết:', value: 'Tuổi già' });
  form.put({ label: 'Số Giấy báo tử/Giấy tờ thay thế Giấy báo tử: (4)', value: `${random.int(1, 40)}/GBT` });
  form.say(
    'Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan của mình.',
    { indent: 9, align: 'justify' },
    1,
  );
  signed(
    sheet,
    108,
    form.y + 4,
    84,
    style,
    'Người yêu cầu',
    person,
    made,
    `Làm tại: ${seat(person.home)}`,
    random,
    look,
  );
  draft.value('made_date', isoDate(made));
  return { type: 'declaration', draft, format: 'A4' };
}

/** Registration of a change in land (numbered blocks with letters, "Tên", "Địa chỉ"). */
export async function landChange(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2024, month: 8, day: 5 }, random.int(0, 800));
  const levels = isoDate(made) < '2025-07-01' ? 3 : 2;
  const person = freshPerson(random, { levels, bornTo: 2000 });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.8, 11), leading: 1.36 };
  sheet.line(
    26,
    13,
    [{ text: 'Mẫu số 11/ĐK', bold: true, field: 'form_number' }],
    { ...style, sizePt: 11 },
    { align: 'right', width: 162 },
  );
  motto(sheet, 105, 23, look.family, 12.5);
  sheet.block();
  sheet.line(
    0,
    43,
    [{ text: 'ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT', bold: true, sizePt: 13.5, field: 'title' }],
    style,
    { align: 'center', width: 210 },
  );
  sheet.block();
  const form = new Column(sheet, 26, 53, 162, style, { dotted: true, between: 0.8 });
  sheet.line(
    26,
    53,
    [
      { text: 'Kính gửi(1): ' },
      {
        text: random.pick([
          'Văn phòng đăng ký đất đai',
          `Chi nhánh Văn phòng đăng ký đất đai khu vực ${random.int(1, 9)}`,
        ]),
        field: 'addressee',
      },
    ],
    style,
    { align: 'center', width: 162 },
  );
  form.y = 63;
  form.head('1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:');
  form.put({ label: 'a) Tên(2):', value: upper(person.name), field: 'full_name' });
  form.put({
    label: 'b) Giấy tờ nhân thân/pháp nhân số(3):',
    value: `CCCD số ${person.personalId}`,
    field: 'identity_paper',
  });
  form.put({ label: 'c) Địa chỉ(4):', value: person.address, field: 'residence' });
  form.put(
    { label: 'd) Điện thoại liên hệ (nếu có):', value: `09${random.digits(8)}`, field: 'phone' },
    { label: 'Hộp thư điện tử:', value: '', at: 0.62 },
  );
  form.head('2. Nội dung biến động:');
  form.say(
    [
      {
        text: random.pick([
          'Nhận tặng cho toàn bộ quyền sử dụng đất từ cha mẹ',
          'Đính chính năm sinh của người sử dụng đất trên Giấy chứng nhận',
          'Chuyển quyền sử dụng đất từ hộ gia đình sang cá nhân',
        ]),
        field: 'request',
      },
    ],
    { indent: 6 },
  );
  form.head('3. Giấy tờ liên quan đến nội dung biến động nộp kèm theo đơn này gồm có:');
  for (const text of [
    '(1) Giấy chứng nhận đã cấp;',
    `(2) Hợp đồng số ${random.int(100, 4000)} ngày ${slashDate(addDays(made, -6))};`,
    '(3) Mảnh trích đo bản đồ địa chính (nếu có).',
  ])
    form.say(text, { indent: 6 });
  form.say(
    'Tôi cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn chịu trách nhiệm trước pháp luật.',
    { indent: 9, align: 'justify' },
    2,
  );
  signed(sheet, 108, form.y + 6, 84, style, 'Người viết đơn', person, made, seat(person.home), random, look);
  draft.value('made_date', isoDate(made));
  return { type: 'application', draft, format: 'A4' };
}

/** A letter in sentences: who, born when and where, paper, residence, and then the wish. */
async function sentences(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2022, month: 3, day: 2 }, random.int(0, 1690));
  const levels = isoDate(made) < '2025-07-01' ? 3 : 2;
  const person = freshPerson(random, { levels, bornTo: 2004 });
  const [title, wish] = random.pick([
    ['ĐƠN XIN XÁC NHẬN TẠM TRÚ', 'xác nhận cho tôi đang tạm trú tại địa phương để bổ túc hồ sơ xin việc làm'],
    ['ĐƠN ĐỀ NGHỊ HỖ TRỢ NHÀ Ở', 'xem xét hỗ trợ kinh phí xóa nhà tạm, nhà dột nát cho gia đình tôi'],
    ['ĐƠN KIẾN NGHỊ', 'kiểm tra, xử lý tình trạng ngập nước trên đường liên thôn'],
    [
      'ĐƠN ĐỀ NGHỊ GIẢI QUYẾT CHẾ ĐỘ MAI TÁNG PHÍ',
      'giải quyết chế độ mai táng phí cho cha tôi là người có công với cách mạng',
    ],
  ] as const);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 14, 12), leading: 1.46 };
  motto(sheet, 105, 26, look.family, 13);
  sheet.block();
  sheet.line(0, 50, [{ text: title, bold: true, sizePt: 16, field: 'title' }], style, { align: 'center', width: 210 });
  const form = new Column(sheet, 30, 64, 158, style);
  form.say(
    [
      { text: 'Kính gửi: ' },
      { text: `Ủy ban nhân dân ${written(person.home, levels)}`, field: 'addressee' },
      { text: '.' },
    ],
    { align: 'center' },
  );
  form.say(
    [
      { text: 'Tôi tên: ' },
      { text: upper(person.name), bold: true, field: 'full_name' },
      { text: '; sinh ngày: ' },
      { text: slashDate(person.born), field: 'birth_date' },
      { text: '; giới tính: ' },
      { text: sexWord(person), field: 'gender' },
      { text: '.' },
    ],
    { indent: 10 },
    3,
  );
  form.say(
    [
      { text: 'CCCD số: ' },
      { text: person.personalId, field: 'personal_id' },
      { text: `, cấp ngày ${slashDate(addDays(made, -600))}, nơi cấp: Cục Cảnh sát QLHC về TTXH.` },
    ],
    { indent: 10 },
  );
  form.say([{ text: 'Hiện thường trú tại: ' }, { text: person.address, field: 'residence' }, { text: '.' }], {
    indent: 10,
  });
  form.say(
    [
      { text: 'Điện thoại: ' },
      { text: `0${random.pick(['3', '7', '9'])}${random.digits(8)}`, field: 'phone' },
      { text: '.' },
    ],
    { indent: 10 },
  );
  form.say([{ text: 'Nay tôi làm đơn này kính mong quý cơ quan ' }, { text: wish, field: 'request' }, { text: '.' }], {
    indent: 10,
    align: 'justify',
  });
  form.say(
    `Hoàn cảnh gia đình tôi hiện có ${random.int(3, 7)} nhân khẩu, thu nhập chủ yếu từ sản xuất nông nghiệp; các thành viên luôn chấp hành tốt quy định của địa phương.`,
    { indent: 10, align: 'justify' },
  );
  form.say('Rất mong được quý cơ quan quan tâm giải quyết. Tôi xin chân thành cảm ơn!', { indent: 10 });
  form.y += 6;
  signed(
    sheet,
    104,
    form.y,
    88,
    { ...style, leading: 1.3 },
    'Người làm đơn',
    person,
    made,
    seat(person.home),
    random,
    look,
  );
  sheet.block();
  sheet.line(24, form.y + 6.5, [{ text: 'XÁC NHẬN CỦA TRƯỞNG THÔN', bold: true, sizePt: style.sizePt - 2 }], style, {
    align: 'center',
    width: 74,
  });
  if (look.inked) drawSignature(sheet, random.branch('hamlet'), 44, form.y + 24, 30);
  sheet.line(24, form.y + 36, [{ text: freshName(random, true) }], style, { align: 'center', width: 74 });
  draft.value('birth_date', isoDate(person.born));
  draft.value('made_date', isoDate(made));
  return { type: 'application', draft, format: 'A4' };
}

export const freshDeclarations: readonly RoundTemplate[] = [
  { name: 'CT01, digits in boxes', draw: residenceChange },
  { name: 'declaration of a death, two people', draw: deathDeclaration },
];
export const freshApplications: readonly RoundTemplate[] = [
  { name: 'change in land, lettered rows', draw: landChange },
  { name: 'letter in sentences', draw: sentences },
];
