import { Draft } from '../../draft.ts';
import { sexWord } from '../../people.ts';
import { inventAddress, placeText } from '../../places.ts';
import type { Chance } from '../../random.ts';
import { drawSignature } from '../../seal.ts';
import { penBlue, type Sheet, type Style } from '../../sheet.ts';
import { addDays, type Day, dateInWords, isoDate, longDate, slashDate } from '../../words.ts';
import { identityPaper, type Look, motto, type Paper, type RoundTemplate, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column } from '../fresh/column.ts';
import { commonName, commonPerson, seatOn } from '../unseen/people.ts';

/** Place and date, who signs, and the name, at the right of a form. */
function signed(
  sheet: Sheet,
  y: number,
  style: Style,
  text: {
    readonly place: string;
    readonly on: Day;
    readonly title: string;
    readonly note: string;
    readonly name: string;
  },
  random: Chance,
  look: Look,
): void {
  const right = { align: 'center', width: 92 } as const;
  sheet.block();
  sheet.line(
    98,
    y,
    [
      { text: text.place, italic: true },
      { text: longDate(text.on), italic: true, field: 'made_date' },
    ],
    style,
    right,
  );
  sheet.block();
  sheet.line(98, y + 6.6, [{ text: text.title, bold: true }], style, right);
  sheet.line(98, y + 11.8, [{ text: text.note, italic: true, sizePt: 10.4 }], style, right);
  if (look.inked) drawSignature(sheet, random.branch('signature'), 128, y + 24, 34);
  sheet.line(98, y + 36, [{ text: text.name, field: 'applicant_name' }], style, right);
}

/** Declaration of a birth by TT 04/2024/TT-BTP: footnote marks, the child between two parents, boxes for a copy. */
async function birthDeclaration(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2024, month: 7, day: 1 }, random.int(0, 860));
  const seat = seatOn(random, made);
  const wishes = { bornFrom: 1984, bornTo: 2003, home: seat.place, levels: seat.levels } as const;
  const father = commonPerson(random, { ...wishes, male: true });
  const mother = commonPerson(random, { ...wishes, male: false, ethnicity: father.ethnicity });
  const person = random.maybe(0.7) ? father : mother;
  const born = addDays(made, -random.int(3, 50));
  const male = random.maybe(0.5);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.6, 10.8), leading: 1.34 };
  motto(sheet, 105, 22, look.family, 12.5);
  sheet.block();
  sheet.line(0, 39, [{ text: 'TỜ KHAI ĐĂNG KÝ KHAI SINH', bold: true, sizePt: 15.5, field: 'title' }], style, {
    align: 'center',
    width: 210,
  });
  sheet.block();
  sheet.line(
    26,
    48,
    [{ text: 'Kính gửi: (1) ' }, { text: `Ủy ban nhân dân ${seat.text}`, field: 'addressee' }],
    style,
    { align: 'center', width: 162 },
  );
  const form = new Column(sheet, 26, 58, 160, style, { dotted: true, between: 0.5 });
  form.put({ label: 'Họ, chữ đệm, tên người yêu cầu:', value: upper(person.name), field: 'full_name' });
  form.put({ label: 'Giấy tờ tùy thân: (3)', value: identityPaper(person, made), field: 'identity_paper' });
  form.put({ label: 'Nơi cư trú: (2)', value: person.address, field: 'residence' });
  form.put({
    label: 'Quan hệ với người được khai sinh:',
    value: person === father ? 'Cha' : 'Mẹ',
    field: 'relationship',
  });
  form.head('Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:', 0.6);
  form.put({ label: 'Họ, chữ đệm, tên:', value: upper(commonName(random, male)) });
  form.put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(born) });
  form.put({ label: 'Ghi bằng chữ:', value: dateInWords(born) });
  form.put(
    { label: 'Giới tính:', value: male ? 'Nam' : 'Nữ' },
    { label: 'Dân tộc:', value: father.ethnicity, at: 0.34 },
    { label: 'Quốc tịch:', value: 'Việt Nam', at: 0.66 },
  );
  form.put({ label: 'Nơi sinh: (4)', value: `Bệnh viện Đa khoa ${seat.place.provinceKind} ${seat.place.province}` });
  form.put({ label: 'Quê quán:', value: placeText(father.birthplace, seat.levels) });
  for (const [who, parent] of [
    ['mẹ', mother],
    ['cha', father],
  ] as const) {
    form.put({ label: `Họ, chữ đệm, tên người ${who}:`, value: upper(parent.name) });
    form.put(
      { label: 'Năm sinh: (5)', value: String(parent.born.year) },
      { label: 'Dân tộc:', value: parent.ethnicity, at: 0.34 },
      { label: 'Quốc tịch:', value: 'Việt Nam', at: 0.66 },
    );
    form.put({ label: 'Giấy tờ tùy thân: (3)', value: `Số định danh cá nhân ${parent.personalId}` });
  }
  form.say(
    'Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật, được sự thỏa thuận nhất trí của các bên liên quan theo quy định pháp luật.',
    { indent: 9, align: 'justify' },
    0.6,
  );
  form.say('Tôi chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình.', { indent: 9 });
  const y = form.y + 2;
  signed(
    sheet,
    y,
    style,
    {
      place: `Làm tại: ${seat.place.commune}, `,
      on: made,
      title: 'Người yêu cầu',
      note: '(Ký, ghi rõ họ, chữ đệm, tên)',
      name: person.name,
    },
    random,
    look,
  );
  const wants = random.maybe(0.7);
  sheet.block();
  let at = sheet.line(26, y + 14, 'Đề nghị cấp bản sao (6): ', style) + 1.4;
  for (const option of ['Có', 'Không']) {
    const ticked = look.inked && (option === 'Có') === wants;
    const x = sheet.line(at, y + 14, [{ text: option, ...(ticked ? { field: 'copy_wanted' } : {}) }], style) + 1.6;
    sheet.box({ x, y: y + 10.6, width: 4, height: 4 }, { widthMm: 0.25 });
    if (ticked)
      sheet.path(`M ${x + 0.6} ${y + 11.2} l 2.8 2.9 M ${x + 3.5} ${y + 11.1} l -2.9 2.9`, {
        widthMm: 0.42,
        colour: penBlue,
        layer: 'ink',
      });
    at = x + 7;
  }
  sheet.block();
  sheet.line(26, y + 20, `Số lượng: ${wants ? `0${random.int(1, 5)}` : '......'} bản`, style);
  draft.value('made_date', isoDate(made));
  return { type: 'declaration', draft, format: 'A4' };
}

