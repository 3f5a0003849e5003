import { Draft } from '../draft.ts';
import { inventName, inventPerson, sexWord } from '../people.ts';
import type { Chance } from '../random.ts';
import type { Style } from '../sheet.ts';
import { isoDate, slashDate } from '../words.ts';
import { administrativeHead, fillings, office, recent, three } from './civil-status.ts';
import {
  committeeSeal,
  identityPaper,
  type Look,
  type Paper,
  type PaperMaker,
  row,
  signingBlock,
  upper,
} from './common.ts';

/** Giấy xác nhận tình trạng hôn nhân. */
async function drawMaritalStatus(random: Chance, look: Look): Promise<Paper> {
  const issued = recent(random);
  const from = office(random, issued);
  const person = inventPerson(random, { bornFrom: 1968, bornTo: 2004, home: from.place, levels: from.levels });
  const status = random.pick([
    'Hiện tại chưa đăng ký kết hôn với ai',
    `Đã ly hôn theo Bản án số ${random.int(10, 200)}/${issued.year - 2}/HNGĐ-ST; hiện tại chưa đăng ký kết hôn với ai`,
    'Có vợ hoặc chồng nhưng đã chết; hiện tại chưa đăng ký kết hôn với ai',
  ]);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 13.5 : 11.5, leading: 1.42 };
  let y =
    administrativeHead(
      sheet,
      from,
      `${random.int(1, 700)}/${look.template === 2 ? `${issued.year}/` : ''}UBND-XNTTHN`,
      issued,
      look,
    ) + 16;
  sheet.block();
  sheet.line(0, y, [{ text: 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', bold: true, sizePt: 16 }], style, {
    align: 'center',
    width: 210,
  });
  y += 12;
  sheet.block();
  const put = (...cells: Parameters<typeof row>[4]) => {
    y = row(sheet, 28, y, 158, cells, style, fillings[look.template]!);
  };
  y = sheet.paragraph(
    28,
    y,
    158,
    look.template === 0
      ? `Xét đề nghị của ông/bà ${person.name}, về việc cấp Giấy xác nhận tình trạng hôn nhân,`
      : 'Xét đề nghị của người có tên dưới đây về việc cấp Giấy xác nhận tình trạng hôn nhân,',
    style,
    { indent: 8 },
  );
  sheet.block();
  y = sheet.paragraph(28, y + 2, 158, [{ text: 'XÁC NHẬN:', bold: true }], style, { align: 'center' }) + 2;
  sheet.block();
  put({ label: 'Họ, chữ đệm, tên:', value: upper(person.name), field: 'full_name' });
  put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' });
  put(
    { label: 'Giới tính:', value: sexWord(person), field: 'gender' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity', at: 0.34 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.66 },
  );
  if (look.template === 2) put({ label: 'Số định danh cá nhân:', value: person.personalId, field: 'personal_id' });
  put({ label: 'Giấy tờ tùy thân:', value: identityPaper(person, issued), field: 'identity_paper' });
  put({ label: 'Nơi cư trú:', value: person.address, field: 'residence' });
  put({ label: 'Tình trạng hôn nhân:', value: status, field: 'marital_status' });
  put({
    label: 'Giấy này được sử dụng để:',
    value: random.pick([
      'Đăng ký kết hôn',
      'Bổ túc hồ sơ vay vốn ngân hàng',
      'Làm thủ tục chuyển nhượng quyền sử dụng đất',
    ]),
    field: 'purpose',
  });
  sheet.block();
  y = sheet.paragraph(28, y + 1, 158, 'Giấy này có giá trị sử dụng trong thời hạn 6 tháng, kể từ ngày cấp.', style, {
    indent: 8,
  });
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  signingBlock(
    sheet,
    146,
    Math.min(y + 6, 240),
    76,
    { ...style, leading: 1.25 },
    {
      authority: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
      name: inventName(random, random.maybe(0.5)),
      nameField: 'signer_name',
      seal: committeeSeal(from.place),
    },
    random.branch('signature'),
    look,
  );
  return { type: 'marital_status_confirmation', draft, format: 'A4' };
}

export const maritalStatus: PaperMaker = {
  type: 'marital_status_confirmation',
  templates: three('bold values', 'dotted', 'plain, number with year'),
  draw: drawMaritalStatus,
};
