import { Draft } from '../../draft.ts';
import { sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import { drawSignature } from '../../seal.ts';
import type { Style } from '../../sheet.ts';
import { addDays, isoDate, longDate, slashDate } from '../../words.ts';
import { type Look, motto, type Paper, type RoundTemplate, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column } from '../fresh/column.ts';
import { commonName, commonPerson, seatOn } from './people.ts';

/** Declaration for social support (NĐ 20/2021, Mẫu số 1): parts with headings, the answers typed behind the labels. */
async function socialSupport(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2022, month: 2, day: 8 }, random.int(0, 1730));
  const seat = seatOn(random, made);
  const person = commonPerson(random, { bornFrom: 1936, bornTo: 1990, home: seat.place, levels: seat.levels });
  const phone = `0${random.pick(['3', '8', '9'])}${random.digits(8)}`;
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.8, 11), leading: 1.38 };
  sheet.line(26, 14, [{ text: 'Mẫu số 1đ', bold: true, field: 'form_number' }], { ...style, sizePt: 11 });
  motto(sheet, 105, 25, look.family, 12.5);
  sheet.block();
  sheet.line(0, 46, [{ text: 'TỜ KHAI ĐỀ NGHỊ TRỢ GIÚP XÃ HỘI', bold: true, sizePt: 15, field: 'title' }], style, {
    align: 'center',
    width: 210,
  });
  sheet.block();
  sheet.line(
    26,
    55,
    [{ text: 'Kính gửi: ' }, { text: `Ủy ban nhân dân ${seat.place.communeFull}`, field: 'addressee' }],
    style,
    { align: 'center', width: 162 },
  );
  const form = new Column(sheet, 26, 67, 162, style, { between: 0.9 });
  form.head('I. THÔNG TIN NGƯỜI ĐỀ NGHỊ');
  form.put({ label: '1. Họ và tên (viết chữ in hoa):', value: upper(person.name), field: 'full_name' });
  form.put(
    { label: '2. Ngày/tháng/năm sinh:', value: slashDate(person.born, ' / '), field: 'birth_date' },
    { label: 'Giới tính:', value: sexWord(person), field: 'gender', at: 0.56 },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity', at: 0.78 },
  );
  form.put({ label: '3. Số CCCD/Số định danh cá nhân:', value: person.personalId, field: 'personal_id' });
  form.put(
    { label: 'Cấp ngày:', value: slashDate(addDays(made, -random.int(60, 300))) },
    { label: 'Nơi cấp:', value: 'Cục Cảnh sát QLHC về TTXH', at: 0.36 },
  );
  form.put({ label: '4. Nơi thường trú:', value: person.address, field: 'residence' });
  form.put({ label: 'Nơi ở hiện nay:', value: 'Như trên' });
  form.put({ label: '5. Số điện thoại liên hệ:', value: phone, field: 'phone' });
  form.head('II. HOÀN CẢNH');
  form.put({ label: '6. Thuộc hộ nghèo, cận nghèo:', value: random.pick(['Không', 'Hộ nghèo', 'Hộ cận nghèo']) });
  form.put({ label: '7. Thẻ bảo hiểm y tế:', value: random.pick(['Có', 'Không']) });
  form.put({ label: '8. Đang hưởng lương hưu, trợ cấp hằng tháng:', value: 'Không' });
  form.put({
    label: '9. Đề nghị được hưởng:',
    value: random.pick([
      'Trợ cấp xã hội hằng tháng đối với người cao tuổi',
      'Hỗ trợ kinh phí chăm sóc người khuyết tật đặc biệt nặng',
      'Trợ cấp xã hội hằng tháng đối với người khuyết tật nặng',
    ]),
    field: 'request',
  });
  form.say(
    'Tôi xin cam đoan những lời khai trên là đúng, nếu có điều gì khai không đúng, tôi xin chịu trách nhiệm hoàn toàn.',
    { indent: 9, align: 'justify' },
    1.5,
  );
  const y = form.y + 5;
  sheet.block();
  sheet.line(
    100,
    y,
    [
      { text: `${seat.place.commune}, `, italic: true },
      { text: longDate(made), italic: true, field: 'made_date' },
    ],
    style,
    { align: 'center', width: 92 },
  );
  sheet.block();
  sheet.line(100, y + 7, [{ text: 'NGƯỜI KHAI', bold: true }], style, { align: 'center', width: 92 });
  sheet.line(100, y + 12, [{ text: '(Ký, ghi rõ họ tên)', italic: true, sizePt: 10.5 }], style, {
    align: 'center',
    width: 92,
  });
  if (look.inked) drawSignature(sheet, random.branch('signature'), 130, y + 24, 32);
  sheet.line(100, y + 37, [{ text: person.name, field: 'applicant_name' }], style, { align: 'center', width: 92 });
  sheet.block();
  sheet.line(22, y + 7, [{ text: 'XÁC NHẬN CỦA CÁN BỘ TIẾP NHẬN', bold: true, sizePt: 10.5 }], style, {
    align: 'center',
    width: 76,
  });
  if (look.inked) drawSignature(sheet, random.branch('officer'), 46, y + 24, 26);
  sheet.line(22, y + 37, [{ text: commonName(random, random.maybe(0.5)) }], style, { align: 'center', width: 76 });
  draft.value('birth_date', isoDate(person.born));
  draft.value('made_date', isoDate(made));
  return { type: 'declaration', draft, format: 'A4' };
}

