import { folded } from '../../domain/identifiers/vietnamese-letters.ts';
import { distance } from '../distance.ts';

/** Phrases that stand in many addresses, names of agencies and answers of civil papers, with their marks. */
export const phrases: readonly string[] = [
  'ủy ban nhân dân',
  'tổ dân phố',
  'thành phố',
  'thị trấn',
  'thị xã',
  'khu phố',
  'công an',
  'cục cảnh sát',
  'quản lý hành chính',
  'trật tự xã hội',
  'cấp ngày',
  'sở tài chính',
  'bộ tài chính',
  'sở tư pháp',
  'sở kế hoạch và đầu tư',
  'sở tài nguyên và môi trường',
  'phòng đăng ký kinh doanh',
  'văn phòng đăng ký đất đai',
  // who signs
  'chủ tịch',
  'phó chủ tịch',
  'giám đốc',
  'phó giám đốc',
  'trưởng phòng',
  'phó trưởng phòng',
  'cục trưởng',
  // identity papers
  'căn cước công dân',
  'giấy chứng minh nhân dân',
  'hộ chiếu',
  // causes of death
  'đột quỵ',
  'bệnh già',
  'tuổi già',
  'bệnh tim mạch',
  'tai nạn giao thông',
  'tai biến mạch máu não',
  'nhồi máu cơ tim',
  'suy hô hấp',
  'ung thư',
  // states
  'chưa đăng ký kết hôn',
  'hiện tại chưa đăng ký kết hôn với ai',
  'đã ly hôn',
  'không có án tích',
  'không bị cấm',
  'không xác định',
  'không thời hạn',
  // land
  'đất ở tại nông thôn',
  'đất ở tại đô thị',
  'đất trồng lúa',
  'đất trồng cây lâu năm',
  'đất trồng cây hằng năm',
  'đất trồng cây hàng năm',
  'đất nuôi trồng thủy sản',
  'đất rừng sản xuất',
  'lâu dài',
  'sử dụng riêng',
  'sử dụng chung',
  'nhà ở riêng lẻ',
  'nhà nước giao đất',
  'không thu tiền sử dụng đất',
  'có thu tiền sử dụng đất',
  'công nhận quyền sử dụng đất',
  'nhận chuyển nhượng',
  'nhận tặng cho',
  'nhận thừa kế',
  // forms
  'thay đổi thông tin cư trú',
  'đăng ký biến động đất đai',
  'tài sản gắn liền với đất',
  'cải chính hộ tịch',
  'trích lục hộ tịch',
  'xác nhận tạm trú',
  // what a form asks for
  'đơn đề nghị',
  'tờ khai đăng ký',
  'đổi cấp lại',
  'đề nghị đổi',
  'đề nghị cấp đổi',
  'đề nghị cấp lại',
  'đề nghị cấp mới',
  'đề nghị xác nhận',
  'đề nghị đăng ký',
  'đề nghị thay đổi',
  'đề nghị chuyển đổi',
  'cấp đổi giấy',
  'cấp lại giấy',
  'cấp mới giấy',
  'đổi giấy phép',
  'giấy phép lái xe',
  'đăng ký thay đổi',
  'chuyển đổi mục đích',
  // letters and decisions
  'về việc',
  'thủ tục hành chính',
  'hồ sơ',
  'giải quyết',
  'quyền sử dụng đất',
  'tình trạng hôn nhân',
  'đăng ký khai sinh',
  'đăng ký khai tử',
  'đăng ký kết hôn',
  'chưa đăng ký kết hôn với ai',
  'ngày tháng năm sinh',
  'ngày tháng năm đăng ký',
  'nguyên nhân chết',
  'công nhận quyền sử dụng đất như giao đất',
  'sử dụng đất',
  'chuyển mục đích sử dụng đất',
  'trợ cấp xã hội',
  'hằng tháng',
  'hàng tháng',
  'cung cấp thông tin',
  'thông tin hộ tịch',
  'phục vụ giải quyết hồ sơ',
  'rà soát',
  'kết quả giải quyết',
  'hộ kinh doanh',
  // names of businesses
  'công ty cổ phần',
  'trách nhiệm hữu hạn',
  'vật liệu xây dựng',
  'thời trang',
  'tạp hóa',
  'cơ sở',
  'làm thủ tục',
  'cơ quan',
  'lấy ý kiến',
  'góp ý',
  'dự thảo',
  'kiến nghị',
  'báo cáo số liệu',
  'dịch vụ công trực tuyến',
  'triển khai thực hiện',
  'tại cộng đồng',
  'số hóa hồ sơ',
  'bệnh viện đa khoa',
  'trạm y tế',
  'giao đất',
  'cấp giấy',
  'chi phí',
  // marks of a person
  'sẹo chấm',
  'sẹo chàm',
  'nốt ruồi',
  'cánh mũi',
  'đuôi mắt',
  'đầu lông mày',
  'mép trái',
  'mép phải',
];

