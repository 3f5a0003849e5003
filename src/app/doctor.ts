import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { createGuardedTransport } from '../adapters/http/guarded-transport.ts';
import { systemClock, vietnamTime } from '../domain/clock.ts';
import { asSohoaError } from '../domain/errors.ts';
import type { SlotId } from '../domain/five-steps.ts';
import { algorithmProfile } from '../domain/rules/algorithms.ts';
import { inForce, type RuleProfile, vietnamDay } from '../domain/rules/rule-profile.ts';
import { scopeProfiles } from '../domain/rules/scope.ts';
import { signatureProfiles } from '../domain/rules/signature-profiles.ts';
import { verificationPolicies } from '../domain/rules/verification-policy.ts';
import { type Language, type Text, text } from '../domain/text.ts';
import { defaultModel } from '../ocr/models.ts';
import { nameOid, valuesOf } from '../pki/distinguished-name.ts';
import { loadTrustStores, trustStoreNames } from '../pki/trust-store.ts';
import type { Config } from './config.ts';
import { createKeyring } from './keyring.ts';
import { trustFolder } from './trust-folder.ts';

/** One line of `doctor`: ok, something to know, or something that must be put right before the work can be done. */
export interface Diagnosis {
  readonly id: string;
  readonly state: 'ok' | 'warning' | 'missing';
  readonly about: Text;
}

const slots: readonly SlotId[] = ['OPERATOR_SCAN', 'PERSON_COMPETENT', 'AGENCY_ISSUED', 'COPY_SAO_Y'];
const soonMs = 60 * 24 * 3_600_000;
const lowDiskBytes = 2 * 1024 ** 3;

/** What is live (engines, keys and their expiry, trust stores, OCR data, disk, rules) and what is missing. Changes nothing. */
export async function diagnose(config: Config, now: Date): Promise<readonly Diagnosis[]> {
  return (
    await Promise.all([
      runtime(),
      engines(config),
      recognition(config),
      keys(config, now),
      trust(config, now),
      network(config),
      disk(config),
      rules(now),
    ])
  ).flat();
}

const ok = (id: string, vi: string, en: string): Diagnosis => ({ id, state: 'ok', about: text(vi, en) });
const warning = (id: string, vi: string, en: string): Diagnosis => ({ id, state: 'warning', about: text(vi, en) });
const missing = (id: string, vi: string, en: string): Diagnosis => ({ id, state: 'missing', about: text(vi, en) });

async function runtime(): Promise<readonly Diagnosis[]> {
  return [ok('runtime', `Node ${process.versions.node}`, `Node ${process.versions.node}`)];
}

async function engines(config: Config): Promise<readonly Diagnosis[]> {
  const database = config.databaseUrl === undefined ? 'PGlite' : 'PostgreSQL';
  const queue = config.redisUrl === undefined ? database : 'Redis';
  return [
    ok('database', `Cơ sở dữ liệu: ${database}`, `Database: ${database}`),
    ok('queue', `Hàng đợi: BullMQ trên ${queue}`, `Queue: BullMQ on ${queue}`),
  ];
}

async function recognition(config: Config): Promise<readonly Diagnosis[]> {
  const model = defaultModel();
  const native = await nativeTesseract();
  return [
    existsSync(model.folder)
      ? ok(
          'ocr-data',
          `Dữ liệu nhận dạng: ${model.language} ${model.id}`,
          `Recognition data: ${model.language} ${model.id}`,
        )
      : missing(
          'ocr-data',
          'Thiếu dữ liệu nhận dạng tiếng Việt: chạy lại npm ci',
          'Vietnamese recognition data are missing: run npm ci',
        ),
    native === null
      ? ok(
          'ocr-engine',
          'Bộ nhận dạng: tesseract.js (chưa cài tesseract)',
          'Engine: tesseract.js (native tesseract is not installed)',
        )
      : ok(
          'ocr-engine',
          `Bộ nhận dạng: ${config.ocrEngine}; có ${native}`,
          `Engine: ${config.ocrEngine}; ${native} is installed`,
        ),
  ];
}

async function nativeTesseract(): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('tesseract', ['--version'], { timeout: 5000 });
    return stdout.split('\n')[0] ?? null;
  } catch {
    return null;
  }
}

