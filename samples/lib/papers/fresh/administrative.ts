import { Draft } from '../../draft.ts';
import type { Place } from '../../places.ts';
import type { Chance } from '../../random.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, isoDate, longDate } from '../../words.ts';
import { Flow } from '../administrative.ts';
import {
  agency,
  committeeSeal,
  type Look,
  motto,
  type Paper,
  type RoundTemplate,
  signingBlock,
  upper,
} from '../common.ts';
import { table } from './column.ts';
import { freshName, freshPerson, freshPlace, seat } from './people.ts';

export type AdministrativeKind = 'decision' | 'notice' | 'official_letter';

interface Office {
  readonly parent: readonly string[];
  readonly own: readonly string[];
  readonly symbol: string;
  readonly authority: readonly string[];
  readonly datePlace: string;
  /** `CHỦ TỊCH ỦY BAN NHÂN DÂN …`, over the grounds of a decision. */
  readonly competent: string;
  readonly sealUpper: string;
}

function inventOffice(random: Chance, place: Place): Office {
  const province = `${upper(place.provinceKind)} ${upper(place.province)}`;
  return random.pick<Office>([
    {
      parent: [`ỦY BAN NHÂN DÂN`, upper(place.communeFull)],
      own: ['TRUNG TÂM PHỤC VỤ', 'HÀNH CHÍNH CÔNG'],
      symbol: 'TTPVHCC',
      authority: ['GIÁM ĐỐC'],
      datePlace: seat(place),
      competent: 'GIÁM ĐỐC TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG',
      sealUpper: 'TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG',
    },
    {
      parent: [],
      own: ['ỦY BAN NHÂN DÂN', province],
      symbol: 'UBND',
      authority: random.pick([
        ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
        ['TL. CHỦ TỊCH', 'KT. CHÁNH VĂN PHÒNG', 'PHÓ CHÁNH VĂN PHÒNG'],
      ]),
      datePlace: place.province,
      competent: `CHỦ TỊCH ỦY BAN NHÂN DÂN ${province}`,
      sealUpper: 'ỦY BAN NHÂN DÂN',
    },
    {
      parent: [`UBND ${province}`],
      own: ['SỞ XÂY DỰNG'],
      symbol: 'SXD',
      authority: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
      datePlace: place.province,
      competent: 'GIÁM ĐỐC SỞ XÂY DỰNG',
      sealUpper: 'SỞ XÂY DỰNG',
    },
    {
      parent: [`SỞ GIÁO DỤC VÀ ĐÀO TẠO`, province],
      own: ['TRƯỜNG THPT NGUYỄN KHUYẾN'],
      symbol: 'THPTNK',
      authority: ['HIỆU TRƯỞNG'],
      datePlace: seat(place),
      competent: 'HIỆU TRƯỞNG TRƯỜNG THPT NGUYỄN KHUYẾN',
      sealUpper: 'TRƯỜNG THPT NGUYỄN KHUYẾN',
    },
    {
      parent: [],
      own: [`ỦY BAN NHÂN DÂN`, upper(place.communeFull)],
      symbol: 'UBND',
      authority: random.pick([
        ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
        ['TUQ. CHỦ TỊCH', 'TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI'],
      ]),
      datePlace: seat(place),
      competent: `CHỦ TỊCH ỦY BAN NHÂN DÂN ${upper(place.communeFull)}`,
      sealUpper: `ỦY BAN NHÂN DÂN ${upper(place.communeFull)}`,
    },
  ]);
}

export interface Subject {
  readonly summary: string;
  /** Paragraphs of their own for this subject, before the common ones. */
  readonly body?: readonly string[];
}

