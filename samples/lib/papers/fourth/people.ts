import { personalId } from '../../identifiers.ts';
import type { Person } from '../../people.ts';
import { type Place, placeText } from '../../places.ts';
import type { Chance } from '../../random.ts';
import { type Day, isoDate } from '../../words.ts';
import { commonPerson } from '../unseen/people.ts';

/** People of provinces that the other papers have not: units as they were before 07/2025 and as they are since. */

type Province = readonly [code: string, name: string, kind: Place['provinceKind']];
type Unit = readonly [commune: string, district: string];

const before: readonly (readonly [Province, readonly Unit[]])[] = [
  [
    ['024', 'Bắc Giang', 'tỉnh'],
    [
      ['xã Tân Dĩnh', 'huyện Lạng Giang'],
      ['thị trấn Nham Biền', 'huyện Yên Dũng'],
    ],
  ],
  [
    ['017', 'Hòa Bình', 'tỉnh'],
    [
      ['xã Mông Hóa', 'thành phố Hòa Bình'],
      ['xã Nhuận Trạch', 'huyện Lương Sơn'],
    ],
  ],
  [
    ['026', 'Vĩnh Phúc', 'tỉnh'],
    [
      ['phường Khai Quang', 'thành phố Vĩnh Yên'],
      ['xã Đại Đồng', 'huyện Vĩnh Tường'],
    ],
  ],
  [
    ['035', 'Hà Nam', 'tỉnh'],
    [
      ['xã Nhân Khang', 'huyện Lý Nhân'],
      ['phường Lam Hạ', 'thành phố Phủ Lý'],
    ],
  ],
  [
    ['054', 'Phú Yên', 'tỉnh'],
    [
      ['phường 7', 'thành phố Tuy Hòa'],
      ['xã An Mỹ', 'huyện Tuy An'],
    ],
  ],
  [
    ['060', 'Bình Thuận', 'tỉnh'],
    [
      ['xã Hàm Mỹ', 'huyện Hàm Thuận Nam'],
      ['phường Mũi Né', 'thành phố Phan Thiết'],
    ],
  ],
  [
    ['070', 'Bình Phước', 'tỉnh'],
    [
      ['xã Lộc Hưng', 'huyện Lộc Ninh'],
      ['xã Tân Khai', 'huyện Hớn Quản'],
    ],
  ],
  [
    ['080', 'Long An', 'tỉnh'],
    [
      ['xã Đức Hòa Hạ', 'huyện Đức Hòa'],
      ['phường 4', 'thành phố Tân An'],
    ],
  ],
  [
    ['082', 'Tiền Giang', 'tỉnh'],
    [
      ['xã Tam Hiệp', 'huyện Châu Thành'],
      ['thị trấn Cái Bè', 'huyện Cái Bè'],
    ],
  ],
  [
    ['095', 'Bạc Liêu', 'tỉnh'],
    [
      ['xã Vĩnh Mỹ B', 'huyện Hòa Bình'],
      ['xã Phong Thạnh Tây', 'huyện Phước Long'],
    ],
  ],
  [
    ['079', 'Hồ Chí Minh', 'thành phố'],
    [
      ['phường 14', 'quận Gò Vấp'],
      ['xã Xuân Thới Thượng', 'huyện Hóc Môn'],
    ],
  ],
  [
    ['001', 'Hà Nội', 'thành phố'],
    [
      ['phường Quan Hoa', 'quận Cầu Giấy'],
      ['xã Tiên Dược', 'huyện Sóc Sơn'],
    ],
  ],
];
const now: readonly (readonly [Province, readonly string[]])[] = [
  [
    ['020', 'Lạng Sơn', 'tỉnh'],
    ['phường Kỳ Lừa', 'xã Đồng Đăng', 'xã Hữu Lũng'],
  ],
  [
    ['010', 'Lào Cai', 'tỉnh'],
    ['xã Bát Xát', 'phường Cam Đường', 'xã Văn Bàn'],
  ],
  [
    ['014', 'Sơn La', 'tỉnh'],
    ['phường Tô Hiệu', 'xã Mai Sơn', 'xã Yên Châu'],
  ],
  [
    ['064', 'Gia Lai', 'tỉnh'],
    ['phường Pleiku', 'phường Quy Nhơn', 'xã Chư Sê', 'xã Phù Cát'],
  ],
  [
    ['045', 'Quảng Trị', 'tỉnh'],
    ['phường Đồng Hới', 'phường Đông Hà', 'xã Cam Lộ', 'xã Lệ Thủy'],
  ],
  [
    ['046', 'Huế', 'thành phố'],
    ['phường Thuận Hóa', 'phường Phú Xuân', 'xã Phú Lộc'],
  ],
  [
    ['072', 'Tây Ninh', 'tỉnh'],
    ['phường Tân Ninh', 'xã Bến Lức', 'xã Đức Hòa'],
  ],
  [
    ['079', 'Hồ Chí Minh', 'thành phố'],
    ['phường Minh Phụng', 'phường Gò Vấp', 'phường Dĩ An', 'xã Cần Giờ'],
  ],
  [
    ['001', 'Hà Nội', 'thành phố'],
    ['phường Cầu Giấy', 'phường Hà Đông', 'xã Sóc Sơn'],
  ],
];
const streets = ['Lạc Long Quân', 'Trường Chinh', 'Nguyễn Văn Cừ', 'Bà Triệu', 'Cách Mạng Tháng Tám', 'Lý Tự Trọng'];
const hamlets = ['Tân Thuận', 'Đông Thịnh', 'Trung Hòa', 'Phú Mỹ', 'Bình An', 'Yên Thế'];

