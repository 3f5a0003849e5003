import { personalId } from '../../identifiers.ts';
import { inventPerson, type Person } from '../../people.ts';
import { type Place, placeText } from '../../places.ts';
import type { Chance } from '../../random.ts';
import { type Day, isoDate } from '../../words.ts';
import { commonName } from '../unseen/people.ts';

/** People of the mountains, the delta and the islands: names of two to six words, units before and after 07/2025. */

type Province = readonly [code: string, name: string, kind: Place['provinceKind']];
const province = (code: string, name: string, kind: Place['provinceKind'] = 'tỉnh'): Province => [code, name, kind];

/** `commune|district` before 07/2025. */
const before: readonly (readonly [Province, ...string[]])[] = [
  [province('062', 'Kon Tum'), 'xã Đắk Kôi|huyện Kon Rẫy', 'phường Quang Trung|thành phố Kon Tum'],
  [province('067', 'Đắk Nông'), "thị trấn Kiến Đức|huyện Đắk R'lấp", 'xã Quảng Trực|huyện Tuy Đức'],
  [province('002', 'Hà Giang'), 'xã Lũng Cú|huyện Đồng Văn', 'thị trấn Vinh Quang|huyện Hoàng Su Phì'],
  [province('011', 'Điện Biên'), 'xã Thanh Xương|huyện Điện Biên', 'phường Him Lam|thành phố Điện Biên Phủ'],
  [province('015', 'Yên Bái'), 'phường Pú Trạng|thị xã Nghĩa Lộ', 'xã Nậm Búng|huyện Văn Chấn'],
  [province('094', 'Sóc Trăng'), 'phường Vĩnh Phước|thị xã Vĩnh Châu', 'xã Đại Tâm|huyện Mỹ Xuyên'],
  [province('036', 'Nam Định'), 'xã Hải Đường|huyện Hải Hậu', 'phường Cửa Bắc|thành phố Nam Định'],
  [province('077', 'Bà Rịa - Vũng Tàu'), 'xã Hòa Long|thành phố Bà Rịa', 'thị trấn Phước Hải|huyện Đất Đỏ'],
  [province('083', 'Bến Tre'), 'xã Giao Long|huyện Châu Thành', 'phường Phú Khương|thành phố Bến Tre'],
  [province('044', 'Quảng Bình'), 'xã Cảnh Dương|huyện Quảng Trạch', 'xã Nhân Trạch|huyện Bố Trạch'],
  [province('048', 'Đà Nẵng', 'thành phố'), 'phường Hòa Cường Bắc|quận Hải Châu', 'xã Hòa Phong|huyện Hòa Vang'],
];
const now: readonly (readonly [Province, ...string[]])[] = [
  [province('011', 'Điện Biên'), 'phường Mường Thanh', 'xã Mường Nhé', 'xã Tủa Chùa'],
  [province('012', 'Lai Châu'), 'phường Đoàn Kết', 'xã Phong Thổ', 'xã Sìn Hồ'],
  [province('051', 'Quảng Ngãi'), 'phường Kon Tum', 'xã Đăk Hà', 'đặc khu Lý Sơn'],
  [province('068', 'Lâm Đồng'), 'phường Xuân Hương - Đà Lạt', 'xã Đơn Dương', 'phường Bắc Gia Nghĩa'],
  [province('096', 'Cà Mau'), 'phường An Xuyên', 'xã Đất Mũi', 'xã U Minh'],
  [province('075', 'Đồng Nai'), 'phường Trấn Biên', 'xã Bù Đăng', 'xã Xuân Lộc'],
  [province('008', 'Tuyên Quang'), 'phường Hà Giang 1', 'xã Đồng Văn', 'xã Chiêm Hóa'],
  [province('031', 'Hải Phòng', 'thành phố'), 'phường Ngô Quyền', 'đặc khu Cát Hải', 'xã Thanh Hà'],
  [province('066', 'Đắk Lắk'), 'phường Ea Kao', 'xã Krông Năng', 'phường Tuy Hòa'],
  [province('091', 'An Giang'), 'đặc khu Phú Quốc', 'phường Rạch Giá', 'xã Tri Tôn'],
];

const kinds = /^(xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố) /;

export function placeOf(random: Chance, levels: 2 | 3): Place {
  const [[provinceCode, name, provinceKind], ...units] = random.pick(levels === 3 ? before : now);
  const [communeFull = '', districtFull = ''] = random.pick(units).split('|');
  return {
    province: name,
    provinceCode,
    provinceKind,
    communeFull,
    commune: communeFull.replace(kinds, ''),
    districtFull,
    district: districtFull.replace(kinds, ''),
  };
}

/** Where a paper was issued: with its district before 07/2025. */
export interface Seat {
  readonly place: Place;
  readonly levels: 2 | 3;
  /** `xã A, huyện B, tỉnh C`. */
  readonly text: string;
}

export function seatOf(random: Chance, on: Day): Seat {
  const levels = isoDate(on) < '2025-07-01' ? 3 : 2;
  const place = placeOf(random, levels);
  return { place, levels, text: placeText(place, levels) };
}