const entries = phrases.map((phrase) => ({
  phrase,
  folded: folded(phrase),
  words: phrase.split(' ').length,
  // short phrases are other words once a letter differs
  limit: folded(phrase).length >= 12 ? 2 : folded(phrase).length >= 10 ? 1 : 0,
}));
const known = new Set(phrases);

/** A text with such phrases put right where they are as many words, each with one letter or its marks misread; else as it is. */
export function settledPhrases(text: string): string {
  let settled = text;
  for (let round = 0; round < 4; round++) {
    const next = phraseCorrections(settled).find((one) => isSettled(settled, one));
    if (next === undefined) break;
    settled = next;
  }
  return settled;
}

function isSettled(before: string, after: string): boolean {
  const [a, b] = [before.split(' '), after.split(' ')];
  return (
    a.length === b.length &&
    a.every((word, at) => {
      const [read, meant] = [folded(word), folded(b[at] ?? '')];
      // "đã cấp do giấy bị nhòe" is no "cấp đổi": so short a word is another one once a letter differs
      return read === meant || ((read.length > 2 || read.length === meant.length) && distance(read, meant, 1) <= 1);
    })
  );
}

/** A text in which such a phrase is nearly, but not exactly, as it is written: the texts with it put right, to be offered. */
export function phraseCorrections(text: string): string[] {
  const words = text.normalize('NFC').split(' ');
  const plain = words.map((word) => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '').toLowerCase());
  const letters = plain.map(folded);
  const out: string[] = [];
  // letters of so many words from each place on
  const runs = new Map<number, readonly string[]>();
  for (const entry of entries) {
    let run = runs.get(entry.words);
    if (run === undefined) {
      run = letters.map((_, at) => letters.slice(at, at + entry.words).join(''));
      runs.set(entry.words, run);
    }
    for (let at = 0; at + entry.words <= words.length; at++) {
      const to = at + entry.words;
      const here = run[at] ?? '';
      if (Math.abs(here.length - entry.folded.length) > entry.limit) continue;
      const printed = plain.slice(at, to).join(' ');
      const near = entry.limit === 0 ? here === entry.folded : distance(here, entry.folded, entry.limit) <= entry.limit;
      if (!near && printed.replace(/^g/u, 'c') !== entry.phrase) continue;
      // another of these phrases is none of this one's misreadings
      if (known.has(printed)) continue;
      const like = words.slice(at, to);
      const right = cased(entry.phrase, like.join(' ')).split(' ');
      // "ĐỐI, CẤP LẠI" keeps its comma
      const put = right.map((word, index) => `${word}${/[^\p{L}]*$/u.exec(like[index] ?? '')?.[0] ?? ''}`);
      out.push([...words.slice(0, at), ...put, ...words.slice(to)].join(' '));
    }
  }
  plain.forEach((word, at) => {
    const begins = at === 0 || words[at - 1]?.endsWith(',') === true;
    const units = /^\d/.test(words[at + 1] ?? '')
      ? numbered
      : begins && /^\p{Lu}/u.test(words[at + 1] ?? '')
        ? beforeName
        : undefined;
    const unit = units?.get(letters[at] ?? '');
    if (units === undefined || unit === undefined || units.has(word) || [...units.values()].includes(word)) return;
    out.push([...words.slice(0, at), cased(unit, words[at] ?? ''), ...words.slice(at + 1)].join(' '));
  });
  return out.slice(0, 5);
}

/** Units of an address that stand before a number, by their letters without marks. */
const numbered: ReadonlyMap<string, string> = new Map(
  'tổ thôn ấp xóm khối ngõ hẻm kiệt ngách quận phường'.split(' ').map((unit) => [folded(unit), unit]),
);

/** Units that a part of an address begins with, before a name ("Thốn Phú Hậu"): those that no name of a place begins with. */
const beforeName: ReadonlyMap<string, string> = new Map(
  'thôn xóm ấp khóm buôn huyện phường'.split(' ').map((unit) => [folded(unit), unit]),
);

/** The phrase in capitals, or with a capital first, as the text has it. */
function cased(phrase: string, like: string): string {
  if (like.length > 1 && like === like.toUpperCase()) return phrase.toUpperCase();
  return /^\p{Lu}/u.test(like) ? `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}` : phrase;
}
