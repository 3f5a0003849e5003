import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bornDigitalPdf } from './lib/born-digital.ts';
import type { Component } from './lib/manifest.ts';
import { drawAdministrative } from './lib/papers/administrative.ts';
import { drawApplication } from './lib/papers/application.ts';
import type { Look, Paper } from './lib/papers/common.ts';
import { inventPerson, type Person } from './lib/people.ts';
import type { Place } from './lib/places.ts';
import { chance } from './lib/random.ts';
import { drawnPages, fieldRecords, writeJson } from './lib/truth.ts';
import { signSamples } from './sign-samples.ts';

const look: Look = { family: 'serif', template: 0, inked: false };

/** The agency of the demo (rules.md F, H.2): invented, and so are its commune and province. */
export const demoPlace: Place = {
  province: 'Ví Dụ',
  provinceCode: '001',
  provinceKind: 'tỉnh',
  district: 'Mẫu',
  commune: 'Mẫu',
  communeFull: 'xã Mẫu',
  districtFull: 'huyện Mẫu',
};
export const demoLeader = 'Trần Thị Thí Dụ';
export const demoCitizen: Person = {
  ...inventPerson(chance('demo citizen'), { male: true, home: demoPlace }),
  name: 'Nguyễn Văn Mẫu',
  born: { year: 1990, month: 8, day: 15 },
  personalId: '001090000001',
  address: 'Số 1 đường Mẫu, xã Mẫu, tỉnh Ví Dụ',
};

/** What the leader signs in dossier 2. */
function decisionPaper(): Promise<Paper> {
  return drawAdministrative(
    'decision',
    {
      parent: ['TỈNH VÍ DỤ'],
      own: ['ỦY BAN NHÂN DÂN', 'XÃ MẪU'],
      symbol: 'UBND',
      place: demoPlace,
      authority: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
      signer: demoLeader,
    },
    {
      number: '315/QĐ-UBND',
      date: { year: 2026, month: 11, day: 2 },
      summary: 'Về việc hỗ trợ hộ kinh doanh gia đình tham gia chương trình chuyển đổi số năm 2026',
      body: [
        { heading: 'CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU' },
        'Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;',
        'Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa và Cổng Dịch vụ công quốc gia;',
        'Xét hồ sơ số H62.12-261102-0002 tiếp nhận tại Trung tâm Phục vụ hành chính công xã Mẫu;',
        'Theo đề nghị của Trưởng phòng Kinh tế.',
        { heading: 'QUYẾT ĐỊNH:' },
        {
          article: 'Điều 1.',
          text: 'Hỗ trợ chi phí chuyển đổi số cho hộ kinh doanh gia đình của ông Nguyễn Văn Mẫu, số định danh cá nhân 001090000001, địa chỉ: Số 1 đường Mẫu, xã Mẫu, tỉnh Ví Dụ, với số tiền 5.000.000 đồng (Năm triệu đồng) và miễn phí phần mềm hóa đơn điện tử trong 12 tháng.',
        },
        {
          article: 'Điều 2.',
          text: 'Kinh phí thực hiện được bố trí từ nguồn ngân sách xã năm 2026. Phòng Kinh tế chịu trách nhiệm chi hỗ trợ, theo dõi và thanh, quyết toán theo quy định.',
        },
        {
          article: 'Điều 3.',
          text: 'Quyết định này có hiệu lực thi hành kể từ ngày ký. Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã, Trưởng phòng Kinh tế và ông Nguyễn Văn Mẫu chịu trách nhiệm thi hành Quyết định này./.',
        },
      ],
      recipients: ['Như Điều 3', 'Trung tâm Phục vụ hành chính công', 'Lưu: VT, KT'],
    },
    chance('decision'),
    look,
  );
}

/** What the citizen signs in dossier 3. */
function applicationPaper(): Promise<Paper> {
  return drawApplication(chance('application'), look, {
    person: demoCitizen,
    made: { year: 2026, month: 11, day: 1 },
    addressee: 'Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ',
    place: 'Mẫu',
    title: 'ĐƠN ĐỀ NGHỊ HỖ TRỢ CHUYỂN ĐỔI SỐ CHO HỘ KINH DOANH',
    wish: 'hỗ trợ chi phí chuyển đổi số và cấp miễn phí phần mềm hóa đơn điện tử trong 12 tháng cho hộ kinh doanh gia đình tôi',
    reasons: [
      'Lý do: hộ kinh doanh của gia đình tôi được cấp giấy chứng nhận đăng ký từ năm 2025, doanh thu ổn định, chấp hành đầy đủ nghĩa vụ thuế nhưng chưa có thiết bị bán hàng kết nối với cơ quan thuế.',
      'Tôi gửi đơn này dưới dạng văn bản điện tử đã ký số và đồng ý nhận kết quả điện tử qua kho dữ liệu điện tử của tổ chức, cá nhân trên Cổng Dịch vụ công quốc gia.',
    ],
  });
}

/** Writes the bases of dossiers 2 and 3 with their ground truth, and signs them; the agency's ink must be there already. */
export async function writeBornDigital(folder: string) {
  const write = async (
    dossier: string,
    file: string,
    name: string,
    paper: Paper,
    title: string,
    creator: string,
    created: Date,
  ): Promise<Component> => {
    const path = `${dossier}/${file}.pdf`;
    await writeFile(join(folder, path), await bornDigitalPdf(paper.draft, { title, creators: [creator], created }));
    const fields = fieldRecords(paper);
    await writeJson(join(folder, 'truth', `${file}.json`), {
      document_type: paper.type,
      template: `${paper.type}/0`,
      files: [path],
      pages: drawnPages(paper).map((drawn) => ({
        ...drawn,
        file: path,
        page_in_file: drawn.page,
        width_px: 0,
        height_px: 0,
        dpi: null,
        mode: 'born-digital',
        capture: 'born-digital',
        rotation_deg: 0,
        skew_deg: 0,
        corners_px: null,
      })),
      fields,
      barcodes: [],
    });
    return {
      id: file,
      name,
      document_type: paper.type,
      files: [path],
      pages: paper.draft.sheets.length,
      treatment: dossier === 'dossier-2' ? 'result' : 'none',
      truth: `truth/${file}.json`,
      ...(paper.places === undefined ? {} : { places: paper.places }),
    };
  };
  const decision = await write(
    'dossier-2',
    'quyet-dinh-chua-ky',
    'Quyết định (chưa ký)',
    await decisionPaper(),
    'Quyết định 315/QĐ-UBND',
    'Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ',
    new Date('2026-11-02T01:00:00Z'),
  );
  const applicationSheet = await applicationPaper();
  const application = await write(
    'dossier-3',
    'don-de-nghi-chua-ky',
    'Đơn đề nghị (chưa ký)',
    applicationSheet,
    'Đơn đề nghị hỗ trợ chuyển đổi số cho hộ kinh doanh',
    demoCitizen.name,
    new Date('2026-11-01T13:00:00Z'),
  );
  const residence = applicationSheet.draft.fields().residence!;
  const signed = await signSamples(folder, { decision, application, residence });
  const owner = { full_name: demoCitizen.name, personal_id: demoCitizen.personalId };
  const dossier = { procedure: '1.001612', agency_code: 'H62.12', owner };
  return [
    { id: 'dossier-2', code: 'H62.12-261102-0002', ...dossier, unsigned: [decision], components: signed.decision },
    {
      id: 'dossier-3',
      code: 'H62.12-261102-0003',
      ...dossier,
      unsigned: [application],
      components: signed.application,
    },
  ];
}