const subjects: Readonly<Record<AdministrativeKind, readonly Subject[]>> = {
  decision: [
    { summary: 'Về việc công nhận kết quả hòa giải thành ở cơ sở và chi hỗ trợ hòa giải viên quý III năm 2026' },
    { summary: 'Về việc điều động, bổ nhiệm viên chức giữ chức vụ Trưởng phòng Hành chính - Tổng hợp' },
    { summary: 'Về việc thành lập Hội đồng tư vấn xác định mức độ khuyết tật nhiệm kỳ 2025 - 2030' },
    { summary: 'Phê duyệt kết quả lựa chọn nhà thầu gói thầu số 02: Sửa chữa trụ sở làm việc' },
    { summary: 'Ban hành Quy chế tiếp công dân, xử lý đơn khiếu nại, tố cáo, kiến nghị, phản ánh' },
  ],
  notice: [
    { summary: 'Về việc niêm yết công khai hồ sơ mất Giấy chứng nhận quyền sử dụng đất' },
    { summary: 'Kết luận của Phó Chủ tịch tại cuộc họp giao ban công tác cải cách hành chính tháng 10' },
    { summary: 'Tuyển sinh vào lớp 10 năm học 2026 - 2027' },
    { summary: 'Về việc tạm ngừng cung cấp nước để bảo trì tuyến ống D300' },
  ],
  official_letter: [
    { summary: 'đôn đốc thực hiện chỉ tiêu cung cấp dịch vụ công trực tuyến toàn trình' },
    { summary: 'lấy ý kiến góp ý dự thảo Kế hoạch sử dụng đất năm 2027' },
    { summary: 'trả lời kiến nghị của cử tri về lưới điện hạ áp' },
    { summary: 'báo cáo số liệu hộ tịch 9 tháng đầu năm' },
  ],
};
const paragraphs = [
  'Thực hiện ý kiến chỉ đạo của cấp có thẩm quyền về đơn giản hóa thủ tục hành chính, cắt giảm thành phần hồ sơ đã có trong cơ sở dữ liệu, các đơn vị khẩn trương rà soát nội dung thuộc phạm vi quản lý.',
  'Trường hợp phát sinh vướng mắc vượt thẩm quyền, đơn vị báo cáo bằng văn bản (kèm tệp điện tử) trước 16 giờ 30 phút ngày 25 hằng tháng để tổng hợp.',
  'Kinh phí được sử dụng đúng mục đích, có chứng từ hợp lệ; việc thanh toán, quyết toán theo quy định của Luật Ngân sách nhà nước và các văn bản hướng dẫn thi hành.',
  'Bộ phận Một cửa bố trí cán bộ hướng dẫn người cao tuổi, người khuyết tật, đồng bào dân tộc thiểu số; không yêu cầu nộp bản sao giấy tờ đã được số hóa.',
  'Các ông (bà) có tên trong danh sách có trách nhiệm bàn giao công việc, tài liệu đang quản lý trong thời hạn 05 ngày làm việc.',
];
const grounds = [
  'Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;',
  'Căn cứ Luật Hòa giải ở cơ sở ngày 20 tháng 6 năm 2013;',
  'Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;',
];
const recipients = [
  'Như trên',
  'Chủ tịch, các Phó Chủ tịch',
  'Cổng thông tin điện tử (đăng tải)',
  'Lưu: VT, HCTH (05b)',
];