/** Declaration for a change of civil status: whose papers, the act quoted, from what to what and why. */
async function correction(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2021, month: 1, day: 11 }, random.int(0, 2120));
  const seat = seatOn(random, made);
  const person = commonPerson(random, { bornFrom: 1955, bornTo: 2001, home: seat.place, levels: seat.levels });
  const own = random.maybe(0.55);
  const other = commonPerson(random, { bornFrom: 2004, bornTo: 2018, home: seat.place, levels: seat.levels });
  const subject = own ? person : other;
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.4 };
  motto(sheet, 105, 24, look.family, 12.5);
  sheet.block();
  for (const [index, text] of [
    'TỜ KHAI ĐĂNG KÝ VIỆC THAY ĐỔI, CẢI CHÍNH, BỔ SUNG',
    'THÔNG TIN HỘ TỊCH, XÁC ĐỊNH LẠI DÂN TỘC',
  ].entries())
    sheet.line(0, 43 + index * 6.4, [{ text, bold: true, sizePt: 13.5, field: 'title' }], style, {
      align: 'center',
      width: 210,
    });
  sheet.block();
  sheet.line(26, 60, [{ text: 'Kính gửi: ' }, { text: `UBND ${seat.text}`, field: 'addressee' }], style, {
    align: 'center',
    width: 162,
  });
  const form = new Column(sheet, 26, 72, 160, style, { between: 0.8 });
  form.put({ label: 'Họ, chữ đệm, tên người yêu cầu:', value: person.name, field: 'full_name' });
  form.put({ label: 'Nơi cư trú:', value: person.address, field: 'residence' });
  form.put({ label: 'Giấy tờ tùy thân:', value: identityPaper(person, made), field: 'identity_paper' });
  form.put({
    label: 'Quan hệ với người được thay đổi, cải chính, xác định lại dân tộc, bổ sung thông tin hộ tịch:',
    value: own ? 'Bản thân' : person.male ? 'Cha' : 'Mẹ',
    field: 'relationship',
  });
  const matter = random.pick(['cải chính hộ tịch', 'bổ sung thông tin hộ tịch', 'thay đổi hộ tịch']);
  form.say(
    [
      { text: 'Đề nghị cơ quan ' },
      { text: `đăng ký việc ${matter}`, field: 'request' },
      { text: ' cho người có tên dưới đây:' },
    ],
    {},
    0.8,
  );
  form.put({ label: 'Họ, chữ đệm, tên:', value: upper(subject.name) });
  form.put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(subject.born) });
  form.put(
    { label: 'Giới tính:', value: sexWord(subject) },
    { label: 'Dân tộc:', value: subject.ethnicity, at: 0.34 },
    { label: 'Quốc tịch:', value: 'Việt Nam', at: 0.66 },
  );
  form.put({ label: 'Nơi cư trú:', value: subject.address });
  form.say(
    `Đã đăng ký khai sinh tại UBND ${seat.place.communeFull} ngày ${slashDate(addDays(subject.born, 20))} số: ${random.int(1, 200)} Quyển số: 01/${subject.born.year}.`,
    { align: 'justify' },
    0.4,
  );
  const [from, to] = random.pick([
    ['Năm sinh của mẹ: 1979', 'Năm sinh của mẹ: 1978'],
    ['Chữ đệm: Thị', 'Chữ đệm: Thúy'],
    ['Nơi sinh: chưa ghi', 'Nơi sinh: Trạm Y tế xã'],
  ] as const);
  form.say(`Từ: ${from} thành: ${to}.`, {}, 0.8);
  form.say('Lý do: Do sai sót khi đăng ký, không khớp với giấy tờ hiện có.', {}, 0.8);
  form.say(
    'Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan của mình.',
    { indent: 9, align: 'justify' },
    0.8,
  );
  signed(
    sheet,
    form.y + 4,
    style,
    {
      place: `Làm tại: ${seat.place.commune}, `,
      on: made,
      title: 'Người yêu cầu',
      note: '(Ký, ghi rõ họ, chữ đệm, tên)',
      name: person.name,
    },
    random,
    look,
  );
  draft.value('made_date', isoDate(made));
  return { type: 'declaration', draft, format: 'A4' };
}

