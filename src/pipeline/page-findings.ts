import { fill, type Text, text } from '../domain/text.ts';
import type { DpiSource } from '../imaging/page-image.ts';
import { lookDistance, type PageQuality } from '../imaging/quality.ts';

/** What a person should look at. Nothing is deleted or left out because of a finding (rules.md R1.4, R3.2). */
export interface PageFinding {
  readonly code: FindingCode;
  /** 1-based; null when it concerns the document. */
  readonly page: number | null;
  readonly text: Text;
}

const rows = {
  BLANK_PAGE: text(
    'Trang {page} có vẻ trắng. Hãy kiểm tra có quét đúng mặt giấy không.',
    'Page {page} looks blank. Check that the right side was scanned.',
  ),
  DARK_PAGE: text('Trang {page} quá tối. Nên quét lại sáng hơn.', 'Page {page} is too dark. Scan it again, brighter.'),
  BLURRED_PAGE: text(
    'Trang {page} bị mờ. Nên quét hoặc chụp lại.',
    'Page {page} is blurred. Scan or photograph it again.',
  ),
  CUT_EDGE: text(
    'Trang {page} có chữ bị cắt ở mép. Hãy đặt lại giấy và quét lại.',
    'Page {page} has text cut off at an edge. Place the sheet again and rescan.',
  ),
  LOW_RESOLUTION: text(
    'Trang {page} chỉ đạt {dpi} dpi, dưới mức {floor} dpi. Hãy quét lại ở 300 dpi.',
    'Page {page} has only {dpi} dpi, below {floor} dpi. Scan it again at 300 dpi.',
  ),
  PHOTOGRAPH: text(
    'Trang {page} là ảnh chụp; độ phân giải ước tính {dpi} dpi.',
    'Page {page} is a photograph; its resolution is estimated as {dpi} dpi.',
  ),
  LOW_CONFIDENCE: text(
    'Trang {page} nhận dạng kém (độ tin cậy {confidence}). Hãy đối chiếu với bản giấy.',
    'Page {page} was read with low confidence ({confidence}). Compare it with the paper.',
  ),
  UNREAD_PAGE: text(
    'Trang {page} không nhận dạng được trong thời gian cho phép; ảnh vẫn được lưu. Hãy nhập tay hoặc quét lại.',
    'Page {page} could not be read within its time; its image is kept. Type it in or scan it again.',
  ),
  DUPLICATE_PAGE: text(
    'Trang {page} giống hệt trang {other}. Có thể đã quét hai lần.',
    'Page {page} looks the same as page {other}. It may have been scanned twice.',
  ),
  NOTE_PAGE: text(
    'Trang {page} có vẻ có giấy ghi chú dán lên. Hãy sao chụp thêm một ảnh đã bỏ ghi chú (Thông tư 01/2023/TT-VPCP, Điều 8).',
    'Page {page} seems to bear an attached note. Capture it once more with the note taken off (TT 01/2023/TT-VPCP, article 8).',
  ),
  NOTE_PAIR: text(
    'Trang {page} và trang {other} là một tờ giấy, có và không có ghi chú: tính là một trang.',
    'Page {page} and page {other} are one sheet with and without its note: they count as one page.',
  ),
  PAGE_COUNT: text(
    'Khai {declared} trang nhưng có {found} trang. Hãy kiểm tra thiếu hoặc thừa trang.',
    '{declared} pages were declared, {found} are here. Check for missing or extra pages.',
  ),
} as const satisfies Record<string, Text>;

export type FindingCode = keyof typeof rows;

const finding = (
  code: FindingCode,
  page: number | null,
  values: Readonly<Record<string, string | number>> = {},
): PageFinding => ({
  code,
  page,
  text: fill(rows[code], { ...values, ...(page === null ? {} : { page }) }),
});

