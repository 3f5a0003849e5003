import { Draft } from '../draft.ts';
import { inventName, inventPerson, type Person, sexWord } from '../people.ts';
import { inventAddress } from '../places.ts';
import type { Chance } from '../random.ts';
import { drawSignature } from '../seal.ts';
import { penBlue, type Sheet, type Style } from '../sheet.ts';
import { addDays, type Day, isoDate, longDate, slashDate } from '../words.ts';
import { committee, type Filling, type Look, motto, type Paper, type PaperMaker, row, upper } from './common.ts';

const templates = [
  { name: 'two pages, typed, programme of support', set: 'build' },
  { name: 'one page, dotted blank, filled by hand', set: 'build' },
  { name: 'one page, sans, typed on dots', set: 'holdout' },
] as const;

const subjects = [
  ['TỜ KHAI ĐĂNG KÝ KHAI SINH', 'Quan hệ với người được khai sinh', 'cha đẻ', 'đăng ký khai sinh cho con tôi'],
  [
    'TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN',
    'Quan hệ với người được xác nhận',
    'bản thân',
    'cấp giấy xác nhận tình trạng hôn nhân để làm thủ tục đăng ký kết hôn',
  ],
  [
    'TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH',
    'Quan hệ với người được cấp bản sao',
    'con đẻ',
    'cấp bản sao trích lục khai tử của cha tôi',
  ],
] as const;

/** "Đề nghị cấp bản sao: Có ☐ Không ☐" with a pen's tick or cross in one of the drawn boxes. @returns the next baseline, mm. */
function copyWanted(sheet: Sheet, x: number, y: number, style: Style, random: Chance, inked: boolean): number {
  const answer = random.pick(['Có', 'Không']);
  const side = 3.8;
  sheet.block();
  let at = sheet.line(x, y, 'Đề nghị cấp bản sao:', style) + 4;
  for (const option of ['Có', 'Không']) {
    const chosen = inked && option === answer;
    at = sheet.line(at, y, [{ text: option, ...(chosen ? { field: 'copy_wanted' } : {}) }], style) + 2;
    const top = y - side + 0.4;
    sheet.box({ x: at, y: top, width: side, height: side }, { widthMm: 0.25 });
    if (chosen) {
      const mark = random.maybe(0.5)
        ? `M ${at + 0.6} ${top + 2.1} L ${at + 1.6} ${top + 3.2} L ${at + 4.1} ${top - 0.6}`
        : `M ${at + 0.5} ${top + 0.6} L ${at + 3.2} ${top + 3.3} M ${at + 3.3} ${top + 0.5} L ${at + 0.6} ${top + 3.2}`;
      sheet.path(mark, { widthMm: random.real(0.35, 0.6), colour: penBlue, layer: 'ink' });
    }
    at += side + 8;
  }
  return y + sheet.step(style);
}