/** Application for a confirmation of hardship: household words of before the electronic registers, identity paper with date and place in one row. */
async function hardship(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2022, month: 8, day: 15 }, random.int(0, 1540));
  const seat = seatOn(random, made);
  const person = commonPerson(random, { bornFrom: 1950, bornTo: 2005, home: seat.place, levels: seat.levels });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.4, 11.6), leading: 1.42 };
  motto(sheet, 105, 24, look.family, 13);
  sheet.block();
  sheet.line(
    0,
    44,
    [{ text: 'ĐƠN XIN XÁC NHẬN HOÀN CẢNH KHÓ KHĂN', bold: true, sizePt: 15.5, field: 'title' }],
    style,
    {
      align: 'center',
      width: 210,
    },
  );
  sheet.block();
  sheet.line(27, 55, [{ text: 'Kính gửi: ' }, { text: `Ủy ban nhân dân ${seat.text}`, field: 'addressee' }], style, {
    align: 'center',
    width: 160,
  });
  const form = new Column(sheet, 27, 68, 160, style, { between: 0.9, dotted: random.maybe(0.5) });
  form.put(
    { label: 'Tôi tên là:', value: upper(person.name), field: 'full_name' },
    { label: 'Giới tính:', value: sexWord(person), field: 'gender', at: 0.72 },
  );
  form.put(
    { label: 'Sinh ngày:', value: slashDate(person.born), field: 'birth_date' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity', at: 0.5 },
  );
  form.put(
    { label: 'Số CCCD:', value: person.personalId, field: 'personal_id' },
    { label: 'Ngày cấp:', value: slashDate(addDays(made, -random.int(90, 900))), at: 0.42 },
    { label: 'Nơi cấp:', value: 'Cục CSQLHC', at: 0.7 },
  );
  form.put({ label: 'Hộ khẩu thường trú:', value: person.address, field: 'residence' });
  form.put({
    label: 'Chỗ ở hiện nay:',
    value: random.maybe(0.6) ? 'Như trên' : inventAddress(random, seat.place, seat.levels),
  });
  form.put({
    label: 'Số điện thoại:',
    value: `03${random.digits(2)} ${random.digits(3)} ${random.digits(3)}`,
    field: 'phone',
  });
  form.put({ label: 'Nghề nghiệp:', value: random.pick(['Lao động tự do', 'Làm nông', 'Nội trợ', 'Công nhân']) });
  form.say(
    [
      {
        text: `Gia đình tôi hiện có ${random.int(3, 7)} nhân khẩu, thu nhập không ổn định, có người già yếu, đau ốm thường xuyên. Nay tôi làm đơn này kính đề nghị Ủy ban nhân dân ${seat.place.communeFull} `,
      },
      {
        text: random.pick([
          'xác nhận gia đình tôi có hoàn cảnh khó khăn để được miễn, giảm học phí cho con',
          'xác nhận hoàn cảnh khó khăn để tôi bổ sung hồ sơ vay vốn sinh viên',
          'xác nhận hoàn cảnh khó khăn để được hỗ trợ viện phí',
        ]),
        field: 'request',
      },
      { text: '.' },
    ],
    { indent: 10, align: 'justify' },
    1,
  );
  form.say('Tôi xin cam đoan những lời khai trên là đúng sự thật. Tôi xin chân thành cảm ơn!', { indent: 10 }, 0.8);
  const y = form.y + 5;
  signed(
    sheet,
    y,
    style,
    {
      place: `${seat.place.commune}, `,
      on: made,
      title: 'NGƯỜI LÀM ĐƠN',
      note: '(Ký và ghi rõ họ tên)',
      name: person.name,
    },
    random,
    look,
  );
  sheet.block();
  sheet.line(24, y + 6.6, [{ text: 'XÁC NHẬN CỦA TRƯỞNG THÔN', bold: true, sizePt: 11 }], style, {
    align: 'center',
    width: 72,
  });
  if (look.inked) drawSignature(sheet, random.branch('head'), 46, y + 24, 26);
  sheet.line(24, y + 36, commonName(random, true), style, { align: 'center', width: 72 });
  draft.value('birth_date', isoDate(person.born));
  draft.value('phone', draft.fields().phone!.printed.replace(/ /g, ''));
  draft.value('made_date', isoDate(made));
  return { type: 'application', draft, format: 'A4' };
}

