import type { Chance } from '../../../samples/lib/random.ts';

/** What lines are made of: words of the model's own list, and Vietnamese phrases of npm packages. */
export interface Vocabulary {
  readonly words: readonly string[];
  readonly phrases: readonly string[];
}

const families =
  'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Lương Mai Tạ Châu Đoàn Hà Cao Tô'.split(
    ' ',
  );
const given =
  'Văn Thị Hữu Đức Minh Quốc Thanh Công Xuân Ngọc Đình Trung Gia Nhật Bảo Thùy Thu Hồng Kim Mỹ Diễm Quỳnh Khánh Hạnh Hằng Nga Oanh Tuyết Ánh Đạt Phúc Sơn Tài Thắng Vỹ Uyên Yến Ẩn Ước Giang Lan Nhân Đào Mẫn Thảo An Bằng Cẩm Duyên Hải Hậu Khải Lộc Mạnh Nam Phát Quân Sáng Tâm Vân Ý'.split(
    ' ',
  );
const places =
  'Hà Nội|Huế|Đà Nẵng|Cần Thơ|Hải Phòng|An Giang|Bắc Ninh|Cà Mau|Cao Bằng|Đắk Lắk|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Tĩnh|Hưng Yên|Khánh Hòa|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai|Nghệ An|Ninh Bình|Phú Thọ|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sơn La|Tây Ninh|Thái Nguyên|Thanh Hóa|Tuyên Quang|Vĩnh Long'.split(
    '|',
  );
const labels =
  'Họ và tên|Ngày, tháng, năm sinh|Nơi thường trú|Địa chỉ|Quê quán|Dân tộc|Quốc tịch|Giới tính|Số định danh cá nhân|Nghề nghiệp|Nơi cấp|Ngày cấp|Giá trị đến|Số điện thoại|Diện tích|Tên cơ quan|Người ký|Kính gửi|Căn cứ|Nơi nhận|Lưu|Ghi chú|Người làm đơn|Thời hạn|Mục đích|Tên doanh nghiệp|Vốn điều lệ|Mã số thuế'.split(
    '|',
  );
const kinds = 'QĐ CV TB NQ KH BC GM TTr GXN GCN HĐ BB CT'.split(' ');
const agencies = 'UBND HĐND SNV STP STNMT BTP VPCP TTPVHCC CP UBMTTQ SYT CAT'.split(' ');
const onsets = ' b c ch d đ g gh gi h k kh l m n ng ngh nh ph qu r s t th tr v x'.split(' ');
const rhymes =
  'a ai am an ang anh ao au ay ac ach ap at ăn ăng ăm ăc ăp ăt âm ân âng âu ây âc âp ât e em en eng eo ec ep et ê êm ên ênh êu êch êp êt i ia im in inh iu iêm iên iêng iêu iêc iêp iêt ich ip it o oa oan oang oanh oai oay oe oi om on ong oc op ot ô ôi ôm ôn ông ôc ôp ôt ơ ơi ơm ơn ơp ơt u ua ui um un ung uê uy uyên uyêt uân uâng uât uôi uôm uôn uông uôc uôt uc up ut ư ưa ưi ưng ưu ươi ươm ươn ương ươu ươc ươp ươt ưc ưt y yên yêu'.split(
    ' ',
  );
const tones = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];

