import { describe, expect, it } from 'vitest';
import { wholeNames } from '../../../src/extraction/cut-names.ts';
import { layOut } from '../../../src/extraction/page-layout.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const offered = (line: string): ReturnType<typeof wholeNames> => {
  const layout = layOut([pageOfText([line])]);
  const name = layout.rows[0]?.tokens.slice(-2) ?? [];
  return wholeNames(layout, name, name.map(({ text }) => text).join(' '));
};

describe('a name whose beginning lies under a seal', () => {
  it('is whole where only one family name ends with the letters that are left', () => {
    expect(offered('ạm Hoàng Quân').only).toBe('Phạm Hoàng Quân');
    expect(offered('‹guyễn Minh Mẫu').only).toBe('Nguyễn Minh Mẫu');
  });

  it('is offered with each that it may be, and with those whose marks were lost', () => {
    const { only, offered: names } = offered('ng Minh Mẫu');
    expect(only).toBeNull();
    expect(names[0]).toBe('Hoàng Minh Mẫu');
    expect(offered('ran Trung Kiệt').offered).toContain('Trần Trung Kiệt');
  });

  it('is no other than it was read where nothing is left of the word before it, or that stands far away', () => {
    for (const line of ['Hoàng Quân', 'ạm          Hoàng Quân', 'Phạm Hoàng Quân', '12 Hoàng Quân'])
      expect(offered(line)).toEqual({ only: null, offered: [] });
  });
});
