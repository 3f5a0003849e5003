import { Draft } from '../draft.ts';
import { inventName, inventPerson, sexWord } from '../people.ts';
import { placeText } from '../places.ts';
import type { Chance } from '../random.ts';
import type { Style } from '../sheet.ts';
import { addDays, isoDate, longDate, slashDate } from '../words.ts';
import {
  agency,
  type Filling,
  type Look,
  motto,
  type Paper,
  type PaperMaker,
  row,
  signingBlock,
  upper,
} from './common.ts';

async function draw(random: Chance, look: Look): Promise<Paper> {
  const police = look.template !== 0;
  const issued = police
    ? addDays({ year: 2025, month: 3, day: 3 }, random.int(0, 600))
    : addDays({ year: 2021, month: 5, day: 4 }, random.int(0, 1350));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const person = inventPerson(random, { levels, bornTo: 2005 });
  const form = random.pick([1, 2]);
  const place = person.home;
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 13 : 11.2, leading: 1.4 };
  const filling: Filling = [{ bold: true, between: 1 }, { dotted: true, between: 1 }, { between: 0.8 }][look.template]!;
  const provinceName = `${upper(place.provinceKind)} ${upper(place.province)}`;
  const bottom = agency(
    sheet,
    60,
    22,
    76,
    [police ? 'BỘ CÔNG AN' : `UBND ${provinceName}`],
    [police ? `CÔNG AN ${provinceName}` : 'SỞ TƯ PHÁP'],
    look.family,
    11.5,
    { own: 'issuer' },
  );
  sheet.block();
  sheet.line(
    23,
    bottom + 8,
    [{ text: 'Số: ' }, { text: `${random.int(100, 9800)}/${police ? 'CAT' : 'STP'}-LLTP`, field: 'number' }],
    style,
    { align: 'center', width: 74 },
  );
  motto(sheet, 146, 22, look.family, 11.5);
  sheet.block();
  sheet.line(
    96,
    bottom + 8,
    [
      { text: `${place.province}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  let y = bottom + 22;
  sheet.block();
  sheet.line(
    0,
    y,
    [
      { text: 'PHIẾU LÝ LỊCH TƯ PHÁP SỐ ', bold: true, sizePt: 16 },
      { text: String(form), bold: true, sizePt: 16, field: 'form_number' },
    ],
    style,
    { align: 'center', width: 210 },
  );
  y += 9;
  sheet.block();
  for (const text of [
    'Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;',
    `Căn cứ hồ sơ, dữ liệu lý lịch tư pháp của ${police ? 'Công an' : 'Sở Tư pháp'} ${place.provinceKind} ${place.province},`,
  ])
    y = sheet.paragraph(28, y, 160, [{ text, italic: true }], style, { indent: 8 });
  sheet.block();
  y = sheet.paragraph(28, y + 2, 160, [{ text: 'XÁC NHẬN:', bold: true }], style, { align: 'center' }) + 2;
  sheet.block();
  let item = 0;
  const put = (...cells: Parameters<typeof row>[4]) => {
    item += 1;
    y = row(
      sheet,
      28,
      y,
      160,
      cells.map((cell, index) =>
        look.template !== 2 && index === 0 ? { ...cell, label: `${item}. ${cell.label}` } : cell,
      ),
      style,
      filling,
    );
  };
  put({
    label: look.template === 2 ? 'Họ, chữ đệm, tên:' : 'Họ và tên:',
    value: upper(person.name),
    field: 'full_name',
  });
  put({ label: 'Giới tính:', value: sexWord(person), field: 'gender' });
  put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' });
  put({ label: 'Nơi sinh:', value: placeText(person.birthplace, levels), field: 'birth_place' });
  put({ label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality' });
  put({ label: 'Nơi thường trú:', value: person.address, field: 'residence' });
  put(
    {
      label: look.template === 0 ? 'Giấy CMND/Hộ chiếu:' : 'Giấy tờ tùy thân:',
      value: `Căn cước công dân`,
      field: 'identity_paper',
    },
    { label: 'Số:', value: person.personalId, field: 'identity_number', at: 0.64 },
  );
  put({
    label: 'Tình trạng án tích:',
    value: random.maybe(0.85) ? 'Không có án tích' : 'Đã được xóa án tích',
    field: 'criminal_status',
  });
  put({
    label: 'Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã:',
    value: random.maybe(0.7) ? 'Không' : 'Không bị cấm',
    field: 'position_ban',
  });
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  signingBlock(
    sheet,
    146,
    Math.min(y + 5, 242),
    80,
    { ...style, leading: 1.25 },
    {
      authority: police ? ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'] : ['GIÁM ĐỐC'],
      name: inventName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      seal: { diameterMm: 36, upper: police ? 'CÔNG AN' : 'SỞ TƯ PHÁP', lower: provinceName },
    },
    random.branch('signature'),
    look,
  );
  return { type: 'criminal_record', draft, format: 'A4' };
}

export const criminalRecord: PaperMaker = {
  type: 'criminal_record',
  templates: [
    { name: 'department of justice, numbered', set: 'build' },
    { name: 'police, numbered, dotted', set: 'build' },
    { name: 'police, plain', set: 'holdout' },
  ],
  draw,
};
