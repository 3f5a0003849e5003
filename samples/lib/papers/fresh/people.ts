import { personalId } from '../../identifiers.ts';
import type { Person } from '../../people.ts';
import type { Place } from '../../places.ts';
import type { Chance } from '../../random.ts';
import { addDays, daysIn } from '../../words.ts';

/** People and places of the fresh papers: other names, other units and other ways to write an address than elsewhere. */

type Province = readonly [code: string, name: string, kind: Place['provinceKind']];

/** The 34 provinces since 01/07/2025 (rules.md A.3). */
const now: readonly Province[] = [
  ['001', 'Hà Nội', 'thành phố'],
  ['046', 'Huế', 'thành phố'],
  ['031', 'Hải Phòng', 'thành phố'],
  ['048', 'Đà Nẵng', 'thành phố'],
  ['092', 'Cần Thơ', 'thành phố'],
  ['079', 'Hồ Chí Minh', 'thành phố'],
  ['089', 'An Giang', 'tỉnh'],
  ['096', 'Cà Mau', 'tỉnh'],
  ['066', 'Đắk Lắk', 'tỉnh'],
  ['011', 'Điện Biên', 'tỉnh'],
  ['075', 'Đồng Nai', 'tỉnh'],
  ['064', 'Gia Lai', 'tỉnh'],
  ['012', 'Lai Châu', 'tỉnh'],
  ['020', 'Lạng Sơn', 'tỉnh'],
  ['068', 'Lâm Đồng', 'tỉnh'],
  ['010', 'Lào Cai', 'tỉnh'],
  ['040', 'Nghệ An', 'tỉnh'],
  ['045', 'Quảng Trị', 'tỉnh'],
  ['014', 'Sơn La', 'tỉnh'],
  ['072', 'Tây Ninh', 'tỉnh'],
  ['086', 'Vĩnh Long', 'tỉnh'],
];
/** Provinces that were merged into others then, and some that stayed. */
const before: readonly Province[] = [
  ['002', 'Hà Giang', 'tỉnh'],
  ['006', 'Bắc Kạn', 'tỉnh'],
  ['015', 'Yên Bái', 'tỉnh'],
  ['030', 'Hải Dương', 'tỉnh'],
  ['034', 'Thái Bình', 'tỉnh'],
  ['036', 'Nam Định', 'tỉnh'],
  ['044', 'Quảng Bình', 'tỉnh'],
  ['046', 'Thừa Thiên Huế', 'tỉnh'],
  ['052', 'Bình Định', 'tỉnh'],
  ['058', 'Ninh Thuận', 'tỉnh'],
  ['062', 'Kon Tum', 'tỉnh'],
  ['067', 'Đắk Nông', 'tỉnh'],
  ['074', 'Bình Dương', 'tỉnh'],
  ['077', 'Bà Rịa - Vũng Tàu', 'tỉnh'],
  ['083', 'Bến Tre', 'tỉnh'],
  ['084', 'Trà Vinh', 'tỉnh'],
  ['091', 'Kiên Giang', 'tỉnh'],
  ['094', 'Sóc Trăng', 'tỉnh'],
  ['001', 'Hà Nội', 'thành phố'],
  ['079', 'Hồ Chí Minh', 'thành phố'],
  ['014', 'Sơn La', 'tỉnh'],
  ['064', 'Gia Lai', 'tỉnh'],
];
const highland = new Set(['002', '006', '010', '011', '012', '014', '015', '020']);
const plateau = new Set(['058', '062', '064', '066', '067', '068']);
const delta = new Set(['083', '084', '086', '089', '091', '092', '094', '096']);

const communes = {
  highland: ['Chiềng Khoang', 'Mường Sại', 'Nậm Mười', 'Tả Phời', 'Sà Phìn', 'Pá Khoang', 'Bản Hon', 'Nà Ớt'],
  plateau: ["Ea H'Mlay", 'Ia Rsươm', 'Đắk Rờ Ong', 'Cư Êbur', "Đạ K'Nàng", 'Kon Chiêng', 'Krông Nô', 'Phước Chiến'],
  delta: ['Viên Bình', 'Ninh Thạnh Lợi', 'Hòa Tú', 'Trí Phải', 'Nhị Trường', 'Thạnh Hưng', 'Lương Hòa', 'Vàm Rầy'],
  plain: ['Gia Phương', 'Cẩm Huy', 'Nghi Quang', 'Bảo Ninh', 'Kim Đường', 'Thụy Lôi', 'Điện Trang', 'Hoằng Lưu'],
} as const;
const wards = ['Hồng Bàng', 'Trường Thi', 'Vạn Thắng', 'Lê Bình', 'Đề Thám', 'Thắng Tam', 'Tây Lộc', '7', '12'];
const districts = ['Trực Khê', 'Giồng Ao', 'Mộc Phương', 'Ân Hảo', 'Kỳ Lương', 'Chư Klang', 'Hòn Nghệ', 'Phú Kiên'];
const streets = ['Tô Vĩnh Diện', 'Phan Bội Châu', 'Nguyễn Đình Chiểu', '30 Tháng 4', 'Lạc Long Quân', 'Trần Quốc Toản'];

