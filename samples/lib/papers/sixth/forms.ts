import { Draft } from '../../draft.ts';
import { type Person, sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import { drawSignature } from '../../seal.ts';
import type { Run, Sheet, Style } from '../../sheet.ts';
import { addDays, type Day, isoDate, longDate, slashDate } from '../../words.ts';
import { type Look, motto, type Paper, type RoundTemplate, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { centred, Form, ribbon } from './form.ts';
import { nameOf, personOf, seatOf } from './people.ts';

/** Place and day, the title of who signs, a pen's signature, the name. */
function signed(
  draft: Draft,
  sheet: Sheet,
  y: number,
  of: {
    readonly place: string;
    readonly made: Day;
    readonly who: string;
    readonly note: string;
    readonly person: Person;
  },
  style: Style,
  random: Chance,
  look: Look,
): void {
  const dateline: Run[] = [
    { text: `${of.place}, `, italic: true },
    { text: longDate(of.made), italic: true, field: 'made_date' },
  ];
  const note: Run[] = [{ text: of.note, italic: true, sizePt: style.sizePt - 2 }];
  centred(sheet, 104, y, 88, [dateline, [{ text: of.who, bold: true }], note], { ...style, leading: 1.3 });
  if (look.inked) drawSignature(sheet, random.branch('signature'), 132, y + 22, 30);
  centred(sheet, 104, y + 34, 88, [[{ text: of.person.name, field: 'applicant_name' }]], style);
  draft.value('made_date', isoDate(of.made));
}

/** TK1-TS of social insurance: every label behind its number in square brackets, several to a line, filled by an impact printer. */
async function insurance(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2023, month: 5, day: 4 }, random.int(0, 1270));
  const seat = seatOf(random, made);
  const { place, levels } = seat;
  const person = personOf(random, { bornFrom: 1962, bornTo: 2006, home: place, levels });
  const draft = await Draft.begin([look.family, 'mono']);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.4, 10.6), leading: 1.54 };
  centred(sheet, 24, 20, 76, [[{ text: `BẢO HIỂM XÃ HỘI VIỆT NAM`, bold: true, sizePt: 10.6 }]], style);
  motto(sheet, 146, 20, look.family, 11);
  sheet.block();
  sheet.line(150, 12, [{ text: 'Mẫu TK1-TS', bold: true, field: 'form_number' }], { ...style, sizePt: 10 });
  centred(
    sheet,
    0,
    42,
    210,
    [
      [{ text: 'TỜ KHAI', bold: true, sizePt: 15, field: 'title' }],
      [
        {
          text: 'THAM GIA, ĐIỀU CHỈNH THÔNG TIN BẢO HIỂM XÃ HỘI, BẢO HIỂM Y TẾ',
          bold: true,
          sizePt: 12.4,
          field: 'title',
        },
      ],
    ],
    { ...style, leading: 1.4 },
  );
  const addressee = `Bảo hiểm xã hội ${place.provinceKind} ${place.province}`;
  centred(sheet, 24, 58, 162, [[{ text: 'Kính gửi: ' }, { text: addressee, ...ribbon, field: 'addressee' }]], style);
  const form = new Form(sheet, 24, 69, 164, style, { value: ribbon, dots: 'under', raised: 0.4, between: 0.5 });
  form.row(['[01]. Họ và tên:', upper(person.name), 'full_name']);
  form.row(
    ['[02]. Ngày, tháng, năm sinh:', slashDate(person.born), 'birth_date'],
    ['[03]. Giới tính:', sexWord(person), 'gender', 0.62],
  );
  form.row(['[04]. Quốc tịch:', 'Việt Nam', 'nationality'], ['[05]. Dân tộc:', person.ethnicity, 'ethnicity', 0.5]);
  form.row(['[06]. Số ĐDCN/CCCD:', person.personalId, 'personal_id']);
  const phone = `0${random.pick(['9', '3', '7', '8'])}${random.digits(8)}`;
  form.row(
    ['[07]. Điện thoại:', `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`, 'phone'],
    ['[08]. Email (nếu có):', '', undefined, 0.5],
  );
  form.row(['[09]. Nơi cư trú:', person.address, 'residence']);
  form.row(['[10]. Họ tên cha/mẹ/người giám hộ:', '']);
  form.note('(Chỉ kê khai đối với trẻ em dưới 6 tuổi)');
  form.row([
    '[11]. Nội dung thay đổi, yêu cầu:',
    random.pick([
      'Cấp lại thẻ BHYT do thay đổi nơi khám chữa bệnh ban đầu',
      'Điều chỉnh ngày sinh theo CCCD',
      'Đăng ký đóng BHXH tự nguyện phương thức 06 tháng/lần',
      'Gộp sổ BHXH',
    ]),
    'request',
  ]);
  form.row(['[12]. Nơi đăng ký KCB ban đầu:', `Trạm Y tế ${place.communeFull}`]);
  form.row(['[13]. Hồ sơ kèm theo:', `0${random.int(1, 3)} bản`]);
  form.say('Tôi cam đoan những nội dung kê khai trên là đúng và chịu trách nhiệm trước pháp luật.', { indent: 8 }, 2);
  const y = form.y + 4;
  centred(
    sheet,
    22,
    y + 6,
    76,
    [
      [{ text: 'XÁC NHẬN CỦA NHÂN VIÊN THU', bold: true, sizePt: style.sizePt - 1 }],
      [{ text: '(Ký, ghi rõ họ tên)', italic: true, sizePt: style.sizePt - 2 }],
    ],
    { ...style, leading: 1.3 },
  );
  if (look.inked) drawSignature(sheet, random.branch('collector'), 44, y + 24, 24);
  centred(sheet, 22, y + 34, 76, [nameOf(random, random.maybe(0.3))], style);
  const of = { place: place.province, made, who: 'NGƯỜI KÊ KHAI', note: '(Ký, ghi rõ họ tên)', person };
  signed(draft, sheet, y, of, style, random, look);
  draft.value('birth_date', isoDate(person.born));
  draft.value('phone', phone);
  return { type: 'declaration', draft, format: 'A4' };
}

