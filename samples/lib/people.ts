import type { Chance } from './random.ts';
import { addDays, type Day, daysIn } from './words.ts';

/** Invented people, places and numbers. Names, communes and houses are put together by chance; no living person is meant. */
export interface Person {
  readonly name: string;
  readonly male: boolean;
  readonly born: Day;
  /** 12 digits: province of birth registration, century and sex, year, six random (rules.md J.1). */
  readonly personalId: string;
  readonly oldId: string;
  readonly ethnicity: string;
  readonly home: Place;
  readonly birthplace: Place;
  /** With or without the district, by the wish for levels. */
  readonly address: string;
  /** The same with the district, as papers before 07/2025 have it. */
  readonly formerAddress: string;
  readonly idIssued: Day;
}

export interface Place {
  readonly province: string;
  readonly provinceCode: string;
  readonly provinceKind: 'tỉnh' | 'thành phố';
  readonly district: string;
  readonly commune: string;
  /** `xã Tân Hòa`, `phường …` with its kind. */
  readonly communeFull: string;
  readonly districtFull: string;
}

const families = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Phan',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
  'Đinh',
  'Trịnh',
  'Lương',
  'Mai',
  'Tạ',
  'Châu',
  'Quách',
  'Nông',
  'Lò',
];
const maleMiddles = [
  'Văn',
  'Hữu',
  'Đức',
  'Minh',
  'Quốc',
  'Thanh',
  'Công',
  'Xuân',
  'Ngọc',
  'Đình',
  'Hoàng',
  'Trung',
  'Gia',
  'Nhật',
  'Bảo',
];
const femaleMiddles = [
  'Thị',
  'Ngọc',
  'Thị Thanh',
  'Thị Mỹ',
  'Thùy',
  'Thu',
  'Khánh',
  'Bích',
  'Thị Kim',
  'Quỳnh',
  'Phương',
  'Diệu',
  'Thị Hồng',
  'Hoài',
  'Tuyết',
];
const maleNames = [
  'Hùng',
  'Dũng',
  'Tuấn',
  'Kiệt',
  'Phúc',
  'Lộc',
  'Đạt',
  'Khoa',
  'Huy',
  'Long',
  'Thắng',
  'Nghĩa',
  'Quân',
  'Tường',
  'Vượng',
  'Hưởng',
  'Bằng',
  'Duẩn',
  'Khuyến',
  'Trưởng',
  'Sỹ',
  'Quyết',
];
const femaleNames = [
  'Hương',
  'Lan',
  'Hạnh',
  'Nguyệt',
  'Thảo',
  'Trang',
  'Yến',
  'Quỳnh',
  'Thúy',
  'Hằng',
  'Nhung',
  'Loan',
  'Vân',
  'Xuyến',
  'Mơ',
  'Thơm',
  'Diễm',
  'Phượng',
  'Uyên',
  'Hiền',
  'Tuyền',
  'Sương',
];
const ethnicities = ['Kinh', 'Kinh', 'Kinh', 'Kinh', 'Kinh', 'Tày', 'Khmer', 'Mường', 'Hoa', 'Thái', 'Nùng', 'Ê Đê'];
const provinces: readonly (readonly [string, string, Place['provinceKind']])[] = [
  ['001', 'Hà Nội', 'thành phố'],
  ['004', 'Cao Bằng', 'tỉnh'],
  ['008', 'Tuyên Quang', 'tỉnh'],
  ['019', 'Thái Nguyên', 'tỉnh'],
  ['022', 'Quảng Ninh', 'tỉnh'],
  ['025', 'Phú Thọ', 'tỉnh'],
  ['027', 'Bắc Ninh', 'tỉnh'],
  ['031', 'Hải Phòng', 'thành phố'],
  ['033', 'Hưng Yên', 'tỉnh'],
  ['037', 'Ninh Bình', 'tỉnh'],
  ['038', 'Thanh Hóa', 'tỉnh'],
  ['040', 'Nghệ An', 'tỉnh'],
  ['042', 'Hà Tĩnh', 'tỉnh'],
  ['048', 'Đà Nẵng', 'thành phố'],
  ['049', 'Quảng Nam', 'tỉnh'],
  ['051', 'Quảng Ngãi', 'tỉnh'],
  ['056', 'Khánh Hòa', 'tỉnh'],
  ['066', 'Đắk Lắk', 'tỉnh'],
  ['068', 'Lâm Đồng', 'tỉnh'],
  ['075', 'Đồng Nai', 'tỉnh'],
  ['079', 'Hồ Chí Minh', 'thành phố'],
  ['086', 'Vĩnh Long', 'tỉnh'],
  ['087', 'Đồng Tháp', 'tỉnh'],
  ['089', 'An Giang', 'tỉnh'],
  ['092', 'Cần Thơ', 'thành phố'],
  ['093', 'Hậu Giang', 'tỉnh'],
  ['096', 'Cà Mau', 'tỉnh'],
];
const firstSyllables = [
  'Tân',
  'Phú',
  'Hòa',
  'An',
  'Bình',
  'Thạnh',
  'Vĩnh',
  'Đông',
  'Xuân',
  'Long',
  'Mỹ',
  'Hưng',
  'Quảng',
  'Thới',
  'Nghĩa',
  'Yên',
];
const secondSyllables = [
  'Lộc',
  'Thuận',
  'Phước',
  'Thành',
  'Trung',
  'Hải',
  'Sơn',
  'Giang',
  'Khánh',
  'Đức',
  'Lợi',
  'Điền',
  'Mỹ',
  'Ngãi',
  'Quới',
  'Thủy',
];
const reserved = new Set(['An Giang', 'Quảng Ngãi', 'Quảng Trung', 'Bình Thuận', 'Bình Phước', 'Long An']);
const streets = [
  'Nguyễn Trãi',
  'Lê Lợi',
  'Trần Hưng Đạo',
  'Hai Bà Trưng',
  'Quang Trung',
  'Lý Thường Kiệt',
  'Phan Đình Phùng',
  'Nguyễn Huệ',
  'Hùng Vương',
  'Điện Biên Phủ',
];
const letters = 'ABCDEGHIKLMNPQRSTUVXY';

