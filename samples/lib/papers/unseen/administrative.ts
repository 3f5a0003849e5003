import { Draft } from '../../draft.ts';
import { inventPlace, type Place } from '../../places.ts';
import type { Chance } from '../../random.ts';
import type { Run, Style } from '../../sheet.ts';
import { addDays, isoDate, longDate, slashDate } from '../../words.ts';
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
import { serifSize } from '../fresh/births.ts';
import { commonName, commonPerson } from './people.ts';

type Kind = 'decision' | 'notice' | 'official_letter';

interface Office {
  readonly parent: readonly string[];
  readonly own: readonly string[];
  readonly symbol: string;
  readonly place: Place;
  readonly datePlace: string;
  readonly authority: readonly string[];
}

function inventOffice(random: Chance): Office {
  const place = inventPlace(random);
  const province = `${place.provinceKind === 'tỉnh' ? 'TỈNH' : 'THÀNH PHỐ'} ${upper(place.province)}`;
  return random.pick<Office>([
    {
      parent: [`ỦY BAN NHÂN DÂN ${upper(place.communeFull)}`],
      own: ['PHÒNG VĂN HÓA - XÃ HỘI'],
      symbol: 'VHXH',
      place,
      datePlace: place.commune,
      authority: random.pick([['TRƯỞNG PHÒNG'], ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG']]),
    },
    {
      parent: ['BẢO HIỂM XÃ HỘI', province],
      own: [`BẢO HIỂM XÃ HỘI CƠ SỞ ${upper(place.commune)}`],
      symbol: 'BHXH',
      place,
      datePlace: place.commune,
      authority: random.pick([['GIÁM ĐỐC'], ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']]),
    },
    {
      parent: [`UBND ${province}`],
      own: ['VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI'],
      symbol: 'VPĐKĐĐ',
      place,
      datePlace: place.province,
      authority: random.pick([['GIÁM ĐỐC'], ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']]),
    },
    {
      parent: [`UBND ${upper(place.communeFull)}`],
      own: [`TRƯỜNG TIỂU HỌC ${upper(place.commune)}`],
      symbol: 'THTL',
      place,
      datePlace: place.commune,
      authority: ['HIỆU TRƯỞNG'],
    },
    {
      parent: [province],
      own: [`ỦY BAN NHÂN DÂN ${upper(place.communeFull)}`],
      symbol: 'UBND',
      place,
      datePlace: place.commune,
      authority: random.pick([
        ['CHỦ TỊCH'],
        ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
        ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
      ]),
    },
  ]);
}

/** A paper of NĐ 30/2020 about one citizen: number with a space where it was filled in, the matter often three lines long. */
async function draw(type: Kind, random: Chance, look: Look): Promise<Paper> {
  const office = inventOffice(random);
  const { place } = office;
  const date = addDays({ year: 2025, month: 7, day: 7 }, random.int(0, 500));
  const citizen = commonPerson(random, { home: place, levels: 2 });
  const title = citizen.male ? 'ông' : 'bà';
  const subjects: Readonly<Record<Kind, readonly string[]>> = {
    decision: [
      `Về việc hưởng trợ cấp xã hội hằng tháng đối với ${title} ${citizen.name}`,
      `Về việc nâng bậc lương thường xuyên đối với ${title} ${citizen.name}`,
      `Về việc giải quyết chế độ nghỉ hưu đối với ${title} ${citizen.name}`,
      `Về việc điều động và bố trí công tác đối với ${title} ${citizen.name}`,
    ],
    notice: [
      'Về việc bổ sung, hoàn thiện hồ sơ',
      `Về việc trả kết quả giải quyết hồ sơ của ${title} ${citizen.name}`,
      'Về việc chưa đủ điều kiện giải quyết hồ sơ',
      'Về việc niêm yết công khai kết quả xét duyệt hồ sơ đề nghị giải quyết chế độ, chính sách',
    ],
    official_letter: [
      `trả lời đơn đề nghị của ${title} ${citizen.name} về thời hạn và kết quả giải quyết hồ sơ`,
      'hướng dẫn bổ sung hồ sơ đề nghị giải quyết chế độ',
      'xác minh thông tin giấy tờ của công dân',
      'cung cấp bản sao hồ sơ lưu trữ',
    ],
  };
  const summary = random.pick(subjects[type]);
  const serial = random.int(3, 2900);
  const mark = { decision: `QĐ-${office.symbol}`, notice: `TB-${office.symbol}`, official_letter: office.symbol }[type];
  const draft = await Draft.begin([look.family]);
  const first = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 14, 12), leading: 1.3 };
  const [left, width] = [30, 160];
  const bottom = agency(first, 62, 20, 80, office.parent, office.own, look.family, 12, {
    parent: 'parent_issuer',
    own: 'issuer',
  });
  const mottoY = motto(first, 148, 20, look.family, 12);
  const small: Style = { ...style, sizePt: serifSize(look, 13, 11.2), leading: 1.2 };
  const lineY = Math.max(bottom, mottoY) + 8;
  first.block();
  first.line(22, lineY, [{ text: 'Số: ' }, { text: `${serial} /${mark}`, field: 'number' }], small, {
    align: 'center',
    width: 80,
  });
  draft.value('number', `${serial}/${mark}`);
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
        28,
        y + 5.6,
        68,
        [{ text: 'V/v ' }, { text: summary, field: 'summary' }],
        { ...small, sizePt: serifSize(look, 12, 10.5) },
        { align: 'center' },
      ) + 4;
    first.block();
    y =
      first.paragraph(
        left,
        y + 3,
        width,
        [
          { text: 'Kính gửi: ' },
          { text: `${title === 'ông' ? 'Ông' : 'Bà'} ${citizen.name}, ${citizen.address}`, field: 'recipient' },
          { text: '.' },
        ],
        style,
        { align: 'center' },
      ) + 2;
  } else {
    first.block();
    first.line(0, y + 15, [{ text: type === 'decision' ? 'QUYẾT ĐỊNH' : 'THÔNG BÁO', bold: true, sizePt: 15 }], style, {
      align: 'center',
      width: 210,
    });
    const end = first.paragraph(
      left + 10,
      y + 22,
      width - 20,
      [{ text: summary, bold: true, field: 'summary' }],
      style,
      {
        align: 'center',
      },
    );
    const rule = end - first.step(style) + 2;
    first.rule(92, rule, 118, rule, 0.25);
    y = end + 4;
  }
  const flow = new Flow(draft, first, y, style, left, width);
  const body = (content: string | readonly Run[]): void =>
    flow.put(content, { align: 'justify', indent: 10 }, style, 1.6);
  const article = (number: number, text: string): void => body([{ text: `Điều ${number}. `, bold: true }, { text }]);
  const received = slashDate(addDays(date, -random.int(3, 20)));
  if (type === 'decision') {
    const head = office.authority.at(-1)!.replace('PHÓ ', '');
    flow.put([{ text: `${head} ${upper(office.own.join(' '))}`, bold: true }], { align: 'center' }, style, 2);
    for (const text of [
      'Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;',
      'Căn cứ chức năng, nhiệm vụ, quyền hạn được giao;',
      `Xét hồ sơ và đề nghị của bộ phận chuyên môn ngày ${received}.`,
    ])
      body([{ text, italic: true }]);
    flow.put([{ text: 'QUYẾT ĐỊNH:', bold: true }], { align: 'center' }, style, 3);
    article(
      1,
      `${summary.replace(/^Về việc /, '').replace(/^./, (letter) => letter.toLocaleUpperCase('vi'))}, sinh ngày ${slashDate(citizen.born)}, nơi thường trú: ${citizen.address}.`,
    );
    article(2, `Thời điểm thực hiện kể từ ngày 01/${slashDate(addDays(date, 20)).slice(3)}.`);
    article(3, 'Các bộ phận có liên quan và cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.');
  } else {
    body(
      `Ngày ${received}, bộ phận tiếp nhận nhận được hồ sơ của ${title} ${citizen.name}. Sau khi xem xét, cơ quan có ý kiến như sau:`,
    );
    for (const text of [
      'Hồ sơ còn thiếu bản sao giấy tờ chứng minh nguồn gốc sử dụng; đề nghị bổ sung trong thời hạn 10 ngày làm việc kể từ ngày nhận được văn bản.',
      'Việc bổ sung thực hiện tại Trung tâm Phục vụ hành chính công hoặc trên Cổng Dịch vụ công quốc gia.',
      'Mọi vướng mắc đề nghị liên hệ trong giờ hành chính để được hướng dẫn.',
    ].slice(0, random.int(2, 3)))
      body(text);
    body(type === 'notice' ? 'Trân trọng thông báo./.' : 'Trân trọng./.');
  }
  flow.room(52);
  const at = flow.y + 6;
  const list: Style = { family: look.family, sizePt: serifSize(look, 11, 9.8), leading: 1.2 };
  flow.sheet.block();
  flow.sheet.line(left, at, [{ text: 'Nơi nhận:', bold: true, italic: true, sizePt: serifSize(look, 12, 10.5) }], list);
  for (const [index, text] of [
    type === 'decision' ? '- Như Điều 3;' : '- Như trên;',
    '- Lãnh đạo cơ quan (để b/c);',
    '- Lưu: VT.',
  ].entries())
    flow.sheet.line(left, at + 5 + index * 4.6, text, list);
  const places = signingBlock(
    flow.sheet,
    146,
    at,
    84,
    { ...style, leading: 1.22 },
    {
      authority: office.authority,
      name: commonName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      titleField: 'signer_title',
      seal: { ...committeeSeal(place), upper: office.own[0]! },
    },
    random.branch('signature'),
    look,
  );
  draft.value('issue_date', isoDate(date));
  return { type, draft, format: 'A4', places };
}

export const unseenAdministrative = (type: Kind): readonly RoundTemplate[] => [
  { name: 'about one citizen, a space in the number', draw: (random, look) => draw(type, random, look) },
];
