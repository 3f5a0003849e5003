import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDocumentTypes, typeFolders } from '../../../src/domain/document-types/registry.ts';
import { loadUnits } from '../../../src/domain/identifiers/units.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const guide = readFileSync(new URL('../../../docs/document-types.md', import.meta.url), 'utf8');
const examples = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => json);
const folder = temporaryFolder('guide');

const paper = [
  'CÔNG AN TỈNH VÍ DỤ                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'CÔNG AN XÃ MẪU                        Độc lập - Tự do - Hạnh phúc',
  'Số: 128/XN                         Mẫu, ngày 05 tháng 3 năm 2026',
  '             XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ',
  'Theo đề nghị của Ông/Bà: Nguyễn Văn Mẫu',
  '1. Họ, chữ đệm và tên: NGUYỄN VĂN MẪU',
  '2. Ngày, tháng, năm sinh: 15/08/1990',
  '4. Số định danh cá nhân/CMND: 001090000001',
  '6. Nơi thường trú: Ấp Mẫu, xã Tân Lộc, tỉnh Bạc Liêu',
  '7. Nơi tạm trú: Không',
];

describe('the guide to document types', () => {
  it('has an example that reads its paper from a file in a folder, without code', () => {
    writeFileSync(join(folder, 'residence.json'), examples[0] ?? '');
    const types = loadDocumentTypes(typeFolders(folder));
    const { documentType, fields } = extractFromReadings([pageOfText(paper)], [], { types, today: '2026-11-22' });
    expect(documentType).toBe('residence_confirmation');
    expect(fields.number?.value).toBe('128/XN');
    expect(fields.full_name?.value).toBe('NGUYỄN VĂN MẪU');
    expect(fields.birth_date?.value).toBe('1990-08-15');
    expect(fields.personal_id?.value).toBe('001090000001');
    expect(fields.residence).toMatchObject({
      value: 'Ấp Mẫu, xã Tân Lộc, tỉnh Bạc Liêu',
      successor: 'Ấp Mẫu, xã Tân Lộc, tỉnh Cà Mau',
    });
  });

  it('has a catalogue of units that is read as it stands', () => {
    const file = join(folder, 'units.json');
    writeFileSync(file, examples[1] ?? '');
    expect(loadUnits(file)).toHaveLength(1);
  });
});
