import { Draft } from '../draft.ts';
import { inventName } from '../people.ts';
import { inventPlace, type Place } from '../places.ts';
import type { Chance } from '../random.ts';
import type { Run, Sheet, Style } from '../sheet.ts';
import { addDays, type Day, isoDate, longDate } from '../words.ts';
import { agency, committeeSeal, type Look, motto, type Paper, type PaperMaker, signingBlock, upper } from './common.ts';

/** Who issues, as the head of the paper prints it (NĐ 30/2020 Phụ lục I, ô 2). */
export interface Issuer {
  readonly parent: readonly string[];
  readonly own: readonly string[];
  readonly symbol: string;
  readonly place: Place;
  /** Lines above the signature. */
  readonly authority: readonly string[];
  readonly signer: string;
}

export interface Content {
  readonly number: string;
  readonly date: Day;
  readonly summary: string;
  readonly recipients: readonly string[];
  /** Paragraphs of the body; a heading is bold and centred. */
  readonly body: readonly (
    | string
    | { readonly heading: string }
    | { readonly article: string; readonly text: string }
  )[];
  readonly addressee?: string;
}

/** Text that flows over sheets, page numbers at the top centre from page 2 (rules.md F). */
export class Flow {
  sheet: Sheet;
  y: number;
  readonly #draft: Draft;
  readonly #style: Style;
  readonly #left: number;
  readonly #width: number;

  constructor(draft: Draft, sheet: Sheet, y: number, style: Style, left: number, width: number) {
    this.#draft = draft;
    this.sheet = sheet;
    this.y = y;
    this.#style = style;
    this.#left = left;
    this.#width = width;
  }

