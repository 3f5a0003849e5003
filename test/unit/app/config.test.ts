import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/app/config.ts';
import { settings } from '../../../src/app/settings.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('configuration', () => {
  it('has a safe default for every setting', () => {
    const config = loadConfig({});
    expect(config.httpHost).toBe('127.0.0.1');
    expect(config.keys).toEqual([]);
    expect(config.signatureLevel).toBe('B-LTA');
  });

  it('names every wrong setting at once', () => {
    expect(() => loadConfig({ SOHOA_MAX_PAGES: 'many', SOHOA_OCR_ENGINE: 'magic' })).toThrow(
      /SOHOA_OCR_ENGINE[\s\S]*SOHOA_MAX_PAGES|SOHOA_MAX_PAGES[\s\S]*SOHOA_OCR_ENGINE/,
    );
  });

  it('lets the environment win over the file', () => {
    const file = join(temporaryFolder('test'), 'c.json');
    writeFileSync(file, JSON.stringify({ maxPages: 7, language: 'en' }));
    const config = loadConfig({ SOHOA_CONFIG: file, SOHOA_MAX_PAGES: '9' });
    expect([config.maxPages, config.language]).toEqual([9, 'en']);
  });

  it('refuses an unknown setting in the file and a file that is not there', () => {
    const file = join(temporaryFolder('test'), 'c.json');
    writeFileSync(file, JSON.stringify({ maxPagez: 7 }));
    expect(() => loadConfig({ SOHOA_CONFIG: file })).toThrow(/maxPagez/);
    expect(() => loadConfig({ SOHOA_CONFIG: `${file}.missing` })).toThrow(/does not exist/);
  });

  it('reads lists and keys from text', () => {
    const keys = JSON.stringify([{ id: 'op', slots: ['OPERATOR_SCAN'], kind: 'pkcs12', file: 'op.p12' }]);
    const config = loadConfig({ SOHOA_TSA_URLS: 'http://a.example/, http://b.example/', SOHOA_KEYS: keys });
    expect(config.tsaUrls).toEqual(['http://a.example/', 'http://b.example/']);
    expect(config.keys[0]?.slots).toEqual(['OPERATOR_SCAN']);
  });

  it('takes steps of the preparation in any order, each once, and names them all where one is unknown', () => {
    const chosen = loadConfig({ SOHOA_PREPARATION_WITHOUT: 'leaders, orient,leaders' });
    expect(chosen.preparationWithout).toEqual(['orient', 'leaders']);
    expect(loadConfig({ SOHOA_PREPARATION_WITHOUT: 'leaders,orient' })).toEqual(chosen);
    expect(loadConfig({}).preparationWithout).toEqual([]);
    expect(() => loadConfig({ SOHOA_PREPARATION_WITHOUT: 'rulings,lines' })).toThrow(
      /SOHOA_PREPARATION_WITHOUT[\s\S]*show-through[\s\S]*rulings/,
    );
  });

  it('says each setting in both languages', () => {
    for (const { about } of Object.values(settings)) expect(about.vi !== '' && about.en !== '').toBe(true);
  });
});
