import { SohoaError } from '../errors.ts';
import type { TrustStoreName } from '../signature-report.ts';
import { type Text, text } from '../text.ts';
import { profileInForce, type RuleProfile } from './rule-profile.ts';

/** Signature profiles of rules.md F as dated data: who signs, where, how large, which lines, font, image, store. */
export const signatureProfileIds = [
  'OPERATOR_SCAN',
  'COPY_SAO_Y',
  'COPY_SAO_LUC',
  'COPY_TRICH_SAO',
  'PERSON_COMPETENT',
  'AGENCY_ISSUED',
  'ATTACHMENT',
  'ARCHIVE_TT02',
  'CERTIFIED_COPY',
  'CERTIFIED_COPY_SEAL',
  'VERIFICATION_REPORT',
  'INVISIBLE',
] as const;
export type SignatureProfileId = (typeof signatureProfileIds)[number];

/** Whose key may fill the slot; the staff register of the agency says which certificate has which role. */
export type SignerRole = 'operator' | 'records-clerk' | 'competent-person' | 'certifying-person';

/**
 * Where the block is wanted on the page as a reader sees it.
 * `corner`: insets in mm from that corner. `above-name`: over the signer's printed name on the last page that bears it
 * (ô 7c). `over-signature`: the seal covers `share` of the personal signature's box from its left (ô 8). `fixed`: a box in mm
 * that the page itself keeps free. `none`: no ink.
 */
export type BlockPlace =
  | { readonly kind: 'corner'; readonly corner: 'top-left' | 'top-right'; readonly insetMm: readonly [number, number] }
  | { readonly kind: 'above-name' }
  | { readonly kind: 'over-signature'; readonly share: number }
  | {
      readonly kind: 'fixed';
      readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
    }
  | { readonly kind: 'none' };

/** One text line of the block: a constant, or a value of the request (`SignatureRequest.values`). */
export type BlockLine =
  | { readonly kind: 'fixed'; readonly text: string }
  | { readonly kind: 'value'; readonly name: BlockValue }
  /** ISO 8601 `+07:00` (R2.5): when the key signs, or when the paper was captured. */
  | { readonly kind: 'time'; readonly of: 'signing' | 'capture' };
export type BlockValue = 'capturer' | 'agency' | 'person' | 'documentNumber' | 'certification' | 'registerNumber';

/** `seal`: red, transparent, at its real diameter and never scaled (R2.4). `handwritten`: blue, transparent, may shrink. */
export type BlockImage = 'none' | 'seal' | 'handwritten';

export interface SignatureProfile {
  readonly id: SignatureProfileId;
  readonly title: Text;
  readonly role: SignerRole;
  readonly stores: readonly TrustStoreName[];
  readonly place: BlockPlace;
  /** Largest width and usual height in mm; null: the size of the image. */
  readonly boxMm: { readonly width: number; readonly height: number } | null;
  readonly lines: readonly BlockLine[];
  readonly font: {
    readonly family: 'times';
    readonly sizePt: number;
    readonly leadingPt: number;
    readonly minPt: number;
  };
  readonly image: BlockImage;
  /** Always null: no profile certifies (R2.7: P=1 on a first signature would forbid the agency's). */
  readonly docMdp: null;
  /** What the file must look like before this profile may sign (`signing/gates.ts`). */
  readonly requires: InputRule;
  /** `/Reason` of the signature dictionary. */
  readonly reason: string | null;
}

/**
 * `none` · `unsigned` · `scan-of-paper`: no earlier signature but OPERATOR_SCAN, pages are images (R2.6) ·
 * `copy-sao-y`: an intact COPY_SAO_Y signature · `leader-valid`: the PERSON_COMPETENT signature verifies HỢP LỆ (R10.3) ·
 * `certifier-valid`: the CERTIFIED_COPY signature verifies HỢP LỆ.
 */
export type InputRule = 'none' | 'unsigned' | 'scan-of-paper' | 'copy-sao-y' | 'leader-valid' | 'certifier-valid';

const times10 = { family: 'times', sizePt: 10, leadingPt: 12, minPt: 7 } as const;
const topLeft = { kind: 'corner', corner: 'top-left', insetMm: [10, 4] } as const;
/** Right edge on the right margin (15 mm, the smaller one allowed), block inside the top margin (20 mm). */
const topRight = { kind: 'corner', corner: 'top-right', insetMm: [15, 4] } as const;
const signingTime: BlockLine = { kind: 'time', of: 'signing' };
const agencyName: BlockLine = { kind: 'value', name: 'agency' };

const copy = (id: SignatureProfileId, form: string, english: string, requires: InputRule): SignatureProfile => ({
  id,
  title: text(form, english),
  role: 'records-clerk',
  stores: ['cong_vu'],
  place: topRight,
  boxMm: { width: 85, height: 12.7 },
  lines: [{ kind: 'fixed', text: form }, agencyName, signingTime],
  font: times10,
  image: 'none',
  docMdp: null,
  requires,
  reason: form,
});