/** Request for another driving licence: unnumbered dotted rows, identity paper with its date and place in one row. */
async function licenceRequest(random: Chance, look: Look): Promise<Paper> {
  const made = addDays({ year: 2025, month: 3, day: 4 }, random.int(0, 600));
  const seat = seatOn(random, made);
  const person = commonPerson(random, { bornFrom: 1960, bornTo: 2004, home: seat.place, levels: seat.levels });
  const licence = random.pick(['A1', 'B', 'B2', 'C', 'D']);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.4, 11.6), leading: 1.42 };
  motto(sheet, 105, 24, look.family, 13);
  sheet.block();
  for (const [index, text] of ['ĐƠN ĐỀ NGHỊ', 'ĐỔI, CẤP LẠI GIẤY PHÉP LÁI XE'].entries())
    sheet.line(0, 44 + index * 7, [{ text, bold: true, sizePt: 15, field: 'title' }], style, {
      align: 'center',
      width: 210,
    });
  sheet.block();
  sheet.line(
    27,
    61,
    [
      { text: 'Kính gửi: ' },
      {
        text: `Phòng Cảnh sát giao thông - Công an ${seat.place.provinceKind} ${seat.place.province}`,
        field: 'addressee',
      },
    ],
    style,
    { align: 'center', width: 160 },
  );
  const form = new Column(sheet, 27, 74, 160, style, { dotted: true, between: 1 });
  form.put({ label: 'Tôi là:', value: upper(person.name), field: 'full_name' });
  form.put(
    { label: 'Sinh ngày:', value: longDate(person.born).replace(/^ngày /, ''), field: 'birth_date' },
    { label: 'Giới tính:', value: sexWord(person), field: 'gender', at: 0.52 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.72 },
  );
  form.put({ label: 'Nơi cư trú:', value: person.address, field: 'residence' });
  form.put({
    label: 'Số căn cước/căn cước công dân:',
    value: person.personalId,
    field: 'personal_id',
  });
  form.put(
    { label: 'Ngày cấp:', value: slashDate(addDays(made, -random.int(100, 900))) },
    { label: 'Nơi cấp:', value: random.pick(['Bộ Công an', 'Cục CSQLHC về TTXH']), at: 0.44 },
  );
  form.put({ label: 'Điện thoại:', value: `09${random.digits(8)}`, field: 'phone' });
  form.put(
    { label: 'Đã có giấy phép lái xe hạng:', value: licence },
    { label: 'số:', value: random.digits(12), at: 0.5 },
  );
  form.put({
    label: 'Do:',
    value: 'Sở Giao thông vận tải cấp',
  });
  form.put({
    label: 'Đề nghị cho tôi được:',
    value: random.pick([
      'đổi giấy phép lái xe do sắp hết hạn',
      'cấp lại giấy phép lái xe do bị mất',
      'đổi giấy phép lái xe do thay đổi thông tin cá nhân',
    ]),
    field: 'request',
  });
  form.say('Xin gửi kèm theo: 01 giấy khám sức khỏe của người lái xe; bản sao giấy phép lái xe.', {}, 0.5);
  form.say(
    'Tôi xin cam đoan những điều ghi trên đây là đúng sự thật, nếu sai tôi xin hoàn toàn chịu trách nhiệm.',
    { align: 'justify' },
    0.8,
  );
  const y = form.y + 5;
  sheet.block();
  sheet.line(
    100,
    y,
    [
      { text: `${seat.place.commune}, `, italic: true },
      { text: longDate(made), italic: true, field: 'made_date' },
    ],
    style,
    { align: 'center', width: 92 },
  );
  sheet.block();
  sheet.line(100, y + 7, [{ text: 'NGƯỜI LÀM ĐƠN', bold: true }], style, { align: 'center', width: 92 });
  sheet.line(100, y + 12.5, [{ text: '(Ký và ghi rõ họ, tên)', italic: true, sizePt: 11 }], style, {
    align: 'center',
    width: 92,
  });
  if (look.inked) drawSignature(sheet, random.branch('signature'), 130, y + 25, 34);
  sheet.line(100, y + 38, [{ text: person.name, bold: true, field: 'applicant_name' }], style, {
    align: 'center',
    width: 92,
  });
  draft.value('birth_date', isoDate(person.born));
  draft.value('made_date', isoDate(made));
  return { type: 'application', draft, format: 'A4' };
}

export const unseenDeclarations: readonly RoundTemplate[] = [
  { name: 'social support, two parts, spaced date', draw: socialSupport },
];
export const unseenApplications: readonly RoundTemplate[] = [
  { name: 'another driving licence, title in two lines', draw: licenceRequest },
];
