import { Draft } from '../../draft.ts';
import { sexWord } from '../../people.ts';
import { placeText } from '../../places.ts';
import type { Chance } from '../../random.ts';
import type { Style } from '../../sheet.ts';
import { addDays, isoDate, longDate, slashDate } from '../../words.ts';
import { type Look, type Paper, type RoundTemplate, signingBlock, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column } from '../fresh/column.ts';
import { centred, heading } from './page.ts';
import { personOf, provinceLine, seatOf, signerOf, spoken } from './people.ts';

/** Forms 06 and 07/2013/TT-LLTP: the long label of the identity paper with its number, day and office in running lines. */
async function record(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2014, month: 2, day: 10 }, random.int(0, 3780));
  const seat = seatOf(random, issued);
  const person = personOf(random, { bornFrom: 1955, bornTo: issued.year - 18, home: seat.place, levels: 3 });
  const away = random.maybe(0.4) ? personOf(random, { levels: 3 }) : null;
  const second = random.maybe(0.5);
  const card = issued.year >= 2017 && random.maybe(0.6);
  const given = addDays(issued, -random.int(200, 2500));
  const province = provinceLine(seat.place);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.36 };
  sheet.line(
    20,
    12,
    [{ text: `Mẫu số 0${second ? 7 : 6}/2013/TT-LLTP`, italic: true }],
    { ...style, sizePt: 9.6 },
    { align: 'right', width: 170 },
  );
  const top = heading(
    sheet,
    look,
    {
      parent: [`UBND ${province}`],
      own: ['SỞ TƯ PHÁP'],
      number: [{ text: 'Số: ' }, { text: `${random.int(60, 9000)}/STP-LLTP`, field: 'number' }],
      place: seat.place.province,
      on: issued,
      fields: { own: 'issuer', date: 'issue_date' },
    },
    style,
  );
  centred(
    sheet,
    top + 16,
    [
      { text: 'PHIẾU LÝ LỊCH TƯ PHÁP SỐ ', bold: true, sizePt: 16 },
      { text: second ? '2' : '1', bold: true, sizePt: 16, field: 'form_number' },
    ],
    style,
  );
  const form = new Column(sheet, 27, top + 27, 160, style, { between: 0.5 });
  form.say('Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;', { indent: 9 });
  form.say(
    'Căn cứ Nghị định số 111/2010/NĐ-CP ngày 23 tháng 11 năm 2010 của Chính phủ quy định chi tiết và hướng dẫn thi hành một số điều của Luật Lý lịch tư pháp,',
    { indent: 9, align: 'justify' },
  );
  form.centre([{ text: 'XÁC NHẬN:', bold: true }], 1);
  form.y += 1;
  let number = 0;
  const next = (label: string): string => `${++number}. ${label}`;
  form.say([{ text: next('Họ và tên: ') }, { text: upper(person.name), bold: true, field: 'full_name' }]);
  form.put({ label: next('Giới tính:'), value: sexWord(person), field: 'gender' });
  form.put({
    label: next('Ngày, tháng, năm sinh:'),
    value: random.maybe(0.5) ? slashDate(person.born) : spoken(longDate(person.born)),
    field: 'birth_date',
  });
  form.put({
    label: next('Nơi sinh:'),
    value: placeText(person.birthplace, 3),
    field: 'birth_place',
  });
  form.put({ label: next('Quốc tịch:'), value: 'Việt Nam', field: 'nationality' });
  form.put({ label: next('Nơi thường trú:'), value: person.address, field: 'residence' });
  form.put({
    label: next('Nơi tạm trú:'),
    value: away?.address ?? '',
    ...(away === null ? {} : { field: 'temporary_residence' }),
  });
  form.say([
    { text: next('Giấy CMND/Hộ chiếu: ') },
    { text: card ? 'Thẻ căn cước công dân' : 'Giấy chứng minh nhân dân', field: 'identity_paper' },
    { text: ' Số: ' },
    { text: card ? person.personalId : person.oldId, field: 'identity_number' },
  ]);
  form.say(
    `Cấp ngày ${spoken(longDate(given))} Tại: ${card ? 'Cục Cảnh sát ĐKQL cư trú và DLQG về dân cư' : `Công an ${seat.place.provinceKind} ${seat.place.province}`}`,
    { indent: 5 },
  );
  form.y += 0.5;
  if (second) {
    form.put({ label: next('Họ và tên cha:'), value: signerOf(random, 1) });
    form.put({ label: next('Họ và tên mẹ:'), value: signerOf(random, 0) });
    form.put({
      label: next('Họ và tên vợ/chồng:'),
      value: random.maybe(0.6) ? signerOf(random, person.male ? 0 : 1) : '',
    });
  }
  form.say([{ text: next('Tình trạng án tích: ') }, { text: 'Không có án tích', field: 'criminal_status' }]);
  form.y += 0.5;
  if (second || random.maybe(0.5))
    form.say([
      { text: next('Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã: ') },
      {
        text: 'Không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã',
        field: 'position_ban',
      },
    ]);
  signingBlock(
    sheet,
    144,
    Math.min(form.y + 4, 238),
    86,
    { ...style, sizePt: style.sizePt - 0.2, leading: 1.2 },
    {
      authority: random.pick([
        ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
        ['TUQ. GIÁM ĐỐC', 'TRƯỞNG PHÒNG LÝ LỊCH TƯ PHÁP'],
      ]),
      name: signerOf(random),
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

export const fifthCriminalRecords: readonly RoundTemplate[] = [
  { name: 'forms 06 and 07/2013, identity paper in running lines', draw: record },
];
