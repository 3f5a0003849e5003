import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calibration } from '../extraction/confidence.ts';
import { defaultModel } from '../ocr/models.ts';

/**
 * What reads papers here, in one line: version of the software, recognition model and calibration by their digests. Another
 * one of them, and the quality report counts anew beside the old.
 */
export function readerName(): string {
  const { id, folder, language, gzip } = defaultModel();
  const model = readFileSync(join(folder, `${language}.traineddata${gzip ? '.gz' : ''}`));
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '0';
  return `sohoa ${version} · ${id} ${short(model)} · ${short(JSON.stringify(calibration))}`;
}

const short = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex').slice(0, 6);
