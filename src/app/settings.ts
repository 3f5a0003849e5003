import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { templateFault } from '../domain/codes.ts';
import { signatureProfileIds } from '../domain/rules/signature-profiles.ts';
import { type Text, text } from '../domain/text.ts';
import { preparationSteps } from '../imaging/preparation-steps.ts';

/** One setting: its environment variable, what it may be, its safe default, and what it is for. */
export interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly env: string;
  readonly schema: Schema;
  readonly fallback: z.input<Schema> | undefined;
  readonly about: Text;
  /** Never printed, not even by `doctor`. */
  readonly secret?: boolean;
}

const setting = <Schema extends z.ZodType>(
  env: string,
  schema: Schema,
  fallback: z.input<Schema> | undefined,
  vi: string,
  en: string,
  secret = false,
): Setting<Schema> => ({ env, schema, fallback, about: text(vi, en), ...(secret ? { secret } : {}) });

const count = (max: number) => z.coerce.number().int().min(1).max(max);
const path = z
  .string()
  .min(1)
  .transform((value) => resolve(value));
const list = z
  .union([z.array(z.string()), z.string()])
  .transform((value) =>
    (Array.isArray(value) ? value : value.split(',')).map((item) => item.trim()).filter((item) => item !== ''),
  );

/** In the order in which they are done, each once: the same choice has the same digest however it was written. */
const steps = list
  .pipe(z.array(z.enum(preparationSteps)))
  .transform((chosen) => preparationSteps.filter((step) => chosen.includes(step)));

/**
 * Where a key is, never what it is: a password, PIN or token is read from a file or an environment variable when it is
 * used. `slots`: the signature profiles that this key fills.
 */
const keyBase = {
  id: z.string().regex(/^[\w-]+$/),
  slots: z.array(z.enum(signatureProfileIds)).min(1),
};
/** Where the password or PIN is. */
const password = { passwordFile: path.optional(), passwordEnv: z.string().optional() };
const webAddress = z.url({ protocol: /^https?$/ });

const keyEntry = z.discriminatedUnion('kind', [
  z.object({ ...keyBase, ...password, kind: z.literal('pkcs12'), file: path }).strict(),
  z
    .object({
      ...keyBase,
      ...password,
      kind: z.literal('pkcs11'),
      /** The vendor's PKCS#11 library. */
      library: path,
      /** Label of the token; the only one when left out. */
      token: z.string().optional(),
      /** CKA_LABEL of the key, or SHA-256 of its certificate. */
      key: z.string().optional(),
      /** PEM of the certificate, when the token holds the key only. */
      certificate: path.optional(),
    })
    .strict(),
  z
    .object({
      ...keyBase,
      ...password,
      /** A remote signing service that speaks the CSC API v2. */
      kind: z.literal('csc'),
      /** Base address, `https://…/csc/v2`. */
      url: webAddress,
      credential: z.string().min(1).max(400),
      /** Name under which the service wants the password above (`PIN`, `OTP` …). */
      authId: z.string().default('PIN'),
      /** A ready access token … */
      tokenFile: path.optional(),
      tokenEnv: z.string().optional(),
      /** … or the client that fetches one (OAuth 2 client credentials, at `<url>/oauth2/token` when not told otherwise). */
      clientId: z.string().optional(),
      clientSecretFile: path.optional(),
      clientSecretEnv: z.string().optional(),
      tokenUrl: webAddress.optional(),
      timeoutMs: count(600_000).default(60_000),
      /** How long the holder may take to confirm on their device before the request counts as expired, ms. */
      confirmMs: count(86_400_000).default(600_000),
    })
    .strict(),
  z
    .object({
      ...keyBase,
      /** No key here: the document goes to the signer's own software and comes back. */
      kind: z.literal('handoff'),
      /** PEM of the certificate that must have signed; without it any that the slot accepts. */
      certificate: path.optional(),
      expiresHours: z.coerce
        .number()
        .positive()
        .max(24 * 366)
        .default(72),
    })
    .strict(),
]);

