import { Draft } from '../../draft.ts';
import { type Person, sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import { drawSignature } from '../../seal.ts';
import type { Sheet, Style } from '../../sheet.ts';
import { addDays, type Day, isoDate, longDate, slashDate } from '../../words.ts';
import { type Look, motto, type Paper, type RoundTemplate, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column } from '../fresh/column.ts';
import { decimal } from '../land.ts';
import { commonName } from '../unseen/people.ts';
import { personOf, seatOf } from './people.ts';

/** Place and date, who signs, a pen's signature and the name below. */
function signed(
  draft: Draft,
  sheet: Sheet,
  y: number,
  of: {
    readonly place: string;
    readonly made: Day;
    readonly title: string;
    readonly note: string;
    readonly person: Person;
  },
  style: Style,
  random: Chance,
  look: Look,
): void {
  const centre = { align: 'center', width: 90 } as const;
  sheet.block();
  sheet.line(
    102,
    y,
    [
      { text: `${of.place}, `, italic: true },
      { text: longDate(of.made), italic: true, field: 'made_date' },
    ],
    style,
    centre,
  );
  sheet.block();
  sheet.line(102, y + 6.5, [{ text: of.title, bold: true }], style, centre);
  sheet.line(102, y + 11.6, [{ text: of.note, italic: true, sizePt: style.sizePt - 2 }], style, centre);
  if (look.inked) drawSignature(sheet, random.branch('signature'), 130, y + 23, 32);
  sheet.line(102, y + 35, [{ text: of.person.name, bold: true, field: 'applicant_name' }], style, centre);
  draft.value('made_date', isoDate(of.made));
}

/** Declaration for copies of an extract (TT 04/2020): marks behind the colons, the other person's answers under the same labels. */
async function copiesOfExtract(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2021, month: 1, day: 11 }, random.int(0, 2130));
  const seat = seatOf(random, made);
  const person = personOf(random, { bornFrom: 1958, bornTo: 2000, home: seat.place, levels: seat.levels });
  const child = personOf(random, {
    bornFrom: 2001,
    bornTo: made.year - 1,
    home: seat.place,
    levels: seat.levels,
    ethnicity: person.ethnicity,
  });
  const given = isoDate(person.idIssued) < isoDate(made) ? person.idIssued : addDays(made, -40);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.2, 11.4), leading: 1.4 };
  motto(sheet, 105, 25, look.family, 13);
  sheet.block();
  sheet.line(
    0,
    47,
    [{ text: 'TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH', bold: true, sizePt: 15.5, field: 'title' }],
    style,
    {
      align: 'center',
      width: 210,
    },
  );
  sheet.block();
  sheet.line(
    26,
    58,
    [{ text: 'Kính gửi: (1) ' }, { text: `Ủy ban nhân dân ${seat.text}`, field: 'addressee' }],
    { ...style, sizePt: style.sizePt - 0.6 },
    { align: 'center', width: 162 },
  );
  const form = new Column(sheet, 26, 72, 162, style, { dotted: true, between: 0.8 });
  form.put({ label: 'Họ, chữ đệm, tên người yêu cầu:', value: upper(person.name), field: 'full_name' });
  form.put({ label: 'Nơi cư trú: (2)', value: person.address, field: 'residence' });
  form.put({
    label: 'Giấy tờ tùy thân: (3)',
    value: `CCCD số ${person.personalId} do Cục Cảnh sát QLHC về TTXH cấp ngày ${slashDate(given)}`,
    field: 'identity_paper',
  });
  form.put({
    label: 'Quan hệ với người được cấp bản sao Trích lục hộ tịch:',
    value: person.male ? 'Cha' : 'Mẹ',
    field: 'relationship',
  });
  form.say(
    [
      { text: 'Đề nghị cơ quan ' },
      { text: 'cấp bản sao trích lục (4) khai sinh', field: 'request' },
      { text: ' cho người có tên dưới đây:' },
    ],
    {},
    0.8,
  );
  form.put({ label: 'Họ, chữ đệm, tên:', value: upper(child.name) });
  form.put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(child.born) });
  form.put(
    { label: 'Giới tính:', value: sexWord(child) },
    { label: 'Dân tộc:', value: child.ethnicity, at: 0.32 },
    { label: 'Quốc tịch:', value: 'Việt Nam', at: 0.62 },
  );
  form.put({ label: 'Nơi cư trú: (2)', value: child.address });
  form.put({ label: 'Giấy tờ tùy thân: (3)', value: `Số định danh cá nhân ${child.personalId}` });
  form.put({ label: 'Đã đăng ký tại: (5)', value: `UBND ${seat.place.communeFull}` });
  form.put(
    { label: 'ngày', value: slashDate(addDays(child.born, 20)) },
    { label: 'số:', value: String(random.int(1, 190)), at: 0.36 },
    { label: 'Quyển số:', value: `01/${addDays(child.born, 20).year}`, at: 0.6 },
  );
  form.put({ label: 'Số lượng bản sao đề nghị cấp: (6)', value: `0${random.int(1, 5)}`, tail: ' bản.' });
  form.say(
    'Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan của mình.',
    { indent: 10, align: 'justify' },
    1,
  );
  signed(
    draft,
    sheet,
    form.y + 5,
    {
      place: `Làm tại: ${seat.place.commune}`,
      made,
      title: 'Người yêu cầu',
      note: '(Ký, ghi rõ họ, chữ đệm, tên)',
      person,
    },
    style,
    random,
    look,
  );
  return { type: 'declaration', draft, format: 'A4' };
}

