import { Draft } from '../../draft.ts';
import { sexWord } from '../../people.ts';
import type { Chance } from '../../random.ts';
import type { Style } from '../../sheet.ts';
import { addDays, isoDate, longDate, slashDate } from '../../words.ts';
import { agency, type Look, motto, type Paper, type RoundTemplate, signingBlock, upper } from '../common.ts';
import { serifSize } from './births.ts';
import { Column } from './column.ts';
import { freshName, freshPerson, written } from './people.ts';

/** Phiếu lý lịch tư pháp with footnote marks and a temporary residence; number 2 names parents and spouse as well. */
async function draw(random: Chance, look: Look): Promise<Paper> {
  const police = random.maybe(0.5);
  const issued = police
    ? addDays({ year: 2025, month: 3, day: 5 }, random.int(0, 610))
    : addDays({ year: 2019, month: 3, day: 4 }, random.int(0, 2150));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const person = freshPerson(random, { levels, bornFrom: 1962, bornTo: issued.year - 17 });
  const two = random.maybe(0.5);
  const place = person.home;
  const temporary = random.maybe(0.5) ? freshPerson(random, { levels }).address : null;
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11), leading: 1.36 };
  const provinceName = `${upper(place.provinceKind)} ${upper(place.province)}`;
  const bottom = agency(
    sheet,
    60,
    22,
    76,
    police ? ['BỘ CÔNG AN'] : [`ỦY BAN NHÂN DÂN`, provinceName],
    police ? [`CÔNG AN ${provinceName}`] : ['SỞ TƯ PHÁP'],
    look.family,
    11.2,
    { own: 'issuer' },
  );
  sheet.block();
  sheet.line(
    22,
    bottom + 8,
    [{ text: 'Số: ' }, { text: `${random.int(100, 24_000)}/${police ? `CA-HSNV` : 'STP-LLTP'}`, field: 'number' }],
    style,
    { align: 'center', width: 76 },
  );
  motto(sheet, 147, 22, look.family, 11.2);
  sheet.block();
  sheet.line(
    97,
    bottom + 8,
    [
      { text: `${place.province}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  sheet.block();
  const title = { bold: true, sizePt: 16.5 };
  sheet.line(
    0,
    bottom + 23,
    [
      { text: 'PHIẾU LÝ LỊCH TƯ PHÁP SỐ ', ...title },
      { text: two ? '2' : '1', ...title, field: 'form_number' },
    ],
    style,
    { align: 'center', width: 210 },
  );
  const form = new Column(sheet, 27, bottom + 33, 160, style, { dotted: !two, between: 0.6 });
  form.say([{ text: 'Căn cứ Luật Lý lịch tư pháp số 28/2009/QH12 ngày 17 tháng 6 năm 2009;', italic: true }], {
    indent: 9,
  });
  form.say(
    [
      {
        text: `Căn cứ kết quả tra cứu, xác minh của Cơ quan quản lý cơ sở dữ liệu lý lịch tư pháp${police ? '' : ' và Tòa án'},`,
        italic: true,
      },
    ],
    { indent: 9 },
  );
  form.centre([{ text: 'XÁC NHẬN:', bold: true }], 1);
  form.y += 1;
  let item = 0;
  const numbered = (label: string): string => {
    item += 1;
    return `${item}. ${label}`;
  };
  form.put(
    { label: numbered('Họ và tên(2):'), value: upper(person.name), field: 'full_name' },
    { label: `${item + 1}. Giới tính:`, value: sexWord(person), field: 'gender', at: 0.74 },
  );
  item += 1;
  form.put({ label: numbered('Ngày, tháng, năm sinh:'), value: slashDate(person.born), field: 'birth_date' });
  form.put({
    label: numbered('Nơi sinh(3):'),
    value: written(person.birthplace, levels, 'capital'),
    field: 'birth_place',
  });
  form.put({ label: numbered('Quốc tịch:'), value: 'Việt Nam', field: 'nationality' });
  form.put({ label: numbered('Nơi thường trú(4):'), value: person.address, field: 'residence' });
  form.put({
    label: numbered('Nơi tạm trú(5):'),
    value: temporary ?? '',
    ...(temporary === null ? {} : { field: 'temporary_residence' }),
  });
  form.put({
    label: numbered('Giấy CMND/Căn cước công dân/Hộ chiếu(6):'),
    value: 'Căn cước công dân',
    field: 'identity_paper',
  });
  form.put(
    { label: 'Số:', value: person.personalId, field: 'identity_number' },
    { label: 'cấp ngày', value: slashDate(addDays(issued, -600)), at: 0.36 },
    { label: 'tại:', value: 'Cục CSQLHC về TTXH', at: 0.66 },
  );
  if (two) {
    const family = freshPerson(random, { levels });
    form.put({ label: numbered('Họ và tên cha:'), value: freshName(random, true, person.ethnicity) });
    form.put({ label: numbered('Họ và tên mẹ:'), value: freshName(random, false, person.ethnicity) });
    form.put({ label: numbered('Họ và tên vợ/chồng:'), value: random.maybe(0.6) ? family.name : '' });
  }
  const clean = random.maybe(0.8);
  form.put({
    label: numbered('Tình trạng án tích:'),
    value: clean ? 'Không có án tích' : 'Đã được xóa án tích theo quy định của Bộ luật Hình sự',
    field: 'criminal_status',
  });
  form.put({
    label: numbered('Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã(7):'),
    value: random.pick(['Không có thông tin', 'Không bị cấm', 'Không']),
    field: 'position_ban',
  });
  signingBlock(
    sheet,
    147,
    Math.min(form.y + 3, 242),
    82,
    { ...style, sizePt: style.sizePt - 0.6, leading: 1.22 },
    {
      authority: police ? ['TL. GIÁM ĐỐC', 'TRƯỞNG PHÒNG HỒ SƠ NGHIỆP VỤ'] : ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
      name: freshName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      seal: { diameterMm: 36, upper: police ? 'CÔNG AN' : 'SỞ TƯ PHÁP', lower: provinceName },
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'criminal_record', draft, format: 'A4' };
}

export const freshCriminalRecords: readonly RoundTemplate[] = [
  { name: 'footnote marks, temporary residence, two to a row', draw },
];