/** All settings; README's table is made from this one (`sohoa doctor --settings`), and a test keeps them equal. */
export const settings = {
  dataDir: setting(
    'SOHOA_DATA_DIR',
    path,
    'data',
    'Thư mục dữ liệu (tài liệu, cơ sở dữ liệu, nhật ký)',
    'Data folder (documents, database, audit log)',
  ),
  language: setting('SOHOA_LANG', z.enum(['vi', 'en']), 'vi', 'Ngôn ngữ hiển thị', 'Language of texts for people'),
  databaseUrl: setting(
    'DATABASE_URL',
    z.url().optional(),
    undefined,
    'PostgreSQL; trống: PGlite trong thư mục dữ liệu',
    'PostgreSQL; empty: PGlite in the data folder',
    true,
  ),
  redisUrl: setting(
    'REDIS_URL',
    z.url().optional(),
    undefined,
    'Redis cho hàng đợi; trống: hàng đợi trên cơ sở dữ liệu',
    'Redis for the queue; empty: the queue lives in the database',
    true,
  ),
  httpHost: setting(
    'SOHOA_HTTP_HOST',
    z.string(),
    '127.0.0.1',
    'Địa chỉ lắng nghe của dịch vụ',
    'Address the service listens on',
  ),
  httpPort: setting(
    'SOHOA_HTTP_PORT',
    z.coerce.number().int().min(0).max(65535),
    8080,
    'Cổng của dịch vụ (0: tự chọn)',
    'Port of the service (0: any free)',
  ),
  apiTokens: setting(
    'SOHOA_API_TOKENS',
    list,
    '',
    'Mã truy cập của hệ thống một cửa, cách nhau dấu phẩy; trống: chỉ nhận từ máy này',
    'Bearer tokens of one-stop-shop systems, comma separated; empty: only this machine may call',
    true,
  ),
  ocrEngine: setting(
    'SOHOA_OCR_ENGINE',
    z.enum(['auto', 'tesseract', 'tesseract.js']),
    'auto',
    'Bộ nhận dạng chữ',
    'Recognition engine',
  ),
  preparationWithout: setting(
    'SOHOA_PREPARATION_WITHOUT',
    steps,
    '',
    `Bước chuẩn bị ảnh cần bỏ qua, cách nhau dấu phẩy: ${preparationSteps.join(', ')} (docs/digitizing.md)`,
    `Steps of the preparation to leave out, comma separated: ${preparationSteps.join(', ')} (docs/digitizing.md)`,
  ),
  workers: setting(
    'SOHOA_WORKERS',
    count(64),
    Math.max(1, Math.min(8, availableParallelism())),
    'Số tiến trình xử lý ảnh và nhận dạng',
    'Image and recognition workers',
  ),
  maxFileBytes: setting(
    'SOHOA_MAX_FILE_BYTES',
    count(4 * 1024 ** 3),
    200 * 1024 ** 2,
    'Kích thước tệp lớn nhất (byte)',
    'Largest file (bytes)',
  ),
  maxPages: setting('SOHOA_MAX_PAGES', count(20_000), 2000, 'Số trang lớn nhất của một tệp', 'Most pages of one file'),
  maxPixels: setting(
    'SOHOA_MAX_PIXELS',
    count(1_000_000_000),
    120_000_000,
    'Số điểm ảnh lớn nhất của một trang',
    'Most pixels of one page',
  ),
  pageTimeoutMs: setting(
    'SOHOA_PAGE_TIMEOUT_MS',
    count(3_600_000),
    120_000,
    'Thời gian lớn nhất cho một trang (ms)',
    'Longest time for one page (ms)',
  ),
  verifyTimeoutMs: setting(
    'SOHOA_VERIFY_TIMEOUT_MS',
    count(3_600_000),
    60_000,
    'Thời gian lớn nhất để kiểm tra một tệp (ms)',
    'Longest time to verify one file (ms)',
  ),
  trustDir: setting(
    'SOHOA_TRUST_DIR',
    path.optional(),
    undefined,
    'Kho chứng thư tin cậy; trống: kho đi kèm phần mềm',
    'Trust stores; empty: those shipped with the software',
  ),
  typesDir: setting(
    'SOHOA_TYPES_DIR',
    path.optional(),
    undefined,
    'Thư mục loại giấy tờ của đơn vị (docs/document-types.md), thêm vào các loại đi kèm',
    "Folder of the office's own document types (docs/document-types.md), beside those shipped",
  ),
  unitsFile: setting(
    'SOHOA_UNITS_FILE',
    path.optional(),
    undefined,
    'Danh mục đơn vị hành chính cũ → mới dưới cấp tỉnh (JSON), thay cho danh mục có sẵn',
    'Old → new administrative units below the province (JSON), in place of the catalogue at hand',
  ),
  tsaUrls: setting(
    'SOHOA_TSA_URLS',
    list,
    '',
    'Máy chủ dấu thời gian RFC 3161, theo thứ tự',
    'RFC 3161 timestamp servers, in order',
  ),
  tsaTimeoutMs: setting(
    'SOHOA_TSA_TIMEOUT_MS',
    count(600_000),
    180_000,
    'Thời gian chờ dấu thời gian (ms); máy chủ VGCA từng mất tới 131 giây',
    'Timestamp time-out (ms); the VGCA server has taken up to 131 s',
  ),
  allowHosts: setting(
    'SOHOA_ALLOW_HOSTS',
    list,
    '',
    'Máy chủ được phép kết nối: `tên` hoặc `tên=địa_chỉ:cổng`',
    'Hosts that may be reached: `name` or `name=address:port`',
  ),
  shareUrls: setting('SOHOA_SHARE_URLS', list, '', 'Nơi nhận chia sẻ: `tên=URL`', 'Sharing destinations: `name=URL`'),
  signatureLevel: setting(
    'SOHOA_SIGNATURE_LEVEL',
    z.enum(['B-B', 'B-T', 'B-LT', 'B-LTA']),
    'B-LTA',
    'Mức chữ ký cuối cùng của tài liệu',
    'Final signature level of a document',
  ),
  renewalMarginDays: setting(
    'SOHOA_RENEWAL_MARGIN_DAYS',
    count(3_650),
    180,
    'Gia hạn dấu thời gian của tài liệu lưu kho trước khi chứng cứ hết hiệu lực (ngày)',
    'Renews the timestamps of stored documents this long before their proof ends (days)',
  ),
  agencyName: setting(
    'SOHOA_AGENCY_NAME',
    z.string(),
    'Cơ quan chưa cấu hình',
    'Tên cơ quan ghi trên chữ ký',
    'Agency name shown in signatures',
  ),
  sealFile: setting(
    'SOHOA_SEAL_FILE',
    path.optional(),
    undefined,
    'Ảnh dấu của cơ quan (PNG nền trong)',
    "Image of the agency's seal (transparent PNG)",
  ),
  sealDiameterMm: setting(
    'SOHOA_SEAL_DIAMETER_MM',
    z.coerce.number().positive().max(60).optional(),
    undefined,
    'Đường kính dấu (mm); không có giá trị mặc định',
    'Seal diameter (mm); there is no default',
  ),
  handwritingFile: setting(
    'SOHOA_SIGNATURE_FILE',
    path.optional(),
    undefined,
    'Ảnh chữ ký tay của người có thẩm quyền (PNG nền trong, màu xanh)',
    "Image of the competent person's handwritten signature (transparent PNG, blue)",
  ),
  handwritingWidthMm: setting(
    'SOHOA_SIGNATURE_WIDTH_MM',
    z.coerce.number().positive().max(100),
    46,
    'Bề rộng ảnh chữ ký tay (mm)',
    'Width of the handwritten signature (mm)',
  ),
  fontFile: setting(
    'SOHOA_FONT_FILE',
    path.optional(),
    undefined,
    'Times New Roman (TTF) của cơ quan; trống: Tinos',
    'Times New Roman (TTF) of the agency; empty: Tinos',
  ),
  codeTemplate: setting(
    'SOHOA_CODE_TEMPLATE',
    z.string().superRefine((template, { addIssue }) => {
      const fault = templateFault(template);
      if (fault !== null) addIssue({ code: 'custom', message: fault.en, params: fault });
    }),
    '{chu}.{loai}.{kyhieu}.{nn}',
    'Mẫu mã giấy tờ số hóa (chưa xác minh)',
    'Template of the digitized-paper code (unverified)',
  ),
  resultCodeForm: setting(
    'SOHOA_RESULT_CODE_FORM',
    z.enum(['KQ(n)', 'KQn']),
    'KQ(n)',
    'Dạng phần cuối của mã kết quả (chưa xác minh dấu ngoặc là nguyên văn)',
    'Form of the end of a result code (unverified whether the parentheses are literal)',
  ),
  reviewGate: setting(
    'SOHOA_REVIEW_GATE',
    z.enum(['required', 'all', 'none']),
    'required',
    'Trường chưa chắc chắn nào giữ giấy tờ lại trước khi cấp mã và lưu Kho: `required` (trường bắt buộc), `all`, `none`',
    'Doubtful fields that keep a paper from its code and the warehouse: `required` ones, `all`, `none`',
  ),
  ocrLayer: setting(
    'SOHOA_OCR_LAYER',
    z.enum(['trong_ban_chup', 'tep_kem']),
    'trong_ban_chup',
    'Lớp chữ nằm trong bản chụp hay ở tệp kèm',
    'Text layer inside the scan or only in the sidecar',
  ),
  keys: setting(
    'SOHOA_KEYS',
    z.preprocess((value) => (typeof value === 'string' ? JSON.parse(value) : value), z.array(keyEntry)),
    [],
    'Khóa ký theo vị trí (JSON)',
    'Signing keys by slot (JSON)',
  ),
} as const satisfies Record<string, Setting>;

export type KeyEntry = z.output<typeof keyEntry>;
