import { Draft } from '../../draft.ts';
import { type Person, sexWord } from '../../people.ts';
import { placeText } from '../../places.ts';
import type { Chance } from '../../random.ts';
import { drawSignature } from '../../seal.ts';
import { penBlue, type Sheet, type Style } from '../../sheet.ts';
import { addDays, type Day, dateInWords, isoDate, longDate, slashDate } from '../../words.ts';
import { type Look, motto, type Paper, type RoundTemplate, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column } from '../fresh/column.ts';
import { decimal } from '../land.ts';
import { centred } from './page.ts';
import { personOf, quotedCard, seatOf } from './people.ts';

interface Signed {
  readonly place: string;
  readonly made: Day;
  readonly title: string;
  readonly note: string;
  readonly person: Person;
}

/** Place and day, who signs, the pen's signature and the name, at the right. */
function signed(draft: Draft, sheet: Sheet, y: number, of: Signed, style: Style, random: Chance, look: Look): void {
  centred(
    sheet,
    y,
    [
      { text: `${of.place}, `, italic: true },
      { text: longDate(of.made), italic: true, field: 'made_date' },
    ],
    style,
    98,
    92,
  );
  centred(sheet, y + 6.2, [{ text: of.title, bold: true }], style, 98, 92);
  centred(sheet, y + 11, [{ text: of.note, italic: true, sizePt: style.sizePt - 2 }], style, 98, 92);
  if (look.inked) drawSignature(sheet, random.branch('signature'), 127, y + 22, 34);
  centred(sheet, y + 33, [{ text: of.person.name, field: 'applicant_name' }], style, 98, 92);
  draft.value('made_date', isoDate(of.made));
}

/** A small square behind a word; the chosen one has a pen's cross. @returns the x after it. */
function choice(
  sheet: Sheet,
  x: number,
  y: number,
  text: string,
  chosen: boolean,
  style: Style,
  field?: string,
): number {
  const ticked = chosen && field !== undefined;
  const after = sheet.line(x, y, [{ text, ...(ticked ? { field } : {}) }], style) + 1.8;
  sheet.box({ x: after, y: y - 3.5, width: 4, height: 4 }, { widthMm: 0.25 });
  if (chosen)
    sheet.path(`M ${after + 0.5} ${y - 2.9} l 3 2.9 M ${after + 3.5} ${y - 3} l -3 3`, {
      widthMm: 0.42,
      colour: penBlue,
      layer: 'ink',
    });
  return after + 7;
}

