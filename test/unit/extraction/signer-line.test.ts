import { describe, expect, it } from 'vitest';
import { layOut } from '../../../src/extraction/page-layout.ts';
import type { Look } from '../../../src/extraction/region-reader.ts';
import { readAgain } from '../../../src/extraction/second-look.ts';
import { signatureRegion } from '../../../src/extraction/signature-block.ts';
import { signerLine } from '../../../src/extraction/signer-line.ts';
import type { PageText } from '../../../src/ocr/page-text.ts';
import { pageOfText } from '../../support/page-of-text.ts';

/** A letter whose signature block has its middle at column 60; the name is as it was read. */
const signed = (title: string, name: string, at: number): PageText =>
  pageOfText([
    ...Array.from({ length: 12 }, () => 'Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;'),
    `${' '.repeat(51)}TM. ỦY BAN NHÂN DÂN`,
    `${' '.repeat(60 - Math.round(title.length / 2))}${title}`,
    '',
    '',
    `${' '.repeat(at)}${name}`,
  ]);

const lineOf = (page: PageText): ReturnType<typeof signerLine> => {
  const layout = layOut([page]);
  const region = signatureRegion(layout, () => 300);
  return region && signerLine(layout, region);
};

/** Left edge of a column of characters, px, and the right one of the name. */
const column = (at: number): number => 100 + 20 * at;

describe('the line of a signer’s name', () => {
  it('reaches as far to the left of the title’s middle as what was read of it to the right', () => {
    // "Nguyễn Trung Lộc" from column 52 to 68, its first word under the seal
    const line = lineOf(signed('CHỦ TỊCH', 'Trung Lộc', 59));
    expect(line?.page).toBe(0);
    expect(line?.box.x0).toBeLessThanOrEqual(column(53));
    expect(line?.box.x0).toBeGreaterThan(column(45));
    expect(line?.box.x1).toBeGreaterThanOrEqual(column(68) - 10);
  });

  it('has room for a word more when the title lost its first letters', () => {
    const line = lineOf(signed('HỦ TỊCH', 'Hoàng Đạt', 56));
    expect(line?.box.x0).toBeLessThanOrEqual(column(54));
  });

  it('is not looked for where no two words of a name end a line', () => {
    expect(lineOf(signed('CHỦ TỊCH', '~ W 3: Lộc', 58))).toBeNull();
    expect(lineOf(signed('CHỦ TỊCH', 'trung lộc', 59))).toBeNull();
  });

  it('is read by itself, as it is and by its darkest ink', async () => {
    const page = signed('CHỦ TỊCH', 'Trung Lộc', 59);
    const signature = signatureRegion(layOut([page]), () => 300);
    const looks: Look[] = [];
    const whole = pageOfText(['Nguyễn Trung Lộc']).lines;
    const sets = await readAgain([page], { rows: [], signature, pages: [] }, async (_, __, look) => {
      looks.push(look);
      return look.ink === 'darkest_only' ? whole : [];
    });
    expect(looks.filter(({ shape }) => shape === 'line').map(({ ink }) => ink)).toEqual(['as_it_is', 'darkest_only']);
    expect(sets).toHaveLength(1);
    expect(sets[0]?.[0]?.lines.at(-1)?.words.map(({ text }) => text)).toEqual(['Nguyễn', 'Trung', 'Lộc']);
  });
});