/** A paper of NĐ 30/2020 as other offices write it: a list of people in a table, several receivers, orders of signing by delegation. */
export async function drawFreshAdministrative(
  type: AdministrativeKind,
  random: Chance,
  look: Look,
  given?: Subject,
): Promise<Paper> {
  const place = freshPlace(random, 2);
  const office = inventOffice(random, place);
  const date = addDays({ year: 2025, month: 7, day: 3 }, random.int(0, 505));
  const subject = given ?? random.pick(subjects[type]);
  const code = { decision: 'QĐ', notice: 'TB', official_letter: '' }[type];
  const serial = String(random.int(1, 4200)).padStart(2, '0');
  const number =
    type === 'official_letter'
      ? `${serial}/${office.symbol}-${random.pick(['NC', 'TCKT', 'KSTTHC', 'VP', 'ĐTN'])}`
      : `${serial}/${random.maybe(0.2) && type === 'decision' ? `${date.year}/` : ''}${code}-${office.symbol}`;
  const draft = await Draft.begin([look.family]);
  const first = draft.sheet();
  const serif = look.family === 'serif' || look.family === 'book';
  const style: Style = { family: look.family, sizePt: serif ? 13.5 : 11.8, leading: 1.28 };
  const [left, width] = [28, 164];
  const fields = { parent: 'parent_issuer', own: 'issuer' } as const;
  const bottom = agency(first, 63, 21, 78, office.parent, office.own, look.family, 12, fields);
  const mottoY = motto(first, 147, 21, look.family, 12);
  first.block();
  const small: Style = { ...style, sizePt: 13 - (serif ? 0 : 1.5), leading: 1.2 };
  first.line(24, bottom + 8, [{ text: 'Số: ' }, { text: number, field: 'number' }], small, {
    align: 'center',
    width: 78,
  });
  let y = bottom + 8;
  if (type === 'official_letter')
    y =
      first.paragraph(
        26,
        y + 5.6,
        74,
        [
          { text: 'V/v ', sizePt: 12 },
          { text: subject.summary, field: 'summary', sizePt: 12 },
        ],
        { ...small, sizePt: 12 },
        { align: 'center' },
      ) - 5;
  first.block();
  const dateY = Math.max(mottoY + 8, bottom + 8);
  first.line(
    95,
    dateY,
    [
      { text: office.datePlace, italic: true, field: 'issue_place' },
      { text: ', ', italic: true },
      { text: longDate(date), italic: true, field: 'issue_date' },
    ],
    small,
    { align: 'center', width: 104 },
  );
  y = Math.max(y, dateY);
  const addressees = random
    .shuffled([
      `Ủy ban nhân dân các xã, phường`,
      'Công an tỉnh',
      'Chi cục Thuế khu vực',
      'Bảo hiểm xã hội cơ sở',
      'Các tổ chức chính trị - xã hội',
    ])
    .slice(0, random.pick([1, 2, 3]));
  if (type === 'official_letter') {
    first.block();
    if (addressees.length === 1) {
      first.line(
        left,
        y + 14,
        [{ text: 'Kính gửi: ' }, { text: addressees[0]!, field: 'recipient' }, { text: '.' }],
        style,
        { align: 'center', width },
      );
      y += 15 + first.step(style);
    } else {
      first.line(left + 40, y + 14, [{ text: 'Kính gửi:' }], style);
      for (const [index, text] of addressees.entries())
        first.line(
          left + 62,
          y + 14 + first.step(style) * (index + 1),
          [
            { text: `- ${text}${index === addressees.length - 1 ? '' : ';'}`, field: 'recipient' },
            ...(index === addressees.length - 1 ? [{ text: '.' }] : []),
          ],
          style,
        );
      y += 15 + first.step(style) * (addressees.length + 1);
    }
  } else {
    first.block();
    first.line(
      left,
      y + 13,
      [{ text: type === 'decision' ? 'QUYẾT ĐỊNH' : 'THÔNG BÁO', bold: true, sizePt: style.sizePt + 1 }],
      style,
      { align: 'center', width },
    );
    const end = first.paragraph(
      left + 18,
      y + 13 + first.step(style) * 1.05,
      width - 36,
      [{ text: subject.summary, bold: true, field: 'summary' }],
      style,
      { align: 'center' },
    );
    const rule = end - first.step(style) + 2;
    first.rule(left + width / 2 - 20, rule, left + width / 2 + 20, rule, 0.25);
    y = end + 3;
  }
  const flow = new Flow(draft, first, y, style, left, width);
  const body = (content: string | readonly Run[]): void =>
    flow.put(content, { align: 'justify', indent: 11 }, style, 1.6);
  const chosen = random.shuffled(paragraphs);
  if (type === 'decision') {
    flow.put([{ text: office.competent, bold: true }], { align: 'center' }, style, 3);
    for (const text of grounds) body([{ text, italic: true }]);
    for (const text of subject.body ?? []) body(text);
    flow.put([{ text: 'QUYẾT ĐỊNH:', bold: true }], { align: 'center' }, style, 3);
    body([
      { text: 'Điều 1. ', bold: true },
      {
        text: `${subject.summary.replace(/^Về việc /, '').replace(/^./, (letter) => letter.toLocaleUpperCase('vi'))}, gồm các ông (bà) có tên sau:`,
      },
    ]);
    flow.room(42);
    flow.sheet.block();
    const people = Array.from({ length: 3 }, () => freshPerson(random));
    flow.y =
      table(
        flow.sheet,
        left + 6,
        flow.y + 1,
        [14, 62, 26, 50],
        [
          ['TT', 'Họ và tên', 'Năm sinh', 'Chức vụ'],
          ...people.map((one, index) => [
            String(index + 1),
            one.name,
            String(one.born.year),
            ['Trưởng ban', 'Phó Trưởng ban', 'Thành viên'][index]!,
          ]),
        ],
        { ...style, sizePt: style.sizePt - 1.5, leading: 1.2 },
      ) + 4;
    body([{ text: 'Điều 2. ', bold: true }, { text: chosen[0]! }]);
    body([
      { text: 'Điều 3. ', bold: true },
      {
        text: 'Quyết định có hiệu lực kể từ ngày ký. Trưởng các phòng, ban liên quan và các ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành./.',
      },
    ]);
  } else {
    for (const text of subject.body ?? []) body(text);
    for (const [index, text] of chosen.slice(0, random.int(2, 4)).entries()) body(`${index + 1}. ${text}`);
    body(
      type === 'notice'
        ? 'Thông báo này được niêm yết tại trụ sở và đăng trên trang thông tin điện tử để các tổ chức, cá nhân biết./.'
        : 'Đề nghị các cơ quan, đơn vị quan tâm triển khai thực hiện./.',
    );
  }
  flow.room(50);
  const at = flow.y + 5;
  const list: Style = { family: look.family, sizePt: 11, leading: 1.2 };
  flow.sheet.block();
  flow.sheet.line(left, at, [{ text: 'Nơi nhận:', bold: true, italic: true, sizePt: 12 }], list);
  for (const [index, text] of recipients.entries())
    flow.sheet.line(
      left,
      at + 5 + index * 4.6,
      `- ${index === 0 && type === 'decision' ? 'Như Điều 3' : text}${index === recipients.length - 1 ? '.' : ';'}`,
      list,
    );
  const places = signingBlock(
    flow.sheet,
    148,
    at,
    86,
    { ...style, leading: 1.22 },
    {
      authority: office.authority,
      name: freshName(random, random.maybe(0.65)),
      nameField: 'signer_name',
      titleField: 'signer_title',
      seal: { ...committeeSeal(place), upper: office.sealUpper },
    },
    random.branch('signature'),
    look,
  );
  draft.value('issue_date', isoDate(date));
  return { type, draft, format: 'A4', places };
}

export const freshAdministrative = (type: AdministrativeKind): readonly RoundTemplate[] => [
  {
    name: 'other offices, delegated signing, a table or several receivers',
    draw: (random, look) => drawFreshAdministrative(type, random, look),
  },
];