type Naming = readonly [ethnicity: string, men: readonly string[], women: readonly string[]];
const peoples: readonly Naming[] = [
  ['Mông', ['Giàng A Páo', 'Vàng A Dính', 'Sùng Mí Chơ', 'Lầu A Tủa'], ['Vàng Thị Mỷ', 'Thào Thị Dua', 'Sùng Thị Máy']],
  ['Ê Đê', ['Y Blim Niê', 'Y Thuần Mlô', 'Y Bhơk Êban'], ["H'Linh Niê", "H'Ngăm Mlô", "H'Yar Kbuôr"]],
  ['Gia Rai', ['Ksor Hlét', 'Rơ Châm Thuyn', 'Siu Blơi'], ["Rơ Châm H'Blắt", "Ksor H'Nhan"]],
  ['Xơ Đăng', ['A Thoại', 'A Hlưu', 'A Ngọc Lanh'], ['Y Ngân', 'Y Diệu Hạ']],
  ['Dao', ['Phàn Láo Tả', 'Chảo Vần San', 'Triệu Tiến Phin'], ['Triệu Mùi Nải', 'Phàn Tả Mẩy', 'Bàn Thị Ghển']],
  ['Thái', ['Quàng Văn Ơn', 'Cà Văn Hặc', 'Lò Văn Pọm'], ['Tòng Thị Xuấn', 'Lò Thị Pâng', 'Quàng Thị Ín']],
  ['Khmer', ['Thạch Sa Rươn', 'Danh Út', 'Kim Sô Phi'], ['Sơn Thị Ni', 'Thạch Thị Sóc Kha', 'Lâm Thị Sà Ry']],
];
/** Who lives where: the north-west, the highlands, the delta. */
const regions: readonly (readonly [from: number, to: number, ethnicities: readonly string[]])[] = [
  [1, 35, ['Mông', 'Dao', 'Thái']],
  [50, 69, ['Ê Đê', 'Gia Rai', 'Xơ Đăng']],
  [75, 99, ['Khmer']],
];
const ethnicityIn = (random: Chance, place: Place): string => {
  const code = Number(place.provinceCode);
  const own = regions.find(([from, to]) => code >= from && code <= to)?.[2];
  return own !== undefined && random.maybe(0.4) ? random.pick(own) : 'Kinh';
};
const rareMen = ['Lê An', 'Tạ Út', 'Nguyễn Phúc Bửu Hưng', 'Trần Lê Hoàng Bảo Quốc', 'Đỗ Ba', 'Phạm Nguyễn Thiên Ân'];
const rareWomen = [
  'Võ Ny',
  'Mai Lý',
  'Tôn Nữ Hoàng Thiên Thanh',
  'Công Tằng Tôn Nữ Diệu Hương',
  'Nguyễn Ngọc Bảo Thiên Kim',
  'Đào Thị É',
];

export function nameOf(random: Chance, male: boolean, ethnicity = 'Kinh'): string {
  const own = peoples.find(([name]) => name === ethnicity);
  if (own !== undefined) return random.pick(male ? own[1] : own[2]);
  return random.maybe(0.2) ? random.pick(male ? rareMen : rareWomen) : commonName(random, male);
}

const streets = ['Y Jút', 'Nơ Trang Long', 'Tôn Đức Thắng', 'Võ Nguyên Giáp', 'Nguyễn Thị Minh Khai'];
const hamlets = ['Pá Cưởm', 'Tân Bình', 'Đông Hưng 2', 'Kon Rờ Bàng', 'Giồng Trôm', 'Suối Lìn', 'Phước Lộc'];

/** House with its part of the commune. */
export function houseOf(random: Chance, place: Place): string {
  const code = Number(place.provinceCode);
  if (/^(phường|thị trấn)/.test(place.communeFull))
    return random.pick([
      `${random.int(1, 480)} ${random.pick(streets)}`,
      `${random.int(3, 90)}/${random.int(2, 40)} đường ${random.pick(streets)}`,
      code < 40 ? `SN ${random.int(2, 90)}, TDP số ${random.int(1, 16)}` : `KP ${random.int(1, 9)}`,
    ]);
  const kind = code < 30 ? 'Bản' : code < 70 ? 'Thôn' : 'Ấp';
  return random.pick([`${kind} ${random.pick(hamlets)}`, `${kind} ${random.int(1, 14)}`]);
}

interface Wishes {
  readonly levels: 2 | 3;
  readonly male?: boolean;
  readonly bornFrom?: number;
  readonly bornTo?: number;
  readonly home?: Place;
  readonly ethnicity?: string;
}

export function personOf(random: Chance, wishes: Wishes): Person {
  const home = wishes.home ?? placeOf(random, wishes.levels);
  const birthplace = random.maybe(0.6) ? home : placeOf(random, wishes.levels);
  const ethnicity = wishes.ethnicity ?? ethnicityIn(random, home);
  const drawn = inventPerson(random, { ...wishes, home, ethnicity });
  const address = `${houseOf(random, home)}, ${placeText(home, wishes.levels)}`;
  return {
    ...drawn,
    name: nameOf(random, drawn.male, ethnicity),
    home,
    birthplace,
    address,
    formerAddress: address,
    personalId: personalId(random, birthplace.provinceCode, drawn.male, drawn.born.year),
  };
}

export const title = (person: Person): string => (person.male ? 'ông' : 'bà');
/** `TỈNH LAI CHÂU`, `THÀNH PHỐ HẢI PHÒNG`. */
export const provinceLine = ({ provinceKind, province: name }: Place): string =>
  `${provinceKind} ${name}`.toLocaleUpperCase('vi');
