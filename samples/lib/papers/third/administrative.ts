import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { inventPlace, type Place } from '../../places.ts';
import type { Chance } from '../../random.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, isoDate, longDate, slashDate } from '../../words.ts';
import { Flow } from '../administrative.ts';
import { agency, type Look, motto, type Paper, type RoundTemplate, signingBlock, upper } from '../common.ts';
import { serifSize } from '../fresh/births.ts';
import { commonName } from '../unseen/people.ts';

type Kind = 'decision' | 'notice' | 'official_letter';

interface Office {
  readonly parent: readonly string[];
  readonly own: readonly string[];
  readonly symbol: string;
  /** Letters name the division that wrote them. */
  readonly division: string;
  readonly place: Place;
  readonly datePlace: string;
  readonly authority: readonly string[];
  /** As in the electronic signature. */
  readonly named: string;
}

function inventOffice(random: Chance, type: Kind): Office {
  const place = inventPlace(random);
  const province = `${place.provinceKind === 'tỉnh' ? 'TỈNH' : 'THÀNH PHỐ'} ${upper(place.province)}`;
  const lead = random.pick([['GIÁM ĐỐC'], ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']]);
  const district = random.int(1, 12);
  return random.pick<Office>([
    {
      parent: ['ỦY BAN NHÂN DÂN', province],
      own: ['SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG'],
      symbol: 'SNNMT',
      division: 'QLĐĐ',
      place,
      datePlace: place.province,
      authority: lead,
      named: 'Sở Nông nghiệp và Môi trường',
    },
    {
      parent: [`UBND ${upper(place.communeFull)}`],
      own: ['TRUNG TÂM PHỤC VỤ', 'HÀNH CHÍNH CÔNG'],
      symbol: 'TTPVHCC',
      division: '',
      place,
      datePlace: place.commune,
      authority: lead,
      named: `Trung tâm Phục vụ hành chính công ${place.communeFull}`,
    },
    {
      parent: [`THUẾ ${province}`],
      own: [`THUẾ CƠ SỞ ${district}`],
      symbol: `TCS${district}`,
      division: 'NVDTPC',
      place,
      datePlace: place.province,
      authority: random.pick([['TRƯỞNG THUẾ CƠ SỞ'], ['KT. TRƯỞNG THUẾ CƠ SỞ', 'PHÓ TRƯỞNG THUẾ CƠ SỞ']]),
      named: `Thuế cơ sở ${district} ${place.provinceKind} ${place.province}`,
    },
    {
      parent: [],
      own: ['ỦY BAN NHÂN DÂN', province],
      symbol: 'UBND',
      division: 'NC',
      place,
      datePlace: place.province,
      authority: random.pick([
        ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
        ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
        ...(type === 'decision' ? [] : [['TL. CHỦ TỊCH', 'KT. CHÁNH VĂN PHÒNG', 'PHÓ CHÁNH VĂN PHÒNG']]),
      ]),
      named: `Ủy ban nhân dân ${place.provinceKind} ${place.province}`,
    },
    {
      parent: [`UBND ${upper(place.communeFull)}`],
      own: ['PHÒNG KINH TẾ,', 'HẠ TẦNG VÀ ĐÔ THỊ'],
      symbol: 'KTHTĐT',
      division: '',
      place,
      datePlace: place.commune,
      authority: random.pick([['TRƯỞNG PHÒNG'], ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG']]),
      named: `Phòng Kinh tế, Hạ tầng và Đô thị ${place.communeFull}`,
    },
  ]);
}

const subjects: Readonly<Record<Kind, readonly string[]>> = {
  decision: [
    'Về việc phê duyệt kết quả lựa chọn nhà thầu gói thầu mua sắm thiết bị số hóa hồ sơ',
    'Ban hành Quy chế tiếp nhận và trả kết quả giải quyết thủ tục hành chính',
    'Về việc kiện toàn Tổ công tác triển khai Đề án 06',
    'Về việc công nhận hộ nghèo, hộ cận nghèo năm 2026',
    'Công bố danh mục thủ tục hành chính được sửa đổi, bổ sung thuộc phạm vi chức năng quản lý',
  ],
  notice: [
    'Kết luận tại cuộc họp giao ban tháng 9 năm 2025',
    'Lịch tiếp công dân định kỳ tháng 11 năm 2025',
    'Về việc tuyển dụng viên chức năm 2026',
    'Về việc tạm ngừng tiếp nhận hồ sơ để nâng cấp hệ thống thông tin',
    'Tiếp nhận hồ sơ và thời hạn giải quyết thủ tục hành chính trong dịp nghỉ lễ',
  ],
  official_letter: [
    'tăng cường số hóa hồ sơ, kết quả giải quyết thủ tục hành chính',
    'rà soát, báo cáo số liệu đăng ký đất đai 9 tháng đầu năm 2025',
    'phối hợp xác minh nhân thân, nơi cư trú',
    'triển khai hóa đơn điện tử khởi tạo từ máy tính tiền',
    'góp ý dự thảo Kế hoạch chuyển đổi số năm 2026',
  ],
};
const receivers = [
  'Ủy ban nhân dân các xã, phường',
  'Các phòng, đơn vị trực thuộc',
  'Trung tâm Phục vụ hành chính công cấp xã',
  'Công an các xã, phường',
];

/** Paper of NĐ 30/2020 as printed from the electronic one: the office's electronic signature above the motto, no pen, summaries without "Về việc" too. */
async function draw(type: Kind, random: Chance, look: Look): Promise<Paper> {
  const office = inventOffice(random, type);
  const { place } = office;
  const date = addDays({ year: 2025, month: 7, day: 7 }, random.int(0, 490));
  const summary = random.pick(subjects[type]);
  const number = random.int(3, 8600);
  const mark = {
    decision: `QĐ-${office.symbol}`,
    notice: `TB-${office.symbol}`,
    official_letter: office.division === '' ? office.symbol : `${office.symbol}-${office.division}`,
  }[type];
  const draft = await Draft.begin(['arial', look.family]);
  const first = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 14, 12), leading: 1.3 };
  const [left, width] = [30, 160];
  const two = (value: number): string => String(value).padStart(2, '0');
  const blue = rgb(0.1, 0.2, 0.6);
  for (const [index, text] of [
    `Người ký: ${office.named}`,
    `Thời gian ký: ${slashDate(date)} ${two(random.int(7, 17))}:${two(random.int(0, 59))}:${two(random.int(0, 59))} +07:00`,
  ].entries())
    first.line(112, 8 + index * 3.2, [{ text, sizePt: 6.6, colour: blue }], { ...style, family: 'arial' });
  const bottom = agency(first, 62, 20, 80, office.parent, office.own, look.family, 12.4, {
    parent: 'parent_issuer',
    own: 'issuer',
  });
  const mottoY = motto(first, 148, 20, look.family, 12.4);
  const small: Style = { ...style, sizePt: serifSize(look, 13, 11.2), leading: 1.2 };
  const lineY = Math.max(bottom, mottoY) + 8;
  first.block();
  first.line(22, lineY, [{ text: 'Số: ' }, { text: `${number}/${mark}`, field: 'number' }], small, {
    align: 'center',
    width: 80,
  });
  first.block();
  first.line(
    98,
    lineY,
    [
      { text: office.datePlace, italic: true, field: 'issue_place' },
      { text: ', ', italic: true },
      { text: longDate(date), italic: true, field: 'issue_date' },
    ],
    small,
    { align: 'center', width: 100 },
  );
  let y = lineY;
  if (type === 'official_letter') {
    first.block();
    y =
      first.paragraph(
        30,
        y + 5.6,
        64,
        [{ text: 'V/v ' }, { text: summary, field: 'summary' }],
        { ...small, sizePt: serifSize(look, 12, 10.4) },
        { align: 'center' },
      ) + 5;
    first.block();
    const to = random.shuffled(receivers).slice(0, random.int(1, 3));
    if (to.length === 1) {
      first.line(left, y, [{ text: 'Kính gửi: ' }, { text: to[0]!, field: 'recipient' }, { text: '.' }], style, {
        align: 'center',
        width,
      });
      y += first.step(style);
    } else {
      first.line(left + 34, y, 'Kính gửi:', style);
      for (const [index, text] of to.entries()) {
        y += first.step(style);
        const last = index === to.length - 1;
        first.line(
          left + 56,
          y,
          [{ text: `- ${text}${last ? '' : ';'}`, field: 'recipient' }, ...(last ? [{ text: '.' }] : [])],
          style,
        );
      }
      y += first.step(style);
    }
    y += 2;
  } else {
    first.block();
    first.line(0, y + 14, [{ text: type === 'decision' ? 'QUYẾT ĐỊNH' : 'THÔNG BÁO', bold: true, sizePt: 15 }], style, {
      align: 'center',
      width: 210,
    });
    const end = first.paragraph(
      left + 12,
      y + 20.6,
      width - 24,
      [{ text: summary, bold: true, field: 'summary' }],
      style,
      {
        align: 'center',
      },
    );
    const rule = end - first.step(style) + 2;
    first.rule(90, rule, 120, rule, 0.25);
    y = end + 4;
  }
  const flow = new Flow(draft, first, y, style, left, width);
  const body = (content: string | readonly Run[]): void =>
    flow.put(content, { align: 'justify', indent: 10 }, style, 1.6);
  const item = (head: string, text: string): void => body([{ text: head, bold: true }, { text }]);
  const asked = slashDate(addDays(date, -random.int(3, 30)));
  if (type === 'decision') {
    const head = office.authority.at(-1)!.replace('PHÓ ', '');
    flow.put(
      [
        {
          text: `${head} ${office.own.join(' ').replace(/^THUẾ CƠ SỞ/, '')}`.replace(
            'TRƯỞNG THUẾ CƠ SỞ  ',
            'TRƯỞNG THUẾ CƠ SỞ ',
          ),
          bold: true,
        },
      ],
      { align: 'center' },
      style,
      2,
    );
    for (const text of [
      'Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;',
      'Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông;',
      `Theo đề nghị của bộ phận chuyên môn tại Tờ trình số ${random.int(10, 400)}/TTr ngày ${asked}.`,
    ])
      body([{ text, italic: true }]);
    flow.put([{ text: 'QUYẾT ĐỊNH:', bold: true }], { align: 'center' }, style, 3);
    item(
      'Điều 1. ',
      'Ban hành kèm theo Quyết định này các nội dung, danh mục có liên quan để tổ chức thực hiện thống nhất.',
    );
    item('Điều 2. ', 'Quyết định này có hiệu lực kể từ ngày ký.');
    item(
      'Điều 3. ',
      'Thủ trưởng các cơ quan, đơn vị và cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.',
    );
  } else {
    body(
      type === 'notice'
        ? `Căn cứ tình hình thực tế và nhiệm vụ được giao, ${office.named} thông báo như sau:`
        : `Thực hiện văn bản số ${random.int(100, 5000)}/BNV-CCHC ngày ${asked}, ${office.named} đề nghị các cơ quan, đơn vị thực hiện một số nội dung sau:`,
    );
    item(
      '1. ',
      'Tổ chức quán triệt đến toàn thể cán bộ, công chức, viên chức và người lao động thuộc phạm vi quản lý.',
    );
    item('2. ', 'Bố trí nhân lực, trang thiết bị bảo đảm việc tiếp nhận, xử lý hồ sơ không bị gián đoạn.');
    item('3. ', `Báo cáo kết quả trước ngày ${slashDate(addDays(date, 14))} để tổng hợp.`);
    body(type === 'notice' ? 'Đề nghị các cơ quan, đơn vị, cá nhân biết, thực hiện./.' : 'Trân trọng./.');
  }
  flow.room(52);
  const at = flow.y + 6;
  const list: Style = { family: look.family, sizePt: serifSize(look, 11, 9.8), leading: 1.2 };
  flow.sheet.block();
  flow.sheet.line(left, at, [{ text: 'Nơi nhận:', bold: true, italic: true, sizePt: serifSize(look, 12, 10.5) }], list);
  for (const [index, text] of [
    type === 'decision' ? '- Như Điều 3;' : '- Như trên;',
    '- Lãnh đạo cơ quan;',
    '- Trang thông tin điện tử;',
    '- Lưu: VT.',
  ].entries())
    flow.sheet.line(left, at + 5 + index * 4.6, text, list);
  const places = signingBlock(
    flow.sheet,
    146,
    at,
    86,
    { ...style, leading: 1.22 },
    {
      authority: office.authority,
      name: commonName(random, random.maybe(0.65)),
      nameField: 'signer_name',
      titleField: 'signer_title',
      seal: { diameterMm: 36, upper: office.own.join(' '), lower: upper(`${place.provinceKind} ${place.province}`) },
    },
    random.branch('signature'),
    look,
  );
  draft.value('issue_date', isoDate(date));
  return { type, draft, format: 'A4', places };
}

export const thirdAdministrative = (type: Kind): readonly RoundTemplate[] => [
  {
    name: 'electronic signature at the head, summaries of several kinds',
    draw: (random, look) => draw(type, random, look),
  },
];
