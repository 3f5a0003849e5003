import { Draft } from '../../draft.ts';
import { sexWord } from '../../people.ts';
import { placeText } from '../../places.ts';
import type { Chance } from '../../random.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, isoDate, longDate, slashDate } from '../../words.ts';
import { agency, type Look, motto, type Paper, type RoundTemplate, signingBlock, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { Column, table } from '../fresh/column.ts';
import { commonName, commonPerson, seatOn } from './people.ts';

/** Phiếu lý lịch tư pháp in a ruled table, the identity number alone. */
async function draw(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2025, month: 3, day: 10 }, random.int(0, 610));
  const { place, levels } = seatOn(random, issued);
  const person = commonPerson(random, { bornFrom: 1965, bornTo: 2006, home: place, levels });
  const second = random.maybe(0.3);
  const province = `${place.provinceKind === 'tỉnh' ? 'TỈNH' : 'THÀNH PHỐ'} ${upper(place.province)}`;
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13, 11.2), leading: 1.32 };
  const bottom = agency(sheet, 60, 22, 76, ['BỘ CÔNG AN'], [`CÔNG AN ${province}`], look.family, 12, {
    own: 'issuer',
  });
  motto(sheet, 148, 22, look.family, 12);
  sheet.block();
  sheet.line(
    22,
    bottom + 8,
    [{ text: 'Số: ' }, { text: `${random.int(200, 19_000)}/${issued.year}/LLTP`, field: 'number' }],
    style,
    { align: 'center', width: 76 },
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
  const title = { bold: true, sizePt: 16 };
  sheet.line(
    0,
    bottom + 23,
    [
      { text: 'PHIẾU LÝ LỊCH TƯ PHÁP SỐ ', ...title },
      { text: second ? '2' : '1', ...title, field: 'form_number' },
    ],
    style,
    { align: 'center', width: 210 },
  );
  const form = new Column(sheet, 26, bottom + 33, 160, style);
  form.say('Căn cứ Luật Lý lịch tư pháp; căn cứ kết quả tra cứu cơ sở dữ liệu lý lịch tư pháp, xác nhận:', {
    indent: 9,
    align: 'justify',
  });
  const rows: (readonly [string, string | Run])[] = [
    ['Họ và tên', { text: upper(person.name), bold: true, field: 'full_name' }],
    ['Ngày, tháng, năm sinh', { text: slashDate(person.born), field: 'birth_date' }],
    ['Giới tính', { text: sexWord(person), field: 'gender' }],
    ['Quốc tịch', { text: 'Việt Nam', field: 'nationality' }],
    ['Nơi sinh', { text: placeText(person.birthplace, levels), field: 'birth_place' }],
    ['Nơi thường trú', { text: person.address, field: 'residence' }],
    ['Số định danh cá nhân', { text: person.personalId, field: 'identity_number' }],
    [
      'Tình trạng án tích',
      {
        text: random.maybe(0.85) ? 'Không có án tích' : 'Không có án tích (đã được xóa án tích)',
        field: 'criminal_status',
      },
    ],
    [
      'Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã',
      { text: random.pick(['Không có thông tin', 'Không']), field: 'position_ban' },
    ],
  ];
  const end = table(
    sheet,
    26,
    form.y,
    [10, 58, 92],
    [['TT', 'Nội dung', 'Thông tin'], ...rows.map(([label, value], index) => [String(index + 1), label, value])],
    {
      ...style,
      sizePt: style.sizePt - 0.6,
      leading: 1.24,
    },
  );
  signingBlock(
    sheet,
    146,
    end + 9,
    84,
    { ...style, sizePt: style.sizePt - 0.4, leading: 1.22 },
    {
      authority: random.pick([
        ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
        ['TL. GIÁM ĐỐC', 'TRƯỞNG PHÒNG'],
      ]),
      name: commonName(random, random.maybe(0.75)),
      nameField: 'signer_name',
      seal: { diameterMm: 36, upper: 'CÔNG AN', lower: province },
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'criminal_record', draft, format: 'A4' };
}

export const unseenCriminalRecords: readonly RoundTemplate[] = [{ name: 'ruled table, identity number alone', draw }];
