import { personalId } from '../../identifiers.ts';
import type { Person } from '../../people.ts';
import { type Place, placeText } from '../../places.ts';
import type { Chance } from '../../random.ts';
import { addDays, type Day, isoDate, slashDate } from '../../words.ts';
import { commonName, commonPerson } from '../unseen/people.ts';

/** People of the mountains, the coast and the delta; units as they were before 07/2025 and as they are since. */

type Province = readonly [code: string, name: string, kind: Place['provinceKind']];

const before: readonly (readonly [Province, ...(readonly [commune: string, district: string])[]])[] = [
  [
    ['002', 'Hà Giang', 'tỉnh'],
    ['xã Lũng Cú', 'huyện Đồng Văn'],
    ['thị trấn Yên Minh', 'huyện Yên Minh'],
  ],
  [
    ['011', 'Điện Biên', 'tỉnh'],
    ['xã Nà Hỳ', 'huyện Nậm Pồ'],
    ['phường Noong Bua', 'thành phố Điện Biên Phủ'],
  ],
  [
    ['006', 'Bắc Kạn', 'tỉnh'],
    ['xã Khang Ninh', 'huyện Ba Bể'],
  ],
  [
    ['062', 'Kon Tum', 'tỉnh'],
    ['xã Đăk Tờ Re', 'huyện Kon Rẫy'],
    ['phường Thắng Lợi', 'thành phố Kon Tum'],
  ],
  [
    ['044', 'Quảng Bình', 'tỉnh'],
    ['xã Cự Nẫm', 'huyện Bố Trạch'],
    ['phường Bắc Lý', 'thành phố Đồng Hới'],
  ],
  [
    ['058', 'Ninh Thuận', 'tỉnh'],
    ['xã Phước Hữu', 'huyện Ninh Phước'],
  ],
  [
    ['030', 'Hải Dương', 'tỉnh'],
    ['xã Nhân Quyền', 'huyện Bình Giang'],
    ['phường Sao Đỏ', 'thành phố Chí Linh'],
  ],
  [
    ['034', 'Thái Bình', 'tỉnh'],
    ['xã Thụy Hải', 'huyện Thái Thụy'],
  ],
  [
    ['036', 'Nam Định', 'tỉnh'],
    ['xã Hải Hưng', 'huyện Hải Hậu'],
  ],
  [
    ['094', 'Sóc Trăng', 'tỉnh'],
    ['xã Tham Đôn', 'huyện Mỹ Xuyên'],
    ['phường 5', 'thành phố Sóc Trăng'],
  ],
  [
    ['083', 'Bến Tre', 'tỉnh'],
    ['xã Tân Xuân', 'huyện Ba Tri'],
  ],
  [
    ['074', 'Bình Dương', 'tỉnh'],
    ['phường Tân Phước Khánh', 'thành phố Tân Uyên'],
  ],
  [
    ['079', 'Hồ Chí Minh', 'thành phố'],
    ['phường 12', 'quận Tân Bình'],
    ['thị trấn Củ Chi', 'huyện Củ Chi'],
  ],
  [
    ['001', 'Hà Nội', 'thành phố'],
    ['xã Vân Canh', 'huyện Hoài Đức'],
    ['phường Phúc La', 'quận Hà Đông'],
  ],
];
const now: readonly (readonly [Province, ...string[]])[] = [
  [['008', 'Tuyên Quang', 'tỉnh'], 'xã Lũng Cú', 'xã Yên Minh', 'phường Minh Xuân'],
  [['011', 'Điện Biên', 'tỉnh'], 'phường Mường Thanh', 'xã Nà Hỳ'],
  [['051', 'Quảng Ngãi', 'tỉnh'], 'phường Kon Tum', 'xã Kon Braih'],
  [['056', 'Khánh Hòa', 'tỉnh'], 'phường Phan Rang', 'xã Phước Hữu', 'phường Nam Nha Trang'],
  [['066', 'Đắk Lắk', 'tỉnh'], 'phường Buôn Ma Thuột', 'xã Ea Súp'],
  [['031', 'Hải Phòng', 'thành phố'], 'phường Chu Văn An', 'xã Bình Giang'],
  [['033', 'Hưng Yên', 'tỉnh'], 'xã Thái Thụy', 'phường Trần Lãm'],
  [['037', 'Ninh Bình', 'tỉnh'], 'xã Hải Hậu', 'phường Nam Định'],
  [['086', 'Vĩnh Long', 'tỉnh'], 'xã Ba Tri', 'phường Long Châu'],
  [['092', 'Cần Thơ', 'thành phố'], 'phường Sóc Trăng', 'xã Mỹ Xuyên'],
  [['079', 'Hồ Chí Minh', 'thành phố'], 'phường Tân Uyên', 'phường Bảy Hiền', 'xã Củ Chi', 'đặc khu Côn Đảo'],
  [['001', 'Hà Nội', 'thành phố'], 'phường Hà Đông', 'xã Hoài Đức', 'phường Ba Đình'],
];

