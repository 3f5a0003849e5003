import { provinces } from '../../domain/identifiers/provinces.ts';
import { folded } from '../../domain/identifiers/vietnamese-letters.ts';
import { distance } from '../distance.ts';

const names: readonly string[] = [...new Set(provinces.flatMap((province) => [province.name, province.successor]))];
/** Small letters, and one dash between the parts of a name, however it is printed ("Bà Rịa - Vũng Tàu"). */
const plain = (name: string): string => name.toLowerCase().replace(/\s*[-–—]\s*/gu, ' – ');
const byName = new Set(names.map(plain));
const UNIT =
  /(tỉnh|TỈNH|thành phố|THÀNH PHỐ|TP\.?|Công an|CÔNG AN)\s+(?!TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|XÃ|PHƯỜNG|THỊ)(\p{Lu}\p{L}*(?:[\s–-]+\p{Lu}\p{L}*){0,4})/gu;

/**
 * Province names in a text that differ from a known one in a letter or its marks, or lack its last words at the end: the texts with the name put right, to
 * be offered. A name that resembles none may be a city, a foreign or an invented place and says nothing.
 */
export function placeCorrections(text: string): string[] {
  const out: string[] = [];
  for (const match of text.matchAll(UNIT)) {
    const name = match[2] ?? '';
    if (byName.has(plain(name))) continue;
    const wanted = folded(name);
    const near = names.filter(
      (known) =>
        (wanted.length > 3 && distance(folded(known), wanted, 1) <= 1) ||
        // at the end of a text a name may have been cut off: "Công an Hồ"
        (match.index + match[0].length === text.length && known.toLowerCase().startsWith(`${name.toLowerCase()} `)),
    );
    const at = match.index + match[0].length - name.length;
    for (const known of near) {
      const written = name.length > 1 && name === name.toUpperCase() ? known.toUpperCase() : known;
      out.push(text.slice(0, at) + written + text.slice(at + name.length));
    }
  }
  for (const settled of [settledProvinceWord(text), settledProvinceEnd(text)]) if (settled !== text) out.push(settled);
  return [...new Set(out)].slice(0, 5);
}

/** A text in which the word before the name of a province is "tỉnh", however its mark was read, and a committee's a unit; else as it is. */
export function settledProvinceWord(text: string): string {
  return text
    .replace(COMMITTEE_OF, (word: string) => {
      const unit = units.get(folded(word)) ?? word;
      if (word.toLowerCase() === unit) return word;
      return word === word.toUpperCase() ? unit.toUpperCase() : unit;
    })
    .replaceAll(PROVINCE_WORD, (whole, like: string, name: string) => {
      const words = name.split(/\s+/);
      const known = words.some((_, index) =>
        byName.has(
          words
            .slice(0, index + 1)
            .join(' ')
            .toLowerCase(),
        ),
      );
      if (folded(like) !== 'tinh' || /^tỉnh$/iu.test(like) || !known) return whole;
      const unit = like === like.toUpperCase() ? 'TỈNH' : /^\p{Lu}/u.test(like) ? 'Tỉnh' : 'tỉnh';
      return unit + whole.slice(like.length);
    });
}

/** "ỦY BAN NHÂN DÂN PHƯƠNG MẪU": behind these words only a unit is named. */
const COMMITTEE_OF = /(?<=ủy ban nhân dân )\p{L}+(?= \p{Lu})/iu;
const units: ReadonlyMap<string, string> = new Map(
  ['phường', 'xã', 'quận', 'huyện', 'tỉnh'].map((unit) => [folded(unit), unit]),
);

/** "TÍNH HÀ GIANG": the word of the unit with another mark, before a name. */
const PROVINCE_WORD = /(?<!\p{L})([Tt][^\s\p{P}]nh|T[^\s\p{P}]NH)\s+(\p{Lu}\p{L}*(?:[\s–-]+\p{Lu}\p{L}*){0,3})/gu;

/** An address whose last part is a province but for the marks ("Nịnh Thuận"), with the name as it is written; else as it is. */
export function settledProvinceEnd(address: string): string {
  return address.replace(
    /(?<=^|,)(\s*(?:(?:tỉnh|thành phố|tp\.?)\s+)?)(\p{L}[^,]*?)(?=(?:,\s*Việt Nam)?$)/iu,
    (whole, unit = '', name: string) => {
      const meant = byLetters.get(folded(name));
      if (meant === undefined || byName.has(plain(name))) return whole;
      return unit + (name === name.toUpperCase() ? meant.toUpperCase() : meant);
    },
  );
}

/** Names of provinces by their letters without marks: no two are alike. */
const byLetters: ReadonlyMap<string, string> = new Map(names.map((name) => [folded(name), name]));

/** "… tỉnh Cà Mau Đăng ký": words stand behind the name of a province without a comma. */
export const goesOnAfterProvince = (address: string): boolean => BEHIND_PROVINCE.test(address.normalize('NFC'));

const BEHIND_PROVINCE = new RegExp(
  `(?<!\\p{L})(?:tỉnh|thành phố|tp\\.?) (?:${[...names].sort((a, b) => b.length - a.length).join('|')}) (?![-–(])\\S`,
  'iu',
);

/** Whether an address ends with a province, old or new, with or without its unit's word, or goes on to the country. */
export function endsWithProvince(address: string): boolean {
  const text = address.normalize('NFC').toLowerCase();
  const [last = ''] = /[^,]*$/u.exec(text.replace(/[,\s]*việt nam$/u, '')) ?? [];
  // "… thành phố Điện Biên | Phủ", "… thành phố Cao Bằng": a town of a province, which the address goes on to
  const town = /(?:^|\s)(?:thành phố|tp\.?)\s+(.+)$/u.exec(last.trim())?.[1];
  if (town !== undefined && !cities.has(plain(town))) return false;
  // "Bệnh viện đa khoa tỉnh Đồng Tháp" ends with one too, and old cards part units by dashes
  const name = last.trim().replace(/^(?:.*\s)?(?:tỉnh|thành phố|tp\.?)\s+/u, '');
  return byName.has(plain(name)) || byName.has(plain(name.replace(/^.*\s[-–]\s/u, '')));
}

/** Provinces that are cities. */
const cities = new Set(['Hà Nội', 'Hồ Chí Minh', 'Hải Phòng', 'Đà Nẵng', 'Cần Thơ', 'Huế'].map(plain));

/** Whether a text names a province, old or new, exactly. */
export function namesProvince(text: string): boolean {
  for (const match of text.matchAll(UNIT)) if (byName.has(plain(match[2] ?? ''))) return true;
  return false;
}

/** Address as printed → the same address with the province that took over on 01/07/2025, when another did (rules.md R6.4). */
export function successorAddress(address: string): string | null {
  for (const match of address.matchAll(UNIT)) {
    const name = match[2] ?? '';
    const province = provinces.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (province === undefined || province.successor === province.name) continue;
    const kind = ['Hồ Chí Minh', 'Đà Nẵng', 'Hải Phòng', 'Cần Thơ', 'Huế', 'Hà Nội'].includes(province.successor)
      ? 'thành phố'
      : 'tỉnh';
    return `${address.slice(0, match.index)}${kind} ${province.successor}${address.slice(match.index + match[0].length)}`;
  }
  return null;
}
