import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SohoaError } from '../domain/errors.ts';
import { type Language, type Text, text } from '../domain/text.ts';
import { type Environment, readConfigFile } from './config-file.ts';
import { type Setting, settings } from './settings.ts';

type SettingName = keyof typeof settings;

/**
 * The one place where configuration enters. A setting comes from its environment variable, else from the JSON file
 * that `SOHOA_CONFIG` names (default `sohoa.config.json` when it is there), else from the safe default.
 */
export type Config = { readonly [Name in SettingName]: z.output<(typeof settings)[Name]['schema']> };

export type { Environment } from './config-file.ts';

/** Reads and checks all settings; SohoaError CONFIG_INVALID names every wrong one at once. */
export function loadConfig(
  environment: Environment = process.env,
  overrides: Readonly<Record<string, unknown>> = {},
): Config {
  const file = readConfigFile(environment);
  const faults: Text[] = [];
  const config: Record<string, unknown> = {};
  for (const [name, { env, schema, fallback }] of Object.entries(settings) as [SettingName, Setting][]) {
    const fromEnvironment = environment[env] === '' ? undefined : environment[env];
    const raw = overrides[name] ?? fromEnvironment ?? file[name] ?? fallback;
    const parsed = parseSafely(schema, raw);
    if (parsed.success) config[name] = parsed.data;
    else faults.push(text(`${env}: ${parsed.fault.vi}`, `${env}: ${parsed.fault.en}`));
  }
  for (const unknown of Object.keys(file).filter((name) => !(name in settings)))
    faults.push(text(`${unknown}: không có mục cấu hình này`, `${unknown}: unknown setting`));
  if (faults.length > 0)
    throw new SohoaError('CONFIG_INVALID', {
      reason_vi: faults.map(({ vi }) => vi).join('; '),
      reason_en: faults.map(({ en }) => en).join('; '),
    });
  return config as Config;
}

function parseSafely(
  schema: z.ZodType,
  raw: unknown,
): { readonly success: true; readonly data: unknown } | { readonly success: false; readonly fault: Text } {
  try {
    const result = schema.safeParse(raw);
    if (result.success) return { success: true, data: result.data };
    const inEnglish = schema.safeParse(raw, { error: z.locales.en().localeError }).error?.issues ?? [];
    const inVietnamese = schema.safeParse(raw, { error: z.locales.vi().localeError }).error?.issues ?? [];
    const said = (issues: readonly z.core.$ZodIssue[], language: Language): string =>
      issues.map((issue) => issueText(issue, language)).join(', ');
    return { success: false, fault: text(said(inVietnamese, 'vi'), said(inEnglish, 'en')) };
  } catch {
    return { success: false, fault: text('không phải JSON', 'not valid JSON') };
  }
}

/** A wrong entry of a list or object is named by its place; its value is not repeated, since it may be a secret. */
function issueText({ path: at, message, ...issue }: z.core.$ZodIssue, language: Language): string {
  const own = issue.code === 'custom' ? issue.params?.[language] : undefined;
  const said = typeof own === 'string' ? own : message;
  return at.length === 0 ? said : `${at.join('.')}: ${said}`;
}

export type SecretSource = { readonly file?: string | undefined; readonly env?: string | undefined };

/** A secret, read at the moment it is used and kept nowhere. Undefined when none is configured; KEY_UNAVAILABLE when its file cannot be read. */
export function readSecret(source: SecretSource, environment: Environment = process.env): string | undefined {
  if (source.env !== undefined) return environment[source.env];
  if (source.file === undefined) return undefined;
  try {
    return readFileSync(source.file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new SohoaError('KEY_UNAVAILABLE', { reason: `secret file ${source.file} cannot be read` }, { cause });
  }
}
