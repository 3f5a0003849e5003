import type { Language } from '../domain/text.ts';
import { settings } from './settings.ts';

/** The table of settings as Markdown rows: variable, name in the file, default, meaning. README carries the English one. */
export function settingsTable(language: Language): string {
  const head =
    language === 'vi'
      ? '| biến | tên trong tệp | mặc định | ý nghĩa |'
      : '| variable | name in the file | default | meaning |';
  const rows = Object.entries(settings).map(([name, { env, fallback, about }]) => {
    const shown = name === 'workers' ? (language === 'vi' ? 'số nhân' : 'number of cores') : showDefault(fallback);
    return `| \`${env}\` | \`${name}\` | ${shown} | ${about[language].replaceAll('|', '\\|')} |`;
  });
  return [head, '| --- | --- | --- | --- |', ...rows].join('\n');
}

function showDefault(value: unknown): string {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return '—';
  return `\`${String(value)}\``;
}
