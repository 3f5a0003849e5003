import { personalId } from './identifiers.ts';
import { inventAddress, inventPlace, type Place } from './places.ts';
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
