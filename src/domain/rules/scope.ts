import { type Text, text } from '../text.ts';
import { inForce, type RuleProfile } from './rule-profile.ts';

/** `phân_loại` of rules.md B: số_hóa, đã_có_dữ_liệu, chỉ_xuất_trình, bản_sao_không_số_hóa, ý_kiến_thẩm_định, điện_tử_sẵn, mật. */
export type ScopeClass =
  | 'so_hoa'
  | 'da_co_du_lieu'
  | 'chi_xuat_trinh'
  | 'ban_sao_khong_so_hoa'
  | 'y_kien_tham_dinh'
  | 'dien_tu_san'
  | 'mat';

/**
 * What the worker does: capture the paper · reuse what the warehouse holds · record that it was shown, keep no image ·
 * skip it · ask the officer (default: skip) · verify the electronic original · stop and delete.
 */
export type ScopeAction = 'capture' | 'reuse' | 'record' | 'skip' | 'ask' | 'verify' | 'stop';

export interface ScopeRule {
  readonly action: ScopeAction;
  readonly article: string;
}

/** What an instrument says of each class; a class it does not mention is absent. */
export type ScopeRules = Readonly<Partial<Record<ScopeClass, ScopeRule>>>;

const rule = (action: ScopeAction, article: string): ScopeRule => ({ action, article });

/** Keys of rules.md O.1 that the profiles rest on and that nobody has verified yet. */
const openPoints = {
  'tt03.toan_van': text(
    'toàn văn TT 03/2025/TT-VPCP, điều về mã hồ sơ',
    'the full text of TT 03/2025/TT-VPCP, its article on dossier codes',
  ),
  'tt03.bai_bo_tt01': text(
    'TT 03/2025/TT-VPCP có bãi bỏ TT 01/2023/TT-VPCP hay không',
    'whether TT 03/2025/TT-VPCP repeals TT 01/2023/TT-VPCP',
  ),
  'tt03.hieu_luc': text('ngày có hiệu lực của TT 03/2025/TT-VPCP', 'the first day of TT 03/2025/TT-VPCP'),
} as const satisfies Readonly<Record<string, Text>>;

export interface ScopeProfile extends RuleProfile<ScopeRules> {
  readonly unverifiedKeys: readonly (keyof typeof openPoints)[];
}

const unverified = (...unverifiedKeys: ScopeProfile['unverifiedKeys']) => ({
  status: 'unverified' as const,
  unverified: unverifiedKeys.map((key) => openPoints[key]),
  unverifiedKeys,
});

/** Later instruments first: where two speak, the later one wins (rules.md A.2). */
export const scopeProfiles: readonly ScopeProfile[] = [
  {
    id: 'TT03-2025',
    name: 'Thông tư 03/2025/TT-VPCP',
    effectiveFrom: '2025-09-15',
    effectiveTo: null,
    legalBasis: ['TT 03/2025/TT-VPCP Đ5', 'NĐ 118/2025/NĐ-CP'],
    ...unverified('tt03.toan_van', 'tt03.bai_bo_tt01', 'tt03.hieu_luc'),
    value: {
      dien_tu_san: rule('verify', 'TT 03/2025 Đ5'),
      chi_xuat_trinh: rule('record', 'TT 03/2025 Đ5'),
      y_kien_tham_dinh: rule('skip', 'TT 03/2025 Đ5'),
      mat: rule('stop', 'TT 03/2025 Đ5'),
    },
  },
  {
    id: 'TT01-2023',
    name: 'Thông tư 01/2023/TT-VPCP',
    effectiveFrom: '2023-05-25',
    effectiveTo: null,
    legalBasis: ['TT 01/2023/TT-VPCP Đ4', 'NĐ 45/2020/NĐ-CP Đ4, Đ25'],
    ...unverified('tt03.bai_bo_tt01'),
    value: {
      so_hoa: rule('capture', 'TT 01/2023 Đ4.1'),
      da_co_du_lieu: rule('reuse', 'TT 01/2023 Đ4.2, NĐ 45/2020 Đ4'),
      chi_xuat_trinh: rule('record', 'TT 01/2023 Đ4.2'),
      ban_sao_khong_so_hoa: rule('skip', 'TT 01/2023 Đ4.2'),
      y_kien_tham_dinh: rule('capture', 'TT 01/2023 Đ4.1'),
      mat: rule('stop', 'TT 01/2023 Đ4.2'),
    },
  },
];

/** What is known of a component before it is captured. */
export interface ScopeFacts {
  /** A secrecy stamp was seen or read. */
  readonly secret?: boolean;
  readonly presentedOnly?: boolean;
  /** The warehouse or a national database holds it, still valid. */
  readonly alreadyHeld?: boolean;
  readonly bornDigital?: boolean;
  /** A plain or a certified copy on paper, not an original. */
  readonly copy?: 'plain' | 'certified' | null;
  /** Result of verification, appraisal or opinion of a participating body. */
  readonly opinion?: boolean;
  /** Sector law, or a decision of the minister or the province, wants it digitized (Đ4.1 b, c). */
  readonly requiredBySector?: boolean;
  /** The applicant asks for it (Đ4.1 d). */
  readonly requestedByApplicant?: boolean;
}

export interface ScopeDecision {
  readonly class: ScopeClass;
  readonly action: ScopeAction;
  /** `mã_quy_tắc` that decided; `NĐ45-2020` reading of the project when no profile was in force. */
  readonly profile: string;
  readonly article: string;
  readonly reason: Text;
  /** Keys of rules.md O.1 that the decision rests on and that nobody has verified yet. */
  readonly unverified: readonly string[];
}

