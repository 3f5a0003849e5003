import type { Chance } from './random.ts';

/** An invented commune in a real province; the codes are those frozen in personal numbers (rules.md J.1). */
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
