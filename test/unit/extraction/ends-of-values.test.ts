import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { ExtractedField } from '../../../src/domain/field.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';
import { administrative } from './wordings/administrative.ts';
import { business } from './wordings/business.ts';
import { civilStatus } from './wordings/civil-status.ts';
import { forms } from './wordings/forms.ts';
import { land } from './wordings/land.ts';
import type { Wording } from './wordings/wording.ts';

const types = loadDocumentTypes();
const papers: readonly Wording[] = [...administrative, ...business, ...civilStatus, ...forms, ...land];

/** A line that is one label and one value. */
const ROW = /^(\s*(?:\d{1,2}[.)]\s)?\p{Lu}[^:\s]*(?: [^:\s]+){0,8}:) (\S+(?: \S+){0,9})$/u;
/** There is room for another label behind it. */
const SHORT = 62;
const NUMBER = /(?:Số|V\/v):? ?\d+\//u;
const UNKNOWN = 'Mã tra cứu: XK21';

/** The papers with each such line changed, against what was printed on them: shares of all values. */
function printedOtherwise(change: (line: string, label: string, value: string) => readonly string[]): {
  readonly right: number;
  readonly acceptedWrong: number;
} {
  let [all, right, acceptedWrong] = [0, 0, 0];
  for (const { pages, fields } of papers) {
    const changed = pages.map((lines) =>
      lines.flatMap((line) => {
        const [, label = '', value = ''] = ROW.exec(line) ?? [];
        return label === '' || NUMBER.test(line) ? [line] : change(line, label, value);
      }),
    );
    const read: Readonly<Record<string, ExtractedField>> = extractFromReadings(
      changed.map((lines) => pageOfText(lines)),
      [],
      { types, today: '2026-11-22' },
    ).fields;
    for (const [name, value] of Object.entries(fields)) {
      const field = read[name];
      all += 1;
      if (field?.value === value) right += 1;
      else if (field?.status === 'accepted') acceptedWrong += 1;
    }
  }
  return { right: right / all, acceptedWrong };
}

const indent = (line: string): string => /^\s*/.exec(line)?.[0] ?? '';

describe('values of papers that nobody has described', () => {
  it.each([
    ['behind a gap', '    '],
    ['behind a small gap', '  '],
    ['behind a blank', ' '],
  ])('end before a label that no type knows, %s', (_, gap) => {
    const { right, acceptedWrong } = printedOtherwise((line) =>
      line.length > SHORT ? [line] : [`${line}${gap}${UNKNOWN}`],
    );
    expect(right).toBeGreaterThan(0.99);
    expect(acceptedWrong).toBe(0);
  });

  it('end before a row of such a label', () => {
    const { right, acceptedWrong } = printedOtherwise((line) => [line, `${indent(line)}${UNKNOWN}`]);
    expect(right).toBeGreaterThan(0.99);
    expect(acceptedWrong).toBe(0);
  });

  it('are hardly ever accepted with a row of such a label without its colon', () => {
    const { right, acceptedWrong } = printedOtherwise((line) => [line, `${indent(line)}Mã tra cứu XK21`]);
    expect(right).toBeGreaterThan(0.97);
    expect(acceptedWrong).toBeLessThan(4);
  });

  it.each([
    ['indented', '    '],
    ['at the margin', ''],
  ])('are found below their labels, %s', (_, more) => {
    const { right, acceptedWrong } = printedOtherwise((line, label, value) => [
      label,
      `${indent(line)}${more}${value}`,
    ]);
    expect(right).toBeGreaterThan(0.98);
    expect(acceptedWrong).toBe(0);
  });

  it.each([
    ['without blanks', '........', '........'],
    ['with blanks', ' ..... ', ' .....'],
  ])('are found between dotted leaders, %s', (_, before, after) => {
    const { right } = printedOtherwise((_line, label, value) => [`${label}${before}${value}${after}`]);
    expect(right).toBeGreaterThan(0.99);
  });

  it('are found in a column of their own', () => {
    const { right } = printedOtherwise((_, label, value) => [`${label}          ${value}`]);
    expect(right).toBeGreaterThan(0.99);
  });
});

describe('a bracket in a value', () => {
  const paper = civilStatus.find(({ type }) => type === 'marital_status_confirmation');
  if (paper === undefined) throw new Error('no such wording');
  const status = (lines: readonly string[]): ExtractedField | undefined =>
    extractFromReadings(
      [
        pageOfText([
          '                         GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN',
          '                               XÁC NHẬN:',
          'Họ, chữ đệm, tên: NGUYỄN VĂN MẪU',
          'Giới tính: Nam   Dân tộc: Kinh   Quốc tịch: Việt Nam',
          ...lines,
          'Giấy này được sử dụng để: vay vốn ngân hàng',
        ]),
      ],
      [],
      { types, today: '2026-11-22', documentType: 'marital_status_confirmation' },
    ).fields.marital_status;

  it('holds words of a label that end nothing', () => {
    expect(
      status([
        'Tình trạng hôn nhân: Đã ly hôn (Quyết định công nhận thuận tình số: 12/2020/QĐST',
        'do Tòa án nhân dân huyện Mẫu cấp ngày 05/06/2020); hiện tại chưa đăng ký kết hôn với ai',
      ])?.value,
    ).toBe(
      'Đã ly hôn (Quyết định công nhận thuận tình số: 12/2020/QĐST do Tòa án nhân dân huyện Mẫu cấp ngày 05/06/2020); hiện tại chưa đăng ký kết hôn với ai',
    );
  });

  it('that is not closed puts a value before a person', () => {
    const cut = status(['Tình trạng hôn nhân: Đã ly hôn (Quyết định công nhận thuận tình của Tòa án']);
    expect(cut).toMatchObject({ status: 'review' });
    expect(cut?.remarks.map(({ code }) => code)).toContain('BOUNDS_DOUBTFUL');
  });
});
