import { describe, expect, it } from 'vitest';
import { decideScope, scopeProfiles } from '../../../../src/domain/rules/scope.ts';

const underTt01 = '2024-03-01';
const underTt03 = '2026-11-22';

describe('scope gate (rules.md B)', () => {
  it.each([
    [{}, underTt01, 'so_hoa', 'capture', 'TT01-2023'],
    [{}, underTt03, 'so_hoa', 'capture', 'TT01-2023'],
    [{ alreadyHeld: true }, underTt03, 'da_co_du_lieu', 'reuse', 'TT01-2023'],
    [{ presentedOnly: true }, underTt01, 'chi_xuat_trinh', 'record', 'TT01-2023'],
    [{ presentedOnly: true }, underTt03, 'chi_xuat_trinh', 'record', 'TT03-2025'],
    [{ bornDigital: true }, underTt03, 'dien_tu_san', 'verify', 'TT03-2025'],
    [{ secret: true, bornDigital: true }, underTt03, 'mat', 'stop', 'TT03-2025'],
  ] as const)('%j received on %s is %s → %s by %s', (facts, day, className, action, profile) => {
    expect(decideScope(facts, day)).toMatchObject({ class: className, action, profile });
  });

  it('scans an opinion under TT 01/2023 and exempts it under TT 03/2025, as the two instruments say', () => {
    expect(decideScope({ opinion: true }, underTt01)).toMatchObject({ action: 'capture', profile: 'TT01-2023' });
    expect(decideScope({ opinion: true }, underTt03)).toMatchObject({ action: 'skip', profile: 'TT03-2025' });
  });

  it('scans an opinion under TT 03/2025 when sector law wants it', () => {
    expect(decideScope({ opinion: true, requiredBySector: true }, underTt03).action).toBe('capture');
  });

  it('skips a paper copy under TT 01/2023 and asks under TT 03/2025, which does not mention it', () => {
    expect(decideScope({ copy: 'certified' }, underTt01).action).toBe('skip');
    expect(decideScope({ copy: 'plain' }, underTt03).action).toBe('ask');
    // who asks says what brings the paper in
    expect(decideScope({ copy: 'plain' }, underTt03).reason.vi).toContain('hãy nộp lại và khai có yêu cầu');
    expect(decideScope({ copy: 'plain' }, underTt01).reason.vi).not.toContain('nộp lại');
  });

  it('digitizes a copy that the applicant asks for', () => {
    expect(decideScope({ copy: 'plain', requestedByApplicant: true }, underTt01).class).toBe('so_hoa');
  });

  it('decides by the day of reception, with no profile before 25/05/2023', () => {
    expect(decideScope({}, '2023-05-24')).toMatchObject({ action: 'capture', profile: 'NĐ45-2020' });
    expect(decideScope({ opinion: true }, '2025-09-14').profile).toBe('TT01-2023');
    expect(decideScope({ opinion: true }, '2025-09-15').profile).toBe('TT03-2025');
  });

  it('says what nobody has verified, and gives a reason in both languages', () => {
    const decision = decideScope({ opinion: true }, underTt03);
    expect(decision.unverified).toContain('tt03.hieu_luc');
    expect(decision.reason.vi).not.toBe('');
    expect(decision.reason.en).not.toBe('');
    expect(scopeProfiles.every((profile) => profile.status === 'unverified')).toBe(true);
  });
});
