import type { Color } from 'pdf-lib';
import type { Chance } from '../../random.ts';
import { drawBoxStamp } from '../../seal.ts';
import { black, penBlue, sealRed } from '../../sheet.ts';
import type { Look, Paper, PaperMaker, RoundTemplate } from '../common.ts';
import { type AdministrativeKind, drawFreshAdministrative, type Subject } from './administrative.ts';
import { landChange } from './forms.ts';

/** A mark of secrecy stamped on a paper: which, where and in what colour. */
export interface SecrecyStamp {
  readonly mark: 'MẬT' | 'TỐI MẬT' | 'TUYỆT MẬT';
  readonly colour: Color;
  readonly place: 'below the number' | 'upper left' | 'upper right' | 'below the date';
}

/**
 * The eight fresh marks, most below number and symbol (NĐ 30/2020 Phụ lục I, ô 10a): red as the law has it, black as a copy
 * leaves it, blue where the wrong pad was at hand.
 */
export const freshSecrecyStamps: readonly SecrecyStamp[] = [
  { mark: 'MẬT', colour: sealRed, place: 'below the number' },
  { mark: 'TỐI MẬT', colour: black, place: 'below the number' },
  { mark: 'TUYỆT MẬT', colour: sealRed, place: 'below the number' },
  { mark: 'MẬT', colour: black, place: 'upper left' },
  { mark: 'TỐI MẬT', colour: sealRed, place: 'upper left' },
  { mark: 'TUYỆT MẬT', colour: black, place: 'upper right' },
  { mark: 'MẬT', colour: penBlue, place: 'below the number' },
  { mark: 'TỐI MẬT', colour: sealRed, place: 'below the date' },
];

/** Stamps a mark on the first page of an office's paper, beside its text. */
export function stampSecrecy(paper: Paper, { mark, colour, place }: SecrecyStamp, random: Chance): void {
  const { number, summary, issue_date: date } = paper.draft.fields();
  const left = paper.type === 'official_letter' ? summary! : number!;
  const [x, y] = {
    'below the number': [63 - 3.2 * mark.length, left.box.y + left.box.height + 2.5],
    'upper left': [24, 6],
    'upper right': [150, 6],
    'below the date': [150, date!.box.y + date!.box.height + 2.5],
  }[place] as [number, number];
  paper.draft.sheets[0]!.block();
  drawBoxStamp(paper.draft.sheets[0]!, x, y, [mark], 14, random.real(-3, 3), colour);
}

/** What says the words of secrecy and is none: each with the stamp beside it that an office would put there. */
const innocent: readonly {
  readonly kind: AdministrativeKind;
  readonly subject: Subject;
  readonly stamp?: readonly string[];
}[] = [
  {
    kind: 'official_letter',
    subject: {
      summary: 'tăng cường công tác bảo vệ bí mật nhà nước',
      body: [
        'Tài liệu có độ “Mật”, “Tối mật”, “Tuyệt mật” phải được soạn thảo, lưu giữ trên máy tính không kết nối mạng; tuyệt đối không gửi qua thư điện tử, mạng xã hội.',
      ],
    },
    stamp: ['HỎA TỐC'],
  },
  {
    kind: 'decision',
    subject: {
      summary: 'Về việc phê duyệt chỉ tiêu mật độ xây dựng và hệ số sử dụng đất khu dân cư số 7',
      body: ['Mật độ xây dựng tối đa 60%; tầng cao tối đa 05 tầng; khoảng lùi 03 mét.'],
    },
  },
  {
    kind: 'notice',
    subject: {
      summary: 'Về việc bảo mật tài khoản định danh điện tử và mật khẩu dịch vụ công',
      body: [
        'Người dân không cung cấp mật khẩu, mã OTP cho bất kỳ ai; cán bộ một cửa không được hỏi mật khẩu của người nộp hồ sơ.',
      ],
    },
    stamp: ['ĐÃ NIÊM YẾT'],
  },
  {
    kind: 'decision',
    subject: { summary: 'Về việc công nhận làng nghề mật ong rừng và mật mía bản Nà Lốc' },
    stamp: ['KHẨN'],
  },
  {
    kind: 'official_letter',
    subject: {
      summary: 'xin ý kiến danh mục bí mật nhà nước thuộc ngành tài chính',
      body: [
        'Danh mục tài liệu “Tuyệt mật”, “Tối mật” do cấp có thẩm quyền ban hành; đơn vị không sao chụp tài liệu mật khi chưa được phép.',
      ],
    },
    stamp: ['THƯỢNG KHẨN'],
  },
  {
    kind: 'notice',
    subject: {
      summary: 'Kết quả bỏ phiếu kín và danh sách bà Nguyễn Thị Mật, ông Trần Văn Mật trúng cử Ban Thanh tra nhân dân',
    },
  },
  {
    kind: 'decision',
    subject: {
      summary: 'GIẢI MẬT TÀI LIỆU lưu trữ của Ủy ban nhân dân giai đoạn 1990 - 2000',
      body: ['Các tài liệu trước đây đóng dấu độ mật nay được giải mật, khai thác theo quy định của Luật Lưu trữ.'],
    },
    stamp: ['ĐÃ GIẢI MẬT'],
  },
];

const named: readonly RoundTemplate[] = [
  ...innocent.map(({ kind, subject, stamp }) => ({
    name: subject.summary,
    draw: async (random: Chance, look: Look): Promise<Paper> => {
      const paper = await drawFreshAdministrative(kind, random, look, subject);
      const sheet = paper.draft.sheets[0]!;
      sheet.block();
      if (stamp !== undefined) drawBoxStamp(sheet, 24, 6, stamp, 13, random.real(-4, 4));
      return paper;
    },
  })),
  {
    name: 'a form stamped by the office',
    draw: async (random, look) => {
      const paper = await landChange(random, look);
      drawBoxStamp(
        paper.draft.sheets[0]!,
        22,
        6,
        ['CÔNG VĂN ĐẾN', `Số: ${random.int(20, 900)}`],
        10,
        random.real(-4, 4),
      );
      return paper;
    },
  },
];

/** Papers of known types that mention secrecy or wear another stamp: a mark of secrecy seen on them is a false alarm. */
export const innocentPapers: PaperMaker = {
  type: 'secrecy_words',
  templates: named.map(({ name }) => ({ name, set: 'fresh' })),
  draw: (random, look) => named[look.template]!.draw(random, look),
};
