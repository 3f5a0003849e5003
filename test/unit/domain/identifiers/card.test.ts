import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCardQr } from '../../../../src/domain/identifiers/cccd-qr.ts';
import { mrzCheckDigit, readCardMrz } from '../../../../src/domain/identifiers/mrz.ts';

const today = '2026-11-22';

describe('QR of the citizen card (rules.md J.3)', () => {
  it('reads the seven fields', () => {
    const check = readCardQr(
      '001090000001|010000001|Nguyễn Văn Mẫu|15081990|Nam|Số 1 Đường Mẫu, Phường Mẫu, Ví Dụ|01072021',
    );
    expect(check.status).toBe('ok');
    expect(check.parts).toEqual({
      personalId: '001090000001',
      oldIdentityNumber: '010000001',
      fullName: 'Nguyễn Văn Mẫu',
      birthDate: '1990-08-15',
      gender: 'Nam',
      address: 'Số 1 Đường Mẫu, Phường Mẫu, Ví Dụ',
      issueDate: '2021-07-01',
      extras: [],
    });
  });

  it('accepts an empty old number', () => {
    const check = readCardQr('096304999999||Trần Thị Thí Dụ|29022004|Nữ|Ấp Mẫu, Xã Mẫu, Ví Dụ|02012022');
    expect(check.status).toBe('ok');
    expect(check.parts?.oldIdentityNumber).toBeNull();
  });

  it.each([
    ['001090000001||Nguyễn Văn Mẫu|31022000|Nam|X|01072021', 'error', 'CARD_QR_BIRTH_DATE'],
    ['001090000001||Nguyễn Văn Mẫu|15081990|Nữ|X|01072021', 'error', 'PERSONAL_ID_GENDER'],
    ['001090000001||Nguyễn Văn Mẫu|15081990|Nam|X', 'error', 'CARD_QR_FIELDS'],
    ['001090000001||Nguyễn Văn Mẫu|15081990|Nam|X|01072021|A|B', 'warning', 'CARD_QR_EXTRA'],
    ['001090000001||Nguyễn Văn Mẫu|15081990|Nam|X|01071989', 'error', 'CARD_QR_ORDER'],
  ])('%s is %s (%s)', (content, status, code) => {
    const check = readCardQr(content);
    expect(check.status).toBe(status);
    expect(check.remarks.map((remark) => remark.code)).toContain(code);
  });

  it('keeps further fields raw', () => {
    expect(readCardQr('001090000001||Nguyễn Văn Mẫu|15081990|Nam|X|01072021|A|B').parts?.extras).toEqual(['A', 'B']);
  });

  it('stores a decomposed name composed', () => {
    const check = readCardQr('001090000001||Nguyễn Văn Mẫu|15081990|Nam|X|01072021'.normalize('NFD'));
    expect(check.status).toBe('ok');
    expect(check.parts?.fullName).toBe('Nguyễn Văn Mẫu');
  });

  it('never throws on any content', () => {
    fc.assert(fc.property(fc.array(fc.string(), { maxLength: 10 }), (fields) => void readCardQr(fields.join('|'))));
  });
});

describe('MRZ TD1 (rules.md J.4)', () => {
  const card = ['IDVNM0900000018001090000001<<9', '9008157M3008155VNM<<<<<<<<<<<6', 'NGUYEN<<VAN<MAU<<<<<<<<<<<<<<<'];

  it.each([
    ['L898902C3', 6],
    ['740812', 2],
    ['120415', 9],
    ['D23145890', 7],
  ])('check digit of %s is %d', (field, digit) => {
    expect(mrzCheckDigit(field)).toBe(digit);
  });

  it('reads the invented card', () => {
    const check = readCardMrz(card, today);
    expect(check.status).toBe('ok');
    expect(check.parts).toEqual({
      documentNumber: '090000001',
      personalId: '001090000001',
      birthDate: '1990-08-15',
      gender: 'Nam',
      expiryDate: '2030-08-15',
      name: 'NGUYEN VAN MAU',
    });
  });

  it('any single changed digit under a check digit is an error', () => {
    const positions = fc.constantFrom([0, 7], [0, 14], [1, 2], [1, 6], [1, 10]);
    fc.assert(
      fc.property(positions, fc.integer({ min: 1, max: 9 }), ([line, at], shift) => {
        const changed = card.map((text, index) => {
          if (index !== line) return text;
          const digit = (Number(text[at as number]) + shift) % 10;
          return text.slice(0, at) + digit + text.slice((at as number) + 1);
        });
        expect(readCardMrz(changed, today).status).toBe('error');
      }),
    );
  });

  it('wants three lines of thirty', () => {
    expect(readCardMrz(card.slice(0, 2), today).status).toBe('error');
    expect(readCardMrz(['', '', ''], today).status).toBe('error');
  });
});
