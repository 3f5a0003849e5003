import type { TrustStoreName } from '../src/domain/signature-report.ts';
import { extendedKeyUsageOid } from '../src/pki/certificate.ts';
import type { KeyKind, NamePart } from './lib/issue.ts';

/*
 * The test PKI, as data. Every person, agency, number and host is invented; hosts end in `.example` and are mapped to
 * loopback ports by the transport, so certificates never change with ports.
 */

export type Role = 'root' | 'ca' | 'ocsp' | 'tsa' | 'signer';

export interface Entity {
  /** Also its file name. */
  readonly id: string;
  readonly store: TrustStoreName | 'rogue';
  readonly role: Role;
  /** Id of the issuer; a root issues itself. */
  readonly issuer: string;
  readonly subject: readonly NamePart[];
  readonly key: KeyKind;
  readonly from: string;
  readonly to: string;
  /** Signed by its issuer with this digest; default SHA-256, RSASSA-PKCS1-v1_5 or ECDSA. */
  readonly signedWith?: 'sha1' | 'pss' | 'sha384';
  readonly pathLength?: number;
  /** Key usages of a signer; null = no extension. */
  readonly keyUsage?: readonly string[] | null;
  readonly extendedKeyUsage?: readonly string[];
  readonly revoked?: {
    readonly at: string;
    readonly reason: 'keyCompromise' | 'cessationOfOperation' | 'certificateHold';
  };
  /** Its status addresses point to a host that nobody serves. */
  readonly unreachable?: true;
  /** No AIA, OCSP or CRL address at all. */
  readonly silent?: true;
  /** PKCS#12 in the old encryption (RC2-40, 3DES, SHA-1 MAC) that Windows and token tools still export. */
  readonly legacyPkcs12?: true;
  /** What the entity is for, in one line. */
  readonly about: string;
}

const C: NamePart = ['2.5.4.6', 'VN'];
const CN = (value: string): NamePart => ['2.5.4.3', value];
const O = (value: string): NamePart => ['2.5.4.10', value];
const OU = (value: string): NamePart => ['2.5.4.11', value];
const L = (value: string): NamePart => ['2.5.4.7', value];
const T = (value: string): NamePart => ['2.5.4.12', value];
const E = (value: string): NamePart => ['1.2.840.113549.1.9.1', value];
const UID = (value: string): NamePart => ['0.9.2342.19200300.100.1.1', value];
const PHONE = (value: string): NamePart => ['2.5.4.20', value];

const province = 'ỦY BAN NHÂN DÂN TỈNH VÍ DỤ';
const commune = 'ỦY BAN NHÂN DÂN XÃ MẪU';
const official = (name: string, mail: string, ...more: readonly NamePart[]): readonly NamePart[] => [
  C,
  L('Ví Dụ'),
  O(province),
  OU(commune),
  ...more,
  CN(name),
  E(mail),
];
const agency = (name: string): readonly NamePart[] => [CN(name), O(province), L('Ví Dụ'), C];
const person = (uid: string, name: string): readonly NamePart[] => [UID(uid), CN(name), C];

/** Leaves outlive any demo: their end lies beyond the life of this software. */
const leaf = { from: '2024-01-01T00:00:00Z', to: '2044-01-01T00:00:00Z' } as const;
const leafG1 = { from: '2019-01-01T00:00:00Z', to: '2028-12-31T23:59:59Z' } as const;
const expired = { from: '2020-01-01T00:00:00Z', to: '2022-01-01T00:00:00Z' } as const;
const future = { from: '2046-01-01T00:00:00Z', to: '2047-01-01T00:00:00Z' } as const;
const signing = ['digitalSignature', 'nonRepudiation'] as const;
const pdfUsages = [
  extendedKeyUsageOid.clientAuth,
  extendedKeyUsageOid.emailProtection,
  extendedKeyUsageOid.documentSigning,
];

type Leaf = Omit<Entity, 'store' | 'role' | 'issuer' | 'from' | 'to'> & Partial<Pick<Entity, 'from' | 'to' | 'issuer'>>;
const official_ = (entity: Leaf): Entity => ({
  store: 'cong_vu',
  role: 'signer',
  issuer: 'cv-ca-g2',
  ...leaf,
  ...entity,
});
const citizen_ = (entity: Leaf): Entity => ({
  store: 'cong_cong',
  role: 'signer',
  issuer: 'cc-ca-g1',
  ...leaf,
  ...entity,
});