const reasons: Readonly<Record<ScopeClass, Text>> = {
  so_hoa: text('Thuộc diện số hóa.', 'In scope of digitization.'),
  da_co_du_lieu: text(
    'Kho hoặc cơ sở dữ liệu đã có giấy tờ này: dùng lại, không quét, không yêu cầu nộp lại.',
    'The warehouse or a database holds this paper: it is reused, not scanned and not asked for again.',
  ),
  chi_xuat_trinh: text(
    'Giấy tờ chỉ yêu cầu xuất trình: không lưu ảnh, chỉ ghi nhận đã xuất trình.',
    'The paper is only presented: no image is kept, only the fact is recorded.',
  ),
  ban_sao_khong_so_hoa: text(
    'Bản sao giấy (bản chụp hoặc bản sao chứng thực) không thuộc diện số hóa.',
    'A paper copy (plain or certified) is not digitized.',
  ),
  y_kien_tham_dinh: text(
    'Kết quả thẩm tra, thẩm định, ý kiến của cơ quan phối hợp.',
    'Result of verification, appraisal or opinion of a participating body.',
  ),
  dien_tu_san: text(
    'Đã là bản điện tử: kiểm tra chữ ký, không quét, không sao y.',
    'Already electronic: signatures are verified, it is neither scanned nor copied.',
  ),
  mat: text(
    'Giấy tờ có dấu mật: dừng, xóa ảnh; hệ thống không dùng cho bí mật nhà nước.',
    'The paper bears a secrecy mark: stopped and deleted; the system is not for state secrets.',
  ),
};

/** A paper that the officer is asked about is not scanned meanwhile: what brings it in is said with the reason. */
const toBeAsked: Readonly<Partial<Record<ScopeClass, Text>>> = {
  ban_sao_khong_so_hoa: text(
    'Bản sao giấy: văn bản đang áp dụng không nói rõ nên mặc định không quét. Nếu người nộp yêu cầu số hóa, hãy nộp lại và khai có yêu cầu.',
    'A paper copy, of which the rules in force say nothing: not scanned by default. If the applicant wants it digitized, submit it again and declare the request.',
  ),
  y_kien_tham_dinh: text(
    'Ý kiến của cơ quan phối hợp, trước khi có quy định: mặc định không quét. Nếu cần số hóa, hãy nộp lại và khai có yêu cầu.',
    'An opinion, before there was a rule: not scanned by default. If it is to be digitized, submit it again and declare the request.',
  ),
};

/** The class follows from the facts alone; what is done with it is the profile's. */
export function scopeClass(facts: ScopeFacts): ScopeClass {
  if (facts.secret) return 'mat';
  if (facts.presentedOnly) return 'chi_xuat_trinh';
  if (facts.alreadyHeld) return 'da_co_du_lieu';
  if (facts.bornDigital) return 'dien_tu_san';
  if (facts.requestedByApplicant) return 'so_hoa';
  if (facts.copy) return 'ban_sao_khong_so_hoa';
  if (facts.opinion) return 'y_kien_tham_dinh';
  return 'so_hoa';
}

/** Classes for which no instrument in force speaks (papers received before TT 01/2023, born-digital papers under it). */
const fallback: Readonly<Record<ScopeClass, ScopeAction>> = {
  so_hoa: 'capture',
  da_co_du_lieu: 'reuse',
  chi_xuat_trinh: 'record',
  ban_sao_khong_so_hoa: 'ask',
  y_kien_tham_dinh: 'ask',
  dien_tu_san: 'verify',
  mat: 'stop',
};

/**
 * The scope gate (rules.md B): what is done with a component received on `day` (`YYYY-MM-DD`, Vietnam), and why.
 * Sector law wins over the exemption of opinions; a paper copy under TT 03/2025, which does not list it, is asked for.
 */
export function decideScope(
  facts: ScopeFacts,
  day: string,
  profiles: readonly ScopeProfile[] = scopeProfiles,
): ScopeDecision {
  const kind = scopeClass(facts);
  const speaking = profiles.filter((profile) => inForce(profile, day));
  const [latest] = speaking;
  const deciding = speaking.find((profile) => profile.value[kind] !== undefined);
  const ruled = deciding?.value[kind];
  const decided = (action: ScopeAction, article: string, keys: readonly string[]): ScopeDecision => ({
    class: kind,
    action,
    profile: deciding?.id ?? latest?.id ?? 'NĐ45-2020',
    article,
    reason: (action === 'ask' ? toBeAsked[kind] : undefined) ?? reasons[kind],
    unverified: keys,
  });
  if (deciding === undefined || ruled === undefined)
    return decided(fallback[kind], 'NĐ 45/2020 Đ25', latest?.unverifiedKeys ?? []);
  const keys = deciding.unverifiedKeys;
  if (kind === 'y_kien_tham_dinh' && facts.requiredBySector)
    return decided('capture', `${ruled.article} (pháp luật chuyên ngành)`, keys);
  // O.2 #2: excluded by TT 01/2023, not mentioned in TT 03/2025 Đ5 → ask, do not scan by default.
  if (kind === 'ban_sao_khong_so_hoa' && latest !== undefined && latest !== deciding)
    return decided('ask', ruled.article, [...new Set([...keys, ...latest.unverifiedKeys])]);
  return decided(ruled.action, ruled.article, keys);
}