type Names = readonly [ethnicity: string, men: readonly string[], women: readonly string[]];
const mong: Names = [
  'Mông',
  ['Giàng A Páo', 'Vàng Mí Sính', 'Sùng A Chờ', 'Thào Mí Và'],
  ['Vừ Thị Mỷ', 'Sùng Thị Dính', 'Giàng Thị Súa'],
];
const dao: Names = ['Dao', ['Đặng Phúc Lường', 'Triệu Tạ Phin'], ['Chảo Mùi Mẩy', 'Lý Tả Mẩy']];
const thai: Names = ['Thái', ['Lò Văn Pâng', 'Quàng Văn Ón'], ['Cà Thị Ỏn', 'Lường Thị Pánh']];
const baNa: Names = ['Ba Na', ['A Thun', 'A Nhôih'], ['Y Nhên', 'Y Hlơi']];
const eDe: Names = ['Ê Đê', ['Y Thắng Niê', 'Y Kuê Mlô'], ['H Nga Niê', 'H Wen Êban']];
const khmer: Names = ['Khmer', ['Thạch Sa Rươl', 'Kim Sô Phia'], ['Thạch Thị Sà Rinh', 'Sơn Thị Na Vy']];
const cham: Names = ['Chăm', ['Đàng Năng Thọ', 'Từ Công Hạnh'], ['Bá Thị Kim Thoa', 'Phú Thị Mộng']];
const local: Readonly<Record<string, readonly Names[]>> = {
  '002': [mong, dao],
  '008': [mong, dao],
  '011': [thai, mong],
  '006': [dao],
  '062': [baNa],
  '051': [baNa],
  '066': [eDe],
  '094': [khmer],
  '092': [khmer],
  '058': [cham],
  '056': [cham],
};
const rare: Names = [
  'Kinh',
  ['Lê Vũ', 'Nguyễn Phúc Hoàng Gia Bảo', 'Đỗ Ký'],
  ['Công Tằng Tôn Nữ Bảo Ngọc', 'Vũ Ái', 'Nguyễn Hoàng Phương Khánh Linh'],
];

const streets = ['Nguyễn Du', 'Phan Chu Trinh', 'Lê Hồng Phong', 'Trần Phú', 'Hoàng Diệu', '30 Tháng 4'];
const northern = ['Nà Khoang', 'Phú Hậu', 'Thượng Đồng', 'Lô Lô Chải', 'Pá Sáng', 'Đông Tiến'];
const southern = ['Hữu Đức', 'Kon Rơ Lang', 'Tân An', 'Giồng Quéo', 'Bình Hòa'];

function placeIn([provinceCode, province, provinceKind]: Province, communeFull: string, districtFull: string): Place {
  const bare = communeFull.replace(/^(xã|phường|thị trấn|đặc khu) /, '');
  const commune = /^\d+$/.test(bare) ? `Phường ${bare}` : bare;
  const district = districtFull.replace(/^(huyện|quận|thành phố) /, '');
  return { province, provinceCode, provinceKind, commune, communeFull, district, districtFull };
}