const regionOf = (code: string): keyof typeof communes =>
  highland.has(code) ? 'highland' : plateau.has(code) ? 'plateau' : delta.has(code) ? 'delta' : 'plain';

/** A place of the time of two levels (since 07/2025) or of three. */
export function freshPlace(random: Chance, levels: 2 | 3): Place {
  const [provinceCode, province, provinceKind] = random.pick(levels === 2 ? now : before);
  const kind = random.pick(['xã', 'xã', 'phường', levels === 3 ? 'thị trấn' : 'phường']);
  const numbered = kind === 'phường' && random.maybe(0.3);
  const commune =
    kind === 'phường'
      ? random.pick(numbered ? wards : wards.slice(0, 7))
      : random.pick(communes[regionOf(provinceCode)]);
  const district = random.pick(districts);
  const urban = provinceKind === 'thành phố' ? 'quận' : random.pick(['thành phố', 'thị xã']);
  return {
    province,
    provinceCode,
    provinceKind,
    commune,
    district,
    communeFull: `${kind} ${commune}`,
    districtFull: `${kind === 'phường' ? urban : 'huyện'} ${district}`,
  };
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);

/**
 * `full`: xã A, huyện B, tỉnh C; `capital`: Xã A, Huyện B, Tỉnh C; `bare`: A, B, C as cards print origins.
 */
export function written(place: Place, levels: 2 | 3, manner: 'full' | 'capital' | 'bare' = 'full'): string {
  const parts = [
    [place.communeFull, /^\d+$/.test(place.commune) ? place.communeFull : place.commune],
    ...(levels === 3 ? [[place.districtFull, place.district]] : []),
    [`${place.provinceKind} ${place.province}`, place.province],
  ];
  return parts
    .map(([full, bare]) => (manner === 'bare' ? bare! : manner === 'capital' ? capital(full!) : full!))
    .join(', ');
}

export function houseOf(random: Chance, place: Place): string {
  if (place.communeFull.startsWith('phường'))
    return random.pick([
      `${random.int(2, 380)} ${random.pick(streets)}`,
      `${random.int(2, 380)}/${random.int(1, 40)}/${random.int(1, 9)} đường ${random.pick(streets)}, khu phố ${random.int(1, 12)}`,
      `Căn hộ ${random.pick(['A', 'B', 'CT2'])}-${random.int(2, 21)}0${random.int(1, 9)}, chung cư Bình Minh, số ${random.int(3, 99)} ${random.pick(streets)}`,
    ]);
  switch (regionOf(place.provinceCode)) {
    case 'highland':
      return random.pick([
        `Bản ${random.pick(['Nà Lốc', 'Huổi Pá', 'Phiêng Lanh', 'Tà Chải'])}`,
        `Thôn ${random.int(1, 9)}`,
      ]);
    case 'plateau':
      return random.pick([
        `Buôn ${random.pick(['Kô Tam', "M'Rê", 'Ea Nao'])}`,
        `Làng ${random.pick(['Kép 2', 'Đê Tul'])}`,
        `Thôn ${random.int(1, 12)}`,
      ]);
    case 'delta':
      return random.pick([
        `Tổ ${random.int(1, 14)}, ấp ${random.pick(['Sóc Giữa', 'Xẻo Lá', 'Kênh Ba', 'Trà Canh A2'])}`,
        `Khóm ${random.int(1, 8)}`,
      ]);
    default:
      return random.pick([
        `Xóm ${random.int(1, 16)}, thôn ${random.pick(['Đoài', 'Thượng', 'Nội Lang'])}`,
        `Khối ${random.int(1, 9)}`,
        `Đội ${random.int(1, 7)}`,
      ]);
  }
}

