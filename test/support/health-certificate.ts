import { scanPaper } from '../../samples/lib/capture.ts';
import { Draft } from '../../samples/lib/draft.ts';
import { toJpeg } from '../../samples/lib/encode.ts';
import { agency, type Look, motto, type Paper, row, signingBlock, upper } from '../../samples/lib/papers/common.ts';
import { inventPerson } from '../../samples/lib/people.ts';
import { chance } from '../../samples/lib/random.ts';
import type { Rasteriser } from '../../samples/lib/raster.ts';
import { cleanScan } from '../../samples/lib/scan.ts';
import type { Style } from '../../samples/lib/sheet.ts';
import { type Day, isoDate, longDate, slashDate } from '../../samples/lib/words.ts';

/** A paper that no shipped type describes, with what is printed on it. */
export interface HealthCertificate {
  readonly scan: Uint8Array;
  readonly truth: Readonly<Record<string, string>>;
}

/**
 * Giấy khám sức khỏe of an invented person at an invented hospital, scanned at 300 dpi: labels over one line, a date line, a
 * number, boxes for the sex, a conclusion and a doctor under a seal.
 */
export async function drawHealthCertificate(seed: string, rasteriser: Rasteriser): Promise<HealthCertificate> {
  const random = chance(`health ${seed}`);
  const person = inventPerson(random, { bornFrom: 1970, bornTo: 2003, ethnicity: 'Kinh' });
  const doctor = inventPerson(random.branch('doctor'), { bornFrom: 1965, bornTo: 1985, ethnicity: 'Kinh' });
  const day: Day = { year: 2026, month: random.int(1, 10), day: random.int(1, 28) };
  const number = `${random.int(100, 999)}/GKSK-BVĐKVD`;
  const grade = random.pick(['I', 'II', 'III']);
  const look: Look = { family: random.pick(['serif', 'arial']), template: 0, inked: true };
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 13.5 : 11.5, leading: 1.5 };
  agency(sheet, 62, 22, 80, ['SỞ Y TẾ TỈNH VÍ DỤ'], ['BỆNH VIỆN ĐA KHOA VÍ DỤ'], look.family, 11);
  motto(sheet, 148, 22, look.family, 11);
  sheet.block();
  sheet.line(40, 43, `Số: ${number}`, style);
  sheet.block();
  sheet.line(108, 43, [{ text: `Ví Dụ, ${longDate(day)}`, italic: true }], style);
  sheet.block();
  sheet.line(0, 62, [{ text: 'GIẤY KHÁM SỨC KHỎE', bold: true, sizePt: 17 }], style, { align: 'center', width: 210 });
  let y = 80;
  const put = (...cells: Parameters<typeof row>[4]): void => {
    sheet.block();
    y = row(sheet, 28, y, 158, cells, style, { dotted: true });
  };
  put({ label: 'Họ và tên (chữ in hoa):', value: upper(person.name) });
  put(
    { label: 'Giới tính:', value: person.male ? 'Nam' : 'Nữ' },
    { label: 'Ngày sinh:', value: slashDate(person.born), at: 0.4 },
  );
  put({ label: 'Số CMND/CCCD/Hộ chiếu/định danh CD:', value: person.personalId });
  put({ label: 'Chỗ ở hiện tại:', value: person.address });
  put({ label: 'Lý do khám sức khỏe:', value: 'Bổ túc hồ sơ xin việc làm' });
  sheet.block();
  y = sheet.paragraph(28, y + 2, 158, [{ text: 'KẾT LUẬN', bold: true }], style, { align: 'center' });
  put({ label: 'Phân loại sức khỏe:', value: `Loại ${grade}` });
  put({ label: 'Các bệnh, tật (nếu có):', value: 'Không' });
  signingBlock(
    sheet,
    146,
    y + 8,
    70,
    style,
    {
      authority: ['NGƯỜI KẾT LUẬN'],
      name: doctor.name,
      seal: { diameterMm: 36, upper: 'BỆNH VIỆN ĐA KHOA VÍ DỤ', lower: 'SỞ Y TẾ TỈNH VÍ DỤ' },
    },
    random,
    look,
  );
  const paper: Paper = { type: 'health_certificate', draft, format: 'A4' };
  const recipe = { ...cleanScan, skewDeg: random.real(-0.8, 0.8), noise: 3, specks: 20 };
  const [page] = await scanPaper(paper, rasteriser, 300, () => recipe, random.branch('scan'));
  if (page === undefined) throw new Error('a paper has a page');
  return {
    scan: await toJpeg(page.pixels, { quality: 75, dpi: 300 }),
    truth: {
      issuer: 'BỆNH VIỆN ĐA KHOA VÍ DỤ',
      number,
      issue_date: isoDate(day),
      full_name: upper(person.name),
      gender: person.male ? 'Nam' : 'Nữ',
      birth_date: isoDate(person.born),
      personal_id: person.personalId,
      residence: person.address,
      health_class: `Loại ${grade}`,
      doctor: doctor.name,
    },
  };
}