/** A commune's name out of two syllables, never one that is a province's. */
function name(random: Chance): string {
  for (;;) {
    const candidate = `${random.pick(firstSyllables)} ${random.pick(secondSyllables)}`;
    if (!reserved.has(candidate)) return candidate;
  }
}

export function inventPlace(random: Chance, province = random.pick(provinces)): Place {
  const [provinceCode, provinceName, provinceKind] = province;
  const urban = random.maybe(0.4);
  const commune = name(random);
  const district = name(random);
  return {
    province: provinceName,
    provinceCode,
    provinceKind,
    commune,
    district,
    communeFull: `${urban ? 'phường' : 'xã'} ${commune}`,
    districtFull: `${urban ? (provinceKind === 'thành phố' ? 'quận' : 'thành phố') : 'huyện'} ${district}`,
  };
}

/** A unit is written with its district before 07/2025 and without it afterwards (rules.md A.3). */
export const placeText = (place: Place, levels: 2 | 3): string =>
  [place.communeFull, ...(levels === 3 ? [place.districtFull] : []), `${place.provinceKind} ${place.province}`].join(
    ', ',
  );

export function inventAddress(random: Chance, place: Place, levels: 2 | 3): string {
  const head = place.communeFull.startsWith('phường')
    ? `Số ${random.int(1, 480)}${random.maybe(0.3) ? `/${random.int(1, 60)}` : ''} đường ${random.pick(streets)}${random.maybe(0.5) ? `, tổ dân phố ${random.int(1, 20)}` : ''}`
    : random.pick([
        `Thôn ${name(random)}`,
        `Ấp ${random.int(1, 12)}`,
        `Ấp ${name(random)}`,
        `Tổ ${random.int(1, 9)}, thôn ${name(random)}`,
        `Xóm ${random.int(1, 14)}`,
      ]);
  return `${head}, ${placeText(place, levels)}`;
}

export function inventName(random: Chance, male: boolean, family = random.pick(families)): string {
  return male
    ? `${family} ${random.pick(maleMiddles)} ${random.pick(maleNames)}`
    : `${family} ${random.pick(femaleMiddles)} ${random.pick(femaleNames)}`;
}

export function inventDay(random: Chance, fromYear: number, toYear: number): Day {
  const year = random.int(fromYear, toYear);
  const month = random.int(1, 12);
  return { year, month, day: random.int(1, daysIn(year, month)) };
}