/** Registration of land for the first time (NĐ 151/2025, Mẫu số 15): lettered rows, parcel and house among them. */
async function landRegistration(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2025, month: 7, day: 3 }, random.int(0, 500));
  const seat = seatOn(random, made);
  const person = commonPerson(random, { bornFrom: 1948, bornTo: 1996, home: seat.place, levels: 2 });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.7), leading: 1.34 };
  sheet.line(
    26,
    13,
    [{ text: 'Mẫu số 15', bold: true, field: 'form_number' }],
    { ...style, sizePt: 11 },
    {
      align: 'right',
      width: 162,
    },
  );
  motto(sheet, 105, 22, look.family, 12.5);
  sheet.block();
  sheet.line(
    0,
    41,
    [{ text: 'ĐƠN ĐĂNG KÝ ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT', bold: true, sizePt: 14, field: 'title' }],
    style,
    { align: 'center', width: 210 },
  );
  sheet.block();
  sheet.line(
    26,
    50,
    [
      { text: 'Kính gửi: ' },
      {
        text: random.pick([
          `Ủy ban nhân dân ${seat.place.communeFull}`,
          `Chi nhánh Văn phòng đăng ký đất đai ${seat.place.district}`,
        ]),
        field: 'addressee',
      },
    ],
    style,
    { align: 'center', width: 162 },
  );
  const form = new Column(sheet, 26, 61, 160, style, { between: 0.5 });
  const area = random.pick(['120,5', '236,0', '88,4', '1.050,0']);
  form.head('1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất, người quản lý đất:', 0);
  form.put({ label: 'a) Họ và tên:', value: upper(person.name), field: 'full_name' });
  form.put({
    label: 'b) Giấy tờ nhân thân/pháp nhân:',
    value: identityPaper(person, made),
    field: 'identity_paper',
  });
  form.put({ label: 'c) Địa chỉ:', value: person.address, field: 'residence' });
  const mail = random.maybe(0.4);
  form.put(
    { label: 'd) Điện thoại liên hệ (nếu có):', value: `09${random.digits(8)}`, field: 'phone' },
    {
      label: 'Email (nếu có):',
      value: mail ? `${random.pick(['hoa', 'minh', 'tuan'])}${random.digits(3)}@thu.example` : '',
      ...(mail ? { field: 'email' } : {}),
      at: 0.56,
    },
  );
  form.head('2. Thửa đất đăng ký:', 0.4);
  form.put(
    { label: 'a) Thửa đất số:', value: String(random.int(1, 900)) },
    { label: 'Tờ bản đồ số:', value: String(random.int(1, 60)), at: 0.5 },
  );
  form.put({ label: 'b) Địa chỉ:', value: inventAddress(random, seat.place, 2) });
  form.put({ label: 'c) Diện tích:', value: `${area} m²; sử dụng chung: 0 m²; sử dụng riêng: ${area} m²` });
  form.put({ label: 'd) Sử dụng vào mục đích:', value: 'Đất ở, từ thời điểm: 15/10/1993' });
  form.put({ label: 'đ) Thời hạn đề nghị được sử dụng đất:', value: 'Lâu dài' });
  form.put({ label: 'e) Nguồn gốc sử dụng đất:', value: 'Do cha mẹ để lại, sử dụng ổn định, không tranh chấp' });
  form.head('3. Nhà ở, công trình xây dựng:', 0.4);
  form.put(
    { label: 'a) Loại nhà ở, công trình:', value: 'Nhà ở riêng lẻ' },
    { label: 'Số tầng:', value: '01', at: 0.6 },
  );
  form.put(
    { label: 'b) Diện tích xây dựng:', value: '72,0 m²' },
    { label: 'Diện tích sàn:', value: '72,0 m²', at: 0.5 },
  );
  form.say(
    [
      { text: '4. Đề nghị: ', bold: true },
      {
        text: random.pick([
          'Đăng ký đất đai và cấp Giấy chứng nhận',
          'Cấp Giấy chứng nhận đối với đất và nhà ở',
          'Đăng ký đất đai, tài sản gắn liền với đất',
        ]),
        field: 'request',
      },
      { text: '.' },
    ],
    {},
    0.6,
  );
  form.head('5. Những giấy tờ nộp kèm theo:', 0.4);
  form.say('(1) Biên lai nộp thuế đất năm 1996; (2) Sơ đồ nhà ở.', { indent: 6 });
  form.say(
    'Tôi xin cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn chịu trách nhiệm trước pháp luật.',
    { indent: 9, align: 'justify' },
    0.6,
  );
  signed(
    sheet,
    form.y + 4,
    style,
    {
      place: `${seat.place.commune}, `,
      on: made,
      title: 'Người viết đơn',
      note: '(Ký, ghi rõ họ tên)',
      name: person.name,
    },
    random,
    look,
  );
  draft.value('made_date', isoDate(made));
  return { type: 'application', draft, format: 'A4' };
}

export const thirdDeclarations: readonly RoundTemplate[] = [
  { name: 'birth by the form of 2024, footnote marks, boxes for a copy', draw: birthDeclaration },
  { name: 'change of civil status, title in two lines', draw: correction },
];
export const thirdApplications: readonly RoundTemplate[] = [
  { name: 'confirmation of hardship, village head beside the applicant', draw: hardship },
  { name: 'first registration of land, lettered rows', draw: landRegistration },
];