/** Request for a building permit of a house (NĐ 175/2024, form 01): dashes before the answers, the site and the plans after the owner. */
async function buildingPermit(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2025, month: 7, day: 16 }, random.int(0, 470));
  const seat = seatOf(random, made);
  const person = personOf(random, { bornFrom: 1955, bornTo: 1998, home: seat.place, levels: 2 });
  const ground = random.int(48, 140);
  const floors = random.int(1, 4);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.8, 11), leading: 1.32 };
  sheet.line(
    26,
    13,
    [{ text: 'Mẫu số 01', bold: true, field: 'form_number' }],
    { ...style, sizePt: 11 },
    { align: 'right', width: 162 },
  );
  motto(sheet, 105, 23, look.family, 12.5);
  sheet.block();
  sheet.line(0, 43, [{ text: 'ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP XÂY DỰNG', bold: true, sizePt: 15, field: 'title' }], style, {
    align: 'center',
    width: 210,
  });
  sheet.line(0, 49, [{ text: '(Sử dụng cho công trình: Nhà ở riêng lẻ)', italic: true }], style, {
    align: 'center',
    width: 210,
  });
  sheet.block();
  sheet.line(
    26,
    59,
    [{ text: 'Kính gửi: ' }, { text: `Ủy ban nhân dân ${seat.place.communeFull}`, field: 'addressee' }, { text: '.' }],
    style,
    { align: 'center', width: 162 },
  );
  const form = new Column(sheet, 26, 70, 162, style, { between: 0.7 });
  form.head('1. Thông tin về chủ đầu tư:', 0);
  form.say([
    { text: `- Tên chủ đầu tư (tên chủ hộ): ${person.male ? 'Ông' : 'Bà'} ` },
    { text: upper(person.name), field: 'full_name' },
  ]);
  form.y += 0.7;
  form.put({ label: '- Người đại diện:', value: '' }, { label: 'Chức vụ (nếu có):', value: '', at: 0.5 });
  form.put({ label: '- Số định danh cá nhân/Mã số doanh nghiệp:', value: person.personalId, field: 'personal_id' });
  form.put({ label: '- Địa chỉ liên hệ:', value: person.address, field: 'residence' });
  form.put({ label: '- Số điện thoại:', value: `0${random.pick(['9', '3', '8'])}${random.digits(8)}`, field: 'phone' });
  form.head('2. Thông tin công trình:');
  form.put({ label: 'Địa điểm xây dựng:', value: seat.text });
  form.put(
    { label: 'Lô đất số:', value: `thửa ${random.int(1, 700)}, tờ bản đồ ${random.int(1, 90)}` },
    { label: 'Diện tích:', value: `${decimal(ground * 1.4)} m2`, at: 0.6 },
  );
  form.head('3. Tổ chức/cá nhân lập, thẩm tra thiết kế xây dựng:');
  form.put({ label: '- Tên tổ chức/cá nhân:', value: 'Công ty TNHH Tư vấn thiết kế Nhà Việt' });
  form.put({
    label: '- Mã số chứng chỉ năng lực/hành nghề:',
    value: `${random.pick(['HAN', 'HCM', 'GIL'])}-000${random.digits(5)}`,
  });
  form.head('4. Nội dung đề nghị cấp phép:');
  form.put(
    { label: '- Cấp công trình:', value: floors > 2 ? 'Cấp III' : 'Cấp IV' },
    { label: '- Số tầng:', value: `0${floors}`, at: 0.5 },
  );
  form.put(
    { label: '- Diện tích xây dựng tầng 1:', value: `${ground},0 m2` },
    { label: '- Tổng diện tích sàn:', value: `${ground * floors},0 m2`, at: 0.5 },
  );
  form.put({ label: '- Chiều cao công trình:', value: `${(floors * 3.6).toFixed(1).replace('.', ',')} m` });
  form.put({ label: '5. Dự kiến thời gian hoàn thành công trình:', value: `0${random.int(4, 9)} tháng.` });
  form.say(
    '6. Cam kết: Tôi xin cam đoan làm theo đúng giấy phép được cấp, nếu sai tôi xin hoàn toàn chịu trách nhiệm và bị xử lý theo quy định của pháp luật.',
    { align: 'justify' },
  );
  form.say('Gửi kèm theo Đơn này: 1- Giấy chứng nhận quyền sử dụng đất; 2- 02 bộ bản vẽ thiết kế.', {}, 0.6);
  signed(
    draft,
    sheet,
    form.y + 4,
    {
      place: seat.place.commune,
      made,
      title: 'CHỦ ĐẦU TƯ',
      note: '(Ký, ghi rõ họ tên)',
      person,
    },
    style,
    random,
    look,
  );
  return { type: 'application', draft, format: 'A4' };
}

