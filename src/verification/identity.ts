import type { SignerIdentity } from '../domain/signature-report.ts';

/** Whom the slot expects: the applicant by number and name, or staff by the fingerprints of the register (rules.md R4.4). */
export interface ExpectedSigner {
  /** How the report names them, for example `người nộp hồ sơ Nguyễn Văn Mẫu`. */
  readonly label: string;
  /** Numbers of any kind of rules.md H.2, digits or letters as printed. */
  readonly idNumbers?: readonly string[];
  readonly name?: string;
  /** SHA-256 of certificates, hex; given for officials, whose certificates bear no number. */
  readonly fingerprints?: readonly string[];
}

export type IdentityAnswer = 'match' | 'mismatch' | 'review';

/**
 * By fingerprint where a register is given, else by number first, then by name with a person's review.
 * A CCCD cannot be compared with a CMND or a tax code, so numbers of different lengths ask for review, not for alarm.
 */
export function matchIdentity(signer: SignerIdentity, expected: ExpectedSigner): IdentityAnswer {
  if (expected.fingerprints && expected.fingerprints.length > 0)
    return expected.fingerprints.some((one) => bare(one) === bare(signer.sha256)) ? 'match' : 'mismatch';
  const numbers = (expected.idNumbers ?? []).map(bare).filter((one) => one !== '');
  if (signer.idNumber !== null && numbers.length > 0) {
    const own = bare(signer.idNumber);
    if (numbers.includes(own)) return 'match';
    if (numbers.some((one) => one.length === own.length)) return 'mismatch';
  }
  if (expected.name === undefined || expected.name.trim() === '') return 'review';
  return foldName(signer.commonName) === foldName(expected.name) ? 'review' : 'mismatch';
}

const bare = (value: string): string => value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();

/** NFC and NFD, case and runs of spaces do not tell people apart; tone marks do. */
export const foldName = (name: string): string =>
  name.normalize('NFC').toLocaleUpperCase('vi').trim().replace(/\s+/g, ' ');
