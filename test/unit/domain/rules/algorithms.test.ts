import { describe, expect, it } from 'vitest';
import { judgeAlgorithm } from '../../../../src/domain/rules/algorithms.ts';

const now = new Date('2026-11-22T00:00:00Z');
const judge = (family: 'digest' | 'RSA' | 'ECDSA' | 'EdDSA', name: string, bits: number, at = now) =>
  judgeAlgorithm({ family, name, bits }, at).state;

describe('the dated algorithm table (TT 15/2025, rules.md R4.5)', () => {
  it.each(['SHA-256', 'SHA-384', 'SHA-512', 'SHA-512/224', 'SHA-512/256', 'SHA3-256'])('accepts %s today', (name) => {
    expect(judge('digest', name, 0)).toBe('accepted');
  });

  it.each(['MD5', 'SHA-1'])('does not accept %s today', (name) => {
    expect(judge('digest', name, 0)).toBe('sunset');
  });

  it('accepts keys from 2048 bits RSA and 256 bits ECDSA and nothing below', () => {
    expect(judge('RSA', 'RSA', 2048)).toBe('accepted');
    expect(judge('RSA', 'RSA', 2047)).toBe('sunset');
    expect(judge('RSA', 'RSA', 512, new Date('2000-01-01'))).toBe('sunset');
    expect(judge('ECDSA', 'prime256v1', 256)).toBe('accepted');
    expect(judge('ECDSA', 'secp224r1', 224)).toBe('sunset');
    expect(judge('EdDSA', 'Ed25519', 255)).toBe('accepted');
  });

  it('judges at the control time: SHA-1 was acceptable on a day of 2010', () => {
    expect(judge('digest', 'SHA-1', 0, new Date('2010-06-01T00:00:00Z'))).toBe('accepted');
  });

  it('does not know what is not in the table', () => {
    expect(judge('digest', 'GOST R 34.11-94', 0)).toBe('unknown');
  });
});
