import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();
const licence = (...foot: string[]) =>
  extractFromReadings(
    [
      pageOfText([
        'BỘ CÔNG AN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        "               GIẤY PHÉP LÁI XE / DRIVER'S LICENSE",
        '               Số / No: 790123456789',
        '               Hạng / Class: B    Có giá trị đến / Expires: 20/11/2035',
        '               Họ và tên / Full name: NGUYỄN VĂN MẪU',
        '               Ngày sinh / Date of birth: 06/01/1990',
        '               Quốc tịch / Nationality: VIỆT NAM',
        '               Nơi cư trú / Address: phường Mẫu, tỉnh Đồng Nai',
        ...foot,
      ]),
    ],
    [],
    { types, today: '2026-11-22' },
  ).fields;
const day = 'ngày/date 20 tháng/month 11 năm/year 2025';

describe('the foot of a licence, agency on the left and day of issue on the right', () => {
  it('has both, though its columns stand close', () => {
    const { issue_date, issuer, nationality } = licence(
      `CQ cấp / Issued by: Phòng Cảnh sát giao  ${day}`,
      'thông - CA tỉnh Đồng Nai                     TRƯỞNG PHÒNG',
    );
    expect(issue_date?.value).toBe('2025-11-20');
    expect(issuer?.value).toBe('Phòng Cảnh sát giao thông - CA tỉnh Đồng Nai');
    expect(nationality).toMatchObject({ value: 'Việt Nam', status: 'accepted' });
  });

  it('has the day behind the words of its neighbour, and without its first word', () => {
    expect(licence(`Phòng Cảnh sát giao ${day}`).issue_date?.value).toBe('2025-11-20');
    expect(licence('Phòng Cảnh gao 20 tháng/month 11 năm/year 2025').issue_date?.value).toBe('2025-11-20');
  });

  it.each([
    ['sued by: Phòng Cảnh sát giao', 'thông - CA tỉnh Đồng Nai', 'Phòng Cảnh sát giao thông - CA tỉnh Đồng Nai'],
    ['c9 cãp Sở Giao thông vận tải', 'tỉnh Đồng Nai', 'Sở Giao thông vận tải tỉnh Đồng Nai'],
  ])('has its agency put before a person when the label is lost: %s', (first, second, value) => {
    const { issuer } = licence(`${first}      ${day}`, `${second}                 TRƯỞNG PHÒNG`);
    expect(issuer).toMatchObject({ value, status: 'review' });
    expect(issuer?.remarks.map(({ code }) => code)).toContain('LABEL_UNREAD');
  });
});
