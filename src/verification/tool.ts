import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

/** Name and version that reports and evidence carry; the second number counts changes of how a verdict is reached. */
export const toolName = `sohoa ${manifest.version} (verification 1)`;