/** Number with the right province, century-and-sex digit and year; the six last digits are free. */
export function personalId(random: Chance, provinceCode: string, male: boolean, year: number): string {
  const century = Math.floor(year / 100) - 19;
  return `${provinceCode}${century * 2 + (male ? 0 : 1)}${String(year % 100).padStart(2, '0')}${random.digits(6)}`;
}

export function inventPerson(
  random: Chance,
  wishes: {
    readonly male?: boolean;
    readonly bornFrom?: number;
    readonly bornTo?: number;
    readonly family?: string;
    readonly levels?: 2 | 3;
    readonly home?: Place;
    readonly ethnicity?: string;
  } = {},
): Person {
  const male = wishes.male ?? random.maybe(0.5);
  const born = inventDay(random, wishes.bornFrom ?? 1958, wishes.bornTo ?? 2004);
  const birthplace = inventPlace(random);
  const home = wishes.home ?? (random.maybe(0.6) ? birthplace : inventPlace(random));
  const formerAddress = inventAddress(random, home, 3);
  return {
    name: inventName(random, male, wishes.family),
    male,
    born,
    personalId: personalId(random, birthplace.provinceCode, male, born.year),
    oldId: `${random.pick(['0', '1', '2', '3'])}${random.digits(8)}`,
    ethnicity: wishes.ethnicity ?? random.pick(ethnicities),
    home,
    birthplace,
    address: wishes.levels === 3 ? formerAddress : formerAddress.replace(`, ${home.districtFull}`, ''),
    formerAddress,
    idIssued: addDays({ year: 2021, month: 3, day: 1 }, random.int(0, 1150)),
  };
}

export const sexWord = (person: Person): string => (person.male ? 'Nam' : 'Nữ');

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
/** A tax code of ten digits with its check digit (rules.md J.2): 10 − S mod 11, a result of 10 is never issued. */
export function inventTaxCode(random: Chance): string {
  for (;;) {
    const body = `${random.pick(['01', '03', '04', '18', '20', '29', '33', '57', '63'])}${random.digits(7)}`;
    const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
    const check = 10 - (sum % 11);
    if (check !== 10) return body + String(check);
  }
}

/** Serial letters of a certificate. */
export const serialLetters = (random: Chance, count: number): string =>
  Array.from({ length: count }, () => random.pick([...letters])).join('');

/** The seven fields of the card's QR code (rules.md J.3). */
export function cardQr(person: Person, packed: (date: Day) => string, name = person.name): string {
  return [
    person.personalId,
    person.oldId,
    name,
    packed(person.born),
    sexWord(person),
    person.formerAddress,
    packed(person.idIssued),
  ].join('|');
}

/** ICAO 9303 check digit: weights 7-3-1, `<` = 0, A = 10 … Z = 35. */
export function mrzCheck(text: string): string {
  const value = (c: string): number => (c === '<' ? 0 : /\d/.test(c) ? Number(c) : c.charCodeAt(0) - 55);
  return String([...text].reduce((sum, c, index) => sum + value(c) * [7, 3, 1][index % 3]!, 0) % 10);
}

export const unaccented = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D');

/** The three TD1 lines (layout assumed in rules.md J.4; document number = last nine digits of the number). */
export function cardMrz(person: Person, expires: Day): readonly [string, string, string] {
  const six = (date: Day): string =>
    `${String(date.year % 100).padStart(2, '0')}${String(date.month).padStart(2, '0')}${String(date.day).padStart(2, '0')}`;
  const number = person.personalId.slice(3);
  const optional1 = `${person.personalId}<<`;
  const first = `IDVNM${number}${mrzCheck(number)}${optional1}`;
  // The last of the 15 optional characters is a digit on issued cards and takes part in the composite.
  const line1 = `${first}${'<'.repeat(29 - first.length)}${mrzCheck(person.personalId)}`.slice(0, 30);
  const born = six(person.born);
  const until = six(expires);
  const middle = `${born}${mrzCheck(born)}${person.male ? 'M' : 'F'}${until}${mrzCheck(until)}VNM${'<'.repeat(11)}`;
  const composite = mrzCheck(line1.slice(5, 30) + middle.slice(0, 7) + middle.slice(8, 15) + middle.slice(18, 29));
  const [family, ...given] = unaccented(person.name).toUpperCase().split(' ');
  const names = `${family}<<${given.join('<')}`.slice(0, 30);
  return [line1, middle + composite, names + '<'.repeat(30 - names.length)];
}
