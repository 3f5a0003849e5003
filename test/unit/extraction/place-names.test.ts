import { describe, expect, it } from 'vitest';
import { crossCheck } from '../../../src/extraction/cross-check.ts';
import { unitDoubts } from '../../../src/extraction/place-names.ts';

const doubted = (values: Readonly<Record<string, string>>): readonly string[] =>
  unitDoubts(new Map(Object.entries(values))).map(({ field }) => field);

describe('a unit that a paper names in two ways', () => {
  it('is doubted where it is written less often', () => {
    expect(
      doubted({
        issuer: 'ỦY BAN NHÂN DÂN QUẬN NGHĨA NGÃI',
        owner_address: 'phường Đông Đức, quận Nghĩa Ngãi, thành phố Cần Thơ',
        parcel_address: 'phường Đông Đức, quận Nghĩa Ngõi, thành phố Cần Thơ',
      }),
    ).toEqual(['parcel_address']);
  });

  it('is doubted in both places when it stands in two', () => {
    expect(doubted({ birth_place: 'xã Bảo Ninh', residence: 'xã Bao Ninh, tỉnh Mẫu' })).toEqual([
      'birth_place',
      'residence',
    ]);
  });

  it('goes to a person with the other writing', () => {
    const { disagrees } = crossCheck(
      new Map([
        ['a', 'xã Bảo Ninh'],
        ['b', 'Xã Bao Ninh'],
      ]),
      '2026-11-22',
    );
    expect(disagrees.get('b')?.[0]).toMatchObject({ code: 'PLACE_DIFFERS' });
    expect(disagrees.get('b')?.[0]?.en).toContain('bảo ninh');
  });
});

describe('units of a paper that are none of each other’s misreadings', () => {
  it.each([
    ['another kind of unit', { a: 'xã Bảo Ninh', b: 'huyện Bao Ninh' }],
    ['other words', { a: 'xã Tân Lập', b: 'xã Tân Lộc' }],
    ['few letters', { a: 'xã An Hà', b: 'xã An Hạt' }],
    ['the tone on the other letter', { a: 'xã Hòa Bình', b: 'xã Hoà Bình' }],
    ['capitals', { a: 'XÃ BẢO NINH', b: 'xã Bảo Ninh' }],
    ['numbers', { a: 'phường 12', b: 'phường 13' }],
    ['one field alone', { a: 'xã Bảo Ninh, xã Bao Ninh' }],
  ])('are not doubted: %s', (_, values) => {
    expect(doubted(values)).toEqual([]);
  });
});
