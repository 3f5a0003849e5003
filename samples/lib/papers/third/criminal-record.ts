import { Draft } from '../../draft.ts';
import { sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import type { Style } from '../../sheet.ts';
import { addDays, capitalised, isoDate, longDate, slashDate } from '../../words.ts';
import { agency, type Look, motto, type Paper, type RoundTemplate, signingBlock, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column } from '../fresh/column.ts';
import { commonName, commonPerson, seatOn } from '../unseen/people.ts';

/** Forms 06 and 07 of TT 06/2024/TT-BTP: numbered rows; the second form names parents and spouse, "//" stands for nothing. */
async function draw(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2024, month: 7, day: 8 }, random.int(0, 225));
  const { place } = seatOn(random, issued);
  const person = commonPerson(random, { bornFrom: 1965, bornTo: 2005, home: place, levels: 3 });
  const second = random.maybe(0.5);
  const province = `${place.provinceKind === 'tỉnh' ? 'TỈNH' : 'THÀNH PHỐ'} ${upper(place.province)}`;
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.8, 11), leading: 1.34 };
  sheet.line(26, 13, [{ text: `Mẫu số ${second ? '07' : '06'}/2024/LLTP`, bold: true, sizePt: 9.5 }], style, {
    align: 'right',
    width: 160,
  });
  const bottom = agency(sheet, 60, 22, 76, [`UBND ${province}`], ['SỞ TƯ PHÁP'], look.family, 12, { own: 'issuer' });
  motto(sheet, 148, 22, look.family, 12);
  sheet.block();
  sheet.line(
    22,
    bottom + 8,
    [{ text: 'Số: ' }, { text: `${random.int(200, 14_000)}/STP-LLTP`, field: 'number' }],
    style,
    {
      align: 'center',
      width: 76,
    },
  );
  sheet.block();
  sheet.line(
    98,
    bottom + 8,
    [
      { text: `${place.province}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  sheet.block();
  const title = { bold: true, sizePt: 15.5 };
  sheet.line(
    0,
    bottom + 21,
    [
      { text: 'PHIẾU LÝ LỊCH TƯ PHÁP SỐ ', ...title },
      { text: second ? '2' : '1', ...title, field: 'form_number' },
    ],
    style,
    { align: 'center', width: 210 },
  );
  const form = new Column(sheet, 26, bottom + 30, 160, style, { between: 0.7 });
  form.say([{ text: 'Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;', italic: true }], { indent: 9 });
  form.centre([{ text: 'XÁC NHẬN:', bold: true }], 0.5);
  form.y += 1;
  form.put({ label: '1. Họ và tên:', value: upper(person.name), field: 'full_name' });
  form.put(
    { label: '2. Giới tính:', value: sexWord(person), field: 'gender' },
    { label: '3. Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date', at: 0.36 },
  );
  form.put(
    {
      label: '4. Nơi sinh:',
      value: `${capitalised(person.birthplace.provinceKind)} ${person.birthplace.province}`,
      field: 'birth_place',
    },
    { label: '5. Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.58 },
  );
  form.put({
    label: '6. Giấy tờ tùy thân:',
    value: random.pick(['Thẻ căn cước công dân', 'Thẻ căn cước công dân', 'Thẻ căn cước']),
    field: 'identity_paper',
  });
  form.put(
    { label: 'Số:', value: person.personalId, field: 'identity_number' },
    { label: 'Cấp ngày:', value: slashDate(addDays(issued, -random.int(80, 1100))), at: 0.28 },
    { label: 'Tại:', value: 'Cục CSQLHC về TTXH', at: 0.62 },
  );
  form.put({ label: '7. Nơi thường trú:', value: person.address, field: 'residence' });
  const lodger = random.maybe(0.3);
  form.put({
    label: '8. Nơi tạm trú:',
    value: lodger ? commonPerson(random, { levels: 3 }).address : '//',
    ...(lodger ? { field: 'temporary_residence' } : {}),
  });
  let number = 9;
  if (second) {
    form.put({ label: '9. Họ và tên cha:', value: upper(commonName(random, true)) });
    form.put({ label: '10. Họ và tên mẹ:', value: upper(commonName(random, false)) });
    form.put({
      label: '11. Họ và tên vợ/chồng:',
      value: random.maybe(0.6) ? upper(commonName(random, !person.male)) : '//',
    });
    number = 12;
  }
  form.put({ label: `${number}. Tình trạng án tích:`, value: 'Không có án tích', field: 'criminal_status' });
  form.say(
    `${number + 1}. Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã theo quyết định của Tòa án tuyên bố phá sản:`,
    { align: 'justify' },
    0.4,
  );
  form.say(
    [
      {
        text: random.pick([
          'Không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã',
          'Không bị cấm',
        ]),
        field: 'position_ban',
      },
    ],
    { indent: 9 },
  );
  const y = form.y + 6;
  signingBlock(
    sheet,
    146,
    y,
    84,
    { ...style, sizePt: style.sizePt - 0.6, leading: 1.22 },
    {
      authority: random.pick([['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'], ['GIÁM ĐỐC']]),
      name: commonName(random, random.maybe(0.7)),
      nameField: 'signer_name',
      seal: { diameterMm: 36, upper: 'SỞ TƯ PHÁP', lower: province },
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'criminal_record', draft, format: 'A4' };
}

export const thirdCriminalRecords: readonly RoundTemplate[] = [{ name: 'forms of 2024, parents on the second', draw }];