/** Declaration to register a birth again (TT 04/2020): marks (2) to (7) behind the labels, three people under the same ones. */
async function birthAgain(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2020, month: 9, day: 7 }, random.int(0, 2250));
  const seat = seatOf(random, made);
  const own = { home: seat.place, levels: seat.levels } as const;
  const person = personOf(random, { bornFrom: 1953, bornTo: 1998, ...own });
  const year = person.born.year;
  const father = personOf(random, { male: true, bornFrom: year - 38, bornTo: year - 20, ...own });
  const mother = personOf(random, { male: false, bornFrom: year - 35, bornTo: year - 18, ...own });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.6), leading: 1.28 };
  motto(sheet, 105, 19, look.family, 12.4);
  centred(sheet, 35, [{ text: 'TỜ KHAI ĐĂNG KÝ LẠI KHAI SINH', bold: true, sizePt: 15, field: 'title' }], style);
  centred(sheet, 43, [{ text: 'Kính gửi: (1) ' }, { text: `Ủy ban nhân dân ${seat.text}`, field: 'addressee' }], style);
  const form = new Column(sheet, 25, 52, 164, style, { dotted: true, between: 0.2 });
  form.put({ label: 'Họ, chữ đệm, tên người yêu cầu:', value: upper(person.name), field: 'full_name' });
  form.put({ label: 'Nơi cư trú: (2)', value: person.address, field: 'residence' });
  form.put({ label: 'Giấy tờ tùy thân: (3)', value: quotedCard(person, made), field: 'identity_paper' });
  form.put({ label: 'Quan hệ với người được khai sinh:', value: 'Bản thân', field: 'relationship' });
  form.say([{ text: 'Đề nghị cơ quan đăng ký lại khai sinh cho người có tên dưới đây:', bold: true }], {}, 0.5);
  form.put({ label: 'Họ, chữ đệm, tên:', value: upper(person.name) });
  form.put(
    { label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' },
    { label: 'ghi bằng chữ:', value: '', at: 0.46 },
  );
  form.put({ label: '', value: dateInWords(person.born) });
  form.put(
    { label: 'Giới tính:', value: sexWord(person), field: 'gender' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity', at: 0.32 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.64 },
  );
  form.put({ label: 'Nơi sinh: (4)', value: placeText(person.birthplace, seat.levels) });
  form.put({ label: 'Quê quán:', value: placeText(father.birthplace, seat.levels) });
  for (const [who, parent] of [
    ['mẹ', mother],
    ['cha', father],
  ] as const) {
    form.put({ label: `Họ, chữ đệm, tên người ${who}:`, value: upper(parent.name) });
    form.put(
      { label: 'Năm sinh: (5)', value: String(parent.born.year) },
      { label: 'Dân tộc:', value: parent.ethnicity, at: 0.32 },
      { label: 'Quốc tịch:', value: 'Việt Nam', at: 0.64 },
    );
    const gone = parent.born.year < 1945;
    form.put({ label: 'Nơi cư trú: (2)', value: gone ? 'Đã chết' : parent.address });
    form.put({ label: 'Giấy tờ tùy thân: (3)', value: gone ? '' : `CCCD số ${parent.personalId}` });
  }
  form.put({ label: 'Đã đăng ký khai sinh tại: (6)', value: `UBND ${seat.text}` });
  form.put(
    { label: 'Giấy khai sinh số: (7)', value: random.maybe(0.5) ? String(random.int(1, 120)) : '' },
    { label: 'Quyển số: (7)', value: '', at: 0.42 },
    { label: 'cấp ngày:', value: slashDate(addDays(person.born, random.int(10, 900))), at: 0.68 },
  );
  form.put({
    label: 'Lý do đăng ký lại:',
    value: random.pick([
      'Mất bản chính giấy khai sinh, sổ hộ tịch không còn lưu',
      'Sổ hộ tịch và bản chính đều bị mất',
    ]),
  });
  form.say(
    'Tôi cam đoan những nội dung khai trên đây là đúng sự thật, tôi đã nộp đủ các giấy tờ hiện có và chịu trách nhiệm trước pháp luật về nội dung cam đoan của mình.',
    { indent: 9, align: 'justify' },
    0.4,
  );
  const y = Math.min(form.y + 2.4, 256);
  signed(
    draft,
    sheet,
    y,
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
  const wants = random.maybe(0.6);
  sheet.block();
  sheet.line(25, y + 14, 'Đề nghị cấp bản sao:', style);
  let x = 66;
  for (const option of ['Có', 'Không'])
    x = choice(sheet, x, y + 14, option, look.inked && (option === 'Có') === wants, style, 'copy_wanted');
  sheet.block();
  sheet.line(25, y + 20, `Số lượng: ${wants ? `0${random.int(1, 6)}` : '........'} bản`, style);
  draft.value('birth_date', isoDate(person.born));
  return { type: 'declaration', draft, format: 'A4' };
}

/** Request to change the use of land (NĐ 102/2024, form 02c): nine numbered rows, marks behind some, contact data in one row. */
async function changeOfUse(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2024, month: 8, day: 12 }, random.int(0, 800));
  const seat = seatOf(random, made);
  const person = personOf(random, { bornFrom: 1952, bornTo: 1999, home: seat.place, levels: seat.levels });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.4, 11.5), leading: 1.4 };
  sheet.line(
    26,
    14,
    [
      { text: 'Mẫu số 02c', bold: true, field: 'form_number' },
      { text: '. Đơn xin chuyển mục đích sử dụng đất', bold: true },
    ],
    { ...style, sizePt: 10.6 },
    { align: 'right', width: 162 },
  );
  motto(sheet, 105, 24, look.family, 13);
  centred(
    sheet,
    38,
    [
      { text: `${seat.place.commune}, `, italic: true },
      { text: longDate(made), italic: true, field: 'made_date' },
    ],
    style,
    90,
    98,
  );
  centred(sheet, 51, [{ text: 'ĐƠN XIN CHUYỂN MỤC ĐÍCH SỬ DỤNG ĐẤT', bold: true, sizePt: 15, field: 'title' }], style);
  const body =
    seat.levels === 3 ? `${seat.place.districtFull}, ${seat.place.provinceKind} ${seat.place.province}` : seat.text;
  centred(
    sheet,
    61,
    [{ text: 'Kính gửi (1): ' }, { text: `Chủ tịch Ủy ban nhân dân ${body}`, field: 'addressee' }],
    style,
    20,
    170,
  );
  const form = new Column(sheet, 26, 73, 162, style, { dotted: true, between: 0.8 });
  form.put({ label: '1. Người xin chuyển mục đích sử dụng đất (2):', value: person.name, field: 'full_name' });
  form.put({ label: '2. Địa chỉ/trụ sở chính:', value: person.address, field: 'residence' });
  form.say([
    { text: '3. Địa chỉ liên hệ (điện thoại, fax, email...): ' },
    { text: `0${random.pick(['90', '98', '35', '77', '86'])}${random.digits(7)}`, field: 'phone' },
  ]);
  form.y += 0.8;
  form.put({
    label: '4. Địa điểm thửa đất/khu đất:',
    value: `Thửa đất số ${random.int(1, 900)}, tờ bản đồ số ${random.int(1, 90)}, ${seat.text}`,
  });
  form.put({ label: '5. Diện tích (m2):', value: decimal(random.pick([60, 100, 145.5, 200, 300])) });
  form.put({
    label: '6. Để sử dụng vào mục đích (3):',
    value: random.pick(['Đất ở tại nông thôn', 'Đất ở', 'Đất thương mại, dịch vụ']),
  });
  form.put({ label: '7. Thời hạn sử dụng:', value: random.pick(['Lâu dài', '50 năm']) });
  form.say(
    '8. Cam kết sử dụng đất đúng mục đích, chấp hành đúng các quy định của pháp luật đất đai, nộp tiền sử dụng đất/tiền thuê đất (nếu có) đầy đủ, đúng hạn;',
    { align: 'justify' },
  );
  form.put({ label: 'Các cam kết khác (nếu có):', value: 'Không' });
  form.put({ label: '9. Tài liệu gửi kèm (nếu có) (4):', value: 'Giấy chứng nhận quyền sử dụng đất (bản gốc)' });
  const y = form.y + 5;
  centred(sheet, y, [{ text: 'NGƯỜI LÀM ĐƠN', bold: true }], style, 98, 92);
  centred(
    sheet,
    y + 5.6,
    [{ text: '(Ký và ghi rõ họ tên, đóng dấu nếu có)', italic: true, sizePt: style.sizePt - 1.6 }],
    style,
    98,
    92,
  );
  if (look.inked) drawSignature(sheet, random.branch('signature'), 127, y + 19, 34);
  centred(sheet, y + 32, [{ text: person.name, bold: true, field: 'applicant_name' }], style, 98, 92);
  draft.value('made_date', isoDate(made));
  return { type: 'application', draft, format: 'A4' };
}

export const fifthDeclarations: readonly RoundTemplate[] = [
  { name: 'a birth registered again, three people under the same labels', draw: birthAgain },
];
export const fifthApplications: readonly RoundTemplate[] = [
  { name: 'change of the use of land, form 02c', draw: changeOfUse },
];
