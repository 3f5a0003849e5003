import { Draft } from '../../draft.ts';
import { sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import type { Style } from '../../sheet.ts';
import { addDays, isoDate, longDate, slashDate } from '../../words.ts';
import { agency, type Look, motto, type Paper, type RoundTemplate, signingBlock } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column } from '../fresh/column.ts';
import { commonName } from '../unseen/people.ts';
import { personOf, provinceLine, seatOf } from './people.ts';

/** Form 06/2024/LLTP: marks in brackets, the identity paper before the residences, two strokes where there is none. */
async function draw(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2024, month: 7, day: 8 }, random.int(0, 850));
  const police = isoDate(issued) >= '2025-03-01';
  const seat = seatOf(random, issued);
  const person = personOf(random, { bornFrom: 1963, bornTo: 2006, home: seat.place, levels: seat.levels });
  const away = random.maybe(0.35) ? personOf(random, { levels: seat.levels }).address : null;
  const province = provinceLine(seat.place);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.2, 11.4), leading: 1.44 };
  sheet.line(
    26,
    13,
    [{ text: 'Mẫu số 06/2024/LLTP', italic: true }],
    { ...style, sizePt: 10 },
    { align: 'right', width: 162 },
  );
  const bottom = agency(
    sheet,
    60,
    23,
    76,
    [police ? 'BỘ CÔNG AN' : `UBND ${province}`],
    [police ? `CÔNG AN ${province}` : 'SỞ TƯ PHÁP'],
    look.family,
    12,
    { own: 'issuer' },
  );
  motto(sheet, 148, 23, look.family, 12);
  sheet.block();
  sheet.line(
    22,
    bottom + 8,
    [
      { text: 'Số: ' },
      {
        text: `${random.int(200, 16_000)}/${police ? `${issued.year}/CA-HSNV` : 'STP-LLTP'}`,
        field: 'number',
      },
    ],
    style,
    { align: 'center', width: 76 },
  );
  sheet.block();
  sheet.line(
    98,
    bottom + 8,
    [
      { text: `${seat.place.province}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  sheet.block();
  sheet.line(
    0,
    bottom + 25,
    [
      { text: 'PHIẾU LÝ LỊCH TƯ PHÁP SỐ ', bold: true, sizePt: 16 },
      { text: '1', bold: true, sizePt: 16, field: 'form_number' },
    ],
    style,
    { align: 'center', width: 210 },
  );
  const form = new Column(sheet, 27, bottom + 36, 160, style, { between: 0.9 });
  form.say('Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;', { indent: 10 });
  form.say('Căn cứ Giấy tờ, tài liệu có trong hồ sơ và kết quả tra cứu thông tin lý lịch tư pháp,', { indent: 10 });
  form.centre([{ text: 'XÁC NHẬN:', bold: true }], 1);
  form.y += 1.5;
  form.say([
    { text: '1. Họ và tên[1]: ' },
    { text: person.name.toLocaleUpperCase('vi'), bold: true, field: 'full_name' },
  ]);
  form.y += 0.9;
  form.put(
    { label: '2. Giới tính[2]:', value: sexWord(person), field: 'gender' },
    { label: '3. Ngày, tháng, năm sinh[3]:', value: slashDate(person.born), field: 'birth_date', at: 0.36 },
  );
  form.put(
    {
      label: '4. Nơi sinh[4]:',
      value: `${person.birthplace.provinceKind === 'tỉnh' ? 'Tỉnh' : 'Thành phố'} ${person.birthplace.province}`,
      field: 'birth_place',
    },
    { label: '5. Quốc tịch[5]:', value: 'Việt Nam', field: 'nationality', at: 0.58 },
  );
  const paper = issued.year >= 2025 ? 'Thẻ căn cước' : 'Thẻ căn cước công dân';
  form.say([
    { text: '6. Giấy tờ tùy thân[6]: ' },
    { text: paper, field: 'identity_paper' },
    { text: ' Số: ' },
    { text: person.personalId, field: 'identity_number' },
  ]);
  form.y += 0.9;
  form.put({ label: '7. Nơi thường trú[7]:', value: person.address, field: 'residence' });
  form.put({
    label: '8. Nơi tạm trú[8]:',
    value: away ?? '//',
    ...(away === null ? {} : { field: 'temporary_residence' }),
  });
  form.put({ label: '9. Tình trạng án tích[9]:', value: 'Không có án tích', field: 'criminal_status' });
  form.say([
    {
      text: '10. Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã[10]: ',
    },
    { text: 'Không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã', field: 'position_ban' },
  ]);
  signingBlock(
    sheet,
    146,
    form.y + 6,
    86,
    { ...style, sizePt: style.sizePt - 0.4, leading: 1.22 },
    {
      authority: random.pick([['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'], ['GIÁM ĐỐC']]),
      name: commonName(random, random.maybe(0.75)),
      nameField: 'signer_name',
      seal: { diameterMm: 36, upper: police ? 'CÔNG AN' : 'SỞ TƯ PHÁP', lower: province },
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'criminal_record', draft, format: 'A4' };
}

export const fourthCriminalRecords: readonly RoundTemplate[] = [{ name: 'form 06/2024, marks in brackets', draw }];
