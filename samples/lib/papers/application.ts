import { Draft } from '../draft.ts';
import { inventPerson, type Person, sexWord } from '../people.ts';
import type { Chance } from '../random.ts';
import { drawSignature } from '../seal.ts';
import type { Style } from '../sheet.ts';
import { addDays, type Day, isoDate, longDate, slashDate } from '../words.ts';
import { committee, type Filling, type Look, motto, type Paper, type PaperMaker, row, upper } from './common.ts';

const templates = [
  { name: 'typed letter of request', set: 'build' },
  { name: 'dotted blank, filled by hand', set: 'build' },
  { name: 'sans, numbered rows on dots', set: 'holdout' },
] as const;

const subjects = [
  [
    'ĐƠN ĐỀ NGHỊ HƯỞNG TRỢ CẤP HƯU TRÍ XÃ HỘI',
    'xem xét cho tôi được hưởng trợ cấp hưu trí xã hội hằng tháng theo quy định',
  ],
  [
    'ĐƠN ĐỀ NGHỊ XÁC NHẬN HỘ GIA ĐÌNH LÀM NÔNG NGHIỆP',
    'xác nhận hộ gia đình tôi làm nông nghiệp, lâm nghiệp có mức sống trung bình',
  ],
  ['ĐƠN XIN PHÉP XÂY DỰNG NHÀ Ở RIÊNG LẺ', 'cấp giấy phép xây dựng nhà ở riêng lẻ trên thửa đất của gia đình'],
  ['ĐƠN ĐỀ NGHỊ CẤP ĐỔI GIẤY CHỨNG NHẬN', 'cấp đổi giấy chứng nhận đã cấp do giấy bị nhòe, ố, rách'],
] as const;

export async function drawApplication(
  random: Chance,
  look: Look,
  given?: {
    readonly person: Person;
    readonly made: Day;
    readonly addressee: string;
    readonly place: string;
    readonly title: string;
    readonly wish: string;
    readonly reasons: readonly string[];
  },
): Promise<Paper> {
  const person = given?.person ?? inventPerson(random);
  const made = given?.made ?? addDays({ year: 2025, month: 7, day: 10 }, random.int(0, 480));
  const [title, wish] = given === undefined ? random.pick(subjects) : ([given.title, given.wish] as const);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 13.5 : 11.5, leading: 1.42 };
  const filling: Filling =
    look.template === 1
      ? { hand: true, between: 1.6 }
      : look.template === 2
        ? { dotted: true, between: 1 }
        : { between: 0.6 };
  const left = 29;
  const width = 165;
  let y = motto(sheet, 105, 24, look.family, 12.5) + 16;
  sheet.block();
  y =
    sheet.paragraph(
      left + 14,
      y,
      width - 28,
      [{ text: title, bold: true, field: 'title' }],
      { ...style, sizePt: 15 },
      { align: 'center' },
    ) + 4;
  sheet.block();
  y =
    sheet.paragraph(
      left,
      y,
      width,
      [
        { text: 'Kính gửi: ' },
        {
          text: given?.addressee ?? `${committee(person.home)}, ${person.home.provinceKind} ${person.home.province}`,
          field: 'addressee',
          ...(filling.hand ? { hand: true } : {}),
        },
      ],
      style,
      { align: 'center' },
    ) + 4;
  sheet.block();
  const numbered = look.template === 2;
  let item = 0;
  const put = (...cells: Parameters<typeof row>[4]) => {
    item += 1;
    y = row(
      sheet,
      left,
      y,
      width,
      cells.map((cell, index) => (numbered && index === 0 ? { ...cell, label: `${item}. ${cell.label}` } : cell)),
      style,
      filling,
    );
  };
  put({
    label: numbered ? 'Họ và tên người làm đơn:' : 'Tôi tên là:',
    value: filling.hand ? person.name : upper(person.name),
    field: 'full_name',
  });
  put(
    { label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' },
    { label: 'Giới tính:', value: sexWord(person), field: 'gender', at: 0.64 },
  );
  put({ label: 'Số định danh cá nhân:', value: person.personalId, field: 'personal_id' });
  put({ label: 'Nơi thường trú:', value: person.address, field: 'residence' });
  put({ label: 'Số điện thoại:', value: `09${random.digits(8)}`, field: 'phone' });
  sheet.block();
  y = sheet.paragraph(
    left,
    y + 1,
    width,
    [
      { text: numbered ? 'Nội dung đề nghị: ' : 'Tôi làm đơn này đề nghị ' },
      ...(numbered ? [] : [{ text: 'quý cơ quan ' }]),
      { text: wish, field: 'request' },
      { text: '.' },
    ],
    style,
    { align: 'justify', indent: numbered ? 0 : 10 },
  );
  for (const text of given?.reasons ?? [
    'Lý do: gia đình tôi cư trú ổn định tại địa phương, chấp hành tốt chủ trương, chính sách của Đảng, pháp luật của Nhà nước và quy ước của khu dân cư.',
  ]) {
    sheet.block();
    y = sheet.paragraph(left, y + 1, width, text, style, { align: 'justify', indent: 10 });
  }
  sheet.block();
  y = sheet.paragraph(
    left,
    y + 1,
    width,
    'Tôi xin cam đoan những nội dung trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về lời khai của mình.',
    style,
    { align: 'justify', indent: 10 },
  );
  y += 7;
  sheet.block();
  sheet.line(
    left + 70,
    y,
    [
      { text: `${given?.place ?? person.home.commune}, `, italic: true },
      { text: longDate(made), italic: true, field: 'made_date' },
    ],
    style,
    { align: 'center', width: 95 },
  );
  sheet.block();
  sheet.line(left + 80, y + 8, [{ text: 'NGƯỜI LÀM ĐƠN', bold: true }], style, { align: 'center', width: 85 });
  sheet.line(left + 80, y + 13.5, [{ text: '(Ký, ghi rõ họ tên)', italic: true, sizePt: 11.5 }], style, {
    align: 'center',
    width: 85,
  });
  if (look.inked) drawSignature(sheet, random.branch('signature'), left + 105, y + 30, 36);
  sheet.line(
    left + 80,
    y + 43,
    [{ text: person.name, bold: true, field: 'applicant_name', ...(filling.hand ? { hand: true } : {}) }],
    style,
    { align: 'center', width: 85 },
  );
  draft.value('birth_date', isoDate(person.born));
  draft.value('made_date', isoDate(made));
  return {
    type: 'application',
    draft,
    format: 'A4',
    places: { signature: { page: 1, x: left + 100, y: y + 16, width: 45, height: 22 } },
  };
}

export const application: PaperMaker = { type: 'application', templates, draw: drawApplication };