  room(mm: number): void {
    if (this.y + mm <= 272) return;
    this.sheet = this.#draft.sheet();
    this.sheet.line(
      0,
      14,
      String(this.sheet.number),
      { ...this.#style, sizePt: 13, bold: false, italic: false },
      { align: 'center', width: 210 },
    );
    this.sheet.block();
    this.y = 26;
  }

  put(
    content: string | readonly Run[],
    options: Parameters<Sheet['paragraph']>[5] = {},
    style = this.#style,
    before = 2,
  ): void {
    const text = typeof content === 'string' ? content : content.map((run) => run.text).join('');
    const lines = Math.ceil(this.sheet.widthOf(text, style) / (this.#width - 8));
    this.room(lines * this.sheet.step(style) + before);
    this.sheet.block();
    this.y = this.sheet.paragraph(this.#left, this.y + before, this.#width, content, style, options);
  }
}

function heading(
  draft: Draft,
  sheet: Sheet,
  issuer: Issuer,
  content: Content,
  look: Look,
  kind: 'letter' | 'titled',
  size = 12,
): number {
  const leftX = 62;
  const bottom = agency(sheet, leftX, 22, 76, issuer.parent, issuer.own, look.family, size, {
    parent: 'parent_issuer',
    own: 'issuer',
  });
  const style: Style = { family: look.family, sizePt: 13, leading: 1.2 };
  sheet.block();
  let y = bottom + 8.5;
  sheet.line(leftX - 38, y, [{ text: 'Số: ' }, { text: content.number, field: 'number' }], style, {
    align: 'center',
    width: 76,
  });
  if (kind === 'letter') {
    y =
      sheet.paragraph(
        leftX - 38,
        y + 6,
        74,
        [
          { text: 'V/v ', sizePt: 12 },
          { text: content.summary, field: 'summary', sizePt: 12 },
        ],
        { ...style, sizePt: 12 },
        { align: 'center' },
      ) - 5;
  }
  const right = 146;
  const mottoY = motto(sheet, right, 22, look.family, size);
  sheet.block();
  const dateY = Math.max(mottoY + 8.5, bottom + 8.5 > mottoY + 16 ? mottoY + 8.5 : bottom + 8.5);
  sheet.line(
    right - 50,
    dateY,
    [
      { text: issuer.place.commune, italic: true, field: 'issue_place' },
      { text: ', ', italic: true },
      { text: longDate(content.date), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  draft.value('issue_date', isoDate(content.date));
  return Math.max(y, dateY);
}

/** A paper of NĐ 30/2020: decision, notice or official letter. */
export async function drawAdministrative(
  type: 'decision' | 'notice' | 'official_letter',
  issuer: Issuer,
  content: Content,
  random: Chance,
  look: Look,
): Promise<Paper> {
  const draft = await Draft.begin([look.family]);
  const first = draft.sheet();
  const compact = look.template === 1;
  const style: Style = {
    family: look.family,
    sizePt: look.family === 'serif' ? (compact ? 13 : 14) : 12,
    leading: compact ? 1.25 : 1.32,
  };
  const left = 30;
  const width = 162;
  let y = heading(
    draft,
    first,
    issuer,
    content,
    look,
    type === 'official_letter' ? 'letter' : 'titled',
    compact ? 11.5 : 12,
  );
  if (type === 'official_letter') {
    first.block();
    y =
      first.paragraph(
        left,
        y + 14,
        width,
        [{ text: 'Kính gửi: ' }, { text: content.addressee ?? '', field: 'recipient' }],
        style,
        { align: 'center' },
      ) + 1;
  } else {
    first.block();
    first.line(left, y + 13, [{ text: type === 'decision' ? 'QUYẾT ĐỊNH' : 'THÔNG BÁO', bold: true }], style, {
      align: 'center',
      width,
    });
    const end = first.paragraph(
      left + 14,
      y + 13 + first.step(style),
      width - 28,
      [{ text: content.summary, bold: true, field: 'summary' }],
      style,
      { align: 'center' },
    );
    const rule = end - first.step(style) + 2;
    first.rule(left + width / 2 - 16, rule, left + width / 2 + 16, rule, 0.25);
    y = end + 3;
  }
  const flow = new Flow(draft, first, y, style, left, width);
  for (const part of content.body) {
    if (typeof part === 'string') flow.put(part, { align: 'justify', indent: 10 }, style, compact ? 1 : 1.8);
    else if ('heading' in part) flow.put([{ text: part.heading, bold: true }], { align: 'center' }, style, 3);
    else
      flow.put(
        [{ text: `${part.article} `, bold: true }, { text: part.text }],
        { align: 'justify', indent: 10 },
        style,
        compact ? 1 : 1.8,
      );
  }
  flow.room(48);
  const bottom = flow.y + 5;
  const small: Style = { family: look.family, sizePt: 11, leading: 1.2 };
  flow.sheet.block();
  flow.sheet.line(left, bottom, [{ text: 'Nơi nhận:', bold: true, italic: true, sizePt: 12 }], small);
  let down = bottom + 5;
  for (const [index, text] of content.recipients.entries()) {
    flow.sheet.line(left, down, `- ${text}${index === content.recipients.length - 1 ? '.' : ';'}`, small);
    down += 4.6;
  }
  const places = signingBlock(
    flow.sheet,
    148,
    bottom,
    82,
    { ...style, leading: 1.25 },
    {
      authority: issuer.authority,
      name: issuer.signer,
      nameField: 'signer_name',
      titleField: 'signer_title',
      seal: committeeSeal(issuer.place),
    },
    random.branch('signature'),
    look,
  );
  return { type, draft, format: 'A4', places };
}

export function inventIssuer(random: Chance, modern: boolean): Issuer {
  const place = inventPlace(random);
  const provincial = random.maybe(0.3);
  const signer = inventName(random, random.maybe(0.65));
  if (provincial) {
    const department = random.pick([
      ['SỞ NỘI VỤ', 'SNV'],
      ['SỞ TƯ PHÁP', 'STP'],
      ['SỞ TÀI CHÍNH', 'STC'],
      ['SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG', 'SNNMT'],
    ] as const);
    return {
      parent: [`UBND ${upper(place.provinceKind)} ${upper(place.province)}`],
      own: [department[0]],
      symbol: department[1],
      place: { ...place, commune: place.province },
      authority: random.pick([['GIÁM ĐỐC'], ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']]),
      signer,
    };
  }
  return {
    parent: modern && random.maybe(0.5) ? [`${upper(place.provinceKind)} ${upper(place.province)}`] : [],
    own: ['ỦY BAN NHÂN DÂN', upper(place.communeFull)],
    symbol: 'UBND',
    place,
    authority: random.pick([
      ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
      ['CHỦ TỊCH'],
      ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
    ]),
    signer,
  };
}

const decisionSubjects = [
  'Về việc phê duyệt danh sách hộ kinh doanh được hỗ trợ chuyển đổi số năm 2026',
  'Về việc kiện toàn Tổ công nghệ số cộng đồng thôn, tổ dân phố',
  'Về việc công nhận gia đình văn hóa năm 2025',
  'Về việc cho phép chuyển mục đích sử dụng đất nông nghiệp sang đất ở',
  'Về việc trợ cấp xã hội hằng tháng tại cộng đồng',
];
const noticeSubjects = [
  'Về việc tiếp nhận hồ sơ thủ tục hành chính không phụ thuộc địa giới hành chính',
  'Kết quả rà soát hộ nghèo, hộ cận nghèo năm 2025',
  'Về lịch tiếp công dân quý IV năm 2026',
  'Về việc thu hồi đất để thực hiện dự án đường liên xã',
];
const letterSubjects = [
  'rà soát, số hóa hồ sơ, kết quả giải quyết thủ tục hành chính',
  'cung cấp thông tin hộ tịch phục vụ giải quyết hồ sơ',
  'tăng cường phòng, chống thiên tai trong mùa mưa bão',
  'phối hợp xác minh nơi cư trú của công dân',
];
const grounds = [
  'Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;',
  'Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông;',
  'Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08 tháng 4 năm 2020 của Chính phủ về thực hiện thủ tục hành chính trên môi trường điện tử;',
  'Theo đề nghị của Trưởng phòng Văn hóa - Xã hội tại Tờ trình số 45/TTr-VHXH.',
];
const sentences = [
  'Kinh phí thực hiện được bố trí từ nguồn ngân sách địa phương năm 2026 và các nguồn hợp pháp khác theo quy định.',
  'Các đơn vị liên quan chịu trách nhiệm rà soát, cập nhật danh sách và công khai trên cổng thông tin điện tử, niêm yết tại trụ sở để nhân dân biết, theo dõi, giám sát.',
  'Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh kịp thời về bộ phận tiếp nhận và trả kết quả để được hướng dẫn, giải quyết.',
  'Thời hạn hoàn thành trước ngày 15 hằng tháng; kết quả thực hiện được tổng hợp, báo cáo theo mẫu gửi kèm.',
  'Giao Trung tâm Phục vụ hành chính công phối hợp với các thôn, tổ dân phố tuyên truyền, hướng dẫn tổ chức, cá nhân nộp hồ sơ trực tuyến, hạn chế tối đa việc đi lại của người dân.',
];

const templates = [
  { name: 'NĐ 30, size 14', set: 'build' },
  { name: 'NĐ 30, compact, size 13', set: 'build' },
  { name: 'sans of an old office system', set: 'holdout' },
] as const;

function maker(type: 'decision' | 'notice' | 'official_letter', code: string, subjects: readonly string[]): PaperMaker {
  return {
    type,
    templates,
    draw: async (random, look) => {
      const issuer = inventIssuer(random, true);
      const date = addDays({ year: 2025, month: 7, day: 5 }, random.int(0, 500));
      const summary = random.pick(subjects);
      const number =
        type === 'official_letter'
          ? `${random.int(1, 3200)}/${issuer.symbol}-${random.pick(['HCC', 'VP', 'VHXH', 'KT', 'TP'])}`
          : `${String(random.int(1, 980)).padStart(2, '0')}/${code}-${issuer.symbol}`;
      const own = issuer.own.join(' ');
      const filler = (): string[] => random.shuffled(sentences).slice(0, random.int(2, 3));
      const body: Content['body'] =
        type === 'decision'
          ? [
              { heading: `${issuer.symbol === 'UBND' ? 'CHỦ TỊCH ' : 'GIÁM ĐỐC '}${own}` },
              ...random.shuffled(grounds.slice(0, 3)).slice(0, 2),
              grounds[3]!,
              { heading: 'QUYẾT ĐỊNH:' },
              {
                article: 'Điều 1.',
                text: `${summary.replace(/^Về việc /, '').replace(/^./, (c) => c.toLocaleUpperCase('vi'))}, với các nội dung cụ thể tại phụ lục kèm theo Quyết định này.`,
              },
              { article: 'Điều 2.', text: filler().join(' ') },
              {
                article: 'Điều 3.',
                text: 'Quyết định này có hiệu lực thi hành kể từ ngày ký. Chánh Văn phòng, thủ trưởng các cơ quan, đơn vị có liên quan và các tổ chức, cá nhân nêu tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.',
              },
            ]
          : [
              ...filler(),
              ...filler().slice(0, 1),
              `${type === 'notice' ? 'Trên đây là Thông báo' : 'Trân trọng đề nghị quý cơ quan quan tâm, phối hợp thực hiện'} để các cơ quan, đơn vị, tổ chức, cá nhân biết, thực hiện./.`,
            ];
      return drawAdministrative(
        type,
        issuer,
        {
          number,
          date,
          summary,
          body,
          recipients: [type === 'decision' ? 'Như Điều 3' : 'Như trên', 'Thường trực Đảng ủy, HĐND', 'Lưu: VT'],
          addressee: random.pick([
            'Các phòng, ban, đơn vị trực thuộc',
            `Ủy ban nhân dân ${issuer.place.provinceKind} ${issuer.place.province}`,
            'Trung tâm Phục vụ hành chính công',
          ]),
        },
        random,
        look,
      );
    },
  };
}

export const decision = maker('decision', 'QĐ', decisionSubjects);
export const notice = maker('notice', 'TB', noticeSubjects);
export const officialLetter = maker('official_letter', 'CV', letterSubjects);
