import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadUnits, successorUnit, type UnitCatalogue } from '../../../../src/domain/identifiers/units.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const unit = (name: string, parents: readonly string[], successor: string): UnitCatalogue[number] => ({
  name,
  parents,
  successor,
  from: '2025-07-01',
  source: 'Nghị quyết mẫu',
});
const units = [
  unit('xã Mẫu', ['huyện Thí Dụ', 'tỉnh Ví Dụ'], 'xã Thí Dụ, tỉnh Ví Dụ Mới'),
  unit('xã Trùng', ['tỉnh Ví Dụ'], 'xã Một, tỉnh Ví Dụ Mới'),
  unit('xã Trùng', ['tỉnh Ví Dụ'], 'xã Hai, tỉnh Ví Dụ Mới'),
];

describe('catalogue of units that were taken over (rules.md R8.1)', () => {
  it('gives the address in the new unit and keeps what stands before the old one', () => {
    expect(successorUnit('Số 5, Ấp 3, Xã Mẫu,  huyện Thí Dụ, tỉnh Ví Dụ', units)).toBe(
      'Số 5, Ấp 3, xã Thí Dụ, tỉnh Ví Dụ Mới',
    );
    expect(successorUnit('xã Mẫu, huyện Thí Dụ, tỉnh Ví Dụ'.normalize('NFD'), units)).toBe('xã Thí Dụ, tỉnh Ví Dụ Mới');
  });

  it.each([
    ['another district', 'xã Mẫu, huyện Khác, tỉnh Ví Dụ'],
    ['no such unit', 'xã Lạ, huyện Thí Dụ, tỉnh Ví Dụ'],
    ['two units of the name', 'xã Trùng, huyện Thí Dụ, tỉnh Ví Dụ'],
    ['a name inside another', 'xã Mẫu Sơn, huyện Thí Dụ, tỉnh Ví Dụ'],
  ])('suggests nothing for %s', (_, address) => {
    expect(successorUnit(address, units)).toBeNull();
  });

  it.each([
    ['abbreviated', 'Số 5, X. Mẫu, H. Thí Dụ, T. Ví Dụ', 'Số 5, xã Thí Dụ, tỉnh Ví Dụ Mới'],
    ['without the words of the units, as cards print it', 'Mẫu, Thí Dụ, Ví Dụ', 'xã Thí Dụ, tỉnh Ví Dụ Mới'],
    ['with the country', 'xã Mẫu, huyện Thí Dụ, tỉnh Ví Dụ, Việt Nam', 'xã Thí Dụ, tỉnh Ví Dụ Mới'],
    ['with the tone on the other letter', 'xã Thuỷ Hoà, huyện Thí Dụ, tỉnh Ví Dụ', 'xã Ba, tỉnh Ví Dụ Mới'],
    ['a numbered one', 'Phường 02, Q.Thí Dụ, tỉnh Ví Dụ', 'phường Hai, tỉnh Ví Dụ Mới'],
  ])('knows a unit %s', (_, address, expected) => {
    const more = [
      unit('xã Thủy Hòa', ['huyện Thí Dụ', 'tỉnh Ví Dụ'], 'xã Ba, tỉnh Ví Dụ Mới'),
      unit('phường 2', ['quận Thí Dụ', 'tỉnh Ví Dụ'], 'phường Hai, tỉnh Ví Dụ Mới'),
      unit('phường 20', ['quận Thí Dụ', 'tỉnh Ví Dụ'], 'phường Hai Mươi, tỉnh Ví Dụ Mới'),
    ];
    expect(successorUnit(address, [...units, ...more])).toBe(expected);
  });

  it('has of the published units as many as rules.md A.3 counts, but for five islands and one commune without a row', () => {
    const successors = [...new Set(loadUnits().map(({ successor }) => successor))];
    const ofKind = (kind: string) => successors.filter((name) => name.startsWith(kind)).length;
    expect([ofKind('xã '), ofKind('phường '), ofKind('đặc khu ')]).toEqual([2621 - 1, 687, 13 - 5]);
    expect(new Set(successors.map((name) => name.split(', ')[1])).size).toBe(34);
  });

  it.each([
    // National Assembly Standing Committee resolutions 1685 and 1657/NQ-UBTVQH15
    ['Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh', 'phường Sài Gòn, thành phố Hồ Chí Minh'],
    ['Phường Đề Thám, thành phố Cao Bằng, tỉnh Cao Bằng', 'phường Thục Phán, tỉnh Cao Bằng'],
  ])('has the published successor of %s', (address, expected) => {
    expect(successorUnit(address, loadUnits())).toBe(expected);
  });

  it('names the file and the fault of a wrong catalogue', () => {
    const file = join(temporaryFolder('units'), 'units.json');
    writeFileSync(file, JSON.stringify(units));
    expect(loadUnits(file)).toEqual(units);
    writeFileSync(file, JSON.stringify([{ name: 'xã Mẫu' }]));
    expect(() => loadUnits(file)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    writeFileSync(file, 'không phải JSON');
    expect(() => loadUnits(file)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
