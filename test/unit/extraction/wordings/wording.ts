/** A paper in one of its printed wordings, as lines of text, and every value that is printed on it. */
export interface Wording {
  /** Id of the document type. */
  readonly type: string;
  /** Which form it is: instrument, age, arrangement. */
  readonly name: string;
  readonly pages: readonly (readonly string[])[];
  /** Normalised values (docs/document-types.md); a field that is left out must not be found. */
  readonly fields: Readonly<Record<string, string>>;
}

export const motto: readonly string[] = [
  '                       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  '                             Độc lập - Tự do - Hạnh phúc',
  '',
];

/** Lines of a paragraph: they reach from margin to margin, as in every administrative paper. */
const paragraph =
  'Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025 và các văn bản hướng dẫn thi hành;';

export const body: readonly string[] = Array.from({ length: 8 }, () => paragraph);

/** A line in the middle between those margins. */
export const centred = (text: string): string =>
  `${' '.repeat(Math.round((paragraph.length - text.length) / 2))}${text}`;