/** Request to divide or join parcels (form 21): numbered within the parts, marks behind labels, the opinion of the office at the left. */
async function divideParcel(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2025, month: 7, day: 9 }, random.int(0, 480));
  const seat = seatOf(random, made);
  const person = personOf(random, { bornFrom: 1950, bornTo: 1995, home: seat.place, levels: 2 });
  const parcel = random.int(2, 900);
  const map = random.int(1, 110);
  const area = random.int(240, 1900);
  const part = Math.round(area * random.real(0.3, 0.6));
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.36 };
  sheet.line(
    26,
    14,
    [{ text: 'Mẫu số 21', bold: true, field: 'form_number' }],
    { ...style, sizePt: 11 },
    { align: 'center', width: 162 },
  );
  motto(sheet, 105, 25, look.family, 12.5);
  sheet.block();
  sheet.line(
    0,
    46,
    [{ text: 'ĐƠN ĐỀ NGHỊ TÁCH THỬA ĐẤT, HỢP THỬA ĐẤT', bold: true, sizePt: 14.5, field: 'title' }],
    style,
    {
      align: 'center',
      width: 210,
    },
  );
  sheet.block();
  sheet.line(
    26,
    56,
    [
      { text: 'Kính gửi: ' },
      {
        text: random.pick([
          `Chi nhánh Văn phòng đăng ký đất đai khu vực ${random.int(1, 12)}`,
          `Văn phòng đăng ký đất đai ${seat.place.provinceKind} ${seat.place.province}`,
        ]),
        field: 'addressee',
      },
    ],
    style,
    { align: 'center', width: 162 },
  );
  const form = new Column(sheet, 26, 68, 162, style, { between: 0.8 });
  form.head('1. Người sử dụng đất:', 0);
  form.put({ label: '1.1. Tên người sử dụng đất (1):', value: upper(person.name), field: 'full_name' });
  form.put({
    label: '1.2. Giấy tờ nhân thân/pháp nhân số (2):',
    value: `CC số ${person.personalId}, Bộ Công an cấp ngày ${slashDate(addDays(made, -random.int(60, 320)))}`,
    field: 'identity_paper',
  });
  form.put({ label: '1.3. Địa chỉ (3):', value: person.address, field: 'residence' });
  form.put(
    { label: '1.4. Điện thoại liên hệ (nếu có):', value: `09${random.digits(8)}`, field: 'phone' },
    { label: 'Hộp thư điện tử:', value: '', at: 0.6 },
  );
  form.head('2. Đề nghị tách thửa đất, hợp thửa đất như sau:');
  form.say(
    `2.1. Tách thửa đất số ${parcel}, tờ bản đồ số ${map}, diện tích ${decimal(area)} m2; loại đất: Đất ở và đất trồng cây lâu năm; địa chỉ thửa đất: ${seat.text}; Giấy chứng nhận số phát hành: C${random.pick(['K', 'L', 'M'])} ${random.digits(6)}, thành 02 thửa đất:`,
    { align: 'justify' },
    0.4,
  );
  form.say(`- Thửa thứ nhất: diện tích ${decimal(part)} m2; loại đất: Đất ở và đất trồng cây lâu năm;`, { indent: 6 });
  form.say(`- Thửa thứ hai: diện tích ${decimal(area - part)} m2; loại đất: Đất ở và đất trồng cây lâu năm.`, {
    indent: 6,
  });
  form.say('2.2. Hợp thửa đất: Không.', {}, 0.4);
  form.say(
    [
      { text: '3. Lý do tách, hợp thửa đất: ', bold: true },
      {
        text: random.pick([
          'tặng cho con một phần thửa đất',
          'chuyển nhượng một phần thửa đất cho người khác',
          'phân chia di sản thừa kế theo văn bản thỏa thuận',
        ]),
      },
      { text: '.' },
    ],
    {},
    0.8,
  );
  form.say([{ text: '4. Giấy tờ nộp kèm theo đơn này gồm có:', bold: true }], {}, 0.8);
  form.say('- Giấy chứng nhận đã cấp (bản gốc);', { indent: 6 });
  form.say('- Bản vẽ tách thửa đất, hợp thửa đất.', { indent: 6 });
  form.say(
    'Tôi cam kết nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn chịu trách nhiệm trước pháp luật.',
    { indent: 9, align: 'justify' },
    1.2,
  );
  const y = form.y + 5;
  signed(
    draft,
    sheet,
    y,
    {
      place: seat.place.commune,
      made,
      title: 'Người viết đơn',
      note: '(Ký, ghi rõ họ tên, đóng dấu nếu có)',
      person,
    },
    style,
    random,
    look,
  );
  sheet.block();
  sheet.line(24, y + 6.5, [{ text: 'Người tiếp nhận hồ sơ', bold: true }], style, { align: 'center', width: 70 });
  if (look.inked) drawSignature(sheet, random.branch('officer'), 46, y + 22, 26);
  sheet.line(24, y + 35, [{ text: commonName(random, random.maybe(0.5)) }], style, { align: 'center', width: 70 });
  return { type: 'application', draft, format: 'A4' };
}

export const fourthDeclarations: readonly RoundTemplate[] = [
  { name: 'copies of an extract, two people under the same labels', draw: copiesOfExtract },
];
export const fourthApplications: readonly RoundTemplate[] = [
  { name: 'building permit, dashes before the answers', draw: buildingPermit },
  { name: 'division of a parcel, form 21', draw: divideParcel },
];