/** Any syllable with any tone: what no list of words has. The tone stands on the last of the marked vowels, else on the first but one. */
export function syllable(random: Chance): string {
  const rhyme = random.pick(rhymes);
  const vowels = [...rhyme.matchAll(/[aăâeêioôơuưy]/g)].map((match) => match.index);
  const marked = vowels.filter((at) => 'ăâêôơư'.includes(rhyme[at]!));
  const open = vowels.at(-1) === rhyme.length - 1 && vowels.length > 1;
  const at = marked.at(-1) ?? (open ? vowels.at(-2)! : vowels.at(-1)!);
  return (random.pick(onsets) + rhyme.slice(0, at + 1) + random.pick(tones) + rhyme.slice(at + 1)).normalize('NFC');
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
const upper = (text: string): string => text.toLocaleUpperCase('vi');
const day = (random: Chance): [string, string, string] => [
  String(random.int(1, 31)).padStart(2, '0'),
  String(random.int(1, 12)).padStart(2, '0'),
  String(random.int(1930, 2035)),
];
const amount = (random: Chance): string =>
  random
    .digits(random.int(1, 10))
    .replace(/^0+(?=\d)/, '')
    .replace(/\B(?=(\d{3})+$)/g, '.');
const name = (random: Chance): string =>
  [random.pick(families), ...Array.from({ length: random.int(1, 3) }, () => random.pick(given))].join(' ');

function date(random: Chance): string {
  const [d, m, y] = day(random);
  return random.pick([
    `${d}/${m}/${y}`,
    `${d}/${m}/${y}`,
    `ngày ${d} tháng ${m} năm ${y}`,
    `${d}-${m}-${y}`,
    `${d}.${m}.${y}`,
  ]);
}

function identifier(random: Chance): string {
  return random.pick([
    () => random.digits(12),
    () => random.digits(12),
    () => random.digits(9),
    () => random.digits(10),
    () => `0${random.digits(9)}`,
    () => `${random.int(1, 4000)}/${random.pick(kinds)}-${random.pick(agencies)}`,
    () =>
      `${random.int(1, 400)}/${random.int(2010, 2027)}/${random.pick(['NĐ-CP', 'TT-BTP', 'TT-BNV', 'QH15', 'QĐ-TTg'])}`,
    () => `${random.pick(['BS', 'CH', 'DĐ', 'AB', 'VP', 'H61', 'G15'])} ${random.digits(6)}`,
    () => `H${random.digits(2)}.${random.digits(2)}-${random.digits(6)}-${random.digits(4)}`,
    () => amount(random),
    () => `${random.int(1, 99)},${random.int(1, 99)}%`,
    () => `${amount(random)} đồng`,
    () => `${random.int(10, 999)},${random.int(1, 9)} m`,
  ])();
}

/** Words as they follow one another in a sentence, with the punctuation of one. */
function prose(random: Chance, { words, phrases }: Vocabulary, count: number): string {
  const out: string[] = [];
  while (out.length < count) {
    const roll = random.next();
    if (roll < 0.5) out.push(...random.pick(phrases).split(' '));
    else if (roll < 0.85) out.push(random.pick(words));
    else if (roll < 0.91) out.push(syllable(random));
    else if (roll < 0.94) out.push(...name(random).split(' '));
    else if (roll < 0.97) out.push(...date(random).split(' '));
    else out.push(...identifier(random).split(' '));
  }
  return out
    .slice(0, count)
    .map((word, i) => {
      const roll = random.next();
      if (i === count - 1 || roll > 0.1) return word;
      if (roll < 0.06) return `${word},`;
      if (roll < 0.08) return `${word};`;
      return random.pick([`(${word})`, `“${word}”`, `"${word}"`, `${word}.`, `${word}:`, `- ${word}`]);
    })
    .join(' ')
    .replace(/([,;.:])[,;.:]+/g, '$1');
}

/** One printed line, NFC, of at most `most` letters. */
export function inventLine(random: Chance, vocabulary: Vocabulary, most: number): string {
  const words = (low: number, high: number): string => prose(random, vocabulary, random.int(low, high));
  const draw: readonly (readonly [number, () => string])[] = [
    [30, () => words(6, 22)],
    [6, () => `${capital(words(3, 14))}.`],
    [6, () => words(1, 4)],
    [6, () => upper(words(1, 8))],
    [8, () => `${random.pick(labels)}: ${random.pick([name, date, identifier])(random)}`],
    [5, () => `${random.pick(labels)}: ${upper(name(random))}`],
    [3, () => upper(name(random))],
    [
      4,
      () =>
        `${random.pick(labels)}: ${random.pick(['Thôn', 'Số', 'Tổ', 'Ấp', 'Khu phố'])} ${random.int(1, 300)}, xã ${capital(syllable(random))} ${capital(syllable(random))}, tỉnh ${random.pick(places)}`,
    ],
    [3, () => `${random.pick(places)}, ngày ${day(random)[0]} tháng ${day(random)[1]} năm ${day(random)[2]}`],
    [3, () => `Số: ${identifier(random)}`],
    [
      3,
      () => Array.from({ length: random.int(1, 4) }, () => random.pick([date, identifier, amount])(random)).join(' '),
    ],
    [4, () => Array.from({ length: random.int(2, 10) }, () => syllable(random)).join(' ')],
    [2, () => upper(Array.from({ length: random.int(2, 7) }, () => syllable(random)).join(' '))],
    [3, () => Array.from({ length: random.int(2, 8) }, () => capital(random.pick(vocabulary.words))).join(' ')],
    [
      2,
      () =>
        `${random.pick(['-', '+', 'a)', 'b)', 'đ)', '1.', '2.', 'Điều 3.', 'Khoản 2.', 'I.', 'IV.'])} ${words(3, 12)}`,
    ],
  ];
  const roll = random.next() * draw.reduce((sum, [share]) => sum + share, 0);
  let shares = 0;
  const [, make] = draw.find(([share]) => {
    shares += share;
    return roll < shares;
  })!;
  const text = make().normalize('NFC').replace(/\s+/g, ' ').trim();
  if (text.length <= most) return text;
  const space = text.lastIndexOf(' ', most);
  return text.slice(0, space > 0 ? space : most);
}
