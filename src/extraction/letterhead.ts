import type { DocumentType } from '../domain/document-types/document-type.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { findLabels } from './fuzzy.ts';
import { isSyllable } from './lexicon/syllable.ts';
import { isCapitals, type Layout, lettersOf, segments, spanOf, type Token, textOf, tokensIn } from './page-layout.ts';
import { trimmed } from './readers/reading.ts';

const MOTTO = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
/** Letters that the names of agencies begin with. */
export const AGENCY =
  /^(uyban|ubnd|so[a-z]{3}|phong|congan|bo[a-z]{3}|chicuc|cuc[a-z]{3}|tongcuc|trungtam|vanphong|vpd[kd]|cnvpd[kd]|hoidong|toaan|vienkiem|chinhanh|ban[a-z]{3}|truong|benhvien|thanhtra|khobac|chinhphu|baohiemxahoi|bhxh|daihoc|hocvien|vien[a-z]{3}|tramyte|hatkiemlam|thue(?:coso|tinh|thanhpho)|haiquankhuvuc|lienhiephoi|liendoan|congty|tongcongty|tapdoan|hoi(?:lienhiep|nongdan|cuuchienbinh|chuthapdo|nguoi|khuyenhoc|luatgia|phunu)|doanthanhnien|doantncs|dang(?:uy|bo)|mattran|daisuquan|(?:tong)?lanhsuquan|coquandaidien)/;
/** Lines of a name that goes on below: a body's first words alone, "… VÀ", "… MÔI" before "TRƯỜNG". */
const GOES_ON =
  /^(?:TRƯỜNG|CHI CỤC|CỤC|TỔNG CỤC|PHÒNG|VĂN PHÒNG|CHI NHÁNH|BAN|TRUNG TÂM|VIỆN|HỘI ĐỒNG)$|(?:^|\P{L})(?:VÀ|MÔI|THÀNH PHỐ HẢI)$/u;

/** The national title and motto, which head every paper. */
const NATION = /^(?:conghoaxahoichunghia|doclaptudohanhphuc)/;
/** Papers of all types have titles that no agency's name begins with. */
const PAPER = /^(?:giaychungnhan|giayxacnhan|trichluc|phieulylich|quyetdinh|thongbao|tokhai|giayphep)/;

const isTitle = (text: string, type: DocumentType): boolean =>
  PAPER.test(folded(text)) || type.titles.some((title) => folded(text).startsWith(folded(title)));

/** Words, and hyphens between two of them ("PHÒNG TÀI CHÍNH - KẾ HOẠCH"); strokes below a name are none. */
const withInnerHyphens = (tokens: readonly Token[]): Token[] =>
  trimmed(tokens).filter((token) => token.folded !== '' || /^[-–]$/.test(token.text));

/** Header of the left column: lines of capitals from the motto's height down to the number, one entry an agency. */
export function agencies(layout: Layout, type: DocumentType): { tokens: Token[]; page: number }[] {
  const motto = findLabels(layout, [MOTTO]).find((match) => match.score > 0.7);
  const width = layout.pages[motto?.row.page ?? 0]?.widthPx ?? 1;
  const mottoX = motto?.row.tokens[motto.from]?.box.x0 ?? width;
  const besideMotto = mottoX > 0.3 * width;
  const limit = besideMotto ? mottoX : 0.5 * width;
  const fromRow = Math.max(0, (motto?.row.index ?? 0) - 2);
  const out: { tokens: Token[]; page: number }[] = [];
  for (const row of layout.rows.slice(fromRow, fromRow + 10)) {
    if (row.page !== (motto?.row.page ?? 0)) break;
    // specks and what bars and marks of a line above are read as stand beside the words
    const tokens = segments(row, 1)
      .map((part) => withInnerHyphens(tokensIn(part)))
      .filter((part) => (spanOf(part).x0 + spanOf(part).x1) / 2 < limit)
      .reduce((best, part) => (lettersOf(textOf(part)).length > lettersOf(textOf(best)).length ? part : best), []);
    const first = tokens[0];
    if (first === undefined) continue;
    const text = textOf(tokens);
    if (isTitle(text, type)) break;
    // a mark or two letters by themselves are no line of a name
    if (NATION.test(folded(text)) || lettersOf(text).length < 3) continue;
    if ((spanOf(tokens).x0 + spanOf(tokens).x1) / 2 > 0.42 * width) continue;
    if (/^(số|so|v\/v|kính)\b/iu.test(text) || /^\d/.test(first.text)) break;
    if (!isCapitals(text)) {
      if (out.length > 0) break;
      continue;
    }
    const current = out.at(-1);
    const apart = current?.tokens.at(-1) && row.box.y0 - (current.tokens.at(-1)?.box.y1 ?? 0) > 2 * row.heightPx;
    if (apart) break;
    const before = textOf(current?.tokens ?? []);
    const begins = (AGENCY.test(folded(text)) && !GOES_ON.test(before)) || isUnitBelow(text, before);
    if (current === undefined || begins) out.push({ tokens: [...tokens], page: row.page });
    else current.tokens.push(...tokens);
  }
  return out.filter(
    (agency) =>
      unitLevel(textOf(agency.tokens)) !== null || AGENCY.test(folded(textOf(agency.tokens))) || out.length === 1,
  );
}

/** "BỘ TƯPHÁP": two words read as one, where they can be parted in one way only; what was read is kept. */
export const withPartedWords = (agency: readonly Token[]): readonly Token[] =>
  agency.map((token) => {
    const { text } = token;
    if (!/^\p{Lu}{5,}$/u.test(text) || isSyllable(text)) return token;
    const parted = Array.from({ length: text.length - 3 }, (_, at) => [
      text.slice(0, at + 2),
      text.slice(at + 2),
    ]).filter((words) => words.every(isSyllable));
    return parted.length === 1 && parted[0] !== undefined ? { ...token, text: parted[0].join(' '), read: text } : token;
  });

/** Words of units in the order of their levels. */
const UNIT_LEVELS = [/^tinh$|^tp$/, /^(?:huyen|quan|thixa)$/, /^(?:xa|phuong|thitran|dackhu)$/];

/** Level of the unit that a line begins with, 0 for a province or a city; null when it begins with none. */
function unitLevel(line: string): number | null {
  const [first = '', second = '', ...names] = line.split(/\s+/).map(folded);
  if (first + second === 'thanhpho') return names.length > 0 ? 0 : null;
  const level = UNIT_LEVELS.findIndex((words) => words.test(first) || (names.length > 0 && words.test(first + second)));
  return second === '' || level === -1 ? null : level;
}

/** "QUẬN HẢI CHÂU" alone: a unit over others, whose name is no office's; the line of the office below it was not read. */
export const isUnitOverOthers = (line: string): boolean =>
  (unitLevel(line) ?? UNIT_LEVELS.length) < UNIT_LEVELS.length - 1;

/** "TỈNH KON TUM" over "THÀNH PHỐ KON TUM" over "PHƯỜNG THẮNG LỢI": a unit of the one that the lines above end with is another agency. */
function isUnitBelow(line: string, above: string): boolean {
  const level = unitLevel(line);
  const words = above.split(/\s+/);
  const over = words
    .map((_, at) => (folded(words[at - 1] ?? '') === 'thi' ? null : unitLevel(words.slice(at).join(' '))))
    .findLast((one) => one !== null);
  if (level === null || over === undefined || over === null) return false;
  // a city of a province
  return level > over || (level === 0 && /^tinh/.test(folded(above)));
}