/** A declaration of two pages with a table, a commitment and a pen signature. */
export async function drawDeclaration(
  random: Chance,
  look: Look,
  given?: { readonly person: Person; readonly made: Day; readonly businessCode?: string },
): Promise<Paper> {
  const person = given?.person ?? inventPerson(random);
  const made = given?.made ?? addDays({ year: 2025, month: 7, day: 10 }, random.int(0, 480));
  const home = person.home;
  const phone = `0${random.pick(['3', '7', '8', '9'])}${random.digits(8)}`;
  const email = `${person.personalId.slice(-6)}@thidu.example`;
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 13 : 11.5, leading: 1.42 };
  const sheet = draft.sheet();
  const left = 28;
  const width = 166;
  let y = 22;
  const filling: Filling =
    look.template === 1
      ? { hand: true, between: 1.5 }
      : look.template === 2
        ? { dotted: true, between: 1 }
        : { between: 0.8 };
  const form = random.pick(['Mẫu số 01', 'Mẫu số 02/HTKD', 'Mẫu số 04']);
  const two = look.template === 0;
  const [title, relationLabel, relation, wish] = two
    ? ([
        'TỜ KHAI ĐĂNG KÝ THAM GIA CHƯƠNG TRÌNH HỖ TRỢ HỘ KINH DOANH GIA ĐÌNH',
        '',
        '',
        'hỗ trợ chi phí chuyển đổi số và miễn phí phần mềm hóa đơn điện tử trong 12 tháng cho hộ kinh doanh gia đình',
      ] as const)
    : random.pick(subjects);
  if (look.template !== 2)
    sheet.line(left, 14, [{ text: form, bold: true, field: 'form_number', sizePt: 10.5 }], style, {
      align: 'right',
      width,
    });
  y = motto(sheet, 105, y, look.family, 12.5) + 15;
  sheet.block();
  y =
    sheet.paragraph(
      left + 8,
      y,
      width - 16,
      [{ text: title, bold: true, field: 'title', sizePt: 15 }],
      { ...style, sizePt: 15, leading: 1.3 },
      { align: 'center' },
    ) + 3;
  sheet.block();
  const addressee = `${committee(home)}, ${home.provinceKind} ${home.province}`;
  sheet.paragraph(
    left,
    y,
    width,
    [
      { text: 'Kính gửi: ', bold: false },
      { text: addressee, bold: !filling.hand, field: 'addressee', ...(filling.hand ? { hand: true } : {}) },
    ],
    style,
    { align: 'center' },
  );
  y += 11;
  sheet.block();
  const put = (...cells: Parameters<typeof row>[4]) => {
    y = row(sheet, left, y, width, cells, style, filling);
  };
  const number = two ? 1 : 0;
  put({
    label: number === 1 ? '1. Họ, chữ đệm, tên người khai:' : 'Họ, chữ đệm, tên người yêu cầu:',
    value: filling.hand ? person.name : upper(person.name),
    field: 'full_name',
  });
  if (two) {
    put(
      { label: '2. Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' },
      { label: '3. Giới tính:', value: sexWord(person), field: 'gender', at: 0.62 },
    );
    put(
      { label: '4. Dân tộc:', value: person.ethnicity, field: 'ethnicity' },
      { label: '5. Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.5 },
    );
    put({ label: '6. Số định danh cá nhân:', value: person.personalId, field: 'personal_id' });
    put({ label: '7. Nơi thường trú:', value: person.address, field: 'residence' });
    put(
      { label: '8. Số điện thoại:', value: phone, field: 'phone' },
      { label: '9. Thư điện tử:', value: email, field: 'email', at: 0.46 },
    );
    put({ label: '10. Mã số hộ kinh doanh:', value: given?.businessCode ?? person.personalId });
    sheet.block();
    y = sheet.paragraph(left, y, width, [{ text: '11. Thành viên gia đình cùng tham gia kinh doanh:' }], style);
    const columns = [0, 13, 72, 100, 133, 166];
    const cell: Style = { ...style, sizePt: style.sizePt - 1.5, leading: 1.2 };
    const members = Array.from({ length: 3 }, (_, index) => {
      const child = index === 2;
      const member = inventPerson(random, { bornFrom: child ? 2006 : 1965, bornTo: child ? 2010 : 1999, home });
      return [
        String(index + 1),
        member.name,
        String(member.born.year),
        ['Vợ/chồng', 'Em ruột', 'Con'][index]!,
        ['Bán hàng', 'Kế toán', 'Phụ giúp'][index]!,
      ];
    });
    const top = y - 4.5;
    let bottom = top;
    for (const [index, cells] of [
      ['STT', 'Họ, chữ đệm, tên', 'Năm sinh', 'Quan hệ', 'Công việc'],
      ...members,
    ].entries()) {
      for (const [column, text] of cells.entries()) {
        sheet.block();
        sheet.line(left + columns[column]! + 1.5, bottom + 5.2, [{ text, bold: index === 0 }], cell, {
          align: index === 0 || column !== 1 ? 'center' : 'left',
          width: columns[column + 1]! - columns[column]! - 3,
        });
      }
      bottom += 7.6;
    }
    for (let rule = 0; rule <= 4; rule++) sheet.rule(left, top + rule * 7.6, left + width, top + rule * 7.6, 0.2);
    for (const column of columns) sheet.rule(left + column, top, left + column, bottom, 0.2);
    y = bottom + 8;
    sheet.block();
    y = sheet.paragraph(
      left,
      y,
      width,
      [{ text: '12. Nội dung đề nghị: ' }, { text: `${wish}.`, field: 'request' }],
      style,
      { align: 'justify' },
    );
    sheet.block();
    y = sheet.paragraph(
      left,
      y + 1,
      width,
      '13. Giấy tờ gửi kèm: bản sao giấy khai sinh của con; bản sao thẻ căn cước công dân; bản sao giấy chứng nhận đăng ký hộ kinh doanh. Các giấy tờ đã có trong kho dữ liệu điện tử thì không phải nộp lại.',
      style,
      { align: 'justify' },
    );
    const page2 = draft.sheet();
    page2.line(0, 14, '2', { ...style, sizePt: 12 }, { align: 'center', width: 210 });
    let down = 28;
    page2.block();
    down = page2.paragraph(left, down, width, [{ text: '14. Tình hình hoạt động kinh doanh', bold: true }], style);
    for (const text of [
      `Hộ kinh doanh hoạt động ổn định từ khi được cấp giấy chứng nhận đăng ký; doanh thu bình quân ${random.int(20, 90)} triệu đồng mỗi tháng, sử dụng thường xuyên ${random.int(2, 6)} lao động là thành viên trong gia đình.`,
      'Trong năm qua, hộ đã thực hiện đầy đủ nghĩa vụ thuế, không vi phạm quy định về an toàn thực phẩm, phòng cháy, chữa cháy và bảo vệ môi trường. Hộ chưa từng nhận hỗ trợ từ chương trình tương tự của địa phương.',
      'Khi được hỗ trợ, hộ sẽ trang bị máy tính tiền kết nối cơ quan thuế, nhận thanh toán không dùng tiền mặt và đăng bán sản phẩm trên sàn thương mại điện tử của tỉnh.',
    ]) {
      page2.block();
      down = page2.paragraph(left, down + 1, width, text, style, { align: 'justify', indent: 10 });
    }
    page2.block();
    down = page2.paragraph(left, down + 4, width, [{ text: '15. Cam kết của người khai', bold: true }], style);
    for (const text of [
      'Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về lời khai của mình.',
      'Tôi đồng ý để cơ quan có thẩm quyền khai thác dữ liệu của tôi trong Cơ sở dữ liệu quốc gia về dân cư và kho dữ liệu điện tử của tổ chức, cá nhân để giải quyết thủ tục này.',
    ]) {
      page2.block();
      down = page2.paragraph(left, down + 1, width, text, style, { align: 'justify', indent: 10 });
    }
    page2.block();
    down += 8;
    page2.line(
      left + 80,
      down,
      [
        { text: 'Làm tại: ', italic: true },
        { text: `${home.communeFull}, `, italic: true },
        { text: longDate(made), italic: true, field: 'made_date' },
      ],
      style,
      { align: 'center', width: 86 },
    );
    page2.block();
    page2.line(left + 80, down + 8, [{ text: 'NGƯỜI KHAI', bold: true }], style, { align: 'center', width: 86 });
    page2.line(
      left + 80,
      down + 14,
      [{ text: '(Ký, ghi rõ họ, chữ đệm, tên)', italic: true }],
      { ...style, sizePt: style.sizePt - 1.5 },
      { align: 'center', width: 86 },
    );
    if (look.inked) drawSignature(page2, random.branch('signature'), left + 106, down + 30, 36);
    page2.line(left + 80, down + 44, [{ text: person.name, bold: true, field: 'applicant_name' }], style, {
      align: 'center',
      width: 86,
    });
    draft.value('made_date', isoDate(made));
    draft.value('birth_date', isoDate(person.born));
    return { type: 'declaration', draft, format: 'A4' };
  }
  put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' });
  put({ label: 'Nơi cư trú:', value: person.address, field: 'residence' });
  put({
    label: 'Giấy tờ tùy thân:',
    value: `CCCD số ${person.personalId} cấp ngày ${slashDate(person.idIssued)}`,
    field: 'identity_paper',
  });
  put({ label: 'Số định danh cá nhân:', value: person.personalId, field: 'personal_id' });
  put({ label: 'Số điện thoại:', value: phone, field: 'phone' });
  put({ label: `${relationLabel}:`, value: relation, field: 'relationship' });
  sheet.block();
  y = sheet.paragraph(
    left,
    y + 1,
    width,
    [{ text: 'Đề nghị cơ quan ' }, { text: wish, field: 'request' }, { text: '.' }],
    style,
  );
  y = copyWanted(sheet, left, y, style, random.branch('copy wanted'), look.inked) + (filling.between ?? 0);
  const child = inventName(random, random.maybe(0.5));
  put({ label: 'Họ, chữ đệm, tên người được ghi trong giấy tờ:', value: child });
  put({ label: 'Nơi cư trú:', value: inventAddress(random, home, 2) });
  sheet.block();
  y = sheet.paragraph(
    left,
    y + 2,
    width,
    'Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan của mình.',
    style,
    { indent: 10 },
  );
  y += 6;
  sheet.block();
  sheet.line(
    left + 70,
    y,
    [
      { text: 'Làm tại: ', italic: true },
      { text: `${home.communeFull}, `, italic: true },
      { text: longDate(made), italic: true, field: 'made_date' },
    ],
    style,
    { align: 'center', width: 96 },
  );
  sheet.block();
  sheet.line(left + 80, y + 8, [{ text: 'Người yêu cầu', bold: true }], style, { align: 'center', width: 86 });
  sheet.line(
    left + 80,
    y + 13.5,
    [{ text: '(Ký, ghi rõ họ, chữ đệm, tên)', italic: true }],
    { ...style, sizePt: style.sizePt - 1.5 },
    { align: 'center', width: 86 },
  );
  if (look.inked) drawSignature(sheet, random.branch('signature'), left + 106, y + 29, 36);
  sheet.line(
    left + 80,
    y + 42,
    [{ text: person.name, bold: true, field: 'applicant_name', ...(filling.hand ? { hand: true } : {}) }],
    style,
    { align: 'center', width: 86 },
  );
  draft.value('made_date', isoDate(made));
  draft.value('birth_date', isoDate(person.born));
  return { type: 'declaration', draft, format: 'A4' };
}

export const declaration: PaperMaker = { type: 'declaration', templates, draw: drawDeclaration };
