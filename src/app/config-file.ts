import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SohoaError } from '../domain/errors.ts';

// apart from the settings themselves: every command asks for its language first, and their schemas take 50 ms to load

export type Environment = Readonly<Record<string, string | undefined>>;

/** The JSON file that `SOHOA_CONFIG` names, `sohoa.config.json` when it is there; nothing where neither is. CONFIG_INVALID. */
export function readConfigFile(environment: Environment): Readonly<Record<string, unknown>> {
  const named = environment.SOHOA_CONFIG;
  const file = resolve(named ?? 'sohoa.config.json');
  if (!existsSync(file)) {
    if (named === undefined) return {};
    throw new SohoaError('CONFIG_INVALID', { reason: `SOHOA_CONFIG: ${file} does not exist` });
  }
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      throw new TypeError('not a JSON object');
    return parsed as Readonly<Record<string, unknown>>;
  } catch (thrown) {
    throw new SohoaError('CONFIG_INVALID', { reason: `${file}: ${thrown instanceof Error ? thrown.message : thrown}` });
  }
}

/** The language that the settings ask for; undefined where they ask for none or cannot be read. */
export function configuredLanguage(environment: Environment): string | undefined {
  if (environment.SOHOA_LANG !== undefined && environment.SOHOA_LANG !== '') return environment.SOHOA_LANG;
  try {
    const { language } = readConfigFile(environment);
    return typeof language === 'string' ? language : undefined;
  } catch {
    return undefined; // said by the command itself, which reads all settings
  }
}
