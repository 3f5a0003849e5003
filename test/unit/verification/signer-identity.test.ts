import { describe, expect, it } from 'vitest';
import { readTypedNumber } from '../../../src/verification/signer-identity.ts';

/** rules.md H.2: subject, kind, number, whether a remark is due. All numbers are invented there. */
describe('the typed number of a certificate subject (rules.md H.2)', () => {
  it.each([
    ['CCCD:001090000001', 'CCCD', '001090000001', false],
    ['MST:0100000003', 'MST', '0100000003', false],
    ['CCCD:010000001', 'CMND', '010000001', true],
    ['CCCD:0100000003', 'MST', '0100000003', true],
    ['CCCCD:001090000001', 'CCCD', '001090000001', true],
    ['001090000001', 'CCCD', '001090000001', true],
    ['HC:C0000001', 'HC', 'C0000001', false],
    ['BHXH:0100000001', 'BHXH', '0100000001', false],
    ['CMND:010000001', 'CMND', '010000001', false],
    ['MST:0100000003-001', 'MST', '0100000003001', false],
  ])('reads %s as %s %s', (value, kind, number, remarked) => {
    const typed = readTypedNumber(value, true);
    expect(typed).toMatchObject({ kind, number });
    expect((typed?.remarks.length ?? 0) > 0).toBe(remarked);
  });

  it('does not take a telephone number for a tax code', () => {
    expect(readTypedNumber('0912345678', false)).toBeNull();
  });

  it.each(['Nguyễn Văn Mẫu', 'ABC:123456789', '', 'CCCD:', '1234567'])('finds no number in "%s"', (value) => {
    expect(readTypedNumber(value, true)).toBeNull();
  });
});
