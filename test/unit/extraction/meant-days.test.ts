import { describe, expect, it } from 'vitest';
import { layOut } from '../../../src/extraction/page-layout.ts';
import { readDateField } from '../../../src/extraction/readers/dates.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const read = (text: string) => readDateField(layOut([pageOfText([text])]).rows[0]!.tokens);

describe('a day that cannot be', () => {
  it.each([
    ['96-97-1955', '1955-97-96', '1955-07-06'],
    ['41/08/1990', '1990-08-41', '1990-08-01'],
    ['19/09/4983', '4983-09-19', '1983-09-19'],
  ])('%s has the day offered that it is but for a first figure', (text, value, meant) => {
    expect(read(text)).toMatchObject({ value, candidates: [meant] });
  });

  it('has none offered when another figure is wrong, nor has a day that is', () => {
    expect(read('31/02/1990')?.candidates).toEqual([]);
    expect(read('06-07-1955')?.candidates).toEqual([]);
  });
});
