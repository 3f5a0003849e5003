import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settingsTable } from '../../../src/app/settings-table.ts';

it('README shows the settings that the code has', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const shown = /<!-- settings:begin -->\n([\s\S]*?)\n<!-- settings:end -->/.exec(readme)?.[1];
  expect(shown?.trim()).toBe(settingsTable('en'));
});