const withoutKind = (unit: string): string => unit.replace(/^(xã|phường|thị trấn|huyện|quận|thành phố) /, '');

function placeIn([provinceCode, province, provinceKind]: Province, communeFull: string, districtFull: string): Place {
  const bare = withoutKind(communeFull);
  const commune = /^\d+$/.test(bare) ? communeFull.replace(/^p/, 'P') : bare;
  const district = withoutKind(districtFull);
  return { province, provinceCode, provinceKind, commune, communeFull, district, districtFull };
}

export function placeOf(random: Chance, levels: 2 | 3): Place {
  if (levels === 3) {
    const [province, units] = random.pick(before);
    return placeIn(province, ...random.pick(units));
  }
  const [province, communes] = random.pick(now);
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

/** House and hamlet or street, as people say where they live. */
function houseOf(random: Chance, place: Place): string {
  const north = Number(place.provinceCode) < 40;
  if (!place.communeFull.startsWith('xã'))
    return random.pick([
      `${random.int(2, 390)}/${random.int(1, 60)} ${random.pick(streets)}`,
      `Số ${random.int(2, 390)}, đường ${random.pick(streets)}`,
      north ? `Tổ dân phố ${random.int(1, 18)}` : `Khu phố ${random.int(1, 12)}`,
    ]);
  return random.pick(
    north
      ? [
          `Thôn ${random.pick(hamlets)}`,
          `Xóm ${random.int(1, 12)}, thôn ${random.pick(hamlets)}`,
          `Bản ${random.pick(hamlets)}`,
        ]
      : [
          `Ấp ${random.pick(hamlets)}`,
          `Số ${random.int(2, 240)}, ấp ${random.int(1, 8)}`,
          `Thôn ${random.pick(hamlets)}`,
        ],
  );
}

/** A person as often met, living in these provinces. */
export function personOf(
  random: Chance,
  wishes: {
    readonly male?: boolean;
    readonly bornFrom?: number;
    readonly bornTo?: number;
    readonly levels: 2 | 3;
    readonly home?: Place;
    readonly ethnicity?: string;
  },
): Person {
  const home = wishes.home ?? placeOf(random, wishes.levels);
  const birthplace = random.maybe(0.65) ? home : placeOf(random, wishes.levels);
  const drawn = commonPerson(random, { ...wishes, home });
  const address = `${houseOf(random, home)}, ${placeText(home, wishes.levels)}`;
  return {
    ...drawn,
    home,
    birthplace,
    address,
    formerAddress: address,
    personalId: personalId(random, birthplace.provinceCode, drawn.male, drawn.born.year),
  };
}

/** `12/5/2019`, as typed without leading zeros. */
export const shortDate = ({ day, month, year }: Day): string => `${day}/${month}/${year}`;

/** `TỈNH GIA LAI`, `THÀNH PHỐ HUẾ`. */
export const provinceLine = ({ provinceKind, province }: Place): string =>
  `${provinceKind} ${province}`.toLocaleUpperCase('vi');