export const recipe: readonly Entity[] = [
  // ---- công vụ: two generations of roots, as in production (rules.md H.1)
  {
    id: 'cv-root-g1',
    store: 'cong_vu',
    role: 'root',
    issuer: 'cv-root-g1',
    key: 'rsa-2048',
    from: '2010-01-01T00:00:00Z',
    to: '2030-01-01T00:00:00Z',
    subject: [C, O('Cơ quan Mẫu'), CN('RootCA công vụ Thử Nghiệm')],
    about: 'root, first generation',
  },
  {
    id: 'cv-root-g2',
    store: 'cong_vu',
    role: 'root',
    issuer: 'cv-root-g2',
    key: 'rsa-3072',
    from: '2018-08-22T00:00:00Z',
    to: '2048-08-14T00:00:00Z',
    subject: [C, O('Cơ quan Mẫu'), CN('RootCA công vụ Thử Nghiệm G2')],
    about: 'root, second generation',
  },
  {
    id: 'cv-ca-g1',
    store: 'cong_vu',
    role: 'ca',
    issuer: 'cv-root-g1',
    key: 'rsa-2048',
    from: '2014-01-01T00:00:00Z',
    to: '2029-12-31T00:00:00Z',
    pathLength: 0,
    subject: [C, O('Cơ quan Mẫu'), CN('CA phục vụ cơ quan Thử Nghiệm')],
    about: 'sub-CA, first generation',
  },
  {
    id: 'cv-ca-g2',
    store: 'cong_vu',
    role: 'ca',
    issuer: 'cv-root-g2',
    key: 'rsa-2048',
    from: '2019-01-01T00:00:00Z',
    to: '2048-01-01T00:00:00Z',
    pathLength: 0,
    subject: [C, O('Cơ quan Mẫu'), CN('CA phục vụ cơ quan Thử Nghiệm G2')],
    about: 'sub-CA, second generation',
  },
  {
    id: 'cv-ca-revoked',
    store: 'cong_vu',
    role: 'ca',
    issuer: 'cv-root-g2',
    key: 'rsa-2048',
    from: '2019-01-01T00:00:00Z',
    to: '2048-01-01T00:00:00Z',
    pathLength: 0,
    revoked: { at: '2025-06-01T00:00:00Z', reason: 'keyCompromise' },
    subject: [C, O('Cơ quan Mẫu'), CN('CA đã thu hồi Thử Nghiệm')],
    about: 'sub-CA that was revoked',
  },
  {
    id: 'cv-ocsp-g1',
    store: 'cong_vu',
    role: 'ocsp',
    issuer: 'cv-ca-g1',
    key: 'rsa-2048',
    ...leafG1,
    subject: [C, O('Cơ quan Mẫu'), CN('OCSP công vụ Thử Nghiệm')],
    about: 'OCSP responder of cv-ca-g1',
  },
  {
    id: 'cv-ocsp-g2',
    store: 'cong_vu',
    role: 'ocsp',
    issuer: 'cv-ca-g2',
    key: 'rsa-2048',
    ...leaf,
    subject: [C, O('Cơ quan Mẫu'), CN('OCSP công vụ Thử Nghiệm G2')],
    about: 'OCSP responder of cv-ca-g2',
  },
  {
    id: 'cv-ocsp-revoked-ca',
    store: 'cong_vu',
    role: 'ocsp',
    issuer: 'cv-ca-revoked',
    key: 'rsa-2048',
    ...leaf,
    subject: [C, O('Cơ quan Mẫu'), CN('OCSP của CA đã thu hồi')],
    about: 'OCSP responder of cv-ca-revoked',
  },
  {
    id: 'cv-tsa',
    store: 'cong_vu',
    role: 'tsa',
    issuer: 'cv-ca-g2',
    key: 'rsa-2048',
    ...leaf,
    subject: [C, O('Cơ quan Mẫu'), CN('TSA công vụ Thử Nghiệm')],
    about: 'time-stamp authority',
  },
  {
    id: 'cv-tsa-expired',
    store: 'cong_vu',
    role: 'tsa',
    issuer: 'cv-ca-g2',
    key: 'rsa-2048',
    ...expired,
    subject: [C, O('Cơ quan Mẫu'), CN('TSA hết hạn')],
    about: 'time-stamp authority whose certificate ended',
  },
  {
    id: 'cv-tsa-noncritical',
    store: 'cong_vu',
    role: 'tsa',
    issuer: 'cv-ca-g2',
    key: 'rsa-2048',
    ...leaf,
    subject: [C, O('Cơ quan Mẫu'), CN('TSA mục đích không bắt buộc')],
    about: 'TSA whose extended key usage is not critical',
  },
  {
    id: 'cv-tsa-no-usage',
    store: 'cong_vu',
    role: 'signer',
    issuer: 'cv-ca-g2',
    key: 'rsa-2048',
    ...leaf,
    keyUsage: signing,
    subject: [C, O('Cơ quan Mẫu'), CN('TSA thiếu mục đích')],
    about: 'stamps without the timeStamping usage',
  },
  // ---- công vụ: signers
  official_({
    id: 'agency',
    key: 'rsa-2048',
    keyUsage: signing,
    subject: agency(commune),
    about: 'agency seal, UBND xã Mẫu (văn thư)',
  }),
  official_({
    id: 'agency-province',
    key: 'rsa-3072',
    keyUsage: signing,
    subject: agency(province),
    about: 'agency seal, UBND tỉnh Ví Dụ',
  }),
  official_({
    id: 'agency-merged',
    issuer: 'cv-ca-g1',
    ...leafG1,
    key: 'rsa-2048',
    keyUsage: signing,
    subject: agency('ỦY BAN NHÂN DÂN XÃ CŨ'),
    about: 'agency that merged in 2025, first generation',
  }),
  official_({
    id: 'agency-pss',
    key: 'rsa-2048',
    signedWith: 'pss',
    keyUsage: signing,
    subject: agency('TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ MẪU'),
    about: 'certificate signed with RSASSA-PSS',
  }),
  official_({
    id: 'leader',
    key: 'rsa-2048',
    keyUsage: signing,
    extendedKeyUsage: pdfUsages,
    subject: official('Trần Thị Thí Dụ', 'ttthidu-xamau@vidu.example', T('Chủ tịch')),
    about: 'competent person, chairwoman',
  }),
  official_({
    id: 'leader-g1',
    issuer: 'cv-ca-g1',
    ...leafG1,
    key: 'rsa-2048',
    keyUsage: signing,
    subject: official('Lê Văn Thử', 'lvthu-xamau@vidu.example', T('Phó Chủ tịch')),
    about: 'competent person under the first generation',
  }),
  official_({
    id: 'leader-p256',
    key: 'p-256',
    keyUsage: signing,
    subject: official('Phạm Thị Mẫu', 'ptmau-xamau@vidu.example', T('Phó Chủ tịch')),
    about: 'competent person with an ECDSA P-256 key',
  }),
  official_({
    id: 'operator',
    key: 'rsa-2048',
    keyUsage: signing,
    subject: official('Hoàng Văn Quét', 'hvquet-xamau@vidu.example'),
    about: 'operator (người số hóa), official',
  }),
  official_({
    id: 'leader-revoked',
    key: 'rsa-2048',
    keyUsage: signing,
    revoked: { at: '2026-01-15T00:00:00Z', reason: 'cessationOfOperation' },
    subject: official('Đỗ Văn Thôi', 'dvthoi-xamau@vidu.example', T('Chủ tịch')),
    about: 'twin: revoked on 15/01/2026',
  }),
  official_({
    id: 'leader-compromised',
    key: 'rsa-2048',
    keyUsage: signing,
    revoked: { at: '2026-03-01T00:00:00Z', reason: 'keyCompromise' },
    subject: official('Ngô Thị Lộ', 'ntlo-xamau@vidu.example'),
    about: 'twin: key compromised on 01/03/2026',
  }),
  official_({
    id: 'leader-on-hold',
    key: 'rsa-2048',
    keyUsage: signing,
    revoked: { at: '2026-02-01T00:00:00Z', reason: 'certificateHold' },
    subject: official('Vũ Văn Dừng', 'vvdung-xamau@vidu.example'),
    about: 'twin: on hold since 01/02/2026',
  }),
  official_({
    id: 'leader-expired',
    ...expired,
    key: 'rsa-2048',
    keyUsage: signing,
    subject: official('Bùi Thị Cũ', 'btcu-xamau@vidu.example'),
    about: 'twin: expired on 01/01/2022',
  }),
  official_({
    id: 'leader-not-yet',
    ...future,
    key: 'rsa-2048',
    keyUsage: signing,
    subject: official('Đặng Văn Sau', 'dvsau-xamau@vidu.example'),
    about: 'twin: valid from 2046',
  }),
  official_({
    id: 'leader-weak-key',
    key: 'rsa-1024',
    keyUsage: signing,
    subject: official('Lý Văn Yếu', 'lvyeu-xamau@vidu.example'),
    about: 'twin: RSA-1024 key',
  }),
  official_({
    id: 'leader-sha1',
    key: 'rsa-2048',
    signedWith: 'sha1',
    keyUsage: signing,
    subject: official('Mai Thị Cũ', 'mtcu-xamau@vidu.example'),
    about: 'twin: certificate signed with SHA-1',
  }),
  official_({
    id: 'leader-wrong-usage',
    key: 'rsa-2048',
    keyUsage: ['keyEncipherment', 'dataEncipherment'],
    subject: official('Cao Văn Khóa', 'cvkhoa-xamau@vidu.example'),
    about: 'twin: key for encryption only',
  }),
  official_({
    id: 'leader-no-usage',
    key: 'rsa-2048',
    keyUsage: null,
    subject: official('Hồ Thị Trống', 'httrong-xamau@vidu.example'),
    about: 'twin: no key usage extension',
  }),
  official_({
    id: 'leader-unreachable',
    key: 'rsa-2048',
    keyUsage: signing,
    unreachable: true,
    subject: official('Dương Văn Xa', 'dvxa-xamau@vidu.example'),
    about: 'twin: its status cannot be checked',
  }),
  official_({
    id: 'leader-silent',
    key: 'rsa-2048',
    keyUsage: signing,
    silent: true,
    subject: official('Tô Thị Lặng', 'ttlang-xamau@vidu.example'),
    about: 'twin: names no status source',
  }),
  official_({
    id: 'leader-under-revoked-ca',
    issuer: 'cv-ca-revoked',
    key: 'rsa-2048',
    keyUsage: signing,
    subject: official('Trịnh Văn Nhánh', 'tvnhanh-xamau@vidu.example'),
    about: 'twin: its CA was revoked',
  }),
  // ---- công cộng: RSA first generation, ECDSA third generation, a TSA root of its own
  {
    id: 'cc-root-g1',
    store: 'cong_cong',
    role: 'root',
    issuer: 'cc-root-g1',
    key: 'rsa-3072',
    from: '2014-01-01T00:00:00Z',
    to: '2045-01-01T00:00:00Z',
    subject: [C, O('Trung tâm Mẫu'), CN('Root CA công cộng Thử Nghiệm')],
    about: 'root',
  },
  {
    id: 'cc-root-g3',
    store: 'cong_cong',
    role: 'root',
    issuer: 'cc-root-g3',
    key: 'p-384',
    from: '2023-01-01T00:00:00Z',
    to: '2049-01-01T00:00:00Z',
    signedWith: 'sha384',
    subject: [C, O('Trung tâm Mẫu'), CN('Root CA công cộng Thử Nghiệm G3')],
    about: 'root, ECDSA',
  },
  {
    id: 'cc-tsa-root',
    store: 'cong_cong',
    role: 'root',
    issuer: 'cc-tsa-root',
    key: 'rsa-3072',
    from: '2023-01-01T00:00:00Z',
    to: '2050-01-01T00:00:00Z',
    subject: [C, O('Trung tâm Mẫu'), CN('Root TSA công cộng Thử Nghiệm')],
    about: 'root of time stamps only',
  },
  {
    id: 'cc-ca-g1',
    store: 'cong_cong',
    role: 'ca',
    issuer: 'cc-root-g1',
    key: 'rsa-2048',
    from: '2019-01-01T00:00:00Z',
    to: '2044-12-31T00:00:00Z',
    pathLength: 0,
    subject: [C, O('Công ty Thí Dụ CA'), CN('THÍ DỤ-CA SHA-256')],
    about: 'public CA',
  },
  {
    id: 'cc-ca-g3',
    store: 'cong_cong',
    role: 'ca',
    issuer: 'cc-root-g3',
    key: 'p-256',
    from: '2023-06-01T00:00:00Z',
    to: '2048-12-31T00:00:00Z',
    pathLength: 0,
    signedWith: 'sha384',
    subject: [C, O('Công ty Ví Dụ CA'), CN('VÍ DỤ-CA G3')],
    about: 'public CA, ECDSA',
  },
  {
    id: 'cc-ocsp-g1',
    store: 'cong_cong',
    role: 'ocsp',
    issuer: 'cc-ca-g1',
    key: 'rsa-2048',
    ...leaf,
    subject: [C, O('Công ty Thí Dụ CA'), CN('OCSP THÍ DỤ-CA')],
    about: 'OCSP responder of cc-ca-g1',
  },
  {
    id: 'cc-ocsp-g3',
    store: 'cong_cong',
    role: 'ocsp',
    issuer: 'cc-ca-g3',
    key: 'p-256',
    ...leaf,
    subject: [C, O('Công ty Ví Dụ CA'), CN('OCSP VÍ DỤ-CA G3')],
    about: 'OCSP responder of cc-ca-g3',
  },
  {
    id: 'cc-tsa',
    store: 'cong_cong',
    role: 'tsa',
    issuer: 'cc-tsa-root',
    key: 'p-256',
    ...leaf,
    subject: [C, O('Trung tâm Mẫu'), CN('TSA công cộng Thử Nghiệm')],
    about: 'time-stamp authority',
  },
  // ---- công cộng: signers, every name form of rules.md H.2
  citizen_({
    id: 'citizen',
    key: 'rsa-2048',
    keyUsage: signing,
    subject: person('CCCD:001090000001', 'Nguyễn Văn Mẫu'),
    about: 'citizen, CCCD',
  }),
  citizen_({
    id: 'citizen-nfd',
    key: 'rsa-2048',
    keyUsage: signing,
    subject: person('CCCD:001090000001', 'Nguyễn Văn Mẫu'.normalize('NFD')),
    about: 'same person, name in NFD',
  }),
  citizen_({
    id: 'citizen-p384',
    issuer: 'cc-ca-g3',
    key: 'p-384',
    keyUsage: signing,
    subject: person('CCCD:096304999999', 'Trần Thị Thí Dụ'),
    about: 'citizen with an ECDSA P-384 key',
  }),
  citizen_({
    id: 'citizen-p521',
    issuer: 'cc-ca-g3',
    key: 'p-521',
    keyUsage: signing,
    subject: person('CCCD:079199000002', 'Võ Thị Mẫu'),
    about: 'citizen with an ECDSA P-521 key',
  }),
  citizen_({
    id: 'citizen-ed25519',
    issuer: 'cc-ca-g3',
    key: 'ed25519',
    keyUsage: signing,
    subject: person('CCCD:079199000003', 'Võ Văn Mới'),
    about: 'citizen with an Ed25519 key',
  }),
  citizen_({
    id: 'citizen-legacy-p12',
    key: 'rsa-2048',
    keyUsage: signing,
    legacyPkcs12: true,
    subject: person('CCCD:001090000002', 'Nguyễn Thị Cũ'),
    about: 'PKCS#12 in the old encryption',
  }),
  citizen_({
    id: 'citizen-cccd-9',
    key: 'p-256',
    keyUsage: signing,
    subject: person('CCCD:010000001', 'Nguyễn Văn Chín'),
    about: 'name: nine digits under CCCD (a CMND)',
  }),
  citizen_({
    id: 'citizen-cccd-10',
    key: 'p-256',
    keyUsage: signing,
    subject: person('CCCD:0100000003', 'CÔNG TY TNHH THÍ DỤ'),
    about: 'name: ten digits under CCCD (an MST)',
  }),
  citizen_({
    id: 'citizen-ccccd',
    key: 'p-256',
    keyUsage: signing,
    subject: person('CCCCD:001090000001', 'Nguyễn Văn Mẫu'),
    about: 'name: mistyped prefix',
  }),
  citizen_({
    id: 'citizen-bare',
    key: 'p-256',
    keyUsage: signing,
    subject: person('001090000001', 'Nguyễn Văn Mẫu'),
    about: 'name: number without prefix',
  }),
  citizen_({
    id: 'citizen-passport',
    key: 'p-256',
    keyUsage: signing,
    subject: person('HC:C0000001', 'John Vidu'),
    about: 'name: passport',
  }),
  citizen_({
    id: 'citizen-bhxh',
    key: 'p-256',
    keyUsage: signing,
    subject: person('BHXH:0100000001', 'Nguyễn Thị Bảo'),
    about: 'name: social insurance number',
  }),
  citizen_({
    id: 'citizen-cmnd',
    key: 'p-256',
    keyUsage: signing,
    subject: person('CMND:010000001', 'Nguyễn Văn Chín'),
    about: 'name: old identity card',
  }),
  citizen_({
    id: 'citizen-uid-last',
    key: 'p-256',
    keyUsage: signing,
    subject: [C, CN('Nguyễn Văn Mẫu'), PHONE('0900000000'), UID('CCCD:001090000001')],
    about: 'name: number at the end, telephone inside',
  }),
  citizen_({
    id: 'company',
    key: 'rsa-2048',
    keyUsage: signing,
    subject: [UID('MST:0100000003'), CN('CÔNG TY TNHH THÍ DỤ'), C],
    about: 'company, MST',
  }),
  citizen_({
    id: 'operator-postal',
    key: 'rsa-2048',
    keyUsage: signing,
    subject: person('CCCD:079199000002', 'Võ Thị Mẫu'),
    about: 'operator of the postal service',
  }),
  citizen_({
    id: 'citizen-revoked',
    key: 'rsa-2048',
    keyUsage: signing,
    revoked: { at: '2026-01-15T00:00:00Z', reason: 'keyCompromise' },
    subject: person('CCCD:001090000001', 'Nguyễn Văn Mẫu'),
    about: 'twin: revoked on 15/01/2026',
  }),
  citizen_({
    id: 'citizen-expired',
    ...expired,
    key: 'rsa-2048',
    keyUsage: signing,
    subject: person('CCCD:001090000001', 'Nguyễn Văn Mẫu'),
    about: 'twin: expired on 01/01/2022',
  }),
  citizen_({
    id: 'citizen-unreachable',
    key: 'rsa-2048',
    keyUsage: signing,
    unreachable: true,
    subject: person('CCCD:001090000001', 'Nguyễn Văn Mẫu'),
    about: 'twin: its status cannot be checked',
  }),
  citizen_({
    id: 'agency-wrong-store',
    key: 'rsa-2048',
    keyUsage: signing,
    subject: agency(commune),
    about: 'twin: the name of the agency, in the public hierarchy',
  }),
  // ---- rogue: same names as the real CA, other keys
  {
    id: 'rogue-root',
    store: 'rogue',
    role: 'root',
    issuer: 'rogue-root',
    key: 'rsa-2048',
    from: '2018-08-22T00:00:00Z',
    to: '2048-08-14T00:00:00Z',
    subject: [C, O('Cơ quan Mẫu'), CN('RootCA công vụ Thử Nghiệm G2')],
    about: 'look-alike of cv-root-g2 with another key',
  },
  {
    id: 'rogue-ca',
    store: 'rogue',
    role: 'ca',
    issuer: 'rogue-root',
    key: 'rsa-2048',
    from: '2019-01-01T00:00:00Z',
    to: '2048-01-01T00:00:00Z',
    pathLength: 0,
    subject: [C, O('Cơ quan Mẫu'), CN('CA phục vụ cơ quan Thử Nghiệm G2')],
    about: 'look-alike of cv-ca-g2 with another key',
  },
  {
    id: 'rogue-agency',
    store: 'rogue',
    role: 'signer',
    issuer: 'rogue-ca',
    key: 'rsa-2048',
    ...leaf,
    keyUsage: signing,
    subject: agency(commune),
    about: 'look-alike of the agency',
  },
];

/** Hosts that the test servers answer for, and the one that nobody serves. */
export const hosts = {
  cong_vu: {
    ca: 'ca.congvu.example',
    crl: 'crl.congvu.example',
    ocsp: 'ocsp.congvu.example',
    tsa: 'tsa.congvu.example',
  },
  cong_cong: {
    ca: 'ca.congcong.example',
    crl: 'crl.congcong.example',
    ocsp: 'ocsp.congcong.example',
    tsa: 'tsa.congcong.example',
  },
  rogue: { ca: 'ca.rogue.example', crl: 'crl.rogue.example', ocsp: 'ocsp.rogue.example', tsa: 'tsa.rogue.example' },
  unreachable: 'khong-ton-tai.example',
} as const;

/** Addresses of the time-stamp authorities. */
export const tsaUrls = {
  cong_vu: `http://${hosts.cong_vu.tsa}/tsa`,
  cong_cong: `http://${hosts.cong_cong.tsa}/tsa`,
} as const;

/** Opens every PKCS#12 of the test PKI. Not a secret: these keys protect nothing. */
export const testPassword = 'chi-de-thu';
