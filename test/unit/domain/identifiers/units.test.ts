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
