import type { SignatureProfileId } from './rules/signature-profiles.ts';
import { type Text, text } from './text.ts';

/** The five electronic steps of a dossier (five-steps.md 1), their slots, roles and gates: data, not code. */
export type StepId = 'reception' | 'appraisal' | 'approval' | 'agency_signing' | 'returning';

export type Role =
  | 'receiving_officer'
  | 'appraiser'
  | 'competent_person'
  | 'certifying_person'
  | 'agency'
  | 'returning_officer'
  | 'citizen';

/** Where a signature is due. The appearance and the key rules of a slot are its signature profile of the same name. */
export type SlotId = SignatureProfileId | 'CITIZEN';

export type GateId =
  | 'components_classified'
  | 'sheet_counts_agree'
  | 'scans_signed'
  | 'stored_hash_read_back'
  | 'no_component_invalid'
  | 'undetermined_acknowledged'
  | 'result_signed'
  | 'leader_signature_valid'
  | 'agency_signatures_valid'
  | 'earlier_signatures_intact'
  | 'receipts_per_destination';

export interface Step {
  readonly id: StepId;
  readonly name: Text;
  readonly role: Role;
  readonly slots: readonly SlotId[];
  readonly gates: readonly GateId[];
}

export const fiveSteps: readonly Step[] = [
  {
    id: 'reception',
    name: text('Tiếp nhận', 'Reception'),
    role: 'receiving_officer',
    slots: ['OPERATOR_SCAN'],
    gates: ['components_classified', 'sheet_counts_agree', 'scans_signed', 'stored_hash_read_back'],
  },
  {
    id: 'appraisal',
    name: text('Thẩm định', 'Appraisal'),
    role: 'appraiser',
    slots: [],
    gates: ['no_component_invalid', 'undetermined_acknowledged'],
  },
  {
    id: 'approval',
    name: text('Phê duyệt', 'Approval'),
    role: 'competent_person',
    slots: ['PERSON_COMPETENT'],
    gates: ['result_signed'],
  },
  {
    id: 'agency_signing',
    name: text('Ký số', 'Agency signature'),
    role: 'agency',
    slots: [
      'AGENCY_ISSUED',
      'COPY_SAO_Y',
      'COPY_SAO_LUC',
      'COPY_TRICH_SAO',
      'ATTACHMENT',
      'ARCHIVE_TT02',
      'CERTIFIED_COPY',
      'CERTIFIED_COPY_SEAL',
      'INVISIBLE',
    ],
    gates: ['leader_signature_valid', 'agency_signatures_valid', 'earlier_signatures_intact'],
  },
  {
    id: 'returning',
    name: text('Trả kết quả', 'Returning the result'),
    role: 'returning_officer',
    slots: [],
    gates: ['receipts_per_destination'],
  },
];

export const roleNames: Readonly<Record<Role, Text>> = {
  receiving_officer: text('cán bộ tiếp nhận', 'receiving officer'),
  appraiser: text('cán bộ thẩm định', 'appraiser'),
  competent_person: text('người có thẩm quyền', 'competent person'),
  certifying_person: text('người thực hiện chứng thực', 'certifying person'),
  agency: text('văn thư cơ quan', "agency's records clerk"),
  returning_officer: text('cán bộ trả kết quả', 'returning officer'),
  citizen: text('người nộp hồ sơ', 'applicant'),
};

export const gateNames: Readonly<Record<GateId, Text>> = {
  components_classified: text('mọi thành phần đã được phân loại', 'every component is classified'),
  sheet_counts_agree: text('số trang đã quét khớp số trang khai', 'captured pages agree with declared pages'),
  scans_signed: text(
    'mọi bản quét đã có chữ ký HỢP LỆ của người sao chụp',
    'every scan bears a VALID operator signature',
  ),
  stored_hash_read_back: text('đã đọc lại và khớp mã băm trong Kho', 'the stored digest was read back and agrees'),
  no_component_invalid: text('không có thành phần KHÔNG HỢP LỆ', 'no component is INVALID'),
  undetermined_acknowledged: text(
    'thành phần CHƯA XÁC ĐỊNH đã được cán bộ ghi nhận đích danh',
    'each UNDETERMINED component is acknowledged by a named officer',
  ),
  result_signed: text('kết quả đã được người có thẩm quyền ký', 'the result is signed by the competent person'),
  leader_signature_valid: text('chữ ký của lãnh đạo HỢP LỆ', "the leader's signature is VALID"),
  agency_signatures_valid: text('chữ ký cơ quan HỢP LỆ', 'agency signatures are VALID'),
  earlier_signatures_intact: text('các chữ ký trước vẫn nguyên vẹn', 'earlier signatures are intact'),
  receipts_per_destination: text('mọi nơi nhận đã xác nhận', 'every destination confirmed receipt'),
};

/** Whose hand a slot waits for. */
export const slotRoles: Readonly<Record<SlotId, Role>> = {
  OPERATOR_SCAN: 'receiving_officer',
  PERSON_COMPETENT: 'competent_person',
  AGENCY_ISSUED: 'agency',
  COPY_SAO_Y: 'agency',
  COPY_SAO_LUC: 'agency',
  COPY_TRICH_SAO: 'agency',
  ATTACHMENT: 'agency',
  ARCHIVE_TT02: 'agency',
  CERTIFIED_COPY: 'certifying_person',
  CERTIFIED_COPY_SEAL: 'agency',
  VERIFICATION_REPORT: 'receiving_officer',
  INVISIBLE: 'agency',
  CITIZEN: 'citizen',
};
