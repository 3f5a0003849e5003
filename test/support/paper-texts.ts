/** Papers as lines of text, the way `page-of-text.ts` lays them out: invented people, numbers that check. */

export const cardFront = (number: string): readonly string[] => [
  '               CĂN CƯỚC CÔNG DÂN',
  '             Citizen Identity Card',
  `       Số / No.: ${number}`,
  '       Họ và tên / Full name:',
  '       NGUYỄN VĂN MẪU',
  '       Quê quán / Place of origin:',
  '       Nơi thường trú / Place of residence:',
];

/** The zone of the card whose number is 001090000001, with its check digits (rules.md J). */
export const cardZone: readonly string[] = [
  'IDVNM0900000018001090000001<<9',
  '9008157M3008155VNM<<<<<<<<<<<6',
  'NGUYEN<<VAN<MAU<<<<<<<<<<<<<<<',
];

export const cardBack = (zone: readonly string[]): readonly string[] => [
  'Đặc điểm nhận dạng / Personal identification:  Ngón trỏ trái / Left index finger',
  'Ngày, tháng, năm / Date, month, year: 01/07/2021',
  'CỤC TRƯỞNG CỤC CẢNH SÁT',
  'QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI',
  ...zone,
];

/** A decision of two pages. */
export const order: readonly string[] = [
  'ỦY BAN NHÂN DÂN XÃ MẪU                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Số: 123/QĐ-UBND                               Ví Dụ, ngày 05 tháng 01 năm 2023',
  '                                 QUYẾT ĐỊNH',
  '                  Về việc công nhận tổ hòa giải',
  'Căn cứ Luật Tổ chức chính quyền địa phương;',
  'Theo đề nghị của công chức Tư pháp;',
  'Điều 1. Công nhận tổ hòa giải.',
];
export const orderSecond: readonly string[] = [
  '2',
  'Chánh Văn phòng và các cá nhân chịu trách nhiệm thi hành.',
  'Lê Quang Hải',
];