/** Hard floor of the archive, dpi (rules.md R3.2). */
const FLOOR_DPI = 200;
/** Ink below this share on a page without words: show-through and dust of a blank sheet stay under it. */
const BLANK_INK = 0.0005;
const DARK_PAPER = 100;
/** Sharp scans of the bench have 0.4 and more, an edge smeared over four px at 200 dpi has 0.2. */
const BLURRED_BELOW = 0.2;
const CUT_LETTERS = 4;
const LOW_CONFIDENCE = 70;
const SAME_LOOK = 6;

export interface JudgedPage {
  readonly page: number;
  readonly dpi: number;
  readonly dpiSource: DpiSource;
  readonly quality: PageQuality | null;
  readonly characters: number;
  readonly confidence: number;
  readonly text: string;
  /** Recognition gave up on it. */
  readonly unread?: boolean;
}

/** Findings about one page; `earlier` are the pages before it. */
export function judgePage(page: JudgedPage, earlier: readonly JudgedPage[]): readonly PageFinding[] {
  const found: PageFinding[] = [];
  const add = (code: FindingCode, values: Readonly<Record<string, string | number>> = {}): void =>
    void found.push(finding(code, page.page, values));
  const dpi = Math.round(page.dpi);
  // a point of tolerance: 199.9 comes from a page size in whole points
  if (page.dpi < FLOOR_DPI - 1) add('LOW_RESOLUTION', { dpi, floor: FLOOR_DPI });
  if (page.dpiSource === 'photo') add('PHOTOGRAPH', { dpi });
  if (page.unread === true) add('UNREAD_PAGE');
  const { quality } = page;
  if (quality === null) return found;
  const isBlank = page.characters < 3 && quality.inkShare < BLANK_INK;
  if (isBlank) add('BLANK_PAGE');
  if (quality.paperLevel < DARK_PAPER) add('DARK_PAGE');
  if (!isBlank && quality.sharpness < BLURRED_BELOW) add('BLURRED_PAGE');
  // the rim of a photographed page shows slivers of the desk
  if (page.dpiSource !== 'photo' && quality.cutLetters >= CUT_LETTERS) add('CUT_EDGE');
  if (!isBlank && page.unread !== true && page.confidence < LOW_CONFIDENCE)
    add('LOW_CONFIDENCE', { confidence: Math.round(page.confidence) });
  const pair = earlier.at(-1);
  if (pair !== undefined && isNotePair(page, pair)) {
    add('NOTE_PAIR', { other: pair.page });
    return found;
  }
  if (quality.notes > 0) add('NOTE_PAGE');
  const twin = isBlank ? undefined : earlier.find((other) => isSame(page, other));
  if (twin !== undefined) add('DUPLICATE_PAGE', { other: twin.page });
  return found;
}

/** Part of the words of one capture that the other one of the sheet shows too; the note hides some. */
const PAIR_WORDS = 0.6;

/** Two captures in a row of one sheet, one with a note on it (rules.md C, Đ8.2 and R1.4). */
function isNotePair(a: JudgedPage, b: JudgedPage): boolean {
  if (a.quality === null || b.quality === null || a.quality.notes > 0 === b.quality.notes > 0) return false;
  const [first, second] = [wordSet(a.text), wordSet(b.text)];
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared >= PAIR_WORDS * Math.max(1, Math.min(first.size, second.size));
}

/** The same look and nearly the same words: two different forms filled in look alike but read differently. */
function isSame(a: JudgedPage, b: JudgedPage): boolean {
  if (a.quality === null || b.quality === null || lookDistance(a.quality.look, b.quality.look) > SAME_LOOK)
    return false;
  const [first, second] = [wordSet(a.text), wordSet(b.text)];
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared >= 0.9 * Math.max(first.size, second.size, 1);
}

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word.length > 1));

/** Null when the count agrees or none was declared. A sheet captured with and without its note is one page. */
export function judgeCount(declared: number | undefined, pages: readonly JudgedPage[]): PageFinding | null {
  if (declared === undefined) return null;
  const pairs = pages.filter((page, index) => index > 0 && isNotePair(page, pages[index - 1]!)).length;
  const found = pages.length - pairs;
  return declared === found ? null : finding('PAGE_COUNT', null, { declared, found });
}