/** Request to assess a disability (TT 01/2019): Roman parts, short labels, dots behind the answers, an empty part for a representative. */
async function disability(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2019, month: 4, day: 2 }, random.int(0, 2700));
  const seat = seatOf(random, made);
  const { place, levels } = seat;
  const person = personOf(random, { bornFrom: 1938, bornTo: 2000, home: place, levels });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.42 };
  centred(sheet, 24, 14, 162, [[{ text: 'Mẫu số 01', bold: true, field: 'form_number' }]], { ...style, sizePt: 11 });
  motto(sheet, 105, 24, look.family, 12.4);
  const bold = { bold: true, field: 'title' } as const;
  centred(
    sheet,
    0,
    45,
    210,
    [
      [{ text: 'ĐƠN ĐỀ NGHỊ XÁC ĐỊNH, XÁC ĐỊNH LẠI MỨC ĐỘ KHUYẾT TẬT', ...bold }],
      [{ text: 'VÀ CẤP, CẤP ĐỔI, CẤP LẠI GIẤY XÁC NHẬN KHUYẾT TẬT', ...bold }],
    ],
    { ...style, sizePt: style.sizePt - 0.4 },
  );
  const form = new Form(sheet, 25, 62, 162, style, { dots: 'behind', between: 0.6 });
  form.say(
    [
      { text: 'Kính gửi: ' },
      { text: `Chủ tịch Hội đồng xác định mức độ khuyết tật ${place.communeFull}`, field: 'addressee' },
    ],
    { align: 'center' },
  );
  form.say([{ text: 'I. Thông tin người được xác định mức độ khuyết tật', bold: true }], {}, 3);
  form.row(['Họ và tên:', person.name, 'full_name'], ['Nam/nữ:', sexWord(person), 'gender', 0.74]);
  form.row(
    ['Sinh ngày:', longDate(person.born).replace(/^ngày /, ''), 'birth_date'],
    ['Dân tộc:', person.ethnicity, 'ethnicity', 0.56],
  );
  const given = isoDate(person.idIssued) < isoDate(made) ? person.idIssued : addDays(made, -50);
  const paper =
    made.year < 2021
      ? `CMND số ${person.oldId}, CA ${place.provinceKind} ${place.province} cấp ngày ${slashDate(addDays(made, -1200))}`
      : `CCCD số ${person.personalId}, cấp ngày ${slashDate(given)}, nơi cấp: Cục CSQLHC về TTXH`;
  form.row(['Giấy tờ tùy thân:', paper, 'identity_paper']);
  form.row(['Nơi cư trú:', person.address, 'residence']);
  form.row(['Điện thoại liên hệ:', `09${random.digits(8)}`, 'phone']);
  form.row([
    'Nội dung đề nghị:',
    random.pick([
      'Xác định mức độ khuyết tật và cấp Giấy xác nhận khuyết tật',
      'Xác định lại mức độ khuyết tật và cấp Giấy xác nhận khuyết tật',
      'Cấp lại Giấy xác nhận khuyết tật do bị mất',
    ]),
    'request',
  ]);
  form.row(['Dạng khuyết tật:', random.pick(['Vận động', 'Nhìn', 'Nghe, nói', 'Thần kinh, tâm thần'])]);
  form.say([{ text: 'II. Thông tin người đại diện hợp pháp (nếu có)', bold: true }], {}, 2);
  form.row(['Họ và tên:', '']);
  form.row(['Mối quan hệ với người khuyết tật:', ''], ['Số điện thoại:', '', undefined, 0.64]);
  form.row(['Nơi ở hiện nay:', '']);
  const of = { place: place.commune, made, who: 'NGƯỜI VIẾT ĐƠN', note: '(Ký và ghi rõ họ tên)', person };
  signed(draft, sheet, form.y + 6, of, style, random, look);
  draft.value('birth_date', isoDate(person.born));
  return { type: 'application', draft, format: 'A4' };
}

export const sixthDeclarations: readonly RoundTemplate[] = [
  { name: 'social insurance, labels numbered in square brackets', draw: insurance },
];
export const sixthApplications: readonly RoundTemplate[] = [
  { name: 'disability, an empty part for a representative', draw: disability },
];
