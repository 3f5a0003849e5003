import type { Extraction } from '../domain/field.ts';
import { countedPages } from './note-pairs.ts';
import type { Outputs } from './outputs.ts';
import type { ComponentRecord } from './ports/components.ts';
import type { DossierRecord } from './ports/dossiers.ts';

/** Facts of one stored version that the record needs beside the flow's outputs. */
export interface StoredVersion {
  readonly sha256: string;
  readonly sizeBytes: number;
  /** ISO 8601 +07:00. */
  readonly at: string;
}

/** Which extracted field fills which metadata field, by the names the document types use; first hit wins. */
const fieldNames = {
  TenGiayTo: ['title'],
  SoKyHieu: ['number', 'enterprise_code', 'business_code', 'serial_number'],
  NgayCap: ['issue_date', 'registration_date', 'first_registration_date'],
  CoQuanCap: ['issuer', 'registration_place', 'issue_place'],
  NguoiKy: ['signer_name'],
  TrichYeu: ['subject', 'summary'],
  ThoiHanHieuLuc: ['expiry_date'],
} as const;

const absent = 'không có';

/** The metadata record of rules.md D (R1.6): one record satisfies TT 01/2023 Đ9.2 and QĐ 1335/QĐ-TCT Đ20. */
export function metadataRecord(
  dossier: DossierRecord,
  component: ComponentRecord,
  outputs: Readonly<Partial<Outputs>>,
  extraction: Extraction | null,
  version: StoredVersion,
): Readonly<Record<string, unknown>> {
  const read = (name: keyof typeof fieldNames): string | null =>
    fieldNames[name].map((field) => extraction?.fields[field]?.value ?? null).find((value) => value !== null) ?? null;
  const expiry = read('ThoiHanHieuLuc');
  const { operatorName } = dossier.details;
  const pages = countedPages(component, outputs.intake?.pages ?? 0);
  return {
    MaLoaiGiayTo: outputs.confirm?.typeCode ?? 'unknown',
    MaDinhDanhChu: dossier.ownerId ?? '',
    ...(dossier.ownerId === null ? { ChuHoTen: dossier.ownerName ?? absent } : {}),
    TenGiayTo: read('TenGiayTo') ?? component.name,
    SoKyHieu: read('SoKyHieu') ?? absent,
    NgayCap: read('NgayCap') ?? absent,
    CoQuanCap: read('CoQuanCap') ?? absent,
    NguoiKy: read('NguoiKy') ?? absent,
    TrichYeu: read('TrichYeu') ?? component.name,
    ...(expiry === null ? { ThoiHanVinhVien: true } : { ThoiHanHieuLuc: expiry }),
    MaHoSo: dossier.code,
    MaTTHC: dossier.procedure,
    MaThanhPhanHoSo: typeof component.details.componentCode === 'string' ? component.details.componentCode : '',
    LoaiSoHoa: component.treatment === 'result' ? 1 : 0,
    TrangThaiSoHoa: 1,
    NguoiSoHoa: typeof operatorName === 'string' ? operatorName : absent,
    ThoiGianSoHoa: version.at,
    DonVi: dossier.agency,
    DonViChuQuan: dossier.agency,
    SoTo: pages,
    SoTrang: pages,
    DungLuong: version.sizeBytes,
    sha256: version.sha256,
    /** A result stays hidden from the citizen until it is returned (R1.9). */
    AnGiayTo: component.treatment === 'result',
    MaQuyTac: outputs.intake?.scope.profile ?? '',
  };
}