async function keys(config: Config, now: Date): Promise<readonly Diagnosis[]> {
  const transport = createGuardedTransport({ allowHosts: config.allowHosts });
  const ring = createKeyring(config, { transport, clock: systemClock });
  try {
    const found = await ring.survey();
    const lines = found.map(({ id, kind, slots: fits, key, error }): Diagnosis => {
      const name = `key:${id}`;
      if (kind === 'handoff')
        return ok(
          name,
          `Khóa ${id}: chuyển cho phần mềm của người ký (${fits.join(', ')})`,
          `Key ${id}: handed to the signer's own software (${fits.join(', ')})`,
        );
      if (key === null) return missing(name, `Khóa ${id}: ${error?.text.vi}`, `Key ${id}: ${error?.text.en}`);
      const { certificate } = key;
      const until = vietnamTime(certificate.notAfter);
      const whose = `${valuesOf(certificate.subject, nameOid.commonName)[0] ?? '?'} (${fits.join(', ')})`;
      if (certificate.notAfter < now || certificate.notBefore > now)
        return missing(
          name,
          `Khóa ${id}: ${whose} không còn hiệu lực (đến ${until})`,
          `Key ${id}: ${whose} is not valid now (until ${until})`,
        );
      if (certificate.notAfter.getTime() - now.getTime() < soonMs)
        return warning(name, `Khóa ${id}: ${whose} sắp hết hạn ${until}`, `Key ${id}: ${whose} expires soon, ${until}`);
      return ok(name, `Khóa ${id}: ${whose}, hiệu lực đến ${until}`, `Key ${id}: ${whose}, valid until ${until}`);
    });
    const without = slots.filter((slot) => !found.some((one) => one.slots.includes(slot)));
    return [
      ...lines,
      ...without.map((slot) =>
        warning(
          `slot:${slot}`,
          `Chưa có khóa cho vị trí ${slot}: tài liệu sẽ chờ ký`,
          `No key for the slot ${slot}: documents will wait to be signed`,
        ),
      ),
    ];
  } finally {
    await ring.close();
  }
}

async function trust(config: Config, now: Date): Promise<readonly Diagnosis[]> {
  try {
    const stores = await loadTrustStores(trustFolder(config));
    return trustStoreNames.map((name) => {
      const { anchors, tsaAnchors, intermediates } = stores[name];
      const live = anchors.filter(({ certificate }) => certificate.notAfter > now).length;
      const vi = `Kho tin cậy ${name}: ${anchors.length} gốc (${live} còn hạn), ${intermediates.length} trung gian, ${tsaAnchors.length} gốc dấu thời gian`;
      const en = `Trust store ${name}: ${anchors.length} anchors (${live} live), ${intermediates.length} intermediates, ${tsaAnchors.length} timestamp anchors`;
      return live === 0
        ? warning(
            `trust:${name}`,
            `${vi}: mọi chữ ký thuộc kho này sẽ không được tin`,
            `${en}: no signature of this hierarchy will be trusted`,
          )
        : ok(`trust:${name}`, vi, en);
    });
  } catch (thrown) {
    const error = asSohoaError(thrown);
    return [missing('trust', error.text.vi, error.text.en)];
  }
}

async function network(config: Config): Promise<readonly Diagnosis[]> {
  const tsa =
    config.tsaUrls.length === 0
      ? warning(
          'tsa',
          `Chưa cấu hình máy chủ dấu thời gian: mức ${config.signatureLevel} sẽ chờ dấu thời gian`,
          `No timestamp server configured: level ${config.signatureLevel} will wait for a timestamp`,
        )
      : ok('tsa', `Dấu thời gian: ${config.tsaUrls.length} máy chủ`, `Timestamps: ${config.tsaUrls.length} servers`);
  const share =
    config.shareUrls.length === 0
      ? warning('sharing', 'Chưa cấu hình nơi nhận chia sẻ', 'No sharing destination configured')
      : ok('sharing', `Nơi nhận: ${config.shareUrls.length}`, `Destinations: ${config.shareUrls.length}`);
  return [tsa, share];
}

async function disk(config: Config): Promise<readonly Diagnosis[]> {
  let folder = config.dataDir;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const gigabytes = (free / 1024 ** 3).toFixed(1);
  const line = [
    `Đĩa còn trống ${gigabytes} GiB tại ${config.dataDir}`,
    `${gigabytes} GiB free at ${config.dataDir}`,
  ] as const;
  return [free < lowDiskBytes ? warning('disk', ...line) : ok('disk', ...line)];
}

/** Rules in force whose text is not verified are shown as such, never as established (rules.md O.1). */
async function rules(now: Date): Promise<readonly Diagnosis[]> {
  const day = vietnamDay(now);
  const all: readonly RuleProfile<unknown>[] = [
    ...scopeProfiles,
    ...Object.values(signatureProfiles).flat(),
    ...verificationPolicies,
    algorithmProfile,
  ];
  return all
    .filter((profile) => inForce(profile, day) && profile.status === 'unverified')
    .map((profile) => {
      const what = (language: Language) => (profile.unverified ?? []).map((point) => point[language]).join('; ');
      return warning(
        `rule:${profile.id}`,
        `Quy tắc ${profile.id} chưa xác minh: ${what('vi')}`,
        `Rule ${profile.id} is unverified: ${what('en')}`,
      );
    });
}
