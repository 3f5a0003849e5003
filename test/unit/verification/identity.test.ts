import { describe, expect, it } from 'vitest';
import type { SignerIdentity } from '../../../src/domain/signature-report.ts';
import { readClaimedTime } from '../../../src/verification/claimed-time.ts';
import { matchIdentity } from '../../../src/verification/identity.ts';

const signer = (over: Partial<SignerIdentity>): SignerIdentity => ({
  commonName: 'Nguyễn Văn Mẫu',
  subject: 'UID=CCCD:001090000001,CN=Nguyễn Văn Mẫu,C=VN',
  organization: null,
  idKind: 'CCCD',
  idNumber: '001090000001',
  serialHex: '01',
  sha256: 'ab'.repeat(32),
  trustStore: 'cong_cong',
  remarks: [],
  ...over,
});
const label = 'người nộp hồ sơ';

describe('matching the signer with the expected person (rules.md R4.4)', () => {
  it('matches by number before the name is looked at', () => {
    expect(matchIdentity(signer({ commonName: 'Viết Khác' }), { label, idNumbers: ['001090000001'], name: 'A' })).toBe(
      'match',
    );
  });

  it('finds another number of the same kind to be another person, even under the same name', () => {
    expect(matchIdentity(signer({}), { label, idNumbers: ['001090000002'], name: 'Nguyễn Văn Mẫu' })).toBe('mismatch');
  });

  it('asks a person when a nine-digit CMND meets a twelve-digit CCCD under the same name', () => {
    const old = signer({ idKind: 'CMND', idNumber: '010000001' });
    expect(matchIdentity(old, { label, idNumbers: ['001090000001'], name: 'Nguyễn Văn Mẫu' })).toBe('review');
  });

  it('takes NFC and NFD, case and spacing of a name as equal, but not another tone mark', () => {
    const official = signer({ idKind: null, idNumber: null, commonName: 'TRẦN  THỊ THÍ DỤ'.normalize('NFD') });
    expect(matchIdentity(official, { label, name: 'Trần Thị Thí Dụ' })).toBe('review');
    expect(matchIdentity(official, { label, name: 'Trần Thị Thi Dụ' })).toBe('mismatch');
  });

  it('matches an official by the fingerprint in the register and by nothing else', () => {
    const colons = 'AB:'.repeat(32).slice(0, -1);
    expect(matchIdentity(signer({}), { label, fingerprints: [colons] })).toBe('match');
    expect(matchIdentity(signer({}), { label, fingerprints: ['cd'.repeat(32)], name: 'Nguyễn Văn Mẫu' })).toBe(
      'mismatch',
    );
  });
});

describe('the claimed signing time against the stamp (rules.md H.4)', () => {
  const stamp = new Date('2026-11-22T03:00:00Z');
  const after = (seconds: number): Date => new Date(stamp.getTime() + seconds * 1000);

  it.each([
    [-86_400 * 30, 'normal'],
    [60, 'normal'],
    [61, 'implausible'],
    [21_599, 'implausible'],
    [21_600, 'local-time-as-utc'],
    [25_200, 'local-time-as-utc'],
    [28_800, 'local-time-as-utc'],
    [28_801, 'implausible'],
  ])('reads a difference of %i seconds as %s', (seconds, reading) => {
    expect(readClaimedTime(after(seconds), stamp)).toBe(reading);
  });
});