export function placeOf(random: Chance, levels: 2 | 3): Place {
  if (levels === 3) {
    const [province, ...units] = random.pick(before);
    return placeIn(province, ...random.pick(units));
  }
  const [province, ...communes] = random.pick(now);
  return placeIn(province, random.pick(communes), '');
}

/** Where a paper was issued; `text` is `xã A, huyện B, tỉnh C`, without the district since 07/2025. */
export interface Seat {
  readonly place: Place;
  readonly levels: 2 | 3;
  readonly text: string;
}

export function seatOf(random: Chance, on: Day): Seat {
  const levels = isoDate(on) < '2025-07-01' ? 3 : 2;
  const place = placeOf(random, levels);
  return { place, levels, text: placeText(place, levels) };
}

function houseOf(random: Chance, place: Place): string {
  const north = Number(place.provinceCode) < 40;
  const hamlets = north ? northern : southern;
  if (place.communeFull.startsWith('xã'))
    return random.pick([
      `Thôn ${random.pick(hamlets)}`,
      north ? `Xóm ${random.int(1, 14)}` : `Ấp ${random.int(1, 9)}`,
      north ? `Bản ${random.pick(hamlets)}` : `Số ${random.int(3, 320)}, thôn ${random.int(1, 6)}`,
    ]);
  return random.pick([
    `Số nhà ${random.int(2, 260)}, đường ${random.pick(streets)}`,
    `${random.int(3, 480)}/${random.int(1, 40)}A ${random.pick(streets)}, khu phố ${random.int(1, 9)}`,
    `Tổ ${random.int(1, 24)}`,
  ]);
}

export interface Wishes {
  readonly male?: boolean;
  readonly bornFrom?: number;
  readonly bornTo?: number;
  readonly levels: 2 | 3;
  readonly home?: Place;
}

/** A person of these provinces: where a people of the mountains lives, often with a name of theirs. */
export function personOf(random: Chance, wishes: Wishes): Person {
  const home = wishes.home ?? placeOf(random, wishes.levels);
  const birthplace = random.maybe(0.7) ? home : placeOf(random, wishes.levels);
  const drawn = commonPerson(random, { ...wishes, home });
  const own = local[home.provinceCode];
  const names = own !== undefined && random.maybe(0.55) ? random.pick(own) : random.maybe(0.08) ? rare : null;
  const address = `${houseOf(random, home)}, ${placeText(home, wishes.levels)}`;
  return {
    ...drawn,
    ...(names === null ? {} : { ethnicity: names[0], name: random.pick(names[drawn.male ? 1 : 2]) }),
    home,
    birthplace,
    address,
    formerAddress: address,
    personalId: personalId(random, birthplace.provinceCode, drawn.male, drawn.born.year),
  };
}

export const signerOf = (random: Chance, male = 0.7): string => commonName(random, random.maybe(male));

/** `TỈNH CAO BẰNG`, `THÀNH PHỐ CẦN THƠ`. */
export const provinceLine = ({ provinceKind, province }: Place): string =>
  `${provinceKind} ${province}`.toLocaleUpperCase('vi');

/** The identity card as civil status papers quote it (guide of the forms of TT 04/2020: kind, number, who issued it, when). */
export function quotedCard(person: Person, at: Day): string {
  if (at.year < 2021)
    return `Chứng minh nhân dân số ${person.oldId} do Công an ${person.home.provinceKind} ${person.home.province} cấp ngày ${slashDate(addDays(at, -700 - (Number(person.oldId) % 2000)))}`;
  const issued = isoDate(person.idIssued) < isoDate(at) ? person.idIssued : addDays(at, -45);
  return `Thẻ căn cước công dân số ${person.personalId} do Cục Cảnh sát QLHC về TTXH cấp ngày ${slashDate(issued)}`;
}

/** `15 tháng 8 năm 1990`. */
export const spoken = (text: string): string => text.replace(/^ngày /, '');