const nd30 = (value: SignatureProfile, unverified: readonly Text[] = []): RuleProfile<SignatureProfile> => ({
  id: `NĐ30-2020/${value.id}`,
  name: 'Nghị định 30/2020/NĐ-CP',
  effectiveFrom: '2020-03-05',
  effectiveTo: null,
  legalBasis: ['NĐ 30/2020/NĐ-CP Phụ lục I', 'NĐ 30/2020/NĐ-CP Đ25, Đ32, Đ33'],
  status: unverified.length === 0 ? 'verified' : 'unverified',
  ...(unverified.length === 0 ? {} : { unverified }),
  value,
});

export const signatureProfiles: Readonly<Record<SignatureProfileId, readonly RuleProfile<SignatureProfile>[]>> = {
  OPERATOR_SCAN: [
    {
      id: 'TT01-2023/OPERATOR_SCAN',
      name: 'Thông tư 01/2023/TT-VPCP',
      effectiveFrom: '2023-05-25',
      effectiveTo: null,
      legalBasis: ['TT 01/2023/TT-VPCP Đ8.1'],
      status: 'unverified',
      unverified: [
        text(
          'kích thước khối chữ ký 60 × 10,6 mm lấy từ tệp thực tế, không có trong thông tư',
          'the size of the signature block, 60 × 10.6 mm, comes from real files, not from the circular',
        ),
        text(
          'nhân viên bưu chính có được ký bằng chứng thư công cộng hay không',
          'whether postal staff may sign with a public certificate',
        ),
      ],
      value: {
        id: 'OPERATOR_SCAN',
        title: text('Chữ ký người sao chụp', "Capture operator's signature"),
        role: 'operator',
        stores: ['cong_vu', 'cong_cong'],
        place: topLeft,
        boxMm: { width: 60, height: 10.6 },
        lines: [
          { kind: 'value', name: 'capturer' },
          { kind: 'time', of: 'capture' },
        ],
        font: times10,
        image: 'none',
        docMdp: null,
        requires: 'unsigned',
        reason: 'Số hóa giấy tờ',
      },
    },
  ],
  COPY_SAO_Y: [nd30(copy('COPY_SAO_Y', 'Sao y', 'Certified copy (sao y)', 'scan-of-paper'))],
  COPY_SAO_LUC: [nd30(copy('COPY_SAO_LUC', 'Sao lục', 'Copy of a copy (sao lục)', 'copy-sao-y'))],
  COPY_TRICH_SAO: [nd30(copy('COPY_TRICH_SAO', 'Trích sao', 'Extract (trích sao)', 'none'))],
  PERSON_COMPETENT: [
    nd30({
      id: 'PERSON_COMPETENT',
      title: text('Chữ ký người có thẩm quyền', "Competent person's signature"),
      role: 'competent-person',
      stores: ['cong_vu'],
      place: { kind: 'above-name' },
      boxMm: null,
      lines: [],
      font: times10,
      image: 'handwritten',
      docMdp: null,
      requires: 'none',
      reason: null,
    }),
  ],
  AGENCY_ISSUED: [
    nd30(
      {
        id: 'AGENCY_ISSUED',
        title: text('Chữ ký cơ quan ban hành', "Issuing agency's signature"),
        role: 'records-clerk',
        stores: ['cong_vu'],
        place: { kind: 'over-signature', share: 1 / 3 },
        boxMm: null,
        lines: [agencyName, signingTime],
        font: times10,
        image: 'seal',
        docMdp: null,
        requires: 'leader-valid',
        reason: null,
      },
      [
        text(
          'đường kính dấu theo cấp: người vận hành phải nhập số mm',
          'the diameter of the seal by level of the agency: the operator sets it in mm',
        ),
        text('cỡ chữ của tên cơ quan và thời gian ký', "the type size of the agency's name and the signing time"),
      ],
    ),
  ],
  ATTACHMENT: [
    nd30(
      {
        id: 'ATTACHMENT',
        title: text('Chữ ký trên văn bản kèm theo', 'Signature on a separate attachment'),
        role: 'records-clerk',
        stores: ['cong_vu'],
        place: topRight,
        boxMm: { width: 85, height: 8.5 },
        lines: [{ kind: 'value', name: 'documentNumber' }, signingTime],
        font: times10,
        image: 'none',
        docMdp: null,
        requires: 'none',
        reason: null,
      },
      [text('lời ghi và cỡ chữ trên văn bản kèm theo', 'the wording and the type size on an attachment')],
    ),
  ],
  ARCHIVE_TT02: [
    {
      id: 'TT02-2019/ARCHIVE_TT02',
      name: 'Thông tư 02/2019/TT-BNV',
      effectiveFrom: '2019-01-24',
      effectiveTo: null,
      legalBasis: ['TT 02/2019/TT-BNV'],
      status: 'unverified',
      unverified: [
        text(
          'ngày bắt đầu, ngày thay bằng TT 05/2025/TT-BNV',
          'its first day, and the day TT 05/2025/TT-BNV replaced it',
        ),
      ],
      value: {
        id: 'ARCHIVE_TT02',
        title: text('Chữ ký cơ quan trên tài liệu lưu trữ số hóa', "Agency's signature on a digitized archival record"),
        role: 'records-clerk',
        stores: ['cong_vu'],
        place: topRight,
        boxMm: null,
        lines: [agencyName, signingTime],
        font: times10,
        image: 'seal',
        docMdp: null,
        requires: 'none',
        reason: null,
      },
    },
  ],
  CERTIFIED_COPY: [
    nd23('CERTIFIED_COPY', {
      title: text('Chứng thực bản sao điện tử: người chứng thực', 'Certified e-copy: certifying person'),
      role: 'certifying-person',
      image: 'handwritten',
      lines: [
        { kind: 'value', name: 'certification' },
        { kind: 'value', name: 'registerNumber' },
        { kind: 'value', name: 'person' },
        signingTime,
      ],
      requires: 'none',
    }),
  ],
  CERTIFIED_COPY_SEAL: [
    nd23('CERTIFIED_COPY_SEAL', {
      title: text('Chứng thực bản sao điện tử: cơ quan', 'Certified e-copy: agency'),
      role: 'records-clerk',
      image: 'seal',
      lines: [agencyName, signingTime],
      requires: 'certifier-valid',
    }),
  ],
  VERIFICATION_REPORT: [
    {
      id: 'VERIFICATION_REPORT',
      name: 'Báo cáo kiểm tra chữ ký số',
      effectiveFrom: null,
      effectiveTo: null,
      legalBasis: ['NĐ 23/2025/NĐ-CP Đ15-17', 'TT 15/2025/TT-BKHCN Đ5-6'],
      status: 'unverified',
      unverified: [
        text(
          'văn bản không định mẫu báo cáo kiểm tra: vị trí, kích thước, chữ là của phần mềm',
          'no instrument sets a form of the verification report: place, size and typeface are our own',
        ),
      ],
      value: {
        id: 'VERIFICATION_REPORT',
        title: text('Chữ ký trên báo cáo kiểm tra chữ ký số', 'Signature on a verification report'),
        role: 'records-clerk',
        stores: ['cong_vu', 'cong_cong'],
        place: { kind: 'fixed', box: { x: 112, y: 259, width: 78, height: 16 } },
        boxMm: null,
        lines: [{ kind: 'value', name: 'person' }, signingTime],
        font: { family: 'times', sizePt: 11, leadingPt: 14, minPt: 6 },
        image: 'none',
        docMdp: null,
        requires: 'unsigned',
        reason: 'Báo cáo kiểm tra chữ ký số',
      },
    },
  ],
  INVISIBLE: [
    {
      id: 'INVISIBLE',
      name: 'Chữ ký không hiển thị',
      effectiveFrom: null,
      effectiveTo: null,
      legalBasis: [],
      status: 'verified',
      value: {
        id: 'INVISIBLE',
        title: text('Chữ ký không hiển thị', 'Invisible signature'),
        role: 'competent-person',
        stores: ['cong_vu', 'cong_cong'],
        place: { kind: 'none' },
        boxMm: null,
        lines: [],
        font: times10,
        image: 'none',
        docMdp: null,
        requires: 'none',
        reason: null,
      },
    },
  ],
};