/** Whole names, men's and women's: peoples of the mountains and the delta, long names, names of two syllables. */
const named: Readonly<Record<string, { readonly men: readonly string[]; readonly women: readonly string[] }>> = {
  Kinh: {
    men: [
      'Nguyễn Phúc Bảo Thạch',
      'Trần Lê Hoàng Nguyên',
      'Đỗ An',
      'Lê Vũ',
      'Cao Bá Lượng',
      'Tô Hiến Chương',
      'Phùng Chí Kiên',
      'Nghiêm Xuân Thưởng',
      'Đàm Quang Nhuận',
      'Viên Thế Khuê',
      'Nguyễn Trần Gia Huynh',
      'Bùi Sĩ Đoan',
    ],
    women: [
      'Công Tằng Tôn Nữ Mỹ Duyên',
      'Nguyễn Hoàng Thị Bảo Trâm',
      'Lê Vy',
      'Đoàn Thị Út Mười',
      'Từ Thị Ngọc Giàu',
      'Phạm Nguyễn Khánh Linh',
      'Tôn Thị Lụa',
      'Trương Thị Chín',
      'Văn Thị Nghiễn',
      'Ngô Đặng Thiên Ý',
      'Hà Thị Tuyết Nhiễu',
    ],
  },
  Mông: {
    men: ['Giàng A Chớ', 'Sùng A Páo', 'Lầu Bá Chò', 'Vàng Seo Sử'],
    women: ['Giàng Thị Mỷ', 'Vàng Thị Sua', 'Hạng Thị Dợ'],
  },
  Thái: {
    men: ['Quàng Văn Ín', 'Lường Văn Đôi', 'Cầm Bá Hiêng'],
    women: ['Lò Thị Phóng', 'Tòng Thị Ọi', 'Lường Thị Xôm'],
  },
  'Ê Đê': {
    men: ['Y Bhem Mlô', 'Y Thoai Niê Kdăm', 'Y Siu Êban'],
    women: ["H' Nuê Buôn Krông", "H' Yar Niê", "H' Lâm Kbuôr"],
  },
  'Gia Rai': { men: ['Ksor Blơk', 'Siu Nghiêm', 'Rơ Châm Jưn'], women: ["Rơ Mah H'Duyên", "Ksor H'Bơch", "Kpă H'Zin"] },
  Khmer: {
    men: ['Thạch Sa Ra', 'Danh Hoàng Thol', 'Kim Sô Phia'],
    women: ['Thạch Thị Sà Khiêl', 'Sơn Thị Sa Rươl', 'Thị Hên'],
  },
  'Cơ Ho': { men: ["K' Brêu", "K' Thìn"], women: ["Ka' Hường", "Ka' Dơng"] },
  Dao: { men: ['Triệu Tiến Phấu', 'Chảo Vần Sểnh'], women: ['Triệu Mùi Pham', 'Phàn Tả Mẩy'] },
  'Xơ Đăng': { men: ['A Thút', 'A Blong'], women: ['Y Blêng', 'Y Nhuôm'] },
  Chăm: { men: ['Đạo Thanh Quyến', 'Châu Văn Kên'], women: ['Từ Thị Ánh Lưu', 'Báo Thị Bích Vưng'] },
  'Bru - Vân Kiều': { men: ['Hồ Văn Xàng', 'Hồ Pả Hôm'], women: ['Hồ Thị Con'] },
  Hrê: { men: ['Phạm Văn Brút', 'Đinh Văn Grây'], women: ['Đinh Thị Y Rớp'] },
};
const peoples: Readonly<Record<keyof typeof communes, readonly string[]>> = {
  highland: ['Mông', 'Thái', 'Dao', 'Kinh', 'Thái'],
  plateau: ['Ê Đê', 'Gia Rai', 'Cơ Ho', 'Xơ Đăng', 'Kinh'],
  delta: ['Khmer', 'Kinh', 'Kinh'],
  plain: ['Kinh', 'Kinh', 'Kinh', 'Kinh', 'Chăm', 'Bru - Vân Kiều', 'Hrê'],
};

/** A name of that people, none of `except`. */
export function freshName(random: Chance, male: boolean, ethnicity = 'Kinh', except: readonly string[] = []): string {
  const sex = male ? 'men' : 'women';
  const own = named[ethnicity]![sex].filter((name) => !except.includes(name));
  return random.pick(own.length > 0 ? own : named.Kinh![sex]);
}

/** `levels` and `home` decide how the address is written; addresses carry the kinds of units. */
export function freshPerson(
  random: Chance,
  wishes: {
    readonly male?: boolean;
    readonly bornFrom?: number;
    readonly bornTo?: number;
    readonly levels?: 2 | 3;
    readonly home?: Place;
    readonly ethnicity?: string;
  } = {},
): Person {
  const levels = wishes.levels ?? 2;
  const male = wishes.male ?? random.maybe(0.5);
  const year = random.int(wishes.bornFrom ?? 1950, wishes.bornTo ?? 2005);
  const month = random.int(1, 12);
  const born = { year, month, day: random.int(1, daysIn(year, month)) };
  const home = wishes.home ?? freshPlace(random, levels);
  const birthplace = random.maybe(0.5) ? home : freshPlace(random, levels);
  const ethnicity = wishes.ethnicity ?? random.pick(peoples[regionOf(home.provinceCode)]);
  const house = houseOf(random, home);
  return {
    name: freshName(random, male, ethnicity),
    male,
    born,
    personalId: personalId(random, birthplace.provinceCode, male, born.year),
    oldId: `${random.pick(['0', '1', '2', '3'])}${random.digits(8)}`,
    ethnicity,
    home,
    birthplace,
    address: `${house}, ${written(home, levels)}`,
    formerAddress: `${house}, ${written(home, 3)}`,
    idIssued: addDays({ year: 2021, month: 4, day: 12 }, random.int(0, 1100)),
  };
}

/** The place's name as a dateline has it: `Phường 7`, `Nậm Mười`. */
export const seat = (place: Place): string => (/^\d+$/.test(place.commune) ? `Phường ${place.commune}` : place.commune);
