import type { SignerIdentity, TrustStoreName } from '../domain/signature-report.ts';
import { fill, type Text, text } from '../domain/text.ts';
import type { Certificate } from '../pki/certificate.ts';
import { nameOid, valuesOf } from '../pki/distinguished-name.ts';

type IdKind = NonNullable<SignerIdentity['idKind']>;

interface TypedNumber {
  readonly kind: IdKind;
  readonly number: string;
  readonly remarks: readonly Text[];
}

const oddPrefix = text(
  'Tiền tố “{prefix}” không khớp với số {number}; hiểu là {kind}.',
  'The prefix “{prefix}” does not fit the number {number}; read as {kind}.',
);
const byLength = text(
  'Số {number} không có tiền tố; suy từ độ dài là {kind}.',
  'The number {number} has no prefix; read by its length as {kind}.',
);

/** Attributes that have been met with a typed number; only UID is read without its prefix (a telephone has ten digits too). */
const numberAttributes = [nameOid.userId, nameOid.serialNumber, nameOid.organizationIdentifier, '2.5.4.20'] as const;

/**
 * The typed identity of a certificate's subject (rules.md H.2): tolerant of prefixes and places met in practice, each
 * oddity remarked. Officials and agencies bear no number. `trustStore` is filled when a path was found.
 */
export function signerIdentity(certificate: Certificate, trustStore: TrustStoreName | null = null): SignerIdentity {
  const { subject } = certificate;
  const typed = findNumber(certificate);
  const offices = [...valuesOf(subject, nameOid.organizationalUnit), ...valuesOf(subject, nameOid.organization)];
  return {
    commonName: valuesOf(subject, nameOid.commonName)[0] ?? subject.printed,
    subject: subject.printed,
    organization: offices.length > 0 ? offices.join(', ') : null,
    idKind: typed?.kind ?? null,
    idNumber: typed?.number ?? null,
    serialHex: certificate.serialHex,
    sha256: certificate.sha256,
    trustStore,
    remarks: typed?.remarks ?? [],
  };
}

function findNumber({ subject }: Certificate): TypedNumber | null {
  for (const attribute of numberAttributes) {
    for (const value of valuesOf(subject, attribute)) {
      const typed = readTypedNumber(value, attribute === nameOid.userId);
      if (typed !== null) return typed;
    }
  }
  return null;
}

/** `CCCD:001090000001` and its variants; null when nothing in the value is a number of a known kind. */
export function readTypedNumber(value: string, bareAllowed: boolean): TypedNumber | null {
  const match = /^(?:([A-Z]{2,8})\s*[:\-=]\s*)?([A-Z]?\d[\d .-]{5,20})$/.exec(value.trim().toUpperCase());
  if (match === null) return null;
  const [, prefix, written = ''] = match;
  const number = written.replace(/[ .-]/g, '');
  const length = kindByForm(number);
  if (prefix === undefined) {
    if (!bareAllowed || length === null) return null;
    return { kind: length, number, remarks: [fill(byLength, { number, kind: length })] };
  }
  const stated = kindByPrefix(prefix);
  if (stated === null) return null;
  // HC and BHXH are no lengths of their own: ten digits are a tax code as well
  const kind = stated === 'HC' || stated === 'BHXH' ? stated : (length ?? stated);
  const regular = prefix === stated && kind === stated;
  return { kind, number, remarks: regular ? [] : [fill(oddPrefix, { prefix, number, kind })] };
}

function kindByPrefix(prefix: string): IdKind | null {
  if (prefix === 'MST' || prefix === 'CMND' || prefix === 'HC' || prefix === 'BHXH') return prefix;
  if (/^C{2,6}D$/.test(prefix)) return 'CCCD';
  return prefix === 'CMT' ? 'CMND' : null;
}

function kindByForm(number: string): IdKind | null {
  if (/^[A-Z]\d{7}$/.test(number)) return 'HC';
  if (!/^\d+$/.test(number)) return null;
  return ({ 9: 'CMND', 10: 'MST', 12: 'CCCD', 13: 'MST' } as const)[number.length as 9 | 10 | 12 | 13] ?? null;
}