/** Certified e-copy: two signatures, person then agency; who may, and in what form, is not verified (rules.md F). */
function nd23(
  id: SignatureProfileId,
  value: Pick<SignatureProfile, 'title' | 'role' | 'image' | 'lines' | 'requires'>,
): RuleProfile<SignatureProfile> {
  return {
    id: `NĐ23-2015/${id}`,
    name: 'Nghị định 23/2015/NĐ-CP (sửa đổi bởi NĐ 280/2025/NĐ-CP)',
    effectiveFrom: '2015-04-10',
    effectiveTo: null,
    legalBasis: ['NĐ 23/2015/NĐ-CP', 'NĐ 280/2025/NĐ-CP', 'NĐ 45/2020/NĐ-CP Đ10'],
    status: 'unverified',
    unverified: [
      text(
        'vị trí, kích thước, lời chứng theo biểu mẫu; tổ chức hành nghề công chứng dùng chứng thư công cộng',
        'place, size and wording of the certification follow its form; notary offices use public certificates',
      ),
    ],
    value: {
      id,
      place: id === 'CERTIFIED_COPY' ? { kind: 'above-name' } : { kind: 'over-signature', share: 1 / 3 },
      stores: ['cong_vu', 'cong_cong'],
      boxMm: null,
      font: times10,
      docMdp: null,
      reason: 'Chứng thực bản sao điện tử từ bản chính',
      ...value,
    },
  };
}

/**
 * The profile in force on the dossier's reception day (`YYYY-MM-DD` in Vietnam, R0.1).
 * SohoaError SIGN_REFUSED when none was in force that day.
 */
export function signatureProfileOn(id: SignatureProfileId, receptionDay: string): RuleProfile<SignatureProfile> {
  const profile = profileInForce(signatureProfiles[id], receptionDay);
  if (profile === undefined) throw new SohoaError('SIGN_REFUSED', { reason: `${id} not in force on ${receptionDay}` });
  return profile;
}
